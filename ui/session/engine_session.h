// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console's one connection to an engine: typed calls, coalesced events, health, problems. GUI thread only.

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QVector>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/api/engine.h"
#include "ui/session/connection_profile.h"
#include "ui/session/connection_state.h"

namespace beamline::ui {

/// Something that went wrong in the console's dealings with the engine; `what` is what was being done, translated.
struct SessionProblem {
    QDateTime at;
    QString what;
    api::Error error;
};

class DecisionOutbox;
class EventInbox;
class ReplyGate;
class SecretStore;
class Settings;

/// Owns one share of an engine. A view is a page at Seq n plus the events after n: `eventsArrived` may run ahead of the
/// reply of a page that is under way, so a model keeps what arrives meanwhile and applies what is newer than the page.
class EngineSession : public QObject {
    Q_OBJECT
public:
    static constexpr int kDrainInterval = 100;               ///< ms between two drains at most often
    static constexpr int kHealthInterval = 1000;             ///< ms between two looks at the health while watched
    static constexpr std::size_t kMaxPendingEvents = 8192;   ///< more than that undrained is a gap
    static constexpr std::size_t kMaxEventsPerDrain = 2048;  ///< the rest waits for the next drain
    static constexpr int kMaxProblems = 200;                 ///< older ones are forgotten

    /// Subscribes to all events from now on. `identity` goes with every call.
    EngineSession(std::shared_ptr<api::Engine> engine, api::RequestContext identity, QString profile,
                  QObject* parent = nullptr);
    /// Ends the subscription; replies still under way are dropped.
    ~EngineSession() override;

    /// Sends `op`; `done` runs on the GUI thread, later, never from inside this call. Dropped when `context` (null: the
    /// session) has died by then. A change that obstacle() forbids is answered here and not sent.
    template <class Op>
    void call(Op op, QObject* context, std::function<void(api::Result<typename Op::Reply>)> done) {
        using Typed = api::Result<typename Op::Reply>;
        QPointer<QObject> guard(context ? context : this);
        if constexpr (boost::mp11::mp_contains<api::Commands, Op>::value) {
            if (const QString why = obstacle(Op::kInfo.name); !why.isEmpty()) {
                const bool never = isReadOnly() || takenAt() != 0;
                const auto* code = never ? api::code::kForbidden : api::code::kUnavailable;
                post(m_gate, [guard, done = std::move(done), error = api::Error{code, why.toStdString(), {}, false}] {
                    if (guard) {
                        done(error);
                    }
                });
                return;
            }
        }
        api::call<Op>(*m_engine, std::move(op), m_identity,
                      [gate = m_gate, guard, done = std::move(done)](Typed reply) mutable {
                          auto kept = std::make_shared<Typed>(std::move(reply));
                          post(gate, [guard, done, kept] {
                              if (guard) {
                                  done(std::move(*kept));
                              }
                          });
                      });
    }

    /// Events from now on; see api::Engine::subscribe for the sink's thread. What it returns must not outlive the
    /// session.
    std::unique_ptr<api::Subscription> subscribe(const api::EventFilter& filter, api::EventSink sink);

    /// The last look at the engine; at most `kHealthInterval` old while watched.
    const api::Health& health() const { return m_health; }
    /// Empty while the engine can be told to change something; otherwise a sentence that says why not now.
    QString obstacle() const;
    /// The same of one change, by its wire name: an older engine may not know it, and who asks may not do it.
    QString obstacle(const char* operation) const;
    /// Empty when the engine knows `operation`; otherwise a sentence that says which version it has.
    QString unknownTo(const char* operation) const;
    const ConnectionState& connection() const { return m_watch.state(); }
    /// The connection that this session is of; the embedded engine when none was given.
    const ConnectionProfile& connectionProfile() const { return m_connection; }
    void setConnectionProfile(ConnectionProfile profile);
    bool isReadOnly() const { return m_connection.readOnly; }
    /// Of an archive: when it was taken. What ran then stands still, and nothing can be changed. 0: the engine lives.
    api::Timestamp takenAt() const { return m_takenAt; }
    void setTakenAt(api::Timestamp at) { m_takenAt = at; }
    /// Decisions that wait until the engine can be reached; null: none can be kept. Lives as long as the session.
    DecisionOutbox* outbox() const { return m_outbox; }
    void setOutbox(DecisionOutbox* outbox) { m_outbox = outbox; }
    /// In place of the system's clocks; for tests.
    void setTime(std::function<ConnectionWatch::Instant()> now) { m_now = std::move(now); }
    const api::RequestContext& identity() const { return m_identity; }
    /// As whose member everything is asked; empty: of no one tenant.
    QString tenant() const { return QString::fromStdString(m_identity.tenant); }
    /// All pages ask again.
    void setTenant(const QString& tenant);
    /// What the engine lets this user do; nothing: it has not said yet, or is older.
    const std::optional<api::AccessReply>& access() const { return m_access; }
    /// Empty when the user may do what needs `permission`; otherwise a sentence that says what is missing.
    QString lacks(std::string_view permission) const;
    QString profile() const { return m_profile; }
    /// The secrets that this console keeps for its own engine; null when another process keeps the engine's. Outlives
    /// the session.
    SecretStore* secrets() const { return m_secrets; }
    void setSecrets(SecretStore* secrets) { m_secrets = secrets; }
    /// What the user has set; null: all as it comes. Outlives the session.
    Settings* settings() const { return m_settings; }
    void setSettings(Settings* settings) { m_settings = settings; }
    /// Newest last.
    const QVector<SessionProblem>& problems() const { return m_problems; }
    void clearProblems();
    /// Forgets the one at `index` of problems().
    void dismissProblem(qsizetype index);
    /// Keeps `error` in problems() and tells who listens. For failures that no page shows beside their cause.
    void report(const api::Error& error, const QString& what);

    /// Health is polled only while somebody can see it.
    void setWatched(bool watched);
    void refreshHealth();

Q_SIGNALS:
    /// Events in order of Seq, at most one batch per `kDrainInterval`.
    void eventsArrived(const std::vector<beamline::api::Event>& batch);
    /// Events were lost: page again. Comes before the batch that follows the loss.
    void gap();
    /// Health, or what can be done now.
    void healthChanged();
    void connectionChanged();
    /// Tenant, or what may be done.
    void accessChanged();
    void problemRaised(const beamline::api::Error& error, const QString& what);
    /// All, or one of them.
    void problemsCleared();

private:
    static void post(const std::shared_ptr<ReplyGate>& gate, std::function<void()> job);
    void scheduleDrain();
    void drain();
    void examine(const api::Health& health);
    void probe();
    void listen();
    void askAccess();

    std::shared_ptr<api::Engine> m_engine;
    api::RequestContext m_identity;
    QString m_profile;
    SecretStore* m_secrets = nullptr;
    Settings* m_settings = nullptr;
    ConnectionProfile m_connection;
    DecisionOutbox* m_outbox = nullptr;
    api::Timestamp m_takenAt = 0;
    std::function<ConnectionWatch::Instant()> m_now;
    ConnectionWatch m_watch;
    int m_probe = 0;
    int m_asked = 0;  ///< for what may be done
    std::optional<api::AccessReply> m_access;
    api::Health m_health;
    QVector<SessionProblem> m_problems;
    std::shared_ptr<EventInbox> m_inbox;
    std::shared_ptr<ReplyGate> m_gate;
    QTimer m_drainTimer;
    QTimer m_healthTimer;
    qint64 m_lastDrain = 0;
    std::unique_ptr<api::Subscription> m_subscription;
};

}  // namespace beamline::ui
