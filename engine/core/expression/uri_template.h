// SPDX-License-Identifier: Apache-2.0
#pragma once
// URI templates as far as the DSL has them: RFC 6570's simple string expansion of top-level properties
// (dsl-reference.md, "URI Template"). Pure; any thread.

#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace beamline::core {

/// Whether there is anything to expand.
bool isUriTemplate(std::string_view text);
/// What is wrong with its braces; empty when nothing is.
std::string uriTemplateMistake(std::string_view text);
/// Each `{name}` becomes the percent-encoded text of the member `name` of `input`: a string, number or boolean; nothing
/// for null and what is missing. Else an error with the code "expression".
api::Result<std::string> expandUriTemplate(std::string_view text, const api::Json& input);

}  // namespace beamline::core
