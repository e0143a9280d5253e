// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: http` (dsl-reference, "HTTP Call"): one request and its redirects. Any thread.

#include "engine/blocks/http_client.h"

namespace beamline::blocks {

inline constexpr int kMaxRedirects = 10;

/// `{name}` in a literal URI is expanded where the definition is, from the task's input; a brace that arrives here is
/// data and refused.
class HttpBlock : public Block {
public:
    explicit HttpBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;

    BlockSettings m_settings;
    api::FunctionInfo m_info;
    mutable HttpClient m_client;
};

}  // namespace beamline::blocks
