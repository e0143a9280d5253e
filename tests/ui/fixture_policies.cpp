// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_policies.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
std::size_t itemsIn(const boost::json::object& document, const char* member) {
    const auto* list = document.if_contains(member);
    return list && list->is_array() ? list->get_array().size() : 0;
}

/// What a list of policies tells of this document.
void describe(const api::Json& document, api::PolicyInfo& info) {
    if (!document.is_object()) {
        return;
    }
    const auto& object = document.get_object();
    if (const auto* providers = object.if_contains("providers"); providers && providers->is_array()) {
        for (const auto& one : providers->get_array()) {
            const auto* name = one.is_object() ? one.get_object().if_contains("name") : nullptr;
            if (name && name->is_string()) {
                info.providers.emplace_back(name->get_string());
            }
        }
    } else if (const auto* weights = object.if_contains("weights"); weights && weights->is_object()) {
        for (const auto& one : weights->get_object()) {
            info.providers.emplace_back(one.key());
        }
    }
    info.extensions =
        static_cast<int>(itemsIn(object, "pre") + itemsIn(object, "validators") + itemsIn(object, "post"));
}
}  // namespace

// ---- what it knows ------------------------------------------------------------------------------------------------

void FixturePolicies::put(const std::string& policy, const std::string& document, const std::string& comment,
                          const std::string& author, api::Timestamp at) {
    {
        std::lock_guard lock(m_mutex);
        api::PolicyInfo info;
        info.policy = policy;
        info.comment = comment;
        info.author = author;
        info.at = at == 0 ? m_now : at;
        add(std::move(info), boost::json::parse(document));
    }
    tellChange(policy);
}

void FixturePolicies::put(const api::RouteDecision& decision) {
    std::lock_guard lock(m_mutex);
    m_decisions.push_back(decision);
}

void FixturePolicies::setProviders(std::vector<api::ProviderState> providers) {
    std::lock_guard lock(m_mutex);
    m_providers = std::move(providers);
}

void FixturePolicies::setProblems(std::vector<api::Problem> problems) {
    std::lock_guard lock(m_mutex);
    m_problems = std::move(problems);
}

void FixturePolicies::setComplexity(const api::PipelineComplexity& complexity) {
    std::lock_guard lock(m_mutex);
    m_complexity = complexity;
}

void FixturePolicies::setSimulation(const api::SimulationReply& simulation) {
    std::lock_guard lock(m_mutex);
    m_simulation = simulation;
}

void FixturePolicies::setNow(api::Timestamp now) {
    std::lock_guard lock(m_mutex);
    m_now = now;
}

api::Json FixturePolicies::document(const std::string& policy) const {
    std::lock_guard lock(m_mutex);
    const auto* kept = latest(policy);
    return kept ? kept->document : api::Json();
}

int FixturePolicies::versions(const std::string& policy) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_policies.find(policy);
    return found == m_policies.end() ? 0 : static_cast<int>(found->second.size());
}

const FixturePolicies::Kept* FixturePolicies::latest(const std::string& policy) const {
    const auto found = m_policies.find(policy);
    return found == m_policies.end() || found->second.empty() ? nullptr : &found->second.back();
}

const api::PolicyInfo& FixturePolicies::add(api::PolicyInfo info, api::Json document) {
    auto& all = m_policies[info.policy];
    if (!all.empty()) {
        all.back().info.latest = false;
    }
    info.tenant = api::kDefaultTenant;
    info.version = static_cast<std::int64_t>(all.size()) + 1;
    info.latest = true;
    describe(document, info);
    all.push_back({std::move(info), std::move(document)});
    return all.back().info;
}

std::optional<api::Error> FixturePolicies::refuse(const std::string& policy, std::int64_t replaces) const {
    const auto* kept = latest(policy);
    const std::int64_t now = kept && !kept->info.removed ? kept->info.version : 0;
    const bool isIt = replaces < 0 || replaces == now || (replaces == 0 && now == 0);
    if (isIt) {
        return std::nullopt;
    }
    return api::Error{api::code::kStale,
                      "The policy " + policy + " is at version " + std::to_string(now) +
                          " now; read it again and apply your change to it.",
                      {},
                      false};
}

bool FixturePolicies::isWrong() const {
    return std::any_of(m_problems.begin(), m_problems.end(),
                       [](const auto& one) { return one.severity == api::Severity::error; });
}

void FixturePolicies::tellChange(const std::string& policy) {
    api::Event event;
    event.kind = "policy.changed";
    event.data = boost::json::object{{"tenant", api::kDefaultTenant}, {"id", policy}};
    if (tell) {
        tell(std::move(event));
    }
}

// ---- policies -----------------------------------------------------------------------------------------------------

