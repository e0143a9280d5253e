// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/schedule_entry.h"

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"

namespace beamline::runtime {

namespace {
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

std::size_t sizeOf(const api::Json& value) {
    return boost::json::serialize(value).size();
}

std::string textOf(const boost::json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t numberOf(const boost::json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

std::size_t pendingBytes(const std::deque<PendingLaunch>& pending) {
    std::size_t bytes = 0;
    for (const auto& one : pending) {
        bytes += one.bytes;
    }
    return bytes;
}
}  // namespace

std::string userOf(const std::string& ns, const std::string& name) {
    return "schedule:" + ns + "/" + name;
}

std::string codeOf(const std::string& ns, const std::string& name) {
    return "schedule:" + ns + "/" + name;
}

std::string tickKey(const store::StoredSchedule& schedule, api::Timestamp tick) {
    return "schedule:" + schedule.name + ":" + std::to_string(tick);
}

std::optional<std::string> runOf(const api::Result<api::StartReply>& reply) {
    if (reply.ok()) {
        return reply->run;
    }
    if (reply.error().code != api::code::kConflict) {
        return std::nullopt;
    }
    const auto& run = reply.error().detail;
    return run.is_string() ? std::string(run.get_string()) : std::string();
}

void ScheduleEntry::readState() {
    const auto state = api::parseJson(stored.state);
    if (!state || !state->is_object()) {
        return;
    }
    const auto& object = state->get_object();
    if (const auto* kept = object.if_contains("correlation")) {
        correlation = core::correlationFrom(*kept);
    }
    if (const auto* kept = object.if_contains("events"); kept && kept->is_array()) {
        for (const auto& event : kept->get_array()) {
            addEvent(event);
        }
    }
    position = numberOf(object, "position");
    awaited = textOf(object, "awaited");
    endedRun = textOf(object, "endedRun");
    endedAt = numberOf(object, "endedAt");
    const auto* launches = object.if_contains("pending");
    for (const auto& one : launches && launches->is_array() ? launches->get_array() : boost::json::array()) {
        if (const auto* launch = one.if_object()) {
            const auto* input = launch->if_contains("input");
            addPending(textOf(*launch, "key"), input ? *input : api::Json(), textOf(*launch, "note"));
            pending.back().version = textOf(*launch, "version");
        }
    }
}

void ScheduleEntry::writeState() {
    boost::json::object state{
        {"correlation", core::correlationJson(correlation)}, {"events", events}, {"position", position}};
    if (!pending.empty()) {
        boost::json::array launches;
        for (const auto& one : pending) {
            launches.push_back(boost::json::object{
                {"key", one.key}, {"version", one.version}, {"input", one.input}, {"note", one.note}});
        }
        state["pending"] = std::move(launches);
    }
    if (!awaited.empty()) {
        state["awaited"] = awaited;
    }
    if (!endedRun.empty()) {
        state["endedRun"] = endedRun;
        state["endedAt"] = endedAt;
    }
    stored.state = boost::json::serialize(state);
}

void ScheduleEntry::addEvent(const api::Json& event) {
    eventBytes += sizeOf(event);
    events.push_back(event);
}

void ScheduleEntry::addPending(std::string launchKey, api::Json input, std::string note) {
    auto& launch = pending.emplace_back();
    launch.key = std::move(launchKey);
    launch.version = stored.version;
    launch.bytes = sizeOf(input);
    launch.input = std::move(input);
    launch.note = std::move(note);
}

bool ScheduleEntry::full() const {
    return pending.size() >= kMaxPendingLaunches || pendingBytes(pending) >= kMaxScheduleBytes;
}

bool ScheduleEntry::crowded() const {
    return !events.empty() && (events.size() >= core::kMaxQueuedEvents ||
                               eventBytes + sizeOf(core::correlationJson(correlation)) >= kMaxScheduleBytes);
}

api::Timestamp following(const core::Schedule& schedule, api::Timestamp tick, api::Timestamp now) {
    if (tick > now) {
        return tick;
    }
    if (schedule.everyMs) {
        const auto every = *schedule.everyMs;
        return tick + ((now - tick) / every + 1) * every;
    }
    if (schedule.cron) {
        return schedule.cron->next(now).value_or(0);
    }
    return 0;  // `after` knows it when the run has ended
}

api::Timestamp resumed(const core::Schedule& schedule, api::Timestamp next, api::Timestamp now) {
    if (next == 0) {
        return 0;
    }
    const auto tick = following(schedule, next, now);
    return tick != 0 ? tick : std::max(next, now);
}

std::vector<api::Timestamp> ticksBetween(const ScheduleEntry& entry, api::Timestamp from, api::Timestamp to,
                                         std::size_t limit) {
    const auto& schedule = entry.schedule();
    std::vector<api::Timestamp> ticks;
    api::Timestamp tick = 0;
    if (schedule.everyMs) {
        const auto every = *schedule.everyMs;
        tick = from + (entry.stored.next % every - from % every + every) % every;
    } else {
        tick = schedule.cron->next(from - 1).value_or(0);
    }
    while (tick != 0 && tick <= to && ticks.size() < limit) {
        ticks.push_back(tick);
        tick = schedule.everyMs ? tick + *schedule.everyMs : schedule.cron->next(tick).value_or(0);
    }
    return ticks;
}

api::Schedule describeSchedule(const ScheduleEntry& entry, api::Timestamp now) {
    api::Schedule result;
    result.ns = entry.stored.ns;
    result.workflow = entry.stored.name;
    result.version = entry.stored.version;
    result.paused = entry.stored.paused;
    result.last = entry.stored.last;
    const auto& schedule = entry.schedule();
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
    auto next = entry.stored.paused ? resumed(schedule, entry.stored.next, now) : entry.stored.next;
    while (next != 0 && result.next.size() < static_cast<std::size_t>(api::kMaxUpcoming)) {
        result.next.push_back(next);
        next = schedule.everyMs ? next + *schedule.everyMs : schedule.cron ? schedule.cron->next(next).value_or(0) : 0;
    }
    return result;
}

}  // namespace beamline::runtime
