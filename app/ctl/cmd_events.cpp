// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/cloud_events.h"
#include "app/ctl/commands.h"
#include "engine/api/ids.h"

namespace beamline::ctl {

namespace {

int publish(const Globals& globals, const std::vector<api::Json>& events) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    std::size_t published = 0;
    for (const auto& event : events) {
        const auto reply = (*client)->call(api::PublishEvent{event});
        if (!reply.ok()) {
            if (events.size() > 1) {
                note("Published " + std::to_string(published) + " of " + std::to_string(events.size()) +
                     " events. Publishing the file again is harmless: an event counts once.");
            }
            return fail(reply.error());
        }
        ++published;
        if (globals.format == Format::json) {
            printJson({{"position", reply->position}, {"id", event.at("id")}});
        } else {
            std::cout << reply->position << '\n';
        }
    }
    return kCompleted;
}

/// "NAMESPACE/NAME", or the name alone when one namespace only has a schedule of it.
api::Result<std::pair<std::string, std::string>> scheduleNamed(Client& client, const std::string& word) {
    if (const auto slash = word.find('/'); slash != std::string::npos) {
        return std::pair(word.substr(0, slash), word.substr(slash + 1));
    }
    const auto page = client.call(api::ListSchedules{});
    if (!page.ok()) {
        return page.error();
    }
    std::string found;
    for (const auto& schedule : page->items) {
        if (schedule.workflow != word) {
            continue;
        }
        if (!found.empty()) {
            return badRequest("There is a schedule of " + word + " in the namespaces " + found + " and " + schedule.ns +
                              ". Write namespace/" + word + ".");
        }
        found = schedule.ns;
    }
    if (found.empty()) {
        return api::Error{
            api::code::kNotFound, "There is no schedule of " + word + ". List them with: beamctl schedules", {}, false};
    }
    return std::pair(found, word);
}

std::string kindText(api::ScheduleKind kind) {
    return api::toJson(kind).as_string().c_str();
}

void printSchedules(const api::SchedulePage& page) {
    std::vector<std::vector<std::string>> rows;
    const auto now = api::wallClock();
    for (const auto& schedule : page.items) {
        rows.push_back({schedule.ns + "/" + schedule.workflow, kindText(schedule.kind), schedule.detail,
                        schedule.next.empty() ? "" : relativeText(schedule.next.front(), now),
                        relativeText(schedule.last, now), schedule.paused ? "paused" : "active", schedule.problem});
    }
    printTable({"WORKFLOW", "KIND", "DETAIL", "NEXT", "LAST", "STATE", "PROBLEM"}, rows);
    if (rows.empty()) {
        note("There are no schedules. A workflow with \"schedule\" has one when it is deployed.");
    }
}

}  // namespace

int emitEvents(const Globals& globals, const EmitOptions& options) {
    if (options.file.empty() == options.event.type.empty()) {
        note("Give the type of an event, or --file with whole ones; not both. See beamctl emit --help.");
        return kUsage;
    }
    if (!options.file.empty()) {
        const auto events = readEvents(options.file);
        return events.ok() ? publish(globals, *events) : fail(events.error(), options.file);
    }
    std::string dataName;
    auto event = makeEvent(options.event, dataName);
    return event.ok() ? publish(globals, {std::move(*event)}) : fail(event.error(), dataName);
}

int schedules(const Globals& globals, const std::string& ns) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto page = (*client)->call(api::ListSchedules{ns});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
    } else {
        printSchedules(*page);
    }
    return kCompleted;
}

int controlSchedule(const Globals& globals, const ScheduleOptions& options) {
    api::ControlSchedule command;
    boost::describe::enum_from_string(options.action.c_str(), command.action);  // checked by the parser
    const bool backfill = command.action == api::ScheduleAction::backfill;
    const bool spare = !backfill && !(options.from.empty() && options.to.empty());
    if (spare || (backfill && (options.from.empty() || options.to.empty()))) {
        note(backfill ? "A back-fill needs --from and --to. See beamctl schedule --help."
                      : "Only backfill takes --from and --to.");
        return kUsage;
    }
    const auto from = parseTime(options.from);
    const auto to = parseTime(options.to);
    if (!from.ok() || !to.ok()) {
        return fail(from.ok() ? to.error() : from.error());
    }
    command.from = *from;
    command.to = *to;
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto name = scheduleNamed(**client, options.schedule);
    if (!name.ok()) {
        return fail(name.error());
    }
    std::tie(command.ns, command.workflow) = *name;
    const auto reply = (*client)->call(command);
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else if (backfill || command.action == api::ScheduleAction::trigger) {
        for (const auto& run : reply->runs) {
            std::cout << run << '\n';
        }
        if (reply->runs.empty()) {
            note("Nothing was started: every tick in that time had its run before, or there was none.");
        }
    } else {
        std::cout << reply->schedule.ns << '/' << reply->schedule.workflow
                  << (reply->schedule.paused ? " paused\n" : " active\n");
    }
    return kCompleted;
}

}  // namespace beamline::ctl
