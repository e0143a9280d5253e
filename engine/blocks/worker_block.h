// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: worker`: a task for a pool of workers. The engine gives it to its WorkQueue and no thread waits; run() is only
// reached without one. Any thread.

#include "engine/blocks/work_queue.h"

namespace beamline::blocks {

inline constexpr const char* kWorkerFunction = "worker";
inline constexpr std::size_t kMaxPayloadBytes = 512 * 1024;  ///< as JSON; a message of NATS has at most 1 MiB

class WorkerBlock : public Block {
public:
    WorkerBlock();
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::FunctionInfo m_info;
};

/// What the arguments of a call ask for; without id, priority and origin. An error says what is too large.
std::variant<Assignment, api::WorkflowError> assignmentOf(const api::Json& arguments, api::Timestamp now);
/// Letters, digits, - and _.
bool isPoolName(std::string_view name);

}  // namespace beamline::blocks
