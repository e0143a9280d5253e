// SPDX-License-Identifier: Apache-2.0
#include "ui/session/engine_session.h"

#include <algorithm>
#include <chrono>

#include "engine/api/access.h"
#include "ui/session/event_inbox.h"
#include "ui/session/reply_gate.h"
#include "ui/session/run_feed.h"

namespace beamline::ui {

namespace {
qint64 monotonicMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

ConnectionWatch::Instant systemTime() {
    return {monotonicMs(), QDateTime::currentMSecsSinceEpoch()};
}
}  // namespace

EngineSession::EngineSession(std::shared_ptr<api::Engine> engine, api::RequestContext identity, QString profile,
                             QObject* parent)
    : QObject(parent),
      m_engine(std::move(engine)),
      m_identity(std::move(identity)),
      m_profile(std::move(profile)),
      m_now(systemTime),
      m_health(m_engine->health()),
      m_gate(std::make_shared<ReplyGate>(this)) {
    m_connection.id = ConnectionProfile::kEmbeddedId;
    m_connection.kind = ConnectionKind::embedded;
    examine(m_health);
    m_inbox = std::make_shared<EventInbox>(kMaxPendingEvents,
                                           [gate = m_gate, this] { gate->post([this] { scheduleDrain(); }); });
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_drainTimer, &QTimer::timeout, this, &EngineSession::drain);
    connect(&m_healthTimer, &QTimer::timeout, this, &EngineSession::refreshHealth);
    m_lastDrain = monotonicMs() - kDrainInterval;
    listen();
}

EngineSession::~EngineSession() {
    m_subscription.reset();
    m_gate->close();
}

void EngineSession::listen() {
    m_subscription.reset();
    api::EventFilter filter;
    filter.user = m_identity.user;
    filter.groups = m_identity.groups;
    filter.tenant = m_identity.tenant;
    m_subscription = m_engine->subscribe(std::move(filter), m_health.seq, [inbox = m_inbox](const api::Event& event) {
        if (event.kind != kOutputEvent) {  // changes nothing that a list shows, and may come in masses
            inbox->add(event);
        }
    });
}

void EngineSession::setTenant(const QString& tenant) {
    const auto name = tenant.toStdString();
    if (name == m_identity.tenant) {
        return;
    }
    m_identity.tenant = name;
    m_access.reset();
    listen();
    askAccess();
    Q_EMIT gap();
    Q_EMIT accessChanged();
    Q_EMIT healthChanged();
}

void EngineSession::askAccess() {
    if (!unknownTo(api::GetAccess::kInfo.name).isEmpty()) {
        return;
    }
    call(api::GetAccess{}, this, [this, token = ++m_asked](const api::Result<api::AccessReply>& reply) {
        if (token != m_asked || !reply.ok() || m_access == *reply) {
            return;
        }
        m_access = *reply;
        Q_EMIT accessChanged();
        Q_EMIT healthChanged();
    });
}

QString EngineSession::lacks(std::string_view permission) const {
    if (!m_access || m_access->open || api::covers(m_access->permissions, permission)) {
        return {};
    }
    const auto needed = QString::fromUtf8(permission.data(), static_cast<qsizetype>(permission.size()));
    if (m_access->roles.empty()) {
        return tr("This needs the permission %1; you have no role here.").arg(needed);
    }
    QStringList roles;
    for (const auto& role : m_access->roles) {
        roles += QString::fromStdString(role);
    }
    return tr("This needs the permission %1, which you do not have as %2.")
        .arg(needed, roles.join(QStringLiteral(", ")));
}

void EngineSession::post(const std::shared_ptr<ReplyGate>& gate, std::function<void()> job) {
    gate->post(std::move(job));
}

