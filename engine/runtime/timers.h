// SPDX-License-Identifier: Apache-2.0
#pragma once
// Durable timers: the journal holds all of them, this holds the next ones and calls back when they are due.
// Thread-safe; one thread that sleeps until the next is due.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>
#include <vector>

#include "engine/api/ids.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxLoadedTimers = 10'000;   ///< read from the journal at once
inline constexpr std::size_t kMaxDueAtOnce = 1'000;       ///< handed on in one call
inline constexpr api::Timestamp kTimerWindowMs = 60'000;  ///< how far ahead the journal is read

class Timers {
public:
    /// Called on the timers' thread with those that are due; must only queue. It may get a timer that was cleared
    /// meanwhile.
    using Due = std::function<void(const std::vector<store::DueTimer>&)>;
    /// `mayFire` false holds due timers back (receivers are busy); it is asked again every 50 ms.
    /// `clock`: the wall clock in ms, for tests.
    Timers(store::Journal& journal, Due due, std::function<bool()> mayFire,
           std::function<api::Timestamp()> clock = api::wallClock);
    ~Timers();
    void start();
    void stop();
    /// A timer that is durable now.
    void add(const store::DueTimer& timer);
    /// Reads all of the journal's timers again: those that were not this node's may be now.
    void rescan();
    /// A timer that was cleared; spares loading its run for nothing.
    void remove(const store::DueTimer& timer);

private:
    using Key = std::tuple<api::Timestamp, store::RunKey, std::uint32_t>;
    static Key keyOf(const store::DueTimer& t) { return {t.dueAt, t.run, t.activity}; }
    void work();
    void loadMore(std::unique_lock<std::mutex>& lock, api::Timestamp now);

    store::Journal& m_journal;
    Due m_due;
    std::function<bool()> m_mayFire;
    std::function<api::Timestamp()> m_clock;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::set<Key> m_next;
    Key m_horizon{0, 0, 0};             ///< every timer up to here has been taken from the journal
    api::Timestamp m_later = 0;         ///< due time of the earliest one beyond the horizon; 0 none
    api::Timestamp m_loadingUntil = 0;  ///< set while the journal is being read
    bool m_mustLoad = true;
    bool m_rescan = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
