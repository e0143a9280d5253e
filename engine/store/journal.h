// SPDX-License-Identifier: Apache-2.0
#pragma once
// The journal: facts of runs and what is projected from them, in one SQLite file. Thread-safe; writes are queued to one
// writer thread that commits whatever is queued together ("group commit"), reads use their own connections.

#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.h"
#include "engine/core/cluster/leases.h"
#include "engine/store/documents.h"
#include "engine/store/order.h"

namespace beamline::store {

using RunKey = std::int64_t;  ///< rowid of a run, stable for its life

inline constexpr std::size_t kMaxQueuedChanges = 65'536;  ///< beyond it `write` answers kOverloaded at once
inline constexpr std::size_t kMaxChangesPerCommit = 4'096;
inline constexpr auto kFlushPatience = std::chrono::seconds(5);

/// The row of a run as lists show it, plus what a restart needs.
struct RunRow {
    api::RunSummary summary;
    api::Timestamp dueAt = 0;  ///< of its earliest timer; 0 for none; follows from the timers, ignored when written
};

/// A run to be created. Its id must be new; a used idempotency key makes the whole change fail with kConflict.
struct NewRun {
    std::string definitionDigest;
    std::string startedBy;
    int priority = 0;
    std::string idempotencyKey;   ///< empty: none
    std::string idempotencyHash;  ///< of what was asked for, to tell a repeat from a clash
};

struct TimerChange {
    std::uint32_t activity = 0;
    api::Timestamp dueAt = 0;  ///< 0 removes it
};

/// What a step says to others: an event for whoever listens, or a word to one run or to the engine.
enum class MessageKind {
    event,        ///< data: the CloudEvent; type: its type
    childEnded,   ///< to an activity of the run named in data: {parent, output?, error?}
    startChild,   ///< from (run, activity). data: {ns, workflow, version, input, key}
    cancelChild,  ///< data: {ns, key}
    ended,        ///< a run ended. data: {ns, workflow, startedBy, run: its id}
    process,      ///< an activity that nobody waits for; kept until processEnded(). data: see runtime/processes.h
    done,         ///< in the place of one that needs no delivery any more
    faulted       ///< a run faulted, for the file of dead letters. data: its summary at that moment
};
struct Message {
    std::int64_t position = 0;  ///< given by the journal; grows
    MessageKind kind = MessageKind::event;
    api::Timestamp at = 0;
    RunKey run = 0;  ///< who says it; 0: an event from outside
    std::uint32_t activity = 0;
    std::string type;
    std::string key;  ///< of an event: source and id; a second one with it is not stored. Not read back
    std::string data;
    bool damaged = false;  ///< read back: its checksum is wrong, only the position counts
};
struct SubscriptionChange {
    std::uint32_t activity = 0;
    bool on = false;
    std::vector<std::string> types;  ///< empty: all
    std::size_t after = 0;           ///< messages of the same change that came before it, which it does not get
};
/// Who listens: an activity of a run, or with a negative number a schedule.
struct Subscriber {
    RunKey run = std::numeric_limits<RunKey>::min();
    std::uint32_t activity = 0;
};
/// The schedule of the latest version of a workflow.
struct StoredSchedule {
    std::int64_t key = 0;  ///< given by the journal
    std::string ns;
    std::string name;
    std::string version;
    std::string digest;  ///< of the definition
    bool paused = false;
    api::Timestamp turned = 0;  ///< when that was said; a later word is not overruled by an earlier one
    api::Timestamp next = 0;    ///< 0: not known
    api::Timestamp last = 0;    ///< when it last started a run
    std::string state;          ///< JSON
    std::optional<std::vector<std::string>> types;  ///< events it waits for; not read back
    bool damaged = false;                           ///< the checksum of its row does not match: only its name is of use
};

/// Everything that one step of one run changes; durable together or not at all. Order per run is the order of write().
struct Change {
    RunKey run = 0;  ///< from reserveRun() for a new run
    std::optional<NewRun> create;
    std::vector<std::string> facts;  ///< encoded facts, one row each
    /// Facts that the state behind the change has seen; of use in a cluster, where another one may add some.
    std::optional<std::uint64_t> after;
    std::optional<RunRow> row;  ///< projection; leave it out while only facts are added (the hot path)
    std::vector<TimerChange> timers;
    std::vector<api::Approval> approvals;  ///< put by id
    std::vector<Message> messages;
    std::vector<SubscriptionChange> subscriptions;
    std::vector<api::Event> events;  ///< what the feeds of other nodes tell; only of use in a cluster
    std::string snapshot;            ///< state after the facts above; empty for none
    /// Called on the writer thread after the fsync, with the Seq of the last fact; must only queue. On an error nothing
    /// of it is stored, and later changes of this run are refused until takeUpRun() has read it anew: its chain has no
    /// holes.
    std::function<void(api::Result<api::Seq>)> done;
};

struct StoredFact {
    api::Seq seq = 0;
    std::string payload;
};

/// What is needed to bring a run back to life.
struct StoredRun {
    RunKey key = 0;
    RunRow row;
    std::string definitionDigest;
    std::string startedBy;
    int priority = 0;
    std::string snapshot;            ///< empty: none; facts are then all of them
    std::vector<StoredFact> facts;   ///< after the snapshot, oldest first
    std::optional<std::uint64_t> n;  ///< facts in all; in a cluster. For Change::after
};

struct DueTimer {
    RunKey run = 0;
    std::uint32_t activity = 0;
    api::Timestamp dueAt = 0;
};

struct StoredWorkflow {
    api::WorkflowInfo info;
    std::string source;
    std::string resources;  ///< external ones that were read for it, as JSON; empty: none
};

/// What the events of a run say that is kept beside them.
struct Folded {
    RunRow row;
    std::uint32_t lastActivity = 0;  ///< higher numbers were given out by events that are lost
    std::vector<TimerChange> timers;
    std::vector<api::Approval> approvals;  ///< the open ones
    std::vector<SubscriptionChange> subscriptions;
    std::vector<Message> children;  ///< startChild, of those that it waits for
    std::optional<Message> end;     ///< childEnded, to its parent
};
/// Folds all facts of a run, which has no snapshot. It is the engine that understands them.
using Refold = std::function<api::Result<Folded>(const StoredWorkflow& workflow, const StoredRun& run)>;

/// Approvals that somebody decided outlive their run.
struct Retention {
    api::Timestamp maxAgeMs = 0;    ///< ended runs older than this are removed; 0: never
    std::int64_t maxEndedRuns = 0;  ///< newest this many ended runs stay; 0: all
};

/// What another node has done, as this one reads it; told on the writer's thread after its commit, in order.
struct Applied {
    api::Seq seq = 0;
    RunKey run = 0;  ///< that was changed; 0: none
    std::vector<api::Event> events;
    bool messages = false;   ///< there are new ones
    bool workflows = false;  ///< something was deployed
    bool schedules = false;
    bool documents = false;  ///< the one that the event tells of
    bool anew = false;       ///< this journal is now as another one was: everything may be different, runs too
};

/// The lane that fills a file of each node; in a cluster what it has not had keeps nothing from being forgotten.
inline constexpr std::string_view kLocalLane = "dead_letters";

/// A journal among others of the same cluster: every change is proposed to the order and stored when it is read back,
/// on all nodes alike. Rows are the same everywhere but for snapshots and what only says how far this node is.
struct ClusterOptions {
    std::string node;  ///< of this journal; empty: an engine alone
    int shards = core::kDefaultShards;
    std::shared_ptr<Order> order;
    std::shared_ptr<Peers> peers;
    /// On the writer's thread; must only queue.
    std::function<void(Applied)> applied;
    /// A word about leases was read: the shards, after it was stored. On the writer's thread; must only queue.
    std::function<void(const core::LeaseWord& word)> leased;
    /// A sentence for the log: what the journal did about its place in the order. Any thread of the journal.
    std::function<void(const std::string&)> notice;
    /// How long a journal waits for those of the owners of shards before the order begins anew without them.
    std::chrono::milliseconds ownersPatience = std::chrono::seconds(30);
};

struct JournalOptions {
    std::filesystem::path file;  ///< created when missing; ":memory:" is not supported, a temporary directory serves
    bool readOnly = false;
    bool syncOff = false;  ///< ephemeral engines only: no fsync, the file is thrown away
    int readers = 2;
    std::string vfs;  ///< SQLite VFS name, for fault tests; empty: default
    ClusterOptions cluster = {};
};

/// A full disk is tried again every second and accepted again once a probe is written; after a failed sync or another
/// I/O error nothing is accepted until the journal is opened anew.
struct JournalHealth {
    bool accepting = true;
    std::string code;          ///< "disk_full", "read_only", "io_error", "corrupt", "outdated" when not accepting;
                               ///< "order_unreachable", "not_in_order": what is written waits; "restoring": it has
                               ///< changes that no other journal has, and says them once more
    std::string message;       ///< what happened and what to do
    api::Timestamp since = 0;  ///< when it stopped accepting
    api::Seq seq = 0;
    std::uint64_t commits = 0;  ///< since open, each one fsync
    std::uint64_t facts = 0;
    std::size_t queued = 0;
};

class Journal {
public:
    /// Opens, migrates (a copy `<file>.v<N>.bak` is kept before a migration) and checks. kCorrupt names the recovery
    /// command.
    static api::Result<std::unique_ptr<Journal>> open(JournalOptions options);
    /// Waits for queued writes.
    ~Journal();

