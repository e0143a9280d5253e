// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages between the actors of one engine. They never leave the process.

#include <caf/all.hpp>
#include <functional>
#include <optional>

#include "engine/core/machine/machine.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// What a command on a run answers once it is durable.
struct Outcome {
    api::RunSummary run;
    std::optional<api::Approval> approval;
};
using OutcomeHandler = std::function<void(api::Result<Outcome>)>;

/// Creates the run in the actor that gets it.
struct StartMessage {
    store::RunKey key = 0;
    core::DefinitionPtr definition;
    core::RunIdentity identity;
    store::NewRun create;
    core::Data input;
    core::Data secrets;  ///< at first the words of the run before, when it is a rerun
    core::Data dryRun;
    core::Data rerun;
    OutcomeHandler reply;
};
/// A fact from outside: a command or a timer. Loads the run when it is not resident.
struct FactMessage {
    store::RunKey key = 0;
    core::Fact fact;
    OutcomeHandler reply;  ///< may be empty
};
/// Brings a run back that was running when the engine ended, or could not go on.
struct ResumeMessage {
    store::RunKey key = 0;
    std::optional<core::Fact> fact;  ///< of Lost
};
struct TimersDue {
    std::vector<store::DueTimer> timers;
};

// run actor only
struct Committed {
    bool ok = false;
    api::Error error;
};
struct ActivityDone {
    core::ActivityId activity = 0;
    std::shared_ptr<blocks::BlockResult> result;
    core::Data exchanges;  ///< null: none
};
struct RoomInPool {
    core::ActivityId activity = 0;
};
struct FlushRow {};
struct Leave {};    ///< the supervisor has forgotten the actor; nothing more will come
struct Abandon {};  ///< the engine stops: cancel what runs and end at once
struct Yield {};    ///< another node gets the run: begin nothing, let what runs come to its end
struct Forget {};   ///< another node has the run: cancel what runs, answer that it has moved, end

// supervisor only
struct Idle {
    store::RunKey key = 0;
    std::uint64_t received = 0;  ///< messages the actor has had from the supervisor
};
struct Lost {  ///< a commit or the loading failed: memory is not what the journal says, the actor waits for Leave
    store::RunKey key = 0;
    bool again = false;              ///< worth trying again once the journal accepts
    int stranded = 0;                ///< so often the run could not go on: not at once, then
    std::optional<core::Fact> fact;  ///< what came of an activity and could not be applied yet
};
struct Tick {};
struct Recover {};
/// Of the keeper of shards, in the order of what happened.
struct ShardBegins {
    int shard = 0;
};
struct ShardYields {
    int shard = 0;
};
/// Another has added to a run of a shard that is acted for: what is known of it is old.
struct RunChanged {
    store::RunKey key = 0;
};
struct ShardStops {
    int shard = 0;
};

}  // namespace beamline::runtime

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::StartMessage)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::FactMessage)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::ResumeMessage)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::TimersDue)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Committed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::ActivityDone)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::RoomInPool)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::FlushRow)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Abandon)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Yield)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Forget)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::ShardBegins)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::ShardYields)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::RunChanged)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::ShardStops)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Idle)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Lost)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(beamline::runtime::Recover)
