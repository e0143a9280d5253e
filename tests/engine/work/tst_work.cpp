// SPDX-License-Identifier: Apache-2.0
// Tasks for workers, end to end over a real nats-server: done, failed, cancelled, given to another, taken once.
#include <atomic>
#include <future>

#include "engine/api/ids.h"
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

namespace {
std::string task(const std::string& with) {
    return "  - ask:\n      call: worker\n      with: " + with + "\n";
}
}  // namespace

TEST_F(WorkTest, AWorkerDoesTheTaskAndTheRunGoesOnWithItsAnswer) {
    openWithQueue();
    addWorker("w1");
    deploy("echo", task("{type: echo, payload: {n: '${ .n }'}}"));
    const auto run = start("echo", api::Json{{"n", 7}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"({"n":7})");
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; })) << "what is done stays in the stream";
    EXPECT_EQ(messagesIn(nats::kResultStream), 2U) << "an acknowledgement and a result";
}

TEST_F(WorkTest, AFunctionOfTheCatalogIsCalledOnAWorkerAndItsErrorIsTheTasks) {
    openWithQueue();
    addWorkerBlock("fail", [](const auto&) -> blocks::BlockResult {
        return api::WorkflowError{"https://example.com/out-of-paper", 507, "No paper", "The tray is empty.", ""};
    });
    addWorker("w1");
    deploy("call", task("{type: beamline.call, payload: {function: jmespath, with: {expression: 'a', data: {a: 5}}}}"));
    const auto run = start("call");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), "5");
    deploy("fail", task("{type: beamline.call, payload: {function: fail}}"));
    const auto failed = start("fail");
    ASSERT_TRUE(await(failed, "run.faulted"));
    const auto error = detail(failed).run.error;
    ASSERT_TRUE(error);
    EXPECT_EQ(error->type, "https://example.com/out-of-paper");
    EXPECT_EQ(error->detail, "The tray is empty.");
}

TEST_F(WorkTest, WithoutAQueueTheTaskFailsAndSaysWhatToDo) {
    open();
    deploy("alone", task("{type: echo}"));
    const auto run = start("alone");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_NE(detail(run).run.error->detail.find("beamlined --nats-url"), std::string::npos);
}

TEST_F(WorkTest, AWorkerThatGoesGivesItsTaskToAnotherAndTheResultIsTakenOnce) {
    openWithQueue();
    Gate gate;
    std::atomic<int> begun{0};
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult {
        ++begun;
        if (begun > 1) {
            return api::Json("second");
        }
        gate.pass(call.cancel);
        return api::Json("first");
    });
    auto& first = addWorker("w1");
    deploy("hold", task("{type: beamline.call, payload: {function: hold}}"));
    const auto run = start("hold");
    ASSERT_TRUE(gate.awaitArrivals(1));
    addWorker("w2");
    first.stop(0ms);
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"("second")");
    EXPECT_EQ(begun, 2);
}

TEST_F(WorkTest, ACancelledRunCancelsItsTaskAtTheWorker) {
    openWithQueue();
    Gate gate;
    std::atomic<bool> cancelled{false};
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult {
        cancelled = !gate.pass(call.cancel);
        return api::Json();
    });
    addWorker("w1");
    deploy("hold", task("{type: beamline.call, payload: {function: hold}}"));
    const auto run = start("hold");
    ASSERT_TRUE(gate.awaitArrivals(1));
    ASSERT_TRUE(call(api::CancelRun{run, "enough"}).ok());
    EXPECT_TRUE(eventually([&] { return cancelled.load(); }));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
}

TEST_F(WorkTest, ATaskWhoseTimeIsUpIsStoppedAtTheWorker) {
    openWithQueue();
    Gate gate;
    std::atomic<int> stopped{0};
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult {
        stopped += gate.pass(call.cancel) ? 0 : 1;
        return api::Json();
    });
    addWorker("w1");
    const std::string hold = "type: beamline.call, payload: {function: hold}";
    deploy("within", task("{" + hold + "}") + "      timeout: {after: {milliseconds: 900}}\n");  // the machine's
    ASSERT_TRUE(await(start("within"), "run.faulted"));
    EXPECT_TRUE(eventually([&] { return stopped == 1; }));
    deploy("before", task("{" + hold + ", timeout: 900}"));  // the assignment's own
    ASSERT_TRUE(await(start("before"), "run.faulted"));
    EXPECT_TRUE(eventually([&] { return stopped == 2; }));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    EXPECT_EQ(messagesIn(nats::kResultStream), 2U) << "two acceptances, and no result";
}

