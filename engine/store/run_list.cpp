// SPDX-License-Identifier: Apache-2.0
#include "engine/store/run_list.h"

#include <algorithm>
#include <chrono>

#include "engine/api/json_codec.h"
#include "engine/store/records.h"

namespace beamline::store {

RunListLimits runListLimits;

namespace {

using Value = std::variant<std::int64_t, std::string>;

/// A piece of SQL with what its question marks stand for.
struct Piece {
    std::string sql;
    std::vector<Value> values;

    Piece& add(std::string_view text, std::vector<Value> more = {}) {
        sql += text;
        values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        return *this;
    }
    Piece& add(const Piece& other) { return add(other.sql, other.values); }
    Piece& also(const Piece& condition) {
        add(sql.empty() ? "" : " AND ");
        return add(condition);
    }
};

Statement prepare(Connection& connection, const Piece& piece) {
    Statement statement(connection, piece.sql, false);
    int index = 0;
    for (const auto& value : piece.values) {
        ++index;
        std::visit([&](const auto& v) { statement.bind(index, v); }, value);
    }
    return statement;
}

void matchText(sqlite3_context* context, int count, sqlite3_value** values) {
    const auto text = [&](int i) {
        const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[i]));
        return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[i])))
                     : std::string_view();
    };
    const auto needle = text(0);
    const auto found = [&](std::string_view hay) {
        const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
        return std::search(hay.begin(), hay.end(), needle.begin(), needle.end(), same) != hay.end();
    };
    bool match = false;
    for (int i = 1; i < count - 2 && !match; ++i) {
        match = found(text(i));
    }
    const auto inMembers = [&](std::string_view json, bool labels) {
        const auto value = json.empty() ? api::Json() : api::parseJson(json).value();
        for (const auto& member : value.is_object() ? value.get_object() : boost::json::object()) {
            const auto key = member.key();
            if (!member.value().is_string() || !(labels || key == "type" || key == "title" || key == "detail")) {
                continue;
            }
            const std::string_view said = member.value().get_string();
            if (found(labels ? std::string(key) + '=' + std::string(said) : std::string(said))) {  // as it is written
                return true;
            }
        }
        return false;
    };
    match = match || inMembers(text(count - 2), false) || inMembers(text(count - 1), true);
    sqlite3_result_int(context, match ? 1 : 0);
}

/// One way through the index `index` in the order of the list, among the runs that fulfil `where`.
struct Way {
    std::string index;
    Piece where;
    std::vector<std::string> columns;  ///< the sort columns that vary along it, without key
    bool bounded = true;               ///< the page's place bounds it

    bool byCreation() const { return !columns.empty() && columns.front() == "created"; }
};

class Query {
public:
    Query(Connection& connection, const api::ListRuns& query, std::optional<Place> after)
        : m_connection(connection), m_query(query), m_after(std::move(after)), m_limit(pageLimit(query.limit)) {
        conditions();
    }

    api::RunPage page() {
        if (auto narrow = narrowest()) {
            sorted(*narrow);
        } else {
            for (const auto& way : ways()) {
                walk(way);
                if (m_query.order == api::RunOrder::phase &&
                    (m_stopped || m_rows.size() > static_cast<std::size_t>(m_limit))) {
                    break;  // the other phases come behind
                }
            }
        }
        const auto before = [this](const Row& a, const Row& b) { return ahead(a.place, b.place); };
        std::sort(m_rows.begin(), m_rows.end(), before);
        return finish();
    }

private:
    struct Row {
        Place place;
        api::RunSummary summary;
    };
    struct Narrow {
        Piece from;  ///< FROM … WHERE …
        std::int64_t count = 0;
    };

    bool ahead(const Place& a, const Place& b) const { return m_query.descending ? b < a : a < b; }

