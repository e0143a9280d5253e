// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_process.h"

#include <algorithm>
#include <system_error>

#include "engine/runtime/extension_answer.h"

namespace beamline::runtime {

namespace {
using routing::CallError;

/// Everything that a process of it depends on.
std::string poolName(const routing::Extension& extension, const routing::Instance& instance) {
    boost::json::array words{extension.key(), extension.version, instance.id, instance.directory,
                             extension.capabilities.network};
    for (const auto* list : {&instance.command, &extension.capabilities.readable, &extension.capabilities.secrets}) {
        words.push_back(boost::json::array(list->begin(), list->end()));
    }
    return boost::json::serialize(words);
}
}  // namespace

/// A pool that is not removed meanwhile.
class ExtensionProcesses::Use {
public:
    Use(ExtensionProcesses& of, const std::string& name, const std::string& key) : m_of(of) {
        const std::lock_guard lock(m_of.m_mutex);
        auto& pool = m_of.m_pools[name];
        if (!pool) {
            pool = std::make_shared<Pool>();
            pool->key = key;
        }
        m_pool = pool;
        ++m_pool->users;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
        const std::lock_guard lock(m_of.m_mutex);
        --m_pool->users;
    }
    const PoolPtr& pool() const { return m_pool; }

private:
    ExtensionProcesses& m_of;
    PoolPtr m_pool;
};

/// One process of a pool for one call; ends with it unless it is given back.
class ExtensionProcesses::Lease {
public:
    /// With the lock held; `child` may be null: there is room for one.
    Lease(ExtensionProcesses& of, PoolPtr pool, ChildPtr child)
        : reused(child != nullptr), m_of(of), m_pool(std::move(pool)), m_child(std::move(child)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
        const std::lock_guard lock(m_of.m_mutex);
        if (m_child) {
            m_of.retire(m_pool, std::move(m_child));
        } else if (!m_given) {
            --m_pool->running;
        }
        m_of.m_changed.notify_all();
    }
    ExtensionChild& operator*() const { return *m_child; }
    void begin(ChildPtr child) { m_child = std::move(child); }
    void giveBack() {
        const std::lock_guard lock(m_of.m_mutex);
        m_pool->idle.push_back(std::move(m_child));
        m_given = true;
    }

    const bool reused;

private:
    ExtensionProcesses& m_of;
    const PoolPtr m_pool;
    ChildPtr m_child;
    bool m_given = false;
};

ExtensionProcesses::ExtensionProcesses(blocks::ProcessSettings settings, std::filesystem::path folder,
                                       SecretSource secrets, ExtensionProcessLimits limits)
    : m_settings(std::move(settings)), m_folder(std::move(folder)), m_secrets(std::move(secrets)), m_limits(limits) {}

ExtensionProcesses::~ExtensionProcesses() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        for (const auto& [child, held] : m_ending) {
            held->giveUp();
        }
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    for (const auto& [name, pool] : m_pools) {
        for (const auto& child : pool->idle) {
            child->giveUp();
        }
    }
    m_pools.clear();
}

ExtensionProcesses::Counts ExtensionProcesses::counts() const {
    const std::lock_guard lock(m_mutex);
    Counts counts;
    counts.started = m_started;
    for (const auto& [name, pool] : m_pools) {
        counts.running += pool->running;
        counts.ending += pool->ending;
    }
    return counts;
}

std::vector<api::ExtensionLine> ExtensionProcesses::lines(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        for (const auto& child : pool->idle) {
            if (pool->key == key) {
                child->listen();  // what it has said since its last answer
            }
        }
    }
    return m_log.lines(key);
}

/// One that answers at once, rather than one that is still starting.
ExtensionProcesses::ChildPtr ExtensionProcesses::pop(Pool& pool) {
    auto found = std::find_if(pool.idle.rbegin(), pool.idle.rend(), [](const auto& one) { return !one->starting(); });
    found = found == pool.idle.rend() ? pool.idle.rbegin() : found;
    auto child = std::move(*found);
    pool.idle.erase(std::next(found).base());
    return child;
}

