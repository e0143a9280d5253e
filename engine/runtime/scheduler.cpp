// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/scheduler.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"

namespace beamline::runtime {

namespace {
constexpr const char* kProblem = "schedule";

std::string userOf(const std::string& ns, const std::string& name) {
    return "schedule:" + ns + "/" + name;
}

std::string length(std::int64_t ms) {
    std::string text;
    for (const auto& [unit, name] : {std::pair<std::int64_t, const char*>(86'400'000, "d"),
                                     {3'600'000, "h"},
                                     {60'000, "m"},
                                     {1'000, "s"},
                                     {1, "ms"}}) {
        if (ms >= unit) {
            text += (text.empty() ? "" : " ") + std::to_string(ms / unit) + " " + name;
            ms %= unit;
        }
    }
    return text;
}

api::Error unknown(const std::string& ns, const std::string& name) {
    return {api::code::kNotFound,
            "The latest version of " + ns + "/" + name + " has no schedule, or there is no such workflow.",
            {},
            false};
}

core::CorrelationState correlationOf(const boost::json::object& state) {
    const auto* kept = state.if_contains("correlation");
    return kept ? core::correlationFrom(*kept) : core::CorrelationState();
}
}  // namespace

Scheduler::Scheduler(Services& services, Commands& commands, std::function<api::Timestamp()> clock)
    : m_services(services), m_commands(commands), m_clock(std::move(clock)) {}

Scheduler::~Scheduler() {
    stop();
}

void Scheduler::start() {
    const auto stored = m_services.journal.schedules();
    if (!stored.ok()) {
        m_services.problems.put(kProblem, "The schedules could not be read: " + stored.error().message);
        return;
    }
    for (const auto& one : *stored) {
        Entry entry;
        entry.stored = one;
        auto definition = m_services.definitions.byDigest(one.digest);
        if (!definition || !(*definition)->schedule) {
            m_services.problems.put(kProblem,
                                    "The schedule of " + one.ns + "/" + one.name + " does not run: " +
                                        (definition ? "its workflow has none any more." : definition.error().message));
            continue;
        }
        entry.definition = *definition;
        if (const auto state = api::parseJson(one.state); state && state->is_object()) {
            const auto& object = state->get_object();
            entry.correlation = correlationOf(object);
            if (const auto* events = object.if_contains("events"); events && events->is_array()) {
                entry.events = events->get_array();
            }
            if (const auto* position = object.if_contains("position"); position && position->is_int64()) {
                entry.position = position->get_int64();
            }
        }
        m_entries.emplace(Name(one.ns, one.name), std::move(entry));
    }
    m_thread = std::thread([this] { work(); });
}

void Scheduler::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Scheduler::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const auto now = m_clock();
        api::Timestamp next = 0;
        for (auto& [name, entry] : m_entries) {
            if (!entry.stored.paused && entry.stored.next != 0 && entry.stored.next <= now) {
                fire(entry, now);
            }
            if (!entry.stored.paused && entry.stored.next != 0) {
                next = next == 0 ? entry.stored.next : std::min(next, entry.stored.next);
            }
        }
        if (next == 0) {
            m_wake.wait(lock);
        } else {
            const auto wait = std::chrono::milliseconds(std::max<api::Timestamp>(next - m_clock(), 1));
            m_wake.wait_for(lock, std::min<std::chrono::milliseconds>(wait, kScheduleClockLook));
        }
    }
}

/// With the lock.
void Scheduler::fire(Entry& entry, api::Timestamp now) {
    const auto tick = entry.stored.next;
    const Name name(entry.stored.ns, entry.stored.name);
    launch(entry, boost::json::object(), "schedule:" + entry.stored.name + ":" + std::to_string(tick),
           userOf(entry.stored.ns, entry.stored.name),
           [this, name](const api::Result<api::StartReply>& reply) { launched(name, reply); });
    entry.stored.last = now;
    entry.stored.next = following(*entry.definition->schedule, tick, now);
    save(entry);
    tell(entry);
}

/// The tick after `tick` that is not past; 0 when it is not known yet.
api::Timestamp Scheduler::following(const core::Schedule& schedule, api::Timestamp tick, api::Timestamp now) {
    if (schedule.everyMs) {
        const auto every = *schedule.everyMs;
        return tick > now ? tick : tick + ((now - tick) / every + 1) * every;
    }
    if (schedule.cron) {
        return schedule.cron->next(std::max(tick, now)).value_or(0);
    }
    return 0;  // `after` knows it when the run has ended
}

void Scheduler::save(Entry& entry) {
    entry.stored.state =
        boost::json::serialize(boost::json::object{{"correlation", core::correlationJson(entry.correlation)},
                                                   {"events", entry.events},
                                                   {"position", entry.position}});
    m_services.journal.putSchedule(entry.stored, [](const api::Result<std::int64_t>&) {});
}

void Scheduler::launch(const Entry& entry, api::Json input, const std::string& key, const std::string& user,
                       std::function<void(api::Result<api::StartReply>)> done) {
    api::StartRun start;
    start.ns = entry.stored.ns;
    start.workflow = entry.stored.name;
    start.version = entry.stored.version;
    start.input = std::move(input);
    start.idempotencyKey = key;
    api::RequestContext context;
    context.user = user;
    context.client = "schedule";
    m_commands.handle(start, context, std::move(done));
}

/// May be called with or without the lock, on any thread: it must not take it.
void Scheduler::launched(const Name& name, const api::Result<api::StartReply>& reply) {
    const auto code = kProblem + std::string(":") + name.first + "/" + name.second;
    if (reply.ok()) {
        m_services.problems.remove(code);
    } else if (!m_services.stopping) {
        m_services.problems.put(
            code, "The schedule could not start " + name.first + "/" + name.second + ": " + reply.error().message);
    }
}

void Scheduler::deployed(const core::DefinitionPtr& definition) {
    const auto& info = definition->info;
    const auto latest = m_services.definitions.byName(info.ns, info.name, {});
    if (!latest || (*latest)->info.digest != info.digest) {
        return;
    }
    const Name name(info.ns, info.name);
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(name);
        if (!definition->schedule) {
            if (found != m_entries.end()) {
                m_entries.erase(found);
                m_services.journal.removeSchedule(info.ns, info.name);
            }
            return;
        }
        if (found != m_entries.end() && found->second.stored.digest == info.digest) {
            return;
        }
        const auto& schedule = *definition->schedule;
        Entry entry;
        entry.definition = definition;
        entry.stored.ns = info.ns;
        entry.stored.name = info.name;
        entry.stored.version = info.version;
        entry.stored.digest = info.digest;
        entry.stored.paused = found != m_entries.end() && found->second.stored.paused;
        entry.stored.last = found != m_entries.end() ? found->second.stored.last : 0;
        const auto now = m_clock();
        entry.stored.next = schedule.everyMs   ? now + *schedule.everyMs
                            : schedule.afterMs ? now + *schedule.afterMs
                                               : following(schedule, now, now);
        if (schedule.on) {
            entry.stored.types = schedule.on->types();
        }
        entry.stored.state = "{}";
        auto& kept = m_entries[name];
        kept = std::move(entry);
        m_services.journal.putSchedule(kept.stored, [this, name](const api::Result<std::int64_t>& key) {
            if (key.ok()) {
                std::lock_guard own(m_mutex);
                if (const auto it = m_entries.find(name); it != m_entries.end()) {
                    it->second.stored.key = *key;
                }
            }
        });
        tell(kept);
    }
    m_wake.notify_all();
}

