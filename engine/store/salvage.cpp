// SPDX-License-Identifier: Apache-2.0
// Copies every intact row of a damaged journal into a new one, cuts each run back to where its chain is whole, and says
// what was lost. The damaged file is only read: the work is done on a copy.

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/store/care.h"
#include "engine/store/mender.h"
#include "engine/store/records.h"
#include "engine/store/run_list.h"
#include "engine/store/run_tally.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using View = std::string_view;

struct Table {
    std::string name;
    std::string columns;
    int count = 0;
    bool keyed = true;  ///< the first column is the rowid, so that unreadable pages can be leapt over
    std::function<bool(Connection&, const Statement&)> intact;
};

template <class Read>
std::function<bool(Connection&, const Statement&)> intactBy(Read read) {
    return [read](Connection&, const Statement& row) {
        bool intact = false;
        (void)read(row, intact);
        return intact;
    };
}

std::vector<Table> tables() {
    const auto number = [](const Statement& row, int column) { return row.integer(column); };
    return {
        {"event", "seq,run,prev,crc,data", 5, true,
         [=](Connection&, const Statement& r) {
             return number(r, 3) == eventCrc(number(r, 0), number(r, 1), number(r, 2), r.text(4));
         }},
        {"run", std::string(kRunColumns) + ",head,head_crc", 22, true,
         [](Connection& c, const Statement& r) {
             readRun(c, r);
             return !c.takeFailure().has_value();
         }},
        {"snapshot", "run,seq,crc,data", 4, true,
         [=](Connection&, const Statement& r) {
             return number(r, 2) == Checksum::of(number(r, 0), number(r, 1), r.text(3));
         }},
        {"approval", std::string(kApprovalColumns), 10, true,
         [](Connection& c, const Statement& r) {
             readApproval(c, r);
             return !c.takeFailure().has_value();
         }},
        {"workflow", "key,ns,name,version,digest,deployed,latest,crc,info,source,resources", 11, true,
         [=](Connection&, const Statement& r) {
             return number(r, 7) == workflowCrc(r.text(8), r.text(9), r.text(10));
         }},
        {"message", "position,kind,at,run,activity,type,data,crc,key", 9, true,
         [=](Connection&, const Statement& r) {
             return number(r, 7) == Checksum::of(number(r, 0), number(r, 1), number(r, 2), number(r, 3), number(r, 4),
                                                 r.text(5), r.text(6));
         }},
        {"schedule", std::string(kScheduleColumns), 11, true,
         [](Connection&, const Statement& r) { return !readSchedule(r).damaged; }},
        {"document", std::string(kDocumentColumns), 11, true, intactBy(readDocument)},
        {"kept", std::string(kKeptColumns), 7, true, intactBy(readKept)},
        {"decision", std::string(kDecisionColumns), 10, true, intactBy(readDecision)},
        {"sent", std::string(kSentColumns), 11, true, intactBy(readSent)},
        {"subscription", "type,run,activity,since,crc", 5, false,
         [=](Connection&, const Statement& r) {
             return number(r, 4) == Checksum::of(r.text(0), number(r, 1), number(r, 2), number(r, 3));
         }},
        {"timer", "run,activity,due,crc", 4, false,
         [=](Connection&, const Statement& r) {
             return number(r, 3) == Checksum::of(number(r, 0), number(r, 1), number(r, 2));
         }},
        {"idempotency", "ns,key,run,hash,crc", 5, false,
         [=](Connection&, const Statement& r) {
             return number(r, 4) == Checksum::of(r.text(0), r.text(1), number(r, 2), r.text(3));
         }},
    };
}

class Salvage {
public:
    Salvage(Connection& from, Connection& to, const Refold& refold) : m_from(from), m_to(to), m_refold(refold) {}

    std::string run() {
        m_to.execute("BEGIN IMMEDIATE");
        for (const auto& table : tables()) {
            copy(table);
        }
        cutChains();
        settleRuns();
        m_to.prepared("INSERT OR REPLACE INTO meta VALUES('delivered',?)")
            .with(farthest(m_from, "SELECT value FROM meta WHERE name='delivered'"))
            .run();
        if (m_refold) {
            mend();
        }
        rebuild();
        m_to.execute("COMMIT");
        return m_report.empty() ? "Nothing was lost.\n" : m_report;
    }

private:
    void report(const std::string& line) { m_report += line + "\n"; }
    static std::int64_t farthest(Connection& connection, const char* sql) {
        const auto value = connection.number(sql);
        return connection.takeFailure() ? 0 : value;
    }

