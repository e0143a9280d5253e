// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/policy.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace beamline::routing {

namespace {
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMinutes = 24 * 60;
constexpr std::int64_t kFirstWeekday = 3;  ///< the first of January 1970 was a Thursday

std::int64_t floorDivided(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

struct WallTime {
    int weekday = 0;  ///< 0: Monday
    int minute = 0;
};

WallTime wallTime(api::Timestamp at, bool utc, int offsetMinutes) {
    if (utc) {
        const auto minutes = floorDivided(at, kMinuteMs) + offsetMinutes;
        const auto days = floorDivided(minutes, kDayMinutes);
        const auto weekday = days + kFirstWeekday - floorDivided(days + kFirstWeekday, 7) * 7;
        return {static_cast<int>(weekday), static_cast<int>(minutes - days * kDayMinutes)};
    }
    const auto seconds = static_cast<std::time_t>(floorDivided(at, 1000));
    std::tm local{};
#ifdef _WIN32
    localtime_s(&local, &seconds);
#else
    localtime_r(&seconds, &local);
#endif
    return {(local.tm_wday + 6) % 7, local.tm_hour * 60 + local.tm_min};
}
}  // namespace

bool TimeWindow::contains(api::Timestamp at) const {
    const auto [weekday, minute] = wallTime(at, utc, offsetMinutes);
    const bool today = (days >> weekday & 1U) != 0;
    if (fromMinute < toMinute) {
        return today && minute >= fromMinute && minute < toMinute;
    }
    // Over midnight; the morning belongs to the day on which it began.
    const bool yesterday = (days >> (weekday + 6) % 7 & 1U) != 0;
    return (today && minute >= fromMinute) || (yesterday && minute < toMinute);
}

std::int64_t Backoff::delayMs(int n, double random) const {
    const auto attempt = std::max(n, 1);
    auto delay = std::min(std::max<std::int64_t>(baseMs, 0), maxMs);
    for (int i = 1; i < attempt && delay > 0 && delay < maxMs && strategy != BackoffStrategy::fixed; ++i) {
        const auto more = strategy == BackoffStrategy::exponential ? delay : baseMs;
        delay = more > maxMs - delay ? maxMs : delay + more;
    }
    const auto extra = jitter ? static_cast<double>(delay) * 0.1 * std::clamp(random, 0.0, 1.0) : 0.0;
    return std::max<std::int64_t>(0, delay) + static_cast<std::int64_t>(std::floor(std::max(extra, 0.0)));
}

const Provider* Policy::provider(std::string_view name) const {
    const auto found =
        std::find_if(providers.begin(), providers.end(), [&](const auto& one) { return one.name == name; });
    return found == providers.end() ? nullptr : &*found;
}

std::vector<std::string> Policy::providerNames() const {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    };
    for (const auto& one : providers) {
        add(one.name);
    }
    for (const auto& one : fallbacks) {
        add(one.to);
    }
    add(lastProvider);
    add(canary.provider);
    for (const auto& one : shadows) {
        add(one.provider);
    }
    return names;
}

}  // namespace beamline::routing
