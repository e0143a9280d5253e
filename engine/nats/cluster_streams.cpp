// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/cluster_streams.h"

#include <algorithm>

#include "engine/nats/library.h"
#include "engine/nats/owned_streams.h"
#include "engine/nats/presence.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/stream_order.h"
#include "engine/nats/wanted_streams.h"

namespace beamline::nats {

namespace {
constexpr std::int64_t kChangeMs = 5'000;  // a stream of several servers is made in that time

jsOptions waiting(std::int64_t ms) {
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = ms;
    return options;
}

/// Null without an error: there is none.
api::Result<std::shared_ptr<jsStreamInfo>> find(const SharedConnection& connection, jsCtx* context,
                                                const std::string& name) {
    auto options = waiting(kAskStream.count());
    jsErrCode code{};
    jsStreamInfo* raw = nullptr;
    const auto status = whole(js_GetStreamInfo(&raw, context, name.c_str(), &options, &code), raw);
    std::shared_ptr<jsStreamInfo> info(raw, FreeStream{});
    if (status != NATS_OK && code != JSStreamNotFoundErr) {
        return streamError(connection, name, status, code);
    }
    return status == NATS_OK ? info : nullptr;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) {
        out += (out.empty() ? "" : ", ") + part;
    }
    return out;
}

PlannedStream planOne(const WantedStream& wanted, const ClusterInit& init, const jsStreamInfo* info,
                      const std::vector<std::string>& others) {
    if (!others.empty()) {
        return {wanted.name, StreamStep::impossible,
                wanted.name + " cannot be used: its subjects (" + joined(wanted.subjects) + ") belong to the stream " +
                    joined(others) + ", too; remove that or change its subjects."};
    }
    if (!info) {
        return {wanted.name, StreamStep::make,
                wanted.name + " would be made: " + inWords(wanted) + ". " + wanted.purpose};
    }
    if (const auto why = cannotBecome(*info, wanted, init); !why.empty()) {
        return {wanted.name, StreamStep::impossible, wanted.name + " cannot be used: " + why};
    }
    const auto differences = differencesOf(*info, wanted);
    if (differences.empty()) {
        return {wanted.name, StreamStep::same, wanted.name + " is there as it should be: " + inWords(wanted) + "."};
    }
    return {wanted.name, StreamStep::change, wanted.name + " would be changed: " + joined(differences) + "."};
}

std::string whyNot(const SharedConnection& connection, const WantedStream& wanted, natsStatus status, int code) {
    switch (code) {
        case JSStreamReplicasNotSupportedErr:
            return "the server " + connection.server() + " is alone; " + std::to_string(wanted.replicas) +
                   " replicas need a cluster of at least as many servers.";
        case JSClusterNoPeersErr:
        case JSInsufficientResourcesErr:
            return "fewer than " + std::to_string(wanted.replicas) +
                   " servers with JetStream and room are there; start more, or ask for fewer replicas.";
        case JSStorageResourcesExceededErr:
            return "the servers have no room for " + std::to_string(wanted.maxBytes) +
                   " bytes (max_file_store); ask for less.";
        default:
            return lastText(status) + ".";
    }
}
}  // namespace

std::vector<std::string> streamsOn(jsCtx* context, const WantedStream& wanted) {
    std::vector<std::string> out;
    for (const auto& subject : wanted.subjects) {
        auto options = waiting(kAskStream.count());
        options.Stream.Info.SubjectsFilter = subject.c_str();
        jsErrCode code{};
        jsStreamNamesList* raw = nullptr;
        const auto status = js_StreamNames(&raw, context, &options, &code);
        const OwnedNames names(raw);
        for (int i = 0; status == NATS_OK && i < names->Count; ++i) {
            if (wanted.name != names->List[i] && std::find(out.begin(), out.end(), names->List[i]) == out.end()) {
                out.emplace_back(names->List[i]);
            }
        }
    }
    return out;
}

bool ClusterPlan::possible() const {
    return std::none_of(streams.begin(), streams.end(),
                        [](const auto& one) { return one.step == StreamStep::impossible; });
}

bool ClusterPlan::changes() const {
    return std::any_of(streams.begin(), streams.end(),
                       [](const auto& one) { return one.step == StreamStep::make || one.step == StreamStep::change; });
}

api::Result<ClusterPlan> ClusterStreams::plan(const ClusterInit& wanted) const {
    if (auto sound = checkInit(wanted); !sound.ok()) {
        return sound.error();
    }
    const Owned<jsCtx> context(m_connection->jetStream());
    ClusterPlan out;
    out.wanted = wanted;
    for (const auto& one : wantedStreams(wanted)) {
        const auto info = find(*m_connection, context.get(), one.name);
        if (!info.ok()) {
            return info.error();
        }
        out.streams.push_back(planOne(one, wanted, info->get(), streamsOn(context.get(), one)));
    }
    const auto servers = m_connection->servers();
    if (wanted.replicas > static_cast<int>(servers.size())) {
        out.notes.push_back("Only " + std::to_string(servers.size()) + " of at least " +
                            std::to_string(wanted.replicas) + " servers are known here: " + joined(servers) +
                            ". Each replica needs a server of its own.");
    }
    if (wanted.replicas < 3) {
        out.notes.push_back(replicasSentence(wanted.replicas));
    }
    return out;
}

