// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/router.h"

namespace beamline::routing {

namespace {

api::RouteStep routerStep(const char* step, const char* outcome, std::string detail, api::Json numbers = nullptr) {
    return {step, outcome, std::move(detail), std::move(numbers)};
}

void refuse(api::RouteDecision& decision, std::string code, std::string message) {
    decision.errorCode = std::move(code);
    decision.errorMessage = std::move(message);
}

std::string underWayKey(const Request& request) {
    return request.tenant + '\n' + request.idempotencyKey;
}

api::Json clashAnswer(const std::string& requestId, const std::string& traceId) {
    return answerOf(IntakeError{"invalid_request", "IDEMPOTENCY_VIOLATION",
                                "This idempotency key was used for another request. Give a new one.",
                                "/idempotency_key", requestId, traceId});
}

/// What is kept of an answer: {hash, answer}.
struct KeptAnswer {
    std::string hash;
    api::Json answer;
};
std::optional<KeptAnswer> keptAnswerOf(const std::string& text) {
    boost::system::error_code failed;
    const auto json = boost::json::parse(text, failed);
    const auto* object = failed ? nullptr : json.if_object();
    const auto* hash = object ? object->if_contains("hash") : nullptr;
    const auto* answer = object ? object->if_contains("answer") : nullptr;
    if (!hash || !hash->is_string() || !answer) {
        return std::nullopt;
    }
    return KeptAnswer{std::string(hash->get_string()), *answer};
}

/// The answer that was given once, for who asks again: with their own request and trace id.
api::Json answeredAgain(api::Json answer, const std::string& requestId, const std::string& traceId) {
    if (auto* object = answer.if_object()) {
        boost::json::object context{{"request_id", requestId}};
        if (!traceId.empty()) {
            context["trace_id"] = traceId;
        }
        (*object)["context"] = std::move(context);
    }
    return answer;
}

}  // namespace

Router::Router(RouterWorld world)
    : m_world(std::move(world)),
      m_pipeline(m_world.extension, m_extensions, *m_world.caller, m_world.clock, m_world.random, m_world.pause) {}

api::RouteDecision Router::opened(const Request& request) const {
    api::RouteDecision decision;
    decision.at = m_world.clock();
    decision.id = m_world.newId(decision.at);
    decision.tenant = request.tenant;
    decision.policy = request.policy;
    decision.requestId = request.requestId;
    decision.traceId = request.traceId;
    decision.run = request.runId;
    decision.taskType = request.taskType;
    return decision;
}

api::Json Router::recorded(const Request& request) {
    return boost::json::serialize(request.context).size() <= kMaxRecordedContext ? api::Json(request.context)
                                                                                 : api::Json();
}

std::string Router::stickyKey(const Policy& policy, const Request& request) {
    const auto session = policy.sticky.enabled ? sessionOf(policy, request) : std::string();
    return session.empty() ? session : policy.id + '\n' + session;
}

void Router::decide(const api::Json& body, const std::string& tenant, const std::string& version, Done done) {
    auto read = readRequest(body, tenant, version);
    if (const auto* error = std::get_if<IntakeError>(&read)) {
        api::RouteDecision decision;
        decision.at = m_world.clock();
        decision.tenant = tenant;
        decision.requestId = error->requestId;
        decision.traceId = error->traceId;
        refuse(decision, error->code, error->message);
        done(answerOf(*error), decision);
        return;
    }
    auto& request = std::get<Request>(read);
    if (request.idempotencyKey.empty()) {
        decideOnce(std::move(request), done);
        return;
    }
    const auto key = underWayKey(request);
    {
        const std::lock_guard lock(m_mutex);
        if (const auto same = m_underWay.find(key); same != m_underWay.end()) {
            if (m_waiting >= kMaxWaitingRepeats) {
                api::RouteDecision decision = opened(request);
                refuse(decision, "internal", "Too many requests wait for the first one of their key. Try again.");
                done(errorAnswer(decision.errorCode, decision.errorMessage, request.requestId, request.traceId),
                     decision);
                return;
            }
            ++m_waiting;
            same->second.push_back({request.hash, request.requestId, request.traceId, std::move(done)});
            return;
        }
        m_underWay.emplace(key, std::vector<Waiting>());
    }
    const auto hash = request.hash;
    const auto release = [this, key, hash, done = std::move(done)](api::Json answer,
                                                                   const api::RouteDecision& decision) {
        std::vector<Waiting> waiting;
        {
            const std::lock_guard lock(m_mutex);
            waiting = std::move(m_underWay[key]);
            m_underWay.erase(key);
            m_waiting -= waiting.size();
        }
        for (auto& one : waiting) {
            one.done(one.hash == hash ? answeredAgain(answer, one.requestId, one.traceId)
                                      : clashAnswer(one.requestId, one.traceId),
                     decision);
        }
        done(std::move(answer), decision);
    };
    if (!repeated(request, release)) {
        decideOnce(std::move(request), release);
    }
}

bool Router::repeated(const Request& request, const Done& done) {
    const auto text = m_world.kept(kAnswerKind, request.tenant, request.idempotencyKey);
    const auto known = text ? keptAnswerOf(*text) : std::nullopt;
    if (!known) {
        return false;
    }
    auto decision = opened(request);
    const bool same = known->hash == request.hash;
    decision.steps.push_back(routerStep(
        "idempotency", same ? "taken" : "refused",
        same ? "The same request was answered before; this is that answer." : "The key was used for another request."));
    done(same ? answeredAgain(known->answer, request.requestId, request.traceId)
              : clashAnswer(request.requestId, request.traceId),
         decision);
    return true;
}

bool Router::limited(const Policy& policy, const Request& request, api::RouteDecision& decision, bool dry) {
    if (!policy.rateLimit.enabled) {
        return false;
    }
    const RateKey key{request.tenant, policy.id};
    const auto verdict =
        dry ? m_limits.look(key, policy.rateLimit, decision.at) : m_limits.take(key, policy.rateLimit, decision.at);
    boost::json::object numbers{{"limit", verdict.limit},
                                {"remaining", verdict.remaining},
                                {"requests_per_second", policy.rateLimit.requestsPerSecond}};
    if (verdict.allowed) {
        decision.steps.push_back(routerStep("rate_limit", "passed",
                                            std::to_string(verdict.remaining) + " more requests would be taken now.",
                                            std::move(numbers)));
        return false;
    }
    numbers["retry_after_ms"] = verdict.retryAfterMs;
    const auto message =
        "The policy takes no more requests now; try again in " + std::to_string(verdict.retryAfterMs) + " ms.";
    decision.steps.push_back(routerStep("rate_limit", "refused", message, std::move(numbers)));
    refuse(decision, "rate_limit_exceeded", message);
    return true;
}

SelectionInput Router::inputOf(const Policy& policy, const Request& request, bool dry) {
    SelectionInput input{policy, request, m_world.clock(), m_providers, {}, m_world.random};
    input.dry = dry;
    input.barred = [this, &request](const std::string& provider) {
        const auto extension = m_world.extension(request.tenant, provider);
        if (!extension || extension->type != ExtensionType::provider) {
            return std::string();  // somebody else takes its assignments
        }
        return std::string(!extension->enabled                                  ? "disabled"
                           : !m_extensions.quarantine(extension->key()).empty() ? "quarantined"
                                                                                : "");
    };
    return input;
}

PipelineOptions Router::limitsOf(const Policy& policy, const Request& request, std::int64_t deadline) const {
    PipelineOptions options;
    const auto now = m_world.clock();
    for (const auto end : {request.deadline, deadline, policy.deadlineMs > 0 ? now + policy.deadlineMs : 0}) {
        options.deadline = end > 0 && (options.deadline == 0 || end < options.deadline) ? end : options.deadline;
    }
    return options;
}

bool Router::choose(const Policy& policy, Request& request, api::RouteDecision& decision,
                    const PipelineOptions& options, bool* stick) {
    if (const auto error = m_pipeline.before(policy, request, decision, options)) {
        refuse(decision, error->code, error->message);
        return false;
    }
    auto input = inputOf(policy, request, options.dry);
    const auto key = stickyKey(policy, request);
    if (!key.empty()) {
        input.stuckTo = m_world.kept(kStickyKind, request.tenant, key).value_or("");
    }
    *stick = select(input, decision) && !key.empty();
    return decision.errorCode.empty();
}

bool Router::route(const Policy& policy, Request& request, api::RouteDecision& decision, const PipelineOptions& options,
                   bool* stick) {
    if (!choose(policy, request, decision, options, stick)) {
        return false;
    }
    if (const auto error = m_pipeline.after(policy, request, decision, options)) {
        refuse(decision, error->code, error->message);
        return false;
    }
    return true;
}

void Router::decideOnce(Request request, const Done& done) {
    auto decision = opened(request);
    const auto began = decision.at;
    const auto current = m_world.policy(request.tenant, request.policy);
    decision.policyVersion = current.version;
    if (!current.policy) {
        refuse(decision, "policy_not_found",
               "There is no policy '" + request.policy + "' of the tenant '" + request.tenant +
                   "'. Put one, or name one that there is.");
        finish(request, std::move(decision), done);
        return;
    }
    const auto& policy = *current.policy;
    if (limited(policy, request, decision, false)) {
        finish(request, std::move(decision), done);
        return;
    }
    const auto options = limitsOf(policy, request, 0);
    decision.context = recorded(request);
    bool stick = false;
    const bool decided = route(policy, request, decision, options, &stick);
    decision.tookMs = static_cast<double>(m_world.clock() - began);
    std::vector<Fact> facts;
    if (decided) {
        if (stick) {
            facts.push_back({kStickyKind, request.tenant, stickyKey(policy, request), decision.provider,
                             decision.at + policy.sticky.ttlSeconds * 1'000, false});
        }
        if (!request.idempotencyKey.empty()) {
            facts.push_back(
                {kAnswerKind, request.tenant, request.idempotencyKey,
                 boost::json::serialize(boost::json::object{{"hash", request.hash}, {"answer", answerOf(decision)}}),
                 decision.at + kIdempotencyMs, true});
        }
    }
    settle(request, std::move(decision), std::move(facts), done);
}

void Router::settle(const Request& request, api::RouteDecision decision, std::vector<Fact> facts, const Done& done) {
    if (facts.empty()) {
        finish(request, std::move(decision), done);
        return;
    }
    m_world.keep(std::move(facts),
                 [this, request, decision = std::move(decision), done](const api::Result<api::Unit>& kept) mutable {
                     if (!kept.ok()) {
                         decision.provider.clear();
                         refuse(decision, "internal", "The decision could not be kept: " + kept.error().message);
                     } else if (!request.idempotencyKey.empty()) {
                         // Another node may have answered the same key first: that answer counts, on all of them.
                         const auto text = m_world.kept(kAnswerKind, request.tenant, request.idempotencyKey);
                         const auto known = text ? keptAnswerOf(*text) : std::nullopt;
                         if (known && known->hash != request.hash) {
                             done(clashAnswer(request.requestId, request.traceId), decision);
                             return;
                         }
                         if (known && known->answer != answerOf(decision)) {
                             done(answeredAgain(known->answer, request.requestId, request.traceId), decision);
                             return;
                         }
                     }
                     finish(request, std::move(decision), done);
                 });
}

void Router::finish(const Request& request, api::RouteDecision decision, const Done& done) {
    if (decision.errorCode.empty() && request.pushAssignment && m_world.assign) {
        m_world.assign(request, decision);
    }
    auto answer = answerOf(decision);
    m_world.record(decision);
    done(std::move(answer), decision);
}

api::DryRunReply Router::dryRun(const api::Json& body, const std::string& tenant, const PolicyPtr& policy,
                                bool callExtensions) {
    api::DryRunReply reply;
    auto read = readRequest(body, tenant, {});
    if (const auto* error = std::get_if<IntakeError>(&read)) {
        reply.decision.requestId = error->requestId;
        refuse(reply.decision, error->code, error->message);
        return reply;
    }
    auto& request = std::get<Request>(read);
    auto& decision = reply.decision = opened(request);
    const auto current = policy ? CurrentPolicy{policy, 0} : m_world.policy(request.tenant, request.policy);
    decision.policyVersion = current.version;
    if (!current.policy) {
        refuse(decision, "policy_not_found", "There is no policy '" + request.policy + "'.");
        return reply;
    }
    if (!limited(*current.policy, request, decision, true)) {
        auto options = limitsOf(*current.policy, request, 0);
        options.dry = true;
        options.callExtensions = callExtensions;
        bool stick = false;
        route(*current.policy, request, decision, options, &stick);
    }
    decision.tookMs = static_cast<double>(m_world.clock() - decision.at);
    decision.context = request.context;
    reply.message = request.message;
    return reply;
}

void Router::report(const std::string& tenant, const std::string& provider, const BreakerOptions& options, bool ok,
                    double latencyMs, double cost, const std::string& error) {
    m_providers.report(tenant, provider, options, ok, latencyMs, cost, error, m_world.clock());
}

}  // namespace beamline::routing
