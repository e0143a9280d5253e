// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sees to it that tenants use no more than their quotas and budgets say. What is refused says which quota it was; tasks
// are never refused, they wait for their turn. Thread-safe; one thread of its own looks every second.
//
// In a cluster the totals (runs, bytes, cost, processor time) are of all nodes, as this one knew them at most
// kHoldingsAgain ago; rates and tasks at once are each node's own.

#include <condition_variable>
#include <set>
#include <thread>

#include "engine/routing/rate_limit.h"
#include "engine/runtime/local_engine.h"
#include "engine/runtime/tenant_slot.h"
#include "engine/runtime/usage_ledger.h"

namespace beamline::runtime {

inline constexpr std::chrono::milliseconds kQuotaLook{1'000};
inline constexpr api::Timestamp kLimitsAgainMs =
    30'000;  ///< until limits that were read are read once more, whoever has said what
inline constexpr api::Timestamp kHoldingsAgainMs = 10'000;  ///< likewise of what tenants have in the journal
inline constexpr api::Timestamp kBytesAgainMs =
    600'000;  ///< likewise of how large that is; what is written between is added
inline constexpr const char* kBudgetKind = "budget";  ///< of facts: that a warning was given

/// What the keeper needs of the world; any thread.
struct QuotaWorld {
    std::function<api::Timestamp()> clock;
    TenantLimits limits;
    /// Runs of each tenant that have not ended, and bytes of what is kept of its runs. Both block; nothing: they cannot
    /// be read now.
    std::function<std::optional<std::map<std::string, std::int64_t>>()> activeRuns;
    std::function<std::optional<std::map<std::string, std::int64_t>>()> bytes;
    std::function<std::int64_t(const std::string& tenant)> policies;
    /// A problem of health; an empty text takes it away.
    std::function<void(const std::string& code, const std::string& text)> problem;
    /// Tells whoever watches.
    std::function<void(const std::string& title, const std::string& text)> notify;
    /// Whether nobody has said so of the key before, in the whole cluster; `done` may come later. Empty: it is so.
    std::function<void(store::Kept fact, std::function<void(bool first)> done)> first;
};

class QuotaKeeper {
public:
    QuotaKeeper(QuotaWorld world, std::shared_ptr<UsageLedger> ledger);
    ~QuotaKeeper() { stop(); }
    void start();
    void stop();

    /// Empty is api::kDefaultTenant, here and below.
    TenantSlot& slot(const std::string& tenant);
    TenantSlots& slots() { return m_slots; }

    /// Whether a run may be started now; it counts from then on, until it has ended or startFailed(). Blocks.
    std::optional<api::Error> admitRun(const std::string& tenant);
    void startFailed(const std::string& tenant);
    /// The journal has it.
    void started(const std::string& tenant);
    /// A run has come to its end, or goes on after it.
    void runChanged(const std::string& tenant, bool active);
    /// Whether one more than `there` policies may be put.
    std::optional<api::Error> admitPolicy(const std::string& tenant, std::int64_t there);
    /// The sentence that refuses a decision; of `retryAfterMs`: when it is worth to ask again.
    std::optional<std::string> refusesDecision(const std::string& tenant, std::int64_t& retryAfterMs);
    /// The sentence that refuses what costs: the budget is spent and says stop.
    std::optional<std::string> refusesCost(const std::string& tenant);

    api::TenantUse useOf(const std::string& tenant);
    /// What was put of tenants has changed.
    void changed();
    /// What its thread does: limits of tasks, processor time, budgets, the ledger. For tests.
    void look();

private:
    struct Known {
        std::shared_ptr<const api::TenantInfo> info;  ///< null: there is none
        api::Timestamp at = 0;
    };
    struct Holding {
        std::int64_t active = 0;    ///< as the journal had it, with what came since
        std::int64_t starting = 0;  ///< of those, not yet in the journal
        std::int64_t bytes = 0;
    };
    std::shared_ptr<const api::TenantInfo> limitsOf(const std::string& tenant);
    api::Error refuseTotal(TenantSlot& slot, const char* quota, const std::string& what, std::int64_t limit,
                           std::int64_t used, const std::string& advice);
    Holding holdingOf(const std::string& tenant);
    void readActive();
    void readBytesSoon();
    void readBytes();
    void lookAtCpu(TenantSlot& slot, const api::TenantInfo* info);
    void lookAtBudget(const std::string& tenant, const api::TenantInfo* info);
    void tell(const std::string& code, const std::string& text);
    void warn(const std::string& tenant, const std::string& key, const std::string& text);
    void work();

    const QuotaWorld m_world;
    const std::shared_ptr<UsageLedger> m_ledger;
    TenantSlots m_slots;
    routing::RateLimits m_rates;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::string, Known> m_limits;
    std::uint64_t m_changes = 0;
    std::map<std::string, Holding> m_holdings;
    std::mutex m_reading;  ///< of holdings; taken before the other
    std::optional<api::Timestamp> m_activeAt;
    std::optional<api::Timestamp> m_bytesAt;
    bool m_bytesWanted = false;
    bool m_bytesReading = false;
    std::set<std::string> m_told;  ///< problems and warnings that were told
    api::Timestamp m_flushedAt = 0;
    bool m_changed = false;
    bool m_stop = false;
    std::thread m_thread;
    std::thread m_bytesThread;  ///< of m_thread, or of who calls look()
};

}  // namespace beamline::runtime
