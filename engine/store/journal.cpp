// SPDX-License-Identifier: Apache-2.0
#include "engine/store/journal.h"

#include <ctime>

#include "engine/api/ids.h"
#include "engine/store/approval_list.h"
#include "engine/store/care.h"
#include "engine/store/journal_impl.h"
#include "engine/store/lists.h"
#include "engine/store/run_list.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using View = std::string_view;

constexpr int kPruneRunsPerCommit = 50;
constexpr int kCacheKb = 4'096;

/// A connection set up for the journal; a failure stays in it.
std::unique_ptr<Connection> connect(const JournalOptions& options, bool writes) {
    const int flags = writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    auto connection = std::make_unique<Connection>(options.file.string(), flags, options.vfs);
    if (connection->failed()) {
        return connection;
    }
    // The log is copied by the checkpointer; the last connection that writes does it once more when it closes.
    connection->execute(
        "PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF");
    connection->execute(("PRAGMA cache_size=-" + std::to_string(kCacheKb)).c_str());
    connection->execute(options.syncOff ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL");
    registerFunctions(*connection);
    return connection;
}

api::Error notFound(const std::string& what) {
    return {api::code::kNotFound, what + " is not known; list what there is, or check the name.", {}, false};
}

api::Timestamp startOfToday() {
    const auto now = static_cast<std::time_t>(api::wallClock() / 1000);
    std::tm day{};
    localtime_r(&now, &day);
    day.tm_hour = day.tm_min = day.tm_sec = 0;
    day.tm_isdst = -1;
    return static_cast<api::Timestamp>(std::mktime(&day)) * 1000;
}

/// The chain of a run from `head` back to, but without, `until`; oldest first, each verified.
/// The facts up to `head`, newest first, while `use` wants more.
bool walkBack(Connection& connection, RunKey run, api::Seq head, api::Seq until,
              const std::function<bool(StoredFact)>& use) {
    auto& event = connection.prepared("SELECT run,prev,crc,data FROM event WHERE seq=?");
    for (auto seq = static_cast<std::int64_t>(head); seq > static_cast<std::int64_t>(until);) {
        const auto name = [&] { return "event " + std::to_string(seq) + " of run " + std::to_string(run); };
        if (!event.with(seq).row()) {
            connection.failCorrupt(name() + " is missing");
            return false;
        }
        const auto prev = event.integer(1);
        if (event.integer(0) != run || event.integer(2) != eventCrc(seq, run, prev, event.text(3)) || prev >= seq) {
            connection.failCorrupt("the checksum of " + name() + " does not match");
            return false;
        }
        if (!use({static_cast<api::Seq>(seq), event.string(3)})) {
            break;
        }
        seq = prev;
    }
    event.reset();
    return true;
}

std::vector<StoredFact> chain(Connection& connection, RunKey run, api::Seq head, api::Seq until) {
    std::vector<StoredFact> facts;
    const auto keep = [&](StoredFact fact) {
        facts.push_back(std::move(fact));
        return true;
    };
    if (!walkBack(connection, run, head, until, keep)) {
        return {};
    }
    std::reverse(facts.begin(), facts.end());
    return facts;
}

/// The last event of a run as its row tells it, or a later one that memory knows.
std::optional<api::Seq> headOf(Connection& connection, RunKey run, api::Seq known) {
    auto& row = connection.prepared("SELECT head,head_crc,n,chain FROM run WHERE key=?").with(run);
    if (!row.row()) {
        return std::nullopt;
    }
    const auto head = row.integer(0);
    if (row.integer(1) != headCrc(run, head, {static_cast<std::uint64_t>(row.integer(2)), row.string(3)})) {
        connection.failCorrupt("the checksum of the head of run " + std::to_string(run) + " does not match");
    }
    row.reset();
    return std::max(static_cast<api::Seq>(head), known);
}

}  // namespace

