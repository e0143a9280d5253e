// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <thread>

#include "app/ctl/routing_commands.h"
#include "engine/api/ids.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

constexpr std::chrono::milliseconds kRecordedPatience{2'000};  ///< decisions are recorded behind their answer
constexpr std::chrono::milliseconds kRecordedPause{20};

/// 4 with the reason as the last line of stderr, when nobody was chosen.
int exitCodeOfRoute(const std::string& code, const std::string& message) {
    if (code.empty()) {
        return kCompleted;
    }
    printWorkflowError({"https://beamline.io/errors/routing/" + code, 503, "No route", message, "/"});
    return kFaulted;
}

int tellRoute(const Globals& globals, const api::Json& response, const api::RouteDecision* decision) {
    if (!decision) {
        printJson(response);
    } else if (globals.format == Format::json) {
        printJson({{"response", response}, {"decision", api::toJson(*decision)}});
    } else {
        std::cout << describeDecision(*decision);
    }
    const auto* object = response.if_object();
    const auto* error = object ? object->if_contains("error") : nullptr;
    const auto told = [&](const char* name) {
        const auto* member = error && error->is_object() ? error->get_object().if_contains(name) : nullptr;
        return member && member->is_string() ? std::string(member->get_string()) : std::string("internal");
    };
    return error ? exitCodeOfRoute(told("code"), told("message")) : kCompleted;
}

api::Result<api::RouteDecisionReply> recordedDecision(Client& client, const std::string& id) {
    const auto end = std::chrono::steady_clock::now() + kRecordedPatience;
    for (;;) {
        auto reply = client.call(api::GetDecision{id});
        if (reply.ok() || reply.error().code != api::code::kNotFound || std::chrono::steady_clock::now() > end) {
            return reply;
        }
        std::this_thread::sleep_for(kRecordedPause);
    }
}

int dryRunRoute(const Globals& globals, Client& client, api::DryRunRoute operation, const DecideRouteOptions& options,
                const std::string& policyText) {
    const auto reply = client.call(operation);
    if (!reply.ok()) {
        return fail(reply.error(), options.policyFile.empty() ? options.file : options.policyFile, policyText);
    }
    const auto& decision = reply->decision;
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else if (options.explain) {
        std::cout << describeDecision(decision);
    } else {
        printFields({{"Provider", decision.provider.empty() ? "(nobody)" : decision.provider},
                     {"Reason", decision.reason},
                     {"Error", decision.errorCode.empty() ? "" : decision.errorCode + ": " + decision.errorMessage},
                     {"Expected latency",
                      decision.expectedLatencyMs > 0 ? millisecondsText(decision.expectedLatencyMs) : std::string()},
                     {"Expected cost", decision.expectedCost > 0 ? amountText(decision.expectedCost) : std::string()},
                     {"Message", reply->message.is_null() ? std::string() : api::printJson(reply->message)}});
    }
    return exitCodeOfRoute(decision.errorCode, decision.errorMessage);
}

std::vector<std::string> rowOf(const api::RouteDecision& decision) {
    return {decision.id,
            timeText(decision.at),
            decision.policy + (decision.policyVersion > 0 ? ":" + std::to_string(decision.policyVersion) : ""),
            decision.requestId,
            decision.taskType,
            decision.provider,
            decision.errorCode.empty() ? decision.reason : decision.errorCode,
            millisecondsText(decision.tookMs)};
}

int showDecision(const Globals& globals, Client& client, const std::string& id) {
    const auto reply = client.call(api::GetDecision{id});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply->decision));
    } else {
        std::cout << describeDecision(reply->decision);
    }
    return kCompleted;
}

}  // namespace

int decideRoute(const Globals& globals, const DecideRouteOptions& options) {
    if (options.file == "-" && options.policyFile == "-") {
        note("Only one of request and policy can come from standard input.");
        return kUsage;
    }
    const auto request = readJson(options.file, {});
    if (!request.ok()) {
        return fail(request.error(), options.file);
    }
    std::string policyText;
    const auto policy = readJson(options.policyFile, {}, &policyText);
    if (!policy.ok()) {
        return fail(policy.error(), options.policyFile);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (options.dryRun) {
        api::DryRunRoute operation{*request, {}, true};
        if (!options.policyFile.empty()) {
            operation.document = *policy;
        }
        return dryRunRoute(globals, **client, std::move(operation), options, policyText);
    }
    const auto reply = (*client)->call(api::DecideRoute{*request});
    if (!reply.ok()) {
        return fail(reply.error(), options.file);
    }
    if (!options.explain || reply->decision.empty()) {  // what is no request has no decision
        return tellRoute(globals, reply->response, nullptr);
    }
    const auto recorded = recordedDecision(**client, reply->decision);
    if (!recorded.ok()) {
        note("The decision was made, but what led to it cannot be told: " + recorded.error().message);
    }
    return tellRoute(globals, reply->response, recorded.ok() ? &recorded->decision : nullptr);
}

int decisions(const Globals& globals, const DecisionsOptions& options) {
    const auto from = parseTime(options.since);
    const auto to = parseTime(options.until);
    if (!from.ok() || !to.ok()) {
        return from.ok() ? fail(to.error(), "--until") : fail(from.error(), "--since");
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (!options.id.empty()) {
        return showDecision(globals, **client, options.id);
    }
    const auto page = (*client)->call(api::ListDecisions{options.policy, options.provider, options.text, options.failed,
                                                         *from, *to, options.limit, options.after});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& decision : page->items) {
        rows.push_back(rowOf(decision));
    }
    printTable({"DECISION", "AT", "POLICY", "REQUEST", "TASK", "PROVIDER", "WHY", "TOOK"}, rows);
    if (rows.empty()) {
        note("There are no such decisions.");
    }
    if (!page->next.empty()) {
        note("There are more: --after " + page->next);
    }
    return kCompleted;
}

int providers(const Globals& globals) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto page = (*client)->call(api::ListProviders{});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    const auto known = [](const api::ProviderState& one, const std::string& text) {
        return one.calls > 0 ? text : std::string();
    };
    for (const auto& one : page->items) {
        rows.push_back({one.provider, one.circuit, std::to_string(one.decisions), percentText(one.share),
                        percentText(one.weight), std::to_string(one.calls), known(one, percentText(one.errorRate)),
                        known(one, millisecondsText(one.p50Ms)), known(one, millisecondsText(one.p95Ms)),
                        known(one, amountText(one.cost)), one.lastError});
    }
    printTable(
        {"PROVIDER", "CIRCUIT", "DECISIONS", "SHARE", "WEIGHT", "CALLS", "ERRORS", "P50", "P95", "COST", "LAST ERROR"},
        rows);
    if (rows.empty()) {
        note("No policy names a provider. Store one: beamctl policy put NAME FILE");
    }
    return kCompleted;
}

}  // namespace beamline::ctl
