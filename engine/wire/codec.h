// SPDX-License-Identifier: Apache-2.0
#pragma once
// The port as JSON messages. Operations and replies are found by their name in the table, so a new operation needs no
// edit here. Pure functions, any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "engine/api/engine.h"
#include "engine/wire/protocols.h"

namespace beamline::wire {

/// A further one comes when neighbouring versions could no longer understand each other; new members and operations do
/// not count. The oldest goes when nobody uses it any more.
inline constexpr Protocols kProtocols{1, 1};
/// How much deeper than a value of the port (api::kMaxJsonDepth) the message around it may be.
inline constexpr std::size_t kMaxEnvelopeDepth = 16;

using Operation = boost::mp11::mp_rename<api::Operations, std::variant>;

// ---- operations and replies by name ---------------------------------------------------------------------------------
/// The wire name of a Command, Query or Operation.
template <class Variant>
std::string_view operationName(const Variant& operation) {
    return std::visit([](const auto& op) { return std::string_view(op.kInfo.name); }, operation);
}
/// Errors: kUnsupported for an unknown name, kInvalidArgument for arguments that do not fit. In replies enumerators of
/// newer versions become api::kUnknown.
api::Result<Operation> operationFromJson(std::string_view name, const api::Json& arguments);
api::Result<api::Reply> replyFromJson(std::string_view operation, const api::Json& value);
api::Json operationToJson(const Operation& operation);
api::Json replyToJson(const api::Reply& reply);

// ---- messages -------------------------------------------------------------------------------------------------------
/// First message of the serving side, which understands `protocol` to `newest` (protocols.h). Who asks has to say which
/// of several it uses when there are several.
struct Hello {
    int protocol = kProtocols.oldest;
    api::Health health;
    int newest = 0;
};
struct Call {
    std::uint64_t id = 0;
    Operation operation;
    api::RequestContext context;
};
struct Answer {
    std::uint64_t id = 0;
    std::string operation;
    api::Reply reply;
};
/// Answers a Call that did not succeed. Id 0: the message could not be understood at all; or, with api::isNotTaken, the
/// serving side closes and has answered every call that it took.
struct Failure {
    std::uint64_t id = 0;
    api::Error error;
};
/// `id` is chosen by the subscriber and stands in every Delivery.
struct Subscribe {
    std::uint64_t id = 0;
    api::EventFilter filter;
    api::Seq from = 0;
};
struct Unsubscribe {
    std::uint64_t id = 0;
};
struct Delivery {
    std::uint64_t id = 0;
    api::Event event;
};
struct AskHealth {};
struct TellHealth {
    api::Health health;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, health, newest))
BOOST_DESCRIBE_STRUCT(Failure, (), (id, error))
BOOST_DESCRIBE_STRUCT(Subscribe, (), (id, filter, from))
BOOST_DESCRIBE_STRUCT(Unsubscribe, (), (id))
BOOST_DESCRIBE_STRUCT(Delivery, (), (id, event))
BOOST_DESCRIBE_STRUCT(AskHealth, (), ())
BOOST_DESCRIBE_STRUCT(TellHealth, (), (health))

using Message = std::variant<Hello, Call, Answer, Failure, Subscribe, Unsubscribe, Delivery, AskHealth, TellHealth>;

/// Bytes that are not UTF-8 become U+FFFD, because one would make the whole message unreadable; `repaired` says so.
std::string encode(const Message& message, bool* repaired = nullptr);
/// Error kInvalidArgument; its `detail` is the id of the message when that could be read, so that it can be answered.
api::Result<Message> decode(std::string_view text);

}  // namespace beamline::wire
