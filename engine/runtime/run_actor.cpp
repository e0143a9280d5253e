// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/run_actor.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::runtime {

RunActor::RunActor(caf::actor_config& config, Services& services, store::RunKey key, caf::actor supervisor)
    : caf::event_based_actor(config), m_services(services), m_key(key), m_supervisor(std::move(supervisor)) {
    ++m_services.residentRuns;
}

RunActor::~RunActor() {
    --m_services.residentRuns;
}

caf::behavior RunActor::make_behavior() {
    return {
        [this](StartMessage& message) {
            ++m_received;
            onStart(message);
        },
        [this](FactMessage& message) {
            ++m_received;
            onFact(message);
        },
        [this](const ResumeMessage&) {
            ++m_received;
            if (load({})) {
                sayIdle();
            }
        },
        [this](const Committed& message) { onCommitted(message); },
        [this](const ActivityDone& message) { onActivityDone(message); },
        [this](const RoomInPool& message) {
            auto waiting = m_outside.extract(message.activity);
            if (!waiting.empty()) {
                startActivity(waiting.mapped());
            }
        },
        [this](const FlushRow&) { flushRow(); },
        [this](const Leave&) { quit(); },
        [this](const Abandon&) {
            for (const auto& [activity, token] : m_inFlight) {
                token.cancel();
            }
            m_leaving = true;
            if (m_pending.empty()) {
                quit();
            }
        },
    };
}

void RunActor::onStart(StartMessage& message) {
    m_identity = message.identity;
    m_priority = message.create.priority;
    m_machine.emplace(message.definition, m_identity);
    core::Fact fact;
    fact.kind = core::FactKind::started;
    fact.at = m_identity.createdAt;
    fact.data = message.input;
    fact.by = m_identity.startedBy;
    apply(fact, std::move(message.reply), std::move(message.create));
}

void RunActor::onFact(FactMessage& message) {
    if (!load(message.reply)) {
        return;
    }
    apply(message.fact, std::move(message.reply));
    sayIdle();
}

bool RunActor::load(const OutcomeHandler& reply) {
    if (m_machine) {
        return true;
    }
    const auto refuse = [&](const api::Error& error) {
        if (reply) {
            reply(error);
        }
        m_services.problems.put("run_unreadable", "A run could not be taken up again: " + error.message);
        fail(error);
        return false;
    };
    auto stored = m_services.journal.loadRun(m_key);
    if (!stored) {
        return refuse(stored.error());
    }
    auto definition = m_services.definitions.byDigest(stored->definitionDigest);
    if (!definition) {
        return refuse(definition.error());
    }
    const auto& summary = stored->row.summary;
    m_identity = {summary.id, summary.createdAt, summary.labels, stored->startedBy};
    m_priority = stored->priority;
    if (stored->snapshot.empty()) {
        m_machine.emplace(*definition, m_identity);
    } else {
        auto snapshot = api::parseJson(stored->snapshot);
        auto machine =
            snapshot ? core::Machine::restore(*definition, *snapshot) : api::Result<core::Machine>(snapshot.error());
        if (!machine) {
            return refuse(machine.error());
        }
        m_machine = std::move(machine).value();
    }
    for (const auto& stored_fact : stored->facts) {
        auto fact = core::decodeFact(stored_fact.payload);
        auto step = fact ? m_machine->apply(*fact) : api::Result<core::Step>(fact.error());
        if (!step) {
            return refuse(step.error());
        }
    }
    m_factsSinceSnapshot = static_cast<int>(stored->facts.size());
    if (m_machine->phase() != api::Phase::suspended) {
        for (const auto& effect : m_machine->outstanding()) {
            if (std::holds_alternative<core::StartActivity>(effect)) {
                perform(effect);
            }
        }
    }
    return true;
}

void RunActor::apply(const core::Fact& fact, OutcomeHandler reply, std::optional<store::NewRun> create) {
    const auto before = create ? api::Phase::pending : m_machine->phase();
    auto step = m_machine->apply(fact);
    if (!step) {
        if (reply) {
            reply(step.error());
        }
        if (create) {
            fail(step.error());
        }
        return;
    }
    Pending pending;
    store::Change change;
    change.run = m_key;
    change.create = std::move(create);
    change.facts.push_back(core::encodeFact(fact));
    fillChange(change, *step, fact, before);
    if (reply) {
        pending.outcome.run = m_machine->summary();
        for (const auto& approval : change.approvals) {
            pending.outcome.approval = approval;
        }
    }
    pending.reply = std::move(reply);
    pending.effects = std::move(step->effects);
    if (fact.kind == core::FactKind::resumed) {
        // What was interrupted by a restart while the run was suspended is not in motion yet.
        for (auto& effect : m_machine->outstanding()) {
            const auto* start = std::get_if<core::StartActivity>(&effect);
            const bool announced =
                start && std::any_of(pending.effects.begin(), pending.effects.end(), [&](const auto& e) {
                    const auto* other = std::get_if<core::StartActivity>(&e);
                    return other && other->activity == start->activity;
                });
            if (start && !announced && !m_inFlight.contains(start->activity) && !m_outside.contains(start->activity)) {
                pending.effects.push_back(std::move(effect));
            }
        }
    }
    auto batch = m_services.feed.active() ? events(*step, fact.at) : nullptr;
    write(std::move(change), std::move(batch), std::move(pending));
}

