// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/policy_reader.h"

#include <algorithm>

#include "engine/api/json_codec.h"

namespace beamline::routing {

namespace {
/// What it is made of, in the order in which people write it.
const Words kPolicyMembers = {"version",    "policy_id", "tenant_id",       "providers",  "weights",
                              "fallbacks",  "fallback",  "sticky",          "pre",        "post",
                              "validators", "canary",    "circuit_breaker", "rate_limit", "timeout_ms",
                              "select",     "hedge",     "shadow",          "schedules",  "deadline_ms"};
/// Without effect, but nobody's mistake: what the original's schema has besides, and what people write for people.
const Words kSilentMembers = {"health_check", "defaults", "escalate_on", "metadata", "$schema", "description"};

bool digits(std::string_view text) {
    return !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == text.npos;
}

/// "1", "1.0" or "1.0.2"
bool versionLike(std::string_view text) {
    for (int parts = 1; parts <= 3; ++parts) {
        const auto dot = text.find('.');
        if (!digits(text.substr(0, dot))) {
            return false;
        }
        if (dot == text.npos) {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
    return false;
}

bool policyNameLike(std::string_view text) {
    return !text.empty() && text.size() <= kMaxProviderNameBytes &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == text.npos;
}

bool isError(const api::Problem& problem) {
    return problem.severity == api::Severity::error;
}
}  // namespace

std::optional<std::int64_t> durationMs(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (!digits(text.substr(0, end))) {
        return std::nullopt;
    }
    constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
        {"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    for (const auto& [unit, ms] : kUnits) {
        if (text.substr(end) == unit) {
            return std::stoll(std::string(text.substr(0, end))) * ms;
        }
    }
    return std::nullopt;
}

void PolicyReader::each(const DocumentReader& owner, std::string_view key, std::size_t most, const char* example,
                        const Item& item) {
    const auto* list = owner.list(key);
    if (!list) {
        return;
    }
    if (list->size() > most) {
        owner.error(key, "'" + std::string(key) + "' has " + std::to_string(list->size()) + " items; " +
                             std::to_string(most) + " are the most.");
    }
    for (std::size_t i = 0; i < std::min(list->size(), most); ++i) {
        const auto pointer = below(owner.at(key), i);
        if (const auto* object = (*list)[i].if_object()) {
            item(DocumentReader(*object, pointer, m_problems));
        } else {
            m_problems.push_back({api::Severity::error, 0, 0, pointer,
                                  "It is " + shown((*list)[i]) + "; it must be an object like " + example + "."});
        }
    }
}

bool PolicyReader::checkName(std::string_view text, const std::string& pointer) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:/@";
    if (!text.empty() && text.size() <= kMaxProviderNameBytes && text.find_first_not_of(kAllowed) == text.npos) {
        return true;
    }
    m_problems.push_back({api::Severity::error, 0, 0, pointer,
                          "'" + shown(text) + "' is no name of a provider; use letters, digits and _ - . : / @, " +
                              std::to_string(kMaxProviderNameBytes) + " at most."});
    return false;
}

std::string PolicyReader::name(const DocumentReader& item, std::string_view key) {
    const auto* value = item.find(key);
    if (!value) {
        item.error({}, "'" + std::string(key) + "' is missing; it names a provider.");
        return {};
    }
    auto text = item.text(key);
    return value->is_string() && checkName(text, item.at(key)) ? text : std::string();
}

Condition PolicyReader::when(const DocumentReader& item) {
    const auto* value = item.find("when");
    return value ? Condition::read(*value, item.at("when"), m_problems) : Condition();
}

bool PolicyReader::enabled(const DocumentReader& item) {
    if (!item.find("enabled")) {
        item.warn({}, "It has no effect without \"enabled\": true.");
    }
    return item.flag("enabled", false);
}

void PolicyReader::identity(const std::string& tenant, const std::string& id) {
    m_policy.tenant = m_root.text("tenant_id", tenant);
    if (!tenant.empty() && m_policy.tenant != tenant) {
        m_root.error("tenant_id", "The policy is stored for the tenant '" + shown(tenant) + "', but says '" +
                                      shown(m_policy.tenant) + "'; leave it out or make them the same.");
    }
    m_policy.id = m_root.text("policy_id", id);
    if (!id.empty() && m_policy.id != id) {
        m_root.error("policy_id", "The policy is stored as '" + shown(id) + "', but says '" + shown(m_policy.id) +
                                      "'; leave it out or make them the same.");
    }
    if (!m_policy.id.empty() && !policyNameLike(m_policy.id)) {
        m_root.error("policy_id", "'" + shown(m_policy.id) + "' is no name of a policy; use letters, digits and _ . -");
    }
    m_policy.version = m_root.text("version", "1.0");
    if (!m_root.find("version")) {
        m_root.warn({}, "'version' is missing; write one like \"1.0\". It is taken as \"1.0\".");
    } else if (!versionLike(m_policy.version)) {
        m_root.error("version", "'" + shown(m_policy.version) + "' is no version; write one like \"1.0\".");
    }
}

void PolicyReader::deadline() {
    const auto timeout = m_root.whole("timeout_ms", 1, kMaxDeadlineMs);
    const auto deadline = m_root.whole("deadline_ms", 1, kMaxDeadlineMs);
    if (timeout && deadline && *timeout != *deadline) {
        m_root.warn("timeout_ms", "It has no effect beside 'deadline_ms', which counts.");
    }
    m_policy.deadlineMs = deadline ? *deadline : timeout.value_or(0);
}

Policy PolicyReader::read(const std::string& tenant, const std::string& id) {
    m_root.onlyKnown(kPolicyMembers, kSilentMembers);
    identity(tenant, id);
    deadline();
    providers();
    selection();
    schedules();
    fallbacks();
    lastFallback();
    sticky();
    stages("pre", StageType::pre, m_policy.pre);
    stages("validators", StageType::validator, m_policy.validators);
    stages("post", StageType::post, m_policy.post);
    breaker();
    rateLimit();
    hedge();
    shadows();
    canary();
    checkRules();
    return std::move(m_policy);
}

PolicyReading readPolicy(const api::Json& document, const std::string& tenant, const std::string& id) {
    PolicyReading reading;
    const auto fail = [&](std::string message) {
        reading.problems.push_back({api::Severity::error, 0, 0, {}, std::move(message)});
        return reading;
    };
    const auto* object = document.if_object();
    if (!object) {
        return fail(
            "A policy is an object like {\"version\": \"1.0\", \"providers\": [{\"name\": \"a\", \"weight\": "
            "100}]}, not " +
            shown(document) + ".");
    }
    if (const auto bytes = api::printJson(document).size(); bytes > kMaxPolicyBytes) {
        return fail("The policy has " + std::to_string(bytes) + " bytes; " + std::to_string(kMaxPolicyBytes) +
                    " are the most.");
    }
    auto policy = PolicyReader(*object, reading.problems).read(tenant, id);
    auto& problems = reading.problems;
    std::stable_sort(problems.begin(), problems.end(),
                     [](const auto& a, const auto& b) { return isError(a) && !isError(b); });
    if (problems.size() > kMaxPolicyProblems) {
        problems.resize(kMaxPolicyProblems);
    }
    if (problems.empty() || !isError(problems.front())) {
        reading.policy = std::make_shared<const Policy>(std::move(policy));
    }
    return reading;
}

}  // namespace beamline::routing
