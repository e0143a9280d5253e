// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/work_queue.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/messages.h"
#include "engine/nats/stream_facts.h"

namespace beamline::nats {

namespace {
using api::Result;
using namespace std::chrono_literals;
constexpr auto kTick = 250ms;
constexpr auto kFirstPoolRetry = 200ms;  // of a pool that refuses
constexpr std::chrono::milliseconds kMaxPoolRetry = 5s;
constexpr auto kReadPatience = 10s;  // for old results before new work is given out
constexpr int kWorkBytes = 16 << 20;

}  // namespace

NatsWorkQueue::NatsWorkQueue(WorkQueueOptions options)
    : m_options(std::move(options)),
      m_connection(m_options.connection),
      m_reader(m_connection, [this](natsMsg* message) { heard(message); }) {}

Result<std::shared_ptr<NatsWorkQueue>> NatsWorkQueue::open(WorkQueueOptions options) {
    std::shared_ptr<NatsWorkQueue> made(new NatsWorkQueue(std::move(options)));
    if (const auto started = made->start(); !started.ok()) {
        return started.error();
    }
    return made;
}

Result<api::Unit> NatsWorkQueue::start() {
    m_inbox = m_connection->inbox();
    const auto listen = [this](std::unique_ptr<Listening>& to, const std::string& subject,
                               Listening::Handler handler) -> Result<api::Unit> {
        auto opened = Listening::open(*m_connection, subject, "", std::move(handler));
        if (!opened.ok()) {
            return opened.error();
        }
        to = std::move(*opened);
        to->limit(-1, kWorkBytes);
        return api::Unit{};
    };
    auto opened = listen(m_answers, m_inbox + ".*", [this](natsMsg* message) {
        const std::string_view subject = natsMsg_GetSubject(message);
        auto asked = subject.substr(m_inbox.size() + 1);
        const bool ofPlace = asked.starts_with(kAskedPlace);
        asked.remove_prefix(ofPlace ? kAskedPlace.size() : 0);
        const auto key = std::strtoull(std::string(asked).c_str(), nullptr, 10);
        if (ofPlace) {
            there(key, dataOf(message));
            return;
        }
        Stored answer;
        if (natsMsg_IsNoResponders(message)) {
            answer.code = 503;
            answer.problem = "nobody leads the stream of work now";
        } else {
            answer = readStored(dataOf(message));
        }
        stored(key, answer);
    });
    if (opened.ok()) {
        opened = listen(m_heartbeats, kHeartbeatSubject, [this](natsMsg* message) { onHeartbeat(message); });
    }
    if (opened.ok()) {
        opened = listen(m_exhausted, std::string("$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.") + kWorkStream + ".*",
                        [this](natsMsg* message) { onExhausted(message); });
    }
    if (!opened.ok()) {
        return opened.error();
    }
    m_sender = std::thread([this] { send(); });
    m_keeper = std::thread([this] { keep(); });
    return api::Unit{};
}

NatsWorkQueue::~NatsWorkQueue() {
    stop();
}

void NatsWorkQueue::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_entries.clear();
        m_byPlace.clear();
    }
    m_wake.notify_all();
    m_look.notify_all();
    for (auto* thread : {&m_sender, &m_keeper}) {
        if (thread->joinable()) {
            thread->join();
        }
    }
    m_answers.reset();
    m_heartbeats.reset();
    m_exhausted.reset();
    m_reader.close();
    std::deque<std::tuple<std::string, bool, std::function<void(Result<api::Unit>)>>> pauses;
    {
        const std::lock_guard lock(m_mutex);
        pauses.swap(m_pauses);
    }
    for (const auto& [pool, paused, done] : pauses) {
        done(api::Error{api::code::kUnavailable, "This node is ending.", {}, true});
    }
}

