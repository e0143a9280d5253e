// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/decision_pane.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/markdown_view.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

/// A text of somebody else's, in a label: cut, and broken where the pane ends.
QString shown(const std::string& text, int limit = kShownText) {
    return breakable(cutText(text, limit));
}

/// What has to be typed to approve at high risk: a subject may be long, or have several lines.
QString confirmation(const api::Approval& approval) {
    constexpr int kMost = 80;
    return cutText(approval.subject, kShownText).simplified().left(kMost).trimmed();
}

QString shortTime(api::Timestamp at) {
    return formatTime(at, Clock::now()).section(QLatin1Char(':'), 0, 1);
}

QString dueSentence(const api::Approval& approval) {
    if (approval.dueAt == 0) {
        return {};
    }
    if (!api::isOpen(approval.state)) {
        return {};  // nobody waits for it any more
    }
    const QString text =
        DecisionPane::tr("%1 (%2)").arg(formatDue(approval.dueAt, Clock::now()), shortTime(approval.dueAt));
    const QString then = expiryText(approval.onExpiry);
    return then.isEmpty() ? text : text + DecisionPane::tr(" · then %1").arg(then);
}

QString quorumSentence(const api::Approval& approval) {
    const QString who = breakable(cutText(toUtf8(principalsText(approval.candidates)), kShownTitle));
    const bool open = approval.candidates.users.empty() && approval.candidates.groups.empty();
    QString text = open && approval.quorum <= 1 ? DecisionPane::tr("anybody may decide")
                   : open                       ? DecisionPane::tr("needs %n people", nullptr, approval.quorum)
                   : approval.quorum > 1        ? DecisionPane::tr("needs %1 of %2").arg(approval.quorum).arg(who)
                                                : DecisionPane::tr("needs %1").arg(who);
    if (!approval.requesterMayDecide) {
        text += DecisionPane::tr(", not the requester");
    }
    if (approval.state == api::ApprovalState::escalated) {
        text += DecisionPane::tr(", escalated to %1")
                    .arg(breakable(cutText(toUtf8(principalsText(approval.escalation)), kShownTitle)));
    }
    return text;
}

bool asksForData(const api::Approval& approval) {
    return approval.form.is_object() && !approval.form.get_object().empty();
}

/// Decisions and remarks in the order in which they were made.
QString recordHtml(const api::Approval& approval) {
    std::multimap<api::Timestamp, QString> lines;
    for (const auto& decision : approval.decisions) {
        QString text = (decision.outcome == api::Outcome::approve ? DecisionPane::tr("<b>%1</b> approved %2")
                                                                  : DecisionPane::tr("<b>%1</b> rejected %2"))
                           .arg(shown(decision.by).toHtmlEscaped(), shortTime(decision.at));
        if (!decision.comment.empty()) {
            text += QStringLiteral(", “%1”").arg(shown(decision.comment).toHtmlEscaped());
        }
        lines.emplace(decision.at, text);
    }
    for (const auto& comment : approval.comments) {
        lines.emplace(comment.at, DecisionPane::tr("<b>%1</b> wrote %2: %3")
                                      .arg(shown(comment.by).toHtmlEscaped(), shortTime(comment.at),
                                           shown(comment.text).toHtmlEscaped()));
    }
    QStringList all;
    for (const auto& [at, line] : lines) {
        all << line;
    }
    return all.join(QStringLiteral("<br/>"));
}

}  // namespace

DecisionPane::DecisionPane(EngineSession* session, QWidget* host, QWidget* parent) : Card(parent), m_session(session) {
    setAccessibleName(tr("Approval"));
    setMinimumWidth(extent::kDecisionPane);
    makeActions(host);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &DecisionPane::updateActions);
    connect(session, &EngineSession::healthChanged, this, &DecisionPane::updateActions);
    if (session->outbox()) {
        connect(session->outbox(), &DecisionOutbox::changed, this, &DecisionPane::showKept);
    }
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(buildBody());
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->widget()->setAutoFillBackground(false);
    addBody(m_scroll);
    addBody(buildFoot(), false, 0);
    updateActions();
}

