// SPDX-License-Identifier: Apache-2.0
#pragma once
// Delivers what steps of runs say to others, at least once and to each receiver in order: events to whoever listens,
// ends of child runs to their parents, and the starting of child runs. What cannot be delivered now is tried again and
// holds up nobody but its receiver. Thread-safe; one thread that sleeps until there is something.
//
// In a cluster every node reads all messages and delivers those to runs of its own shards. How far that is, is told for
// each shard with the renewals of its lease; whoever gets the shard begins there, and runs refuse what they have had.

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

    /// This node acts for the shard from here on; messages up to `delivered` were delivered by others.
    void begin(int shard, std::int64_t delivered);
    /// It will not for long: what comes from here on is for the next owner.
    void hold(int shard);
    /// It does not any more. What was given out counts as not delivered: the next owner does it again.
    void end(int shard);
    /// Messages up to here need no delivery in the shard any more; 0: not known.
    std::int64_t mark(int shard);

private:
    using Clock = std::chrono::steady_clock;
    using Child = std::pair<std::string, std::string>;  ///< namespace and key
    static constexpr int kEvery = -1;                   ///< in the place of a shard: it may concern any
    /// A message that is not done, for one shard.
    struct Slip {
        std::int64_t position = 0;
        int shard = 0;
        std::uint64_t life = 0;  ///< of the shard here; what is left of an earlier one does not count
    };
    struct Letter {
        Slip slip;
        core::Fact fact;
    };
    /// What is known of one shard that this node acts for.
    struct Shard {
        std::uint64_t life = 0;
        std::map<std::int64_t, int> open;  ///< messages that are not done, with the number of their parts
        std::int64_t from = 0;             ///< everything up to here is done …
        bool behind = false;               ///< … and what comes after it still has to be looked through,
        std::optional<std::int64_t> held;  ///< what comes after it is for the next owner
        bool again = false;                ///< by the next pass: one was under way when it came
    };
    /// A reading of messages from before a shard was this node's.
    struct Pass {
        std::set<int> shards;
        std::int64_t read = 0;
        std::int64_t until = 0;
    };
    using Audience = std::shared_ptr<const std::set<int>>;  ///< shards that get it; null: all of this node
    /// What is on its way to one activity of one run: the first is given out, the others wait for its answer.
    struct Lane {
        std::uint64_t number = 0;  ///< an answer to a letter of an earlier lane does not count
        std::deque<Letter> letters;
        Clock::duration delay = kRedeliverAfter;
    };
    using Receiver = std::pair<store::RunKey, core::ActivityId>;

    void work();
    void retryDue(std::unique_lock<std::mutex>& lock);
    void startProcesses(std::unique_lock<std::mutex>& lock);
    bool readNews(std::unique_lock<std::mutex>& lock);
    bool readPast(std::unique_lock<std::mutex>& lock);
    /// False: the engine stops.
    bool deliverAll(std::unique_lock<std::mutex>& lock, const std::vector<store::Message>& messages, Pass* pass);
    bool concerns(const Audience& audience, int shard) const;
    void deliver(const store::Message& message, const Audience& audience);
    void deliverEvent(const store::Message& message, const Audience& audience);
    void deliverEnd(const store::Message& message);
    /// Of the run that a childEnded is for.
    int parentShard(const store::Message& message) const;
    static bool isFinalAnswer(const api::Error& error);
    void startChild(const store::Message& message);
    void childStarted(const store::Message& message, const std::string& name,
                      const api::Result<api::StartReply>& reply);
    void cancelChild(const store::Message& message);
    void post(std::int64_t position, Receiver receiver, core::Fact fact);
    /// Gives out the first letter of a lane.
    void sendFirst(const Receiver& receiver);
    void replied(const Receiver& receiver, std::uint64_t lane, const api::Result<Outcome>& outcome);
    Slip opened(std::int64_t position, int shard);
    Slip openedLocked(std::int64_t position, int shard);
    void closed(const Slip& slip);
    void closedLocked(const Slip& slip);
    /// Does it once more after a while; the message stays open meanwhile.
    void later(std::int64_t position, int shard, std::function<void()> again, Clock::duration delay = kRedeliverAfter);
    std::int64_t doneUpTo(const Shard& shard) const;
    void tellJournal();

    Services& m_services;
    caf::actor m_supervisor;
    Commands& m_commands;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<int, Shard> m_shards;  ///< that this node acts for, and kEvery
    std::uint64_t m_lives = 0;
    std::uint64_t m_laneNumbers = 0;
    std::optional<Pass> m_pass;
    bool m_begun = false;  ///< a shard is behind
    std::map<Receiver, Lane> m_lanes;
    std::size_t m_out = 0;  ///< letters in all lanes
    std::multimap<Clock::time_point, std::pair<Slip, std::function<void()>>> m_again;
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
