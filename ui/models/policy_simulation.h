// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a policy would have done with recorded traffic: shares before and after, and the decisions that would be others.
// GUI thread.

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

struct SimulatedShareRow {
    QString key;  ///< provider; empty: none could be chosen
    double before = 0;
    double after = 0;  ///< of all decisions, 0 to 1
    std::int64_t countBefore = 0;
    std::int64_t countAfter = 0;
    bool operator==(const SimulatedShareRow&) const = default;
};

class SimulatedShareTable : public KeyedTable<SimulatedShareRow> {
    Q_OBJECT
public:
    enum Columns { NameColumn, BeforeColumn, AfterColumn, ChangeColumn, ColumnCount };
    /// ProgressRole of before and after: the share.

    using KeyedTable::KeyedTable;
    void show(const api::SimulationReply& reply);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

struct SimulatedChangeRow {
    QString key;  ///< id of the decision
    api::SimulatedChange change;
    bool operator==(const SimulatedChangeRow& other) const {
        return key == other.key && change.at == other.change.at && change.before == other.change.before &&
               change.after == other.change.after && change.why == other.change.why;
    }
};

class SimulatedChangeTable : public KeyedTable<SimulatedChangeRow> {
    Q_OBJECT
public:
    enum Columns { AtColumn, BeforeColumn, AfterColumn, WhyColumn, ColumnCount };

    using KeyedTable::KeyedTable;
    void show(const api::SimulationReply& reply);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// "+12.5 %", "−3 %", "0 %"; `change` of 1.
QString formatChange(double change);

}  // namespace beamline::ui
