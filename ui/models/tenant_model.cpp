// SPDX-License-Identifier: Apache-2.0
#include "ui/models/tenant_model.h"

#include <optional>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
std::optional<TenantMeasure> measureOfColumn(int column) {
    switch (column) {
        case TenantModel::RunsColumn:
            return TenantMeasure::ActiveRuns;
        case TenantModel::TasksColumn:
            return TenantMeasure::Tasks;
        case TenantModel::StorageColumn:
            return TenantMeasure::Storage;
        case TenantModel::BudgetColumn:
            return TenantMeasure::Cost;
        default:
            return std::nullopt;
    }
}
}  // namespace

void TenantModel::show(const std::vector<api::TenantInfo>& tenants) {
    std::vector<TenantRow> rows;
    rows.reserve(tenants.size());
    for (const auto& tenant : tenants) {
        rows.push_back({tenant.id, tenant});
    }
    merge(std::move(rows));
}

int TenantModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString TenantModel::text(const api::TenantInfo& tenant, int column) const {
    if (const auto measure = measureOfColumn(column)) {
        return tenantLimit(tenant, *measure).text();
    }
    return column == NameColumn    ? tenantTitle(tenant)
           : column == StateColumn ? (tenant.suspended ? tr("Suspended") : tr("Active"))
                                   : cutText(toUtf8(joinedNames(tenant.namespaces)), kShownTitle);
}

QString TenantModel::toolTip(const api::TenantInfo& tenant, int column) const {
    switch (column) {
        case StateColumn:
            return tenant.suspended ? tr("Its members may look, nothing else.")
                                    : tr("Its members do as their roles say.");
        case RunsColumn:
            return tr("Runs that have not ended: %1").arg(text(tenant, column));
        case TasksColumn:
            return tr("Tasks that are being done: %1").arg(text(tenant, column));
        case StorageColumn:
            return tr("What is kept of its runs: %1").arg(text(tenant, column));
        case BudgetColumn:
            return tr("Cost of its work in this month: %1").arg(text(tenant, column));
        default:
            return text(tenant, column);
    }
}

QVariant TenantModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& tenant = rowAt(index.row()).tenant;
    const auto measure = measureOfColumn(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return text(tenant, index.column());
        case Qt::ToolTipRole:
            return toolTip(tenant, index.column());
        case IdRole:
            return toText(tenant.id);
        case ProgressRole:
            return measure && tenantLimit(tenant, *measure).isLimited()
                       ? QVariant(std::min(1.0, tenantLimit(tenant, *measure).share()))
                       : QVariant();
        case PhaseRole:
            return measure ? QVariant(static_cast<int>(
                                 limitPhase(tenantLimit(tenant, *measure),
                                            index.column() == BudgetColumn ? tenant.budget.warnAt : 0.8)))
                   : index.column() == StateColumn
                       ? QVariant(static_cast<int>(tenant.suspended ? api::Phase::suspended : api::Phase::completed))
                       : QVariant();
        default:
            return {};
    }
}

QVariant TenantModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return QStringList{tr("Tenant"),  tr("State"),  tr("Active runs"), tr("Tasks"),
                       tr("Storage"), tr("Budget"), tr("Namespaces")}
        .value(section);
}

}  // namespace beamline::ui
