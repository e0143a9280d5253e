// SPDX-License-Identifier: Apache-2.0
// What of the scheduler is about events and ends of runs.
#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

struct Scheduler::Seen {
    core::DefinitionPtr definition;
    core::CorrelationState correlation;
    boost::json::array events;  ///< for `until` alone
};

struct Scheduler::Verdict {
    core::Offer offer = core::Offer::ignored;
    core::CorrelationState correlation;
    std::optional<api::Json> event;
};

/// With the lock.
Scheduler::Entry* Scheduler::find(std::int64_t schedule) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const auto& one) { return one.second.key->load() == schedule; });
    return found != m_entries.end() && found->second.schedule().on ? &found->second : nullptr;
}

/// Whether there is such a schedule; it may have been committed a moment ago and not know its key yet.
bool Scheduler::listens(std::int64_t schedule) {
    {
        const std::lock_guard lock(m_mutex);
        if (find(schedule)) {
            return true;
        }
        if (std::none_of(m_entries.begin(), m_entries.end(), [](const auto& one) { return *one.second.key == 0; })) {
            return false;
        }
    }
    m_services.journal.flush();
    return true;
}

void Scheduler::offer(std::int64_t schedule, std::int64_t position, const core::Data& data) {
    if (!listens(schedule)) {
        return;
    }
    const auto takes = [position](const Entry* entry) {
        return entry && !entry->stored.paused && position > entry->position;
    };
    for (;;) {  // again when a new version came in between
        Seen seen;
        {
            std::unique_lock lock(m_mutex);
            Entry* entry = nullptr;
            m_room.wait(lock, [&] {
                entry = find(schedule);
                return m_stop || !takes(entry) || !entry->full();
            });
            if (!takes(entry)) {
                return;
            }
            seen.definition = entry->definition;
            seen.correlation = entry->correlation;
            if (entry->schedule().on->until >= 0) {
                seen.events = entry->events;
            }
        }
        const auto now = m_clock();
        auto verdict = judge(seen, data, now);
        const std::lock_guard lock(m_mutex);
        auto* entry = find(schedule);
        if (!takes(entry)) {
            return;
        }
        if (entry->definition == seen.definition) {
            take(*entry, std::move(verdict), position, now);
            return;
        }
    }
}

/// Evaluates what the workflow says about the event. Without the lock.
Scheduler::Verdict Scheduler::judge(const Seen& seen, const core::Data& data, api::Timestamp now) {
    const auto& definition = *seen.definition;
    core::Scope scope;
    scope.now = now;
    const core::EventEvaluator evaluate{[&](core::ExpressionId id, const core::Data& in) {
                                            auto value = definition.program->evaluate(id, in, scope);
                                            return value ? std::optional(*value) : std::nullopt;
                                        },
                                        [&](const core::Template& value, const core::Data& in) {
                                            if (value.constant()) {
                                                return std::optional(value.constantValue());
                                            }
                                            auto result = value.evaluate(*definition.program, in, scope);
                                            return result ? std::optional(*result) : std::nullopt;
                                        }};
    const auto& on = *definition.schedule->on;
    const core::Data event(data, &data->at("event"));
    Verdict verdict;
    verdict.correlation = seen.correlation;
    verdict.offer = core::offerEvent(on, verdict.correlation, event, evaluate);
    if (verdict.offer == core::Offer::consumed || verdict.offer == core::Offer::consumedLast) {
        verdict.event = *core::readEvent(event, definition.schedule->read);
    }
    if (verdict.offer == core::Offer::consumed && on.until >= 0) {
        auto events = seen.events;
        events.push_back(*verdict.event);
        const auto enough = evaluate.expression(on.until, core::makeData(std::move(events)));
        verdict.offer = enough && core::truthy(**enough) ? core::Offer::consumedLast : verdict.offer;
    }
    return verdict;
}

/// With the lock.
void Scheduler::take(Entry& entry, Verdict verdict, std::int64_t position, api::Timestamp now) {
    if (verdict.offer == core::Offer::ignored) {
        return;
    }
    entry.position = position;
    entry.correlation = std::move(verdict.correlation);
    if (verdict.event) {
        entry.addEvent(*verdict.event);
    }
    const bool whole = verdict.offer == core::Offer::consumedLast || verdict.offer == core::Offer::ended;
    if (whole || entry.crowded()) {
        const Name name(entry.stored.ns, entry.stored.name);
        std::string note;
        if (!whole) {
            note = "The schedule of " + name.first + "/" + name.second + " had collected " +
                   std::to_string(entry.events.size()) + " events (" + std::to_string(entry.eventBytes) +
                   " bytes), its limit, before all came that it waits for. A run was started with them; let it wait "
                   "for fewer or smaller ones.";
            tellProblem(name, note);
        }
        entry.addPending("schedule:" + entry.stored.name + ":event:" + std::to_string(position),
                         std::exchange(entry.events, {}), std::move(note));
        entry.eventBytes = 0;
        entry.correlation = {};
        entry.stored.last = now;
        tell(entry);
    }
    save(entry);
    poke();
}

void Scheduler::ended(const store::Message& message) {
    const auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const auto text = [&](const char* key) {
        const auto* value = data->get_object().if_contains(key);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    const Name name(text("ns"), text("workflow"));
    const auto by = text("startedBy");
    const auto run = text("run");
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(name);
    if (found == m_entries.end() || !found->second.schedule().afterMs ||
        (!by.empty() && by != userOf(name.first, name.second))) {
        return;
    }
    auto& entry = found->second;
    const bool idle = entry.pending.empty() && entry.stored.next == 0;
    if (entry.awaited.empty() ? idle : run.empty() || run == entry.awaited) {
        entry.stored.next = message.at + *entry.schedule().afterMs;
        entry.awaited.clear();
    } else if (!entry.pending.empty()) {
        entry.endedRun = run;
        entry.endedAt = message.at;
    } else {
        return;
    }
    save(entry);
    tell(entry);
    poke();
}

}  // namespace beamline::runtime