    // ---- cluster (any thread, non-blocking) ----
    /// Proposes a word about leases; ClusterOptions::leased tells when it is read.
    void propose(core::LeaseWord word);
    /// As far as it is stored.
    std::vector<core::Lease> leases() const;
    bool clustered() const;
    /// Whether it still says once more what only this journal had; until then others do not know of it.
    bool restoring() const;
    /// This node owns the run's shard. Always true of an engine alone.
    bool owns(RunKey run) const;
    bool ownsShard(int shard) const;
    /// Of the order, as far as it is stored; and the newest that was read or told of.
    std::uint64_t place() const;
    std::uint64_t newestPlace() const;
    /// Calls `done` when everything that anybody acknowledged before this call can be read here.
    void catchUp(std::function<void(api::Result<api::Unit>)> done);

    // ---- writing (any thread, non-blocking) ----
    /// The key of a run that will be created; `id` matters in a cluster only, where the key follows from it.
    RunKey reserveRun(const std::string& id = {});
    void write(Change change);
    /// Durable before `done`. The same source again answers created=false; other source under the version is kConflict.
    void deploy(StoredWorkflow workflow, std::function<void(api::Result<bool>)> done);
    /// An event from outside; answers its position, the old one if it was published before.
    void publish(Message message, std::function<void(api::Result<std::int64_t>)> done);
    /// Messages up to `position` need no delivery any more.
    void delivered(std::int64_t position);
    /// The lane of this name is done with messages up to `position`; it keeps those after it, kMaxHeldMessages at most.
    void laneAt(const std::string& name, std::int64_t position);
    /// There is no such lane any more.
    void closeLane(const std::string& name);
    /// The process of the message at `position` needs not be started again, once this is durable.
    void processEnded(std::int64_t position, std::function<void(api::Result<std::int64_t>)> done = {});
    /// Replaces the one of the same workflow; answers its key.
    void putSchedule(StoredSchedule schedule, std::function<void(api::Result<std::int64_t>)> done);
    void removeSchedule(const std::string& ns, const std::string& name);
    /// Answers the version that it became. See DocumentTable::put for `replaces` and errors.
    void putDocument(StoredDocument document, std::int64_t replaces,
                     std::function<void(api::Result<std::int64_t>)> done);
    /// Durable before `done`; which value holds then, kept() tells.
    void keep(std::vector<Kept> kept, std::function<void(api::Result<std::int64_t>)> done);
    /// kMaxDecisionsAtOnce at most.
    void recordDecisions(std::vector<StoredDecision> decisions, std::function<void(api::Result<std::int64_t>)> done);
    /// Durable before `done`.
    void recordSent(SentMessage message, std::function<void(api::Result<std::int64_t>)> done);
    /// Blocks until everything queued so far is committed; in a cluster, while the order cannot be reached,
    /// kFlushPatience at most.
    void flush();
    JournalHealth health() const;
    /// `handler` is called on a thread of the journal when it stops accepting and when it accepts again; it must only
    /// queue. Empty: none; the one before is not called any more then.
    void onHealthChange(std::function<void()> handler);

