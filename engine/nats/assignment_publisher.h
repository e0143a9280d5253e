// SPDX-License-Identifier: Apache-2.0
#pragma once
// Publishes assignments on a thread of its own and tries again what did not reach the server: who hands work out does
// not wait. Any thread.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/nats/router_work.h"
#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr int kAssignmentAttempts = 3;
inline constexpr std::size_t kMaxWaitingAssignments = 1'000;           ///< further ones are refused
inline constexpr std::size_t kMaxWaitingAssignmentBytes = 64 << 20;    ///< likewise
inline constexpr std::size_t kMaxAssignmentsAtOnce = 64;               ///< that share one look whether they arrived
inline constexpr std::chrono::milliseconds kAssignmentArrives{2'000};  ///< in this time, or it is sent again

class AssignmentPublisher {
public:
    /// Sends all of them; true for each that the server has. May block for a while.
    using Send = std::function<std::vector<bool>(const std::vector<OutgoingAssignment>&)>;
    explicit AssignmentPublisher(Send send);
    ~AssignmentPublisher();
    AssignmentPublisher(const AssignmentPublisher&) = delete;
    AssignmentPublisher& operator=(const AssignmentPublisher&) = delete;

    /// kOverloaded: too many wait, or it has stopped.
    api::Result<api::Unit> add(OutgoingAssignment assignment);
    /// Takes nothing more and lets what waits go for at most `limit`. Once; also done by the destructor, without
    /// waiting.
    void stop(std::chrono::milliseconds limit);

    std::int64_t published() const { return m_published; }
    std::int64_t failed() const { return m_failed; }  ///< at every attempt
    std::size_t waiting() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        OutgoingAssignment assignment;
        int attempts = 0;
    };
    void run();
    std::vector<Waiting> due(std::unique_lock<std::mutex>& lock);
    void settle(Waiting waiting, bool arrived);

    const Send m_send;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::multimap<Clock::time_point, Waiting> m_waiting;  ///< by when it is tried next
    std::size_t m_count = 0;                              ///< with those under way
    std::size_t m_bytes = 0;
    bool m_closed = false;  ///< nothing more is taken
    bool m_ended = false;
    std::atomic<std::int64_t> m_published{0};
    std::atomic<std::int64_t> m_failed{0};
    std::thread m_thread;
};

/// What sends over a connection. A stream that takes the subject knows a repetition by Nats-Msg-Id.
AssignmentPublisher::Send sendingOver(std::shared_ptr<SharedConnection> connection);

}  // namespace beamline::nats
