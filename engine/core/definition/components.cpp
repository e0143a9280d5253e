// SPDX-License-Identifier: Apache-2.0
// What `use` lends to tasks: functions, which are tasks of their own, and extensions, which are tasks around others.
#include <algorithm>

#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
constexpr std::pair<std::string_view, TaskType> kExtended[] = {
    {"call", TaskType::call}, {"do", TaskType::doTasks},        {"emit", TaskType::emit},    {"for", TaskType::forEach},
    {"fork", TaskType::fork}, {"listen", TaskType::listen},     {"raise", TaskType::raise},  {"run", TaskType::run},
    {"set", TaskType::set},   {"switch", TaskType::switchTask}, {"try", TaskType::tryCatch}, {"wait", TaskType::wait}};

/// Names of functions that the tasks inside of `value` call.
void calledFunctions(const Json& value, std::vector<std::string>& names) {
    if (const auto* object = value.if_object()) {
        if (const auto* call = object->if_contains("call"); call && call->is_string()) {
            names.emplace_back(call->get_string());
        }
        for (const auto& member : *object) {
            calledFunctions(member.value(), names);
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& item : *array) {
            calledFunctions(item, names);
        }
    }
}

/// The address of a function's file in place of a name.
bool isFunctionFile(const std::string& name) {
    return name.find("://") != std::string::npos &&
           (name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json"));
}

bool extends(const std::string& kind, TaskType type) {
    if (kind == "all") {
        return true;
    }
    if (kind == "composite") {
        return type == TaskType::doTasks || type == TaskType::fork;
    }
    return std::any_of(std::begin(kExtended), std::end(kExtended),
                       [&](const auto& entry) { return entry.first == kind && entry.second == type; });
}
}  // namespace

/// Before the tasks of `do`, and each behind those that it calls: a task's own subtasks stand together.
void DefinitionParser::functions() {
    each("functions", [this](const std::string& name, const Json& value, const Where& where) {
        if (isReservedCall(name)) {
            problemAtKey(where.pointer, "'" + name + "' names a call of the language; rename the function.");
        } else {
            function(name, value);
        }
    });
}

void DefinitionParser::function(const std::string& name, const Json& value) {
    const auto [entry, fresh] = m_functions.emplace(name, -1);
    if (!fresh) {
        return;
    }
    std::vector<std::string> names;
    calledFunctions(value, names);
    const auto* all = m_use->if_contains("functions");
    for (const auto& called : names) {
        if (const auto* other = isReservedCall(called) ? nullptr : all->as_object().if_contains(called)) {
            function(called, *other);
        }
    }
    const Where own{"/use/functions" + pointerStep(name), {}, 1};
    const auto index = task(name, value, own, -1);
    resolveFlow({index}, true);
    m_functions[name] = index;
}

void DefinitionParser::secrets() {
    const auto* list = m_use->if_contains("secrets");
    if (!list) {
        return;
    }
    if (!list->is_array()) {
        problem("/use/secrets", "'secrets' must be a list of names.");
        return;
    }
    for (std::size_t i = 0; i < list->get_array().size(); ++i) {
        const auto& item = list->get_array()[i];
        const auto pointer = "/use/secrets/" + std::to_string(i);
        const auto* name = item.if_string();
        const bool good = name && !name->empty() && name->size() <= kMaxSecretName && name->front() != '.' &&
                          std::all_of(name->begin(), name->end(), [](unsigned char c) {
                              return c < 128 && (std::isalnum(c) || c == '-' || c == '_' || c == '.');
                          });
        if (!good) {
            problem(pointer, "A secret is named with letters, digits, '-', '_' and '.', at most " +
                                 std::to_string(kMaxSecretName) + " of them.");
        } else {
            m_definition->secrets.emplace_back(*name);
        }
    }
}

void DefinitionParser::catalogs() {
    each("catalogs", [this](const std::string&, const Json& value, const Where& where) {
        const auto* members = object(value, where.pointer, "A catalog");
        if (!members) {
            return;
        }
        onlyKnown(*members, where.pointer, {"endpoint"}, "a catalog");
        const auto* endpoint = members->if_contains("endpoint");
        const auto* inner = endpoint ? endpoint->if_object() : nullptr;
        const auto* uri = inner ? inner->if_contains("uri") : endpoint;
        if (!uri || !uri->is_string() || uri->get_string().find("${") != std::string_view::npos) {
            problem(where.pointer, "A catalog needs 'endpoint', the URI of its root, which is no expression.");
        }
    });
}

void DefinitionParser::catalogFunctions() {
    std::vector<std::string> names;
    calledFunctions(m_source.json, names);
    for (const auto& name : names) {
        if (m_functions.contains(name)) {
            continue;
        }
        if (isFunctionFile(name)) {
            readFunction(name, name.substr(name.rfind('/') + 1), Json(name),
                         {"/use/functions" + pointerStep(name), {}, 1});
        } else if (const auto at = name.find('@'); at != std::string::npos) {
            catalogFunction(name, {"/use/catalogs" + pointerStep(name.substr(at + 1)), {}, 1});
        }
    }
}

