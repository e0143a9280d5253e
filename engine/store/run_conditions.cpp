// SPDX-License-Identifier: Apache-2.0
#include "engine/store/run_conditions.h"

#include <algorithm>
#include <set>

#include "engine/api/run_filter.h"
#include "engine/store/run_list.h"
#include "engine/store/scope.h"

namespace beamline::store {

Statement prepare(Connection& connection, const Piece& piece) {
    Statement statement(connection, piece.sql, false);
    int index = 0;
    for (const auto& value : piece.values) {
        ++index;
        std::visit([&](const auto& v) { statement.bind(index, v); }, value);
    }
    return statement;
}

RunConditions::RunConditions(const api::RunFilter& f) : m_filter(f), m_phases(f.phases) {
    static_assert(std::string_view(api::kBatchNamespace) == "beamline", "the index run_batch is of this namespace");
    if (batches()) {
        m_ns = {"ns='beamline'", {}};  // as the index says it
    } else if (!f.ns.empty()) {
        m_ns = {"ns=?", {f.ns}};
    }
    if (f.scope) {
        m_scope = {scopeSql(*f.scope, "?"), {scopeNames(*f.scope)}};
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
    if (!f.error.empty()) {
        m_error = {"error_key<>'' AND error_key=?", {f.error}};
    }
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

bool RunConditions::isReal(const std::string& label) const {
    return label == api::kDryRunLabel && api::leavesOutDryRuns(m_filter);
}

Piece RunConditions::all(const Way& way) const {
    Piece all;
    for (const auto& piece : m_plain) {
        all.also(piece);
    }
    for (const auto& [name, value] : m_filter.labels) {
        if (isReal(name)) {
            all.also(
                {"NOT EXISTS(SELECT 1 FROM label WHERE label.name=? AND label.value='true' AND "
                 "label.run=run.key)",
                 {name}});
            continue;
        }
        all.also(
            {"EXISTS(SELECT 1 FROM label WHERE label.name=? AND label.value=? AND label.run=run.key)", {name, value}});
    }
    const auto unless = [&all](bool fulfilled, const Piece& piece) { all.also(fulfilled ? Piece() : piece); };
    unless(way.index == "run_batch" || (way.index == "run_ns" && !m_ns.sql.empty()), m_ns);
    unless(way.index == "run_ns" && m_ns.sql.empty(), m_scope);
    unless(way.index == "run_error", m_error);
    unless(way.index == "run_workflow", m_workflow);
    unless(way.index == "run_phase", m_phase);
    unless(way.byCreation(), m_created);
    return all;
}

std::optional<Piece> RunConditions::narrowest(Connection& connection, std::int64_t limit,
                                              const std::string& labelled) const {
    std::optional<Piece> best;
    std::int64_t least = limit + 1;
    const auto consider = [&](const Piece& from, const Piece& counted) {
        Piece counting;
        counting.add("SELECT count(*) FROM (SELECT 1").add(counted).add(" LIMIT ?)", {least});
        auto statement = prepare(connection, counting);
        if (const auto count = statement.row() ? statement.integer(0) : least; count < least) {
            best = from;
            least = count;
        }
    };
    const auto byIndex = [&](const char* index, const Piece& where, const Piece& within) {
        if (!where.sql.empty()) {
            const auto from =
                Piece{std::string(" FROM run INDEXED BY ") + index + " WHERE ", {}}.add(Piece(where).also(within));
            consider(from, from);
        }
    };
    byIndex("run_error", m_error, m_created);
    byIndex("run_phase", m_phase, m_created);
    byIndex("run_batch", batches() ? m_ns : Piece(), m_created);
    byIndex("run_ns", !batches() ? m_ns : Piece(), m_created);
    byIndex("run_ns", m_ns.sql.empty() && m_filter.scope && !m_filter.scope->except ? m_scope : Piece(), m_created);
    byIndex("run_workflow", m_workflow, m_exactWorkflow ? m_created : Piece());
    byIndex("run_created", m_created, {});
    const auto byLabel = [&](const Piece& where) {  // counted without a look at the runs
        consider(Piece{" FROM label CROSS JOIN run ON run.key=label.run WHERE ", {}}.add(where),
                 Piece{" FROM label WHERE ", {}}.add(where));
    };
    for (const auto& [name, value] : m_filter.labels) {
        if (!isReal(name)) {
            byLabel({"label.name=? AND label.value=?", {name, value}});
        }
    }
    if (!labelled.empty()) {
        byLabel({"label.name=?", {labelled}});
    }
    return best;
}

std::vector<Way> RunConditions::ways() const {
    if (!m_error.sql.empty()) {
        return {{"run_error", m_error, {"created"}}};
    }
    if (batches()) {
        return {{"run_batch", m_ns, {"created"}}};
    }
    std::vector<Way> result;
    for (const auto phase : m_phases) {
        result.push_back({"run_phase", {"phase=?", {static_cast<std::int64_t>(phase)}}, {"created"}});
    }
    if (!result.empty()) {
        return result;
    }
    if (m_exactWorkflow) {
        return {{"run_workflow", m_workflow, {"created"}}};
    }
    if (!m_ns.sql.empty()) {
        return {{"run_ns", m_ns, {"created"}}};
    }
    const auto& scope = m_filter.scope;
    if (!scope || scope->except || scope->namespaces.size() > kMaxNamespaceWays) {
        return {{"run_created", {}, {"created"}}};
    }
    const std::set<std::string> once(scope->namespaces.begin(), scope->namespaces.end());
    for (const auto& ns : once) {
        result.push_back({"run_ns", {"ns=?", {ns}}, {"created"}});
    }
    return result;
}

}  // namespace beamline::store
