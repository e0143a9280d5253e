// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tenants by id, with what each uses of what it may use. GUI thread.

#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"
#include "ui/models/tenant_text.h"

namespace beamline::ui {

struct TenantRow {
    std::string key;
    api::TenantInfo tenant;
    bool operator==(const TenantRow&) const = default;
};

/// IdRole: the id. ProgressRole, PhaseRole: of a column with a limit, how much of it is used.
class TenantModel : public KeyedTable<TenantRow> {
    Q_OBJECT
public:
    enum Columns {
        NameColumn,
        StateColumn,
        RunsColumn,
        TasksColumn,
        StorageColumn,
        BudgetColumn,
        NamespacesColumn,
        ColumnCount
    };

    using KeyedTable::KeyedTable;

    void show(const std::vector<api::TenantInfo>& tenants);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const api::TenantInfo& tenant, int column) const;
    QString toolTip(const api::TenantInfo& tenant, int column) const;
};

}  // namespace beamline::ui