bool NatsWorkQueue::submit(blocks::Assignment assignment, Done done) {
    std::unique_lock lock(m_mutex);
    if (m_stopping) {
        return false;
    }
    const auto id = assignment.id;
    if (const auto* known = m_remembered.find(id)) {
        auto result = known->result;
        lock.unlock();
        done(std::move(result));
        return true;
    }
    if (const auto there = m_entries.find(id); there != m_entries.end()) {
        there->second.done = std::move(done);
        return true;
    }
    if (m_entries.size() >= m_options.limits.held) {
        return false;
    }
    auto& entry = m_entries[id];
    entry.what = std::move(assignment);
    entry.done = std::move(done);
    entry.number = ++m_number;
    entry.since = api::wallClock();
    m_lookNow = m_lookNow || !m_pools[entry.what.pool].known;
    if (const auto* accepted = m_accepted.find(id); accepted && lives(accepted->worker)) {
        entry.at = At::stored;  // the stream still has it, and gives it to another one when this worker dies
        entry.worker = accepted->worker;
        entry.place = accepted->place;
        if (entry.place != 0) {
            m_byPlace[entry.place] = id;
        }
        entry.settles = entry.trusted = true;
    } else {
        hold(id, entry);
    }
    lock.unlock();
    m_wake.notify_one();
    m_look.notify_one();
    return true;
}

bool NatsWorkQueue::lives(const std::string& worker) const {
    const auto found = m_workers.find(worker);
    return found != m_workers.end() && found->second.info.state != api::WorkerState::stopped &&
           Clock::now() - found->second.at <= m_options.workerLost;
}

void NatsWorkQueue::hold(const std::string& id, Entry& entry) {
    entry.at = At::held;
    m_pools[entry.what.pool].held.emplace(-entry.what.priority, entry.number, id);
}

std::optional<NatsWorkQueue::Entry> NatsWorkQueue::take(const std::string& id, bool drop) {
    auto found = m_entries.extract(id);
    if (found.empty()) {
        return std::nullopt;
    }
    auto& entry = found.mapped();
    if (entry.at == At::held) {
        m_pools[entry.what.pool].held.erase({-entry.what.priority, entry.number, id});
    }
    if (const auto sent = m_sent.find(entry.key); entry.at == At::sent && drop && sent != m_sent.end()) {
        sent->second.unwanted = true;
    }
    if (entry.place != 0) {
        m_byPlace.erase(entry.place);
        if (drop) {
            removeStored(entry.place);
        }
    }
    return std::move(entry);
}

void NatsWorkQueue::cancel(const std::string& id) {
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = take(id, true);
        if (!entry || entry->at == At::held) {
            return;
        }
    }
    say(kWorkCancelSubject, printCancel(id));
}

void NatsWorkQueue::letGo(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (const auto entry = take(id, false); entry && entry->settles) {
        rememberAccepted(id, {entry->worker, entry->place});
    }
}

/// Nobody waits for the answer: a message that stays is done once more by somebody, whose result finds nobody.
void NatsWorkQueue::removeStored(std::uint64_t place) {
    say(jetStreamApi(m_connection->target()) + ".STREAM.MSG.DELETE." + kWorkStream,
        R"({"no_erase":true,"seq":)" + std::to_string(place) + "}");
}

void NatsWorkQueue::say(const std::string& subject, const std::string& text) {
    natsConnection_Publish(m_connection->raw(), subject.c_str(), text.data(), static_cast<int>(text.size()));
}

void NatsWorkQueue::send() {
    std::unique_lock lock(m_mutex);
    auto looked = Clock::now();
    while (!m_stopping) {
        const auto batch = due();
        lock.unlock();
        for (const auto& one : batch) {
            publish(one);
        }
        if (Clock::now() - looked >= kTick) {
            lookAtTimes();
            looked = Clock::now();
        }
        lock.lock();
        if (batch.empty() && !m_stopping) {
            m_wake.wait_for(lock, kTick);
        }
    }
}

/// What can be sent now.
std::vector<NatsWorkQueue::Outgoing> NatsWorkQueue::due() {
    std::vector<Outgoing> out;
    const auto now = Clock::now();
    if (!m_connection->connected() || (!m_reader.caughtUp() && now - m_openedAt < kReadPatience)) {
        return out;
    }
    for (auto& [name, pool] : m_pools) {
        while (pool.known && !pool.facts.paused && pool.notBefore <= now && !pool.held.empty() &&
               m_sent.size() < m_options.limits.unconfirmed) {
            const auto id = std::get<2>(*pool.held.begin());
            pool.held.erase(pool.held.begin());
            auto& entry = m_entries.at(id);
            entry.at = At::sent;
            entry.sentAt = now;
            entry.key = ++m_key;
            m_sent[m_key] = {id, now};
            out.push_back({m_key, entry.again, entry.what});
            if (pool.full) {
                break;  // one tries whether there is room again
            }
        }
        if (pool.full && !out.empty()) {
            pool.notBefore = now + pool.retry;
        }
    }
    return out;
}

