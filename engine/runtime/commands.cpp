// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/commands.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/core/machine/correlator.h"
#include "engine/core/machine/dry_run.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/shard_keeper.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
Error notStarted() {
    return {code::kUnavailable,
            "The engine is stopping; the run was not started. Try again when it has started.",
            {},
            true};
}

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

/// `labels` become those of the run.
std::optional<Error> checkStart(const api::StartRun& command, const api::RequestContext& context, api::Labels& labels) {
    const auto refuse = [](std::string message) {
        return Error{code::kInvalidArgument, std::move(message), {}, false};
    };
    if (std::abs(command.priority) > kMaxPriority) {
        return refuse("The priority must lie between -100 and 100.");
    }
    if (command.labels.size() > kMaxLabels) {
        return refuse("A run takes at most " + std::to_string(kMaxLabels) + " labels.");
    }
    for (const auto& [key, value] : command.labels) {
        if (key.empty() || key.size() > kMaxLabelBytes || value.size() > kMaxLabelBytes) {
            return refuse("The label '" + key.substr(0, 40) + "' must have a name, and name and value at most " +
                          std::to_string(kMaxLabelBytes) + " bytes.");
        }
    }
    if (command.dryRun.is_null() && command.labels.contains(api::kDryRunLabel)) {
        return refuse(std::string("The label ") + api::kDryRunLabel + " belongs to dry runs. Take another name.");
    }
    if (!command.dryRun.is_null()) {
        if (auto plan = core::parseDryRun(command.dryRun); !plan) {
            return plan.error();
        }
    }
    const auto planBytes = command.dryRun.is_null() ? 0 : boost::json::serialize(command.dryRun).size();
    if (boost::json::serialize(command.input).size() + planBytes > kMaxInputBytes) {
        return refuse("The input is larger than " + std::to_string(kMaxInputBytes / (1024 * 1024)) +
                      " MiB. Put the data in a file and give its path.");
    }
    labels = command.labels;
    if (auto refused = labelOrigin(context, labels)) {
        return refuse(std::move(*refused));
    }
    return std::nullopt;
}

