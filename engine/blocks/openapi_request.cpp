// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/openapi_request.h"

#include <algorithm>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/http_request.h"

namespace beamline::blocks {

namespace {
using Object = boost::json::object;
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string plain(const api::Json& value) {
    return value.is_null() ? std::string() : scalarText(value).value_or(api::printJson(value));
}

/// Reserved characters stay where the document allows it; what would end the query does not.
std::string encoded(const std::string& text, bool reserved) {
    if (!reserved) {
        return percentEncode(text);
    }
    std::string out;
    for (const char c : text) {
        out += std::string_view(":/?[]@!$'()*,;").find(c) != std::string_view::npos ? std::string(1, c)
                                                                                    : percentEncode({&c, 1});
    }
    return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        out.append(i == 0 ? "" : separator).append(parts[i]);
    }
    return out;
}

/// Items of a list, or names and values of an object: "a,1,b,2", exploded "a=1,b=2".
std::vector<std::string> partsOf(const api::Json& value, bool explode, bool reserved, bool encode) {
    const auto text = [&](const api::Json& item) { return encode ? encoded(plain(item), reserved) : plain(item); };
    std::vector<std::string> out;
    if (const auto* array = value.if_array()) {
        for (const auto& item : *array) {
            out.push_back(text(item));
        }
    } else if (const auto* object = value.if_object()) {
        for (const auto& entry : *object) {
            const auto name = encode ? percentEncode(entry.key()) : std::string(entry.key());
            if (explode) {
                out.push_back(name + "=" + text(entry.value()));
            } else {
                out.push_back(name);
                out.push_back(text(entry.value()));
            }
        }
    } else {
        out.push_back(text(value));
    }
    return out;
}

std::string pathValue(const OpenapiParameter& parameter, const api::Json& value) {
    const auto parts = partsOf(value, parameter.explode, false, true);
    if (parameter.style == "label") {
        return "." + joined(parts, parameter.explode ? "." : ",");
    }
    if (parameter.style == "matrix") {
        const auto name = percentEncode(parameter.name);
        if (!parameter.explode || !(value.is_array() || value.is_object())) {
            return ";" + name + "=" + joined(parts, ",");
        }
        return ";" + (value.is_array() ? name + "=" + joined(parts, ";" + name + "=") : joined(parts, ";"));
    }
    return joined(parts, ",");
}

/// Names and values of a query, encoded (OpenAPI 3, "Style Values").
Pairs queryPairs(const OpenapiParameter& parameter, const api::Json& value) {
    const auto name = percentEncode(parameter.name);
    const auto text = [&](const api::Json& item) { return encoded(plain(item), parameter.reserved); };
    Pairs out;
    if (parameter.style == "deepObject" && value.is_object()) {
        for (const auto& entry : value.get_object()) {
            const auto inner = name + "%5B" + percentEncode(entry.key()) + "%5D";
            const auto* array = entry.value().if_array();
            for (const auto& item : array ? *array : boost::json::array{entry.value()}) {
                out.emplace_back(inner, text(item));
            }
        }
        return out;
    }
    if (parameter.explode && value.is_array()) {
        for (const auto& item : value.get_array()) {
            out.emplace_back(name, text(item));
        }
        return out;
    }
    if (parameter.explode && value.is_object()) {
        for (const auto& entry : value.get_object()) {
            out.emplace_back(percentEncode(entry.key()), text(entry.value()));
        }
        return out;
    }
    const std::string_view separator = parameter.style == "spaceDelimited"  ? "%20"
                                       : parameter.style == "pipeDelimited" ? "%7C"
                                       : parameter.style == "tabDelimited"  ? "%09"
                                                                            : ",";
    out.emplace_back(name, joined(partsOf(value, false, parameter.reserved, true), separator));
    return out;
}

/// What is collected on the way through the parameters.
struct Builder {
    const OpenapiOperation& operation;
    const Object& given;
    std::string path = operation.path;
    std::string query{};
    std::string cookies{};
    Object headers{};
    Object form{};
    std::set<std::string, std::less<>> used{};

    std::string where() const { return "The operation " + operation.method + " " + cleanUtf8(operation.path); }

