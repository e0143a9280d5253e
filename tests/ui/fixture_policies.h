// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of policies, decisions and providers. Any thread.

#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::test {

class FixturePolicies {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    // ---- what it knows --------------------------------------------------------------------------------------------
    /// Stores a new version of a policy, and tells of it. `document` is JSON.
    void put(const std::string& policy, const std::string& document, const std::string& comment = {},
             const std::string& author = "anna", api::Timestamp at = 0);
    /// A newer decision than those before.
    void put(const api::RouteDecision& decision);
    void setProviders(std::vector<api::ProviderState> providers);
    /// What every document is found to have from now on; with an error among them none is stored.
    void setProblems(std::vector<api::Problem> problems);
    void setComplexity(const api::PipelineComplexity& complexity);
    void setSimulation(const api::SimulationReply& simulation);
    /// Time of versions that are stored from now on.
    void setNow(api::Timestamp now);
    /// The newest document, null for none; and how many versions there are.
    api::Json document(const std::string& policy) const;
    int versions(const std::string& policy) const;

    Answer answer(const api::PutPolicy& op);
    Answer answer(const api::DeletePolicy& op);
    Answer answer(const api::ValidatePolicy& op);
    Answer answer(const api::ListPolicies& op);
    Answer answer(const api::GetPolicy& op);
    Answer answer(const api::DecideRoute& op);
    Answer answer(const api::ReportOutcome& op);
    Answer answer(const api::SimulatePolicy& op);
    Answer answer(const api::ListDecisions& op);
    Answer answer(const api::GetDecision& op);
    Answer answer(const api::ListProviders& op);

private:
    struct Kept {
        api::PolicyInfo info;
        api::Json document;
    };
    /// With the lock: the newest version, null for none.
    const Kept* latest(const std::string& policy) const;
    const api::PolicyInfo& add(api::PolicyInfo info, api::Json document);                      ///< with the lock
    std::optional<api::Error> refuse(const std::string& policy, std::int64_t replaces) const;  ///< with the lock
    bool isWrong() const;                                                                      ///< with the lock
    void tellChange(const std::string& policy);

    mutable std::mutex m_mutex;
    std::map<std::string, std::vector<Kept>> m_policies;  ///< oldest version first
    std::vector<api::RouteDecision> m_decisions;          ///< oldest first
    std::vector<api::ProviderState> m_providers;
    std::vector<api::Problem> m_problems;
    api::PipelineComplexity m_complexity;
    api::SimulationReply m_simulation;
    api::Timestamp m_now = 0;
};

}  // namespace beamline::test