Journal::Journal(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

api::Result<std::unique_ptr<Journal>> Journal::open(JournalOptions options) {
    const auto file = options.file.string();
    std::error_code ignored;
    const bool fresh = !std::filesystem::exists(options.file, ignored);
    auto writing = connect(options, !options.readOnly);
    if (fresh) {  // before the log appears, which takes its permissions from the file
        using std::filesystem::perms;
        std::filesystem::permissions(options.file, perms::owner_read | perms::owner_write, ignored);
    }
    if (!options.readOnly) {
        writing->execute("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864");
    }
    if (writing->failed()) {
        return toError(*writing->failure(), file);
    }
    if (auto migrated = migrate(*writing, options.file, migrations()); !migrated) {
        return migrated.error();
    }
    auto impl = std::make_unique<Impl>();
    const bool clustered = !options.cluster.node.empty() && !options.readOnly;
    if (!clustered && !options.readOnly && writing->number("SELECT count(*) FROM origin") > 0) {
        return api::Error{
            api::code::kInvalidArgument,
            "The journal " + file + " belongs to a node of a cluster; start that node, or open it for reading only.",
            {},
            false};
    }
    impl->options = options;
    if (clustered) {
        impl->prepareCluster(connect(options, false));
    }
    impl->writer = std::make_unique<Writer>(std::move(writing), file, options.readOnly, impl->writerCluster());
    if (auto loaded = impl->writer->load(); !loaded) {
        return loaded.error();
    }
    std::vector<std::unique_ptr<Connection>> readers;
    for (int i = 0; i < std::max(1, options.readers); ++i) {
        readers.push_back(connect(options, false));
    }
    std::unique_ptr<Connection> copying;
    if (!options.readOnly) {
        copying = connect(options, true);
        sqlite3_db_config(copying->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    for (const auto* connection : {readers.back().get(), copying.get()}) {
        if (connection && connection->failed()) {
            return toError(*connection->failure(), file);
        }
    }
    impl->readers = std::make_unique<Readers>(std::move(readers), file);
    if (copying) {
        impl->writer->start(std::move(copying));
    }
    auto journal = std::unique_ptr<Journal>(new Journal(std::move(impl)));
    if (clustered) {
        journal->m_impl->startCluster(*journal);
    }
    return journal;
}

std::int64_t Journal::deliveredUpTo() {
    const auto value = (*m_impl->readers)(
        [](Connection& connection) -> api::Result<std::int64_t> { return Outbox::deliveredUpTo(connection); });
    return value.ok() ? *value : 0;
}

std::int64_t Journal::newestMessage() {
    const auto value = (*m_impl->readers)(
        [](Connection& connection) -> api::Result<std::int64_t> { return Outbox::newest(connection); });
    return value.ok() ? *value : 0;
}

api::Result<std::optional<std::int64_t>> Journal::lanePosition(const std::string& name) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::optional<std::int64_t>> {
        return Outbox::laneUpTo(connection, name);
    });
}

api::Result<std::vector<Message>> Journal::messages(std::int64_t position, int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<Message>> {
        return Outbox::after(connection, position, limit);
    });
}

api::Result<std::vector<Message>> Journal::processes(std::int64_t position, int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<Message>> {
        return Outbox::processes(connection, position, limit);
    });
}

api::Result<std::vector<Subscriber>> Journal::subscribers(const std::string& type, std::int64_t position,
                                                          Subscriber after, int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<Subscriber>> {
        return Outbox::subscribers(connection, type, position, after, limit);
    });
}

api::Result<std::vector<StoredSchedule>> Journal::schedules() {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<StoredSchedule>> {
        return ScheduleTable::all(connection);
    });
}

api::Result<std::vector<StoredDocument>> Journal::documents(const std::string& kind, const std::string& tenant,
                                                            bool removedToo) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<StoredDocument>> {
        return DocumentTable::latest(connection, kind, tenant, removedToo);
    });
}

api::Result<std::vector<StoredDocument>> Journal::documentVersions(const std::string& kind, const std::string& tenant,
                                                                   const std::string& id, std::int64_t before,
                                                                   int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<StoredDocument>> {
        return DocumentTable::versions(connection, kind, tenant, id, before, limit);
    });
}

api::Result<std::optional<StoredDocument>> Journal::document(const std::string& kind, const std::string& tenant,
                                                             const std::string& id, std::int64_t version) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::optional<StoredDocument>> {
        return DocumentTable::find(connection, kind, tenant, id, version);
    });
}

api::Result<std::optional<Kept>> Journal::kept(const std::string& kind, const std::string& tenant,
                                               const std::string& key, api::Timestamp now) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::optional<Kept>> {
        return KeptTable::find(connection, kind, tenant, key, now);
    });
}

api::Result<std::vector<Kept>> Journal::keptBetween(const std::string& kind, const std::string& tenant,
                                                    const std::string& from, const std::string& to,
                                                    api::Timestamp now) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<Kept>> {
        return KeptTable::between(connection, kind, tenant, from, to, now);
    });
}

api::Result<DecisionRows> Journal::decisions(const DecisionQuery& query) {
    return (*m_impl->readers)(
        [&](Connection& connection) -> api::Result<DecisionRows> { return DecisionTable::list(connection, query); });
}

