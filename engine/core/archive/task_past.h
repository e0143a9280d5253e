// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one task of a run did, gathered from the run's history: its own entries, and those of the tasks around it that
// say who came back to it. One thread.

#include "engine/core/archive/past.h"

namespace beamline::core {

inline constexpr std::size_t kMaxAttemptsShown = 1'000;  ///< the last ones

class TaskPast {
public:
    /// `iteration` 0: the latest.
    TaskPast(std::string ref, int iteration) : m_ref(std::move(ref)), m_iteration(iteration) {}
    /// `data` is that of the entry, null for none.
    void see(const api::HistoryEntry& entry, const Json* data);

    api::TaskDetail detail;  ///< all but its state

private:
    void seeOther(const api::HistoryEntry& entry, const Json* data);
    void take(const api::HistoryEntry& entry, const Json* data);
    void begin(const api::HistoryEntry& entry, int number, const std::string& retriedBy);
    void end(const api::HistoryEntry& entry, const Json* data);

    const std::string m_ref;
    const int m_iteration;
    std::string m_retriedBy;  ///< the last of the tasks around it that came back
    bool m_again = false;     ///< the run was retried, the next attempt has not begun
    bool m_between = false;   ///< it is a `try` between two attempts
    int m_next = 0;           ///< number of the one to come
};

}  // namespace beamline::core
