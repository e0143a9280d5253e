// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/node_peers.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <sstream>

#include "engine/api/ids.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

namespace {
using Clock = std::chrono::steady_clock;

constexpr const char* kNode = "Beamline-Node";    // who speaks
constexpr const char* kError = "Beamline-Error";  // code; the text is the sentence
constexpr const char* kRetry = "Beamline-Retry";
constexpr const char* kMoreFollows = "Beamline-More";  // another message of the same answer follows
constexpr const char* kOffset = "Beamline-Offset";     // of a chunk
constexpr std::size_t kHeaderRoom = 4 * 1024;
constexpr int kAnswerBytes = 64 << 20;

std::string subjectOf(std::string_view node, const char* what) {
    return std::string(kNodes) + "." + subjectToken(node) + "." + what;
}

std::size_t chunkSize(const SharedConnection& connection, std::size_t most) {
    const auto payload = connection.maxPayload();
    return std::min(most, payload > 2 * kHeaderRoom ? payload - kHeaderRoom : std::max<std::size_t>(payload / 2, 1));
}

using Headers = std::vector<std::pair<const char*, std::string>>;
natsStatus send(const SharedConnection& connection, const std::string& subject, const char* replyTo,
                std::string_view data, const Headers& headers) {
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, subject.c_str(), replyTo, data.data(), static_cast<int>(data.size()));
    const Owned<natsMsg> message(raw);
    for (const auto& [name, value] : headers) {
        status = status == NATS_OK ? natsMsgHeader_Set(raw, name, value.c_str()) : status;
    }
    return status == NATS_OK ? natsConnection_PublishMsg(connection.raw(), raw) : status;
}

std::optional<api::Error> errorOf(natsMsg* message) {
    const auto* code = headerOf(message, kError);
    if (!code) {
        return std::nullopt;
    }
    return api::Error{code, std::string(dataOf(message)), {}, headerOf(message, kRetry) != nullptr};
}

api::Error peersStopping() {
    return {api::code::kUnavailable, "The engine is stopping.", {}, true};
}

api::Error notWantedAnyMore(const std::string& what) {
    return {api::code::kUnavailable, "The file '" + what + "' is not wanted any more.", {}, true};
}

api::Error tooLong(const std::string& node) {
    return {api::code::kOverloaded,
            "The answer of the node " + node + " has more than " + std::to_string(kMaxAnswerBytes) + " bytes.",
            {},
            false};
}
}  // namespace

/// An inbox of its own and what is sent to it.
class NodePeers::Inbox {
public:
    Inbox(const SharedConnection& connection, Asking& asking)
        : m_connection(connection), m_asking(asking), m_subject(connection.inbox()) {
        natsSubscription* raw = nullptr;
        m_status = natsConnection_SubscribeSync(&raw, connection.raw(), m_subject.c_str());
        m_subscription.reset(raw);
        if (m_status != NATS_OK) {
            return;
        }
        natsSubscription_SetPendingLimits(raw, -1, kAnswerBytes);
        const std::lock_guard lock(m_asking.mutex);
        m_asking.inboxes.insert(raw);
        m_status = m_asking.stopped ? NATS_INVALID_SUBSCRIPTION : NATS_OK;
    }
    ~Inbox() {
        const std::lock_guard lock(m_asking.mutex);
        m_asking.inboxes.erase(m_subscription.get());
    }
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;
    natsStatus ask(const std::string& subject, std::string_view text, const std::string& self) {
        return m_status == NATS_OK ? send(m_connection, subject, m_subject.c_str(), text, {{kNode, self}}) : m_status;
    }
    natsStatus next(Owned<natsMsg>& out, Clock::time_point until) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        natsMsg* raw = nullptr;
        const auto status = left <= 0 ? NATS_TIMEOUT : natsSubscription_NextMsg(&raw, m_subscription.get(), left);
        out.reset(raw);
        return status == NATS_OK && natsMsg_IsNoResponders(raw) ? NATS_NO_RESPONDERS : status;
    }

private:
    const SharedConnection& m_connection;
    Asking& m_asking;
    const std::string m_subject;
    Owned<natsSubscription> m_subscription;
    natsStatus m_status = NATS_OK;
};

