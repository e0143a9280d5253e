// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>

#include "app/ctl/commands.h"
#include "app/ctl/event_queue.h"
#include "engine/api/ids.h"

namespace beamline::ctl {

namespace {

template <class Enum>
std::string named(Enum value) {
    return boost::describe::enum_to_string(value, "");
}

std::string progressText(const api::Batch& batch) {
    std::string text = std::to_string(batch.done) + " of " + std::to_string(batch.total) + " done";
    for (const auto& [count, word] : {std::pair(batch.refused, "refused"), std::pair(batch.failed, "failed")}) {
        text += count > 0 ? ", " + std::to_string(count) + ' ' + word : std::string();
    }
    return text;
}

void printItems(const std::vector<api::BatchItem>& items) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& item : items) {
        rows.push_back({item.run, item.workflow, named(item.outcome), item.message.empty() ? item.made : item.message});
    }
    printTable({"RUN", "WORKFLOW", "OUTCOME", "WHY"}, rows);
}

/// What was not done, and why, at most a page of each kind.
api::Result<std::vector<api::BatchItem>> notDone(Client& client, const std::string& id) {
    std::vector<api::BatchItem> items;
    for (const auto outcome : {api::BatchOutcome::refused, api::BatchOutcome::failed}) {
        auto page = client.call(api::ListBatchItems{id, outcome, api::kMaxPageSize, {}});
        if (!page.ok()) {
            return page.error();
        }
        items.insert(items.end(), page->items.begin(), page->items.end());
    }
    return items;
}

/// "40 done" of a retry says only that they were begun again: so it is told how they are now.
std::string countsText(const std::map<std::string, std::int64_t>& counts) {
    std::string text;
    for (const auto& [phase, count] : counts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + phase;
    }
    return text;
}

/// How it is run again; empty for other actions.
std::string rerunText(const api::Batch& batch) {
    if (batch.action != api::BatchAction::rerun) {
        return {};
    }
    const auto& [version, task, discard] = batch.rerun;
    const auto from = task.empty() || task == "/"  ? std::string("from the start")
                      : task == api::kRerunAtFault ? std::string("from the task that faulted")
                                                   : "from " + task;
    const auto what = version.empty()                  ? std::string("the version they ran")
                      : version == api::kLatestVersion ? std::string("the latest version")
                                                       : "version " + version;
    return from + ", " + what + (discard ? ", the faulted ones discarded" : "");
}

int printBatch(Client& client, const Globals& globals, const std::string& id) {
    const auto detail = client.call(api::GetBatch{id});
    if (!detail.ok()) {
        return fail(detail.error());
    }
    const auto& batch = detail->batch;
    const auto items = notDone(client, id);
    if (!items.ok()) {
        return fail(items.error());
    }
    if (globals.format == Format::json) {
        printJson(boost::json::object{
            {"batch", api::toJson(batch)}, {"notDone", api::toJson(*items)}, {"now", api::toJson(detail->now)}});
        return kCompleted;
    }
    printFields({{"Batch", batch.id},
                 {"Action", named(batch.action)},
                 {"Status", named(batch.state)},
                 {"Progress", progressText(batch)},
                 {"Runs now", countsText(detail->now)},
                 {"Runs", batch.selection},
                 {"Re-run", rerunText(batch)},
                 {"By", batch.by},
                 {"Reason", batch.reason},
                 {"Created", timeText(batch.createdAt)},
                 {"Ended", timeText(batch.endedAt)},
                 {"Undoes", batch.undoes},
                 {"Undone by", batch.undoneBy},
                 {"Undo", batch.undo}});
    if (!items->empty()) {
        std::cout << '\n';
        printItems(*items);
    }
    return kCompleted;
}

/// Until it ends or is paused. An interrupt leaves it to go on.
int followBatch(Client& client, const Globals& globals, api::Batch batch) {
    Interrupts interrupts;
    EventQueue events(client.engine(), client.events(batch.id, true, false), client.engine().health().seq, interrupts);
    client.onRevived = [&] { events.follow(client.engine(), client.engine().health().seq); };
    for (;;) {
        const auto now = client.call(api::GetBatch{batch.id, false});
        if (!now.ok() && !now.error().retryable) {
            return fail(now.error());
        }
        batch = now.ok() ? now->batch : batch;
        if (batch.state != api::BatchState::running) {
            const int printed = printBatch(client, globals, batch.id);
            return printed != kCompleted                     ? printed
                   : batch.state == api::BatchState::stopped ? kCancelled
                   : batch.refused == 0 && batch.failed == 0 ? kCompleted
                                                             : kUsage;
        }
        if (globals.format == Format::table && terminal()) {
            note(progressText(batch));
        }
        if (events.wait(kLookEveryMs) == EventQueue::Wake::interrupted) {
            note("The batch goes on. Look at it: beamctl batch " + batch.id);
            return kInterrupted;
        }
        events.take();
    }
}

