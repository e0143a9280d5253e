// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads external resources (dsl-reference, "External Resource"): what is behind http and https addresses, and files
// below the roots. Any thread; errors come from fault().

#include "engine/blocks/file_access.h"
#include "engine/blocks/http_client.h"

namespace beamline::blocks {

inline constexpr std::int64_t kMaxResourceBytes = 4 * 1024 * 1024;

class ResourceReader {
public:
    explicit ResourceReader(const BlockSettings& settings);
    /// `resource`: {name?, endpoint}, an endpoint {uri, authentication?}, or its URI. A `file:` URI and a plain path
    /// are files below the roots; relative ones start at the first root.
    api::Result<std::string> read(const api::Json& resource, const Invocation& invocation, const Stop& stop);

private:
    api::Result<std::string> download(const api::Json& endpoint, const Invocation& invocation, const Stop& stop);

    BlockSettings m_settings;
    FileAccess m_files;
    HttpClient m_client;
};

}  // namespace beamline::blocks