    void copy(const Table& table) {
        std::string marks = "?";
        for (int i = 1; i < table.count; ++i) {
            marks += ",?";
        }
        Statement insert(m_to, "INSERT OR IGNORE INTO " + table.name + "(" + table.columns + ") VALUES(" + marks + ")");
        std::int64_t kept = 0;
        std::int64_t damaged = 0;
        bool unreadable = false;
        const auto take = [&](const Statement& row) {
            if (table.intact(m_from, row)) {
                insert.bindRow(row, table.count).run();
                kept += m_to.changed();
            } else {
                ++damaged;
            }
        };
        const auto select = "SELECT " + table.columns + " FROM " + table.name;
        if (table.keyed) {
            unreadable = leap(table, select, take);
        } else {
            for (const char* order : {"", " DESC"}) {  // from both ends up to what cannot be read
                const auto first = table.columns.substr(0, table.columns.find(','));
                const auto second = table.name == "timer"          ? ",activity"
                                    : table.name == "subscription" ? ",run"
                                                                   : ",key";
                Statement rows(m_from, select + " ORDER BY " + first + order + second + order, false);
                while (rows.row()) {
                    take(rows);
                }
                if (!m_from.takeFailure()) {
                    break;
                }
                unreadable = true;
            }
        }
        if (damaged > 0 || unreadable) {
            m_lostRows = m_lostRows || table.name != "event";
            report("table " + table.name + ": " + std::to_string(kept) + " rows kept, " + std::to_string(damaged) +
                   " with a wrong checksum left out" + (unreadable ? ", some pages could not be read" : ""));
        }
    }

    /// Reads along the key; where a page cannot be read, goes on with the next key that can. True: that happened.
    bool leap(const Table& table, const std::string& select, const std::function<void(const Statement&)>& take) {
        const auto key = table.columns.substr(0, table.columns.find(','));
        bool leapt = false;
        for (auto last = std::numeric_limits<std::int64_t>::min();;) {
            Statement rows(m_from, select + " WHERE " + key + ">? ORDER BY " + key, false);
            rows.bind(1, last);
            while (rows.row()) {
                last = rows.integer(0);
                take(rows);
            }
            if (!m_from.takeFailure()) {
                return leapt;
            }
            leapt = true;
            last = std::max<std::int64_t>(last, 0);
            const auto next = nextReadable(
                "SELECT " + key + " FROM " + table.name + " WHERE " + key + ">? ORDER BY " + key + " LIMIT 1", last);
            if (!next) {
                return true;
            }
            last = *next;
        }
    }

    /// The smallest value behind `last` from which reading on works: leaps that double, then halving.
    std::optional<std::int64_t> nextReadable(const std::string& probe, std::int64_t last) {
        const auto readable = [&](std::int64_t from) -> std::optional<bool> {
            Statement statement(m_from, probe, false);
            const bool row = statement.bind(1, from).row();
            return m_from.takeFailure() ? std::optional<bool>(false) : (row ? std::optional<bool>(true) : std::nullopt);
        };
        constexpr std::int64_t kFarthest = std::int64_t{1} << 40;
        for (std::int64_t leap = 1; leap < kFarthest; leap *= 2) {
            const auto good = readable(last + leap);
            if (!good) {
                return std::nullopt;
            }
            if (*good) {
                auto low = last + leap / 2;
                auto high = last + leap;
                while (high - low > 1) {
                    const auto middle = low + (high - low) / 2;
                    (readable(middle).value_or(true) ? high : low) = middle;
                }
                return high;
            }
        }
        return std::nullopt;
    }

