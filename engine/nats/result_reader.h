// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what workers say (results and acknowledgements) from its stream, in order and without gaps, from a while ago
// on. One thread calls look(); the handler is called on a thread of the library.

#include <atomic>
#include <chrono>
#include <mutex>

#include "engine/nats/request.h"

namespace beamline::nats {

inline constexpr std::uint64_t kReadBack = 20'000;  ///< messages of before, at the first opening

class ResultReader {
public:
    using Handler = std::function<void(natsMsg*)>;
    ResultReader(std::shared_ptr<SharedConnection> connection, Handler handler)
        : m_connection(std::move(connection)), m_handler(std::move(handler)) {}
    /// Opens it, and anew when nothing was heard for a while or something is missing. Blocks; every second or two.
    api::Result<api::Unit> look();
    /// What was there when it was opened first has been read.
    bool caughtUp() const { return m_caughtUp; }
    void close() { m_listening.reset(); }

private:
    using Clock = std::chrono::steady_clock;
    void heard(natsMsg* message);
    api::Result<api::Unit> open();

    const std::shared_ptr<SharedConnection> m_connection;
    const Handler m_handler;
    std::mutex m_mutex;
    std::uint64_t m_read = 0;       ///< place of the last one
    std::uint64_t m_delivered = 0;  ///< number of the consumer's last delivery
    std::uint64_t m_target = 0;     ///< newest place at the first opening
    bool m_begun = false;
    bool m_broken = true;
    Clock::time_point m_heardAt;
    std::atomic<bool> m_caughtUp{false};
    std::unique_ptr<Listening> m_listening;
};

}  // namespace beamline::nats