void RunActor::fillChange(store::Change& change, const core::Step& step, const core::Fact& fact, api::Phase before) {
    if (fact.kind == core::FactKind::timer) {
        change.timers.push_back({fact.activity, 0});
    }
    for (const auto& effect : step.effects) {
        if (const auto* timer = std::get_if<core::SetTimer>(&effect)) {
            change.timers.push_back({timer->activity, timer->dueAt});
        } else if (const auto* cleared = std::get_if<core::ClearTimer>(&effect)) {
            change.timers.push_back({cleared->activity, 0});
        } else if (const auto* put = std::get_if<core::PutApproval>(&effect)) {
            change.approvals.push_back(put->approval);
        }
    }
    const bool ended = api::isFinal(m_machine->phase());
    if (change.create || before != m_machine->phase() || !change.timers.empty() || !change.approvals.empty()) {
        change.row = row();
        m_rowStale = false;
    } else {
        m_rowStale = true;
    }
    if (++m_factsSinceSnapshot >= m_services.options.snapshotEvery && !ended) {
        change.snapshot = boost::json::serialize(m_machine->snapshot());
        if (!change.row) {
            change.row = row();
        }
        m_factsSinceSnapshot = 0;
    }
}

store::RunRow RunActor::row() const {
    store::RunRow result;
    result.summary = m_machine->summary();
    return result;
}

void RunActor::write(store::Change change, EventBatch batch, Pending pending) {
    m_pending.push_back(std::move(pending));
    m_saidIdle = false;
    auto self = caf::actor_cast<caf::actor>(this);
    change.done = [self, &services = m_services, batch = std::move(batch)](api::Result<api::Seq> seq) mutable {
        if (seq.ok()) {
            if (batch) {
                services.feed.publish(std::move(batch), *seq);
            } else {
                services.feed.advance(*seq);
            }
            caf::anon_send(self, Committed{true, {}});
        } else {
            caf::anon_send(self, Committed{false, seq.error()});
        }
        self = nullptr;
    };
    m_services.journal.write(std::move(change));
}

EventBatch RunActor::events(const core::Step& step, api::Timestamp at) const {
    EventBatch batch;
    const auto& definition = m_machine->definition();
    const bool tasks = m_services.feed.tasksWanted();
    const bool data = m_services.feed.dataWanted();
    for (const auto& transition : step.transitions) {
        if (!tasks && transition.kind.compare(0, 5, "task.") == 0) {
            continue;
        }
        if (!batch) {
            batch = std::make_shared<std::vector<api::Event>>();
        }
        auto& event = batch->emplace_back();
        event.at = at;
        event.kind = transition.kind;
        event.run = m_identity.id;
        event.ns = definition.info.ns;
        event.workflow = definition.info.name;
        event.version = definition.info.version;
        if (transition.task >= 0) {
            event.task = definition.task(transition.task).ref;
            event.name = definition.task(transition.task).name;
        }
        event.iteration = transition.iteration;
        event.attempt = transition.attempt;
        event.approval = transition.approval;
        if (transition.data && data) {
            event.data = *transition.data;
        }
        if (event.kind.compare(0, 4, "run.") == 0) {
            event.summary = m_machine->summary();
        }
    }
    return batch;
}

void RunActor::onCommitted(const Committed& message) {
    if (m_failed) {
        return;
    }
    if (!message.ok) {
        fail(message.error);
        return;
    }
    auto pending = std::move(m_pending.front());
    m_pending.pop_front();
    for (const auto& effect : pending.effects) {
        perform(effect);
    }
    if (pending.reply) {
        pending.reply(std::move(pending.outcome));
    }
    if (m_leaving && m_pending.empty()) {
        quit();
        return;
    }
    sayIdle();
}

