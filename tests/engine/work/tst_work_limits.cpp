// SPDX-License-Identifier: Apache-2.0
// What a queue of work keeps in memory at most, and what becomes of the rest.
#include <atomic>
#include <future>

#include "engine/nats/messages.h"
#include "engine/nats/work_messages.h"
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

class WorkLimitsTest : public WorkTest {
protected:
    static blocks::Assignment assignment(const std::string& id, const std::string& pool = "default") {
        blocks::Assignment one;
        one.id = id;
        one.pool = pool;
        one.type = "echo";
        return one;
    }
    void say(const char* subject, const std::string& text) {
        natsConnection_Publish(m_connection->raw(), subject, text.data(), static_cast<int>(text.size()));
    }
    void sayResult(const std::string& id, const api::Json& output) {
        say(nats::kResultSubject, nats::printResult(assignment(id), {output, "w", 1}));
    }
    /// Until the queue has read all that was said before: it reads in order.
    bool caughtUp(nats::NatsWorkQueue& queue) {
        const auto id = "last " + std::to_string(++m_turn);
        auto read = std::make_shared<std::promise<void>>();
        auto future = read->get_future();
        if (!queue.submit(assignment(id, "marks"), [read](auto) { read->set_value(); })) {
            return false;
        }
        sayResult(id, nullptr);
        return future.wait_for(20s) == std::future_status::ready;
    }
    /// Whether the queue knows what came of it; else it is queued from now on.
    bool knows(nats::NatsWorkQueue& queue, const std::string& id) {
        auto told = std::make_shared<std::atomic<bool>>(false);
        EXPECT_TRUE(queue.submit(assignment(id), [told](auto) { *told = true; }));
        return *told;
    }
    void sayWorkerLives(nats::NatsWorkQueue& queue) {
        api::WorkerInfo worker;
        worker.id = "w";
        worker.pool = blocks::kDefaultPool;
        say(nats::kHeartbeatSubject, nats::printHeartbeat(worker));
        ASSERT_TRUE(eventually([&] {
            const auto pools = queue.pools();
            return std::any_of(pools.begin(), pools.end(), [](const auto& one) { return !one.workers.empty(); });
        }));
    }

    int m_turn = 0;
};

TEST_F(WorkLimitsTest, WhatIsTooMuchIsRefusedUntilThereIsRoom) {
    m_limits.held = 2;
    const auto queue = this->queue();
    std::promise<void> done;
    ASSERT_TRUE(queue->submit(assignment("a"), [&](auto) { done.set_value(); }));
    ASSERT_TRUE(queue->submit(assignment("b"), [](auto) {}));
    EXPECT_FALSE(queue->submit(assignment("c"), [](auto) { FAIL() << "it was refused"; }));
    EXPECT_TRUE(queue->submit(assignment("b"), [](auto) {})) << "it is there already";
    sayResult("a", 1);
    ASSERT_EQ(done.get_future().wait_for(20s), std::future_status::ready);
    EXPECT_TRUE(queue->submit(assignment("c"), [](auto) {}));
    EXPECT_FALSE(queue->submit(assignment("d"), [](auto) {}));
    queue->cancel("b");
    EXPECT_TRUE(queue->submit(assignment("d"), [](auto) {}));
    queue->stop();
}

TEST_F(WorkLimitsTest, RunsWaitForRoomAndGoOn) {
    m_limits.held = 1;
    openWithQueue();
    deploy("echo", "  - ask:\n      call: worker\n      with: {type: echo, payload: '${ .n }'}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 3; ++i) {
        runs.push_back(start("echo", api::Json{{"n", i}}));
    }
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 1; }));
    addWorker("w1");
    for (const auto& run : runs) {
        EXPECT_TRUE(await(run, "run.completed"));
    }
}

TEST_F(WorkLimitsTest, TheOldestResultsAreForgotten) {
    m_limits.remembered = 3;
    const auto queue = this->queue();
    for (const auto* id : {"c", "b", "a"}) {
        sayResult(id, 1);
    }
    ASSERT_TRUE(caughtUp(*queue));  // itself the third that is kept
    EXPECT_FALSE(knows(*queue, "c"));
    EXPECT_TRUE(knows(*queue, "b"));
    EXPECT_TRUE(knows(*queue, "a"));
    queue->stop();
}

