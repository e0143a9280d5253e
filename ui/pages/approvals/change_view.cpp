// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/change_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/models/approval_change.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

ChangeView::ChangeView(EngineSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    m_amountLine = new QWidget(parent);
    auto* line = new QHBoxLayout(m_amountLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k12);
    m_amount = new QLabel(m_amountLine);
    m_amount->setFont(Theme::current().font(TextRole::Title));
    m_change = new QLabel(m_amountLine);
    m_change->setProperty("muted", true);
    m_change->setWordWrap(true);
    line->addWidget(m_amount, 0, Qt::AlignBaseline);
    line->addWidget(m_change, 1, Qt::AlignBaseline);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_title = new QLabel(tr("Against the last approved one"), this);
    m_title->setFont(Theme::current().font(TextRole::Strong));
    m_about = new QLabel(this);
    m_about->setProperty("muted", true);
    m_about->setWordWrap(true);
    m_diff = new DiffView(this);
    m_diff->setAccessibleName(tr("What differs from the last approved one"));
    for (QLabel* label : {m_amount, m_change, m_about}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_diff);
    m_amountLine->hide();
    hide();
    m_again.setSingleShot(true);
    m_again.setInterval(kAskAgainMs);
    connect(&m_again, &QTimer::timeout, this, &ChangeView::ask);
    connect(session, &EngineSession::gap, &m_again, qOverload<>(&QTimer::start));
    connect(session, &EngineSession::gap, this, &ChangeView::forgetNext);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [this](const api::Event& one) { return concerns(one); })) {
            m_again.start();
        }
        if (std::any_of(batch.begin(), batch.end(), [](const api::Event& one) { return !one.approval.empty(); })) {
            forgetNext();
        }
    });
}

/// What was approved before one that is decided stays what it was.
bool ChangeView::concerns(const api::Event& event) const {
    return event.kind == "approval.decided" && event.approval != m_approval.id && event.ns == m_approval.ns &&
           event.workflow == m_approval.workflow && api::isOpen(m_approval.state);
}

void ChangeView::setApproval(const api::Approval& approval) {
    const bool other = approval.id != m_approval.id || approval.hash != m_approval.hash;
    m_approval = approval;
    if (!other) {
        return;
    }
    m_previous.reset();
    m_problem.clear();
    if (m_next == approval.id && m_ahead) {
        ++m_token;  // what was asked for the one before
        m_again.stop();
        take(*std::exchange(m_ahead, std::nullopt));
        m_next.clear();
        return;
    }
    ask();
    showAmount();
    showChange();
}

/// It may be compared with another one by now.
void ChangeView::forgetNext() {
    m_next.clear();
    m_ahead.reset();
}

void ChangeView::expect(const api::Approval& next) {
    if (next.id == m_next || next.id == m_approval.id ||
        !m_session->unknownTo(api::GetPreviousApproval::kInfo.name).isEmpty()) {
        return;
    }
    m_next = next.id;
    m_ahead.reset();
    askPrevious(next.id, [this, id = next.id](const Previous& reply) {
        if (id == m_next && reply.ok()) {
            m_ahead = reply;
        }
    });
}

void ChangeView::ask() {
    m_again.stop();
    if (m_approval.id.empty()) {
        return;
    }
    m_problem = m_session->unknownTo(api::GetPreviousApproval::kInfo.name);
    if (!m_problem.isEmpty()) {
        return;
    }
    askPrevious(m_approval.id, [this, asked = ++m_token](const Previous& reply) {
        if (asked == m_token) {
            take(reply);
        }
    });
}

void ChangeView::askPrevious(const std::string& approval, std::function<void(const Previous&)> done) {
    api::GetPreviousApproval op;
    op.approval = approval;
    m_session->call<api::GetPreviousApproval>(std::move(op), this, std::move(done));
}

void ChangeView::take(const Previous& reply) {
    m_problem.clear();
    m_previous.reset();
    if (reply.ok()) {
        m_previous = reply->approval;
    } else {
        m_problem = toText(reply.error().message);
    }
    showAmount();
    showChange();
}

void ChangeView::showAmount() {
    const auto amount = amountChange(m_approval.context, m_previous ? &m_previous->context : nullptr);
    m_amountLine->setVisible(amount.has_value());
    if (amount) {
        m_amount->setText(amount->amount);
        m_change->setText(amount->change);
        m_change->setVisible(!amount->change.isEmpty());
    }
}

void ChangeView::showChange() {
    setVisible(m_previous.has_value() || !m_problem.isEmpty());
    m_diff->hide();
    if (!m_previous) {
        m_about->setText(tr("It is not known: %1").arg(m_problem));
        return;
    }
    const QString what =
        tr("“%1”, approved %2")
            .arg(cutText(m_previous->subject, kShownTitle), formatAge(m_previous->decidedAt, Clock::now()));
    const auto diff = requestDiff(*m_previous, m_approval);
    if (!diff) {
        m_about->setText(breakable(tr("%1. The data is too large to be compared here.").arg(what)));
    } else if (diff->added == 0 && diff->removed == 0) {
        m_about->setText(breakable(tr("%1, had the same data.").arg(what)));
    } else {
        m_about->setText(breakable(tr("%1. %2.").arg(what, linesText(*diff))));
        m_diff->setDiff(*diff);
        const auto lines = std::min<qsizetype>(diff->lines.size(), kMaxShownLines);
        m_diff->setFixedHeight(static_cast<int>(lines) * m_diff->fontMetrics().lineSpacing() + 2 * space::k12);
        m_diff->show();
    }
}

}  // namespace beamline::ui
