// SPDX-License-Identifier: Apache-2.0
#include "engine/store/schema.h"

#include <array>
#include <fstream>

namespace beamline::store {

namespace {

// `event` is the truth and the hot path: append-only, its key is the Seq, no second index. `prev` chains the events of
// a run backwards from run.head. Everything else is a projection, written in the commit of the facts that cause it.
constexpr const char* kFirst = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE event(
    seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, prev INTEGER NOT NULL, crc INTEGER NOT NULL, data TEXT NOT NULL) STRICT;

CREATE TABLE run(
    key INTEGER PRIMARY KEY, head INTEGER NOT NULL, head_crc INTEGER NOT NULL,
    id TEXT NOT NULL, ns TEXT NOT NULL, workflow TEXT NOT NULL, version TEXT NOT NULL, created INTEGER NOT NULL,
    labels TEXT NOT NULL, definition TEXT NOT NULL, started_by TEXT NOT NULL, priority INTEGER NOT NULL,
    origin_crc INTEGER NOT NULL,
    phase INTEGER NOT NULL, started INTEGER NOT NULL, updated INTEGER NOT NULL, ended INTEGER NOT NULL,
    done INTEGER NOT NULL, total INTEGER NOT NULL, now TEXT NOT NULL, error TEXT NOT NULL, state_crc INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX run_id ON run(id);
CREATE INDEX run_created ON run(created);
CREATE INDEX run_updated ON run(updated);
CREATE INDEX run_ended ON run(ended);
CREATE INDEX run_workflow ON run(workflow, created);
CREATE INDEX run_phase ON run(phase, created);
CREATE INDEX run_faulted ON run(ended) WHERE phase = 5;

CREATE TABLE label(
    name TEXT NOT NULL, value TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY(name, value, run)) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot(run INTEGER PRIMARY KEY, seq INTEGER NOT NULL, crc INTEGER NOT NULL, data TEXT NOT NULL) STRICT;

CREATE TABLE timer(
    run INTEGER NOT NULL, activity INTEGER NOT NULL, due INTEGER NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY(run, activity)) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer(due);

CREATE TABLE idempotency(
    ns TEXT NOT NULL, key TEXT NOT NULL, run INTEGER NOT NULL, hash TEXT NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY(ns, key)) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_run ON idempotency(run);

CREATE TABLE approval(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, run INTEGER NOT NULL, open INTEGER NOT NULL, due INTEGER NOT NULL,
    raised INTEGER NOT NULL, decided INTEGER NOT NULL, decisions INTEGER NOT NULL, crc INTEGER NOT NULL,
    data TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX approval_id ON approval(id);
CREATE INDEX approval_run ON approval(run);
CREATE INDEX approval_raised ON approval(raised);
CREATE INDEX approval_open ON approval(due, raised) WHERE open = 1;
CREATE INDEX approval_decided ON approval(decided) WHERE open = 0;

CREATE TABLE workflow(
    key INTEGER PRIMARY KEY, ns TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL,
    deployed INTEGER NOT NULL, latest INTEGER NOT NULL, crc INTEGER NOT NULL, info TEXT NOT NULL, source TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX workflow_version ON workflow(ns, name, version);
CREATE INDEX workflow_digest ON workflow(digest);
CREATE INDEX workflow_deployed ON workflow(deployed);
)sql";

// Messages from steps to others, in their order; `key` tells an event that comes twice. A subscription without a type
// takes all; negative runs are schedules. `resources` are texts that were read for a workflow.
constexpr const char* kSecond = R"sql(
CREATE TABLE message(
    position INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at INTEGER NOT NULL, run INTEGER NOT NULL,
    activity INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, crc INTEGER NOT NULL, key TEXT) STRICT;
CREATE UNIQUE INDEX message_key ON message(key) WHERE key IS NOT NULL;

CREATE TABLE subscription(
    type TEXT NOT NULL, run INTEGER NOT NULL, activity INTEGER NOT NULL, since INTEGER NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY(type, run, activity)) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_run ON subscription(run, activity);

CREATE TABLE schedule(
    key INTEGER PRIMARY KEY, ns TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL,
    paused INTEGER NOT NULL, next INTEGER NOT NULL, last INTEGER NOT NULL, state TEXT NOT NULL,
    crc INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX schedule_workflow ON schedule(ns, name);

ALTER TABLE workflow ADD COLUMN resources TEXT NOT NULL DEFAULT '';
)sql";

// What a node of a cluster keeps: `n` and `chain` over the events of a run; who owns which shard; how far it has read
// (one row); and what it alone had when it took over the journal of another, to be said once more.
constexpr const char* kThird = R"sql(
ALTER TABLE run ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN chain TEXT NOT NULL DEFAULT '';

CREATE TABLE shard(
    id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, owner TEXT NOT NULL, heir TEXT NOT NULL, delivered INTEGER NOT NULL,
    since INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;

CREATE TABLE origin(
    one INTEGER PRIMARY KEY CHECK(one = 1), id TEXT NOT NULL, base INTEGER NOT NULL, shards INTEGER NOT NULL,
    pruned INTEGER NOT NULL, place INTEGER NOT NULL, word INTEGER NOT NULL, accepted INTEGER NOT NULL,
    chain INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;

CREATE TABLE offer(key INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
)sql";

// When people paused or resumed a schedule last: of two journals that differ, the later word counts.
constexpr const char* kFourth = "ALTER TABLE schedule ADD COLUMN turned INTEGER NOT NULL DEFAULT 0";

// Who has what to do with an open request: by whom or what group it may be decided, in whose place and until when, who
// asked, may therefore not decide (`barred`), has had their say, has delegated or put it off. Triggers keep it, so that
// it follows from what `approval` says whoever writes that, and `inbox_of` is the one place that tells how. Names are
// "u:" and a user, "g:" and a group, or "*" for anybody.
constexpr const char* kInbox = R"sql(
ALTER TABLE approval ADD COLUMN sound TEXT AS (iif(json_valid(data),data,'{}')) VIRTUAL;
ALTER TABLE approval ADD COLUMN workflow TEXT AS (json_extract(sound,'$.workflow')) VIRTUAL;
ALTER TABLE approval ADD COLUMN risk TEXT AS (json_extract(sound,'$.risk')) VIRTUAL;
ALTER TABLE approval ADD COLUMN state TEXT AS (json_extract(sound,'$.state')) VIRTUAL;
ALTER TABLE approval ADD COLUMN taken INTEGER AS (coalesce(json_extract(sound,'$.claimedBy'),'')<>'') VIRTUAL;
ALTER TABLE approval ADD COLUMN asker TEXT AS (
    json_extract(sound,'$.ns')||'/'||json_extract(sound,'$.workflow')||json_extract(sound,'$.task')) VIRTUAL;
DROP INDEX approval_raised;
DROP INDEX approval_open;
DROP INDEX approval_decided;
CREATE INDEX approval_raised ON approval(raised, key, workflow, risk);
CREATE INDEX approval_open ON approval(due, raised, key, workflow, risk) WHERE open = 1;
CREATE INDEX approval_decided ON approval(decided, key, workflow, risk) WHERE open = 0;
CREATE INDEX approval_approved ON approval(asker, raised, key) WHERE state = 'approved';

CREATE TABLE inbox(
    name TEXT NOT NULL, role TEXT NOT NULL, due INTEGER NOT NULL, raised INTEGER NOT NULL, approval INTEGER NOT NULL,
    until INTEGER NOT NULL, taken INTEGER NOT NULL, PRIMARY KEY(name, role, due, raised, approval, until)) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_approval ON inbox(approval);

CREATE VIEW inbox_of(name, role, due, raised, approval, until, taken) AS
SELECT 'u:'||j.value,'may',due,raised,a.key,0,taken FROM approval a,json_each(sound,'$.candidates.users') j WHERE open=1
UNION ALL
SELECT 'g:'||j.value,'may',due,raised,a.key,0,taken FROM approval a,json_each(sound,'$.candidates.groups') j WHERE open=1
UNION ALL
SELECT '*','may',due,raised,key,0,taken FROM approval WHERE open=1 AND
    json_array_length(sound,'$.candidates.users')=0 AND json_array_length(sound,'$.candidates.groups')=0
UNION ALL
SELECT 'u:'||j.value,'may',due,raised,a.key,0,taken FROM approval a,json_each(sound,'$.escalation.users') j
    WHERE open=1 AND state='escalated'
UNION ALL
SELECT 'g:'||j.value,'may',due,raised,a.key,0,taken FROM approval a,json_each(sound,'$.escalation.groups') j
    WHERE open=1 AND state='escalated'
UNION ALL
SELECT 'u:'||json_extract(j.value,'$.to'),'for',due,raised,a.key,json_extract(j.value,'$.until'),taken
    FROM approval a,json_each(sound,'$.delegations') j WHERE open=1
UNION ALL
SELECT 'u:'||json_extract(j.value,'$.by'),'gave',due,raised,a.key,json_extract(j.value,'$.until'),taken
    FROM approval a,json_each(sound,'$.delegations') j WHERE open=1
UNION ALL
SELECT 'u:'||j.key,'snoozed',due,raised,a.key,min(j.value,due),taken FROM approval a,json_each(sound,'$.snoozed') j WHERE open=1
UNION ALL
SELECT 'u:'||json_extract(sound,'$.requester'),'asked',due,raised,key,0,taken FROM approval
    WHERE open=1 AND json_extract(sound,'$.requester')<>''
UNION ALL
SELECT 'u:'||json_extract(sound,'$.requester'),'barred',due,raised,key,0,taken FROM approval
    WHERE open=1 AND json_extract(sound,'$.requester')<>'' AND NOT json_extract(sound,'$.requesterMayDecide')
UNION ALL
SELECT 'u:'||json_extract(j.value,'$.by'),'said',due,raised,a.key,0,taken
    FROM approval a,json_each(sound,'$.decisions') j WHERE open=1
UNION ALL
SELECT 'u:'||json_extract(j.value,'$.onBehalfOf'),'said',due,raised,a.key,0,taken
    FROM approval a,json_each(sound,'$.decisions') j WHERE open=1 AND json_extract(j.value,'$.onBehalfOf')<>'';

CREATE TRIGGER approval_comes AFTER INSERT ON approval WHEN new.open=1 BEGIN
    INSERT INTO inbox SELECT DISTINCT * FROM inbox_of WHERE approval=new.key;
END;
CREATE TRIGGER approval_changes AFTER UPDATE ON approval WHEN old.open=1 OR new.open=1 BEGIN
    DELETE FROM inbox WHERE approval=old.key;
    INSERT INTO inbox SELECT DISTINCT * FROM inbox_of WHERE approval=new.key;
END;
CREATE TRIGGER approval_goes AFTER DELETE ON approval WHEN old.open=1 BEGIN
    DELETE FROM inbox WHERE approval=old.key;
END;
INSERT INTO inbox SELECT DISTINCT * FROM inbox_of;
)sql";

// The group that a faulted run belongs to by its error; the batches, which other lists leave out.
constexpr const char* kErrors = R"sql(
ALTER TABLE run ADD COLUMN error_key TEXT NOT NULL DEFAULT '';
UPDATE run SET error_key=beamline_error(ns,workflow,labels,error) WHERE phase=5 AND error<>'';
CREATE INDEX run_error ON run(error_key, created) WHERE error_key<>'';
CREATE INDEX run_batch ON run(created) WHERE ns='beamline';
)sql";

// How many runs there are of each version and phase, dry runs apart: groups leave these out. None has no row. The
// projector adds up what a commit changes: a trigger would do it for each run.
constexpr const char* kTally = R"sql(
CREATE TABLE tally(
    ns TEXT NOT NULL, workflow TEXT NOT NULL, version TEXT NOT NULL, dry INTEGER NOT NULL, phase INTEGER NOT NULL,
    runs INTEGER NOT NULL, PRIMARY KEY(ns, workflow, version, dry, phase)) STRICT, WITHOUT ROWID;
INSERT INTO tally SELECT ns,workflow,version,EXISTS(SELECT 1 FROM label WHERE label.name='beamline.dry-run' AND
    label.value='true' AND label.run=run.key) AS dry,phase,count(*) FROM run GROUP BY ns,workflow,version,dry,phase;
)sql";

// What was approved last is told by when it was decided: whoever was asked first may have answered last.
constexpr const char* kApproved = R"sql(
DROP INDEX approval_approved;
CREATE INDEX approval_approved ON approval(asker, decided, key) WHERE state = 'approved';
)sql";

// What routing keeps: documents with all their versions, facts that pass, and the newest decisions.
constexpr const char* kRouting = R"sql(
CREATE TABLE document(
    key INTEGER PRIMARY KEY, kind TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    at INTEGER NOT NULL, author TEXT NOT NULL, comment TEXT NOT NULL, removed INTEGER NOT NULL, crc INTEGER NOT NULL,
    data TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX document_version ON document(kind, tenant, id, version);

CREATE TABLE kept(
    key INTEGER PRIMARY KEY, kind TEXT NOT NULL, tenant TEXT NOT NULL, name TEXT NOT NULL, expires INTEGER NOT NULL,
    crc INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX kept_name ON kept(kind, tenant, name);
CREATE INDEX kept_expires ON kept(expires);

CREATE TABLE decision(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, at INTEGER NOT NULL, tenant TEXT NOT NULL, policy TEXT NOT NULL,
    provider TEXT NOT NULL, failed INTEGER NOT NULL, words TEXT NOT NULL, crc INTEGER NOT NULL, data TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX decision_id ON decision(id);
CREATE INDEX decision_tenant ON decision(tenant, key);
)sql";

// Tenants see the runs and the requests of their namespaces alone.
constexpr const char* kScopes = R"sql(
CREATE INDEX run_ns ON run(ns, created);
ALTER TABLE approval ADD COLUMN ns TEXT AS (json_extract(sound,'$.ns')) VIRTUAL;
DROP INDEX approval_raised;
DROP INDEX approval_open;
DROP INDEX approval_decided;
CREATE INDEX approval_raised ON approval(raised, key, workflow, risk, ns);
CREATE INDEX approval_open ON approval(due, raised, key, workflow, risk, ns) WHERE open = 1;
CREATE INDEX approval_decided ON approval(decided, key, workflow, risk, ns) WHERE open = 0;
)sql";

// Messages that people have sent. What a list shows stands apart from the rest, which may be long.
constexpr const char* kSent = R"sql(
CREATE TABLE sent(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, at INTEGER NOT NULL, tenant TEXT NOT NULL, status TEXT NOT NULL,
    words TEXT NOT NULL, bytes INTEGER NOT NULL, body_crc INTEGER NOT NULL, crc INTEGER NOT NULL, head TEXT NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX sent_id ON sent(id);
CREATE INDEX sent_tenant ON sent(tenant, key, bytes, at);
)sql";

constexpr std::array kMigrations{kFirst, kSecond,   kThird,   kFourth, kInbox, kErrors,
                                 kTally, kApproved, kRouting, kScopes, kSent};
constexpr int kCopyPages = 256;

api::Error refuse(const std::string& message) {
    return {api::code::kInvalidArgument, message, {}, false};
}

}  // namespace

std::span<const char* const> migrations() {
    return kMigrations;
}

std::string meta::phase(int phase) {
    return "phase." + std::to_string(phase);
}

api::Result<api::Unit> migrate(Connection& connection, const std::filesystem::path& file,
                               std::span<const char* const> steps) {
    const auto fail = [&] { return toError(*connection.failure(), file.string()); };
    const auto version = connection.number("PRAGMA user_version");
    const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
    const auto application = connection.number("PRAGMA application_id");
    if (connection.failed()) {
        return fail();
    }
    if (tables > 0 && application != kApplicationId) {
        return refuse(file.string() + " is a database of another program; choose another data directory.");
    }
    const auto wanted = static_cast<std::int64_t>(steps.size());
    if (version > wanted) {
        return refuse("The journal " + file.string() + " was written by a newer Beamline (format " +
                      std::to_string(version) + ", this one knows " + std::to_string(wanted) +
                      "); use that one, or restore the copy it kept.");
    }
    if (version > 0 && version < wanted) {
        const auto copy = file.string() + ".v" + std::to_string(version) + ".bak";
        std::error_code ignored;
        std::filesystem::remove(copy, ignored);  // of a migration that was cut off
        if (auto copied = copyDatabase(connection, copy, {}); !copied) {
            return copied.error();
        }
    }
    for (auto next = version; next < wanted; ++next) {
        connection.execute("BEGIN IMMEDIATE");
        connection.execute(steps[static_cast<std::size_t>(next)]);
        connection.execute(("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str());
        connection.execute(("PRAGMA user_version=" + std::to_string(next + 1)).c_str());
        if (!connection.execute("COMMIT")) {
            sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
            return fail();
        }
    }
    return api::Unit{};
}

api::Result<std::int64_t> copyDatabase(Connection& from, const std::filesystem::path& target, const std::string& vfs,
                                       const std::function<bool()>& cancelled) {
    const auto part = target.string() + ".part";
    std::error_code ec;
    if (std::filesystem::exists(target, ec)) {
        return api::Error{
            api::code::kConflict, target.string() + " exists already; name a file that does not.", {}, false};
    }
    std::filesystem::remove(part, ec);
    std::ofstream(part).close();
    std::filesystem::permissions(part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ec);
    {
        Connection to(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
        if (to.failed()) {
            return toError(*to.failure(), part);
        }
        // The open read transaction pins one state; without it every commit of the writer would start the copy again.
        Snapshot snapshot(from);
        from.number("SELECT count(*) FROM sqlite_schema");
        auto* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
        int code = copy ? SQLITE_OK : SQLITE_ERROR;
        while (code == SQLITE_OK) {
            code = cancelled && cancelled() ? SQLITE_INTERRUPT : sqlite3_backup_step(copy, kCopyPages);
        }
        sqlite3_backup_finish(copy);
        if (code == SQLITE_INTERRUPT) {
            std::filesystem::remove(part, ec);
            return api::Error{api::code::kUnavailable,
                              "The copy to " + target.string() + " was broken off because the engine stops.",
                              {},
                              true};
        }
        if (code != SQLITE_DONE || from.failed()) {
            to.failNow(code);
            std::filesystem::remove(part, ec);
            return from.failed() ? toError(*from.failure(), sqlite3_db_filename(from.handle(), "main"))
                                 : toError(*to.failure(), part);
        }
    }
    const auto size = std::filesystem::file_size(part, ec);
    std::filesystem::rename(part, target, ec);
    if (ec) {
        return api::Error{
            api::code::kUnavailable, target.string() + " could not be written: " + ec.message() + ".", {}, true};
    }
    return static_cast<std::int64_t>(size);
}

}  // namespace beamline::store
