// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cron expressions (crontab(5)): minute hour day month weekday, with an optional first field for seconds, names,
// ranges, steps, lists and @hourly … @yearly. When both days are given one of them is enough, as crontab has it.
// Immutable, any thread.

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "engine/api/values.h"

namespace beamline::core {

inline constexpr std::size_t kMaxCronBytes = 256;
inline constexpr int kMaxCronYears = 12;  ///< a date that does not come within these (30 February) never comes

class Cron {
public:
    /// The error is a sentence that says which field is wrong.
    static api::Result<Cron> parse(std::string_view text);
    /// The first time after `after` on the clock of the machine's time zone; nothing when there is none. An hour that
    /// the change to summer time skips is skipped; one that comes twice counts once.
    std::optional<api::Timestamp> next(api::Timestamp after) const;
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::bitset<60> m_seconds;
    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;
    std::bitset<13> m_months;
    std::bitset<7> m_weekdays;
    bool m_anyDay = false;
    bool m_anyWeekday = false;
};

}  // namespace beamline::core
