// SPDX-License-Identifier: Apache-2.0
#pragma once
// Carries messages of the journal out of the engine: in order, at least once, with a position of its own that survives
// restarts. Thread-safe; one thread that sleeps until there is something.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr int kMaxLaneRead = 64;  ///< messages at once
inline constexpr auto kLaneToldEvery = std::chrono::milliseconds(500);
inline constexpr auto kLaneAgainAfter = std::chrono::milliseconds(250);  ///< when the receiver does not take it …
inline constexpr auto kLaneAgainAtMost = std::chrono::seconds(5);        ///< … doubled up to this

/// While the receiver is away, messages wait in the journal, store::kMaxHeldMessages at most; then the oldest are lost
/// and health says how many.
class Lane {
public:
    struct Receiver {
        std::function<bool(const store::Message&)> wants;
        /// Takes the first so many of them; those after it are given again later. Blocks, until `cancel` at the latest.
        std::function<std::size_t(const std::vector<store::Message>&, const blocks::CancelToken& cancel)> take;
    };
    Lane(Services& services, std::string name, Receiver receiver);
    ~Lane();
    /// Begins behind what has been taken; a lane that was never there begins with what comes from now on. `from`: what
    /// the receiver knows to have taken, when that is more.
    /// After stop() it may be called again.
    void start(std::int64_t from = 0);
    /// Waits until everything is taken, the receiver is away, or this moment.
    void drain(std::chrono::steady_clock::time_point until);
    void stop();
    /// There is something new in the journal.
    void wake();
    /// Forgets a lane of an earlier start.
    static void close(store::Journal& journal, const std::string& name);

private:
    using Clock = std::chrono::steady_clock;
    void work();
    bool find();
    void carry();
    bool offer(std::vector<store::Message> messages);
    void tell(bool now);

    Services& m_services;
    const std::string m_name;
    const Receiver m_receiver;
    blocks::CancelToken m_cancel;
    std::int64_t m_from = 0;
    bool m_known = false;  ///< where it stands could be read. Of the thread, like those below
    std::int64_t m_taken = 0;
    std::int64_t m_told = 0;
    std::int64_t m_lost = 0;
    Clock::time_point m_toldAt;
    Clock::duration m_pause = kLaneAgainAfter;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_news = true;
    bool m_again = false;  ///< the receiver could not take all
    bool m_busy = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
