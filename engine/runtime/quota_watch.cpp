// SPDX-License-Identifier: Apache-2.0
// What the keeper of quotas looks at every second: limits of tasks, processor time, budgets.
#include <algorithm>
#include <cmath>

#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/quota_text.h"

namespace beamline::runtime {

void QuotaKeeper::look() {
    for (auto* one : m_slots.all()) {
        const auto info = limitsOf(one->tenant());
        one->setLimits(info ? info->quotas : api::TenantQuotas());
        lookAtCpu(*one, info.get());
        lookAtBudget(one->tenant(), info.get());
        if (info && info->quotas.storageBytes > 0) {
            const std::lock_guard lock(m_mutex);
            m_bytesWanted = true;
        }
    }
    readBytesSoon();
    const auto now = m_world.clock();
    if (now >= m_flushedAt + kUsageFlushMs || now < m_flushedAt) {
        m_flushedAt = now;
        m_ledger->flush();
    }
}

void QuotaKeeper::tell(const std::string& code, const std::string& text) {
    {
        const std::lock_guard lock(m_mutex);
        if (text.empty() ? m_told.erase(code) == 0 : !m_told.insert(code).second) {
            return;
        }
    }
    if (m_world.problem) {
        m_world.problem(code, text);
    }
}

void QuotaKeeper::lookAtCpu(TenantSlot& slot, const api::TenantInfo* info) {
    const auto limit = info ? info->quotas.cpuSeconds : 0;
    const bool spent = limit > 0 && m_ledger->today(slot.tenant()).cpuSeconds >= static_cast<double>(limit);
    slot.setCpuSpent(spent);
    tell("tenant_cpu." + slot.tenant(),
         spent ? "Tasks of the tenant '" + slot.tenant() + "' wait: the " + std::to_string(limit) +
                     " s of processor time that it may use in a day (its quota cpuSeconds) are used up. They go on "
                     "at midnight UTC, or when the quota is raised."
               : std::string());
}

void QuotaKeeper::lookAtBudget(const std::string& tenant, const api::TenantInfo* info) {
    const auto budget = info ? info->budget : api::TenantBudget();
    const auto code = "tenant_budget." + tenant;
    const auto spentCode = "tenant_budget_spent." + tenant;
    const auto cost = budget.monthly > 0 ? m_ledger->thisMonth(tenant).cost : 0;
    const bool spent = budget.monthly > 0 && cost >= budget.monthly;
    const bool near = budget.monthly > 0 && budget.warnAt > 0 && cost >= budget.monthly * budget.warnAt;
    const auto month = monthOf(m_world.clock());
    const auto of = "of the budget of the tenant '" + tenant + "' for " + month + ", " + sumText(budget.monthly) + ",";
    const auto part = static_cast<int>(std::floor(100 * budget.warnAt + 0.5));
    const auto nearText = std::to_string(part) + " % " + of + " is spent.";
    const auto spentText =
        "All " + of + " is spent." + (budget.stop ? " Nothing that costs is begun before the next month." : "");
    tell(code, near && !spent ? nearText : std::string());
    tell(spentCode, spent ? spentText : std::string());
    if (near) {
        warn(tenant, month + "/near", spent ? spentText : nearText);
    }
    if (spent) {
        warn(tenant, month + "/spent", spentText);
    }
}

/// Once a month and tenant, whatever restarts and nodes there are.
void QuotaKeeper::warn(const std::string& tenant, const std::string& key, const std::string& text) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_told.insert(tenant + '\n' + key).second) {
            return;
        }
    }
    if (!m_world.first || !m_world.notify) {
        return;
    }
    store::Kept fact{kBudgetKind, tenant, key, text, m_world.clock() + kUsageDays * kDayMs, true};
    m_world.first(std::move(fact), [notify = m_world.notify, text](bool first) {
        if (first) {
            notify("Budget", text);
        }
    });
}

}  // namespace beamline::runtime