api::Result<std::optional<StoredDecision>> Journal::decision(const std::string& tenant, const std::string& id) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::optional<StoredDecision>> {
        return DecisionTable::find(connection, tenant, id);
    });
}

api::Result<SentRows> Journal::sentMessages(const SentQuery& query) {
    return (*m_impl->readers)(
        [&](Connection& connection) -> api::Result<SentRows> { return SentTable::list(connection, query); });
}

api::Result<std::optional<SentMessage>> Journal::sentMessage(const std::string& tenant, const std::string& id) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::optional<SentMessage>> {
        return SentTable::find(connection, tenant, id);
    });
}

void Journal::onHealthChange(std::function<void()> handler) {
    m_impl->writer->onHealthChange(std::move(handler));
}

JournalHealth Journal::health() const {
    return m_impl->writer->health();
}

api::Result<std::vector<RunKey>> Journal::runnable(RunKey after, int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<RunKey>> {
        auto& rows =
            connection
                .prepared(
                    "SELECT key FROM run INDEXED BY run_phase WHERE phase IN (0,1) AND key>? ORDER BY key LIMIT ?")
                .with(after, std::int64_t{limit});
        std::vector<RunKey> keys;
        while (rows.row()) {
            keys.push_back(rows.integer(0));
        }
        return keys;
    });
}

api::Result<std::vector<DueTimer>> Journal::dueTimers(DueTimer after, api::Timestamp until, int limit) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<DueTimer>> {
        auto& rows =
            connection
                .prepared(
                    "SELECT run,activity,due,crc FROM timer INDEXED BY timer_due WHERE (due,run,activity)>(?,?,?) "
                    "AND due<=? ORDER BY due,run,activity LIMIT ?")
                .with(after.dueAt, after.run, std::int64_t{after.activity}, until, std::int64_t{limit});
        std::vector<DueTimer> timers;
        while (rows.row()) {
            if (rows.integer(3) != Checksum::of(rows.integer(0), rows.integer(1), rows.integer(2))) {
                connection.failCorrupt("the checksum of a timer of run " + std::to_string(rows.integer(0)) +
                                       " does not match");
                break;
            }
            timers.push_back({rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)), rows.integer(2)});
        }
        return timers;
    });
}

api::Result<api::Timestamp> Journal::nextTimer(api::Timestamp after) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<api::Timestamp> {
        auto& row = connection.prepared("SELECT min(due) FROM timer INDEXED BY timer_due WHERE due>?").with(after);
        return row.row() ? row.integer(0) : 0;
    });
}

api::Result<StoredRun> Journal::takeUpRun(RunKey key) {
    if (m_impl->node && !m_impl->node->proposer.settled(key, kTakeUpPatience)) {
        return api::Error{api::code::kUnavailable,
                          "Changes of the run are still on their way to the cluster; it is read when they are there.",
                          {},
                          true};
    }
    if (m_impl->writer->refuses(key)) {
        m_impl->writer->flush();
        m_impl->writer->forgive(key);
    }
    // Before the facts: what comes between is missing from the number, and the run is read once more.
    const auto chain = m_impl->node ? m_impl->node->chainOf(key) : api::Result<core::RunHead>(core::RunHead{});
    if (!chain) {
        return chain.error();
    }
    auto run = loadRun(key);
    if (run && m_impl->node) {
        run->n = chain->n;
    }
    return run;
}

api::Result<StoredRun> Journal::loadRun(RunKey key) {
    const auto known = m_impl->writer->committedHead(key);
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<StoredRun> {
        const auto head = headOf(connection, key, known);
        if (!head) {
            return notFound("Run " + std::to_string(key));
        }
        auto& row = connection.prepared("SELECT " + std::string(kRunColumns) + " FROM run WHERE key=?").with(key);
        row.row();
        auto record = readRun(connection, row);
        row.reset();
        StoredRun run;
        run.key = key;
        run.row.summary = std::move(record.summary);
        run.definitionDigest = std::move(record.definition);
        run.startedBy = std::move(record.startedBy);
        run.priority = record.priority;
        auto& timer = connection.prepared("SELECT min(due) FROM timer WHERE run=?").with(key);
        run.row.dueAt = timer.row() ? timer.integer(0) : 0;
        timer.reset();
        api::Seq from = 0;
        auto& snapshot = connection.prepared("SELECT seq,crc,data FROM snapshot WHERE run=?").with(key);
        if (snapshot.row() && snapshot.integer(1) == Checksum::of(key, snapshot.integer(0), snapshot.text(2))) {
            from = static_cast<api::Seq>(snapshot.integer(0));
            run.snapshot = snapshot.string(2);
        }  // a damaged snapshot is only a lost short cut: the facts say the same
        snapshot.reset();
        run.facts = chain(connection, key, *head, from);
        return run;
    });
}

