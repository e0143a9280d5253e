// SPDX-License-Identifier: Apache-2.0
#pragma once
// Removes ended runs that the owner of the engine does not want to keep: at start, and from then on every ten minutes.
// Thread-safe; a thread of its own, and only when there is a limit.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/runtime/services.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::chrono::minutes kRetentionEvery{10};

class RetentionKeeper {
public:
    /// `every`: for tests.
    RetentionKeeper(store::Journal& journal, Problems& problems, store::Retention retention,
                    std::chrono::milliseconds every = kRetentionEvery);
    ~RetentionKeeper();
    void start();
    void stop();

private:
    void work();

    store::Journal& m_journal;
    Problems& m_problems;
    const store::Retention m_retention;
    const std::chrono::milliseconds m_every;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
