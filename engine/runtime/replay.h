// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run's past, told by folding its journaled facts through the machine again. Blocking, any thread.

#include <functional>

#include "engine/core/machine/machine.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// One transition of the past; references are valid during the call only.
struct PastTransition {
    api::Seq seq;
    int index;
    const core::Definition& definition;
    const core::Fact& fact;
    const core::Transition& transition;
};
using TransitionVisitor = std::function<void(const PastTransition&)>;

/// The machine at the end of the run's journal (with an empty visitor a snapshot shortens the way; with one, all facts
/// are told).
struct Replayed {
    core::Machine machine;
    store::StoredRun stored;
};
api::Result<Replayed> replay(Services& services, const std::string& run, const TransitionVisitor& visitor);

}  // namespace beamline::runtime
