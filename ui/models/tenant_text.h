// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a tenant may use, what it uses, and the words for both. Pure functions, GUI thread.

#include <QString>
#include <QStringList>
#include <vector>

#include "engine/api/access_operations.h"
#include "engine/api/values.h"

namespace beamline::ui {

inline constexpr int kMaxTenantName = 64;  ///< letters of a tenant's or a role's id

/// One limit of a tenant beside what it uses of it now.
struct TenantLimit {
    double used = 0;
    double limit = 0;  ///< 0: none
    QString usedText;
    QString limitText;  ///< "no limit"
    bool isLimited() const { return limit > 0; }
    double share() const { return limit > 0 ? used / limit : 0; }
    QString text() const;  ///< "12 of 50", "12, no limit"
};
enum class TenantMeasure { ActiveRuns, Tasks, CpuSeconds, Storage, Policies, Cost };
TenantLimit tenantLimit(const api::TenantInfo& tenant, TenantMeasure measure);
/// How bad it is: running below the warning, waiting from there on, faulted when it is all used.
api::Phase limitPhase(const TenantLimit& limit, double warnAt = 0.8);

/// A figure of money or of whatever policies count in: "1,204.50".
QString costText(double cost);
/// "Acme Corp. (acme)", or the id alone.
QString tenantTitle(const api::TenantInfo& tenant);
/// What is wrong with an id, one sentence; empty: nothing.
QString problemOfTenantName(const QString& name);
/// Names separated by commas or blanks, each once.
std::vector<std::string> namesOf(const QString& text);
QString joinedNames(const std::vector<std::string>& names);
/// Those who are warned of now: a sentence each, the worst first; with the tenant's id.
struct BudgetWarning {
    std::string tenant;
    QString text;
    bool spent = false;
};
std::vector<BudgetWarning> budgetWarnings(const std::vector<api::TenantInfo>& tenants);

}  // namespace beamline::ui