void Scheduler::offer(std::int64_t schedule, std::int64_t position, const core::Data& data) {
    std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const auto& e) { return e.second.stored.key == schedule; });
    if (found == m_entries.end() || found->second.stored.paused || position <= found->second.position) {
        return;
    }
    auto& entry = found->second;
    const auto& definition = *entry.definition;
    core::Scope scope;
    scope.now = m_clock();
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
    auto verdict = core::offerEvent(on, entry.correlation, event, evaluate);
    if (verdict == core::Offer::ignored) {
        return;
    }
    entry.position = position;
    if (verdict == core::Offer::consumed || verdict == core::Offer::consumedLast) {
        entry.events.push_back(*core::readEvent(event, definition.schedule->read));
    }
    if (verdict == core::Offer::consumed && on.until >= 0) {
        const auto enough = evaluate.expression(on.until, core::makeData(entry.events));
        verdict = enough && core::truthy(**enough) ? core::Offer::consumedLast : verdict;
    }
    if (verdict == core::Offer::consumedLast || verdict == core::Offer::ended ||
        entry.events.size() >= core::kMaxQueuedEvents) {
        launch(entry, std::exchange(entry.events, {}),
               "schedule:" + entry.stored.name + ":event:" + std::to_string(position),
               userOf(entry.stored.ns, entry.stored.name),
               [this, name = found->first](const api::Result<api::StartReply>& reply) { launched(name, reply); });
        entry.correlation = {};
        entry.stored.last = scope.now;
        tell(entry);
    }
    save(entry);
}

