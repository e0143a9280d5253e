// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/usage_ledger.h"

#include <algorithm>
#include <charconv>
#include <thread>

namespace beamline::runtime {

namespace {
constexpr std::size_t kMaxUsageLater = 1'000;  // batches that wait for the journal to be read; beyond it they are lost

const char* usageKindName(UsageSpanKind kind) {
    return kind == UsageSpanKind::hour ? "usage.hour" : kind == UsageSpanKind::day ? "usage.day" : "usage.month";
}

/// Of a node in a key, where '/' divides.
std::string nodeInKey(std::string node) {
    std::replace(node.begin(), node.end(), '/', '_');
    return node.empty() ? "-" : node;
}

std::size_t partNumber(const std::string& key) {
    std::size_t number = 0;
    const auto at = key.rfind('/') + 1;
    std::from_chars(key.data() + at, key.data() + key.size(), number);
    return number;
}

api::UsageRow usageRow(std::string key, api::Timestamp at, const UsageFigures& f) {
    return {std::move(key), at,          f.runs,  f.tasks,  f.faulted, f.taskSeconds,
            f.cpuSeconds,   f.decisions, f.calls, f.failed, f.tokens,  f.cost};
}

/// What an answer adds up.
class UsageSums {
public:
    UsageSums(api::UsageGroup by, std::string tenant, api::Timestamp step)
        : m_by(by), m_tenant(std::move(tenant)), m_step(step) {}

    void add(api::Timestamp hour, const UsageCells& cells) {
        for (const auto& [key, figures] : cells) {
            const auto& name = m_by == api::UsageGroup::tenant     ? key.tenant
                               : m_by == api::UsageGroup::workflow ? key.workflow
                                                                   : key.provider;
            if (!name.empty() && (m_tenant.empty() || key.tenant == m_tenant)) {
                m_rows[name] += figures;
                m_points[{hour - hour % m_step, name}] += figures;
            }
        }
    }
    api::UsageReply reply(api::Timestamp from) const {
        api::UsageReply reply;
        reply.step = m_step;
        for (const auto& [name, figures] : m_rows) {
            reply.rows.push_back(usageRow(name, from, figures));
        }
        std::stable_sort(reply.rows.begin(), reply.rows.end(), [](const auto& a, const auto& b) {
            return std::tie(a.cost, a.cpuSeconds, a.taskSeconds, a.tasks) >
                   std::tie(b.cost, b.cpuSeconds, b.taskSeconds, b.tasks);
        });
        reply.complete = reply.rows.size() <= api::kMaxUsageRows && m_points.size() <= api::kMaxUsageRows;
        reply.rows.resize(std::min(reply.rows.size(), api::kMaxUsageRows));
        for (const auto& [place, figures] : m_points) {
            if (reply.points.size() == api::kMaxUsageRows) {
                break;
            }
            reply.points.push_back(usageRow(place.second, place.first, figures));
        }
        return reply;
    }

private:
    const api::UsageGroup m_by;
    const std::string m_tenant;
    const api::Timestamp m_step;
    std::map<std::string, UsageFigures> m_rows;
    std::map<std::pair<api::Timestamp, std::string>, UsageFigures> m_points;
};
}  // namespace

std::size_t UsageLedger::KeyHash::operator()(const UsageKey& key) const {
    const std::hash<std::string> hash;
    return hash(key.tenant) * 31 * 31 + hash(key.workflow) * 31 + hash(key.provider);
}

UsageLedger::UsageLedger(UsageWorld world) : m_world(std::move(world)), m_node(nodeInKey(m_world.node)) {}

void UsageLedger::add(const UsageKey& key, const UsageFigures& figures, api::Timestamp at) {
    static const thread_local std::size_t number = std::hash<std::thread::id>()(std::this_thread::get_id());
    auto& stripe = m_stripes[number % m_stripes.size()];
    const auto hour = beginOf(UsageSpanKind::hour, std::max<api::Timestamp>(at, 0));
    const std::lock_guard lock(stripe.mutex);
    if (stripe.hour != hour) {
        if (!stripe.counted.empty()) {
            stripe.before.emplace_back(stripe.hour, std::exchange(stripe.counted, {}));
        }
        stripe.hour = hour;
    }
    stripe.counted[key] += figures;
}

/// With the lock: from the stripes into the spans.
void UsageLedger::gather() {
    auto all = std::exchange(m_later, {});
    for (auto& stripe : m_stripes) {
        const std::lock_guard lock(stripe.mutex);
        for (auto& one : std::exchange(stripe.before, {})) {
            all.push_back(std::move(one));
        }
        if (!stripe.counted.empty()) {
            all.emplace_back(stripe.hour, std::exchange(stripe.counted, {}));
        }
    }
    for (auto& [hour, counted] : all) {
        if (!count(hour, counted) && m_later.size() < kMaxUsageLater) {
            m_later.emplace_back(hour, std::move(counted));
        }
    }
}

bool UsageLedger::count(api::Timestamp hour, const Counted& counted) {
    auto* ofHour = span(UsageSpanKind::hour, hour);
    auto* ofDay = ofHour ? span(UsageSpanKind::day, hour) : nullptr;
    auto* ofMonth = ofDay ? span(UsageSpanKind::month, hour) : nullptr;
    if (!ofMonth) {
        return false;
    }
    for (const auto& [key, figures] : counted) {
        ofHour->add(key, figures);
        ofDay->add({key.tenant, {}, {}}, figures);
        ofMonth->add({key.tenant, {}, {}}, figures);
    }
    return true;
}

/// With the lock: goes on from what was written of it before. Null: that cannot be read now.
UsageSpan* UsageLedger::span(UsageSpanKind kind, api::Timestamp at) {
    const auto begin = beginOf(kind, at);
    const SpanName name(kind, begin);
    if (const auto known = m_spans.find(name); known != m_spans.end()) {
        return &known->second;
    }
    const auto prefix = ownPrefix(begin);
    auto end = prefix;
    ++end.back();
    const auto before = m_world.kept(usageKindName(kind), prefix, end);
    if (!before.ok()) {
        return nullptr;
    }
    UsageSpan fresh(kind, begin);
    for (const auto& one : *before) {
        fresh.load(partNumber(one.key), one.value);
    }
    return &m_spans.emplace(name, std::move(fresh)).first->second;
}

std::vector<store::Kept> UsageLedger::takeChanged(std::vector<std::pair<SpanName, std::size_t>>& parts) {
    std::vector<store::Kept> all;
    for (auto& [name, one] : m_spans) {
        for (auto& [number, text] : one.takeChanged()) {
            parts.emplace_back(name, number);
            all.push_back({usageKindName(one.kind()),
                           {},
                           ownPrefix(one.begin()) + std::to_string(number),
                           std::move(text),
                           one.begin() + kUsageDays * kDayMs,
                           false});
        }
    }
    return all;
}

void UsageLedger::flush() {
    std::vector<std::pair<SpanName, std::size_t>> parts;
    std::vector<store::Kept> changed;
    {
        const std::lock_guard lock(m_mutex);
        if (m_writing || m_closed) {
            return;
        }
        gather();
        changed = takeChanged(parts);
        if (changed.empty()) {
            return;
        }
        m_writing = true;
    }
    m_world.keep(std::move(changed),
                 [self = shared_from_this(), parts = std::move(parts)](bool stored) { self->written(parts, stored); });
}

void UsageLedger::written(const std::vector<std::pair<SpanName, std::size_t>>& parts, bool stored) {
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, number] : parts) {
        if (const auto known = m_spans.find(name); !stored && known != m_spans.end()) {
            known->second.giveBack(number);
        }
    }
    const auto now = m_world.clock();
    std::erase_if(m_spans, [now](const auto& one) {
        return !one.second.changed() && one.second.begin() < beginOf(one.second.kind(), now);
    });
    m_writing = false;
    m_idle.notify_all();
}

