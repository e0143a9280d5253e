// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tables of documents, facts that pass, and decisions of routing. Everything belongs to the thread of its
// connection.

#include <optional>

#include "engine/store/checksum.h"
#include "engine/store/documents.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::string_view kDocumentColumns = "key,kind,tenant,id,version,at,author,comment,removed,crc,data";
inline constexpr std::string_view kKeptColumns = "key,kind,tenant,name,expires,crc,value";
inline constexpr std::string_view kDecisionColumns = "key,id,at,tenant,policy,provider,failed,words,crc,data";
std::int64_t documentCrc(const StoredDocument& document);
std::int64_t keptCrc(const Kept& kept);
std::int64_t decisionCrc(const StoredDecision& decision);
/// Of a row with the columns above; `intact`: its checksum matches.
StoredDocument readDocument(const Statement& row, bool& intact);
Kept readKept(const Statement& row, bool& intact);
StoredDecision readDecision(const Statement& row, bool& intact);

class DocumentTable {
public:
    explicit DocumentTable(Connection& connection) : m_connection(connection) {}
    /// Inside a transaction of the writer; answers the version it became. The very same put once more, as a cluster's
    /// order may say it, is that version. `replaces`: the version that it was made
    /// from, 0: there is none; kStale when there is another one. -1: whatever is there.
    api::Result<std::int64_t> put(const StoredDocument& document, std::int64_t replaces);
    /// One that only another journal had; 0: it is among the versions here. What was put later stays the latest.
    std::int64_t restore(const StoredDocument& document);
    /// The latest of each of a kind, by tenant and id. An empty tenant: of all.
    static std::vector<StoredDocument> latest(Connection& connection, const std::string& kind,
                                              const std::string& tenant, bool removedToo);
    /// Newest first, from below `before` (0: the newest).
    static std::vector<StoredDocument> versions(Connection& connection, const std::string& kind,
                                                const std::string& tenant, const std::string& id, std::int64_t before,
                                                int limit);
    /// `version` 0: the latest.
    static std::optional<StoredDocument> find(Connection& connection, const std::string& kind,
                                              const std::string& tenant, const std::string& id, std::int64_t version);

private:
    void insert(StoredDocument document);
    Connection& m_connection;
};

class KeptTable {
public:
    explicit KeptTable(Connection& connection) : m_connection(connection) {}
    /// Inside a transaction of the writer. `now`: what has passed by then counts no more.
    void put(const std::vector<Kept>& all, api::Timestamp now);
    static std::optional<Kept> find(Connection& connection, const std::string& kind, const std::string& tenant,
                                    const std::string& key, api::Timestamp now);
    /// Keys from `from` up to but without `to`, by key.
    static std::vector<Kept> between(Connection& connection, const std::string& kind, const std::string& tenant,
                                     const std::string& from, const std::string& to, api::Timestamp now);

private:
    void put(const Kept& kept, api::Timestamp now);
    Connection& m_connection;
};

class DecisionTable {
public:
    explicit DecisionTable(Connection& connection) : m_connection(connection) {}
    /// Inside a transaction of the writer. One whose id is there already is that one.
    void add(const std::vector<StoredDecision>& decisions);
    static std::optional<StoredDecision> find(Connection& connection, const std::string& tenant, const std::string& id);
    static DecisionRows list(Connection& connection, const DecisionQuery& query);

private:
    Connection& m_connection;
};

}  // namespace beamline::store