    void conditions() {
        const auto& f = m_query.filter;
        if (!f.ns.empty()) {
            m_plain.push_back({"ns=?", {f.ns}});
        } else {
            m_hidden = {"ns<>?", {std::string(api::kBatchNamespace)}};
        }
        if (!f.version.empty()) {
            m_plain.push_back({"version=?", {f.version}});
        }
        if (!f.text.empty()) {
            m_plain.push_back({"beamline_match(?,id,workflow,now,error,labels)", {lowered(f.text)}});
        }
        if (f.workflow.ends_with('*') && f.workflow.size() > 1) {
            auto from = f.workflow.substr(0, f.workflow.size() - 1);
            auto to = from;
            ++to.back();  // no byte of UTF-8 is 255
            m_workflow = {"workflow>=? AND workflow<?", {from, to}};
        } else if (!f.workflow.empty() && f.workflow != "*") {
            m_workflow = {"workflow=?", {f.workflow}};
            m_exactWorkflow = true;
        }
        if (f.createdFrom != 0) {
            m_created.also({"created>=?", {f.createdFrom}});
        }
        if (f.createdTo != 0) {
            m_created.also({"created<?", {f.createdTo}});
        }
        m_phases = f.phases;
        std::sort(m_phases.begin(), m_phases.end());
        m_phases.erase(std::unique(m_phases.begin(), m_phases.end()), m_phases.end());
        if (!m_phases.empty()) {
            m_phase.add("phase IN (");
            for (std::size_t i = 0; i < m_phases.size(); ++i) {
                m_phase.add(i ? ",?" : "?", {static_cast<std::int64_t>(m_phases[i])});
            }
            m_phase.add(")");
        }
    }

    /// All conditions of the filter but those that the way fulfils already.
    Piece filter(const Way& way = {}) const {
        Piece all;
        for (const auto& piece : m_plain) {
            all.also(piece);
        }
        for (const auto& [name, value] : m_query.filter.labels) {
            all.also({"EXISTS(SELECT 1 FROM label WHERE label.name=? AND label.value=? AND label.run=run.key)",
                      {name, value}});
        }
        const auto unless = [&all](bool fulfilled, const Piece& piece) {
            if (!fulfilled && !piece.sql.empty()) {
                all.also(piece);
            }
        };
        unless(way.index == "run_workflow", m_workflow);
        unless(way.index == "run_phase", m_phase);
        unless(way.byCreation(), m_created);
        return all;
    }

    void consider(std::optional<Narrow>& best, const Piece& from) {
        Piece counting;
        counting.add("SELECT count(*) FROM (SELECT 1")
            .add(from)
            .add(" LIMIT ?)", {std::int64_t{runListLimits.sorted + 1}});
        auto statement = prepare(m_connection, counting);
        const auto count = statement.row() ? statement.integer(0) : runListLimits.sorted + 1;
        if (count <= runListLimits.sorted && (!best || count < best->count)) {
            best = Narrow{from, count};
        }
    }

    /// The condition that leaves the fewest runs, when these are few.
    std::optional<Narrow> narrowest() {
        std::optional<Narrow> best;
        const auto byIndex = [&](const char* index, const Piece& where) {
            if (!where.sql.empty()) {
                consider(best, Piece{std::string(" FROM run INDEXED BY ") + index + " WHERE ", {}}.add(where));
            }
        };
        byIndex("run_phase", m_phase);
        byIndex("run_workflow", m_workflow);
        byIndex("run_created", m_created);
        for (const auto& [name, value] : m_query.filter.labels) {
            consider(best, {" FROM label CROSS JOIN run ON run.key=label.run WHERE label.name=? AND label.value=?",
                            {name, value}});
        }
        return best;
    }

    std::vector<std::string> orderColumns() const {
        switch (m_query.order) {
            case api::RunOrder::updated:
                return {"updated"};
            case api::RunOrder::ended:
                return {"ended"};
            case api::RunOrder::workflow:
                return {"workflow", "created"};
            case api::RunOrder::phase:
                return {"phase", "created"};
            case api::RunOrder::created:
                break;
        }
        return {"created"};
    }

