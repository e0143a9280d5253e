// SPDX-License-Identifier: Apache-2.0
// Calls: which function is meant, and its arguments.
#include <algorithm>

#include "engine/api/pointer.h"
#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
/// The protocols that the language knows of AsyncAPI and that no function of this build speaks.
bool isUnspoken(std::string_view protocol) {
    constexpr std::string_view kNames[] = {"amqp",  "amqp1",   "anypointmq", "googlepubsub", "ibmmq",  "jms",
                                           "kafka", "mercure", "mqtt",       "mqtt5",        "pulsar", "redis",
                                           "sns",   "solace",  "sqs",        "stomp",        "ws"};
    return std::find(std::begin(kNames), std::end(kNames), protocol) != std::end(kNames);
}

/// What is wrong whatever the expressions give: nothing inside of one, and of what surrounds one only its members.
bool certain(const api::Problem& violation, const std::vector<Template::Hole>& holes) {
    return std::none_of(holes.begin(), holes.end(), [&](const Template::Hole& hole) {
        std::string pointer;
        for (const auto& step : hole.path) {
            pointer += pointerStep(step);
        }
        if (pointer == violation.pointer) {
            return !tellsUnknown(violation);
        }
        return api::isWithin(violation.pointer, pointer) ||
               (api::isWithin(pointer, violation.pointer) && !tellsMissing(violation));
    });
}
}  // namespace

void DefinitionParser::callTask(Task& made, const Object& o, const Where& where) {
    CallTask call;
    const auto name = text(o, "call", where.pointer, true);
    const auto* with = o.if_contains("with");
    const auto* given = with ? object(*with, where.pointer + "/with", "'with'") : nullptr;
    Arguments arguments;
    const auto place = where.at("with");
    for (std::size_t i = 0; given && i < given->size(); ++i) {
        const auto& member = *(given->begin() + static_cast<std::ptrdiff_t>(i));
        arguments.insert_or_assign(std::string(member.key()),
                                   Argument{&member.value(), place.at(std::string_view(member.key()))});
    }
    if (name.empty()) {
        if (o.at("call").is_string()) {
            problem(where.pointer + "/call", "'call' is empty; it names a function.");
        }
    } else {
        if (with && given && given->empty()) {
            call.with = Template::makeTree(boost::json::object{}, {});
        }
        resolveCall(call, name, arguments, where);
        subscriptionEach(made, call, arguments);
    }
    made.body = std::move(call);
}

/// `foreach` is the machine's business; the function only gets the rest. A subscription by HTTP is nothing that
/// AsyncAPI describes: its binding has a method and a query, and nothing by which messages would come.
void DefinitionParser::subscriptionEach(Task& made, CallTask& call, const Arguments& with) {
    const auto subscription = with.find("subscription");
    if (call.function != "asyncapi" || subscription == with.end()) {
        return;
    }
    const auto protocol = with.find("protocol");
    const bool counts = protocol != with.end() && !with.contains("server");
    const auto* name = counts ? protocol->second.value->if_string() : nullptr;
    if (name && (*name == "http" || *name == "https")) {
        problem(protocol->second.where.pointer,
                "Subscriptions over '" + std::string(*name) +
                    "' are not supported: AsyncAPI's HTTP binding does not say how a subscriber gets its messages. "
                    "Subscriptions are those of nats.");
    }
    const auto* members = subscription->second.value->if_object();
    if (const auto* each = members ? members->if_contains("foreach") : nullptr) {
        call.each = eventIteration(*each, subscription->second.where.at("foreach"), made.index);
    }
}

void DefinitionParser::customCall(CallTask& call, const std::string& name, const Arguments& with, const Where& where) {
    call.kind = CallKind::custom;
    call.changes = false;
    call.function = name;
    call.custom = m_functions.at(name);
    if (!with.empty()) {
        callArguments(call, with, where, nullptr);
    }
}

