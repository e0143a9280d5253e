// SPDX-License-Identifier: Apache-2.0
// How many requests are taken: at once, in the long run, from several threads, and of more tenants than are remembered.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/routing/rate_limit.h"

namespace beamline::test {
namespace {

using routing::kMaxBuckets;
using routing::RateKey;
using routing::RateLimitOptions;
using routing::RateLimits;

class RateLimitTest : public testing::Test {
protected:
    routing::RateVerdict take(const std::string& tenant = "acme", const std::string& policy = "default") {
        return m_limits.take({tenant, policy}, m_options, m_now);
    }
    int takeAll() {
        int taken = 0;
        while (take().allowed) {
            ++taken;
        }
        return taken;
    }

    RateLimits m_limits;
    RateLimitOptions m_options{.enabled = true, .requestsPerSecond = 10, .burst = 5};
    api::Timestamp m_now = 1'700'000'000'000;
};

TEST_F(RateLimitTest, ABurstIsTakenAtOnceAndThenOneForEachThatComesBack) {
    for (int i = 4; i >= 0; --i) {
        const auto verdict = take();
        EXPECT_TRUE(verdict.allowed);
        EXPECT_EQ(verdict.remaining, i);
        EXPECT_EQ(verdict.limit, 5);
        EXPECT_EQ(verdict.retryAfterMs, 0);
        EXPECT_EQ(verdict.resetMs, (5 - i) * 100);
    }
    const auto refused = take();
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retryAfterMs, 100);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.resetMs, 500);
    m_now += 99;
    EXPECT_FALSE(take().allowed);
    EXPECT_EQ(take().retryAfterMs, 1);
    m_now += 1;
    EXPECT_TRUE(take().allowed) << "what it was told holds";
    EXPECT_FALSE(take().allowed);
    m_now += 1'000'000;
    EXPECT_EQ(takeAll(), 5) << "never more than the burst";
}

TEST_F(RateLimitTest, InTheLongRunItIsTheRate) {
    int taken = 0;
    for (int ms = 0; ms < 60'000; ms += 7) {
        m_now += 7;
        taken += take().allowed ? 1 : 0;
    }
    EXPECT_GE(taken, 600);
    EXPECT_LE(taken, 605);
}

TEST_F(RateLimitTest, TenantsAndPoliciesHaveTheirOwn) {
    EXPECT_EQ(takeAll(), 5);
    EXPECT_TRUE(take("acme", "other").allowed);
    EXPECT_TRUE(take("umbrella").allowed);
    EXPECT_TRUE(take("acmed", "efault").allowed);
    EXPECT_EQ(m_limits.buckets(), 4u);
}

TEST_F(RateLimitTest, WithoutALimitNothingIsRemembered) {
    m_options.enabled = false;
    for (int i = 0; i < 1'000; ++i) {
        const auto verdict = take();
        ASSERT_TRUE(verdict.allowed);
        ASSERT_EQ(verdict.limit, 0);
    }
    EXPECT_TRUE(m_limits.look({"acme", "default"}, m_options, m_now).allowed);
    EXPECT_EQ(m_limits.buckets(), 0u);
}

TEST_F(RateLimitTest, LookingTakesNothing) {
    const RateKey key{"acme", "default"};
    EXPECT_EQ(m_limits.look(key, m_options, m_now).remaining, 5);
    EXPECT_EQ(m_limits.buckets(), 0u);
    EXPECT_EQ(takeAll(), 5);
    const auto refused = m_limits.look(key, m_options, m_now);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retryAfterMs, 100);
    EXPECT_TRUE(m_limits.look(key, m_options, m_now + 100).allowed);
    EXPECT_FALSE(take().allowed);
}

TEST_F(RateLimitTest, OtherOptionsHoldAtOnce) {
    take();
    m_options.burst = 2;
    EXPECT_EQ(takeAll(), 2);
    m_options.burst = 50;
    EXPECT_FALSE(take().allowed) << "a higher burst has to fill";
    m_now += 1'000;
    EXPECT_EQ(takeAll(), 10);
    m_options.requestsPerSecond = 1'000;
    m_now += 10;
    EXPECT_EQ(takeAll(), 10);
}

