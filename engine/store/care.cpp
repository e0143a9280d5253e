// SPDX-License-Identifier: Apache-2.0
#include "engine/store/care.h"

#include <array>
#include <unordered_map>

#include "engine/api/run_filter.h"
#include "engine/store/records.h"
#include "engine/store/run_tally.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using View = std::string_view;

class Verification {
public:
    explicit Verification(Connection& connection) : m_connection(connection) {}

    std::vector<std::string> run() {
        pages();
        events();
        runs();
        details();
        belonging();
        waiting();
        counters();
        return std::move(m_findings);
    }

private:
    void find(const std::string& what) {
        if (m_findings.size() < kMaxFindings) {
            m_findings.push_back(what);
        }
    }
    /// Goes through all rows; a failure of the connection (a page that cannot be read) is a finding, not the end.
    template <class Row>
    void each(const std::string& table, const std::string& sql, Row row) {
        Statement rows(m_connection, sql, false);
        while (rows.row()) {
            row(rows);
        }
        if (const auto failure = m_connection.takeFailure()) {
            find("table " + table + ": " + failure->what);
        }
    }
    void takeFinding() {
        if (const auto failure = m_connection.takeFailure()) {
            find(failure->what);
        }
    }

    void pages() {
        each("of pages", "PRAGMA integrity_check(100)", [this](const Statement& row) {
            if (row.text(0) != "ok") {
                find(row.string(0));
            }
        });
    }

    void events() {
        each("event", "SELECT seq,run,prev,crc,data FROM event ORDER BY seq", [this](const Statement& row) {
            const auto seq = row.integer(0);
            const auto run = row.integer(1);
            auto& last = m_last[run];
            if (row.integer(3) != eventCrc(seq, run, row.integer(2), row.text(4))) {
                find("event " + std::to_string(seq) + ": the checksum does not match");
            } else if (row.integer(2) != last) {
                find("event " + std::to_string(seq) + " of run " + std::to_string(run) + ": follows " +
                     std::to_string(row.integer(2)) + ", but the one before it is " + std::to_string(last));
            }
            last = seq;
        });
    }

    void runs() {
        const auto projected = m_connection.number("SELECT value FROM meta WHERE name='projected'");
        each("run", "SELECT " + std::string(kRunColumns) + ",head,head_crc,n,chain,error_key FROM run",
             [&](const Statement& row) {
                 const auto record = readRun(m_connection, row);
                 takeFinding();
                 const auto head = row.integer(20);
                 const auto last = m_last.contains(record.key) ? m_last[record.key] : 0;
                 if (row.integer(21) !=
                     headCrc(record.key, head, {static_cast<std::uint64_t>(row.integer(22)), row.string(23)})) {
                     find("run " + record.summary.id + ": the checksum of its head does not match");
                 } else if (head != last && last <= projected) {
                     find("run " + record.summary.id + ": its last event should be " + std::to_string(head) +
                          ", it is " + std::to_string(last));
                 }
                 if (row.text(24) != api::errorKey(record.summary)) {
                     find("run " + record.summary.id + ": it is not found by its error");
                 }
                 m_last.erase(record.key);
                 ++m_phases[static_cast<std::size_t>(record.summary.phase) % m_phases.size()];
             });
        for (const auto& [run, last] : m_last) {
            find("run " + std::to_string(run) + ": its row is missing, its last event is " + std::to_string(last));
        }
    }