void Scheduler::ended(const store::Message& message) {
    const auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const auto text = [&](const char* key) { return std::string(data->at(key).as_string()); };
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(Name(text("ns"), text("workflow")));
        if (found == m_entries.end() || !found->second.definition->schedule->afterMs) {
            return;
        }
        auto& entry = found->second;
        entry.stored.next = message.at + *entry.definition->schedule->afterMs;
        save(entry);
        tell(entry);
    }
    m_wake.notify_all();
}

api::Schedule Scheduler::describe(const Entry& entry) const {
    api::Schedule result;
    result.ns = entry.stored.ns;
    result.workflow = entry.stored.name;
    result.version = entry.stored.version;
    result.paused = entry.stored.paused;
    result.last = entry.stored.last;
    const auto& schedule = *entry.definition->schedule;
    auto next = entry.stored.next;
    if (schedule.everyMs) {
        result.kind = api::ScheduleKind::every;
        result.detail = length(*schedule.everyMs);
    } else if (schedule.cron) {
        result.kind = api::ScheduleKind::cron;
        result.detail = schedule.cron->text();
    } else if (schedule.afterMs) {
        result.kind = api::ScheduleKind::after;
        result.detail = length(*schedule.afterMs);
    } else {
        result.kind = api::ScheduleKind::on;
        for (const auto& type : schedule.on->types()) {
            result.detail += (result.detail.empty() ? "" : ", ") + type;
        }
        result.detail = result.detail.empty() ? "any event" : result.detail;
    }
    const auto now = m_clock();
    next = entry.stored.paused && next != 0 ? following(schedule, next, now) : next;
    while (next != 0 && result.next.size() < static_cast<std::size_t>(api::kMaxUpcoming)) {
        result.next.push_back(next);
        next = schedule.everyMs ? next + *schedule.everyMs : schedule.cron ? schedule.cron->next(next).value_or(0) : 0;
    }
    const auto code = kProblem + std::string(":") + result.ns + "/" + result.workflow;
    for (const auto& problem : m_services.problems.list()) {
        result.problem = problem.code == code ? problem.message : result.problem;
    }
    return result;
}

std::vector<api::Schedule> Scheduler::list(const std::string& ns) const {
    std::lock_guard lock(m_mutex);
    std::vector<api::Schedule> all;
    for (const auto& [name, entry] : m_entries) {
        if (ns.empty() || name.first == ns) {
            all.push_back(describe(entry));
        }
    }
    return all;
}

void Scheduler::tell(const Entry& entry) {
    api::Event event;
    event.kind = "schedule.changed";
    event.at = m_clock();
    event.ns = entry.stored.ns;
    event.workflow = entry.stored.name;
    event.version = entry.stored.version;
    m_services.feed.publish(std::make_shared<std::vector<api::Event>>(1, event), m_services.journal.health().seq);
}

