// SPDX-License-Identifier: Apache-2.0
#include "ui/models/tenant_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
struct TenantText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::TenantText)
};

TenantLimit countLimit(std::int64_t used, std::int64_t limit) {
    return {static_cast<double>(used), static_cast<double>(limit), formatCount(used), formatCount(limit)};
}

TenantLimit measureLimit(double used, double limit, const std::function<QString(double)>& format) {
    return {used, limit, format(used), format(limit)};
}

QString secondsText(double seconds) {
    return formatDuration(static_cast<qint64>(seconds * 1000));
}

QString bytesText(double bytes) {
    return formatSize(static_cast<qint64>(bytes));
}
}  // namespace

QString TenantLimit::text() const {
    return isLimited() ? TenantText::tr("%1 of %2").arg(usedText, limitText)
                       : TenantText::tr("%1, no limit").arg(usedText);
}

TenantLimit tenantLimit(const api::TenantInfo& tenant, TenantMeasure measure) {
    const auto& use = tenant.use;
    const auto& quotas = tenant.quotas;
    switch (measure) {
        case TenantMeasure::ActiveRuns:
            return countLimit(use.activeRuns, quotas.activeRuns);
        case TenantMeasure::Tasks:
            return countLimit(use.tasks, quotas.concurrency);
        case TenantMeasure::CpuSeconds:
            return measureLimit(use.cpuSeconds, static_cast<double>(quotas.cpuSeconds), secondsText);
        case TenantMeasure::Storage:
            return measureLimit(static_cast<double>(use.storageBytes), static_cast<double>(quotas.storageBytes),
                                bytesText);
        case TenantMeasure::Policies:
            return countLimit(use.policies, quotas.policies);
        case TenantMeasure::Cost:
            return measureLimit(use.cost, tenant.budget.monthly, costText);
    }
    return {};
}

api::Phase limitPhase(const TenantLimit& limit, double warnAt) {
    return !limit.isLimited()        ? api::Phase::pending
           : limit.share() >= 1      ? api::Phase::faulted
           : limit.share() >= warnAt ? api::Phase::waiting
                                     : api::Phase::running;
}

QString costText(double cost) {
    return QLocale().toString(cost, 'f', cost != 0 && cost < 1 ? 4 : 2);
}

QString tenantTitle(const api::TenantInfo& tenant) {
    return tenant.title.empty() ? toText(tenant.id)
                                : QStringLiteral("%1 (%2)").arg(cutText(tenant.title, kShownTitle), toText(tenant.id));
}

QString problemOfTenantName(const QString& name) {
    static const QRegularExpression kName(QStringLiteral("^[a-z0-9][a-z0-9._-]*$"));
    if (name.isEmpty()) {
        return TenantText::tr("Give a name first.");
    }
    if (name.size() > kMaxTenantName) {
        return TenantText::tr("A name has at most %1 letters.").arg(kMaxTenantName);
    }
    return kName.match(name).hasMatch()
               ? QString()
               : TenantText::tr(
                     "A name has small letters, digits, '.', '_' and '-', and begins with a letter or digit.");
}

std::vector<std::string> namesOf(const QString& text) {
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;]+"));
    QStringList names = text.split(kBetween, Qt::SkipEmptyParts);
    names.removeDuplicates();
    std::vector<std::string> all;
    for (const QString& name : std::as_const(names)) {
        all.push_back(toUtf8(name));
    }
    return all;
}

QString joinedNames(const std::vector<std::string>& names) {
    QStringList all;
    for (const auto& name : names) {
        all << toText(name);
    }
    return all.join(QStringLiteral(", "));
}

std::vector<BudgetWarning> budgetWarnings(const std::vector<api::TenantInfo>& tenants) {
    std::vector<std::pair<double, BudgetWarning>> found;
    for (const auto& tenant : tenants) {
        const auto cost = tenantLimit(tenant, TenantMeasure::Cost);
        if (!cost.isLimited() || cost.share() < tenant.budget.warnAt) {
            continue;
        }
        const bool spent = cost.share() >= 1;
        const QString percent = QLocale().toString(static_cast<int>(cost.share() * 100 + 1e-9));
        QString text = TenantText::tr("%1 has spent %2 % of its budget of this month: %3.")
                           .arg(tenantTitle(tenant), percent, cost.text());
        text += !spent ? QString()
                : tenant.budget.stop
                    ? QLatin1Char(' ') + TenantText::tr("Nothing of it that costs is started any more.")
                    : QLatin1Char(' ') + TenantText::tr("Its work goes on, as its budget says.");
        found.push_back({cost.share(), {tenant.id, text, spent}});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<BudgetWarning> all;
    for (auto& one : found) {
        all.push_back(std::move(one.second));
    }
    return all;
}

}  // namespace beamline::ui
