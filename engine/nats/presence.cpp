// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/presence.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <random>
#include <sstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

namespace {
constexpr const char* kGoodbye = "Beamline-Goodbye";
constexpr const char* kInstance = "Beamline-Instance";  // of a node; another one with each start
constexpr const char* kJoins = "Beamline-Joins";        // it asks who has its name, and is no node yet
constexpr const char* kWatches = "Beamline-Watches";    // runs whose output is looked at there, or kAllRuns
constexpr const char* kAllRuns = "*";
constexpr std::size_t kMaxRunId = 64;
constexpr int kHeardBytes = 4 << 20;

std::string subject() {
    return std::string(kNodes) + ".presence";
}

void tellPresence(const SharedConnection& connection, const api::NodeInfo& info, const std::string& instance,
                  const char* mark, const std::string& watches = {}) {
    if (!connection.connected()) {
        return;  // what is held back would be old when it goes out
    }
    const auto text = boost::json::serialize(api::toJson(info));
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, subject().c_str(), nullptr, text.data(), static_cast<int>(text.size()));
    const Owned<natsMsg> message(raw);
    status = status == NATS_OK ? natsMsgHeader_Set(raw, kInstance, instance.c_str()) : status;
    if (mark && status == NATS_OK) {
        status = natsMsgHeader_Set(raw, mark, "1");
    }
    if (!watches.empty() && status == NATS_OK) {
        status = natsMsgHeader_Set(raw, kWatches, watches.c_str());
    }
    if (status == NATS_OK) {
        natsConnection_PublishMsg(connection.raw(), raw);
    }
}

std::optional<api::NodeInfo> nodeOf(natsMsg* message) {
    const auto json = api::parseJson(dataOf(message));
    auto info =
        json.ok() ? api::fromJson<api::NodeInfo>(*json, api::Reading::newer) : api::Result<api::NodeInfo>(json.error());
    return info.ok() && !info->id.empty() ? std::optional(std::move(*info)) : std::nullopt;
}

std::string instanceOf(natsMsg* message) {
    const auto* instance = headerOf(message, kInstance);
    return instance ? instance : "";  // of a version that does not tell it
}

/// Whoever subscribes names the run as they like; what is no id is nobody's run, and must not become another header.
bool isRunId(const std::string& run) {
    return run.size() <= kMaxRunId && !run.empty() &&
           std::all_of(run.begin(), run.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

std::set<std::string> watchesOf(natsMsg* message) {
    const auto* told = headerOf(message, kWatches);
    std::istringstream words(told ? told : "");
    std::set<std::string> runs;
    for (std::string run; words >> run;) {
        if (run == kAllRuns || runs.size() == blocks::kMaxWatchedRuns) {
            return {std::string()};
        }
        runs.insert(run);
    }
    return runs;
}
}  // namespace

Presence::Presence(std::shared_ptr<SharedConnection> connection, std::function<api::NodeInfo()> self,
                   std::function<void()> changed)
    : m_connection(std::move(connection)),
      m_instance(api::newUlid(api::wallClock())),
      m_self(std::move(self)),
      m_changed(std::move(changed)) {}

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
    std::string watches;
    {
        const std::lock_guard lock(m_mutex);
        watches = m_watches;
    }
    tellPresence(*m_connection, info, m_instance, goodbye ? kGoodbye : nullptr, watches);
}

void Presence::watch(const std::set<std::string>& runs) {
    std::string watches;
    for (const auto& run : runs) {
        if (run.empty()) {
            watches = kAllRuns;
            break;
        }
        if (isRunId(run)) {
            watches += (watches.empty() ? "" : " ") + run;
        }
    }
    const std::lock_guard lock(m_mutex);
    if (watches != m_watches) {
        m_watches = std::move(watches);
        m_now = true;
        m_wake.notify_all();
    }
}

bool Presence::looksAt(const Seen& seen, const std::string& run) {
    return (seen.watches.contains(run) || seen.watches.contains({})) && Clock::now() - seen.at <= kUnreachableAfter;
}