std::string requestHash(const api::StartRun& command) {
    auto copy = command;
    copy.idempotencyKey.clear();
    auto json = api::toJson(copy);
    if (copy.dryRun.is_null()) {
        json.get_object().erase("dryRun");  // as it was hashed before there was any
    }
    return api::sha256(api::canonicalJson(json));
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

std::optional<api::Result<api::StartReply>> Commands::repeated(const api::StartRun& command, const std::string& hash) {
    const auto found = m_services.journal.findIdempotent(command.ns, command.idempotencyKey);
    if (!found) {
        return found.error();
    }
    if (!found->has_value()) {
        return std::nullopt;
    }
    const auto& [run, before] = **found;
    if (before != hash) {
        return Error{code::kConflict,
                     "The idempotency key '" + command.idempotencyKey + "' was used for run " + run +
                         " with other content. Use a new key for a new request.",
                     api::Json(run), false};
    }
    return api::StartReply{run, false};
}

void Commands::handle(const api::StartRun& command, const api::RequestContext& context, Handler<api::StartReply> done) {
    start(command, context, kAnyShard, std::move(done));
}

std::string Commands::newRunId(api::Timestamp now, int shard) const {
    if (shard == kAnyShard ? m_services.clustered() && !m_services.keeper->any() : !m_services.actsFor(shard)) {
        return {};
    }
    // Ids are made until one falls into a shard of this node: on average as many as there are shards for one of its.
    for (int i = 0; i < core::kMaxShards * core::kMaxShards; ++i) {
        auto id = api::newUlid(now);
        const auto found = m_services.clustered() ? core::shardOf(id, m_services.keeper->shards()) : 0;
        if ((shard == kAnyShard || shard == found) && m_services.actsFor(found)) {
            return id;
        }
    }
    return {};
}

void Commands::start(const api::StartRun& command, const api::RequestContext& context, int shard,
                     Handler<api::StartReply> done, int tries) {
    api::Labels labels;
    if (auto error = checkStart(command, context, labels)) {
        done(std::move(*error));
        return;
    }
    // First of all: a repeat gets its run, whatever has been deployed since.
    StartMessage message;
    if (!command.idempotencyKey.empty()) {
        message.create.idempotencyKey = command.idempotencyKey;
        message.create.idempotencyHash = requestHash(command);
        if (auto answer = repeated(command, message.create.idempotencyHash)) {
            done(std::move(*answer));
            return;
        }
    }
    auto definition = m_services.definitions.byName(command.ns, command.workflow, command.version);
    if (!definition) {
        done(definition.error());
        return;
    }
    if (const auto& schema = (*definition)->flow.inputSchema) {
        const auto problems = schema->check(command.input);
        if (!problems.empty()) {
            done(Error{code::kInvalidInput,
                       "The input does not fit the workflow's schema: " + problems.front().message + " (at " +
                           (problems.front().pointer.empty() ? "the top" : problems.front().pointer) + ")",
                       api::toJson(problems), false});
            return;
        }
    }
    message.create.definitionDigest = (*definition)->info.digest;
    message.create.startedBy = context.user;
    message.create.priority = command.priority;
    const auto now = api::wallClock();
    auto id = newRunId(now, shard);
    if (id.empty()) {
        done(elsewhere("Runs are carried on"));
        return;
    }
    message.key = m_services.journal.reserveRun(id);
    message.definition = *definition;
    message.identity = {std::move(id), now, std::move(labels), context.user};
    message.input = core::makeData(command.input);
    if (!command.dryRun.is_null()) {
        message.dryRun = core::makeData(command.dryRun);
        message.identity.labels[api::kDryRunLabel] = "true";
    }
    message.reply = [this, command, context, shard, tries, id = message.identity.id,
                     hash = message.create.idempotencyHash, done = std::move(done)](api::Result<Outcome> outcome) {
        if (outcome.ok()) {
            done(api::StartReply{id, true});
            return;
        }
        // Two requests with one key at the same time: the journal let one through, the other gets its answer.
        if (outcome.error().code == code::kConflict && !hash.empty()) {
            if (auto answer = repeated(command, hash)) {
                done(std::move(*answer));
                return;
            }
        }
        if (outcome.error().code == code::kConflict && m_services.clustered() && tries < kMaxStartTries) {
            start(command, context, shard, done, tries + 1);  // another node has made a run of this number
            return;
        }
        done(outcome.error());
    };
    (*definition)->secrets.empty() ? begin(message) : beginWithSecrets(std::move(message));
}

void Commands::begin(StartMessage& message) {
    auto words = secretWords(m_services.options.secrets, *message.definition);
    if (!words) {
        message.reply(words.error());  // there would be no second chance: a run keeps the words that it began with
        return;
    }
    message.secrets = std::move(*words);
    caf::anon_send(m_supervisor, std::move(message));
}

/// On a thread where it holds up nobody but other starts with secrets.
void Commands::beginWithSecrets(StartMessage message) {
    auto kept = std::make_shared<StartMessage>(std::move(message));
    const auto reply = kept->reply;
    Job job;
    job.dropped = [reply] { reply(notStarted()); };
    job.run = [this, kept, reply] {
        std::string mistake;
        try {
            begin(*kept);
            return;
        } catch (const std::exception& problem) {
            mistake = problem.what();
        }
        reply(Error{
            code::kInternal, "The run could not be started because of a mistake in the engine: " + mistake, {}, false});
    };
    if (!m_secrets.submit(std::move(job))) {
        reply(m_services.stopping ? notStarted()
                                  : Error{code::kOverloaded,
                                          std::to_string(kMaxQueuedRequests) +
                                              " starts wait for their secrets, the engine's limit. Try again shortly.",
                                          {},
                                          true});
    }
}

void Commands::stop() {
    m_secrets.drain(std::chrono::steady_clock::time_point::max());
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

void Commands::handle(const api::RerunRun&, const api::RequestContext&, Handler<api::StartReply> done) {
    done(api::Error{api::code::kUnavailable, "Not built yet.", {}, false});
}

}  // namespace beamline::runtime