void UsageLedger::close(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    const auto settle = [&] {
        std::unique_lock lock(m_mutex);
        return m_idle.wait_until(lock, until, [this] { return !m_writing; });
    };
    if (settle()) {
        flush();
        settle();
    }
    const std::lock_guard lock(m_mutex);
    m_closed = true;
}

bool UsageLedger::isOwn(const std::string& key, api::Timestamp begin) const {
    return key.starts_with(ownPrefix(begin));
}

UsageFigures UsageLedger::total(UsageSpanKind kind, const std::string& tenant) {
    const std::lock_guard lock(m_mutex);
    gather();
    const auto now = m_world.clock();
    const auto begin = beginOf(kind, now);
    auto& others = m_others[kind];
    if (others.begin != begin || now >= others.readAt + kOthersAgainMs || now < others.readAt) {
        const auto all = m_world.kept(usageKindName(kind), usageKeyPrefix(begin), usageKeyPrefix(begin + kHourMs));
        if (all.ok()) {
            others.cells.clear();
            for (const auto& one : *all) {
                if (!isOwn(one.key, begin)) {
                    readUsage(one.value, others.cells);
                }
            }
            others.begin = begin;
        }
        others.readAt = now;
    }
    UsageFigures sum;
    const auto addFrom = [&](const UsageCells& cells) {
        if (const auto found = cells.find({tenant, {}, {}}); found != cells.end()) {
            sum += found->second;
        }
    };
    if (others.begin == begin) {
        addFrom(others.cells);
    }
    if (const auto* own = span(kind, now)) {
        addFrom(own->cells());
    }
    return sum;
}

api::Result<api::UsageReply> UsageLedger::read(const api::GetUsage& query, const std::string& tenant) {
    const auto now = m_world.clock();
    const auto oldest = beginOf(UsageSpanKind::hour, now - kUsageDays * kDayMs);
    const auto from = std::max(beginOf(UsageSpanKind::hour, std::max<api::Timestamp>(query.from, 0)), oldest);
    const auto to = query.to > 0 ? std::min(query.to, now + 1) : now + 1;
    const auto step = std::max<api::Timestamp>(
                          1, (std::clamp<api::Timestamp>(query.step, 0, kUsageDays * kDayMs) + kHourMs - 1) / kHourMs) *
                      kHourMs;
    UsageSums sums(query.by, tenant, step);
    std::set<api::Timestamp> own;
    {
        const std::lock_guard lock(m_mutex);
        gather();
        for (const auto& [name, one] : m_spans) {
            if (name.first == UsageSpanKind::hour) {
                own.insert(one.begin());
                if (one.begin() >= from && one.begin() < to) {
                    sums.add(one.begin(), one.cells());
                }
            }
        }
    }
    for (auto begin = from; begin < to; begin += kDayMs) {
        const auto end = std::min(begin + kDayMs, beginOf(UsageSpanKind::hour, to + kHourMs - 1));
        const auto stored =
            m_world.kept(usageKindName(UsageSpanKind::hour), usageKeyPrefix(begin), usageKeyPrefix(end));
        if (!stored.ok()) {
            return stored.error();
        }
        for (const auto& one : *stored) {
            api::Timestamp hours = 0;
            std::from_chars(one.key.data(), one.key.data() + one.key.size(), hours);
            const auto hour = hours * kHourMs;
            UsageCells cells;
            if (!(own.contains(hour) && isOwn(one.key, hour)) && readUsage(one.value, cells)) {
                sums.add(hour, cells);
            }
        }
    }
    return sums.reply(from);
}

}  // namespace beamline::runtime
