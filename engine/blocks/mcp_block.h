// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: mcp` (dsl-reference, "MCP Call"; Model Context Protocol 2025-06-18): one session for one request. Any thread.

#include "engine/blocks/mcp_transport.h"

namespace beamline::blocks {

class McpBlock : public Block {
public:
    explicit McpBlock(HttpAgentPtr agent);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;
    std::string note() const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;
    api::Result<api::Unit> initialize(McpTransport& transport, const boost::json::object& arguments,
                                      const Stop& stop) const;

    HttpAgentPtr m_agent;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
