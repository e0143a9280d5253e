// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/quota_keeper.h"

#include <algorithm>

#include "engine/api/routing.h"
#include "engine/runtime/quota_text.h"

namespace beamline::runtime {

namespace {
constexpr std::size_t kMaxLimitsKept = 10'000;  // beyond it all are read anew

std::string tenantName(const std::string& tenant) {
    return tenant.empty() ? api::kDefaultTenant : tenant;
}

std::string waitText(std::int64_t ms) {
    return ms < 1'000 ? std::to_string(ms) + " ms" : std::to_string((ms + 999) / 1'000) + " s";
}
}  // namespace

QuotaKeeper::QuotaKeeper(QuotaWorld world, std::shared_ptr<UsageLedger> ledger)
    : m_world(std::move(world)), m_ledger(std::move(ledger)) {}

void QuotaKeeper::start() {
    m_thread = std::thread([this] { work(); });
}

void QuotaKeeper::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    for (auto* thread : {&m_thread, &m_bytesThread}) {
        if (thread->joinable()) {
            thread->join();
        }
    }
}

void QuotaKeeper::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_changed = false;
        lock.unlock();
        look();
        lock.lock();
        m_wake.wait_for(lock, kQuotaLook, [this] { return m_stop || m_changed; });
    }
}

void QuotaKeeper::changed() {
    {
        const std::lock_guard lock(m_mutex);
        m_limits.clear();
        ++m_changes;
        m_changed = true;
    }
    m_wake.notify_all();
}

std::shared_ptr<const api::TenantInfo> QuotaKeeper::limitsOf(const std::string& tenant) {
    const auto now = m_world.clock();
    std::uint64_t changes = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_limits.find(tenant);
        if (known != m_limits.end() && now >= known->second.at && now < known->second.at + kLimitsAgainMs) {
            return known->second.info;
        }
        changes = m_changes;
    }
    const auto found = m_world.limits ? m_world.limits(tenant) : std::nullopt;
    const auto info = found ? std::make_shared<const api::TenantInfo>(*found) : nullptr;
    const std::lock_guard lock(m_mutex);
    if (changes == m_changes) {
        if (m_limits.size() >= kMaxLimitsKept) {
            m_limits.clear();
        }
        m_limits[tenant] = {info, now};
    }
    return info;
}

TenantSlot& QuotaKeeper::slot(const std::string& tenant) {
    const auto name = tenantName(tenant);
    bool fresh = false;
    auto& slot = m_slots.of(name, fresh);
    if (fresh) {  // its first task heeds its limits, too
        const auto info = limitsOf(name);
        slot.setLimits(info ? info->quotas : api::TenantQuotas());
        lookAtCpu(slot, info.get());
    }
    return slot;
}

// ---- what is refused

api::Error QuotaKeeper::refuseTotal(TenantSlot& slot, const char* quota, const std::string& what, std::int64_t limit,
                                    std::int64_t used, const std::string& advice) {
    slot.countRefused();
    return {api::code::kConflict,
            "The quota " + std::string(quota) + " of the tenant '" + slot.tenant() + "' is used up: it may have " +
                std::to_string(limit) + " " + what + " and has " + std::to_string(used) + ". " + advice,
            boost::json::object{{"quota", quota}, {"tenant", slot.tenant()}, {"limit", limit}, {"used", used}}, false};
}

std::optional<api::Error> QuotaKeeper::admitRun(const std::string& asked) {
    auto& own = slot(asked);
    const auto& tenant = own.tenant();
    const auto info = limitsOf(tenant);
    const auto quotas = info ? info->quotas : api::TenantQuotas();
    if (quotas.activeRuns > 0 || quotas.storageBytes > 0) {
        const auto holds = holdingOf(tenant);
        if (quotas.storageBytes > 0 && holds.bytes >= quotas.storageBytes) {
            return refuseTotal(own, "storageBytes", "bytes of runs", quotas.storageBytes, holds.bytes,
                               "Old runs go with the engine's retention; have the quota raised, or it shortened.");
        }
    }
    std::unique_lock lock(m_mutex);
    auto& holding = m_holdings[tenant];
    if (quotas.activeRuns > 0 && holding.active >= quotas.activeRuns) {
        const auto used = holding.active;
        lock.unlock();
        return refuseTotal(own, "activeRuns", "runs that have not ended", quotas.activeRuns, used,
                           "Wait until one ends, or cancel one.");
    }
    if (quotas.runsPerMinute > 0) {
        const auto perMinute = static_cast<double>(quotas.runsPerMinute);
        const auto verdict = m_rates.take({tenant, "runs"}, {true, perMinute / 60, perMinute}, m_world.clock());
        if (!verdict.allowed) {
            lock.unlock();
            own.countRefused();
            return api::Error{api::code::kOverloaded,
                              "The tenant '" + tenant + "' may start " + std::to_string(quotas.runsPerMinute) +
                                  " runs in a minute (its quota runsPerMinute). Try again in " +
                                  waitText(verdict.retryAfterMs) + ".",
                              boost::json::object{{"quota", "runsPerMinute"},
                                                  {"tenant", tenant},
                                                  {"limit", quotas.runsPerMinute},
                                                  {"retryAfterMs", verdict.retryAfterMs}},
                              true};
        }
    }
    ++holding.active;
    ++holding.starting;
    return std::nullopt;
}