    void details() {
        each("snapshot", "SELECT run,seq,crc,data FROM snapshot WHERE run>=0", [this](const Statement& row) {
            if (row.integer(2) != Checksum::of(row.integer(0), row.integer(1), row.text(3))) {
                find("snapshot of run " + row.string(0) + ": the checksum does not match");
            }
        });
        each("timer", "SELECT run,activity,due,crc FROM timer", [this](const Statement& row) {
            if (row.integer(3) != Checksum::of(row.integer(0), row.integer(1), row.integer(2))) {
                find("timer of run " + std::to_string(row.integer(0)) + ": the checksum does not match");
            }
        });
        each("message", "SELECT position,kind,at,run,activity,type,data,crc FROM message",
             [this](const Statement& row) {
                 if (row.integer(7) != Checksum::of(row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                                                    row.integer(4), row.text(5), row.text(6))) {
                     find("message " + row.string(0) + ": the checksum does not match");
                 }
             });
        each("subscription", "SELECT type,run,activity,since,crc FROM subscription", [this](const Statement& row) {
            if (row.integer(4) != Checksum::of(row.text(0), row.integer(1), row.integer(2), row.integer(3))) {
                find("subscription of run " + row.string(1) + ": the checksum does not match");
            }
        });
        each("schedule", "SELECT " + std::string(kScheduleColumns) + " FROM schedule", [this](const Statement& row) {
            if (readSchedule(row).damaged) {
                find("schedule of " + row.string(1) + "/" + row.string(2) + ": the checksum does not match");
            }
        });
        const auto checks = [this](const char* table, std::string_view columns, auto read, auto name) {
            each(table, "SELECT " + std::string(columns) + " FROM " + table, [&](const Statement& row) {
                bool intact = false;
                const auto one = read(row, intact);
                if (!intact) {
                    find(std::string(table) + " " + name(one) + ": the checksum does not match");
                }
            });
        };
        checks("document", kDocumentColumns, readDocument,
               [](const StoredDocument& d) { return d.kind + " " + d.tenant + "/" + d.id; });
        checks("kept", kKeptColumns, readKept, [](const Kept& k) { return k.kind + " " + k.tenant + "/" + k.key; });
        checks("decision", kDecisionColumns, readDecision, [](const StoredDecision& d) { return d.id; });
        checks("sent", kSentColumns, readSent, [](const SentMessage& m) { return m.id; });
        each("idempotency", "SELECT ns,key,run,hash,crc FROM idempotency", [this](const Statement& row) {
            if (row.integer(4) != Checksum::of(row.text(0), row.text(1), row.integer(2), row.text(3))) {
                find("idempotency key " + row.string(1) + ": the checksum does not match");
            }
        });
        each("approval", "SELECT " + std::string(kApprovalColumns) + " FROM approval", [this](const Statement& row) {
            readApproval(m_connection, row);
            takeFinding();
            m_open += row.integer(3);
        });
        each("workflow", "SELECT " + std::string(kWorkflowColumns) + " FROM workflow", [this](const Statement& row) {
            readWorkflow(m_connection, row);
            takeFinding();
        });
    }

    /// Each row of `sql` is a finding.
    void none(const std::string& table, const std::string& sql) {
        each(table, sql, [this](const Statement& row) { find(row.string(0)); });
    }

