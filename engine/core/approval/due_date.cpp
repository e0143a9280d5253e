// SPDX-License-Identifier: Apache-2.0
#include "engine/core/approval/due_date.h"

#include <chrono>
#include <optional>
#include <string_view>

#include "engine/core/definition/definition.h"

namespace beamline::core {

namespace {
/// Reads exactly `digits` digits off the front.
std::optional<int> number(std::string_view& text, std::size_t digits) {
    int value = 0;
    if (text.size() < digits) {
        return {};
    }
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return {};
        }
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool skip(std::string_view& text, std::string_view anyOf) {
    if (text.empty() || anyOf.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

/// Minutes east of UTC; the text must end after it.
std::optional<int> zone(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z") {
        return 0;
    }
    const int sign = text.front() == '-' ? -1 : 1;
    if (!skip(text, "+-")) {
        return {};
    }
    const auto hours = number(text, 2);
    skip(text, ":");
    const auto minutes = number(text, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59 || !text.empty()) {
        return {};
    }
    return sign * (*hours * 60 + *minutes);
}

std::optional<api::Timestamp> dateTimeOf(std::string_view text) {
    using namespace std::chrono;
    const auto y = number(text, 4);
    const bool dash1 = skip(text, "-");
    const auto m = number(text, 2);
    const bool dash2 = skip(text, "-");
    const auto d = number(text, 2);
    if (!y || !m || !d || !dash1 || !dash2) {
        return {};
    }
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) {
        return {};
    }
    api::Timestamp at = duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count();
    if (text.empty()) {
        return at;
    }
    const bool separator = skip(text, "Tt ");
    const auto hour = number(text, 2);
    const bool colon = skip(text, ":");
    const auto minute = number(text, 2);
    if (!separator || !colon || !hour || !minute || *hour > 23 || *minute > 59) {
        return {};
    }
    at += (*hour * 60LL + *minute) * 60'000;
    if (skip(text, ":")) {
        const auto second = number(text, 2);
        if (!second || *second > 60) {
            return {};
        }
        at += *second * 1000LL;
        if (skip(text, ".,")) {
            int scale = 100;
            bool any = false;
            for (std::optional<int> digit; (digit = number(text, 1)); scale /= 10, any = true) {
                at += *digit * scale;
            }
            if (!any) {
                return {};
            }
        }
    }
    const auto offset = zone(text);
    return offset ? std::optional(at - *offset * 60'000LL) : std::nullopt;
}
}  // namespace

api::Result<api::Timestamp> dueDate(const api::Json& due, api::Timestamp now) {
    if (due.is_string() && !due.get_string().empty() && due.get_string()[0] != 'P') {
        if (const auto at = dateTimeOf(due.get_string())) {
            return *at;
        }
        return api::Error{api::code::kInvalidArgument,
                          "`due` is neither a duration (PT24H) nor a date-time (2030-01-31T18:00:00Z).",
                          {},
                          false};
    }
    const auto ms = parseDuration(due);
    if (!ms || *ms < 0) {
        return api::Error{api::code::kInvalidArgument,
                          "`due` cannot be used: " + (ms ? std::string("it is negative.") : ms.error().message),
                          {},
                          false};
    }
    return now + *ms;
}

}  // namespace beamline::core
