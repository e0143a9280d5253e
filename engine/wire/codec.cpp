// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/codec.h"

#include <optional>

#include "engine/api/json_codec.h"
#include "engine/wire/utf8.h"

namespace beamline::wire {

namespace {

using api::Error;
using api::Json;
using api::Result;

constexpr std::string_view kTypes[] = {"hello",       "call",     "answer",     "failure",    "subscribe",
                                       "unsubscribe", "delivery", "ask_health", "tell_health"};
static_assert(std::size(kTypes) == std::variant_size_v<Message>);

Error invalid(std::string message) {
    return Error{api::code::kInvalidArgument, std::move(message), {}, false};
}

/// Calls `use` with a default-constructed operation of that name; empty when there is none.
template <class T, class Use>
Result<T> withOperation(std::string_view name, Use use) {
    std::optional<Result<T>> result;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>([&](auto identity) {
        using Op = typename decltype(identity)::type;
        if (!result && name == Op::kInfo.name) {
            result.emplace(use(identity));
        }
    });
    if (!result) {
        return Error{api::code::kUnsupported,
                     "Version " BEAMLINE_VERSION " knows no operation \"" + std::string(name) +
                         "\". Use programs of the same version on both sides.",
                     {},
                     false};
    }
    return std::move(*result);
}

template <class T, class Variant>
Result<Variant> lift(Result<T> value) {
    if (!value.ok()) {
        return value.error();
    }
    return Variant(std::move(*value));
}

Json member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? *value : Json();
}

std::string text(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

Json body(const Call& call) {
    return boost::json::object{{"id", call.id},
                               {"operation", operationName(call.operation)},
                               {"arguments", operationToJson(call.operation)},
                               {"context", api::toJson(call.context)}};
}

Json body(const Answer& answer) {
    return boost::json::object{
        {"id", answer.id}, {"operation", answer.operation}, {"value", replyToJson(answer.reply)}};
}

template <class T>
Json body(const T& message) {
    return api::toJson(message);
}

Result<Message> read(const boost::json::object& object, std::uint64_t id, boost::mp11::mp_identity<Call>) {
    auto operation = operationFromJson(text(object, "operation"), member(object, "arguments"));
    if (!operation.ok()) {
        return operation.error();
    }
    const auto* json = object.if_contains("context");
    auto context =
        json ? api::fromJson<api::RequestContext>(*json) : Result<api::RequestContext>(api::RequestContext{});
    if (!context.ok()) {
        return context.error();
    }
    return Message(Call{id, std::move(*operation), std::move(*context)});
}

Result<Message> read(const boost::json::object& object, std::uint64_t id, boost::mp11::mp_identity<Answer>) {
    auto operation = text(object, "operation");
    auto reply = replyFromJson(operation, member(object, "value"));
    if (!reply.ok()) {
        return reply.error();
    }
    return Message(Answer{id, std::move(operation), std::move(*reply)});
}

template <class T>
Result<Message> read(const boost::json::object& object, std::uint64_t, boost::mp11::mp_identity<T>) {
    constexpr bool asks = std::is_same_v<T, Subscribe> || std::is_same_v<T, Unsubscribe>;
    return lift<T, Message>(api::fromJson<T>(Json(object), asks ? api::Reading::request : api::Reading::newer));
}

Result<Json> parse(std::string_view text) {
    auto json = api::parseJson(text, api::kMaxJsonDepth + kMaxEnvelopeDepth);
    return json.ok() ? std::move(json) : invalid("The message cannot be read. " + json.error().message);
}

}  // namespace

Result<Operation> operationFromJson(std::string_view name, const Json& arguments) {
    return withOperation<Operation>(name, [&](auto identity) {
        using Op = typename decltype(identity)::type;
        return lift<Op, Operation>(arguments.is_null() ? Result<Op>(Op{}) : api::fromJson<Op>(arguments));
    });
}

Result<api::Reply> replyFromJson(std::string_view operation, const Json& value) {
    return withOperation<api::Reply>(operation, [&](auto identity) {
        using Reply = typename decltype(identity)::type::Reply;
        return lift<Reply, api::Reply>(api::fromJson<Reply>(value, api::Reading::newer));
    });
}

Json operationToJson(const Operation& operation) {
    return std::visit([](const auto& op) { return api::toJson(op); }, operation);
}

Json replyToJson(const api::Reply& reply) {
    return std::visit([](const auto& value) { return api::toJson(value); }, reply);
}

std::string encode(const Message& message, bool* repaired) {
    Json json = std::visit([](const auto& m) { return body(m); }, message);
    json.get_object().emplace("type", kTypes[message.index()]);
    auto bytes = boost::json::serialize(json);
    const bool changed = repairUtf8(bytes);
    if (repaired) {
        *repaired = changed;
    }
    return bytes;
}

Result<Message> decode(std::string_view bytes) {
    auto json = parse(bytes);
    if (!json.ok()) {
        return json.error();
    }
    const auto* object = json->if_object();
    if (!object) {
        return invalid("A message must be a JSON object.");
    }
    std::uint64_t id = 0;
    if (const auto* value = object->if_contains("id")) {
        boost::system::error_code ec;
        id = value->to_number<std::uint64_t>(ec);
        if (ec) {
            return invalid("The \"id\" of a message must be a whole number of 0 or more.");
        }
    }
    const auto type = text(*object, "type");
    std::optional<Result<Message>> result;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Message>>>([&](auto index) {
        if (type == kTypes[index]) {
            result.emplace(read(*object, id, boost::mp11::mp_identity<std::variant_alternative_t<index, Message>>{}));
        }
    });
    if (!result) {
        result.emplace(invalid("There is no message of type \"" + type + "\"."));
    }
    if (!result->ok()) {
        auto error = result->error();
        error.detail = id;
        return error;
    }
    return std::move(*result);
}

}  // namespace beamline::wire
