// SPDX-License-Identifier: Apache-2.0
#pragma once
// One of the tables of the page Cluster: nodes, pools, streams with their consumers, servers. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/cluster.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class ClusterTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Kind { Nodes, Pools, Streams, Servers };
    /// KindRole of the state cell of a row.
    enum class Mark { Plain, Good, Attention, Bad, Off };
    struct Cell {
        QString text;
        QString toolTip = {};
        Mark mark = Mark::Plain;
        bool operator==(const Cell&) const = default;
    };
    struct Row {
        QString id;
        bool child = false;  ///< a consumer below its stream
        std::vector<Cell> cells;
        bool operator==(const Row&) const = default;
    };

    explicit ClusterTable(Kind kind, QObject* parent = nullptr);
    Kind kind() const { return m_kind; }

    /// Rows keep their identity: selection and scroll stay.
    void show(const api::ClusterInfo& cluster);
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void merge(std::vector<Row> rows);

    Kind m_kind;
    std::vector<Row> m_rows;
};

/// The rows that a table of this kind shows, in their order.
std::vector<ClusterTable::Row> clusterRows(ClusterTable::Kind kind, const api::ClusterInfo& cluster);
QString nodeStateText(api::NodeState state);
QString workerStateText(api::WorkerState state);

}  // namespace beamline::ui
