// SPDX-License-Identifier: Apache-2.0
#include "engine/store/run_list.h"

#include <algorithm>
#include <chrono>

#include "engine/api/json_codec.h"
#include "engine/api/run_filter.h"
#include "engine/store/projector.h"
#include "engine/store/records.h"
#include "engine/store/run_conditions.h"
#include "engine/store/text_match.h"

namespace beamline::store {

RunListLimits runListLimits;

namespace {

void matchText(sqlite3_context* context, int count, sqlite3_value** values) {
    const auto text = [&](int i) {
        const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[i]));
        return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[i])))
                     : std::string_view();
    };
    const auto needle = text(0);
    const auto found = [&](std::string_view hay) { return holdsLowered(hay, needle); };
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
    const auto error = text(count - 2);
    const auto labels = text(count - 1);
    match = match || (mayHoldLowered(error, needle) && inMembers(error, false)) ||
            // "name=value" is no text of the JSON
            ((needle.find('=') != std::string_view::npos || mayHoldLowered(labels, needle)) && inMembers(labels, true));
    sqlite3_result_int(context, match ? 1 : 0);
}

void errorKeyOf(sqlite3_context* context, int, sqlite3_value** values) {
    const auto text = [&](int i) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(values[i]));
        return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[i]))) : std::string();
    };
    api::RunSummary run;
    run.phase = api::Phase::faulted;
    run.ns = text(0);
    run.workflow = text(1);
    if (const auto labels = api::parseJson(text(2)); labels && labels->is_object()) {
        for (const auto& label : labels->get_object()) {
            run.labels.emplace(label.key(), std::string());
        }
    }
    if (const auto error = api::parseJson(text(3))) {
        if (auto read = api::fromJson<api::WorkflowError>(*error)) {
            run.error = std::move(read).value();
        }
    }
    const auto key = api::errorKey(run);
    sqlite3_result_text(context, key.data(), static_cast<int>(key.size()), SQLITE_TRANSIENT);
}

class Query {
public:
    Query(Connection& connection, const api::ListRuns& query, std::optional<Place> after)
        : m_connection(connection),
          m_query(query),
          m_conditions(query.filter),
          m_after(std::move(after)),
          m_limit(pageLimit(query.limit)) {}

    api::RunPage page() {
        if (const auto narrow = m_conditions.narrowest(m_connection, runListLimits.sorted)) {
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

    bool ahead(const Place& a, const Place& b) const { return m_query.descending ? b < a : a < b; }

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
        if (m_query.order == api::RunOrder::created) {
            return m_conditions.ways();
        }
        if (m_query.order != api::RunOrder::phase) {
            const auto columns = orderColumns();
            return {
                {"run_" + columns.front(), columns.front() == "workflow" ? m_conditions.workflow() : Piece(), columns}};
        }
        std::vector<Way> result;
        const auto& phases = m_conditions.phases();
        for (int i = 0; i < kPhases; ++i) {
            const bool wanted =
                phases.empty() || std::binary_search(phases.begin(), phases.end(), static_cast<api::Phase>(i));
            const bool passed = m_after && (m_query.descending ? i > m_after->first : i < m_after->first);
            if (wanted && !passed) {
                result.push_back(
                    {"run_phase", {"phase=?", {std::int64_t{i}}}, {"created"}, !m_after || i == m_after->first});
            }
        }
        if (m_query.descending) {
            std::reverse(result.begin(), result.end());
        }
        return result;
    }

    Piece::Value placeColumn(const Place& place, const std::string& column) const {
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

    void sorted(const Piece& from) {
        auto piece = select().add(from).also(m_conditions.all()).also(m_conditions.hidden());
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
        const auto all = m_conditions.all(way);
        auto from = way.bounded ? m_after : std::nullopt;
        for (int found = 0; found <= m_limit && !m_connection.failed();) {
            Piece where = way.where;
            if (way.byCreation()) {
                where.also(m_conditions.created());
            }
            if (from) {
                where.also(bound(way.columns, *from, true));
            }
            const auto end = all.sql.empty() ? std::nullopt : windowEnd(way, where);
            if (end) {
                where.also(bound(way.columns, *end, false));
            }
            where.also(all).also(m_conditions.hidden());  // batches are few: they are no reason for windows
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
    const RunConditions m_conditions;
    const std::optional<Place> m_after;
    const int m_limit;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
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
    sqlite3_create_function_v2(connection.handle(), "beamline_error", 4,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, errorKeyOf, nullptr,
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
