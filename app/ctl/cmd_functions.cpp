// SPDX-License-Identifier: Apache-2.0
// beamctl functions: the catalog as a list, and one function with its schemas and an example.

#include <iostream>
#include <set>

#include "app/ctl/commands.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/block.h"

namespace beamline::ctl {

namespace {

constexpr int kMaxShownDepth = 8;  // schemas of our own may refer to themselves

std::string itemsOf(const boost::json::array& items) {
    std::string all;
    for (const auto& item : items) {
        all += (all.empty() ? "" : " | ") + (item.is_string() ? std::string(item.get_string()) : api::printJson(item));
    }
    return all;
}

/// A schema as lines for people: each member with its type, whether it must be there, its default, what it means.
class SchemaText {
public:
    explicit SchemaText(const api::Json& root) : m_root(root) {}

    void print(const api::Json& given, int depth) const {
        const auto* schema = resolved(given).if_object();
        if (!schema || depth > kMaxShownDepth) {
            return;
        }
        const auto* required = array(*schema, "required");
        if (const auto* properties = object(*schema, "properties")) {
            for (const auto& member : *properties) {
                const bool needed = required && std::find(required->begin(), required->end(),
                                                          boost::json::value(member.key())) != required->end();
                line(std::string(member.key()), member.value(), needed, depth);
            }
        }
        if (const auto* items = schema->if_contains("items")) {
            print(*items, depth);
        }
        for (const char* word : {"oneOf", "anyOf"}) {
            const auto* ways = array(*schema, word);
            std::set<const api::Json*> shown;  // one of them and a list of them are told once
            for (std::size_t i = 0; ways && i < ways->size(); ++i) {
                if (shown.insert(&content((*ways)[i])).second) {
                    print((*ways)[i], depth);
                }
            }
        }
    }

private:
    static const boost::json::array* array(const boost::json::object& schema, std::string_view name) {
        const auto* value = schema.if_contains(name);
        return value ? value->if_array() : nullptr;
    }
    static const boost::json::object* object(const boost::json::object& schema, std::string_view name) {
        const auto* value = schema.if_contains(name);
        return value ? value->if_object() : nullptr;
    }

    const api::Json& resolved(const api::Json& schema) const {
        const auto* reference = schema.is_object() ? schema.get_object().if_contains("$ref") : nullptr;
        if (!reference || !reference->is_string() || !reference->get_string().starts_with("#")) {
            return schema;
        }
        boost::system::error_code ec;
        const auto* target = m_root.find_pointer(std::string_view(reference->get_string()).substr(1), ec);
        return target ? *target : schema;
    }

    /// What an array consists of, else the schema itself.
    const api::Json& content(const api::Json& given) const {
        const auto& schema = resolved(given);
        const auto* items = schema.is_object() ? schema.get_object().if_contains("items") : nullptr;
        return items ? resolved(*items) : schema;
    }

    std::string typeOf(const api::Json& given) const {
        const auto* schema = resolved(given).if_object();
        if (!schema) {
            return {};
        }
        if (const auto* choices = array(*schema, "enum")) {
            return itemsOf(*choices);
        }
        if (const auto* value = schema->if_contains("const")) {
            return api::printJson(*value);
        }
        const auto* type = schema->if_contains("type");
        if (!type) {
            return schema->contains("properties") ? "object" : "";
        }
        if (const auto* several = type->if_array()) {
            return itemsOf(*several);
        }
        const std::string name(type->is_string() ? std::string_view(type->get_string()) : std::string_view());
        const auto* items = schema->if_contains("items");
        const auto of = name == "array" && items ? typeOf(*items) : std::string();
        return of.empty() ? name : name + " of " + of;
    }

    void line(const std::string& name, const api::Json& given, bool needed, int depth) const {
        const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
        const auto* own = given.if_object();
        const auto* schema = resolved(given).if_object();
        const auto type = typeOf(given);
        std::cout << indent << name << (type.empty() ? "" : "  ") << type << (needed ? "  required" : "");
        if (schema && schema->contains("default")) {
            std::cout << "  default " << api::printJson(schema->at("default"));
        }
        std::cout << '\n';
        for (const auto* from : {own, schema}) {
            const auto* text = from ? from->if_contains("description") : nullptr;
            if (text && text->is_string()) {
                std::cout << indent << "    " << std::string_view(text->get_string()) << '\n';
                break;
            }
        }
        print(given, depth + 1);
    }

    const api::Json& m_root;
};

void printSchema(const char* heading, const api::Json& schema) {
    std::cout << '\n' << heading << '\n';
    if (const auto* object = schema.if_object(); object && object->contains("description")) {
        if (const auto* text = object->at("description").if_string()) {
            std::cout << "  " << std::string_view(*text) << '\n';
        }
    }
    SchemaText(schema).print(schema, 1);
}

int showFunction(const Globals& globals, const blocks::Registry& registry, const std::string& name) {
    const auto* function = registry.find(name, {});
    if (!function) {
        note("There is no function \"" + name + "\". All functions: beamctl functions");
        return kUsage;
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*function));
        return kCompleted;
    }
    std::cout << function->name << ' ' << function->version << "  (pool " << function->pool << ")\n"
              << function->summary << '\n';
    printSchema("INPUT", function->input);
    printSchema("OUTPUT", function->output);
    if (!function->example.empty()) {
        std::cout << "\nEXAMPLE\n" << function->example;
    }
    return kCompleted;
}

}  // namespace

int listFunctions(const Globals& globals, const std::string& name) {
    const blocks::Registry registry({});
    if (!name.empty()) {
        return showFunction(globals, registry, name);
    }
    const auto functions = registry.listWithNotes();
    if (globals.format == Format::json) {
        printJson(api::toJson(functions));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& function : functions) {
        rows.push_back({function.name, function.version, function.pool, function.summary});
    }
    printTable({"FUNCTION", "VERSION", "POOL", "DOES"}, rows);
    return kCompleted;
}

}  // namespace beamline::ctl
