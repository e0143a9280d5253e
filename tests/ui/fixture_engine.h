// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine that only remembers what it is told, for tests of models and pages and for their pictures. Any thread.
// It pages, filters and publishes like the real one, but runs nothing: what happens to a run is said by put().

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "engine/api/engine.h"
#include "tests/ui/fixture_access.h"
#include "tests/ui/fixture_extensions.h"
#include "tests/ui/fixture_messages.h"
#include "tests/ui/fixture_policies.h"

namespace beamline::test {

class FixtureEngine : public api::Engine {
public:
    FixtureEngine();
    ~FixtureEngine() override;

    // ---- what it knows --------------------------------------------------------------------------------------------
    /// Adds or changes a run and publishes "run.<phase>" ("run.created" for a new one).
    void put(const api::RunSummary& run);
    void put(const api::RunDetail& detail);
    void put(const std::string& run, const api::TaskDetail& task);
    void put(const std::string& run, api::HistoryEntry entry);
    /// Adds or changes an approval and publishes `kind`.
    void put(const api::Approval& approval, const std::string& kind = "approval.raised");
    void put(const api::WorkflowDetail& workflow);
    /// Adds or changes a schedule and publishes "schedule.changed".
    void put(const api::Schedule& schedule);
    void removeSchedule(const std::string& ns, const std::string& workflow);
    void setHealth(const api::Health& health);
    /// What it says of its machines; ControlNode, ControlPool and MoveShard change it.
    void setCluster(const api::ClusterInfo& cluster) {
        std::lock_guard lock(m_mutex);
        m_cluster = cluster;
    }
    void setStatistics(std::vector<api::StatisticsPoint> points, api::Timestamp step) {
        std::lock_guard lock(m_mutex);
        m_statistics.points = std::move(points);
        m_statistics.step = step;
    }
    void setFaultedToday(std::int64_t count) {
        std::lock_guard lock(m_mutex);
        m_faultedToday = count;
    }
    /// What the next deploy or validate finds; empty: nothing.
    void setProblems(std::vector<api::Problem> problems);
    /// What a text is found to be, in place of setProblems.
    void setValidator(std::function<api::ValidateReply(const std::string&)> validator) {
        std::lock_guard lock(m_mutex);
        m_validator = std::move(validator);
    }
    void setFunctions(std::vector<api::FunctionInfo> functions) {
        std::lock_guard lock(m_mutex);
        m_functions = std::move(functions);
    }
    /// Adds or changes a batch.
    void put(const api::Batch& batch, std::vector<api::BatchItem> items);
    /// Batches do nothing by themselves from here on: advanceBatch() does; else each is done when it is started.
    void holdBatches(bool held) {
        std::lock_guard lock(m_mutex);
        m_batchesHeld = held;
    }
    /// Does the next `count` runs of a batch that is not paused.
    void advanceBatch(const std::string& batch, std::int64_t count);
    /// Time of decisions, claims and comments.
    void setNow(api::Timestamp now) {
        std::lock_guard lock(m_mutex);
        m_now = now;
    }

    FixturePolicies policies;
    FixtureExtensions extensions;
    FixtureAccess access;
    FixtureMessages messages;

    // ---- how it answers -------------------------------------------------------------------------------------------
    /// Every call of `operation` (its wire name) fails with `error`, until clear() of it.
    void fail(const std::string& operation, api::Error error);
    void clear(const std::string& operation);
    /// Calls of `operation` stay unanswered until release().
    void hold(const std::string& operation);
    void release(const std::string& operation);
    int calls(const std::string& operation) const;
    /// The last command of this type that came in, if any.
    template <class Op>
    std::optional<Op> last() const {
        std::lock_guard lock(m_mutex);
        for (auto command = m_commands.rbegin(); command != m_commands.rend(); ++command) {
            if (const auto* op = std::get_if<Op>(&*command)) {
                return *op;
            }
        }
        return std::nullopt;
    }
    void publish(api::Event event);
    void publishGap();

    std::vector<api::RunSummary> runs(const api::RunFilter& filter, bool descending) const;

    // ---- api::Engine ----------------------------------------------------------------------------------------------
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

private:
    friend class FixtureSubscription;
    using Answer = api::Result<api::Reply>;

    void dispatch(const std::string& operation, std::function<Answer()> answer, api::ReplyHandler handler);
    api::Event eventOf(const api::RunSummary& run, const std::string& kind) const;