    // ---- restart (blocking) ----
    /// Runs that were in phase pending or running, oldest first, at most `limit` after `after`: those to resume at
    /// once.
    api::Result<std::vector<RunKey>> runnable(RunKey after, int limit);
    /// At most `limit` timers after `after` in the order (dueAt, run, activity), all due at or before `until`; start
    /// with {}.
    api::Result<std::vector<DueTimer>> dueTimers(DueTimer after, api::Timestamp until, int limit);
    /// Due time of the earliest timer later than `after`; 0: none.
    api::Result<api::Timestamp> nextTimer(api::Timestamp after);
    std::int64_t deliveredUpTo();
    std::int64_t newestMessage();
    /// Nothing: there is no such lane.
    api::Result<std::optional<std::int64_t>> lanePosition(const std::string& name);
    /// Messages after `position`, in order.
    api::Result<std::vector<Message>> messages(std::int64_t position, int limit);
    /// Those of kind process after `position`, in order, delivered or not.
    api::Result<std::vector<Message>> processes(std::int64_t position, int limit);
    /// Who listened to events of this type when the message got its position; ordered, after `after`.
    api::Result<std::vector<Subscriber>> subscribers(const std::string& type, std::int64_t position, Subscriber after,
                                                     int limit);
    /// A damaged one says so and does not keep the others away.
    api::Result<std::vector<StoredSchedule>> schedules();
    /// What is committed of a run.
    api::Result<StoredRun> loadRun(RunKey key);
    /// The same for the run's one owner, who goes on from there: whatever was queued before is committed first, and
    /// changes are accepted again after one was refused.
    api::Result<StoredRun> takeUpRun(RunKey key);
    api::Result<RunKey> findRun(const std::string& id);
    /// The run made by this key, with its idempotencyHash.
    api::Result<std::optional<std::pair<std::string, std::string>>> findIdempotent(const std::string& ns,
                                                                                   const std::string& key);

