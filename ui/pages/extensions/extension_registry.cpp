// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/extension_registry.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/models/extension_list_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/extensions/extension_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/mark_delegate.h"
#include "ui/widgets/page.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

ExtensionRegistry::ExtensionRegistry(EngineSession* session, ExtensionListModel* model, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(model) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("extensions.bar"));
    buildActions();
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* list = new Card(split);
    list->addToHeader(new Button(m_enable, Button::Secondary, list));
    list->addToHeader(new Button(m_release, Button::Secondary, list));
    list->addToHeader(new Button(m_remove, Button::Secondary, list));
    buildTable();
    list->addBody(m_table);
    list->setMinimumWidth(extent::kListPane);
    auto* detail = new Card(split);
    m_pane = new ExtensionPane(session, detail);
    detail->addBody(m_pane);
    detail->setMinimumWidth(extent::kDetailPane);
    split->addWidget(list);
    split->addWidget(detail);
    split->setStretchFactor(0, 1);
    split->setSizes({740, 440});
    m_stack = new ContentStack(split, this);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    addActions(m_pane->commands());
    connect(m_model, &ExtensionListModel::stateChanged, this, &ExtensionRegistry::showState);
    connect(m_pane, &ExtensionPane::stored, m_model, &ExtensionListModel::refresh);
    connect(m_stack, &ContentStack::retryClicked, m_model, &ExtensionListModel::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, &ExtensionRegistry::installAsked);
    connect(m_stack, &ContentStack::secondaryClicked, this, &ExtensionRegistry::registerAsked);
    connect(session, &EngineSession::healthChanged, this, &ExtensionRegistry::updateActions);
    connect(session, &EngineSession::accessChanged, this, &ExtensionRegistry::updateActions);
    showState();
}

void ExtensionRegistry::buildActions() {
    m_enable = addPageAction(this, "extension.enable", tr("Disable"), {}, QKeySequence(Qt::Key_E));
    m_release = addPageAction(this, "extension.release", tr("Release"), {}, QKeySequence(Qt::Key_R));
    m_remove =
        addPageAction(this, "extension.remove", tr("Remove…"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete));
    connect(m_enable, &QAction::triggered, this, [this] {
        const auto* info = m_model->find(toUtf8(chosen()));
        if (info && info->enabled) {
            control(api::ExtensionAction::disable, tr("%1 is disabled.").arg(chosen()));
        } else if (info) {
            control(api::ExtensionAction::enable, tr("%1 is enabled.").arg(chosen()));
        }
    });
    connect(m_release, &QAction::triggered, this, [this] {
        control(api::ExtensionAction::release, tr("%1 is released: it gets requests again.").arg(chosen()));
    });
    connect(m_remove, &QAction::triggered, this, &ExtensionRegistry::remove);
}

void ExtensionRegistry::buildTable() {
    using Model = ExtensionListModel;
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("extensions.table"));
    m_table->setAccessibleName(tr("Extensions"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(Model::NameColumn, new BadgeDelegate(m_table));
    m_table->setItemDelegateForColumn(Model::HealthColumn, new MarkDelegate(m_table));
    m_table->setItemDelegateForColumn(Model::ErrorColumn, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({26, 15, 16, 10, 9, 9, 9, 10, 0});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ExtensionRegistry::showChosen);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ExtensionRegistry::openMenu);
}

void ExtensionRegistry::openMenu(const QPoint& position) {
    if (m_table->indexAt(position).isValid()) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        menu->addActions({m_enable, m_release, m_remove});
        menu->popup(m_table->viewport()->mapToGlobal(position));
    }
}

/// What there is no room for is in the pane.
void ExtensionRegistry::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    using Model = ExtensionListModel;
    const bool wide = width() >= extent::kWideCards;
    const bool widest = width() >= extent::kWideCards * 3 / 2;
    m_table->setColumnHidden(Model::TypeColumn, !wide);
    m_table->setColumnHidden(Model::P50Column, !widest);
    m_table->setColumnHidden(Model::P99Column, !widest);
    m_table->setColumnHidden(Model::CircuitColumn, !widest);
    m_table->setColumnHidden(Model::ErrorColumn, !widest);
    m_table->setColumnHidden(Model::P95Column, width() < extent::kWideCards * 3 / 4);
}

void ExtensionRegistry::setLive(bool live) {
    m_live = live;
    updateActions();
}

void ExtensionRegistry::enter() {
    m_table->setFocus();
}

void ExtensionRegistry::tell(const QString& what) {
    m_bar->show(InfoBar::Info, what);
}