    /// The part of it that knows of what `op` is about.
    template <class Op>
    requires(api::kIsRouting<Op> || api::kIsAccess<Op> || api::kIsMessage<Op>) Answer answer(const Op& op) {
        if constexpr (api::kIsAccess<Op>) {
            return access.answer(op);
        } else if constexpr (api::kIsMessage<Op>) {
            return messages.answer(op);
        } else if constexpr (requires { policies.answer(op); }) {
            return policies.answer(op);
        } else {
            return extensions.answer(op);
        }
    }
    Answer answer(const api::DeployWorkflow& op);
    Answer answer(const api::StartRun& op);
    Answer answer(const api::CancelRun& op);
    Answer answer(const api::SuspendRun& op);
    Answer answer(const api::ResumeRun& op);
    Answer answer(const api::RetryRun& op);
    Answer answer(const api::DiscardRun& op);
    Answer answer(const api::PublishEvent& op);
    Answer answer(const api::ControlSchedule& op);
    Answer answer(const api::ClaimApproval& op);
    Answer answer(const api::DecideApproval& op);
    Answer answer(const api::CommentApproval& op);
    Answer answer(const api::RerunRun& op);
    Answer answer(const api::StartBatch& op);
    Answer answer(const api::ControlBatch& op);
    Answer answer(const api::DelegateApproval& op);
    Answer answer(const api::EscalateApproval& op);
    Answer answer(const api::SnoozeApproval& op);
    Answer answer(const api::GroupRuns& op);
    Answer answer(const api::PlanRerun& op);
    Answer answer(const api::PreviewBatch& op);
    Answer answer(const api::ListBatches& op);
    Answer answer(const api::GetBatch& op);
    Answer answer(const api::ListBatchItems& op);
    Answer answer(const api::CountApprovals& op);
    Answer answer(const api::GetPreviousApproval& op);
    Answer answer(const api::BackupEngine& op);
    Answer answer(const api::ValidateWorkflow& op);
    Answer answer(const api::ListWorkflows& op);
    Answer answer(const api::GetWorkflow& op);
    Answer answer(const api::ListFunctions& op);
    Answer answer(const api::SuggestMocks& op);
    Answer answer(const api::ListRuns& op);
    Answer answer(const api::CountRuns& op);
    Answer answer(const api::GetRun& op);
    Answer answer(const api::GetTask& op);
    Answer answer(const api::GetHistory& op);
    Answer answer(const api::ListSchedules& op);
    Answer answer(const api::ListApprovals& op);
    Answer answer(const api::GetApproval& op);
    Answer answer(const api::GetCluster& op);
    Answer answer(const api::ControlNode& op);
    Answer answer(const api::ControlPool& op);
    Answer answer(const api::MoveShard& op);
    Answer answer(const api::GetStatistics& op);
    Answer answer(const api::ExportRun& op);
    Answer setPhase(const std::string& run, api::Phase phase, const std::string& now);
    api::ApprovalReply change(const std::string& id, const std::string& kind,
                              const std::function<void(api::Approval&)>& edit);
    bool mayDecide(const api::Approval& approval) const;
    bool waits(const api::Approval& approval) const;
    bool belongs(const api::Approval& approval, api::ApprovalQueue queue) const;
    std::optional<api::Error> refuseChange(const std::string& approval) const;

    struct KeptBatch {
        api::Batch batch;
        std::vector<api::BatchItem> items;
    };
    std::vector<api::BatchItem> itemsOf(api::BatchAction action, const std::vector<std::string>& ids,
                                        const std::optional<api::RunFilter>& filter) const;
    api::Batch begin(KeptBatch kept);
    KeptBatch* findBatch(const std::string& id);                        ///< with the lock
    std::vector<api::BatchItem> itemsNow(const KeptBatch& kept) const;  ///< with the lock
    void tellBatch(const api::Batch& batch, const std::string& kind);
    void carryOut(const api::Batch& batch, api::BatchItem& item);
    Answer undo(const api::Batch& batch, const std::string& reason);

    mutable std::mutex m_mutex;
    api::Seq m_seq = 0;
    api::Timestamp m_now = 0;
    std::string m_user;
    std::vector<std::string> m_groups;
    std::map<std::string, api::RunDetail> m_runs;
    std::map<std::pair<std::string, std::string>, api::TaskDetail> m_tasks;
    std::map<std::string, std::vector<api::HistoryEntry>> m_history;
    std::map<std::string, api::Approval> m_approvals;
    std::vector<api::WorkflowDetail> m_workflows;  // in order of deployment
    std::map<std::pair<std::string, std::string>, api::Schedule> m_schedules;
    std::vector<api::Problem> m_problems;
    std::function<api::ValidateReply(const std::string&)> m_validator;
    std::vector<api::FunctionInfo> m_functions;
    std::int64_t m_faultedToday = 0;
    api::Health m_health;
    api::ClusterInfo m_cluster;
    api::StatisticsReply m_statistics;
    std::vector<KeptBatch> m_batches;  // in order of their start
    bool m_batchesHeld = false;
    std::map<std::string, api::Error> m_failures;
    std::set<std::string> m_held;
    std::vector<std::pair<std::string, std::function<void()>>> m_waiting;
    std::map<std::string, int> m_calls;
    std::vector<api::Command> m_commands;
    std::map<int, api::EventSink> m_sinks;
    int m_nextSink = 0;
};

}  // namespace beamline::test
