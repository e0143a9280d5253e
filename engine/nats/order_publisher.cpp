// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/order_publisher.h"

#include <algorithm>

#include "engine/nats/stream_facts.h"

namespace beamline::nats {

namespace {
constexpr std::size_t kPiecesAtOnce = 64;  // under one lock
constexpr std::chrono::milliseconds kLook{1'000};
constexpr int kNobodyListens = 503;
constexpr int kPendingAnswerBytes = 16 << 20;

std::string sentence(const Stored& answer, const std::string& shown) {
    if (answer.code == kNobodyListens) {
        return "Nobody leads the stream of the cluster's journal at " + shown + " now.";
    }
    if (answer.code == JSStreamStoreFailedErr) {
        return "The stream of the cluster's journal at " + shown + " takes nothing more (" + answer.problem +
               "): it is full until nodes have caught up and old words go, or its servers' disk is.";
    }
    return "The stream of the cluster's journal at " + shown + " refused a word: " + answer.problem + ".";
}
}  // namespace

OrderPublisher::OrderPublisher(std::shared_ptr<SharedConnection> connection, std::string subject, Handlers handlers)
    : m_connection(std::move(connection)), m_subject(std::move(subject)), m_handlers(std::move(handlers)) {}

OrderPublisher::~OrderPublisher() {
    stop();
}

api::Result<api::Unit> OrderPublisher::start() {
    m_inbox = m_connection->inbox();
    auto listening = Listening::open(*m_connection, m_inbox + ".*", "", [this](natsMsg* message) { heard(message); });
    if (!listening.ok()) {
        return listening.error();
    }
    m_answers = std::move(*listening);
    m_answers->limit(-1, kPendingAnswerBytes);
    m_thread = std::thread([this] { run(); });
    return api::Unit{};
}

void OrderPublisher::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_answers.reset();
}

void OrderPublisher::propose(const std::string& topic, std::string id, std::string data) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_keys.contains(id)) {
            return;
        }
        const auto key = ++m_lastKey;
        m_keys.emplace(id, key);
        Proposal made;
        made.id = std::move(id);
        made.subject = m_subject + "." + topic;
        made.data = std::make_shared<const std::string>(std::move(data));
        m_proposals.emplace_hint(m_proposals.end(), key, std::move(made));
        ++m_figures.proposed;
    }
    m_wake.notify_one();
}

void OrderPublisher::settle(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_keys.find(id); found != m_keys.end()) {
        m_proposals.erase(found->second);
        m_keys.erase(found);
    }
}

OrderPublisher::Figures OrderPublisher::figures() const {
    const std::lock_guard lock(m_mutex);
    auto out = m_figures;
    out.waiting = m_proposals.size();
    return out;
}

void OrderPublisher::open(std::uint64_t last, std::uint64_t upTo) {
    {
        const std::lock_guard lock(m_mutex);
        m_readUpTo = upTo;
        for (auto& [key, proposal] : m_proposals) {
            // The stream has lost it, and may remember its id. Where parts are is not known either: what stands at
            // their places now may be of others.
            const bool begun = proposal.pieces > 1 && proposal.pieceRound != 0 && proposal.place == 0;
            if (!proposal.isRead && (proposal.place > last || begun)) {
                proposal.attempt += 1;
                proposal.place = 0;
                proposal.pieceRound = 0;
            }
        }
        m_inFlight.clear();
        m_late.clear();  // places of before are not known any more
        m_inFlightBytes = 0;
        ++m_round;
        m_next = 0;
        m_open = m_probing = true;
        m_failures = 0;
        m_notBefore = Clock::now();
        m_retry = kFirstRetry;
        m_probeWait = kProbeWait;
        m_confirmWait = kConfirmWait;
    }
    m_wake.notify_all();
}

void OrderPublisher::close() {
    const std::lock_guard lock(m_mutex);
    m_open = false;
    m_inFlight.clear();
    m_late.clear();
    m_inFlightBytes = 0;
}

void OrderPublisher::reading(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_keys.find(id); found != m_keys.end()) {
        m_proposals[found->second].isRead = true;
        m_readBackWait = kReadBackWait;
    }
}

/// Another message of it: the stream knows the old one and will not deliver it again.
void OrderPublisher::findAgain(std::uint64_t key, Proposal& proposal) {
    proposal.attempt += 1;
    proposal.place = 0;
    proposal.round = proposal.pieceRound = 0;
    m_next = std::min(m_next, key);
}

