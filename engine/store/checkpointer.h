// SPDX-License-Identifier: Apache-2.0
#pragma once
// Copies the write-ahead log into the database beside the writer, on a thread and connection of its own, so that
// commits do not wait for it. start() and stop() by the owner; pages() by the writer's thread.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr int kCheckpointPages = 2'000;  ///< copied when the log has grown by this much
inline constexpr int kMaxLogPages =
    8'000;  ///< beyond it the writer itself copies the rest, so that the log starts anew

class Checkpointer {
public:
    /// `failed` is called on its thread when copying failed for another reason than readers in the way.
    Checkpointer(std::unique_ptr<Connection> connection, std::function<void(Failure)> failed);
    ~Checkpointer();

    /// The log has this many pages now. True: the writer should finish the copying now, only little is left.
    bool pages(int logPages);
    /// Passive checkpoint of `connection`: neither waits for readers nor stops a writer.
    static std::optional<Failure> copy(Connection& connection, int& logPages, int& copiedPages);

private:
    void work();

    std::unique_ptr<Connection> m_connection;
    std::function<void(Failure)> m_failed;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_logPages = 0;
    int m_copiedAt = 0;
    bool m_wanted = false;
    bool m_stop = false;
    std::atomic<bool> m_busy{false};
    std::atomic<int> m_left{0};
    std::thread m_thread;
};

}  // namespace beamline::store
