// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/operation_table.h"

#include <algorithm>
#include <charconv>

#include "engine/gateway/http_message.h"
#include "engine/gateway/schema.h"

namespace beamline::gateway {

namespace {

/// Has members of its own that can be named.
template <class T>
inline constexpr bool isStruct =
    std::is_class_v<T> && !std::is_same_v<T, api::Json> && !std::is_same_v<T, std::string> &&
    !api::detail::isOptional<T> && !api::detail::isVector<T> && !api::detail::isMap<T>;

/// The JSON pointer of a member that T does not have: a condition that nobody reads would be worse than an error.
template <class T>
std::optional<std::string> unknownMember(const api::Json& json, const std::string& pointer) {
    std::optional<std::string> unknown;
    if (!json.is_object()) {
        return unknown;
    }
    for (const auto& entry : json.get_object()) {
        bool known = false;
        boost::mp11::mp_for_each<DescribedMembers<T>>([&](auto d) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
            if (entry.key() != d.name) {
                return;
            }
            known = true;
            if constexpr (isStruct<Member>) {
                unknown = unknown ? unknown : unknownMember<Member>(entry.value(), pointer + "/" + d.name);
            }
        });
        if (!known && !unknown) {
            unknown = pointer + "/" + std::string(entry.key());
        }
    }
    return unknown;
}

template <class Op>
api::Result<Call> readOperation(const api::Json& arguments) {
    if (!arguments.is_null() && !arguments.is_object()) {
        return badRequest("The arguments of an operation are a JSON object.");
    }
    if (const auto unknown = unknownMember<Op>(arguments, "")) {
        return badRequest("The operation " + std::string(Op::kInfo.name) + " has no member " + *unknown +
                              ". See /openapi.json for those that it has.",
                          boost::json::object{{"pointer", *unknown}});
    }
    auto op = arguments.is_null() ? api::Result<Op>(Op{}) : api::fromJson<Op>(arguments);
    if (!op.ok()) {
        return badRequest(op.error().message, boost::json::object{{"pointer", op.error().detail}});
    }
    if constexpr (boost::mp11::mp_contains<api::Commands, Op>::value) {
        return Call(api::Command(std::move(*op)));
    } else {
        return Call(api::Query(std::move(*op)));
    }
}

template <class T>
void describe(Parameter& parameter) {
    if constexpr (std::is_same_v<T, std::string>) {
        parameter.kind = ParameterKind::text;
    } else if constexpr (std::is_same_v<T, bool>) {
        parameter.kind = ParameterKind::boolean;
    } else if constexpr (std::is_integral_v<T>) {
        parameter.kind = ParameterKind::integer;
    } else if constexpr (std::is_floating_point_v<T>) {
        parameter.kind = ParameterKind::number;
    } else if constexpr (std::is_enum_v<T>) {
        parameter.kind = ParameterKind::choice;
        parameter.choices = enumNames<T>();
    } else if constexpr (api::detail::isVector<T>) {
        describe<typename T::value_type>(parameter);
        parameter.list = true;
    } else if constexpr (api::detail::isMap<T>) {
        parameter.kind = ParameterKind::map;
    } else {
        parameter.kind = ParameterKind::json;
    }
}

template <class T>
void collectParameters(const std::vector<std::string>& place, const api::Json& schema, std::vector<Parameter>& out,
                       boost::json::object& components) {
    boost::mp11::mp_for_each<DescribedMembers<T>>([&](auto d) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
        Parameter parameter;
        parameter.name = d.name;
        parameter.place = place;
        parameter.place.push_back(parameter.name);
        if constexpr (isStruct<Member>) {
            collectParameters<Member>(parameter.place, structSchema<Member>(components, false), out, components);
        } else {
            describe<Member>(parameter);
            parameter.schema = schema.at("properties").at(parameter.name);
            out.push_back(std::move(parameter));
        }
    });
}

struct Table {
    std::vector<OperationEntry> entries;
    boost::json::object components;

    Table() {
        using Identities = boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>;
        boost::mp11::mp_for_each<Identities>([&](auto identity) { add<typename decltype(identity)::type>(); });
    }

