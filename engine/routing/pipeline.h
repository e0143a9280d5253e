// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs the stages of a policy over a message: pre, validators, and behind the selection post (contract §6). One thread
// at a time; blocks while extensions work.

#include <functional>

#include "engine/routing/extension_call.h"
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
    /// `pause` is called before a repetition; `random` gives numbers in [0, 1).
    Pipeline(const ExtensionLookup& lookup, ExtensionHealth& health, Caller& caller,
             std::function<api::Timestamp()> clock, std::function<double()> random,
             std::function<void(std::chrono::milliseconds)> pause);
    /// Changes `request` as the extensions say and appends to `decision.stages` and `steps`. An error ends the request:
    /// its code is of the contract's envelope (validator_blocked, extension_timeout, extension_not_found,
    /// extension_unavailable, post_processor_failed, internal), its details name the extension. A deadline that has
    /// passed is extension_timeout.
    std::optional<IntakeError> before(const Policy& policy, Request& request, api::RouteDecision& decision,
                                      const PipelineOptions& options);
    /// The same for post; they see the decision, too.
    std::optional<IntakeError> after(const Policy& policy, Request& request, api::RouteDecision& decision,
                                     const PipelineOptions& options);

private:
    /// Why a stage did not do what it should.
    struct Failure {
        std::string status;  ///< of the stage: rejected, error, timeout, circuit_open
        std::string code;    ///< of the envelope
        std::string why;
        api::Json details{};
    };
    std::optional<IntakeError> run(const Stage& stage, Request& request, api::RouteDecision& decision,
                                   const PipelineOptions& options);
    std::optional<Failure> attempt(const Stage& stage, Request& request, const api::RouteDecision& decision,
                                   std::int64_t deadline, bool dry, api::StageOutcome& outcome);
    std::optional<Failure> prepare(const Stage& stage, const Request& request, const api::RouteDecision& decision,
                                   const Extension* extension, boost::json::object& message) const;
    std::optional<IntakeError> ended(const Stage& stage, const Request& request, const Failure& failure,
                                     api::StageOutcome& outcome) const;

    const ExtensionLookup& m_lookup;
    CallTools m_tools;
};

}  // namespace beamline::routing
