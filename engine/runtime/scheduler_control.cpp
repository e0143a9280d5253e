// SPDX-License-Identifier: Apache-2.0
// What of the scheduler is for people: the list, pause and resume, the start by hand and the back-fill.
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

namespace {
api::Error unknown(const std::string& ns, const std::string& name) {
    return {api::code::kNotFound,
            "The latest version of " + ns + "/" + name + " has no schedule, or there is no such workflow.",
            {},
            false};
}
}  // namespace

/// With the lock.
api::Schedule Scheduler::describe(const Entry& entry) const {
    auto result = describeSchedule(entry, m_clock());
    const auto code = codeOf(result.ns, result.workflow);
    for (const auto& problem : m_services.problems.list()) {
        result.problem = problem.code == code ? problem.message : result.problem;
    }
    return result;
}

std::vector<api::Schedule> Scheduler::listStored(const std::string& ns) const {
    std::vector<api::Schedule> all;
    const auto stored = m_services.journal.schedules();
    for (std::size_t i = 0; stored.ok() && i < stored->size(); ++i) {
        const auto& one = (*stored)[i];
        const auto definition = m_services.definitions.byDigest(one.digest);
        if (one.damaged || !definition.ok() || !(*definition)->schedule || (!ns.empty() && one.ns != ns)) {
            continue;  // its owner tells what is wrong
        }
        Entry entry;
        entry.stored = one;
        entry.definition = *definition;
        entry.readState();
        all.push_back(describeSchedule(entry, m_clock()));
    }
    return all;
}

std::vector<api::Schedule> Scheduler::list(const std::string& ns) const {
    if (m_stop && m_services.clustered()) {
        return listStored(ns);
    }
    settle();
    const std::lock_guard lock(m_mutex);
    std::vector<api::Schedule> all;
    for (const auto& [name, entry] : m_entries) {
        if (ns.empty() || name.first == ns) {
            all.push_back(describe(entry));
        }
    }
    return all;
}

void Scheduler::control(const api::ControlSchedule& command, const api::RequestContext& context,
                        Commands::Handler<api::ScheduleReply> done) {
    settle();
    std::unique_lock lock(m_mutex);
    const auto found = m_entries.find(Name(command.ns, command.workflow));
    if (found == m_entries.end()) {
        lock.unlock();
        done(unknown(command.ns, command.workflow));
        return;
    }
    auto& entry = found->second;
    switch (command.action) {
        case api::ScheduleAction::trigger: {
            const auto described = describe(entry);
            const auto input = entry.schedule().on ? api::Json(boost::json::array()) : api::Json(boost::json::object());
            const Launch what{found->first, entry.stored.version, input, {}, context.user};
            lock.unlock();
            launch(what, [described, done = std::move(done)](const api::Result<api::StartReply>& reply) {
                reply.ok() ? done(api::ScheduleReply{described, {reply->run}}) : done(reply.error());
            });
            return;
        }
        case api::ScheduleAction::backfill: {
            const auto copy = entry;
            lock.unlock();
            backfill(copy, command, std::move(done));
            return;
        }
        case api::ScheduleAction::pause:
        case api::ScheduleAction::resume:
            setPaused(entry, command.action == api::ScheduleAction::pause, std::move(done));
            return;
    }
}

/// With the lock. What is not stored does not count: it is taken back.
void Scheduler::setPaused(Entry& entry, bool paused, Commands::Handler<api::ScheduleReply> done) {
    const Name name(entry.stored.ns, entry.stored.name);
    const bool before = std::exchange(entry.stored.paused, paused);
    entry.stored.turned = std::max(m_clock(), entry.stored.turned + 1);
    if (!paused) {
        entry.stored.next = resumed(entry.schedule(), entry.stored.next, m_clock());
    }
    api::ScheduleReply reply{describe(entry), {}};
    save(entry, [this, name, before, paused, reply, done = std::move(done)](const api::Result<std::int64_t>& stored) {
        if (stored.ok()) {
            done(reply);
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_entries.find(name);
            if (found != m_entries.end() && found->second.stored.paused == paused) {
                found->second.stored.paused = before;
            }
        }
        done(stored.error());
    });
    tell(entry);
    m_room.notify_all();
    poke();
}

void Scheduler::backfill(const Entry& entry, const api::ControlSchedule& command,
                         Commands::Handler<api::ScheduleReply> done) {
    const auto refuse = [&](const std::string& why) { done(api::Error{api::code::kInvalidArgument, why, {}, false}); };
    const auto& schedule = entry.schedule();
    if (!schedule.everyMs && !schedule.cron) {
        return refuse("Only schedules of cron and every have ticks in the past; trigger this one instead.");
    }
    if (command.from <= 0 || command.to < command.from || command.to > m_clock()) {
        return refuse("A back-fill needs 'from' and 'to', in this order and not in the future.");
    }
    const auto ticks = ticksBetween(entry, command.from, command.to, kMaxBackfill + 1);
    if (ticks.size() > static_cast<std::size_t>(kMaxBackfill)) {
        return refuse("There are more than " + std::to_string(kMaxBackfill) +
                      " ticks between 'from' and 'to'; fill a shorter time.");
    }
    struct Progress {
        std::mutex mutex;
        api::ScheduleReply reply;
        std::optional<api::Error> error;
        std::size_t failed = 0;
        std::size_t open = 1;
        Commands::Handler<api::ScheduleReply> done;
    };
    auto progress = std::make_shared<Progress>();
    const Name name(entry.stored.ns, entry.stored.name);
    progress->open += ticks.size();
    progress->done = std::move(done);
    {
        const std::lock_guard lock(m_mutex);
        progress->reply.schedule = describe(entry);
    }
    const auto finish = [this, name, progress, all = ticks.size()](const api::Result<api::StartReply>* answer) {
        std::unique_lock lock(progress->mutex);
        if (answer && answer->ok() && (*answer)->created) {
            progress->reply.runs.push_back((*answer)->run);
        } else if (answer && !runOf(*answer)) {
            progress->error = answer->error();
            ++progress->failed;
        }
        if (--progress->open != 0) {
            return;
        }
        lock.unlock();
        auto& reply = progress->reply;
        std::sort(reply.runs.begin(), reply.runs.end());
        if (progress->error && reply.runs.empty()) {
            progress->done(*progress->error);
            return;
        }
        if (progress->error) {
            reply.schedule.problem = std::to_string(progress->failed) + " of " + std::to_string(all) +
                                     " runs of the back-fill of " + name.first + "/" + name.second +
                                     " could not be started: " + progress->error->message +
                                     " Fill the same time again.";
            tellProblem(name, reply.schedule.problem);
        }
        progress->done(reply);
    };
    const auto user = userOf(name.first, name.second);
    for (const auto at : ticks) {
        launch({name, entry.stored.version, boost::json::object(), tickKey(entry.stored, at), user},
               [finish](const api::Result<api::StartReply>& reply) { finish(&reply); });
    }
    finish(nullptr);
}

}  // namespace beamline::runtime