TEST_F(RateLimitTest, LessThanOneRequestInASecond) {
    m_options = {.enabled = true, .requestsPerSecond = 0.1, .burst = 0.5};
    EXPECT_TRUE(take().allowed) << "one at once there is always";
    const auto refused = take();
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retryAfterMs, 10'000);
    EXPECT_EQ(refused.limit, 1);
    m_now += 10'000;
    EXPECT_TRUE(take().allowed);
    m_options.requestsPerSecond = 0;
    EXPECT_EQ(take().retryAfterMs, routing::kMaxRetryAfterMs) << "never, but an hour is what is told";
}

TEST_F(RateLimitTest, AClockThatIsSetBackGivesNothingAndHoldsNothingUp) {
    EXPECT_EQ(takeAll(), 5);
    m_now -= 3'600'000;
    EXPECT_FALSE(take().allowed);
    m_now += 100;
    EXPECT_TRUE(take().allowed) << "it fills by the new time";
    m_now -= 500;
    EXPECT_FALSE(take().allowed);
    m_now += 500;
    EXPECT_FALSE(take().allowed) << "a time that comes twice by a jitter fills once";
    m_now += 100;
    EXPECT_TRUE(take().allowed);
}

TEST_F(RateLimitTest, TheLongestUnusedFullBucketGoesFirst) {
    for (std::size_t i = 0; i < kMaxBuckets; ++i) {
        ASSERT_TRUE(take("t" + std::to_string(i)).allowed);
        m_now += i == 0 ? 50 : 0;
    }
    m_now += 50;  // the first is full again, the others are not
    EXPECT_EQ(m_limits.look({"t1", "default"}, m_options, m_now).remaining, 4);
    EXPECT_TRUE(take("new").allowed);
    EXPECT_EQ(m_limits.buckets(), kMaxBuckets);
    const auto refused = take("newer");
    EXPECT_FALSE(refused.allowed) << "nothing is full: it fails closed";
    EXPECT_EQ(refused.retryAfterMs, 50);
    EXPECT_EQ(refused.limit, 5);
    EXPECT_TRUE(take("t1").allowed) << "those that are known are served";
    m_now += 49;
    EXPECT_EQ(take("newer").retryAfterMs, 1);
    m_now += 1;
    EXPECT_TRUE(take("newer").allowed);
    EXPECT_EQ(m_limits.look({"t1", "default"}, m_options, m_now).remaining, 4) << "t1 was in use, t2 had to go";
}

TEST_F(RateLimitTest, BucketsThatNeverFillAreKept) {
    m_options.requestsPerSecond = 0;
    for (std::size_t i = 0; i < kMaxBuckets; ++i) {
        ASSERT_TRUE(take("t" + std::to_string(i)).allowed);
    }
    m_now += 1'000'000'000;
    const auto refused = take("new");
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retryAfterMs, routing::kMaxRetryAfterMs);
}

TEST_F(RateLimitTest, AClockThatIsSetBackDoesNotKeepNewOnesOut) {
    for (std::size_t i = 0; i < kMaxBuckets; ++i) {
        take("t" + std::to_string(i));
    }
    EXPECT_FALSE(take("new").allowed);
    m_now -= 3'600'000;
    EXPECT_FALSE(take("new").allowed);
    m_now += 100;
    EXPECT_TRUE(take("new").allowed);
}

TEST_F(RateLimitTest, ThreadsShareABucketExactly) {
    m_options.burst = 1'000;
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int n = 0; n < 1'000; ++n) {
                taken += m_limits.take({"acme", "default"}, m_options, m_now).allowed ? 1 : 0;
                m_limits.take({"own" + std::to_string(i), std::to_string(n % 10)}, m_options, m_now + n % 3);
                m_limits.look({"acme", "default"}, m_options, m_now);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(taken, 1'000);
    EXPECT_EQ(m_limits.buckets(), 41u);
}

}  // namespace
}  // namespace beamline::test
