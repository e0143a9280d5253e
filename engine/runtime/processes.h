// SPDX-License-Identifier: Apache-2.0
#pragma once
// Processes that nobody waits for (`run` with `await: false`): the journal keeps each as a message from the commit of
// the step that starts it until it has ended, so that one which a crash or the engine's end came before, or cut off, is
// started again with the same key. Thread-safe but for look().

#include <map>
#include <mutex>
#include <set>

#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr int kMaxProcessesInMotion = 1'000;  ///< in pools or queued there; more wait in the journal

/// The message of the step that starts one; `secrets` and `priority` are the run's.
store::Message processMessage(const core::StartActivity& start, const core::Definition& definition,
                              const std::string& run, const core::Data& secrets, int priority);

class Processes {
public:
    explicit Processes(Services& services) : m_services(services) {}
    /// Gives to their pools what the journal has and is not in motion. False: once more in a while. The messenger's
    /// thread only.
    bool look();
    /// Ends what runs. It is started again when the engine is.
    void stop();

private:
    enum class Given { yes, never, later };
    Given give(const store::Message& message);
    bool giveAll();
    void ended(std::int64_t position);
    void tellJournal(std::int64_t position);
    bool tellAgain();
    bool full();

    Services& m_services;
    std::int64_t m_read = 0;  ///< the messenger's thread only
    std::mutex m_mutex;
    std::map<std::int64_t, blocks::CancelToken> m_inMotion;
    std::set<std::int64_t> m_untold;  ///< ended, and the journal did not take it; it would begin them once more
    bool m_behind = false;            ///< something was left in the journal
};

}  // namespace beamline::runtime
