// SPDX-License-Identifier: Apache-2.0
#include "ui/session/engine_session.h"

#include <algorithm>
#include <chrono>

#include "ui/session/event_inbox.h"
#include "ui/session/reply_gate.h"
#include "ui/session/run_feed.h"

namespace beamline::ui {

namespace {
qint64 monotonicMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}
}  // namespace

EngineSession::EngineSession(std::shared_ptr<api::Engine> engine, api::RequestContext identity, QString profile,
                             QObject* parent)
    : QObject(parent),
      m_engine(std::move(engine)),
      m_identity(std::move(identity)),
      m_profile(std::move(profile)),
      m_health(m_engine->health()),
      m_gate(std::make_shared<ReplyGate>(this)) {
    m_inbox = std::make_shared<EventInbox>(kMaxPendingEvents,
                                           [gate = m_gate, this] { gate->post([this] { scheduleDrain(); }); });
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_drainTimer, &QTimer::timeout, this, &EngineSession::drain);
    connect(&m_healthTimer, &QTimer::timeout, this, &EngineSession::refreshHealth);
    m_lastDrain = monotonicMs() - kDrainInterval;
    m_subscription = m_engine->subscribe({}, m_health.seq, [inbox = m_inbox](const api::Event& event) {
        if (event.kind != kOutputEvent) {  // changes nothing that a list shows, and may come in masses
            inbox->add(event);
        }
    });
}

EngineSession::~EngineSession() {
    m_subscription.reset();
    m_gate->close();
}

void EngineSession::post(const std::shared_ptr<ReplyGate>& gate, std::function<void()> job) {
    gate->post(std::move(job));
}

std::unique_ptr<api::Subscription> EngineSession::subscribe(const api::EventFilter& filter, api::EventSink sink) {
    return m_engine->subscribe(filter, m_engine->health().seq, std::move(sink));
}

void EngineSession::scheduleDrain() {
    if (!m_drainTimer.isActive()) {
        // The first event after a pause is shown at once; only a stream of them waits.
        const qint64 wait = m_lastDrain + kDrainInterval - monotonicMs();
        m_drainTimer.start(static_cast<int>(std::clamp<qint64>(wait, 0, kDrainInterval)));
    }
}

void EngineSession::drain() {
    m_lastDrain = monotonicMs();
    auto batch = m_inbox->take(kMaxEventsPerDrain);
    if (batch.more) {
        scheduleDrain();
    }
    if (batch.gap) {
        Q_EMIT gap();
    }
    if (batch.events.empty()) {
        return;
    }
    const bool health = std::any_of(batch.events.begin(), batch.events.end(),
                                    [](const api::Event& event) { return event.kind == "engine.health"; });
    Q_EMIT eventsArrived(batch.events);
    if (health) {
        refreshHealth();
    }
}

void EngineSession::setWatched(bool watched) {
    if (watched == m_healthTimer.isActive()) {
        return;
    }
    if (watched) {
        refreshHealth();
        m_healthTimer.start(kHealthInterval);
    } else {
        m_healthTimer.stop();
    }
}

void EngineSession::refreshHealth() {
    auto now = m_engine->health();
    if (now != m_health) {
        m_health = std::move(now);
        Q_EMIT healthChanged();
    }
}

QString EngineSession::obstacle() const {
    return m_health.state == api::HealthState::unreachable ? tr("The engine cannot be reached now.") : QString();
}

void EngineSession::clearProblems() {
    m_problems.clear();
    Q_EMIT problemsCleared();
}

void EngineSession::report(const api::Error& error, const QString& what) {
    if (m_problems.size() >= kMaxProblems) {
        m_problems.removeFirst();
    }
    m_problems.append({QDateTime::currentDateTime(), what, error});
    Q_EMIT problemRaised(error, what);
}

}  // namespace beamline::ui