    /// Leaves of each run the events up to the first that is missing.
    void cutChains() {
        std::vector<std::int64_t> superfluous;
        Statement rows(m_to, "SELECT seq,run,prev FROM event ORDER BY seq", false);
        while (rows.row()) {
            auto& chain = m_chains[rows.integer(1)];
            if (chain.cut == 0 && rows.integer(2) == chain.last) {
                chain.last = rows.integer(0);
            } else {
                ++chain.cut;
                superfluous.push_back(rows.integer(0));
            }
        }
        for (const auto seq : superfluous) {
            m_to.prepared("DELETE FROM event WHERE seq=?").with(seq).run();
        }
    }

    void settleRuns() {
        std::vector<std::pair<RunKey, std::int64_t>> heads;
        std::vector<RunKey> lost;
        Statement rows(m_to, "SELECT key,id,head FROM run", false);
        while (rows.row()) {
            const auto key = rows.integer(0);
            const auto chain = m_chains[key];
            m_chains.erase(key);
            if (chain.last == 0 && (rows.integer(2) > 0 || chain.cut > 0)) {
                lost.push_back(key);
                report("run " + rows.string(1) + ": lost, its first events are missing");
            } else {
                heads.emplace_back(key, chain.last);
                if (chain.last < rows.integer(2) || chain.cut > 0) {
                    m_cut.insert(key);
                    report("run " + rows.string(1) + ": cut back to event " + std::to_string(chain.last) +
                           ", what came behind is incomplete");
                }
            }
        }
        for (const auto& [key, head] : heads) {
            m_to.prepared("UPDATE run SET head=?,head_crc=? WHERE key=?").with(head, headCrc(key, head), key).run();
            m_to.prepared("DELETE FROM snapshot WHERE run=? AND seq>?").with(key, head).run();
        }
        for (const auto key : lost) {
            m_to.prepared("DELETE FROM run WHERE key=?").with(key).run();
        }
        for (const auto& [key, chain] : m_chains) {
            report("run number " + std::to_string(key) + ": lost with its events, its row is damaged");
            m_to.prepared("DELETE FROM event WHERE run=?").with(key).run();
        }
    }

    void mend() {
        Mender mender(m_to, m_refold, [this](const std::string& line) { report(line); });
        if (m_lostRows) {
            const auto final = [](api::Phase phase) { return std::to_string(static_cast<int>(phase)); };
            Statement rows(m_to,
                           "SELECT key FROM run WHERE phase NOT IN (" + final(api::Phase::completed) + "," +
                               final(api::Phase::faulted) + "," + final(api::Phase::cancelled) + ")",
                           false);
            while (rows.row()) {
                m_cut.insert(rows.integer(0));
            }
        }
        for (const auto run : m_cut) {
            mender.mend(run);
        }
        mender.tellChildren();
    }

    /// What follows from the rest: labels, the latest versions, marks and counters.
    void rebuild() {
        m_to.execute(
            "DELETE FROM timer WHERE run NOT IN (SELECT key FROM run);"
            "DELETE FROM subscription WHERE run>0 AND run NOT IN (SELECT key FROM run);"
            "DELETE FROM snapshot WHERE run NOT IN (SELECT key FROM run);"
            "DELETE FROM idempotency WHERE run NOT IN (SELECT key FROM run);"
            "DELETE FROM approval WHERE open=1 AND run NOT IN (SELECT key FROM run);"
            "INSERT OR IGNORE INTO label SELECT j.key,j.value,run.key FROM run,json_each(run.labels) j WHERE "
            "run.labels<>'';"
            "UPDATE run SET error_key=beamline_error(ns,workflow,labels,error) WHERE phase=5 AND error<>'';"
            "INSERT OR REPLACE INTO meta SELECT 'phase.'||phase,count(*) FROM run GROUP BY phase;"
            "INSERT OR REPLACE INTO meta SELECT 'approvals.open',count(*) FROM approval WHERE open=1;"
            "INSERT OR REPLACE INTO meta SELECT 'kept',count(*) FROM kept;"
            "DELETE FROM tally;");
        m_to.execute((std::string("INSERT INTO tally ") + kTallyOfRuns).c_str());
        // Numbers that the damaged file gave away are not given again, as far as it can be read.
        const auto seq =
            std::max(m_to.number("SELECT max(seq) FROM event"), farthest(m_from, "SELECT max(seq) FROM event"));
        const auto run =
            std::max(m_to.number("SELECT max(key) FROM run"), farthest(m_from, "SELECT max(key) FROM run"));
        m_to.prepared("INSERT OR REPLACE INTO meta VALUES('projected',?),('last_run',?)").with(seq, run).run();
        Statement lanes(m_from, "SELECT name,value FROM meta WHERE name>='lane.' AND name<'lane/'", false);
        while (lanes.row()) {
            m_to.prepared("INSERT OR REPLACE INTO meta VALUES(?,?)").with(lanes.text(0), lanes.integer(1)).run();
        }
        (void)m_from.takeFailure();
        std::map<std::pair<std::string, std::string>, std::pair<std::string, std::int64_t>> latest;
        Statement versions(m_to, "SELECT ns,name,version,key FROM workflow", false);
        while (versions.row()) {
            auto& best = latest[{versions.string(0), versions.string(1)}];
            if (best.second == 0 || compareVersions(versions.text(2), best.first) > 0) {
                best = {versions.string(2), versions.integer(3)};
            }
        }
        m_to.execute("UPDATE workflow SET latest=0");
        for (const auto& [name, best] : latest) {
            m_to.prepared("UPDATE workflow SET latest=1 WHERE key=?").with(best.second).run();
        }
    }

