// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small things about text. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

namespace beamline::api {

/// The beginning of a text, at most so many bytes, whole UTF-8 characters.
std::string beginning(std::string_view text, std::size_t bytes);

/// Length of the well-formed sequence at the start of `bytes` (Unicode 15, table 3-7), 0 when there is none.
std::size_t utf8Length(std::string_view bytes);
bool isUtf8(std::string_view bytes);

/// RFC 4648 section 4, with padding and without line breaks.
std::string base64Encode(std::string_view bytes);
/// Nothing when it is not exactly that.
std::optional<std::string> base64Decode(std::string_view text);

}  // namespace beamline::api
