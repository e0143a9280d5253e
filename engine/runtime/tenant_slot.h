// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the threads that begin tasks need to know of a tenant, without a lock that all of them share. Thread-safe.

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/access_operations.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxTenantSlots = 10'000;  ///< beyond it tenants share one, without limits
/// A task that must wait is asked for again after so long at the latest.
inline constexpr std::chrono::milliseconds kTaskAgain{1'000};

class TenantSlot {
public:
    /// `freed` is called when a place is free that somebody was refused.
    TenantSlot(std::string tenant, std::function<void()> freed)
        : m_tenant(std::move(tenant)), m_freed(std::move(freed)) {}

    const std::string& tenant() const { return m_tenant; }
    int share() const { return m_share.load(std::memory_order_relaxed); }
    void setLimits(const api::TenantQuotas& quotas);
    /// The processor time of its day is used up.
    void setCpuSpent(bool spent);

    /// Takes a place for a task; else how long until it may be worth to ask again. `now`: of a clock that goes on, ms.
    std::optional<std::chrono::milliseconds> refuses(std::int64_t now);
    /// Whatever the limits are.
    void begin() { m_running.fetch_add(1, std::memory_order_relaxed); }
    void end();
    int running() const { return m_running.load(std::memory_order_relaxed); }

    void countRefused() { m_refused.fetch_add(1, std::memory_order_relaxed); }
    std::int64_t refused() const { return m_refused.load(std::memory_order_relaxed); }

    /// Bytes of its runs that were written since they were counted.
    void countWritten(std::int64_t bytes) { m_written.fetch_add(bytes, std::memory_order_relaxed); }
    std::int64_t written() const { return m_written.load(std::memory_order_relaxed); }
    void takeWritten() { m_written = 0; }

private:
    std::optional<std::chrono::milliseconds> takeToken(std::int64_t now);

    const std::string m_tenant;
    const std::function<void()> m_freed;
    std::atomic<int> m_share{1};
    std::atomic<std::int64_t> m_concurrency{0};
    std::atomic<double> m_perSecond{0};
    std::atomic<bool> m_cpuSpent{false};
    std::atomic<int> m_running{0};
    std::atomic<bool> m_waited{false};
    std::atomic<std::int64_t> m_refused{0};
    std::atomic<std::int64_t> m_written{0};
    std::mutex m_mutex;  ///< of what follows; taken when tasksPerSecond is limited
    double m_tokens = 0;
    std::int64_t m_filledAt = -1;
};

/// All tenants that were seen since the engine's start.
class TenantSlots {
public:
    /// A slot is there for as long as this is; `fresh`: it was not before.
    TenantSlot& of(const std::string& tenant, bool& fresh);
    std::vector<TenantSlot*> all() const;
    /// Is called when a task that had to wait may begin. Before the first slot is asked for.
    void onFreed(std::function<void()> freed) { m_freed.push_back(std::move(freed)); }
    void tellFreed() const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<TenantSlot>> m_slots;
    std::vector<std::function<void()>> m_freed;
};

/// A place that a task has while nobody of this engine works on it; ends with its last owner.
class TaskPlace {
public:
    TaskPlace() = default;
    TaskPlace(const TaskPlace&) = delete;
    TaskPlace& operator=(const TaskPlace&) = delete;
    ~TaskPlace() {
        if (auto* slot = m_slot.load()) {
            slot->end();
        }
    }
    void take(TenantSlot& slot) {
        if (!m_slot.exchange(&slot)) {
            slot.begin();
        }
    }

private:
    std::atomic<TenantSlot*> m_slot{nullptr};
};

}  // namespace beamline::runtime
