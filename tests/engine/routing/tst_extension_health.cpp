// SPDX-License-Identifier: Apache-2.0
// How extensions do, and when nothing is sent to one any more.
#include <gtest/gtest.h>

#include <thread>

#include "engine/routing/extension_health.h"

namespace beamline::test {
namespace {

using routing::ExtensionHealth;

class ExtensionHealthTest : public testing::Test {
protected:
    void SetUp() override {
        m_health.onQuarantine([this](const std::string& key, const std::string& why) {
            m_told.push_back(key + ": " + why);
            m_health.quarantine(key);  // no lock is held
        });
    }
    void report(bool ok, double tookMs = 10, const std::string& error = "boom") {
        m_health.report("acme/mask", ok, tookMs, error, m_now);
    }
    std::string admit(bool dry = false) { return m_health.admit("acme/mask", m_now, dry); }
    api::ExtensionInfo info() {
        api::ExtensionInfo result;
        m_health.fill("acme/mask", result, m_now);
        return result;
    }
    /// Its breaker opens, waits, and is tried again in vain.
    void openings(int count) {
        for (int i = 0; i < 5; ++i) {
            report(false);
        }
        for (int i = 1; i < count; ++i) {
            m_now += 60'000;
            ASSERT_EQ(admit(), "");
            report(false);
        }
    }

