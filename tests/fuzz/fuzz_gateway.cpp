// SPDX-License-Identifier: Apache-2.0
// Whatever a request says, its address and its arguments are read or refused; what is read is an operation that can be
// written again. The input: a method and a target, a content type, then the body, a line each.

#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/gateway/event_intake.h"
#include "engine/gateway/event_streams.h"
#include "engine/gateway/routes.h"
#include "engine/gateway/visit.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace beamline;
    using namespace beamline::gateway;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto line = bytes.find('\n');
    const auto second = line == bytes.npos ? line : bytes.find('\n', line + 1);
    const auto first = bytes.substr(0, line);
    const auto space = first.find(' ');
    HttpRequest request;
    request.method = first.substr(0, space);
    request.target = space == first.npos ? std::string_view("/") : first.substr(space + 1);
    request.body = second == bytes.npos ? std::string_view() : bytes.substr(second + 1);
    const std::string type(line == bytes.npos ? std::string_view() : bytes.substr(line + 1, second - line - 1));
    request.headers = {{"content-type", type}, {"x-request-id", type}, {"traceparent", type}, {"x-deadline-ms", type},
                       {"x-tenant-id", type},  {"host", type},         {"origin", type},      {"ce-specversion", type}};
    (void)isOwnHost(type, {});
    (void)isForeignOrigin(request);
    Visit visit;
    visit.correlation = readCorrelation(request);
    (void)readContext(request, std::chrono::seconds(1), visit);
    (void)readEvents(request);
    const auto target = readTarget(request.target);
    if (!target.ok()) {
        return 0;
    }
    (void)readEventQuery(target->query, &type, 0);
    const auto match = findRoute(request.method, target->path);
    if (!match.route || match.route->face != Face::operation) {
        return 0;
    }
    const auto arguments = routeArguments(match, target->query, request);
    const auto call = arguments.ok() ? match.route->operation->read(*arguments) : arguments.error();
    if (call.ok()) {
        const auto json = std::visit(
            [](const auto& some) { return std::visit([](const auto& op) { return api::toJson(op); }, some); }, *call);
        if (!match.route->operation->read(json).ok()) {
            std::abort();
        }
    }
    return 0;
}
