// SPDX-License-Identifier: Apache-2.0
// What is told of the streams and servers of a cluster.
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/failure.h"
#include "engine/nats/library.h"
#include "engine/nats/owned_streams.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/stream_order.h"
#include "engine/nats/wanted_streams.h"

namespace beamline::nats {

namespace {
constexpr int kGreetMs = 500;  // a server that is away must not hold up what is known of the others

std::vector<api::ConsumerInfo> consumersOf(jsCtx* context, const std::string& stream) {
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = kAskStream.count();
    jsErrCode code{};
    jsConsumerInfoList* raw = nullptr;
    const auto status = js_Consumers(&raw, context, stream.c_str(), &options, &code);
    const OwnedConsumers list(raw);
    std::vector<api::ConsumerInfo> out;
    for (int i = 0; status == NATS_OK && i < std::min(list->Count, kMaxConsumersShown); ++i) {
        if (whole(NATS_OK, list->List[i]) != NATS_OK) {
            continue;
        }
        const auto& one = *list->List[i];
        out.push_back({one.Name, one.NumPending, static_cast<std::uint64_t>(one.NumAckPending),
                       static_cast<std::uint64_t>(one.NumRedelivered)});
    }
    return out;
}

api::StreamInfo shown(const jsStreamInfo& info) {
    api::StreamInfo out;
    out.name = info.Config->Name;
    out.purpose = purposeOf(out.name);
    out.replicas = static_cast<int>(info.Config->Replicas);
    out.replicasCurrent = 1;
    out.first = info.State.FirstSeq;
    out.last = info.State.LastSeq;
    out.messages = info.State.Msgs;
    out.bytes = info.State.Bytes;
    if (info.Cluster) {
        out.leader = info.Cluster->Leader ? info.Cluster->Leader : "";
        out.replicasCurrent = out.leader.empty() ? 0 : 1;
        for (int i = 0; i < info.Cluster->ReplicasLen; ++i) {
            const auto& peer = *info.Cluster->Replicas[i];
            out.replicasCurrent += peer.Current && !peer.Offline ? 1 : 0;
        }
    }
    return out;
}

class Warnings {
public:
    void add(const char* code, std::string sentence) { m_all.push_back({code, std::move(sentence), api::wallClock()}); }
    std::vector<api::HealthProblem> m_all;
};

void warnOfReplicas(Warnings& warnings, const api::StreamInfo& stream) {
    if (stream.replicas < 3 && stream.name == kJournalStream) {
        warnings.add("cluster.replicas", replicasSentence(stream.replicas));
    }
    if (stream.replicasCurrent < stream.replicas) {
        const bool majority = 2 * stream.replicasCurrent > stream.replicas;
        warnings.add("cluster.replicas_missing",
                     "Of " + std::to_string(stream.replicas) + " replicas of the stream " + stream.name + " " +
                         std::to_string(stream.replicasCurrent) + " are current; " +
                         (majority ? "when another one goes, it stands still. Bring the missing servers back."
                                   : "it stands still until a majority of its servers is back."));
    }
}

/// Which servers force what they acknowledge to the disk cannot be asked as a client: only the system account, and the
/// page for monitoring, whose address no client is told, have it.
void noteOnSync(Warnings& notes, const std::vector<api::ServerInfo>& servers, int replicas) {
    bool old = false;
    for (const auto& one : servers) {
        int major = 0;
        int minor = 0;
        old = old || (std::sscanf(one.version.c_str(), "%d.%d", &major, &minor) == 2 &&
                      (major < 2 || (major == 2 && minor < 10)));
    }
    const std::string lost =
        replicas >= 3 ? "the sudden loss of power at a majority of the servers at once may lose the newest words"
                      : "the sudden loss of power at a server may lose the newest words";
    notes.add("cluster.sync",
              (old ? "NATS servers before 2.10 confirm a word before it is forced to the disk, and cannot be told "
                     "otherwise: "
                   : "Whether the NATS servers force words to the disk before they confirm them (sync_interval: "
                     "always) is not known, for no client can ask. If they do not, ") +
                  lost +
                  " that no node had written to its own journal yet. What was acknowledged to anybody is in the "
                  "journal of the node that did it.");
}

std::vector<api::ServerInfo> serversOf(const SharedConnection& connection) {
    std::vector<api::ServerInfo> out;
    const auto used = connection.server();
    for (const auto& url : connection.servers()) {
        if (out.size() == static_cast<std::size_t>(kMaxServersShown)) {
            break;
        }
        api::ServerInfo one;
        one.url = url;
        one.connected = url == used;
        const auto greeting = greet(url, kGreetMs);
        one.name = greeting.name;
        one.version = greeting.version;
        one.roundTripMs = greeting.connectMs;
        if (one.connected) {
            const auto trip = connection.roundTripMs();
            one.roundTripMs = trip.ok() ? *trip : 0;
        }
        out.push_back(std::move(one));
    }
    return out;
}
}  // namespace

api::Result<StreamsReport> ClusterStreams::describe() const {
    const Owned<jsCtx> context(m_connection->jetStream());
    StreamsReport out;
    Warnings warnings;
    Warnings notes;
    const auto terms = this->terms();
    ClusterInit known;
    if (terms.ok()) {
        known.name = terms->name;
        known.shards = terms->shards;
    }
    int replicas = 1;
    for (const auto& wanted : wantedStreams(known)) {
        jsOptions options;
        jsOptions_Init(&options);
        options.Wait = kAskStream.count();
        jsErrCode code{};
        jsStreamInfo* raw = nullptr;
        const auto status = whole(js_GetStreamInfo(&raw, context.get(), wanted.name.c_str(), &options, &code), raw);
        const OwnedStream info(raw);
        if (status != NATS_OK) {
            warnings.add(code == JSStreamNotFoundErr ? "cluster.stream_missing" : "cluster.stream_away",
                         streamError(*m_connection, wanted.name, status, code).message);
            continue;
        }
        auto one = shown(*info);
        one.consumers = consumersOf(context.get(), wanted.name);
        warnOfReplicas(warnings, one);
        if (one.name == kJournalStream) {
            replicas = one.replicas;
        }
        for (const auto& other : streamsOn(context.get(), wanted)) {
            warnings.add("cluster.foreign_stream", "The stream " + other + " takes subjects of " + wanted.name +
                                                       ", too; remove it or change its subjects.");
        }
        out.streams.push_back(std::move(one));
    }
    out.servers = serversOf(*m_connection);
    if (!out.streams.empty()) {
        noteOnSync(notes, out.servers, replicas);
    }
    out.warnings = std::move(warnings.m_all);
    out.notes = std::move(notes.m_all);
    return out;
}

}  // namespace beamline::nats
