// SPDX-License-Identifier: Apache-2.0
#pragma once
// `run: shell`: a command for /bin/sh of this machine, in a sandbox (dsl-reference, "Shell Process"). Any thread.

#include "engine/blocks/process.h"

namespace beamline::blocks {

class ShellBlock : public Block {
public:
    explicit ShellBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;
    std::string note() const override { return m_runner.note(); }

private:
    BlockSettings m_settings;
    ProcessRunner m_runner;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
