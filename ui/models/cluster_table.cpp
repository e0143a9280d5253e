// SPDX-License-Identifier: Apache-2.0
#include "ui/models/cluster_table.h"

#include <algorithm>

namespace beamline::ui {

namespace {
struct Column {
    QString title;
    bool number = false;
    QString meaning = {};  ///< tool tip of the head
};

std::vector<Column> columnsOf(ClusterTable::Kind kind) {
    switch (kind) {
        case ClusterTable::Kind::Nodes:
            return {{ClusterTable::tr("Node")},
                    {ClusterTable::tr("State")},
                    {ClusterTable::tr("Roles")},
                    {ClusterTable::tr("Version")},
                    {ClusterTable::tr("Load"), true,
                     ClusterTable::tr("Processors of its machine that were busy over the last minute")},
                    {ClusterTable::tr("Memory"), true, ClusterTable::tr("Of its process")},
                    {ClusterTable::tr("Runs"), true, ClusterTable::tr("In its memory now")},
                    {ClusterTable::tr("Tasks/s"), true},
                    {ClusterTable::tr("Shards"), true, ClusterTable::tr("Parts of all runs that it carries on")},
                    {ClusterTable::tr("Behind"), true,
                     ClusterTable::tr("Entries of the common order that its journal does not have yet")}};
        case ClusterTable::Kind::Pools:
            return {{ClusterTable::tr("Pool")},
                    {ClusterTable::tr("State")},
                    {ClusterTable::tr("Queued"), true, ClusterTable::tr("Tasks that wait for a worker")},
                    {ClusterTable::tr("Oldest"), true, ClusterTable::tr("How long the oldest of them has waited")},
                    {ClusterTable::tr("In work"), true},
                    {ClusterTable::tr("Workers"), true}};
        case ClusterTable::Kind::Streams:
            return {{ClusterTable::tr("Stream, consumer")},
                    {ClusterTable::tr("Replicas")},
                    {ClusterTable::tr("Entries"), true},
                    {ClusterTable::tr("Size"), true},
                    {ClusterTable::tr("Waiting"), true, ClusterTable::tr("Not given out to the consumer yet")},
                    {ClusterTable::tr("Open"), true, ClusterTable::tr("Given out and not acknowledged")}};
        case ClusterTable::Kind::Servers:
            break;
    }
    return {{ClusterTable::tr("Server")},
            {ClusterTable::tr("State")},
            {ClusterTable::tr("Version")},
            {ClusterTable::tr("Round trip"), true}};
}
}  // namespace

ClusterTable::ClusterTable(Kind kind, QObject* parent) : QAbstractTableModel(parent), m_kind(kind) {}

void ClusterTable::show(const api::ClusterInfo& cluster) {
    std::vector<Row> rows;
    for (auto& row : clusterRows(m_kind, cluster)) {
        if (std::none_of(rows.begin(), rows.end(), [&row](const Row& one) { return one.id == row.id; })) {
            rows.push_back(std::move(row));  // what is told twice is shown once
        }
    }
    merge(std::move(rows));
}

void ClusterTable::merge(std::vector<Row> rows) {
    for (int row = rowCount() - 1; row >= 0; --row) {
        const QString& id = m_rows[static_cast<std::size_t>(row)].id;
        if (std::none_of(rows.begin(), rows.end(), [&id](const Row& one) { return one.id == id; })) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        auto& wanted = rows[static_cast<std::size_t>(row)];
        const int at = rowOf(wanted.id);
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, std::move(wanted));
            endInsertRows();
            continue;
        }
        if (at != row) {
            beginMoveRows({}, at, at, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + at, m_rows.begin() + at + 1);
            endMoveRows();
        }
        auto& kept = m_rows[static_cast<std::size_t>(row)];
        if (!(kept == wanted)) {
            kept = std::move(wanted);
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
    }
}

int ClusterTable::rowOf(const QString& id) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ClusterTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ClusterTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columnsOf(m_kind).size());
}

QVariant ClusterTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Cell& cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return row.child && index.column() == 0 ? QStringLiteral("    ") + cell.text : cell.text;
        case Qt::ToolTipRole:
            return cell.toolTip.isEmpty() ? QVariant() : cell.toolTip;
        case Qt::TextAlignmentRole:
            return headerData(index.column(), Qt::Horizontal, role);
        case IdRole:
            return row.id;
        case KindRole:
            return static_cast<int>(cell.mark);
        default:
            return {};
    }
}

QVariant ClusterTable::headerData(int section, Qt::Orientation orientation, int role) const {
    const auto columns = columnsOf(m_kind);
    if (orientation != Qt::Horizontal || section < 0 || section >= static_cast<int>(columns.size())) {
        return {};
    }
    const Column& column = columns[static_cast<std::size_t>(section)];
    switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return column.meaning.isEmpty() ? QVariant() : column.meaning;
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
        default:
            return {};
    }
}

}  // namespace beamline::ui
