// SPDX-License-Identifier: Apache-2.0
#pragma once
// The addresses of the gateway as a description for programs and as a page for people. Pure, any thread.

#include <string>

#include "engine/api/result.h"

namespace beamline::gateway {

/// OpenAPI 3.1.0.
api::Json openApi(const std::string& version);
/// HTML that loads nothing.
std::string docsPage(const std::string& version);

}  // namespace beamline::gateway