TEST_F(WorkLimitsTest, LargeResultsAreForgottenSooner) {
    m_limits.rememberedBytes = 10'000;
    const auto queue = this->queue();
    sayResult("a", 1);
    sayResult("b", api::Json(std::string(6'000, 'x')));
    sayResult("c", api::Json(std::string(6'000, 'x')));
    ASSERT_TRUE(caughtUp(*queue));
    EXPECT_FALSE(knows(*queue, "a"));
    EXPECT_FALSE(knows(*queue, "b"));
    EXPECT_TRUE(knows(*queue, "c"));
    sayResult("d", api::Json(std::string(20'000, 'x')));
    ASSERT_TRUE(caughtUp(*queue));
    EXPECT_FALSE(knows(*queue, "d")) << "one that is too large by itself";
    queue->stop();
}

TEST_F(WorkLimitsTest, OfWhatWorkersHaveOfOtherNodesTheOldestIsForgotten) {
    m_limits.accepted = 2;
    const auto queue = this->queue();
    for (const auto* id : {"c", "b", "a"}) {
        say(nats::kAckSubject, nats::printAck({id, "accepted", {}, "w", true}));
    }
    sayWorkerLives(*queue);
    ASSERT_TRUE(caughtUp(*queue));
    std::mutex mutex;
    std::string given;
    const auto listening = nats::Listening::open(*m_connection, nats::kAssignSubject, "", [&](natsMsg* message) {
        const std::lock_guard lock(mutex);
        given += nats::readAssignment(nats::dataOf(message), 0)->id;
    });
    ASSERT_TRUE(listening.ok());
    ASSERT_TRUE(m_connection->flush(20s).ok());
    for (const auto* id : {"a", "b", "c"}) {
        ASSERT_TRUE(queue->submit(assignment(id), [](auto) {}));
    }
    ASSERT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return given.ends_with("c");
    }));
    const std::lock_guard lock(mutex);
    EXPECT_EQ(given, "c") << "what the worker has is not given out again; it would have come before";
    queue->stop();
}

TEST_F(WorkLimitsTest, WhatIsLetGoOfIsBoundedToo) {
    m_limits.accepted = 1;
    const auto queue = this->queue();
    for (const auto* id : {"b", "a"}) {
        ASSERT_TRUE(queue->submit(assignment(id), [](auto) { FAIL() << "it was let go of"; }));
    }
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 2; }));
    for (const auto* id : {"b", "a"}) {
        say(nats::kAckSubject, nats::printAck({id, "accepted", {}, "w", true}));
    }
    sayWorkerLives(*queue);
    ASSERT_TRUE(caughtUp(*queue));
    queue->letGo("b");
    queue->letGo("a");
    const auto queued = [&]() -> std::int64_t {
        for (const auto& one : queue->pools()) {
            if (one.name == blocks::kDefaultPool) {
                return one.queued;
            }
        }
        return -1;
    };
    // What is stored is told of every few seconds; what is not, waits while its pool is paused.
    std::promise<bool> paused;
    queue->setPaused(blocks::kDefaultPool, true, [&](const auto& done) { paused.set_value(done.ok()); });
    ASSERT_TRUE(paused.get_future().get());
    ASSERT_TRUE(eventually([&] { return queued() == 2; }));
    EXPECT_TRUE(queue->submit(assignment("a"), [](auto) {}));
    EXPECT_EQ(queued(), 2) << "who has it is known";
    EXPECT_TRUE(queue->submit(assignment("b"), [](auto) {}));
    EXPECT_EQ(queued(), 3) << "who has it was forgotten";
    queue->stop();
}

TEST_F(WorkLimitsTest, MoreWorkersThanCanBeKnownAreNotShown) {
    m_limits.workersKnown = 1;
    const auto queue = this->queue();
    sayWorkerLives(*queue);
    api::WorkerInfo other;
    other.id = "other";
    other.pool = blocks::kDefaultPool;
    say(nats::kHeartbeatSubject, nats::printHeartbeat(other));
    api::WorkerInfo busy;
    busy.id = "w";
    busy.pool = blocks::kDefaultPool;
    busy.state = api::WorkerState::busy;
    say(nats::kHeartbeatSubject, nats::printHeartbeat(busy));  // comes after the other one's
    ASSERT_TRUE(eventually([&] {
        const auto pools = queue->pools();
        return !pools.empty() && pools[0].workers.size() == 1 && pools[0].workers[0].state == api::WorkerState::busy;
    }));
    queue->stop();
}

}  // namespace beamline::test
