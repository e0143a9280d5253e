// SPDX-License-Identifier: Apache-2.0
#include "engine/core/cluster/leases.h"

#include <algorithm>
#include <map>

#include "engine/api/ids.h"

namespace beamline::core {

namespace {
// A key has to be a positive 63-bit number: times until the year 2109, and what is left are the lowest random bits,
// those that a process counts up within a millisecond.
constexpr int kTimeBits = 42;
constexpr int kRandomBits = 63 - kTimeBits;
constexpr std::size_t kUlidSize = 26;
constexpr std::size_t kTimeDigits = 10;
constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}  // namespace

std::int64_t runKeyOf(std::string_view run) {
    if (run.size() != kUlidSize) {
        return 0;
    }
    std::uint64_t time = 0;
    std::uint64_t random = 0;
    for (std::size_t i = 0; i < kUlidSize; ++i) {
        const auto digit = kDigits.find(run[i]);
        if (digit == std::string_view::npos) {
            return 0;
        }
        auto& part = i < kTimeDigits ? time : random;
        part = (part << 5) | digit;  // of the random part the highest bits go, which is meant
    }
    time &= (std::uint64_t{1} << kTimeBits) - 1;
    random &= (std::uint64_t{1} << kRandomBits) - 1;
    const auto key = static_cast<std::int64_t>((time << kRandomBits) | random);
    return key == 0 ? 1 : key;
}

int shardOfKey(std::int64_t key, int shards) {
    // Mixed, so that ids which are counted up spread over the shards and do not crowd behind the one that follows.
    const auto random = static_cast<std::uint64_t>(key) & ((std::uint64_t{1} << kRandomBits) - 1);
    const auto mixed = (random * 0x9E3779B97F4A7C15ULL) >> 32;
    return shards <= 0 ? 0 : static_cast<int>(mixed % static_cast<std::uint64_t>(shards));
}

int shardOf(std::string_view run, int shards) {
    return shardOfKey(runKeyOf(run), shards);
}

void Leases::restore(int shard, Lease lease) {
    m_leases[static_cast<std::size_t>(shard)] = std::move(lease);
}

Lease* Leases::held(int shard, std::uint64_t epoch, const std::string& node) {
    if (shard < 0 || shard >= shards()) {
        return nullptr;
    }
    auto& lease = m_leases[static_cast<std::size_t>(shard)];
    return lease.epoch == epoch && !lease.owner.empty() && lease.owner == node ? &lease : nullptr;
}

LeaseVerdict Leases::read(const LeaseWord& word) {
    if (word.kind == LeaseKind::renew) {
        bool all = true;
        for (const auto& one : word.held) {
            if (auto* lease = held(one.shard, one.epoch, word.node)) {
                lease->delivered = std::max(lease->delivered, one.delivered);
            } else {
                all = false;
            }
        }
        return all ? LeaseVerdict::taken : LeaseVerdict::stale;
    }
    if (word.shard < 0 || word.shard >= shards() || word.node.empty()) {
        return LeaseVerdict::stale;
    }
    auto& lease = m_leases[static_cast<std::size_t>(word.shard)];
    switch (word.kind) {
        case LeaseKind::claim:
            if (word.epoch != lease.epoch + 1) {
                return LeaseVerdict::stale;
            }
            lease.epoch = word.epoch;
            lease.owner = word.node;
            lease.since = word.at;
            lease.to.clear();
            return LeaseVerdict::taken;
        case LeaseKind::release:
            if (!held(word.shard, word.epoch, word.node)) {
                return LeaseVerdict::stale;
            }
            lease.owner.clear();
            lease.to = word.to;
            lease.delivered = std::max(lease.delivered, word.delivered);
            return LeaseVerdict::taken;
        case LeaseKind::move:
            if (word.epoch != lease.epoch) {
                return LeaseVerdict::stale;
            }
            lease.to = word.to;
            return LeaseVerdict::taken;
        case LeaseKind::renew:
            break;
    }
    return LeaseVerdict::stale;
}

bool Leases::current(int shard, std::uint64_t epoch) const {
    if (shard < 0 || shard >= shards()) {
        return false;
    }
    const auto& lease = of(shard);
    return lease.epoch == epoch && !lease.owner.empty();
}

Follows follows(const RunHead& head, const RunHead& claimed, std::size_t facts) {
    if (claimed == head) {
        return Follows::yes;
    }
    if (claimed.n > head.n) {
        return Follows::gap;
    }
    return claimed.n + facts <= head.n && claimed.n < head.n ? Follows::known : Follows::differs;
}

RunHead advanced(const RunHead& head, std::string_view fact) {
    std::string text = head.hash;
    text += '\n';
    text += fact;
    return {head.n + 1, api::sha256(text).substr(0, 16)};
}

std::vector<std::string> balanced(const std::vector<std::string>& owners, std::vector<std::string> nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    std::erase(nodes, std::string());
    std::vector<std::string> result(owners.size());
    if (nodes.empty()) {
        return result;
    }
    std::map<std::string, std::ptrdiff_t> has;
    for (const auto& node : nodes) {
        has[node] = std::count(owners.begin(), owners.end(), node);
    }
    // Where most are, one more may be: so fewest move.
    std::stable_sort(nodes.begin(), nodes.end(), [&](const auto& a, const auto& b) { return has[a] > has[b]; });
    std::map<std::string, std::size_t> room;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        room[nodes[i]] = owners.size() / nodes.size() + (i < owners.size() % nodes.size() ? 1 : 0);
    }
    for (std::size_t shard = 0; shard < owners.size(); ++shard) {
        if (const auto found = room.find(owners[shard]); found != room.end() && found->second > 0) {
            result[shard] = owners[shard];
            --found->second;
        }
    }
    auto node = room.begin();
    for (auto& owner : result) {
        if (owner.empty()) {
            node = std::find_if(node, room.end(), [](const auto& one) { return one.second > 0; });
            owner = node->first;
            --node->second;
        }
    }
    return result;
}

}  // namespace beamline::core
