// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who owns which shard, decided by nothing but the order in which words about it are read: whoever reads the same words
// in the same order comes to the same owners. No clock, no I/O; one thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace beamline::core {

inline constexpr int kMaxShards = 1'024;
inline constexpr int kDefaultShards = 32;
inline constexpr int kSystemShard = 0;  ///< its owner also runs schedules and what else exists once in a cluster

/// The shard of a run, from the random part of its id (a ULID): the same on every node and for ever.
int shardOf(std::string_view run, int shards);
/// The number of a run in every journal of a cluster: time and random part of its id in 63 bits, ordered by time.
/// 0: `run` is no ULID.
std::int64_t runKeyOf(std::string_view run);
/// As shardOf() of the run that has this number.
int shardOfKey(std::int64_t key, int shards);

enum class LeaseKind {
    claim,    ///< `node` wants the shard; counts when it is the first with the epoch after the current one
    renew,    ///< the node is alive and holds `held`, which may be nothing; `shard` and `epoch` say nothing
    release,  ///< the owner is done; `to` may claim at once (empty: anybody), others after the lease time
    move      ///< somebody asks the owner to give the shard to `to`; it does not change who owns it
};
/// What a node says of one lease that it holds.
struct HeldLease {
    int shard = 0;
    std::uint64_t epoch = 0;
    std::int64_t delivered = 0;  ///< messages up to here need no delivery in this shard any more
    bool operator==(const HeldLease&) const = default;
};
struct LeaseWord {
    LeaseKind kind = LeaseKind::claim;
    int shard = 0;
    std::uint64_t epoch = 0;     ///< claim: of the new lease; release and move: of the one that is there
    std::string node;            ///< who says it
    std::string to;              ///< release and move
    std::int64_t delivered = 0;  ///< release: as HeldLease::delivered
    std::int64_t at = 0;         ///< wall clock of the writer in ms, for people only: nothing is decided by it
    bool takes = false;          ///< renew: the node wants shards; false: it drains, or has no role that runs workflows
    std::vector<HeldLease> held{};  ///< renew
    bool operator==(const LeaseWord&) const = default;
};

struct Lease {
    std::uint64_t epoch = 0;  ///< 0: never owned
    std::string owner;        ///< empty: released, or never owned
    std::string to;           ///< released to, or asked to move to; nothing once it is claimed
    std::int64_t delivered = 0;
    std::int64_t since = 0;  ///< LeaseWord::at of the claim
    bool operator==(const Lease&) const = default;
};

/// What a word means at its place. Whatever is stale changes nothing.
enum class LeaseVerdict { taken, stale };

class Leases {
public:
    explicit Leases(int shards) : m_leases(static_cast<std::size_t>(shards)) {}
    /// Continues from what was stored.
    void restore(int shard, Lease lease);
    /// A renewal is taken when all it says is so, and counts for each lease that is.
    LeaseVerdict read(const LeaseWord& word);
    const Lease& of(int shard) const { return m_leases[static_cast<std::size_t>(shard)]; }
    int shards() const { return static_cast<int>(m_leases.size()); }
    /// Whether a change that says (shard, epoch) counts at this place. Nothing counts between a release and a claim.
    bool current(int shard, std::uint64_t epoch) const;

private:
    Lease* held(int shard, std::uint64_t epoch, const std::string& node);
    std::vector<Lease> m_leases;
};

/// Whether a change of a run follows the last one that was accepted. `n` counts the facts of the run before the change,
/// `hash` is the chain over them.
enum class Follows {
    yes,
    known,   ///< something is in the journal at its place already: the change itself, or what another owner wrote
    gap,     ///< something before it is missing
    differs  ///< it was made on top of something else than what is in the journal
};
struct RunHead {
    std::uint64_t n = 0;
    std::string hash;
    bool operator==(const RunHead&) const = default;
};
Follows follows(const RunHead& head, const RunHead& claimed, std::size_t facts);
/// The head after one more fact: n + 1 and the first 16 hex digits of sha256(hash, a line feed, fact).
RunHead advanced(const RunHead& head, std::string_view fact);

/// Which shards the nodes should own: as even as it gets (by at most one), each shard where it is if that is possible,
/// and to new or least loaded nodes otherwise. `owners`: node of each shard, empty for none; `nodes`: those that take
/// shards. The answer has a node for each shard, none only when there are no nodes.
std::vector<std::string> balanced(const std::vector<std::string>& owners, std::vector<std::string> nodes);

}  // namespace beamline::core