std::unique_ptr<api::Subscription> EngineSession::subscribe(const api::EventFilter& filter, api::EventSink sink) {
    auto own = filter;
    own.user = m_identity.user;
    own.groups = m_identity.groups;
    own.tenant = m_identity.tenant;
    return m_engine->subscribe(std::move(own), m_engine->health().seq, std::move(sink));
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
    if (std::any_of(batch.events.begin(), batch.events.end(),
                    [](const api::Event& event) { return event.kind == "access.changed"; })) {
        askAccess();
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
    const auto before = m_watch.state();
    const bool news = now != m_health;
    m_health = std::move(now);
    examine(m_health);
    const bool other = m_watch.state() != before;
    if (other) {
        Q_EMIT connectionChanged();
    }
    if (news || other) {
        Q_EMIT healthChanged();
    }
}

void EngineSession::examine(const api::Health& health) {
    const auto before = m_watch.state().phase;
    if (!m_watch.look(health, m_now())) {
        if (before == ConnectionPhase::Connecting && m_watch.state().phase == ConnectionPhase::Connected) {
            // Nothing is probed, because nothing was lost; what may be done is still to be asked.
            QMetaObject::invokeMethod(this, &EngineSession::askAccess, Qt::QueuedConnection);
        }
        return;
    }
    if (before == ConnectionPhase::Stale || before == ConnectionPhase::Refused) {
        // Pages ask for what they show before the probe does: when that is answered, so are they.
        QMetaObject::invokeMethod(this, &EngineSession::gap, Qt::QueuedConnection);
    }
    QMetaObject::invokeMethod(this, &EngineSession::probe, Qt::QueuedConnection);
}

void EngineSession::probe() {
    call(api::CountRuns{}, this, [this, token = ++m_probe](const api::Result<api::RunCounts>& reply) {
        if (token != m_probe) {
            return;
        }
        const auto before = m_watch.state();
        m_watch.probed(reply.ok() ? api::Result<api::Unit>(api::Unit{}) : api::Result<api::Unit>(reply.error()),
                       m_now());
        if (m_watch.state() != before) {
            Q_EMIT connectionChanged();
            Q_EMIT healthChanged();
        }
    });
    askAccess();
}

void EngineSession::setConnectionProfile(ConnectionProfile profile) {
    if (profile != m_connection) {
        m_connection = std::move(profile);
        Q_EMIT connectionChanged();
        Q_EMIT healthChanged();
    }
}

QString EngineSession::obstacle() const {
    if (m_takenAt != 0) {
        return tr("This is an archive: it can be read, and nothing in it can be changed.");
    }
    switch (m_watch.state().phase) {
        case ConnectionPhase::Connecting:
            return tr("The engine has not answered yet.");
        case ConnectionPhase::Synchronizing:
            return tr("What you see is being read anew; wait until it is as the engine has it.");
        case ConnectionPhase::Stale:
            return tr("The engine cannot be reached now.");
        case ConnectionPhase::Refused:
            return tr("The engine refuses this connection.");
        case ConnectionPhase::Connected:
            break;
    }
    return isReadOnly() ? tr("This connection is for looking only, as its settings say.") : QString();
}

QString EngineSession::obstacle(const char* operation) const {
    QString why = obstacle();
    why = why.isEmpty() ? unknownTo(operation) : why;
    return why.isEmpty() ? lacks(api::permissionOf(operation)) : why;
}

QString EngineSession::unknownTo(const char* operation) const {
    const auto& known = m_health.operations;
    if (known.empty() || std::find(known.begin(), known.end(), operation) != known.end()) {
        return {};
    }
    return tr("This needs a newer engine (this one has %1).").arg(QString::fromStdString(m_health.version));
}

void EngineSession::clearProblems() {
    m_problems.clear();
    Q_EMIT problemsCleared();
}

void EngineSession::dismissProblem(qsizetype index) {
    if (index >= 0 && index < m_problems.size()) {
        m_problems.removeAt(index);
        Q_EMIT problemsCleared();
    }
}

void EngineSession::report(const api::Error& error, const QString& what) {
    if (m_problems.size() >= kMaxProblems) {
        m_problems.removeFirst();
    }
    m_problems.append({QDateTime::currentDateTime(), what, error});
    Q_EMIT problemRaised(error, what);
}

}  // namespace beamline::ui
