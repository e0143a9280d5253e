// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/scheduler.h"

#include "engine/api/json_codec.h"
#include "engine/runtime/wall_wait.h"

namespace beamline::runtime {

namespace {
constexpr const char* kScheduleProblem = "schedule";

/// Whether asking for the same start again is of no use.
bool isFinal(const api::Error& error) {
    for (const char* code : {api::code::kInvalidInput, api::code::kInvalidArgument, api::code::kInvalidDefinition,
                             api::code::kNotFound, api::code::kForbidden}) {
        if (error.code == code) {
            return true;
        }
    }
    return false;
}

bool sameSchedule(const core::DefinitionPtr& one, const core::DefinitionPtr& other) {
    const auto* a = one->document.as_object().if_contains("schedule");
    const auto* b = other->document.as_object().if_contains("schedule");
    return a && b && *a == *b;
}
}  // namespace

Scheduler::Scheduler(Services& services, Commands& commands, std::function<api::Timestamp()> clock)
    : m_services(services), m_commands(commands), m_clock(std::move(clock)), m_stop(services.clustered()) {}

Scheduler::~Scheduler() {
    stop();
}

void Scheduler::start() {
    {
        const std::scoped_lock lock(m_mutex, m_jobsMutex);
        m_damaged.clear();
        m_told.clear();
        m_stop = false;
    }
    std::set<Name> seen;
    readStored(seen);
    findMissing(seen);
    m_thread = std::thread([this] { work(); });
}

void Scheduler::readStored(std::set<Name>& seen, const std::set<Name>* wanted) {
    const auto stored = m_services.journal.schedules();
    if (!stored.ok()) {
        m_services.problems.set(kScheduleProblem, "The schedules could not be read: " + stored.error().message);
        return;
    }
    for (const auto& one : *stored) {
        if (!wanted || wanted->contains({one.ns, one.name})) {
            seen.insert({one.ns, one.name});
            adopt(one, wanted == nullptr);
        }
    }
}

/// `begins`: what is not there when the scheduler begins does not come any more.
void Scheduler::adopt(const store::StoredSchedule& row, bool begins) {
    const Name name(row.ns, row.name);
    if (row.damaged) {
        const std::lock_guard lock(m_mutex);
        m_damaged.insert(name);
        tellProblem(name, "The schedule of " + row.ns + "/" + row.name +
                              " does not run: what was stored of it is damaged. Deploy the workflow again; its "
                              "schedule begins anew then.");
        return;
    }
    const auto latest = m_services.definitions.byName(row.ns, row.name, {});
    if (!latest && latest.error().code == api::code::kNotFound) {
        if (begins) {
            m_services.journal.removeSchedule(row.ns, row.name);
        }
        return;
    }
    if (!latest) {
        tellProblem(name, "The schedule of " + row.ns + "/" + row.name + " does not run: " + latest.error().message);
        return;
    }
    Entry entry;
    entry.stored = row;
    entry.key->store(row.key);
    entry.readState();
    if ((*latest)->info.digest == row.digest) {
        entry.definition = *latest;
    } else if (const auto before = m_services.definitions.byDigest(row.digest)) {
        entry.definition = *before;
    }
    install(
        *latest, [] {}, std::move(entry));
}

/// Only the text of a workflow is looked at, most have no schedule and parsing takes long.
void Scheduler::findMissing(const std::set<Name>& seen) {
    api::ListWorkflows query;
    query.limit = api::kMaxPageSize;
    do {
        const auto page = m_services.journal.listWorkflows(query);
        if (!page.ok()) {
            m_services.problems.set(kScheduleProblem,
                                    "The workflows with schedules could not be read: " + page.error().message);
            return;
        }
        for (const auto& info : page->items) {
            const Name name(info.ns, info.name);
            if (seen.contains(name)) {
                continue;
            }
            const auto stored = m_services.journal.workflow(info.ns, info.name, {});
            if (!stored.ok() || stored->source.find("schedule") == std::string::npos) {
                continue;
            }
            const auto latest = m_services.definitions.byName(info.ns, info.name, {});
            if (latest.ok() && (*latest)->schedule) {
                install(*latest, [] {});
            }
        }
        query.after = page->next;
    } while (!query.after.empty());
}

void Scheduler::stop() {
    {
        const std::scoped_lock lock(m_mutex, m_jobsMutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_room.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
        runJobs();                     // somebody may wait for an answer
        if (m_services.clustered()) {  // another node tells of them from here on
            const std::lock_guard lock(m_mutex);
            for (const auto& [name, entry] : m_entries) {
                tellProblem(name, {});
            }
            m_entries.clear();
        }
    }
}

bool Scheduler::post(std::function<void()> job) {
    {
        const std::lock_guard lock(m_jobsMutex);
        if (m_stop) {
            return false;
        }
        m_jobs.push_back(std::move(job));
        ++m_posted;
    }
    m_wake.notify_all();
    return true;
}

void Scheduler::poke() {
    {
        const std::lock_guard lock(m_jobsMutex);
        m_poked = true;
    }
    m_wake.notify_all();
}

/// Waits for what is queued now.
void Scheduler::settle() const {
    std::unique_lock lock(m_jobsMutex);
    m_wake.wait(lock, [this, posted = m_posted] { return m_stop || m_ran >= posted; });
}

void Scheduler::runJobs() {
    std::deque<std::function<void()>> jobs;
    {
        const std::lock_guard lock(m_jobsMutex);
        jobs.swap(m_jobs);
    }
    for (const auto& job : jobs) {
        job();
    }
    if (!jobs.empty()) {
        {
            const std::lock_guard lock(m_jobsMutex);
            m_ran += jobs.size();
        }
        m_wake.notify_all();
    }
}

void Scheduler::work() {
    for (;;) {
        runJobs();
        std::vector<Launch> launches;
        const auto wait = look(launches);
        for (const auto& what : launches) {
            launch(what, [this, name = what.name, key = what.key](const api::Result<api::StartReply>& reply) {
                post([this, name, key, reply] { launched(name, key, reply); });  // else it is asked again next time
            });
        }
        std::unique_lock lock(m_jobsMutex);
        const auto ready = [this] { return m_stop || m_poked || !m_jobs.empty(); };
        if (wait) {
            waitByWall(m_wake, lock, *wait, ready);
        } else {
            m_wake.wait(lock, ready);
        }
        if (m_stop) {
            return;
        }
        m_poked = false;
    }
}

/// What is to be started now, and how long there is nothing more to do; nothing: until something happens.
std::optional<std::chrono::milliseconds> Scheduler::look(std::vector<Launch>& launches) {
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock();
    api::Timestamp next = 0;
    const auto notLaterThan = [&next](api::Timestamp at) { next = next == 0 ? at : std::min(next, at); };
    for (auto& [name, entry] : m_entries) {
        if (entry.unsaved && entry.saveAgainAt <= now) {
            save(entry);
        }
        if (entry.unsaved) {
            notLaterThan(entry.saveAgainAt);
        }
        if (entry.stored.paused) {
            continue;
        }
        if (entry.pending.empty() && entry.stored.next != 0 && entry.stored.next <= now) {
            fire(entry, now);
        }
        for (auto& one : entry.pending) {
            if (!one.flying && one.notBefore <= now) {
                one.flying = true;
                launches.push_back({name, one.version, one.input, one.key, userOf(name.first, name.second)});
            } else if (!one.flying) {
                notLaterThan(one.notBefore);
            }
        }
        if (entry.pending.empty() && entry.stored.next != 0) {
            notLaterThan(entry.stored.next);
        }
    }
    if (next == 0) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(std::max<api::Timestamp>(next - m_clock(), 1));
}

/// With the lock.
void Scheduler::fire(Entry& entry, api::Timestamp now) {
    const auto tick = entry.stored.next;
    entry.addPending(tickKey(entry.stored, tick), boost::json::object());
    entry.awaited.clear();
    entry.endedRun.clear();
    entry.stored.last = now;
    entry.stored.next = following(entry.schedule(), tick, now);
    save(entry);
    tell(entry);
}

/// With the lock: the journal gets the states in their order.
void Scheduler::save(Entry& entry, Saved done) {
    entry.unsaved = false;
    entry.writeState();
    const Name name(entry.stored.ns, entry.stored.name);
    m_services.journal.putSchedule(
        entry.stored, [this, name, key = entry.key, done = std::move(done)](const api::Result<std::int64_t>& stored) {
            if (stored.ok()) {
                key->store(*stored);
            } else {
                post([this, name] { saveFailed(name); });
            }
            if (done && !post([done, stored] { done(stored); })) {
                done(stored);
            }
        });
}

void Scheduler::saveFailed(const Name& name) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_entries.find(name); found != m_entries.end()) {
        found->second.unsaved = true;
        found->second.saveAgainAt = m_clock() + std::chrono::milliseconds(kScheduleRetryFirst).count();
    }
}

