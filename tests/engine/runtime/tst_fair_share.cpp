// SPDX-License-Identifier: Apache-2.0
// Tenants that ask for more places than there are.
#include <random>

#include "engine/runtime/fair_queue.h"
#include "engine/runtime/pool.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
using runtime::Job;
using runtime::Pool;

/// Places that are given by a fair queue, in a time that is played.
class FairPlay {
public:
    struct Tenant {
        double share = 1;
        std::function<double()> lasts;  ///< of its next task
        double had = 0;                 ///< place time
        int begun = 0;
        double longestWait = 0;
        std::map<int, double> since{};
    };
    FairPlay(int places, std::vector<Tenant> given) : m_places(places), tenants(std::move(given)) {}

    /// Everybody always has tasks that wait.
    void play(double until) {
        for (int i = 0; i < static_cast<int>(tenants.size()); ++i) {
            for (int n = 0; n < 2 * m_places; ++n) {
                ask(i);
            }
        }
        while (m_now < until) {
            fill();
            const auto first = m_running.begin();
            m_now = first->first;
            auto [lane, tenant, lasted, expected] = first->second;
            m_running.erase(first);
            m_queue.ended(*lane, lasted, expected);
            tenants[static_cast<std::size_t>(tenant)].had += lasted;
            ask(tenant);
        }
    }
    double partOf(std::size_t tenant) const {
        double all = 0;
        for (const auto& one : tenants) {
            all += one.had;
        }
        return tenants[tenant].had / all;
    }

private:
    using Queue = runtime::FairQueue<int, int, int>;
    struct Held {
        Queue::Lane* lane;
        int tenant;
        double lasted;
        double expected;
    };
    void ask(int tenant) {
        auto& lane = m_queue.lane(tenant, tenants[static_cast<std::size_t>(tenant)].share);
        tenants[static_cast<std::size_t>(tenant)].since[m_number] = m_now;
        m_queue.push(lane, m_number, m_number);
        ++m_number;
    }
    void fill() {
        while (static_cast<int>(m_running.size()) < m_places) {
            auto [lane, node] = m_queue.take([](const auto&) { return true; });
            if (!lane) {
                return;
            }
            auto& one = tenants[static_cast<std::size_t>(lane->key)];
            ++one.begun;
            one.longestWait = std::max(one.longestWait, m_now - one.since.extract(node.mapped()).mapped());
            const double lasts = one.lasts();
            const double expected = lane->lasts;
            m_queue.began(*lane);
            m_running.emplace(m_now + lasts, Held{lane, lane->key, lasts, expected});
        }
    }

    const int m_places;
    Queue m_queue;
    std::multimap<double, Held> m_running;
    double m_now = 0;
    int m_number = 0;

public:
    std::vector<Tenant> tenants;
};

/// Between half and one and a half of `mean`, by the seed.
std::function<double()> lasting(double mean, unsigned seed) {
    return [mean, generator = std::mt19937(seed)]() mutable {
        return mean * (0.5 + static_cast<double>(generator()) / static_cast<double>(std::mt19937::max()));
    };
}
}  // namespace

TEST(FairShare, PlacesAreGivenByTheirSharesUnderSaturation) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        FairPlay play(16, {{1, lasting(10, seed)}, {2, lasting(10, seed + 10)}, {5, lasting(10, seed + 20)}});
        play.play(5'000);
        EXPECT_NEAR(play.partOf(0), 1.0 / 8, 0.01);
        EXPECT_NEAR(play.partOf(1), 2.0 / 8, 0.01);
        EXPECT_NEAR(play.partOf(2), 5.0 / 8, 0.01);
    }
}

TEST(FairShare, LongTasksGetNoMoreThanShortOnes) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        FairPlay play(8, {{1, lasting(200, seed)}, {1, lasting(2, seed + 10)}});
        play.play(50'000);
        EXPECT_NEAR(play.partOf(0), 0.5, 0.03);
        EXPECT_GT(play.tenants[1].begun, 20 * play.tenants[0].begun);
    }
}

TEST(FairShare, NobodyStarvesBesideAHundredTimesTheShare) {
    FairPlay play(4, {{1, lasting(10, 1)}, {100, lasting(10, 2)}, {100, lasting(10, 3)}});
    play.play(50'000);
    EXPECT_GT(play.tenants[0].begun, 50);
    EXPECT_NEAR(play.partOf(0), 1.0 / 201, 0.002);
}

TEST(FairShare, WhoWasAwayHasSavedNothingUp) {
    runtime::FairQueue<int, int, int> queue;
    int number = 0;
    const auto ask = [&](int key, int count) {
        for (int i = 0; i < count; ++i) {
            queue.push(queue.lane(key, 1), number, number);
            ++number;
        }
    };
    const auto next = [&] {
        auto [lane, node] = queue.take([](const auto&) { return true; });
        queue.began(*lane);
        queue.ended(*lane, 1, 1);
        return lane->key;
    };
    ask(1, 1);
    ask(2, 1);
    next();
    next();
    ask(1, 100);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(next(), 1);
    }
    ask(2, 50);
    int second = 0;
    for (int i = 0; i < 20; ++i) {
        second += next() == 2 ? 1 : 0;
    }
    EXPECT_NEAR(second, 10, 1);
}

