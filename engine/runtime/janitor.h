// SPDX-License-Identifier: Apache-2.0
#pragma once
// Removes ended runs beyond the retention, at the start and then every ten minutes; without a retention it does
// nothing. One thread of its own.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr int kPruneEveryMs = 600'000;
inline constexpr std::int64_t kPruneAtOnce = 500;  ///< runs between two looks at whether the engine stops

class Janitor {
public:
    /// `may` is asked each time: in a cluster one node does it for all.
    Janitor(store::Journal& journal, store::Retention retention, Problems& problems, std::function<bool()> may);
    ~Janitor();
    void stop();

private:
    void work();
    bool prune();

    store::Journal& m_journal;
    const store::Retention m_retention;
    Problems& m_problems;
    const std::function<bool()> m_may;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
