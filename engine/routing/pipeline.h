// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs the stages of a policy over a message: pre, validators, and behind the selection post (contract §6). One thread
// at a time; blocks while extensions work.

#include <functional>

#include "engine/routing/extension.h"
#include "engine/routing/extension_health.h"
#include "engine/routing/request.h"

namespace beamline::routing {

/// Of a tenant: null when there is no such extension for it.
using ExtensionLookup = std::function<ExtensionPtr(const std::string& tenant, const std::string& id)>;

struct PipelineOptions {
    bool dry = false;            ///< keep the message behind each stage
    bool callExtensions = true;  ///< false: stages are told as not_run
    std::int64_t deadline = 0;   ///< ms since the epoch; 0: none
};

class Pipeline {
public:
    Pipeline(const ExtensionLookup& lookup, ExtensionHealth& health, Caller& caller,
             std::function<api::Timestamp()> clock, std::function<double()> random);
    /// Changes `request` as the extensions say and appends to `decision.stages` and `steps`. An error ends the request:
    /// its code is of the contract's envelope (validator_blocked, extension_timeout, extension_not_found,
    /// extension_unavailable, extension_error, post_processor_failed, internal).
    std::optional<IntakeError> before(const Policy& policy, Request& request, api::RouteDecision& decision,
                                      const PipelineOptions& options);
    std::optional<IntakeError> after(const Policy& policy, Request& request, api::RouteDecision& decision,
                                     const PipelineOptions& options);

private:
    std::optional<IntakeError> run(const Stage& stage, Request& request, api::RouteDecision& decision,
                                   const PipelineOptions& options);

    const ExtensionLookup& m_lookup;
    ExtensionHealth& m_health;
    Caller& m_caller;
    std::function<api::Timestamp()> m_clock;
    std::function<double()> m_random;
};

}  // namespace beamline::routing
