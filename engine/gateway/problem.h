// SPDX-License-Identifier: Apache-2.0
#pragma once
// Errors as HTTP tells them: one envelope, one status for each code. Pure, any thread.

#include "engine/gateway/http_message.h"

namespace beamline::gateway {

/// Codes of the gateway itself, beside those of result.h.
inline constexpr const char* kUnauthorized = "unauthorized";
inline constexpr const char* kRateLimited = "rate_limit_exceeded";
inline constexpr const char* kNoMethod = "method_not_allowed";
inline constexpr const char* kTooLarge = "payload_too_large";

/// Of whom a request is, for its answer.
struct Correlation {
    std::string request;
    std::string trace;  ///< 32 hexadecimal digits, or empty
    std::string tenant;
};

int statusOf(const api::Error& error);

/// {"ok": false, "error": {code, message, details, cause, retryable}, "context": {request_id, trace_id, tenant_id}}.
/// `code` is a word of HTTP's world ("invalid_request"), `cause` the engine's own ("definition.invalid"). With
/// Retry-After where asking again helps.
HttpResponse errorResponse(const api::Error& error, const Correlation& correlation);

/// 200 with JSON; 201 for a reply that says `created`.
HttpResponse jsonResponse(const api::Json& json, const Correlation& correlation);

}  // namespace beamline::gateway
