// SPDX-License-Identifier: Apache-2.0
// Cron expressions: which minute comes next, and what is refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "engine/core/definition/cron.h"
#include "engine/core/machine/state.h"

namespace beamline::core {
namespace {

/// The time zone of one test.
class Cron_ : public ::testing::Test {
protected:
    void zone(const char* name) {
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Cron_() override {
        ::unsetenv("TZ");
        ::tzset();
    }
    static std::string next(const char* text, api::Timestamp after) {
        const auto cron = Cron::parse(text);
        if (!cron) {
            return cron.error().message;
        }
        const auto found = cron->next(after);
        return found ? iso8601(*found) : "never";
    }
};
constexpr api::Timestamp kNow = 1'764'168'285'000;  // 2025-11-26T14:44:45Z, a Wednesday

TEST_F(Cron_, FindsTheNextTime) {
    zone("UTC");
    const std::pair<const char*, const char*> cases[] = {
        {"* * * * *", "2025-11-26T14:45:00.000Z"},        {"*/5 * * * *", "2025-11-26T14:45:00.000Z"},
        {"0 0 * * *", "2025-11-27T00:00:00.000Z"},        {"@daily", "2025-11-27T00:00:00.000Z"},
        {"@hourly", "2025-11-26T15:00:00.000Z"},          {"30 6 1 * *", "2025-12-01T06:30:00.000Z"},
        {"0 12 * * MON-FRI", "2025-11-27T12:00:00.000Z"}, {"0 12 * * 0", "2025-11-30T12:00:00.000Z"},
        {"0 12 * * 7", "2025-11-30T12:00:00.000Z"},       {"0 12 * jan,mar *", "2026-01-01T12:00:00.000Z"},
        {"0 0 29 2 *", "2028-02-29T00:00:00.000Z"},       {"0 0 30 2 *", "never"},
        {"0 0 13 * 5", "2025-11-28T00:00:00.000Z"},       {"44-46/2 14 * * *", "2025-11-26T14:46:00.000Z"},
        {"*/20 * * * * *", "2025-11-26T14:45:00.000Z"},   {"50 44 14 * * *", "2025-11-26T14:44:50.000Z"},
        {"59 23 31 12 *", "2025-12-31T23:59:00.000Z"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(next(text, kNow), expected) << text;
    }
}

TEST_F(Cron_, IsStrictlyLater) {
    zone("UTC");
    EXPECT_EQ(next("45 14 * * *", 1'764'168'300'000), "2025-11-27T14:45:00.000Z");
    EXPECT_EQ(next("45 14 * * *", 1'764'168'299'999), "2025-11-26T14:45:00.000Z");
}

TEST_F(Cron_, FollowsTheClockThroughTheChangesOfTheYear) {
    zone("Europe/Berlin");
    // 2026-03-29 02:30 does not exist there; 2026-10-25 02:30 comes twice.
    EXPECT_EQ(next("30 2 * * *", 1'774'738'800'000), "2026-03-30T00:30:00.000Z");
    EXPECT_EQ(next("30 2 * * *", 1'792'879'200'000), "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(next("0 9 * * *", 1'774'738'800'000), "2026-03-29T07:00:00.000Z");
}

TEST_F(Cron_, NamesWhatIsWrong) {
    zone("UTC");
    EXPECT_NE(next("* * *", 0).find("this one has 3"), std::string::npos);
    EXPECT_NE(next("60 * * * *", 0).find("'60' is not a valid minute"), std::string::npos);
    EXPECT_NE(next("* 24 * * *", 0).find("hour"), std::string::npos);
    EXPECT_NE(next("* * 0 * *", 0).find("day of the month"), std::string::npos);
    EXPECT_NE(next("* * * 13 *", 0).find("month"), std::string::npos);
    EXPECT_NE(next("* * * * 8", 0).find("weekday"), std::string::npos);
    EXPECT_NE(next("5-1 * * * *", 0).find("'5-1'"), std::string::npos);
    EXPECT_NE(next("*/0 * * * *", 0).find("'*/0'"), std::string::npos);
    EXPECT_NE(next("1,,2 * x * *", 0).find("'x'"), std::string::npos);
    EXPECT_NE(next(std::string(300, '*').c_str(), 0).find("at most 256"), std::string::npos);
}

}  // namespace
}  // namespace beamline::core
