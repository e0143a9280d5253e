// SPDX-License-Identifier: Apache-2.0
#pragma once
// What tasks say to people while they run, told to the other nodes of a cluster: lines of processes and notices.
// Nothing of it is kept, and some may be lost. Any thread.

#include <functional>
#include <set>
#include <string>

#include "engine/api/engine.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxWatchedRuns = 64;  ///< of a node; beyond it the output of all runs is wanted

class Broadcast {
public:
    virtual ~Broadcast() = default;
    /// `heard` gets what other nodes tell, one at a time, on a thread of this object; it must only queue. Empty:
    /// nothing comes any more when this returns.
    virtual void listen(std::function<void(api::Event)> heard) = 0;
    /// The output of these runs is wanted here from now on, and no other; an empty id is all runs. Only notes it, and
    /// calls nobody.
    virtual void watch(std::set<std::string> runs) = 0;
    /// Whether another node wants the output of the run. Asked for each line.
    virtual bool wanted(const std::string& run) const = 0;
    /// Tells a line (api::kOutputEvent) to the nodes that want it, a notice (api::kNotifyEvent) to all others. Never
    /// waits; what is too much is dropped.
    virtual void tell(const api::Event& event) = 0;
};

}  // namespace beamline::blocks
