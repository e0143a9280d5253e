// SPDX-License-Identifier: Apache-2.0
#pragma once
// What of an HTTP answer becomes data (dsl-reference, "HTTP Response"). Pure, any thread; errors come from fault().

#include "engine/blocks/http_client.h"

namespace beamline::blocks {

/// "application/json" of "Application/JSON; charset=utf-8"; "text/plain" when there is none.
std::string mediaType(const HttpResponse& response);
/// JSON and text by their type, else base64; null for an empty body.
api::Result<api::Json> contentOf(const HttpRequest& request, const HttpResponse& response);
/// By the `output` of a call: "raw", "content" or "response". `content`: in place of the body's own, when it went
/// elsewhere.
api::Result<api::Json> outputOf(const std::string& form, const HttpRequest& request, const HttpResponse& response,
                                const api::Json* content = nullptr);
/// ": " and the start of the body on one line, when people can read it: services say there what they did not like.
std::string excerpt(const HttpRequest& request, const HttpResponse& response);

}  // namespace beamline::blocks