TEST_F(WorkTest, ATaskThatWorkersTakeAndDoNotFinishFailsWithADeadLetter) {
    m_maxDeliveries = 2;
    openWithQueue();
    Gate gate;
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult { return api::Json(gate.pass(call.cancel)); });
    deploy("hold", task("{type: beamline.call, payload: {function: hold}}"));
    auto& first = addWorker("w1");
    const auto run = start("hold");
    ASSERT_TRUE(gate.awaitArrivals(1));
    first.stop(0ms);
    auto& second = addWorker("w2");
    ASSERT_TRUE(gate.awaitArrivals(2));
    second.stop(0ms);
    addWorker("w3");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_NE(detail(run).run.error->detail.find("2 times"), std::string::npos) << detail(run).run.error->detail;
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kDeadLetterStream) == 1; }));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
}

TEST_F(WorkTest, ATaskForLabelsWaitsUntilAWorkerHasThemAndHealthSaysSo) {
    m_maxDeliveries = 2;
    openWithQueue();
    addWorker("w1");
    std::atomic<int> given{0};
    const auto listening = nats::Listening::open(*m_connection, nats::kAssignSubject, "", [&](natsMsg*) { ++given; });
    ASSERT_TRUE(listening.ok());
    ASSERT_TRUE(m_connection->flush(20s).ok());
    deploy("labels", task("{type: echo, payload: 5, labels: {gpu: 'yes'}}"));
    const auto run = start("labels");
    const auto told = [&] {
        const auto problems = m_engine->health().problems;
        return std::any_of(problems.begin(), problems.end(), [](const auto& one) {
            return one.message.find("pool default wait for a worker with the labels gpu=yes") != std::string::npos;
        });
    };
    EXPECT_TRUE(eventually(told));
    ASSERT_TRUE(eventually([&] { return given >= 2; })) << "its message was given back too often";
    EXPECT_EQ(detail(run).run.phase, api::Phase::running);
    addWorker("w2", "default", 2, {{"gpu", "yes"}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_TRUE(eventually([&] { return !told(); }));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    EXPECT_EQ(messagesIn(nats::kDeadLetterStream), 0U);
}

TEST_F(WorkTest, ATaskThatNobodyTakesInTimeTimesOut) {
    openWithQueue();
    deploy("late", task("{type: echo, pool: nobody, timeout: 700}"));
    const auto run = start("late");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_NE(detail(run).run.error->detail.find("No worker of the pool nobody"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
}

TEST_F(WorkTest, TheEngineComesBackAndFindsTheResultOfMeanwhile) {
    openWithQueue();
    Gate gate;
    std::atomic<int> begun{0};
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult {
        ++begun;
        gate.pass(call.cancel);
        return api::Json("kept");
    });
    addWorker("w1");
    deploy("hold", task("{type: beamline.call, payload: {function: hold}}"));
    const auto run = start("hold");
    ASSERT_TRUE(gate.awaitArrivals(1));
    close();
    m_queue->stop();
    gate.open();
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kResultStream) == 2; }));
    openWithQueue();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"("kept")");
    EXPECT_EQ(begun, 1) << "it was done twice";
}

TEST_F(WorkTest, AFullPoolKeepsTheRestOutsideAndHealthSaysSo) {
    makeStreams(3);
    openWithQueue();
    deploy("echo", task("{type: echo, payload: '${ .n }'}"));
    std::vector<std::string> runs;
    for (int i = 0; i < 8; ++i) {
        runs.push_back(start("echo", api::Json{{"n", i}}));
    }
    ASSERT_TRUE(eventually([&] {
        const auto problems = m_engine->health().problems;
        return std::any_of(problems.begin(), problems.end(), [](const auto& one) {
            return one.message.find("pool default is full (3)") != std::string::npos;
        });
    }));
    EXPECT_EQ(messagesIn(nats::kWorkStream), 3U);
    addWorker("w1");
    for (const auto& run : runs) {
        EXPECT_TRUE(await(run, "run.completed"));
    }
    EXPECT_TRUE(eventually([&] { return m_engine->health().problems.empty(); }));
}

TEST_F(WorkTest, APausedPoolGivesNothingUntilItIsResumed) {
    openWithQueue();
    addWorker("w1");
    deploy("echo", task("{type: echo, payload: 1}"));
    ASSERT_TRUE(await(start("echo"), "run.completed"));
    const auto drained = call(api::ControlPool{"default", api::DrainAction::drain, "repairs"});
    ASSERT_TRUE(drained.ok());
    EXPECT_TRUE(drained->cluster.pools[0].paused) << "whoever did it is told so";
    const auto run = start("echo");
    ASSERT_TRUE(eventually([&] { return pool("default").queued == 1; }));
    EXPECT_EQ(detail(run).run.phase, api::Phase::running);
    const auto cluster = call(api::GetCluster{});
    ASSERT_TRUE(cluster.ok());
    ASSERT_EQ(cluster->cluster.pools.size(), 1U);
    EXPECT_EQ(cluster->cluster.pools[0].workers.size(), 1U);
    const auto resumed = call(api::ControlPool{"default", api::DrainAction::resume, ""});
    ASSERT_TRUE(resumed.ok());
    EXPECT_FALSE(resumed->cluster.pools[0].paused);
    EXPECT_TRUE(await(run, "run.completed"));
    const auto none = call(api::ControlPool{"nobody", api::DrainAction::drain, ""});
    EXPECT_EQ(none.ok() ? "" : none.error().code, api::code::kNotFound);
}

