// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/messenger.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

namespace {
constexpr auto kNoMessage = std::numeric_limits<std::int64_t>::max();

}  // namespace

Messenger::Messenger(Services& services, caf::actor supervisor, Commands& commands)
    : m_services(services), m_supervisor(std::move(supervisor)), m_commands(commands) {}

Messenger::~Messenger() {
    stop();
}

void Messenger::start() {
    // A node of a cluster begins behind the newest; with each shard it gets what came before.
    const bool alone = !m_services.clustered();
    m_read = m_told = alone ? m_services.journal.deliveredUpTo() : m_services.journal.newestMessage();
    m_shards[kEvery].from = m_read;
    if (alone) {
        m_shards[0].from = m_read;
    }
    m_thread = std::thread([this] { work(); });
}

void Messenger::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Messenger::wake() {
    {
        std::lock_guard lock(m_mutex);
        m_news = true;
    }
    m_wake.notify_all();
}

void Messenger::wakeForProcesses() {
    {
        std::lock_guard lock(m_mutex);
        m_processes = true;
    }
    m_wake.notify_all();
}

void Messenger::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        retryDue(lock);
        startProcesses(lock);
        const bool read = readPast(lock) || readNews(lock);
        if (m_services.clustered()) {
            m_told = m_read;  // it is told with the leases
        } else if (m_told < m_read && Clock::now() - m_toldAt >= kDeliveredEvery) {
            tellJournal();
        }
        if (read || m_stop || m_processes) {
            continue;
        }
        const auto ready = [this] {
            return m_stop || m_processes || ((m_news || m_begun || m_pass) && m_out < kMaxUndelivered);
        };
        auto until = Clock::time_point::max();
        if (m_told < m_read) {
            until = m_toldAt + kDeliveredEvery;
        }
        if (!m_again.empty()) {
            until = std::min(until, m_again.begin()->first);
        }
        if (until == Clock::time_point::max()) {
            m_wake.wait(lock, [&] { return ready() || !m_again.empty() || m_told < m_read; });
        } else {
            m_wake.wait_until(lock, until, ready);
        }
    }
    if (!m_services.clustered()) {
        tellJournal();
    }
}

void Messenger::retryDue(std::unique_lock<std::mutex>& lock) {
    while (!m_stop && !m_again.empty() && m_again.begin()->first <= Clock::now()) {
        auto [slip, act] = std::move(m_again.begin()->second);
        m_again.erase(m_again.begin());
        const auto shard = m_shards.find(slip.shard);
        if (shard == m_shards.end() || shard->second.life != slip.life) {
            continue;
        }
        lock.unlock();
        act();
        closed(slip);
        lock.lock();
    }
}

void Messenger::startProcesses(std::unique_lock<std::mutex>& lock) {
    if (m_stop || !std::exchange(m_processes, false)) {
        return;
    }
    lock.unlock();
    if (!m_services.processes->look()) {
        later(kNoMessage, kEvery, [this] { wakeForProcesses(); });
    }
    lock.lock();
}

/// Whether something was read, so that there may be more.
bool Messenger::readNews(std::unique_lock<std::mutex>& lock) {
    if (!m_news || m_out >= kMaxUndelivered) {
        return false;
    }
    m_news = false;
    lock.unlock();
    const auto messages = m_services.journal.messages(m_read, kMaxMessagesRead);
    lock.lock();
    if (!messages.ok()) {  // health says why
        m_news = true;
        m_wake.wait_for(lock, kRedeliverAfter, [this] { return m_stop; });
        return true;
    }
    if (!deliverAll(lock, *messages, nullptr)) {
        return false;
    }
    m_news = m_news || messages->size() == static_cast<std::size_t>(kMaxMessagesRead);
    return !messages->empty();
}

bool Messenger::deliverAll(std::unique_lock<std::mutex>& lock, const std::vector<store::Message>& messages,
                           Pass* pass) {
    const auto audience = pass ? std::make_shared<const std::set<int>>(pass->shards) : Audience();
    for (const auto& message : messages) {
        m_wake.wait(lock, [this] { return m_stop || m_out < kMaxUndelivered || !m_again.empty(); });
        if (m_stop) {
            return false;
        }
        lock.unlock();
        deliver(message, audience);
        lock.lock();
        (pass ? pass->read : m_read) = message.position;
    }
    return true;
}

