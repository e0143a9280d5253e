// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/pool.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
using runtime::Job;
using runtime::Pool;
constexpr auto kForever = std::chrono::steady_clock::time_point::max();

/// A pool of one thread that stands at a gate, so that what is queued meanwhile is ordered before it begins.
class PoolTest : public ::testing::Test {
protected:
    void stand(Pool& pool) {
        Job blocker;
        blocker.run = [this] { m_gate.pass(m_never); };
        ASSERT_TRUE(pool.submit(std::move(blocker)));
        ASSERT_TRUE(m_gate.awaitArrivals(1));
    }
    Job noting(std::string name, int priority = 0, api::Timestamp deadline = 0, std::string key = {}) {
        Job job;
        job.priority = priority;
        job.deadline = deadline;
        job.key = std::move(key);
        job.run = [this, name = std::move(name)] {
            std::lock_guard lock(m_mutex);
            m_done.push_back(name);
            m_changed.notify_all();
        };
        return job;
    }
    std::vector<std::string> done(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_done.size() >= count; });
        return m_done;
    }

    Gate m_gate;
    blocks::CancelToken m_never;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_done;
};
}  // namespace

TEST_F(PoolTest, PriorityThenDeadlineThenArrivalDecideTheOrder) {
    Pool pool("p", {1, 100, 0});
    stand(pool);
    pool.submit(noting("late", 0, 0));
    pool.submit(noting("due later", 0, 200));
    pool.submit(noting("due soon", 0, 100));
    pool.submit(noting("urgent", 5, 0));
    pool.submit(noting("later still", 0, 0));
    m_gate.open();
    EXPECT_EQ(done(5), (std::vector<std::string>{"urgent", "due soon", "due later", "late", "later still"}));
}

TEST_F(PoolTest, AFullQueueRefusesAndCallsOnceThereIsRoom) {
    Pool pool("p", {1, 2, 0});
    stand(pool);
    EXPECT_TRUE(pool.submit(noting("a")));
    EXPECT_TRUE(pool.submit(noting("b")));
    std::atomic<int> rooms{0};
    const auto room = [&] {
        ++rooms;
        std::lock_guard lock(m_mutex);
        m_done.push_back("room");
        m_changed.notify_all();
    };
    EXPECT_FALSE(pool.submit(noting("c"), room));
    EXPECT_EQ(pool.health().queued, 2);
    EXPECT_EQ(rooms, 0);
    m_gate.open();
    EXPECT_EQ(done(3), (std::vector<std::string>{"room", "a", "b"}));
    EXPECT_EQ(rooms, 1);
}

TEST_F(PoolTest, JobsBeyondTheLimitOfTheirKeyWaitInTheirOrderAndCountAsQueued) {
    Pool pool("p", {2, 4, 1});
    Job first;
    first.key = "x";
    first.run = [this] { m_gate.pass(m_never); };
    pool.submit(std::move(first));
    ASSERT_TRUE(m_gate.awaitArrivals(1));
    pool.submit(noting("x low", 0, 0, "x"));
    pool.submit(noting("y", 0, 0, "y"));
    EXPECT_EQ(done(1), (std::vector<std::string>{"y"}));  // the second thread has looked at "x low" and passed it by
    pool.submit(noting("x high", 9, 0, "x"));
    pool.submit(noting("z", 0, 0, "z"));
    done(2);
    EXPECT_TRUE(pool.submit(noting("x 3", 0, 0, "x")));
    EXPECT_TRUE(pool.submit(noting("x 4", 0, 0, "x")));
    EXPECT_FALSE(pool.submit(noting("x 5", 0, 0, "x")));  // held ones take places too
    m_gate.open();
    EXPECT_EQ(done(6), (std::vector<std::string>{"y", "z", "x high", "x low", "x 3", "x 4"}));
}

TEST_F(PoolTest, DrainingDropsWhatIsQueuedAndWaitsForWhatRuns) {
    Pool pool("p", {1, 100, 0});
    stand(pool);
    auto job = noting("never");
    job.dropped = noting("dropped").run;
    pool.submit(std::move(job));
    EXPECT_FALSE(pool.drain(std::chrono::steady_clock::now()));
    EXPECT_EQ(done(1), (std::vector<std::string>{"dropped"}));
    EXPECT_FALSE(pool.submit(noting("too late")));
    m_gate.open();
    EXPECT_TRUE(pool.drain(kForever));
    EXPECT_TRUE(pool.join(kForever));
}

}  // namespace beamline::test
