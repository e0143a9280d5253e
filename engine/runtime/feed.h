// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event feed: hands committed events to subscribers in order of Seq. Thread-safe; sinks run on its one dispatcher
// thread.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::runtime {

using EventBatch = std::shared_ptr<std::vector<api::Event>>;

inline constexpr std::size_t kMaxRememberedEvents = 16'384;  ///< for subscribers that come back
inline constexpr std::size_t kMaxPendingEvents =
    65'536;  ///< not yet handed on; overflow: dropped, everyone gets feed.gap

class Feed {
public:
    Feed();
    ~Feed();

    /// False while nobody ever listened: building events can then be spared.
    bool active() const { return m_active.load(std::memory_order_relaxed); }
    /// Whether anybody ever asked for task.* events.
    bool tasksWanted() const { return m_tasksWanted.load(std::memory_order_relaxed); }
    /// Whether anybody ever asked for EventFilter::withData: else events are built without.
    bool dataWanted() const { return m_dataWanted.load(std::memory_order_relaxed); }
    /// Stamps the batch with its Seq and queues it. Call in order of Seq; never blocks on sinks.
    void publish(EventBatch batch, api::Seq seq);
    /// A Seq was committed without events worth telling (nobody listened).
    void advance(api::Seq seq) {
        if (seq > m_last.load(std::memory_order_relaxed)) {
            m_last.store(seq, std::memory_order_relaxed);  // one writer: the journal's thread
        }
    }
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink);

private:
    struct Subscriber;
    class Ticket;
    void dispatch();
    void deliver(Subscriber& subscriber, const std::vector<api::Event>& events, bool gap);

    std::atomic<bool> m_active{false};
    std::atomic<bool> m_tasksWanted{false};
    std::atomic<bool> m_dataWanted{false};
    std::atomic<api::Seq> m_last{0};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<EventBatch> m_pending;
    std::size_t m_pendingEvents = 0;
    bool m_overflowed = false;
    std::vector<std::shared_ptr<Subscriber>> m_subscribers;
    std::deque<EventBatch> m_ring;
    std::size_t m_ringEvents = 0;
    api::Seq m_ringFrom = 0;  ///< every event after this Seq is in the ring
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
