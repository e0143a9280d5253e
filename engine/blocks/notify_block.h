// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: notify`: tells whoever watches the engine. Any thread.

#include "engine/blocks/block.h"

namespace beamline::blocks {

/// A notice is seen by the consoles and watchers that are connected in that moment; it is not kept for others. What
/// must not be missed is an approval.
class NotifyBlock : public Block {
public:
    explicit NotifyBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    BlockSettings m_settings;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
