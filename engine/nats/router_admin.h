// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests to the router that only read or change what an engine has: decisions, policies, extensions. Any thread; the
// answer comes on the engine's.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/nats/router_messages.h"

namespace beamline::nats {

using RouterAnswer = std::function<void(api::Json)>;

/// By subject: what of the router is asked under it. All but decide and health.
std::vector<std::string> routerAdminSubjects();
/// Answers in the shapes of the contract, errors in its envelope. False: there is no such request.
bool answerRouterRequest(const std::shared_ptr<api::Engine>& engine, std::string_view subject, const RouterCall& call,
                         const RouterAnswer& answer);

}  // namespace beamline::nats
