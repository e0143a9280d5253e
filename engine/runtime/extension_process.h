// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions that are processes of this engine: kept, asked one call at a time each, ended when they misbehave or when
// nobody needs them. Any thread. Its own ends processes, so that no caller waits for that; it is started with the
// first one that has to be ended.

#include <condition_variable>
#include <deque>
#include <map>
#include <thread>

#include "engine/runtime/extension_child.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxExtensionChildren = 4;  ///< of an instance; as many may be on their way out
inline constexpr std::int64_t kIdleExtensionMs = 60'000;
inline constexpr std::int64_t kExtensionStartMs = 10'000;  ///< until one reads its first request

struct ExtensionProcessLimits {
    std::size_t children = kMaxExtensionChildren;
    std::chrono::milliseconds idle{kIdleExtensionMs};
    std::chrono::milliseconds start{kExtensionStartMs};
};

class ExtensionProcesses {
public:
    ExtensionProcesses(blocks::ProcessSettings settings, std::filesystem::path folder, SecretSource secrets,
                       ExtensionProcessLimits limits = {});
    /// Ends all of them. Nobody may be calling.
    ~ExtensionProcesses();
    /// Those that were idle for too long are looked for in every call, of all extensions.
    routing::Caller::Answer call(const ExtensionCall& call);
    /// See ExtensionCaller.
    std::vector<api::ExtensionLine> lines(const std::string& key);

    struct Counts {
        std::size_t running = 0;  ///< busy ones too
        std::size_t ending = 0;
        std::size_t started = 0;  ///< ever
    };
    Counts counts() const;

private:
    using ChildPtr = std::unique_ptr<ExtensionChild>;
    /// The processes of one instance, as it is registered: other words make other processes.
    struct Pool {
        std::string key;  ///< of the extension
        std::vector<ChildPtr> idle;
        std::size_t running = 0;
        std::size_t ending = 0;
        std::size_t users = 0;
    };
    using PoolPtr = std::shared_ptr<Pool>;
    class Use;
    class Lease;
    using Taken = std::variant<std::unique_ptr<Lease>, routing::CallError>;
    /// `fresh`: not one that was asked before.
    Taken take(const PoolPtr& pool, const ExtensionCall& call, bool fresh);
    Taken begin(std::unique_ptr<Lease> lease, const ExtensionCall& call);
    static ChildPtr pop(Pool& pool);
    /// With the lock held. Its end is the own thread's business.
    void retire(const PoolPtr& pool, ChildPtr child);
    void sweep();
    void endThem();

    const blocks::ProcessSettings m_settings;
    const std::filesystem::path m_folder;
    const SecretSource m_secrets;
    const ExtensionProcessLimits m_limits;
    ExtensionLog m_log;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;  ///< there is room, or an idle one
    std::condition_variable m_wake;     ///< of the own thread
    std::map<std::string, PoolPtr> m_pools;
    std::deque<std::pair<PoolPtr, ChildPtr>> m_ending;
    std::size_t m_started = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
