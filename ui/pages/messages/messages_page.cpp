// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/messages/messages_page.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/message_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/messages/message_dialog.h"
#include "ui/pages/messages/message_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMessageTickMs = 10'000;
constexpr int kRoomForType = 680;
constexpr int kRoomForUser = 800;
constexpr int kRoomForTook = 520;
constexpr const char* kMessageStates[] = {"", "answered", "sent", "failed"};  // as the chips
}  // namespace

MessagesPage::MessagesPage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_model(new MessageModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("messages.message"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildList());
    m_pane = new MessagePane(split);
    split->addWidget(m_pane);
    split->setStretchFactor(0, 1);
    split->setSizes({extent::kWideCards, extent::kForm});
    m_whole = new ContentStack(split, this);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_whole, 1);
    connect(m_model, &PagedModel::stateChanged, this, &MessagesPage::showState);
    connect(m_model, &PagedModel::loaded, this, &MessagesPage::showState);
    connect(m_whole, &ContentStack::retryClicked, this, &MessagesPage::refresh);
    connect(m_whole, &ContentStack::primaryClicked, m_new, &QAction::trigger);
    connect(m_stack, &ContentStack::retryClicked, this, &MessagesPage::refresh);
    connect(m_session, &EngineSession::healthChanged, this, &MessagesPage::updateActions);
    connect(m_pane, &MessagePane::messageWanted, this, &MessagesPage::showMessage);
    connect(m_pane, &MessagePane::decisionWanted, this, [this](const QString& policy, const QString& id) {
        Q_EMIT navigate(QStringLiteral("policies/%1/%2").arg(policy, id));
    });
    m_tick.setInterval(kMessageTickMs);
    connect(&m_tick, &QTimer::timeout, m_model, &MessageModel::tick);
    showState();
}

QIcon MessagesPage::icon() const {
    return Icon::get(QStringLiteral("message"));
}

void MessagesPage::buildActions() {
    m_retry = addPageAction(this, "message.retry", tr("Send again"), QStringLiteral("retry"), QKeySequence(Qt::Key_R));
    m_again = addPageAction(this, "message.again", tr("Edit and send again…"), {}, QKeySequence(Qt::Key_E));
    m_new = addPageAction(this, "message.new", tr("New message…"), {}, QKeySequence(Qt::Key_C));
    connect(m_retry, &QAction::triggered, this, &MessagesPage::retry);
    connect(m_again, &QAction::triggered, this, [this] { compose(true); });
    connect(m_new, &QAction::triggered, this, [this] { compose(false); });
    m_header->addWidget(new Button(m_retry, Button::Secondary, this));
    m_header->addWidget(new Button(m_again, Button::Secondary, this));
    m_header->addWidget(new Button(m_new, Button::Primary, this));
}

QWidget* MessagesPage::buildList() {
    auto* pane = new QWidget(this);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_search = new SearchField(tr("Search: id, subject, type, who, provider, error, trace"), pane);
    m_search->setObjectName(QStringLiteral("messages.search"));
    m_search->setAccessibleName(tr("Search messages"));
    m_status = new ChipBar(pane);
    m_status->setObjectName(QStringLiteral("messages.states"));
    for (const QString& name : {tr("All"), tr("Answered"), tr("Sent"), tr("Failed")}) {
        m_status->addChip(name);
    }
    buildTable();
    auto* card = new Card(pane);
    m_stack = new ContentStack(m_table, card);
    card->addBody(m_stack);
    column->addWidget(m_search);
    column->addWidget(m_status);
    column->addWidget(card, 1);
    pane->setMinimumWidth(extent::kListPane);
    connect(m_search, &SearchField::searchChanged, this, &MessagesPage::filter);
    connect(m_status, &ChipBar::currentChanged, this, &MessagesPage::filter);
    return pane;
}

void MessagesPage::buildTable() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("messages.table"));
    m_table->setAccessibleName(tr("Messages"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(MessageModel::StatusColumn, new PhaseDelegate(m_table));
    for (const int column :
         {MessageModel::TypeColumn, MessageModel::UserColumn, MessageModel::TookColumn, MessageModel::WhenColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setColumnWidths({13, 0, 12, 12, 9, 13});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    connect(m_table, &TableView::rowActivated, m_again, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_wanted.clear();
        inspect();
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_table->indexAt(position).isValid()) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setToolTipsVisible(true);
            menu->addActions({m_retry, m_again});
            menu->popup(m_table->viewport()->mapToGlobal(position));
        }
    });
}

bool MessagesPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        const int room = m_table->width();
        m_table->setColumnHidden(MessageModel::TookColumn, room < kRoomForTook);
        m_table->setColumnHidden(MessageModel::TypeColumn, room < kRoomForType);
        m_table->setColumnHidden(MessageModel::UserColumn, room < kRoomForUser);
    }
    return Page::eventFilter(watched, event);
}

void MessagesPage::activated() {
    m_model->setLive(true);
    m_tick.start();
    m_table->setFocus();
}

void MessagesPage::deactivated() {
    m_model->setLive(false);
    m_tick.stop();
}

void MessagesPage::refresh() {
    m_shown.clear();
    m_model->refresh();
    inspect();
}

void MessagesPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString MessagesPage::here() const {
    return m_shown.empty() ? QString() : QStringLiteral("messages/") + toText(m_shown);
}

void MessagesPage::filter() {
    m_model->setFilter(m_search->text().trimmed(),
                       QString::fromLatin1(kMessageStates[std::max(0, m_status->current())]));
}

void MessagesPage::showMessage(const QString& id) {
    m_wanted = toUtf8(id);
    seek();
    inspect();
}