void ExtensionRegistry::showExtension(const QString& id) {
    m_wanted = id;
    if (m_model->rowOf(toUtf8(id)) >= 0) {
        showState();
    } else if (m_live || m_model->state() == ExtensionListModel::State::Ready) {
        m_model->refresh();  // it may be younger than the list
    }
}

QString ExtensionRegistry::chosen() const {
    return m_table->currentIndex().data(IdRole).toString();
}

void ExtensionRegistry::showState() {
    using State = ExtensionListModel::State;
    const auto state = m_model->state();
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(0);
        }
    } else if (state == State::Failed) {
        m_session->unknownTo(api::ListExtensions::kInfo.name).isEmpty()
            ? m_stack->showError(m_model->error())
            : m_stack->showEmpty(QStringLiteral("extension"), tr("This engine has no extensions"),
                                 toText(m_model->error().message));
    } else if (state != State::Ready) {
        m_stack->showLoading(tr("Loading extensions…"));
    } else {
        m_stack->showEmpty(QStringLiteral("extension"), tr("No extensions"),
                           tr("Programs in any language that change, check or answer the requests of a policy. Drop a "
                              "package onto this page to install one, or register one that runs elsewhere."),
                           tr("Install…"), tr("Register…"));
        m_stack->note()->setPrimaryObstacle(m_session->obstacle(api::InstallExtension::kInfo.name));
    }
    if (state == State::Failed && m_model->rowCount() > 0) {
        m_stale = true;
        m_bar->show(InfoBar::Warning, tr("This is as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (state == State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    if (state == State::Ready && !m_wanted.isEmpty()) {
        const QString id = m_wanted;
        if (const int row = m_model->rowOf(toUtf8(id)); row >= 0) {
            m_wanted.clear();
            m_table->selectRow(row);
        } else if (!m_model->isBusy()) {
            m_wanted.clear();
            m_bar->show(InfoBar::Warning, tr("There is no extension %1.").arg(cutText(toUtf8(id), kShownTitle)));
        }
    }
    showChosen();
}

void ExtensionRegistry::showChosen() {
    m_pane->show(m_model->find(toUtf8(chosen())));
    updateActions();
    Q_EMIT chosenChanged();
}

void ExtensionRegistry::updateActions() {
    const auto* info = m_model->find(toUtf8(chosen()));
    const QString away = m_session->obstacle(api::ControlExtension::kInfo.name);
    const QString why = !m_live || !info  ? tr("Select an extension first.")
                        : !away.isEmpty() ? away
                        : m_sending       ? tr("The engine is being asked…")
                                          : QString();
    const auto set = [](QAction* action, const QString& what, const QString& reason) {
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? what : reason);
    };
    const bool enabled = !info || info->enabled;
    m_enable->setText(enabled ? tr("Disable") : tr("Enable"));
    set(m_enable, enabled ? tr("Send nothing to it any more.") : tr("Send requests to it again."), why);
    set(m_release, tr("End the quarantine and close the circuit."),
        !why.isEmpty()                                                ? why
        : info && info->quarantine.empty() && info->circuit != "open" ? tr("It is not in quarantine.")
                                                                      : QString());
    set(m_remove, tr("Take it out of the registry."), why);
    m_pane->updateActions();
}

void ExtensionRegistry::control(api::ExtensionAction action, const QString& done) {
    if (m_sending) {
        return;
    }
    m_sending = true;
    updateActions();
    m_session->call<api::ControlExtension>(
        {toUtf8(chosen()), action, 0, {}}, this, [this, done](const api::Result<api::ExtensionReply>& reply) {
            m_sending = false;
            reply.ok() ? m_bar->show(InfoBar::Info, done) : m_bar->show(InfoBar::Error, toText(reply.error().message));
            updateActions();
            m_model->refresh();
        });
}

void ExtensionRegistry::remove() {
    if (m_dialog || !m_remove->isEnabled()) {
        return;
    }
    const QString id = chosen();
    auto* question = new Question(
        tr("Remove the extension %1?").arg(cutText(toUtf8(id), kLongestWord)),
        tr("Policies that name it go on without it, or refuse requests where they need it. It can be installed or "
           "registered again."),
        tr("Remove"), Button::Danger, tr("Keep it"), window());
    connect(question, &QDialog::accepted, this, [this, id] {
        if (chosen() == id) {
            control(api::ExtensionAction::remove, tr("%1 is removed.").arg(id));
        }
    });
    m_dialog = question;
    question->open();
}

}  // namespace beamline::ui
