// SPDX-License-Identifier: Apache-2.0
// When a circuit opens, how it is tried again, and what a clock that jumps does to it.
#include <gtest/gtest.h>

#include <limits>

#include "engine/routing/circuit_breaker.h"

namespace beamline::test {
namespace {

using routing::BreakerOptions;
using routing::CircuitBreaker;
using routing::CircuitState;

class Breakers : public testing::Test {
protected:
    bool fail() { return m_breaker.record(m_options, false, 10, m_now); }
    bool succeed(double latencyMs = 10) { return m_breaker.record(m_options, true, latencyMs, m_now); }
    CircuitState state() const { return m_breaker.state(m_options, m_now); }
    bool permits() { return m_breaker.permits(m_options, m_now); }
    void openIt() {
        for (int i = 0; i < m_options.failureThreshold; ++i) {
            fail();
        }
        ASSERT_EQ(state(), CircuitState::open);
    }

    BreakerOptions m_options{.enabled = true};
    CircuitBreaker m_breaker;
    api::Timestamp m_now = 1'700'000'000'000;
};

TEST_F(Breakers, ItOpensWithTheFifthFailureInARowAndSaysSo) {
    m_options.errorRateThreshold = 0;  // that is another matter
    for (int i = 0; i < 4; ++i) {
        EXPECT_FALSE(fail());
    }
    EXPECT_FALSE(succeed()) << "a success begins anew";
    EXPECT_EQ(m_breaker.failures(), 0);
    for (int i = 0; i < 4; ++i) {
        EXPECT_FALSE(fail());
    }
    EXPECT_EQ(state(), CircuitState::closed);
    EXPECT_TRUE(permits());
    EXPECT_EQ(m_breaker.openedAt(), 0);
    EXPECT_TRUE(fail());
    EXPECT_EQ(state(), CircuitState::open);
    EXPECT_EQ(m_breaker.openedAt(), m_now);
    EXPECT_EQ(m_breaker.reason(), "5 calls one after another failed");
    EXPECT_FALSE(permits());
    EXPECT_FALSE(m_breaker.wouldPermit(m_options, m_now));
}

TEST_F(Breakers, ItOpensByTheErrorRateOfItsWindow) {
    m_options.failureThreshold = 6;
    for (int i = 0; i < 2; ++i) {
        EXPECT_FALSE(succeed());
        EXPECT_FALSE(fail()) << "half of them failed, but the sixth call is the first that counts";
    }
    EXPECT_FALSE(succeed());
    EXPECT_TRUE(fail());
    EXPECT_EQ(m_breaker.reason(), "3 of 6 calls (50 %) in the last 60 s failed, 50 % open it");
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0.5);
}

TEST_F(Breakers, ASuccessNeverOpensIt) {
    m_options.failureThreshold = 4;
    fail();
    fail();
    fail();
    EXPECT_FALSE(succeed()) << "three of four failed, but this one did not";
    EXPECT_EQ(state(), CircuitState::closed);
    EXPECT_TRUE(fail());
}

TEST_F(Breakers, TheWindowSlides) {
    m_options.errorRateWindowSeconds = 10;
    m_options.failureThreshold = 5;
    fail();
    fail();
    m_now += 5'000;
    succeed();
    EXPECT_NEAR(m_breaker.errorRate(m_options, m_now), 2.0 / 3, 1e-9);
    m_now += 4'000;
    EXPECT_NEAR(m_breaker.errorRate(m_options, m_now), 2.0 / 3, 1e-9);
    m_now += 1'000;
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0) << "ten seconds later the failures are out";
    succeed();
    succeed();
    fail();
    EXPECT_FALSE(fail()) << "two of five";
    m_now += 5'000;
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0.5);
    m_now += 3'600'000;
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0);
}