/// What came before a shard was this node's. Whether something was read.
bool Messenger::readPast(std::unique_lock<std::mutex>& lock) {
    if (m_out >= kMaxUndelivered) {
        return false;
    }
    if (!m_pass) {
        if (!std::exchange(m_begun, false)) {
            return false;
        }
        Pass pass;
        pass.read = pass.until = m_read;  // from there on the news are for it as well
        for (auto& [number, shard] : m_shards) {
            shard.again = false;
            if (shard.behind) {
                pass.shards.insert(number);
                pass.read = std::min(pass.read, shard.from);
            }
        }
        m_pass = std::move(pass);
    }
    lock.unlock();
    auto messages = m_services.journal.messages(m_pass->read, kMaxMessagesRead);
    lock.lock();
    if (!messages.ok()) {
        m_wake.wait_for(lock, kRedeliverAfter, [this] { return m_stop; });
        return true;
    }
    const bool all =
        messages->size() < static_cast<std::size_t>(kMaxMessagesRead) || messages->back().position >= m_pass->until;
    std::erase_if(*messages, [this](const auto& message) { return message.position > m_pass->until; });
    if (!deliverAll(lock, *messages, &*m_pass)) {
        return false;
    }
    if (all) {
        for (const int number : m_pass->shards) {
            // One that has gone and come back meanwhile waits for a pass of its own.
            if (const auto shard = m_shards.find(number); shard != m_shards.end() && !shard->second.again) {
                shard->second.behind = false;
            }
        }
        m_pass.reset();
    }
    return true;
}

void Messenger::begin(int shard, std::int64_t delivered) {
    {
        const std::lock_guard lock(m_mutex);
        auto& one = m_shards[shard];
        one.life = ++m_lives;
        one.from = delivered;
        one.behind = true;
        one.again = m_pass.has_value();
        m_begun = true;
    }
    m_wake.notify_all();
}

void Messenger::hold(int shard) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_shards.find(shard); found != m_shards.end()) {
        found->second.held = m_read;
    }
}

void Messenger::end(int shard) {
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_lanes, [&](const auto& one) {
            const bool of = m_services.shardOf(one.first.first) == shard;
            m_out -= of ? one.second.letters.size() : 0;
            return of;
        });
        m_shards.erase(shard);
    }
    m_wake.notify_all();
}

std::int64_t Messenger::mark(int shard) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_shards.find(shard);
    return found == m_shards.end() ? 0 : doneUpTo(found->second);
}

/// With the lock.
std::int64_t Messenger::doneUpTo(const Shard& shard) const {
    if (shard.behind) {
        return shard.from;
    }
    auto done = std::min(m_read, shard.held.value_or(m_read));
    const auto& every = m_shards.at(kEvery);
    for (const auto* one : {&shard, &every}) {
        if (!one->open.empty()) {
            done = std::min(done, one->open.begin()->first - 1);
        }
    }
    return std::max(done, shard.from);
}

/// With the lock. Messages that are told late are only delivered twice after a crash, and refused then.
void Messenger::tellJournal() {
    m_toldAt = Clock::now();
    const auto done = doneUpTo(m_shards.at(0));
    if (done > m_told) {
        m_told = done;
        m_services.journal.delivered(done);
    }
}

Messenger::Slip Messenger::opened(std::int64_t position, int shard) {
    const std::lock_guard lock(m_mutex);
    return openedLocked(position, shard);
}

Messenger::Slip Messenger::openedLocked(std::int64_t position, int shard) {
    const auto found = m_shards.find(shard);
    if (found == m_shards.end()) {
        return {position, shard, 0};  // not this node's: nothing is kept of it
    }
    ++found->second.open[position];
    return {position, shard, found->second.life};
}

void Messenger::closed(const Slip& slip) {
    const std::lock_guard lock(m_mutex);
    closedLocked(slip);
}

void Messenger::closedLocked(const Slip& slip) {
    const auto shard = m_shards.find(slip.shard);
    if (shard == m_shards.end() || shard->second.life != slip.life) {
        return;
    }
    const auto found = shard->second.open.find(slip.position);
    if (found != shard->second.open.end() && --found->second == 0) {
        shard->second.open.erase(found);
    }
}

void Messenger::later(std::int64_t position, int shard, std::function<void()> again, Clock::duration delay) {
    {
        std::lock_guard lock(m_mutex);
        if (!m_shards.contains(shard)) {
            return;  // its owner does it
        }
        const auto slip = openedLocked(position, shard);
        m_again.emplace(Clock::now() + delay, std::pair(slip, std::move(again)));
    }
    m_wake.notify_all();
}

bool Messenger::concerns(const Audience& audience, int shard) const {
    return m_services.actsFor(shard) && (!audience || audience->contains(shard));
}

