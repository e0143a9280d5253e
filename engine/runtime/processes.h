// SPDX-License-Identifier: Apache-2.0
#pragma once
// Processes that nobody waits for (`run` with `await: false`): the journal keeps each as a message from the commit of
// the step that starts it until it has ended, so that one which a crash or the engine's end came before, or cut off, is
// started again with the same key. Thread-safe but for look().

#include <map>
#include <mutex>

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
    /// The shard is this node's from here on: what it has is looked for anew, by look().
    void begin();
    /// Ends what runs of a shard; whoever owns it next starts it again.
    void forget(int shard);
    /// Ends what runs. It is started again when the engine is.
    void stop();

private:
    enum class Given { yes, never, later };
    struct InMotion {
        blocks::CancelToken cancel;
        int shard = 0;
    };
    Given give(const store::Message& message);
    bool giveAll();
    void ended(std::int64_t position, int shard);
    void tellJournal(std::int64_t position, int shard);
    bool tellAgain();
    bool full();
    bool known(std::int64_t position);

    Services& m_services;
    std::int64_t m_read = 0;  ///< the messenger's thread only
    std::mutex m_mutex;
    bool m_anew = false;  ///< look() begins at the start
    std::map<std::int64_t, InMotion> m_inMotion;
    std::map<std::int64_t, int> m_telling;  ///< ended, on the way to the journal; and the shard, here and below
    std::map<std::int64_t, int> m_untold;   ///< ended, and the journal did not take it; it would begin them once more
    bool m_behind = false;                  ///< something was left in the journal
};

}  // namespace beamline::runtime
