// SPDX-License-Identifier: Apache-2.0
#pragma once
// A request for a decision (contract §2.2) and the envelopes of its answers. Plain functions, any thread.

#include <optional>
#include <string>
#include <variant>

#include "engine/api/result.h"
#include "engine/api/routing.h"

namespace beamline::routing {

inline constexpr std::size_t kMaxRequestBytes = 1024 * 1024;        ///< as JSON text
inline constexpr std::size_t kMaxRequestMetadataBytes = 64 * 1024;  ///< of metadata, constraints and context together
inline constexpr std::size_t kMinTaskPayloadBytes = 10;
inline constexpr std::size_t kMaxIdempotencyKeyBytes = 256;
inline constexpr std::size_t kMaxTenantBytes = 256;
inline constexpr std::size_t kMaxRequestIdBytes = 256;

struct Request {
    std::string tenant;
    std::string requestId;
    std::string traceId;
    std::string policy;  ///< api::kDefaultPolicy when it names none
    std::string taskType;
    api::Json task;               ///< as given: the job of an assignment. Null: there is only a message
    boost::json::object message;  ///< {message_id, message_type, payload, metadata}: what extensions see
    boost::json::object context;  ///< what conditions see: constraints, metadata, context and ids
    std::string runId;
    std::string flowId;
    std::string stepId;
    std::string idempotencyKey;
    std::string hash;  ///< sha256 of what was asked for, the same for the same request. Without request_id
                       ///< and trace_id, which a repeated request may give anew
    bool pushAssignment = false;
    std::string assignmentSubject;  ///< empty: the usual one
    boost::json::object options;
    std::int64_t deadline = 0;  ///< ms since the epoch, from the context; 0: none
};

/// Why a request is not taken. `code` is of the contract's envelope, `intake` its intake_error_code.
struct IntakeError {
    std::string code;
    std::string intake;
    std::string message;
    std::string pointer;  ///< what it is about
    std::string requestId;
    std::string traceId;
    std::string tenant{};
    api::Json details{};  ///< an object, or null; all mistakes of a request are told in its `problems`
};

/// Reads both shapes: with `task`, and with `message` as a gateway sends it, which leaves out flow_id and step_id,
/// gives members that it does not have as "", and takes any trace_id. `tenant` (of the caller; empty: not known) goes
/// before that of the body; another one in the body is TENANT_FORBIDDEN. `version`: of a header, goes before that of
/// the body; empty: there is none.
/// `ours`: a task of this engine asks, whose payload may be short, and as large as a message may be.
std::variant<Request, IntakeError> readRequest(const api::Json& body, const std::string& tenant,
                                               const std::string& version, bool ours = false);

/// Of `message`'s payload as JSON text; what conditions see as payload_bytes. 0: it has none.
std::size_t payloadBytes(const boost::json::object& message);

/// {ok: true, decision, context}, or an error when nothing was decided.
api::Json answerOf(const api::RouteDecision& decision);
/// {ok: false, error, context}
api::Json answerOf(const IntakeError& error);
api::Json errorAnswer(const std::string& code, const std::string& message, const std::string& requestId,
                      const std::string& traceId, api::Json details = nullptr);

}  // namespace beamline::routing
