// SPDX-License-Identifier: Apache-2.0
#include "ui/models/work_problems.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/open_problem_model.h"
#include "ui/models/workflow_runs.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {

/// One more than the limit has an entry of its own in place of "1 more".
std::size_t listedOf(std::size_t all, std::size_t most) {
    return all <= most + 1 ? all : most;
}

OpenProblem errorProblem(const api::RunGroup& group) {
    const auto& run = *group.latest;
    const auto error = run.error.value_or(api::WorkflowError{});
    const QString what = cutText(!error.title.empty() ? error.title : group.title, kShownTitle);
    OpenProblem one;
    one.key = QStringLiteral("faulted:") + toText(group.key);
    one.severity = api::Severity::error;
    one.what = cutText(run.ns + '/' + run.workflow, kShownTitle);
    one.message = group.runs == 1
                      ? WorkProblems::tr("A run faulted: %1").arg(what)
                      : WorkProblems::tr("%n run(s) faulted: %1", nullptr, static_cast<int>(group.runs)).arg(what);
    QStringList more;
    for (const auto* text : {&error.detail, &error.instance}) {
        if (!text->empty()) {
            more << cutText(*text, kShownText);
        }
    }
    more << WorkProblems::tr(
        "Mend the cause and retry them, or re-run them on the version that mends it; discard what is not worth it.");
    one.message += QLatin1Char('\n') + more.join(QLatin1Char('\n'));
    one.since = group.firstAt;
    one.place = group.runs == 1 ? QStringLiteral("run/") + toText(run.id)
                                : runsToRetry(QStringLiteral("error:") + toText(group.key));
    return one;
}

bool isPutOff(const api::Approval& approval, const std::string& user, api::Timestamp now) {
    const auto until = approval.snoozed.find(user);
    return until != approval.snoozed.end() && until->second > now;
}

}  // namespace

WorkProblems::WorkProblems(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_runTimer.setSingleShot(true);
    m_approvalTimer.setSingleShot(true);
    m_approvalTimer.setInterval(kEventInterval);
    connect(&m_runTimer, &QTimer::timeout, this, &WorkProblems::askRuns);
    connect(&m_approvalTimer, &QTimer::timeout, this, &WorkProblems::askApprovals);
    connect(session, &EngineSession::eventsArrived, this, &WorkProblems::takeEvents);
}

void WorkProblems::refresh() {
    m_runTimer.stop();
    m_approvalTimer.stop();
    askRuns();
    askApprovals();
}

/// While nothing is faulted only a fault matters; then also what may mend one.
void WorkProblems::takeEvents(const std::vector<api::Event>& batch) {
    const bool runs = std::any_of(batch.begin(), batch.end(), [this](const api::Event& event) {
        return event.summary && event.ns != api::kBatchNamespace &&
               (event.summary->phase == api::Phase::faulted || !m_errors.items.empty());
    });
    const bool approvals =
        std::any_of(batch.begin(), batch.end(), [](const api::Event& event) { return !event.approval.empty(); });
    if (runs && !m_runTimer.isActive()) {
        const qint64 since = m_sinceRuns.isValid() ? m_sinceRuns.elapsed() : kGroupInterval;
        m_runTimer.start(static_cast<int>(std::max<qint64>(kEventInterval, kGroupInterval - since)));
    }
    if (approvals && !m_approvalTimer.isActive()) {
        m_approvalTimer.start(kEventInterval);
    }
}

/// An engine that is away tells when it is back, one that has no time does not.
void WorkProblems::retry(QTimer& timer, const api::Error& error) {
    if (error.retryable && !timer.isActive()) {
        timer.start(kGroupInterval);
    }
}

