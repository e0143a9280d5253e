// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event feed: hands committed events to subscribers in order of Seq, and what is of the moment to who is there, on
// this node or another. Thread-safe; sinks run on its one dispatcher thread.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/blocks/broadcast.h"

namespace beamline::runtime {

using EventBatch = std::shared_ptr<std::vector<api::Event>>;

inline constexpr std::size_t kMaxRememberedEvents = 16'384;  ///< for subscribers that come back
inline constexpr std::size_t kMaxPendingEvents =
    65'536;  ///< not yet handed on; overflow: dropped, everyone gets feed.gap
inline constexpr std::size_t kMaxPendingOutput = 4'096;  ///< above so many pending events, output is dropped

enum Wanted : unsigned { kRunsWanted = 1, kTasksWanted = 2, kDataWanted = 4, kAllWanted = 7 };

class Feed {
public:
    /// `others`: the other nodes of a cluster; null: there are none.
    explicit Feed(std::shared_ptr<blocks::Broadcast> others = {});
    ~Feed();

    /// What anybody ever asked for, as a set of Wanted: events that nobody wants are not built.
    unsigned wanted() const { return m_wanted.load(std::memory_order_relaxed); }
    /// Stamps the batch (null: no events) with its Seq and queues it. Call in order of Seq; never blocks on sinks.
    /// `builtFor` is wanted() when it was built: if more is wanted by now, everybody gets feed.gap before it.
    void publish(EventBatch batch, api::Seq seq, unsigned builtFor = kAllWanted);
    /// Whether anybody may look at the output of the run, here or on another node.
    bool wantsOutput(const std::string& run) const;
    /// An event that is not durable (api::kOutputEvent, api::kNotifyEvent), for who is there now, on any node. Dropped
    /// when there is much.
    void tell(api::Event event);
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink);

private:
    struct Subscriber;
    class Ticket;
    void dispatch();
    void deliver(Subscriber& subscriber, const std::vector<api::Event>& events, bool gap);
    void hear(api::Event event);
    void watch(const api::EventFilter& filter, bool begins);

    const std::shared_ptr<blocks::Broadcast> m_others;
    std::mutex m_mutex;
    std::atomic<unsigned> m_wanted{0};  ///< written with the lock
    std::atomic<api::Seq> m_last{0};    ///< written with the lock
    std::condition_variable m_wake;
    std::deque<EventBatch> m_pending;
    std::size_t m_pendingEvents = 0;
    bool m_gap = false;
    std::vector<std::shared_ptr<Subscriber>> m_subscribers;
    std::map<std::string, std::size_t> m_watching;  ///< subscribers that look at output, by run; empty: all runs
    std::set<std::string> m_watched;                ///< as the others were told
    std::deque<EventBatch> m_ring;
    std::size_t m_ringEvents = 0;
    api::Seq m_ringFrom = 0;  ///< every event after this Seq is in the ring
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
