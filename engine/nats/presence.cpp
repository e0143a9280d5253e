// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/presence.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

namespace {
constexpr const char* kGoodbye = "Beamline-Goodbye";
constexpr int kHeardBytes = 4 << 20;

std::string subject() {
    return std::string(kNodes) + ".presence";
}
}  // namespace

Presence::Presence(std::shared_ptr<SharedConnection> connection, std::function<api::NodeInfo()> self,
                   std::function<void()> changed)
    : m_connection(std::move(connection)), m_self(std::move(self)), m_changed(std::move(changed)) {}

Presence::~Presence() {
    stop();
}

api::Result<api::Unit> Presence::start() {
    m_id = m_self().id;
    auto listening = Listening::open(*m_connection, subject(), "", [this](natsMsg* message) { heard(message); });
    if (!listening.ok()) {
        return listening.error();
    }
    m_listening = std::move(*listening);
    m_listening->limit(-1, kHeardBytes);
    m_running = m_now = true;
    m_thread = std::thread([this] { run(); });
    ConnectionEvents events;
    events.onConnected = [this] { announce(); };
    m_watch = m_connection->watch(std::move(events));
    return api::Unit{};
}

void Presence::stop() {
    m_watch.reset();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_running) {
            return;
        }
        m_running = false;
    }
    m_wake.notify_all();
    m_thread.join();
    m_listening.reset();
    auto self = m_self();
    self.id = m_id;
    send(self, true);
    natsConnection_FlushTimeout(m_connection->raw(), 500);
}

void Presence::announce() {
    const std::lock_guard lock(m_mutex);
    m_now = true;
    m_wake.notify_all();
}

void Presence::send(const api::NodeInfo& info, bool goodbye) {
    if (!m_connection->connected()) {
        return;  // what is held back would be old when it goes out
    }
    const auto text = boost::json::serialize(api::toJson(info));
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, subject().c_str(), nullptr, text.data(), static_cast<int>(text.size()));
    const Owned<natsMsg> message(raw);
    if (goodbye && status == NATS_OK) {
        status = natsMsgHeader_Set(raw, kGoodbye, "1");
    }
    if (status == NATS_OK) {
        natsConnection_PublishMsg(m_connection->raw(), raw);
    }
}

void Presence::run() {
    std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<std::int64_t> pause(kAnnounceEvery.count() * 3 / 4, kAnnounceEvery.count() * 5 / 4);
    std::unique_lock lock(m_mutex);
    while (m_running) {
        m_now = false;
        lock.unlock();
        auto self = m_self();
        self.seenAt = api::wallClock();
        send(self, false);
        lock.lock();
        const bool silent = lookForSilence();
        if (silent && m_changed) {
            lock.unlock();
            m_changed();
            lock.lock();
        }
        m_wake.wait_for(lock, std::chrono::milliseconds(pause(random)), [this] { return !m_running || m_now; });
    }
}

/// Whether somebody is silent who was not.
bool Presence::lookForSilence() {
    const auto now = Clock::now();
    bool found = false;
    std::erase_if(m_seen, [&](auto& one) { return now - one.second.at > kForgottenAfter; });
    for (auto& [id, seen] : m_seen) {
        const bool silent = now - seen.at > kUnreachableAfter;
        found = found || (silent && !seen.told);
        seen.told = silent;
    }
    return found;
}

void Presence::heard(natsMsg* message) {
    const auto json = api::parseJson(dataOf(message));
    auto info =
        json.ok() ? api::fromJson<api::NodeInfo>(*json, api::Reading::newer) : api::Result<api::NodeInfo>(json.error());
    if (!info.ok() || info->id.empty() || info->id == m_id) {
        return;
    }
    const bool goodbye = headerOf(message, kGoodbye) != nullptr;
    bool news = false;
    {
        const std::lock_guard lock(m_mutex);
        if (isShadow(*info)) {
            return;
        }
        const auto found = m_seen.find(info->id);
        const bool known = found != m_seen.end();
        news = found == m_seen.end() ? !goodbye
                                     : goodbye || found->second.told || found->second.info.state != info->state ||
                                           found->second.info.startedAt != info->startedAt;
        if (goodbye) {
            m_seen.erase(info->id);
        } else if (known || m_seen.size() < kMaxNodes) {
            info->seenAt = api::wallClock();
            const auto id = info->id;
            m_seen.insert_or_assign(id, Seen{std::move(*info), Clock::now(), false});
            if (!known) {
                m_now = true;  // it does not know this node yet
                m_wake.notify_all();
            }
        }
    }
    if (news && m_changed) {
        m_changed();
    }
}

/// A worker that shares an engine's data directory has its name: the engine is the one that matters. Under the lock.
bool Presence::isShadow(const api::NodeInfo& info) const {
    const auto found = m_seen.find(info.id);
    return found != m_seen.end() && hasEngine(found->second.info) && !hasEngine(info) &&
           Clock::now() - found->second.at <= kUnreachableAfter;
}

std::vector<api::NodeInfo> Presence::nodes() const {
    auto self = m_self();
    self.seenAt = api::wallClock();
    std::map<std::string, api::NodeInfo> all;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [id, seen] : m_seen) {
            all[id] = seen.info;
            if (Clock::now() - seen.at > kUnreachableAfter) {
                all[id].state = api::NodeState::unreachable;
            }
        }
    }
    all[self.id] = std::move(self);
    std::vector<api::NodeInfo> out;
    for (auto& [id, info] : all) {
        out.push_back(std::move(info));
    }
    return out;
}

std::vector<std::string> Presence::others() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> out;
    for (const auto& [id, seen] : m_seen) {
        if (Clock::now() - seen.at <= kUnreachableAfter && hasEngine(seen.info)) {
            out.push_back(id);
        }
    }
    return out;
}

bool hasEngine(const api::NodeInfo& node) {
    return node.roles.empty() || std::find(node.roles.begin(), node.roles.end(), "engine") != node.roles.end();
}

std::uint64_t commonPlace(const std::vector<api::NodeInfo>& nodes) {
    std::optional<std::uint64_t> place;
    for (const auto& node : nodes) {
        if (hasEngine(node)) {
            place = std::min(place.value_or(node.place), node.place);
        }
    }
    return place.value_or(0);
}

void measureMachine(api::NodeInfo& info) {
    constexpr std::size_t kMaxHost = 256;
    std::array<char, kMaxHost> host{};
    info.host = ::gethostname(host.data(), host.size() - 1) == 0 ? host.data() : "";
    info.cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    std::ifstream("/proc/loadavg") >> info.load;
    std::int64_t pages = 0;
    std::int64_t resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    info.memoryBytes = resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace beamline::nats
