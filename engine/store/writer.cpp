// SPDX-License-Identifier: Apache-2.0
#include "engine/store/writer.h"

#include <algorithm>
#include <cerrno>

#include "engine/api/ids.h"

namespace beamline::store {

Writer::Writer(std::unique_ptr<Connection> connection, std::string file, bool readOnly, std::optional<Cluster> cluster)
    : m_file(std::move(file)),
      m_readOnly(readOnly),
      m_connection(std::move(connection)),
      m_projector(*m_connection, cluster.has_value()),
      m_cluster(std::move(cluster)) {
    if (m_cluster) {
        m_acceptor.emplace(*m_connection, m_projector, m_cluster->shards);
    }
}

Writer::~Writer() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_checkpointer.reset();
}

api::Result<api::Unit> Writer::load() {
    if (!m_projector.load() || (m_acceptor && !m_acceptor->load())) {
        return toError(*m_connection->failure(), m_file);
    }
    if (m_acceptor) {
        if (auto misfit = m_acceptor->misfit(m_file)) {
            return *misfit;
        }
        m_cluster->standing.publish(m_acceptor->view(), m_acceptor->takeMarks());
    }
    m_nextRun = m_projector.lastRun() + 1;
    m_counts = m_projector.counts();
    m_health.seq = m_projector.lastSeq();
    if (m_readOnly) {
        m_problem = {api::code::kUnavailable, "The journal " + m_file + " was opened for reading only.", {}, false};
        m_health.accepting = false;
        m_health.code = "read_only";
        m_health.message = m_problem->message;
    }
    return api::Unit{};
}

void Writer::start(std::unique_ptr<Connection> forCheckpoints) {
    m_checkpointer = std::make_unique<Checkpointer>(std::move(forCheckpoints), [this](Failure failure) {
        if (!passes(failure)) {  // a full disk shows in the next commit, if it lasts
            stopAccepting(failure);
        }
    });
    sqlite3_wal_hook(m_connection->handle(), &Writer::onLog, this);
    m_thread = std::thread([this] { work(); });
}

int Writer::onLog(void* self, sqlite3*, const char*, int pages) {
    static_cast<Writer*>(self)->m_logPages = pages;
    return SQLITE_OK;
}

void Writer::push(Job job) {
    std::optional<api::Error> error;
    {
        const std::lock_guard lock(m_mutex);
        const auto* change = std::get_if<Change>(&job);
        const bool passes = std::holds_alternative<Barrier>(job) || std::holds_alternative<Pause>(job);
        if (passes && !m_stop && m_thread.joinable()) {
            // passes whatever the state: it waits for what is queued, it stores nothing
        } else if (m_problem) {
            error = m_problem;
        } else if (m_queued >= kMaxQueuedChanges) {
            error = {api::code::kOverloaded,
                     "The journal's queue is full; try again when the disk has caught up.",
                     {},
                     true};
        } else if (change && !change->create && !m_refused.empty() && m_refused.contains(change->run)) {
            error = {api::code::kUnavailable,
                     "An earlier change of this run was not stored; it is read anew first.",
                     {},
                     true};
        }
        if (error && change && !change->create) {
            m_refused.insert(change->run);
        }
        if (!error) {
            m_queue.push_back(std::move(job));
            m_queued.fetch_add(1, std::memory_order_relaxed);
        }
    }
    if (error) {
        answer(job, *error);
    } else {
        m_wake.notify_one();
    }
}

void Writer::write(Change change) {
    push(std::move(change));
}

void Writer::deploy(Deployment deployment) {
    push(std::move(deployment));
}

void Writer::prune(Pruning pruning) {
    push(std::move(pruning));
}

void Writer::note(Note note) {
    push(std::move(note));
}

void Writer::read(Ordered word) {
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [this] {
            return (m_words < kMaxReadAhead && m_wordBytes < kMaxReadAheadBytes) || !m_reading ||
                   (m_problem && !m_probing);
        });
        if (!m_reading || (m_problem && !m_probing)) {
            return;
        }
        ++m_words;
        m_wordBytes += word.data.size();
        m_queue.emplace_back(std::move(word));
    }
    m_wake.notify_one();
}

void Writer::stopReading() {
    {
        const std::lock_guard lock(m_mutex);
        m_reading = false;
    }
    m_room.notify_all();
}

void Writer::flush(bool heads) {
    std::promise<void> reached;
    push(Barrier{[&reached] { reached.set_value(); }, heads});
    reached.get_future().wait();
}

void Writer::pause(const std::function<void(bool good)>& work) {
    std::promise<void> reached;
    push(Pause{[&](bool good) {
        work(good);
        reached.set_value();
    }});
    reached.get_future().wait();
}

bool Writer::refuses(RunKey run) const {
    if (m_cluster) {
        return m_cluster->proposer.refuses(run);
    }
    const std::lock_guard lock(m_mutex);
    return m_refused.contains(run);
}

void Writer::forgive(RunKey run) {
    if (m_cluster) {
        m_cluster->proposer.forgive(run);
    }
    const std::lock_guard lock(m_mutex);
    m_refused.erase(run);
}

