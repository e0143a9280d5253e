// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/simulation.h"

#include <map>
#include <random>

#include "engine/routing/selector.h"

namespace beamline::routing {

namespace {

/// Sessions of the simulated time.
class SimulatedSessions {
public:
    std::string find(const std::string& session, api::Timestamp at) const {
        const auto found = m_sessions.find(session);
        return found != m_sessions.end() && found->second.second > at ? found->second.first : std::string();
    }
    void stick(const std::string& session, const std::string& provider, api::Timestamp until) {
        m_sessions[session] = {provider, until};
    }

private:
    std::map<std::string, std::pair<std::string, api::Timestamp>> m_sessions;
};

std::string sessionOf(const Policy& policy, const boost::json::object& context) {
    const auto* session = policy.sticky.enabled ? context.if_contains(policy.sticky.sessionKey) : nullptr;
    return session ? boost::json::serialize(*session) : std::string();
}

std::string whySimulated(const api::RouteDecision& decision) {
    if (!decision.errorCode.empty()) {
        return decision.errorMessage;
    }
    for (auto step = decision.steps.rbegin(); step != decision.steps.rend(); ++step) {
        if (step->outcome == "taken" && !step->detail.empty()) {
            return step->detail;
        }
    }
    return decision.reason;
}

}  // namespace

api::SimulationReply simulate(const Policy& policy, const std::function<std::optional<api::RouteDecision>()>& next,
                              std::uint64_t seed) {
    api::SimulationReply reply;
    std::mt19937_64 generator(seed);
    std::uniform_real_distribution<double> distribution(0, 1);
    ProviderHealth health;
    SimulatedSessions sessions;
    std::map<std::string, api::SimulatedShare> shares;
    double latencyBefore = 0;
    double latencyAfter = 0;
    while (auto recorded = next()) {
        if (reply.decisions == api::kMaxSimulatedDecisions) {
            reply.complete = false;
            break;
        }
        if (!recorded->errorCode.empty() && recorded->errorCode != "decision_failed") {
            continue;  // refused before anybody was chosen: another policy would not change that
        }
        Request request;
        request.tenant = policy.tenant;
        request.policy = policy.id;
        request.requestId = recorded->requestId;
        request.taskType = recorded->taskType;
        if (const auto* context = recorded->context.if_object()) {
            request.context = *context;
        }
        const auto session = sessionOf(policy, request.context);
        SelectionInput input{policy,
                             request,
                             recorded->at,
                             health,
                             session.empty() ? std::string() : sessions.find(session, recorded->at),
                             [&] { return distribution(generator); }};
        api::RouteDecision decided;
        if (select(input, decided) && !session.empty()) {
            sessions.stick(session, decided.provider, recorded->at + policy.sticky.ttlSeconds * 1'000);
        }
        ++reply.decisions;
        reply.costBefore += recorded->expectedCost;
        reply.costAfter += decided.expectedCost;
        latencyBefore += recorded->expectedLatencyMs;
        latencyAfter += decided.expectedLatencyMs;
        ++shares[recorded->provider].before;
        ++shares[decided.provider].after;
        if (recorded->provider != decided.provider) {
            ++reply.changed;
            if (reply.changes.size() < api::kMaxSimulatedChanges) {
                reply.changes.push_back(
                    {recorded->id, recorded->at, recorded->provider, decided.provider, whySimulated(decided)});
            }
        }
    }
    const auto count = static_cast<double>(std::max<std::int64_t>(reply.decisions, 1));
    reply.latencyBefore = latencyBefore / count;
    reply.latencyAfter = latencyAfter / count;
    for (auto& [provider, share] : shares) {
        share.provider = provider;
        reply.shares.push_back(share);
    }
    return reply;
}

}  // namespace beamline::routing
