// SPDX-License-Identifier: Apache-2.0
#include "engine/core/cluster/shard_plan.h"

#include <algorithm>
#include <utility>

namespace beamline::core {

ShardPlan::ShardPlan(ShardPlanOptions options, std::vector<Lease> stored, std::int64_t now)
    : m_options(std::move(options)), m_startedAt(now), m_liveSince(now) {
    m_shards.resize(stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
        m_shards[i].lease = std::move(stored[i]);
        m_shards[i].heard = now;  // its owner gets a whole lease time from here on
    }
}

bool ShardPlan::yields(int shard) const {
    const auto found = m_mine.find(shard);
    return found != m_mine.end() && !found->second.to.empty();
}

LeaseWord ShardPlan::word(LeaseKind kind) const {
    LeaseWord result;
    result.kind = kind;
    result.node = m_options.node;
    return result;
}

void ShardPlan::read(const LeaseWord& word, const std::vector<Lease>& stored, std::int64_t now) {
    if (word.kind == LeaseKind::move) {
        return;  // what it changed is in `stored`
    }
    auto& node = m_nodes[word.node];
    node.heard = now;
    if (word.kind != LeaseKind::renew) {
        node.takes = node.takes || word.kind == LeaseKind::claim;
        return;
    }
    node.takes = word.takes;
    if (word.node == m_options.node) {
        m_renewing = false;
        m_heardSelfAt = now;
        if (m_draining == Draining::asked && !word.takes) {
            m_draining = m_mine.empty() || replaceable(now) ? Draining::yes : Draining::refused;
            if (m_draining == Draining::refused) {
                sayAtOnce();
            }
        }
    }
    for (const auto& one : word.held) {
        const auto shard = static_cast<std::size_t>(one.shard);
        if (one.shard >= 0 && shard < m_shards.size() && shard < stored.size() && stored[shard].epoch == one.epoch &&
            stored[shard].owner == word.node) {
            m_shards[shard].heard = now;
        }
    }
}

void ShardPlan::quiet(int shard, std::int64_t delivered) {
    if (const auto found = m_mine.find(shard); found != m_mine.end() && !found->second.to.empty()) {
        found->second.quietAt = delivered;
    }
}

std::map<std::string, SeenNode> ShardPlan::nodes(std::int64_t now) const {
    std::map<std::string, SeenNode> result;
    for (const auto& [name, node] : m_nodes) {
        if (now - node.heard <= m_options.lease) {
            result.emplace(name, node);
        }
    }
    result[m_options.node] = {now, m_options.takes && m_draining != Draining::yes};
    return result;
}

bool ShardPlan::replaceable(std::int64_t now) const {
    const auto all = nodes(now);
    return std::any_of(all.begin(), all.end(),
                       [this](const auto& one) { return one.first != m_options.node && one.second.takes; });
}

ShardOrders ShardPlan::step(const std::vector<Lease>& stored, std::int64_t now,
                            const std::map<int, std::int64_t>& delivered) {
    ShardOrders orders;
    look(stored, now, orders);
    watch(now);
    const auto seen = view(now);
    std::vector<std::string> takers;
    for (const auto& [name, node] : nodes(now)) {
        if (node.takes) {
            takers.push_back(name);
        }
    }
    const auto wanted = balanced(seen, std::move(takers));
    m_settled = m_settled || wanted == seen;
    claim(seen, wanted, now, orders);
    yield(wanted, now, orders);
    renew(now, delivered, orders);
    return orders;
}

/// What has changed since the last look.
void ShardPlan::look(const std::vector<Lease>& stored, std::int64_t now, ShardOrders& orders) {
    if (std::exchange(m_anew, false)) {
        for (const auto& [shard, mine] : m_mine) {
            orders.stop.push_back(shard);
        }
        m_mine.clear();
        for (auto& known : m_shards) {
            known.claimed = 0;
        }
    }
    for (std::size_t i = 0; i < m_shards.size() && i < stored.size(); ++i) {
        auto& known = m_shards[i];
        const auto shard = static_cast<int>(i);
        if (known.lease.epoch != stored[i].epoch || known.lease.owner != stored[i].owner) {
            known.heard = now;
        }
        known.lease = stored[i];
        const auto mine = m_mine.find(shard);
        const bool own = stored[i].owner == m_options.node;
        if (mine != m_mine.end() && !(own && stored[i].epoch == mine->second.epoch)) {
            m_mine.erase(mine);
            orders.stop.push_back(shard);
        }
        if (own && known.claimed == stored[i].epoch && !m_mine.contains(shard)) {
            m_mine[shard].epoch = stored[i].epoch;
            orders.begin.push_back(shard);
        }
    }
}

/// Who is there.
void ShardPlan::watch(std::int64_t now) {
    std::erase_if(m_nodes,
                  [&](const auto& one) { return now - one.second.heard > m_options.lease * kForgetNodeLeases; });
    std::set<std::string> live;
    for (const auto& [name, node] : nodes(now)) {
        if (node.takes) {
            live.insert(name);
        }
    }
    if (live == m_live) {
        return;
    }
    m_live = std::move(live);
    m_liveSince = now;
    m_settled = false;
}

bool ShardPlan::takesPart(const std::string& node) const {
    return m_live.contains(node);
}

std::vector<std::string> ShardPlan::view(std::int64_t now) const {
    std::vector<std::string> result(m_shards.size());
    for (std::size_t i = 0; i < m_shards.size(); ++i) {
        const auto& known = m_shards[i];
        const auto& lease = known.lease;
        const auto mine = m_mine.find(static_cast<int>(i));
        const bool fresh = now - known.heard <= m_options.lease;
        if (mine != m_mine.end()) {
            result[i] = mine->second.to.empty() ? m_options.node : mine->second.to;
        }
        if (!lease.to.empty() && lease.to != lease.owner && takesPart(lease.to) && (fresh || mine != m_mine.end())) {
            result[i] = lease.to;
        } else if (mine == m_mine.end() && lease.owner != m_options.node && fresh) {
            result[i] = lease.owner;
        } else if (mine == m_mine.end() && lease.owner == m_options.node && takesPart(m_options.node)) {
            result[i] = m_options.node;  // of an earlier life
        }
    }
    return result;
}

void ShardPlan::claim(const std::vector<std::string>& seen, const std::vector<std::string>& wanted, std::int64_t now,
                      ShardOrders& orders) {
    if (!m_options.takes || !stays() || m_waits) {
        return;
    }
    // Nodes that start together hear of each other before they share what nobody has; and who has read nothing for a
    // while does not know who is alive.
    const bool settled =
        m_heardSelfAt && now - *m_heardSelfAt <= m_options.lease && now - m_startedAt >= m_options.renew;
    for (std::size_t i = 0; i < m_shards.size(); ++i) {
        auto& known = m_shards[i];
        const auto& lease = known.lease;
        if (m_mine.contains(static_cast<int>(i)) ||
            (known.claimed == lease.epoch + 1 && now - known.claimedAt <= again())) {
            continue;
        }
        const bool before = lease.owner == m_options.node;
        const bool given = lease.owner.empty() && lease.to == m_options.node;
        const bool free = seen[i].empty() && wanted[i] == m_options.node;
        if (before || given || (settled && free)) {
            auto said = word(LeaseKind::claim);
            said.shard = static_cast<int>(i);
            said.epoch = lease.epoch + 1;
            known.claimed = said.epoch;
            known.claimedAt = now;
            orders.say.push_back(std::move(said));
        }
    }
}

void ShardPlan::yield(const std::vector<std::string>& wanted, std::int64_t now, ShardOrders& orders) {
    const bool steady = now - m_liveSince >= m_options.renew;
    for (auto& [shard, mine] : m_mine) {
        const auto& lease = m_shards[static_cast<std::size_t>(shard)].lease;
        if (mine.to.empty()) {
            const bool asked = !lease.to.empty() && lease.to != m_options.node && takesPart(lease.to);
            const auto& to = asked ? lease.to : wanted[static_cast<std::size_t>(shard)];
            if (!to.empty() && to != m_options.node &&
                (asked || m_draining == Draining::yes || (steady && !m_settled))) {
                mine.to = to;
                orders.yield.push_back(shard);
            }
        }
        if (mine.quietAt && (mine.saidAt == 0 || now - mine.saidAt > again())) {
            auto said = word(LeaseKind::release);
            said.shard = shard;
            said.epoch = mine.epoch;
            said.to = mine.to;
            said.delivered = *mine.quietAt;
            mine.saidAt = std::max<std::int64_t>(now, 1);
            orders.say.push_back(std::move(said));
        }
    }
}

void ShardPlan::drain(bool on) {
    if (on == stays()) {
        m_draining = on ? Draining::asked : Draining::no;
        sayAtOnce();
    } else if (!on) {
        m_draining = Draining::no;
    }
}

void ShardPlan::sayAtOnce() {
    m_renewedAt.reset();
    m_renewing = false;
}

void ShardPlan::renew(std::int64_t now, const std::map<int, std::int64_t>& delivered, ShardOrders& orders) {
    const auto since = m_renewedAt ? now - *m_renewedAt : m_options.lease + 1;
    // One at a time: what cannot get out must not pile up.
    if (since < m_options.renew || (m_renewing && since <= again())) {
        return;
    }
    m_renewedAt = now;
    m_renewing = true;
    auto said = word(LeaseKind::renew);
    said.takes = m_options.takes && stays();
    for (const auto& [shard, mine] : m_mine) {
        const auto mark = delivered.find(shard);
        said.held.push_back({shard, mine.epoch, mark == delivered.end() ? 0 : mark->second});
    }
    orders.say.push_back(std::move(said));
}

std::vector<LeaseWord> ShardPlan::farewell(const std::map<int, std::int64_t>& delivered) {
    m_draining = Draining::yes;
    std::vector<LeaseWord> result;
    for (const auto& [shard, mine] : m_mine) {
        auto said = word(LeaseKind::release);
        said.shard = shard;
        said.epoch = mine.epoch;
        const auto mark = delivered.find(shard);
        said.delivered = mark == delivered.end() ? 0 : mark->second;
        result.push_back(std::move(said));
    }
    auto gone = word(LeaseKind::renew);  // that nobody hands it anything
    result.push_back(std::move(gone));
    return result;
}

}  // namespace beamline::core