api::Error NodePeers::silent(const std::string& node, natsStatus status) {
    const auto who = "The node " + node;
    if (stopped()) {
        return peersStopping();
    }
    if (status == NATS_NO_RESPONDERS) {
        return {api::code::kUnavailable, who + " is not connected to " + m_connection->shown() + ".", {}, true};
    }
    if (status == NATS_TIMEOUT) {
        return {api::code::kDeadline, who + " did not answer in time.", {}, true};
    }
    return m_connection->error(status, "Asking the node " + node);
}

bool NodePeers::stopped() {
    const std::lock_guard lock(m_asking.mutex);
    return m_asking.stopped;
}

void NodePeers::stop() {
    const std::lock_guard lock(m_asking.mutex);
    m_asking.stopped = true;
    for (auto* inbox : m_asking.inboxes) {
        natsSubscription_Unsubscribe(inbox);  // wakes who waits for it
    }
    m_asking.wake.notify_all();
}

NodePeers::NodePeers(std::shared_ptr<SharedConnection> connection, std::string node,
                     std::function<std::vector<std::string>()> known)
    : m_connection(std::move(connection)), m_node(std::move(node)), m_known(std::move(known)) {}

NodePeers::~NodePeers() {
    serve({}, {});
}

std::vector<store::Peers::Reply> NodePeers::ask(const std::string& question, std::chrono::milliseconds patience) {
    auto others = m_known ? m_known() : std::vector<std::string>();
    std::erase(others, m_node);
    const auto until = Clock::now() + (others.empty() ? std::min(patience, kStrangersWait) : patience);
    Inbox inbox(*m_connection, m_asking);
    std::vector<Reply> out;
    std::map<std::string, std::string> parts;
    std::set<std::string> silentYet(others.begin(), others.end());
    auto status = inbox.ask(std::string(kNodes) + ".ask", question, m_node);
    while (status == NATS_OK && out.size() < kMaxAnswerers && (others.empty() || !silentYet.empty())) {
        Owned<natsMsg> message;
        status = inbox.next(message, until);
        const auto* from = status == NATS_OK ? headerOf(message.get(), kNode) : nullptr;
        if (!from) {
            continue;
        }
        auto& held = parts[from];
        held += dataOf(message.get());
        if (headerOf(message.get(), kMoreFollows) && held.size() <= kMaxAnswerBytes) {
            continue;
        }
        silentYet.erase(from);
        if (!headerOf(message.get(), kError) && held.size() <= kMaxAnswerBytes) {
            out.push_back({from, std::move(held)});
        }
        parts.erase(from);
    }
    return out;
}

api::Result<std::string> NodePeers::ask(const std::string& node, const std::string& question,
                                        std::chrono::milliseconds patience) {
    return askOne(node, "ask", question, patience);
}

api::Result<std::string> NodePeers::askOne(const std::string& node, const char* what, const std::string& question,
                                           std::chrono::milliseconds patience) {
    const auto until = Clock::now() + patience;
    Inbox inbox(*m_connection, m_asking);
    if (const auto status = inbox.ask(subjectOf(node, what), question, m_node); status != NATS_OK) {
        return silent(node, status);
    }
    std::string out;
    for (;;) {
        Owned<natsMsg> message;
        if (const auto status = inbox.next(message, until); status != NATS_OK) {
            return silent(node, status);
        }
        if (auto error = errorOf(message.get())) {
            return *error;
        }
        out += dataOf(message.get());
        if (out.size() > kMaxAnswerBytes) {
            return tooLong(node);
        }
        if (!headerOf(message.get(), kMoreFollows)) {
            return out;
        }
    }
}

void NodePeers::serve(std::function<api::Result<std::string>(const std::string&)> answer,
                      std::function<api::Result<std::filesystem::path>(const std::string&)> file) {
    m_listening.clear();
    {
        const std::lock_guard lock(m_mutex);
        m_serving = false;
        m_questions.clear();
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_offers.reset();
    if (!answer && !file) {
        return;
    }
    m_answer = std::move(answer);
    m_serving = true;
    m_thread = std::thread([this] { answerAll(); });
    const auto listen = [this](const std::string& subject, Listening::Handler handler) {
        auto made = Listening::open(*m_connection, subject, "", std::move(handler));
        if (made.ok()) {
            (*made)->limit(-1, kAnswerBytes);
            m_listening.push_back(std::move(*made));
        }
    };
    listen(std::string(kNodes) + ".ask", [this](natsMsg* message) { take(message); });
    listen(subjectOf(m_node, "ask"), [this](natsMsg* message) { take(message); });
    if (!file) {
        return;
    }
    m_offers = std::make_unique<FileOffers>(std::move(file));
    listen(subjectOf(m_node, "file"), [this](natsMsg* message) { offer(message); });
    listen(subjectOf(m_node, "chunk"), [this](natsMsg* message) { sendWindow(message); });
}

void NodePeers::take(natsMsg* message) {
    const auto* from = headerOf(message, kNode);
    const auto* replyTo = natsMsg_GetReply(message);
    if (!replyTo || (from && m_node == from)) {
        return;
    }
    if (!mayAnswerTo(replyTo)) {
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_questions.size() < kMaxQuestions) {
            m_questions.push_back({replyTo, std::string(dataOf(message))});
            m_wake.notify_all();
            return;
        }
    }
    reply(replyTo, api::Error{api::code::kOverloaded, "The node " + m_node + " has too many questions.", {}, true});
}