/// The phases in which the action can be done, so that a selection leaves out what it is nothing for.
std::vector<api::Phase> phasesFor(api::BatchAction action) {
    if (action == api::BatchAction::rerun) {
        return {api::Phase::faulted};  // nobody means all that ever ended
    }
    std::vector<api::Phase> phases;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<api::Phase>>([&](auto one) {
        if (api::applies(action, one.value)) {
            phases.push_back(one.value);
        }
    });
    return phases;
}

int preview(Client& client, const Globals& globals, const api::StartBatch& order) {
    const auto reply = client.call(api::PreviewBatch{order.action, order.runs, order.filter, order.rerun});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
        return kCompleted;
    }
    printItems(reply->items);
    note(std::to_string(reply->applicable) + " of " + std::to_string(reply->total) + " runs: " + named(order.action) +
         ". Nothing was done.");
    if (reply->unplanned > 0) {
        note("Version and task were looked at for the first " + std::to_string(api::kMaxPlannedReruns) + ", not for " +
             std::to_string(reply->unplanned) + " further ones.");
    }
    return reply->applicable == reply->total ? kCompleted : kUsage;  // as doing it would
}

}  // namespace

int startBatch(const Globals& globals, const BulkOptions& options) {
    api::StartBatch order;
    boost::describe::enum_from_string(options.action.c_str(), order.action);
    order.runs = options.runs;
    order.reason = options.reason;
    order.rerun = options.rerun;
    if (order.runs.empty()) {
        auto filter = filterOf(options.where);
        if (!filter.ok()) {
            return fail(filter.error());
        }
        order.filter = std::move(*filter);
        if (order.filter->phases.empty()) {
            order.filter->phases = phasesFor(order.action);
        }
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (options.dryRun) {
        return preview(**client, globals, order);
    }
    const auto begun = (*client)->call(order);
    return begun.ok() ? followBatch(**client, globals, begun->batch) : fail(begun.error());
}

bool saysWhichRuns(const BulkOptions& options) {
    const auto where = filterOf(options.where);
    const bool chosen = !where.ok() || *where != api::RunFilter{};
    if (chosen != options.runs.empty()) {
        note(chosen ? "Runs are named, or chosen by options. Give one of the two."
                    : "Name runs, or say which ones: --status, --workflow, --label \u2026");
    }
    return chosen == options.runs.empty();
}

int controlRuns(const Globals& globals, Control what, const BulkOptions& options, const std::string& input) {
    if (!saysWhichRuns(options)) {
        return kUsage;
    }
    if (options.runs.empty() && !input.empty()) {
        note("An input is for the task of one run: name that.");
        return kUsage;
    }
    return options.runs.empty() || options.dryRun ? startBatch(globals, options)
                                                  : control(globals, what, options.runs, options.reason, input);
}

int batches(const Globals& globals, int limit, const std::string& after) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto page = (*client)->call(api::ListBatches{limit, after});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& batch : page->items) {
        const auto detail = (*client)->call(api::GetBatch{batch.id});
        rows.push_back({batch.id, named(batch.action), named(batch.state), progressText(batch),
                        detail.ok() ? countsText(detail->now) : "not known", batch.by,
                        relativeText(batch.createdAt, api::wallClock()), batch.selection});
    }
    printTable({"BATCH", "ACTION", "STATUS", "PROGRESS", "RUNS NOW", "BY", "CREATED", "RUNS"}, rows);
    if (rows.empty()) {
        note("There are no batches.");
    }
    if (!page->next.empty()) {
        note("There are more: --after " + page->next);
    }
    return kCompleted;
}

int batch(const Globals& globals, const BatchOptions& options) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (options.action.empty()) {
        return printBatch(**client, globals, options.id);
    }
    api::ControlBatch command{options.id, {}, options.reason};
    boost::describe::enum_from_string(options.action.c_str(), command.control);
    const auto reply = (*client)->call(command);
    if (!reply.ok()) {
        return fail(reply.error());
    }
    const bool goesOn = command.control == api::BatchControl::resume || command.control == api::BatchControl::undo;
    return goesOn ? followBatch(**client, globals, reply->batch) : printBatch(**client, globals, options.id);
}

}  // namespace beamline::ctl
