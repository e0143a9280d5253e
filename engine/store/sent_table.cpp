// SPDX-License-Identifier: Apache-2.0
#include "engine/store/sent_table.h"

#include <algorithm>

#include "engine/store/run_list.h"

namespace beamline::store {

namespace {
using View = std::string_view;
/// The same columns for lists: bodies are long and lie on pages of their own.
constexpr const char* kSentHeads = "SELECT key,id,at,tenant,status,words,bytes,body_crc,crc,head,'' FROM sent ";

std::int64_t bytesOf(const SentMessage& message) {
    return static_cast<std::int64_t>(message.head.size() + message.body.size() + message.words.size());
}

std::int64_t sentHeadCrc(const SentMessage& m, std::int64_t bytes, std::int64_t bodyCrc) {
    return Checksum::of(View(m.id), m.at, View(m.tenant), View(m.status), View(m.words), bytes, bodyCrc, View(m.head));
}

SentMessage readSentRow(const Statement& row) {
    return {row.string(1), row.integer(2), row.string(3), row.string(4), row.string(5), row.string(9), row.string(10)};
}

bool headIntact(const Statement& row, const SentMessage& message) {
    return row.integer(8) == sentHeadCrc(message, row.integer(6), row.integer(7));
}
}  // namespace

std::int64_t sentCrc(const SentMessage& message) {
    return sentHeadCrc(message, bytesOf(message), Checksum::of(View(message.body)));
}

SentMessage readSent(const Statement& row, bool& intact) {
    auto message = readSentRow(row);
    intact = headIntact(row, message) && row.integer(7) == Checksum::of(View(message.body));
    return message;
}

void SentTable::add(const SentMessage& m) {
    m_connection
        .prepared(
            "INSERT OR IGNORE INTO sent(id,at,tenant,status,words,bytes,body_crc,crc,head,body) "
            "VALUES(?,?,?,?,?,?,?,?,?,?)")
        .with(View(m.id), m.at, View(m.tenant), View(m.status), View(m.words), bytesOf(m), Checksum::of(View(m.body)),
              sentCrc(m), View(m.head), View(m.body))
        .run();
    m_connection
        .prepared(
            "DELETE FROM sent WHERE key IN (SELECT key FROM (SELECT key,at,row_number() OVER newest AS n,sum(bytes) "
            "OVER newest AS total FROM sent WHERE tenant=?1 WINDOW newest AS (ORDER BY key DESC)) WHERE n>?2 OR "
            "(total>?3 AND n>1) OR at<?4)")
        .with(View(m.tenant), kMaxMessagesKept, kMaxMessageBytesKept, m.at - kMessagesKeptMs)
        .run();
}

std::optional<SentMessage> SentTable::find(Connection& connection, const std::string& tenant, const std::string& id) {
    auto& row = connection.prepared("SELECT " + std::string(kSentColumns) + " FROM sent WHERE id=? AND tenant=?")
                    .with(View(id), View(tenant));
    std::optional<SentMessage> found;
    if (row.row()) {
        bool intact = false;
        auto one = readSent(row, intact);
        if (intact) {
            found = std::move(one);
        } else {
            connection.failCorrupt("the checksum of message " + id + " does not match");
        }
    }
    row.reset();
    return found;
}

SentRows SentTable::list(Connection& connection, const SentQuery& query) {
    std::string where = "WHERE tenant=?1 AND key<?2";
    where += query.status.empty() ? "" : " AND status=?3";
    where += query.text.empty() ? "" : " AND instr(lower(words),?4)";
    auto& rows = connection.prepared(kSentHeads + where + " ORDER BY key DESC LIMIT ?5");
    rows.reset();
    rows.bind(1, View(query.tenant));
    rows.bind(2, query.before > 0 ? query.before : std::numeric_limits<std::int64_t>::max());
    if (!query.status.empty()) {
        rows.bind(3, View(query.status));
    }
    const auto text = lowered(query.text);
    if (!text.empty()) {
        rows.bind(4, View(text));
    }
    const auto limit = std::max(query.limit, 1);
    rows.bind(5, std::int64_t{limit} + 1);
    SentRows found;
    std::int64_t last = 0;
    while (rows.row()) {
        if (static_cast<int>(found.rows.size()) == limit) {
            found.next = last;
            break;
        }
        last = rows.integer(0);
        auto one = readSentRow(rows);
        if (!headIntact(rows, one)) {
            connection.failCorrupt("the checksum of message number " + std::to_string(last) + " does not match");
            break;
        }
        found.rows.push_back(std::move(one));
    }
    rows.reset();
    return found;
}

}  // namespace beamline::store
