// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a worker of Beamline can be asked to do: `beamline.call` for every function of the catalog, and echo, sleep,
// http, graphql, jmespath, javascript, sql, fs_blob_get and fs_blob_put with payloads, outputs and error codes of the
// original system's worker. Any thread; blocks.

#include "engine/blocks/block.h"

namespace beamline::runtime {

/// The error's title is its code: UNKNOWN_JOB_TYPE, MISSING_URL, …; of beamline.call the function's own error.
blocks::BlockResult runJob(const blocks::Registry& registry, const std::string& type, const api::Json& payload,
                           blocks::Invocation invocation);

}  // namespace beamline::runtime