QLabel* DecisionPane::heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::current().font(TextRole::Strong));
    return label;
}

QLabel* DecisionPane::paragraph(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void DecisionPane::makeActions(QWidget* host) {
    const auto make = [&](const char* id, const QString& text, int key) {
        auto* action = new QAction(text, host);
        action->setObjectName(QString::fromLatin1(id));
        if (key != 0) {
            action->setShortcut(QKeySequence(key));
        }
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        host->addAction(action);
        return action;
    };
    m_approve = make("approval.approve", tr("Approve"), Qt::Key_A);
    m_reject = make("approval.reject", tr("Reject"), Qt::Key_R);
    for (QAction* action : {m_approve, m_reject}) {
        action->setAutoRepeat(false);  // a key held down decides once
    }
    m_claim = make("approval.claim", tr("Claim"), 0);
    m_commentOnly = make("approval.comment", tr("Comment"), 0);
    m_openRun = make("approval.run", tr("Open run"), 0);
    connect(m_approve, &QAction::triggered, this, [this] { decide(api::Outcome::approve); });
    connect(m_reject, &QAction::triggered, this, [this] { decide(api::Outcome::reject); });
    connect(m_claim, &QAction::triggered, this, &DecisionPane::claim);
    connect(m_commentOnly, &QAction::triggered, this, &DecisionPane::comment);
    connect(m_openRun, &QAction::triggered, this, [this] {
        if (m_approval) {
            Q_EMIT openRun(toText(m_approval->run));
        }
    });
}

QWidget* DecisionPane::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
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
    column->addLayout(head);
    m_meta = paragraph(body);
    m_meta->setProperty("muted", true);
    m_claimed = paragraph(body);
    column->addWidget(m_meta);
    column->addWidget(m_claimed);
    m_summary = new MarkdownView(body);
    m_summary->setAccessibleName(tr("Summary"));
    column->addWidget(m_summary);
    m_next = paragraph(body);
    m_next->setTextFormat(Qt::RichText);
    column->addSpacing(space::k4);
    m_nextTitle = heading(tr("What happens next"), body);
    column->addWidget(m_nextTitle);
    column->addWidget(m_next);
    m_formTitle = heading(tr("Fill in"), body);
    m_form = new SchemaForm(body);
    column->addSpacing(space::k4);
    column->addWidget(m_formTitle);
    column->addWidget(m_form);
    m_contextTitle = heading(tr("Context"), body);
    m_context = new JsonView(body);
    m_context->growTo(extent::kContext);
    column->addSpacing(space::k4);
    column->addWidget(m_contextTitle);
    column->addWidget(m_context);
    m_recordTitle = heading(tr("Decisions"), body);
    m_record = paragraph(body);
    m_record->setTextFormat(Qt::RichText);
    column->addSpacing(space::k4);
    column->addWidget(m_recordTitle);
    column->addWidget(m_record);
    column->addStretch(1);
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
    connect(m_kept, &InfoBar::actionClicked, this, [this] { m_session->outbox()->withdraw(m_approval->id); });
    column->addWidget(m_kept);
    column->addWidget(m_bar);
    m_foot = new QWidget(foot);
    auto* inner = new QVBoxLayout(m_foot);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::k8);
    m_confirmLabel = paragraph(m_foot);
    m_confirmLabel->setTextFormat(Qt::RichText);
    m_confirm = new QLineEdit(m_foot);
    m_confirm->setAccessibleName(tr("Type the subject to approve"));
    m_comment = new QPlainTextEdit(m_foot);
    m_comment->setPlaceholderText(tr("Comment (kept with the decision)"));
    m_comment->setAccessibleName(m_comment->placeholderText());
    m_comment->setTabChangesFocus(true);
    m_comment->setFixedHeight(extent::kComment);
    inner->addWidget(m_confirmLabel);
    inner->addWidget(m_confirm);
    inner->addWidget(m_comment);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    row->addWidget(new Button(m_approve, Button::Primary, m_foot));
    row->addWidget(new Button(m_reject, Button::Danger, m_foot));
    row->addWidget(new Button(m_claim, Button::Secondary, m_foot));
    row->addWidget(new Button(m_commentOnly, Button::Secondary, m_foot));
    row->addStretch(1);
    m_hash = new QLabel(m_foot);
    m_hash->setProperty("muted", true);
    m_hash->setFont(Theme::current().font(TextRole::MonoSmall));
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_hash);
    inner->addLayout(row);
    column->addWidget(m_foot);
    connect(m_confirm, &QLineEdit::textChanged, this, &DecisionPane::updateActions);
    connect(m_comment, &QPlainTextEdit::textChanged, this, &DecisionPane::updateActions);
    return foot;
}

