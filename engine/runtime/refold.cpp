// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/refold.h"

#include "engine/runtime/batch_definition.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/resources.h"

namespace beamline::runtime {

namespace {
api::Result<store::Folded> fold(const core::DefinitionPtr& definition, const store::StoredRun& run) {
    if (!definition) {
        return api::Error{api::code::kInvalidDefinition, "its definition is not valid for this build", {}, false};
    }
    const auto& summary = run.row.summary;
    const core::RunIdentity identity{summary.id, summary.createdAt, summary.labels, run.startedBy};
    core::Machine machine(definition, identity);
    for (const auto& stored : run.facts) {
        const auto fact = core::decodeFact(stored.payload);
        const auto step = fact ? machine.apply(*fact) : api::Result<core::Step>(fact.error());
        if (!step) {
            return step.error();
        }
    }
    store::Folded folded;
    folded.row.summary = machine.summary();
    folded.lastActivity = machine.lastActivity();
    folded.approvals = machine.approvals();
    const auto at = folded.row.summary.updatedAt;
    for (const auto& effect : machine.outstanding()) {
        if (const auto* timer = std::get_if<core::SetTimer>(&effect)) {
            folded.timers.push_back({timer->activity, timer->dueAt});
        }
    }
    for (const auto& effect : machine.kept()) {
        if (const auto* subscribe = std::get_if<core::Subscribe>(&effect)) {
            folded.subscriptions.push_back({subscribe->activity, true, subscribe->types, 0});
        } else if (const auto* child = std::get_if<core::StartChild>(&effect)) {
            folded.children.push_back(childMessage(*child, identity, run.key, at));
        }
    }
    if (api::isFinal(machine.phase())) {
        folded.end = endMessage(machine, identity, at);
    }
    return folded;
}
}  // namespace

store::Refold refolder(const core::Catalog& catalog) {
    auto known = std::make_shared<std::map<std::string, core::DefinitionPtr>>();
    return [&catalog, known](const store::StoredWorkflow& workflow, const store::StoredRun& run) {
        if (const auto own = builtInDefinition(run.definitionDigest)) {
            return fold(own, run);
        }
        const auto [entry, fresh] = known->try_emplace(workflow.info.digest);
        if (fresh) {
            KeptResources resources(workflow.resources);
            entry->second = core::parseDefinition(workflow.source, catalog, &resources).definition;
        }
        return fold(entry->second, run);
    };
}

}  // namespace beamline::runtime
