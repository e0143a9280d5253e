// SPDX-License-Identifier: Apache-2.0
#include "engine/store/outbox.h"

#include <algorithm>
#include <set>

namespace beamline::store {

namespace {
using View = std::string_view;

constexpr std::string_view kDelivered = "delivered";
constexpr std::string_view kLane = "lane.";  // and its name
constexpr auto kProcess = static_cast<std::int64_t>(MessageKind::process);

std::int64_t messageCrc(std::int64_t position, std::int64_t kind, std::int64_t at, RunKey run, std::int64_t activity,
                        std::string_view type, std::string_view data) {
    return Checksum::of(position, kind, at, run, activity, type, data);
}
}  // namespace

std::int64_t Outbox::last() {
    if (m_last < 0) {
        m_last = newest(m_connection);
    }
    return m_last;
}

std::int64_t Outbox::append(const std::vector<Message>& messages) {
    std::int64_t position = last();
    for (const auto& message : messages) {
        if (!message.key.empty()) {
            auto& known = m_connection.prepared("SELECT position FROM message WHERE key=?").with(View(message.key));
            const auto before = known.row() ? known.integer(0) : 0;
            known.reset();
            if (before > 0) {
                position = before;
                continue;
            }
        }
        position = ++m_last;
        const auto kind = static_cast<std::int64_t>(message.kind);
        const std::int64_t activity = message.activity;
        const View key = message.key;
        const View type = message.type;
        const View data = message.data;
        const auto crc = messageCrc(position, kind, message.at, message.run, activity, type, data);
        auto& insert = m_connection.prepared(
            message.key.empty()
                ? "INSERT INTO message(position,kind,at,run,activity,type,data,crc) VALUES(?,?,?,?,?,?,?,?)"
                : "INSERT INTO message(position,kind,at,run,activity,type,data,crc,key) VALUES(?,?,?,?,?,?,?,?,?)");
        insert.with(position, kind, message.at, message.run, activity, type, data, crc);
        if (!message.key.empty()) {
            insert.bind(9, key);
        }
        insert.run();
    }
    return position;
}

void Outbox::subscribe(RunKey subscriber, const std::vector<SubscriptionChange>& changes, std::int64_t before) {
    for (const auto& change : changes) {
        const std::int64_t activity = change.activity;
        m_connection.prepared("DELETE FROM subscription WHERE run=? AND activity=?").with(subscriber, activity).run();
        if (!change.on) {
            continue;
        }
        const auto since = before + static_cast<std::int64_t>(change.after);
        const auto insert = [&](View type) {
            m_connection.prepared("INSERT OR REPLACE INTO subscription(type,run,activity,since,crc) VALUES(?,?,?,?,?)")
                .with(type, subscriber, activity, since, Checksum::of(type, subscriber, activity, since))
                .run();
        };
        for (const auto& type : change.types) {
            insert(type);
        }
        if (change.types.empty()) {
            insert({});
        }
    }
}

void Outbox::unsubscribeAll(RunKey subscriber) {
    m_connection.prepared("DELETE FROM subscription WHERE run=?").with(subscriber).run();
}

bool Outbox::subscribedTo(RunKey subscriber, const std::optional<std::vector<std::string>>& types) {
    std::set<std::string> wanted;
    if (types) {
        wanted.insert(types->begin(), types->end());
        if (types->empty()) {
            wanted.insert(std::string());
        }
    }
    auto& rows = m_connection.prepared("SELECT type FROM subscription WHERE run=?").with(subscriber);
    std::set<std::string> present;
    while (rows.row()) {
        present.insert(rows.string(0));
    }
    rows.reset();
    return present == wanted;
}

void Outbox::delivered(std::int64_t position) {
    setDelivered(position);
    forget(position, true);
}

void Outbox::setDelivered(std::int64_t position) {
    m_connection.prepared("INSERT OR REPLACE INTO meta(name,value) VALUES(?,?)").with(kDelivered, position).run();
}

void Outbox::forget(std::int64_t delivered, bool localLane) {
    const auto except = std::string(kLane) + (localLane ? "" : std::string(kLocalLane));
    auto& lanes = m_connection
                      .prepared(
                          "SELECT coalesce(min(value),9223372036854775807) FROM meta WHERE name>='lane.' AND "
                          "name<'lane/' AND name<>?")
                      .with(View(except));
    const auto slowest = lanes.row() ? lanes.integer(0) : 0;
    lanes.reset();
    const auto last = std::min(delivered - kMaxKeptMessages, std::max(slowest, delivered - kMaxHeldMessages));
    m_connection.prepared("DELETE FROM message WHERE position<=? AND kind<>?").with(last, kProcess).run();
}

void Outbox::laneAt(const std::string& name, std::int64_t position) {
    const auto lane = std::string(kLane) + name;
    m_connection.prepared("INSERT OR REPLACE INTO meta(name,value) VALUES(?,?)").with(View(lane), position).run();
}

void Outbox::closeLane(const std::string& name) {
    const auto lane = std::string(kLane) + name;
    m_connection.prepared("DELETE FROM meta WHERE name=?").with(View(lane)).run();
}

/// The row stays as long as others: a position that goes would be given again.
void Outbox::settle(std::int64_t position) {
    auto& row = m_connection.prepared("SELECT at,run,activity FROM message WHERE position=?").with(position);
    if (!row.row()) {
        return;
    }
    const auto done = static_cast<std::int64_t>(MessageKind::done);
    const auto crc = messageCrc(position, done, row.integer(0), row.integer(1), row.integer(2), {}, {});
    row.reset();
    m_connection.prepared("UPDATE message SET kind=?,type='',data='',crc=? WHERE position=?")
        .with(done, crc, position)
        .run();
}

namespace {
std::vector<Message> readMessages(Statement& rows) {
    std::vector<Message> messages;
    while (rows.row()) {
        if (rows.integer(7) != messageCrc(rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3),
                                          rows.integer(4), rows.text(5), rows.text(6))) {
            auto& damaged = messages.emplace_back();
            damaged.position = rows.integer(0);
            damaged.damaged = true;
            continue;
        }
        auto& message = messages.emplace_back();
        message.position = rows.integer(0);
        message.kind = static_cast<MessageKind>(rows.integer(1));
        message.at = rows.integer(2);
        message.run = rows.integer(3);
        message.activity = static_cast<std::uint32_t>(rows.integer(4));
        message.type = rows.string(5);
        message.data = rows.string(6);
    }
    return messages;
}
}  // namespace

