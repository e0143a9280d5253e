// SPDX-License-Identifier: Apache-2.0
#pragma once
// Delivers what steps of runs say to others, at least once and to each receiver in order: events to whoever listens,
// ends of child runs to their parents, and the starting of child runs. What cannot be delivered now is tried again and
// holds up nobody but its receiver. Thread-safe; one thread that sleeps until there is something.

#include <map>
#include <set>

#include "engine/runtime/commands.h"

namespace beamline::runtime {

inline constexpr int kMaxMessagesRead = 256;           ///< from the journal at once
inline constexpr std::size_t kMaxUndelivered = 2'000;  ///< given out and not answered yet; more wait in the journal
inline constexpr int kSubscriberPage = 500;
inline constexpr int kMaxNestedRuns = 32;                     ///< that wait for each other, the outermost not counted
inline constexpr const char* kDepthLabel = "beamline.depth";  ///< of a child run: how many runs wait for it
inline constexpr auto kDeliveredEvery =
    std::chrono::milliseconds(500);  ///< how often the journal is told how far it is
inline constexpr auto kRedeliverAfter = std::chrono::milliseconds(500);  ///< when a receiver could not take it …
inline constexpr auto kRedeliverAtMost = std::chrono::seconds(30);       ///< … doubled up to this

class Messenger {
public:
    Messenger(Services& services, caf::actor supervisor, Commands& commands);
    ~Messenger();
    void start();
    void stop();
    /// There is something new in the journal.
    void wake();
    /// The same for Processes alone: there is room.
    void wakeForProcesses();

private:
    using Clock = std::chrono::steady_clock;
    using Child = std::pair<std::string, std::string>;  ///< namespace and key
    struct Letter {
        std::int64_t position = 0;
        core::Fact fact;
    };
    /// What is on its way to one activity of one run: the first is given out, the others wait for its answer.
    struct Lane {
        std::deque<Letter> letters;
        Clock::duration delay = kRedeliverAfter;
    };
    using Receiver = std::pair<store::RunKey, core::ActivityId>;

    void work();
    void retryDue(std::unique_lock<std::mutex>& lock);
    void startProcesses(std::unique_lock<std::mutex>& lock);
    bool readNews(std::unique_lock<std::mutex>& lock);
    void deliver(const store::Message& message);
    void deliverEvent(const store::Message& message);
    void deliverEnd(const store::Message& message);
    void startChild(const store::Message& message);
    void childStarted(const store::Message& message, const std::string& name,
                      const api::Result<api::StartReply>& reply);
    void cancelChild(const store::Message& message);
    void post(std::int64_t position, Receiver receiver, core::Fact fact);
    /// Gives out the first letter of a lane.
    void sendFirst(const Receiver& receiver);
    void replied(const Receiver& receiver, const api::Result<Outcome>& outcome);
    void opened(std::int64_t position);
    void closed(std::int64_t position);
    /// Does it once more after a while; the message stays open meanwhile.
    void later(std::int64_t position, std::function<void()> again, Clock::duration delay = kRedeliverAfter);
    void tellJournal();

    Services& m_services;
    caf::actor m_supervisor;
    Commands& m_commands;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::int64_t, int> m_open;  ///< messages that are not done, with the number of their parts
    std::map<Receiver, Lane> m_lanes;
    std::size_t m_out = 0;  ///< letters in all lanes
    std::multimap<Clock::time_point, std::pair<std::int64_t, std::function<void()>>> m_again;
    std::set<Child> m_starting;
    std::int64_t m_read = 0;
    std::int64_t m_told = 0;
    Clock::time_point m_toldAt;
    bool m_news = true;
    bool m_processes = true;  ///< some may be started
    bool m_stop = false;
    std::thread m_thread;
};

/// An event as the journal keeps it; it must be without mistakes.
store::Message eventMessage(const api::Json& event, api::Timestamp at);

/// Starts a child run.
store::Message childMessage(const core::StartChild& start, const core::RunIdentity& parent, store::RunKey key,
                            api::Timestamp at);
/// How a run ended, to a parent that waits; nothing when none does.
std::optional<store::Message> endMessage(const core::Machine& machine, const core::RunIdentity& identity,
                                         api::Timestamp at);

/// Who starts a child run, as RunIdentity::startedBy; core::parentOf() is the way back.
std::string parentName(const std::string& run, core::ActivityId activity, const std::string& starter);
/// Names that only the engine itself gives.
bool isEngineName(const std::string& user);

}  // namespace beamline::runtime
