// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/run_actor.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
/// Whether the run may go on later, in another actor.
bool worthATrial(const api::Error& error) {
    return error.code == api::code::kUnavailable || error.code == api::code::kOverloaded;
}
}  // namespace

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
            received();
            onStart(message);
        },
        [this](FactMessage& message) {
            received();
            onFact(message);
        },
        [this](const ResumeMessage& message) {
            received();
            onResume(message);
        },
        [this](const Committed& message) { onCommitted(message); },
        [this](const ActivityDone& message) { onActivityDone(message); },
        [this](const RoomInPool& message) {
            if (const auto found = m_inFlight.find(message.activity); found == m_inFlight.end()) {
                // taken back meanwhile
            } else if (m_yielding) {
                m_inFlight.erase(found);
                sayIdle();
            } else {
                submission(found->second)();
            }
        },
        [this](const FlushRow&) { flushRow(); },
        [this](const Leave&) { quit(); },
        [this](const Yield&) {
            m_yielding = true;
            std::erase_if(m_inFlight, [this](const auto& one) {
                letGo(one.second);
                return isRemote(one.second);
            });
            m_saidIdle = false;
            sayIdle();
        },
        [this](const Forget&) {
            giveUp(api::movedError("Another node of the cluster has taken this run over. Ask again."));
            quit();
        },
        [this](const Abandon&) {
            for (const auto& [id, activity] : m_inFlight) {
                activity.cancel.cancel();
                letGo(activity);
            }
            m_leaving = true;
            answerLater({api::code::kUnavailable, "The engine is stopping. Ask again when it has started.", {}, true});
            std::erase_if(m_pending, [](const Pending& pending) { return pending.silent; });
            if (m_pending.empty()) {
                quit();
            }
        },
    };
}

void RunActor::onStart(StartMessage& message) {
    m_priority = message.create.priority;
    m_machine.emplace(message.definition, message.identity);
    identify(message.identity);
    core::Fact fact;
    fact.kind = core::FactKind::started;
    fact.at = m_identity.createdAt;
    fact.data = message.input;
    fact.secrets = message.secrets;
    fact.dryRun = message.dryRun;
    fact.rerun = message.rerun;
    fact.by = m_identity.startedBy;
    apply(fact, std::move(message.reply), std::move(message.create));
}

void RunActor::received() {
    ++m_received;
    m_saidIdle = false;  // what was said counted less
}

void RunActor::onResume(const ResumeMessage& message) {
    if (m_failure && message.fact) {  // it was on its way here when this actor was lost: the next one gets it
        send(m_supervisor, Lost{m_key, worthATrial(*m_failure), 0, message.fact});
    }
    if (!load({}, message.fact)) {
        return;
    }
    for (const auto& effect : m_machine->outstanding()) {
        if (const auto* timer = std::get_if<core::SetTimer>(&effect)) {
            perform(*timer);  // it may have fired when the journal did not accept what follows
        }
    }
    if (message.fact) {
        if (const auto other = m_inFlight.extract(message.fact->activity); !other.empty()) {
            other.mapped().cancel.cancel();  // something else brought the run back before, and began it again
        }
        auto fact = *message.fact;
        fact.at = api::wallClock();
        apply(fact, {});
    }
    sayIdle();
}

void RunActor::onFact(FactMessage& message) {
    if (!load(message.reply)) {
        return;
    }
    if (!mustWait(message)) {
        apply(message.fact, std::move(message.reply));
    }
    sayIdle();
}

