// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a subscription got and nobody has looked at yet. Thread-safe.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "engine/blocks/message_broker.h"

namespace beamline::blocks {

/// Holds kMaxPendingMessages and kMaxPendingBytes at most; what comes then is lost.
class MessageInbox {
public:
    void put(BrokerMessage message);
    /// Nothing when none comes within `wait`.
    std::optional<BrokerMessage> take(std::chrono::milliseconds wait);
    bool lost() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<BrokerMessage> m_messages;
    std::size_t m_bytes = 0;
    bool m_lost = false;
};

/// What it takes in memory, about.
std::size_t bytesOf(const BrokerMessage& message);

}  // namespace beamline::blocks
