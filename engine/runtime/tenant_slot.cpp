// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/tenant_slot.h"

#include <algorithm>
#include <cmath>

namespace beamline::runtime {

void TenantSlot::setLimits(const api::TenantQuotas& quotas) {
    m_share = std::clamp(quotas.share, 1, api::kMaxTenantShare);
    const bool more = m_concurrency.exchange(std::max<std::int64_t>(quotas.concurrency, 0)) != quotas.concurrency ||
                      m_perSecond.exchange(std::max(quotas.tasksPerSecond, 0.0)) != quotas.tasksPerSecond;
    if (more && m_waited.exchange(false)) {
        m_freed();
    }
}

void TenantSlot::setCpuSpent(bool spent) {
    if (m_cpuSpent.exchange(spent) && !spent && m_waited.exchange(false)) {
        m_freed();
    }
}

std::optional<std::chrono::milliseconds> TenantSlot::refuses(std::int64_t now) {
    if (m_cpuSpent.load(std::memory_order_relaxed)) {
        m_waited = true;
        return kTaskAgain;
    }
    // Once more behind the word that somebody waits: a place that was freed between tells nobody else.
    for (bool waits = false;; waits = true) {
        const auto most = m_concurrency.load(std::memory_order_relaxed);
        if (m_running.fetch_add(1) < most || most <= 0) {
            break;
        }
        m_running.fetch_sub(1);
        if (waits) {
            return kTaskAgain;
        }
        m_waited = true;
    }
    if (m_perSecond.load(std::memory_order_relaxed) > 0) {
        if (const auto wait = takeToken(now)) {
            m_running.fetch_sub(1, std::memory_order_relaxed);
            return wait;
        }
    }
    return std::nullopt;
}

/// A second's worth may begin at once.
std::optional<std::chrono::milliseconds> TenantSlot::takeToken(std::int64_t now) {
    const std::lock_guard lock(m_mutex);
    const double perSecond = m_perSecond;
    const double most = std::max(1.0, perSecond);
    m_tokens = m_filledAt < 0 || now < m_filledAt
                   ? most
                   : std::min(most, m_tokens + static_cast<double>(now - m_filledAt) * perSecond / 1000);
    m_filledAt = now;
    constexpr double kWhole = 1 - 1e-9;  // what sums of parts of it come to
    if (m_tokens >= kWhole) {
        m_tokens = std::max(0.0, m_tokens - 1);
        return std::nullopt;
    }
    const auto wait = std::ceil((1 - m_tokens) / std::max(perSecond, 1e-6) * 1000);
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(std::clamp(wait, 1.0, static_cast<double>(kTaskAgain.count()))));
}

void TenantSlot::end() {
    m_running.fetch_sub(1);
    if (m_waited.load() && m_waited.exchange(false)) {
        m_freed();
    }
}

TenantSlot& TenantSlots::of(const std::string& tenant, bool& fresh) {
    const std::lock_guard lock(m_mutex);
    fresh = false;
    auto found = m_slots.find(tenant);
    if (found == m_slots.end()) {
        const auto name = m_slots.size() < kMaxTenantSlots ? tenant : std::string();
        found = m_slots.try_emplace(name).first;
        if (!found->second) {
            fresh = true;
            found->second = std::make_unique<TenantSlot>(name, [this] { tellFreed(); });
        }
    }
    return *found->second;
}

std::vector<TenantSlot*> TenantSlots::all() const {
    const std::lock_guard lock(m_mutex);
    std::vector<TenantSlot*> found;
    for (const auto& [name, slot] : m_slots) {
        found.push_back(slot.get());
    }
    return found;
}

void TenantSlots::tellFreed() const {
    for (const auto& freed : m_freed) {
        freed();
    }
}

}  // namespace beamline::runtime
