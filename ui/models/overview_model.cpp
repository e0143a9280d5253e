// SPDX-License-Identifier: Apache-2.0
#include "ui/models/overview_model.h"

#include <algorithm>

#include "engine/api/run_filter.h"
#include "ui/models/attention_model.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr int kDayStepSeconds = 600;  // of a day: 144 points
constexpr auto kAttentionRows = static_cast<int>(AttentionModel::kMaxOfAKind) + 2;
}  // namespace

OverviewModel::OverviewModel(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_timer.setInterval(kInterval);
    m_eventTimer.setSingleShot(true);
    m_eventTimer.setInterval(kEventInterval);
    connect(&m_timer, &QTimer::timeout, this, &OverviewModel::refresh);
    connect(&m_eventTimer, &QTimer::timeout, this, &OverviewModel::askTouched);
    connect(session, &EngineSession::eventsArrived, this, &OverviewModel::takeEvents);
    connect(session, &EngineSession::gap, this, [this] {
        if (m_live) {
            refresh();
        }
    });
    connect(session, &EngineSession::healthChanged, this, [this] {
        if (m_live && !(m_facts.health == m_session->health())) {
            m_facts.health = m_session->health();
            Q_EMIT changed(Counts);
        }
    });
}

void OverviewModel::setLive(bool live) {
    if (live == m_live) {
        return;
    }
    m_live = live;
    if (!live) {
        m_timer.stop();
        m_eventTimer.stop();
        return;
    }
    m_timer.start();
    m_facts.health = m_session->health();
    refresh();
}

api::Timestamp OverviewModel::now() const {
    return m_session->takenAt() != 0 ? m_session->takenAt() : Clock::now();
}

void OverviewModel::setSpan(OverviewSpan span) {
    if (span == m_facts.span) {
        return;
    }
    m_facts.span = span;
    const auto ofSpan = {Statistics, Total, Workflows, Before};
    for (const auto part : ofSpan) {
        auto& asked = m_parts[part];
        ++asked.token;  // what is under way answers another question
        asked.open = asked.again = false;
    }
    m_facts.statistics.reset();
    m_facts.total.reset();
    m_facts.workflows.reset();
    m_facts.before.reset();
    Q_EMIT changed(Statistics);
    Q_EMIT changed(Workflows);
    if (m_live) {
        for (const auto part : ofSpan) {
            ask(part);
        }
    }
}

void OverviewModel::refresh() {
    m_touched.fill(false);
    m_sinceGroups.restart();
    m_facts.now = now();
    for (int part = 0; part < PartCount; ++part) {
        auto& asked = m_parts[static_cast<std::size_t>(part)];
        if (asked.open && ++asked.missed == kMissed && asked.answeredAt != 0) {
            Q_EMIT changed(static_cast<Part>(part));
        }
        ask(static_cast<Part>(part));
    }
}

bool OverviewModel::isEmpty() const {
    if (!m_facts.counts) {
        return false;
    }
    const auto& counts = m_facts.counts->byPhase;
    return std::all_of(counts.begin(), counts.end(), [](const auto& one) { return one.second == 0; });
}

api::Timestamp OverviewModel::standsSince() const {
    api::Timestamp oldest = 0;
    for (const auto& part : m_parts) {
        if (part.answeredAt != 0 && (part.missed >= kMissed || !part.error.code.empty())) {
            oldest = oldest == 0 ? part.answeredAt : std::min(oldest, part.answeredAt);
        }
    }
    return oldest;
}

template <class Op, class Value>
void OverviewModel::send(Part part, Op op, std::optional<Value>& into) {
    auto& asked = m_parts[part];
    if (const QString why = m_session->unknownTo(Op::kInfo.name); !why.isEmpty()) {
        asked.error = {api::code::kUnsupported, toUtf8(why), {}, false};
        Q_EMIT changed(part);
        return;
    }
    asked.open = true;
    m_session->call<Op>(std::move(op), this, [this, part, &into, token = asked.token](api::Result<Value> reply) {
        auto& answered = m_parts[part];
        if (token != answered.token) {
            return;
        }
        answered.open = false;
        answered.missed = 0;
        if (reply.ok()) {
            answered.error = {};
            answered.answeredAt = Clock::now();
            into = std::move(*reply);
            m_facts.now = now();
        } else {
            answered.error = reply.error();
        }
        Q_EMIT changed(part);
        if (std::exchange(answered.again, false)) {
            touch({part});
        }
    });
}

