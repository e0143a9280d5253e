// SPDX-License-Identifier: Apache-2.0
#pragma once
// Collects the events of a subscription and lets a test wait for them. Any thread.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::test {

/// Far longer than anything takes; only a failing test waits for it.
inline constexpr std::chrono::seconds kPatience{20};

class EventLog {
public:
    api::EventSink sink() {
        return [this](const api::Event& event) {
            std::lock_guard lock(m_mutex);
            m_events.push_back(event);
            m_wake.notify_all();
        };
    }
    /// False when the condition did not become true.
    bool waitFor(const std::function<bool(const std::vector<api::Event>&)>& condition) {
        std::unique_lock lock(m_mutex);
        return m_wake.wait_for(lock, kPatience, [&] { return condition(m_events); });
    }
    bool waitForCount(std::size_t count) {
        return waitFor([count](const auto& events) { return events.size() >= count; });
    }
    bool waitForKind(const std::string& kind) {
        return waitFor([&](const auto& events) {
            for (const auto& event : events) {
                if (event.kind == kind) {
                    return true;
                }
            }
            return false;
        });
    }
    std::vector<api::Event> events() const {
        std::lock_guard lock(m_mutex);
        return m_events;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<api::Event> m_events;
};

/// Waits for what has no event of its own; looks every millisecond.
inline bool eventually(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        never.wait_for(lock, std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace beamline::test
