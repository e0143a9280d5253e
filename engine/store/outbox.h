// SPDX-License-Identifier: Apache-2.0
#pragma once
// What steps of runs say to others, and who listens: written in the commit of the step that says it, read in order by
// the one who delivers it. Everything belongs to the thread of its connection.

#include "engine/store/records.h"

namespace beamline::store {

inline constexpr std::int64_t kMaxKeptMessages = 10'000;  ///< delivered ones; the older ones go
inline constexpr std::int64_t kMaxHeldMessages =
    100'000;  ///< delivered ones that a lane has not had; the older ones go

class Outbox {
public:
    explicit Outbox(Connection& connection) : m_connection(connection) {}

    // ---- inside a transaction of the writer
    /// Gives each its position, the last one is answered. An event whose key is known already keeps its old position.
    std::int64_t append(const std::vector<Message>& messages);
    /// `before`: the position of the newest message before those of the same change.
    void subscribe(RunKey subscriber, const std::vector<SubscriptionChange>& changes, std::int64_t before);
    /// Position of the newest.
    std::int64_t last();
    void unsubscribeAll(RunKey subscriber);
    /// Whether it listens to just these; an empty list: to all, none: to nothing. Who goes on listening to the same
    /// keeps its place: subscribing anew would lose what is not delivered yet.
    bool subscribedTo(RunKey subscriber, const std::optional<std::vector<std::string>>& types);
    /// Everything up to `position` needs no delivery any more.
    void delivered(std::int64_t position);
    /// Only says so: in a cluster messages are forgotten by all journals at once.
    void setDelivered(std::int64_t position);
    void forget(std::int64_t delivered, bool localLane);
    void laneAt(const std::string& name, std::int64_t position);
    void closeLane(const std::string& name);
    /// The message at `position` needs no delivery any more.
    void settle(std::int64_t position);
    void rolledBack() { m_last = -1; }

    // ---- reading
    static std::vector<Message> after(Connection& connection, std::int64_t position, int limit);
    static std::vector<Message> processes(Connection& connection, std::int64_t position, int limit);
    static std::int64_t deliveredUpTo(Connection& connection);
    static std::int64_t newest(Connection& connection);
    static std::optional<std::int64_t> laneUpTo(Connection& connection, const std::string& name);
    static std::vector<Subscriber> subscribers(Connection& connection, const std::string& type, std::int64_t position,
                                               Subscriber after, int limit);

private:
    Connection& m_connection;
    std::int64_t m_last = -1;  ///< position of the newest; -1: not read yet
};

/// Schedules of workflows: which run is due when.
class ScheduleTable {
public:
    explicit ScheduleTable(Connection& connection) : m_connection(connection) {}
    /// Replaces the one of the same workflow, but for a pause that was said later; answers its key. `types` are the
    /// events it waits for; nothing: none.
    std::int64_t put(const StoredSchedule& schedule, Outbox& outbox);
    void remove(const std::string& ns, const std::string& name, Outbox& outbox);
    /// Takes over only whether it is paused, if that was said later than what is known; answers its key. One that is
    /// not there yet is begun with it.
    std::int64_t turn(const StoredSchedule& told, Outbox& outbox);
    static std::vector<StoredSchedule> all(Connection& connection);

private:
    Connection& m_connection;
};

}  // namespace beamline::store
