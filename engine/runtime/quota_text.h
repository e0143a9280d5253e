// SPDX-License-Identifier: Apache-2.0
#pragma once
// How quotas and budgets speak of months and sums. Pure, any thread.

#include <chrono>
#include <cstdio>
#include <string>

#include "engine/api/values.h"

namespace beamline::runtime {

/// "2026-11"
inline std::string monthOf(api::Timestamp at) {
    using namespace std::chrono;
    const year_month_day date(floor<days>(sys_time<milliseconds>(milliseconds(at))));
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
    return text;
}

/// As people write a sum.
inline std::string sumText(double value) {
    char text[64];
    std::snprintf(text, sizeof(text), "%.2f", value);
    return text;
}

}  // namespace beamline::runtime
