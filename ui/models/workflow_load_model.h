// SPDX-License-Identifier: Apache-2.0
#pragma once
// The workflows of a span of time: how much each ran, how often it faulted, how long it took. Few rows, sorted here.
// GUI thread.

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

struct WorkflowLoad {
    std::string key;
    api::RunGroup group;
    bool operator==(const WorkflowLoad& other) const;
};

class WorkflowLoadModel : public KeyedTable<WorkflowLoad> {
    Q_OBJECT
public:
    enum Columns { WorkflowColumn, RunsColumn, FaultedColumn, P95Column, LastColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    void show(const std::vector<api::RunGroup>& groups);
    /// By runs, faulted runs or p95: most first, of equal ones that with more runs; by workflow: by name; by last
    /// state: the newest first. The other way round with Qt::AscendingOrder (of names: Descending).
    void sort(int column, Qt::SortOrder order) override;
    int sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }
    static std::int64_t faultedOf(const api::RunGroup& group);

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool before(const api::RunGroup& a, const api::RunGroup& b) const;
    QVariant text(const api::RunGroup& group, int column) const;

    int m_column = FaultedColumn;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

}  // namespace beamline::ui