api::Result<RunKey> Journal::findRun(const std::string& id) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<RunKey> {
        auto& row = connection.prepared("SELECT key FROM run WHERE id=?").with(View(id));
        if (!row.row()) {
            return notFound("Run '" + id + "'");
        }
        return row.integer(0);
    });
}

api::Result<std::optional<std::pair<std::string, std::string>>> Journal::findIdempotent(const std::string& ns,
                                                                                        const std::string& key) {
    using Found = std::optional<std::pair<std::string, std::string>>;
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<Found> {
        auto& row = connection
                        .prepared(
                            "SELECT run.id,hash,idempotency.crc,run.key FROM idempotency JOIN run ON run.key=run WHERE "
                            "idempotency.ns=? AND idempotency.key=?")
                        .with(View(ns), View(key));
        if (!row.row()) {
            return Found();
        }
        if (row.integer(2) != Checksum::of(View(ns), View(key), row.integer(3), row.text(1))) {
            connection.failCorrupt("the checksum of idempotency key " + key + " does not match");
        }
        return Found({row.string(0), row.string(1)});
    });
}

api::Result<std::vector<StoredFact>> Journal::facts(RunKey key) {
    const auto known = m_impl->writer->committedHead(key);
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::vector<StoredFact>> {
        const auto head = headOf(connection, key, known);
        if (!head) {
            return notFound("Run " + std::to_string(key));
        }
        return chain(connection, key, *head, 0);
    });
}

api::Result<api::Unit> Journal::factsBack(RunKey key, const std::function<bool(const StoredFact&)>& use,
                                          api::Seq from) {
    const auto known = m_impl->writer->committedHead(key);
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<api::Unit> {
        const auto head = headOf(connection, key, known);
        if (!head) {
            return notFound("Run " + std::to_string(key));
        }
        walkBack(connection, key, from != 0 ? from : *head, 0, use);
        return api::Unit{};
    });
}

api::Result<api::RunPage> Journal::listRuns(const api::ListRuns& query) {
    return (*m_impl->readers)([&](Connection& connection) { return store::listRuns(connection, query); });
}

api::Result<api::RunCounts> Journal::countRuns(const api::RunFilter& filter) {
    return (*m_impl->readers)(
        [&](Connection& connection) { return store::countRuns(connection, filter, startOfToday()); });
}

api::Result<api::RunGroups> Journal::groupRuns(const api::GroupRuns& query) {
    return (*m_impl->readers)([&](Connection& connection) { return store::groupRuns(connection, query); });
}

api::Result<api::RunSummary> Journal::runSummary(RunKey key) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<api::RunSummary> {
        auto& row = connection.prepared("SELECT " + std::string(kRunColumns) + " FROM run WHERE key=?").with(key);
        if (!row.row()) {
            return notFound("Run " + std::to_string(key));
        }
        return readRun(connection, row).summary;
    });
}

api::Result<std::vector<std::optional<api::RunSummary>>> Journal::runSummaries(const std::vector<std::string>& ids) {
    using Found = std::vector<std::optional<api::RunSummary>>;
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<Found> {
        Found found(ids.size());
        auto& row = connection.prepared("SELECT " + std::string(kRunColumns) + " FROM run WHERE id=?");
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (row.with(View(ids[i])).row()) {
                found[i] = readRun(connection, row).summary;
            }
        }
        row.reset();
        return found;
    });
}

api::Result<api::WorkflowPage> Journal::listWorkflows(const api::ListWorkflows& query) {
    return (*m_impl->readers)([&](Connection& connection) { return store::listWorkflows(connection, query); });
}

api::Result<StoredWorkflow> Journal::workflow(const std::string& ns, const std::string& name,
                                              const std::string& version) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<StoredWorkflow> {
        auto& row =
            connection
                .prepared(
                    "SELECT " + std::string(kWorkflowColumns) +
                    " FROM workflow WHERE ns=?1 AND name=?2 AND CASE ?3 WHEN '' THEN latest=1 ELSE version=?3 END")
                .with(View(ns), View(name), View(version));
        if (!row.row()) {
            return notFound("Workflow " + ns + "/" + name + (version.empty() ? "" : " in version " + version));
        }
        return readWorkflow(connection, row);
    });
}