void WorkProblems::askRuns() {
    m_sinceRuns.restart();
    api::GroupRuns op;
    op.by = api::RunGrouping::error;
    op.filter.phases = {api::Phase::faulted};
    m_session->call<api::GroupRuns>(std::move(op), this,
                                    [this, token = ++m_runToken](api::Result<api::RunGroups> reply) {
                                        if (token == m_runToken && !reply.ok()) {
                                            retry(m_runTimer, reply.error());
                                        } else if (token == m_runToken) {
                                            m_errors = std::move(*reply);
                                            std::erase_if(m_errors.items, [](const auto& one) { return !one.latest; });
                                            Q_EMIT changed();
                                        }
                                    });
}

void WorkProblems::askApprovals() {
    api::ListApprovals op;
    op.queue = api::ApprovalQueue::open;
    op.limit = kMaxListed;
    m_session->call<api::ListApprovals>(std::move(op), this,
                                        [this, token = ++m_approvalToken](api::Result<api::ApprovalPage> reply) {
                                            if (token == m_approvalToken && !reply.ok()) {
                                                retry(m_approvalTimer, reply.error());
                                            } else if (token == m_approvalToken) {
                                                m_approvals = std::move(*reply);
                                                Q_EMIT changed();
                                            }
                                        });
}

void WorkProblems::addTo(std::vector<OpenProblem>& found, api::Timestamp now) const {
    addErrors(found);
    addOverdue(found, now);
}

void WorkProblems::addErrors(std::vector<OpenProblem>& found) const {
    const auto& groups = m_errors.items;
    const auto listed = listedOf(groups.size(), kMaxErrors);
    for (std::size_t at = 0; at < listed; ++at) {
        found.push_back(errorProblem(groups[at]));
    }
    if (listed < groups.size()) {
        const auto others = static_cast<int>(groups.size() - listed);
        OpenProblem rest;
        rest.key = QStringLiteral("faulted:others");
        rest.severity = api::Severity::error;
        rest.what = tr("Faulted runs");
        rest.message = m_errors.more ? tr("At least %n more kind(s) of error made runs fault.", nullptr, others)
                                     : tr("%n more kind(s) of error made runs fault.", nullptr, others);
        rest.place = QStringLiteral("deadletters");
        rest.count = others;
        found.push_back(std::move(rest));
    }
}

std::vector<const api::Approval*> WorkProblems::overdue(api::Timestamp now) const {
    std::vector<const api::Approval*> all;
    for (const auto& one : m_approvals.items) {
        if (one.dueAt != 0 && one.dueAt < now && api::isOpen(one.state) &&
            !isPutOff(one, m_session->identity().user, now)) {
            all.push_back(&one);
        }
    }
    return all;
}

void WorkProblems::addOverdue(std::vector<OpenProblem>& found, api::Timestamp now) const {
    const auto overdue = this->overdue(now);
    const auto listed = listedOf(overdue.size(), kMaxOverdue);
    for (std::size_t at = 0; at < listed; ++at) {
        const auto& approval = *overdue[at];
        OpenProblem one;
        one.key = QStringLiteral("overdue:") + toText(approval.id);
        one.what = tr("Approval of %1").arg(cutText(approval.ns + '/' + approval.workflow, kShownTitle));
        one.message = tr("Overdue: %1").arg(cutText(approval.subject, kShownTitle)) + QLatin1Char('\n') +
                      tr("Decide it, or hand it to somebody who can.");
        one.since = approval.dueAt;
        one.place = QStringLiteral("approvals/") + toText(approval.id);
        found.push_back(std::move(one));
    }
    if (listed < overdue.size()) {
        const auto others = static_cast<int>(overdue.size() - listed);
        OpenProblem rest;
        rest.key = QStringLiteral("overdue:others");
        rest.what = tr("Approvals");
        rest.message = !m_approvals.next.empty() && overdue.size() == m_approvals.items.size()
                           ? tr("%n or more other approval(s) are overdue.", nullptr, others)
                           : tr("%n more approval(s) are overdue.", nullptr, others);
        rest.place = QStringLiteral("approvals");
        rest.count = others;
        found.push_back(std::move(rest));
    }
}

}  // namespace beamline::ui
