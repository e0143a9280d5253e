// SPDX-License-Identifier: Apache-2.0
#pragma once
// External resources of definitions: read once when a definition is deployed, and kept with it. One thread at a time.

#include <map>

#include "engine/blocks/resource.h"
#include "engine/core/definition/definition.h"

namespace beamline::runtime {

inline constexpr std::int64_t kResourceTimeoutMs = 20'000;          ///< for each …
inline constexpr std::int64_t kResourcesTimeoutMs = 60'000;         ///< … and for all of one definition
inline constexpr std::size_t kMaxResourceTexts = 16 * 1024 * 1024;  ///< bytes of all of one definition

/// Reads them from where they are and remembers them.
class FetchedResources : public core::Resources {
public:
    FetchedResources(const blocks::BlockSettings& settings, bool required, blocks::CancelToken cancel);
    api::Result<std::string> read(const core::Json& endpoint) override;
    bool required() const override { return m_required; }
    /// What was read, as StoredWorkflow::resources.
    std::string kept() const;

private:
    blocks::BlockSettings m_settings;
    blocks::ResourceReader m_reader;
    bool m_required;
    blocks::CancelToken m_cancel;
    api::Timestamp m_latest;
    std::map<std::string, std::string> m_texts;
    std::size_t m_bytes = 0;
};

/// Gives what was kept.
class KeptResources : public core::Resources {
public:
    explicit KeptResources(const std::string& kept);
    api::Result<std::string> read(const core::Json& endpoint) override;

private:
    std::map<std::string, std::string> m_texts;
};

}  // namespace beamline::runtime
