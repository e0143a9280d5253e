// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/utf8.h"

#include <cstddef>
#include <utility>

namespace beamline::wire {

namespace {

/// Length of the well-formed sequence at `i`, 0 when there is none.
std::size_t sequenceAt(const std::string& text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
    const unsigned lead = byte(i);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : (lead & 0xF0) == 0xE0        ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte(i + k) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const unsigned second = byte(i + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

}  // namespace

bool repairUtf8(std::string& text) {
    std::size_t good = 0;
    while (good < text.size()) {
        const auto length = sequenceAt(text, good);
        if (length == 0) {
            break;
        }
        good += length;
    }
    if (good == text.size()) {
        return false;
    }
    std::string repaired = text.substr(0, good);
    for (std::size_t i = good; i < text.size();) {
        const auto length = sequenceAt(text, i);
        if (length == 0) {
            repaired += "\xEF\xBF\xBD";
            ++i;
        } else {
            repaired.append(text, i, length);
            i += length;
        }
    }
    text = std::move(repaired);
    return true;
}

}  // namespace beamline::wire
