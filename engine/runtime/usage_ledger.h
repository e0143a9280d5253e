// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was used, by tenant, workflow and provider, in hours that the journal keeps: each node writes what it has
// counted itself, all nodes read the sum. Thread-safe; add() is for hot paths, read() blocks.
//
// What was counted since the last flush (kUsageFlushMs) is lost in a crash. A part of a span is always written whole
// and goes on from what was written before, so that nothing is counted twice.

#include <array>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "engine/runtime/usage_span.h"
#include "engine/store/documents.h"

namespace beamline::runtime {

inline constexpr api::Timestamp kUsageFlushMs = 5'000;
inline constexpr int kUsageDays = 100;  ///< so long it is known what was used
inline constexpr api::Timestamp kDayMs = 24 * kHourMs;
inline constexpr api::Timestamp kOthersAgainMs = 10'000;  ///< until what other nodes have written is read once more

/// What the ledger needs of the world; any thread.
struct UsageWorld {
    std::function<api::Timestamp()> clock;
    /// Durable before `done`.
    std::function<void(std::vector<store::Kept>, std::function<void(bool stored)> done)> keep;
    /// Facts of a kind with keys from `from` up to but without `to`, by key.
    std::function<api::Result<std::vector<store::Kept>>(const std::string& kind, const std::string& from,
                                                        const std::string& to)>
        kept;
    std::string node;  ///< that counts; empty: an engine alone
};

/// Shared: the journal may answer a write when everybody else has gone.
class UsageLedger : public std::enable_shared_from_this<UsageLedger> {
public:
    explicit UsageLedger(UsageWorld world);

    /// Counts it in the hour of `at`.
    void add(const UsageKey& key, const UsageFigures& figures, api::Timestamp at);
    /// Has what changed written down; one at a time, nothing happens while one is under way.
    void flush();
    /// Flushes, and waits until it is durable, but not longer. Nothing is written any more then.
    void close(std::chrono::milliseconds patience);

    /// Of all nodes. `tenant` empty: of all tenants.
    api::Result<api::UsageReply> read(const api::GetUsage& query, const std::string& tenant);
    /// Of this day, or month, of all nodes; what others have counted is up to kOthersAgainMs old.
    UsageFigures today(const std::string& tenant) { return total(UsageSpanKind::day, tenant); }
    UsageFigures thisMonth(const std::string& tenant) { return total(UsageSpanKind::month, tenant); }

private:
    struct KeyHash {
        std::size_t operator()(const UsageKey& key) const;
    };
    using Counted = std::unordered_map<UsageKey, UsageFigures, KeyHash>;
    /// Threads count apart from each other.
    struct alignas(64) Stripe {
        std::mutex mutex;
        api::Timestamp hour = 0;
        Counted counted;
        std::vector<std::pair<api::Timestamp, Counted>> before;  ///< of other hours
    };
    using SpanName = std::pair<UsageSpanKind, api::Timestamp>;
    struct Others {
        api::Timestamp begin = -1;
        api::Timestamp readAt = 0;
        UsageCells cells;
    };

    UsageFigures total(UsageSpanKind kind, const std::string& tenant);
    void gather();
    bool count(api::Timestamp hour, const Counted& counted);
    UsageSpan* span(UsageSpanKind kind, api::Timestamp at);
    std::vector<store::Kept> takeChanged(std::vector<std::pair<SpanName, std::size_t>>& parts);
    void written(const std::vector<std::pair<SpanName, std::size_t>>& parts, bool stored);
    bool isOwn(const std::string& key, api::Timestamp begin) const;
    std::string ownPrefix(api::Timestamp begin) const { return usageKeyPrefix(begin) + m_node + '/'; }

    const UsageWorld m_world;
    const std::string m_node;
    std::array<Stripe, 16> m_stripes;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::map<SpanName, UsageSpan> m_spans;
    std::vector<std::pair<api::Timestamp, Counted>> m_later;  ///< what was written before cannot be read now
    std::map<UsageSpanKind, Others> m_others;
    bool m_writing = false;
    bool m_closed = false;
};

}  // namespace beamline::runtime