    /// Together they meet every run that may match, each in the order of the list.
    std::vector<Way> ways() const {
        const bool byPhase = m_query.order == api::RunOrder::phase;
        if (byPhase || (m_query.order == api::RunOrder::created && !m_phases.empty())) {
            std::vector<Way> result;
            for (int i = 0; i < 7; ++i) {
                const auto phase = static_cast<api::Phase>(i);
                const bool wanted = m_phases.empty() || std::binary_search(m_phases.begin(), m_phases.end(), phase);
                const bool passed =
                    byPhase && m_after && (m_query.descending ? i > m_after->first : i < m_after->first);
                if (wanted && !passed) {
                    result.push_back({"run_phase",
                                      {"phase=?", {std::int64_t{i}}},
                                      {"created"},
                                      !byPhase || !m_after || i == m_after->first});
                }
            }
            if (byPhase && m_query.descending) {
                std::reverse(result.begin(), result.end());
            }
            return result;
        }
        if (m_query.order == api::RunOrder::created && m_exactWorkflow) {
            return {{"run_workflow", m_workflow, {"created"}}};
        }
        const auto columns = orderColumns();
        return {{"run_" + columns.front(), columns.front() == "workflow" ? m_workflow : Piece(), columns}};
    }

    Value placeColumn(const Place& place, const std::string& column) const {
        if (column == "workflow") {
            return place.text;
        }
        return column == "created" && m_query.order == api::RunOrder::phase ? place.second : place.first;
    }

    /// "behind `place`" (or "not behind it") along these columns.
    Piece bound(const std::vector<std::string>& columns, const Place& place, bool behind) const {
        Piece piece{"(", {}};
        std::string marks;
        for (const auto& column : columns) {
            piece.add(column + ",", {placeColumn(place, column)});
            marks += "?,";
        }
        const char* sign = behind ? (m_query.descending ? "<" : ">") : (m_query.descending ? ">=" : "<=");
        return piece.add("key) ", {place.key}).add(sign).add(" (" + marks + "?)");
    }

    std::string orderBy(const std::vector<std::string>& columns) const {
        const std::string direction = m_query.descending ? " DESC" : "";
        std::string text = " ORDER BY ";
        for (const auto& column : columns) {
            text += column + direction + ",";
        }
        return text + "key" + direction;
    }

    Place placeOf(const api::RunSummary& s, RunKey key) const {
        switch (m_query.order) {
            case api::RunOrder::updated:
                return {{}, s.updatedAt, 0, key};
            case api::RunOrder::ended:
                return {{}, s.endedAt, 0, key};
            case api::RunOrder::workflow:
                return {s.workflow, s.createdAt, 0, key};
            case api::RunOrder::phase:
                return {{}, static_cast<std::int64_t>(s.phase), s.createdAt, key};
            case api::RunOrder::created:
                break;
        }
        return {{}, s.createdAt, 0, key};
    }

    int collect(const Piece& select) {
        auto statement = prepare(m_connection, select);
        int count = 0;
        while (statement.row()) {
            auto record = readRun(m_connection, statement);
            auto place = placeOf(record.summary, record.key);
            m_rows.push_back({std::move(place), std::move(record.summary)});
            ++count;
        }
        return count;
    }

    Piece select() const { return {"SELECT " + std::string(kRunColumns), {}}; }

    void sorted(const Narrow& narrow) {
        auto piece = select().add(narrow.from);
        if (!m_hidden.sql.empty()) {
            piece.add(" AND ").add(m_hidden);
        }
        if (auto all = filter(); !all.sql.empty()) {
            piece.add(" AND ").add(all);
        }
        const auto columns = orderColumns();
        if (m_after) {
            piece.add(" AND ").add(bound(columns, *m_after, true));
        }
        collect(piece.add(orderBy(columns)).add(" LIMIT ?", {std::int64_t{m_limit + 1}}));
    }

    /// The place `window` rows further on, nullopt when the way ends before.
    std::optional<Place> windowEnd(const Way& way, const Piece& where) {
        Piece piece{"SELECT key", {}};
        for (const auto& column : way.columns) {
            piece.add("," + column);
        }
        piece.add(" FROM run INDEXED BY " + way.index + " WHERE ").add(where.sql.empty() ? Piece{"1", {}} : where);
        piece.add(orderBy(way.columns)).add(" LIMIT 1 OFFSET ?", {std::int64_t{runListLimits.window}});
        auto statement = prepare(m_connection, piece);
        if (!statement.row()) {
            return std::nullopt;
        }
        Place place;
        place.key = statement.integer(0);
        if (way.columns.front() == "workflow") {
            place.text = statement.string(1);
            place.first = statement.integer(2);
        } else if (m_query.order == api::RunOrder::phase) {
            place.first = std::get<std::int64_t>(way.where.values.front());
            place.second = statement.integer(1);
        } else {
            place.first = statement.integer(1);
        }
        return place;
    }

