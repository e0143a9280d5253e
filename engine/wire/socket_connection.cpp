// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/socket_connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace beamline::wire {

namespace {
api::Error lost(const std::string& reason) {
    return api::Error{api::code::kUnavailable, "The connection was lost: " + reason + ".", {}, true};
}
}  // namespace

SocketConnection::SocketConnection(int descriptor, Limits limits, std::weak_ptr<IoLoop> loop)
    : m_descriptor(descriptor), m_limits(limits), m_loop(std::move(loop)), m_reader(limits.message), m_queue(limits) {}

SocketConnection::~SocketConnection() {
    ::close(m_descriptor);
}

void SocketConnection::start(ConnectionHandlers handlers) {
    m_handlers = std::move(handlers);
    if (auto loop = m_loop.lock()) {
        loop->add(shared_from_this());
    } else {
        removed();
    }
}

bool SocketConnection::send(std::string message, Overflow overflow) {
    bool queued = false;
    {
        std::lock_guard lock(m_mutex);
        if (m_closing || m_finishing || m_closed || message.empty() || message.size() > m_limits.message) {
            return false;
        }
        const auto pushed = m_queue.push(std::move(message), overflow);
        if (pushed == SendQueue::Push::refused) {
            return false;
        }
        queued = pushed == SendQueue::Push::queued;
        if (!queued) {
            m_closing = lost("the other side does not read what it is sent");
        }
    }
    wake();
    return queued;
}

void SocketConnection::close() {
    fail(lost("it was closed on this side"));
    wake();
}

void SocketConnection::finish() {
    {
        std::lock_guard lock(m_mutex);
        m_finishing = true;
    }
    wake();
}

void SocketConnection::wake() {
    if (auto loop = m_loop.lock()) {
        loop->wake();
    }
}

void SocketConnection::fail(api::Error why) {
    std::lock_guard lock(m_mutex);
    if (!m_closing) {
        m_closing = std::move(why);
    }
}

int SocketConnection::interest() {
    std::lock_guard lock(m_mutex);
    const bool isSent = m_queue.empty() && m_batch.empty();
    if (m_finishing && isSent && !m_closing) {
        m_closing = lost("it was closed on this side");
    }
    if (m_closing) {
        return -1;
    }
    return isSent ? POLLIN : POLLIN | POLLOUT;
}

bool SocketConnection::ready(int events) {
    const bool writable = (events & POLLOUT) == 0 || write();
    // A peer that takes nothing any more may have answered before it went.
    const bool readable = (writable && (events & (POLLIN | POLLHUP | POLLERR)) == 0) || read();
    return writable && readable;
}

bool SocketConnection::read() {
    std::array<char, 64 * 1024> buffer;
    for (std::size_t total = 0; total < kMaxReadBytes;) {
        const auto bytes = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (bytes < 0 && (errno == EAGAIN || errno == EINTR)) {
            return true;
        }
        if (bytes <= 0) {
            fail(lost(bytes == 0 ? "the other side closed it" : std::strerror(errno)));
            return false;
        }
        total += static_cast<std::size_t>(bytes);
        const auto fed = m_reader.feed({buffer.data(), static_cast<std::size_t>(bytes)}, m_handlers.onMessage);
        if (!fed.ok()) {
            fail(fed.error());
            return false;
        }
    }
    return true;
}

bool SocketConnection::write() {
    {
        std::lock_guard lock(m_mutex);
        while (m_batch.size() < kMaxBatch && !m_queue.empty()) {
            m_batch.push_back(m_queue.take());
        }
    }
    std::array<FrameHeader, kMaxBatch> headers;
    std::vector<iovec> parts;
    auto skip = m_batchOffset;
    const auto add = [&](char* data, std::size_t size) {
        const auto skipped = std::min(skip, size);
        skip -= skipped;
        if (skipped < size) {
            parts.push_back({data + skipped, size - skipped});
        }
    };
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        headers[i] = frameHeader(m_batch[i].size());
        add(headers[i].data(), headers[i].size());
        add(m_batch[i].data(), m_batch[i].size());
    }
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    const auto bytes = ::sendmsg(m_descriptor, &header, MSG_NOSIGNAL);
    if (bytes < 0) {
        if (errno == EAGAIN || errno == EINTR) {
            return true;
        }
        fail(lost(std::strerror(errno)));
        return false;
    }
    m_batchOffset += static_cast<std::size_t>(bytes);
    bool drained = false;
    while (!m_batch.empty() && m_batchOffset >= m_batch.front().size() + headers[0].size()) {
        const auto size = m_batch.front().size();
        m_batchOffset -= size + headers[0].size();
        m_batch.pop_front();
        std::lock_guard lock(m_mutex);
        drained = m_queue.sent(size) || drained;
    }
    if (drained && m_handlers.onDrained) {
        m_handlers.onDrained();
    }
    return true;
}

void SocketConnection::removed() {
    api::Error why = lost("the transport stopped");
    {
        std::lock_guard lock(m_mutex);
        if (m_closed) {
            return;
        }
        m_closed = true;
        why = m_closing.value_or(why);
    }
    ::shutdown(m_descriptor, SHUT_RDWR);  // the peer learns it now, not when the last reference goes
    if (m_handlers.onClosed) {
        m_handlers.onClosed(why);
    }
    m_handlers = {};
}

}  // namespace beamline::wire
