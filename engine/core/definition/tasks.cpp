// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
std::string_view view(const Json& value) {
    return {value.get_string().data(), value.get_string().size()};
}

constexpr std::string_view kNotYet[] = {"emit", "listen", "run"};
constexpr std::string_view kNotYetCalls[] = {"grpc", "openapi", "asyncapi", "a2a", "mcp"};
constexpr int kMaxFunctionChain = 16;  ///< functions of `use` that call one another
}  // namespace

TaskList DefinitionParser::taskList(const Json& value, const Where& where, TaskIndex parent, bool sequential) {
    TaskList list;
    if (!value.is_array()) {
        problem(where.pointer, "A list of tasks must be an array of '- name: {task}'.");
        return list;
    }
    if (where.depth >= kMaxNesting) {
        problem(where.pointer, "Tasks are nested more than " + std::to_string(kMaxNesting) + " deep.");
        return list;
    }
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
        const auto& item = value.get_array()[i];
        auto place = where.at(std::to_string(i));
        ++place.depth;
        if (!item.is_object() || item.get_object().size() != 1) {
            problem(place.pointer, "Each task is an object with one member, its name: '- name: {task}'.");
            continue;
        }
        const auto& member = *item.get_object().begin();
        const auto name = std::string(member.key());
        const bool twice =
            std::any_of(list.begin(), list.end(), [&](TaskIndex other) { return at(other).name == name; });
        if (twice) {
            problem(place.pointer + pointerStep(name),
                    "The task '" + name + "' stands twice in this list; rename one.");
        }
        if (m_definition->tasks.size() >= kMaxTasks) {
            problem(place.pointer, "The definition has more than " + std::to_string(kMaxTasks) + " tasks.");
            return list;
        }
        list.push_back(task(name, member.value(), place.at(name), parent));
    }
    if (list.empty() && value.get_array().empty()) {
        problem(where.pointer, "A list of tasks must not be empty.");
    }
    for (std::size_t i = 0; sequential && i + 1 < list.size(); ++i) {
        at(list[i]).next = list[i + 1];
    }
    resolveFlow(list);
    return list;
}

TaskIndex DefinitionParser::task(const std::string& name, const Json& value, const Where& where, TaskIndex parent) {
    const auto index = static_cast<TaskIndex>(m_definition->tasks.size());
    m_definition->tasks.emplace_back();
    Task made;
    made.index = index;
    made.parent = parent;
    made.ref = where.pointer;
    made.name = name;
    made.definition = value;
    static const std::initializer_list<std::string_view> kReserved = {"continue", "exit", "end"};
    if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end()) {
        problem(where.pointer, "A task cannot be called '" + name + "', which is a flow directive.");
    }
    if (const auto* members = object(value, where.pointer, "A task")) {
        if (const auto* condition = members->if_contains("if")) {
            made.condition = expression(*condition, where.at("if"));
        }
        dataFlow(*members, where, made.flow, true);
        if (const auto* limit = members->if_contains("timeout")) {
            made.timeout = timeout(*limit, where.at("timeout"));
        }
        if (const auto* metadata = members->if_contains("metadata")) {
            object(*metadata, where.pointer + "/metadata", "'metadata'");
        }
        if (!body(made, *members, where)) {
            std::string message =
                "The task '" + name +
                "' has no kind; it needs one of call, do, for, fork, raise, set, switch, try or wait.";
            for (const auto kind : kNotYet) {
                if (members->contains(kind)) {
                    message = "'" + std::string(kind) + "' tasks are not supported by this build yet.";
                }
            }
            problem(where.pointer, std::move(message));
        }
    }
    at(index) = std::move(made);
    return index;
}

bool DefinitionParser::body(Task& made, const Object& o, const Where& where) {
    const auto known = [&](std::initializer_list<std::string_view> own, const char* what) {
        Object rest;
        for (const auto& member : o) {
            static constexpr std::string_view kCommon[] = {"if",      "input", "output",  "export",
                                                           "timeout", "then",  "metadata"};
            if (std::find(std::begin(kCommon), std::end(kCommon), member.key()) == std::end(kCommon)) {
                rest.emplace(member.key(), nullptr);
            }
        }
        onlyKnown(rest, where.pointer, own, what);
    };
    if (o.contains("call")) {
        known({"call", "with"}, "a call task");
        made.type = TaskType::call;
        callTask(made, o, where);
    } else if (o.contains("for")) {
        known({"for", "while", "do"}, "a for task");
        made.type = TaskType::forEach;
        forTask(made, o, where);
    } else if (o.contains("fork")) {
        known({"fork"}, "a fork task");
        made.type = TaskType::fork;
        forkTask(made, o, where);
    } else if (o.contains("raise")) {
        known({"raise"}, "a raise task");
        made.type = TaskType::raise;
        raiseTask(made, o, where);
    } else if (const auto* value = o.if_contains("set")) {
        known({"set"}, "a set task");
        made.type = TaskType::set;
        if (!value->is_object() && !value->is_string()) {
            problem(where.pointer + "/set", "'set' must be an object of values, or an expression that gives one.");
        }
        made.body = SetTask{valueTemplate(*value, where.at("set"))};
    } else if (o.contains("switch")) {
        known({"switch"}, "a switch task");
        made.type = TaskType::switchTask;
        switchTask(made, o, where);
    } else if (o.contains("try")) {
        known({"try", "catch"}, "a try task");
        made.type = TaskType::tryCatch;
        tryTask(made, o, where);
    } else if (const auto* length = o.if_contains("wait")) {
        known({"wait"}, "a wait task");
        made.type = TaskType::wait;
        made.body = WaitTask{duration(*length, where.at("wait"))};
    } else if (const auto* list = o.if_contains("do")) {
        known({"do"}, "a do task");
        made.type = TaskType::doTasks;
        made.body = DoTask{taskList(*list, where.at("do"), made.index, true)};
    } else {
        return false;
    }
    return true;
}

