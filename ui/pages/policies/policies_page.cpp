// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policies_page.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/operations.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/models/policy_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/policy_delegates.h"
#include "ui/pages/policies/policy_name_dialog.h"
#include "ui/pages/policies/policy_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/question.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PoliciesPage::PoliciesPage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_model(new PolicyListModel(session, this)), m_tenant(session->tenant()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("message"));
    m_split = new QSplitter(Qt::Horizontal, this);
    auto* split = m_split;
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildList());
    m_pane = new PolicyPane(session, split);
    m_pane->setMinimumWidth(extent::kDetailPane);
    split->addWidget(m_pane);
    split->setStretchFactor(1, 1);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(split, 1);
    addActions(m_pane->commands());
    connect(m_search, &SearchField::searchChanged, m_model, &PolicyListModel::setFilter);
    connect(m_model, &PolicyListModel::stateChanged, this, &PoliciesPage::showState);
    connect(m_listStack, &ContentStack::retryClicked, this, &PoliciesPage::refresh);
    connect(m_listStack, &ContentStack::primaryClicked, this,
            [this] { m_model->filter().isEmpty() ? m_new->trigger() : m_search->clear(); });
    connect(m_pane, &PolicyPane::changed, this, [this] {
        m_pane->setVisible(m_model->total() > 0 || !m_pane->policy().isEmpty());
        selectShown();
        updateActions();
    });
    connect(m_pane, &PolicyPane::saved, this, [this](const QString& policy, const QString& what) {
        m_wanted = policy;
        m_bar->show(InfoBar::Info, what);
        m_model->refresh();
    });
    connect(m_pane, &PolicyPane::failed, this, [this](const QString& what) { m_bar->show(InfoBar::Error, what); });
    connect(session, &EngineSession::healthChanged, this, &PoliciesPage::updateActions);
    connect(session, &EngineSession::accessChanged, this, [this] {
        if (std::exchange(m_tenant, m_session->tenant()) != m_session->tenant()) {
            m_pane->showPolicy({});  // what was written was of another tenant
        }
        updateActions();
    });
    updateActions();
}

QIcon PoliciesPage::icon() const {
    return Icon::get(QStringLiteral("policy"));
}

QString PoliciesPage::here() const {
    const bool stored = !m_pane->policy().isEmpty() && !m_pane->isNew();
    return stored ? QStringLiteral("policies/") + m_pane->policy() : QStringLiteral("policies");
}

void PoliciesPage::buildActions() {
    m_search = new SearchField(tr("Filter policies"), this);
    m_search->setFixedWidth(extent::kSearch);
    m_remove = addPageAction(this, "policy.remove", tr("Remove…"), QStringLiteral("trash"),
                             QKeySequence(Qt::SHIFT | Qt::Key_Delete));
    m_duplicate =
        addPageAction(this, "policy.duplicate", tr("Duplicate…"), QStringLiteral("copy"), QKeySequence(Qt::Key_D));
    m_new = addPageAction(this, "policy.new", tr("New policy…"), {}, QKeySequence(Qt::CTRL | Qt::Key_N));
    connect(m_new, &QAction::triggered, this, &PoliciesPage::add);
    connect(m_duplicate, &QAction::triggered, this, &PoliciesPage::duplicate);
    connect(m_remove, &QAction::triggered, this, &PoliciesPage::remove);
    m_header->addWidget(m_search);
    m_header->addWidget(new Button(m_remove, Button::Secondary, this));
    m_header->addWidget(new Button(m_duplicate, Button::Secondary, this));
    m_header->addWidget(new Button(m_new, Button::Secondary, this));
}

QWidget* PoliciesPage::buildList() {
    auto* card = new Card(this);
    m_list = new QListView(card);
    m_list->setObjectName(QStringLiteral("policies.list"));
    m_list->setAccessibleName(tr("Policies"));
    // What leaves the list takes the selection with it, which is nobody's choice: so before the view hears of it.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_selecting = true; });
    m_list->setModel(m_model);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] { m_selecting = false; });
    m_list->setItemDelegate(new PolicyDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_listStack = new ContentStack(m_list, card);
    card->addBody(m_listStack);
    card->setMinimumWidth(extent::kListPane);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PoliciesPage::selectCurrent);
    return card;
}