void Writer::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (!take(lock)) {
            if (m_stop && m_queue.empty()) {
                break;
            }
            const bool tryDisk = m_probing;
            lock.unlock();
            if (tryDisk) {
                probe();
            } else if (const auto failure = transaction([] {}, true)) {
                stopAccepting(*failure);
                failQueued();
            }
            lock.lock();
            continue;
        }
        lock.unlock();
        commitBatch();
        checkpoint();
        lock.lock();
    }
    const bool good = !m_problem && m_projector.headsPending();
    lock.unlock();
    if (good) {
        transaction([] {}, true);
    }
}

/// Fills m_batch. False: nothing came in time (heads or a full disk wait), or the end.
bool Writer::take(std::unique_lock<std::mutex>& lock) {
    const auto ready = [this] { return m_stop || !m_queue.empty(); };
    if (m_probing) {
        m_wake.wait_for(lock, std::chrono::milliseconds(kProbeMs), ready);
    } else if (!m_problem && m_projector.headsPending()) {
        m_wake.wait_for(lock, std::chrono::milliseconds(kIdleMs), ready);
    } else {
        m_wake.wait(lock, ready);
    }
    m_batch.clear();
    while (!m_queue.empty() && m_batch.size() < kMaxChangesPerCommit) {
        m_batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return !m_batch.empty();
}

Answer Writer::apply(Job& job) {
    const auto flat = [](auto result) {
        return result.ok() ? Answer(std::move(result).value()) : Answer(result.error());
    };
    if (const auto* change = std::get_if<Change>(&job)) {
        return flat(m_projector.apply(*change));
    }
    if (const auto* deployment = std::get_if<Deployment>(&job)) {
        return flat(m_projector.deploy(deployment->workflow));
    }
    if (const auto* pruning = std::get_if<Pruning>(&job)) {
        return m_projector.prune(pruning->endedBefore, pruning->limit);
    }
    if (const auto* note = std::get_if<Note>(&job)) {
        return note->apply(m_projector);
    }
    if (const auto* word = std::get_if<Ordered>(&job); word && !m_unknown) {
        apply(*word);
    }
    return api::Seq{0};
}

std::optional<Failure> Writer::transaction(const std::function<void()>& body, bool headsNow) {
    m_connection->prepared("BEGIN IMMEDIATE").run();
    body();
    m_projector.finish(headsNow);
    if (m_acceptor) {
        m_acceptor->finish();
    }
    if (m_connection->prepared("COMMIT").run()) {
        m_projector.committed();
        if (m_acceptor) {
            m_acceptor->committed();
        }
        publish();
        return std::nullopt;
    }
    auto failure = m_connection->takeFailure();
    sqlite3_exec(m_connection->handle(), "ROLLBACK", nullptr, nullptr,
                 nullptr);  // fails when SQLite has done so itself
    m_projector.rolledBack();
    if (m_acceptor) {
        m_acceptor->rolledBack();
    }
    m_unknown.reset();
    return failure;
}

void Writer::apply(const Ordered& word) {
    auto outcome = m_acceptor->read(word);
    if (!outcome) {
        m_unknown = outcome.error();
        return;
    }
    if (outcome->kind == Outcome::Kind::stored && outcome->run > 0 && m_cluster->proposer.mine(word.id)) {
        m_projector.putSnapshot(outcome->run, m_cluster->proposer.snapshotOf(word.id));
    }
    m_outcomes.push_back(std::move(*outcome));
}

void Writer::commitBatch() {
    m_answers.clear();
    m_outcomes.clear();
    {
        std::unique_lock lock(m_mutex);
        if (m_problem) {  // the checkpointer met it
            lock.unlock();
            failQueued();
            return;
        }
    }
    const auto any = [this](auto test) { return std::any_of(m_batch.begin(), m_batch.end(), test); };
    const auto writes = [](const Job& job) {
        const auto* barrier = std::get_if<Barrier>(&job);
        return !std::holds_alternative<Pause>(job) && (!barrier || barrier->heads);
    };
    if (!any(writes)) {
        m_answers.assign(m_batch.size(), api::Seq{0});
    } else {
        // Removing the newest facts must not give their Seq away again, hence the mark.
        const bool headsNow = any([](const Job& job) {
            const auto* barrier = std::get_if<Barrier>(&job);
            return std::holds_alternative<Pruning>(job) || (barrier && barrier->heads);
        });
        const auto failure = transaction(
            [this] {
                for (auto& job : m_batch) {
                    m_answers.push_back(apply(job));
                }
            },
            headsNow);
        if (failure) {
            stopAccepting(*failure);
            failQueued();
            return;
        }
    }
    settle();
}

/// What is committed is told.
void Writer::settle() {
    auto batch = std::exchange(m_batch, {});
    std::size_t words = 0;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (const auto* word = std::get_if<Ordered>(&batch[i])) {
            ++words;
            bytes += word->data.size();
            continue;
        }
        if (const auto* change = std::get_if<Change>(&batch[i]);
            change && !change->create && std::holds_alternative<api::Error>(m_answers[i])) {
            const std::lock_guard lock(m_mutex);
            m_refused.insert(change->run);
        }
        m_queued.fetch_sub(1, std::memory_order_relaxed);
        answer(batch[i], m_answers[i]);
    }
    bool joined = false;
    for (auto& outcome : m_outcomes) {
        joined = joined || outcome.kind == Outcome::Kind::joined;
        if (m_cluster->proposer.mine(outcome.id)) {
            for (auto& [job, result] : m_cluster->proposer.settle(
                     outcome,
                     [this](const Change&change, const core::RunHead&before) { return known(change, before); })) {
                answer(job, result);
            }
        }
        if (!outcome.own && outcome.applied && outcome.kind == Outcome::Kind::stored && m_cluster->applied) {
            m_cluster->applied(std::move(*outcome.applied));
        }
        if (outcome.lease && m_cluster->leased) {
            m_cluster->leased(*outcome.lease);
        }
    }
    if (joined) {
        m_cluster->proposer.again();  // what was said before may have been passed by
    }
    for (const auto& outcome : std::exchange(m_outcomes, {})) {
        m_cluster->told(outcome);
    }
    if (words > 0) {
        const std::lock_guard lock(m_mutex);
        m_words -= words;
        m_wordBytes -= bytes;
        m_room.notify_all();
    }
    for (auto& job : batch) {
        if (auto* pause = std::get_if<Pause>(&job)) {
            pause->work(true);
        }
    }
    if (m_unknown) {
        stopAccepting("outdated", *m_unknown);
        failQueued();
    }
}

