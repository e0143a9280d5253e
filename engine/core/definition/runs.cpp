// SPDX-License-Identifier: Apache-2.0
// `run`: a process becomes the call of the catalog function that is called as its kind (dsl-reference, "Run").
#include <algorithm>

#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
constexpr std::string_view kKinds[] = {"container", "script", "shell", "workflow"};
constexpr std::string_view kReturns[] = {"stdout", "stderr", "code", "all", "none"};
/// Members whose text is of another language, which may have "${" in it.
constexpr std::string_view kCode[] = {"code", "command"};

template <std::size_t n>
bool among(const std::string_view (&list)[n], std::string_view one) {
    return std::find(std::begin(list), std::end(list), one) != std::end(list);
}

bool isReturn(const Json& value) {
    const auto* text = value.if_string();
    return text && among(kReturns, std::string_view(text->data(), text->size()));
}
}  // namespace

bool DefinitionParser::isPlain(const Json& value) {
    const auto* written = value.if_string();
    const std::string_view text = written ? std::string_view(written->data(), written->size()) : std::string_view();
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return written && (first == text.npos || text.substr(first, 2) != "${" || text[last] != '}');
}

void DefinitionParser::runTask(Task& made, const Object& o, const Where& where) {
    CallTask call;
    const auto place = where.at("run");
    if (const auto* run = object(o.at("run"), place.pointer, "'run'")) {
        onlyKnown(*run, place.pointer, {"container", "script", "shell", "workflow", "await", "return"}, "'run'");
        std::vector<std::string_view> kinds;
        for (const auto kind : kKinds) {
            if (run->contains(kind)) {
                kinds.push_back(kind);
            }
        }
        const auto* await = run->if_contains("await");
        if (await && !await->is_bool()) {
            problem(place.pointer + "/await", "'await' must be true or false.");
        }
        call.detached = await && await->is_bool() && !await->get_bool();
        const auto* wanted = run->if_contains("return");
        if (wanted && !isReturn(*wanted)) {
            problem(place.pointer + "/return", "'return' must be stdout, stderr, code, all or none.");
        }
        if (kinds.size() != 1) {
            problem(place.pointer, "'run' needs one of container, script, shell and workflow.");
        } else if (kinds.front() == "workflow") {
            const bool silent = wanted && isReturn(*wanted) && wanted->get_string() == "none";
            made.body = workflowTask(run->at("workflow"), place.at("workflow"), !call.detached, !silent);
            return;
        } else {
            runProcess(call, kinds.front(), *run, place);
        }
    }
    made.body = std::move(call);
}

void DefinitionParser::runProcess(CallTask& call, std::string_view kind, const Object& run, const Where& where) {
    const auto place = where.at(kind);
    const auto* members = object(run.at(kind), place.pointer, "A process");
    if (!members) {
        return;
    }
    const auto* info = m_catalog.find(kind, {});
    if (!info) {
        problem(place.pointer, "'run." + std::string(kind) + "' is not supported by this build.");
        return;
    }
    Object given = *members;
    if (auto* source = given.if_contains("source"); source && source->is_object()) {
        if (auto* endpoint = source->get_object().if_contains("endpoint")) {
            authenticated(*endpoint, place.at("source").at("endpoint"));
        }
    }
    Arguments arguments;
    for (const auto& member : given) {
        const std::string_view key = member.key();
        arguments.insert_or_assign(std::string(key), Argument{&member.value(), place.at(key), among(kCode, key)});
    }
    if (given.contains("return")) {
        problemAtKey(place.pointer + "/return", "'return' stands beside '" + std::string(kind) + "', not in it.");
    }
    if (const auto* wanted = run.if_contains("return"); wanted && isReturn(*wanted)) {
        arguments.insert_or_assign("return", Argument{wanted, where.at("return"), true});
    }
    call.function = info->name;
    call.version = info->version;
    call.pool = info->pool;
    call.changes = info->effect == api::FunctionEffect::changes;
    callArguments(call, arguments, where, info->input, '/' + std::string(kind));
}

}  // namespace beamline::core
