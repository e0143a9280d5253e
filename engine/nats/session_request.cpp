// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/session_request.h"

#include "engine/api/json_codec.h"
#include "engine/blocks/message_broker.h"
#include "engine/nats/link.h"
#include "engine/nats/link_stream.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

using api::Error;
using api::Result;

namespace {
Error invalid(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}

Result<api::Unit> check(wire::Protocols theirs, std::size_t window) {
    if (wire::agreed(kLinkProtocols, theirs) == 0) {
        return Error{api::code::kUnavailable,
                     "The other side speaks protocol " + wire::text(theirs) + " over NATS, this program " +
                         wire::text(kLinkProtocols) + ". Use programs of the same version.",
                     {},
                     false};
    }
    if (window < kMinWindow || window > kMaxWindow) {
        return invalid("A window must have " + std::to_string(kMinWindow) + " to " + std::to_string(kMaxWindow) +
                       " bytes.");
    }
    return api::Unit{};
}
}  // namespace

std::string writeRequest(const SessionRequest& request) {
    return boost::json::serialize(api::toJson(request));
}

Result<SessionRequest> readRequest(std::string_view text) {
    if (text.size() > kMaxSessionRequest) {
        return invalid("A request for a session has at most " + std::to_string(kMaxSessionRequest) + " bytes.");
    }
    const auto json = api::parseJson(text);
    auto request = json.ok() ? api::fromJson<SessionRequest>(*json) : Result<SessionRequest>(json.error());
    if (!request.ok()) {
        return invalid("The request for a session cannot be read. " + request.error().message);
    }
    if (!mayAnswerTo(request->to)) {
        return invalid("A session cannot send to the subject \"" + request->to + "\". Use an inbox.");
    }
    if (auto good = check({request->protocol, request->newest}, request->window); !good.ok()) {
        return good.error();
    }
    return request;
}

std::string writeOffer(const SessionOffer& offer) {
    return boost::json::serialize(boost::json::object{{"ok", true}, {"value", api::toJson(offer)}});
}

std::string writeRefusal(const Error& why) {
    return boost::json::serialize(boost::json::object{{"ok", false}, {"error", api::toJson(why)}});
}

Result<SessionOffer> readOffer(std::string_view text) {
    const Error strange{api::code::kUnavailable,
                        "What answers there is not a Beamline of this kind. Check the account, and use programs of the "
                        "same version.",
                        {},
                        false};
    const auto json = api::parseJson(text.substr(0, kMaxSessionRequest));
    const auto* object = json.ok() ? json->if_object() : nullptr;
    const auto* value = object ? object->if_contains("value") : nullptr;
    if (object && object->contains("error")) {
        const auto refusal = api::fromJson<SessionRefusal>(*json);
        return refusal.ok() && !refusal->error.code.empty() ? refusal->error : strange;
    }
    auto offer = value ? api::fromJson<SessionOffer>(*value) : Result<SessionOffer>(strange);
    if (!offer.ok() || !blocks::isSubject(offer->to, false)) {
        return strange;
    }
    if (auto good = check({offer->protocol, 0}, offer->window); !good.ok()) {
        return good.error();
    }
    return offer;
}

}  // namespace beamline::nats
