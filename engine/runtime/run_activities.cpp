// SPDX-License-Identifier: Apache-2.0
// What a run actor puts in motion: its activities, from their pools to the functions, and its timers.
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/blocks/cpu_time.h"
#include "engine/runtime/activity.h"
#include "engine/runtime/batch_worker.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/remote_work.h"
#include "engine/runtime/run_actor.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

/// What only the actor can do; activities are on their way already.
void RunActor::perform(const core::Effect& effect) {
    if (const auto* cancel = std::get_if<core::CancelActivity>(&effect)) {
        if (const auto found = m_inFlight.find(cancel->activity); found != m_inFlight.end()) {
            found->second.cancel.cancel();
            if (isRemote(found->second)) {
                m_services.remote->cancel(found->second.start.key);
            }
            m_inFlight.erase(found);
        }
    } else if (const auto* timer = std::get_if<core::SetTimer>(&effect)) {
        m_services.timers->add({m_key, timer->activity, timer->dueAt});
    } else if (const auto* cleared = std::get_if<core::ClearTimer>(&effect)) {
        m_services.timers->remove({m_key, cleared->activity, cleared->dueAt});
    }
}

namespace {
/// What a call needs to know of the secrets of its run.
struct Confidences {
    const SecretSource& source;
    core::Data words;
    std::string authorization;  ///< the word for the parameter of `$authorization` in this call; empty: none
    const blocks::Registry& registry;
    Problems& problems;
};

bool mentions(const api::Json& value, const std::string& word) {
    if (const auto* object = value.if_object()) {
        return std::any_of(object->begin(), object->end(), [&](const auto& member) {
            return member.key().find(word) != member.key().npos || mentions(member.value(), word);
        });
    }
    if (const auto* array = value.if_array()) {
        return std::any_of(array->begin(), array->end(), [&](const auto& item) { return mentions(item, word); });
    }
    return value.is_string() && value.get_string().find(word) != boost::json::string::npos;
}

/// Puts the parameter of the call's own authentication in the place of its word, when the arguments have that.
std::optional<api::WorkflowError> placeAuthorization(const core::CallTask& call, const std::string& word,
                                                     const blocks::Registry& registry, Redaction& redaction,
                                                     blocks::Invocation& invocation) {
    if (word.empty() || !mentions(*invocation.arguments, word)) {
        return std::nullopt;
    }
    const auto* policy = invocation.arguments.get();
    for (const auto& step : call.policy) {
        const auto* members = policy ? policy->if_object() : nullptr;
        policy = members ? members->if_contains(step) : nullptr;
    }
    auto found = registry.authorization(policy ? *policy : api::Json(), invocation);
    if (auto* error = std::get_if<api::WorkflowError>(&found)) {
        return std::move(*error);
    }
    redaction.add(word, std::get<api::Json>(std::move(found)));
    invocation.arguments = core::makeData(redaction.reveal(*invocation.arguments));
    return std::nullopt;
}

/// Runs it with the values of secrets in the place of their words, and hides them in what comes back. Nothing: their
/// source cannot be asked now, and nothing was done.
std::optional<blocks::BlockResult> runWithSecrets(const core::CallTask& call, const blocks::Block& block,
                                                  blocks::Invocation invocation, const Confidences& confidences) {
    const auto& words = confidences.words;
    // What is told to people gets the words: a log and a notice are no place for a secret.
    if (!words || block.info().name == "log" || block.info().name == "notify") {
        return block.run(invocation);
    }
    auto redaction = Redaction::of(confidences.source, words);
    if (!redaction && redaction.error().code == api::code::kUnavailable) {
        confidences.problems.put("secrets_unavailable", redaction.error().message + " Calls that need secrets wait.");
        return std::nullopt;
    }
    confidences.problems.remove("secrets_unavailable");
    if (!redaction) {
        return core::makeError("authorization", redaction.error().message, {});
    }
    // Before anything is said: resolving an authentication says something too.
    invocation.output = [told = std::move(invocation.output), &hidden = *redaction](std::string_view stream,
                                                                                    std::string_view text) {
        if (told) {
            told(stream, hidden.hide(std::string(text)));
        }
    };
    invocation.exchanged = [told = std::move(invocation.exchanged), &hidden = *redaction](api::Exchange exchange) {
        if (!told) {
            return;
        }
        exchange.request = hidden.hide(std::move(exchange.request));
        exchange.answer = hidden.hide(std::move(exchange.answer));
        told(std::move(exchange));
    };
    invocation.arguments = core::makeData(redaction->reveal(*invocation.arguments));
    if (auto error =
            placeAuthorization(call, confidences.authorization, confidences.registry, *redaction, invocation)) {
        error->detail = redaction->hide(error->detail);
        return std::move(*error);
    }
    blocks::BlockResult result;
    try {
        result = block.run(invocation);
    } catch (const std::exception& broken) {
        return core::makeError("runtime",
                               block.info().name + " broke off: " + redaction->hide(std::string(broken.what())), {});
    }
    if (auto* output = std::get_if<api::Json>(&result)) {
        return redaction->hide(*output);
    }
    auto& error = std::get<api::WorkflowError>(result);
    error.title = redaction->hide(error.title);
    error.detail = redaction->hide(error.detail);
    return result;
}

/// Whatever breaks a line, with the white space around it, is one space; done once secrets are hidden, which may have
/// several lines.
std::string oneLine(std::string_view text) {
    std::string out;
    bool broken = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F || (broken && c == ' ')) {
            broken = true;
            continue;
        }
        if (broken && !out.empty() && out.back() != ' ') {
            out += ' ';
        }
        broken = false;
        out += c;
    }
    return out;
}

