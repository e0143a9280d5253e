// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one task of a run did, gathered from the run's transitions: its own, and those of the tasks around it that say
// who came back to it. One thread.

#include "engine/runtime/replay.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxAttemptsShown = 1'000;  ///< the last ones

class TaskPast {
public:
    /// `iteration` 0: the latest.
    TaskPast(std::string ref, int iteration) : m_ref(std::move(ref)), m_iteration(iteration) {}
    void see(const PastTransition& past);

    api::TaskDetail detail;  ///< all but its state

private:
    void seeOther(const PastTransition& past, const std::string& ref);
    void take(const core::Transition& transition);
    void begin(const PastTransition& past, int number, const std::string& retriedBy);
    void end(const PastTransition& past);

    const std::string m_ref;
    const int m_iteration;
    std::string m_retriedBy;  ///< the last of the tasks around it that came back
    bool m_again = false;     ///< the run was retried, the next attempt has not begun
    bool m_between = false;   ///< it is a `try` between two attempts
    int m_next = 0;           ///< number of the one to come
};

}  // namespace beamline::runtime