void NatsWorkQueue::publish(const Outgoing& one) {
    const auto text = printAssignment(one.what, api::wallClock());
    const auto subject = poolSubject(one.what.pool);
    const auto reply = m_inbox + "." + std::to_string(one.key);
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, subject.c_str(), reply.c_str(), text.data(), static_cast<int>(text.size()));
    const Owned<natsMsg> message(raw);
    const auto header = [&](const char* name, const std::string& value) {
        if (status == NATS_OK && !value.empty()) {
            status = natsMsgHeader_Set(raw, name, value.c_str());
        }
    };
    header(kMessageId, one.what.id + (one.again == 0 ? "" : "~" + std::to_string(one.again)));
    header("version", "1");
    header("tenant_id", one.what.tenant.empty() ? "default" : one.what.tenant);
    header("trace_id", one.what.trace);
    header("traceparent", one.what.parent);
    if (status == NATS_OK) {
        status = natsConnection_PublishMsg(m_connection->raw(), raw);
    }
    if (status != NATS_OK) {
        stored(one.key, {0, false, -1, m_connection->error(status, "Publishing to " + subject).message});
    }
}

void NatsWorkQueue::stored(std::uint64_t key, const Stored& answer) {
    std::string over;
    bool full = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto sent = m_sent.extract(key);
        if (sent.empty()) {
            return;
        }
        const auto& id = sent.mapped().id;
        const auto found = m_entries.find(id);
        if (found == m_entries.end() || found->second.at != At::sent || found->second.key != key) {
            if (sent.mapped().unwanted && answer.place != 0) {
                removeStored(answer.place);
            }
            return;
        }
        auto& entry = found->second;
        auto& pool = m_pools[entry.what.pool];
        if (answer.place != 0) {
            entry.at = At::stored;
            entry.place = answer.place;
            m_byPlace[answer.place] = id;
            if (answer.duplicate) {
                askWhetherThere(answer.place);  // it may be done, or given up
            }
            over = pool.full ? poolFullCode(entry.what.pool) : "";
            pool.full = false;
            pool.retry = {};
            pool.notBefore = {};
        } else {
            hold(id, entry);
            refused(pool, answer);
            full = pool.full;
        }
    }
    m_wake.notify_one();
    if (full) {
        m_look.notify_one();
    }
    if (!over.empty()) {
        tell(over, {});
    }
}

void NatsWorkQueue::refused(Pool& pool, const Stored& answer) {
    const auto now = Clock::now();
    if (answer.code == JSStreamStoreFailedErr) {
        m_lookNow = m_lookNow || !pool.full;
        pool.full = true;
    }
    if (pool.notBefore > now && pool.retry.count() > 0) {
        return;  // one of many that were refused at once
    }
    pool.retry = std::clamp<std::chrono::milliseconds>(2 * pool.retry, kFirstPoolRetry, kMaxPoolRetry);
    pool.notBefore = now + pool.retry;
}

void NatsWorkQueue::heard(natsMsg* message) {
    const auto data = dataOf(message);
    if (std::string_view(natsMsg_GetSubject(message)) == kAckSubject) {
        if (const auto ack = readAck(data); ack.ok()) {
            onAck(*ack);
        }
    } else if (auto told = readResult(data); told.ok()) {
        onResult(std::move(*told), data.size());
    }
}

void NatsWorkQueue::onResult(ToldResult told, std::size_t bytes) {
    Done done;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_remembered.find(told.id)) {
            return;  // the first one counts
        }
        const auto known = m_entries.find(told.id);
        auto entry = take(told.id, known != m_entries.end() && !known->second.settles);
        m_accepted.erase(told.id);
        remember(told.id, told.what, bytes);
        if (!entry) {
            return;
        }
        done = std::move(entry->done);
    }
    done(std::move(told.what));
}

