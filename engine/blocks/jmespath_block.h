// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: jmespath`: a JMESPath expression that is data of the run, applied to other data. Any thread.

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/blocks/block.h"
#include "engine/core/expression/jmespath_program.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxCachedExpressions = 256;  ///< compiled ones; the least recently used goes first

/// A mistake in the expression is `validation`, status 400; one that fails on the data is `expression`, status 400.
/// The sentence begins with the kind of the specification ("syntax", "invalid-type", …).
class JmespathBlock : public Block {
public:
    explicit JmespathBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;
    /// For tests.
    std::size_t cached() const;

private:
    using Compiled = std::shared_ptr<const core::jmespath::Tree>;
    api::Result<Compiled> compiled(const std::string& expression) const;

    api::FunctionInfo m_info;
    mutable std::mutex m_mutex;
    mutable std::list<std::pair<std::string, Compiled>> m_recent;  ///< most recent first
    mutable std::unordered_map<std::string_view, std::list<std::pair<std::string, Compiled>>::iterator> m_bySource;
};

}  // namespace beamline::blocks