void Scheduler::launch(const Launch& what, std::function<void(api::Result<api::StartReply>)> done) {
    api::StartRun start;
    start.ns = what.name.first;
    start.workflow = what.name.second;
    start.version = what.version;
    start.input = what.input;
    start.idempotencyKey = what.key;
    api::RequestContext context;
    context.user = what.user;
    context.client = "schedule";
    m_commands.handle(start, context, std::move(done));
}

void Scheduler::launched(const Name& name, const std::string& key, const api::Result<api::StartReply>& reply) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) {
        return;
    }
    auto& entry = found->second;
    const auto one =
        std::find_if(entry.pending.begin(), entry.pending.end(), [&](const auto& p) { return p.key == key; });
    if (one == entry.pending.end()) {
        return;
    }
    const auto run = runOf(reply);
    const auto failure = [&] {
        return "The schedule could not start " + name.first + "/" + name.second + ": " + reply.error().message;
    };
    if (!run && !isFinal(reply.error())) {
        const auto delay = std::chrono::milliseconds(kScheduleRetryFirst) * (1 << std::min(one->tries++, 10));
        one->flying = false;
        one->notBefore = m_clock() + std::min<std::chrono::milliseconds>(delay, kScheduleRetryLast).count();
        if (!m_services.stopping) {
            tellProblem(name, failure() + " It is tried again.");
        }
        return;
    }
    const auto note = one->note;
    entry.pending.erase(one);
    if (run) {
        started(entry, *run);
    } else if (entry.schedule().afterMs && entry.stored.next == 0) {
        entry.stored.next = m_clock() + *entry.schedule().afterMs;
    }
    save(entry);
    tellProblem(name, run ? note : failure());
    m_room.notify_all();
}

