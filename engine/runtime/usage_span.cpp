// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/usage_span.h"

#include <algorithm>
#include <chrono>

#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
/// A cell as it is written: [tenant, workflow, provider, figures…]; later engines may add figures.
boost::json::array writtenCell(const UsageKey& key, const UsageFigures& f) {
    return {key.tenant,   key.workflow, key.provider, f.runs,   f.tasks,  f.faulted, f.taskSeconds,
            f.cpuSeconds, f.decisions,  f.calls,      f.failed, f.tokens, f.cost};
}

std::int64_t usageNumber(const boost::json::array& cell, std::size_t at) {
    return at < cell.size() && cell[at].is_int64() ? cell[at].get_int64() : 0;
}

double usagePart(const boost::json::array& cell, std::size_t at) {
    return at < cell.size() && cell[at].is_number() ? cell[at].to_number<double>() : 0;
}

constexpr std::size_t kHourDigits = 9;
}  // namespace

UsageFigures& UsageFigures::operator+=(const UsageFigures& other) {
    runs += other.runs;
    tasks += other.tasks;
    faulted += other.faulted;
    taskSeconds += other.taskSeconds;
    cpuSeconds += other.cpuSeconds;
    decisions += other.decisions;
    calls += other.calls;
    failed += other.failed;
    tokens += other.tokens;
    cost += other.cost;
    return *this;
}

bool readUsage(const std::string& text, UsageCells& cells) {
    const auto json = api::parseJson(text);
    const auto* list = json.ok() ? json->if_array() : nullptr;
    if (!list) {
        return false;
    }
    for (const auto& one : *list) {
        const auto* cell = one.if_array();
        if (!cell || cell->size() < 3 || !(*cell)[0].is_string() || !(*cell)[1].is_string() ||
            !(*cell)[2].is_string()) {
            continue;
        }
        const UsageKey key{std::string((*cell)[0].get_string()), std::string((*cell)[1].get_string()),
                           std::string((*cell)[2].get_string())};
        cells[key] += {usageNumber(*cell, 3),  usageNumber(*cell, 4), usageNumber(*cell, 5), usagePart(*cell, 6),
                       usagePart(*cell, 7),    usageNumber(*cell, 8), usageNumber(*cell, 9), usageNumber(*cell, 10),
                       usageNumber(*cell, 11), usagePart(*cell, 12)};
    }
    return true;
}

api::Timestamp beginOf(UsageSpanKind kind, api::Timestamp at) {
    using namespace std::chrono;
    if (kind == UsageSpanKind::hour) {
        return at - at % kHourMs;
    }
    const auto day = floor<days>(sys_time<milliseconds>(milliseconds(at)));
    if (kind == UsageSpanKind::day) {
        return duration_cast<milliseconds>(day.time_since_epoch()).count();
    }
    const year_month_day date(day);
    return duration_cast<milliseconds>(sys_days(date.year() / date.month() / 1).time_since_epoch()).count();
}

std::string usageKeyPrefix(api::Timestamp begin) {
    auto digits = std::to_string(std::max<api::Timestamp>(begin, 0) / kHourMs);
    return std::string(kHourDigits - std::min(digits.size(), kHourDigits), '0') + digits + '/';
}

std::size_t UsageSpan::partOf(const UsageKey& key) {
    if (const auto known = m_parts.find(key); known != m_parts.end()) {
        return known->second;
    }
    const auto room = std::find_if(m_sizes.begin(), m_sizes.end(), [](auto size) { return size < kUsageKeysInPart; });
    const auto number = static_cast<std::size_t>(room - m_sizes.begin());
    if (room == m_sizes.end()) {
        m_sizes.push_back(0);
    }
    ++m_sizes[number];
    m_parts.emplace(key, number);
    return number;
}

void UsageSpan::add(const UsageKey& key, const UsageFigures& figures) {
    const bool alone = key.workflow.empty() && key.provider.empty();
    if (!alone && m_cells.size() >= kMaxUsageKeys && !m_cells.contains(key)) {
        add({key.tenant, {}, {}}, figures);
        return;
    }
    if (alone && !key.tenant.empty() && m_cells.size() >= 2 * kMaxUsageKeys && !m_cells.contains(key)) {
        add({}, figures);
        return;
    }
    m_changed.insert(partOf(key));
    m_cells[key] += figures;
}

bool UsageSpan::load(std::size_t number, const std::string& text) {
    UsageCells cells;
    if (!readUsage(text, cells)) {
        return false;
    }
    m_sizes.resize(std::max(m_sizes.size(), number + 1));
    for (const auto& [key, figures] : cells) {
        m_parts[key] = number;
        ++m_sizes[number];
        m_cells[key] += figures;
    }
    return true;
}

std::vector<std::pair<std::size_t, std::string>> UsageSpan::takeChanged() {
    std::map<std::size_t, boost::json::array> lists;
    for (const auto& [key, number] : m_parts) {
        if (m_changed.contains(number)) {
            lists[number].push_back(writtenCell(key, m_cells[key]));
        }
    }
    m_changed.clear();
    std::vector<std::pair<std::size_t, std::string>> parts;
    for (const auto& [number, list] : lists) {
        parts.emplace_back(number, boost::json::serialize(list));
    }
    return parts;
}

}  // namespace beamline::runtime