/// The list takes a quarter of a small window, and not much more of a large one; from then on whoever moves it decides.
void PoliciesPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!std::exchange(m_arranged, true)) {
        constexpr int kWidestList = 320;
        const int list = std::clamp(width() / 4, extent::kListPane, kWidestList);
        m_split->setSizes({list, std::max(extent::kDetailPane, width() - list)});
    }
}

void PoliciesPage::activated() {
    m_model->refresh();
    m_list->setFocus();
}

void PoliciesPage::refresh() {
    m_model->refresh();
    m_pane->refresh();
}

void PoliciesPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PoliciesPage::showPolicy(const QString& policy) {
    m_wanted = policy;
    if (m_model->state() == PolicyListModel::State::Ready) {
        showState();
    }
}

void PoliciesPage::showDecision(const QString& policy, const QString& decision) {
    showPolicy(policy);
    m_pane->showDecision(decision);
}

void PoliciesPage::showState() {
    using State = PolicyListModel::State;
    m_header->setFigures({{formatCount(m_model->total()), tr("in all"), {}, false}});
    if (m_model->rowCount() > 0) {
        m_listStack->showContent();
    } else if (m_model->state() == State::Failed && m_model->total() == 0) {
        m_listStack->showError(m_model->error());
    } else if (m_model->state() == State::Loading || m_model->state() == State::Idle) {
        m_listStack->showLoading(tr("Loading policies…"));
    } else {
        showEmpty();
    }
    const bool nothing = m_model->total() == 0 && m_pane->policy().isEmpty();
    m_pane->setVisible(!nothing);  // one note says it all
    if (m_model->state() == State::Failed && m_model->total() > 0) {
        m_bar->show(InfoBar::Warning,
                    tr("The list is as of the last answer. %1").arg(toText(m_model->error().message)));
    }
    if (m_model->state() != State::Ready) {
        return;
    }
    const QString wanted = std::exchange(m_wanted, QString());
    if (!wanted.isEmpty() && wanted != m_pane->policy()) {
        leaving([this, wanted] { m_pane->showPolicy(wanted); });
    } else if (m_pane->policy().isEmpty() && m_model->rowCount() > 0) {
        m_pane->showPolicy(m_model->rowAt(0).key);
    } else if (!m_pane->isNew() && !m_pane->isChanged() && !m_pane->policy().isEmpty() &&
               !m_model->isThere(m_pane->policy())) {
        m_pane->showPolicy(m_model->rowCount() > 0 ? m_model->rowAt(0).key : QString());
    } else if (const int row = m_model->rowOf(m_pane->policy()); row >= 0) {
        m_pane->follow(m_model->rowAt(row).info.version);
    }
    selectShown();
    updateActions();
}

void PoliciesPage::showEmpty() {
    if (!m_model->filter().isEmpty()) {
        m_listStack->showEmpty(QStringLiteral("search"), tr("No policy fits"), tr("Nothing here matches the text."),
                               tr("Clear filter"));
        return;
    }
    m_listStack->showEmpty(QStringLiteral("policy"), tr("No policies yet"),
                           tr("A policy says which provider does a request: by weights, with a canary, fallbacks and "
                              "extensions before and after. Requests name it; without a name it is “default”."),
                           tr("New policy…"));
    m_listStack->note()->setPrimaryObstacle(m_session->obstacle(api::PutPolicy::kInfo.name));
}

void PoliciesPage::selectShown() {
    const int row = m_pane->isNew() ? -1 : m_model->rowOf(m_pane->policy());
    const QModelIndex index = row < 0 ? QModelIndex() : m_model->index(row, 0);
    if (m_list->currentIndex() != index) {
        m_selecting = true;
        m_list->setCurrentIndex(index);
        if (!index.isValid()) {
            m_list->clearSelection();
        }
        m_selecting = false;
    }
}

void PoliciesPage::selectCurrent() {
    const QModelIndex index = m_list->currentIndex();
    if (m_selecting || !index.isValid()) {
        return;
    }
    const QString policy = index.data(IdRole).toString();
    if (policy != m_pane->policy() || m_pane->isNew()) {
        leaving([this, policy] { m_pane->showPolicy(policy); });
    }
}

