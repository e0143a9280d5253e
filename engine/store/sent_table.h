// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of messages that people have sent. Everything belongs to the thread of its connection.

#include <optional>

#include "engine/store/checksum.h"
#include "engine/store/documents.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::string_view kSentColumns = "key,id,at,tenant,status,words,bytes,body_crc,crc,head,body";
std::int64_t sentCrc(const SentMessage& message);
/// Of a row with the columns above; `intact`: its checksums match.
SentMessage readSent(const Statement& row, bool& intact);

class SentTable {
public:
    explicit SentTable(Connection& connection) : m_connection(connection) {}
    /// Inside a transaction of the writer. One whose id is there already is that one. What is too old by its time, or
    /// too much of its tenant, goes.
    void add(const SentMessage& message);
    static std::optional<SentMessage> find(Connection& connection, const std::string& tenant, const std::string& id);
    /// Newest first, without bodies.
    static SentRows list(Connection& connection, const SentQuery& query);

private:
    Connection& m_connection;
};

}  // namespace beamline::store