TEST_F(Breakers, ASlowCallCountsAsFailed) {
    m_options.failureThreshold = 2;
    m_options.errorRateThreshold = 0;
    m_options.latencyThresholdMs = 500;
    EXPECT_FALSE(succeed(500)) << "as long as that is fine";
    EXPECT_FALSE(succeed(501));
    EXPECT_TRUE(succeed(501));
    EXPECT_EQ(m_breaker.reason(), "2 calls one after another failed or took more than 500 ms");
    m_now += m_options.timeoutMs;
    ASSERT_TRUE(permits());
    EXPECT_TRUE(succeed(10'000)) << "on trial, too";
    EXPECT_EQ(m_breaker.reason(), "a call that tried it again took more than 500 ms");
}

TEST_F(Breakers, ItIsTriedAgainWithAFewCallsThatDecide) {
    openIt();
    m_now += 59'999;
    EXPECT_EQ(state(), CircuitState::open);
    EXPECT_FALSE(permits());
    m_now += 1;
    EXPECT_EQ(state(), CircuitState::half_open);
    EXPECT_TRUE(m_breaker.wouldPermit(m_options, m_now));
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(permits()) << i;
    }
    EXPECT_FALSE(permits()) << "three are under way";
    EXPECT_FALSE(m_breaker.wouldPermit(m_options, m_now));
    EXPECT_FALSE(succeed());
    EXPECT_EQ(state(), CircuitState::half_open);
    EXPECT_TRUE(m_breaker.wouldPermit(m_options, m_now)) << "its permit came back";
    EXPECT_FALSE(succeed());
    EXPECT_EQ(state(), CircuitState::closed);
    EXPECT_EQ(m_breaker.openedAt(), 0);
    EXPECT_TRUE(m_breaker.reason().empty());
    EXPECT_FALSE(fail()) << "the failures of before are forgotten";
    EXPECT_EQ(state(), CircuitState::closed);
}

TEST_F(Breakers, AFailureOnTrialOpensItForAnotherTime) {
    openIt();
    m_now += m_options.timeoutMs;
    ASSERT_TRUE(permits());
    ASSERT_TRUE(permits());
    EXPECT_FALSE(succeed());
    EXPECT_TRUE(fail());
    EXPECT_EQ(state(), CircuitState::open);
    EXPECT_EQ(m_breaker.openedAt(), m_now);
    EXPECT_EQ(m_breaker.reason(), "a call that tried it again failed");
    m_now += m_options.timeoutMs;
    ASSERT_TRUE(permits());
    EXPECT_FALSE(succeed()) << "the success of the last trial does not count";
    EXPECT_EQ(state(), CircuitState::half_open);
}

TEST_F(Breakers, PermitsOfCallsThatNobodyReportsComeBack) {
    openIt();
    m_now += m_options.timeoutMs;
    ASSERT_TRUE(permits());
    m_now += 10'000;
    ASSERT_TRUE(permits());
    ASSERT_TRUE(permits());
    m_now += 49'999;
    EXPECT_FALSE(permits());
    m_now += 1;
    EXPECT_TRUE(permits()) << "the first is back";
    EXPECT_FALSE(permits()) << "the others are not";
    m_now += 10'000;
    EXPECT_TRUE(permits());
    EXPECT_TRUE(permits());
    EXPECT_FALSE(permits());
}

TEST_F(Breakers, LookingTakesNothing) {
    openIt();
    m_now += m_options.timeoutMs;
    for (int i = 0; i < 100; ++i) {
        EXPECT_TRUE(m_breaker.wouldPermit(m_options, m_now));
    }
    EXPECT_TRUE(permits());
}

TEST_F(Breakers, WhatEndsWhileItIsOpenDecidesNothing) {
    openIt();
    const auto opened = m_breaker.openedAt();
    m_now += 30'000;
    EXPECT_FALSE(fail());
    EXPECT_FALSE(succeed());
    EXPECT_FALSE(succeed());
    EXPECT_EQ(state(), CircuitState::open);
    EXPECT_EQ(m_breaker.openedAt(), opened);
    m_now += 30'000;
    EXPECT_FALSE(fail()) << "nobody has asked it again yet, so this is no trial";
    EXPECT_EQ(state(), CircuitState::half_open);
}

TEST_F(Breakers, OneThatIsNotEnabledCountsButNeverOpens) {
    m_options.enabled = false;
    for (int i = 0; i < 50; ++i) {
        EXPECT_FALSE(fail());
    }
    EXPECT_EQ(state(), CircuitState::closed);
    EXPECT_TRUE(permits());
    EXPECT_EQ(m_breaker.failures(), 50);
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 1);
    m_options.enabled = true;
    EXPECT_EQ(state(), CircuitState::closed) << "only the next failure opens it";
    EXPECT_TRUE(fail());
    m_options.enabled = false;
    EXPECT_EQ(state(), CircuitState::closed) << "a policy without breaker does not mind";
    EXPECT_TRUE(permits());
    m_options.enabled = true;
    EXPECT_EQ(state(), CircuitState::open);
}

TEST_F(Breakers, AClockThatIsSetBackHoldsItOpenForAnotherTimeAtMost) {
    openIt();
    m_now -= 59'999;
    EXPECT_EQ(state(), CircuitState::open);
    m_now -= 1;
    EXPECT_EQ(state(), CircuitState::half_open) << "how long it is open is not known any more";
    ASSERT_TRUE(permits());
    ASSERT_TRUE(permits());
    ASSERT_TRUE(permits());
    EXPECT_FALSE(permits());
    m_now -= 3'600'000;
    EXPECT_TRUE(permits()) << "nor when the permits were given";
}

TEST_F(Breakers, AClockThatIsSetBackEmptiesTheWindow) {
    for (int i = 0; i < 4; ++i) {
        succeed();
    }
    m_now -= 2'000;
    fail();
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0.2) << "a little back: it counts on";
    m_now -= 3'600'000;
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0);
    fail();
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 1);
}

TEST_F(Breakers, SillyOptionsDoNoHarm) {
    m_options.halfOpenMaxCalls = 0;
    m_options.successThreshold = 0;
    m_options.failureThreshold = 0;
    m_options.errorRateWindowSeconds = -5;
    m_options.timeoutMs = 0;
    EXPECT_TRUE(fail());
    EXPECT_EQ(state(), CircuitState::half_open) << "open for no time";
    EXPECT_TRUE(permits());
    EXPECT_FALSE(succeed());
    EXPECT_EQ(state(), CircuitState::closed);
    m_options.errorRateWindowSeconds = std::numeric_limits<std::int64_t>::max();
    succeed();
    m_now += (routing::kMaxErrorRateWindowSeconds - 1) * 1000;
    m_options.failureThreshold = 100;
    fail();
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0.5);
    m_now += 1'000;
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 1) << "an hour is the longest window";
}

TEST_F(Breakers, ResetClosesIt) {
    openIt();
    m_breaker.reset();
    EXPECT_EQ(state(), CircuitState::closed);
    EXPECT_EQ(m_breaker.failures(), 0);
    EXPECT_DOUBLE_EQ(m_breaker.errorRate(m_options, m_now), 0);
    EXPECT_STREQ(routing::wordOf(CircuitState::closed), "closed");
    EXPECT_STREQ(routing::wordOf(CircuitState::open), "open");
    EXPECT_STREQ(routing::wordOf(CircuitState::half_open), "half_open");
}

}  // namespace
}  // namespace beamline::test