void NatsWorkQueue::remember(const std::string& id, blocks::WorkResult result, std::size_t bytes) {
    m_remembered.put(id, {std::move(result), bytes});
    m_rememberedBytes += bytes;
    while (m_remembered.size() > m_options.limits.remembered || m_rememberedBytes > m_options.limits.rememberedBytes) {
        m_rememberedBytes -= m_remembered.takeOldest().bytes;
    }
}

void NatsWorkQueue::rememberAccepted(const std::string& id, Accepted accepted) {
    m_accepted.put(id, std::move(accepted));
    if (m_accepted.size() > m_options.limits.accepted) {
        m_accepted.takeOldest();
    }
}

void NatsWorkQueue::onAck(const ToldAck& ack) {
    Done done;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(ack.id);
        if (found == m_entries.end()) {
            if (ack.status == "accepted" && ack.settles) {
                rememberAccepted(ack.id, {ack.worker, ack.place});
            }
            return;
        }
        auto& entry = found->second;
        if (ack.status == "accepted") {
            entry.worker = ack.worker;
            entry.settles = ack.settles;
            return;
        }
        if (ack.status == "rejected") {  // another worker may take it
            entry.rejection = "Worker " + ack.worker + " did not take it: " + ack.reason;
            return;
        }
        done = take(ack.id, true)->done;
    }
    done({core::makeError("runtime", "Worker " + ack.worker + " could not begin: " + ack.reason, {}), ack.worker, 0});
}

void NatsWorkQueue::onHeartbeat(natsMsg* message) {
    auto worker = readHeartbeat(dataOf(message));
    if (!worker.ok()) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    if (m_workers.size() < m_options.limits.workersKnown || m_workers.contains(worker->id)) {
        worker->seenAt = api::wallClock();
        const auto id = worker->id;
        m_workers.insert_or_assign(id, Seen{std::move(*worker), Clock::now()});
    }
}

/// Answers that never came, and deadlines.
void NatsWorkQueue::lookAtTimes() {
    Finished late;
    std::vector<std::string> cancelled;
    {
        const std::lock_guard lock(m_mutex);
        const auto now = Clock::now();
        const auto wall = api::wallClock();
        std::vector<std::string> over;
        for (auto& [id, entry] : m_entries) {
            if (entry.at == At::sent && now - entry.sentAt > m_options.confirm) {
                hold(id, entry);
            }
            if (entry.trusted && !lives(entry.worker)) {
                entry.trusted = false;
                m_accepted.erase(id);
                if (entry.place == 0) {  // else the stream gives it to another one
                    hold(id, entry);
                }
            }
            if (entry.what.deadline != 0 && entry.what.deadline <= wall) {
                over.push_back(id);
            }
        }
        std::erase_if(m_sent, [&](const auto& sent) {
            const auto found = m_entries.find(sent.second.id);
            const bool waits =
                found != m_entries.end() && found->second.at == At::sent && found->second.key == sent.first;
            return !waits && (!sent.second.unwanted || now - sent.second.at > m_options.confirm);
        });
        for (const auto& id : over) {
            auto entry = take(id, true);
            auto why = entry->worker.empty() ? "No worker of the pool " + entry->what.pool + " took it in time."
                                             : "Worker " + entry->worker + " did not finish it in time.";
            late.emplace_back(std::move(entry->done),
                              blocks::WorkResult{core::makeError("timeout", why, {}), entry->worker, 0});
            cancelled.push_back(id);
        }
    }
    for (const auto& id : cancelled) {
        say(kWorkCancelSubject, printCancel(id));
    }
    for (auto& [done, result] : late) {
        done(std::move(result));
    }
}

void NatsWorkQueue::tell(const std::string& code, const std::string& message) {
    const std::lock_guard lock(m_toldMutex);
    if (m_told) {
        m_told(code, message);
    }
}

void NatsWorkQueue::onProblem(std::function<void(const std::string& code, const std::string& message)> told) {
    const std::lock_guard lock(m_toldMutex);
    m_told = std::move(told);
}

void NatsWorkQueue::onQueued(std::function<void(std::int64_t)> told) {
    const std::lock_guard lock(m_toldMutex);
    m_toldQueued = std::move(told);
}

}  // namespace beamline::nats
