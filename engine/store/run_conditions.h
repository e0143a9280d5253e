// SPDX-License-Identifier: Apache-2.0
#pragma once
// A filter of runs as SQL: its conditions, and which index leads to what fits them. On the thread of the connection,
// inside a read transaction.

#include <optional>
#include <variant>
#include <vector>

#include "engine/api/operations.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

/// A piece of SQL with what its question marks stand for.
struct Piece {
    using Value = std::variant<std::int64_t, std::string>;
    std::string sql;
    std::vector<Value> values;

    Piece& add(std::string_view text, std::vector<Value> more = {}) {
        sql += text;
        values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        return *this;
    }
    Piece& add(const Piece& other) { return add(other.sql, other.values); }
    Piece& also(const Piece& condition) {
        add(sql.empty() || condition.sql.empty() ? "" : " AND ");
        return add(condition);
    }
};
/// The statement refers to the texts of `piece`.
Statement prepare(Connection& connection, const Piece& piece);

/// One way through the index `index` in the order of the list, among the runs that fulfil `where`.
struct Way {
    std::string index;
    Piece where;
    std::vector<std::string> columns;  ///< the sort columns that vary along it, without key
    bool bounded = true;               ///< the page's place bounds it

    bool byCreation() const { return !columns.empty() && columns.front() == "created"; }
};

inline constexpr std::size_t kMaxNamespaceWays = 16;  ///< of more namespaces, what they hold is picked out of all

class RunConditions {
public:
    explicit RunConditions(const api::RunFilter& filter);

    /// All conditions but those that the way fulfils already, and but hidden().
    Piece all(const Way& way = {}) const;
    /// What leaves batches out; empty when the filter names a namespace.
    Piece hidden() const { return m_filter.ns.empty() ? Piece{"ns<>'beamline'", {}} : Piece(); }
    /// "FROM … WHERE …" of the condition that leaves the fewest runs, when these are at most `limit`; with `labelled`
    /// having a label of that name is a condition too.
    std::optional<Piece> narrowest(Connection& connection, std::int64_t limit, const std::string& labelled = {}) const;
    /// Together they meet every run that may fit, each in the order of creation.
    std::vector<Way> ways() const;

    const std::vector<api::Phase>& phases() const { return m_phases; }  ///< sorted, each once; empty: all
    const Piece& workflow() const { return m_workflow; }
    const Piece& created() const { return m_created; }
    /// Of the filter's namespaces; empty: of all.
    const Piece& scope() const { return m_scope; }

private:
    /// Of a filter for real runs: the label that none of them has.
    bool isReal(const std::string& label) const;
    bool batches() const { return m_filter.ns == api::kBatchNamespace; }

    const api::RunFilter m_filter;
    std::vector<Piece> m_plain;
    Piece m_ns;
    Piece m_scope;
    Piece m_workflow;
    Piece m_created;
    Piece m_phase;
    Piece m_error;
    bool m_exactWorkflow = false;
    std::vector<api::Phase> m_phases;
};

}  // namespace beamline::store
