// SPDX-License-Identifier: Apache-2.0
// The stages around a task's body, in the order of dsl.md "Data Flow": if, input.schema, input.from, body, output.as,
// output.schema, export.as, export.schema.
#include <algorithm>

#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
const FlowDirective kNext{};
}  // namespace

/// The workflow's error; or none of it, when nothing is wrong with the expression.
api::WorkflowError Machine::State::failed(const api::Error& reason) {
    if (reason.code == api::code::kUnavailable || reason.code == api::code::kOverloaded) {
        hostFailure = reason;
    }
    return makeError("expression", reason.message, {});
}

/// Functions and extensions run for several tasks at once.
bool Machine::State::isShared(const Frame& f) const {
    return f.task >= 0 && taskOf(f).ref.starts_with("/use/");
}

void Machine::State::enter(Frame& f) {
    comesTo(f);
    if (f.task < 0) {
        f.startedAt = now;
        if (!checkSecrets() || !transformInput(f) || !armTimeout(f, definition->timeout)) {
            raise(f, std::move(problem));
            return;
        }
        input = f.input;
        context = f.input;
        f.stage = Stage::active;
        emitRun("run.started", {}, f.input);
        body(f);
        return;
    }
    const auto& task = taskOf(f);
    auto& record = records[static_cast<std::size_t>(f.task)];
    if (!f.again) {
        f.iteration = ++record.iterations;
        emit("task.created", f);
    }
    f.again = false;
    record.attempt = f.attempt;
    record.phase = api::Phase::pending;
    record.startedAt = record.endedAt = 0;
    f.input.reset();
    f.rawOutput.reset();
    if (task.condition >= 0) {
        Data verdict;
        if (!evaluate(f, task.condition, f.rawInput, verdict)) {
            raise(f, std::move(problem));
            return;
        }
        if (!truthy(*verdict)) {
            emit("task.skipped", f);
            mark(f, api::Phase::completed);
            leave(f, f.rawInput, kNext);
            return;
        }
    }
    f.startedAt = now;
    if (!transformInput(f) || !armTimeout(f, task.timeout)) {
        raise(f, std::move(problem));
        return;
    }
    f.stage = Stage::active;
    record.startedAt = real;
    record.phase = api::Phase::running;
    emit("task.started", f, f.input);
    if (task.extensions.empty() || &described(f) != &f) {  // extensions do not extend what they call
        body(f);
    } else {
        beginExtensions(f);
    }
}

/// dsl.md, "Secret": one that is not there, or not for this workflow, is an authorization error.
bool Machine::State::checkSecrets() {
    const auto* known = secrets ? secrets->if_object() : nullptr;
    for (const auto& name : definition->secrets) {
        if (!known || !known->contains(name)) {
            problem = makeError("authorization",
                                "The secret '" + name +
                                    "' is not there, or this engine may not read it. It is a file of that name in the "
                                    "folder secrets of "
                                    "the data directory that only the engine's user can read, or kept by the console.",
                                {});
            return false;
        }
    }
    return true;
}

bool Machine::State::transformInput(Frame& f) {
    const auto& flow = flowOf(f);
    if (flow.inputSchema && !check(flow.inputSchema, f.rawInput, "input")) {
        return false;
    }
    if (!flow.inputFrom.present()) {
        f.input = f.rawInput;
        return true;
    }
    Data transformed;
    if (!evaluate(f, flow.inputFrom, f.rawInput, transformed)) {
        return false;
    }
    f.input = std::move(transformed);
    return true;
}

void Machine::State::complete(Frame& f, Data raw, const FlowDirective* directive) {
    f.rawOutput = std::move(raw);
    f.stage = Stage::completing;
    if (f.extension && !f.extension->after) {
        f.extension->after = true;
        f.extension->next = 0;
        f.extension->directive = directive ? std::optional(*directive) : std::nullopt;
        f.fork.reset();
        nextExtension(f);
        return;
    }
    finish(f, directive);
}

