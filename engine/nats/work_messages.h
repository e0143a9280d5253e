// SPDX-License-Identifier: Apache-2.0
#pragma once
// What engines and workers say to each other about tasks, as JSON: assignment, acknowledgement, result, heartbeat, dead
// letter, each bare or in an envelope {version, kind, data}. Pure, any thread.

#include <string>
#include <string_view>

#include "engine/blocks/work_queue.h"

namespace beamline::nats {

inline constexpr const char* kAssignSubject = "caf.exec.assign.v1";  ///< of the pool "default"
inline constexpr const char* kAckSubject = "caf.exec.assign.v1.ack";
inline constexpr const char* kResultSubject = "caf.exec.result.v1";
inline constexpr const char* kHeartbeatSubject = "caf.status.heartbeat.v1";
inline constexpr const char* kDeadLetterSubject = "caf.deadletter.v1";
inline constexpr const char* kWorkCancelSubject = "beamline.work.v1.cancel";
inline constexpr std::size_t kMaxWorkName = 256;  ///< bytes of an id, of a worker's name

/// The JSON object that a message is, out of its envelope when it has one.
api::Result<boost::json::object> dataOfMessage(std::string_view text);

/// Where assignments for a pool lie, and the consumer that its workers pull from.
std::string poolSubject(const std::string& pool);
std::string poolConsumer(const std::string& pool);
/// Of the consumer's name; empty: it is no pool's.
std::string poolOfConsumer(const std::string& consumer);

std::string printAssignment(const blocks::Assignment& assignment, api::Timestamp now);
api::Result<blocks::Assignment> readAssignment(std::string_view text, api::Timestamp now);

struct ToldResult {
    std::string id;
    blocks::WorkResult what;
};
std::string printResult(const blocks::Assignment& assignment, const blocks::WorkResult& result);
api::Result<ToldResult> readResult(std::string_view text);

struct ToldAck {
    std::string id;
    std::string status;  ///< accepted, rejected, error
    std::string reason;
    std::string worker;
    /// The worker takes the assignment off the stream itself; else the engine does when the result comes.
    bool settles = false;
    std::uint64_t place = 0;  ///< of the assignment in the stream of work; 0: the worker does not say
};
std::string printAck(const ToldAck& ack);
api::Result<ToldAck> readAck(std::string_view text);

std::string printHeartbeat(const api::WorkerInfo& worker);
/// `seenAt` stays 0: clocks of others say nothing.
api::Result<api::WorkerInfo> readHeartbeat(std::string_view text);

std::string printCancel(const std::string& id);
/// Empty: it is none.
std::string readCancel(std::string_view text);

std::string printDeadLetter(const blocks::Assignment& assignment, const std::string& reason, api::Timestamp now);

}  // namespace beamline::nats
