// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every address of the gateway, declared once. Pure, any thread.

#include "engine/gateway/http_message.h"
#include "engine/gateway/operation_table.h"

namespace beamline::gateway {

/// Who answers.
enum class Face { operation, health, ready, metrics, openapi, docs, events, publish };

struct Route {
    Face face = Face::operation;
    std::string method;
    std::string path;  ///< "{run}" stands for one part, which sets the member of that name
    std::string summary;
    const OperationEntry* operation = nullptr;  ///< of Face::operation and of publish
    std::vector<std::string> parts;
    bool open = false;  ///< needs no identity: what probes and scrapers ask
};

/// Those written by hand, then POST /api/v1/<operation> of each operation.
const std::vector<Route>& routes();

struct RouteMatch {
    const Route* route = nullptr;
    Pairs members;                     ///< from the path
    std::vector<std::string> allowed;  ///< methods of this path when the wanted one is not among them
};
/// Without a route and without allowed methods: there is nothing at that path. HEAD goes where GET goes.
RouteMatch findRoute(const std::string& method, const std::vector<std::string>& path);

/// The arguments of a route's operation: members of the body, then of the path and of the query string. The body is a
/// JSON object, or a definition in YAML for what has a member "source", or empty. Errors: kInvalidArgument, and
/// kUnsupportedType.
api::Result<api::Json> routeArguments(const RouteMatch& match, const Pairs& query, const HttpRequest& request);

inline constexpr const char* kUnsupportedType = "unsupported_media_type";

/// A media type in small letters without its parameters.
std::string mediaType(const HttpRequest& request);

}  // namespace beamline::gateway
