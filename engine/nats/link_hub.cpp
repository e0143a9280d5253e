// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/link_hub.h"

#include <random>

#include "engine/nats/subjects.h"

namespace beamline::nats {

using api::Error;
using Clock = LinkStream::Clock;

namespace {
constexpr std::size_t kParkedSlack = 1u << 20;
constexpr int kStateKind = static_cast<int>(Packet::Kind::state);

std::string randomToken() {
    constexpr char kHex[] = "0123456789abcdef";
    std::random_device random;
    std::string out;
    for (int word = 0; word < 4; ++word) {
        auto bits = random();
        for (int digit = 0; digit < 8; ++digit, bits >>= 4) {
            out += kHex[bits & 15];
        }
    }
    return out;
}

Error lost(const std::string& why) {
    return {api::code::kUnavailable, "The connection to the engine has ended. " + why, {}, true};
}
}  // namespace

// ---- the hub
// ---------------------------------------------------------------------------------------------------------

LinkHub::LinkHub(std::shared_ptr<SharedConnection> connection, LinkOptions options, std::string base)
    : m_connection(std::move(connection)), m_options(std::move(options)), m_base(std::move(base)) {}

LinkHub::~LinkHub() {
    stop();
}

api::Result<std::shared_ptr<LinkHub>> LinkHub::open(std::shared_ptr<SharedConnection> connection, LinkOptions options,
                                                    std::string base) {
    std::shared_ptr<LinkHub> hub(new LinkHub(std::move(connection), std::move(options), std::move(base)));
    auto listening = Listening::open(*hub->m_connection, hub->m_base + ".*", {},
                                     [raw = hub.get()](natsMsg* message) { raw->arrived(message); });
    if (!listening.ok()) {
        return listening.error();
    }
    hub->m_listening = std::move(*listening);
    hub->m_listening->limit(kMaxArrivedMessages, kMaxArrivedBytes);
    hub->watch();
    hub->m_thread = std::thread([raw = hub.get()] { raw->run(); });
    return hub;
}

void LinkHub::watch() {
    ConnectionEvents events;
    const auto post = [weak = weak_from_this()](std::function<void(LinkSession&)> use) {
        if (const auto hub = weak.lock()) {
            hub->post([raw = hub.get(), use = std::move(use)] { raw->each(use); });
        }
    };
    events.onConnected = [post] { post([](LinkSession& session) { session.mended(); }); };
    events.onClosed = [post](const Error& why) { post([why](LinkSession& session) { session.shut(why, false); }); };
    events.onDenied = [post](const std::string& subject, const Error& why) {
        post([subject, why](LinkSession& session) { session.denied(subject, why); });
    };
    m_watch = m_connection->watch(std::move(events));
}

void LinkHub::stop() {
    m_watch.reset();
    m_listening.reset();
    {
        std::lock_guard lock(m_mutex);
        if (m_stopping) {
            return;
        }
        m_jobs.push_back([this] { each([](LinkSession& session) { session.shut(lost("It was closed."), true); }); });
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    constexpr std::chrono::milliseconds kLastWords{200};
    if (m_connection->connected()) {
        (void)m_connection->flush(kLastWords);  // the goodbyes
    }
}

std::shared_ptr<LinkSession> LinkHub::make() {
    auto token = randomToken();
    auto session = std::make_shared<LinkSession>(shared_from_this(), token, m_base + "." + token);
    std::lock_guard lock(m_mutex);
    m_sessions.emplace(std::move(token), session);
    m_wake.notify_all();  // from now on it ticks
    return session;
}

void LinkHub::remove(const std::string& token) {
    std::lock_guard lock(m_mutex);
    m_sessions.erase(token);
}

std::size_t LinkHub::sessions() const {
    std::lock_guard lock(m_mutex);
    return m_sessions.size();
}

void LinkHub::post(Job job) {
    {
        std::lock_guard lock(m_mutex);
        if (m_stopping) {
            return;
        }
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_all();
}

void LinkHub::wake(std::shared_ptr<LinkSession> session) {
    {
        std::lock_guard lock(m_mutex);
        if (m_stopping) {
            return;
        }
        m_dirty.insert(std::move(session));
    }
    m_wake.notify_all();
}

bool LinkHub::publish(const std::string& to, const std::string& packet, const std::string& own) {
    if (to.empty() || !m_connection->connected()) {
        return true;  // what matters is sent again
    }
    const auto size = static_cast<int>(packet.size());
    // To a state the server itself answers when nobody listens there any more.
    const auto status =
        packet[4] == kStateKind
            ? natsConnection_PublishRequest(m_connection->raw(), to.c_str(), own.c_str(), packet.data(), size)
            : natsConnection_Publish(m_connection->raw(), to.c_str(), packet.data(), size);
    return status != NATS_MAX_PAYLOAD;
}

/// To who goes on with a session that has ended here.
void LinkHub::farewell(const char* to) {
    if (to && (mayAnswerTo(to) || std::string_view(to).starts_with(apiSubject("link.")))) {
        Packet packet;
        packet.kind = Packet::Kind::bye;
        packet.body = "The other side has ended it already.";
        publish(to, encodePacket(packet), {});
    }
}

void LinkHub::arrived(natsMsg* message) {
    const std::string_view subject = natsMsg_GetSubject(message);
    if (subject.size() <= m_base.size() + 1) {
        return;
    }
    std::shared_ptr<LinkSession> session;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_sessions.find(std::string(subject.substr(m_base.size() + 1)));
        session = found == m_sessions.end() ? nullptr : found->second;
    }
    if (!session) {
        farewell(natsMsg_GetReply(message));
        return;
    }
    if (natsMsg_IsNoResponders(message)) {
        post([session] { session->absent(); });
        return;
    }
    std::string bytes(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
    const auto size = bytes.size() + kPartOverhead;
    if (session->parked.fetch_add(size) > 2 * m_options.window + kParkedSlack) {
        session->parked -= size;  // more than was agreed on; it is asked again for what was meant
        return;
    }
    post([session, size, bytes = std::move(bytes)] {
        session->parked -= size;
        session->arrived(bytes);
    });
}

std::vector<std::shared_ptr<LinkSession>> LinkHub::all() const {
    std::vector<std::shared_ptr<LinkSession>> out;
    std::lock_guard lock(m_mutex);
    for (const auto& [token, session] : m_sessions) {
        out.push_back(session);
    }
    return out;
}

void LinkHub::each(const std::function<void(LinkSession&)>& use) {
    for (const auto& session : all()) {
        use(*session);
    }
}

void LinkHub::run() {
    const auto pause = m_options.beat / 4;
    auto tickAt = Clock::now() + pause;
    std::unique_lock lock(m_mutex);
    while (!m_stopping || !m_jobs.empty()) {
        if (!m_jobs.empty()) {
            auto jobs = std::exchange(m_jobs, {});
            lock.unlock();
            for (auto& job : jobs) {
                job();
                job = nullptr;
            }
            lock.lock();
        }
        if (!m_dirty.empty()) {
            const auto dirty = std::exchange(m_dirty, {});
            lock.unlock();
            for (const auto& session : dirty) {
                session->pump();
            }
            lock.lock();
        }
        if (!m_sessions.empty() && Clock::now() >= tickAt) {
            lock.unlock();
            each([](LinkSession& session) { session.tick(); });
            tickAt = Clock::now() + pause;
            lock.lock();
        }
        const auto busy = [this] { return m_stopping || !m_jobs.empty() || !m_dirty.empty(); };
        if (m_sessions.empty()) {
            m_wake.wait(lock, [&] { return busy() || !m_sessions.empty(); });
        } else {
            m_wake.wait_until(lock, tickAt, busy);
        }
    }
}

// ---- a session
// -------------------------------------------------------------------------------------------------------

LinkSession::LinkSession(const std::shared_ptr<LinkHub>& hub, std::string token, std::string subject)
    : m_hub(hub),
      m_token(std::move(token)),
      m_subject(std::move(subject)),
      m_limits(hub->options().limits),
      m_stream(m_limits, {hub->options().beat, hub->options().silence, hub->options().absence}, hub->options().window,
               Clock::now()) {}

void LinkSession::start(wire::ConnectionHandlers handlers) {
    if (const auto hub = m_hub.lock()) {
        hub->post([self = shared_from_this(), handlers = std::move(handlers)]() mutable {
            self->m_handlers = std::move(handlers);
            self->m_started = true;
            if (std::exchange(self->m_drained, false) && self->m_handlers.onDrained) {
                self->m_handlers.onDrained();
            }
            self->deliver();
        });
    }
}

bool LinkSession::send(std::string message, wire::Overflow overflow) {
    auto pushed = wire::SendQueue::Push::refused;
    {
        std::lock_guard lock(m_mutex);
        if (!m_open || m_stream.finishing() || message.empty() || message.size() > m_limits.message) {
            return false;
        }
        pushed = m_stream.push(std::move(message), overflow);
    }
    if (pushed == wire::SendQueue::Push::exceeded) {
        close();
    } else if (const auto hub = m_hub.lock(); hub && pushed == wire::SendQueue::Push::queued) {
        hub->wake(shared_from_this());
    }
    return pushed == wire::SendQueue::Push::queued;
}

void LinkSession::close() {
    {
        std::lock_guard lock(m_mutex);
        m_open = false;
    }
    if (const auto hub = m_hub.lock()) {
        hub->post([self = shared_from_this()] {
            self->m_waiting.clear();
            self->shut(lost("It was closed here."), true);
        });
    }
}

void LinkSession::finish() {
    {
        std::lock_guard lock(m_mutex);
        m_stream.finish();
    }
    if (const auto hub = m_hub.lock()) {
        hub->wake(shared_from_this());
    }
}

void LinkSession::begin(const std::string& peer, std::size_t window) {
    if (const auto hub = m_hub.lock()) {
        hub->post([self = shared_from_this(), peer, window, most = hub->connection().maxPayload()] {
            self->m_peer = peer;
            self->act([&](LinkStream& stream, auto, Out& out) {
                stream.begin(window, most);
                stream.pump(out);
            });
        });
    }
}

template <class Use>
void LinkSession::act(Use use) {
    Out out;
    {
        std::lock_guard lock(m_mutex);
        use(m_stream, Clock::now(), out);
    }
    settle(out);
}

void LinkSession::settle(Out& out) {
    const auto hub = m_hub.lock();
    if (!hub) {
        return;
    }
    for (const auto& packet : out.packets) {
        if (!hub->publish(m_peer, packet, m_subject)) {
            shut(lost("The server of NATS takes only smaller messages than before."), true);
            return;
        }
    }
    for (auto& message : out.messages) {
        m_waiting.push_back(std::move(message));
    }
    if (out.drained) {
        m_drained = !m_started;
        if (m_started && m_handlers.onDrained) {
            m_handlers.onDrained();
        }
    }
    if (out.ended) {
        shut(lost(out.why), false);
    } else {
        deliver();
    }
}

void LinkSession::deliver() {
    while (m_started && !m_waiting.empty()) {
        auto message = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_handlers.onMessage) {
            m_handlers.onMessage(std::move(message));
        }
        Out out;
        {
            std::lock_guard lock(m_mutex);
            m_stream.handled(Clock::now(), out);
        }
        if (const auto hub = m_hub.lock()) {
            for (const auto& packet : out.packets) {
                hub->publish(m_peer, packet, m_subject);
            }
        }
    }
    if (m_why && m_started && !std::exchange(m_told, true)) {
        const auto last = std::exchange(m_handlers, {});
        if (last.onClosed) {
            last.onClosed(*m_why);
        }
    }
}

void LinkSession::shut(const Error& why, bool sayBye) {
    const auto hub = m_hub.lock();
    if (m_why || !hub) {
        return;
    }
    m_why = why;
    std::string bye;
    {
        std::lock_guard lock(m_mutex);
        m_open = false;
        bye = m_stream.bye(sayBye ? "The other side closed the session." : "");
    }
    if (sayBye) {
        hub->publish(m_peer, bye, m_subject);
    }
    hub->remove(m_token);
    deliver();
}

void LinkSession::arrived(const std::string& bytes) {
    const auto packet = decodePacket(bytes);
    if (packet && !m_why) {
        act([&](LinkStream& stream, auto now, Out& out) { stream.arrived(*packet, now, out); });
    }
}

void LinkSession::absent() {
    act([](LinkStream& stream, auto now, Out&) { stream.absent(now); });
}

void LinkSession::mended() {
    act([](LinkStream& stream, auto now, Out& out) { stream.mended(now, out); });
}

void LinkSession::denied(const std::string& subject, const Error& why) {
    if (subject == m_peer) {
        shut(why, false);
    }
}

void LinkSession::pump() {
    if (!m_why) {
        act([](LinkStream& stream, auto, Out& out) { stream.pump(out); });
    }
}

void LinkSession::tick() {
    act([](LinkStream& stream, auto now, Out& out) { stream.tick(now, out); });
}

}  // namespace beamline::nats
