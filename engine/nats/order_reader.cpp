// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/order_reader.h"

#include <algorithm>
#include <cstring>

#include "engine/nats/messages.h"
#include "engine/nats/owned_streams.h"

namespace beamline::nats {

namespace {
constexpr std::int64_t kAskForNs = 30LL * 1'000 * kNanoseconds;          // how long the server keeps a question
constexpr std::int64_t kForgetConsumerNs = 60LL * 1'000 * kNanoseconds;  // that nobody asks any more

const char* idOf(natsMsg* message) {
    const auto* id = headerOf(message, kWordId);
    return id ? id : headerOf(message, kMessageId);
}
}  // namespace

OrderReader::OrderReader(std::shared_ptr<SharedConnection> connection, std::string stream, std::string subject,
                         Handlers handlers)
    : m_connection(std::move(connection)),
      m_stream(std::move(stream)),
      m_barrier(std::move(subject) + "." + std::string(kBarrierTopic)),
      m_handlers(std::move(handlers)) {}

OrderReader::~OrderReader() {
    stop();
}

void OrderReader::start() {
    m_thread = std::thread([this] { run(); });
}

void OrderReader::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    lookAgain("It was stopped.");
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void OrderReader::lookAgain(const std::string& why) {
    const std::lock_guard lock(m_mutex);
    m_ending = why;
    m_woken = true;
    if (m_subscription) {
        natsSubscription_Unsubscribe(m_subscription);  // wakes who waits for it
    }
    m_wake.notify_all();
}

void OrderReader::wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_wake.notify_all();
}

OrderReader::Figures OrderReader::figures() const {
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

bool OrderReader::isWord(natsMsg* message) const {
    return natsMsg_GetSubject(message) != m_barrier && idOf(message) && !headerOf(message, kWordPart);
}

/// False: it is to stop.
bool OrderReader::waitFor(std::chrono::milliseconds time) {
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, time, [this] { return m_stopping || m_woken; });
    m_woken = false;
    return !m_stopping;
}

void OrderReader::run() {
    auto pause = kFirstBegin;
    for (bool going = true; going;) {
        auto begun = m_connection->connected()
                         ? begin()
                         : api::Result<api::Unit>(
                               api::Error{api::code::kUnavailable,
                                          m_connection->shown() + " does not answer; the connection is being mended.",
                                          {},
                                          true});
        if (begun.ok()) {
            const auto since = Clock::now();
            const auto why = follow();
            const bool lasted = Clock::now() - since > kLasts;
            leave();
            {
                const std::lock_guard lock(m_mutex);
                going = !m_stopping;
            }
            if (going) {
                m_handlers.lost(why);
            }
            pause = lasted ? kFirstBegin : pause;
            if (going && !lasted) {  // what is made again and again is a load for who elects a leader just then
                going = waitFor(pause);
                pause = std::min(2 * pause, kMaxBegin);
            }
            continue;
        }
        leave();
        {
            const std::lock_guard lock(m_mutex);
            going = !m_stopping;
        }
        if (going) {
            m_handlers.lost(begun.error().message);
            going = waitFor(pause);
            pause = std::min(2 * pause, kMaxBegin);
        }
    }
}

api::Result<api::Unit> OrderReader::begin() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending.clear();
    }
    m_context.reset(m_connection->jetStream());
    m_parts.clear();  // the stream may have gone back meanwhile: all nodes put words together of what stands there now
    m_partBytes = 0;
    const auto facts = look();
    if (!facts.ok()) {
        return facts.error();
    }
    m_replicated = facts->replicas > 1;
    if (!facts->steady) {
        return api::Error{api::code::kUnavailable,
                          "The leader of the stream " + m_stream + " at " + m_connection->shown() +
                              " does not hear of a majority of its servers.",
                          {},
                          true};
    }
    const auto last = lastWord(*facts);
    if (!last.ok()) {
        return last.error();
    }
    // What is not whole any more cannot be read either: who does not have it gets it of another journal.
    const auto place =
        m_handlers.begin({facts->id, m_lacks > 0 ? std::max(facts->first, m_lacks + 1) : facts->first, *last});
    if (!place.ok()) {
        return place.error();
    }
    m_asked = *place;
    m_lookedAt = Clock::now();
    if (const auto made = consume(*place + 1, facts->leader); !made.ok() && !mayAsk(made.error())) {
        return made;
    }
    if (std::exchange(m_doubts, false)) {  // it took its time, and begins at a leader that was asked after the silence
        m_heardAt = Clock::now();
        m_doubtUntil = *m_heardAt + kDoubtFor;
    }
    m_at = std::max(*place, facts->first - 1);
    m_lastWord = *place;
    m_handlers.follows(facts->last, m_at);
    return api::Unit{};
}

