// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of the engine as server-sent events (HTML standard, section 9.2), for as many readers as there may be.
// Thread-safe.

#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "engine/api/engine.h"
#include "engine/gateway/alarm.h"
#include "engine/gateway/http_server.h"

namespace beamline::gateway {

inline constexpr std::size_t kMaxStreams = 64;  ///< at once; further ones are answered kOverloaded
inline constexpr std::chrono::seconds kHeartbeat{15};

/// What a reader wants. `seen`: the last event it has, which is not sent again, nor what was before it.
struct EventQuery {
    api::EventFilter filter;
    api::Seq from = 0;
    std::optional<std::pair<api::Seq, int>> seen;
};

/// Of the parameters run, tasks, data and from, and of Last-Event-ID, which counts more than `from`. Without both: from
/// `now` on. kInvalidArgument names the parameter.
api::Result<EventQuery> readEventQuery(const Pairs& query, const std::string* lastEventId, api::Seq now);

/// One event as it is sent. `id` is its Seq, and ".index" behind it where several have the same; what is stored nowhere
/// has none, so that a reader comes back at the last place that counts.
std::string eventFrame(const api::Event& event);

/// Each reader has a bounded buffer: who reads too slowly loses events, not our memory, and gets one event "gap" at the
/// place of the last one lost. Then page again.
class EventStreams {
public:
    /// `alarm` outlives this.
    EventStreams(std::shared_ptr<api::Engine> engine, Alarm& alarm, std::chrono::milliseconds heartbeat = kHeartbeat);
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    /// Answers the exchange with a stream, headers with `headers`. kOverloaded: there are kMaxStreams.
    api::Result<api::Unit> open(Exchange& exchange, EventQuery query, Pairs headers);
    std::size_t count() const;
    std::uint64_t gaps() const;  ///< so far
    /// Ends all, and opens none any more.
    void closeAll();

private:
    class Reader;
    class Readers;

    const std::shared_ptr<api::Engine> m_engine;
    const std::shared_ptr<Readers> m_readers;
};

}  // namespace beamline::gateway
