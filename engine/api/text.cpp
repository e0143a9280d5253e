// SPDX-License-Identifier: Apache-2.0
#include "engine/api/text.h"

#include <algorithm>

namespace beamline::api {

std::string beginning(std::string_view text, std::size_t bytes) {
    auto length = std::min(text.size(), bytes);
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        --length;
    }
    return std::string(text.substr(0, length));
}

}  // namespace beamline::api
