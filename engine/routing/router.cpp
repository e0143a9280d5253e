// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/router.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

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
std::optional<KeptAnswer> keptAnswerOf(const std::optional<std::string>& text) {
    const auto json = text ? api::parseJson(*text) : api::Result<api::Json>(api::Json());
    const auto* object = json.ok() ? json->if_object() : nullptr;
    const auto* hash = object ? object->if_contains("hash") : nullptr;
    const auto* answer = object ? object->if_contains("answer") : nullptr;
    if (!hash || !hash->is_string() || !answer) {
        return std::nullopt;
    }
    return KeptAnswer{std::string(hash->get_string()), *answer};
}

/// The id of the decision that an answer tells.
std::string decisionIdOf(const api::Json& answer) {
    boost::system::error_code none;
    const auto* id = answer.find_pointer("/decision/metadata/decision_id", none);
    return id && id->is_string() ? std::string(id->get_string()) : std::string();
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
    return session.empty()
               ? session
               : policy.id + '\n' + (session.size() <= kMaxSessionKeyBytes ? session : api::sha256(session));
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
    const auto answered = std::make_shared<std::atomic<bool>>(false);
    const Done release = [self = shared_from_this(), key, hash, answered, done = std::move(done)](
                             api::Json answer, const api::RouteDecision& decision) {
        if (answered->exchange(true)) {
            return;
        }
        std::vector<Waiting> waiting;
        {
            const std::lock_guard lock(self->m_mutex);
            waiting = std::move(self->m_underWay[key]);
            self->m_underWay.erase(key);
            self->m_waiting -= waiting.size();
        }
        for (auto& one : waiting) {
            one.done(one.hash == hash ? answeredAgain(answer, one.requestId, one.traceId)
                                      : clashAnswer(one.requestId, one.traceId),
                     decision);
        }
        done(std::move(answer), decision);
    };
    const auto requestId = request.requestId;
    const auto traceId = request.traceId;
    try {
        if (!repeated(request, release)) {
            decideOnce(std::move(request), release);
        }
    } catch (const std::exception& problem) {  // those that wait for this one wait no longer
        api::RouteDecision decision;
        refuse(decision, "internal",
               std::string("The router could not decide because of a mistake in it: ") + problem.what());
        release(errorAnswer(decision.errorCode, decision.errorMessage, requestId, traceId), decision);
    }
}

bool Router::repeated(const Request& request, const Done& done) {
    const auto known = keptAnswerOf(m_world.kept(kAnswerKind, request.tenant, request.idempotencyKey));
    if (!known) {
        return false;
    }
    auto decision = opened(request);
    decision.id = decisionIdOf(known->answer);
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

Router::Way Router::choose(const Policy& policy, Request& request, api::RouteDecision& decision,
                           const PipelineOptions& options) {
    Way way;
    way.error = m_pipeline.before(policy, request, decision, options);
    decision.context = recorded(request);
    if (way.error) {
        refuse(decision, way.error->code, way.error->message);
        return way;
    }
    auto input = inputOf(policy, request, options.dry);
    auto key = stickyKey(policy, request);
    if (!key.empty()) {
        input.stuckTo = m_world.kept(kStickyKind, request.tenant, key).value_or("");
    }
    if (select(input, decision)) {
        way.stickTo = std::move(key);
    }
    return way;
}

Router::Way Router::route(const Policy& policy, Request& request, api::RouteDecision& decision,
                          const PipelineOptions& options) {
    auto way = choose(policy, request, decision, options);
    if (decision.errorCode.empty()) {
        way.error = m_pipeline.after(policy, request, decision, options);
    }
    if (way.error) {
        refuse(decision, way.error->code, way.error->message);
    }
    return way;
}

Fact Router::sticky(const Policy& policy, const api::RouteDecision& decision, std::string key) {
    return {
        kStickyKind, decision.tenant, std::move(key), decision.provider, decision.at + policy.sticky.ttlSeconds * 1'000,
        false};
}

void Router::decideOnce(Request request, const Done& done) {
    auto decision = opened(request);
    const auto current = m_world.policy(request.tenant, request.policy);
    decision.policyVersion = current.version;
    Way way;
    if (!current.policy) {
        refuse(decision, "policy_not_found",
               "There is no policy '" + request.policy + "' of the tenant '" + request.tenant +
                   "'. Put one, or name one that there is.");
    } else if (!limited(*current.policy, request, decision, false)) {
        way = route(*current.policy, request, decision, limitsOf(*current.policy, request, 0));
    }
    decision.tookMs = static_cast<double>(m_world.clock() - decision.at);
    if (!decision.errorCode.empty()) {
        finish(decision, way.error ? answerOf(*way.error) : answerOf(decision), done);
        return;
    }
    std::optional<Fact> session;
    if (!way.stickTo.empty()) {
        session = sticky(*current.policy, decision, std::move(way.stickTo));
    }
    settle(request, std::move(decision), std::move(session), done);
}

namespace {
void notKept(api::RouteDecision& decision, const api::Error& error) {
    decision.provider.clear();
    refuse(decision, "internal", "The decision could not be kept: " + error.message);
}
}  // namespace

void Router::settle(const Request& request, api::RouteDecision decision, std::optional<Fact> session,
                    const Done& done) {
    if (request.idempotencyKey.empty()) {
        keepSession(request, std::move(decision), std::move(session), done);
        return;
    }
    std::vector<Fact> answer{
        {kAnswerKind, request.tenant, request.idempotencyKey,
         boost::json::serialize(boost::json::object{{"hash", request.hash}, {"answer", answerOf(decision)}}),
         decision.at + kIdempotencyMs, true}};
    m_world.keep(std::move(answer), [self = shared_from_this(), request, decision = std::move(decision),
                                     session = std::move(session), done](const api::Result<api::Unit>& kept) mutable {
        if (!kept.ok()) {
            notKept(decision, kept.error());
            self->finish(decision, answerOf(decision), done);
            return;
        }
        // Another node may have answered the same key first: that answer counts, on all of them.
        const auto known = keptAnswerOf(self->m_world.kept(kAnswerKind, request.tenant, request.idempotencyKey));
        const auto id = known ? decisionIdOf(known->answer) : decision.id;
        if (known && known->hash != request.hash) {
            done(clashAnswer(request.requestId, request.traceId), decision);
        } else if (id != decision.id) {
            decision.id = id;
            done(answeredAgain(known->answer, request.requestId, request.traceId), decision);
        } else {
            self->keepSession(request, std::move(decision), std::move(session), done);
        }
    });
}

void Router::keepSession(const Request& request, api::RouteDecision decision, std::optional<Fact> session,
                         const Done& done) {
    if (!session) {
        finish(decision, answerOf(decision), done);
        return;
    }
    m_world.keep({std::move(*session)}, [self = shared_from_this(), request, decision = std::move(decision),
                                         done](const api::Result<api::Unit>& kept) mutable {
        // An answer that is kept already is given whatever becomes of its session.
        if (!kept.ok() && request.idempotencyKey.empty()) {
            notKept(decision, kept.error());
        }
        self->finish(decision, answerOf(decision), done);
    });
}

void Router::finish(const api::RouteDecision& decision, api::Json answer, const Done& done) {
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
        route(*current.policy, request, decision, options);
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
