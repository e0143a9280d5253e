// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/problem.h"

#include "engine/api/json_codec.h"
#include "engine/gateway/routes.h"

namespace beamline::gateway {

namespace {

struct Known {
    const char* cause;
    int status;
    const char* code;
    const char* retryAfter = "";  ///< seconds
};

constexpr Known kKnown[] = {
    {api::code::kInvalidArgument, 400, "invalid_request"},
    {api::code::kInvalidInput, 400, "invalid_request"},
    {api::code::kInvalidDefinition, 400, "invalid_schema"},
    {"expression", 400, "invalid_request"},
    {kUnauthorized, 401, kUnauthorized},
    {api::code::kForbidden, 403, "forbidden"},
    {api::code::kNotFound, 404, "not_found"},
    {kNoMethod, 405, kNoMethod},
    {api::code::kConflict, 409, "conflict"},
    {api::code::kStale, 409, "conflict"},
    {kTooLarge, 413, kTooLarge},
    {kUnsupportedType, 415, kUnsupportedType},
    {kRateLimited, 429, kRateLimited},
    {api::code::kOverloaded, 503, "service_overloaded", "30"},
    {api::code::kUnavailable, 503, "unavailable", "5"},
    {api::code::kDeadline, 504, "deadline_exceeded"},
};

Known knownOf(const api::Error& error) {
    for (const auto& known : kKnown) {
        if (error.code == known.cause) {
            return known;
        }
    }
    return {"", 500, "internal"};
}

api::Json detailsOf(const api::Error& error) {
    if (error.detail.is_object()) {
        return error.detail;
    }
    return error.detail.is_null()    ? api::Json(boost::json::object())
           : error.detail.is_array() ? api::Json{{"problems", error.detail}}
                                     : api::Json{{"detail", error.detail}};
}

HttpResponse json(int status, const api::Json& body, const Correlation& correlation) {
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"},
                        {"Cache-Control", "no-store"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"X-Request-ID", correlation.request}};
    response.body = api::printJson(body);
    return response;
}

}  // namespace

int statusOf(const api::Error& error) {
    return knownOf(error).status;
}

HttpResponse errorResponse(const api::Error& error, const Correlation& correlation) {
    const auto known = knownOf(error);
    boost::json::object inner{{"code", known.code},
                              {"message", error.message},
                              {"details", detailsOf(error)},
                              {"cause", error.code},
                              {"retryable", error.retryable}};
    inner["intake_error_code"] = nullptr;
    auto response = json(known.status,
                         boost::json::object{{"ok", false},
                                             {"error", std::move(inner)},
                                             {"context",
                                              {{"request_id", correlation.request},
                                               {"trace_id", correlation.trace},
                                               {"tenant_id", correlation.tenant}}}},
                         correlation);
    if (*known.retryAfter) {
        response.headers.emplace_back("Retry-After", known.retryAfter);
    }
    if (known.status == 401) {
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    }
    return response;
}

HttpResponse jsonResponse(const api::Json& body, const Correlation& correlation) {
    const auto* object = body.if_object();
    const auto* created = object ? object->if_contains("created") : nullptr;
    return json(created && created->is_bool() && created->get_bool() ? 201 : 200, body, correlation);
}

}  // namespace beamline::gateway
