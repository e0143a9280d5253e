// SPDX-License-Identifier: Apache-2.0
#pragma once
// The pipeline in the JSON of a policy: its lanes, read and changed without touching the rest. Pure functions, any
// thread.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::ui {

enum class PipelineLane { Pre, Validators, Post };
inline constexpr std::array kPipelineLanes{PipelineLane::Pre, PipelineLane::Validators, PipelineLane::Post};

/// The policy's member: "pre", "validators", "post".
const char* laneMember(PipelineLane lane);
/// What an extension in it must be: "pre", "validator", "post".
const char* laneType(PipelineLane lane);
std::optional<PipelineLane> laneOfType(std::string_view type);

struct PipelineStage {
    std::string id;
    bool required = false;         ///< pre and post: without it the request fails
    std::string onFail = "block";  ///< of validators: block, warn, ignore
    std::optional<int> timeoutMs;  ///< nothing: as it is registered
    std::optional<int> retry;
    api::Json config;  ///< over what is registered; null: none
    api::Json when;    ///< null: always
    bool operator==(const PipelineStage&) const = default;
};
std::vector<PipelineStage> stagesOf(const api::Json& document, PipelineLane lane);
/// Names and weights of the policy's providers, in its order.
std::vector<std::pair<std::string, double>> providersOf(const api::Json& document);

api::Json withStage(api::Json document, PipelineLane lane, int row, const std::string& id);
api::Json withoutStage(api::Json document, PipelineLane lane, int row);
/// `to`: its row after the move.
api::Json withStageMoved(api::Json document, PipelineLane lane, int from, int to);
/// Sets one member of a stage; nothing: it is taken out.
api::Json withMember(api::Json document, PipelineLane lane, int row, const char* member,
                     const std::optional<api::Json>& value);
/// The row of a lane that a problem is about.
std::optional<int> rowOfProblem(const api::Problem& problem, PipelineLane lane);

/// Members in order of their names, down to the leaves: for comparing what is the same in another order.
api::Json inOrder(const api::Json& json);

}  // namespace beamline::ui
