// SPDX-License-Identifier: Apache-2.0
#include "engine/store/offers.h"

#include <algorithm>
#include <map>

#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using View = std::string_view;

/// The new journal is `main`, the old one `old`.
class Comparison {
public:
    Comparison(Connection& connection, int shards) : m_connection(connection), m_shards(shards) {}

    void run() {
        local();
        workflows();
        pauses();
        documents();
        facts();
        events();
        runs();
    }

private:
    void offer(Word word) {
        const auto data = encode({{}, {}, std::move(word)});
        m_connection.prepared("INSERT INTO main.offer(data) VALUES(?)").with(View(data)).run();
    }

    /// What is not the same in all journals stays that of the old one.
    void local() {
        m_connection.execute("DELETE FROM main.offer; INSERT INTO main.offer SELECT * FROM old.offer");
        const auto lane = "lane." + std::string(kLocalLane);
        m_connection.prepared("DELETE FROM main.meta WHERE name IN ('delivered',?)").with(View(lane)).run();
        m_connection
            .prepared(
                "INSERT INTO main.meta(name,value) SELECT name,min(value,(SELECT coalesce(max(position),0) FROM "
                "main.message)) FROM old.meta WHERE name IN ('delivered',?)")
            .with(View(lane))
            .run();
    }

    void workflows() {
        Statement rows(m_connection,
                       "SELECT " + std::string(kWorkflowColumns) +
                           " FROM old.workflow o WHERE NOT EXISTS (SELECT 1 FROM main.workflow n WHERE n.ns=o.ns AND "
                           "n.name=o.name AND n.version=o.version) ORDER BY key",
                       false);
        while (rows.row()) {
            offer(readWorkflow(m_connection, rows));
        }
    }

    /// Versions are told apart by what they say, not by their number: each journal may have gone on by itself.
    void documents() {
        Statement rows(m_connection,
                       "SELECT " + std::string(kDocumentColumns) +
                           " FROM old.document o WHERE NOT EXISTS (SELECT 1 FROM main.document n WHERE "
                           "n.kind=o.kind AND n.tenant=o.tenant AND n.id=o.id AND n.at=o.at AND n.author=o.author AND "
                           "n.data=o.data) ORDER BY key",
                       false);
        while (rows.row()) {
            bool intact = false;
            auto document = readDocument(rows, intact);
            if (intact) {
                offer(DocumentWord{std::move(document), -1, true});
            }
        }
    }

    void facts() {
        KeepWord word;
        Statement rows(m_connection,
                       "SELECT " + std::string(kKeptColumns) +
                           " FROM old.kept o WHERE NOT EXISTS (SELECT 1 FROM main.kept n WHERE n.kind=o.kind AND "
                           "n.tenant=o.tenant AND n.name=o.name) ORDER BY key",
                       false);
        while (rows.row()) {
            bool intact = false;
            auto kept = readKept(rows, intact);
            if (intact) {
                kept.firstWins = true;
                word.kept.push_back(std::move(kept));
            }
            if (word.kept.size() == kMaxFactsPerChange) {
                offer(std::exchange(word, {}));
            }
        }
        if (!word.kept.empty()) {
            offer(std::move(word));
        }
    }

    /// That people have said later than what the new one knows of. How far a schedule is, its owner knows.
    void pauses() {
        const auto known = [](const std::string& column) {
            return "coalesce((SELECT n." + column + " FROM main.schedule n WHERE n.ns=o.ns AND n.name=o.name),0)";
        };
        Statement rows(m_connection,
                       "SELECT " + std::string(kScheduleColumns) + " FROM old.schedule o WHERE turned>" +
                           known("turned") + " AND (paused OR " + known("key") + ">0) ORDER BY key",
                       false);
        while (rows.row()) {
            auto schedule = readSchedule(rows);
            if (!schedule.damaged) {
                schedule.state.clear();
                const auto at = schedule.turned;
                offer(ScheduleWord{0, false, at, std::move(schedule), true});
            }
        }
    }

    /// From outside, and not delivered everywhere when they were lost.
    void events() {
        Statement rows(m_connection,
                       "SELECT at,type,key,data FROM old.message o WHERE run=0 AND kind=0 AND key IS NOT NULL AND "
                       "position>coalesce((SELECT min(delivered) FROM old.shard),0) AND NOT EXISTS (SELECT 1 FROM "
                       "main.message n WHERE n.key=o.key) ORDER BY position",
                       false);
        while (rows.row()) {
            Message message;
            message.at = rows.integer(0);
            message.type = rows.string(1);
            message.key = rows.string(2);
            message.data = rows.string(3);
            offer(std::move(message));
        }
    }

