// SPDX-License-Identifier: Apache-2.0
#pragma once
// What becomes of a decision, as the original's parts say it on NATS: the work that is handed out, its result, and what
// was used (contract 2.2). Pure, any thread, unless it says otherwise.

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::nats {

inline constexpr const char* kUsageSubject = "beamline.usage.v1.metered";
inline constexpr std::size_t kMaxAssignedProvider = 128;  ///< bytes
inline constexpr std::size_t kMaxAssignedTenant = 256;
inline constexpr std::int64_t kLeastAssignmentMs = 5'000;  ///< deadline of an assignment
inline constexpr std::int64_t kMostAssignmentMs = 60'000;
inline constexpr std::int64_t kMaxResultMs = 3'600'000;  ///< a latency that is told is cut to this
inline constexpr std::int64_t kResultMemoryMs = 3'600'000;
inline constexpr std::size_t kMaxRememberedResults = 100'000;

/// Work as it is published.
struct OutgoingAssignment {
    std::string id;  ///< a UUID; of one decision always the same one, so that who gets it twice can tell
    std::string subject;
    std::string payload;
    std::string tenant;
    std::string trace;
};
/// `request` as it was decided, `decision` of the answer. kInvalidArgument: one of them is none.
api::Result<OutgoingAssignment> makeAssignment(const api::Json& request, const api::Json& decision,
                                               const std::string& tenant, const std::string& subject);
/// Five times what is expected, within bounds.
std::int64_t assignmentDeadline(double expectedLatencyMs);
/// Before attempt 1, 2 …; `random` in [0, 1).
std::chrono::milliseconds assignmentPause(int attempt, double random);

/// What a worker tells, bare or in an envelope.
struct ToldOutcome {
    std::string assignment{};  ///< may be empty, when there is a request
    std::string request{};
    std::string tenant{};  ///< empty: it does not say
    std::string provider{};
    std::string status{};  ///< success, error, timeout, cancelled
    std::string type{};    ///< of the job
    std::string trace{};
    std::string error{};
    double latencyMs = 0;
    double cost = 0;
};
api::Result<ToldOutcome> readOutcome(std::string_view text);
/// By which a repetition is known.
std::string outcomeKey(const ToldOutcome& outcome);
std::string printUsage(const ToldOutcome& outcome, api::Timestamp now);

/// Keys of the last hour, at most kMaxRememberedResults: the oldest is forgotten first. One thread.
class RecentOutcomes {
public:
    /// False: it was there.
    bool add(const std::string& key, api::Timestamp now);
    std::size_t size() const { return m_keys.size(); }

private:
    std::unordered_set<std::string> m_keys;
    std::deque<std::pair<api::Timestamp, std::string>> m_order;
};

}  // namespace beamline::nats
