// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of messages. Any thread.

#include <functional>
#include <mutex>

#include "engine/api/engine.h"

namespace beamline::test {

class FixtureMessages {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    Answer answer(const api::SendMessage& op);
    Answer answer(const api::RetryMessage& op);
    Answer answer(const api::ListMessages& op);
    Answer answer(const api::GetMessage& op);

private:
    mutable std::mutex m_mutex;
};

}  // namespace beamline::test
