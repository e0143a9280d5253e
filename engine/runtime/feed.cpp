// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/feed.h"

#include <algorithm>

#include "engine/api/ids.h"

namespace beamline::runtime {

struct Feed::Subscriber {
    api::EventFilter filter;
    api::Seq from = 0;
    api::EventSink sink;
    bool fresh = true;  ///< has not yet been told what the ring remembers
    std::mutex mutex;   ///< held while the sink runs; the ticket's destructor waits for it
    bool closed = false;
};

class Feed::Ticket : public api::Subscription {
public:
    Ticket(Feed& feed, std::shared_ptr<Subscriber> subscriber) : m_feed(feed), m_subscriber(std::move(subscriber)) {}
    ~Ticket() override {
        {
            std::lock_guard lock(m_subscriber->mutex);
            m_subscriber->closed = true;
        }
        std::lock_guard lock(m_feed.m_mutex);
        std::erase(m_feed.m_subscribers, m_subscriber);
        m_feed.watch(m_subscriber->filter, false);
    }

private:
    Feed& m_feed;
    std::shared_ptr<Subscriber> m_subscriber;
};

namespace {
bool isOfTheMoment(const api::Event& event) {
    return event.kind == api::kOutputEvent || event.kind == api::kNotifyEvent;
}
}  // namespace

Feed::Feed(std::shared_ptr<blocks::Broadcast> others) : m_others(std::move(others)), m_thread([this] { dispatch(); }) {
    if (m_others) {
        m_others->listen([this](api::Event event) { hear(std::move(event)); });
    }
}

Feed::~Feed() {
    if (m_others) {
        m_others->listen({});
    }
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Feed::publish(EventBatch batch, api::Seq seq, unsigned builtFor) {
    int index = 0;
    for (std::size_t i = 0; batch && i < batch->size(); ++i) {
        (*batch)[i].seq = seq;
        (*batch)[i].index = index++;
    }
    {
        std::lock_guard lock(m_mutex);
        m_last = std::max(m_last.load(), seq);
        const bool late = (m_wanted & ~builtFor) != 0;
        if (late) {
            m_gap = true;
            m_ringFrom = std::max(m_ringFrom, seq);
        }
        if (!batch && !late) {
            return;
        }
        if (!batch) {
            batch = std::make_shared<std::vector<api::Event>>();
        }
        if (m_pendingEvents + batch->size() > kMaxPendingEvents) {
            m_pending.clear();
            m_pendingEvents = 0;
            m_gap = true;
        }
        m_pendingEvents += batch->size();
        m_pending.push_back(std::move(batch));
    }
    m_wake.notify_one();
}

bool Feed::wantsOutput(const std::string& run) const {
    return (wanted() & kDataWanted) != 0 || (m_others && m_others->wanted(run));
}

void Feed::tell(api::Event event) {
    if (m_others) {
        m_others->tell(event);
    }
    hear(std::move(event));
}

/// Where it was told does not matter: it comes after what this node has published up to now.
void Feed::hear(api::Event event) {
    {
        std::lock_guard lock(m_mutex);
        if (m_pendingEvents >= (event.kind == api::kOutputEvent ? kMaxPendingOutput : kMaxPendingEvents)) {
            return;
        }
        event.seq = m_last;
        event.index = 0;
        ++m_pendingEvents;
        m_pending.push_back(std::make_shared<std::vector<api::Event>>(1, std::move(event)));
    }
    m_wake.notify_one();
}

/// A subscriber comes or goes: the other nodes are told whose output is looked at here. Under the lock, so that they
/// hear it in order.
void Feed::watch(const api::EventFilter& filter, bool begins) {
    if (!m_others || !filter.tasks || !filter.withData) {
        return;
    }
    const auto entry = m_watching.try_emplace(filter.run).first;
    begins ? ++entry->second : --entry->second;
    if (entry->second == 0) {
        m_watching.erase(entry);
    }
    std::set<std::string> runs;
    if (m_watching.size() > blocks::kMaxWatchedRuns || m_watching.contains({})) {
        runs.emplace();
    } else {
        for (const auto& [run, subscribers] : m_watching) {
            runs.insert(run);
        }
    }
    if (runs != m_watched) {
        m_watched = runs;
        m_others->watch(std::move(runs));
    }
}

std::unique_ptr<api::Subscription> Feed::subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) {
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->filter = std::move(filter);
    subscriber->from = from;
    subscriber->sink = std::move(sink);
    {
        std::lock_guard lock(m_mutex);
        const auto& wants = subscriber->filter;
        const unsigned wanted = kRunsWanted | (wants.tasks ? kTasksWanted : 0U) | (wants.withData ? kDataWanted : 0U);
        if ((wanted & ~m_wanted) != 0) {
            m_ringFrom = m_last;  // what was committed before was not recorded, or not wholly
            m_wanted |= wanted;
        }
        m_subscribers.push_back(subscriber);
        watch(wants, true);
    }
    m_wake.notify_one();
    return std::make_unique<Ticket>(*this, std::move(subscriber));
}

void Feed::deliver(Subscriber& subscriber, const std::vector<api::Event>& events, bool gap) {
    std::lock_guard lock(subscriber.mutex);
    if (subscriber.closed) {
        return;
    }
    if (gap) {
        api::Event event;
        event.kind = api::kGapEvent;
        event.at = api::wallClock();
        event.seq = events.empty() ? m_last.load() : events.front().seq;
        subscriber.sink(event);
    }
    const auto& filter = subscriber.filter;
    for (const auto& event : events) {
        if (event.kind == api::kNotifyEvent) {
            if (filter.run.empty()) {
                subscriber.sink(event);
            }
            continue;
        }
        // Deployments belong to no run and carry the Seq of the fact before them: telling one again does no harm,
        // losing it does.
        const bool output = event.kind == api::kOutputEvent;
        const bool after = event.seq > subscriber.from || event.run.empty() || (output && filter.withData);
        const bool wanted = (filter.run.empty() || event.run == filter.run) &&
                            (filter.tasks || event.kind.compare(0, 5, "task.") != 0) && after &&
                            (filter.withData || !output);
        if (!wanted) {
            continue;
        }
        // What belongs to no run says in its data whose it is.
        if (filter.withData || event.data.is_null() || event.run.empty()) {
            subscriber.sink(event);
        } else {
            auto bare = event;
            bare.data = nullptr;
            subscriber.sink(bare);
        }
    }
}

void Feed::dispatch() {
    std::unique_lock lock(m_mutex);
    const auto anyFresh = [this] {
        return std::any_of(m_subscribers.begin(), m_subscribers.end(), [](const auto& s) { return s->fresh; });
    };
    while (true) {
        m_wake.wait(lock, [&] { return m_stop || !m_pending.empty() || anyFresh(); });
        if (m_stop) {
            return;
        }
        std::deque<EventBatch> batches;
        batches.swap(m_pending);
        m_pendingEvents = 0;
        const bool lost = std::exchange(m_gap, false);
        const auto subscribers = m_subscribers;
        const auto ring = anyFresh() ? m_ring : std::deque<EventBatch>();  // pointers only, and only for newcomers
        const auto ringFrom = m_ringFrom;
        for (const auto& batch : batches) {
            if (!batch->empty() && isOfTheMoment(batch->front())) {
                continue;  // news to who is here, nothing to who comes later
            }
            m_ringEvents += batch->size();
            m_ring.push_back(batch);
        }
        if (lost) {
            const auto& first = *batches.front();
            m_ringFrom = std::max(m_ringFrom, first.empty() ? m_last.load() : first.front().seq);
        }
        while (m_ringEvents > kMaxRememberedEvents) {
            m_ringEvents -= m_ring.front()->size();
            if (!m_ring.front()->empty()) {
                m_ringFrom = std::max(m_ringFrom, m_ring.front()->back().seq);
            }
            m_ring.pop_front();
        }
        lock.unlock();
        for (const auto& subscriber : subscribers) {
            bool gap = lost;
            if (std::exchange(subscriber->fresh, false)) {
                const bool missed = subscriber->from < ringFrom;
                deliver(*subscriber, {}, missed);
                gap = gap && !missed;  // one is enough
                for (const auto& batch : ring) {
                    deliver(*subscriber, *batch, false);
                }
            }
            for (const auto& batch : batches) {
                deliver(*subscriber, *batch, std::exchange(gap, false));
            }
        }
        lock.lock();
    }
}

}  // namespace beamline::runtime