void RunActor::perform(const core::Effect& effect) {
    if (const auto* start = std::get_if<core::StartActivity>(&effect)) {
        startActivity(*start);
    } else if (const auto* cancel = std::get_if<core::CancelActivity>(&effect)) {
        m_outside.erase(cancel->activity);
        if (const auto found = m_inFlight.find(cancel->activity); found != m_inFlight.end()) {
            found->second.cancel();
            m_inFlight.erase(found);
        }
    } else if (const auto* timer = std::get_if<core::SetTimer>(&effect)) {
        m_services.timers->add({m_key, timer->activity, timer->dueAt});
    }
}

namespace {
/// Arguments that contain expressions are checked here, on the pool's thread; constant ones were checked at deploy.
blocks::BlockResult runBlock(const core::CallTask& call, const blocks::Block* block,
                             const blocks::Invocation& invocation) {
    if (!block) {
        return core::makeError("runtime", "The function " + call.function + " is not part of this build.", {});
    }
    try {
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
        return block->run(invocation);
    } catch (const std::exception& problem) {  // a thread that it left would end the process and every other run's work
        return core::makeError("runtime", call.function + " broke off: " + problem.what(), {});
    } catch (...) {
        return core::makeError("runtime", call.function + " broke off for an unknown reason.", {});
    }
}
}  // namespace

void RunActor::startActivity(const core::StartActivity& start) {
    if (m_inFlight.contains(start.activity) || m_services.stopping) {
        return;
    }
    const auto& task = m_machine->definition().task(start.task);
    const auto& call = std::get<core::CallTask>(task.body);
    blocks::Invocation invocation;
    invocation.arguments = start.arguments;
    invocation.key = start.key;
    invocation.deadline = start.deadline;
    m_inFlight.emplace(start.activity, invocation.cancel);
    auto self = caf::actor_cast<caf::actor>(this);
    Job job;
    job.priority = m_priority;
    job.deadline = start.deadline;
    const auto& info = m_machine->definition().info;
    job.key = info.ns + '/' + info.name;
    // The job keeps the machine's definition alive through the actor's strong reference: `call` stays valid.
    job.run = [self, &call, &services = m_services, invocation = std::move(invocation), activity = start.activity] {
        if (invocation.cancel.cancelled()) {
            return;  // taken back while it was queued: it must not touch the world any more, and nobody waits for it
        }
        auto result =
            std::make_shared<blocks::BlockResult>(runBlock(call, services.registry.block(call.function), invocation));
        caf::anon_send(self, ActivityDone{activity, std::move(result)});
    };
    const auto activity = start.activity;
    if (!m_services.pool(call.pool).submit(std::move(job),
                                           [self, activity] { caf::anon_send(self, RoomInPool{activity}); })) {
        m_inFlight.erase(activity);
        m_outside.emplace(activity, start);
    }
}

void RunActor::onActivityDone(const ActivityDone& message) {
    if (m_failed || m_inFlight.erase(message.activity) == 0) {
        return;  // cancelled meanwhile
    }
    core::Fact fact;
    fact.at = api::wallClock();
    fact.activity = message.activity;
    if (auto* output = std::get_if<api::Json>(message.result.get())) {
        fact.kind = core::FactKind::succeeded;
        fact.data = core::makeData(std::move(*output));
    } else {
        fact.kind = core::FactKind::failed;
        fact.error = std::get<api::WorkflowError>(*message.result);
    }
    m_services.tasksDone.fetch_add(1, std::memory_order_relaxed);
    apply(fact, {});
    sayIdle();
}

void RunActor::flushRow() {
    if (!m_rowStale || m_failed || !m_machine || !m_pending.empty()) {
        return;
    }
    m_rowStale = false;
    store::Change change;
    change.run = m_key;
    change.row = row();
    write(std::move(change), nullptr, {});
}

void RunActor::fail(const api::Error& error) {
    if (m_failed) {
        return;
    }
    m_failed = true;
    for (auto& pending : m_pending) {
        if (pending.reply) {
            pending.reply(error);
        }
    }
    m_pending.clear();
    for (const auto& [activity, token] : m_inFlight) {
        token.cancel();
    }
    const bool again = error.code == api::code::kUnavailable || error.code == api::code::kOverloaded;
    send(m_supervisor, Lost{m_key, again});
    quit();
}

void RunActor::sayIdle() {
    const bool still = m_pending.empty() && m_inFlight.empty() && m_outside.empty() && !m_failed;
    if (still && m_rowStale) {
        flushRow();  // comes back here when it is durable
    } else if (still && !m_saidIdle) {
        m_saidIdle = true;
        send(m_supervisor, Idle{m_key, m_received});
    }
}

}  // namespace beamline::runtime
