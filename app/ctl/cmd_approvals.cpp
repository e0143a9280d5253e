// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <iostream>

#include "app/ctl/approval_prompt.h"
#include "app/ctl/commands.h"
#include "engine/api/ids.h"

namespace beamline::ctl {

namespace {

std::string stateText(api::ApprovalState state) {
    return api::toJson(state).as_string().c_str();
}

/// Sends a command about an approval and prints what became of it.
template <class Op>
int change(const Globals& globals, const Op& command, const std::function<std::string(const api::Approval&)>& told) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(command);
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply->approval));
    } else {
        std::cout << reply->approval.id << ' ' << told(reply->approval) << '\n';
    }
    return kCompleted;
}

int showOne(const Globals& globals, Client& client, const std::string& id) {
    const auto reply = client.call(api::GetApproval{id});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply->approval));
    } else {
        std::cout << describe(reply->approval) << "  Hash: " << reply->approval.hash << '\n';
        if (const auto told = suspendedText(client, reply->approval); !told.empty()) {
            std::cout << '\n' << told << '\n';
        }
    }
    return kCompleted;
}

}  // namespace

int approvals(const Globals& globals, const ApprovalsOptions& options) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (!options.id.empty()) {
        return showOne(globals, **client, options.id);
    }
    api::ListApprovals query;
    const auto queue = !options.queue.empty() ? options.queue : options.batch.empty() ? "open" : "all";
    boost::describe::enum_from_string(queue.c_str(), query.queue);  // checked by the parser
    query.run = options.run;
    query.text = options.text;
    query.workflow = options.workflow;
    if (!options.risk.empty()) {
        boost::describe::enum_from_string(options.risk.c_str(), query.risk.emplace());
    }
    query.batch = options.batch;
    query.limit = options.limit;
    query.after = options.after;
    const auto page = (*client)->call(query);
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& approval : page->items) {
        rows.push_back({approval.id, stateText(approval.state), api::toJson(approval.risk).as_string().c_str(),
                        relativeText(approval.dueAt, api::wallClock()), approval.subject});
    }
    printTable({"APPROVAL", "STATE", "RISK", "DUE", "SUBJECT"}, rows);
    if (rows.empty()) {
        note(query.queue == api::ApprovalQueue::open ? "Nothing waits for a person." : "There are no such approvals.");
    }
    if (!page->next.empty()) {
        note("There are more: --after " + page->next);
    }
    return kCompleted;
}

namespace {
/// One decision; the approval as it then is, and nothing when it was refused.
int decideOne(const Globals& globals, Client& client, api::DecideApproval decision, const std::string& data,
              boost::json::array& decided) {
    if (decision.hash.empty()) {
        const auto now = client.call(api::GetApproval{decision.approval});
        if (!now.ok()) {
            return fail(now.error());
        }
        decision.hash = now->approval.hash;
    }
    const auto reply = client.call(decision);
    if (!reply.ok()) {
        return fail(reply.error(), "--data", data);
    }
    decided.push_back(api::toJson(reply->approval));
    if (globals.format != Format::json) {
        std::cout << reply->approval.id << ' ' << stateText(reply->approval.state) << '\n';
        if (const auto told = suspendedText(client, reply->approval); !told.empty()) {
            note(told);
        }
    }
    return kCompleted;
}
}  // namespace

int decide(const Globals& globals, api::Outcome outcome, const DecideOptions& options) {
    std::vector<std::string> ids;  // each once
    for (const auto& id : options.ids) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(id);
        }
    }
    if (ids.size() > 1 && !options.hash.empty()) {
        return fail({api::code::kInvalidArgument, "A hash is that of one approval. Name one ID with it.", {}, false},
                    "--hash");
    }
    api::DecideApproval decision;
    decision.outcome = outcome;
    decision.comment = options.comment;
    decision.hash = options.hash;
    if (!options.data.empty()) {
        auto data = parseArgument(options.data);
        if (!data.ok()) {
            return fail(data.error(), "--data");
        }
        decision.data = std::move(*data);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (ids.size() > 1) {
        decision.batch = api::newUlid(api::wallClock());
        decision.batchSize = static_cast<int>(ids.size());
    }
    int code = kCompleted;
    boost::json::array decided;
    for (const auto& id : ids) {
        decision.approval = id;
        const int one = decideOne(globals, **client, decision, options.data, decided);
        code = code == kCompleted ? one : code;
    }
    if (globals.format == Format::json && !decided.empty()) {
        printJson(ids.size() > 1 ? api::Json(std::move(decided)) : decided.front());
    } else if (!decision.batch.empty() && !decided.empty()) {
        note("Decided together: beamctl approvals --batch " + decision.batch);
    }
    return code;
}

int delegate(const Globals& globals, const DelegateOptions& options) {
    const auto until = parseTime(options.until, Span::ahead);
    if (!until.ok()) {
        return fail(until.error(), "--until");
    }
    return change(globals, api::DelegateApproval{options.id, options.to, *until, options.comment},
                  [&](const api::Approval&) {
                      return options.to.empty() ? std::string("is yours again")
                                                : "delegated to " + options.to + " until " + timeText(*until);
                  });
}

int escalate(const Globals& globals, const DelegateOptions& options) {
    return change(globals, api::EscalateApproval{options.id, options.comment},
                  [](const api::Approval& approval) { return stateText(approval.state); });
}

int snooze(const Globals& globals, const DelegateOptions& options) {
    const auto until = parseTime(options.until, Span::ahead);
    if (!until.ok()) {
        return fail(until.error(), "--until");
    }
    return change(globals, api::SnoozeApproval{options.id, *until}, [&](const api::Approval& approval) {
        return *until == 0
                   ? std::string("is no longer put off")
                   : "put off until " + timeText(approval.dueAt == 0 ? *until : std::min(*until, approval.dueAt));
    });
}

}  // namespace beamline::ctl