/// `name:version@catalog` is <root>/functions/<name>/<version>/function.yaml.
void DefinitionParser::catalogFunction(const std::string& name, const Where& where) {
    const auto at = name.find('@');
    const auto colon = name.find(':');
    const auto* catalog = named("catalogs", name.substr(at + 1));
    const auto* members = catalog ? catalog->if_object() : nullptr;
    if (!members || !members->contains("endpoint") || colon == std::string::npos || colon > at) {
        return;  // the call tells it
    }
    Json endpoint = members->at("endpoint");
    auto* text = endpoint.is_object() ? endpoint.get_object().if_contains("uri") : &endpoint;
    if (!text || !text->is_string()) {
        return;
    }
    std::string root(text->get_string());
    while (!root.empty() && root.back() == '/') {
        root.pop_back();
    }
    // The root of a repository stands for its main branch.
    constexpr std::string_view kGitHub = "https://github.com/";
    if (root.starts_with(kGitHub) && std::count(root.begin() + kGitHub.size(), root.end(), '/') == 1) {
        root += "/tree/main";
    }
    *text =
        root + "/functions/" + name.substr(0, colon) + "/" + name.substr(colon + 1, at - colon - 1) + "/function.yaml";
    readFunction(name, name.substr(0, colon), endpoint, {where.pointer + pointerStep(name.substr(0, at)), {}, 1});
}

void DefinitionParser::readFunction(const std::string& name, const std::string& title, const Json& endpoint,
                                    const Where& where) {
    m_functions.emplace(name, -1);  // what cannot be read is told once
    if (const auto* found = external(endpoint, where)) {
        const auto index = task(title, *found, where, -1);
        resolveFlow({index}, true);
        m_functions[name] = index;
    }
}

const Json* DefinitionParser::external(const Json& endpoint, const Where& where) {
    Json resolved = endpoint;
    if (resolved.is_object()) {
        authenticated(resolved, where);
    }
    const auto key = boost::json::serialize(resolved);
    if (key.find("${") != std::string::npos) {
        problem(where.pointer, "What is read when the definition is deployed cannot have expressions in its endpoint.");
        return nullptr;
    }
    m_definition->external = true;
    const auto [entry, fresh] = m_external.emplace(key, nullptr);
    if (!fresh) {
        return entry->second.get();
    }
    const auto* uri = resolved.is_object() ? resolved.get_object().if_contains("uri") : &resolved;
    const std::string shown = uri && uri->is_string() ? std::string(uri->get_string()) : key;
    const bool must = m_resources && m_resources->required();
    if (!m_resources) {
        problem(where.pointer, shown + " is read when the definition is deployed.", api::Severity::warning);
        return nullptr;
    }
    const auto text = m_resources->read(resolved);
    if (!text) {
        problem(where.pointer, shown + " could not be read: " + text.error().message,
                must ? api::Severity::error : api::Severity::warning);
        return nullptr;
    }
    auto document = readSource(*text);
    if (!document.problems.empty()) {
        const auto& first = document.problems.front();
        problem(where.pointer, shown + " is neither YAML nor JSON: " + std::to_string(first.line) + ":" +
                                   std::to_string(first.column) + " " + first.message);
        return nullptr;
    }
    entry->second = std::make_unique<Json>(std::move(document.json));
    return entry->second.get();
}

void DefinitionParser::extensions() {
    const auto* list = m_use ? m_use->if_contains("extensions") : nullptr;
    if (!list) {
        return;
    }
    if (!list->is_array()) {
        problem("/use/extensions", "'extensions' must be a list: '- name: {extend, when, before, after}'.");
        return;
    }
    if (list->get_array().size() > kMaxExtensions) {
        problem("/use/extensions", "At most " + std::to_string(kMaxExtensions) + " extensions can be used.");
        return;
    }
    for (std::size_t i = 0; i < list->get_array().size(); ++i) {
        const auto& item = list->get_array()[i];
        const Where place{"/use/extensions/" + std::to_string(i), {}, 1};
        if (!item.is_object() || item.get_object().size() != 1) {
            problem(place.pointer,
                    "Each extension is an object with one member, its name: '- name: {extend, before}'.");
            continue;
        }
        const auto& member = *item.get_object().begin();
        const auto own = place.at(std::string_view(member.key()));
        Extension extension;
        extension.name = std::string(member.key());
        const auto* members = object(member.value(), own.pointer, "An extension");
        if (!members) {
            continue;
        }
        onlyKnown(*members, own.pointer, {"extend", "when", "before", "after"}, "an extension");
        const auto kind = text(*members, "extend", own.pointer, true);
        const bool known = kind == "all" || kind == "composite" ||
                           std::any_of(std::begin(kExtended), std::end(kExtended),
                                       [&](const auto& entry) { return entry.first == kind; });
        if (!kind.empty() && !known) {
            problem(own.pointer + "/extend",
                    "'" + kind +
                        "' is no kind of task; extend one of all, call, composite, emit, for, listen, raise, "
                        "run, set, switch, try and wait.");
        }
        if (const auto* when = members->if_contains("when")) {
            extension.when = expression(*when, own.at("when"));
        }
        if (const auto* before = members->if_contains("before")) {
            extension.before = taskList(*before, own.at("before"), -1, true);
        }
        if (const auto* after = members->if_contains("after")) {
            extension.after = taskList(*after, own.at("after"), -1, true);
        }
        if (!members->contains("before") && !members->contains("after")) {
            problem(own.pointer, "An extension needs 'before' or 'after', tasks to run around the extended ones.");
        }
        m_extended.push_back(kind);
        m_definition->extensions.push_back(std::move(extension));
    }
}

/// Extensions extend everything but themselves and each other.
void DefinitionParser::applyExtensions(std::size_t firstOfExtensions, std::size_t behindExtensions) {
    for (std::size_t i = 0; i < m_definition->tasks.size(); ++i) {
        if (i >= firstOfExtensions && i < behindExtensions) {
            continue;
        }
        auto& task = m_definition->tasks[i];
        for (std::size_t e = 0; e < m_extended.size(); ++e) {
            if (extends(m_extended[e], task.type)) {
                task.extensions.push_back(static_cast<int>(e));
            }
        }
    }
}

}  // namespace beamline::core
