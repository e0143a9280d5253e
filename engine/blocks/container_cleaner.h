// SPDX-License-Identifier: Apache-2.0
#pragma once
// Removes containers when their time has come (`lifetime.cleanup: eventually`). Thread-safe; one thread of its own,
// which begins with the first container. What is left when the engine stops stays with podman or docker.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace beamline::blocks {

inline constexpr std::size_t kMaxContainersToRemove = 10'000;  ///< beyond it the next one due goes at once

class ContainerCleaner {
public:
    using Remove = std::function<void(const std::string& name)>;
    ~ContainerCleaner();
    void removeAfter(std::int64_t ms, std::string name, Remove remove);

private:
    using Clock = std::chrono::steady_clock;
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::multimap<Clock::time_point, std::pair<std::string, Remove>> m_due;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::blocks
