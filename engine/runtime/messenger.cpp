// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/messenger.h"

#include <charconv>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

namespace {
constexpr std::string_view kParent = "run:";
constexpr auto kNoMessage = std::numeric_limits<std::int64_t>::max();

std::string textOf(const api::Json& object, const char* name) {
    const auto* value = object.as_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Of the run that a childEnded is for.
int parentShard(const Services& services, const store::Message& message) {
    if (!services.clustered()) {
        return 0;
    }
    const auto data = api::parseJson(message.data);
    return services.shardOf(data && data->is_object() ? core::runKeyOf(textOf(*data, "parent")) : 0);
}

/// Refusals that nothing but the receiver itself can change; everything else may pass.
bool isFinal(const api::Error& error) {
    return error.code == api::code::kConflict || error.code == api::code::kNotFound ||
           error.code == api::code::kInvalidArgument;
}
}  // namespace

store::Message eventMessage(const api::Json& event, api::Timestamp at) {
    store::Message message;
    message.kind = store::MessageKind::event;
    message.at = at;
    message.type = textOf(event, "type");
    message.key = textOf(event, "source") + '\n' + textOf(event, "id");
    message.data = boost::json::serialize(event);
    return message;
}

namespace {
/// How many runs wait for this one, each for the next.
std::int64_t depthOf(const core::RunIdentity& run) {
    const auto label = run.labels.find(kDepthLabel);
    std::int64_t depth = 0;
    if (label != run.labels.end()) {
        std::from_chars(label->second.data(), label->second.data() + label->second.size(), depth);
    }
    return depth;
}
}  // namespace

store::Message childMessage(const core::StartChild& start, const core::RunIdentity& parent, store::RunKey key,
                            api::Timestamp at) {
    store::Message message;
    message.kind = store::MessageKind::startChild;
    message.at = at;
    message.run = key;
    message.activity = start.activity;
    message.data = boost::json::serialize(boost::json::object{{"parent", parent.id},
                                                              {"depth", start.activity == 0 ? 0 : depthOf(parent) + 1},
                                                              {"starter", core::starterOf(parent.startedBy)},
                                                              {"ns", start.ns},
                                                              {"workflow", start.workflow},
                                                              {"version", start.version},
                                                              {"input", *start.input},
                                                              {"key", start.key},
                                                              {"dryRun", start.dryRun ? *start.dryRun : api::Json()}});
    return message;
}

std::optional<store::Message> endMessage(const core::Machine& machine, const core::RunIdentity& identity,
                                         api::Timestamp at) {
    const auto parent = core::parentOf(identity.startedBy);
    if (!parent || parent->second == 0) {
        return std::nullopt;
    }
    boost::json::object data{{"parent", parent->first}};
    const auto phase = machine.phase();
    if (phase == api::Phase::completed) {
        data["output"] = *machine.output();
    } else if (const auto error = machine.summary().error; phase == api::Phase::faulted && error) {
        data["error"] = api::toJson(*error);
    } else {
        data["error"] = api::toJson(core::makeError("runtime", "The child run " + identity.id + " was cancelled.", {}));
    }
    store::Message message;
    message.kind = store::MessageKind::childEnded;
    message.at = at;
    message.activity = parent->second;
    message.data = boost::json::serialize(data);
    return message;
}

std::string parentName(const std::string& run, core::ActivityId activity, const std::string& starter) {
    return std::string(kParent) + run + '.' + std::to_string(activity) + ' ' + starter;
}

bool isEngineName(const std::string& user) {
    return user.starts_with(kParent) || user.starts_with("schedule:");
}

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
            if (concerns(audience, parentShard(m_services, message))) {
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
    if (!outcome.ok() && !isFinal(outcome.error())) {
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

void Messenger::deliverEnd(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const auto parent = m_services.journal.findRun(textOf(*data, "parent"));
    if (!parent.ok()) {
        if (!isFinal(parent.error())) {
            later(message.position, parentShard(m_services, message), [this, message] { deliverEnd(message); });
        }
        return;  // it is gone: nobody waits
    }
    core::Fact fact;
    fact.activity = message.activity;
    if (const auto* failure = data->get_object().if_contains("error")) {
        fact.kind = core::FactKind::failed;
        auto error = api::fromJson<api::WorkflowError>(*failure);
        fact.error = error ? *error : core::makeError("runtime", "The child run failed.", {});
        fact.error->instance.clear();
    } else {
        fact.kind = core::FactKind::succeeded;
        fact.data = core::makeData(data->get_object()["output"]);
    }
    post(message.position, {*parent, message.activity}, std::move(fact));
}

void Messenger::startChild(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    api::StartRun start;
    start.ns = textOf(*data, "ns");
    start.workflow = textOf(*data, "workflow");
    start.version = textOf(*data, "version");
    start.idempotencyKey = textOf(*data, "key");
    const auto parent = textOf(*data, "parent");
    start.labels["parent"] = parent;
    const auto* depth = data->get_object().if_contains("depth");
    if (depth && depth->is_int64() && depth->get_int64() > 0) {
        start.labels[kDepthLabel] = std::to_string(depth->get_int64());
        if (depth->get_int64() > kMaxNestedRuns) {
            childStarted(message, start.ns + "/" + start.workflow,
                         api::Error{api::code::kInvalidArgument,
                                    "more than " + std::to_string(kMaxNestedRuns) +
                                        " runs would wait for each other; a workflow that starts itself does not end.",
                                    {},
                                    false});
            return;
        }
    }
    start.input = std::move(data->get_object()["input"]);
    start.dryRun = std::move(data->get_object()["dryRun"]);
    api::RequestContext context;
    context.user = parentName(parent, message.activity, textOf(*data, "starter"));
    context.client = "workflow";
    const auto shard = m_services.shardOf(message.run);
    const auto slip = opened(message.position, shard);
    {
        std::lock_guard lock(m_mutex);
        m_starting.emplace(start.ns, start.idempotencyKey);
    }
    m_commands.start(start, context, shard,
                     [this, message, slip, child = Child(start.ns, start.idempotencyKey),
                      name = start.ns + "/" + start.workflow](const api::Result<api::StartReply>& reply) {
                         const bool passes = !reply.ok() && (reply.error().code == api::code::kUnavailable ||
                                                             reply.error().code == api::code::kOverloaded);
                         if (passes && m_services.actsFor(slip.shard)) {
                             later(message.position, slip.shard, [this, message] { startChild(message); });
                         } else {
                             {
                                 std::lock_guard lock(m_mutex);
                                 m_starting.erase(child);
                             }
                             if (!passes) {
                                 childStarted(message, name, reply);
                             }
                         }
                         closed(slip);
                     });
}

void Messenger::childStarted(const store::Message& message, const std::string& name,
                             const api::Result<api::StartReply>& reply) {
    if (reply.ok()) {
        return;
    }
    const auto why = name + " could not be started: " + reply.error().message;
    if (message.activity == 0) {
        m_services.problems.put("child_not_started", why);
        return;
    }
    core::Fact fact;
    fact.kind = core::FactKind::failed;
    fact.activity = message.activity;
    fact.error =
        core::makeError(reply.error().code == api::code::kInvalidInput ? "validation" : "configuration", why, {});
    post(message.position, {message.run, message.activity}, std::move(fact));
}

void Messenger::cancelChild(const store::Message& message) {
    const auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const Child child(textOf(*data, "ns"), textOf(*data, "key"));
    const auto shard = m_services.shardOf(message.run);
    const auto again = [this, message, shard] {
        later(message.position, shard, [this, message] { cancelChild(message); });
    };
    bool starting = false;
    {
        std::lock_guard lock(m_mutex);
        starting = m_starting.contains(child);
    }
    const auto found = starting ? api::Result<std::optional<std::pair<std::string, std::string>>>(std::nullopt)
                                : m_services.journal.findIdempotent(child.first, child.second);
    if (starting || !found.ok()) {
        again();
        return;
    }
    if (!found->has_value()) {
        return;
    }
    api::CancelRun cancel;
    cancel.run = (*found)->first;
    cancel.reason = "the task that waited for it ended";
    const auto slip = opened(message.position, shard);
    m_commands.handle(cancel, {}, [this, slip, again](const api::Result<api::RunReply>& reply) {
        if (!reply.ok() && !isFinal(reply.error()) && m_services.actsFor(slip.shard)) {
            again();
        }
        closed(slip);
    });
}

}  // namespace beamline::runtime