    // ---- reading (blocking; call from a reader thread) ----
    /// All facts of a run, oldest first, verified.
    api::Result<std::vector<StoredFact>> facts(RunKey key);
    /// The same, newest first, until `use` answers false; it is called while they are read and must not write. `from`:
    /// begins with that fact of the run; 0: with the newest.
    api::Result<api::Unit> factsBack(RunKey key, const std::function<bool(const StoredFact&)>& use, api::Seq from = 0);
    /// A page that took long to find ends early: it may be short, even empty, and still have a `next`.
    api::Result<api::RunPage> listRuns(const api::ListRuns& query);
    api::Result<api::RunCounts> countRuns(const api::RunFilter& filter = {});
    api::Result<api::RunGroups> groupRuns(const api::GroupRuns& query);
    /// Runs that have not ended, by the value of this label; empty: those without. Batches are not among them.
    api::Result<std::map<std::string, std::int64_t>> activeByLabel(const std::string& label);
    api::Result<api::RunSummary> runSummary(RunKey key);
    /// In the order of `ids`; nothing for those that there are not.
    api::Result<std::vector<std::optional<api::RunSummary>>> runSummaries(const std::vector<std::string>& ids);
    api::Result<api::WorkflowPage> listWorkflows(const api::ListWorkflows& query);
    /// `version` empty: the latest.
    api::Result<StoredWorkflow> workflow(const std::string& ns, const std::string& name, const std::string& version);
    api::Result<StoredWorkflow> workflowByDigest(const std::string& digest);
    /// `user`, `groups` and `now` matter for the queues of a person. Pages end early as those of runs do.
    api::Result<api::ApprovalPage> listApprovals(const api::ListApprovals& query, const std::string& user,
                                                 const std::vector<std::string>& groups, api::Timestamp now);
    api::Result<api::ApprovalCounts> countApprovals(const std::string& user, const std::vector<std::string>& groups,
                                                    api::Timestamp now,
                                                    const std::optional<api::NamespaceScope>& scope = {});
    api::Result<api::PreviousReply> previousApproval(const std::string& id);
    api::Result<api::Approval> approval(const std::string& id);
    std::int64_t openApprovals();
    std::int64_t waitingRuns();
    /// The latest of each, by tenant and id; an empty tenant: of all.
    api::Result<std::vector<StoredDocument>> documents(const std::string& kind, const std::string& tenant,
                                                       bool removedToo = false);
    /// Newest first, below `before`; 0: from the newest.
    api::Result<std::vector<StoredDocument>> documentVersions(const std::string& kind, const std::string& tenant,
                                                              const std::string& id, std::int64_t before, int limit);
    /// `version` 0: the latest, which may say that it is removed.
    api::Result<std::optional<StoredDocument>> document(const std::string& kind, const std::string& tenant,
                                                        const std::string& id, std::int64_t version);
    api::Result<std::optional<Kept>> kept(const std::string& kind, const std::string& tenant, const std::string& key,
                                          api::Timestamp now);
    /// Those of a kind and tenant that have not passed, with keys from `from` up to but without `to`, by key.
    api::Result<std::vector<Kept>> keptBetween(const std::string& kind, const std::string& tenant,
                                               const std::string& from, const std::string& to, api::Timestamp now);
    api::Result<DecisionRows> decisions(const DecisionQuery& query);
    api::Result<std::optional<StoredDecision>> decision(const std::string& tenant, const std::string& id);
    api::Result<SentRows> sentMessages(const SentQuery& query);
    api::Result<std::optional<SentMessage>> sentMessage(const std::string& tenant, const std::string& id);