    ExtensionHealth m_health;
    api::Timestamp m_now = 1'700'000'000'000;
    std::vector<std::string> m_told;
};

TEST_F(ExtensionHealthTest, OfOneThatWasNeverCalledNothingIsKnown) {
    EXPECT_EQ(admit(), "");
    EXPECT_EQ(admit(true), "");
    EXPECT_EQ(info().health, "unknown");
    EXPECT_EQ(info().circuit, "closed");
    EXPECT_EQ(info().calls, 0);
    EXPECT_EQ(m_health.quarantine("acme/mask"), "");
    m_health.release("acme/mask");
    m_health.forget("acme/mask");
}

TEST_F(ExtensionHealthTest, HealthIsBySuccessOfTheLastCalls) {
    for (int i = 0; i < 95; ++i) {
        report(true, i + 1);
    }
    const auto successAt = m_now;
    EXPECT_EQ(info().health, "healthy");
    EXPECT_DOUBLE_EQ(info().successRate, 1);
    m_now += 1'000;
    for (int i = 0; i < 5; ++i) {
        report(false, 9'000, "timeout");
        if (i < 4) {
            m_health.release("acme/mask");  // this is about rates
        }
    }
    EXPECT_DOUBLE_EQ(info().successRate, 0.95);
    EXPECT_EQ(info().health, "healthy");
    report(false);
    EXPECT_EQ(info().health, "degraded");
    const auto all = info();
    EXPECT_EQ(all.calls, 101);
    EXPECT_DOUBLE_EQ(all.p50Ms, 48) << "of what went well";
    EXPECT_DOUBLE_EQ(all.p95Ms, 91);
    EXPECT_DOUBLE_EQ(all.p99Ms, 95);
    EXPECT_EQ(all.lastError, "boom");
    EXPECT_EQ(all.lastErrorAt, m_now);
    EXPECT_EQ(all.lastSuccessAt, successAt);
    for (int i = 0; i < 25; ++i) {
        report(false);
    }
    EXPECT_EQ(info().health, "unhealthy");
    for (std::size_t i = 0; i < routing::kLastExtensionCalls; ++i) {
        report(true);
    }
    EXPECT_EQ(info().health, "healthy") << "what was long ago does not count";
    EXPECT_EQ(info().lastError, "boom") << "but it is known";
}

TEST_F(ExtensionHealthTest, ItsCircuitOpensAndIsTriedAgain) {
    openings(1);
    EXPECT_EQ(admit(), "circuit_open");
    EXPECT_EQ(admit(true), "circuit_open");
    EXPECT_EQ(info().circuit, "open");
    m_now += 60'000;
    EXPECT_EQ(info().circuit, "half_open");
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(admit(true), "");
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(admit(), "");
    }
    EXPECT_EQ(admit(), "circuit_open");
    report(true);
    report(true);
    EXPECT_EQ(info().circuit, "closed");
    EXPECT_TRUE(m_told.empty());
}

TEST_F(ExtensionHealthTest, OneThatFailsForLongGoesIntoQuarantineAndStaysThere) {
    openings(2);
    EXPECT_TRUE(m_told.empty());
    m_now += 60'000;
    ASSERT_EQ(admit(), "");
    report(false, 10, "segmentation fault");
    const std::string why =
        "its circuit opened 3 times in 10 minutes, the last time because a call that tried it again failed; last "
        "error: "
        "segmentation fault";
    ASSERT_EQ(m_told, std::vector<std::string>{"acme/mask: " + why});
    EXPECT_EQ(m_health.quarantine("acme/mask"), why);
    EXPECT_EQ(info().quarantine, why);
    EXPECT_EQ(info().health, "unhealthy");
    m_now += 24 * 3'600'000;
    EXPECT_EQ(admit(), "quarantined");
    EXPECT_EQ(admit(true), "quarantined");
    report(true);
    report(false);
    EXPECT_EQ(admit(), "quarantined") << "what was under way changes nothing";
    EXPECT_EQ(m_told.size(), 1u);
    EXPECT_EQ(m_health.admit("acme/other", m_now, false), "");
}

TEST_F(ExtensionHealthTest, ReleasedItBeginsAnew) {
    openings(3);
    ASSERT_EQ(m_told.size(), 1u);
    m_health.release("acme/mask");
    EXPECT_EQ(admit(), "");
    EXPECT_EQ(info().circuit, "closed");
    EXPECT_EQ(info().quarantine, "");
    openings(2);
    EXPECT_EQ(m_told.size(), 1u) << "the openings of before are forgotten";
    m_now += 60'000;
    ASSERT_EQ(admit(), "");
    report(false);
    EXPECT_EQ(m_told.size(), 2u);
}

TEST_F(ExtensionHealthTest, OpeningsThatAreFarApartDoNotAddUp) {
    openings(2);
    m_now += routing::kQuarantineWindowMs - 60'000;  // the first is so long ago, the second is not
    ASSERT_EQ(admit(), "");
    report(false);
    EXPECT_TRUE(m_told.empty());
    m_now += 60'000;
    ASSERT_EQ(admit(), "");
    report(false);
    EXPECT_TRUE(m_told.empty());
    m_now -= 3 * routing::kQuarantineWindowMs;  // a clock that is set back makes no quarantine either
    ASSERT_EQ(admit(), "");
    report(false);
    EXPECT_TRUE(m_told.empty());
}

TEST_F(ExtensionHealthTest, TheLongestUnusedIsForgottenButNoneInQuarantine) {
    openings(3);
    m_health.report("acme/second", true, 1, "", m_now);
    m_health.report("acme/third", true, 1, "", m_now);
    for (std::size_t i = 3; i <= routing::kMaxExtensionStates; ++i) {
        m_health.report("x" + std::to_string(i), true, 1, "", m_now);
    }
    EXPECT_EQ(admit(), "quarantined");
    api::ExtensionInfo second;
    m_health.fill("acme/second", second, m_now);
    EXPECT_EQ(second.health, "unknown");
    api::ExtensionInfo third;
    m_health.fill("acme/third", third, m_now);
    EXPECT_EQ(third.calls, 1);
    m_health.forget("acme/mask");
    EXPECT_EQ(admit(), "");
    EXPECT_EQ(info().calls, 0);
}

TEST_F(ExtensionHealthTest, WithQuarantineEverywhereTheOldestMakesRoom) {
    for (std::size_t i = 0; i < routing::kMaxExtensionStates; ++i) {
        const auto key = "x" + std::to_string(i);
        auto now = m_now;
        for (int n = 0; n < 5; ++n) {
            m_health.report(key, false, 1, "", now);
        }
        for (int n = 0; n < 2; ++n) {
            now += 60'000;
            m_health.admit(key, now, false);
            m_health.report(key, false, 1, "", now);
        }
    }
    ASSERT_EQ(m_told.size(), routing::kMaxExtensionStates);
    report(true);
    EXPECT_EQ(info().calls, 1);
    EXPECT_EQ(m_health.quarantine("x0"), "");
    EXPECT_NE(m_health.quarantine("x1"), "");
}

TEST_F(ExtensionHealthTest, LongErrorsAreCut) {
    report(false, 1, std::string(100'000, 'x'));
    EXPECT_EQ(info().lastError.size(), routing::kMaxExtensionErrorBytes);
}

TEST_F(ExtensionHealthTest, ThreadsLoseNothing) {
    m_health.onQuarantine({});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                m_health.admit("shared", m_now, i % 2 == 0);
                m_health.report("shared", i % 50 != 0, 1, "", m_now);
                m_health.report("own" + std::to_string(t), false, 1, "", m_now + i * 60'000);
                m_health.quarantine("own0");
                api::ExtensionInfo one;
                m_health.fill("shared", one, m_now);
                m_health.release("own" + std::to_string(t));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    api::ExtensionInfo shared;
    m_health.fill("shared", shared, m_now);
    EXPECT_EQ(shared.calls, 2'000);
}

}  // namespace
}  // namespace beamline::test