/// `at`: the server where it is.
natsStatus OrderReader::makeConsumer(std::uint64_t from, std::string& at, int& code) {
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.DeliverPolicy = js_DeliverByStartSequence;
    config.OptStartSeq = from;
    config.AckPolicy = js_AckNone;
    config.InactiveThreshold = kForgetConsumerNs;
    config.Replicas = 1;
    config.MemoryStorage = true;  // it is made anew when it goes
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = kMakeConsumer.count();
    jsErrCode said{};
    jsConsumerInfo* raw = nullptr;
    const auto status = whole(js_AddConsumer(&raw, m_context.get(), m_stream.c_str(), &config, &options, &said), raw);
    const OwnedConsumer made(raw);
    code = said;
    if (status == NATS_OK) {
        m_consumer = made->Name;
        at = made->Cluster && made->Cluster->Leader ? made->Cluster->Leader : "";
    }
    return status;
}

/// A consumer gives what its server has of the stream. After a partition that may be other words than the leader's, and
/// stay so: only where the leader is, it gives what all agree on.
api::Result<api::Unit> OrderReader::consume(std::uint64_t from, const std::string& leader) {
    natsStatus status = NATS_OK;
    for (int placings = 1;; ++placings) {
        std::string at;
        int code = 0;
        status = makeConsumer(from, at, code);
        if (status != NATS_OK) {
            return streamError(*m_connection, m_stream, status, code);
        }
        if (!m_replicated || at == leader) {
            break;
        }
        forgetConsumer();
        if (placings == kMaxPlacings) {
            return api::Error{
                api::code::kUnavailable,
                "No consumer of the stream " + m_stream + " could be placed at its leader " + leader + ".",
                {},
                true};
        }
    }
    m_inbox = m_connection->inbox();
    natsSubscription* subscription = nullptr;
    status = natsConnection_SubscribeSync(&subscription, m_connection->raw(), (m_inbox + ".*").c_str());
    if (status != NATS_OK) {
        return m_connection->error(status, "Reading the stream " + m_stream);
    }
    natsSubscription_SetPendingLimits(subscription, -1, -1);  // what was asked for is the limit
    m_consumed = 0;
    m_wanted = 0;
    const std::lock_guard lock(m_mutex);
    m_subscription = subscription;
    ++m_figures.begun;
    if (m_stopping || !m_ending.empty()) {
        natsSubscription_Unsubscribe(subscription);
    }
    return api::Unit{};
}

void OrderReader::leave() {
    m_heldBack.clear();
    m_heldBackBytes = 0;
    m_leaderLooks = 0;
    natsSubscription* subscription = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        subscription = std::exchange(m_subscription, nullptr);
    }
    if (subscription) {
        retire(subscription);
    }
    forgetConsumer();
}

void OrderReader::forgetConsumer() {
    if (!m_consumer.empty() && m_connection->connected()) {
        // Nobody waits for the answer: it goes by itself when nobody asks it any more.
        natsConnection_PublishString(
            m_connection->raw(),
            (jetStreamApi(m_connection->target()) + ".CONSUMER.DELETE." + m_stream + "." + m_consumer).c_str(), "");
    }
    m_consumer.clear();
}

natsStatus OrderReader::ask() {
    const auto bytes = std::max(kMaxFetchedBytes, 4 * m_connection->maxPayload());
    const auto question = "{\"batch\":" + std::to_string(kMaxFetched) + ",\"expires\":" + std::to_string(kAskForNs) +
                          ",\"max_bytes\":" + std::to_string(bytes) +
                          ",\"idle_heartbeat\":" + std::to_string(kHeartbeat.count() * kNanoseconds) + "}";
    const auto subject = jetStreamApi(m_connection->target()) + ".CONSUMER.MSG.NEXT." + m_stream + "." + m_consumer;
    m_wanted = kMaxFetched;
    m_wantedBytes = m_allBytes = static_cast<std::int64_t>(bytes);
    m_question = m_inbox + "." + std::to_string(++m_questions);
    return natsConnection_PublishRequestString(m_connection->raw(), subject.c_str(), m_question.c_str(),
                                               question.c_str());
}

