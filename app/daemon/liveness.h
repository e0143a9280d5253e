// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether an engine still answers: one cheap question at a time. Any thread.

#include <atomic>
#include <chrono>
#include <memory>

#include "engine/api/engine.h"

namespace beamline::daemon {

class Liveness {
public:
    /// Asks unless a question is under way. True while the last answer, whatever it said, is at most `most` old.
    bool look(api::Engine& engine, std::chrono::milliseconds most);

private:
    using Clock = std::chrono::steady_clock;
    struct State {
        std::atomic<bool> asked{false};
        std::atomic<Clock::rep> answered{Clock::now().time_since_epoch().count()};
    };
    const std::shared_ptr<State> m_state = std::make_shared<State>();  ///< outlived by an answer that comes late
};

}  // namespace beamline::daemon
