// SPDX-License-Identifier: Apache-2.0
#pragma once
// Permissions as roles and tokens name them. Pure, any thread.

#include <string>
#include <string_view>
#include <vector>

namespace beamline::api {

/// Whether one of `given` ("run.read", "run.*", "*") covers `permission`; none is needed for an empty one.
bool covers(const std::vector<std::string>& given, std::string_view permission);
/// Of the operation with this wire name; empty: none is needed, or there is no such operation.
std::string_view permissionOf(std::string_view operation);
/// Of all operations, sorted, each once.
const std::vector<std::string>& allPermissions();

}  // namespace beamline::api