    bool outOfTime() const {
        const auto spent = std::chrono::steady_clock::now() - m_begin;
        return spent > std::chrono::milliseconds(m_rows.empty() ? runListLimits.emptyScanMs : runListLimits.scanMs);
    }

    void walk(const Way& way) {
        const auto all = filter(way);
        auto from = way.bounded ? m_after : std::nullopt;
        for (int found = 0; found <= m_limit && !m_connection.failed();) {
            Piece where = way.where;
            if (way.byCreation() && !m_created.sql.empty()) {
                where.also(m_created);
            }
            if (from) {
                where.also(bound(way.columns, *from, true));
            }
            const auto end = all.sql.empty() ? std::nullopt : windowEnd(way, where);
            if (end) {
                where.also(bound(way.columns, *end, false));
            }
            if (!all.sql.empty()) {
                where.also(all);
            }
            if (!m_hidden.sql.empty()) {
                where.also(m_hidden);
            }
            auto piece = select().add(" FROM run INDEXED BY " + way.index + " WHERE ");
            piece.add(where.sql.empty() ? Piece{"1", {}} : where).add(orderBy(way.columns));
            found += collect(piece.add(" LIMIT ?", {std::int64_t{m_limit + 1 - found}}));
            if (!end) {
                return;
            }
            from = end;
            if (outOfTime()) {
                if (found <= m_limit && (!m_stopped || ahead(*end, *m_stopped))) {
                    m_stopped = end;
                }
                return;
            }
        }
    }

    api::RunPage finish() {
        api::RunPage page;
        const auto limit = static_cast<std::size_t>(m_limit);
        std::optional<Place> next;
        if (m_stopped) {  // behind this place some way has not been gone yet
            std::erase_if(m_rows, [this](const Row& row) { return ahead(*m_stopped, row.place); });
            next = m_stopped;
        }
        if (m_rows.size() > limit) {
            m_rows.resize(limit);
            next = m_rows.back().place;
        }
        for (auto& row : m_rows) {
            page.items.push_back(std::move(row.summary));
        }
        if (next) {
            page.next = toCursor(listName(m_query), *next);
        }
        page.seq = snapshotSeq(m_connection);
        return page;
    }

public:
    static std::string listName(const api::ListRuns& query) {
        return std::string("runs.") + boost::describe::enum_to_string(query.order, "") +
               (query.descending ? ".desc" : "");
    }

private:
    Connection& m_connection;
    const api::ListRuns& m_query;
    const std::optional<Place> m_after;
    const int m_limit;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::vector<Piece> m_plain;
    Piece m_hidden;  ///< leaves batches out; so few that it is no filter by which a scan is cut
    Piece m_workflow;
    Piece m_created;
    Piece m_phase;
    bool m_exactWorkflow = false;
    std::vector<api::Phase> m_phases;
    std::vector<Row> m_rows;
    std::optional<Place> m_stopped;
};

}  // namespace

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return result;
}

void registerFunctions(Connection& connection) {
    sqlite3_create_function_v2(connection.handle(), "beamline_match", 6,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, matchText, nullptr,
                               nullptr, nullptr);
}

api::Seq snapshotSeq(Connection& connection) {
    return static_cast<api::Seq>(
        connection.number("SELECT max(coalesce((SELECT max(seq) FROM event),0),coalesce((SELECT value FROM meta WHERE "
                          "name='projected'),0))"));
}

api::Result<api::RunPage> listRuns(Connection& connection, const api::ListRuns& query) {
    auto after = fromCursor(Query::listName(query), query.after);
    if (!after) {
        return after.error();
    }
    return Query(connection, query, std::move(after).value()).page();
}

}  // namespace beamline::store
