// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "engine/core/definition/definition.h"

namespace beamline::core {

namespace {
constexpr double kDay = 86'400'000.0;
constexpr double kLongest = 366.0 * 100 * kDay;

api::Error bad(const std::string& what) {
    return {api::code::kInvalidArgument,
            what + " Write an ISO 8601 duration such as PT1H30M, or an object such as {minutes: 5}.",
            {},
            false};
}

api::Result<std::int64_t> checked(double ms) {
    if (!(ms >= 0) || ms > kLongest) {
        return bad("A duration must lie between nothing and a hundred years.");
    }
    return static_cast<std::int64_t>(std::llround(ms));
}

api::Result<std::int64_t> fromText(std::string_view text) {
    const auto all = std::string(text);
    if (text.empty() || text[0] != 'P' || text.size() < 3) {
        return bad("'" + all + "' is not a duration.");
    }
    double ms = 0;
    bool time = false;
    bool any = false;
    for (std::size_t i = 1; i < text.size();) {
        if (text[i] == 'T' && !time) {
            time = true;
            ++i;
            continue;
        }
        std::size_t used = 0;
        while (i + used < text.size() &&
               (std::isdigit(static_cast<unsigned char>(text[i + used])) || text[i + used] == '.')) {
            ++used;
        }
        if (used == 0 || used > 15 || i + used >= text.size()) {
            return bad("'" + all + "' is not a duration.");
        }
        const double value = std::strtod(std::string(text.substr(i, used)).c_str(), nullptr);
        const char unit = text[i + used];
        const double scale = !time && unit == 'W'   ? 7 * kDay
                             : !time && unit == 'D' ? kDay
                             : time && unit == 'H'  ? 3'600'000.0
                             : time && unit == 'M'  ? 60'000.0
                             : time && unit == 'S'  ? 1'000.0
                                                    : 0;
        if (scale == 0) {
            return bad("'" + all +
                       "' is not a duration of weeks, days, hours, minutes and seconds (years and months have no fixed "
                       "length).");
        }
        ms += value * scale;
        any = true;
        i += used + 1;
    }
    return any ? checked(ms) : bad("'" + all + "' is not a duration.");
}
}  // namespace

api::Result<std::int64_t> parseDuration(const Json& value) {
    if (value.is_string()) {
        return fromText(std::string_view(value.get_string().data(), value.get_string().size()));
    }
    if (!value.is_object() || value.get_object().empty()) {
        return bad("This is not a duration.");
    }
    static constexpr std::pair<std::string_view, double> kUnits[] = {
        {"days", kDay}, {"hours", 3'600'000.0}, {"minutes", 60'000.0}, {"seconds", 1'000.0}, {"milliseconds", 1.0}};
    double ms = 0;
    for (const auto& member : value.get_object()) {
        double scale = 0;
        for (const auto& [name, factor] : kUnits) {
            scale = member.key() == name ? factor : scale;
        }
        if (scale == 0) {
            return bad("'" + std::string(member.key()) +
                       "' is not a unit of a duration; days, hours, minutes, seconds and milliseconds are.");
        }
        if (!member.value().is_number()) {
            return bad("The " + std::string(member.key()) + " of a duration must be a number.");
        }
        ms += member.value().to_number<double>() * scale;
    }
    return checked(ms);
}

}  // namespace beamline::core
