// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was used in one span of time, by tenant, workflow and provider, and how it is written down in parts. Pure; one
// thread at a time.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::runtime {

/// Of a span; beyond it what is used counts for the tenant alone, and with as many tenants again for none.
inline constexpr std::size_t kMaxUsageKeys = 4'096;
inline constexpr std::size_t kUsageKeysInPart = 128;  ///< that are written together
inline constexpr api::Timestamp kHourMs = 3'600'000;

struct UsageFigures {
    std::int64_t runs = 0;
    std::int64_t tasks = 0;
    std::int64_t faulted = 0;
    double taskSeconds = 0;
    double cpuSeconds = 0;
    std::int64_t decisions = 0;
    std::int64_t calls = 0;
    std::int64_t failed = 0;
    std::int64_t tokens = 0;
    double cost = 0;
    UsageFigures& operator+=(const UsageFigures& other);
    bool operator==(const UsageFigures&) const = default;
};

struct UsageKey {
    std::string tenant;
    std::string workflow;  ///< "namespace/workflow"; empty: none
    std::string provider;  ///< likewise
    auto operator<=>(const UsageKey&) const = default;
};

using UsageCells = std::map<UsageKey, UsageFigures>;

/// Adds the cells that `text`, a part of a span, tells; false: it is none.
bool readUsage(const std::string& text, UsageCells& cells);

enum class UsageSpanKind { hour, day, month };
/// Where the span begins that a moment lies in, in UTC.
api::Timestamp beginOf(UsageSpanKind kind, api::Timestamp at);
/// Keys in the order of time: "<begin in hours>/<node>/<part>". What comes after all of that moment begins with the
/// next hour.
std::string usageKeyPrefix(api::Timestamp begin);

class UsageSpan {
public:
    UsageSpan() = default;
    UsageSpan(UsageSpanKind kind, api::Timestamp begin) : m_kind(kind), m_begin(begin) {}

    UsageSpanKind kind() const { return m_kind; }
    api::Timestamp begin() const { return m_begin; }
    const UsageCells& cells() const { return m_cells; }
    void add(const UsageKey& key, const UsageFigures& figures);
    /// A part as it was written before; it goes on from there.
    bool load(std::size_t part, const std::string& text);
    /// Parts that have changed since they were taken last: number and text.
    std::vector<std::pair<std::size_t, std::string>> takeChanged();
    /// It could not be written.
    void giveBack(std::size_t part) { m_changed.insert(part); }
    bool changed() const { return !m_changed.empty(); }

private:
    std::size_t partOf(const UsageKey& key);

    UsageSpanKind m_kind = UsageSpanKind::hour;
    api::Timestamp m_begin = 0;
    UsageCells m_cells;
    std::map<UsageKey, std::size_t> m_parts;
    std::vector<std::size_t> m_sizes;  ///< keys of each part
    std::set<std::size_t> m_changed;
};

}  // namespace beamline::runtime
