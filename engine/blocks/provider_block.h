// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: provider`: work for whichever provider a policy chooses, with its pipeline, retries and fallbacks. Any thread.

#include "engine/blocks/block.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxProviderPayloadBytes = 1024 * 1024;  ///< as JSON

class ProviderBlock : public Block {
public:
    explicit ProviderBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    const BlockSettings m_settings;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