    // ---- care (blocking) ----
    /// Bytes of the facts and snapshots of runs, by the value of this label; empty: of those without. Reads all of
    /// them, some at a time; kUnavailable when `cancelled` said so.
    api::Result<std::map<std::string, std::int64_t>> bytesByLabel(const std::string& label,
                                                                  const std::function<bool()>& cancelled = {});
    /// `cancelled` is asked between pages; kUnavailable when it said so, and nothing is left behind.
    api::Result<api::BackupReply> backup(const std::filesystem::path& target,
                                         const std::function<bool()>& cancelled = {});
    /// Removes ended runs beyond the retention, in small commits between others, until about `atMost` are gone; answers
    /// how many.
    api::Result<std::int64_t> prune(const Retention& retention, api::Timestamp now,
                                    std::int64_t atMost = std::numeric_limits<std::int64_t>::max());
    /// Reads everything and verifies every checksum and chain; lists what is damaged.
    api::Result<std::vector<std::string>> verify();
    /// Copies what is intact of `damaged` into the new file `target`; the text says what was lost. Of runs that lost
    /// events, and where rows beside events are lost of all, `refold` tells what else is kept of them; without it that
    /// stays as it was.
    static api::Result<std::string> recover(const std::filesystem::path& damaged, const std::filesystem::path& target,
                                            const Refold& refold = {});

private:
    struct Impl;
    explicit Journal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace beamline::store
