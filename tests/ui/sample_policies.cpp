// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_policies.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kPolicyMinute = 60'000;
constexpr api::Timestamp kPolicyHour = 60 * kPolicyMinute;

constexpr const char* kChatStart = R"({
  "version": "1.0",
  "providers": [
    {"name": "large_model", "weight": 80, "cost": 0.02},
    {"name": "small_model", "weight": 20, "cost": 0.004}
  ],
  "sticky": {"enabled": true, "session_key": "session_id", "ttl": "30m"},
  "fallbacks": [{"when": {"status": ["error", "timeout"]}, "retry": 2, "to": "small_model"}],
  "circuit_breaker": {"enabled": true, "failure_threshold": 5, "timeout_ms": 60000},
  "pre": [{"id": "normalize_text"}],
  "validators": [{"id": "pii_guard", "on_fail": "block"}],
  "post": [{"id": "mask_pii", "mode": "required"}]
})";

std::string chatWith(int percent) {
    auto document = boost::json::parse(kChatStart).as_object();
    document["canary"] = {{"provider", "next_model"}, {"percent", percent}, {"max_error_rate", 0.1}};
    document["shadow"] = boost::json::array{{{"provider", "lab_model"}, {"percent", 10}}};
    return boost::json::serialize(document);
}

api::ProviderState provider(const char* name, double share, double weight, double p50, double cost) {
    api::ProviderState one;
    one.provider = name;
    one.circuit = "closed";
    one.share = share;
    one.weight = weight;
    one.decisions = static_cast<std::int64_t>(share * 12'480);
    one.calls = one.decisions;
    one.p50Ms = p50;
    one.p95Ms = p50 * 2.4;
    one.p99Ms = p50 * 4.1;
    one.cost = cost;
    one.errorRate = 0.004;
    one.failed = one.calls / 250;
    return one;
}

void addProviders(FixtureEngine& engine) {
    auto large = provider("large_model", 0.742, 0.76, 780, 0.0204);
    auto small = provider("small_model", 0.209, 0.19, 210, 0.0041);
    auto next = provider("next_model", 0.049, 0.05, 640, 0.0165);
    next.errorRate = 0.082;
    next.failed = 50;
    next.lastError = "503: the model is warming up";
    next.lastErrorAt = kSampleNow - 4 * kPolicyMinute;
    auto lab = provider("lab_model", 0, 0, 1'340, 0.011);
    lab.circuit = "half_open";
    lab.failures = 3;
    lab.openedAt = kSampleNow - 2 * kPolicyMinute;
    auto legacy = provider("legacy_batch", 0.0, 1.0, 0, 0);
    legacy.circuit = "open";
    legacy.failures = 9;
    legacy.openedAt = kSampleNow - 31 * kPolicyMinute;
    legacy.errorRate = 1;
    engine.policies.setProviders({lab, large, legacy, next, small});
}

api::RouteDecision decision(int number, const char* chosen, const char* reason, double latency, double cost) {
    api::RouteDecision one;
    char id[] = "01HF1T0000000000000000D100";
    id[25] = static_cast<char>('0' + number % 10);
    id[24] = static_cast<char>('0' + number / 10);
    one.id = id;
    one.at = kSampleNow - (40 - number) * 3'000;
    one.policy = kChatPolicy;
    one.policyVersion = 3;
    one.requestId = "req-7f3a" + std::to_string(4100 + number);
    one.traceId = "4bf92f3577b34da6a3ce929d0e0e47" + std::to_string(30 + number);
    one.taskType = "chat";
    one.provider = chosen;
    one.reason = reason;
    one.expectedLatencyMs = latency;
    one.expectedCost = cost;
    one.tookMs = 0.412;
    one.steps = {{"rate_limit", "passed", "100 requests a second are allowed; 38.2 were made.", {{"rate", 38.2}}},
                 {"pre", "passed", "One pre-processor ran.", {}},
                 {"validate", "passed", "One validator ran.", {}},
                 {"schedule", "skipped", "No schedule holds now.", {}}};
    one.stages = {{"pre", "normalize_text", "success", 11.4, 1, {}, {}, {}},
                  {"validator", "pii_guard", "success", 7.9, 1, {}, {}, {}}};
    return one;
}

api::RouteCandidate candidate(const char* name, double share, const char* excluded, const char* why, double latency,
                              double cost) {
    api::RouteCandidate one;
    one.provider = name;
    one.weight = share * 100;
    one.share = share;
    one.excluded = excluded;
    one.why = why;
    one.circuit = "closed";
    one.latencyMs = latency;
    one.cost = cost;
    return one;
}

void choose(api::RouteDecision& one) {
    one.steps.push_back({"select", "taken", "0.4131 was drawn; large_model has 0 to 0.8.", {{"drawn", 0.4131}}});
    one.candidates = {
        candidate("large_model", 0.8, "", "Weight 80 of 100.", 780, 0.0204),
        candidate("small_model", 0.2, "", "Weight 20 of 100.", 210, 0.0041),
        candidate("legacy_batch", 0, "circuit_open", "9 failures one after another; open for 29 s more.", 0, 0)};
    one.steps.push_back({"shadow", "taken", "lab_model gets a copy: 0.031 was drawn, below 0.1.", {{"drawn", 0.031}}});
    one.shadows = {"lab_model"};
}

void addDecisions(FixtureEngine& engine) {
    for (int i = 1; i <= 24; ++i) {
        if (i == 3 || i == 17) {
            auto one = decision(i, "next_model", "canary", 640, 0.0165);
            one.steps.push_back(
                {"canary", "taken", "0.0214 was drawn, below 0.05.", {{"drawn", 0.0214}, {"percent", 5}}});
            one.candidates = {
                candidate("next_model", 0.05, "", "The canary gets 5 %; 50 of 611 calls failed.", 640, 0.0165)};
            engine.policies.put(one);
        } else if (i == 21) {
            auto one = decision(i, "", "", 0, 0);
            one.steps[2].outcome = "refused";
            one.stages[1].status = "rejected";
            one.stages[1].error = "The text has the number of a credit card.";
            one.errorCode = "validator_blocked";
            one.errorMessage = "pii_guard rejected the request: the text has the number of a credit card.";
            engine.policies.put(one);
        } else {
            const bool small = i % 4 == 0;
            auto one = decision(i, small ? "small_model" : "large_model", i % 5 == 0 ? "sticky" : "weighted",
                                small ? 210 : 780, small ? 0.0041 : 0.0204);
            choose(one);
            engine.policies.put(one);
        }
    }
}
}  // namespace

api::SimulationReply sampleSimulation() {
    api::SimulationReply reply;
    reply.decisions = 12'480;
    reply.changed = 3'107;
    reply.costBefore = 214.6;
    reply.costAfter = 171.2;
    reply.latencyBefore = 642;
    reply.latencyAfter = 538;
    reply.shares = {{"large_model", 9'261, 6'154}, {"small_model", 2'608, 5'715}, {"next_model", 611, 611}};
    for (int i = 0; i < 12; ++i) {
        reply.changes.push_back({"01HF1T0000000000000000D1" + std::to_string(10 + i), kSampleNow - i * 61'000,
                                 "large_model", "small_model", "Weight 50 of 100 instead of 20."});
    }
    return reply;
}

void addPolicies(FixtureEngine& engine) {
    auto& policies = engine.policies;
    policies.setNow(kSampleNow);
    api::PipelineComplexity complexity;
    complexity.total = 3;
    complexity.pre = complexity.validators = complexity.post = 1;
    complexity.score = 34;
    complexity.level = "medium";
    complexity.estimatedLatencyMs = 90;
    complexity.recommendations = {"Run mask_pii only when the answer holds text: give it a condition."};
    policies.setComplexity(complexity);
    policies.put("batch", R"({"version": "1.0", "providers": [{"name": "legacy_batch", "weight": 100}]})",
                 "The nightly jobs have their own provider", "ben", kSampleNow - 90 * 24 * kPolicyHour);
    policies.put(kChatPolicy, kChatStart, "First version", "anna", kSampleNow - 6 * 24 * kPolicyHour);
    policies.put(kChatPolicy, chatWith(0), "next_model comes as a canary, without traffic", "ben",
                 kSampleNow - 26 * kPolicyHour);
    policies.put(kChatPolicy, chatWith(5), "Canary next_model at 5 %", "anna", kSampleNow - 2 * kPolicyHour);
    policies.put("default", R"({"version": "1.0", "weights": {"small_model": 70, "large_model": 30}})",
                 "Small first: most requests are short", "carla", kSampleNow - 11 * 24 * kPolicyHour);
    policies.put("quarterly-reconciliation-of-intercompany-balances",
                 R"({"version": "1.0", "providers": [
                     {"name": "reconciliation_gateway.internal", "weight": 34}, {"name": "second_source", "weight": 33},
                     {"name": "third_source", "weight": 33}, {"name": "archive", "weight": 0}],
                     "fallbacks": [{"when": {"status": ["timeout"]}, "to": "archive"}]})",
                 "Three sources in turn until the figures of the third quarter are closed and nobody asks any more",
                 "maximiliane.von-hohenstein", kSampleNow - 40 * kPolicyMinute);
    addProviders(engine);
    addDecisions(engine);
    policies.setSimulation(sampleSimulation());
}

std::shared_ptr<FixtureEngine> policyEngine() {
    auto engine = sampleEngine();
    addPolicies(*engine);
    return engine;
}

}  // namespace beamline::test
