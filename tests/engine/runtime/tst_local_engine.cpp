// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <future>

#include "engine/api/ids.h"
#include "engine/runtime/commands.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
api::Json number(std::int64_t n) {
    return boost::json::object{{"n", n}};
}
}  // namespace

TEST_F(EngineTest, runsTasksInOrderAndKeepsTheOutput) {
    std::atomic<int> calls{0};
    add("test.count", [&](const auto&) -> blocks::BlockResult { return number(++calls); });
    const Running running(*this);
    deploy("three", "  - a: {call: test.count}\n  - b: {call: test.count}\n  - c: {call: test.count}\n");
    const auto run = start("three");
    ASSERT_TRUE(await(run, "run.completed"));
    const auto got = detail(run);
    EXPECT_EQ(got.run.phase, api::Phase::completed);
    EXPECT_EQ(got.output, number(3));
    ASSERT_EQ(got.tasks.size(), 3u);
    EXPECT_EQ(got.tasks[2].phase, api::Phase::completed);
    EXPECT_EQ(calls, 3);
}

TEST_F(EngineTest, oneSequentialTaskCostsOneCommit) {
    add("test.echo", [](const auto&) -> blocks::BlockResult { return number(1); });
    open();
    std::string tasks;
    for (int i = 0; i < 10; ++i) {
        tasks += "  - t" + std::to_string(i) + ": {call: test.echo}\n";
    }
    deploy("ten", tasks);
    const auto before = m_engine->journalHealth().commits;
    const auto run = start("ten");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_LE(m_engine->journalHealth().commits - before, 12u);  // start + ten results, at most one row refresh between
}

TEST_F(EngineTest, waitingRunsLeaveMemoryAndComeBackAfterARestart) {
    open();
    deploy("asks", "  - ask: {call: approval, with: {subject: Pay}}\n  - done: {set: {paid: true}}\n");
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    EXPECT_TRUE(eventually([&] { return m_engine->health().activeRuns == 0; }));
    reopen();
    EXPECT_EQ(m_engine->health().activeRuns, 0);
    const auto page = call(api::ListApprovals{});
    ASSERT_TRUE(page.ok());
    ASSERT_EQ(page->items.size(), 1u);
    api::DecideApproval decide;
    decide.approval = page->items[0].id;
    decide.hash = page->items[0].hash;
    const auto decided = call(decide);
    ASSERT_TRUE(decided.ok()) << decided.error().message;
    EXPECT_EQ(decided->approval.state, api::ApprovalState::approved);
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(detail(run).output, api::Json(boost::json::object{{"paid", true}}));
}

TEST_F(EngineTest, aStaleHashDecidesNothing) {
    open();
    deploy("asks", "  - ask: {call: approval, with: {subject: Pay}}\n");
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    api::DecideApproval decide;
    decide.approval = detail(run).approvals.at(0);
    decide.hash = "0000";
    const auto reply = call(decide);
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kStale);
    EXPECT_EQ(detail(run).run.phase, api::Phase::waiting);
}

TEST_F(EngineTest, timersFireAlsoWhenTheEngineWasAwayAtTheirTime) {
    open();
    deploy("naps", "  - nap: {wait: {milliseconds: 300}}\n  - done: {set: {up: true}}\n");
    const auto here = start("naps");
    const auto away = start("naps");
    ASSERT_TRUE(await(away, "run.waiting"));
    ASSERT_TRUE(await(here, "run.completed"));
    const auto late = start("naps");
    ASSERT_TRUE(await(late, "run.waiting"));
    close();
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    open();
    EXPECT_TRUE(eventually([&] { return detail(late).run.phase == api::Phase::completed; }));
}

TEST_F(EngineTest, workInterruptedByTheEndOfTheEngineRunsAgainUnderTheSameKey) {
    Gate gate;
    std::mutex mutex;
    std::vector<std::string> keys;
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        {
            std::lock_guard lock(mutex);
            keys.push_back(invocation.key);
        }
        gate.pass(invocation.cancel);
        return number(1);
    });
    open();
    deploy("gated", "  - g: {call: test.gate}\n");
    const auto run = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    close(std::chrono::milliseconds(50));  // the limit passes, the task is abandoned
    gate.open();
    open();
    EXPECT_TRUE(eventually([&] { return detail(run).run.phase == api::Phase::completed; }));
    std::lock_guard lock(mutex);
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys[0], keys[1]);
    EXPECT_FALSE(keys[0].empty());
}

