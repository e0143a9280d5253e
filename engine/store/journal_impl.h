// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a journal is made of. Any thread.

#include "engine/store/follower.h"
#include "engine/store/readers.h"

namespace beamline::store {

/// How long a run that is read anew waits for what is on its way of it.
inline constexpr auto kTakeUpPatience = std::chrono::seconds(10);

struct Journal::Impl {
    /// Of a node of a cluster.
    struct Node {
        Node(const ClusterOptions& options, std::unique_ptr<Connection> reading, Impl& impl);
        api::Result<core::RunHead> chainOf(RunKey run);

        Impl& impl;
        std::mutex mutex;
        std::unique_ptr<Connection> reading;  ///< heads of runs that are about to be changed
        Standing standing;
        Proposer proposer;
        std::unique_ptr<Follower> follower;
    };

    ~Impl();
    void prepareCluster(std::unique_ptr<Connection> reading);
    std::optional<Writer::Cluster> writerCluster();
    void startCluster(Journal& journal);
    void stopCluster();

    void write(Change change);
    void prune(Pruning pruning);
    /// A word that counts only when the owner of shard 0 says it.
    void proposeAsOwner(const std::string& topic, const std::function<Word(std::uint64_t epoch)>& word, Job job);
    void propose(const std::string& topic, Word word, Job job);

    JournalOptions options;
    std::unique_ptr<Node> node;      // before the writer, which uses it to its end
    std::unique_ptr<Writer> writer;  // closes last: it copies the log
    std::unique_ptr<Readers> readers;
};

}  // namespace beamline::store
