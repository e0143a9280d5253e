// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/commands.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/core/machine/correlator.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/shard_keeper.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
Error invalidDefinition(const std::string& name, const std::vector<api::Problem>& problems) {
    const auto errors = std::count_if(problems.begin(), problems.end(),
                                      [](const auto& p) { return p.severity == api::Severity::error; });
    return {code::kInvalidDefinition,
            (name.empty() ? std::string("The definition") : name) + " has " + std::to_string(errors) +
                (errors == 1 ? " mistake" : " mistakes") +
                "; nothing was deployed. Mend what is listed and deploy again.",
            api::toJson(problems), false};
}

Error elsewhere(const char* what) {
    return api::movedError(std::string(what) + " by another node of the cluster. Ask that one.");
}

}  // namespace

void Commands::handle(const api::DeployWorkflow& command, const api::RequestContext&, Handler<api::DeployReply> done) {
    if (!m_services.actsFor(core::kSystemShard)) {
        done(elsewhere("Workflows are deployed"));
        return;
    }
    m_services.reader->read(
        command.source, true, [this, command, done = std::move(done)](api::Result<ReadDefinition> read) {
            if (!read) {
                done(read.error());
            } else if (!read->parsed.definition) {
                done(invalidDefinition(command.sourceName, read->parsed.problems));
            } else {
                store::StoredWorkflow stored{read->parsed.definition->info, command.source, std::move(read->resources)};
                deploy(std::move(stored), std::move(read->parsed), done);
            }
        });
}

void Commands::deploy(store::StoredWorkflow stored, core::ParseResult parsed, Handler<api::DeployReply> done) {
    const auto definition = parsed.definition;
    stored.info.deployedAt = api::wallClock();
    m_services.journal.deploy(stored, [this, definition, info = stored.info, problems = std::move(parsed.problems),
                                       done = std::move(done)](api::Result<bool> created) {
        if (!created) {
            done(created.error());
            return;
        }
        if (*created || !definition->external) {  // else the one that was kept counts
            m_services.definitions.put(definition);
        }
        m_services.definitions.forgetNames();
        api::DeployReply reply;
        reply.workflow = info;
        reply.workflow.latest = true;
        reply.created = *created;
        reply.warnings = problems;
        if (*created) {
            api::Event event;
            event.kind = "workflow.deployed";
            event.at = info.deployedAt;
            event.ns = info.ns;
            event.workflow = info.name;
            event.version = info.version;
            m_services.feed.publish(std::make_shared<std::vector<api::Event>>(1, event),
                                    m_services.journal.health().seq);
        }
        m_services.scheduler->deployed(definition, [done, reply = std::move(reply)] { done(reply); });
    });
}

void Commands::control(core::FactKind kind, const std::string& run, const std::string& reason,
                       const api::RequestContext& context, Handler<api::RunReply> done, core::Data data) {
    const auto key = m_services.journal.findRun(run);
    if (!key) {
        done(key.error());
        return;
    }
    FactMessage message;
    message.key = *key;
    message.fact.kind = kind;
    message.fact.at = api::wallClock();
    message.fact.by = context.user;
    message.fact.text = reason;
    message.fact.data = std::move(data);
    message.reply = [done = std::move(done)](api::Result<Outcome> outcome) {
        outcome.ok() ? done(api::RunReply{std::move(outcome->run)}) : done(outcome.error());
    };
    caf::anon_send(m_supervisor, std::move(message));
}

void Commands::handle(const api::CancelRun& command, const api::RequestContext& context, Handler<api::RunReply> done) {
    control(core::FactKind::cancelled, command.run, command.reason, context, std::move(done));
}

void Commands::handle(const api::SuspendRun& command, const api::RequestContext& context, Handler<api::RunReply> done) {
    control(core::FactKind::suspended, command.run, command.reason, context, std::move(done));
}

void Commands::handle(const api::ResumeRun& command, const api::RequestContext& context, Handler<api::RunReply> done) {
    control(core::FactKind::resumed, command.run, command.reason, context, std::move(done));
}

void Commands::handle(const api::RetryRun& command, const api::RequestContext& context, Handler<api::RunReply> done) {
    core::Data input;
    if (command.input) {
        if (boost::json::serialize(*command.input).size() > kMaxInputBytes) {
            done(Error{code::kInvalidArgument,
                       "The input is larger than " + std::to_string(kMaxInputBytes / (1024 * 1024)) + " MiB.",
                       {},
                       false});
            return;
        }
        input = core::makeData(*command.input);
    }
    control(core::FactKind::retried, command.run, command.reason, context, std::move(done), std::move(input));
}