    template <class Op>
    void add() {
        OperationEntry entry;
        entry.name = Op::kInfo.name;
        entry.permission = Op::kInfo.permission;
        entry.command = boost::mp11::mp_contains<api::Commands, Op>::value;
        entry.read = &readOperation<Op>;
        const auto schema = structSchema<Op>(components, false);
        collectParameters<Op>({}, schema, entry.parameters, components);
        components[typeName<Op>()] = schema;
        entry.arguments = boost::json::object{{"$ref", "#/components/schemas/" + typeName<Op>()}};
        entry.reply = schemaOf<typename Op::Reply>(components);
        entries.push_back(std::move(entry));
    }
};

const Table& table() {
    static const Table kTable;
    return kTable;
}

std::string shown(const std::string& text) {
    return '"' + (text.size() > 60 ? text.substr(0, 60) + "…" : text) + '"';
}

template <class Number>
std::optional<Number> parsed(const std::string& text) {
    Number number{};
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

api::Result<api::Json> valueOf(const Parameter& parameter, const std::string& text) {
    const auto fails = [&](const std::string& wanted) {
        return badRequest("The parameter \"" + parameter.name + "\" must be " + wanted + ", not " + shown(text) + ".",
                          boost::json::object{{"parameter", parameter.name}});
    };
    switch (parameter.kind) {
        case ParameterKind::text:
            return api::Json(boost::json::string(text));
        case ParameterKind::boolean:
            return text == "true" || text == "false" ? api::Result<api::Json>(api::Json(text == "true"))
                                                     : fails("true or false");
        case ParameterKind::integer:
            if (const auto number = parsed<std::int64_t>(text)) {
                return api::Json(*number);
            }
            if (const auto number = parsed<std::uint64_t>(text)) {
                return api::Json(*number);
            }
            return fails("a whole number");
        case ParameterKind::number:
            if (const auto number = parsed<double>(text)) {
                return api::Json(*number);
            }
            return fails("a number");
        case ParameterKind::choice: {
            std::string all;
            for (const auto& choice : parameter.choices) {
                if (choice == text) {
                    return api::Json(boost::json::string(text));
                }
                all += (all.empty() ? "" : ", ") + choice;
            }
            return fails("one of " + all);
        }
        case ParameterKind::map:
            return text.find('=') == text.npos ? fails("name=value") : api::Result<api::Json>(api::Json());
        case ParameterKind::json: {
            auto json = api::parseJson(text);
            return json.ok() ? std::move(json) : fails("JSON");
        }
    }
    return fails("something else");
}

}  // namespace

const Parameter* OperationEntry::parameter(std::string_view wanted) const {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.name == wanted; });
    return found == parameters.end() ? nullptr : &*found;
}

const std::vector<OperationEntry>& operationTable() {
    return table().entries;
}

const OperationEntry* findOperation(std::string_view name) {
    const auto& all = operationTable();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const boost::json::object& schemaComponents() {
    return table().components;
}

api::Result<api::Unit> setParameter(boost::json::object& arguments, const Parameter& parameter,
                                    const std::string& text) {
    auto value = valueOf(parameter, text);
    if (!value.ok()) {
        return value.error();
    }
    auto* object = &arguments;
    for (std::size_t i = 0; i + 1 < parameter.place.size(); ++i) {
        auto& next = (*object)[parameter.place[i]];
        object = next.is_object() ? &next.get_object() : &next.emplace_object();
    }
    auto& member = (*object)[parameter.place.back()];
    if (parameter.kind == ParameterKind::map) {
        const auto equals = text.find('=');
        auto& map = member.is_object() ? member.get_object() : member.emplace_object();
        map[text.substr(0, equals)] = text.substr(equals + 1);
    } else if (parameter.list) {
        auto& list = member.is_array() ? member.get_array() : member.emplace_array();
        list.push_back(std::move(*value));
    } else if (member.is_null() || member == *value) {
        member = std::move(*value);
    } else {
        return badRequest("The parameter \"" + parameter.name + "\" is given twice, with different values.",
                          boost::json::object{{"parameter", parameter.name}});
    }
    return api::Unit();
}

void send(api::Engine& engine, Call call, api::RequestContext context, api::ReplyHandler handler) {
    if (auto* command = std::get_if<api::Command>(&call)) {
        engine.submit(std::move(*command), std::move(context), std::move(handler));
    } else {
        engine.query(std::move(std::get<api::Query>(call)), std::move(context), std::move(handler));
    }
}

api::Json replyToJson(const api::Reply& reply) {
    return std::visit([](const auto& value) { return api::toJson(value); }, reply);
}

}  // namespace beamline::gateway