Json DefinitionParser::authenticated(Json with, const Where& where) {
    auto* arguments = with.if_object();
    auto* endpoint = arguments ? arguments->if_contains("endpoint") : nullptr;
    auto* members = endpoint ? endpoint->if_object() : nullptr;
    auto* authentication = members ? members->if_contains("authentication") : nullptr;
    if (!authentication) {
        return with;
    }
    const auto place = where.pointer + "/endpoint/authentication";
    const Json* name = authentication->is_string() ? authentication : nullptr;
    if (const auto* inner = authentication->if_object()) {
        name = inner->if_contains("use");
    }
    if (name && name->is_string()) {
        const auto* all = m_use ? m_use->if_contains("authentications") : nullptr;
        const auto* named = all && all->is_object() ? all->get_object().if_contains(view(*name)) : nullptr;
        if (!named) {
            problem(place, "There is no authentication '" + std::string(view(*name)) + "' under use.authentications.");
            return with;
        }
        Json copy = *named;
        *authentication = std::move(copy);
    }
    if (const auto* inner = authentication->if_object()) {
        onlyKnown(*inner, place, {"basic", "bearer"}, "an authentication of this build");
    }
    return with;
}

void DefinitionParser::callTask(Task& made, const Object& o, const Where& where) {
    CallTask call;
    const auto name = text(o, "call", where.pointer, true);
    const auto* with = o.if_contains("with");
    if (with && !with->is_object()) {
        problem(where.pointer + "/with", "'with' must be an object of arguments.");
        with = nullptr;
    }
    if (!name.empty()) {
        resolveCall(call, name, with ? *with : Json(Object()), where, 0);
    }
    made.body = std::move(call);
}