void NodePeers::answerAll() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return !m_serving || !m_questions.empty(); });
        if (!m_serving) {
            return;
        }
        const auto question = std::move(m_questions.front());
        m_questions.pop_front();
        lock.unlock();
        reply(question.replyTo, m_answer ? m_answer(question.text)
                                         : api::Error{api::code::kNotFound, "Nothing is answered here.", {}, false});
        lock.lock();
    }
}

void NodePeers::reply(const std::string& to, const api::Result<std::string>& answer) const {
    const auto fail = [&](const api::Error& error) {
        Headers headers{{kNode, m_node}, {kError, error.code}};
        if (error.retryable) {
            headers.emplace_back(kRetry, "1");
        }
        send(*m_connection, to, nullptr, error.message, headers);
    };
    if (!answer.ok()) {
        fail(answer.error());
        return;
    }
    if (answer->size() > kMaxAnswerBytes) {
        fail(tooLong(m_node));
        return;
    }
    const auto size = chunkSize(*m_connection, kMaxChunkBytes);
    std::size_t at = 0;
    do {
        const auto piece = std::string_view(*answer).substr(at, size);
        at += piece.size();
        Headers headers{{kNode, m_node}};
        if (at < answer->size()) {
            headers.emplace_back(kMoreFollows, "1");
        }
        if (send(*m_connection, to, nullptr, piece, headers) != NATS_OK) {
            return;
        }
    } while (at < answer->size());
}

/// "<ticket> <what>": how far the file is, as "<bytes> <sha256>" or "making".
void NodePeers::offer(natsMsg* message) {
    const auto* replyTo = natsMsg_GetReply(message);
    if (!replyTo || !mayAnswerTo(replyTo)) {
        return;
    }
    const std::string text(dataOf(message));
    const auto space = std::min(text.find(' '), text.size());
    const auto file = m_offers->ask(text.substr(0, space), text.substr(std::min(space + 1, text.size())));
    reply(replyTo, !file.ok()     ? api::Result<std::string>(file.error())
                   : !file->ready ? api::Result<std::string>("making")
                                  : std::to_string(file->bytes) + " " + file->sha256);
}

/// "<ticket> <offset> <length>": chunks of one window; "<ticket>": it has all.
void NodePeers::sendWindow(natsMsg* message) {
    std::istringstream text{std::string(dataOf(message))};
    std::string ticket;
    std::uint64_t offset = 0;
    std::size_t length = 0;
    text >> ticket;
    if (!(text >> offset >> length)) {
        m_offers->end(ticket);
        return;
    }
    const auto* replyTo = natsMsg_GetReply(message);
    if (!replyTo || !mayAnswerTo(replyTo)) {
        return;
    }
    const auto bytes = m_offers->read(ticket, offset, length);
    if (!bytes.ok()) {
        reply(replyTo, bytes.error());
        return;
    }
    const auto size = chunkSize(*m_connection, kMaxChunkBytes);
    for (std::size_t at = 0; at < bytes->size(); at += size) {
        const auto piece = std::string_view(*bytes).substr(at, size);
        if (send(*m_connection, replyTo, nullptr, piece, {{kOffset, std::to_string(offset + at)}}) != NATS_OK) {
            return;
        }
    }
}

