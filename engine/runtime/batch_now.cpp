// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/batch_now.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/batch_definition.h"

namespace beamline::runtime {

using api::BatchOutcome;

namespace {
/// Of what was done: the run that goes on from there.
const std::string& runNow(const api::BatchItem& item) {
    return item.made.empty() ? item.run : item.made;
}

/// The runs of one of its results.
api::Result<api::Unit> takeDone(const store::StoredFact& stored, std::vector<std::string>& ids) {
    const auto fact = core::decodeFact(stored.payload);
    if (!fact) {
        return fact.error();
    }
    const auto* result = fact->kind == core::FactKind::succeeded ? fact->data->if_object() : nullptr;
    if (!result || !result->contains("so")) {
        return api::Unit{};
    }
    const auto step = api::fromJson<BatchStep>(*fact->data);
    if (!step) {
        return step.error();
    }
    for (const auto& item : step->items) {
        if (item.outcome == BatchOutcome::done) {
            ids.push_back(runNow(item));
        }
    }
    return api::Unit{};
}

/// Those that it was done with. Not by the index: who looks at a list of batches would drive those out of it that
/// somebody reads.
api::Result<std::vector<std::string>> runsDone(Services& services, const std::string& batch) {
    const auto key = services.journal.findRun(batch);
    if (!key) {
        return key.error();
    }
    std::vector<std::string> ids;
    api::Result<api::Unit> taken = api::Unit{};
    const auto read = services.journal.factsBack(*key, [&](const store::StoredFact& stored) {
        taken = takeDone(stored, ids);
        return taken.ok();
    });
    return !read ? read.error() : !taken ? taken.error() : api::Result<std::vector<std::string>>(std::move(ids));
}
}  // namespace

api::Result<api::Unit> tellNow(Services& services, std::vector<api::BatchItem>& items) {
    std::vector<std::string> ids;
    for (const auto& item : items) {
        if (item.outcome == BatchOutcome::done) {
            ids.push_back(runNow(item));
        }
    }
    if (ids.empty()) {
        return api::Unit{};
    }
    const auto known = services.journal.runSummaries(ids);
    if (!known) {
        return known.error();
    }
    std::size_t at = 0;
    for (auto& item : items) {
        if (item.outcome == BatchOutcome::done) {
            const auto& run = (*known)[at++];
            item.now = run ? std::optional(run->phase) : std::nullopt;
        }
    }
    return api::Unit{};
}

api::Result<std::map<std::string, std::int64_t>> countNow(Services& services, const std::string& batch) {
    const auto ids = runsDone(services, batch);
    if (!ids) {
        return ids.error();
    }
    std::map<std::string, std::int64_t> counts;
    for (std::size_t from = 0; from < ids->size(); from += api::kMaxPageSize) {
        if (services.stopping) {
            return api::Error{
                api::code::kUnavailable, "The engine is stopping. Try again when it has started.", {}, true};
        }
        const auto to = std::min(ids->size(), from + api::kMaxPageSize);
        const auto at = [&](std::size_t place) { return ids->begin() + static_cast<std::ptrdiff_t>(place); };
        const auto known = services.journal.runSummaries(std::vector<std::string>(at(from), at(to)));
        if (!known) {
            return known.error();
        }
        for (const auto& run : *known) {
            ++counts[run ? boost::describe::enum_to_string(run->phase, "") : "removed"];
        }
    }
    return counts;
}

}  // namespace beamline::runtime