void OverviewModel::ask(Part part) {
    auto& asked = m_parts[part];
    if (asked.open) {  // a slow engine is not asked twice
        asked.again = true;
        return;
    }
    switch (part) {
        case Statistics:
        case Total:
            askStatistics(part);
            return;
        case Counts:
            send(part, api::CountRuns{}, m_facts.counts);
            return;
        case Approvals: {
            api::ListApprovals op;
            op.queue = api::ApprovalQueue::mine;
            op.limit = kAttentionRows;
            send(part, op, m_facts.approvals);
            return;
        }
        case ApprovalCounts:
            send(part, api::CountApprovals{}, m_facts.approvalCounts);
            return;
        case Errors:
        case Workflows:
            askGroups(part);
            return;
        case Before:
            askBefore();
            return;
        case Suspended:
        case Recent:
            askRuns(part);
            return;
        case PartCount:
            return;
    }
}

void OverviewModel::askStatistics(Part part) {
    api::GetStatistics op;
    const bool hour = m_facts.span == OverviewSpan::Hour;
    if (part == Total) {
        op.minutes = minutesOf(m_facts.span);
        op.stepSeconds = op.minutes * 60;
        send(part, op, m_facts.total);
    } else {
        op.minutes = minutesOf(m_facts.span);
        op.stepSeconds = hour ? 60 : kDayStepSeconds;
        send(part, op, m_facts.statistics);
    }
}

void OverviewModel::askGroups(Part part) {
    api::GroupRuns op;
    if (part == Errors) {
        op.by = api::RunGrouping::error;
        op.filter.phases = {api::Phase::faulted};  // whenever they were started
        send(part, std::move(op), m_facts.errors);
    } else {
        op.filter.createdFrom = now() - msOf(m_facts.span);
        send(part, std::move(op), m_facts.workflows);
    }
}

/// How many were started in the hour before, as the groups count.
void OverviewModel::askBefore() {
    if (m_facts.span != OverviewSpan::Hour) {
        return;
    }
    api::CountRuns op;
    op.filter.createdTo = now() - msOf(m_facts.span);
    op.filter.createdFrom = op.filter.createdTo - msOf(m_facts.span);
    op.filter.labels[api::kDryRunLabel] = api::kNoDryRun;
    send(Before, std::move(op), m_facts.before);
}

void OverviewModel::askRuns(Part part) {
    api::ListRuns op;
    op.order = api::RunOrder::updated;
    op.limit = part == Recent ? kRecent : kAttentionRows;
    if (part == Suspended) {
        op.filter.phases = {api::Phase::suspended};
    }
    send(part, std::move(op), part == Recent ? m_facts.recent : m_facts.suspended);
}

void OverviewModel::takeEvents(const std::vector<api::Event>& batch) {
    const bool runs = std::any_of(batch.begin(), batch.end(), [](const auto& event) { return bool(event.summary); });
    const bool approvals =
        std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.kind.starts_with("approval."); });
    if (runs) {
        touch({Counts, Errors, Workflows, Suspended, Recent});
    }
    if (approvals) {
        touch({Approvals, ApprovalCounts});
    }
}

void OverviewModel::touch(std::initializer_list<Part> parts) {
    if (!m_live) {
        return;  // all is asked when somebody looks again
    }
    for (const auto part : parts) {
        m_touched[part] = true;
    }
    if (!m_eventTimer.isActive()) {
        m_eventTimer.start();
    }
}

void OverviewModel::askTouched() {
    const bool groups = !m_sinceGroups.isValid() || m_sinceGroups.elapsed() >= kGroupInterval;
    bool left = false;
    for (int i = 0; i < PartCount; ++i) {
        const auto part = static_cast<Part>(i);
        auto& touched = m_touched[static_cast<std::size_t>(i)];
        const bool later = (part == Errors || part == Workflows) && !groups;
        left = left || (touched && later);
        if (!later && std::exchange(touched, false)) {
            ask(part);
        }
    }
    if (groups) {
        m_sinceGroups.restart();
    }
    if (left) {
        m_eventTimer.start();
    }
}

}  // namespace beamline::ui
