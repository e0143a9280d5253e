// SPDX-License-Identifier: Apache-2.0
// `beamctl cluster init|check|permissions`: what is done with NATS itself, before and beside a Beamline.
#include <unistd.h>

#include <charconv>
#include <iostream>

#include "app/common/nats_access.h"
#include "app/ctl/commands.h"
#include "app/ctl/permissions.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/diagnosis.h"

namespace beamline::ctl {

namespace {

constexpr int kUsualReplicas = 3;

using Unit = std::pair<const char*, std::int64_t>;
constexpr Unit kByteUnits[] = {{"", 1},          {"KiB", 1LL << 10}, {"K", 1LL << 10}, {"MiB", 1LL << 20},
                               {"M", 1LL << 20}, {"GiB", 1LL << 30}, {"G", 1LL << 30}, {"TiB", 1LL << 40},
                               {"T", 1LL << 40}};
constexpr Unit kTimeUnits[] = {{"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};

/// A whole number with one of the units; nothing when it is none.
template <std::size_t N>
std::optional<std::int64_t> amount(const std::string& text, const Unit (&units)[N]) {
    constexpr std::int64_t kMost = std::int64_t{1} << 50;
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    for (const auto& [name, factor] : units) {
        if (parsed.ec == std::errc() && text.substr(static_cast<std::size_t>(parsed.ptr - text.data())) == name) {
            return number > 0 && number <= kMost / factor ? std::optional(number * factor) : std::nullopt;
        }
    }
    return {};
}

/// What there is already is the default, so that the command without arguments never changes a cluster's nature.
api::Result<nats::ClusterInit> wish(const ClusterCommand& command, const nats::SharedConnection& connection,
                                    const api::Result<nats::ClusterTerms>& terms) {
    nats::ClusterInit wanted;
    if (terms.ok()) {
        wanted.name = terms->name;
        wanted.shards = terms->shards;
    }
    wanted.name = command.name.empty() ? wanted.name : command.name;
    wanted.shards = command.shards > 0 ? command.shards : wanted.shards;
    const bool many = connection.servers().size() >= kUsualReplicas;
    wanted.replicas = command.replicas > 0 ? command.replicas : many ? kUsualReplicas : 1;
    const auto wrong = [](const std::string& what) { return api::Error{api::code::kInvalidArgument, what, {}, false}; };
    if (!command.maxBytes.empty()) {
        const auto bytes = amount(command.maxBytes, kByteUnits);
        if (!bytes) {
            return wrong("--max-bytes is written 512MiB, 4GiB or as a number of bytes.");
        }
        wanted.journalBytes = *bytes;
    }
    if (!command.maxAge.empty()) {
        const auto age = amount(command.maxAge, kTimeUnits);
        if (!age) {
            return wrong("--max-age is written 90m, 12h or 7d.");
        }
        wanted.journalAgeMs = *age;
    }
    return wanted;
}

const char* wordOf(nats::StreamStep step) {
    switch (step) {
        case nats::StreamStep::same:
            return "same";
        case nats::StreamStep::make:
            return "make";
        case nats::StreamStep::change:
            return "change";
        case nats::StreamStep::impossible:
            break;
    }
    return "impossible";
}

api::Json toJson(const nats::ClusterPlan& plan, const std::vector<std::string>& done) {
    boost::json::array streams;
    for (const auto& stream : plan.streams) {
        streams.push_back({{"stream", stream.stream}, {"step", wordOf(stream.step)}, {"sentence", stream.sentence}});
    }
    return boost::json::object{{"name", plan.wanted.name},         {"shards", plan.wanted.shards},
                               {"replicas", plan.wanted.replicas}, {"streams", std::move(streams)},
                               {"notes", api::toJson(plan.notes)}, {"done", api::toJson(done)}};
}

/// At a terminal, a person; elsewhere --yes says it.
bool confirmed(const ClusterCommand& command) {
    if (command.yes) {
        return true;
    }
    if (::isatty(STDIN_FILENO) == 0) {
        note("Nothing was done. Give --yes to do it, or --dry-run to look only.");
        return false;
    }
    std::cerr << "Do this? [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

int initCluster(const Globals& globals, const ClusterCommand& command) {
    const auto connection = app::connectNats(globals.cluster, "beamctl");
    if (!connection.ok()) {
        return fail(connection.error());
    }
    const nats::ClusterStreams streams(*connection);
    const auto terms = streams.terms();
    if (!terms.ok() && terms.error().code != api::code::kNotFound) {
        return fail(terms.error());
    }
    const auto wanted = wish(command, **connection, terms);
    const auto plan = wanted.ok() ? streams.plan(*wanted) : api::Result<nats::ClusterPlan>(wanted.error());
    if (!plan.ok()) {
        return fail(plan.error());
    }
    const bool asJson = globals.format == Format::json;
    for (const auto& stream : plan->streams) {
        if (!asJson) {
            std::cout << stream.sentence << '\n';
        }
    }
    std::cout.flush();
    for (const auto& text : plan->notes) {
        note("warning: " + text);
    }
    if (!plan->possible()) {
        note("Nothing was done.");
        return kUsage;
    }
    std::vector<std::string> done;
    if (plan->changes() && !command.dryRun) {
        if (!confirmed(command)) {
            return kUsage;
        }
        auto applied = streams.apply(*plan);
        if (!applied.ok()) {
            return fail(applied.error());
        }
        done = std::move(*applied);
    }
    if (asJson) {
        printJson(toJson(*plan, done));
    } else {
        std::cout << (!plan->changes() ? "There is nothing to change.\n" : "");
        for (const auto& sentence : done) {
            std::cout << sentence << '\n';
        }
    }
    return kCompleted;
}

int checkCluster(const Globals& globals, const ClusterCommand&) {
    const auto target = app::natsTarget(globals.cluster);
    if (!target.ok()) {
        return fail(target.error());
    }
    const auto found = nats::diagnose(*target);
    static constexpr const char* kResults[] = {"ok", "failed", "not tried"};
    if (globals.format == Format::json) {
        boost::json::array steps;
        for (const auto& step : found.steps) {
            const auto* result = kResults[static_cast<std::size_t>(step.result)];
            steps.push_back({{"name", step.name}, {"result", result}, {"text", step.text}});
        }
        printJson({{"usable", found.usable},
                   {"version", found.version},
                   {"cluster", found.cluster},
                   {"node", found.node},
                   {"roundTripMs", found.roundTripMs},
                   {"steps", std::move(steps)}});
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const auto& step : found.steps) {
            rows.push_back({step.name, kResults[static_cast<std::size_t>(step.result)], step.text});
        }
        printTable({"STEP", "RESULT", "FOUND"}, rows);
    }
    return found.usable ? kCompleted : kUnreachable;
}

int printPermissions(const Globals& globals, const ClusterCommand& command) {
    if (globals.format == Format::json) {
        printJson(permissionsJson(command.role));
    } else {
        std::cout << permissionsBlock(command.role);
    }
    return kCompleted;
}

}  // namespace beamline::ctl