api::Result<StoredWorkflow> Journal::workflowByDigest(const std::string& digest) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<StoredWorkflow> {
        auto& row = connection.prepared("SELECT " + std::string(kWorkflowColumns) + " FROM workflow WHERE digest=?")
                        .with(View(digest));
        if (!row.row()) {
            return notFound("A workflow with digest " + digest);
        }
        return readWorkflow(connection, row);
    });
}

api::Result<api::ApprovalPage> Journal::listApprovals(const api::ListApprovals& query, const std::string& user,
                                                      const std::vector<std::string>& groups, api::Timestamp now) {
    return (*m_impl->readers)(
        [&](Connection& connection) { return store::listApprovals(connection, query, user, groups, now); });
}

api::Result<api::ApprovalCounts> Journal::countApprovals(const std::string& user,
                                                         const std::vector<std::string>& groups, api::Timestamp now,
                                                         const std::optional<api::NamespaceScope>& scope) {
    return (*m_impl->readers)([&](Connection& connection) {
        return store::countApprovals(connection, user, groups, now, api::kMaxCounted, scope);
    });
}

api::Result<api::PreviousReply> Journal::previousApproval(const std::string& id) {
    return (*m_impl->readers)([&](Connection& connection) { return store::previousApproval(connection, id); });
}

api::Result<api::Approval> Journal::approval(const std::string& id) {
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<api::Approval> {
        auto& row =
            connection.prepared("SELECT " + std::string(kApprovalColumns) + " FROM approval WHERE id=?").with(View(id));
        if (!row.row()) {
            return notFound("Approval '" + id + "'");
        }
        return readApproval(connection, row);
    });
}

std::int64_t Journal::openApprovals() {
    return m_impl->writer->counts().openApprovals;
}

std::int64_t Journal::waitingRuns() {
    return m_impl->writer->counts().byPhase[static_cast<std::size_t>(api::Phase::waiting)];
}

api::Result<api::BackupReply> Journal::backup(const std::filesystem::path& target,
                                              const std::function<bool()>& cancelled) {
    auto connection = connect(m_impl->options, false);
    if (connection->failed()) {
        return toError(*connection->failure(), m_impl->options.file.string());
    }
    const auto bytes = copyDatabase(*connection, target, m_impl->options.vfs, cancelled);
    if (!bytes) {
        return bytes.error();
    }
    return api::BackupReply{target.string(), *bytes};
}

api::Result<std::int64_t> Journal::prune(const Retention& retention, api::Timestamp now, std::int64_t atMost) {
    api::Timestamp before = retention.maxAgeMs > 0 ? now - retention.maxAgeMs : 0;
    if (retention.maxEndedRuns > 0) {
        const auto oldest = (*m_impl->readers)([&](Connection& connection) -> api::Result<api::Timestamp> {
            auto& row =
                connection
                    .prepared(
                        "SELECT ended FROM run INDEXED BY run_ended WHERE ended>0 ORDER BY ended DESC LIMIT 1 OFFSET ?")
                    .with(retention.maxEndedRuns - 1);
            return row.row() ? row.integer(0) : 0;
        });
        if (!oldest) {
            return oldest.error();
        }
        before = std::max(before, *oldest);
    }
    if (m_impl->node && !ownsShard(core::kSystemShard)) {
        return 0;  // its owner does it for all
    }
    std::int64_t total = 0;
    for (std::int64_t removed = before > 0 ? 1 : 0; removed > 0 && total < atMost; total += removed) {
        const auto promise = std::make_shared<std::promise<api::Result<std::int64_t>>>();
        m_impl->prune({before, kPruneRunsPerCommit, [promise](auto result) { promise->set_value(std::move(result)); }});
        auto answered = promise->get_future();
        if (m_impl->node && answered.wait_for(kFlushPatience) != std::future_status::ready) {
            return api::Error{api::code::kUnavailable,
                              "The cluster has not taken it yet that old runs go; it is tried again later.",
                              {},
                              true};
        }
        auto result = answered.get();
        if (!result) {
            return result.error();
        }
        removed = *result;
    }
    return total;
}

api::Result<std::vector<std::string>> Journal::verify() {
    auto connection = connect(m_impl->options, false);
    if (!connection->failed()) {
        const Snapshot snapshot(*connection);
        return verifyAll(*connection);
    }
    return toError(*connection->failure(), m_impl->options.file.string());
}

}  // namespace beamline::store
