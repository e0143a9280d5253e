// SPDX-License-Identifier: Apache-2.0
#pragma once
// "Test connection": what stands between this program and a Beamline behind NATS, step by step. Waits; not for a GUI
// thread.

#include <chrono>
#include <string>
#include <vector>

#include "engine/nats/context.h"

namespace beamline::nats {

enum class StepResult { ok, failed, notTried };

struct DiagnosisStep {
    std::string name;  ///< "address", "tls", "authentication", "permissions", "jetstream", "beamline"
    StepResult result = StepResult::notTried;
    std::string text;  ///< one sentence or two for people: what was found, and what to do
};

/// All six steps, in their order; what follows a failure that nothing can pass is not tried.
struct Diagnosis {
    std::vector<DiagnosisStep> steps;
    bool usable = false;  ///< a Beamline answered; JetStream may be out of this user's reach all the same
    std::string version;  ///< of the Beamline that answered
    std::string cluster;
    std::string node;
    double roundTripMs = 0;
};

/// `limit` is for each step that waits.
Diagnosis diagnose(const Target& target, std::chrono::milliseconds limit = std::chrono::milliseconds(3'000));

}  // namespace beamline::nats
