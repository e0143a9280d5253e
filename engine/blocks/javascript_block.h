// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: javascript`: a script of the definition, run in a process of its own kind (engine/blocks/script_pool.h). Any
// thread.

#include "engine/blocks/script_pool.h"

namespace beamline::blocks {

class JavascriptBlock : public Block {
public:
    JavascriptBlock(const BlockSettings& settings, std::shared_ptr<ScriptPool> pool);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    BlockSettings m_settings;
    std::shared_ptr<ScriptPool> m_pool;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
