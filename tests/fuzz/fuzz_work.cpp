// SPDX-License-Identifier: Apache-2.0
// Whatever workers and engines send about tasks is understood or refused, and what is understood survives being said
// again.

#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/nats/work_messages.h"

namespace {
void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace beamline;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto assignment = nats::readAssignment(text, 1'000); assignment.ok()) {
        const auto again = nats::readAssignment(nats::printAssignment(*assignment, 1'000), 1'000);
        require(again.ok() && again->id == assignment->id && again->type == assignment->type &&
                again->payload == assignment->payload && again->labels == assignment->labels);
        nats::printDeadLetter(*assignment, "why", 1);
        if (const auto result = nats::readResult(text); result.ok()) {
            nats::printResult(*assignment, result->what);
        }
    }
    if (const auto result = nats::readResult(text); result.ok()) {
        require(!result->id.empty() && result->id.size() <= nats::kMaxWorkName && result->what.latencyMs >= 0);
        blocks::Assignment of;
        of.id = result->id;
        const auto again = nats::readResult(nats::printResult(of, result->what));
        require(again.ok() && again->what.result.index() == result->what.result.index());
    }
    if (const auto ack = nats::readAck(text); ack.ok()) {
        require(nats::readAck(nats::printAck(*ack)).ok());
    }
    if (const auto worker = nats::readHeartbeat(text); worker.ok()) {
        const auto again = nats::readHeartbeat(nats::printHeartbeat(*worker));
        require(again.ok() && again->id == worker->id && worker->load >= 0 && worker->load <= 1);
    }
    require(nats::readCancel(text).size() <= nats::kMaxWorkName);
    return 0;
}
