// SPDX-License-Identifier: Apache-2.0
#pragma once
// Delivers what steps of runs say to others, in order and at least once: events to whoever listens, ends of child runs
// to their parents, and the starting of child runs. Thread-safe; one thread that sleeps until there is something.

#include <map>

#include "engine/runtime/commands.h"

namespace beamline::runtime {

inline constexpr int kMaxMessagesRead = 256;           ///< from the journal at once
inline constexpr std::size_t kMaxUndelivered = 2'000;  ///< given out and not answered yet; more wait in the journal
inline constexpr int kSubscriberPage = 500;
inline constexpr auto kDeliveredEvery =
    std::chrono::milliseconds(500);  ///< how often the journal is told how far it is
inline constexpr auto kRedeliverAfter = std::chrono::milliseconds(500);  ///< when a run could not take it

class Messenger {
public:
    Messenger(Services& services, caf::actor supervisor, Commands& commands);
    ~Messenger();
    void start();
    void stop();
    /// There is something new in the journal.
    void wake();

private:
    /// A message that is given out; gone when everything for it is answered.
    struct Delivery {
        int open = 1;  ///< one for the giving out itself
    };
    void work();
    void deliver(const store::Message& message);
    void deliverEvent(const store::Message& message);
    void deliverEnd(const store::Message& message);
    void startChild(const store::Message& message);
    void cancelChild(const store::Message& message);
    /// Sends a fact to a run, again and again while the journal does not accept; counts for `position`.
    void send(std::int64_t position, store::RunKey run, core::Fact fact);
    void opened(std::int64_t position);
    void answered(std::int64_t position);
    void later(std::int64_t position, std::function<void()> again);
    void tellJournal();

    Services& m_services;
    caf::actor m_supervisor;
    Commands& m_commands;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::int64_t, Delivery> m_deliveries;
    std::size_t m_open = 0;
    std::deque<std::pair<std::int64_t, std::function<void()>>> m_again;  ///< to be tried once more
    std::int64_t m_read = 0;
    std::int64_t m_told = 0;
    bool m_news = true;
    bool m_stop = false;
    std::thread m_thread;
};

/// An event as the journal keeps it; it must be without mistakes.
store::Message eventMessage(const api::Json& event, api::Timestamp at);

/// Who starts a child run, as RunIdentity::startedBy, and back.
std::string parentName(const std::string& run, core::ActivityId activity);
std::optional<std::pair<std::string, core::ActivityId>> parentOf(const std::string& startedBy);

}  // namespace beamline::runtime
