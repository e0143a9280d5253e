// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "app/ctl/commands.h"
#include "app/ctl/event_queue.h"
#include "app/ctl/history.h"
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::ctl {

namespace {

void printEntry(const Globals& globals, const api::HistoryEntry& entry) {
    if (globals.format == Format::json) {
        std::cout << api::printJson(api::toJson(entry)) << std::endl;
    } else {
        std::cout << timeText(entry.at) << "  " << entry.kind << (entry.task.empty() ? "" : "  ") << entry.task
                  << (entry.detail.empty() ? "" : "  ") << cell(entry.detail) << std::endl;
    }
}

void printEvent(const Globals& globals, const api::Event& event) {
    const auto said = [&](std::string_view name) {
        const auto* data = event.data.if_object();
        const auto* value = data ? data->if_contains(name) : nullptr;
        const auto* text = value ? value->if_string() : nullptr;
        return text ? cell(std::string(*text)) : std::string();
    };
    if (globals.format == Format::json) {
        std::cout << api::printJson(api::toJson(event)) << '\n';
    } else if (event.kind == api::kGapEvent) {
        note("Some events were lost.");
    } else if (event.kind == api::kOutputEvent) {
        std::cout << timeText(event.at) << "  " << event.kind << "  " << event.task << "  " << said("text") << '\n';
    } else if (event.kind == api::kNotifyEvent) {
        const auto run = said("run");
        const auto text = said("text");
        std::cout << timeText(event.at) << "  " << run << (run.empty() ? "" : "  ") << event.kind << "  "
                  << said("urgency") << "  " << said("title") << (text.empty() ? "" : ": ") << text << '\n';
    } else {
        std::cout << timeText(event.at) << "  " << event.run << "  " << event.workflow << "  " << event.kind
                  << (event.task.empty() ? "" : "  ") << event.task << '\n';
    }
}

int watchAll(const Globals& globals, Client& client, Interrupts& interrupts) {
    auto last = client.engine().health().seq;
    EventQueue events(client.engine(), client.events({}, true, false), last, interrupts);
    client.onRevived = [&] { events.follow(client.engine(), last); };
    note("Watching all runs of " + client.place() + ". Ctrl+C ends it.");
    while (std::cout.flush() && events.wait(kLookEveryMs) != EventQueue::Wake::interrupted) {
        for (const auto& event : events.take()) {
            last = std::max(last, event.seq);
            printEvent(globals, event);
        }
        client.revive();
    }
    return kCompleted;
}

int watchOne(const Globals& globals, Client& client, const std::string& run, Interrupts& interrupts) {
    EventQueue events(client.engine(), client.events(run, true, true), client.engine().health().seq, interrupts);
    client.onRevived = [&] { events.follow(client.engine(), client.engine().health().seq); };
    HistoryReader history(client, run, globals.format == Format::json);
    while (std::cout) {
        const auto detail =
            client.call(api::GetRun{run});  // before the history, which then holds the end that it tells
        for (const auto& event : events.take()) {
            if (event.kind == api::kOutputEvent) {  // what lasts is in the history
                printEvent(globals, event);
            }
        }
        auto read = history.read([&](const auto& entry) { printEntry(globals, entry); });
        if (detail.ok() && read.ok()) {
            if (api::isFinal(detail->run.phase)) {
                if (detail->run.phase == api::Phase::faulted && detail->run.error) {
                    printWorkflowError(*detail->run.error);
                }
                return exitCodeOf(detail->run.phase);
            }
        } else if (const auto& error = detail.ok() ? read.error() : detail.error(); !error.retryable) {
            return fail(error);
        }
        if (events.wait(kLookEveryMs) == EventQueue::Wake::interrupted) {
            return kInterrupted;
        }
    }
    return kCompleted;  // nobody reads
}

}  // namespace

int watch(const Globals& globals, const std::string& run) {
    Interrupts interrupts;
    const auto client = Client::open(globals, Client::Directory::made);  // to watch is to run the engine
    if (!client.ok()) {
        return fail(client.error());
    }
    return run.empty() ? watchAll(globals, **client, interrupts) : watchOne(globals, **client, run, interrupts);
}

}  // namespace beamline::ctl