/// Why it ended.
std::string OrderReader::follow() {
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping || !m_ending.empty()) {
                return m_ending;
            }
        }
        std::string why;
        if (!(m_consumer.empty() ? askNext(why) : next(why))) {
            return why;
        }
    }
}

/// What the consumer delivers.
bool OrderReader::next(std::string& why) {
    auto status = m_wanted == 0 && m_heldBackBytes < kMaxHeldBackBytes ? ask() : NATS_OK;
    natsMsg* raw = nullptr;
    const auto patience = m_heldBack.empty() ? kMaxSilence : kHeldBackFor;
    status = status == NATS_OK ? natsSubscription_NextMsg(&raw, m_subscription, patience.count()) : status;
    Owned<natsMsg> message(raw);
    if (status == NATS_TIMEOUT && !m_heldBack.empty()) {
        return release(why);
    }
    if (status == NATS_TIMEOUT) {
        why = "The stream " + m_stream + " at " + m_connection->shown() + " was silent.";
        return false;
    }
    if (status != NATS_OK) {
        const std::lock_guard lock(m_mutex);  // woken from outside: that is the reason
        why = m_stopping || !m_ending.empty() ? m_ending
                                              : m_connection->error(status, "Reading the stream " + m_stream).message;
        return false;
    }
    return take(std::move(message), why);
}

bool OrderReader::takeStatus(natsMsg* message, std::string& why) {
    const auto* status = headerOf(message, "Status");
    const auto* text = headerOf(message, "Description");
    if (status && std::strcmp(status, "100") == 0) {
        const auto* last = headerOf(message, "Nats-Last-Consumer");
        if (last && std::strtoull(last, nullptr, 10) > m_consumed) {
            why = "A message of the stream " + m_stream + " was lost on its way.";
            return false;
        }
        return !givesNothing(why);
    }
    const bool over = status && (std::strcmp(status, "404") == 0 || std::strcmp(status, "408") == 0 ||
                                 (std::strcmp(status, "409") == 0 && text &&
                                  (std::strstr(text, "MaxBytes") || std::strstr(text, "Batch Completed"))));
    if (over) {
        // It is asked again, unless it is about an older question.
        m_wanted = natsMsg_GetSubject(message) == m_question ? 0 : m_wanted;
        return true;
    }
    why = "The consumer of the stream " + m_stream + " ended: " + (text ? text : status ? status : "no reason") + ".";
    return false;
}

bool OrderReader::take(Owned<natsMsg> message, std::string& why) {
    const auto* reply = natsMsg_GetReply(message.get());
    const auto at = reply ? readDelivery(reply) : Delivery{};
    if (at.place == 0) {
        return takeStatus(message.get(), why);
    }
    if (at.number != m_consumed + 1) {
        why = "A message of the stream " + m_stream + " was lost on its way.";
        return false;
    }
    if (wasSilent(why)) {
        return false;
    }
    m_consumed = at.number;
    m_asked = at.place;
    --m_wanted;
    m_wantedBytes -= natsMsg_GetDataLength(message.get());
    if (m_wantedBytes < m_allBytes / 2) {
        m_wanted = 0;  // the server says nothing when exactly all bytes are used up
    }
    return believe(std::move(message), at.place, why);
}

/// Gives it to the journal, now or when the leader has confirmed it.
bool OrderReader::believe(Owned<natsMsg> message, std::uint64_t place, std::string& why) {
    if (m_heldBack.empty() && (!m_replicated || Clock::now() > m_doubtUntil)) {
        const bool good = process(message.get(), place, why);
        m_heardAt = Clock::now();  // a journal that takes its time is no silence
        return good;
    }
    m_heldBackBytes += natsMsg_GetDataLength(message.get());
    m_heldBack.emplace_back(place, std::move(message));
    return m_heldBack.size() % kMaxHeldBack != 0 || release(why);
}

bool OrderReader::process(natsMsg* message, std::uint64_t place, std::string& why) {
    if ((place != m_at + 1 && !isHole(m_at + 1, why)) || !word(message, place, why)) {
        return false;
    }
    m_at = place;
    m_highest = std::max(m_highest, place);
    m_handlers.readUpTo(place);
    return true;
}

/// See kDoubtAfter.
bool OrderReader::wasSilent(std::string& why) {
    const auto now = Clock::now();
    const bool silent = m_heardAt && now - *m_heardAt > kDoubtAfter;
    m_heardAt = now;
    if (!silent || !m_replicated || now <= m_doubtUntil) {
        return false;
    }
    doubt();
    why = "The stream " + m_stream + " was silent for long; what it says is read anew.";
    return true;
}

