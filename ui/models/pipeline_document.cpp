// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pipeline_document.h"

#include <algorithm>
#include <charconv>

namespace beamline::ui {

namespace {
const boost::json::array* laneArray(const api::Json& document, PipelineLane lane) {
    const auto* object = document.if_object();
    const auto* value = object ? object->if_contains(laneMember(lane)) : nullptr;
    return value ? value->if_array() : nullptr;
}

/// Made when it is missing.
boost::json::array& laneForChange(api::Json& document, PipelineLane lane) {
    if (!document.is_object()) {
        document = boost::json::object();
    }
    auto& value = document.get_object()[laneMember(lane)];
    return value.is_array() ? value.get_array() : value.emplace_array();
}

bool holdsRow(const boost::json::array& stages, int row) {
    return row >= 0 && row < static_cast<int>(stages.size());
}

std::string stringMember(const boost::json::object& object, std::string_view key, const char* otherwise) {
    const auto* value = object.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string(otherwise);
}

std::optional<int> wholeMember(const boost::json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (!value || !value->is_number()) {
        return std::nullopt;
    }
    boost::system::error_code wrong;
    const int number = value->to_number<int>(wrong);
    return wrong ? std::nullopt : std::optional(number);
}

/// A lane without stages is not written.
void dropEmptyLane(api::Json& document, PipelineLane lane) {
    if (const auto* stages = laneArray(document, lane); stages && stages->empty()) {
        document.get_object().erase(laneMember(lane));
    }
}
}  // namespace

const char* laneMember(PipelineLane lane) {
    return lane == PipelineLane::Pre ? "pre" : lane == PipelineLane::Validators ? "validators" : "post";
}

const char* laneType(PipelineLane lane) {
    return lane == PipelineLane::Pre ? "pre" : lane == PipelineLane::Validators ? "validator" : "post";
}

std::optional<PipelineLane> laneOfType(std::string_view type) {
    for (const auto lane : kPipelineLanes) {
        if (type == laneType(lane)) {
            return lane;
        }
    }
    return std::nullopt;
}

std::vector<PipelineStage> stagesOf(const api::Json& document, PipelineLane lane) {
    std::vector<PipelineStage> stages;
    const auto* array = laneArray(document, lane);
    for (std::size_t i = 0; array && i < array->size(); ++i) {
        static const boost::json::object kNothing;
        const auto* object = (*array)[i].if_object();
        const auto& item = object ? *object : kNothing;
        PipelineStage stage;
        stage.id = stringMember(item, "id", "");
        stage.required = stringMember(item, "mode", "optional") == "required";
        stage.onFail = stringMember(item, "on_fail", "block");
        stage.timeoutMs = wholeMember(item, "timeout_ms");
        stage.retry = wholeMember(item, "retry");
        if (const auto* config = item.if_contains("config")) {
            stage.config = *config;
        }
        if (const auto* when = item.if_contains("when")) {
            stage.when = *when;
        }
        stages.push_back(std::move(stage));
    }
    return stages;
}

std::vector<std::pair<std::string, double>> providersOf(const api::Json& document) {
    std::vector<std::pair<std::string, double>> all;
    const auto* object = document.if_object();
    const auto number = [](const api::Json* value) {
        boost::system::error_code wrong;
        return value && value->is_number() ? value->to_number<double>(wrong) : 0.0;
    };
    if (const auto* list = object ? object->if_contains("providers") : nullptr; list && list->is_array()) {
        for (const auto& one : list->get_array()) {
            if (const auto* provider = one.if_object()) {
                all.emplace_back(stringMember(*provider, "name", ""), number(provider->if_contains("weight")));
            }
        }
    } else if (const auto* weights = object ? object->if_contains("weights") : nullptr;
               weights && weights->is_object()) {
        for (const auto& member : weights->get_object()) {
            all.emplace_back(std::string(member.key()), number(&member.value()));
        }
    }
    return all;
}

api::Json withStage(api::Json document, PipelineLane lane, int row, const std::string& id) {
    auto& stages = laneForChange(document, lane);
    const auto at = std::clamp<std::ptrdiff_t>(row, 0, static_cast<std::ptrdiff_t>(stages.size()));
    stages.insert(stages.begin() + at, boost::json::object{{"id", id}});
    return document;
}

api::Json withoutStage(api::Json document, PipelineLane lane, int row) {
    auto& stages = laneForChange(document, lane);
    if (holdsRow(stages, row)) {
        stages.erase(stages.begin() + row);
    }
    dropEmptyLane(document, lane);
    return document;
}

api::Json withStageMoved(api::Json document, PipelineLane lane, int from, int to) {
    auto& stages = laneForChange(document, lane);
    if (holdsRow(stages, from) && holdsRow(stages, to)) {
        auto one = std::move(stages[static_cast<std::size_t>(from)]);
        stages.erase(stages.begin() + from);
        stages.insert(stages.begin() + to, std::move(one));
    }
    dropEmptyLane(document, lane);
    return document;
}

api::Json withMember(api::Json document, PipelineLane lane, int row, const char* member,
                     const std::optional<api::Json>& value) {
    auto& stages = laneForChange(document, lane);
    if (holdsRow(stages, row) && stages[static_cast<std::size_t>(row)].is_object()) {
        auto& stage = stages[static_cast<std::size_t>(row)].get_object();
        if (value) {
            stage[member] = *value;
        } else {
            stage.erase(member);
        }
    }
    dropEmptyLane(document, lane);
    return document;
}

std::optional<int> rowOfProblem(const api::Problem& problem, PipelineLane lane) {
    const std::string beginning = std::string("/") + laneMember(lane) + "/";
    if (!problem.pointer.starts_with(beginning)) {
        return std::nullopt;
    }
    int row = 0;
    const char* first = problem.pointer.data() + beginning.size();
    const auto read = std::from_chars(first, problem.pointer.data() + problem.pointer.size(), row);
    return read.ptr == first ? std::nullopt : std::optional(row);
}

api::Json inOrder(const api::Json& json) {
    if (json.is_array()) {
        boost::json::array items;
        for (const auto& item : json.get_array()) {
            items.push_back(inOrder(item));
        }
        return items;
    }
    if (!json.is_object()) {
        return json;
    }
    std::vector<std::string> names;
    for (const auto& member : json.get_object()) {
        names.emplace_back(member.key());
    }
    std::sort(names.begin(), names.end());
    boost::json::object ordered;
    for (const auto& name : names) {
        ordered[name] = inOrder(json.get_object().at(name));
    }
    return ordered;
}

}  // namespace beamline::ui
