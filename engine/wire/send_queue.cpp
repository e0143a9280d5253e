// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/send_queue.h"

namespace beamline::wire {

SendQueue::Push SendQueue::push(std::string message, Overflow overflow) {
    const auto bytes = m_bytes + message.size() + kOverhead;
    // A single event may be larger than the limit of all; it is let through when nothing is before it.
    if (overflow == Overflow::refuse && m_bytes > 0 && (m_refused || bytes > m_limits.events)) {
        m_refused = true;
        return Push::refused;
    }
    if (m_bytes > 0 && bytes > m_limits.queued) {
        return Push::exceeded;
    }
    m_bytes = bytes;
    m_messages.push_back(std::move(message));
    return Push::queued;
}

std::string SendQueue::take() {
    auto message = std::move(m_messages.front());
    m_messages.pop_front();
    return message;
}

bool SendQueue::sent(std::size_t bytes) {
    m_bytes -= bytes + kOverhead;
    if (!m_refused || m_bytes > m_limits.events / 2) {
        return false;
    }
    m_refused = false;
    return true;
}

}  // namespace beamline::wire