api::Result<std::vector<std::string>> ClusterStreams::apply(const ClusterPlan& plan) const {
    if (!plan.possible()) {
        const auto bad = std::find_if(plan.streams.begin(), plan.streams.end(),
                                      [](const auto& one) { return one.step == StreamStep::impossible; });
        return api::Error{api::code::kConflict, bad->sentence, {}, false};
    }
    const Owned<jsCtx> context(m_connection->jetStream());
    std::vector<std::string> done;
    for (const auto& wanted : wantedStreams(plan.wanted)) {
        const auto found = find(*m_connection, context.get(), wanted.name);
        if (!found.ok()) {
            return found.error();
        }
        const auto step = planOne(wanted, plan.wanted, found->get(), {});
        if (step.step == StreamStep::same) {
            done.push_back(step.sentence);
            continue;
        }
        if (step.step == StreamStep::impossible) {
            return api::Error{api::code::kConflict, step.sentence, {}, false};  // somebody changed it meanwhile
        }
        std::vector<const char*> subjects;
        jsStreamConfig config;
        configure(config, wanted, found->get(), subjects);
        auto options = waiting(kChangeMs);
        jsErrCode code{};
        jsStreamInfo* raw = nullptr;
        const auto status = *found ? js_UpdateStream(&raw, context.get(), &config, &options, &code)
                                   : js_AddStream(&raw, context.get(), &config, &options, &code);
        const OwnedStream owned(raw);
        if (status != NATS_OK) {
            return api::Error{
                status == NATS_TIMEOUT || code == JSNotEnabledErr ? api::code::kUnavailable : api::code::kConflict,
                wanted.name + " could not be " + (*found ? "changed" : "made") + ": " +
                    whyNot(*m_connection, wanted, status, code),
                {},
                status == NATS_TIMEOUT || code == JSNotEnabledErr};
        }
        done.push_back(*found ? wanted.name + " was changed: " + joined(differencesOf(**found, wanted)) + "."
                              : wanted.name + " was made: " + inWords(wanted) + ".");
    }
    return done;
}

api::Result<ClusterTerms> ClusterStreams::terms() const {
    const Owned<jsCtx> context(m_connection->jetStream());
    const auto info = find(*m_connection, context.get(), kJournalStream);
    if (!info.ok()) {
        return info.error();
    }
    if (!*info) {
        return streamError(*m_connection, kJournalStream, NATS_NOT_FOUND, JSStreamNotFoundErr);
    }
    const auto terms = termsOf(**info);
    if (!terms) {
        return api::Error{api::code::kNotFound,
                          "The stream " + std::string(kJournalStream) + " at " + m_connection->shown() +
                              " does not say which cluster it belongs to; run beamctl cluster init.",
                          {},
                          false};
    }
    return *terms;
}

std::uint64_t commonPlace(const std::vector<api::NodeInfo>& nodes, std::uint64_t first, bool nearlyFull) {
    std::optional<std::uint64_t> place;
    for (const auto& node : nodes) {
        const bool stuck = node.state == api::NodeState::unreachable || node.place < first;
        if (hasEngine(node) && !(nearlyFull && stuck)) {
            place = std::min(place.value_or(node.place), node.place);
        }
    }
    return place.value_or(0);
}

api::Result<bool> ClusterStreams::trim(std::uint64_t place) const {
    return trim([place](std::uint64_t, bool) { return place; });
}

api::Result<bool> ClusterStreams::trim(const std::vector<api::NodeInfo>& nodes) const {
    return trim([&](std::uint64_t first, bool nearlyFull) { return commonPlace(nodes, first, nearlyFull); });
}

api::Result<bool> ClusterStreams::trim(const std::function<std::uint64_t(std::uint64_t, bool)>& upTo) const {
    const Owned<jsCtx> context(m_connection->jetStream());
    const auto info = find(*m_connection, context.get(), kJournalStream);
    if (!info.ok()) {
        return info.error();
    }
    if (!*info || (*info)->Config->MaxBytes <= 0) {
        return false;
    }
    const auto room = static_cast<std::uint64_t>((*info)->Config->MaxBytes);
    const auto place = upTo((*info)->State.FirstSeq, (*info)->State.Bytes > room / 100 * kNearlyFullPercent);
    if (place == 0 || (*info)->State.FirstSeq > place || 2 * (*info)->State.Bytes < room) {
        return false;
    }
    // Not all that could go: a node that comes back reads on, instead of copying a whole journal.
    const auto tail = ((*info)->State.LastSeq - (*info)->State.FirstSeq) / 4;
    const auto most = (*info)->State.LastSeq - std::min((*info)->State.LastSeq, tail);
    auto options = waiting(kChangeMs);
    options.Stream.Purge.Sequence = std::min(place, most) + 1;
    jsErrCode code{};
    const auto status = js_PurgeStream(context.get(), kJournalStream, &options, &code);
    return status == NATS_OK ? api::Result<bool>(true) : streamError(*m_connection, kJournalStream, status, code);
}

}  // namespace beamline::nats