TEST(FairShare, WhoMustWaitForItsTurnHoldsUpNobody) {
    runtime::FairQueue<int, int, int> queue;
    queue.push(queue.lane(1, 1), 1, 1);
    queue.push(queue.lane(2, 1), 2, 2);
    const auto taken = queue.take([](const auto& lane) { return lane.key == 2; });
    ASSERT_TRUE(taken.first);
    EXPECT_EQ(taken.first->key, 2);
    EXPECT_FALSE(queue.take([](const auto&) { return false; }).first);
    EXPECT_EQ(queue.size(), 1u);
}

TEST(FairShare, LanesOfThoseWhoAreGoneAreForgotten) {
    runtime::FairQueue<int, int, int> queue;
    for (int key = 0; key < 1'000; ++key) {
        queue.push(queue.lane(key, 1), 1, 1);
        auto [lane, node] = queue.take([](const auto&) { return true; });
        queue.began(*lane);
        queue.ended(*lane, 1, 1);
    }
    EXPECT_LE(queue.lanes(), 2 * runtime::kMaxIdleLanes);
}

namespace {
class FairPoolTest : public ::testing::Test {
protected:
    runtime::TenantSlot& slot(const std::string& tenant) {
        bool fresh = false;
        return m_slots.of(tenant, fresh);
    }
    Job noting(runtime::TenantSlot& tenant, int priority = 0) {
        Job job;
        job.tenant = &tenant;
        job.task = true;
        job.priority = priority;
        job.run = [this, name = tenant.tenant()] {
            const std::lock_guard lock(m_mutex);
            m_done.push_back(name);
            m_changed.notify_all();
        };
        return job;
    }
    void stand(Pool& pool) {
        Job blocker;
        blocker.run = [this] { m_gate.pass(m_never); };
        ASSERT_TRUE(pool.submit(std::move(blocker)));
        ASSERT_TRUE(m_gate.awaitArrivals(1));
    }
    std::vector<std::string> done(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_done.size() >= count; });
        return m_done;
    }

    runtime::TenantSlots m_slots;
    Gate m_gate;
    blocks::CancelToken m_never;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_done;
};
}  // namespace

TEST_F(FairPoolTest, AFloodOfOneTenantDoesNotKeepAnotherOut) {
    Pool pool("p", {1, 10, 0});
    stand(pool);
    auto& flood = slot("flood");
    auto& small = slot("small");
    std::atomic<int> rooms{0};
    while (pool.submit(noting(flood, 50), [&] { ++rooms; })) {
    }
    EXPECT_EQ(pool.queued(), 10);
    EXPECT_TRUE(pool.submit(noting(small))) << "it has less than its part of the queue";
    EXPECT_TRUE(pool.submit(noting(small)));
    m_gate.open();
    const auto order = done(12);
    ASSERT_EQ(order.size(), 12u);
    EXPECT_LE(std::find(order.begin(), order.end(), "small") - order.begin(), 2)
        << "a priority is one among the tenant's own";
    EXPECT_EQ(rooms, 1);
}

TEST_F(FairPoolTest, ATenantWithAllItsPlacesLeavesTheThreadsToOthers) {
    Pool pool("p", {4, 100, 0, 3});
    auto& slow = slot("slow");
    auto& quick = slot("quick");
    pool.submit(noting(quick));  // the pool knows of another
    ASSERT_EQ(done(1).size(), 1u);
    for (int i = 0; i < 8; ++i) {
        Job job;
        job.tenant = &slow;
        job.run = [this] { m_gate.pass(m_never); };
        ASSERT_TRUE(pool.submit(std::move(job)));
    }
    ASSERT_TRUE(m_gate.awaitArrivals(3));
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(pool.submit(noting(quick)));
    }
    EXPECT_EQ(done(6).size(), 6u) << "while the slow ones hold their places";
    m_gate.open();
}

TEST_F(FairPoolTest, JobsThatMayNotBeginNowBeginWhenTheyMay) {
    m_slots.onFreed([] {});
    auto& held = slot("held");
    api::TenantQuotas quotas;
    quotas.tasksPerSecond = 50;
    held.setLimits(quotas);
    Pool pool("p", {3, 1'000, 0});
    for (int i = 0; i < 80; ++i) {
        ASSERT_TRUE(pool.submit(noting(held)));
    }
    ASSERT_TRUE(pool.submit(noting(slot("other"))));
    EXPECT_EQ(done(81).size(), 81u);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (held.running() != 0 && std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();  // the last job has noted itself before its place is free
    }
    EXPECT_EQ(held.running(), 0);
}

}  // namespace beamline::test