    struct Chain {
        std::int64_t last = 0;
        std::int64_t cut = 0;
    };
    Connection& m_from;
    Connection& m_to;
    const Refold& m_refold;
    std::unordered_map<RunKey, Chain> m_chains;
    std::set<RunKey> m_cut;   ///< back to an earlier event, or to be told anew
    bool m_lostRows = false;  ///< of other tables than `event`
    std::string m_report;
};

/// The damaged files under another name; gone with it.
class WorkingCopy {
public:
    WorkingCopy(const std::filesystem::path& damaged, const std::filesystem::path& copy) : m_copy(copy) {
        remove();
        using std::filesystem::copy_options;
        std::filesystem::copy_file(damaged, copy, copy_options::none, m_error);
        std::error_code none;
        std::filesystem::copy_file(damaged.string() + "-wal", copy.string() + "-wal", copy_options::none, none);
    }
    ~WorkingCopy() { remove(); }
    WorkingCopy(const WorkingCopy&) = delete;
    WorkingCopy& operator=(const WorkingCopy&) = delete;
    const std::error_code& error() const { return m_error; }

private:
    void remove() {
        std::error_code none;
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(m_copy.string() + suffix, none);
        }
    }
    std::filesystem::path m_copy;
    std::error_code m_error;
};

}  // namespace

api::Result<std::string> salvage(const std::filesystem::path& damaged, const std::filesystem::path& target,
                                 const Refold& refold) {
    std::error_code ec;
    if (std::filesystem::exists(target, ec)) {
        return api::Error{
            api::code::kConflict, target.string() + " exists already; name a file that does not.", {}, false};
    }
    const auto copy = target.string() + ".damaged";
    const WorkingCopy working(damaged, copy);
    if (working.error()) {
        return api::Error{api::code::kUnavailable,
                          damaged.string() + " could not be copied: " + working.error().message() + ".",
                          {},
                          false};
    }
    Connection from(copy, SQLITE_OPEN_READWRITE, {});
    from.execute("PRAGMA cell_size_check=ON");
    const auto events = from.number("SELECT count(*) FROM sqlite_schema WHERE name='event'");
    if (from.failed() || events == 0) {
        return api::Error{api::code::kCorrupt,
                          "The first pages of " + damaged.string() +
                              " cannot be read, nothing can be saved from it; restore a backup.",
                          {},
                          false};
    }
    Connection to(target.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {});
    std::filesystem::permissions(target, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ec);
    to.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    registerFunctions(to);
    if (auto made = migrate(to, target, migrations()); !made) {
        return made.error();
    }
    auto report = Salvage(from, to, refold).run();
    if (to.failed()) {
        return toError(*to.failure(), target.string());
    }
    return report;
}

api::Result<std::string> Journal::recover(const std::filesystem::path& damaged, const std::filesystem::path& target,
                                          const Refold& refold) {
    return salvage(damaged, target, refold);
}

}  // namespace beamline::store