TEST_F(EngineTest, aGracefulStopKeepsWhatEndsWithinTheLimit) {
    Gate gate;
    std::atomic<int> calls{0};
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        ++calls;
        gate.pass(invocation.cancel);
        return number(7);
    });
    open();
    deploy("gated", "  - g: {call: test.gate}\n");
    const auto run = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    std::thread opener([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        gate.open();
    });
    close(std::chrono::seconds(20));
    opener.join();
    open();
    EXPECT_TRUE(eventually([&] { return detail(run).run.phase == api::Phase::completed; }));
    EXPECT_EQ(calls, 1);
}

TEST_F(EngineTest, cancelReachesTheRunningBlock) {
    Gate gate;
    std::atomic<bool> sawCancel{false};
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        sawCancel = !gate.pass(invocation.cancel);
        return number(1);
    });
    const Running running(*this);
    deploy("gated", "  - g: {call: test.gate}\n");
    const auto run = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    const auto reply = call(api::CancelRun{run, "wrong file"});
    ASSERT_TRUE(reply.ok()) << reply.error().message;
    EXPECT_EQ(reply->run.phase, api::Phase::cancelled);
    EXPECT_TRUE(eventually([&] { return sawCancel.load(); }));
    EXPECT_FALSE(call(api::CancelRun{run, ""}).ok());
}

TEST_F(EngineTest, suspendHoldsTheNextTaskUntilResume) {
    Gate gate;
    std::atomic<int> after{0};
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return number(1);
    });
    add("test.after", [&](const auto&) -> blocks::BlockResult { return number(++after); });
    const Running running(*this);
    deploy("gated", "  - g: {call: test.gate}\n  - h: {call: test.after}\n");
    const auto run = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    ASSERT_TRUE(call(api::SuspendRun{run, "look first"}).ok());
    gate.open();
    ASSERT_TRUE(await(run, "run.suspended"));
    EXPECT_TRUE(eventually([&] { return m_engine->health().activeRuns == 0; }));
    EXPECT_EQ(after, 0);
    reopen();
    EXPECT_EQ(detail(run).run.phase, api::Phase::suspended);
    ASSERT_TRUE(call(api::ResumeRun{run, ""}).ok());
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(after, 1);
}

TEST_F(EngineTest, retryGoesOnAtTheFaultedTask) {
    std::atomic<int> first{0};
    std::atomic<bool> broken{true};
    add("test.first", [&](const auto&) -> blocks::BlockResult { return number(++first); });
    add("test.second", [&](const auto&) -> blocks::BlockResult {
        if (broken) {
            return api::WorkflowError{"", 503, "Communication", "the other side is away", ""};
        }
        return number(2);
    });
    const Running running(*this);
    deploy("two", "  - a: {call: test.first}\n  - b: {call: test.second}\n");
    const auto run = start("two");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_EQ(detail(run).run.error->status, 503);
    broken = false;
    reopen();
    const auto reply = call(api::RetryRun{run, "it is back"});
    ASSERT_TRUE(reply.ok()) << reply.error().message;
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(first, 1);
    const auto task = call(api::GetTask{run, detail(run).tasks.at(1).ref, 0});
    ASSERT_TRUE(task.ok());
    EXPECT_GE(task->attempts.size(), 2u);
    EXPECT_EQ(task->output, number(2));
}

TEST_F(EngineTest, anIdempotencyKeyMakesOneRun) {
    open();
    deploy("one", "  - a: {set: {x: 1}}\n");
    const auto run = start("one", number(1), "k1");
    EXPECT_EQ(start("one", number(1), "k1"), run);
    api::StartRun other;
    other.ns = "test";
    other.workflow = "one";
    other.input = number(2);
    other.idempotencyKey = "k1";
    const auto clash = call(other);
    ASSERT_FALSE(clash.ok());
    EXPECT_EQ(clash.error().code, api::code::kConflict);
    reopen();
    EXPECT_EQ(start("one", number(1), "k1"), run);
}

TEST_F(EngineTest, aFullPoolMakesRunsWaitOutsideAndLosesNone) {
    m_options.cpu = {2, 2, 0};
    std::atomic<int> calls{0};
    add("test.count", [&](const auto&) -> blocks::BlockResult { return number(++calls); });
    const Running running(*this);
    deploy("many", "  - a: {call: test.count}\n  - b: {call: test.count}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 100; ++i) {
        runs.push_back(start("many"));
    }
    for (const auto& run : runs) {
        ASSERT_TRUE(await(run, "run.completed"));
    }
    EXPECT_EQ(calls, 200);
}