/// What a call said to the outside, as far as it is kept.
class Exchanges {
public:
    void add(api::Exchange exchange) {
        if (m_list.size() < api::kMaxExchanges) {
            for (auto* text : {&exchange.request, &exchange.answer}) {
                *text = oneLine(*text);
                if (text->size() > api::kMaxExchangeTextBytes) {
                    *text = api::beginning(*text, api::kMaxExchangeTextBytes - 3) + "\u2026";
                }
            }
            m_list.push_back(std::move(exchange));
        }
    }
    core::Data json() const { return m_list.empty() ? core::Data{} : core::makeData(api::toJson(m_list)); }

private:
    std::vector<api::Exchange> m_list;
};

}  // namespace

std::optional<blocks::BlockResult> runBlock(Services& services, const core::CallTask& call,
                                            const blocks::Invocation& invocation, const core::Data& secrets,
                                            const std::string& authorization) {
    const auto* block = services.registry.block(call.function);
    if (!block && call.function != kBatchFunction) {
        return core::makeError("runtime", "The function " + call.function + " is not part of this build.", {});
    }
    try {
        if (!block) {
            return carryOutBatch(services, invocation);
        }
        if (call.arguments && !call.with.constant()) {
            const auto problems = call.arguments->check(*invocation.arguments);
            if (!problems.empty()) {
                const auto& first = problems.front();
                return core::makeError("validation",
                                       "The arguments of " + call.function + " are not valid: " + first.message +
                                           " (at " + (first.pointer.empty() ? "the top" : first.pointer) + ")",
                                       {});
            }
        }
        return runWithSecrets(call, *block, invocation,
                              {services.options.secrets, secrets, authorization, services.registry, services.problems});
    } catch (const std::exception& problem) {  // a thread that it left would end the process and every other run's work
        return core::makeError("runtime", call.function + " broke off: " + problem.what(), {});
    } catch (...) {
        return core::makeError("runtime", call.function + " broke off for an unknown reason.", {});
    }
}

/// A batch ends behind what it has begun, which would have no entry in it else: until then it is suspended.
bool RunActor::mustWait(FactMessage& message) {
    if (message.fact.kind != core::FactKind::cancelled || m_inFlight.empty() ||
        m_machine->definition().info.ns != api::kBatchNamespace) {
        return false;
    }
    if (m_machine->phase() != api::Phase::suspended) {
        auto pause = message.fact;
        pause.kind = core::FactKind::suspended;
        apply(pause, {});
    }
    m_later.push_back(std::move(message));
    return true;
}

