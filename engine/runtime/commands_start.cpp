// SPDX-License-Identifier: Apache-2.0
// How runs begin: new ones, and those that begin at a task of a run before them.
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/core/machine/dry_run.h"
#include "engine/runtime/access_desk.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/rerun.h"
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

Error carriedOnElsewhere() {
    return api::movedError("Runs are carried on by another node of the cluster. Ask that one.");
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
    if (command.labels.contains(api::kRerunLabel)) {
        return refuse(std::string("The label ") + api::kRerunLabel + " belongs to re-runs. Take another name.");
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

/// Whose a namespace is, once there are tenants.
std::string ownerOf(const Services& services, const std::string& ns) {
    const auto known = services.access ? services.access->book()->take() : nullptr;
    return known && known->separates() ? known->tenantOf(ns) : std::string();
}

std::optional<Error> checkInput(const core::Definition& definition, const api::Json& input) {
    const auto problems =
        definition.flow.inputSchema ? definition.flow.inputSchema->check(input) : std::vector<api::Problem>();
    if (problems.empty()) {
        return std::nullopt;
    }
    return Error{code::kInvalidInput,
                 "The input does not fit the workflow's schema: " + problems.front().message + " (at " +
                     (problems.front().pointer.empty() ? "the top" : problems.front().pointer) + ")",
                 api::toJson(problems), false};
}

std::string requestHash(const api::RerunRun& command) {
    auto copy = command;
    copy.idempotencyKey.clear();
    auto json = api::toJson(copy);
    if (!copy.discard) {
        json.get_object().erase("discard");  // as it was hashed before there was any
    }
    return api::sha256(api::canonicalJson(boost::json::object{{"rerun", std::move(json)}}));
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

std::optional<api::Result<api::StartReply>> Commands::repeated(const std::string& ns, const std::string& idempotencyKey,
                                                               const std::string& hash) {
    const auto found = m_services.journal.findIdempotent(ns, idempotencyKey);
    if (!found) {
        return found.error();
    }
    if (!found->has_value()) {
        return std::nullopt;
    }
    const auto& [run, before] = **found;
    if (before != hash) {
        return Error{code::kConflict,
                     "The idempotency key '" + idempotencyKey + "' was used for run " + run +
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

void Commands::start(const api::StartRun& command, const api::RequestContext& asked, int shard,
                     Handler<api::StartReply> done, int tries) {
    auto context = asked;
    if (context.tenant.empty()) {  // who asks as none, and the engine itself, start it for whose it is
        context.tenant = ownerOf(m_services, command.ns);
    }
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
        if (auto answer = repeated(command.ns, command.idempotencyKey, message.create.idempotencyHash)) {
            done(std::move(*answer));
            return;
        }
    }
    auto definition = m_services.definitions.byName(command.ns, command.workflow, command.version);
    if (!definition) {
        done(definition.error());
        return;
    }
    if (auto unfit = checkInput(**definition, command.input)) {
        done(std::move(*unfit));
        return;
    }
    message.definition = *definition;
    message.create.startedBy = context.user;
    message.create.priority = command.priority;
    message.identity.labels = std::move(labels);
    message.input = core::makeData(command.input);
    if (!command.dryRun.is_null()) {
        message.dryRun = core::makeData(command.dryRun);
    }
    std::function<void()> again;
    if (tries < kMaxStartTries) {
        again = [this, command, context, shard, done, tries] { start(command, context, shard, done, tries + 1); };
    }
    launch(std::move(message), shard, command.ns, std::move(again), std::move(done));
}

void Commands::launch(StartMessage message, int shard, const std::string& ns, std::function<void()> again,
                      Handler<api::StartReply> done) {
    const auto now = api::wallClock();
    auto id = newRunId(now, shard);
    if (id.empty()) {
        done(carriedOnElsewhere());
        return;
    }
    const auto tenant = tenantOf(message.identity.labels);
    if (auto refused = m_services.quotas->admitRun(tenant)) {
        done(std::move(*refused));
        return;
    }
    message.create.definitionDigest = message.definition->info.digest;
    message.key = m_services.journal.reserveRun(id);
    message.identity.id = std::move(id);
    message.identity.createdAt = now;
    message.identity.startedBy = message.create.startedBy;
    if (message.dryRun) {
        message.identity.labels[api::kDryRunLabel] = "true";
    }
    message.reply = [this, ns, again = std::move(again), id = message.identity.id, key = message.create.idempotencyKey,
                     hash = message.create.idempotencyHash, tenant,
                     done = std::move(done)](api::Result<Outcome> outcome) {
        outcome.ok() ? m_services.quotas->started(tenant) : m_services.quotas->startFailed(tenant);
        if (outcome.ok()) {
            done(api::StartReply{id, true});
            return;
        }
        // Two requests with one key at the same time: the journal let one through, the other gets its answer.
        if (outcome.error().code == code::kConflict && !hash.empty()) {
            if (auto answer = repeated(ns, key, hash)) {
                done(std::move(*answer));
                return;
            }
        }
        if (outcome.error().code == code::kConflict && m_services.clustered() && again) {
            again();  // another node has made a run of this number
            return;
        }
        done(outcome.error());
    };
    message.definition->secrets.empty() && !message.secrets ? begin(message) : beginWithSecrets(std::move(message));
}

void Commands::begin(StartMessage& message) {
    auto words = secretWords(m_services.options.secrets, *message.definition, message.secrets);
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

void Commands::handle(const api::RerunRun& command, const api::RequestContext& context, Handler<api::StartReply> done) {
    if (!command.discard) {
        rerun(command, context, std::move(done), 0);
        return;
    }
    rerun(
        command, context,
        [this, command, context, done = std::move(done)](auto started) {
            started.ok() ? discardBefore(command, context, *started, done) : done(started.error());
        },
        0);
}

/// Also when the run began at an earlier call of the same key, whose end may not have been reached.
void Commands::discardBefore(const api::RerunRun& command, const api::RequestContext& context,
                             const api::StartReply& started, Handler<api::StartReply> done) {
    auto end = [started, before = command.run, keyed = !command.idempotencyKey.empty(),
                done = std::move(done)](const std::optional<Error>& error) {
        if (!error || error->code == code::kConflict || error->code == code::kNotFound) {
            done(started);  // what is faulted no more needs nobody either
            return;
        }
        const bool again = error->retryable && keyed;
        done(Error{error->code,
                   "Run " + started.run + " has begun, but run " + before + " could not be discarded: " +
                       error->message + (again ? " Ask again with the same key." : " Discard that one by itself."),
                   {},
                   again});
    };
    const auto known = m_services.journal.runSummaries({command.run});
    if (!known) {
        end(known.error());
        return;
    }
    if (!known->front() || known->front()->phase != api::Phase::faulted) {
        end(std::nullopt);
        return;
    }
    const auto engine = m_services.whole.get();  // another node may carry it on
    if (!engine) {
        end(Error{code::kUnavailable, "The engine is stopping.", {}, true});
        return;
    }
    auto reason = "Re-run as " + started.run + (command.reason.empty() ? "" : ": " + command.reason);
    api::call<api::DiscardRun>(*engine, {command.run, std::move(reason)}, context, [end = std::move(end)](auto reply) {
        end(reply.ok() ? std::nullopt : std::optional(reply.error()));
    });
}

void Commands::rerun(const api::RerunRun& command, const api::RequestContext& context, Handler<api::StartReply> done,
                     int tries) {
    if (command.input && boost::json::serialize(*command.input).size() > kMaxInputBytes) {
        done(Error{code::kInvalidArgument,
                   "The input is larger than " + std::to_string(kMaxInputBytes / (1024 * 1024)) + " MiB.",
                   {},
                   false});
        return;
    }
    const auto before = runBefore(m_services, command.run);
    if (!before) {
        done(before.error());
        return;
    }
    const auto& ns = before->stored.row.summary.ns;
    StartMessage message;
    if (!command.idempotencyKey.empty()) {
        message.create.idempotencyKey = command.idempotencyKey;
        message.create.idempotencyHash = requestHash(command);
        if (auto answer = repeated(ns, command.idempotencyKey, message.create.idempotencyHash)) {
            done(std::move(*answer));
            return;
        }
    }
    auto planned = planRerun(m_services, *before, command.version,
                             {command.task, command.input, command.reason, api::wallClock()});
    if (!planned) {
        done(planned.error());
        return;
    }
    auto& started = planned->rerun.started;
    if (auto unfit = checkInput(*planned->definition, *started.data)) {
        done(std::move(*unfit));
        return;
    }
    message.identity.labels = labelsOfRerun(*before);
    if (auto refused = labelOrigin(context, message.identity.labels)) {
        done(Error{code::kInvalidArgument, std::move(*refused), {}, false});
        return;
    }
    message.definition = planned->definition;
    message.create.startedBy = context.user;
    message.create.priority = before->stored.priority;
    message.input = started.data;
    message.secrets = started.secrets;
    message.dryRun = started.dryRun;
    message.rerun = started.rerun;
    std::function<void()> again;
    if (tries < kMaxStartTries) {
        again = [this, command, context, done, tries] { rerun(command, context, done, tries + 1); };
    }
    launch(std::move(message), kAnyShard, ns, std::move(again), std::move(done));
}

}  // namespace beamline::runtime