/// Whether the facts behind `before` are those of the change.
bool Writer::known(const Change& change, const core::RunHead& before) {
    return m_projector.hasFacts(change.run, before.n, change.facts);
}

std::optional<Failure> Writer::reload(const std::string& order) {
    if (!m_projector.load() || !m_acceptor->load()) {
        return m_connection->takeFailure();
    }
    m_cluster->standing.forgetMarks();
    m_acceptor->enter(order);
    m_acceptor->committed();
    publish();
    return std::nullopt;
}

void Writer::publish() {
    {
        const std::lock_guard lock(m_mutex);
        m_health.seq = m_projector.lastSeq();
        m_health.facts = m_projector.facts();
        ++m_health.commits;
        m_counts = m_projector.counts();
    }
    if (m_acceptor) {
        m_cluster->standing.publish(m_acceptor->view(), m_acceptor->takeMarks());
    }
}

void Writer::failQueued() {
    std::vector<Job> lost;
    api::Error error;
    {
        const std::lock_guard lock(m_mutex);
        error = *m_problem;
        std::deque<Job> all(std::make_move_iterator(m_batch.begin()), std::make_move_iterator(m_batch.end()));
        m_batch.clear();
        std::move(m_queue.begin(), m_queue.end(), std::back_inserter(all));
        m_queue.clear();
        for (auto& job : all) {
            if (!std::holds_alternative<Ordered>(job)) {
                lost.push_back(std::move(job));
            } else if (m_probing) {
                m_held.push_back(std::move(job));
            }
        }
        if (!m_probing) {
            m_held.clear();
            m_words = 0;
            m_wordBytes = 0;
        }
        m_queued.fetch_sub(lost.size(), std::memory_order_relaxed);
        for (const auto& job : lost) {
            if (const auto* change = std::get_if<Change>(&job); change && !change->create) {
                m_refused.insert(change->run);
            }
        }
    }
    m_room.notify_all();
    for (auto& job : lost) {
        answer(job, error);
        if (auto* pause = std::get_if<Pause>(&job)) {
            pause->work(false);
        }
    }
    if (m_cluster && !error.retryable) {
        for (auto& job : m_cluster->proposer.stop()) {
            answer(job, error);
        }
    }
}

void Writer::probe() {
    const std::string filler(kProbeBytes, '.');
    const auto writeAndTakeBack = [&](const char* sql) {
        return transaction([&] { m_connection->prepared(sql).with(std::string_view(filler)).run(); }, false);
    };
    auto failure = writeAndTakeBack("INSERT OR REPLACE INTO snapshot(run,seq,crc,data) VALUES(-1,0,0,?)");
    if (!failure) {
        failure = writeAndTakeBack("DELETE FROM snapshot WHERE run=-1 AND ?<>''");
    }
    if (failure) {
        stopAccepting(*failure);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_probing = false;
        m_problem.reset();
        m_queue.insert(m_queue.begin(), std::make_move_iterator(m_held.begin()), std::make_move_iterator(m_held.end()));
        m_held.clear();
        m_health.accepting = true;
        m_health.code.clear();
        m_health.message.clear();
    }
    tellHealth();
}

void Writer::checkpoint() {
    if (m_checkpointer->pages(m_logPages)) {
        int logPages = 0;
        int copied = 0;
        if (const auto failure = Checkpointer::copy(*m_connection, logPages, copied); failure && !passes(*failure)) {
            stopAccepting(*failure);
        }
    }
}

}  // namespace beamline::store