void PoliciesPage::leaving(const std::function<void()>& go) {
    if (!m_pane->isChanged()) {
        go();
        return;
    }
    if (m_dialog) {
        return;
    }
    auto* question =
        new Question(tr("Discard what you wrote in %1?").arg(cutText(toUtf8(m_pane->policy()), kLongestWord)),
                     tr("It is not saved. Keep writing to save it as a version first."), tr("Discard"), Button::Danger,
                     tr("Keep writing"), window());
    connect(question, &QDialog::accepted, this, go);
    connect(question, &QDialog::rejected, this, &PoliciesPage::selectShown);
    openDialog(question);
}

void PoliciesPage::openDialog(QDialog* dialog) {
    m_dialog = dialog;
    dialog->open();
}

void PoliciesPage::updateActions() {
    const auto enable = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString noWriting = m_session->obstacle(api::PutPolicy::kInfo.name);
    const QString name = m_pane->policy();
    const QString none = name.isEmpty() ? tr("Select a policy first.") : QString();
    enable(m_new, tr("Write a policy."), noWriting);
    enable(m_duplicate, tr("Write a new policy that begins as %1 is.").arg(name),
           !noWriting.isEmpty()  ? noWriting
           : !none.isEmpty()     ? none
           : !m_pane->document() ? tr("What is written is no JSON.")
                                 : QString());
    const QString noRemoving = m_session->obstacle(api::DeletePolicy::kInfo.name);
    enable(m_remove, tr("Remove %1. Its versions are kept.").arg(name),
           !noRemoving.isEmpty() ? noRemoving
           : !none.isEmpty()     ? none
           : m_pane->isNew()     ? tr("It is not saved yet.")
                                 : QString());
    m_duplicate->setProperty("command", tr("Duplicate the policy %1…").arg(name));
    m_remove->setProperty("command", tr("Remove the policy %1…").arg(name));
    m_pane->updateActions();
}

void PoliciesPage::askName(const QString& heading, const QString& note, const QString& proposed,
                           const api::Json& document) {
    auto* dialog = new PolicyNameDialog(heading, note, proposed, m_model->names(), window());
    connect(dialog, &PolicyNameDialog::named, this, [this, document](const QString& name) {
        m_bar->hide();
        m_pane->begin(name, document);
    });
    openDialog(dialog);
}

void PoliciesPage::add() {
    if (m_dialog) {
        return;
    }
    leaving([this] {
        askName(tr("New policy"), tr("It begins with two providers and a fallback."),
                m_model->total() == 0 ? QString::fromLatin1(api::kDefaultPolicy) : QString(), firstPolicy());
    });
}

void PoliciesPage::duplicate() {
    const auto document = m_pane->document();
    if (m_dialog || !document) {
        return;
    }
    auto copy = withMember(*document, {"policy_id"}, std::nullopt);  // it would have to be the new name
    const QString proposed = tr("%1-copy").arg(m_pane->policy());
    leaving([this, copy = std::move(copy), proposed, name = m_pane->policy()] {
        askName(tr("Duplicate %1").arg(name), tr("The new policy begins as this one is."), proposed, copy);
    });
}

void PoliciesPage::remove() {
    if (m_dialog || !m_remove->isEnabled()) {
        return;
    }
    const QString name = m_pane->policy();
    const auto version = m_pane->version();
    auto* question = new Question(tr("Remove the policy %1?").arg(cutText(toUtf8(name), kLongestWord)),
                                  tr("Requests that name it are refused from now on. Its versions are kept, and one of "
                                     "them can be put again."),
                                  tr("Remove"), Button::Danger, tr("Keep it"), window());
    connect(question, &QDialog::accepted, this, [this, name, version] {
        api::DeletePolicy op;
        op.policy = toUtf8(name);
        op.replaces = version;
        m_session->call<api::DeletePolicy>(std::move(op), this,
                                           [this, name](const api::Result<api::PolicyReply>& reply) {
                                               if (!reply.ok()) {
                                                   m_bar->show(InfoBar::Error, toText(reply.error().message));
                                                   return;
                                               }
                                               if (m_pane->policy() == name) {
                                                   m_pane->showPolicy({});
                                               }
                                               m_bar->show(InfoBar::Info, tr("%1 is removed.").arg(name));
                                               m_model->refresh();
                                           });
    });
    openDialog(question);
}

}  // namespace beamline::ui
