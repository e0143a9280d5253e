// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/stream_facts.h"

#include <algorithm>

#include "engine/nats/library.h"
#include "engine/nats/owned_streams.h"

namespace beamline::nats {

namespace {
/// Far below the shortest time after which a server of 2.9 wants to lead itself (4 s).
constexpr std::int64_t kHeardOfNs = 2'000'000'000;

bool heardOfMajority(const jsClusterInfo& cluster) {
    int heard = 1;
    for (int i = 0; i < cluster.ReplicasLen; ++i) {
        const auto& peer = *cluster.Replicas[i];
        heard += !peer.Offline && peer.Active < kHeardOfNs ? 1 : 0;
    }
    return 2 * heard > cluster.ReplicasLen + 1;
}
}  // namespace

api::Error streamError(const SharedConnection& connection, const std::string& stream, int status, int code) {
    if (code == JSStreamNotFoundErr) {
        return {api::code::kNotFound,
                "There is no stream " + stream + " at " + connection.shown() + "; make it with beamctl cluster init.",
                {},
                true};
    }
    if (code == JSNotEnabledErr || code == JSNotEnabledForAccountErr) {  // also what a server without its peers says
        return {api::code::kUnavailable,
                "JetStream does not answer at " + connection.shown() +
                    ": no majority of its servers runs, or it is switched off there or for this account.",
                {},
                true};
    }
    if (code == JSClusterNotAvailErr || code == JSClusterNotLeaderErr) {  // said of all of it, and of one stream
        return {api::code::kUnavailable,
                "JetStream has no leader at " + connection.shown() + " now, or none for the stream " + stream +
                    "; check that a majority of its servers runs.",
                {},
                true};
    }
    if (status == NATS_NOT_PERMITTED) {
        return connection.error(status, "Asking about the stream " + stream);
    }
    return {api::code::kUnavailable,
            "Nobody leads the stream " + stream + " at " + connection.shown() + " now (" +
                lastText(static_cast<natsStatus>(status)) + "); check that a majority of its servers runs.",
            {},
            true};
}

std::string jetStreamApi(const Target& target) {
    if (!target.jetStreamDomain.empty()) {
        return "$JS." + target.jetStreamDomain + ".API";
    }
    return target.jetStreamPrefix.empty() ? "$JS.API" : target.jetStreamPrefix;
}

api::Result<StreamFacts> factsOf(const SharedConnection& connection, const std::string& stream,
                                 std::chrono::milliseconds limit) {
    const Owned<jsCtx> context(connection.jetStream());
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = limit.count();
    jsErrCode code{};
    jsStreamInfo* raw = nullptr;
    const auto status = whole(js_GetStreamInfo(&raw, context.get(), stream.c_str(), &options, &code), raw);
    const OwnedStream info(raw);
    if (status != NATS_OK) {
        return streamError(connection, stream, status, code);
    }
    StreamFacts out;
    out.id = stream + "@" + std::to_string(info->Created);
    out.first = std::max<std::uint64_t>(info->State.FirstSeq, 1);
    out.last = info->State.LastSeq;
    out.replicas = info->Config ? static_cast<int>(info->Config->Replicas) : 1;
    out.steady = out.replicas <= 1;
    if (info->Cluster) {
        out.leader = info->Cluster->Leader ? info->Cluster->Leader : "";
        out.steady = out.steady || (!out.leader.empty() && heardOfMajority(*info->Cluster));
    }
    return out;
}

}  // namespace beamline::nats
