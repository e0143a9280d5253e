// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/complexity.h"

#include <algorithm>

#include "engine/routing/extension.h"

namespace beamline::routing {

namespace {
constexpr int kPerExtension = 10;
constexpr int kPerDecisive = 3;
constexpr std::int64_t kMaxForTime = 20;
constexpr int kLongTimeoutMs = 2'000;
constexpr int kManyDecisive = 3;

/// Whether its failure ends the request.
bool decisive(const Stage& stage) {
    return stage.type == StageType::validator ? stage.onFail == OnFail::block : stage.required;
}

/// With all of its repetitions.
std::int64_t longestMs(const Stage& stage) {
    return std::int64_t{stage.timeoutMs.value_or(kDefaultExtensionTimeoutMs)} * (1 + stage.retry.value_or(0));
}

const char* levelOf(int score) {
    return score < 30 ? "low" : score < 60 ? "medium" : score < 80 ? "high" : "very_high";
}

std::string inQuotes(const std::string& id) {
    return "'" + id + "'";
}

void warnOfNumber(int count, int recommended, const std::string& what, std::vector<std::string>& warnings) {
    if (count > recommended) {
        warnings.push_back(std::to_string(count) + " " + what + "; " + std::to_string(recommended) +
                           " are recommended at most.");
    }
}

void advise(const Stage& stage, const Policy& policy, std::vector<std::string>& advice) {
    const auto timeout = stage.timeoutMs.value_or(0);
    if (timeout > kLongTimeoutMs) {
        advice.push_back("Give " + inQuotes(stage.id) + " less time: a request waits up to " + std::to_string(timeout) +
                         " ms for it.");
    }
    if (stage.retry.value_or(0) > 1) {
        advice.push_back("Repeat " + inQuotes(stage.id) + " once at most; with " + std::to_string(*stage.retry) +
                         " repetitions a request waits up to " + std::to_string(longestMs(stage)) + " ms for it.");
    }
    if (stage.type == StageType::validator && stage.onFail == OnFail::ignore) {
        advice.push_back("Remove the validator " + inQuotes(stage.id) +
                         " or let it warn: what it finds is ignored, and it takes time.");
    }
    const auto& same = stage.type == StageType::pre         ? policy.pre
                       : stage.type == StageType::validator ? policy.validators
                                                            : policy.post;
    const auto times = std::count_if(same.begin(), same.end(), [&](const auto& one) { return one.id == stage.id; });
    const auto first = std::find_if(same.begin(), same.end(), [&](const auto& one) { return one.id == stage.id; });
    if (times > 1 && &*first == &stage) {
        advice.push_back("Call " + inQuotes(stage.id) + " once: it stands in the same stage " + std::to_string(times) +
                         " times.");
    }
}
}  // namespace

api::PipelineComplexity complexityOf(const Policy& policy) {
    std::vector<const Stage*> all;
    for (const auto* stages : {&policy.pre, &policy.validators, &policy.post}) {
        for (const auto& stage : *stages) {
            all.push_back(&stage);
        }
    }
    api::PipelineComplexity result;
    result.pre = static_cast<int>(policy.pre.size());
    result.validators = static_cast<int>(policy.validators.size());
    result.post = static_cast<int>(policy.post.size());
    result.total = static_cast<int>(all.size());
    result.maxTotal = kRecommendedExtensions;
    result.maxPre = result.maxValidators = result.maxPost = kRecommendedOfStage;
    result.estimatedLatencyMs = kExtensionEstimateMs * result.total;

    int ends = 0;
    bool always = false;
    std::int64_t longest = 0;
    for (const auto* stage : all) {
        ends += decisive(*stage) ? 1 : 0;
        always = always || stage->when.always();
        longest += longestMs(*stage);
        advise(*stage, policy, result.recommendations);
    }
    const auto forTime = static_cast<int>(std::min(longest / 1'000, kMaxForTime));
    result.score = std::min(100, kPerExtension * result.total + kPerDecisive * ends + forTime);
    result.level = levelOf(result.score);

    auto& warnings = result.warnings;
    warnOfNumber(result.total, result.maxTotal, "extensions run for a request", warnings);
    warnOfNumber(result.pre, result.maxPre, "pre-processors", warnings);
    warnOfNumber(result.validators, result.maxValidators, "validators", warnings);
    warnOfNumber(result.post, result.maxPost, "post-processors", warnings);
    if (ends > kManyDecisive) {
        warnings.push_back(std::to_string(ends) +
                           " extensions end a request when they fail; each of them is a reason "
                           "for an outage.");
        result.recommendations.push_back(
            "Make those optional that a request can do without (\"mode\": \"optional\", \"on_fail\": \"warn\").");
    }
    if (policy.deadlineMs > 0 && result.estimatedLatencyMs > policy.deadlineMs) {
        warnings.push_back("The extensions take about " + std::to_string(result.estimatedLatencyMs) +
                           " ms, longer than the deadline of " + std::to_string(policy.deadlineMs) + " ms.");
    } else if (policy.deadlineMs > 0 && longest > policy.deadlineMs) {
        warnings.push_back("If they use up their time, extensions take " + std::to_string(longest) +
                           " ms, longer than the deadline of " + std::to_string(policy.deadlineMs) + " ms.");
    }
    if (result.total > result.maxTotal && always) {
        result.recommendations.push_back(
            "Give extensions a condition (\"when\"), so that only the requests that need them wait for them.");
    }
    return result;
}

}  // namespace beamline::routing
