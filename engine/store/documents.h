// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the journal keeps beside runs: documents with all their versions, small facts that pass, decisions of routing,
// and messages that people have sent. Plain values, any thread.

#include <limits>
#include <string>
#include <vector>

#include "engine/api/operation.h"

namespace beamline::store {

inline constexpr std::size_t kMaxDocumentBytes = 1024 * 1024;
inline constexpr std::int64_t kMaxKept = 1'000'000;        ///< facts; beyond it those that pass first go first
inline constexpr std::int64_t kMaxExpiredAtOnce = 64;      ///< passed facts that go with each that is kept
inline constexpr std::int64_t kMaxDecisions = 200'000;     ///< the newest ones stay
inline constexpr std::size_t kMaxDecisionsAtOnce = 1'000;  ///< of one record()

inline constexpr std::int64_t kMaxMessagesKept = 10'000;                  ///< of a tenant; the newest ones stay
inline constexpr std::int64_t kMaxMessageBytesKept = 256 * 1024 * 1024;   ///< likewise; the newest one stays always
inline constexpr std::int64_t kMessagesKeptMs = 90LL * 24 * 3600 * 1000;  ///< older ones go with the next of the tenant

/// A version of something that people wrote: a policy, an extension …
struct StoredDocument {
    std::string kind;
    std::string tenant;
    std::string id;
    std::int64_t version = 0;  ///< given by the journal: counts from 1
    api::Timestamp at = 0;
    std::string author;
    std::string comment;
    bool removed = false;  ///< there is none any more since this version
    std::string data;      ///< JSON
    bool latest = true;    ///< as read
    bool operator==(const StoredDocument&) const = default;
};

/// A fact that passes: until `expires` whoever asks for its key finds `value`.
struct Kept {
    std::string kind;
    std::string tenant;
    std::string key;
    std::string value;
    api::Timestamp expires = 0;
    bool firstWins = false;  ///< one that is there and has not passed stays
    bool operator==(const Kept&) const = default;
};

struct StoredDecision {
    std::string id;
    api::Timestamp at = 0;
    std::string tenant;
    std::string policy;
    std::string provider;
    bool failed = false;
    std::string words;  ///< what a text is looked for in
    std::string data;   ///< JSON of api::RouteDecision
    bool operator==(const StoredDecision&) const = default;
};

struct DecisionQuery {
    std::string tenant;
    std::string policy;  ///< empty: all, like the next two
    std::string provider;
    std::string text;
    bool failedOnly = false;
    api::Timestamp from = 0;
    api::Timestamp to = std::numeric_limits<api::Timestamp>::max();
    std::int64_t before = 0;  ///< where a page before ended (DecisionRows::next); 0: from the beginning
    int limit = api::kDefaultPageSize;
    bool oldestFirst = false;
};
struct DecisionRows {
    std::vector<StoredDecision> rows;
    std::int64_t next = 0;  ///< DecisionQuery::before of the next page; 0: that was all
};

struct SentMessage {
    std::string id;
    api::Timestamp at = 0;
    std::string tenant;
    std::string status;
    std::string words;  ///< what a text is looked for in
    std::string head;   ///< JSON, what lists show
    std::string body;   ///< JSON, the rest; empty in lists
    bool operator==(const SentMessage&) const = default;
};
struct SentQuery {
    std::string tenant;
    std::string text;  ///< empty: all, like the next one
    std::string status;
    std::int64_t before = 0;  ///< where a page before ended (SentRows::next); 0: from the beginning
    int limit = api::kDefaultPageSize;
};
struct SentRows {
    std::vector<SentMessage> rows;
    std::int64_t next = 0;  ///< SentQuery::before of the next page; 0: that was all
};

}  // namespace beamline::store