void OrderReader::doubt() {
    m_doubts = true;
    m_doubtUntil = Clock::now() + kDoubtFor;
    const std::lock_guard lock(m_mutex);
    ++m_figures.doubted;
}

/// What was held back counts when the leader has the newest of it where it was read.
bool OrderReader::release(std::string& why) {
    const auto newest = m_heldBack.back().first;
    Owned<natsMsg> known;
    int code = 0;
    const auto status = get(newest, known, code);
    if (status != NATS_OK && code != JSNoMessageFoundErr && ++m_leaderLooks < kMaxLeaderLooks) {
        return true;  // after a change of leader it takes a while: beginning anew would ask the same leader for more
    }
    m_leaderLooks = 0;
    const auto held = std::exchange(m_heldBack, {});
    m_heldBackBytes = 0;
    const auto& read = held.back().second;
    const auto* id = idOf(read.get());
    const auto* there = status == NATS_OK ? idOf(known.get()) : nullptr;
    if (status != NATS_OK && code != JSNoMessageFoundErr) {
        why = "The leader of the stream " + m_stream + " does not say what it has.";
        return false;
    }
    if (status != NATS_OK || std::string_view(id ? id : "") != (there ? there : "")) {
        doubt();
        why = "The stream " + m_stream + " has another message at " + std::to_string(newest) + " than was read.";
        return false;
    }
    const bool good = std::all_of(held.begin(), held.end(),
                                  [&](const auto& one) { return process(one.second.get(), one.first, why); });
    m_heardAt = Clock::now();
    return good;
}

/// False: it cannot be read now, or from here at all.
bool OrderReader::word(natsMsg* message, std::uint64_t place, std::string& why) {
    const auto strange = [this] {
        const std::lock_guard lock(m_mutex);
        ++m_figures.strange;
        return true;
    };
    const auto* id = idOf(message);
    if (!isWord(message)) {
        if (id && headerOf(message, kWordPart)) {
            holdPart(place, message);
        }
        return natsMsg_GetSubject(message) == m_barrier || id || strange();  // somebody else publishes here
    }
    store::Ordered out{place, id, {}};
    if (const auto* places = headerOf(message, kWordParts)) {
        std::size_t number = 0;
        for (const auto part : readPlaces(places)) {
            const auto found = takePart(part, out.id, ++number, out.data);
            if (found == Part::wrong) {
                return strange();  // for every node alike; who said it will say it again
            }
            if (found == Part::gone) {
                m_lacks = std::max(m_lacks, place);  // another node may have read it: it is not to be left out
                why = "Parts of a long word in the stream " + m_stream + " are not there any more.";
                return false;
            }
            if (found == Part::unknown) {
                why = "The parts of a long word in the stream " + m_stream + " cannot be read now.";
                return false;
            }
        }
    }
    out.data += dataOf(message);
    m_handlers.reading(out.id);
    m_handlers.read(std::move(out));
    m_lastWord = place;
    const std::lock_guard lock(m_mutex);
    ++m_figures.read;
    return true;
}

void OrderReader::holdPart(std::uint64_t place, natsMsg* message) {
    auto& held = m_parts[place];
    m_partBytes -= held.data.size();
    held = {idOf(message), headerOf(message, kWordPart), std::string(dataOf(message))};
    m_partBytes += held.data.size();
    while (m_partBytes > kMaxHeldPartBytes) {
        m_partBytes -= m_parts.begin()->second.data.size();
        m_parts.erase(m_parts.begin());
    }
}

/// Adds it to `data`; a reader that began behind it asks the stream.
OrderReader::Part OrderReader::takePart(std::uint64_t place, const std::string& id, std::size_t number,
                                        std::string& data) {
    if (const auto held = m_parts.find(place); held != m_parts.end()) {
        if (held->second.id != id || held->second.number != std::to_string(number)) {
            return Part::wrong;
        }
        data += held->second.data;
        m_partBytes -= held->second.data.size();
        m_parts.erase(held);
        return Part::there;
    }
    Owned<natsMsg> message;
    int code = 0;
    if (get(place, message, code) != NATS_OK) {
        return code == JSNoMessageFoundErr ? Part::gone : Part::unknown;
    }
    const auto* of = idOf(message.get());
    const auto* part = headerOf(message.get(), kWordPart);
    if (!of || of != id || !part || part != std::to_string(number)) {
        return Part::wrong;
    }
    data += dataOf(message.get());
    return Part::there;
}

}  // namespace beamline::nats
