// SPDX-License-Identifier: Apache-2.0
#pragma once
// Boost.JSON to libjq's values and back, without text in between. Any thread.

extern "C" {
#include <jv.h>
}

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::core {

/// A new reference, owned by the caller.
jv toJv(const api::Json& json);
/// Consumes `value`. Integers up to 2^53 come back as integers. The error: it is nested deeper than `kMaxJsonDepth`,
/// and so neither JSON to us nor safe to free, for libjq frees recursively: what lies deeper is left to leak.
api::Result<api::Json> fromJv(jv value);

}  // namespace beamline::core
