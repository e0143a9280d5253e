// SPDX-License-Identifier: Apache-2.0
#include "engine/store/writer.h"

#include <algorithm>
#include <cerrno>

#include "engine/api/ids.h"

namespace beamline::store {

namespace {

/// How health names a failure, and whether a later write may succeed without a restart.
struct Kind {
    const char* code;
    const char* advice;
    bool passes;
};

Kind kindOf(const Failure& failure) {
    const bool full = failure.primary() == SQLITE_FULL || failure.systemCode == ENOSPC || failure.systemCode == EDQUOT;
    if (full && failure.code != SQLITE_IOERR_FSYNC) {
        return {"disk_full", "Free space on its disk: it is tried again every second, and work goes on by itself.",
                true};
    }
    if (failure.primary() == SQLITE_BUSY || failure.primary() == SQLITE_LOCKED) {
        return {"io_error", "Another program holds its file: close it. It is tried again every second.", true};
    }
    if (failure.primary() == SQLITE_READONLY || failure.systemCode == EROFS) {
        return {"read_only", "Make its file and disk writable, then restart.", false};
    }
    if (failure.primary() == SQLITE_CORRUPT || failure.primary() == SQLITE_NOTADB) {
        return {"corrupt", "Restart to see what is damaged and how to recover.", false};
    }
    return {"io_error", "What was acknowledged is kept, nothing more is accepted. Check the disk, then restart.",
            false};
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::string file, bool readOnly)
    : m_file(std::move(file)), m_readOnly(readOnly), m_connection(std::move(connection)), m_projector(*m_connection) {}

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
    if (!m_projector.load()) {
        return toError(*m_connection->failure(), m_file);
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
        if (!kindOf(failure).passes) {  // a full disk shows in the next commit, if it lasts
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
        if (std::holds_alternative<Barrier>(job) && !m_stop && m_thread.joinable()) {
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
        refuse(std::move(job), *error);
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

void Writer::flush() {
    std::promise<void> reached;
    push(Barrier{[&reached] { reached.set_value(); }});
    reached.get_future().wait();
}

bool Writer::refuses(RunKey run) const {
    const std::lock_guard lock(m_mutex);
    return m_refused.contains(run);
}

void Writer::forgive(RunKey run) {
    const std::lock_guard lock(m_mutex);
    m_refused.erase(run);
}

void Writer::refuse(Job job, const api::Error& error) {
    answer(job, error);
}

void Writer::answer(Job& job, const Answer& answer) {
    const auto give = [&](auto& done, auto type) {
        using Value = decltype(type);
        if (!done) {
            return;
        }
        if (const auto* error = std::get_if<api::Error>(&answer)) {
            done(api::Result<Value>(*error));
        } else {
            done(api::Result<Value>(std::get<Value>(answer)));
        }
    };
    if (auto* change = std::get_if<Change>(&job)) {
        give(change->done, api::Seq{});
    } else if (auto* deployment = std::get_if<Deployment>(&job)) {
        give(deployment->done, bool{});
    } else if (auto* pruning = std::get_if<Pruning>(&job)) {
        give(pruning->done, std::int64_t{});
    } else if (auto* note = std::get_if<Note>(&job)) {
        give(note->done, std::int64_t{});
    } else {
        std::get<Barrier>(job).done();
    }
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

Writer::Answer Writer::apply(Job& job) {
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
    return api::Seq{0};
}

std::optional<Failure> Writer::transaction(const std::function<void()>& body, bool headsNow) {
    m_connection->prepared("BEGIN IMMEDIATE").run();
    body();
    m_projector.finish(headsNow);
    if (m_connection->prepared("COMMIT").run()) {
        m_projector.committed();
        publish();
        return std::nullopt;
    }
    auto failure = m_connection->takeFailure();
    sqlite3_exec(m_connection->handle(), "ROLLBACK", nullptr, nullptr,
                 nullptr);  // fails when SQLite has done so itself
    m_projector.rolledBack();
    return failure;
}

void Writer::commitBatch() {
    m_answers.clear();
    {
        std::unique_lock lock(m_mutex);
        if (m_problem) {  // the checkpointer met it
            lock.unlock();
            failQueued();
            return;
        }
    }
    const auto any = [this](auto test) { return std::any_of(m_batch.begin(), m_batch.end(), test); };
    if (!any([](const Job& job) { return !std::holds_alternative<Barrier>(job); })) {
        m_answers.assign(m_batch.size(), api::Seq{0});
    } else {
        // Removing the newest facts must not give their Seq away again, hence the mark.
        const bool headsNow = any([](const Job& job) { return std::holds_alternative<Pruning>(job); });
        const auto before = m_projector.lastSeq();
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
        const std::lock_guard lock(m_mutex);
        m_health.facts += m_projector.lastSeq() - before;
    }
    m_queued.fetch_sub(m_batch.size(), std::memory_order_relaxed);
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        if (const auto* change = std::get_if<Change>(&m_batch[i]);
            change && !change->create && std::holds_alternative<api::Error>(m_answers[i])) {
            const std::lock_guard lock(m_mutex);
            m_refused.insert(change->run);
        }
        answer(m_batch[i], m_answers[i]);
    }
    m_batch.clear();
}

void Writer::publish() {
    const std::lock_guard lock(m_mutex);
    m_health.seq = m_projector.lastSeq();
    ++m_health.commits;
    m_counts = m_projector.counts();
}

void Writer::stopAccepting(const Failure& failure) {
    const auto kind = kindOf(failure);
    auto error = toError(failure, m_file);
    std::unique_lock lock(m_mutex);
    if (m_problem && !m_probing) {
        return;  // the first reason that lasts is the one to tell
    }
    const bool news = m_health.code != kind.code;
    error.message = "The journal " + m_file + " stopped accepting changes: " + failure.what + ". " + kind.advice;
    error.code = api::code::kUnavailable;
    error.retryable = kind.passes;
    m_health.since = m_health.accepting ? api::wallClock() : m_health.since;
    m_health.accepting = false;
    m_health.code = kind.code;
    m_health.message = error.message;
    m_problem = std::move(error);
    m_probing = kind.passes;
    if (!kind.passes) {
        // Leave the log as it is for the next open, which verifies it.
        sqlite3_db_config(m_connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    lock.unlock();
    if (news) {
        tellHealth();
    }
}

void Writer::onHealthChange(std::function<void()> handler) {
    const std::lock_guard lock(m_handlerMutex);
    m_onHealthChange = std::move(handler);
}

void Writer::tellHealth() {
    const std::lock_guard lock(m_handlerMutex);
    if (m_onHealthChange) {
        m_onHealthChange();
    }
}

/// Answers all that is taken or queued with the problem that stopped the journal.
void Writer::failQueued() {
    std::vector<Job> lost;
    api::Error error;
    {
        const std::lock_guard lock(m_mutex);
        error = *m_problem;
        lost.swap(m_batch);
        std::move(m_queue.begin(), m_queue.end(), std::back_inserter(lost));
        m_queue.clear();
        m_queued.fetch_sub(lost.size(), std::memory_order_relaxed);
        for (const auto& job : lost) {
            if (const auto* change = std::get_if<Change>(&job); change && !change->create) {
                m_refused.insert(change->run);
            }
        }
    }
    for (auto& job : lost) {
        answer(job, error);
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
        if (const auto failure = Checkpointer::copy(*m_connection, logPages, copied);
            failure && !kindOf(*failure).passes) {
            stopAccepting(*failure);
        }
    }
}

JournalHealth Writer::health() const {
    const std::lock_guard lock(m_mutex);
    auto health = m_health;
    health.queued = m_queued;
    return health;
}

Counts Writer::counts() const {
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

}  // namespace beamline::store
