// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations that do the same to many runs. Plain described values, any thread.

#include "engine/api/run_operations.h"

namespace beamline::api {

inline constexpr std::int64_t kMaxBatchRuns = 100'000;
inline constexpr const char* kBatchNamespace = "beamline";  ///< of the runs that batches are, which lists leave out
BOOST_DEFINE_ENUM_CLASS(BatchAction, cancel, suspend, resume, retry, discard, rerun)
/// Whether the action is something for a run in this phase, alone or as one of many.
constexpr bool applies(BatchAction action, Phase phase) {
    switch (action) {
        case BatchAction::cancel:
            return !isFinal(phase);
        case BatchAction::suspend:
            return !isFinal(phase) && phase != Phase::suspended;
        case BatchAction::resume:
            return phase == Phase::suspended;
        case BatchAction::retry:
        case BatchAction::discard:
            return phase == Phase::faulted;
        case BatchAction::rerun:
            break;
    }
    return isFinal(phase);
}
BOOST_DEFINE_ENUM_CLASS(BatchState, running, paused, completed, stopped, failed)
BOOST_DEFINE_ENUM_CLASS(BatchOutcome, pending, done, refused, failed)
/// How the runs of a batch are run again; each member as that of RerunRun.
struct BatchRerun {
    std::string version;
    std::string task;
    bool discard = false;
    bool operator==(const BatchRerun&) const = default;
};
BOOST_DESCRIBE_STRUCT(BatchRerun, (), (version, task, discard))
/// What happens, or would happen, to one run of a batch.
struct BatchItem {
    std::string run;
    std::string workflow;
    Phase phase = Phase::pending;  ///< before
    BatchOutcome outcome = BatchOutcome::pending;
    std::string message;            ///< why not; empty when it was or can be done
    std::string made;               ///< of a rerun: the new run
    std::optional<Phase> now = {};  ///< as ListBatchItems tells it of what was done: of `made`, or else of `run`,
                                    ///< since; absent: that run was removed
    bool operator==(const BatchItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(BatchItem, (), (run, workflow, phase, outcome, message, made, now))
/// One action on many runs: who asked for it, why, and how far it is. Kept as long as runs are.
struct Batch {
    std::string id;  ///< of the run that does it
    BatchAction action = BatchAction::cancel;
    std::string reason;
    std::string by;
    std::string selection;  ///< in words: the filter as it was written, or how many were chosen
    std::string undoes;     ///< id of the batch that this one takes back
    std::string undoneBy;
    BatchState state = BatchState::running;
    Timestamp createdAt = 0;
    Timestamp endedAt = 0;
    std::int64_t total = 0;
    std::int64_t done = 0;
    std::int64_t refused = 0;
    std::int64_t failed = 0;
    std::string undo;  ///< what taking it back would do ("resumes 38 runs"); empty: it cannot be taken back
    BatchRerun rerun = {};
    std::string tenant = {};  ///< of who started it; empty: of none
    bool operator==(const Batch&) const = default;
};
BOOST_DESCRIBE_STRUCT(Batch, (),
                      (id, action, reason, by, selection, undoes, undoneBy, state, createdAt, endedAt, total, done,
                       refused, failed, undo, rerun, tenant))
struct BatchReply {
    Batch batch;
};
BOOST_DESCRIBE_STRUCT(BatchReply, (), (batch))
struct BatchPreviewReply {
    std::int64_t total = 0;
    std::int64_t applicable = 0;
    std::vector<BatchItem> items;  ///< the first kMaxPageSize, those that cannot be done first; outcome pending, with
                                   ///< what a rerun would not find as it was in `message`, or refused
    Seq seq = 0;
    std::int64_t unplanned = 0;  ///< of `applicable`: reruns whose version and task nobody has looked at yet
};
BOOST_DESCRIBE_STRUCT(BatchPreviewReply, (), (total, applicable, items, seq, unplanned))
inline constexpr std::size_t kMaxPlannedReruns = 100;  ///< of a preview: planning reads the whole history of a run
/// What a batch would do to each run, were it started now.
struct PreviewBatch {
    using Reply = BatchPreviewReply;
    static constexpr OperationInfo kInfo{"preview_batch", "run.read"};
    BatchAction action = BatchAction::cancel;
    std::vector<std::string> runs;
    std::optional<RunFilter> filter;  ///< in place of `runs`: all that fit
    BatchRerun rerun = {};
    std::optional<NamespaceScope> scope = {};  ///< of `runs` and `filter`: others are not there
};
BOOST_DESCRIBE_STRUCT(PreviewBatch, (), (action, runs, filter, rerun, scope))
/// Does the same to many runs, durably, one after the other. Which runs fit a filter is decided when it starts; which
/// version is the latest, when a run's turn comes.
struct StartBatch {
    using Reply = BatchReply;
    static constexpr OperationInfo kInfo{"start_batch", "run.control"};
    BatchAction action = BatchAction::cancel;
    std::vector<std::string> runs;
    std::optional<RunFilter> filter;
    std::string selection;  ///< as Batch::selection; empty: made by the engine
    std::string reason;
    std::string idempotencyKey;
    BatchRerun rerun = {};
    std::optional<NamespaceScope> scope = {};  ///< as of PreviewBatch
};
BOOST_DESCRIBE_STRUCT(StartBatch, (), (action, runs, filter, selection, reason, idempotencyKey, rerun, scope))
BOOST_DEFINE_ENUM_CLASS(BatchControl, pause, resume, stop, undo)
/// `stop` leaves what is done and does no more; `undo` starts a batch that takes back what was done (suspended runs are
/// resumed, resumed ones suspended) and answers that one.
struct ControlBatch {
    using Reply = BatchReply;
    static constexpr OperationInfo kInfo{"control_batch", "run.control"};
    std::string batch;
    BatchControl control = BatchControl::pause;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ControlBatch, (), (batch, control, reason))
BEAMLINE_PAGE(BatchPage, Batch)
/// Newest first.
struct ListBatches {
    using Reply = BatchPage;
    static constexpr OperationInfo kInfo{"list_batches", "run.read"};
    int limit = kDefaultPageSize;
    Cursor after;
    std::string tenant = {};  ///< of this one only; empty: all
};
BOOST_DESCRIBE_STRUCT(ListBatches, (), (limit, after, tenant))
/// A batch, and what has become since of the runs it was done with.
struct BatchDetail {
    Batch batch;
    std::map<std::string, std::int64_t> now;  ///< phase name, or "removed", to number of runs
    Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(BatchDetail, (), (batch, now, seq))
struct GetBatch {
    using Reply = BatchDetail;
    static constexpr OperationInfo kInfo{"get_batch", "run.read"};
    std::string batch;
    bool withNow = true;  ///< false: `now` is left empty, for which what came of each run has to be read
};
BOOST_DESCRIBE_STRUCT(GetBatch, (), (batch, withNow))
BEAMLINE_PAGE(BatchItemPage, BatchItem)
/// What happened to each, in the order it is done.
struct ListBatchItems {
    using Reply = BatchItemPage;
    static constexpr OperationInfo kInfo{"list_batch_items", "run.read"};
    std::string batch;
    std::optional<BatchOutcome> outcome;
    int limit = kDefaultPageSize;
    Cursor after;
};
BOOST_DESCRIBE_STRUCT(ListBatchItems, (), (batch, outcome, limit, after))

}  // namespace beamline::api
