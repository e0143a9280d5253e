// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: http` (dsl-reference, "HTTP Call"): one request and its redirects. Any thread.

#include "engine/blocks/http_agent.h"

namespace beamline::blocks {

/// `{name}` in a literal URI is expanded where the definition is, from the task's input; a brace that arrives here is
/// data and refused.
class HttpBlock : public Block {
public:
    explicit HttpBlock(HttpAgentPtr agent);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;
    api::Result<api::Json> save(HttpCall call, const std::string& path, const std::string& form,
                                const Stop& stop) const;

    HttpAgentPtr m_agent;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
