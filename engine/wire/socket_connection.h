// SPDX-License-Identifier: Apache-2.0
#pragma once
// A connection over a connected stream socket, served by an IoLoop. Any thread may send; the rest is the loop's.

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>

#include "engine/wire/frame.h"
#include "engine/wire/io_loop.h"
#include "engine/wire/send_queue.h"
#include "engine/wire/transport.h"

namespace beamline::wire {

class SocketConnection final : public Connection,
                               public IoHandler,
                               public std::enable_shared_from_this<SocketConnection> {
public:
    /// Takes over `descriptor`, which must be non-blocking.
    SocketConnection(int descriptor, Limits limits, std::weak_ptr<IoLoop> loop);
    ~SocketConnection() override;

    void start(ConnectionHandlers handlers) override;
    bool send(std::string message, Overflow overflow) override;
    void close() override;
    void finish() override;
    const Limits& limits() const override { return m_limits; }

    int descriptor() const override { return m_descriptor; }
    int interest() override;
    bool ready(int events) override;
    void removed() override;

private:
    static constexpr std::size_t kMaxBatch = 32;              ///< messages handed to one system call
    static constexpr std::size_t kMaxReadBytes = 256 * 1024;  ///< per turn, so that no connection starves another

    bool read();
    bool write();
    void fail(api::Error why);
    void wake();

    const int m_descriptor;
    const Limits m_limits;
    const std::weak_ptr<IoLoop> m_loop;
    FrameReader m_reader;             // from here to m_handlers: the loop's thread only
    std::deque<std::string> m_batch;  // taken from the queue, being written
    std::size_t m_batchOffset = 0;    // bytes of the first frame that are written
    ConnectionHandlers m_handlers;
    std::mutex m_mutex;
    SendQueue m_queue;  // from here on: under the mutex
    std::optional<api::Error> m_closing;
    bool m_finishing = false;
    bool m_closed = false;
};

}  // namespace beamline::wire
