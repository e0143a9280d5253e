// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of messages. Any thread.

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::test {

class FixtureMessages {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    /// As if somebody had sent it.
    void put(api::MessageInfo message);
    /// What becomes of what is sent, in place of: published is sent, or answered when somebody waits; routed is
    /// answered.
    void setResponder(std::function<void(api::MessageInfo&)> responder);
    std::vector<api::MessageInfo> all() const;  ///< oldest first

    Answer answer(const api::SendMessage& op);
    Answer answer(const api::RetryMessage& op);
    Answer answer(const api::ListMessages& op);
    Answer answer(const api::GetMessage& op);

private:
    Answer send(const api::SendMessage& op, const std::string& retryOf);

    mutable std::mutex m_mutex;
    std::vector<api::MessageInfo> m_messages;
    std::function<void(api::MessageInfo&)> m_responder;
    int m_number = 0;
};

}  // namespace beamline::test
