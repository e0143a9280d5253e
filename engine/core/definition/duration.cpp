// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

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

struct Unit {
    char letter;
    bool time;
    double ms;
};
/// In the order in which they may follow one another. Years and months (0) have no fixed length.
constexpr Unit kUnits[] = {{'Y', false, 0},    {'M', false, 0},       {'W', false, 7 * kDay}, {'D', false, kDay},
                           {'H', true, 3.6e6}, {'M', true, 60'000.0}, {'S', true, 1'000.0}};

/// \d+(\.\d+)? at the beginning of `text`; its length, or 0.
std::size_t numberLength(std::string_view text) {
    const auto digits = [&](std::size_t from) {
        const auto end = text.find_first_not_of("0123456789", from);
        return (end == std::string_view::npos ? text.size() : end) - from;
    };
    const auto whole = digits(0);
    if (whole == 0 || whole >= text.size() || text[whole] != '.') {
        return whole;
    }
    const auto fraction = digits(whole + 1);
    return fraction ? whole + 1 + fraction : 0;
}

api::Result<std::int64_t> fromText(std::string_view text) {
    const auto wrong = [&](const char* why = "") {
        return bad("'" + std::string(text) + "' is not a duration" + why + ".");
    };
    if (text.size() > 128 || text.substr(0, 1) != "P") {
        return wrong();
    }
    auto rest = text.substr(1);
    double ms = 0;
    bool time = false;
    bool open = true;  // a number must follow P and T
    std::size_t next = 0;
    while (!rest.empty()) {
        if (rest[0] == 'T' && !time) {
            time = open = true;
            rest.remove_prefix(1);
            continue;
        }
        const auto length = numberLength(rest);
        double value = 0;
        std::from_chars(rest.data(), rest.data() + length, value);
        if (length == 0 || length >= rest.size()) {
            return wrong();
        }
        while (next < std::size(kUnits) && (kUnits[next].letter != rest[length] || kUnits[next].time != time)) {
            ++next;
        }
        if (next == std::size(kUnits)) {
            return wrong();
        }
        if (kUnits[next].ms == 0) {
            return wrong(" that can be measured: years and months have no fixed length");
        }
        ms += value * kUnits[next++].ms;
        rest.remove_prefix(length + 1);
        open = false;
    }
    return open ? wrong() : checked(ms);
}
}  // namespace

api::Result<std::int64_t> parseDuration(const Json& value) {
    if (value.is_string()) {
        return fromText(std::string_view(value.get_string().data(), value.get_string().size()));
    }
    if (!value.is_object() || value.get_object().empty()) {
        return bad("This is not a duration.");
    }
    static constexpr std::pair<std::string_view, double> kNames[] = {
        {"days", kDay}, {"hours", 3'600'000.0}, {"minutes", 60'000.0}, {"seconds", 1'000.0}, {"milliseconds", 1.0}};
    double ms = 0;
    for (const auto& member : value.get_object()) {
        double scale = 0;
        for (const auto& [name, factor] : kNames) {
            scale = member.key() == name ? factor : scale;
        }
        if (scale == 0) {
            return bad("'" + std::string(member.key()) +
                       "' is not a unit of a duration; days, hours, minutes, seconds and milliseconds are.");
        }
        const auto& number = member.value();
        const double amount = number.is_number() ? number.to_number<double>() : -1;
        if (amount < 0 || amount != std::floor(amount)) {
            return bad("The " + std::string(member.key()) + " of a duration must be a whole number, not below 0.");
        }
        ms += amount * scale;
    }
    return checked(ms);
}

}  // namespace beamline::core
