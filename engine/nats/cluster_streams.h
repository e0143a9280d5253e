// SPDX-License-Identifier: Apache-2.0
#pragma once
// The streams of a cluster: which there must be, what making them would change, and what is told of them. Blocks; any
// thread.

#include "engine/api/cluster.h"
#include "engine/core/cluster/leases.h"
#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr const char* kWorkStream = "BEAMLINE_WORK";
inline constexpr const char* kResultStream = "BEAMLINE_RESULTS";
inline constexpr const char* kDeadLetterStream = "BEAMLINE_DEADLETTERS";
/// Assignments for the pool P lie under kWorkSubject.P, those for "default" under caf.exec.assign.v1 alone. Not all of
/// caf.exec.assign.v1.>, to which the answers on caf.exec.assign.v1.ack belong.
inline constexpr const char* kWorkSubject = "caf.exec.assign.v1.pool";

inline constexpr int kMaxReplicas = 5;
inline constexpr std::size_t kMaxClusterNameBytes = 64;
inline constexpr int kMaxConsumersShown = 256;  ///< of a stream
inline constexpr int kMaxServersShown = 16;
inline constexpr std::uint64_t kNearlyFullPercent = 80;  ///< of the order; then it does not wait for each node any more

struct ClusterInit {
    std::string name = "beamline";
    int shards = core::kDefaultShards;
    int replicas = 3;
    std::int64_t journalBytes = 4LL << 30;  ///< of the order; every node keeps all of it in its own journal besides
    std::int64_t journalAgeMs =
        7LL * 24 * 3600 * 1000;          ///< a node that was away longer gets a copy of another's journal
    std::int64_t workBytes = 1LL << 30;  ///< of tasks that wait for a worker, and of results
    std::int64_t maxQueued = 10'000;     ///< tasks of one pool; then who wants more waits
};
enum class StreamStep { same, make, change, impossible };
struct PlannedStream {
    std::string stream;
    StreamStep step = StreamStep::same;
    std::string sentence;  ///< what is there, what would be done, or why it cannot be
};
struct ClusterPlan {
    ClusterInit wanted;
    std::vector<PlannedStream> streams;
    std::vector<std::string> notes;  ///< what to think of before
    bool possible() const;
    bool changes() const;
};
/// What the streams say about the cluster they belong to.
struct ClusterTerms {
    std::string name;
    int shards = 0;
};
struct StreamsReport {
    std::vector<api::StreamInfo> streams;
    std::vector<api::ServerInfo> servers;
    std::vector<api::HealthProblem> warnings;  ///< what could be lost, and what to do
    std::vector<api::HealthProblem> notes;     ///< what is so, or cannot be known, and is to be known of
};

/// The place that every journal has reached; 0: nothing can go. Nodes without an engine have none. When the order is
/// nearly full, nobody waits for nodes that cannot be reached or have not moved since the order was last made shorter
/// (`first` is the oldest word that is there): they copy the journal of another one when they come back.
std::uint64_t commonPlace(const std::vector<api::NodeInfo>& nodes, std::uint64_t first, bool nearlyFull);

class ClusterStreams {
public:
    explicit ClusterStreams(std::shared_ptr<SharedConnection> connection) : m_connection(std::move(connection)) {}

    /// Changes nothing. kInvalidArgument: the wish itself is none; kUnavailable: nobody answers.
    api::Result<ClusterPlan> plan(const ClusterInit& wanted) const;
    /// Does what is planned, stream by stream, and says so in sentences; once more does nothing. What was done before
    /// an error stays.
    api::Result<std::vector<std::string>> apply(const ClusterPlan& plan) const;
    /// kNotFound: there is no cluster here, run beamctl cluster init.
    api::Result<ClusterTerms> terms() const;
    api::Result<StreamsReport> describe() const;
    /// Makes room when the order is more than half full: drops words up to `place`, which all nodes must have in their
    /// journals. Answers whether it did.
    api::Result<bool> trim(std::uint64_t place) const;
    /// Likewise, with words that all of these nodes have; see commonPlace().
    api::Result<bool> trim(const std::vector<api::NodeInfo>& nodes) const;

private:
    api::Result<bool> trim(const std::function<std::uint64_t(std::uint64_t first, bool nearlyFull)>& upTo) const;

    const std::shared_ptr<SharedConnection> m_connection;
};

}  // namespace beamline::nats