void QuotaKeeper::startFailed(const std::string& tenant) {
    const std::lock_guard lock(m_mutex);
    auto& holding = m_holdings[tenantName(tenant)];
    holding.active = std::max<std::int64_t>(holding.active - 1, 0);
    holding.starting = std::max<std::int64_t>(holding.starting - 1, 0);
}

void QuotaKeeper::started(const std::string& tenant) {
    const std::lock_guard lock(m_mutex);
    auto& holding = m_holdings[tenantName(tenant)];
    holding.starting = std::max<std::int64_t>(holding.starting - 1, 0);
}

void QuotaKeeper::runChanged(const std::string& tenant, bool active) {
    const std::lock_guard lock(m_mutex);
    auto& count = m_holdings[tenantName(tenant)].active;
    count = std::max<std::int64_t>(count + (active ? 1 : -1), 0);
}

std::optional<api::Error> QuotaKeeper::admitPolicy(const std::string& tenant, std::int64_t there) {
    const auto name = tenantName(tenant);
    const auto info = limitsOf(name);
    if (!info || info->quotas.policies <= 0 || there < info->quotas.policies) {
        return std::nullopt;
    }
    return refuseTotal(slot(name), "policies", "policies", info->quotas.policies, there, "Remove one first.");
}

std::optional<std::string> QuotaKeeper::refusesDecision(const std::string& tenant, std::int64_t& retryAfterMs) {
    const auto name = tenantName(tenant);
    const auto info = limitsOf(name);
    const auto perSecond = info ? info->quotas.decisionsPerSecond : 0;
    if (perSecond <= 0) {
        return std::nullopt;
    }
    const auto verdict =
        m_rates.take({name, "decisions"}, {true, perSecond, std::max(1.0, perSecond)}, m_world.clock());
    if (verdict.allowed) {
        return std::nullopt;
    }
    slot(name).countRefused();
    retryAfterMs = verdict.retryAfterMs;
    return "The tenant '" + name + "' gets " + sumText(perSecond) +
           " decisions in a second (its quota decisionsPerSecond). Try again in " + waitText(retryAfterMs) + ".";
}

std::optional<std::string> QuotaKeeper::refusesCost(const std::string& tenant) {
    const auto name = tenantName(tenant);
    const auto info = limitsOf(name);
    if (!info || !info->budget.stop || info->budget.monthly <= 0) {
        return std::nullopt;
    }
    const auto cost = m_ledger->thisMonth(name).cost;
    if (cost < info->budget.monthly) {
        return std::nullopt;
    }
    slot(name).countRefused();
    return "The budget of the tenant '" + name + "' for " + monthOf(m_world.clock()) + " is spent: " + sumText(cost) +
           " of " + sumText(info->budget.monthly) +
           ". Nothing that costs is begun before the next month, or before the budget is raised.";
}

// ---- what tenants have

void QuotaKeeper::readActive() {
    const std::lock_guard reading(m_reading);
    const auto now = m_world.clock();
    {
        const std::lock_guard lock(m_mutex);
        if (m_activeAt && now >= *m_activeAt && now < *m_activeAt + kHoldingsAgainMs) {
            return;
        }
    }
    const auto all = m_world.activeRuns ? m_world.activeRuns() : std::nullopt;
    const std::lock_guard lock(m_mutex);
    m_activeAt = now;
    if (!all) {
        return;
    }
    for (auto& [tenant, holding] : m_holdings) {
        holding.active = holding.starting;
    }
    for (const auto& [tenant, count] : *all) {
        m_holdings[tenantName(tenant)].active += count;
    }
}

/// It may take minutes, so nobody waits for it.
void QuotaKeeper::readBytesSoon() {
    const auto now = m_world.clock();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_bytesWanted || m_bytesReading || m_stop ||
            (m_bytesAt && now >= *m_bytesAt && now < *m_bytesAt + kBytesAgainMs)) {
            return;
        }
        m_bytesWanted = false;
        m_bytesReading = true;
    }
    if (m_bytesThread.joinable()) {
        m_bytesThread.join();
    }
    m_bytesThread = std::thread([this] { readBytes(); });
}

void QuotaKeeper::readBytes() {
    for (auto* one : m_slots.all()) {
        one->takeWritten();
    }
    const auto all = m_world.bytes ? m_world.bytes() : std::nullopt;
    const std::lock_guard lock(m_mutex);
    m_bytesAt = m_world.clock();
    m_bytesReading = false;
    if (!all) {
        return;
    }
    for (auto& [tenant, holding] : m_holdings) {
        holding.bytes = 0;
    }
    for (const auto& [tenant, bytes] : *all) {
        m_holdings[tenantName(tenant)].bytes += bytes;
    }
}

QuotaKeeper::Holding QuotaKeeper::holdingOf(const std::string& tenant) {
    readActive();
    auto& own = slot(tenant);
    const std::lock_guard lock(m_mutex);
    m_bytesWanted = true;
    auto holding = m_holdings[tenant];
    holding.bytes += own.written();
    return holding;
}

api::TenantUse QuotaKeeper::useOf(const std::string& asked) {
    auto& own = slot(asked);
    const auto holds = holdingOf(own.tenant());
    api::TenantUse use;
    use.activeRuns = holds.active;
    use.tasks = own.running();
    use.cpuSeconds = m_ledger->today(own.tenant()).cpuSeconds;
    use.storageBytes = holds.bytes;
    use.policies = m_world.policies ? m_world.policies(own.tenant()) : 0;
    use.cost = m_ledger->thisMonth(own.tenant()).cost;
    use.refused = own.refused();
    return use;
}

}  // namespace beamline::runtime