std::vector<std::string> Presence::watchers(const std::string& run) const {
    std::vector<std::string> out;
    const std::lock_guard lock(m_mutex);
    for (const auto& [id, seen] : m_seen) {
        if (looksAt(seen, run)) {
            out.push_back(id);
        }
    }
    return out;
}

bool Presence::watched(const std::string& run) const {
    if (!m_watched.load(std::memory_order_relaxed)) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_seen.begin(), m_seen.end(), [&](const auto& one) { return looksAt(one.second, run); });
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
    auto info = nodeOf(message);
    const auto instance = instanceOf(message);
    if (!info || instance == m_instance) {
        return;
    }
    const bool goodbye = headerOf(message, kGoodbye) != nullptr;
    const bool joins = headerOf(message, kJoins) != nullptr;
    if (info->id == m_id) {
        if (hasEngine(*info)) {
            heardTwin(std::move(*info), goodbye, joins);
        }
        return;
    }
    if (joins) {
        return;
    }
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
            news = known && (instance.empty() || found->second.instance == instance);  // not of another of its name
            if (news) {
                m_seen.erase(found);
            }
        } else if (known || m_seen.size() < kMaxNodes) {
            info->seenAt = api::wallClock();
            const auto id = info->id;
            m_seen.insert_or_assign(id, Seen{std::move(*info), Clock::now(), false, instance, watchesOf(message)});
            if (!known) {
                m_now = true;  // it does not know this node yet
                m_wake.notify_all();
            }
        }
        m_watched =
            std::any_of(m_seen.begin(), m_seen.end(), [](const auto& one) { return !one.second.watches.empty(); });
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

void Presence::heardTwin(api::NodeInfo info, bool goodbye, bool joins) {
    const std::lock_guard lock(m_mutex);
    if (joins) {
        m_now = true;  // so that it is refused at once
        m_wake.notify_all();
    } else if (goodbye) {
        m_twin.reset();
    } else {
        m_twin = Seen{std::move(info), Clock::now(), false, {}, {}};
    }
}

std::optional<api::NodeInfo> Presence::twin() const {
    const std::lock_guard lock(m_mutex);
    return m_twin && Clock::now() - m_twin->at <= kUnreachableAfter ? std::optional(m_twin->info) : std::nullopt;
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

api::Result<api::Unit> awaitOnlyOne(SharedConnection& connection, const api::NodeInfo& self,
                                    const std::function<bool(std::chrono::milliseconds)>& pause,
                                    std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds kLook{250};
    constexpr std::chrono::milliseconds kAskAgain{500};  // the first may have been lost on its way
    const auto instance = api::newUlid(api::wallClock());
    const auto rank = [](const api::NodeInfo& info, const std::string& of) { return std::pair(info.startedAt, of); };
    std::mutex mutex;
    std::optional<api::NodeInfo> other;
    auto listening = Listening::open(connection, subject(), "", [&](natsMsg* message) {
        auto info = nodeOf(message);
        const auto from = instanceOf(message);
        if (!info || info->id != self.id || !hasEngine(*info) || from == instance) {
            return;
        }
        const bool yields = headerOf(message, kJoins) && rank(*info, from) > rank(self, instance);
        const std::lock_guard lock(mutex);
        if (headerOf(message, kGoodbye)) {
            other.reset();  // it was just ending
        } else if (!yields) {
            other = std::move(info);
        }
    });
    if (!listening.ok()) {
        return listening.error();
    }
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + patience;
    for (auto ask = Clock::now(); Clock::now() < until;) {
        if (Clock::now() >= ask) {
            tellPresence(connection, self, instance, kJoins);
            ask = Clock::now() + kAskAgain;
        }
        if (pause(kLook)) {
            return api::Error{"stopped", "It was told to end before it had joined the cluster.", {}, false};
        }
    }
    const std::lock_guard lock(mutex);
    if (!other) {
        return api::Unit{};
    }
    return api::Error{api::code::kConflict,
                      "Another node of the cluster is called " + self.id + ", on the host " + other->host +
                          ". End that one, or give this one another name with --node.",
                      {},
                      false};
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
