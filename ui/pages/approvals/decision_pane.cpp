// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/decision_pane.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/models/approval_text.h"
#include "ui/models/decision_drafts.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approval_actions.h"
#include "ui/pages/approvals/change_view.h"
#include "ui/pages/approvals/suspended_note.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/markdown_view.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Beside the decisions of the connection.
QString draftsFile(const EngineSession& session) {
    return session.outbox() ? session.outbox()->file() + QStringLiteral(".drafts") : QString();
}
}  // namespace

DecisionPane::DecisionPane(EngineSession* session, QWidget* host, QWidget* parent)
    : Card(parent),
      m_session(session),
      m_nothing(tr("Select an approval first.")),
      m_drafts(new DecisionDrafts(draftsFile(*session), this)) {
    setAccessibleName(tr("Approval"));
    setMinimumWidth(extent::kDecisionPane);
    makeActions(host);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &DecisionPane::updateActions);
    connect(session, &EngineSession::healthChanged, this, &DecisionPane::updateActions);
    connect(m_drafts, &DecisionDrafts::failed, this, [this] {
        m_bar->show(InfoBar::Warning, tr("What you write cannot be kept in %1: it is lost when the program ends. Free "
                                         "some space, or see who may write there.")
                                          .arg(m_drafts->file()));
    });
    if (session->outbox()) {
        connect(session->outbox(), &DecisionOutbox::changed, this, &DecisionPane::showKept);
    }
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setAccessibleName(tr("Approval"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(buildBody());
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->widget()->setAutoFillBackground(false);
    addBody(m_scroll);
    addBody(buildFoot(), false, 0);
    updateActions();
}

DecisionPane::~DecisionPane() {
    keepDraft();
}

QLabel* DecisionPane::heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::current().font(TextRole::Strong));
    label->setContentsMargins(0, space::k4, 0, 0);
    return label;
}

QLabel* DecisionPane::paragraph(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void DecisionPane::makeActions(QWidget* host) {
    m_approve = addPageAction(host, "approval.approve", tr("Approve"), {}, Qt::Key_A);
    m_reject = addPageAction(host, "approval.reject", tr("Reject"), {}, Qt::Key_R);
    m_commentOnly = addPageAction(host, "approval.comment", tr("Comment"), {}, Qt::Key_C);
    m_actions = new ApprovalActions(m_session, host);
    connect(m_approve, &QAction::triggered, this, [this] { decide(api::Outcome::approve); });
    connect(m_reject, &QAction::triggered, this, [this] { decide(api::Outcome::reject); });
    connect(m_commentOnly, &QAction::triggered, this, &DecisionPane::comment);
    for (QAction* action :
         {m_approve, m_reject, m_commentOnly, m_actions->delegate(), m_actions->escalate(), m_actions->snooze()}) {
        answerKey(action, host);
    }
    connect(m_actions, &ApprovalActions::runWanted, this, &DecisionPane::openRun);
    connect(m_actions, &ApprovalActions::failed, this, [this](const api::Error& error, const QString& what) {
        m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(error.message)));
    });
    connect(m_actions, &ApprovalActions::changed, this, [this](const api::Approval& approval, const QString& said) {
        if (m_approval && m_approval->id == approval.id) {
            show(approval);
        }
        Q_EMIT changed(approval, said);
    });
}