void DefinitionParser::resolveCall(CallTask& call, std::string name, Json with, const Where& where, int depth) {
    const auto* functions = m_use ? m_use->if_contains("functions") : nullptr;
    const auto* custom = functions && functions->is_object() ? functions->get_object().if_contains(name) : nullptr;
    if (custom) {
        const auto* base = custom->if_object();
        const auto* target = base ? base->if_contains("call") : nullptr;
        if (!target || !target->is_string() || depth >= kMaxFunctionChain) {
            problem("/use/functions" + pointerStep(name), depth >= kMaxFunctionChain
                                                              ? "Functions call one another in a circle."
                                                              : "A function of this build must be a call task.");
            return;
        }
        Json merged = base->contains("with") ? base->at("with") : Json(Object());
        if (merged.is_object()) {
            for (const auto& member : with.get_object()) {
                merged.get_object()[member.key()] = member.value();
            }
        }
        resolveCall(call, std::string(view(*target)), std::move(merged), where, depth + 1);
        return;
    }
    if (std::find(std::begin(kNotYetCalls), std::end(kNotYetCalls), name) != std::end(kNotYetCalls)) {
        problem(where.pointer + "/call", "Calls of '" + name + "' are not supported by this build yet.");
        return;
    }
    std::string version;
    if (const auto at = name.find('@'); at != std::string::npos) {
        if (name.substr(at) != "@default") {
            problem(where.pointer + "/call",
                    "Only the catalog 'default' is supported by this build: '" + name.substr(0, at) + "@default'.");
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
    const auto place = where.at("with");
    call.with = valueTemplate(authenticated(std::move(with), place), place);
    if (info->input.is_object()) {
        auto schema = compileSchema(info->input);
        if (!schema) {
            problem(where.pointer + "/call", "The function's own schema is broken: " + schema.error().message);
            return;
        }
        call.arguments = *schema;
        if (call.with.constant()) {
            for (const auto& violation : call.arguments->check(*call.with.constantValue())) {
                problem(place.pointer + violation.pointer, violation.message);
            }
        }
    }
}

void DefinitionParser::forTask(Task& made, const Object& o, const Where& where) {
    ForTask loop;
    auto inner = where;
    if (const auto* head = object(o.at("for"), where.pointer + "/for", "'for'")) {
        const auto place = where.at("for");
        onlyKnown(*head, place.pointer, {"each", "in", "at"}, "'for'");
        if (head->contains("each")) {
            loop.each = text(*head, "each", place.pointer, false);
        }
        if (head->contains("at")) {
            loop.at = text(*head, "at", place.pointer, false);
        }
        if (const auto* in = head->if_contains("in")) {
            if (in->is_array()) {
                loop.in = addExpression(boost::json::serialize(*in), place.at("in"));
            } else {
                loop.in = expression(*in, place.at("in"));
            }
        } else {
            problem(place.pointer, "'for' needs 'in', an expression that gives an array.");
        }
    }
    inner.locals.push_back(loop.each);
    inner.locals.push_back(loop.at);
    if (const auto* condition = o.if_contains("while")) {
        loop.whileCondition = expression(*condition, inner.at("while"));
    }
    if (const auto* list = o.if_contains("do")) {
        loop.tasks = taskList(*list, inner.at("do"), made.index, true);
    } else {
        problem(where.pointer, "A for task needs 'do', the tasks to repeat.");
    }
    made.body = std::move(loop);
}

void DefinitionParser::forkTask(Task& made, const Object& o, const Where& where) {
    ForkTask fork;
    const auto place = where.at("fork");
    if (const auto* members = object(o.at("fork"), place.pointer, "'fork'")) {
        onlyKnown(*members, place.pointer, {"branches", "compete"}, "'fork'");
        if (const auto* compete = members->if_contains("compete")) {
            if (compete->is_bool()) {
                fork.compete = compete->get_bool();
            } else {
                problem(place.pointer + "/compete", "'compete' must be true or false.");
            }
        }
        if (const auto* branches = members->if_contains("branches")) {
            fork.branches = taskList(*branches, place.at("branches"), made.index, false);
        } else {
            problem(place.pointer, "'fork' needs 'branches', the tasks to run side by side.");
        }
    }
    made.body = std::move(fork);
}

void DefinitionParser::raiseTask(Task& made, const Object& o, const Where& where) {
    const auto place = where.at("raise");
    const auto* members = object(o.at("raise"), place.pointer, "'raise'");
    const auto* error = members ? members->if_contains("error") : nullptr;
    if (members) {
        onlyKnown(*members, place.pointer, {"error"}, "'raise'");
    }
    if (!error) {
        problem(place.pointer, "'raise' needs 'error', an error or the name of one under use.errors.");
        return;
    }
    if (error->is_string() && view(*error).substr(0, 2) != "${") {
        const auto* errors = m_use ? m_use->if_contains("errors") : nullptr;
        const auto* named = errors && errors->is_object() ? errors->get_object().if_contains(view(*error)) : nullptr;
        if (!named) {
            problem(place.pointer + "/error",
                    "There is no error '" + std::string(view(*error)) + "' under use.errors.");
            return;
        }
        error = named;
    }
    if (const auto* inner = error->if_object()) {
        onlyKnown(*inner, place.pointer + "/error", {"type", "status", "title", "detail", "instance"}, "an error");
        for (const char* key : {"type", "status"}) {
            if (!inner->contains(key)) {
                problem(place.pointer + "/error", std::string("An error needs '") + key + "'.");
            }
        }
    }
    made.body = RaiseTask{valueTemplate(*error, place.at("error"))};
}

void DefinitionParser::switchTask(Task& made, const Object& o, const Where& where) {
    SwitchTask choice;
    const auto place = where.at("switch");
    const auto& cases = o.at("switch");
    if (!cases.is_array() || cases.get_array().empty()) {
        problem(place.pointer, "'switch' must be a list of cases: '- name: {when, then}'.");
    }
    for (std::size_t i = 0; cases.is_array() && i < cases.get_array().size(); ++i) {
        const auto& item = cases.get_array()[i];
        const auto itemPlace = place.at(std::to_string(i));
        if (!item.is_object() || item.get_object().size() != 1) {
            problem(itemPlace.pointer, "Each case is an object with one member, its name: '- name: {when, then}'.");
            continue;
        }
        const auto& member = *item.get_object().begin();
        const auto casePlace = itemPlace.at(std::string_view(member.key()));
        SwitchCase made_case;
        made_case.name = std::string(member.key());
        if (const auto* members = object(member.value(), casePlace.pointer, "A case")) {
            onlyKnown(*members, casePlace.pointer, {"when", "then"}, "a case");
            if (const auto* when = members->if_contains("when")) {
                made_case.when = expression(*when, casePlace.at("when"));
            }
            if (!members->contains("then")) {
                problem(casePlace.pointer, "A case needs 'then'.");
            }
        }
        choice.cases.push_back(std::move(made_case));
    }
    made.body = std::move(choice);
}

void DefinitionParser::tryTask(Task& made, const Object& o, const Where& where) {
    TryTask attempt;
    attempt.tasks = taskList(o.at("try"), where.at("try"), made.index, true);
    const auto* clause = o.if_contains("catch");
    const auto place = where.at("catch");
    const auto* members = clause ? object(*clause, place.pointer, "'catch'") : nullptr;
    if (!clause) {
        problem(where.pointer, "A try task needs 'catch'.");
    }
    if (members) {
        onlyKnown(*members, place.pointer, {"errors", "as", "when", "exceptWhen", "retry", "do", "then"}, "'catch'");
        if (const auto* errors = members->if_contains("errors")) {
            if (const auto* inner = object(*errors, place.pointer + "/errors", "'errors'")) {
                onlyKnown(*inner, place.pointer + "/errors", {"with"}, "'errors'");
                if (const auto* with = inner->if_contains("with")) {
                    attempt.filter = errorFilter(*with, place.at("errors").at("with"));
                }
            }
        }
        if (members->contains("as")) {
            attempt.as = text(*members, "as", place.pointer, false);
        }
        auto inner = place;
        inner.locals.push_back(attempt.as);
        if (const auto* when = members->if_contains("when")) {
            attempt.when = expression(*when, inner.at("when"));
        }
        if (const auto* except = members->if_contains("exceptWhen")) {
            attempt.exceptWhen = expression(*except, inner.at("exceptWhen"));
        }
        if (const auto* retry = members->if_contains("retry")) {
            const Json* policy = retry;
            auto retryPlace = inner.at("retry");
            if (retry->is_string()) {
                const auto* retries = m_use ? m_use->if_contains("retries") : nullptr;
                policy = retries && retries->is_object() ? retries->get_object().if_contains(view(*retry)) : nullptr;
                if (!policy) {
                    problem(retryPlace.pointer,
                            "There is no retry policy '" + std::string(view(*retry)) + "' under use.retries.");
                } else {
                    retryPlace.pointer = "/use/retries" + pointerStep(view(*retry));
                }
            }
            if (policy) {
                attempt.retry = retryPolicy(*policy, retryPlace);
            }
        }
        if (const auto* handler = members->if_contains("do")) {
            attempt.handler = taskList(*handler, inner.at("do"), made.index, true);
        }
    }
    made.body = std::move(attempt);
}

FlowDirective DefinitionParser::directive(const Json& value, const std::string& pointer, const TaskList& siblings) {
    FlowDirective flow;
    if (!value.is_string()) {
        problem(pointer, "'then' must be continue, exit, end or the name of a task in the same list.");
        return flow;
    }
    const auto target = view(value);
    if (target == "exit") {
        flow.kind = FlowDirective::Kind::exit;
    } else if (target == "end") {
        flow.kind = FlowDirective::Kind::end;
    } else if (target != "continue") {
        for (const auto sibling : siblings) {
            if (at(sibling).name == target) {
                flow.kind = FlowDirective::Kind::gotoTask;
                flow.target = sibling;
                return flow;
            }
        }
        problem(pointer, "There is no task '" + std::string(target) + "' in the same list to go to.");
    }
    return flow;
}

void DefinitionParser::resolveFlow(const TaskList& list) {
    for (const auto index : list) {
        const auto* members = at(index).definition.if_object();
        if (const auto* then = members ? members->if_contains("then") : nullptr) {
            at(index).then = directive(*then, at(index).ref + "/then", list);
        }
        if (auto* choice = std::get_if<SwitchTask>(&at(index).body)) {
            const auto& cases = members->at("switch").get_array();
            std::size_t next = 0;
            for (std::size_t i = 0; i < cases.size(); ++i) {
                if (!cases[i].is_object() || cases[i].get_object().size() != 1) {
                    continue;
                }
                const auto& member = *cases[i].get_object().begin();
                const auto* inner = member.value().if_object();
                if (const auto* then = inner ? inner->if_contains("then") : nullptr) {
                    choice->cases[next].then = directive(
                        *then, at(index).ref + "/switch/" + std::to_string(i) + pointerStep(member.key()) + "/then",
                        list);
                }
                ++next;
            }
        } else if (auto* attempt = std::get_if<TryTask>(&at(index).body)) {
            const auto* clause = members->if_contains("catch");
            const auto* inner = clause ? clause->if_object() : nullptr;
            if (const auto* then = inner ? inner->if_contains("then") : nullptr) {
                attempt->caughtThen = directive(*then, at(index).ref + "/catch/then", list);
            }
        }
    }
}

}  // namespace beamline::core
