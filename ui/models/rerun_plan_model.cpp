// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rerun_plan_model.h"

#include <algorithm>
#include <set>

#include "ui/models/formatting.h"

namespace beamline::ui {

RerunPlanModel::RerunPlanModel(QObject* parent) : QAbstractTableModel(parent) {}

void RerunPlanModel::setRows(std::vector<Row> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RerunPlanModel::clear() {
    m_name.clear();
    setRows({});
}

void RerunPlanModel::setPlan(const api::RerunPlan& plan, const api::Graph& graph) {
    m_name = plan.task.empty() || plan.task == "/" ? QString()
                                                   : cutText(plan.name.empty() ? plan.task : plan.name, kShownTitle);
    const std::set<std::string> kept(plan.kept.begin(), plan.kept.end());
    std::vector<Row> rows;
    for (const api::Problem& problem : plan.warnings) {
        rows.push_back({Kind::Warning, problem.pointer, problem.message});
    }
    for (const api::GraphNode& node : graph.nodes) {
        if (node.type != "start" && node.type != "end") {
            const Kind kind = kept.contains(node.ref) ? Kind::Kept : node.ref == plan.task ? Kind::Begins : Kind::Runs;
            rows.push_back({kind, node.ref, node.name});
        }
    }
    setRows(std::move(rows));
}

int RerunPlanModel::count(Kind kind) const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [kind](const Row& row) { return row.kind == kind; }));
}

QString RerunPlanModel::summary() const {
    return m_name.isEmpty()
               ? tr("Begins anew and keeps nothing.")
               : tr("Keeps the results of %n task(s) and begins at %1.", nullptr, count(Kind::Kept)).arg(m_name);
}

int RerunPlanModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RerunPlanModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RerunPlanModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto what = [&row] {
        switch (row.kind) {
            case Kind::Warning:
                return tr("Not as it was");
            case Kind::Kept:
                return tr("Kept");
            case Kind::Begins:
                return tr("Begins here");
            case Kind::Runs:
                break;
        }
        return tr("Runs when it comes to it");
    };
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == WhatColumn ? what() : cutText(row.text, kShownText);
        case Qt::AccessibleTextRole:
            return tr("%1, %2").arg(cutText(row.text, kShownText), what());
        case Qt::ToolTipRole:
            return row.ref.empty() || row.kind != Kind::Warning
                       ? toText(row.ref)
                       : QStringLiteral("%1\n%2").arg(cutText(row.text, kShownText), toText(row.ref));
        case KindRole:
            return static_cast<int>(row.kind);
        case IdRole:
            return toText(row.ref);
        default:
            return {};
    }
}

QVariant RerunPlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == TaskColumn ? tr("Task") : tr("What happens");
}

}  // namespace beamline::ui