    /// What is kept beside events belongs to a run, or a schedule, that still needs it.
    void belonging() {
        const std::string noRun = "NOT IN (SELECT key FROM run)";
        const std::string ended = "SELECT key FROM run WHERE phase IN (" + std::to_string(int(api::Phase::completed)) +
                                  "," + std::to_string(int(api::Phase::faulted)) + "," +
                                  std::to_string(int(api::Phase::cancelled)) + ")";
        for (const auto& [table, only] :
             {std::pair<std::string, std::string>{"timer", "1"}, {"subscription", "run>0"}, {"approval", "open=1"}}) {
            none(table, "SELECT DISTINCT '" + table + " of run '||run||': there is no such run' FROM " + table +
                            " WHERE " + only + " AND run " + noRun);
            none(table, "SELECT DISTINCT '" + table + " of run '||run||': the run has ended' FROM " + table +
                            " WHERE " + only + " AND run IN (" + ended + ")");
        }
        none("idempotency",
             "SELECT 'idempotency key '||key||': there is no run '||run FROM idempotency WHERE run " + noRun);
        none("subscription",
             "SELECT DISTINCT 'subscription of schedule '||-run||': there is no such schedule' FROM subscription WHERE "
             "run<0 AND -run NOT IN (SELECT key FROM schedule)");
        none("subscription",
             "SELECT DISTINCT 'subscription of run '||run||': begins behind the last message' FROM subscription WHERE "
             "since>max((SELECT coalesce(max(position),0) FROM message),coalesce((SELECT value FROM meta WHERE "
             "name='delivered'),0))");
        const std::string inbox = "SELECT name,role,due,raised,approval,until,taken FROM inbox";
        none("inbox",
             "SELECT DISTINCT 'inbox of approval '||approval||': is not what the approval says' FROM (SELECT * "
             "FROM (" +
                 inbox +
                 " EXCEPT SELECT * FROM inbox_of) UNION ALL SELECT * FROM (SELECT * FROM "
                 "inbox_of EXCEPT " +
                 inbox + "))");
        const std::string tally = "SELECT ns,workflow,version,dry,phase,runs FROM tally WHERE runs<>0";
        const std::string counted = kTallyOfRuns;
        none("tally",
             "SELECT DISTINCT 'tally of '||ns||'/'||workflow||' '||version||': is not what the runs say' FROM "
             "(SELECT * FROM (" +
                 tally + " EXCEPT " + counted + ") UNION ALL SELECT * FROM (" + counted + " EXCEPT " + tally + "))");
        none("snapshot",
             "SELECT 'snapshot of run '||s.run||': event '||s.seq||' is none of the run' FROM snapshot s LEFT JOIN "
             "event e ON e.seq=s.seq WHERE s.run>=0 AND e.run IS NOT s.run");
    }

    /// A run that waits is woken by something: a timer, an event, a decision, a child run, or a message on its way.
    void waiting() {
        none("run",
             "SELECT 'run '||id||': waits, and nothing is kept that will wake it' FROM run WHERE phase=" +
                 std::to_string(int(api::Phase::waiting)) +
                 " AND key NOT IN (SELECT run FROM timer) AND key NOT IN (SELECT run FROM subscription) AND key NOT IN "
                 "(SELECT run FROM approval WHERE open=1) AND key NOT IN (SELECT run FROM message WHERE "
                 "position>coalesce((SELECT value FROM meta WHERE name='delivered'),0)) AND id NOT IN (SELECT "
                 "json_extract(data,'$.parent') FROM message WHERE kind=" +
                 std::to_string(int(MessageKind::childEnded)) +
                 " AND position>coalesce((SELECT value FROM meta WHERE name='delivered'),0)) AND id NOT IN (SELECT "
                 "substr(started_by,5,instr(started_by,'.')-5) FROM run WHERE ended=0 AND started_by LIKE 'run:%')");
    }

    void counters() {
        const auto check = [this](const std::string& name, std::int64_t counted) {
            auto& statement = m_connection.prepared("SELECT value FROM meta WHERE name=?").with(View(name));
            const auto kept = statement.row() ? statement.integer(0) : 0;
            statement.reset();
            takeFinding();
            if (kept != counted) {
                find("counter " + name + " is " + std::to_string(kept) + ", counted are " + std::to_string(counted));
            }
        };
        for (std::size_t phase = 0; phase < m_phases.size(); ++phase) {
            check(meta::phase(static_cast<int>(phase)), m_phases[phase]);
        }
        check(std::string(meta::kOpenApprovals), m_open);
    }

    Connection& m_connection;
    std::vector<std::string> m_findings;
    std::unordered_map<RunKey, std::int64_t> m_last;
    std::array<std::int64_t, 7> m_phases{};
    std::int64_t m_open = 0;
};

}  // namespace

std::vector<std::string> verifyAll(Connection& connection) {
    return Verification(connection).run();
}

}  // namespace beamline::store
