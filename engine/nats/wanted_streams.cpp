// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/wanted_streams.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "engine/nats/library.h"
#include "engine/nats/stream_order.h"

namespace beamline::nats {

namespace {
// The description tells nodes what cluster it is, for servers before 2.10 keep nothing else with a stream. It is no
// JSON: nats.c sends it as it is between two quotation marks.
constexpr std::string_view kMark = "beamline";
constexpr std::string_view kNameIs = "cluster=";
constexpr std::string_view kShardsAre = "shards=";
constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::int64_t kDeadLetterAge = 30 * kDay;
constexpr std::int64_t kResultAge = 7 * kDay;
constexpr std::int64_t kMinBytes = 1 << 20;
constexpr std::int64_t kMinAge = 10 * 60 * 1000;

std::string sized(std::int64_t bytes) {
    constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    while (bytes >= 1024 && bytes % 1024 == 0 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return std::to_string(bytes) + " " + units[unit];
}

std::string aged(std::int64_t ms) {
    if (ms <= 0) {
        return "none";
    }
    return ms % kDay == 0 ? std::to_string(ms / kDay) + " d" : std::to_string(ms / 1000) + " s";
}

std::string limited(std::int64_t count) {
    return count > 0 ? std::to_string(count) : "none";
}

std::string joinedSubjects(const std::vector<std::string>& subjects) {
    std::string out;
    for (const auto& one : subjects) {
        out += (out.empty() ? "" : " ") + one;
    }
    return out;
}

std::vector<std::string> subjectsOf(const jsStreamConfig& config) {
    return {config.Subjects, config.Subjects + config.SubjectsLen};
}

const char* retentionName(jsRetentionPolicy policy) {
    return policy == js_WorkQueuePolicy ? "a work queue" : policy == js_InterestPolicy ? "by interest" : "by limits";
}

const char* discardName(jsDiscardPolicy policy) {
    return policy == js_DiscardNew ? "refuses new" : "drops old";
}

const std::array<std::pair<const char*, const char*>, 4> kPurposes{{
    {kJournalStream, "Every change of every run in one order, from which each node writes its own journal."},
    {kWorkStream, "Tasks that wait for a worker, until one has taken them."},
    {kResultStream, "What workers say about their tasks, for whoever waits for it now or takes it over."},
    {kDeadLetterStream, "Messages that nobody could read or deliver, with what is known of them."},
}};
}  // namespace

std::string purposeOf(const std::string& stream) {
    for (const auto& [name, purpose] : kPurposes) {
        if (stream == name) {
            return purpose;
        }
    }
    return {};
}

std::string replicasSentence(int replicas) {
    return replicas <= 1
               ? "With one replica the cluster stands still while its server is away, and with the server's disk "
                 "goes what no node has written down yet; three replicas on three servers survive one of them."
               : "With two replicas both servers must run, so that it is no safer than one; three replicas on "
                 "three servers survive the loss of one.";
}

api::Result<api::Unit> checkInit(const ClusterInit& init) {
    const auto refuse = [](std::string why) {
        return api::Error{api::code::kInvalidArgument, std::move(why), {}, false};
    };
    const bool named = !init.name.empty() && init.name.size() <= kMaxClusterNameBytes &&
                       std::all_of(init.name.begin(), init.name.end(),
                                   [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
    if (!named) {
        return refuse("The name of a cluster has letters, digits, - and _, at most " +
                      std::to_string(kMaxClusterNameBytes) + " of them.");
    }
    if (init.shards < 1 || init.shards > core::kMaxShards) {
        return refuse("A cluster has 1 to " + std::to_string(core::kMaxShards) + " shards.");
    }
    if (init.replicas < 1 || init.replicas > kMaxReplicas) {
        return refuse("A stream has 1 to " + std::to_string(kMaxReplicas) + " replicas; 3 are usual.");
    }
    if (init.journalBytes < kMinBytes || init.workBytes < kMinBytes) {
        return refuse("A stream needs at least " + sized(kMinBytes) + ".");
    }
    if (init.journalAgeMs < kMinAge) {
        return refuse("The order must keep words for at least " + aged(kMinAge) + ".");
    }
    if (init.maxQueued < 1) {
        return refuse("A pool must hold at least one task.");
    }
    return api::Unit{};
}

std::vector<WantedStream> wantedStreams(const ClusterInit& init) {
    // A full stream refuses: who publishes waits and tries again, and nothing is lost. The order does that too,
    // although nodes have its words in their journals: dropping the oldest would drop what a node that lags has not
    // read.
    WantedStream journal{kJournalStream, {}, {}, {std::string(kJournalSubject) + ".>"}};
    journal.maxBytes = init.journalBytes;
    journal.maxAgeMs = init.journalAgeMs;
    WantedStream work{kWorkStream, {}, {}, {"caf.exec.assign.v1", std::string(kWorkSubject) + ".*"}};
    work.retention = js_WorkQueuePolicy;
    work.maxBytes = init.workBytes;
    work.maxPerSubject = init.maxQueued;
    WantedStream results{kResultStream, {}, {}, {"caf.exec.result.v1", "caf.exec.assign.v1.ack"}};
    // Each node reads all of them: whoever takes a run over finds what came before it asked. So the oldest go.
    results.discard = js_DiscardOld;
    results.maxBytes = init.workBytes;
    results.maxAgeMs = kResultAge;
    // Nobody waits for these, so the oldest go.
    WantedStream letters{kDeadLetterStream, {}, {}, {"caf.deadletter.v1", "caf.exec.dlq.v1"}};
    letters.discard = js_DiscardOld;
    letters.maxBytes = std::max(init.workBytes / 4, kMinBytes);
    letters.maxAgeMs = kDeadLetterAge;

    std::vector<WantedStream> out{journal, work, results, letters};
    for (auto& one : out) {
        one.purpose = purposeOf(one.name);
        one.replicas = init.replicas;
        one.description = std::string(kMark) + " " + std::string(kNameIs) + init.name + " " + std::string(kShardsAre) +
                          std::to_string(init.shards) + " " + one.purpose;
    }
    return out;
}

std::string inWords(const WantedStream& wanted) {
    return joinedSubjects(wanted.subjects) + ", " + std::to_string(wanted.replicas) +
           (wanted.replicas == 1 ? " replica, " : " replicas, ") + sized(wanted.maxBytes) +
           (wanted.maxAgeMs > 0 ? ", kept for " + aged(wanted.maxAgeMs) : "") +
           (wanted.maxPerSubject > 0 ? ", " + std::to_string(wanted.maxPerSubject) + " per pool" : "") + ", " +
           retentionName(wanted.retention) + ", full it " + discardName(wanted.discard) + " messages";
}

std::optional<ClusterTerms> termsOf(const jsStreamInfo& info) {
    std::istringstream text(info.Config->Description ? info.Config->Description : "");
    std::string mark;
    std::string name;
    std::string shards;
    text >> mark >> name >> shards;
    if (mark != kMark || !name.starts_with(kNameIs) || !shards.starts_with(kShardsAre)) {
        return std::nullopt;
    }
    return ClusterTerms{name.substr(kNameIs.size()), std::atoi(shards.c_str() + kShardsAre.size())};
}

std::string cannotBecome(const jsStreamInfo& info, const WantedStream& wanted, const ClusterInit& init) {
    const auto& config = *info.Config;
    if (config.Retention != wanted.retention) {
        return std::string("it is kept ") + retentionName(config.Retention) + " instead of " +
               retentionName(wanted.retention) + ", which no update changes; delete it when nothing in it is needed.";
    }
    if (config.Storage != js_FileStorage) {
        return "it lies in the servers' memory and not in files, which no update changes; delete it.";
    }
    if (!info.Cluster && wanted.replicas > 1) {  // the server would take the number and store one copy all the same
        return "its server is alone; " + std::to_string(wanted.replicas) +
               " replicas need a cluster of at least as many servers.";
    }
    const auto terms = termsOf(info);
    if (!terms) {
        return info.State.Msgs > 0 ? "it was not made by beamctl cluster init, and has messages." : "";
    }
    if (terms->name != init.name) {
        return "it belongs to the cluster " + terms->name + "; an account holds one cluster.";
    }
    if (terms->shards != init.shards) {
        return "it has " + std::to_string(terms->shards) +
               " shards, and every run lies in one of them for ever; ask for as many.";
    }
    return {};
}

std::vector<std::string> differencesOf(const jsStreamInfo& info, const WantedStream& wanted) {
    const auto& config = *info.Config;
    std::vector<std::string> out;
    const auto add = [&](const std::string& what, const std::string& from, const std::string& to) {
        if (from != to) {
            out.push_back(what + " " + from + " → " + to);
        }
    };
    add("subjects", joinedSubjects(subjectsOf(config)), joinedSubjects(wanted.subjects));
    add("replicas", std::to_string(config.Replicas), std::to_string(wanted.replicas));
    add("size", config.MaxBytes > 0 ? sized(config.MaxBytes) : "none", sized(wanted.maxBytes));
    add("age", aged(config.MaxAge / kNanoseconds), aged(wanted.maxAgeMs));
    add("messages of a subject", limited(config.MaxMsgsPerSubject), limited(wanted.maxPerSubject));
    add("when full", discardName(config.Discard), discardName(wanted.discard));
    add("ids kept for", aged(config.Duplicates / kNanoseconds), aged(kDuplicatesMs));
    if (!config.Description || wanted.description != config.Description) {
        out.emplace_back("its description");
    }
    return out;
}

void configure(jsStreamConfig& config, const WantedStream& wanted, const jsStreamInfo* there,
               std::vector<const char*>& subjects) {
    jsStreamConfig_Init(&config);
    if (there) {
        config = *there->Config;
    } else {
        config.Storage = js_FileStorage;
        config.Retention = wanted.retention;
    }
    for (const auto& one : wanted.subjects) {
        subjects.push_back(one.c_str());
    }
    config.Name = wanted.name.c_str();
    config.Description = wanted.description.c_str();
    config.Subjects = subjects.data();
    config.SubjectsLen = static_cast<int>(subjects.size());
    config.Discard = wanted.discard;
    config.MaxBytes = wanted.maxBytes;
    config.MaxAge = wanted.maxAgeMs * kNanoseconds;
    config.MaxMsgsPerSubject = wanted.maxPerSubject > 0 ? wanted.maxPerSubject : -1;
    config.DiscardNewPerSubject = wanted.maxPerSubject > 0 && wanted.discard == js_DiscardNew;
    config.Duplicates = kDuplicatesMs * kNanoseconds;
    config.Replicas = wanted.replicas;
}

}  // namespace beamline::nats
