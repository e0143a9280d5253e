// SPDX-License-Identifier: Apache-2.0
#include "ui/models/cluster_table.h"

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

ClusterTable::ClusterTable(Kind kind, QObject* parent) : KeyedTable(parent), m_kind(kind) {}

/// What is told twice is shown once.
void ClusterTable::show(const api::ClusterInfo& cluster) {
    merge(clusterRows(m_kind, cluster));
}

int ClusterTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columnsOf(m_kind).size());
}

QVariant ClusterTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = rowAt(index.row());
    const Cell& cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return row.child && index.column() == 0 ? QStringLiteral("    ") + cell.text : cell.text;
        case Qt::ToolTipRole:
            return cell.toolTip.isEmpty() ? QVariant() : cell.toolTip;
        case Qt::TextAlignmentRole:
            return headerData(index.column(), Qt::Horizontal, role);
        case IdRole:
            return row.key;
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
