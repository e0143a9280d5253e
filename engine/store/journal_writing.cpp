// SPDX-License-Identifier: Apache-2.0
// How a journal is written: by an engine alone straight to the writer, in a cluster through the order.

#include "engine/api/ids.h"
#include "engine/store/journal_impl.h"

namespace beamline::store {

Journal::Impl::Node::Node(const ClusterOptions& options, std::unique_ptr<Connection> connection, Impl& owner)
    : impl(owner),
      reading(std::move(connection)),
      proposer(options.order, options.node, api::newUlid(api::wallClock()),
               [this](RunKey run) { return chainOf(run); }) {}

api::Result<core::RunHead> Journal::Impl::Node::chainOf(RunKey run) {
    const auto known =
        impl.writer->committedChain(run);  // before the row is read: it is written after this is forgotten
    const std::lock_guard lock(mutex);
    core::RunHead head;
    bool there = false;
    {
        const Snapshot snapshot(*reading);
        auto& row = reading->prepared("SELECT n,chain FROM run WHERE key=?").with(run);
        there = row.row();
        if (there) {
            head = {static_cast<std::uint64_t>(row.integer(0)), row.string(1)};
        }
    }
    if (const auto failure = reading->takeFailure()) {
        return toError(*failure, impl.options.file.string());
    }
    if (!there) {
        return api::Error{api::code::kNotFound,
                          "The journal has no run " + std::to_string(run) + "; it was removed or never created.",
                          {},
                          false};
    }
    return known && known->n > head.n ? *known : head;
}

void Journal::Impl::prepareCluster(std::unique_ptr<Connection> reading) {
    node = std::make_unique<Node>(options.cluster, std::move(reading), *this);
}

std::optional<Writer::Cluster> Journal::Impl::writerCluster() {
    if (!node) {
        return std::nullopt;
    }
    return Writer::Cluster{node->standing,
                           node->proposer,
                           options.cluster.node,
                           options.cluster.shards,
                           options.cluster.applied,
                           options.cluster.leased,
                           [this](const Outcome& outcome) {
                               if (node->follower) {
                                   node->follower->told(outcome);
                               }
                           }};
}

void Journal::Impl::startCluster(Journal& journal) {
    node->follower = std::make_unique<Follower>(
        Follower::Parts{options.cluster, options.file, options.vfs, *writer, node->standing, node->proposer,
                        [&journal](const std::filesystem::path& target) -> api::Result<api::Unit> {
                            const auto copied = journal.backup(target);
                            return copied ? api::Result<api::Unit>(api::Unit{}) : copied.error();
                        }});
    node->follower->start();
}

void Journal::Impl::stopCluster() {
    if (!node || !node->follower) {
        return;
    }
    const api::Error stops{api::code::kUnavailable,
                           "The engine stopped before the cluster had taken it; it may still be taken.",
                           {},
                           true};
    node->follower->stop();
    writer->flush();  // what was read is stored and told
    for (auto& job : node->proposer.stop()) {
        answer(job, stops);
    }
    node->standing.stop(stops);
}

Journal::Impl::~Impl() {
    readers.reset();
    writer.reset();
}

Journal::~Journal() {
    m_impl->stopCluster();
}

void Journal::Impl::propose(const std::string& topic, Word word, Job job) {
    auto error = writer->problem();
    if (!error) {
        error = node->proposer.propose(topic, std::move(word), job);
    }
    if (error) {
        answer(job, *error);
    }
}

void Journal::Impl::proposeAsOwner(const std::string& topic, const std::function<Word(std::uint64_t epoch)>& word,
                                   Job job) {
    std::uint64_t epoch = 0;
    if (node->standing.owns(core::kSystemShard, options.cluster.node, &epoch)) {
        propose(topic, word(epoch), std::move(job));
    } else {
        answer(job, api::Error{api::code::kUnavailable,
                               "Another node of the cluster does this; ask it, or try again in a moment.",
                               {},
                               true});
    }
}

void Journal::Impl::write(Change change) {
    if (!node) {
        writer->write(std::move(change));
        return;
    }
    auto error = writer->problem();
    Proposer::Place place{core::shardOfKey(change.run, options.cluster.shards), 0};
    if (!error && (!node->standing.owns(place.shard, options.cluster.node, &place.epoch) || !node->standing.inside())) {
        error = api::Error{api::code::kUnavailable,
                           "This node does not own the run; the one that does goes on with it. Try again.",
                           {},
                           true};
    }
    if (error) {
        node->proposer.refuse(change);
    } else {
        error = node->proposer.propose(change, place);
    }
    if (error && change.done) {
        change.done(*error);
    }
}

void Journal::Impl::prune(Pruning pruning) {
    if (node) {
        const auto before = pruning.endedBefore;
        const auto limit = pruning.limit;
        proposeAsOwner(
            "prune",
            [=](std::uint64_t epoch) {
                return PruneWord{epoch, before, limit};
            },
            std::move(pruning));
    } else {
        writer->prune(std::move(pruning));
    }
}

// ---- cluster

void Journal::propose(core::LeaseWord word) {
    if (m_impl->node) {
        const auto mark = m_impl->node->standing.view().origin.mark;
        Job none = Note{};
        (void)m_impl->node->proposer.propose("lease", std::move(word), none, mark);
    }
}

std::vector<core::Lease> Journal::leases() const {
    return m_impl->node ? m_impl->node->standing.view().leases : std::vector<core::Lease>();
}

bool Journal::restoring() const {
    return m_impl->node && m_impl->node->follower && m_impl->node->follower->restoring();
}

bool Journal::clustered() const {
    return m_impl->node != nullptr;
}

bool Journal::owns(RunKey run) const {
    return !m_impl->node || ownsShard(core::shardOfKey(run, m_impl->options.cluster.shards));
}

bool Journal::ownsShard(int shard) const {
    return !m_impl->node || m_impl->node->standing.owns(shard, m_impl->options.cluster.node);
}

std::uint64_t Journal::place() const {
    return m_impl->node ? m_impl->node->standing.view().origin.mark.place : 0;
}

std::uint64_t Journal::newestPlace() const {
    return m_impl->node ? m_impl->node->standing.newest() : 0;
}

void Journal::catchUp(std::function<void(api::Result<api::Unit>)> done) {
    if (!m_impl->node) {
        done(api::Unit{});
        return;
    }
    m_impl->options.cluster.order->newest(
        [node = m_impl->node.get(), done = std::move(done)](const api::Result<std::uint64_t>& place) {
            place ? node->standing.when(*place, done) : done(place.error());
        });
}

// ---- writing

RunKey Journal::reserveRun(const std::string& id) {
    return m_impl->node ? core::runKeyOf(id) : m_impl->writer->reserveRun();
}

void Journal::write(Change change) {
    m_impl->write(std::move(change));
}

void Journal::deploy(StoredWorkflow workflow, std::function<void(api::Result<bool>)> done) {
    if (m_impl->node) {
        m_impl->propose("deploy", std::move(workflow), Deployment{{}, std::move(done)});
    } else {
        m_impl->writer->deploy({std::move(workflow), std::move(done)});
    }
}

void Journal::publish(Message message, std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->propose("publish", std::move(message), Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note(
        {[message = std::move(message)](Projector& p) { return p.outbox().append({message}); }, std::move(done)});
}

void Journal::delivered(std::int64_t position) {
    m_impl->writer->note({[position, alone = !m_impl->node](Projector& p) {
                              alone ? p.outbox().delivered(position) : p.outbox().setDelivered(position);
                              return position;
                          },
                          {}});
}

void Journal::laneAt(const std::string& name, std::int64_t position) {
    if (m_impl->node && name != kLocalLane) {
        m_impl->proposeAsOwner(
            "lane",
            [&](std::uint64_t epoch) {
                return LaneWord{epoch, name, position, false};
            },
            Note{});
        return;
    }
    m_impl->writer->note({[name, position](Projector& p) {
                              p.outbox().laneAt(name, position);
                              return position;
                          },
                          {}});
}

void Journal::closeLane(const std::string& name) {
    if (m_impl->node && name != kLocalLane) {
        m_impl->proposeAsOwner(
            "lane",
            [&](std::uint64_t epoch) {
                return LaneWord{epoch, name, 0, true};
            },
            Note{});
        return;
    }
    m_impl->writer->note({[name](Projector& p) {
                              p.outbox().closeLane(name);
                              return std::int64_t{0};
                          },
                          {}});
}

void Journal::processEnded(std::int64_t position, std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->propose("process", ProcessWord{position}, Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[position](Projector& p) {
                              p.outbox().settle(position);
                              return position;
                          },
                          std::move(done)});
}

void Journal::putSchedule(StoredSchedule schedule, std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->proposeAsOwner(
            "schedule",
            [&](std::uint64_t epoch) {
                return ScheduleWord{epoch, false, api::wallClock(), std::move(schedule)};
            },
            Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[schedule = std::move(schedule)](Projector& p) {
                              return ScheduleTable(p.connection()).put(schedule, p.outbox());
                          },
                          std::move(done)});
}

