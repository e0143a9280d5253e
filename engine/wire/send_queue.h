// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bounded queue of unsent messages that every transport uses, with its overflow rule. Not synchronised: the owner
// locks.

#include <deque>
#include <string>

#include "engine/wire/transport.h"

namespace beamline::wire {

class SendQueue {
public:
    enum class Push { queued, refused, exceeded };

    explicit SendQueue(const Limits& limits) : m_limits(limits) {}
    /// `exceeded` means that the connection must be closed.
    Push push(std::string message, Overflow overflow);
    bool empty() const { return m_messages.empty(); }
    /// Hands out the next message; it counts as unsent until sent() is told its size.
    std::string take();
    /// True when onDrained is due.
    bool sent(std::size_t bytes);
    std::size_t unsentBytes() const { return m_bytes; }

private:
    static constexpr std::size_t kOverhead = 64;  ///< what a small message costs besides its bytes
    Limits m_limits;
    std::deque<std::string> m_messages;
    std::size_t m_bytes = 0;
    bool m_refused = false;
};

}  // namespace beamline::wire