QWidget* DecisionPane::buildBody() {
    auto* body = new QWidget;
    m_column = new QVBoxLayout(body);
    auto* column = m_column;
    column->setContentsMargins(space::k16, space::k16, space::k16, space::k16);
    column->setSpacing(space::k8);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::k8);
    m_subject = new QLabel(body);
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setFont(Theme::current().font(TextRole::Heading));
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state = new Pill(body);
    m_risk = new Pill(body);
    head->addWidget(m_subject, 1);
    head->addWidget(m_risk, 0, Qt::AlignTop);
    head->addWidget(m_state, 0, Qt::AlignTop);
    m_meta = paragraph(body);
    m_meta->setProperty("muted", true);
    m_people = paragraph(body);
    m_people->setObjectName(QStringLiteral("approval.people"));
    m_danger = new InfoBar(body);
    m_danger->setObjectName(QStringLiteral("approval.danger"));
    m_suspended = new SuspendedNote(m_session, body);
    connect(m_suspended, &InfoBar::actionClicked, m_actions->openRun(), &QAction::trigger);
    m_summary = new MarkdownView(body);
    m_summary->setAccessibleName(tr("Summary"));
    m_next = paragraph(body);
    m_nextTitle = heading(tr("What happens next"), body);
    m_formTitle = heading(tr("Fill in"), body);
    m_form = new SchemaForm(body);
    m_change = new ChangeView(m_session, body);
    m_contextTitle = heading(tr("Context"), body);
    m_context = new JsonView(body);
    m_context->growTo(extent::kContext);
    m_recordTitle = heading(tr("Decisions"), body);
    m_record = paragraph(body);
    m_record->setObjectName(QStringLiteral("approval.record"));
    for (QLabel* label : {m_next, m_record}) {
        label->setTextFormat(Qt::RichText);
    }
    for (QLabel* label : {m_meta, m_people}) {
        label->setTextFormat(Qt::PlainText);
    }
    column->addLayout(head);
    for (QWidget* part : std::initializer_list<QWidget*>{
             m_meta, m_people, m_danger, m_suspended, m_change->amountLine(), m_summary, m_nextTitle, m_next,
             m_formTitle, m_form, m_change, m_contextTitle, m_context, m_recordTitle, m_record}) {
        column->addWidget(part);
    }
    column->addStretch(1);
    connect(m_form, &SchemaForm::changed, this, &DecisionPane::keepDraft);
    connect(m_record, &QLabel::linkActivated, this,
            [this](const QString& link) { Q_EMIT openBatch(batchOfLink(link)); });
    return body;
}

QWidget* DecisionPane::buildFoot() {
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(space::k16, space::k8, space::k16, space::k16);
    column->setSpacing(space::k8);
    m_bar = new InfoBar(foot);
    m_kept = new InfoBar(foot);
    m_kept->setObjectName(QStringLiteral("approval.kept"));
    connect(m_kept, &InfoBar::actionClicked, this, [this] {
        if (m_approval) {
            takeBack(std::string(m_approval->id));
        }
    });
    column->addWidget(m_kept);
    column->addWidget(m_bar);
    m_foot = new QWidget(foot);
    auto* inner = new QVBoxLayout(m_foot);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::k8);
    inner->addWidget(buildWriting(m_foot));
    inner->addWidget(buildButtons(m_foot));
    column->addWidget(m_foot);
    return foot;
}

QWidget* DecisionPane::buildWriting(QWidget* parent) {
    auto* writing = new QWidget(parent);
    auto* column = new QVBoxLayout(writing);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_confirmLabel = paragraph(writing);
    m_confirmLabel->setTextFormat(Qt::RichText);
    m_confirm = new QLineEdit(writing);
    m_confirm->setAccessibleName(tr("Type the subject to approve"));
    m_comment = new QPlainTextEdit(writing);
    m_comment->setPlaceholderText(tr("Comment (kept with the decision)"));
    m_comment->setAccessibleName(m_comment->placeholderText());
    m_comment->setTabChangesFocus(true);
    m_comment->setFixedHeight(extent::kComment);
    column->addWidget(m_confirmLabel);
    column->addWidget(m_confirm);
    column->addWidget(m_comment);
    connect(m_confirm, &QLineEdit::textChanged, this, &DecisionPane::updateActions);
    connect(m_confirm, &QLineEdit::returnPressed, this, [this] {
        if (m_approve->isEnabled()) {
            m_approve->trigger();
        }
    });
    connect(m_comment, &QPlainTextEdit::textChanged, this, [this] {
        keepDraft();
        updateActions();
    });
    return writing;
}

QWidget* DecisionPane::buildButtons(QWidget* parent) {
    auto* buttons = new QWidget(parent);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    row->addWidget(new Button(m_approve, Button::Primary, buttons));
    row->addWidget(new Button(m_reject, Button::Danger, buttons));
    for (QAction* action : {m_actions->delegate(), m_actions->snooze(), m_commentOnly, m_actions->claim()}) {
        m_spare.push_back(new Button(action, Button::Secondary, buttons));
        row->addWidget(m_spare.back());
    }
    m_more = new Button(tr("More"), Button::Secondary, buttons);
    m_more->setAccessibleDescription(tr("What else can be done with it"));
    connect(m_more, &QPushButton::clicked, this, &DecisionPane::showMore);
    row->addWidget(m_more);
    row->addStretch(1);
    m_hash = new QLabel(buttons);
    m_hash->setProperty("muted", true);
    m_hash->setFont(Theme::current().font(TextRole::MonoSmall));
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_hash);
    m_actions->setAnchor(m_more);
    const auto all = buttons->findChildren<Button*>();
    for (Button* one : all) {
        one->installEventFilter(this);
    }
    return buttons;
}

