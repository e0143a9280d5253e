// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node of a cluster does about shards: which it claims, renews, comes to an end with and releases. No threads,
// no clock: time is given, milliseconds of the node's own monotonic clock, and is never compared with another node's.
// It decides when to say something; who owns a shard is decided by Leases alone. One thread.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/core/cluster/leases.h"

namespace beamline::core {

inline constexpr int kForgetNodeLeases = 600;  ///< lease times after which a silent node is not known any more

struct ShardPlanOptions {
    std::string node;
    std::int64_t lease = 6'000;  ///< ms without a renewal that is read, after which a shard may be claimed
    std::int64_t renew = 2'000;  ///< ms between renewals
    bool takes = true;           ///< false: the node never owns a shard
};

/// What is to be done now, in this order.
struct ShardOrders {
    std::vector<int> stop;   ///< not owned any more: nothing may be done for them from here on
    std::vector<int> begin;  ///< owned from here on
    std::vector<int> yield;  ///< to be brought to an end; ShardPlan::quiet() when that is done
    std::vector<LeaseWord> say;
};

/// A node that renews.
struct SeenNode {
    std::int64_t heard = 0;  ///< own time of its last word that was read
    bool takes = false;
};

class ShardPlan {
public:
    /// `stored`: as in the journal when the node starts. What it owned in an earlier life it claims anew, so that words
    /// of that life which are still on their way count no more.
    ShardPlan(ShardPlanOptions options, std::vector<Lease> stored, std::int64_t now);
    /// A word that was read; `stored` as it is after it, or later.
    void read(const LeaseWord& word, const std::vector<Lease>& stored, std::int64_t now);
    /// `delivered`: per shard that is acted for, the mark for its renewal.
    ShardOrders step(const std::vector<Lease>& stored, std::int64_t now, const std::map<int, std::int64_t>& delivered);
    /// Nothing of a shard that yields is in motion any more.
    void quiet(int shard, std::int64_t delivered);
    enum class Draining {
        no,
        asked,    ///< said, and not read back: takes nothing, and yields nothing yet
        yes,      ///< takes nothing and yields all
        refused,  ///< when it was read, no other node would have taken the shards: like `no`
    };
    /// Claims nothing while it is on.
    void wait(bool on) { m_waits = on; }
    /// Of nodes that want it at the same time, the order decides which one still has others to give its shards to.
    void drain(bool on);
    Draining draining() const { return m_draining; }
    /// Releases for whatever is held now, to anybody: for a node that ends.
    std::vector<LeaseWord> farewell(const std::map<int, std::int64_t>& delivered);

    bool owns(int shard) const { return m_mine.contains(shard); }
    bool yields(int shard) const;
    std::size_t owned() const { return m_mine.size(); }
    /// Nodes that were heard of within the lease time, this one too.
    std::map<std::string, SeenNode> nodes(std::int64_t now) const;
    /// All that were heard of in the last kForgetNodeLeases lease times.
    const std::map<std::string, SeenNode>& seen() const { return m_nodes; }
    /// The journal has become another one: what this node had is of an earlier life, whatever the leases say. It claims
    /// it anew, so that nothing begins for an epoch that it did not read itself.
    void startAnew() { m_anew = true; }

private:
    /// Whether another node would take the shards of this one.
    bool replaceable(std::int64_t now) const;
    struct Mine {
        std::uint64_t epoch = 0;
        std::string to;                       ///< yields to this node; empty: it does not
        std::optional<std::int64_t> quietAt;  ///< its mark
        std::int64_t saidAt = 0;              ///< the release; 0: not yet
    };
    struct Known {
        Lease lease;
        std::int64_t heard = 0;  ///< own time of the last sign of its owner, or of the release
        std::uint64_t claimed = 0;
        std::int64_t claimedAt = 0;
    };
    void look(const std::vector<Lease>& stored, std::int64_t now, ShardOrders& orders);
    void watch(std::int64_t now);
    bool takesPart(const std::string& node) const;
    /// Who has each shard or is about to; empty: nobody.
    std::vector<std::string> view(std::int64_t now) const;
    void claim(const std::vector<std::string>& seen, const std::vector<std::string>& wanted, std::int64_t now,
               ShardOrders& orders);
    void yield(const std::vector<std::string>& wanted, std::int64_t now, ShardOrders& orders);
    bool stays() const { return m_draining == Draining::no || m_draining == Draining::refused; }
    void sayAtOnce();
    void renew(std::int64_t now, const std::map<int, std::int64_t>& delivered, ShardOrders& orders);
    LeaseWord word(LeaseKind kind) const;
    /// After which a word that was not read back, or came to nothing, is said again; ms.
    std::int64_t again() const { return std::min(m_options.lease, 3 * m_options.renew); }

    const ShardPlanOptions m_options;
    const std::int64_t m_startedAt;
    std::vector<Known> m_shards;
    std::map<int, Mine> m_mine;
    std::map<std::string, SeenNode> m_nodes;
    std::set<std::string> m_live;
    std::int64_t m_liveSince = 0;
    bool m_settled = false;  ///< shards were even since nodes came or went: whoever moves one now means it
    std::optional<std::int64_t> m_renewedAt;
    bool m_renewing = false;                    ///< said and not read back
    std::optional<std::int64_t> m_heardSelfAt;  ///< own renewal: what others said before it was read, too
    Draining m_draining = Draining::no;
    bool m_anew = false;
    bool m_waits = false;
};

}  // namespace beamline::core