void OrderPublisher::again(const std::string& why, bool refused) {
    // After a refusal one message tries the stream first: what was stored behind the refused one says nothing.
    refused ? m_late.clear() : m_late.merge(m_inFlight);
    while (m_late.size() > kMaxLate) {
        m_late.erase(m_late.begin());
    }
    m_inFlight.clear();
    m_inFlightBytes = 0;
    ++m_round;
    m_next = 0;
    m_probing = true;
    m_figures.refused += refused ? 1 : 0;
    m_notBefore = Clock::now() + m_retry;
    m_retry = std::min(2 * m_retry, kMaxRetry);
    if (++m_failures > kMaxQuietFailures) {
        m_trouble = why;
    }
}

void OrderPublisher::lookAround(Clock::time_point now) {
    if (!m_inFlight.empty() && now - m_inFlight.begin()->second.sentAt > patience()) {
        auto& wait = m_probing ? m_probeWait : m_confirmWait;
        wait = std::min(2 * wait, m_probing ? kMaxProbeWait : kMaxConfirmWait);
        again("The stream of the cluster's journal at " + m_connection->shown() + " confirms nothing.", false);
    }
    if (now - m_lookedAt < kLook) {
        return;
    }
    m_lookedAt = now;
    for (auto& [key, proposal] : m_proposals) {
        if (proposal.place == 0 || proposal.isRead) {
            continue;
        }
        if (proposal.place <= m_readUpTo) {
            findAgain(key, proposal);
        } else if (!m_blocked && now - proposal.storedAt > m_readBackWait) {
            m_readBackWait *= 2;
            m_shallLook = true;
            break;
        }
    }
}

OrderPublisher::Clock::time_point OrderPublisher::nextLook() const {
    auto next = std::max(m_lookedAt, Clock::now() - kLook) + kLook;
    if (!m_inFlight.empty()) {
        next = std::min(next, m_inFlight.begin()->second.sentAt + patience());
    } else if (m_next <= m_lastKey && m_notBefore > Clock::now()) {
        next = std::min(next, m_notBefore);
    }
    return next;
}

void OrderPublisher::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (!m_open || m_proposals.empty()) {
            m_wake.wait(lock);
            continue;
        }
        lookAround(Clock::now());
        std::vector<Piece> pieces;
        takePieces(pieces);
        const auto trouble = std::exchange(m_trouble, {});
        const bool look = std::exchange(m_shallLook, false);
        if (pieces.empty() && trouble.empty() && !look) {
            m_wake.wait_until(lock, nextLook());
            continue;
        }
        lock.unlock();
        if (!trouble.empty()) {
            tellTrouble(trouble);
        }
        if (look) {
            m_handlers.lookAgain();
        }
        auto status = NATS_OK;
        for (auto piece = pieces.begin(); piece != pieces.end() && status == NATS_OK; ++piece) {
            status = m_connection->connected() ? send(*piece) : NATS_NOT_YET_CONNECTED;
        }
        lock.lock();
        if (status != NATS_OK) {
            again(m_connection->error(status, "Publishing to the cluster's journal").message, false);
        }
    }
}

void OrderPublisher::prepare(Proposal& proposal) {
    if (proposal.pieceRound == m_round) {
        return;
    }
    const auto bytes = pieceSize(m_connection->maxPayload());
    if (proposal.pieceBytes != bytes || proposal.pieceRound == 0) {
        const bool begun = proposal.pieceRound != 0 && proposal.pieces > 1;
        proposal.attempt += begun ? 1 : 0;  // the stream knows pieces of another size by these ids
        proposal.pieceBytes = bytes;
        proposal.pieces = piecesOf(proposal.data->size(), bytes);
        proposal.partPlaces.assign(proposal.pieces > 0 ? proposal.pieces - 1 : 0, 0);
    }
    proposal.pieceRound = m_round;
    proposal.nextPiece = 0;
}

void OrderPublisher::takePieces(std::vector<Piece>& out) {
    const std::size_t window = m_probing ? 1 : kMaxInFlight;
    if (Clock::now() < m_notBefore) {
        return;
    }
    while (out.size() < kPiecesAtOnce && m_inFlight.size() < window && m_inFlightBytes < kMaxInFlightBytes) {
        const auto found = m_proposals.lower_bound(m_next);
        if (found == m_proposals.end()) {
            m_next = m_lastKey + 1;
            return;
        }
        auto& [key, proposal] = *found;
        if (proposal.isRead || proposal.place != 0 || proposal.round == m_round) {
            m_next = key + 1;
            continue;
        }
        prepare(proposal);
        if (proposal.pieces == 0) {
            m_next = key + 1;  // of a server that takes less than others did; the words behind it go on
            continue;
        }
        while (proposal.nextPiece < proposal.partPlaces.size() && proposal.partPlaces[proposal.nextPiece] != 0) {
            ++proposal.nextPiece;
        }
        const bool last = proposal.nextPiece + 1 == proposal.pieces;
        const auto& places = proposal.partPlaces;
        if (last && std::find(places.begin(), places.end(), 0U) != places.end()) {
            return;  // the last message tells where the others are
        }
        out.push_back(make(key, proposal));
        if (++proposal.nextPiece == proposal.pieces) {
            proposal.round = m_round;
            m_next = key + 1;
        }
    }
}