void Scheduler::control(const api::ControlSchedule& command, const api::RequestContext& context,
                        Commands::Handler<api::ScheduleReply> done) {
    std::unique_lock lock(m_mutex);
    const auto found = m_entries.find(Name(command.ns, command.workflow));
    if (found == m_entries.end()) {
        lock.unlock();
        done(unknown(command.ns, command.workflow));
        return;
    }
    auto& entry = found->second;
    if (command.action == api::ScheduleAction::trigger) {
        const auto copy = entry;
        const auto described = describe(entry);
        lock.unlock();
        launch(copy, copy.definition->schedule->on ? api::Json(boost::json::array()) : api::Json(boost::json::object()),
               {}, context.user, [described, done = std::move(done)](const api::Result<api::StartReply>& reply) {
                   reply.ok() ? done(api::ScheduleReply{described, {reply->run}}) : done(reply.error());
               });
        return;
    }
    if (command.action == api::ScheduleAction::backfill) {
        const auto copy = entry;
        lock.unlock();
        backfill(copy, command, context.user, std::move(done));
        return;
    }
    entry.stored.paused = command.action == api::ScheduleAction::pause;
    if (!entry.stored.paused && entry.stored.next != 0) {
        const auto now = m_clock();
        const auto next = following(*entry.definition->schedule, entry.stored.next, now);
        entry.stored.next = next != 0 ? next : std::max(entry.stored.next, now);
    }
    api::ScheduleReply reply{describe(entry), {}};
    m_services.journal.putSchedule(entry.stored, [reply, done = std::move(done)](const api::Result<std::int64_t>& key) {
        key.ok() ? done(reply) : done(key.error());
    });
    tell(entry);
    lock.unlock();
    m_wake.notify_all();
}

void Scheduler::backfill(const Entry& entry, const api::ControlSchedule& command, const std::string& user,
                         Commands::Handler<api::ScheduleReply> done) {
    const auto refuse = [&](const std::string& why) { done(api::Error{api::code::kInvalidArgument, why, {}, false}); };
    const auto& schedule = *entry.definition->schedule;
    if (!schedule.everyMs && !schedule.cron) {
        return refuse("Only schedules of cron and every have ticks in the past; trigger this one instead.");
    }
    if (command.from <= 0 || command.to < command.from || command.to > m_clock()) {
        return refuse("A back-fill needs 'from' and 'to', in this order and not in the future.");
    }
    std::vector<api::Timestamp> ticks;
    api::Timestamp tick = 0;
    if (schedule.everyMs) {
        const auto every = *schedule.everyMs;
        const auto phase = entry.stored.next % every;
        tick = command.from + (phase - command.from % every + every) % every;
    } else {
        tick = schedule.cron->next(command.from - 1).value_or(0);
    }
    while (tick != 0 && tick <= command.to) {
        if (ticks.size() == static_cast<std::size_t>(kMaxBackfill)) {
            return refuse("There are more than " + std::to_string(kMaxBackfill) +
                          " ticks between 'from' and 'to'; fill a shorter time.");
        }
        ticks.push_back(tick);
        tick = schedule.everyMs ? tick + *schedule.everyMs : schedule.cron->next(tick).value_or(0);
    }
    struct Progress {
        std::mutex mutex;
        api::ScheduleReply reply;
        std::optional<api::Error> error;
        std::size_t open = 1;
        Commands::Handler<api::ScheduleReply> done;
    };
    auto progress = std::make_shared<Progress>();
    progress->open += ticks.size();
    progress->done = std::move(done);
    {
        std::lock_guard lock(m_mutex);
        progress->reply.schedule = describe(entry);
    }
    const auto finish = [progress](const api::Result<api::StartReply>* reply) {
        std::unique_lock lock(progress->mutex);
        if (reply && reply->ok() && (*reply)->created) {
            progress->reply.runs.push_back((*reply)->run);
        } else if (reply && !reply->ok()) {
            progress->error = reply->error();
        }
        if (--progress->open == 0) {
            lock.unlock();
            std::sort(progress->reply.runs.begin(), progress->reply.runs.end());
            progress->error ? progress->done(*progress->error) : progress->done(progress->reply);
        }
    };
    for (const auto at : ticks) {
        launch(entry, boost::json::object(), "schedule:" + entry.stored.name + ":" + std::to_string(at),
               userOf(entry.stored.ns, entry.stored.name),
               [finish](const api::Result<api::StartReply>& reply) { finish(&reply); });
    }
    static_cast<void>(user);
    finish(nullptr);
}

}  // namespace beamline::runtime
