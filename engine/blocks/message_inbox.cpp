// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/message_inbox.h"

namespace beamline::blocks {

std::size_t bytesOf(const BrokerMessage& message) {
    auto bytes = sizeof(message) + message.subject.size() + message.payload.size() + message.reply.size();
    for (const auto& header : message.headers) {
        bytes += sizeof(header) + header.first.size() + header.second.size();
    }
    return bytes;
}

void MessageInbox::put(BrokerMessage message) {
    const auto bytes = bytesOf(message);
    const std::lock_guard lock(m_mutex);
    if (m_messages.size() < static_cast<std::size_t>(kMaxPendingMessages) &&
        m_bytes + bytes <= static_cast<std::size_t>(kMaxPendingBytes)) {
        m_bytes += bytes;
        m_messages.push_back(std::move(message));
    } else {
        m_lost = true;
    }
    m_changed.notify_one();
}

std::optional<BrokerMessage> MessageInbox::take(std::chrono::milliseconds wait) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, wait, [this] { return !m_messages.empty(); });
    if (m_messages.empty()) {
        return std::nullopt;
    }
    auto message = std::move(m_messages.front());
    m_messages.pop_front();
    m_bytes -= bytesOf(message);
    return message;
}

bool MessageInbox::lost() const {
    const std::lock_guard lock(m_mutex);
    return m_lost;
}

}  // namespace beamline::blocks