/// With the lock: the end of this run is what `after` counts from.
void Scheduler::started(Entry& entry, const std::string& run) {
    if (!entry.schedule().afterMs || entry.stored.next != 0) {
        return;
    }
    if (!entry.endedRun.empty() && entry.endedRun == run) {
        entry.stored.next = entry.endedAt + *entry.schedule().afterMs;
        entry.endedRun.clear();
    } else {
        entry.awaited = run;
    }
}

void Scheduler::deployed(const core::DefinitionPtr& definition, std::function<void()> then) {
    if (!m_services.options.schedules) {
        then();
        return;
    }
    const bool posted = post([this, definition, then] {  // when it has stopped, the next start finds it
        const auto& info = definition->info;
        const auto latest = m_services.definitions.byName(info.ns, info.name, {});
        if (!latest) {
            tellProblem({info.ns, info.name}, "The schedule of " + info.ns + "/" + info.name + " was not changed: " +
                                                  latest.error().message + " Deploy it again, or restart the engine.");
        } else if ((*latest)->info.digest == info.digest && install(definition, then)) {
            return;
        }
        then();
    });
    if (!posted) {
        then();
    }
}

void Scheduler::stored(const std::string& ns, const std::string& name) {
    {
        const std::lock_guard lock(m_jobsMutex);
        if (m_stop) {
            return;  // the next start reads all
        }
        m_told.emplace(ns, name);
        if (m_told.size() > 1) {
            return;  // a job that looks at it is queued
        }
    }
    post([this] { readTold(); });
}