void DecisionPane::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    m_hash->setVisible(width() >= extent::kHashFrom);  // buttons come before the hash
}

void DecisionPane::show(const api::Approval& approval) {
    const bool other = !m_approval || m_approval->id != approval.id;
    const bool otherForm = other || m_approval->form != approval.form;
    if (other || m_approval->hash != approval.hash) {
        beginPause();
    }
    if (other) {
        keepDraft();
    }
    m_approval = approval;
    showHead();
    showRecord();
    m_summary->setText(cutText(approval.summary, MarkdownView::kMaxBytes));
    m_summary->setVisible(!approval.summary.empty());
    m_context->setValue(approval.context);
    m_context->setVisible(!approval.context.is_null());
    m_contextTitle->setVisible(!approval.context.is_null());
    const bool hasForm = asksForData(approval) && api::isOpen(approval.state);
    if (otherForm && hasForm) {
        m_form->setSchema(approval.form);
    }
    m_form->setVisible(hasForm);
    m_formTitle->setVisible(hasForm);
    if (other) {
        takeDraft(hasForm);
        m_confirm->clear();
        m_bar->hide();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    m_hash->setText(shortHash(approval.hash));
    m_hash->setToolTip(tr("The decision is bound to what is shown here:\nsha256 %1").arg(toText(approval.hash)));
    m_foot->setVisible(api::isOpen(approval.state));
    const bool confirm = approval.risk == api::Risk::high;
    m_confirmLabel->setText(
        tr("High risk: type <b>%1</b> to approve.").arg(breakable(confirmation(approval)).toHtmlEscaped()));
    m_confirmLabel->setVisible(confirm);
    m_confirm->setVisible(confirm);
    showKept();
}

/// What was written for a request is there again when one comes back to it. The typed subject is not: it says that this
/// person looked now.
void DecisionPane::keepDraft() {
    if (!m_approval) {
        return;
    }
    const bool hasForm = !m_form->isHidden();
    Draft draft{m_comment->toPlainText(), hasForm ? m_form->value() : api::Json()};
    m_drafts.remove(m_approval->id);
    if (api::isOpen(m_approval->state) && (!draft.comment.isEmpty() || (hasForm && draft.form != m_emptyForm))) {
        if (m_drafts.size() >= kMaxDrafts) {
            m_drafts.erase(m_drafts.begin());
        }
        m_drafts.insert(m_approval->id, std::move(draft));
    }
}

void DecisionPane::takeDraft(bool hasForm) {
    m_emptyForm = hasForm ? m_form->value() : api::Json();
    const Draft draft = m_drafts.value(m_approval->id);
    m_comment->setPlainText(draft.comment);
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
    m_claimed->setTextFormat(Qt::PlainText);
    const bool mine = approval.claimedBy == m_session->identity().user;
    m_claimed->setText(
        mine ? tr("You have claimed it.")
             : tr("%1 has claimed it. You can still decide.").arg(shown(approval.claimedBy, kShownTitle)));
    m_claimed->setVisible(!approval.claimedBy.empty() && api::isOpen(approval.state));
    const auto line = [](const QString& when, const std::string& what) {
        return what.empty() ? QString() : QStringLiteral("%1 %2").arg(when, shown(what).toHtmlEscaped());
    };
    QStringList next{line(tr("<b>On approval:</b>"), approval.onApprove),
                     line(tr("<b>On rejection:</b>"), approval.onReject)};
    next.removeAll(QString());
    m_nextTitle->setVisible(api::isOpen(approval.state));
    m_next->setVisible(api::isOpen(approval.state));
    m_next->setText(next.isEmpty() ? tr("The run goes on with the decision as the task's output.")
                                   : next.join(QStringLiteral("<br/>")));
}

void DecisionPane::showState() {
    if (m_deciding) {
        m_state->setText(tr("Being decided…"), Pill::Accent);
        return;
    }
    const auto* outbox = m_session->outbox();
    if (const auto* kept = outbox ? outbox->find(m_approval->id) : nullptr) {
        kept->problem.empty() ? m_state->setText(tr("Waiting to be delivered"), Pill::Accent)
                              : m_state->setText(tr("Decision not taken"), Pill::Bad);
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
    QStringList meta{
        tr("raised by %1 %2").arg(shown(approval.workflow, kShownTitle), formatAge(approval.raisedAt, Clock::now()))};
    if (!approval.requester.empty()) {
        meta << tr("requested by %1").arg(shown(approval.requester, kShownTitle));
    }
    if (const QString due = dueSentence(approval); !due.isEmpty()) {
        meta << due;
    }
    meta << quorumSentence(approval);
    m_meta->setTextFormat(Qt::PlainText);
    m_meta->setText(meta.join(QStringLiteral(" · ")));
    m_meta->setToolTip(approval.dueAt != 0
                           ? tr("Raised %1\nDue %2").arg(formatExact(approval.raisedAt), formatExact(approval.dueAt))
                           : tr("Raised %1").arg(formatExact(approval.raisedAt)));
}

void DecisionPane::tick() {
    if (m_approval) {
        showMeta();
    }
}

void DecisionPane::showRecord() {
    const QString record = recordHtml(*m_approval);
    m_recordTitle->setText(
        m_approval->quorum > 1
            ? tr("Decisions (%1 of %2)").arg(ApprovalListModel::approvedBy(*m_approval)).arg(m_approval->quorum)
            : tr("Decisions"));
    m_record->setText(record.isEmpty() ? tr("None yet.") : record);
}

QString DecisionPane::obstacle() const {
    if (!m_approval) {
        return tr("Select an approval first.");
    }
    if (!api::isOpen(m_approval->state)) {
        return tr("It is decided: %1.").arg(approvalStateText(m_approval->state).toLower());
    }
    return m_sending ? tr("The engine is being asked…") : m_session->obstacle();
}

void DecisionPane::beginPause() {
    m_onView.invalidate();
    m_pause.stop();
    update();
}

bool DecisionPane::isPausing() const {
    return !isVisible() || !m_onView.isValid() || !m_onView.hasExpired(kDecisionPauseMs - 1);
}

/// Only what is painted is on view: while the window is busy with something else, nobody has read it.
void DecisionPane::paintEvent(QPaintEvent* event) {
    Card::paintEvent(event);
    if (!m_onView.isValid() && m_approval) {
        m_onView.start();
        m_pause.start(kDecisionPauseMs);
    }
}

void DecisionPane::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    beginPause();
    updateActions();
}

bool DecisionPane::isConfirmed() const {
    return m_approval->risk != api::Risk::high ||
           m_confirm->text().remove(QChar(0x200b)).simplified() == confirmation(*m_approval);
}

void DecisionPane::updateActions() {
    const QString hindrance = decisionObstacle();
    const bool can = hindrance.isEmpty();
    const bool pausing = can && isPausing();
    const QString look = tr("It has just come up. Look at it first.");
    const QString later = isOffline() ? tr(". It is kept, and delivered when the engine can be reached.") : QString();
    m_approve->setEnabled(can && !pausing && isConfirmed());
    m_approve->setToolTip(!can            ? hindrance
                          : pausing       ? look
                          : isConfirmed() ? tr("Approve") + later
                                          : tr("Type the subject above first: the risk is high."));
    m_reject->setEnabled(can && !pausing);
    m_reject->setToolTip(!can ? hindrance : pausing ? look : tr("Reject") + later);
    const QString why = obstacle();
    const bool free = why.isEmpty();
    m_claim->setEnabled(free);
    const bool mine = free && m_approval->claimedBy == m_session->identity().user;
    m_claim->setText(mine ? tr("Release") : tr("Claim"));
    m_claim->setToolTip(!free  ? why
                        : mine ? tr("Give it back to the others")
                               : tr("Tell the others that you are at it"));
    const bool text = free && !m_comment->toPlainText().trimmed().isEmpty();
    m_commentOnly->setEnabled(text);
    m_commentOnly->setToolTip(text   ? tr("Keep the comment without deciding")
                              : free ? tr("Write a comment first.")
                                     : why);
    m_openRun->setEnabled(m_approval.has_value());
}

template <class Op>
void DecisionPane::send(Op op, const QString& what, std::function<void(const api::Approval&)> done) {
    m_sending = true;
    updateActions();
    const std::string id = m_approval->id;
    m_session->call<Op>(std::move(op), this, [this, id, what, done](api::Result<api::ApprovalReply> reply) {
        m_sending = false;
        if (std::exchange(m_deciding, false)) {
            beginPause();  // a second click on what needs more than one decision is none
        }
        showState();
        if (reply.ok()) {
            if (m_approval && m_approval->id == id) {
                show(reply->approval);
            }
            done(reply->approval);
        } else {
            m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(reply.error().message)));
            m_form->showProblems(problemsOf(reply.error()));
        }
        updateActions();
    });
}

