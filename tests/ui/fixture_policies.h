// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of policies, decisions and providers. Any thread.

#include <functional>
#include <mutex>

#include "engine/api/engine.h"

namespace beamline::test {

class FixturePolicies {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    Answer answer(const api::PutPolicy& op);
    Answer answer(const api::DeletePolicy& op);
    Answer answer(const api::ValidatePolicy& op);
    Answer answer(const api::ListPolicies& op);
    Answer answer(const api::GetPolicy& op);
    Answer answer(const api::DecideRoute& op);
    Answer answer(const api::ReportOutcome& op);
    Answer answer(const api::SimulatePolicy& op);
    Answer answer(const api::ListDecisions& op);
    Answer answer(const api::GetDecision& op);
    Answer answer(const api::ListProviders& op);

private:
    mutable std::mutex m_mutex;
};

}  // namespace beamline::test