void Machine::State::finish(Frame& f, const FlowDirective* directive) {
    if (f.task < 0) {
        completeWorkflow(f.rawOutput);
        return;
    }
    Data out;
    if (!transformOutput(f, out)) {
        raise(f, std::move(problem));
        return;
    }
    const auto& flow = taskOf(f).flow;
    Data exported = context;
    if ((flow.exportAs.present() && !evaluate(f, flow.exportAs, out, exported, &out)) ||
        (flow.exportSchema && !check(flow.exportSchema, exported, "exported context"))) {
        raise(f, std::move(problem));
        return;
    }
    if (!directive && f.extension && f.extension->directive) {
        directive = &*f.extension->directive;
    }
    const auto then = directive ? *directive : flowAfter(f);
    if (then.kind == FlowDirective::Kind::gotoTask && ++jumps > kMaxStepsPerFact) {
        raise(f, makeError("runtime",
                           "More than " + std::to_string(kMaxStepsPerFact) +
                               " jumps to another task without anything to wait for: this loop does not end.",
                           {}));
        return;
    }
    context = std::move(exported);
    revoke(f.timeout);
    emit("task.completed", f, out);
    mark(f, api::Phase::completed);
    leave(f, std::move(out), then);
}

const FlowDirective& Machine::State::flowAfter(const Frame& f) const {
    const auto& task = taskOf(f);
    if (f.attempts && f.attempts->inHandler) {
        if (const auto& then = std::get<TryTask>(task.body).caughtThen) {
            return *then;
        }
    }
    return task.then;
}

bool Machine::State::transformOutput(Frame& f, Data& out) {
    const auto& flow = flowOf(f);
    if (!flow.outputAs.present()) {
        out = f.rawOutput;
    } else if (!evaluate(f, flow.outputAs, f.rawOutput, out)) {
        return false;
    }
    return !flow.outputSchema || check(flow.outputSchema, out, "output");
}

const Scope& Machine::State::scopeOf(const Frame& f, bool own, const Data* out) {
    if (!used) {
        used = definition->external ? UsedArguments{true, true, true, true, true} : usedArguments(definition->source);
    }
    scope.context = context;
    scope.input = f.task < 0 ? Data{} : f.input;
    if (!secretsArgument && secrets) {
        auto named = secrets->is_object() ? secrets->get_object() : boost::json::object();
        named.erase("");
        secretsArgument = makeData(std::move(named));
    }
    scope.secrets = secretsArgument;
    scope.authorization = authorizationArgument(f);
    scope.output = out ? *out : Data{};
    scope.now = now;
    if (used->task) {
        scope.task = f.task < 0 ? Data{} : taskArgument(definition->extensions.empty() ? f : described(f));
    }
    if (used->workflow && !workflowArgument) {
        const auto begun = inPast() ? takeover->run().startedAt : startedAt;
        workflowArgument = makeData(boost::json::object{{"id", runId()},
                                                        {"definition", definition->document},
                                                        {"input", *rawInput},
                                                        {"startedAt", dateTime(begun)}});
    }
    scope.workflow = workflowArgument;
    if (!runtimeArgument) {
        runtimeArgument = makeData(boost::json::object{
            {"name", "Beamline"}, {"version", runtimeVersion}, {"metadata", boost::json::object{}}});
    }
    scope.runtime = runtimeArgument;
    scope.locals.clear();
    if (f.locals == 0 && !own) {
        return scope;
    }
    const auto bind = [this](const Frame& at) {
        const auto& task = taskOf(at);
        if (at.loop) {
            const auto& loop = std::get<ForTask>(task.body);
            const auto& items = at.loop->items->get_array();
            const auto index = at.loop->index;
            Data item = index < items.size() ? Data(at.loop->items, &items[index]) : nullData();
            scope.locals.emplace_back(loop.at, makeData(index));
            scope.locals.emplace_back(loop.each, std::move(item));
        } else if (at.listen) {
            const auto* each = iterationOf(task);
            scope.locals.emplace_back(each->at, makeData(at.listen->index));
            scope.locals.emplace_back(each->item, at.listen->item);
        } else if (at.attempts && at.attempts->error) {
            scope.locals.emplace_back(std::get<TryTask>(task.body).as, at.attempts->error);
        }
    };
    if (own) {
        bind(f);
    }
    const Frame* at = &f;
    for (const auto* p = f.parent; p && at->locals > 0; at = p, p = p->parent) {
        if (p->loop || (p->listen && p->listen->item) || (p->attempts && p->attempts->inHandler)) {
            bind(*p);
        }
    }
    std::reverse(scope.locals.begin(), scope.locals.end());
    return scope;
}

