// SPDX-License-Identifier: Apache-2.0
#pragma once
// The changing half of the port: one handler per command of the operation table. Runs on the desk's threads, or
// those of the study, and answers later.

#include <functional>

#include "engine/api/engine.h"
#include "engine/runtime/messages.h"
#include "engine/runtime/pool.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxInputBytes = 16 * 1024 * 1024;  ///< of a run's input as JSON text
inline constexpr std::size_t kMaxLabels = 64;
inline constexpr std::size_t kMaxLabelBytes = 256;
inline constexpr int kMaxPriority = 100;
inline constexpr int kAnyShard = -1;
inline constexpr int kMaxStartTries = 5;  ///< with new ids, when two nodes have made the same number of a run
inline constexpr int kSecretThreads = 4;  ///< starts whose secrets are read at once: where they are kept may be slow

/// A batch to be started.
struct BatchOrder {
    api::BatchAction action = api::BatchAction::cancel;
    std::string reason;
    std::string selection;
    std::string undoes;
    std::vector<std::string> runs;
    std::string key;   ///< of idempotency; empty: none
    std::string hash;  ///< with it
    api::BatchRerun rerun;
};

class Commands {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;

    Commands(Services& services, caf::actor supervisor) : m_services(services), m_supervisor(std::move(supervisor)) {}
    /// Starts that wait for their secrets are answered kUnavailable, now and from here on. Waits for those under way.
    void stop();

    void handle(const api::DeployWorkflow& command, const api::RequestContext& context, Handler<api::DeployReply> done);
    void handle(const api::StartRun& command, const api::RequestContext& context, Handler<api::StartReply> done);
    /// The same for a run in this shard of a cluster; kAnyShard: one of those that this node acts for.
    void start(const api::StartRun& command, const api::RequestContext& context, int shard,
               Handler<api::StartReply> done, int tries = 0);
    void handle(const api::CancelRun& command, const api::RequestContext& context, Handler<api::RunReply> done);
    void handle(const api::SuspendRun& command, const api::RequestContext& context, Handler<api::RunReply> done);
    void handle(const api::ResumeRun& command, const api::RequestContext& context, Handler<api::RunReply> done);
    void handle(const api::RetryRun& command, const api::RequestContext& context, Handler<api::RunReply> done);
    void handle(const api::DiscardRun& command, const api::RequestContext& context, Handler<api::RunReply> done);
    void handle(const api::PublishEvent& command, const api::RequestContext& context, Handler<api::PublishReply> done);
    void handle(const api::ControlSchedule& command, const api::RequestContext& context,
                Handler<api::ScheduleReply> done);
    void handle(const api::ClaimApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::DecideApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::CommentApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::RerunRun& command, const api::RequestContext& context, Handler<api::StartReply> done);
    void handle(const api::StartBatch& command, const api::RequestContext& context, Handler<api::BatchReply> done);
    void handle(const api::ControlBatch& command, const api::RequestContext& context, Handler<api::BatchReply> done);
    void handle(const api::DelegateApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::EscalateApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::SnoozeApproval& command, const api::RequestContext& context,
                Handler<api::ApprovalReply> done);
    void handle(const api::BackupEngine& command, const api::RequestContext& context, Handler<api::BackupReply> done);
    void handle(const api::ControlNode& command, const api::RequestContext& context, Handler<api::ClusterReply> done);
    void handle(const api::ControlPool& command, const api::RequestContext& context, Handler<api::ClusterReply> done);
    void handle(const api::MoveShard& command, const api::RequestContext& context, Handler<api::ClusterReply> done);

private:
    /// Gives the new run its id and starts it. `again` does all once more, when another node has taken that id.
    void launch(StartMessage message, int shard, const std::string& ns, std::function<void()> again,
                Handler<api::StartReply> done);
    void discardBefore(const api::RerunRun& command, const api::RequestContext& context, const api::StartReply& started,
                       Handler<api::StartReply> done);
    void rerun(const api::RerunRun& command, const api::RequestContext& context, Handler<api::StartReply> done,
               int tries);
    void begin(StartMessage& message);
    /// Empty: this node does not act for the shard, or for any.
    std::string newRunId(api::Timestamp now, int shard) const;
    void beginWithSecrets(StartMessage message);
    void deploy(store::StoredWorkflow stored, core::ParseResult parsed, Handler<api::DeployReply> done);
    void control(core::FactKind kind, const std::string& run, const std::string& reason,
                 const api::RequestContext& context, Handler<api::RunReply> done, core::Data data = {});
    void approve(core::Fact fact, const std::string& approval, const api::RequestContext& context,
                 Handler<api::ApprovalReply> done);
    // commands_batches.cpp
    void startBatch(const BatchOrder& order, const api::RequestContext& context, Handler<api::BatchReply> done,
                    int tries = 0);
    void undoBatch(const api::Batch& batch, const std::string& reason, const api::RequestContext& context,
                   Handler<api::BatchReply> done);
    std::optional<api::Result<api::BatchReply>> repeatedBatch(const BatchOrder& order);
    api::Result<api::BatchReply> batchReply(const std::string& id);
    /// What an idempotency key answers: the run it made, a conflict, or nothing when it is new.
    std::optional<api::Result<api::StartReply>> repeated(const std::string& ns, const std::string& idempotencyKey,
                                                         const std::string& hash);

    Services& m_services;
    caf::actor m_supervisor;
    Pool m_secrets{"secrets", {kSecretThreads, kMaxQueuedRequests, 0}};
};

}  // namespace beamline::runtime