TEST_F(EngineTest, concurrencyPerKeyIsKept) {
    m_options.cpu = {4, 100, 1};
    std::atomic<int> inside{0};
    std::atomic<int> worst{0};
    add("test.alone", [&](const auto&) -> blocks::BlockResult {
        worst = std::max(worst.load(), ++inside);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        --inside;
        return number(1);
    });
    const Running running(*this);
    deploy("alone", "  - a: {call: test.alone}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 30; ++i) {
        runs.push_back(start("alone"));
    }
    for (const auto& run : runs) {
        ASSERT_TRUE(await(run, "run.completed"));
    }
    EXPECT_EQ(worst, 1);
}

TEST_F(EngineTest, higherPriorityGoesFirst) {
    m_options.cpu = {1, 100, 0};
    Gate gate;
    std::mutex mutex;
    std::vector<std::int64_t> order;
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return number(0);
    });
    add("test.note", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        order.push_back(invocation.arguments->at("n").to_number<std::int64_t>());
        return number(0);
    });
    const Running running(*this);
    deploy("gated", "  - g: {call: test.gate}\n");
    deploy("note", "  - n: {call: test.note, with: {n: \"${ .n }\"}}\n");
    const auto blocker = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    std::vector<std::string> runs{start("note", number(0), "", 0), start("note", number(5), "", 5),
                                  start("note", number(9), "", 9)};
    ASSERT_TRUE(eventually([&] { return m_engine->health().pools.at(0).queued == 3; }));
    gate.open();
    for (const auto& run : runs) {
        ASSERT_TRUE(await(run, "run.completed"));
    }
    EXPECT_EQ(order, (std::vector<std::int64_t>{9, 5, 0}));
}

TEST_F(EngineTest, startsBeyondTheLimitAreRefusedNotLost) {
    m_options.maxResidentRuns = 2;
    Gate gate;
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return number(0);
    });
    const Running running(*this);
    deploy("gated", "  - g: {call: test.gate}\n");
    start("gated");
    start("gated");
    api::StartRun third;
    third.ns = "test";
    third.workflow = "gated";
    const auto reply = call(third);
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kOverloaded);
    EXPECT_TRUE(reply.error().retryable);
    gate.open();
}

TEST_F(EngineTest, theFeedIsInOrderAndSaysWhenSomethingIsMissing) {
    open();
    deploy("one", "  - a: {set: {x: 1}}\n");
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(await(start("one"), "run.completed"));
    }
    {
        std::lock_guard lock(m_mutex);
        for (std::size_t i = 1; i < m_events.size(); ++i) {
            EXPECT_LE(m_events[i - 1].seq, m_events[i].seq);
        }
    }
    reopen();  // the new feed remembers nothing of before
    std::unique_lock lock(m_mutex);
    EXPECT_TRUE(m_arrived.wait_for(lock, std::chrono::seconds(5),
                                   [&] { return !m_events.empty() && m_events.front().kind == api::kGapEvent; }));
}

TEST_F(EngineTest, aSecondEngineOnTheDirectoryIsRefused) {
    open();
    const auto second = runtime::LocalEngine::open(m_options);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, "locked");
}

TEST_F(EngineTest, manyWaitingRunsAreNotLoadedAtTheStart) {
    open();
    deploy("waits", "  - w: {wait: {hours: 5}}\n");
    for (int i = 0; i < 300; ++i) {
        start("waits");
    }
    ASSERT_TRUE(eventually([&] { return m_engine->health().waitingRuns == 300; }));
    reopen();
    EXPECT_EQ(m_engine->health().waitingRuns, 300);
    EXPECT_EQ(m_engine->health().activeRuns, 0);
}

TEST_F(EngineTest, aFullDiskStopsTheEngineFromAcceptingAndLosesNothingAcknowledged) {
    open();
    deploy("one", "  - a: {set: {x: 1}}\n");
    std::vector<std::string> acknowledged{start("one")};
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit tight = before;
    tight.rlim_cur = 64 * 1024;
    setrlimit(RLIMIT_FSIZE, &tight);
    api::StartRun op;
    op.ns = "test";
    op.workflow = "one";
    bool refused = false;
    for (int i = 0; i < 2000 && !refused; ++i) {
        const auto reply = call(op);
        if (reply.ok()) {
            acknowledged.push_back(reply->run);
        } else {
            EXPECT_EQ(reply.error().code, api::code::kUnavailable);
            refused = true;
        }
    }
    EXPECT_TRUE(refused);
    EXPECT_EQ(m_engine->health().state, api::HealthState::refusing);
    ASSERT_FALSE(m_engine->health().problems.empty());
    EXPECT_FALSE(m_engine->health().problems.front().message.empty());
    setrlimit(RLIMIT_FSIZE, &before);
    reopen();
    EXPECT_EQ(m_engine->health().state, api::HealthState::healthy);
    for (const auto& run : acknowledged) {
        EXPECT_TRUE(call(api::GetRun{run}).ok()) << run;
    }
}

