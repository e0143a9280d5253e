// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: log`: a line in the engine's structured log. Any thread.

#include "engine/blocks/block.h"

namespace beamline::blocks {

class LogBlock : public Block {
public:
    explicit LogBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    BlockSettings m_settings;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