void Messenger::deliver(const store::Message& message, const Audience& audience) {
    if (message.damaged) {
        m_services.problems.put("message_damaged", "Message " + std::to_string(message.position) +
                                                       " between runs is damaged and was left out.");
        return;
    }
    const auto slip = opened(message.position, kEvery);
    const bool sender = concerns(audience, m_services.shardOf(message.run));
    switch (message.kind) {
        case store::MessageKind::event:
            deliverEvent(message, audience);
            break;
        case store::MessageKind::childEnded:
            if (concerns(audience, parentShard(message))) {
                deliverEnd(message);
            }
            break;
        case store::MessageKind::startChild:  // a child lives in the shard of its parent
            if (sender) {
                startChild(message);
            }
            break;
        case store::MessageKind::cancelChild:
            if (sender) {
                cancelChild(message);
            }
            break;
        case store::MessageKind::ended:
            if (concerns(audience, core::kSystemShard)) {
                m_services.scheduler->ended(message);
            }
            break;
        case store::MessageKind::process:
            if (sender) {
                wakeForProcesses();
            }
            break;
        case store::MessageKind::done:
        case store::MessageKind::faulted:  // for a lane alone
            break;
    }
    closed(slip);
}

void Messenger::post(std::int64_t position, Receiver receiver, core::Fact fact) {
    bool first = false;
    {
        std::lock_guard lock(m_mutex);
        const auto shard = m_services.shardOf(receiver.first);
        if (!m_shards.contains(shard)) {
            return;  // whoever gets it does this again
        }
        ++m_out;
        auto& lane = m_lanes[receiver];
        lane.letters.push_back({openedLocked(position, shard), std::move(fact)});
        first = lane.letters.size() == 1;
        lane.number = lane.number ? lane.number : ++m_laneNumbers;
    }
    if (first) {
        sendFirst(receiver);
    }
}

void Messenger::sendFirst(const Receiver& receiver) {
    FactMessage message;
    std::uint64_t number = 0;
    {
        std::lock_guard lock(m_mutex);
        const auto lane = m_lanes.find(receiver);
        if (m_stop || lane == m_lanes.end()) {
            return;
        }
        message.fact = lane->second.letters.front().fact;
        number = lane->second.number;
    }
    message.key = receiver.first;
    message.fact.at = api::wallClock();
    message.reply = [this, receiver, number](const api::Result<Outcome>& outcome) {
        replied(receiver, number, outcome);
    };
    caf::anon_send(m_supervisor, std::move(message));
}

void Messenger::replied(const Receiver& receiver, std::uint64_t number, const api::Result<Outcome>& outcome) {
    std::unique_lock lock(m_mutex);
    const auto found = m_lanes.find(receiver);
    if (m_stop || found == m_lanes.end() || found->second.number != number) {
        return;  // what is not told to the journal is delivered again after the next start
    }
    auto& lane = found->second;
    const auto slip = lane.letters.front().slip;
    if (!outcome.ok() && !isFinalAnswer(outcome.error())) {
        const auto delay = lane.delay;
        lane.delay = std::min<Clock::duration>(delay * 2, kRedeliverAtMost);
        lock.unlock();
        later(
            slip.position, slip.shard, [this, receiver] { sendFirst(receiver); }, delay);
        return;
    }
    lane.letters.pop_front();  // taken, or refused for good: it did not match, or the run has ended
    lane.delay = kRedeliverAfter;
    const bool more = !lane.letters.empty();
    if (!more) {
        m_lanes.erase(found);
    }
    const bool room = m_out-- == kMaxUndelivered;
    lock.unlock();
    closed(slip);
    if (more) {
        sendFirst(receiver);
    }
    if (room) {
        m_wake.notify_all();
    }
}

void Messenger::deliverEvent(const store::Message& message, const Audience& audience) {
    auto event = api::parseJson(message.data);
    if (!event) {
        m_services.problems.put("event_unreadable", "An event could not be read: " + event.error().message);
        return;
    }
    core::Fact fact;
    fact.kind = core::FactKind::event;
    fact.data = core::makeData(boost::json::object{{"position", message.position}, {"event", std::move(*event)}});
    store::Subscriber after;
    for (;;) {
        const auto page = m_services.journal.subscribers(message.type, message.position, after, kSubscriberPage);
        if (!page.ok()) {  // who has it already refuses it the second time
            later(message.position, kEvery, [this, message, audience] { deliverEvent(message, audience); });
            return;
        }
        for (const auto& subscriber : *page) {
            after = subscriber;
            if (subscriber.run < 0) {
                if (concerns(audience, core::kSystemShard)) {
                    m_services.scheduler->offer(-subscriber.run, message.position, fact.data);
                }
            } else if (concerns(audience, m_services.shardOf(subscriber.run))) {
                fact.activity = subscriber.activity;
                post(message.position, {subscriber.run, subscriber.activity}, fact);
            }
        }
        if (page->size() < static_cast<std::size_t>(kSubscriberPage)) {
            return;
        }
    }
}

}  // namespace beamline::runtime
