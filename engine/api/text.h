// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small things about text. Pure, any thread.

#include <string>
#include <string_view>

namespace beamline::api {

/// The beginning of a text, at most so many bytes, whole UTF-8 characters.
std::string beginning(std::string_view text, std::size_t bytes);

}  // namespace beamline::api
