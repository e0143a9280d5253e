// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/dry_run.h"

#include <tuple>

#include "app/ctl/client.h"
#include "app/ctl/output.h"
#include "engine/api/text.h"
#include "engine/core/definition/source_document.h"
#include "engine/core/machine/dry_run.h"

namespace beamline::ctl {

namespace {
constexpr std::size_t kMaxShownBytes = 300;  ///< of arguments on a line for people
}

api::Result<api::Json> readPlan(bool dryRun, const std::string& file) {
    if (!dryRun) {
        return api::Json();
    }
    if (file.empty()) {
        return api::Json(boost::json::object{});
    }
    const auto text = readFile(file);
    if (!text.ok()) {
        return text.error();
    }
    if (text->find_first_not_of(" \t\r\n") == text->npos) {
        return api::Json(boost::json::object{});
    }
    auto document = core::readSource(*text);
    auto problems = document.problems;
    if (problems.empty()) {
        const auto plan = core::parseDryRun(document.json);
        if (plan.ok()) {
            return std::move(document.json);
        }
        problems = api::fromJson<std::vector<api::Problem>>(plan.error().detail).value();
        for (auto& problem : problems) {
            const auto place = document.placesOf(problem.pointer).key;
            std::tie(problem.line, problem.column) = std::pair(place.line, place.column);
        }
    }
    return api::Error{api::code::kInvalidInput, file + " is no plan of a dry run.", api::toJson(problems), false};
}

api::Result<std::unique_ptr<EffectReport>> EffectReport::open(const std::string& path) {
    auto report = std::make_unique<EffectReport>();
    if (!path.empty()) {
        report->m_out.open(path, std::ios::binary | std::ios::trunc);
        if (!report->m_out) {
            return api::Error{api::code::kInvalidArgument,
                              "The file " + path + " cannot be written. Check its directory and rights.",
                              {},
                              false};
        }
    }
    return report;
}

void EffectReport::tell(const api::HistoryEntry& entry) {
    const auto* data = entry.kind == "task.dry-run" ? entry.data.if_object() : nullptr;
    if (!data) {
        return;
    }
    if (m_out.is_open()) {
        auto line = *data;
        line["task"] = entry.task;
        line["iteration"] = entry.iteration;
        line["attempt"] = entry.attempt;
        m_out << api::printJson(line) << '\n';
        return;
    }
    auto arguments = api::printJson(data->at("arguments"));
    if (arguments.size() > kMaxShownBytes) {
        arguments = api::beginning(arguments, kMaxShownBytes) + " \u2026";
    }
    note("dry run: " + entry.task + "  " + cell(entry.detail) + "  " + cell(arguments));
}

}  // namespace beamline::ctl