FixturePolicies::Answer FixturePolicies::answer(const api::PutPolicy& op) {
    api::PolicyReply reply;
    {
        std::lock_guard lock(m_mutex);
        if (isWrong()) {
            return api::Error{api::code::kInvalidDefinition, "The policy " + op.policy + " has mistakes.",
                              api::toJson(m_problems), false};
        }
        if (auto stale = refuse(op.policy, op.replaces)) {
            return *stale;
        }
        api::PolicyInfo info;
        info.policy = op.policy;
        info.comment = op.comment;
        info.author = "anna";
        info.at = m_now;
        reply.policy = add(std::move(info), op.document);
        reply.warnings = m_problems;
    }
    tellChange(op.policy);
    return api::Reply(std::move(reply));
}

FixturePolicies::Answer FixturePolicies::answer(const api::DeletePolicy& op) {
    api::PolicyReply reply;
    {
        std::lock_guard lock(m_mutex);
        const auto* kept = latest(op.policy);
        if (!kept || kept->info.removed) {
            return notFound("policy", op.policy);
        }
        if (auto stale = refuse(op.policy, op.replaces)) {
            return *stale;
        }
        api::PolicyInfo info;
        info.policy = op.policy;
        info.comment = op.comment;
        info.author = "anna";
        info.at = m_now;
        info.removed = true;
        reply.policy = add(std::move(info), {});
    }
    tellChange(op.policy);
    return api::Reply(std::move(reply));
}

FixturePolicies::Answer FixturePolicies::answer(const api::ValidatePolicy&) {
    std::lock_guard lock(m_mutex);
    api::PolicyCheck check;
    check.problems = m_problems;
    check.valid = !isWrong();
    check.complexity = check.valid ? m_complexity : api::PipelineComplexity();
    return api::Reply(std::move(check));
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListPolicies& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::PolicyInfo> all;
    for (const auto& [name, versions] : m_policies) {
        if (op.policy.empty() && (op.removed || !versions.back().info.removed)) {
            all.push_back(versions.back().info);
        }
        for (auto kept = versions.rbegin(); op.policy == name && kept != versions.rend(); ++kept) {
            all.push_back(kept->info);
        }
    }
    return api::Reply(cut<api::PolicyPage>(
        std::move(all), op.limit, op.after,
        [](const auto& info) { return info.policy + ' ' + std::to_string(info.version); }, 0));
}

FixturePolicies::Answer FixturePolicies::answer(const api::GetPolicy& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_policies.find(op.policy);
    const auto wanted = [&op](const Kept& kept) {
        return op.version == 0 ? kept.info.latest && !kept.info.removed : kept.info.version == op.version;
    };
    if (found != m_policies.end()) {
        const auto kept = std::find_if(found->second.begin(), found->second.end(), wanted);
        if (kept != found->second.end()) {
            return api::Reply(api::PolicyDetail{kept->info, kept->document, m_complexity});
        }
    }
    return notFound("policy", op.policy);
}

FixturePolicies::Answer FixturePolicies::answer(const api::SimulatePolicy&) {
    std::lock_guard lock(m_mutex);
    return api::Reply(m_simulation);
}

// ---- decisions ----------------------------------------------------------------------------------------------------

FixturePolicies::Answer FixturePolicies::answer(const api::DecideRoute&) {
    return api::Error{api::code::kUnsupported, "It decides nothing: decisions are put into it.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ReportOutcome&) {
    return api::Reply(api::Unit{});
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListDecisions& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::RouteDecision> all;
    for (auto one = m_decisions.rbegin(); one != m_decisions.rend(); ++one) {
        const bool wanted = (op.policy.empty() || one->policy == op.policy) &&
                            (op.provider.empty() || one->provider == op.provider) &&
                            (!op.failedOnly || !one->errorCode.empty()) &&
                            (op.text.empty() || holds(one->requestId + ' ' + one->traceId + ' ' + one->run, op.text));
        if (wanted) {
            auto& kept = all.emplace_back(*one);
            kept.candidates.clear();
            kept.steps.clear();
            kept.stages.clear();
        }
    }
    return api::Reply(cut<api::RouteDecisionPage>(
        std::move(all), op.limit, op.after, [](const auto& one) { return one.id; }, 0));
}

FixturePolicies::Answer FixturePolicies::answer(const api::GetDecision& op) {
    std::lock_guard lock(m_mutex);
    for (const auto& one : m_decisions) {
        if (one.id == op.decision) {
            return api::Reply(api::RouteDecisionReply{one});
        }
    }
    return notFound("decision", op.decision);
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListProviders&) {
    std::lock_guard lock(m_mutex);
    api::ProviderPage page;
    page.items = m_providers;
    return api::Reply(std::move(page));
}

}  // namespace beamline::test