void Commands::handle(const api::DiscardRun& command, const api::RequestContext& context, Handler<api::RunReply> done) {
    control(core::FactKind::discarded, command.run, command.reason, context, std::move(done));
}

void Commands::handle(const api::PublishEvent& command, const api::RequestContext&, Handler<api::PublishReply> done) {
    if (auto mistake = core::eventMistake(command.event); !mistake.empty()) {
        done(Error{code::kInvalidArgument, std::move(mistake), {}, false});
        return;
    }
    auto message = eventMessage(command.event, api::wallClock());
    m_services.journal.publish(std::move(message), [this, done = std::move(done)](api::Result<std::int64_t> position) {
        if (!position.ok()) {
            done(position.error());
            return;
        }
        m_services.news();
        done(api::PublishReply{*position});
    });
}

void Commands::handle(const api::ControlSchedule& command, const api::RequestContext& context,
                      Handler<api::ScheduleReply> done) {
    if (!m_services.actsFor(core::kSystemShard)) {
        done(elsewhere("Schedules are kept"));
        return;
    }
    m_services.scheduler->control(command, context, std::move(done));
}

void Commands::handle(const api::BackupEngine& command, const api::RequestContext&, Handler<api::BackupReply> done) {
    if (command.path.empty() || std::filesystem::path(command.path).is_relative()) {
        done(Error{code::kInvalidArgument, "Give the backup's absolute path on the engine's machine.", {}, false});
        return;
    }
    done(m_services.journal.backup(command.path, [this] { return m_services.stopping.load(); }));
}

namespace {
Error unknownNode(const std::string& node) {
    return {code::kNotFound,
            "There is no node '" + node +
                "' with an engine now. Look at the cluster for the names of its nodes; what a worker alone gets is "
                "held back with its pool.",
            {},
            false};
}

Error alone() {
    return {code::kConflict, "This engine runs alone: there is no other node and no pool of workers.", {}, false};
}
}  // namespace

void Commands::handle(const api::ControlNode& command, const api::RequestContext& context,
                      Handler<api::ClusterReply> done) {
    if (!m_services.clustered()) {
        done(alone());
        return;
    }
    auto& keeper = *m_services.keeper;
    if (command.node != m_services.options.cluster.node) {
        const auto others = keeper.others();
        const bool known = std::any_of(others.begin(), others.end(),
                                       [&](const auto& other) { return other.alive && other.node == command.node; });
        done(known ? elsewhere("That node is controlled") : unknownNode(command.node));
        return;
    }
    const bool drain = command.action == api::DrainAction::drain;
    auto said = std::string(drain ? "This node hands its shards over" : "This node takes shards again") +
                (command.reason.empty() ? "." : ": " + command.reason);
    keeper.drain(drain, [this, said = std::move(said), by = context.user, done = std::move(done)](const auto& taken) {
        if (!taken) {
            done(taken.error());
            return;
        }
        m_services.log.write({telemetry::Level::info, "cluster", said, {}, {}, api::Json{{"by", by}}, 0});
        done(api::ClusterReply{clusterInfo(m_services)});
    });
}

void Commands::handle(const api::ControlPool& command, const api::RequestContext& context,
                      Handler<api::ClusterReply> done) {
    const auto& queue = m_services.options.workQueue;
    if (!queue) {
        done(api::Error{api::code::kUnavailable,
                        "This engine has no pools of workers; they belong to the nodes of a cluster.",
                        {},
                        false});
        return;
    }
    const bool drain = command.action == api::DrainAction::drain;
    m_services.log.write({telemetry::Level::info,
                          "cluster",
                          "The pool " + command.pool + (drain ? " gives nothing to workers" : " gives tasks again") +
                              (command.reason.empty() ? std::string(".") : ": " + command.reason),
                          {},
                          {},
                          api::Json{{"by", context.user}},
                          0});
    queue->setPaused(command.pool, drain, [this, done = std::move(done)](const api::Result<api::Unit>& set) {
        set.ok() ? done(api::ClusterReply{clusterInfo(m_services)}) : done(set.error());
    });
}

void Commands::handle(const api::MoveShard& command, const api::RequestContext&, Handler<api::ClusterReply> done) {
    if (!m_services.clustered()) {
        done(alone());
        return;
    }
    m_services.keeper->move(command.shard, command.node, [this, done = std::move(done)](const auto& moved) {
        moved.ok() ? done(api::ClusterReply{clusterInfo(m_services)}) : done(moved.error());
    });
}

}  // namespace beamline::runtime