    void runs() {
        const auto pruned = m_connection.number("SELECT coalesce(max(pruned),0) FROM main.origin");
        Statement rows(m_connection,
                       "SELECT o.key FROM old.run o LEFT JOIN main.run n ON n.key=o.key WHERE (n.key IS NULL AND "
                       "NOT (o.ended>0 AND o.ended<?)) OR n.n<>o.n OR n.chain<>o.chain ORDER BY o.key",
                       false);
        rows.bind(1, pruned);
        while (rows.row()) {
            run(rows.integer(0));
        }
    }

    std::vector<std::string> facts(const std::string& journal, RunKey run) {
        std::vector<std::string> found;
        auto& head = m_connection.prepared("SELECT head FROM " + journal + ".run WHERE key=?").with(run);
        auto seq = head.row() ? head.integer(0) : 0;
        head.reset();
        while (seq > 0) {
            auto& event = m_connection.prepared("SELECT prev,crc,data FROM " + journal + ".event WHERE seq=? AND run=?")
                              .with(seq, run);
            if (!event.row() || event.integer(1) != eventCrc(seq, run, event.integer(0), event.text(2))) {
                event.reset();
                return {};
            }
            found.push_back(event.string(2));
            seq = event.integer(0);
            event.reset();
        }
        std::reverse(found.begin(), found.end());
        return found;
    }

    void run(RunKey key) {
        const auto had = facts("old", key);
        const auto has = facts("main", key);
        if (had.size() <= has.size() || !std::equal(has.begin(), has.end(), had.begin())) {
            return;  // the other journal went on, maybe in another way: it is the one that counts
        }
        RunWord word;
        word.shard = core::shardOfKey(key, m_shards);
        word.restores = true;
        for (const auto& fact : has) {
            word.head = core::advanced(word.head, fact);
        }
        auto& change = word.change;
        change.run = key;
        change.facts.assign(had.begin() + static_cast<std::ptrdiff_t>(has.size()), had.end());
        describe(change, has.empty());
        details(change);
        // A word has room for so many facts: what is beside them comes with the last of them.
        while (change.facts.size() > kMaxFactsPerChange) {
            RunWord part{word.shard, 0, word.head, true, {}};
            const auto end = change.facts.begin() + static_cast<std::ptrdiff_t>(kMaxFactsPerChange);
            part.change.run = key;
            part.change.facts.assign(change.facts.begin(), end);
            part.change.row = change.create ? change.row : std::nullopt;
            part.change.create = std::exchange(change.create, std::nullopt);
            change.facts.erase(change.facts.begin(), end);
            for (const auto& fact : part.change.facts) {
                word.head = core::advanced(word.head, fact);
            }
            offer(std::move(part));
        }
        offer(std::move(word));
    }

    void describe(Change& change, bool creates) {
        auto& row =
            m_connection.prepared("SELECT " + std::string(kRunColumns) + " FROM old.run WHERE key=?").with(change.run);
        if (!row.row()) {
            return;
        }
        auto record = readRun(m_connection, row);
        row.reset();
        if (creates) {
            change.create = NewRun{record.definition, record.startedBy, record.priority, {}, {}};
            auto& key = m_connection.prepared("SELECT key,hash FROM old.idempotency WHERE run=?").with(change.run);
            if (key.row()) {
                change.create->idempotencyKey = key.string(0);
                change.create->idempotencyHash = key.string(1);
            }
            key.reset();
        }
        change.row = RunRow{std::move(record.summary), 0};
    }

    void details(Change& change) {
        const auto run = change.run;
        auto& gone = m_connection
                         .prepared(
                             "SELECT activity FROM main.timer WHERE run=?1 AND activity NOT IN (SELECT activity FROM "
                             "old.timer WHERE run=?1)")
                         .with(run);
        while (gone.row()) {
            change.timers.push_back({static_cast<std::uint32_t>(gone.integer(0)), 0});
        }
        auto& timers = m_connection.prepared("SELECT activity,due FROM old.timer WHERE run=?").with(run);
        while (timers.row()) {
            change.timers.push_back({static_cast<std::uint32_t>(timers.integer(0)), timers.integer(1)});
        }
        auto& approvals =
            m_connection
                .prepared("SELECT " + std::string(kApprovalColumns) + " FROM old.approval WHERE run=? ORDER BY key")
                .with(run);
        while (approvals.row()) {
            change.approvals.push_back(readApproval(m_connection, approvals));
        }
        subscriptions(change);
        messages(change);
    }

