// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the streams of a cluster should be, and how far those that are there differ. Pure, any thread.

#include <nats/nats.h>

#include <optional>

#include "engine/nats/cluster_streams.h"

namespace beamline::nats {

/// Long enough for every try that a node makes by itself; the servers keep each id in memory so long.
inline constexpr std::int64_t kDuplicatesMs = 60'000;

struct WantedStream {
    std::string name;
    std::string purpose;      ///< one sentence
    std::string description;  ///< tells name and shards, see termsOf()
    std::vector<std::string> subjects;
    jsRetentionPolicy retention = js_LimitsPolicy;
    jsDiscardPolicy discard = js_DiscardNew;
    std::int64_t maxBytes = 0;
    std::int64_t maxAgeMs = 0;       ///< 0: none
    std::int64_t maxPerSubject = 0;  ///< 0: none; more is refused
    int replicas = 1;
};

api::Result<api::Unit> checkInit(const ClusterInit& init);
std::vector<WantedStream> wantedStreams(const ClusterInit& init);
/// "3 replicas, 4 GB, 7 d" of a stream that would be made.
std::string inWords(const WantedStream& wanted);
/// Why a stream that is there can never become the wanted one, as a sentence's end; empty: it can.
std::string cannotBecome(const jsStreamInfo& info, const WantedStream& wanted, const ClusterInit& init);
/// "replicas 1 → 3", one for each thing that an update changes.
std::vector<std::string> differencesOf(const jsStreamInfo& info, const WantedStream& wanted);
/// What to tell the server; of a stream that is there everything that is not ours stays. Points into its arguments.
void configure(jsStreamConfig& config, const WantedStream& wanted, const jsStreamInfo* there,
               std::vector<const char*>& subjects);
std::optional<ClusterTerms> termsOf(const jsStreamInfo& info);
std::string purposeOf(const std::string& stream);
/// The streams of others that have one of its subjects. Asks the servers.
std::vector<std::string> streamsOn(jsCtx* context, const WantedStream& wanted);
/// What can be lost with fewer than three.
std::string replicasSentence(int replicas);

}  // namespace beamline::nats