TEST_F(WorkTest, WhatWaitsIsTheSameForWhoeverIsAsked) {
    openWithQueue();
    const auto other = queue();  // of a node that has given out nothing
    const auto seenThere = [&] {
        const auto pools = other->pools();
        return pools.empty() ? api::WorkPoolInfo() : pools.front();
    };
    deploy("echo", task("{type: echo, payload: 1}"));
    const auto before = api::wallClock();
    const auto first = start("echo");
    ASSERT_TRUE(eventually([&] { return seenThere().queued == 1; }));
    const auto second = start("echo");
    ASSERT_TRUE(eventually([&] { return seenThere().queued == 2 && pool("default").queued == 2; }));
    EXPECT_GE(seenThere().oldestAt, before);
    EXPECT_LE(seenThere().oldestAt, api::wallClock());
    EXPECT_EQ(seenThere().oldestAt, pool("default").oldestAt);
    EXPECT_TRUE(eventually([&] {
        const auto statistics = call(api::GetStatistics{});
        return statistics.ok() && !statistics->points.empty() && statistics->points.back().queued >= 2;
    })) << "the chart of queues shows what waits for workers";
    addWorker("w1");
    EXPECT_TRUE(await(first, "run.completed"));
    EXPECT_TRUE(await(second, "run.completed"));
    EXPECT_TRUE(eventually([&] { return seenThere().oldestAt == 0; }));
}

TEST_F(WorkTest, AWorkerOfTheOriginalThatKnowsNothingOfStreamsIsHeard) {
    openWithQueue();
    auto other = connect("original");
    std::atomic<int> seen{0};
    auto listening = nats::Listening::open(*other, "caf.exec.assign.v1", "", [&](natsMsg* message) {
        ++seen;
        const auto assignment = nats::readAssignment(
            {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))}, 0);
        ASSERT_TRUE(assignment.ok());
        const api::Json result{{"version", "v1"},
                               {"kind", "exec_result"},
                               {"data",
                                {{"version", "1.0"},
                                 {"assignment_id", assignment->id},
                                 {"request_id", assignment->id},
                                 {"status", "success"},
                                 {"provider_id", "rust-1"},
                                 {"job_type", "echo"},
                                 {"output", assignment->payload},
                                 {"latency_ms", 3},
                                 {"cost", 0.0}}}};
        const auto text = boost::json::serialize(result);
        natsConnection_Publish(other->raw(), nats::kResultSubject, text.data(), static_cast<int>(text.size()));
        natsConnection_Publish(other->raw(), nats::kResultSubject, text.data(), static_cast<int>(text.size()));
    });
    ASSERT_TRUE(listening.ok());
    natsConnection_Flush(other->raw());
    deploy("echo", task("{type: echo, payload: plain}"));
    const auto run = start("echo");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"("plain")");
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; })) << "somebody would do it again";
    addWorker("w1");
    const auto next = start("echo");
    ASSERT_TRUE(await(next, "run.completed"));
    EXPECT_EQ(seen, 2);
}

TEST_F(WorkTest, AnotherNodeThatTakesTheRunOverDoesNotGiveOutWhatAWorkerHas) {
    openWithQueue();
    Gate gate;
    std::atomic<int> begun{0};
    addWorkerBlock("hold", [&](const auto& call) -> blocks::BlockResult {
        ++begun;
        gate.pass(call.cancel);
        return api::Json("once");
    });
    addWorker("w1");
    const auto other = queue();
    ASSERT_TRUE(eventually([&] { return !other->pools().empty() && !other->pools()[0].workers.empty(); }));
    blocks::Assignment assignment;
    assignment.id = "a-1";
    assignment.type = "beamline.call";
    assignment.payload = {{"function", "hold"}};
    ASSERT_TRUE(m_queue->submit(assignment, [](auto) { FAIL() << "it was let go of"; }));
    ASSERT_TRUE(gate.awaitArrivals(1));
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kResultStream) == 1; })) << "that it was accepted";
    m_queue->letGo("a-1");
    std::promise<blocks::WorkResult> done;
    assignment.pool = "default";
    ASSERT_TRUE(eventually([&] { return other->pools()[0].inFlight == 1; }));
    ASSERT_TRUE(other->submit(assignment, [&](auto result) { done.set_value(std::move(result)); }));
    gate.open();
    auto result = done.get_future().get();
    EXPECT_EQ(boost::json::serialize(std::get<api::Json>(result.result)), R"("once")");
    EXPECT_EQ(begun, 1);
    std::promise<blocks::WorkResult> again;
    ASSERT_TRUE(other->submit(assignment, [&](auto known) { again.set_value(std::move(known)); }));
    EXPECT_EQ(again.get_future().get().worker, "w1") << "what has come is remembered";
    other->stop();
}

}  // namespace beamline::test