void DecisionPane::showMore() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_actions->delegate(), m_actions->escalate(), m_actions->snooze(), m_actions->claim(),
                      m_commentOnly, m_actions->openRun()});
    menu->popup(m_more->mapToGlobal(QPoint(0, 0)) - QPoint(0, menu->sizeHint().height()));
}

/// What does not fit is in the menu; the hash stands where there is room to spare.
void DecisionPane::fitButtons() {
    int room = width() - 2 * space::k16 - m_more->sizeHint().width();
    for (QAction* action : {m_approve, m_reject}) {
        const auto all = m_foot->findChildren<Button*>();
        const auto own =
            std::find_if(all.begin(), all.end(), [&](Button* one) { return one->text() == action->text(); });
        room -= own != all.end() ? (*own)->sizeHint().width() + space::k8 : 0;
    }
    const int hash = m_hash->fontMetrics().horizontalAdvance(m_hash->text()) + space::k12;
    const bool showsHash = width() >= extent::kHashFrom;
    room -= showsHash ? hash : 0;
    for (Button* button : m_spare) {
        room -= button->sizeHint().width() + space::k8;
        button->setVisible(room >= 0);
    }
    m_hash->setVisible(showsHash);
}

void DecisionPane::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    fitButtons();
}

void DecisionPane::show(const api::Approval& approval, Coming coming) {
    const bool other = !m_approval || m_approval->id != approval.id;
    const bool otherForm = other || m_approval->form != approval.form;
    if (other || m_approval->hash != approval.hash) {
        beginPause(coming);
    } else if (coming == Coming::Chosen) {
        m_pauseMs = 0;
    }
    m_approval = approval;
    m_actions->setApproval(m_approval, m_nothing);
    showHead();
    showRecord();
    m_change->setApproval(approval);
    m_suspended->setApproval(approval);
    m_summary->setText(cutText(approval.summary, MarkdownView::kMaxBytes));
    m_summary->setVisible(!approval.summary.empty());
    m_context->setValue(approval.context);
    m_context->setVisible(!approval.context.is_null());
    m_contextTitle->setVisible(!approval.context.is_null());
    const bool hasForm = asksForData(approval) && api::isOpen(approval.state);
    if (otherForm && hasForm) {
        const QSignalBlocker block(m_form);
        m_form->setSchema(approval.form);
    }
    if (otherForm) {
        m_emptyForm = hasForm ? m_form->value() : api::Json();
    }
    m_form->setVisible(hasForm);
    m_formTitle->setVisible(hasForm);
    if (other) {
        takeDraft(hasForm);
        m_confirm->clear();
        std::exchange(m_early, false) ? m_bar->show(InfoBar::Info, lookFirst()) : m_bar->hide();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    m_hash->setText(shortHash(approval.hash));
    m_hash->setToolTip(hashTip(approval));
    m_foot->setVisible(api::isOpen(approval.state));
    const bool confirm = approval.risk == api::Risk::high;
    m_confirmLabel->setText(
        tr("High risk, its workflow says: a mistake is hard to take back. Type <b>%1</b> to approve.")
            .arg(breakable(confirmationOf(approval)).toHtmlEscaped()));
    m_confirmLabel->setVisible(confirm);
    m_confirm->setVisible(confirm);
    showKept();
    fitButtons();
}

void DecisionPane::expect(const api::Approval& next) {
    m_change->expect(next);
}

/// What was written for a request is there again when one comes back to it, also after a crash. The typed subject is
/// not: it says that this person looked now.
void DecisionPane::keepDraft() {
    if (!m_approval) {
        return;
    }
    const bool hasForm = !m_form->isHidden();
    DecisionDraft draft{toUtf8(m_comment->toPlainText()), hasForm ? m_form->value() : api::Json(), Clock::now()};
    if (draft.form == m_emptyForm) {
        draft.form = nullptr;
    }
    const bool decided = m_session->outbox() && m_session->outbox()->find(m_approval->id);
    api::isOpen(m_approval->state) && !decided ? m_drafts->keep(m_approval->id, std::move(draft))
                                               : m_drafts->forget(m_approval->id);
}

void DecisionPane::takeDraft(bool hasForm) {
    const QSignalBlocker comment(m_comment);
    const QSignalBlocker form(m_form);
    const auto draft = m_drafts->find(m_approval->id).value_or(DecisionDraft{});
    m_comment->setPlainText(toText(draft.comment));
    if (hasForm && !draft.form.is_null()) {
        m_form->setValue(draft.form);
    }
}

void DecisionPane::showHead() {
    const api::Approval& approval = *m_approval;
    constexpr int kLongestInTitle = 14;  // letters of its size beside the pills
    m_subject->setText(breakable(cutText(approval.subject, kShownTitle), kLongestInTitle));
    m_subject->setToolTip(approval.subject.size() > kShownTitle ? cutText(approval.subject, kShownText) : QString());
    showState();
    m_risk->setRisk(approval.risk);
    m_risk->setVisible(approval.risk != api::Risk::low);
    showMeta();
    m_nextTitle->setVisible(api::isOpen(approval.state));
    m_next->setVisible(api::isOpen(approval.state));
    m_next->setText(nextStepsHtml(approval));
}

void DecisionPane::showState() {
    if (m_deciding) {
        m_state->setText(tr("Being decided…"), Pill::Accent);
        return;
    }
    const auto* outbox = m_session->outbox();
    if (const auto* kept = outbox ? outbox->find(m_approval->id) : nullptr) {
        const bool approves = kept->decision.outcome == api::Outcome::approve;
        !kept->problem.empty()                ? m_state->setText(tr("Decision not taken"), Pill::Bad)
        : outbox->isBeingKept(m_approval->id) ? m_state->setText(tr("Saving…"), Pill::Accent)
        : outbox->isHeld(m_approval->id)
            ? m_state->setText(approves ? tr("Approving…") : tr("Rejecting…"), Pill::Accent)
            : m_state->setText(tr("Waiting to be delivered"), Pill::Accent);
        return;
    }
    switch (m_approval->state) {
        case api::ApprovalState::waiting:
            m_state->setPhase(api::Phase::waiting);
            break;
        case api::ApprovalState::approved:
            m_state->setText(approvalStateText(m_approval->state), Pill::Good);
            break;
        case api::ApprovalState::rejected:
            m_state->setText(approvalStateText(m_approval->state), Pill::Bad);
            break;
        case api::ApprovalState::escalated:
            m_state->setText(approvalStateText(m_approval->state), Pill::Attention);
            break;
        default:
            m_state->setText(approvalStateText(m_approval->state), Pill::Neutral);
            break;
    }
}

void DecisionPane::showMeta() {
    const api::Approval& approval = *m_approval;
    const auto shown = [](const std::string& text) { return breakable(cutText(text, kShownTitle)); };
    QStringList meta{tr("raised by %1 %2").arg(shown(approval.workflow), formatAge(approval.raisedAt, Clock::now()))};
    if (!approval.requester.empty()) {
        meta << tr("requested by %1").arg(shown(approval.requester));
    }
    if (const QString due = dueSentence(approval); !due.isEmpty()) {
        meta << due;
    }
    meta << quorumSentence(approval);
    m_meta->setText(meta.join(QStringLiteral(" · ")));
    m_meta->setToolTip(approval.dueAt != 0
                           ? tr("Raised %1\nDue %2").arg(formatExact(approval.raisedAt), formatExact(approval.dueAt))
                           : tr("Raised %1").arg(formatExact(approval.raisedAt)));
    QStringList people = peopleOf(approval, m_session->identity());
    people.prepend(quorumState(approval));
    people.removeAll(QString());
    m_people->setText(people.join(QLatin1Char('\n')));
    m_people->setVisible(!people.isEmpty());
    const QString danger = expiryDanger(approval);
    danger.isEmpty() ? m_danger->hide() : m_danger->show(InfoBar::Error, danger, {}, false);
}

void DecisionPane::tick() {
    if (m_approval) {
        showMeta();
        if (const QString record = recordHtml(*m_approval); !record.isEmpty() && record != m_record->text()) {
            m_record->setText(record);  // who did what how long ago
        }
        m_actions->update();
    }
}

/// Of what is decided it is asked first who did, and why.
void DecisionPane::showRecord() {
    const QString record = recordHtml(*m_approval);
    m_column->removeWidget(m_recordTitle);
    m_column->removeWidget(m_record);
    const int at =
        m_column->indexOf(api::isOpen(m_approval->state) ? static_cast<QWidget*>(m_context) : m_suspended) + 1;
    m_column->insertWidget(at, m_recordTitle);
    m_column->insertWidget(at + 1, m_record);
    m_recordTitle->setText(m_approval->quorum > 1
                               ? tr("Decisions (%1 of %2)").arg(approvalsGiven(*m_approval)).arg(m_approval->quorum)
                               : tr("Decisions"));
    m_record->setText(record.isEmpty() ? tr("None yet.") : record);
    const bool leads = record.contains(QLatin1String("<a href"));
    m_record->setTextInteractionFlags(leads ? Qt::TextBrowserInteraction : Qt::TextSelectableByMouse);
}

}  // namespace beamline::ui
