// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each kind of program needs of NATS, as the authorization block of its servers' configuration. Pure, any thread.

#include <string>
#include <vector>

#include "engine/api/json_codec.h"

namespace beamline::ctl {

/// node, worker, gateway, console, readonly.
std::vector<std::string> permissionRoles();
/// Users with their permissions and a place for their passwords, to be put into nats-server's configuration. An empty
/// role: all of them.
std::string permissionsBlock(const std::string& role);
/// {role: {publish: […], subscribe: […]}}
api::Json permissionsJson(const std::string& role);

}  // namespace beamline::ctl
