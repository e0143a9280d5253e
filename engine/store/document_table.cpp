// SPDX-License-Identifier: Apache-2.0
#include "engine/store/document_table.h"

#include <algorithm>

namespace beamline::store {

namespace {
using View = std::string_view;

std::string columnsOf(std::string_view table, std::string_view columns) {
    return "SELECT " + std::string(columns) + " FROM " + std::string(table) + " ";
}

/// What does not match its checksum fails the connection, naming the row.
template <class Row>
std::optional<Row> checked(Connection& connection, Row row, bool intact, const std::string& what) {
    if (!intact) {
        connection.failCorrupt("the checksum of " + what + " does not match");
        return std::nullopt;
    }
    return row;
}

std::string nameOf(const StoredDocument& d) {
    return d.kind + " " + d.tenant + "/" + d.id + " version " + std::to_string(d.version);
}
}  // namespace

std::int64_t documentCrc(const StoredDocument& d) {
    return Checksum::of(View(d.kind), View(d.tenant), View(d.id), d.version, d.at, View(d.author), View(d.comment),
                        std::int64_t{d.removed}, View(d.data));
}

std::int64_t keptCrc(const Kept& k) {
    return Checksum::of(View(k.kind), View(k.tenant), View(k.key), k.expires, View(k.value));
}

std::int64_t decisionCrc(const StoredDecision& d) {
    return Checksum::of(View(d.id), d.at, View(d.tenant), View(d.policy), View(d.provider), std::int64_t{d.failed},
                        View(d.words), View(d.data));
}

StoredDocument readDocument(const Statement& row, bool& intact) {
    StoredDocument d{row.string(1), row.string(2), row.string(3),       row.integer(4), row.integer(5),
                     row.string(6), row.string(7), row.integer(8) != 0, row.string(10), true};
    intact = row.integer(9) == documentCrc(d);
    return d;
}

Kept readKept(const Statement& row, bool& intact) {
    Kept kept{row.string(1), row.string(2), row.string(3), row.string(6), row.integer(4), false};
    intact = row.integer(5) == keptCrc(kept);
    return kept;
}

StoredDecision readDecision(const Statement& row, bool& intact) {
    StoredDecision d{row.string(1), row.integer(2),      row.string(3), row.string(4),
                     row.string(5), row.integer(6) != 0, row.string(7), row.string(9)};
    intact = row.integer(8) == decisionCrc(d);
    return d;
}

// ---- documents

api::Result<std::int64_t> DocumentTable::put(const StoredDocument& document, std::int64_t replaces) {
    auto& row = m_connection
                    .prepared(
                        "SELECT version,removed,at,author,comment,data FROM document WHERE kind=? AND tenant=? AND "
                        "id=? ORDER BY version DESC LIMIT 1")
                    .with(View(document.kind), View(document.tenant), View(document.id));
    const bool any = row.row();
    const auto newest = any ? row.integer(0) : 0;
    const bool there = any && row.integer(1) == 0;
    const bool again = any && there != document.removed && row.integer(2) == document.at &&
                       row.text(3) == document.author && row.text(4) == document.comment &&
                       row.text(5) == document.data;
    row.reset();
    if (again) {
        return newest;
    }
    if (replaces >= 0 && replaces != (there ? newest : 0)) {
        const auto is = there ? "version " + std::to_string(newest) + " is there now" : "there is none now";
        return api::Error{api::code::kStale,
                          (replaces == 0 ? "There should be none yet"
                                         : "Version " + std::to_string(replaces) + " was to be replaced") +
                              ", but " + is + ". Look at it and try again.",
                          boost::json::object{{"version", there ? newest : 0}}, false};
    }
    if (document.removed && !there) {
        return api::Error{api::code::kNotFound, "There is no " + document.kind + " '" + document.id + "'.", {}, false};
    }
    auto copy = document;
    copy.version = newest + 1;
    insert(copy);
    return copy.version;
}

std::int64_t DocumentTable::restore(const StoredDocument& document) {
    auto& row =
        m_connection
            .prepared("SELECT 1 FROM document WHERE kind=? AND tenant=? AND id=? AND at=? AND author=? AND data=?")
            .with(View(document.kind), View(document.tenant), View(document.id), document.at, View(document.author),
                  View(document.data));
    const bool known = row.row();
    row.reset();
    if (known) {
        return 0;
    }
    const auto newest = find(m_connection, document.kind, document.tenant, document.id, 0);
    auto copy = document;
    copy.version = newest ? newest->version + 1 : 1;
    insert(copy);
    if (newest && newest->at > document.at) {
        copy = *newest;
        copy.version = newest->version + 2;
        insert(copy);
    }
    return copy.version;
}

void DocumentTable::insert(StoredDocument d) {
    const auto key = m_connection.number("SELECT max(key) FROM document") + 1;
    m_connection
        .prepared(
            "INSERT INTO document(key,kind,tenant,id,version,at,author,comment,removed,crc,data) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?)")
        .with(key, View(d.kind), View(d.tenant), View(d.id), d.version, d.at, View(d.author), View(d.comment),
              std::int64_t{d.removed}, documentCrc(d), View(d.data))
        .run();
}

namespace {
std::vector<StoredDocument> documentsOf(Connection& connection, Statement& rows) {
    std::vector<StoredDocument> found;
    while (rows.row()) {
        bool intact = false;
        auto one = readDocument(rows, intact);
        const auto name = nameOf(one);
        if (auto good = checked(connection, std::move(one), intact, name)) {
            found.push_back(std::move(*good));
        } else {
            rows.reset();
            break;
        }
    }
    return found;
}
}  // namespace

std::vector<StoredDocument> DocumentTable::latest(Connection& connection, const std::string& kind,
                                                  const std::string& tenant, bool removedToo) {
    auto& rows = connection
                     .prepared(columnsOf("document d", kDocumentColumns) +
                               "WHERE kind=?1 AND (?2='' OR tenant=?2) AND (?3 OR NOT removed) AND version=(SELECT "
                               "max(version) FROM document o WHERE o.kind=d.kind AND o.tenant=d.tenant AND o.id=d.id) "
                               "ORDER BY tenant,id")
                     .with(View(kind), View(tenant), std::int64_t{removedToo});
    return documentsOf(connection, rows);
}

std::vector<StoredDocument> DocumentTable::versions(Connection& connection, const std::string& kind,
                                                    const std::string& tenant, const std::string& id,
                                                    std::int64_t before, int limit) {
    auto& rows = connection
                     .prepared(columnsOf("document", kDocumentColumns) +
                               "WHERE kind=? AND tenant=? AND id=? AND version<? ORDER BY version DESC LIMIT ?")
                     .with(View(kind), View(tenant), View(id),
                           before > 0 ? before : std::numeric_limits<std::int64_t>::max(), std::int64_t{limit});
    auto found = documentsOf(connection, rows);
    for (std::size_t i = 0; i < found.size(); ++i) {
        found[i].latest = i == 0 && before <= 0;
    }
    return found;
}

std::optional<StoredDocument> DocumentTable::find(Connection& connection, const std::string& kind,
                                                  const std::string& tenant, const std::string& id,
                                                  std::int64_t version) {
    auto newest = versions(connection, kind, tenant, id, 0, 1);
    if (newest.empty() || version <= 0 || newest.front().version == version) {
        return newest.empty() ? std::nullopt : std::optional(std::move(newest.front()));
    }
    auto found = versions(connection, kind, tenant, id, version + 1, 1);
    if (found.empty() || found.front().version != version) {
        return std::nullopt;
    }
    return std::move(found.front());
}

// ---- facts that pass

void KeptTable::put(const std::vector<Kept>& all, api::Timestamp now) {
    m_connection
        .prepared("DELETE FROM kept WHERE key IN (SELECT key FROM kept WHERE expires<=? ORDER BY expires,key LIMIT ?)")
        .with(now, kMaxExpiredAtOnce)
        .run();
    auto count = m_connection.number("SELECT value FROM meta WHERE name='kept'") - m_connection.changed();
    for (const auto& kept : all) {
        const auto before = m_connection.number("SELECT max(key) FROM kept");
        put(kept, now);
        count += m_connection.number("SELECT max(key) FROM kept") > before ? 1 : 0;
    }
    if (count > kMaxKept) {
        m_connection.prepared("DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY expires,key LIMIT ?)")
            .with(count - kMaxKept)
            .run();
        count -= m_connection.changed();
    }
    m_connection.prepared("INSERT OR REPLACE INTO meta VALUES('kept',?)").with(count).run();
}

void KeptTable::put(const Kept& kept, api::Timestamp now) {
    auto& row = m_connection.prepared("SELECT key,expires FROM kept WHERE kind=? AND tenant=? AND name=?")
                    .with(View(kept.kind), View(kept.tenant), View(kept.key));
    const bool there = row.row();
    const auto key = there ? row.integer(0) : 0;
    const bool lives = there && row.integer(1) > now;
    row.reset();
    if (lives && kept.firstWins) {
        return;
    }
    if (there) {
        m_connection.prepared("UPDATE kept SET expires=?,crc=?,value=? WHERE key=?")
            .with(kept.expires, keptCrc(kept), View(kept.value), key)
            .run();
        return;
    }
    m_connection.prepared("INSERT INTO kept(kind,tenant,name,expires,crc,value) VALUES(?,?,?,?,?,?)")
        .with(View(kept.kind), View(kept.tenant), View(kept.key), kept.expires, keptCrc(kept), View(kept.value))
        .run();
}

std::optional<Kept> KeptTable::find(Connection& connection, const std::string& kind, const std::string& tenant,
                                    const std::string& key, api::Timestamp now) {
    auto& row =
        connection.prepared(columnsOf("kept", kKeptColumns) + "WHERE kind=? AND tenant=? AND name=? AND expires>?")
            .with(View(kind), View(tenant), View(key), now);
    std::optional<Kept> found;
    if (row.row()) {
        bool intact = false;
        auto one = readKept(row, intact);
        found = checked(connection, std::move(one), intact, kind + " '" + key + "'");
    }
    row.reset();
    return found;
}

std::vector<Kept> KeptTable::between(Connection& connection, const std::string& kind, const std::string& tenant,
                                     const std::string& from, const std::string& to, api::Timestamp now) {
    auto& rows = connection
                     .prepared(columnsOf("kept", kKeptColumns) +
                               "WHERE kind=? AND tenant=? AND name>=? AND name<? AND expires>? ORDER BY name")
                     .with(View(kind), View(tenant), View(from), View(to), now);
    std::vector<Kept> found;
    while (rows.row()) {
        bool intact = false;
        auto one = readKept(rows, intact);
        const auto name = kind + " '" + one.key + "'";
        if (auto good = checked(connection, std::move(one), intact, name)) {
            found.push_back(std::move(*good));
        } else {
            rows.reset();
            break;
        }
    }
    return found;
}

// ---- decisions

void DecisionTable::add(const std::vector<StoredDecision>& decisions) {
    for (const auto& d : decisions) {
        m_connection
            .prepared(
                "INSERT OR IGNORE INTO decision(id,at,tenant,policy,provider,failed,words,crc,data) "
                "VALUES(?,?,?,?,?,?,?,?,?)")
            .with(View(d.id), d.at, View(d.tenant), View(d.policy), View(d.provider), std::int64_t{d.failed},
                  View(d.words), decisionCrc(d), View(d.data))
            .run();
    }
    m_connection.prepared("DELETE FROM decision WHERE key<=(SELECT max(key) FROM decision)-?")
        .with(kMaxDecisions)
        .run();
}

std::optional<StoredDecision> DecisionTable::find(Connection& connection, const std::string& tenant,
                                                  const std::string& id) {
    auto& row = connection.prepared(columnsOf("decision", kDecisionColumns) + "WHERE id=? AND tenant=?")
                    .with(View(id), View(tenant));
    std::optional<StoredDecision> found;
    if (row.row()) {
        bool intact = false;
        auto one = readDecision(row, intact);
        found = checked(connection, std::move(one), intact, "decision " + id);
    }
    row.reset();
    return found;
}

DecisionRows DecisionTable::list(Connection& connection, const DecisionQuery& query) {
    std::string where = query.oldestFirst ? "WHERE tenant=?1 AND key>?2 AND at BETWEEN ?3 AND ?4"
                                          : "WHERE tenant=?1 AND key<?2 AND at BETWEEN ?3 AND ?4";
    where += query.policy.empty() ? "" : " AND policy=?5";
    where += query.provider.empty() ? "" : " AND provider=?6";
    where += query.failedOnly ? " AND failed" : "";
    where += query.text.empty() ? "" : " AND instr(words,?7)";
    auto& rows = connection.prepared(columnsOf("decision", kDecisionColumns) + where +
                                     (query.oldestFirst ? " ORDER BY key LIMIT ?8" : " ORDER BY key DESC LIMIT ?8"));
    rows.reset();
    rows.bind(1, View(query.tenant))
        .bind(2, query.before > 0 || query.oldestFirst ? query.before : std::numeric_limits<std::int64_t>::max());
    rows.bind(3, query.from).bind(4, query.to);
    if (!query.policy.empty()) {
        rows.bind(5, View(query.policy));
    }
    if (!query.provider.empty()) {
        rows.bind(6, View(query.provider));
    }
    if (!query.text.empty()) {
        rows.bind(7, View(query.text));
    }
    const auto limit = std::clamp(query.limit, 1, static_cast<int>(kMaxDecisionsAtOnce));
    rows.bind(8, std::int64_t{limit} + 1);
    DecisionRows found;
    std::int64_t last = 0;
    while (rows.row()) {
        if (static_cast<int>(found.rows.size()) == limit) {
            found.next = last;
            rows.reset();
            break;
        }
        last = rows.integer(0);
        bool intact = false;
        auto one = readDecision(rows, intact);
        if (auto good = checked(connection, std::move(one), intact, "decision number " + std::to_string(last))) {
            found.rows.push_back(std::move(*good));
        } else {
            rows.reset();
            break;
        }
    }
    return found;
}

}  // namespace beamline::store
