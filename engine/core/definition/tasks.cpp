// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
constexpr std::string_view kNotYetCalls[] = {"grpc", "openapi", "asyncapi", "a2a", "mcp"};
constexpr std::size_t kMaxName = 256;
}  // namespace

bool isReservedCall(std::string_view name) {
    return name == "http" ||
           std::find(std::begin(kNotYetCalls), std::end(kNotYetCalls), name) != std::end(kNotYetCalls);
}

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
            problemAtKey(place.pointer + pointerStep(name),
                         "The task '" + name + "' stands twice in this list; rename one.");
        }
        if (name.empty() || name.size() > kMaxName) {
            problemAtKey(place.pointer + pointerStep(name),
                         "The name of a task must have 1 to " + std::to_string(kMaxName) + " characters.");
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
    resolveFlow(list, sequential);
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
        problemAtKey(where.pointer, "A task cannot be called '" + name + "', which is a flow directive.");
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
            std::string message = "The task '" + name +
                                  "' has no kind; it needs one of call, do, emit, for, fork, listen, raise, run, set, "
                                  "switch, try or wait.";
            problemAtKey(where.pointer, std::move(message));
        }
    }
    at(index) = std::move(made);
    return index;
}

bool DefinitionParser::body(Task& made, const Object& o, const Where& where) {
    const auto known = [&](std::vector<std::string_view> own, const char* what) {
        own.insert(own.end(), {"if", "input", "output", "export", "timeout", "then", "metadata"});
        onlyKnown(o, where.pointer, own, what);
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
    } else if (o.contains("emit")) {
        known({"emit"}, "an emit task");
        made.type = TaskType::emit;
        emitTask(made, o, where);
    } else if (o.contains("listen")) {
        known({"listen", "foreach"}, "a listen task");
        made.type = TaskType::listen;
        listenTask(made, o, where);
    } else if (o.contains("run")) {
        known({"run"}, "a run task");
        made.type = TaskType::run;
        runTask(made, o, where);
    } else if (o.contains("raise")) {
        known({"raise"}, "a raise task");
        made.type = TaskType::raise;
        raiseTask(made, o, where);
    } else if (const auto* value = o.if_contains("set")) {
        known({"set"}, "a set task");
        made.type = TaskType::set;
        if (!value->is_object() && !value->is_string()) {
            problem(where.pointer + "/set", "'set' must be an object of values, or an expression that gives one.");
        } else if (value->is_object() && value->get_object().empty()) {
            problem(where.pointer + "/set", "'set' is empty; give at least one value.");
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

void DefinitionParser::forTask(Task& made, const Object& o, const Where& where) {
    ForTask loop;
    auto inner = where;
    if (const auto* head = object(o.at("for"), where.pointer + "/for", "'for'")) {
        const auto place = where.at("for");
        onlyKnown(*head, place.pointer, {"each", "in", "at"}, "'for'");
        loop.each = variableName(*head, "each", place, "item");
        loop.at = variableName(*head, "at", place, "index");
        if (loop.each == loop.at) {
            problem(place.pointer, "'each' and 'at' must be different names.");
        }
        if (const auto* in = head->if_contains("in")) {
            loop.in = in->is_array() ? valueTemplate(*in, place.at("in"))
                                     : Template::makeExpression(expression(*in, place.at("in")));
        } else {
            problem(place.pointer, "'for' needs 'in', a list or an expression that gives one.");
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
    auto errorPlace = place.at("error");
    if (error->is_string() && view(*error).find("${") == std::string_view::npos) {
        const auto name = view(*error);
        error = named("errors", name);
        if (!error) {
            problem(errorPlace.pointer, "There is no error '" + std::string(name) + "' under use.errors.");
            return;
        }
        errorPlace.pointer = "/use/errors" + pointerStep(name);
    }
    if (!error->is_object() && !error->is_string()) {
        problem(errorPlace.pointer, "'error' must be an error {type, status, …} or the name of one under use.errors.");
        return;
    }
    if (error->is_object()) {
        errorDefinition(*error, errorPlace);
    }
    made.body = RaiseTask{valueTemplate(*error, errorPlace)};
}

void DefinitionParser::switchTask(Task& made, const Object& o, const Where& where) {
    SwitchTask choice;
    const auto place = where.at("switch");
    const auto& cases = o.at("switch");
    if (!cases.is_array() || cases.get_array().empty()) {
        problem(place.pointer, "'switch' must be a list of cases: '- name: {when, then}'.");
    }
    bool otherwise = false;
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
            } else if (otherwise) {
                problemAtKey(casePlace.pointer, "There is another case without 'when'; a switch has one default.");
            }
            otherwise = otherwise || !members->contains("when");
            if (!members->contains("then")) {
                problemAtKey(casePlace.pointer, "A case needs 'then'.");
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
        attempt.as = variableName(*members, "as", place, "error");
        auto inner = place;
        inner.locals.push_back(attempt.as);
        if (const auto* when = members->if_contains("when")) {
            attempt.when = expression(*when, inner.at("when"));
        }
        if (const auto* except = members->if_contains("exceptWhen")) {
            attempt.exceptWhen = expression(*except, inner.at("exceptWhen"));
        }
        if (const auto* retry = members->if_contains("retry")) {
            retryOf(attempt, *retry, inner.at("retry"));
        }
        if (const auto* handler = members->if_contains("do")) {
            attempt.handler = taskList(*handler, inner.at("do"), made.index, true);
        }
    }
    made.body = std::move(attempt);
}

void DefinitionParser::retryOf(TryTask& attempt, const Json& retry, const Where& where) {
    const Json* policy = &retry;
    auto place = where;
    if (retry.is_string()) {
        policy = named("retries", view(retry));
        if (!policy) {
            problem(where.pointer, "There is no retry policy '" + std::string(view(retry)) + "' under use.retries.");
            return;
        }
        place.pointer = "/use/retries" + pointerStep(view(retry));
    }
    attempt.retry = retryPolicy(*policy, place);
}

FlowDirective DefinitionParser::directive(const Json& value, const std::string& pointer, const TaskList& siblings,
                                          bool sequential) {
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
    } else if (target != "continue" && !sequential) {
        problem(pointer, "The branches of a fork run side by side: 'then' of a branch is continue, exit or end.");
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

void DefinitionParser::resolveFlow(const TaskList& list, bool sequential) {
    for (const auto index : list) {
        const auto* members = at(index).definition.if_object();
        if (const auto* then = members ? members->if_contains("then") : nullptr) {
            at(index).then = directive(*then, at(index).ref + "/then", list, sequential);
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
                        list, sequential);
                }
                ++next;
            }
        } else if (auto* attempt = std::get_if<TryTask>(&at(index).body)) {
            const auto* clause = members->if_contains("catch");
            const auto* inner = clause ? clause->if_object() : nullptr;
            if (const auto* then = inner ? inner->if_contains("then") : nullptr) {
                attempt->caughtThen = directive(*then, at(index).ref + "/catch/then", list, sequential);
            }
        }
    }
}

}  // namespace beamline::core