void DecisionPane::decide(api::Outcome outcome) {
    const bool approves = outcome == api::Outcome::approve;
    if (!decisionObstacle().isEmpty() || isPausing() || (approves && !isConfirmed())) {
        return;
    }
    const bool hasForm = asksForData(*m_approval);
    if (approves && hasForm && !m_form->validate()) {
        m_bar->show(InfoBar::Warning, tr("Fill in the form first: what is missing is marked."));
        return;
    }
    m_bar->hide();
    api::DecideApproval op;
    op.approval = m_approval->id;
    op.outcome = outcome;
    op.comment = toUtf8(m_comment->toPlainText().trimmed());
    op.hash = m_approval->hash;
    if (hasForm && approves) {
        op.data = m_form->value();
    }
    if (isOffline()) {
        keep(op);
        return;
    }
    m_deciding = true;
    showState();
    send(std::move(op), approves ? tr("It was not approved") : tr("It was not rejected"),
         [this, outcome](const api::Approval& approval) {
             m_drafts.remove(approval.id);
             if (m_approval && m_approval->id == approval.id) {
                 m_comment->clear();  // it is kept with the decision
             }
             Q_EMIT decided(approval, outcome);
         });
}

void DecisionPane::claim() {
    if (!obstacle().isEmpty()) {
        return;
    }
    api::ClaimApproval op;
    op.approval = m_approval->id;
    op.release = m_approval->claimedBy == m_session->identity().user;
    send(std::move(op), tr("It was not claimed"), [this](const api::Approval& approval) { Q_EMIT changed(approval); });
}

void DecisionPane::comment() {
    if (!obstacle().isEmpty()) {
        return;
    }
    api::CommentApproval op;
    op.approval = m_approval->id;
    op.text = toUtf8(m_comment->toPlainText().trimmed());
    send(std::move(op), tr("The comment was not kept"), [this](const api::Approval& approval) {
        m_drafts.remove(approval.id);
        if (m_approval && m_approval->id == approval.id) {
            m_comment->clear();
        }
        Q_EMIT changed(approval);
    });
}

}  // namespace beamline::ui
