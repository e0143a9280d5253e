// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: openapi` (dsl-reference, "OpenAPI Call"): an operation by its id. Any thread.

#include <mutex>

#include "engine/blocks/resource.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxOpenapiDocuments = 8;  ///< that are kept parsed; the oldest is dropped first

/// The document's security schemes only inform: `authentication` is what is used.
class OpenapiBlock : public Block {
public:
    OpenapiBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;
    api::Result<std::shared_ptr<const api::Json>> document(const Resource& resource, const std::string& place) const;

    HttpAgentPtr m_agent;
    std::shared_ptr<ResourceReader> m_resources;
    api::FunctionInfo m_info;
    mutable std::mutex m_mutex;
    mutable std::list<std::pair<std::string, std::shared_ptr<const api::Json>>> m_documents;  ///< by digest
};

}  // namespace beamline::blocks