void Journal::removeSchedule(const std::string& ns, const std::string& name) {
    if (m_impl->node) {
        StoredSchedule schedule;
        schedule.ns = ns;
        schedule.name = name;
        m_impl->proposeAsOwner(
            "schedule",
            [&](std::uint64_t epoch) {
                return ScheduleWord{epoch, true, api::wallClock(), std::move(schedule)};
            },
            Note{});
        return;
    }
    m_impl->writer->note({[ns, name](Projector& p) {
                              ScheduleTable(p.connection()).remove(ns, name, p.outbox());
                              return std::int64_t{0};
                          },
                          {}});
}

void Journal::putDocument(StoredDocument document, std::int64_t replaces,
                          std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->propose("document", DocumentWord{std::move(document), replaces, false}, Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[document = std::move(document), replaces](Projector& p) -> Answer {
                              const auto put = DocumentTable(p.connection()).put(document, replaces);
                              return put ? Answer(*put) : Answer(put.error());
                          },
                          std::move(done)});
}

void Journal::keep(std::vector<Kept> kept, std::function<void(api::Result<std::int64_t>)> done) {
    KeepWord word{api::wallClock(), std::move(kept)};
    if (m_impl->node) {
        m_impl->propose("keep", std::move(word), Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[word = std::move(word)](Projector& p) {
                              KeptTable(p.connection()).put(word.kept, word.at);
                              return std::int64_t{0};
                          },
                          std::move(done)});
}

void Journal::recordDecisions(std::vector<StoredDecision> decisions,
                              std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->propose("decisions", DecisionsWord{std::move(decisions)}, Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[decisions = std::move(decisions)](Projector& p) {
                              DecisionTable(p.connection()).add(decisions);
                              return std::int64_t{0};
                          },
                          std::move(done)});
}

void Journal::recordSent(SentMessage message, std::function<void(api::Result<std::int64_t>)> done) {
    if (m_impl->node) {
        m_impl->propose("sent", SentWord{std::move(message)}, Note{{}, std::move(done)});
        return;
    }
    m_impl->writer->note({[message = std::move(message)](Projector& p) {
                              SentTable(p.connection()).add(message);
                              return std::int64_t{0};
                          },
                          std::move(done)});
}

void Journal::flush() {
    if (m_impl->node) {
        m_impl->node->proposer.flush(kFlushPatience);
    }
    m_impl->writer->flush();
}

}  // namespace beamline::store