void Scheduler::readTold() {
    std::set<Name> names;
    {
        const std::lock_guard lock(m_jobsMutex);
        names.swap(m_told);
        if (m_stop) {
            return;
        }
    }
    std::set<Name> seen;
    readStored(seen, &names);
    for (const auto& name : names) {
        if (seen.contains(name)) {
            continue;
        }
        if (const auto latest = m_services.definitions.byName(name.first, name.second, {})) {
            install(*latest, [] {});
        }
    }
}

/// With the lock: a pause that was said later than what is known.
void Scheduler::turn(Entry& entry, const store::StoredSchedule& row) {
    if (row.turned <= entry.stored.turned) {
        return;
    }
    entry.stored.turned = row.turned;
    if (std::exchange(entry.stored.paused, row.paused) && !row.paused) {
        entry.stored.next = resumed(entry.schedule(), entry.stored.next, m_clock());
        save(entry);
    }
    m_room.notify_all();
}

/// `definition` is the latest.
bool Scheduler::install(const core::DefinitionPtr& definition, const std::function<void()>& then,
                        std::optional<Entry> row) {
    const auto& info = definition->info;
    const Name name(info.ns, info.name);
    const auto deployed = m_services.journal.workflow(info.ns, info.name, info.version);
    const std::lock_guard lock(m_mutex);
    auto found = m_entries.find(name);
    if (row && found != m_entries.end()) {
        turn(found->second, row->stored);
    } else if (row) {
        found = m_entries.emplace(name, std::move(*row)).first;
    }
    const bool damaged = m_damaged.erase(name) > 0;
    if (!definition->schedule) {
        if (found != m_entries.end() || damaged) {
            m_entries.erase(name);
            m_services.journal.removeSchedule(info.ns, info.name);
            tellProblem(name, {});
            m_room.notify_all();
        }
        return false;
    }
    if (found != m_entries.end() && found->second.stored.digest == info.digest) {
        return false;
    }
    auto& entry = m_entries[name];  // what is not set below stays: its key in the journal, its pause, what is pending
    if (found == m_entries.end() && deployed.ok()) {
        entry.stored.turned = deployed->info.deployedAt;  // a pause of before is another schedule's
    }
    const bool same = entry.definition && sameSchedule(entry.definition, definition);
    entry.definition = definition;
    entry.stored.ns = info.ns;
    entry.stored.name = info.name;
    entry.stored.version = info.version;
    entry.stored.digest = info.digest;
    const auto& schedule = entry.schedule();
    entry.stored.types = schedule.on ? std::optional(schedule.on->types()) : std::nullopt;
    if (!same) {
        const auto now = m_clock();
        entry.correlation = {};
        entry.events.clear();
        entry.eventBytes = 0;
        entry.awaited.clear();
        entry.endedRun.clear();
        entry.stored.next = schedule.everyMs   ? now + *schedule.everyMs
                            : schedule.afterMs ? now + *schedule.afterMs
                                               : following(schedule, now, now);
    }
    save(entry, [then](const api::Result<std::int64_t>&) { then(); });
    tellProblem(name, {});
    tell(entry);
    m_room.notify_all();
    poke();
    return true;
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

/// One a schedule; empty: none any more.
void Scheduler::tellProblem(const Name& name, const std::string& text) {
    const auto code = codeOf(name.first, name.second);
    text.empty() ? m_services.problems.remove(code) : m_services.problems.set(code, text);
}

}  // namespace beamline::runtime
