// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of an engine for a program whose main thread waits for them, for its terminal and for signals at once. Main
// thread; only the sink inside runs on the engine's.

#include <mutex>
#include <optional>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::ctl {

inline constexpr std::size_t kMaxQueuedEvents = 65'536;  ///< further ones are replaced by one feed.gap

/// From its construction on, SIGINT and SIGTERM do not end the program but wake its EventQueue.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    int descriptor() const;
    /// Takes one signal; false when there was none.
    bool take();
};

class EventQueue {
public:
    enum class Wake { events, input, interrupted, timeout };

    EventQueue(api::Engine& engine, api::EventFilter filter, api::Seq from, Interrupts& interrupts);
    ~EventQueue();
    EventQueue(const EventQueue&) = delete;
    EventQueue& operator=(const EventQueue&) = delete;

    /// Waits at most `ms` (-1: for ever). With `alsoInput` bytes on stdin wake too.
    Wake wait(int ms, bool alsoInput = false);
    std::vector<api::Event> take();
    /// Goes on with the events of another engine behind `from`.
    void follow(api::Engine& engine, api::Seq from);

private:
    void push(const api::Event& event);

    Interrupts& m_interrupts;
    const api::EventFilter m_filter;
    const int m_descriptor;
    std::mutex m_mutex;
    std::vector<api::Event> m_events;
    std::unique_ptr<api::Subscription> m_subscription;  // last: its sink uses the rest
};

}  // namespace beamline::ctl
