// SPDX-License-Identifier: Apache-2.0
#pragma once
// The function `graphql`: one operation over HTTP (GraphQL over HTTP, POST with JSON). Any thread.

#include "engine/blocks/http_agent.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxGraphqlErrors = 5;  ///< that an error tells of

class GraphqlBlock : public Block {
public:
    explicit GraphqlBlock(HttpAgentPtr agent);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;

    HttpAgentPtr m_agent;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
