// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a policy from its JSON language and collects its mistakes. One thread, once.

#include <functional>

#include "engine/routing/document_reader.h"
#include "engine/routing/policy.h"

namespace beamline::routing {

class PolicyReader {
public:
    PolicyReader(const boost::json::object& document, Problems& problems)
        : m_root(document, {}, problems), m_problems(problems) {}

    Policy read(const std::string& tenant, const std::string& id);

private:
    using Item = std::function<void(const DocumentReader& item)>;
    struct FallbackPlace {
        std::string pointer;
        std::string when;  ///< as canonical text
        bool repeats = false;
    };

    void identity(const std::string& tenant, const std::string& id);
    void deadline();

    // policy_providers.cpp
    void providers();
    void provider(const DocumentReader& item, const boost::json::object* weights);
    void providersOfWeights(const boost::json::object& weights);
    void checkWeights();
    void selection();
    void schedules();
    void schedule(const DocumentReader& item);
    std::vector<std::pair<std::string, double>> scheduledWeights(const DocumentReader& table,
                                                                 const boost::json::object& members);
    std::vector<TimeWindow> windows(const DocumentReader& owner, std::string_view key);
    TimeWindow window(const DocumentReader& item);

    // policy_rules.cpp
    void fallbacks();
    void fallback(const DocumentReader& item);
    void lastFallback();
    void sticky();
    void hedge();
    void shadows();
    void canary();
    void checkRules();
    void checkFallbacks();

    // policy_stages.cpp
    void stages(std::string_view key, StageType type, std::vector<Stage>& into);
    Stage stage(const DocumentReader& item, StageType type);
    void breaker();
    void rateLimit();

    /// Calls `item` for each object of a list; an item that is none is a mistake, and `example` shows one.
    void each(const DocumentReader& owner, std::string_view key, std::size_t most, const char* example,
              const Item& item);
    /// A provider's name; empty after a mistake, which is told.
    std::string name(const DocumentReader& item, std::string_view key);
    bool checkName(std::string_view text, const std::string& pointer);
    Condition when(const DocumentReader& item);
    /// Of what the original has: without `enabled` it is off, which nobody may overlook.
    bool enabled(const DocumentReader& item);
    /// Whether a provider of that name is named by the policy's providers, canary or shadows; warns otherwise.
    void checkNamed(const std::string& provider, const std::string& pointer);

    DocumentReader m_root;
    Problems& m_problems;
    Policy m_policy;
    std::vector<FallbackPlace> m_fallbackPlaces;  ///< as many as m_policy.fallbacks
};

/// A duration like "10m" in milliseconds; nothing when it is none.
std::optional<std::int64_t> durationMs(std::string_view text);

}  // namespace beamline::routing
