// SPDX-License-Identifier: Apache-2.0
#pragma once
// The router of the original system over any engine: its subjects with its messages, for the gateways, workers and
// tools that were written for it. `nats micro ls` lists it as beamline-router. Any thread; answers go out on the
// engine's threads.
//
//   beamline.router.v1.decide               who does the work of a request; refused ones go to …decide.dlq, too
//   beamline.router.v1.get_decision         what was decided, and why: {decision_id | request_id | message_id}
//   beamline.router.v1.admin.<request>      get_extension_health, get_circuit_breaker_states, dry_run_pipeline,
//                                           get_pipeline_complexity
//   beamline.router.admin.<request>         put_policy, get_policy, list_policy, delete_policy, health
//   caf.exec.result.v1                      what became of the work: breakers learn, beamline.usage.v1.metered is told
//   caf.exec.assign.v1                      work is handed out when a request says push_assignment
//
// Whose request it is says the header tenant_id or X-Tenant-ID, else the request. As in ApiService, the server of NATS
// decides who may publish here, and headers are believed.

#include <memory>
#include <string>

#include "engine/nats/router_messages.h"
#include "engine/nats/router_work.h"

namespace beamline::nats {

inline constexpr const char* kRouterGroup = "beamline-router";                ///< of those that share the requests
inline constexpr const char* kRouterResultGroup = "beamline-router-results";  ///< of those that share the results
inline constexpr int kMaxRouterInFlight = 1'024;                  ///< requests; further ones: service_overloaded
inline constexpr std::size_t kMaxRouterBytesInFlight = 64 << 20;  ///< likewise
inline constexpr int kMaxOutcomesInFlight = 1'024;                ///< of further ones the breakers do not learn
inline constexpr int kMaxWaitingResultBytes = 16 << 20;           ///< that wait to be read; more is lost
inline constexpr int kMaxWaitingRequestBytes = 64 << 20;          ///< likewise
inline constexpr int kMaxFoundDecisions = 1'000;                  ///< looked through for a request's id
inline constexpr std::chrono::milliseconds kMaxRouterClosing{2'000};

/// What it did since it was opened.
struct RouterFigures {
    std::int64_t deadLetters = 0;
    std::int64_t results = 0;  ///< that were understood
    std::int64_t resultsRepeated = 0;
    std::int64_t resultsRefused = 0;  ///< that were not
    std::int64_t outcomesLost = 0;    ///< more than kMaxOutcomesInFlight
    std::int64_t usage = 0;
    std::int64_t usageLost = 0;  ///< the server was away
    std::int64_t assignments = 0;
    std::int64_t assignmentsFailed = 0;
    std::int64_t assignmentsWaiting = 0;
};

/// One of any number that share the work. Its destruction takes nothing new and waits for answers under way, at most
/// kMaxRouterClosing.
class RouterService {
public:
    struct Options {
        std::string node;     ///< router_node_id of dead letters, and metadata of the service
        std::string cluster;  ///< likewise
    };
    static api::Result<std::unique_ptr<RouterService>> open(std::shared_ptr<api::Engine> engine,
                                                            std::shared_ptr<SharedConnection> connection,
                                                            Options options);
    ~RouterService();
    RouterService(const RouterService&) = delete;
    RouterService& operator=(const RouterService&) = delete;

    /// Hands the work of a request out; `decision` is that of its answer. It goes to its assignment_subject, else to
    /// caf.exec.assign.v1. Returns at once with the id of the assignment; it is published soon, and tried
    /// kAssignmentAttempts times. Errors: kInvalidArgument, kOverloaded.
    api::Result<std::string> publishAssignment(const api::Json& request, const api::Json& decision);
    RouterFigures figures() const;

private:
    class Core;
    explicit RouterService(std::shared_ptr<Core> core);
    const std::shared_ptr<Core> m_core;
};

}  // namespace beamline::nats
