// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/node_broadcast.h"

#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

namespace {
std::string liveSubject(std::string_view node) {
    return std::string(kNodes) + "." + subjectToken(node) + ".live";
}

bool isLive(const api::Event& event) {
    return event.kind == api::kOutputEvent || event.kind == api::kNotifyEvent;
}

/// As JSON of at most so many bytes: a text that is too long is cut. Empty: it cannot be.
std::string encodedLive(const api::Event& event, std::size_t most) {
    auto text = boost::json::serialize(api::toJson(event));
    if (text.size() <= most) {
        return text;
    }
    auto cut = event;
    auto* data = cut.data.if_object();
    auto* said = data ? data->if_contains("text") : nullptr;
    const std::string whole(said && said->is_string() ? std::string_view(said->get_string()) : std::string_view());
    for (auto length = whole.size() / 2; length > 0; length /= 2) {
        *said = api::beginning(whole, length) + "\u2026";
        text = boost::json::serialize(api::toJson(cut));
        if (text.size() <= most) {
            return text;
        }
    }
    return {};
}

std::vector<api::Event> decodedLive(std::string_view text) {
    const auto json = api::parseJson(text);
    auto events = json.ok() ? api::fromJson<std::vector<api::Event>>(*json, api::Reading::newer)
                            : api::Result<std::vector<api::Event>>(json.error());
    if (!events.ok()) {
        return {};
    }
    std::erase_if(*events, [](const auto& event) { return !isLive(event); });  // who says more wants to deceive
    return std::move(*events);
}
}  // namespace

NodeBroadcast::NodeBroadcast(std::shared_ptr<SharedConnection> connection, std::shared_ptr<Presence> presence,
                             std::string node)
    : m_connection(std::move(connection)),
      m_presence(std::move(presence)),
      m_node(std::move(node)),
      m_thread([this] { run(); }) {}

NodeBroadcast::~NodeBroadcast() {
    listen({});
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void NodeBroadcast::listen(std::function<void(api::Event)> heard) {
    m_listening.reset();
    if (!heard) {
        return;
    }
    auto made = Listening::open(*m_connection, liveSubject(m_node), "", [heard = std::move(heard)](natsMsg* message) {
        for (auto& event : decodedLive(dataOf(message))) {
            heard(std::move(event));
        }
    });
    if (made.ok()) {
        (*made)->limit(-1, kMaxUnheardLiveBytes);
        m_listening = std::move(*made);
    }
}

void NodeBroadcast::watch(std::set<std::string> runs) {
    m_presence->watch(runs);
}

bool NodeBroadcast::wanted(const std::string& run) const {
    return m_presence->watched(run);
}

std::size_t NodeBroadcast::mostBytes() const {
    const auto payload = m_connection->maxPayload();
    return payload == 0 ? kMaxLiveMessage : std::min(payload, kMaxLiveMessage);
}

void NodeBroadcast::tell(const api::Event& event) {
    const bool forAll = event.kind == api::kNotifyEvent;
    if (!isLive(event) || (!forAll && !wanted(event.run)) || !m_connection->connected()) {
        return;  // what is held back would be old when it goes out
    }
    {
        const std::size_t share = forAll ? 2 : 1;  // notices are few, and have room when output has none any more
        const std::lock_guard lock(m_mutex);
        if (m_unsent.size() >= share * kMaxUnsentLive || m_unsentBytes >= share * kMaxUnsentLiveBytes) {
            ++m_figures.dropped;
            return;
        }
    }
    auto text = encodedLive(event, mostBytes() - 2);  // of brackets
    const std::lock_guard lock(m_mutex);
    m_unsentBytes += text.size();
    m_unsent.push_back({forAll ? std::string() : event.run, std::move(text)});
    m_wake.notify_all();
}

NodeBroadcast::Figures NodeBroadcast::figures() const {
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

/// Publishing may wait for a socket, and who tells must not.
void NodeBroadcast::run() {
    constexpr std::chrono::nanoseconds kSecond = std::chrono::seconds(1);
    auto paid = Clock::now();  // up to when what was sent is within its limit
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (const auto now = Clock::now(); paid > now) {
            m_wake.wait_until(lock, paid, [this] { return m_stopping; });
            continue;
        }
        m_wake.wait(lock, [this] { return m_stopping || !m_unsent.empty(); });
        const auto events = std::exchange(m_unsent, {});
        m_unsentBytes = 0;
        lock.unlock();
        const auto bytes = send(events);
        lock.lock();
        m_figures.bytes += bytes;
        paid = std::max(paid, Clock::now() - kSecond) +
               kSecond * static_cast<std::int64_t>(bytes) / static_cast<std::int64_t>(kMaxLivePerSecond);
    }
}

/// The bytes that went out.
std::size_t NodeBroadcast::send(const std::deque<Unsent>& events) {
    std::map<std::string, std::vector<std::string>> readers;  // of the output of a run; of no run: everybody
    std::map<std::string, std::string> open;                  // messages to nodes that may grow yet
    std::size_t bytes = 0;
    std::uint64_t messages = 0;
    const auto close = [&](const std::string& node, std::string& message) {
        message += ']';
        bytes += message.size();
        ++messages;
        natsConnection_Publish(m_connection->raw(), liveSubject(node).c_str(), message.data(),
                               static_cast<int>(message.size()));
        message.clear();
    };
    const auto most = mostBytes();
    for (const auto& [run, text] : events) {
        if (text.empty()) {
            continue;
        }
        const auto [found, isNew] = readers.try_emplace(run);
        if (isNew) {
            found->second = run.empty() ? m_presence->others() : m_presence->watchers(run);
        }
        for (const auto& node : found->second) {
            auto& message = open[node];
            if (!message.empty() && message.size() + text.size() + 2 > most) {
                close(node, message);
            }
            message += message.empty() ? '[' : ',';
            message += text;
        }
    }
    for (auto& [node, message] : open) {
        if (!message.empty()) {
            close(node, message);
        }
    }
    const std::lock_guard lock(m_mutex);
    m_figures.messages += messages;
    return bytes;
}

}  // namespace beamline::nats
