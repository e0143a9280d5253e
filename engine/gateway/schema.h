// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON Schemas (2020-12, as OpenAPI 3.1 has them) of described values, by the rules of json_codec.h. Pure, any thread.

#include <boost/core/demangle.hpp>
#include <limits>
#include <typeinfo>

#include "engine/api/json_codec.h"

namespace beamline::gateway {

template <class T>
using DescribedMembers =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// The name of a type without its namespaces.
template <class T>
std::string typeName() {
    const auto full = boost::core::demangle(typeid(T).name());
    const auto colon = full.rfind(':');
    return colon == full.npos ? full : full.substr(colon + 1);
}

template <class T>
std::vector<std::string> enumNames() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) { names.emplace_back(d.name); });
    return names;
}

template <class T>
api::Json schemaOf(boost::json::object& components);

/// Of a struct itself, not a reference to it. `written`: as it is answered, where nothing but absent optionals and
/// nulls is left out; otherwise as it is taken, where whatever is left out keeps its default.
template <class T>
api::Json structSchema(boost::json::object& components, bool written) {
    boost::json::object properties;
    boost::json::array required;
    boost::json::object defaults;
    if (!written) {
        defaults = api::toJson(T{}).get_object();
    }
    boost::mp11::mp_for_each<DescribedMembers<T>>([&](auto d) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
        auto schema = schemaOf<Member>(components);
        const auto* value = defaults.if_contains(d.name);
        if (value && (value->is_bool() || value->is_number() || std::is_enum_v<Member>)) {
            schema.get_object()["default"] = *value;
        }
        properties[d.name] = std::move(schema);
        if (written && !api::detail::isOptional<Member> && !std::is_same_v<Member, api::Json>) {
            required.emplace_back(d.name);
        }
    });
    boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) {
        schema["required"] = std::move(required);
    }
    return schema;
}

template <class T>
api::Json schemaOf(boost::json::object& components) {
    if constexpr (std::is_same_v<T, api::Json>) {
        return boost::json::object{};
    } else if constexpr (std::is_same_v<T, std::string>) {
        return boost::json::object{{"type", "string"}};
    } else if constexpr (std::is_same_v<T, bool>) {
        return boost::json::object{{"type", "boolean"}};
    } else if constexpr (std::is_floating_point_v<T>) {
        return boost::json::object{{"type", "number"}};
    } else if constexpr (std::is_integral_v<T>) {
        boost::json::object schema{{"type", "integer"}, {"format", sizeof(T) > 4 ? "int64" : "int32"}};
        if (std::is_unsigned_v<T>) {
            schema = {{"type", "integer"}, {"minimum", 0}};
        }
        return schema;
    } else if constexpr (std::is_enum_v<T>) {
        boost::json::array names;
        for (auto& name : enumNames<T>()) {
            names.emplace_back(name);
        }
        return boost::json::object{{"type", "string"}, {"enum", std::move(names)}};
    } else if constexpr (api::detail::isOptional<T>) {
        return schemaOf<typename T::value_type>(components);
    } else if constexpr (api::detail::isVector<T>) {
        return boost::json::object{{"type", "array"}, {"items", schemaOf<typename T::value_type>(components)}};
    } else if constexpr (api::detail::isMap<T>) {
        return boost::json::object{{"type", "object"},
                                   {"additionalProperties", schemaOf<typename T::mapped_type>(components)}};
    } else {
        const auto name = typeName<T>();
        if (!components.contains(name)) {
            components[name] = nullptr;  // it may contain itself
            auto schema = structSchema<T>(components, true);
            components[name] = std::move(schema);
        }
        return boost::json::object{{"$ref", "#/components/schemas/" + name}};
    }
}

}  // namespace beamline::gateway
