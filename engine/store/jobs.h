// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is given to the writer, and how it is answered. Plain values.

#include "engine/store/acceptor.h"

namespace beamline::store {

struct Deployment {
    StoredWorkflow workflow;
    std::function<void(api::Result<bool>)> done;
};
struct Pruning {
    api::Timestamp endedBefore = 0;
    int limit = 0;
    std::function<void(api::Result<std::int64_t>)> done;
};
/// Something smaller that is written with whatever else is.
struct Note {
    std::function<Answer(Projector&)> apply;
    std::function<void(api::Result<std::int64_t>)> done;
};
struct Barrier {
    std::function<void()> done;
    bool heads = false;  ///< and the heads of all runs are written
};
/// Something done between two transactions.
struct Pause {
    std::function<void(bool good)> work;
};
using Job = std::variant<Change, Deployment, Pruning, Note, Barrier, Pause, Ordered>;

/// Calls its `done`.
void answer(Job& job, const Answer& answer);

}  // namespace beamline::store