    void subscriptions(Change& change) {
        std::map<std::uint32_t, SubscriptionChange> found;
        auto& rows = m_connection
                         .prepared(
                             "SELECT activity,type,0 FROM old.subscription WHERE run=?1 UNION ALL SELECT DISTINCT "
                             "activity,'',1 FROM main.subscription WHERE run=?1 AND activity NOT IN (SELECT "
                             "activity FROM old.subscription WHERE run=?1) ORDER BY 1,2")
                         .with(change.run);
        while (rows.row()) {
            const auto activity = static_cast<std::uint32_t>(rows.integer(0));
            auto& one =
                found.try_emplace(activity, SubscriptionChange{activity, rows.integer(2) == 0, {}, 0}).first->second;
            if (one.on && !rows.text(1).empty()) {
                one.types.push_back(rows.string(1));
            }
        }
        for (auto& [activity, one] : found) {
            change.subscriptions.push_back(std::move(one));
        }
    }

    /// What its lost steps said to others.
    void messages(Change& change) {
        auto& rows =
            m_connection
                .prepared(
                    "SELECT kind,at,activity,type,coalesce(key,''),data FROM old.message o WHERE run=? AND kind<>? AND "
                    "position>coalesce((SELECT min(delivered) FROM old.shard),0) AND NOT EXISTS (SELECT 1 FROM "
                    "main.message n WHERE n.run=o.run AND n.kind=o.kind AND n.activity=o.activity AND n.type=o.type "
                    "AND n.data=o.data) ORDER BY position")
                .with(change.run, static_cast<std::int64_t>(MessageKind::done));
        while (rows.row()) {
            Message message;
            message.kind = static_cast<MessageKind>(rows.integer(0));
            message.at = rows.integer(1);
            message.run = change.run;
            message.activity = static_cast<std::uint32_t>(rows.integer(2));
            message.type = rows.string(3);
            message.key = rows.string(4);
            message.data = rows.string(5);
            change.messages.push_back(std::move(message));
        }
    }

    Connection& m_connection;
    const int m_shards;
};

}  // namespace

api::Result<Origin> prepareOffers(const std::filesystem::path& own, const std::filesystem::path& taken, int shards) {
    Connection connection(taken.string(), SQLITE_OPEN_READWRITE, {});
    const auto version = connection.number("PRAGMA user_version");
    const auto ours = static_cast<std::int64_t>(migrations().size());
    if (!connection.failed() && version != ours) {
        return api::Error{api::code::kUnavailable,
                          "The journal of another node has format " + std::to_string(version) + ", this one knows " +
                              std::to_string(ours) + ": update the older one of both nodes.",
                          {},
                          true};
    }
    auto& attach = connection.prepared("ATTACH ? AS old");
    const auto path = own.string();
    attach.bind(1, View(path)).run();
    {
        Projector heads(connection, true);  // its rows tell of all facts afterwards
        if (!heads.load()) {
            return toError(*connection.failure(), taken.string());
        }
        connection.execute("BEGIN IMMEDIATE");
        heads.finish(true);
    }
    Comparison(connection, shards).run();
    const auto origin = readOrigin(connection);
    if (!connection.execute("COMMIT") || !origin) {
        return toError(*connection.failure(), taken.string());
    }
    return *origin;
}

std::optional<Failure> replaceDatabase(Connection& from, Connection& to) {
    if (from.failed()) {
        return from.takeFailure();
    }
    for (auto* statement = sqlite3_next_stmt(to.handle(), nullptr); statement;
         statement = sqlite3_next_stmt(to.handle(), statement)) {
        sqlite3_reset(statement);  // one that was read for its first row only would be in the way
    }
    auto* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    const int code = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;
    if (const int end = copy ? sqlite3_backup_finish(copy) : SQLITE_ERROR; code != SQLITE_DONE || end != SQLITE_OK) {
        to.failNow(code == SQLITE_DONE ? end : code);
    }
    return to.takeFailure();
}

std::vector<std::pair<std::int64_t, std::string>> readOffers(const std::filesystem::path& file, const std::string& vfs,
                                                             std::int64_t after, std::size_t limit) {
    Connection connection(file.string(), SQLITE_OPEN_READONLY, vfs);
    std::vector<std::pair<std::int64_t, std::string>> found;
    auto& rows = connection.prepared("SELECT key,data FROM offer WHERE key>? ORDER BY key LIMIT ?")
                     .with(after, static_cast<std::int64_t>(limit));
    while (rows.row()) {
        found.emplace_back(rows.integer(0), rows.string(1));
    }
    rows.reset();
    return found;
}

}  // namespace beamline::store
