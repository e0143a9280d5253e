// SPDX-License-Identifier: Apache-2.0
// Whatever gateways, workers and tools send to the router is understood or refused, and what it says to them is JSON.

#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/nats/router_messages.h"
#include "engine/nats/router_work.h"
#include "engine/nats/work_messages.h"

namespace {
void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

using namespace beamline;

void requireAnswer(const api::Json& answer) {
    require(api::parseJson(api::printJson(answer)).ok());
    const auto reason = nats::deadLetterReason(answer);
    if (!reason.empty()) {
        const auto letter = api::parseJson(nats::printIntakeDeadLetter(answer, "s", "h", "n", 1));
        require(letter.ok() && letter->at("validation_error").at("code") == api::Json(reason));
    }
}

void decide(std::string_view text, const nats::RequestHeaders& headers) {
    const auto read = nats::readDecide(text, headers);
    const auto* call = std::get_if<nats::RouterCall>(&read);
    if (!call) {
        requireAnswer(std::get<api::Json>(read));
        return;
    }
    require(call->assignmentSubject.empty() || nats::mayAssignTo(call->assignmentSubject));
    const api::Json decision{{"provider_id", "p"}, {"expected_latency_ms", 3}, {"priority", 50}};
    const auto work = nats::makeAssignment(call->body, decision, call->who.tenant, call->assignmentSubject);
    if (work.ok()) {
        require(work->id.size() == 36);
        require(api::parseJson(work->payload).ok());
        (void)nats::readAssignment(work->payload, 1);
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    decide(text, {});
    decide(text, {{"tenant_id", "t"}, {"version", "1"}});
    const auto read = nats::readRouterCall(text, {{"x-tenant-id", std::string(text.substr(0, 300))}});
    if (const auto* call = std::get_if<nats::RouterCall>(&read)) {
        require(nats::dryRunRequest(*call, "id").is_object());
    } else {
        requireAnswer(std::get<api::Json>(read));
    }
    if (const auto outcome = nats::readOutcome(text); outcome.ok()) {
        require(outcome->latencyMs >= 0 && outcome->latencyMs <= static_cast<double>(nats::kMaxResultMs));
        require(outcome->cost >= 0 && !outcome->provider.empty());
        require(api::parseJson(nats::printUsage(*outcome, 1)).ok());
    }
    if (const auto json = api::parseJson(text); json.ok()) {
        nats::deadLetterReason(*json);
        (void)nats::makeAssignment(*json, *json, "t", "");
    }
    return 0;
}