void ExtensionProcesses::retire(const PoolPtr& pool, ChildPtr child) {
    --pool->running;
    ++pool->ending;
    m_ending.emplace_back(pool, std::move(child));
    try {
        if (!m_thread.joinable()) {
            m_thread = std::thread([this] { endThem(); });
        }
    } catch (const std::system_error&) {
        return;  // there are too many threads: the next one that has to be ended tries again
    }
    m_wake.notify_all();
}

void ExtensionProcesses::endThem() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_ending.empty(); });
        if (m_ending.empty()) {
            return;
        }
        auto [pool, child] = std::move(m_ending.front());
        m_ending.pop_front();
        lock.unlock();
        child.reset();
        lock.lock();
        --pool->ending;
        m_changed.notify_all();
    }
}

void ExtensionProcesses::sweep() {
    const std::lock_guard lock(m_mutex);
    const auto old = ExtensionChild::Clock::now() - m_limits.idle;
    for (auto one = m_pools.begin(); one != m_pools.end();) {
        const auto pool = one->second;
        for (auto child = pool->idle.begin(); child != pool->idle.end();) {
            if ((*child)->idleSince() <= old) {
                retire(pool, std::move(*child));
                child = pool->idle.erase(child);
            } else {
                ++child;
            }
        }
        one = pool->running + pool->ending + pool->users == 0 ? m_pools.erase(one) : std::next(one);
    }
}

ExtensionProcesses::Taken ExtensionProcesses::take(const PoolPtr& pool, const ExtensionCall& call, bool fresh) {
    std::unique_lock lock(m_mutex);
    for (;;) {
        while (!fresh && !pool->idle.empty()) {
            auto child = pop(*pool);
            if (child->ready(m_limits.start)) {
                return std::make_unique<Lease>(*this, pool, std::move(child));
            }
            child->giveUp();
            retire(pool, std::move(child));
        }
        if (pool->running >= m_limits.children && !pool->idle.empty()) {
            retire(pool, pop(*pool));
        }
        if (pool->running < m_limits.children && pool->ending < m_limits.children) {
            auto lease = std::make_unique<Lease>(*this, pool, nullptr);
            ++pool->running;
            ++m_started;
            lock.unlock();
            return begin(std::move(lease), call);
        }
        const std::chrono::milliseconds left(std::max<std::int64_t>(call.stop.remainingMs(), 0));
        if (m_changed.wait_for(lock, left) == std::cv_status::timeout && call.stop.requested()) {
            return CallError{CallError::Kind::busy, "All " + std::to_string(m_limits.children) + " processes of " +
                                                        shownExtension(call.extension) + " were busy for " +
                                                        std::to_string(call.timeout.count()) + " ms."};
        }
    }
}

ExtensionProcesses::Taken ExtensionProcesses::begin(std::unique_ptr<Lease> lease, const ExtensionCall& call) {
    auto program = extensionProgram(call.extension, call.instance, m_folder, m_settings, m_secrets);
    if (!program.ok()) {
        return CallError{CallError::Kind::unavailable, program.error().message};
    }
    auto child = ExtensionChild::start(std::move(*program), call.extension.key(), call.instance.id, m_log);
    if (!child.ok()) {
        return CallError{CallError::Kind::unavailable, child.error().message};
    }
    lease->begin(std::move(*child));
    return lease;
}

routing::Caller::Answer ExtensionProcesses::call(const ExtensionCall& call) {
    sweep();
    const Use use(*this, poolName(call.extension, call.instance), call.extension.key());
    for (bool again = false;; again = true) {
        const auto taken = take(use.pool(), call, again);
        if (const auto* error = std::get_if<CallError>(&taken)) {
            return *error;
        }
        auto& lease = **std::get_if<std::unique_ptr<Lease>>(&taken);
        auto outcome = (*lease).ask(call);
        if (outcome.usable) {
            lease.giveBack();
        }
        // One that had died while it was idle: nothing is asked twice when another one is asked.
        if (again || !lease.reused || !outcome.untouched) {
            return std::move(outcome.answer);
        }
    }
}

}  // namespace beamline::runtime
