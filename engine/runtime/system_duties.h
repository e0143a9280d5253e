// SPDX-License-Identifier: Apache-2.0
#pragma once
// Begins and ends what exists once in a cluster, on the node that owns core::kSystemShard. Thread-safe; one thread,
// because beginning and ending may take long.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace beamline::runtime {

class SystemDuties {
public:
    SystemDuties(std::function<void()> begin, std::function<void()> end);
    ~SystemDuties() { stop(); }
    /// They are this node's; `then` is called when they have begun, and is not when they ended before.
    void take(std::function<void()> then);
    void give();
    /// They have ended, or never begun.
    bool ended() const;
    /// Ends them and the thread. Blocks.
    void stop();

private:
    void work();

    const std::function<void()> m_begin;
    const std::function<void()> m_end;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_wanted = false;
    bool m_running = false;
    bool m_anew = false;  ///< taken again: what runs ends first
    bool m_stop = false;
    std::function<void()> m_then;
    std::thread m_thread;
};

}  // namespace beamline::runtime
