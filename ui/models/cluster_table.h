// SPDX-License-Identifier: Apache-2.0
#pragma once
// One of the tables of the page Cluster: nodes, pools, streams with their consumers, servers. GUI thread.

#include <vector>

#include "engine/api/cluster.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

/// KindRole of the state cell of a row.
enum class ClusterMark { Plain, Good, Attention, Bad, Off };
struct ClusterCell {
    QString text;
    QString toolTip = {};
    ClusterMark mark = ClusterMark::Plain;
    bool operator==(const ClusterCell&) const = default;
};
struct ClusterRow {
    QString key;
    bool child = false;  ///< a consumer below its stream
    std::vector<ClusterCell> cells;
    bool operator==(const ClusterRow&) const = default;
};

class ClusterTable : public KeyedTable<ClusterRow> {
    Q_OBJECT
public:
    enum class Kind { Nodes, Pools, Streams, Servers };
    using Mark = ClusterMark;
    using Cell = ClusterCell;
    using Row = ClusterRow;

    explicit ClusterTable(Kind kind, QObject* parent = nullptr);
    Kind kind() const { return m_kind; }

    /// Rows keep their identity: selection and scroll stay.
    void show(const api::ClusterInfo& cluster);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Kind m_kind;
};

/// The rows that a table of this kind shows, in their order.
std::vector<ClusterTable::Row> clusterRows(ClusterTable::Kind kind, const api::ClusterInfo& cluster);
QString nodeStateText(api::NodeState state);
QString workerStateText(api::WorkerState state);

}  // namespace beamline::ui