    api::Result<api::Unit> add(const OpenapiParameter& parameter) {
        const auto* value = given.if_contains(parameter.name);
        used.insert(parameter.name);
        if (!value || value->is_null()) {
            return parameter.required
                       ? api::Result<api::Unit>(invalid(where() + " needs the parameter '" + cleanUtf8(parameter.name) +
                                                        "' (in " + parameter.in + ")."))
                       : api::Unit{};
        }
        const api::Json text = parameter.json ? api::Json(api::printJson(*value)) : *value;
        if (parameter.in == "path") {
            const auto hole = "{" + parameter.name + "}";
            const auto at = path.find(hole);
            const auto filled = pathValue(parameter, text);
            if (filled.empty() || filled == "." || filled == "..") {
                return invalid(where() + " cannot take '" + filled + "' for '" + cleanUtf8(parameter.name) +
                               "' in its path.");
            }
            path = at == path.npos ? path : path.replace(at, hole.size(), filled);
        } else if (parameter.in == "query") {
            for (const auto& [name, one] : queryPairs(parameter, text)) {
                query += (query.empty() ? "" : "&") + name + "=" + one;
            }
        } else if (parameter.in == "cookie") {
            for (const auto& [name, one] : queryPairs(parameter, text)) {
                cookies += (cookies.empty() ? "" : "; ") + name + "=" + one;
            }
        } else if (parameter.in == "formData") {
            const bool listed = text.is_array() && !parameter.explode;
            form[parameter.name] = listed ? api::Json(joined(partsOf(text, false, false, false), ",")) : text;
        } else if (const auto name = headerName(parameter.name);
                   name != "Accept" && name != "Content-Type" && name != "Authorization") {
            headers[parameter.name] = joined(partsOf(text, parameter.explode, false, false), ",");
        }
        return api::Unit{};
    }

    /// Everything that no parameter took.
    std::vector<std::string> leftovers() const {
        std::vector<std::string> out;
        for (const auto& entry : given) {
            if (!used.contains(std::string_view(entry.key()))) {
                out.emplace_back(entry.key());
            }
        }
        return out;
    }

    api::Result<api::Json> body() {
        const auto rest = leftovers();
        const auto& expected = operation.body;
        const bool whole =
            expected && !expected->name.empty() && given.contains(expected->name) && !used.contains(expected->name);
        api::Json out = form.empty() ? api::Json() : api::Json(form);
        if (whole) {
            out = given.at(expected->name);
        }
        for (const auto& name : rest) {
            if (whole && name == expected->name) {
                continue;
            }
            const bool known = expected && expected->members.contains(name);
            if (!expected || whole || !expected->object || (!known && (!expected->open || expected->name.empty()))) {
                return invalid(where() + " has no parameter '" + cleanUtf8(name) + "'; it has " + names() + ".");
            }
            if (!out.is_object()) {
                out = Object();
            }
            out.get_object()[name] = given.at(name);
        }
        if (expected && expected->required && out.is_null()) {
            return invalid(where() + " needs a body; give its members" +
                           (expected->name.empty() ? "." : ", or all of it as '" + cleanUtf8(expected->name) + "'."));
        }
        return out;
    }

    std::string names() const {
        std::vector<std::string> all;
        for (const auto& parameter : operation.parameters) {
            all.push_back(cleanUtf8(parameter.name));
        }
        if (operation.body && !operation.body->name.empty()) {
            all.push_back(cleanUtf8(operation.body->name));
        }
        return all.empty() ? "none" : joined(all, ", ");
    }
};
}  // namespace

api::Result<boost::json::object> makeOpenapiArguments(const OpenapiOperation& operation,
                                                      const boost::json::object& given, const std::string& server) {
    Builder builder{operation, given};
    for (const auto& parameter : operation.parameters) {
        if (auto added = builder.add(parameter); !added.ok()) {
            return added.error();
        }
    }
    auto body = builder.body();
    if (!body.ok()) {
        return body.error();
    }
    if (builder.path.find('{') != builder.path.npos) {
        return invalid(builder.where() + " has a placeholder in its path that is no parameter.");
    }
    auto base = server;
    while (base.ends_with('/')) {
        base.pop_back();
    }
    if (!builder.cookies.empty()) {
        builder.headers["Cookie"] = builder.cookies;
    }
    builder.headers["Accept"] = "application/json, */*;q=0.8";
    Object arguments{{"method", operation.method},
                     {"endpoint", base + builder.path + (builder.query.empty() ? "" : "?" + builder.query)}};
    if (!body->is_null()) {
        builder.headers["Content-Type"] = operation.body->mediaType;
        arguments["body"] = std::move(*body);
    }
    arguments["headers"] = std::move(builder.headers);
    return arguments;
}

}  // namespace beamline::blocks