api::Result<std::uint64_t> NodePeers::fetch(const std::string& node, const std::string& what,
                                            const std::filesystem::path& target, std::stop_token stop) {
    const auto ticket = api::newUlid(api::wallClock());
    for (const auto until = Clock::now() + kMaxMaking;;) {
        const auto said = askOne(node, "file", ticket + " " + what, kChunkWait);
        if (!said.ok()) {
            return said.error();
        }
        if (stop.stop_requested()) {
            return notWantedAnyMore(what);
        }
        if (*said == "making") {
            if (Clock::now() > until) {
                return api::Error{api::code::kDeadline,
                                  "The node " + node + " did not make the file '" + what + "' in time.",
                                  {},
                                  true};
            }
            std::unique_lock lock(m_asking.mutex);
            m_asking.wake.wait_for(lock, kFilePoll, [this] { return m_asking.stopped; });
            continue;  // one that was stopped is not asked any more
        }
        OfferedFile file{true, 0, {}};
        std::istringstream(*said) >> file.bytes >> file.sha256;
        auto part = target;
        part += ".part";
        auto got = receive(node, ticket, file, part, stop);
        send(*m_connection, subjectOf(node, "chunk"), nullptr, ticket, {{kNode, m_node}});
        std::error_code ec;
        if (got.ok()) {
            std::filesystem::rename(part, target, ec);
            if (!ec) {
                return got;
            }
            got = api::Error{api::code::kUnavailable,
                             "The file " + target.string() + " cannot be written: " + ec.message() + ".",
                             {},
                             true};
        }
        std::filesystem::remove(part, ec);
        return got;
    }
}

api::Result<std::size_t> NodePeers::window(const std::string& node, const std::string& question, std::uint64_t at,
                                           std::size_t length, int file) {
    Inbox inbox(*m_connection, m_asking);
    auto status = inbox.ask(subjectOf(node, "chunk"), question, m_node);
    std::size_t got = 0;
    while (status == NATS_OK && got < length) {
        Owned<natsMsg> message;
        status = inbox.next(message, Clock::now() + kChunkWait);
        if (status != NATS_OK) {
            break;
        }
        if (auto error = errorOf(message.get())) {
            return *error;
        }
        const auto* offset = headerOf(message.get(), kOffset);
        if (!offset || std::strtoull(offset, nullptr, 10) != at + got) {
            break;  // one was lost; what came before it is good
        }
        const auto bytes = dataOf(message.get());
        if (::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at + got)) !=
            static_cast<ssize_t>(bytes.size())) {
            return api::Error{
                api::code::kUnavailable,
                std::string("The file from the node ") + node + " cannot be written: " + std::strerror(errno) + ".",
                {},
                true};
        }
        got += bytes.size();
    }
    return got > 0 && !stopped() ? api::Result<std::size_t>(got) : silent(node, status);
}

api::Result<std::uint64_t> NodePeers::receive(const std::string& node, const std::string& ticket,
                                              const OfferedFile& file, const std::filesystem::path& target,
                                              const std::stop_token& stop) {
    const int out = ::open(target.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) {
        return api::Error{api::code::kUnavailable,
                          "The file " + target.string() + " cannot be written: " + std::strerror(errno) + ".",
                          {},
                          true};
    }
    const std::shared_ptr<void> closing(nullptr, [out](void*) { ::close(out); });
    int tries = 0;
    for (std::uint64_t at = 0; at < file.bytes;) {
        if (stop.stop_requested()) {
            return notWantedAnyMore(target.filename().string());
        }
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kMaxWindowBytes, file.bytes - at));
        const auto question = ticket + " " + std::to_string(at) + " " + std::to_string(length);
        const auto got = window(node, question, at, length, out);
        if (!got.ok() && (stopped() || !got.error().retryable || got.error().code == api::code::kNotFound ||
                          ++tries == kMaxChunkTries)) {
            return got.error();
        }
        at += got.ok() ? *got : 0;
        tries = got.ok() ? 0 : tries;
    }
    const auto sum = sha256OfFile(out);
    if (!sum.ok()) {
        return sum.error();
    }
    if (*sum != file.sha256) {
        return api::Error{api::code::kCorrupt,
                          "The file from the node " + node + " was changed on its way; it was thrown away.",
                          {},
                          true};
    }
    return ::fsync(out) == 0
               ? api::Result<std::uint64_t>(file.bytes)
               : api::Error{api::code::kUnavailable,
                            "The file " + target.string() + " cannot be written: " + std::strerror(errno) + ".",
                            {},
                            true};
}

}  // namespace beamline::nats
