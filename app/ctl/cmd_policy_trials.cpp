// SPDX-License-Identifier: Apache-2.0
// What differs between two versions of a policy, and what one would have done with recorded traffic.
#include <cmath>
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/api/ids.h"
#include "engine/api/operations.h"
#include "engine/routing/policy_difference.h"

namespace beamline::ctl {

namespace {

constexpr api::Timestamp kSimulationDeadlineMs = 600'000;
constexpr std::size_t kShownChanges = 10;

/// Of a version, or a file; 0 and no file: the newest.
api::Result<api::PolicyDetail> detailOf(Client& client, const std::string& policy, std::int64_t version) {
    return client.call(api::GetPolicy{policy, version});
}

std::string valueText(const api::Json& value) {
    return value.is_null() ? "-" : api::printJson(value);
}

void printDifferences(const boost::json::array& differences) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : differences) {
        const auto& difference = one.as_object();
        const std::string pointer(difference.at("pointer").as_string());
        rows.push_back(
            {pointer.empty() ? "/" : pointer, valueText(difference.at("before")), valueText(difference.at("after"))});
    }
    printTable({"WHERE", "BEFORE", "AFTER"}, rows);
}

int printDifference(const Globals& globals, const api::Json& before, const api::Json& after) {
    const auto differences = routing::policyDifference(before, after);
    if (globals.format == Format::json) {
        printJson(differences);
    } else if (differences.empty()) {
        note("Nothing differs.");
    } else {
        printDifferences(differences);
    }
    return kCompleted;
}

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? percentText(static_cast<double>(part) / static_cast<double>(whole)) : std::string();
}

void printSimulation(const api::SimulationReply& reply) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& share : reply.shares) {
        rows.push_back({share.provider.empty() ? "(nobody)" : share.provider, std::to_string(share.before),
                        percent(share.before, reply.decisions), std::to_string(share.after),
                        percent(share.after, reply.decisions)});
    }
    printTable({"PROVIDER", "BEFORE", "SHARE", "AFTER", "SHARE"}, rows);
    const auto both = [](const std::string& before, const std::string& after) { return before + " -> " + after; };
    std::cout << '\n';
    printFields(
        {{"Decisions", std::to_string(reply.decisions)},
         {"Changed", std::to_string(reply.changed) + " (" + percent(reply.changed, reply.decisions) + ")"},
         {"Expected cost", both(amountText(reply.costBefore), amountText(reply.costAfter))},
         {"Expected latency", both(millisecondsText(reply.latencyBefore), millisecondsText(reply.latencyAfter))}});
    if (reply.changes.empty()) {
        return;
    }
    std::cout << '\n';
    rows.clear();
    for (const auto& change : reply.changes) {
        if (rows.size() == kShownChanges) {
            break;
        }
        const auto named = [](const std::string& provider) { return provider.empty() ? "(nobody)" : provider; };
        rows.push_back({change.decision, timeText(change.at), named(change.before), named(change.after), change.why});
    }
    printTable({"DECISION", "AT", "BEFORE", "AFTER", "WHY"}, rows);
    if (static_cast<std::int64_t>(rows.size()) < reply.changed) {
        note("The first " + std::to_string(rows.size()) + " of " + std::to_string(reply.changed) +
             " changes; more of them with --output json.");
    }
}

}  // namespace

std::string percentText(double share) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), share >= 0.9995 || share <= 0 ? "%.0f %%" : "%.1f %%", share * 100);
    return text.data();
}

std::string amountText(double amount) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g", amount);
    return text.data();
}

std::string millisecondsText(double ms) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), ms >= 100 || ms == std::floor(ms) ? "%.0f ms" : "%.1f ms", ms);
    return text.data();
}

int diffPolicy(const Globals& globals, const PolicyCommand& command) {
    const bool withFile = command.words.size() == 2;
    if (withFile && command.to > 0) {
        note("It is compared with a file or with --to, not with both.");
        return kUsage;
    }
    std::string text;
    const auto file = withFile ? readJson(command.words[1], {}, &text) : api::Result<api::Json>(api::Json());
    if (!file.ok()) {
        return fail(file.error(), command.words[1]);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto& name = command.words[0];
    if (withFile) {
        const auto before = detailOf(**client, name, command.from);
        return before.ok() ? printDifference(globals, before->document, *file) : fail(before.error());
    }
    const auto after = detailOf(**client, name, command.to);
    if (!after.ok()) {
        return fail(after.error());
    }
    const auto from = command.from > 0 ? command.from : after->info.version - 1;
    if (from == 0) {
        note("There is nothing before version 1 of " + name + ". Name what to compare: --from N --to N, or a file.");
        return kUsage;
    }
    const auto before = detailOf(**client, name, from);
    return before.ok() ? printDifference(globals, before->document, after->document) : fail(before.error());
}

int simulatePolicy(const Globals& globals, const PolicyCommand& command) {
    api::SimulatePolicy operation;
    operation.policy = command.words[0];
    const auto from = parseTime(command.since.empty() ? "1d" : command.since);
    const auto to = parseTime(command.until);
    if (!from.ok() || !to.ok()) {
        return from.ok() ? fail(to.error(), "--until") : fail(from.error(), "--since");
    }
    operation.from = *from;
    operation.to = *to;
    const auto file = command.words.size() == 2 ? command.words[1] : std::string();
    std::string text;
    if (!file.empty()) {
        auto document = readJson(file, {}, &text);
        if (!document.ok()) {
            return fail(document.error(), file);
        }
        operation.document = std::move(*document);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    (*client)->setDeadline(api::wallClock() + kSimulationDeadlineMs);
    const auto reply = (*client)->call(operation);
    if (!reply.ok()) {
        return fail(reply.error(), file, text);
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else if (reply->decisions == 0) {
        note("No decisions of " + operation.policy + " were recorded in that time. A longer one: --since 7d");
    } else {
        printSimulation(*reply);
    }
    if (!reply->complete) {
        note("There were more decisions than can be tried at once; these are the first. Choose a shorter time.");
    }
    return kCompleted;
}

}  // namespace beamline::ctl