void RunActor::answerLater(const api::Error& error) {
    for (auto& message : std::exchange(m_later, {})) {
        if (message.reply) {
            message.reply(error);
        }
    }
}

void RunActor::startActivity(const core::StartActivity& start) {
    if (m_services.stopping || m_yielding) {
        return;
    }
    const auto [entry, added] = m_inFlight.try_emplace(start.activity, InFlight{start, {}, 0});
    if (added) {
        submission(entry->second)();
    }
}

/// Puts an activity into its pool, from any thread. A full pool asks the actor to try again.
std::function<void()> RunActor::submission(const InFlight& activity) {
    return [self = caf::actor_cast<caf::actor>(this), &services = m_services, job = job(activity),
            &pool = m_services.pool(callOf(activity).pool), id = activity.start.activity]() mutable {
        if (!services.stopping) {
            pool.submit(std::move(job), [self, id] { caf::anon_send(self, RoomInPool{id}); });
        }
    };
}

const core::CallTask& RunActor::callOf(const InFlight& activity) const {
    return std::get<core::CallTask>(m_machine->definition().task(activity.start.task).body);
}

bool RunActor::isRemote(const InFlight& activity) const {
    return m_services.remote && m_machine && RemoteWork::isRemote(callOf(activity));
}

void RunActor::letGo(const InFlight& activity) {
    if (isRemote(activity)) {
        m_services.remote->letGo(activity.start.key);
    }
}

/// The job of a call that workers do: it only gives it away, and what comes of it finds the actor if there still is
/// one.
std::function<void()> RunActor::remote(const InFlight& activity, blocks::Invocation invocation) {
    const auto& start = activity.start;
    const auto& definition = m_machine->definition();
    RemoteCall remote{callOf(activity),
                      std::move(invocation),
                      m_machine->secrets(),
                      m_identity.id,
                      definition.info.ns + '/' + definition.info.name,
                      definition.task(start.task).ref,
                      m_priority,
                      tenantOf(m_identity.labels),
                      traceOf(m_identity.labels),
                      {}};
    // For as long as somebody waits for it: whoever lets go of the call lets go of the place.
    auto place = std::make_shared<TaskPlace>();
    remote.done = [to = caf::actor_cast<caf::actor_addr>(this), id = start.activity, place](
                      std::optional<blocks::BlockResult> outcome, core::Data exchanges) {
        const auto self = caf::actor_cast<caf::actor>(to);
        if (self && outcome) {
            auto result = std::make_shared<blocks::BlockResult>(std::move(*outcome));
            caf::anon_send(self, ActivityDone{id, std::move(result), std::move(exchanges)});
        } else if (self) {
            caf::delayed_anon_send(self, kSecretsAgain, RoomInPool{id});
        }
    };
    return [self = caf::actor_cast<caf::actor>(this), &services = m_services, tenant = m_tenant, place,
            remote = std::move(remote)] {
        if (!remote.invocation.cancel.cancelled()) {
            place->take(*tenant);
            services.remote->begin(remote);
        }
    };
}

blocks::Invocation invocationOf(Services& services, const core::Definition& definition, const std::string& run,
                                const core::StartActivity& start) {
    blocks::Invocation invocation;
    invocation.arguments = start.arguments;
    invocation.key = start.key;
    invocation.deadline = start.deadline;
    invocation.scope = start.scope;
    invocation.turn = start.turn;
    const auto& task = definition.task(start.task);
    if (task.type != core::TaskType::run) {
        return invocation;
    }
    // What a process is called by, and who hears what it writes while it runs.
    invocation.workflow = definition.info.name;
    invocation.ns = definition.info.ns;
    invocation.task = task.name;
    api::Event event;
    event.kind = api::kOutputEvent;
    event.run = run;
    event.ns = definition.info.ns;
    event.workflow = definition.info.name;
    event.version = definition.info.version;
    event.task = task.ref;
    event.name = task.name;
    event.attempt = start.attempt;
    invocation.output = [&feed = services.feed, event = std::move(event)](std::string_view stream,
                                                                          std::string_view text) {
        if (feed.wantsOutput(event.run)) {
            auto line = event;
            line.at = api::wallClock();
            line.data = api::Json{{"stream", stream}, {"text", text}};
            feed.tell(std::move(line));
        }
    };
    return invocation;
}

