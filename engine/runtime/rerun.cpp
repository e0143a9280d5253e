// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/rerun.h"

namespace beamline::runtime {

api::Result<RunBefore> runBefore(Services& services, const std::string& run) {
    const auto key = services.journal.findRun(run);
    auto stored = key ? services.journal.loadRun(*key) : api::Result<store::StoredRun>(key.error());
    if (!stored) {
        return stored.error();
    }
    if (stored->row.summary.ns == api::kBatchNamespace) {
        return api::Error{
            api::code::kConflict, "A batch is not run again. Start one with the runs that it is for.", {}, false};
    }
    auto definition = services.definitions.byDigest(stored->definitionDigest);
    if (!definition) {
        return definition.error();
    }
    return RunBefore{std::move(*stored), std::move(*definition)};
}

api::Result<core::DefinitionPtr> definitionFor(Services& services, const RunBefore& before,
                                               const std::string& version) {
    const auto& summary = before.stored.row.summary;
    if (version.empty() || version == summary.version) {
        return before.definition;
    }
    return services.definitions.byName(summary.ns, summary.workflow,
                                       version == api::kLatestVersion ? std::string() : version);
}

api::Result<PlannedRerun> planRerun(Services& services, const RunBefore& before, const std::string& version,
                                    core::RerunRequest request) {
    const auto& summary = before.stored.row.summary;
    auto definition = definitionFor(services, before, version);
    if (!definition) {
        return definition.error();
    }
    const auto facts = services.journal.facts(before.stored.key);
    if (!facts) {
        return facts.error();
    }
    core::RerunPlanner planner(before.definition,
                               {summary.id, summary.createdAt, summary.labels, before.stored.startedBy},
                               std::move(request));
    for (const auto& one : *facts) {
        const auto fact = core::decodeFact(one.payload);
        const auto added = fact ? planner.add(*fact) : api::Result<api::Unit>(fact.error());
        if (!added) {
            return added.error();
        }
    }
    auto rerun = planner.plan(*definition);
    return rerun ? PlannedRerun{std::move(*rerun), std::move(*definition)} : api::Result<PlannedRerun>(rerun.error());
}

api::Labels labelsOfRerun(const RunBefore& before) {
    auto labels = before.stored.row.summary.labels;
    const bool child = core::parentOf(before.stored.startedBy).has_value();
    std::erase_if(labels, [child](const auto& label) {
        return label.first.starts_with("beamline.") || (child && label.first == "parent");
    });
    labels[api::kRerunLabel] = before.stored.row.summary.id;
    return labels;
}

}  // namespace beamline::runtime
