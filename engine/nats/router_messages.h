// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the router of the original system is asked over NATS and what it answers, as JSON: decisions, administration,
// refused requests (contracts 1.1, 1.3, 2.2, 2.4, 5). Pure, any thread.

#include <string>
#include <string_view>
#include <variant>

#include "engine/api/routing_operations.h"
#include "engine/nats/api_service.h"

namespace beamline::nats {

inline constexpr const char* kDecideSubject = "beamline.router.v1.decide";
inline constexpr const char* kDecideDeadLetters = "beamline.router.v1.decide.dlq";
inline constexpr const char* kGetDecisionSubject = "beamline.router.v1.get_decision";
inline constexpr std::string_view kRouterAdmin = "beamline.router.v1.admin";  ///< and .<request>
inline constexpr std::string_view kPolicyAdmin = "beamline.router.admin";     ///< likewise
/// Who asks an engine for those that name nobody: where there are members, it is to be one that may route in all
/// tenants.
inline constexpr const char* kRouterUser = "beamline-router";
inline constexpr std::size_t kMaxRouterRequestBytes = 1024 * 1024;
inline constexpr std::size_t kMaxRouterDepth = 240;  ///< of JSON; what is made of a request is a little deeper
inline constexpr std::size_t kMaxRouterId = 256;     ///< bytes of a request's, trace's or tenant's id
inline constexpr std::size_t kMaxAssignmentSubject = 256;

/// What an envelope says of the request that it answers.
struct RouterIds {
    std::string request;
    std::string trace;
    std::string tenant;
};
/// Empty where there is no text of at most kMaxRouterId bytes.
RouterIds idsOf(const boost::json::object& body);

/// {ok: false, error: {code, message, intake_error_code, details}, context}. `details` is an object or null.
api::Json routerError(std::string_view code, std::string_view message, const RouterIds& ids, api::Json details = {},
                      std::string_view intake = {});
/// The same of an error of the port; `missing` is the code for kNotFound.
api::Json routerError(const api::Error& error, const RouterIds& ids, std::string_view missing = "not_found");

/// A request as it goes to the engine.
struct RouterCall {
    boost::json::object body;
    RouterIds ids;
    api::RequestContext who;          ///< with the tenant of the headers, else of the body
    bool push = false;                ///< decide: the work is handed out, too
    std::string assignmentSubject{};  ///< decide: where; empty: the usual one
};
/// Reads a request for a decision, or answers what is wrong with it before the engine is asked. A header `version` is
/// put into the body, where the engine judges it.
std::variant<RouterCall, api::Json> readDecide(std::string_view payload, const RequestHeaders& headers);
/// Any other request; no payload is an empty one.
std::variant<RouterCall, api::Json> readRouterCall(std::string_view payload, const RequestHeaders& headers);
/// Where work may be handed out: the subjects for that, and those that are nobody's of this system. It goes out with
/// the rights of the node.
bool mayAssignTo(std::string_view subject);

/// The intake code of an answer whose request belongs into the dead letters; empty: it does not.
std::string deadLetterReason(const api::Json& answer);
/// Of a refused request; `hash` is the sha256 of its payload.
std::string printIntakeDeadLetter(const api::Json& answer, const std::string& subject, const std::string& hash,
                                  const std::string& node, api::Timestamp now);

/// The answer that was given, with how it came about.
api::Json decisionJson(const api::RouteDecision& decision);
api::Json extensionHealthJson(const api::ExtensionPage& page);
/// Of extensions and providers; one that is both is told of as a provider, of which more is known.
api::Json circuitStatesJson(const api::ExtensionPage& extensions, const api::ProviderPage& providers);
api::Json complexityJson(const api::PipelineComplexity& of);
/// Makes a request for a decision of {policy_id, payload …}; `id` for the one that has none.
api::Json dryRunRequest(const RouterCall& call, const std::string& id);
api::Json dryRunJson(const api::DryRunReply& reply, const RouterIds& ids);
api::Json policyInfoJson(const api::PolicyInfo& info);
boost::json::array problemsJson(const std::vector<api::Problem>& problems);

}  // namespace beamline::nats
