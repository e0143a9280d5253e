// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whose a run is and which trace it belongs to: kept with it as labels, so that every node knows, and handed to its
// children and to workers. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

#include "engine/access/knowledge.h"

namespace beamline::runtime {

inline constexpr const char* kTenantLabel = access::kTenantLabel;
inline constexpr const char* kTraceLabel = "beamline.traceparent";
inline constexpr std::size_t kMaxTenantBytes = 256;

/// Puts what `context` says into the labels of a run. The sentence that refuses it: somebody else has named such a
/// label, or the tenant cannot be one. A trace that is none (W3C Trace Context) is left out.
std::optional<std::string> labelOrigin(const api::RequestContext& context, api::Labels& labels);
/// The other way: tenant and trace of a run's labels, empty when it has none.
std::string tenantOf(const api::Labels& labels);
std::string traceOf(const api::Labels& labels);

/// The 32 digits of the trace; empty: `parent` is no traceparent.
std::string traceIdOf(std::string_view parent);
/// The traceparent of what `parent` begins under this key, the same for the same key; empty likewise.
std::string childTrace(std::string_view parent, const std::string& key);

}  // namespace beamline::runtime
