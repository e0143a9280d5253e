// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: a2a` (dsl-reference, "A2A Call"; Agent2Agent protocol 0.3, JSON-RPC transport): one method of an agent. Any
// thread.

#include "engine/blocks/json_rpc.h"
#include "engine/blocks/resource.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxAgentResults = 10'000;  ///< of one stream

/// The agent's address: of its card, else `server`. The authentication of the card's endpoint is used for the agent too
/// when both are of one origin; for others `server` with its own says more.
class A2aBlock : public Block {
public:
    A2aBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;
    api::Result<api::Json> endpoint(const boost::json::object& arguments, const Stop& stop) const;
    api::Result<api::Json> stream(HttpCall call, const Stop& stop) const;

    HttpAgentPtr m_agent;
    std::shared_ptr<ResourceReader> m_resources;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