TEST_F(EngineTest, inputThatDoesNotFitTheSchemaStartsNothing) {
    open();
    const auto reply = call(api::DeployWorkflow{R"(
document: {dsl: '1.0.3', namespace: test, name: typed, version: '1.0.0'}
input: {schema: {format: json, document: {type: object, required: [n], properties: {n: {type: integer}}}}}
do:
  - a: {set: {x: 1}}
)",
                                                "typed.yaml"});
    ASSERT_TRUE(reply.ok()) << reply.error().message << reply.error().detail;
    api::StartRun op;
    op.ns = "test";
    op.workflow = "typed";
    op.input = boost::json::object{{"n", "three"}};
    const auto refused = call(op);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kInvalidInput);
    ASSERT_TRUE(refused.error().detail.is_array());
    EXPECT_TRUE(call(api::ListRuns{})->items.empty());
}

TEST_F(EngineTest, historyIsPagedByKeyInBothDirections) {
    add("test.echo", [](const auto&) -> blocks::BlockResult { return number(1); });
    open();
    deploy("loop", "  - l:\n      for: {each: i, in: '${ [range(30)] }'}\n      do:\n        - e: {call: test.echo}\n");
    const auto run = start("loop");
    ASSERT_TRUE(await(run, "run.completed"));
    for (const bool descending : {false, true}) {
        std::vector<std::pair<api::Seq, int>> keys;
        api::GetHistory query;
        query.run = run;
        query.descending = descending;
        query.limit = 7;
        do {
            const auto page = call(query);
            ASSERT_TRUE(page.ok());
            for (const auto& entry : page->items) {
                keys.emplace_back(entry.seq, entry.index);
            }
            query.after = page->next;
        } while (!query.after.empty());
        EXPECT_GE(keys.size(), 60u);
        EXPECT_TRUE(descending ? std::is_sorted(keys.rbegin(), keys.rend()) : std::is_sorted(keys.begin(), keys.end()));
        EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
    }
}

TEST_F(EngineTest, aBlockThatThrowsFaultsItsTaskAndNothingElse) {
    add("test.throw", [](const auto&) -> blocks::BlockResult { throw std::runtime_error("the wheel came off"); });
    add("test.odd", [](const auto&) -> blocks::BlockResult { throw 7; });
    open();
    deploy("throws", "  - t: {call: test.throw}\n");
    deploy("odd", "  - t: {call: test.odd}\n");
    const auto run = start("throws");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_NE(detail(run).run.error->detail.find("the wheel came off"), std::string::npos);
    EXPECT_TRUE(await(start("odd"), "run.faulted"));
}

TEST_F(EngineTest, whatIsCancelledWhileItIsQueuedNeverBegins) {
    m_options.cpu = {1, 100, 0};
    Gate gate;
    std::atomic<int> calls{0};
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return number(0);
    });
    add("test.count", [&](const auto&) -> blocks::BlockResult { return number(++calls); });
    const Running running(*this);
    deploy("gated", "  - g: {call: test.gate}\n");
    deploy("counts", "  - c: {call: test.count}\n");
    const auto blocker = start("gated");
    ASSERT_TRUE(gate.awaitArrivals(1));
    const auto run = start("counts");
    ASSERT_TRUE(eventually([&] { return m_engine->health().pools.at(0).queued == 1; }));
    ASSERT_TRUE(call(api::CancelRun{run, ""}).ok());
    gate.open();
    ASSERT_TRUE(await(blocker, "run.completed"));
    EXPECT_TRUE(await(start("counts"), "run.completed"));
    EXPECT_EQ(calls, 1);
}