/// dsl.md, "Authorization Descriptor": in a task's definition, its `output.as` and its `export.as`.
Data Machine::State::authorizationArgument(const Frame& f) const {
    const auto* call = f.task < 0 || !definition->authorization || f.stage == Stage::created
                           ? nullptr
                           : std::get_if<CallTask>(&taskOf(f).body);
    if (!call || call->scheme.empty()) {
        return {};
    }
    const auto word = authorizationWord(taskOf(f));
    return makeData(boost::json::object{{"scheme", call->scheme}, {"parameter", word.empty() ? Json() : Json(word)}});
}

/// Digest proves a password anew for each request: there is no one parameter that a word could stand for.
std::string Machine::State::authorizationWord(const Task& task) const {
    const auto* call = std::get_if<CallTask>(&task.body);
    const auto* names = secrets ? secrets->if_object() : nullptr;
    const auto* suffix = names ? names->if_contains("") : nullptr;
    if (!call || call->scheme.empty() || call->scheme == "Digest" || !suffix || !suffix->is_string()) {
        return {};
    }
    return "[authorization " + task.ref + ' ' + std::string(suffix->get_string()) + ']';
}

Data Machine::State::taskArgument(const Frame& f) {
    const auto& task = taskOf(f);
    boost::json::object object;
    object["name"] = task.name;
    object["reference"] = task.ref;
    if (used->taskDefinition) {
        object["definition"] = task.definition;
    }
    if (used->taskInput) {
        object["input"] = *f.rawInput;
    }
    if (used->taskOutput) {
        object["output"] = f.rawOutput ? *f.rawOutput : Json();
    }
    object["startedAt"] = f.startedAt != 0 ? dateTime(f.startedAt) : Json();
    return makeData(std::move(object));
}

bool Machine::State::evaluate(Frame& f, const Template& t, const Data& in, Data& out, const Data* transformed,
                              bool own) {
    if (t.constant()) {
        out = t.constantValue();
        return true;
    }
    auto result = t.evaluate(*definition->program, in, scopeOf(f, own, transformed));
    if (!result) {
        problem = failed(result.error());
        return false;
    }
    out = std::move(result).value();
    return true;
}

bool Machine::State::evaluate(Frame& f, ExpressionId id, const Data& in, Data& out, bool own) {
    auto result = definition->program->evaluate(id, in, scopeOf(f, own));
    if (!result) {
        problem = failed(result.error());
        return false;
    }
    out = std::move(result).value();
    return true;
}

bool Machine::State::check(const SchemaPtr& schema, const Data& value, const char* what) {
    const auto problems = schema->check(*value);
    if (problems.empty()) {
        return true;
    }
    std::string detail = std::string("The ") + what + " does not match its schema: ";
    constexpr std::size_t kMaxShown = 5;
    for (std::size_t i = 0; i < problems.size() && i < kMaxShown; ++i) {
        detail +=
            (i ? "; " : "") + (problems[i].pointer.empty() ? "" : problems[i].pointer + ": ") + problems[i].message;
    }
    problem = makeError("validation", std::move(detail), {});
    return false;
}

bool Machine::State::duration(Frame& f, const Duration& d, std::int64_t& ms, bool own) {
    if (d.ms) {
        ms = *d.ms;
        return true;
    }
    auto value = d.value.constant()
                     ? api::Result<Data>(d.value.constantValue())
                     : d.value.evaluate(*definition->program, f.input ? f.input : nullData(), scopeOf(f, own));
    if (!value) {
        problem = failed(value.error());
        return false;
    }
    const auto parsed = parseDuration(**value);
    if (!parsed || *parsed < 0) {
        problem = makeError("validation", parsed ? "A duration cannot be negative." : parsed.error().message, {});
        return false;
    }
    ms = *parsed;
    return true;
}

}  // namespace beamline::core
