// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/replay.h"

#include "engine/api/json_codec.h"

namespace beamline::runtime {

api::Result<Replayed> replay(Services& services, const std::string& run, const StepVisitor& visitor) {
    const auto key = services.journal.findRun(run);
    if (!key) {
        return key.error();
    }
    auto stored = services.journal.loadRun(*key);
    if (!stored) {
        return stored.error();
    }
    auto definition = services.definitions.byDigest(stored->definitionDigest);
    if (!definition) {
        return definition.error();
    }
    const auto& summary = stored->row.summary;
    core::Machine machine(*definition, {summary.id, summary.createdAt, summary.labels, stored->startedBy});
    if (visitor) {
        auto all = services.journal.facts(*key);
        if (!all) {
            return all.error();
        }
        stored->facts = std::move(*all);
    } else if (!stored->snapshot.empty()) {
        auto snapshot = api::parseJson(stored->snapshot);
        auto restored =
            snapshot ? core::Machine::restore(*definition, *snapshot) : api::Result<core::Machine>(snapshot.error());
        if (!restored) {
            return restored.error();
        }
        machine = std::move(restored).value();
    }
    for (const auto& stored_fact : stored->facts) {
        auto fact = core::decodeFact(stored_fact.payload);
        auto step = fact ? machine.apply(*fact) : api::Result<core::Step>(fact.error());
        if (!step) {
            return step.error();
        }
        if (visitor && !visitor({stored_fact.seq, **definition, *fact, *step})) {
            break;
        }
    }
    return Replayed{std::move(machine), std::move(*stored)};
}

}  // namespace beamline::runtime
