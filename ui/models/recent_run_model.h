// SPDX-License-Identifier: Apache-2.0
#pragma once
// The runs that changed last, a few of them. GUI thread.

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

struct RecentRun {
    std::string key;
    api::RunSummary run;
    bool operator==(const RecentRun&) const = default;
};

class RecentRunModel : public KeyedTable<RecentRun> {
    Q_OBJECT
public:
    enum Columns { PhaseColumn, WorkflowColumn, NowColumn, AgeColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    void show(const std::vector<api::RunSummary>& runs);
    /// Ages have moved on.
    void tick() { tickColumn(AgeColumn); }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

}  // namespace beamline::ui
