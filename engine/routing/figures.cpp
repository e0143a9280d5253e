// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/figures.h"

#include <cmath>
#include <cstdio>

namespace beamline::routing {

std::string figure(double value) {
    if (!std::isfinite(value) || std::abs(value) >= 1e15) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%g", value);
        return buffer;
    }
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.3f", value);
    std::string result = buffer;
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.') {
        result.pop_back();
    }
    return result == "-0" ? "0" : result;
}

std::string percentage(double part) {
    return figure(std::round(part * 1000) / 10) + " %";
}

std::string counted(long long count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace beamline::routing
