// SPDX-License-Identifier: Apache-2.0
#pragma once
// One resident run: applies facts to its machine, has them journaled, and puts effects in motion once they are durable.
// Lives while the run does something; a run that only waits has no actor.

#include <deque>
#include <unordered_map>

#include "engine/runtime/messages.h"
#include "engine/runtime/usage_span.h"

namespace beamline::runtime {

class RunActor : public caf::event_based_actor {
public:
    RunActor(caf::actor_config& config, Services& services, store::RunKey key, caf::actor supervisor);
    ~RunActor() override;
    caf::behavior make_behavior() override;

private:
    /// A step that is on its way to the disk, and what follows it.
    struct Pending {
        std::uint64_t number = 0;
        /// Nothing but activities follows: no message tells that it is durable, the first result does.
        bool silent = false;
        std::vector<core::Effect> effects;
        OutcomeHandler reply;
        Outcome outcome;
    };
    /// What the feed tells once a step is durable.
    struct News {
        EventBatch events;
        unsigned builtFor = kAllWanted;  ///< Feed::wanted() of that time
    };
    /// An activity that was given to its pool, or will be as soon as the step that starts it is durable.
    struct InFlight {
        core::StartActivity start;
        blocks::CancelToken cancel;
        std::uint64_t step = 0;  ///< Pending::number of that step; 0: it is durable
    };

    void onStart(StartMessage& message);
    void onFact(FactMessage& message);
    void onResume(const ResumeMessage& message);
    void received();
    void onCommitted(const Committed& message);
    void onActivityDone(const ActivityDone& message);
    /// `kept`: what is applied next, so that its activity is not begun again.
    bool load(const OutcomeHandler& reply, const std::optional<core::Fact>& kept = {});
    bool mustWait(FactMessage& message);
    void answerLater(const api::Error& error);
    void apply(const core::Fact& fact, OutcomeHandler reply, std::optional<store::NewRun> create = {});
    void fillChange(store::Change& change, const core::Step& step, const core::Fact& fact, api::Phase before);
    void fillMessages(store::Change& change, const core::Effect& effect, api::Timestamp at);
    void tellFault(store::Change& change, const core::Step& step, api::Timestamp at) const;
    void tellEnd(store::Change& change, api::Timestamp at);
    void write(store::Change change, News news, Pending pending);
    EventBatch events(const core::Step& step, api::Timestamp at, unsigned wanted) const;
    void perform(const core::Effect& effect);
    std::vector<std::function<void()>> prepare(Pending& pending);
    void startActivity(const core::StartActivity& start);
    std::function<void()> submission(const InFlight& activity);
    Job job(const InFlight& activity);
    const core::CallTask& callOf(const InFlight& activity) const;
    bool isRemote(const InFlight& activity) const;
    std::function<void()> remote(const InFlight& activity, blocks::Invocation invocation);
    /// Of what workers do: somebody asks for it again.
    void letGo(const InFlight& activity);
    /// The run is known from here on.
    void identify(core::RunIdentity identity);
    void meter(const core::Step& step, api::Timestamp at);
    void flushRow();
    void fail(const api::Error& error, Lost lost = {});
    /// Answers all that waits for the disk, and cancels what runs.
    void giveUp(const api::Error& error);
    void strand(const api::Error& error, std::optional<core::Fact> kept);
    void sayIdle();
    store::RunRow row() const;

    Services& m_services;
    const store::RunKey m_key;
    caf::actor m_supervisor;
    std::optional<core::Machine> m_machine;
    core::RunIdentity m_identity;
    TenantSlot* m_tenant = nullptr;  ///< set with the identity
    UsageKey m_usage;                ///< what its tasks are counted under
    int m_priority = 0;
    std::deque<Pending> m_pending;
    std::uint64_t m_steps = 0;
    std::unordered_map<core::ActivityId, InFlight> m_inFlight;
    std::deque<FactMessage> m_later;  ///< wait for what is in flight
    std::uint64_t m_received = 0;
    int m_factsSinceSnapshot = 0;
    std::optional<std::uint64_t> m_facts;  ///< that the machine has seen; in a cluster
    bool m_rowStale = false;
    bool m_saidIdle = false;
    std::optional<api::Error> m_failure;  ///< memory is not what the journal says; nothing is done any more
    bool m_yielding = false;              ///< another node gets the run: nothing more is begun
    bool m_leaving = false;               ///< the engine stops: end once everything written is durable
};

}  // namespace beamline::runtime