void RunActor::identify(core::RunIdentity identity) {
    m_identity = std::move(identity);
    const auto& info = m_machine->definition().info;
    const auto tenant = tenantOf(m_identity.labels);
    m_tenant = &m_services.quotas->slot(tenant);
    m_usage = {tenant.empty() ? api::kDefaultTenant : tenant, info.ns + '/' + info.name, {}};
}

/// As Statistics::see() counts: calls of functions.
void RunActor::meter(const core::Step& step, api::Timestamp at) {
    const auto& definition = m_machine->definition();
    if (definition.info.ns == api::kBatchNamespace) {
        return;
    }
    UsageFigures used;
    for (const auto& transition : step.transitions) {
        if (transition.task < 0) {
            used.runs += transition.kind == "run.created" ? 1 : 0;
            continue;
        }
        const bool failed = transition.kind == "task.faulted";
        if (transition.taken || (!failed && transition.kind != "task.completed")) {
            continue;
        }
        const auto* call = std::get_if<core::CallTask>(&definition.task(transition.task).body);
        if (call && call->kind == core::CallKind::function) {
            ++used.tasks;
            used.faulted += failed ? 1 : 0;
            used.taskSeconds += transition.startedAt != 0 ? static_cast<double>(at - transition.startedAt) / 1000 : 0;
        }
    }
    if (used.runs + used.tasks > 0) {
        m_services.usage->add(m_usage, used, at);
    }
}

void meterCpu(Services& services, const UsageKey& usage) {
    if (const auto cpu = blocks::takeCpuSeconds(); cpu > 0) {
        UsageFigures used;
        used.cpuSeconds = cpu;
        services.usage->add(usage, used, api::wallClock());
    }
}

Job RunActor::job(const InFlight& activity) {
    const auto& start = activity.start;
    auto invocation = invocationOf(m_services, m_machine->definition(), m_identity.id, start);
    invocation.cancel = activity.cancel;
    invocation.tenant = tenantOf(m_identity.labels);
    invocation.trace = traceOf(m_identity.labels);
    const auto& info = m_machine->definition().info;
    Job job;
    job.priority = m_priority;
    job.deadline = start.deadline;
    job.key = info.ns + '/' + info.name;
    job.tenant = m_tenant;
    job.task = info.ns != api::kBatchNamespace;
    if (isRemote(activity)) {
        job.run = remote(activity, std::move(invocation));
        return job;
    }
    // The job keeps the machine's definition alive through the actor's strong reference: the call stays valid.
    job.run = [self = caf::actor_cast<caf::actor>(this), &call = callOf(activity), &services = m_services,
               invocation = std::move(invocation), id = start.activity, secrets = m_machine->secrets(), usage = m_usage,
               word = m_machine->authorizationWord(start.task)] {
        if (invocation.cancel.cancelled()) {
            return;  // taken back while it was queued: it must not touch the world any more, and nobody waits for it
        }
        Exchanges exchanges;
        auto listening = invocation;
        listening.exchanged = [&exchanges](api::Exchange exchange) { exchanges.add(std::move(exchange)); };
        blocks::takeCpuSeconds();
        auto outcome = runBlock(services, call, listening, secrets, word);
        meterCpu(services, usage);
        if (!outcome) {
            caf::delayed_anon_send(self, kSecretsAgain, RoomInPool{id});
            return;
        }
        auto result = std::make_shared<blocks::BlockResult>(std::move(*outcome));
        caf::anon_send(self, ActivityDone{id, std::move(result), exchanges.json()});
    };
    return job;
}

}  // namespace beamline::runtime