/// The row of the wanted one, once it is loaded.
void MessagesPage::seek() {
    if (const int row = m_wanted.empty() ? -1 : m_model->rowOf(toText(m_wanted)); row >= 0) {
        m_wanted.clear();
        m_table->selectRow(row);
    }
}

void MessagesPage::showState() {
    using State = PagedModel::State;
    const auto state = m_model->state();
    const bool any = m_model->rowCount() > 0;
    seek();
    m_known = m_known || any;
    const bool loads = !m_known && !m_model->isFiltered();  // later the search stays, and keeps the keyboard
    const bool empty = !any && state == State::Ready && !m_model->isFiltered() && m_wanted.empty();
    if (empty) {
        m_whole->showEmpty(QStringLiteral("message"), tr("No messages yet"),
                           tr("Send one by hand to try what listens: publish it to a subject, where an event starts "
                              "workflows, or let a policy choose the provider that does the work. Each one stays here "
                              "with its reply."),
                           tr("New message…"));
        m_whole->note()->setPrimaryObstacle(m_session->obstacle(api::SendMessage::kInfo.name));
    } else if (loads && state == State::Failed) {
        m_whole->showError(m_model->error());
    } else if (loads && m_wanted.empty() && state != State::Ready) {
        m_whole->showLoading(tr("Loading messages…"));
    } else {
        m_whole->showContent();
    }
    if (any) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid() && m_wanted.empty()) {
            m_table->selectRow(0);
        }
    } else if (state == State::Failed) {
        m_stack->showError(m_model->error());
    } else if (state != State::Ready) {
        m_stack->showLoading(tr("Loading messages…"));
    } else {
        m_stack->showEmpty(QStringLiteral("search"), tr("None fits"), tr("No message fits this search."));
    }
    if (state == State::Failed && any) {
        m_stale = true;
        m_bar->show(InfoBar::Warning,
                    tr("These rows are as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (state == State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    m_header->setFigures(
        any ? QVector<PageHeader::Figure>{{m_model->hasMore() ? tr("newest %1").arg(formatCount(m_model->rowCount()))
                                                              : formatCount(m_model->rowCount()),
                                           tr("loaded"),
                                           {},
                                           false}}
            : QVector<PageHeader::Figure>());
    inspect();
}

/// The list has no contents: they are asked for one message at a time.
void MessagesPage::inspect() {
    const QModelIndex index = m_table->currentIndex();
    const std::string id = !m_wanted.empty() ? m_wanted : toUtf8(index.siblingAtColumn(0).data(IdRole).toString());
    if (id.empty()) {
        m_shown.clear();
        ++m_token;
        m_pane->clear();
    } else if (id != m_shown) {
        if (m_wanted.empty()) {
            m_pane->showHead(m_model->itemAt(index.row()));
        }
        ask(id);
    }
    updateActions();
}

void MessagesPage::ask(const std::string& id) {
    m_shown = id;
    m_session->call<api::GetMessage>(
        {id}, this, [this, token = ++m_token](const api::Result<api::MessageReply>& reply) {
            if (token != m_token) {
                return;
            }
            if (reply.ok()) {
                m_pane->show(reply->message);
            } else if (reply.error().code == api::code::kNotFound && !m_wanted.empty()) {
                m_bar->show(InfoBar::Warning, tr("There is no message %1. It may belong to another engine.")
                                                  .arg(cutText(std::exchange(m_wanted, {}), kShownTitle)));
                m_shown.clear();
                showState();
            } else {
                m_pane->fail(reply.error());
            }
            updateActions();
        });
}

void MessagesPage::updateActions() {
    const auto set = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString send = m_session->obstacle(api::SendMessage::kInfo.name);
    const QString retry = m_session->obstacle(api::RetryMessage::kInfo.name);
    const QString none = m_shown.empty() ? tr("Select a message first.") : QString();
    set(m_new, tr("Publish one, or let a policy choose who does it."), send);
    set(m_again, tr("Begin with what this one says."),
        !send.isEmpty()      ? send
        : !none.isEmpty()    ? none
        : !m_pane->message() ? tr("Its contents are still being read.")
                             : QString());
    set(m_retry, tr("The same once more, as a new message."),
        !retry.isEmpty() ? retry
        : m_sending      ? tr("It is being sent…")
                         : none);
}

void MessagesPage::compose(bool again) {
    if ((m_dialog && m_dialog->isVisible()) || !(again ? m_again : m_new)->isEnabled()) {
        return;
    }
    m_bar->hide();
    auto* dialog = new MessageDialog(m_session, again ? m_pane->message() : std::nullopt, window());
    m_dialog = dialog;
    connect(dialog, &MessageDialog::sent, this, [this](const QString& id) {
        m_model->refresh();
        showMessage(id);
    });
    dialog->open();
}

void MessagesPage::retry() {
    if (m_sending || m_shown.empty()) {
        return;
    }
    m_sending = true;
    m_bar->hide();
    updateActions();
    m_session->call<api::RetryMessage>({m_shown}, this, [this](const api::Result<api::MessageReply>& reply) {
        m_sending = false;
        if (!reply.ok()) {
            m_bar->show(InfoBar::Error, tr("It was not sent: %1").arg(toText(reply.error().message)));
        } else {
            const auto& message = reply->message;
            message.status == "failed"
                ? m_bar->show(InfoBar::Error, tr("It failed again: %1").arg(cutText(message.error, kShownText)))
                : m_bar->show(InfoBar::Info, tr("Sent again: %1.").arg(messageStatusText(message.status).toLower()));
            m_model->refresh();
            showMessage(toText(message.id));
        }
        updateActions();
    });
}

}  // namespace beamline::ui