OrderPublisher::Piece OrderPublisher::make(std::uint64_t key, Proposal& proposal) {
    const auto at = proposal.nextPiece;
    const bool last = at + 1 == proposal.pieces;
    Piece out;
    out.number = ++m_lastNumber;
    out.subject = proposal.subject;
    out.messageId = messageId(proposal.id, proposal.attempt, last ? 0 : at + 1);
    out.wordId = out.messageId == proposal.id ? "" : proposal.id;
    out.part = last ? "" : std::to_string(at + 1);
    out.parts = last && at > 0 ? printPlaces(proposal.partPlaces) : "";
    out.data = proposal.data;
    out.begin = at * proposal.pieceBytes;
    out.length = std::min(proposal.data->size() - out.begin, proposal.pieceBytes);
    m_inFlight.emplace_hint(m_inFlight.end(), out.number,
                            InFlight{key, at, proposal.attempt, out.length, Clock::now()});
    m_inFlightBytes += out.length;
    ++m_figures.sent;
    m_figures.again += proposal.wasSent ? 1 : 0;
    proposal.wasSent = proposal.wasSent || last;
    return out;
}

natsStatus OrderPublisher::send(const Piece& piece) {
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, piece.subject.c_str(), (m_inbox + "." + std::to_string(piece.number)).c_str(),
                                 piece.data->data() + piece.begin, static_cast<int>(piece.length));
    const Owned<natsMsg> message(raw);
    const auto header = [&](const char* name, const std::string& value) {
        status = status == NATS_OK && !value.empty() ? natsMsgHeader_Set(raw, name, value.c_str()) : status;
    };
    header(kMessageId, piece.messageId);
    header(kWordId, piece.wordId);
    header(kWordPart, piece.part);
    header(kWordParts, piece.parts);
    return status == NATS_OK ? natsConnection_PublishMsg(m_connection->raw(), raw) : status;
}

void OrderPublisher::heard(natsMsg* message) {
    const std::string_view subject = natsMsg_GetSubject(message);
    const auto number = std::strtoull(subject.data() + m_inbox.size() + 1, nullptr, 10);
    Stored answer;
    if (natsMsg_IsNoResponders(message)) {
        answer.code = kNobodyListens;
    } else {
        answer = readStored(dataOf(message));
    }
    bool wake = false;
    bool well = false;
    {
        const std::lock_guard lock(m_mutex);
        auto node = m_inFlight.extract(number);
        const bool late = node.empty();
        node = late ? m_late.extract(number) : std::move(node);
        if (node.empty() || (late && answer.place == 0)) {
            return;  // it is being said again
        }
        const auto sent = node.mapped();
        m_inFlightBytes -= late ? 0 : sent.bytes;
        if (answer.place == 0) {
            again(sentence(answer, m_connection->shown()), true);
            wake = true;
        } else {
            stored(sent, answer);
            well = true;
            wake = m_next <= m_lastKey && m_inFlight.size() <= kMaxInFlight / 2 &&
                   m_inFlightBytes <= kMaxInFlightBytes / 2;
        }
    }
    if (wake) {
        m_wake.notify_one();
    }
    if (well && m_inTrouble) {
        tellTrouble({});
    }
}

void OrderPublisher::stored(const InFlight& sent, const Stored& answer) {
    m_probing = false;
    m_failures = 0;
    m_retry = kFirstRetry;
    m_trouble.clear();
    const auto now = Clock::now();
    if (m_confirmWait > kConfirmWait && now - sent.sentAt < m_confirmWait / 8) {
        m_confirmWait = std::max(kConfirmWait, m_confirmWait / 2);
    }
    m_probeWait = now - sent.sentAt < kProbeWait ? kProbeWait : m_probeWait;
    const auto found = m_proposals.find(sent.key);
    if (found == m_proposals.end()) {
        return;  // settled
    }
    auto& proposal = found->second;
    if (sent.attempt != proposal.attempt) {
        return;  // that one was lost
    }
    if (sent.piece < proposal.partPlaces.size()) {
        proposal.partPlaces[sent.piece] = answer.place;
        return;
    }
    if (proposal.isRead) {
        return;
    }
    proposal.place = answer.place;
    proposal.storedAt = now;
    if (answer.place <= m_readUpTo) {
        findAgain(sent.key, proposal);  // the reader went past it without it
    }
}

void OrderPublisher::tellTrouble(const std::string& why) {
    const std::lock_guard lock(m_telling);
    if (why.empty() && !m_inTrouble) {
        return;
    }
    m_inTrouble = !why.empty();
    m_handlers.trouble(why);
}

}  // namespace beamline::nats