TEST_F(EngineTest, aBlockThatIgnoresCancellationDoesNotHoldUpTheStop) {
    m_options.cancelPatience = std::chrono::milliseconds(50);
    auto gate = std::make_shared<Gate>();
    auto left = std::make_shared<std::promise<void>>();
    auto ended = left->get_future();
    std::atomic<int> calls{0};
    add("test.deaf", [gate, left, &calls](const auto&) -> blocks::BlockResult {
        if (++calls == 1) {
            gate->pass(blocks::CancelToken());
            left->set_value();
        }
        return number(1);
    });
    open();
    deploy("deaf", "  - d: {call: test.deaf}\n");
    const auto run = start("deaf");
    ASSERT_TRUE(gate->awaitArrivals(1));
    close(std::chrono::milliseconds(0));
    open();  // the directory is free although the thread still stands there
    EXPECT_TRUE(eventually([&] { return detail(run).run.phase == api::Phase::completed; }));
    gate->open();
    ended.wait();
    EXPECT_EQ(calls, 2);
}

TEST_F(EngineTest, moreDueRunsThanFitInMemoryAllGoOn) {
    m_options.maxResidentRuns = 2;
    open();
    deploy("naps", "  - nap: {wait: {milliseconds: 100}}\n");
    std::vector<std::string> runs;
    while (runs.size() < 40) {
        api::StartRun op;
        op.ns = "test";
        op.workflow = "naps";
        if (const auto reply = call(op)) {  // refused while two are in memory
            runs.push_back(reply->run);
        }
    }
    for (const auto& run : runs) {
        EXPECT_TRUE(await(run, "run.completed"));
    }
}

TEST_F(EngineTest, whatARunMayBeGivenIsLimited) {
    open();
    deploy("one", "  - a: {set: {x: 1}}\n");
    const auto refused = [&](const std::function<void(api::StartRun&)>& change) {
        api::StartRun op;
        op.ns = "test";
        op.workflow = "one";
        change(op);
        const auto reply = call(op);
        return !reply.ok() && reply.error().code == api::code::kInvalidArgument;
    };
    const std::string longest(runtime::kMaxLabelBytes, 'l');
    const auto labels = [](std::size_t count) {
        api::Labels result;
        for (std::size_t i = 0; i < count; ++i) {
            result["l" + std::to_string(i)] = "v";
        }
        return result;
    };
    EXPECT_FALSE(refused([&](auto& op) { op.labels = labels(runtime::kMaxLabels); }));
    EXPECT_TRUE(refused([&](auto& op) { op.labels = labels(runtime::kMaxLabels + 1); }));
    EXPECT_FALSE(refused([&](auto& op) { op.labels = {{longest, longest}}; }));
    EXPECT_TRUE(refused([&](auto& op) { op.labels = {{longest + "l", ""}}; }));
    EXPECT_TRUE(refused([&](auto& op) { op.labels = {{"l", longest + "l"}}; }));
    EXPECT_TRUE(refused([&](auto& op) { op.labels = {{"", "v"}}; }));
    EXPECT_FALSE(refused([&](auto& op) { op.priority = -runtime::kMaxPriority; }));
    EXPECT_TRUE(refused([&](auto& op) { op.priority = runtime::kMaxPriority + 1; }));
    EXPECT_FALSE(refused([&](auto& op) { op.input = std::string(runtime::kMaxInputBytes - 2, 'x'); }));
    EXPECT_TRUE(refused([&](auto& op) { op.input = std::string(runtime::kMaxInputBytes - 1, 'x'); }));
}

TEST_F(EngineTest, requestsBeyondTheQueueAreRefusedAtOnce) {
    open();
    Gate gate;
    blocks::CancelToken never;
    std::atomic<int> answered{0};
    std::atomic<int> refused{0};
    const auto ask = [&](bool stand) {
        m_engine->query(api::CountRuns{}, {}, [&, stand](const api::Result<api::Reply>& reply) {
            if (stand) {
                gate.pass(never);
            }
            refused += !reply.ok() && reply.error().code == api::code::kOverloaded ? 1 : 0;
            ++answered;
        });
    };
    ask(true);
    ask(true);
    ASSERT_TRUE(gate.awaitArrivals(2));  // both threads of the desk stand there
    for (int i = 0; i < runtime::kMaxQueuedRequests; ++i) {
        ask(false);
    }
    EXPECT_EQ(answered, 0);
    ask(false);
    EXPECT_EQ(refused, 1);
    gate.open();
    EXPECT_TRUE(eventually([&] { return answered == runtime::kMaxQueuedRequests + 3; }));
    EXPECT_EQ(refused, 1);
}

}  // namespace beamline::test
