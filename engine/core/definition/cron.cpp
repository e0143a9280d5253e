// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/cron.h"

#include <array>
#include <charconv>
#include <ctime>
#include <vector>

namespace beamline::core {

namespace {
struct Field {
    const char* name;
    int from;
    int to;
    std::vector<std::string_view> names;  ///< of `from` and what follows
};

std::string lower(std::string_view text) {
    std::string result(text);
    for (auto& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        if (end != 0) {
            parts.push_back(text.substr(0, end));
        }
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
    return parts;
}

std::optional<int> value(std::string_view text, const Field& field) {
    for (std::size_t i = 0; i < field.names.size(); ++i) {
        if (text == field.names[i]) {
            return field.from + static_cast<int>(i);
        }
    }
    int number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = ec == std::errc() && end == text.data() + text.size() && number >= field.from;
    return good && number <= field.to ? std::optional(number) : std::nullopt;
}

/// One part of a list: "*", "5", "1-5", each with "/step". Calls `add` for every number.
template <class Add>
bool range(std::string_view part, const Field& field, Add add) {
    int step = 1;
    const auto slash = part.find('/');
    if (slash != part.npos) {
        const auto by = value(part.substr(slash + 1), Field{"", 1, field.to, {}});
        if (!by) {
            return false;
        }
        step = *by;
        part = part.substr(0, slash);
    }
    auto first = std::optional(field.from);
    auto last = std::optional(field.to);
    if (part != "*" && part != "?") {
        const auto dash = part.find('-');
        first = value(part.substr(0, dash), field);
        last = dash != part.npos ? value(part.substr(dash + 1), field) : slash != part.npos ? last : first;
    }
    if (!first || !last || *first > *last) {
        return false;
    }
    for (int i = *first; i <= *last; i += step) {
        add(i);
    }
    return true;
}

template <std::size_t Size>
bool readField(std::string_view text, const Field& field, std::bitset<Size>& bits) {
    const auto lowered = lower(text);
    const auto parts = split(lowered, ",");
    if (parts.empty()) {
        return false;
    }
    for (const auto part : parts) {
        // Both 0 and 7 are Sunday, so the numbers of the weekdays wrap.
        if (!range(part, field, [&](int i) { bits.set(static_cast<std::size_t>(i) % Size); })) {
            return false;
        }
    }
    return true;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kShort{{{"@yearly", "0 0 1 1 *"},
                                                                               {"@annually", "0 0 1 1 *"},
                                                                               {"@monthly", "0 0 1 * *"},
                                                                               {"@weekly", "0 0 * * 0"},
                                                                               {"@daily", "0 0 * * *"},
                                                                               {"@midnight", "0 0 * * *"},
                                                                               {"@hourly", "0 * * * *"}}};

api::Error mistake(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}
}  // namespace

api::Result<Cron> Cron::parse(std::string_view text) {
    if (text.size() > kMaxCronBytes) {
        return mistake("A cron expression has at most " + std::to_string(kMaxCronBytes) + " characters.");
    }
    Cron cron;
    cron.m_text = std::string(text);
    auto source = lower(text);
    for (const auto& [name, meaning] : kShort) {
        source = source == name ? std::string(meaning) : source;
    }
    auto fields = split(source, " \t");
    if (fields.size() == 5) {
        fields.insert(fields.begin(), "0");
    }
    if (fields.size() != 6) {
        return mistake(
            "A cron expression has five fields (minute hour day month weekday), or six with seconds first; this one "
            "has " +
            std::to_string(fields.size()) + ".");
    }
    const Field seconds{"seconds", 0, 59, {}};
    const Field minutes{"minute", 0, 59, {}};
    const Field hours{"hour", 0, 23, {}};
    const Field days{"day of the month", 1, 31, {}};
    const Field months{
        "month", 1, 12, {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}};
    const Field weekdays{"weekday", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}};
    const auto wrong = [&](const Field& field, std::size_t at) {
        return mistake("'" + std::string(fields[at]) + "' is not a valid " + field.name + " of a cron expression (" +
                       std::to_string(field.from) + " to " + std::to_string(field.to) +
                       "; lists, ranges and steps as in 1,5-9,*/10).");
    };
    if (!readField(fields[0], seconds, cron.m_seconds)) {
        return wrong(seconds, 0);
    }
    if (!readField(fields[1], minutes, cron.m_minutes)) {
        return wrong(minutes, 1);
    }
    if (!readField(fields[2], hours, cron.m_hours)) {
        return wrong(hours, 2);
    }
    if (!readField(fields[3], days, cron.m_days)) {
        return wrong(days, 3);
    }
    if (!readField(fields[4], months, cron.m_months)) {
        return wrong(months, 4);
    }
    if (!readField(fields[5], weekdays, cron.m_weekdays)) {
        return wrong(weekdays, 5);
    }
    cron.m_anyDay = fields[3] == "*" || fields[3] == "?";
    cron.m_anyWeekday = fields[5] == "*" || fields[5] == "?";
    return cron;
}

std::optional<api::Timestamp> Cron::next(api::Timestamp after) const {
    auto seconds = static_cast<std::time_t>(after / 1000 + 1);
    std::tm local{};
    localtime_r(&seconds, &local);
    const int lastYear = local.tm_year + kMaxCronYears;
    const auto at = [](const auto& bits, int index) { return bits.test(static_cast<std::size_t>(index)); };
    // Goes from the coarse to the fine field and starts anew from the lower ones whenever one of them moves on.
    const auto normal = [&local] {
        local.tm_isdst = -1;
        std::mktime(&local);
    };
    while (local.tm_year <= lastYear) {
        const bool day = at(m_days, local.tm_mday);
        const bool weekday = at(m_weekdays, local.tm_wday);
        const bool dayFits = m_anyDay || m_anyWeekday ? day && weekday : day || weekday;
        if (!at(m_months, local.tm_mon + 1)) {
            local = {0, 0, 0, 1, local.tm_mon + 1, local.tm_year, 0, 0, -1, 0, nullptr};
        } else if (!dayFits) {
            local = {0, 0, 0, local.tm_mday + 1, local.tm_mon, local.tm_year, 0, 0, -1, 0, nullptr};
        } else if (!at(m_hours, local.tm_hour)) {
            local = {0, 0, local.tm_hour + 1, local.tm_mday, local.tm_mon, local.tm_year, 0, 0, -1, 0, nullptr};
        } else if (!at(m_minutes, local.tm_min)) {
            local.tm_sec = 0;
            ++local.tm_min;
        } else if (local.tm_sec > 59 || !at(m_seconds, local.tm_sec)) {
            ++local.tm_sec;
        } else {
            local.tm_isdst = -1;
            const auto found = static_cast<api::Timestamp>(std::mktime(&local)) * 1000;
            if (found > after) {
                return found;
            }
            ++local.tm_sec;  // the hour that comes twice
        }
        normal();
    }
    return std::nullopt;
}

}  // namespace beamline::core