bool RunActor::load(const OutcomeHandler& reply, const std::optional<core::Fact>& kept) {
    if (m_failure) {
        if (reply) {
            reply(*m_failure);
        }
        return false;
    }
    if (m_machine) {
        return true;
    }
    const auto refuse = [&](const api::Error& error) {
        if (reply) {
            reply(error);
        }
        if (error.code == api::code::kUnavailable) {
            strand(error, kept);
        } else {
            m_services.stranded.remove(m_key);  // it is not tried again
            m_services.problems.put("run_unreadable", "A run could not be taken up again: " + error.message);
            fail(error);
        }
        return false;
    };
    auto stored = m_services.journal.takeUpRun(m_key);
    if (!stored) {
        return refuse(stored.error());
    }
    auto definition = m_services.definitions.byDigest(stored->definitionDigest);
    if (!definition) {
        return refuse(definition.error());
    }
    const auto& summary = stored->row.summary;
    core::RunIdentity identity{summary.id, summary.createdAt, summary.labels, stored->startedBy};
    m_priority = stored->priority;
    if (stored->snapshot.empty()) {
        m_machine.emplace(*definition, identity);
    } else {
        auto snapshot = api::parseJson(stored->snapshot);
        auto machine =
            snapshot ? core::Machine::restore(*definition, *snapshot) : api::Result<core::Machine>(snapshot.error());
        if (!machine) {
            return refuse(machine.error());
        }
        m_machine = std::move(machine).value();
    }
    identify(std::move(identity));
    for (const auto& stored_fact : stored->facts) {
        auto fact = core::decodeFact(stored_fact.payload);
        auto step = fact ? m_machine->apply(*fact) : api::Result<core::Step>(fact.error());
        if (!step) {
            return refuse(step.error());
        }
    }
    m_factsSinceSnapshot = static_cast<int>(stored->facts.size());
    m_facts = stored->n;
    if (m_machine->phase() != api::Phase::suspended) {
        for (const auto& effect : m_machine->outstanding()) {
            const auto* start = std::get_if<core::StartActivity>(&effect);
            if (start && !(kept && kept->activity == start->activity)) {
                startActivity(*start);
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
        } else if (step.error().code == api::code::kUnavailable) {
            const bool outcome = fact.kind == core::FactKind::succeeded || fact.kind == core::FactKind::failed;
            strand(step.error(), outcome && !reply ? std::optional(fact) : std::nullopt);
        }
        return;
    }
    m_services.stranded.remove(m_key);
    if (m_machine->dryRun()) {
        m_services.statistics.seePools(m_services.poolUse(), fact.at);
    } else {
        m_services.statistics.see(m_machine->definition(), m_identity.id, *step, fact.at, m_services.poolUse());
        meter(*step, fact.at);
    }
    const bool batch = m_machine->definition().info.ns == api::kBatchNamespace;
    if (const bool ends = api::isFinal(m_machine->phase()); ends != api::isFinal(before) && !batch) {
        m_services.quotas->runChanged(m_tenant->tenant(), !ends);
    }
    Pending pending;
    store::Change change;
    change.run = m_key;
    change.create = std::move(create);
    change.facts.push_back(core::encodeFact(fact));
    m_tenant->countWritten(static_cast<std::int64_t>(change.facts.back().size()));
    fillChange(change, *step, fact, before);
    if (reply) {
        pending.outcome.run = m_machine->summary();
        const auto meant = '.' + std::to_string(fact.activity);  // a run that goes on may have raised another one
        for (const auto& approval : change.approvals) {
            if (approval.id.ends_with(meant)) {
                pending.outcome.approval = approval;
            }
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
            if (start && !announced && !m_inFlight.contains(start->activity)) {
                pending.effects.push_back(std::move(effect));
            }
        }
    }
    const bool clustered = m_services.clustered();  // others may have somebody who listens
    const auto wanted = clustered ? kAllWanted : m_services.feed.wanted();
    if (clustered) {
        if (const auto told = events(*step, fact.at, wanted)) {
            change.events = *told;
        }
    }
    write(std::move(change), {wanted ? events(*step, fact.at, wanted) : nullptr, wanted}, std::move(pending));
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
        } else {
            fillMessages(change, effect, fact.at);
        }
    }
    tellFault(change, step, fact.at);
    const bool ended = api::isFinal(m_machine->phase());
    if (ended && !api::isFinal(before)) {
        tellEnd(change, fact.at);
    }
    if (change.create || before != m_machine->phase() || !change.timers.empty() || !change.approvals.empty() ||
        !change.subscriptions.empty()) {
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

void RunActor::fillMessages(store::Change& change, const core::Effect& effect, api::Timestamp at) {
    if (const auto* start = std::get_if<core::StartActivity>(&effect); start && start->detached && !start->turn) {
        auto& added = change.messages.emplace_back(
            processMessage(*start, m_machine->definition(), m_identity.id, m_machine->secrets(), m_priority));
        added.at = at;
        added.run = m_key;
    } else if (const auto* event = std::get_if<core::PublishEvent>(&effect)) {
        change.messages.push_back(eventMessage(*event->event, at));
        change.messages.back().run = m_key;  // only what a run says leaves the engine
    } else if (const auto* subscribe = std::get_if<core::Subscribe>(&effect)) {
        change.subscriptions.push_back({subscribe->activity, true, subscribe->types, change.messages.size()});
    } else if (const auto* unsubscribe = std::get_if<core::Unsubscribe>(&effect)) {
        change.subscriptions.push_back({unsubscribe->activity, false, {}, 0});
    } else if (const auto* child = std::get_if<core::StartChild>(&effect)) {
        change.messages.push_back(childMessage(*child, m_identity, m_key, at));
    } else if (const auto* cancelled = std::get_if<core::CancelChild>(&effect)) {
        auto& added = change.messages.emplace_back();
        added.kind = store::MessageKind::cancelChild;
        added.at = at;
        added.run = m_key;
        added.activity = cancelled->activity;
        added.data = boost::json::serialize(boost::json::object{{"ns", cancelled->ns}, {"key", cancelled->key}});
    }
}

/// To the file of dead letters. A rehearsal leaves none.
void RunActor::tellFault(store::Change& change, const core::Step& step, api::Timestamp at) const {
    const bool faulted = std::any_of(step.transitions.begin(), step.transitions.end(),
                                     [](const auto& transition) { return transition.kind == "run.faulted"; });
    // In a cluster each node has a file of its own, or none.
    const bool kept = m_services.clustered() || !m_services.options.deadLetters.file.empty();
    if (!faulted || !kept || m_machine->dryRun()) {
        return;
    }
    auto& message = change.messages.emplace_back();
    message.kind = store::MessageKind::faulted;
    message.at = at;
    message.run = m_key;
    message.data = boost::json::serialize(api::toJson(m_machine->summary()));
}

/// To a parent that waits, and to the schedule of a workflow that starts again when it has ended.
void RunActor::tellEnd(store::Change& change, api::Timestamp at) {
    const auto& definition = m_machine->definition();
    if (definition.schedule && definition.schedule->afterMs) {
        auto& message = change.messages.emplace_back();
        message.kind = store::MessageKind::ended;
        message.at = at;
        message.data = boost::json::serialize(boost::json::object{{"ns", definition.info.ns},
                                                                  {"workflow", definition.info.name},
                                                                  {"startedBy", m_identity.startedBy},
                                                                  {"run", m_identity.id}});
    }
    if (auto message = endMessage(*m_machine, m_identity, at)) {
        change.messages.push_back(std::move(*message));
    }
}

store::RunRow RunActor::row() const {
    store::RunRow result;
    result.summary = m_machine->summary();
    return result;
}

void RunActor::write(store::Change change, News news, Pending pending) {
    pending.number = ++m_steps;
    auto starts = prepare(pending);
    const bool tells = !change.messages.empty();
    change.done = [self = caf::actor_cast<caf::actor>(this), &services = m_services, news = std::move(news),
                   starts = std::move(starts), silent = pending.silent, tells](api::Result<api::Seq> seq) mutable {
        if (!seq.ok()) {
            caf::anon_send(self, Committed{false, seq.error()});
        } else {
            services.feed.publish(std::move(news.events), *seq, news.builtFor);
            if (!silent) {
                caf::anon_send(self, Committed{true, {}});  // before the activities, whose results rely on it
            }
            for (const auto& start : starts) {
                start();
            }
            if (tells) {
                services.news();
            }
        }
        starts.clear();
        self = nullptr;
    };
    m_pending.push_back(std::move(pending));
    m_saidIdle = false;
    if (change.create) {
        m_facts = m_services.clustered() ? std::optional<std::uint64_t>(0) : std::nullopt;
    }
    change.after = m_facts;
    if (m_facts) {
        *m_facts += change.facts.size();
    }
    m_services.journal.write(std::move(change));
}

/// The activities that a step starts, ready for the writer's thread to put them into their pools: one message less.
std::vector<std::function<void()>> RunActor::prepare(Pending& pending) {
    std::vector<std::function<void()>> starts;
    bool more = static_cast<bool>(pending.reply);
    const auto takenBack = [&](core::ActivityId activity) {
        return std::any_of(pending.effects.begin(), pending.effects.end(), [activity](const auto& effect) {
            const auto* cancel = std::get_if<core::CancelActivity>(&effect);
            return cancel && cancel->activity == activity;
        });
    };
    for (const auto& effect : pending.effects) {
        const auto* start = std::get_if<core::StartActivity>(&effect);
        more = more || std::holds_alternative<core::CancelActivity>(effect) ||
               std::holds_alternative<core::SetTimer>(effect) || std::holds_alternative<core::ClearTimer>(effect);
        // A process that nobody waits for is a message; the end of a subscription is lost with it.
        if (start && (!start->detached || start->turn) && !m_services.stopping && !m_yielding &&
            !takenBack(start->activity)) {
            const auto [entry, added] = m_inFlight.try_emplace(start->activity, InFlight{*start, {}, pending.number});
            if (added) {
                starts.push_back(submission(entry->second));
            }
        }
    }
    pending.silent = !more && !starts.empty();
    if (!more) {
        pending.effects.clear();
    }
    return starts;
}

EventBatch RunActor::events(const core::Step& step, api::Timestamp at, unsigned wanted) const {
    EventBatch batch;
    const auto& definition = m_machine->definition();
    for (const auto& transition : step.transitions) {
        if (!(wanted & kTasksWanted) && transition.kind.compare(0, 5, "task.") == 0) {
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
        if (transition.data && (wanted & kDataWanted)) {
            event.data = *transition.data;
        }
        if (event.kind.compare(0, 4, "run.") == 0) {
            event.summary = m_machine->summary();
        }
    }
    return batch;
}

void RunActor::onCommitted(const Committed& message) {
    if (m_failure) {
        return;
    }
    if (!message.ok) {
        fail(message.error);
        return;
    }
    while (m_pending.front().silent) {  // the journal keeps the order of a run's steps
        m_pending.pop_front();
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

void RunActor::onActivityDone(const ActivityDone& message) {
    const auto activity = m_inFlight.extract(message.activity);
    if (m_failure || activity.empty()) {
        return;  // cancelled meanwhile
    }
    while (!m_pending.empty() && m_pending.front().silent && m_pending.front().number <= activity.mapped().step) {
        m_pending.pop_front();
    }
    if (activity.mapped().start.detached) {
        sayIdle();
        return;
    }
    core::Fact fact;
    fact.at = api::wallClock();
    fact.activity = message.activity;
    fact.exchanges = message.exchanges;
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
    if (!m_rowStale || m_failure || !m_machine) {
        return;
    }
    m_rowStale = false;
    store::Change change;
    change.run = m_key;
    change.row = row();
    write(std::move(change), {}, {});
}

/// From here on every command is refused, until the supervisor knows and sends no more.
void RunActor::fail(const api::Error& error, Lost lost) {
    if (m_failure) {
        return;
    }
    giveUp(error);
    lost.key = m_key;
    lost.again = worthATrial(error);
    send(m_supervisor, std::move(lost));
    if (m_leaving) {
        quit();
    }
}

void RunActor::giveUp(const api::Error& error) {
    m_failure = error;
    for (auto& pending : m_pending) {
        if (pending.reply) {
            pending.reply(error);
        }
    }
    m_pending.clear();
    answerLater(error);
    for (const auto& [id, activity] : m_inFlight) {
        activity.cancel.cancel();
        letGo(activity);
    }
    m_inFlight.clear();
}

/// The journal has the run as it was before what could not be applied; what came of an activity is kept, so that the
/// world does not see it again.
void RunActor::strand(const api::Error& error, std::optional<core::Fact> kept) {
    if (!m_pending.empty()) {
        m_services.journal.flush();  // the next actor begins with what the journal has then
    }
    Lost lost;
    lost.stranded = m_services.stranded.add(m_key, error.message);
    lost.fact = std::move(kept);
    fail(error, std::move(lost));
}

void RunActor::sayIdle() {
    if (!m_later.empty() && m_inFlight.empty() && !m_failure) {
        auto message = std::move(m_later.front());
        m_later.pop_front();
        apply(message.fact, std::move(message.reply));
    }
    const bool still = m_pending.empty() && m_inFlight.empty() && !m_failure;
    if (still && m_rowStale) {
        flushRow();  // comes back here when it is durable
    } else if (still && !m_saidIdle) {
        m_saidIdle = true;
        send(m_supervisor, Idle{m_key, m_received});
    }
}

}  // namespace beamline::runtime