void DefinitionParser::resolveCall(CallTask& call, std::string name, const Arguments& with, const Where& where) {
    if (const auto* custom = isReservedCall(name) ? nullptr : named("functions", name)) {
        function(name, *custom);
        customCall(call, name, with, where);
        if (call.custom < 0) {
            problem(where.pointer + "/call",
                    "Functions call one another in a circle: '" + name + "' is called by itself.");
        }
        return;
    }
    if (isReservedCall(name) && !m_catalog.find(name, {})) {
        problem(where.pointer + "/call", "Calls of '" + name + "' are not supported by this build yet.");
        return;
    }
    if (m_functions.contains(name)) {
        return customCall(call, name, with, where);
    }
    if (name.find("://") != std::string::npos) {
        problem(
            where.pointer + "/call",
            "A function that is called by its address is a file: its address ends in .yaml, .yml or .json. Or put its "
            "catalog under use.catalogs.");
        return;
    }
    std::string version;
    if (const auto at = name.find('@'); at != std::string::npos) {
        if (name.substr(at) != "@default") {
            problem(where.pointer + "/call",
                    "The function '" + name +
                        "' cannot be found; its catalog must be under use.catalogs, and its form "
                        "is name:version@catalog.");
            return;
        }
        name.resize(at);
    }
    if (const auto colon = name.find(':'); colon != std::string::npos) {
        version = name.substr(colon + 1);
        name.resize(colon);
    }
    const auto* info = m_catalog.find(name, version);
    if (!info) {
        std::string message =
            "There is no function '" + name + (version.empty() ? "" : ":" + version) + "' in the catalog; known are ";
        bool first = true;
        for (const auto& function : m_catalog.list()) {
            message += (first ? "" : ", ") + function.name;
            first = false;
        }
        problem(where.pointer + "/call", message + ".");
        return;
    }
    call.kind = info->name == "approval" ? CallKind::approval : CallKind::function;
    call.function = info->name;
    call.version = info->version;
    call.pool = info->pool;
    call.changes = info->effect == api::FunctionEffect::changes;
    callArguments(call, with, where, info->input);
}

/// What a subscription asks of each message: checked here, and evaluated where the messages are. Takes it out of
/// `subscription`.
boost::json::object DefinitionParser::messageExpressions(Json& subscription, const Where& where) {
    Object taken;
    const auto take = [&](Json* owner, const char* key, const Where& place) {
        auto* value = owner && owner->is_object() ? owner->get_object().if_contains(key) : nullptr;
        if (value && value->is_string()) {
            expression(*value, place.at(key));
            taken.emplace(key, std::move(*value));
            *value = "";
        }
    };
    if (auto* members = subscription.if_object()) {
        members->erase("foreach");
    }
    take(&subscription, "filter", where);
    auto* consume = subscription.is_object() ? subscription.get_object().if_contains("consume") : nullptr;
    take(consume, "while", where.at("consume"));
    take(consume, "until", where.at("consume"));
    return taken;
}

void DefinitionParser::callArguments(CallTask& call, const Arguments& with, const Where& where, const Json& input,
                                     std::string_view missing) {
    const auto before = m_problems.size();
    Object tree;
    std::vector<Template::Hole> found;
    for (const auto& [key, argument] : with) {
        Json value = *argument.value;
        authenticatePlaces(call.function, key, value, argument.where);
        if (call.function == "mcp" && key == "timeout") {
            duration(value, argument.where);
        }
        if (call.function == "asyncapi" && key == "protocol" && value.is_string() && isUnspoken(view(value))) {
            problem(argument.where.pointer, "The protocol '" + std::string(view(value)) +
                                                "' is not supported by this build; http, https and nats are.");
            continue;
        }
        std::vector<std::string> path{key};
        const bool asks = key == "subscription" && call.function == "asyncapi";
        auto asked = asks ? messageExpressions(value, argument.where) : Object();
        if (!argument.code || !isPlain(value)) {
            holes(value, path, argument.where, found);
        }
        for (auto& one : asked) {
            auto& owner = one.key() == "filter" ? value : value.get_object()["consume"];
            owner.get_object()[one.key()] = std::move(one.value());
            call.asksMessages = true;
        }
        templatePlaces(call.function, key, value, argument.where, found);
        tree.emplace(key, std::move(value));
    }
    ownAuthorization(call, tree);
    const Json written = tree;
    call.with = Template::makeTree(std::move(tree), found);
    if (!input.is_object()) {
        return;
    }
    auto& schema = m_inputs[call.function + ":" + call.version];
    if (!schema) {
        auto compiled = compileSchema(input);
        if (!compiled) {
            problem(where.pointer + "/call", "The function's own schema is broken: " + compiled.error().message);
            return;
        }
        schema = *compiled;
    }
    call.arguments = schema;
    const auto known = m_problems.size();
    for (auto& violation : call.arguments->check(written)) {
        if (!certain(violation, found)) {
            continue;
        }
        const auto end = violation.pointer.find('/', 1);
        const auto first = violation.pointer.substr(0, end);
        auto place = where.pointer + std::string(missing);
        for (const auto& [key, argument] : with) {
            place = pointerStep(key) == first ? argument.where.pointer : place;
        }
        place += end == std::string::npos ? "" : violation.pointer.substr(end);
        const auto told = [&](const api::Problem& other) {
            return other.severity == api::Severity::error && api::isWithin(place, other.pointer);
        };
        const auto start = m_problems.begin();
        if (std::none_of(start + static_cast<std::ptrdiff_t>(before), start + static_cast<std::ptrdiff_t>(known),
                         told)) {
            problem(place, std::move(violation.message));
        }
    }
}

}  // namespace beamline::core
