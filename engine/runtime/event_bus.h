// SPDX-License-Identifier: Apache-2.0
#pragma once
// CloudEvents over subjects of a broker: those that come are published into the engine, those that runs emit go out.
// Any thread; one of its own for each direction that is used.

#include "engine/api/cloud_event.h"
#include "engine/runtime/lane.h"

namespace beamline::runtime {

inline constexpr int kMaxEventsTaken = 256;                           ///< from the broker at once
inline constexpr auto kBrokerPatience = std::chrono::seconds(5);      ///< for one try to reach it
inline constexpr auto kBrokerAgain = std::chrono::milliseconds(500);  ///< after it, or after the journal took nothing

/// Subject for an event: its type in the place of {type}, with what no subject may have percent-encoded.
std::string subjectFor(const std::string& pattern, const std::string& type);

/// Publishes what comes, in order. A message of a stream is acknowledged when its event is durable and comes again
/// otherwise; one of a plain subject is answered when somebody waits for that: {"position": n} or {"error": …}. What is
/// no event is refused, told in the log and in health. Messages that the journal does not take now wait here, at most
/// kMaxEventsTaken; behind them the broker's limits count.
class EventInlet {
public:
    using Done = std::function<void(const api::Result<std::int64_t>&)>;
    using Publish = std::function<void(api::Json event, Done done)>;
    EventInlet(Services& services, const EventBusOptions& options, Publish publish);
    ~EventInlet() { stop(); }
    /// After stop() it may be called again.
    void start();
    void stop();

private:
    using Results = std::vector<api::Result<std::int64_t>>;
    void work();
    void takeNext();
    Results publishAll(const std::vector<blocks::BrokerMessage>& messages);
    void settle(std::vector<blocks::BrokerMessage> messages, const Results& results);
    void refuse(const blocks::BrokerMessage& message, const std::string& why);
    void tellLost();
    void pause();

    Services& m_services;
    const EventBusOptions& m_options;
    const Publish m_publish;
    blocks::CancelToken m_cancel;
    std::unique_ptr<blocks::MessageSource> m_source;
    std::vector<blocks::BrokerMessage> m_held;  ///< the journal did not take them yet
    std::int64_t m_refused = 0;
    std::int64_t m_lost = 0;  ///< of sources before this one
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

/// Sends what runs emit, in order and at least once: source and id stay the same. Events that came from outside never
/// go out again. An event that the broker refuses for what it is is left out, told in the log and in health.
class EventOutlet {
public:
    EventOutlet(Services& services, const EventBusOptions& options);
    Lane& lane() { return m_lane; }
    void start() { m_lane.start(); }
    void stop() { m_lane.stop(); }
    static constexpr const char* kLane = "events_out";

private:
    std::size_t take(const std::vector<store::Message>& messages, const blocks::CancelToken& cancel);
    /// Nothing: it was left out.
    std::optional<blocks::BrokerMessage> encode(const store::Message& message);
    void leaveOut(const std::string& what, const std::string& why);

    Services& m_services;
    const EventBusOptions& m_options;
    std::int64_t m_left = 0;
    Lane m_lane;
};

}  // namespace beamline::runtime
