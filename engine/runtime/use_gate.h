// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether something that goes away may still be used: closing waits for who is inside. Who is inside may enter again.
// Thread-safe.

#include <condition_variable>
#include <mutex>

namespace beamline::runtime {

class UseGate {
public:
    /// False: it is closed, and nothing was done.
    template <class Work>
    bool enter(const Work& work) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed) {
                return false;
            }
            ++m_inside;
        }
        const struct Leaving {
            UseGate& gate;
            ~Leaving() {
                const std::lock_guard lock(gate.m_mutex);
                --gate.m_inside;
                gate.m_left.notify_all();
            }
        } leave{*this};
        work();
        return true;
    }
    void close() {
        std::unique_lock lock(m_mutex);
        m_closed = true;
        m_left.wait(lock, [this] { return m_inside == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_left;
    int m_inside = 0;
    bool m_closed = false;
};

}  // namespace beamline::runtime