std::vector<Message> Outbox::after(Connection& connection, std::int64_t position, int limit) {
    return readMessages(
        connection
            .prepared("SELECT position,kind,at,run,activity,type,data,crc FROM message WHERE position>? ORDER BY "
                      "position LIMIT ?")
            .with(position, std::int64_t{limit}));
}

std::vector<Message> Outbox::processes(Connection& connection, std::int64_t position, int limit) {
    return readMessages(
        connection
            .prepared("SELECT position,kind,at,run,activity,type,data,crc FROM message WHERE position>? AND kind=? "
                      "ORDER BY position LIMIT ?")
            .with(position, kProcess, std::int64_t{limit}));
}

std::int64_t Outbox::deliveredUpTo(Connection& connection) {
    auto& row = connection.prepared("SELECT value FROM meta WHERE name=?").with(kDelivered);
    const auto value = row.row() ? row.integer(0) : 0;
    row.reset();
    return value;
}

/// No position is given twice, also when the newest messages are gone.
std::int64_t Outbox::newest(Connection& connection) {
    return std::max(connection.number("SELECT max(position) FROM message"), deliveredUpTo(connection));
}

std::optional<std::int64_t> Outbox::laneUpTo(Connection& connection, const std::string& name) {
    const auto lane = std::string(kLane) + name;
    auto& row = connection.prepared("SELECT value FROM meta WHERE name=?").with(View(lane));
    const auto value = row.row() ? std::optional(row.integer(0)) : std::nullopt;
    row.reset();
    return value;
}

std::vector<Subscriber> Outbox::subscribers(Connection& connection, const std::string& type, std::int64_t position,
                                            Subscriber after, int limit) {
    auto& rows = connection
                     .prepared(
                         "SELECT run,activity FROM subscription WHERE type IN ('',?) AND since<? AND "
                         "(run,activity)>(?,?) ORDER BY run,activity LIMIT ?")
                     .with(View(type), position, after.run, std::int64_t{after.activity}, std::int64_t{limit});
    std::vector<Subscriber> found;
    while (rows.row()) {
        found.push_back({rows.integer(0), static_cast<std::uint32_t>(rows.integer(1))});
    }
    return found;
}

std::int64_t ScheduleTable::put(const StoredSchedule& schedule, Outbox& outbox) {
    auto copy = schedule;
    auto& row = m_connection.prepared("SELECT key,digest,paused,turned FROM schedule WHERE ns=? AND name=?")
                    .with(View(copy.ns), View(copy.name));
    std::string digest;
    if (row.row()) {
        copy.key = row.integer(0);
        digest = row.string(1);
        if (row.integer(3) > copy.turned) {
            copy.paused = row.integer(2) != 0;
            copy.turned = row.integer(3);
        }
    } else {
        copy.key = m_connection.number("SELECT max(key) FROM schedule") + 1;
    }
    row.reset();
    m_connection
        .prepared(
            "INSERT OR REPLACE INTO schedule(key,ns,name,version,digest,paused,next,last,state,crc,turned) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?)")
        .with(copy.key, View(copy.ns), View(copy.name), View(copy.version), View(copy.digest),
              std::int64_t{copy.paused}, copy.next, copy.last, View(copy.state), scheduleCrc(copy), copy.turned)
        .run();
    if (digest != copy.digest && !outbox.subscribedTo(-copy.key, copy.types)) {
        outbox.unsubscribeAll(-copy.key);
        if (copy.types) {
            outbox.subscribe(-copy.key, {{1, true, *copy.types, 0}}, outbox.last());
        }
    }
    return copy.key;
}

std::int64_t ScheduleTable::turn(const StoredSchedule& told, Outbox& outbox) {
    StoredSchedule known;
    known.ns = told.ns;
    known.name = told.name;
    auto& row =
        m_connection.prepared("SELECT " + std::string(kScheduleColumns) + " FROM schedule WHERE ns=? AND name=?")
            .with(View(told.ns), View(told.name));
    if (row.row()) {
        known = readSchedule(row);
    }
    row.reset();
    if (known.damaged || known.turned >= told.turned) {
        return known.key;
    }
    known.paused = told.paused;
    known.turned = told.turned;
    return put(known, outbox);
}

void ScheduleTable::remove(const std::string& ns, const std::string& name, Outbox& outbox) {
    auto& row =
        m_connection.prepared("DELETE FROM schedule WHERE ns=? AND name=? RETURNING key").with(View(ns), View(name));
    const auto key = row.row() ? row.integer(0) : 0;
    row.run();
    if (key > 0) {
        outbox.unsubscribeAll(-key);
    }
}

std::vector<StoredSchedule> ScheduleTable::all(Connection& connection) {
    auto& rows = connection.prepared("SELECT " + std::string(kScheduleColumns) + " FROM schedule ORDER BY ns,name");
    rows.reset();
    std::vector<StoredSchedule> found;
    while (rows.row()) {
        found.push_back(readSchedule(rows));
    }
    return found;
}

}  // namespace beamline::store
