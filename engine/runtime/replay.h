// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run's past, told by folding its journaled facts through the machine again. Blocking, any thread.

#include <functional>

#include "engine/core/machine/machine.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// One fact of the past and what came of it; references are valid during the call only.
struct PastStep {
    api::Seq seq;
    const core::Definition& definition;
    const core::Fact& fact;
    const core::Step& step;
};
/// Answers whether to go on.
using StepVisitor = std::function<bool(const PastStep&)>;

/// The machine at the end of the run's journal, or where the visitor had enough. Only without one may a snapshot
/// shorten the way.
struct Replayed {
    core::Machine machine;
    store::StoredRun stored;
};
api::Result<Replayed> replay(Services& services, const std::string& run, const StepVisitor& visitor);

}  // namespace beamline::runtime
