// SPDX-License-Identifier: Apache-2.0
// Transitions, retries with their clocks, suspend and resume, cancel, retry of a faulted run, refusals, the codec of
// facts.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

using Strings = std::vector<std::string>;
const api::WorkflowError kBad{"x", 500, "Bad", "it broke", ""};

TEST(Transitions, OfASmallRun) {
    Driver run(std::string(
        "do:\n- a: {call: work, with: {v: 1}}\n- b: {if: '${ false }', set: '${ 1 }'}\n- c: {wait: {seconds: 2}}\n"));
    run.start(R"({"k":1})");
    EXPECT_EQ(run.log(), (Strings{R"(run.created {"k":1})", R"(run.started {"k":1})", "task.created a 1.1 -",
                                  R"(task.started a 1.1 {"k":1})", R"(> start 1 a {"v":1} RUN:/do/0/a:1:1 by 0)"}));
    EXPECT_EQ(run.machine().phase(), api::Phase::running);
    EXPECT_EQ(run.machine().summary().now, "a");
    run.succeed(1, 7);
    EXPECT_EQ(run.machine().phase(), api::Phase::waiting);
    EXPECT_EQ(run.machine().summary().now, "c: until 1970-01-01T00:00:12.000Z");
    EXPECT_EQ(Strings(run.log().begin() + 5, run.log().end()),
              (Strings{"task.completed a 1.1 7", "task.created b 1.1 -", "task.skipped b 1.1 -", "task.created c 1.1 -",
                       "task.started c 1.1 7", "run.waiting -", "> timer 2 at 12000"}));
    run.setNow(12'000);
    run.fire(2);
    EXPECT_EQ(Strings(run.log().begin() + 12, run.log().end()), (Strings{"task.completed c 1.1 7", "run.completed 7"}));
    const auto summary = run.machine().summary();
    EXPECT_EQ(summary.tasksDone, 3);
    EXPECT_EQ(summary.tasksTotal, 3);
    EXPECT_EQ(summary.startedAt, 10'000);
    EXPECT_EQ(summary.endedAt, 12'000);
    EXPECT_EQ(summary.labels.at("team"), "a");
    const auto tasks = run.machine().tasks();
    EXPECT_EQ(tasks[0].type, "call");
    EXPECT_EQ(tasks[0].function, "work");
    EXPECT_EQ(tasks[2].startedAt, 10'000);
    EXPECT_EQ(tasks[2].endedAt, 12'000);
    EXPECT_EQ(tasks[2].phase, api::Phase::completed);
}

TEST(Transitions, RunningAgainAfterWaiting) {
    Driver run(std::string("do:\n- w: {wait: {seconds: 1}}\n- a: {call: work}\n"));
    run.start();
    run.fire(1);
    EXPECT_EQ(run.kinds("run."), (Strings{"run.created", "run.started", "run.waiting", "run.running"}));
}

TEST(Deadlines, AreTheNearestTimeoutAround) {
    Driver run(
        std::string("timeout: {after: {seconds: 60}}\ndo:\n- d:\n    timeout: {after: {seconds: 20}}\n    do:\n"
                    "    - a: {call: work, timeout: {after: {seconds: 30}}}\n    - b: {call: work, timeout: {after: "
                    "{seconds: 5}}}\n- c: {call: work}\n"));
    run.start();
    EXPECT_EQ(run.calls().begin()->second.deadline, 30'000);
    run.answer(run.calls().begin()->first);
    EXPECT_EQ(run.calls().begin()->second.deadline, 15'000);
    run.answer(run.calls().begin()->first);
    EXPECT_EQ(run.calls().begin()->second.deadline, 70'000);
    EXPECT_EQ(run.timers().size(), 1U);
    run.answer(run.calls().begin()->first);
    EXPECT_TRUE(run.timers().empty());
}

TEST(Timeouts, CancelTheCallThatIsLate) {
    Driver run(std::string("do:\n- a: {call: work, timeout: {after: {seconds: 1}}}\n"));
    run.start();
    const auto call = run.calls().begin()->first;
    run.fire(run.timers().begin()->first);
    EXPECT_TRUE(run.calls().empty());
    EXPECT_EQ(run.ending(), "faulted timeout 408 /do/0/a");
    EXPECT_EQ(run.apply(run.fact(FactKind::succeeded, call, Json(1))).error().code, api::code::kConflict);
}

std::string retrying(const std::string& policy, const std::string& more = "") {
    return "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 5}}}\n    catch:\n      retry: "
           "{" +
           policy + "}\n" + more;
}

/// Delays before each retry until the run ends; at most `most`.
std::vector<std::int64_t> delays(Driver& run, int most = 10) {
    std::vector<std::int64_t> result;
    run.start();
    while (static_cast<int>(result.size()) < most && !run.calls().empty()) {
        const auto at = run.now();
        run.answer(run.calls().begin()->first);
        if (run.timers().empty()) {
            if (!run.calls().empty()) {
                result.push_back(0);
            }
            continue;
        }
        result.push_back(run.timers().begin()->second - at);
        run.setNow(run.timers().begin()->second);
        run.fire(run.timers().begin()->first);
    }
    return result;
}

TEST(Retry, Backoffs) {
    using D = std::vector<std::int64_t>;
    const std::pair<const char*, D> cases[] = {
        {"delay: {seconds: 2}, limit: {attempt: {count: 3}}", {2000, 2000, 2000}},
        {"delay: {seconds: 2}, backoff: {constant: {}}, limit: {attempt: {count: 2}}", {2000, 2000}},
        {"delay: {seconds: 2}, backoff: {linear: {}}, limit: {attempt: {count: 3}}", {2000, 4000, 6000}},
        {"delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 4}}", {2000, 4000, 8000, 16000}},
        {"limit: {attempt: {count: 2}}", {0, 0}},
        {"limit: {attempt: {count: 0}}", {}},
        {"delay: {seconds: 2}, limit: {duration: {seconds: 5}}", {2000, 2000}},
        {"delay: {seconds: 2}, when: '${ $error.status == 4 }'", {}},
        {"delay: {seconds: 2}, exceptWhen: '${ $error.status == 5 }'", {}},
        {"delay: {seconds: 2}, when: '${ $error.status == 5 }', limit: {attempt: {count: 1}}", {2000}},
    };
    for (const auto& [policy, expected] : cases) {
        Driver run(retrying(policy));
        EXPECT_EQ(delays(run), expected) << policy;
        EXPECT_EQ(run.ending(), "faulted x 5 /do/0/t/try/0/a") << policy;
        run.expectReplay();
    }
}

TEST(Retry, BackoffsAreBounded) {
    Driver run(retrying("delay: {days: 1}, backoff: {exponential: {}}"));
    for (const auto delay : delays(run, 60)) {
        EXPECT_GT(delay, 0);
        EXPECT_LE(delay, 366LL * 24 * 3600 * 1000);
    }
}

TEST(Retry, JitterIsInRangeAndReplayable) {
    std::set<std::int64_t> seen;
    for (int i = 0; i < 20; ++i) {
        const auto definition =
            define(retrying("delay: {seconds: 1}, jitter: {from: {milliseconds: 100}, to: {milliseconds: 900}}, limit: "
                            "{attempt: {count: 3}}"));
        Driver run(definition, "RUN" + std::to_string(i));
        for (const auto delay : delays(run)) {
            EXPECT_GE(delay, 1100);
            EXPECT_LE(delay, 1900);
            seen.insert(delay);
        }
        run.expectReplay();
    }
    EXPECT_GT(seen.size(), 30U) << "60 draws from 800 values";
}

TEST(Retry, CountsAttemptsAndKeepsIterations) {
    Driver run(
        std::string("do:\n- t:\n    try:\n    - f:\n        for: {in: '${ [1,2] }'}\n        do:\n        - a: {call: "
                    "work}\n    catch:\n"
                    "      retry: {limit: {attempt: {count: 2}}}\n- b: {call: work}\n"));
    run.start();
    const auto key = [&] { return run.calls().begin()->second.key; };
    EXPECT_EQ(key(), "RUN:/do/0/t/try/0/f/do/0/a:1:1");
    run.answer(run.calls().begin()->first);
    EXPECT_EQ(key(), "RUN:/do/0/t/try/0/f/do/0/a:2:1");
    run.fail(run.calls().begin()->first, kBad);
    EXPECT_EQ(key(), "RUN:/do/0/t/try/0/f/do/0/a:1:2");
    EXPECT_EQ(run.machine().tasks()[0].attempt, 2);
    EXPECT_EQ(run.machine().tasks()[2].attempt, 2);
    EXPECT_EQ(run.machine().tasks()[2].iterations, 1);
    run.fail(run.calls().begin()->first, kBad);
    EXPECT_EQ(key(), "RUN:/do/0/t/try/0/f/do/0/a:1:3");
    run.answer(run.calls().begin()->first);
    run.answer(run.calls().begin()->first);
    EXPECT_EQ(key(), "RUN:/do/1/b:1:1");
    EXPECT_EQ(run.machine().tasks()[2].iterations, 2);
}

TEST(Retry, NestedTriesNeverRepeatAKey) {
    // The harness fails when a key comes twice.
    Driver run(std::string(
        "do:\n- l:\n    for: {in: '${ [1,2] }'}\n    do:\n    - o:\n        try:\n        - i:\n            try:\n"
        "            - a: {call: work, with: {fail: {type: x, status: 5}}}\n            catch:\n              retry: "
        "{limit: {attempt: {count: 1}}}\n"
        "        catch:\n          retry: {limit: {attempt: {count: 2}}}\n          do:\n          - h: {call: "
        "work}\n"));
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed {}");
    run.expectReplay();
}

TEST(Retry, AttemptTimeLimitIsADeadlineAndSurvivesARetryOfTheRun) {
    Driver run(std::string(
        "do:\n- t:\n    timeout: {after: {seconds: 30}}\n    try:\n    - a: {call: work}\n    catch:\n"
        "      errors: {with: {status: 408}}\n      retry: {limit: {attempt: {count: 1, duration: {seconds: 3}}}}\n"));
    run.start();
    EXPECT_EQ(run.calls().begin()->second.deadline, 13'000);
    run.fail(run.callOf("a"), kBad);
    EXPECT_TRUE(run.timers().empty());
    run.setNow(50'000);
    run.control(FactKind::retried);
    EXPECT_EQ(run.calls().begin()->second.deadline, 53'000);
    EXPECT_EQ(run.timers().size(), 2U);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed {}");
}

TEST(Start, RemembersTheVersionItRanOn) {
    Driver run(std::string("do:\n- w: {wait: PT1S}\n- a: {set: '${ $runtime.version }'}\n"));
    auto fact = run.fact(FactKind::started, 0, Json());
    fact.text = "7.8.9";
    run.must(fact);
    run.toEnd();
    EXPECT_EQ(run.ending(), R"(completed "7.8.9")");
}

TEST(Retry, AShorterLastAttemptDoesNotFreeOldKeys) {
    Driver run(std::string(
        "do:\n- l:\n    for: {in: '${ [1,2] }'}\n    do:\n    - t:\n        try:\n        - a: {call: work}\n"
        "        - b: {call: work}\n        catch:\n          retry: {limit: {attempt: {count: 1}}}\n          do:\n"
        "          - h: {set: '${ 1 }'}\n"));
    run.start();
    run.succeed(run.callOf("a"), 1);
    run.fail(run.callOf("b"), kBad);
    run.fail(run.callOf("a"), kBad);
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/0/l/do/0/t/try/0/a:2:1");
    run.succeed(run.callOf("a"), 1);
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/0/l/do/0/t/try/1/b:2:1");
}

TEST(Retry, OnlyInTheHandlerOfItsOwnTryIsTheErrorKnown) {
    Driver run(std::string(
        "do:\n- l:\n    for: {each: x, in: '${ [1,2] }'}\n    do:\n    - d:\n        do:\n        - a: {call: work}\n"
        "        - t:\n            try:\n            - b: {call: work, with: {fail: {type: x, status: 7}}}\n           "
        " catch:\n"
        "              do:\n              - c: {call: work}\n              - e: {set: '${ [$x, $index, $error.status] "
        "}'}\n"));
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed [2,1,7]") << "names in scope survive every restore";
}

TEST(Retry, AttemptTimeLimit) {
    Driver run(
        std::string("do:\n- t:\n    try:\n    - a: {call: work}\n    catch:\n      errors: {with: {status: 408}}\n"
                    "      retry: {limit: {attempt: {count: 1, duration: {seconds: 3}}}}\n"));
    run.start();
    EXPECT_EQ(run.timers().begin()->second, 13'000);
    run.fire(run.timers().begin()->first);
    ASSERT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/0/t/try/0/a:1:2");
    run.answer(run.calls().begin()->first);
    EXPECT_EQ(run.ending(), "completed {}");
}

TEST(Suspend, KeepsResultsAndTimersForResume) {
    Driver run(
        std::string("do:\n- f:\n    fork:\n      branches:\n      - a: {do: [{a1: {call: work}}, {a2: {call: "
                    "work}}]}\n      - b: {do: [{b1: {wait: {seconds: 1}}}, {b2: {call: work}}]}\n"
                    "      - c: {call: work}\n"));
    run.start();
    const auto a1 = run.callOf("a1");
    const auto c = run.callOf("c");
    const auto wait = run.timers().begin()->first;
    run.control(FactKind::suspended, "lunch");
    EXPECT_EQ(run.machine().phase(), api::Phase::suspended);
    EXPECT_EQ(run.calls().size(), 2U) << "what is in flight goes on";
    EXPECT_TRUE(run.succeed(a1, 1).effects.empty());
    EXPECT_TRUE(run.fire(wait).effects.empty());
    EXPECT_EQ(run.apply(run.fact(FactKind::succeeded, a1, Json(2))).error().code, api::code::kConflict)
        << "the first result counts";
    EXPECT_EQ(run.apply(run.fact(FactKind::suspended)).error().code, api::code::kConflict);
    run.setNow(20'000);
    const auto step = run.control(FactKind::resumed);
    EXPECT_EQ(step.effects.size(), 2U) << "a2 and b2";
    EXPECT_EQ(run.machine().phase(), api::Phase::running);
    run.succeed(c, 3);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed [{},{},3]");
    run.expectReplay();
}

TEST(Suspend, WhileSuspendedFailuresWaitToo) {
    Driver run(std::string(
        "do:\n- t:\n    try:\n    - a: {call: work}\n    catch:\n      do:\n      - h: {set: '${ $error.status }'}\n"));
    run.start();
    run.control(FactKind::suspended);
    run.fail(1, kBad);
    EXPECT_EQ(run.machine().phase(), api::Phase::suspended);
    run.control(FactKind::resumed);
    EXPECT_EQ(run.ending(), "completed 500");
}

TEST(Suspend, CancelWhileSuspended) {
    Driver run(
        std::string("do:\n- f:\n    fork:\n      branches:\n      - a: {call: work}\n      - b: {call: work}\n"));
    run.start();
    run.control(FactKind::suspended);
    run.succeed(1, 1);
    run.control(FactKind::cancelled);
    EXPECT_EQ(run.ending(), "cancelled");
}

TEST(Cancel, EndsEverything) {
    Driver run(
        std::string("timeout: {after: {hours: 1}}\ndo:\n- f:\n    fork:\n      branches:\n      - a: {call: work}\n    "
                    "  - b: {wait: {seconds: 5}}\n"
                    "      - c: {call: approval, with: {subject: S, due: PT1H, onExpiry: reject}}\n"));
    run.start();
    EXPECT_EQ(run.calls().size() + run.timers().size() + run.machine().approvals().size(), 5U);
    const auto step = run.control(FactKind::cancelled, "enough");
    EXPECT_EQ(run.ending(), "cancelled");
    EXPECT_EQ(step.effects.size(), 5U);
    EXPECT_EQ(run.transitions().back().detail, "enough");
    EXPECT_EQ(run.kinds("task.cancelled").size(), 4U);
    EXPECT_EQ(run.apply(run.fact(FactKind::cancelled)).error().code, api::code::kConflict);
    EXPECT_EQ(run.apply(run.fact(FactKind::retried)).error().code, api::code::kConflict);
    run.expectReplay();
}

TEST(Cancel, BeforeTheStart) {
    Driver run(std::string("do:\n- a: {call: work}\n"));
    run.control(FactKind::cancelled);
    EXPECT_EQ(run.ending(), "cancelled");
}

TEST(RetryRun, GoesOnAtTheTaskThatFaulted) {
    Driver run(
        std::string("do:\n- a: {call: work}\n- d:\n    timeout: {after: {minutes: 1}}\n    do:\n    - b: {call: "
                    "work}\n    - c: {call: work}\n"));
    run.start();
    run.answer(1);
    run.fail(run.calls().begin()->first, kBad);
    EXPECT_EQ(run.ending(), "faulted x 500 /do/1/d/do/0/b");
    EXPECT_TRUE(run.timers().empty());
    EXPECT_EQ(run.machine().summary().now, "it broke");
    run.setNow(50'000);
    const auto step = run.control(FactKind::retried);
    EXPECT_EQ(run.kinds("task.retried"), (Strings{"task.retried b"}));
    ASSERT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/1/d/do/0/b:1:2");
    EXPECT_EQ(run.timers().begin()->second, 110'000) << "the timeout's clock starts again";
    EXPECT_EQ(run.calls().begin()->second.deadline, 110'000);
    EXPECT_FALSE(run.machine().summary().error);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed {}");
    EXPECT_EQ(run.kinds("task.completed"),
              (Strings{"task.completed a", "task.completed b", "task.completed c", "task.completed d"}));
    run.expectReplay();
}

TEST(RetryRun, WithAnotherInputPassesSchemaAndFromAgain) {
    Driver run(std::string(
        "do:\n- a: {call: work, with: {v: 1}}\n- b:\n    input:\n      schema: {format: json, document: {type: object, "
        "required: [n]}}\n      from: '${ {m: (.n + 1)} }'\n    call: work\n    with: {got: '${ .m }'}\n"));
    run.start();
    run.succeed(1, json(R"({"n":1})"));
    run.fail(run.calls().begin()->first, kBad);
    ASSERT_TRUE(run.machine().retryPoint());
    EXPECT_EQ(run.machine().retryPoint()->task, "/do/1/b");
    EXPECT_EQ(run.machine().retryPoint()->input, json(R"({"n":1})")) << "as it was before input.from";
    run.control(FactKind::retried, "mended", makeData(json(R"({"n":41})")));
    EXPECT_FALSE(run.machine().retryPoint());
    ASSERT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(*run.calls().begin()->second.arguments, json(R"({"got":42})"));
    run.fail(run.calls().begin()->first, kBad);
    run.control(FactKind::retried, {}, makeData(json(R"({"other":1})")));
    EXPECT_EQ(run.machine().phase(), api::Phase::faulted) << "the schema holds for the new input as well";
    EXPECT_EQ(run.machine().summary().error->instance, "/do/1/b");
    run.control(FactKind::retried, {}, makeData(json(R"({"n":5})")));
    run.toEnd();
    EXPECT_EQ(run.machine().phase(), api::Phase::completed);
    run.expectReplay();
}

TEST(RetryRun, WithAnotherInputGoesToTheFrameOfTheFaultInItsBranch) {
    Driver run(
        std::string("do:\n- f:\n    fork:\n      branches:\n      - a: {call: work, with: {v: '${ .n }'}}\n      - b: "
                    "{call: work, with: {v: '${ .n }'}}\n"));
    run.start(R"({"n":1})");
    run.fail(run.calls().rbegin()->first, kBad);
    EXPECT_EQ(run.machine().retryPoint()->task, "/do/0/f/fork/branches/1/b");
    run.control(FactKind::retried, {}, makeData(json(R"({"n":2})")));
    ASSERT_EQ(run.calls().size(), 2U);
    EXPECT_EQ(*run.calls().begin()->second.arguments, json(R"({"v":1})"));
    EXPECT_EQ(*run.calls().rbegin()->second.arguments, json(R"({"v":2})"));
    run.expectReplay();
}

TEST(RetryRun, WithAnotherInputOfAWorkflowThatRefusedItsOwn) {
    Driver run(std::string(
        "input: {from: '${ {m: (.n + 1)} }'}\ndo:\n- a: {set: {got: '${ .m }', raw: '${ $workflow.input.n }'}}\n"));
    run.start(R"({"n":"x"})");
    EXPECT_EQ(run.machine().phase(), api::Phase::faulted);
    ASSERT_TRUE(run.machine().retryPoint());
    EXPECT_EQ(run.machine().retryPoint()->task, "/");
    run.control(FactKind::retried, {}, makeData(json(R"({"n":2})")));
    EXPECT_EQ(run.ending(), R"(completed {"got":3,"raw":2})");
    run.expectReplay();
}

TEST(RetryRun, WithAnotherInputIsRefusedInTheMiddleOfWork) {
    const char* const flows[] = {
        // its timeout came while a task inside worked
        "do:\n- d:\n    timeout: {after: {seconds: 1}}\n    do:\n    - a: {call: work}\n",
        // its tasks are done, its output fails
        "do:\n- d:\n    output: {as: '${ .a.b }'}\n    do:\n    - a: {set: {a: 1}}\n",
        // the workflow's own output
        "output: {as: '${ .a.b }'}\ndo:\n- a: {set: {a: 1}}\n",
    };
    for (const auto* flow : flows) {
        Driver run{std::string(flow)};
        run.start();
        if (!run.timers().empty()) {
            run.setNow(run.timers().begin()->second);
            run.fire(run.timers().begin()->first);
        }
        ASSERT_EQ(run.machine().phase(), api::Phase::faulted) << flow;
        EXPECT_FALSE(run.machine().retryPoint()) << flow;
        auto fact = run.fact(FactKind::retried, 0, Json(1));
        EXPECT_EQ(run.apply(fact).error().code, api::code::kConflict) << flow;
        EXPECT_EQ(run.machine().phase(), api::Phase::faulted);
        run.control(FactKind::retried);  // as it is, it can
    }
}

TEST(RetryRun, WithAnotherInputBeginsATryThatGaveUpAnew) {
    Driver run(
        std::string("do:\n- t:\n    try:\n    - a: {call: work, with: {v: '${ .n }'}}\n    catch: {retry: {limit: "
                    "{attempt: {count: "
                    "1}}}}\n"));
    run.start(R"({"n":1})");
    run.fail(run.calls().begin()->first, kBad);
    run.fail(run.calls().begin()->first, kBad);
    ASSERT_EQ(run.machine().phase(), api::Phase::faulted);
    EXPECT_EQ(run.machine().retryPoint()->task, "/do/0/t") << "its attempts are over, so the whole is done again";
    run.control(FactKind::retried, {}, makeData(json(R"({"n":2})")));
    ASSERT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(*run.calls().begin()->second.arguments, json(R"({"v":2})"));
    run.fail(run.calls().begin()->first, kBad);
    EXPECT_EQ(run.calls().size(), 1U) << "with its attempts before it again";
    run.toEnd();
    run.expectReplay();
}

TEST(DiscardRun, EndsAFaultedRunForGoodAndKeepsItsError) {
    Driver run(std::string("do:\n- a: {call: work}\n"));
    run.start();
    EXPECT_EQ(run.apply(run.fact(FactKind::discarded)).error().code, api::code::kConflict);
    run.fail(1, kBad);
    run.control(FactKind::discarded, "a duplicate");
    EXPECT_EQ(run.machine().phase(), api::Phase::cancelled);
    ASSERT_TRUE(run.machine().summary().error);
    EXPECT_EQ(run.machine().summary().error->detail, "it broke");
    EXPECT_EQ(run.machine().tasks().front().phase, api::Phase::faulted);
    EXPECT_EQ(run.apply(run.fact(FactKind::retried)).error().code, api::code::kConflict);
    EXPECT_EQ(run.apply(run.fact(FactKind::discarded)).error().code, api::code::kConflict);
    run.expectReplay();
}

TEST(RetryRun, KeepsFinishedBranchesAndRestartsCancelledOnes) {
    Driver run(
        std::string("do:\n- f:\n    fork:\n      branches:\n      - a: {call: work}\n      - b: {call: work}\n      - "
                    "c: {wait: {seconds: 5}}\n"
                    "      - d: {call: approval, with: {subject: S}}\n"));
    run.start();
    run.succeed(1, "first");
    run.fail(2, kBad);
    EXPECT_EQ(run.kinds("task.cancelled"), (Strings{"task.cancelled d", "task.cancelled c"}));
    run.control(FactKind::retried);
    EXPECT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(run.timers().size(), 1U);
    ASSERT_EQ(run.machine().approvals().size(), 1U) << "asked for again";
    const auto id = static_cast<ActivityId>(std::stoul(run.machine().approvals()[0].id.substr(4)));
    run.must(run.decision(id, "bob"));
    run.toEnd();
    EXPECT_EQ(run.ending().substr(0, 27), R"(completed ["first",{},{},{")");
    run.expectReplay();
}

TEST(RetryRun, OfALoopGoesOnAtItsIteration) {
    Driver run(
        std::string("do:\n- f:\n    for: {in: '${ [1,2,3] }'}\n    do:\n    - a: {call: work, with: {v: '${ $item "
                    "}'}}\n    - b: {set: '${ [$item, .v] }'}\n"));
    run.start();
    run.answer(1);
    run.fail(run.calls().begin()->first, kBad);
    run.control(FactKind::retried);
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/0/f/do/0/a:2:2");
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed [3,3]");
}

TEST(RetryRun, OfEveryStageOfAContainer) {
    // Each faults for a reason that lies in the data and is the same the second time; state must stay sound.
    for (const char* body : {
             "input: {schema: {document: {type: string}}}\ndo:\n- a: {set: '${ 1 }'}\n",
             "do:\n- a: {set: '${ 1 }'}\noutput: {as: '${ error(\"no\") }'}\n",
             "do:\n- d: {do: [{a: {set: '${ 1 }'}}], output: {as: '${ error(\"no\") }'}}\n",
             "do:\n- d: {do: [{a: {set: '${ 1 }'}}], input: {from: '${ error(\"no\") }'}}\n",
             "do:\n- f: {for: {in: '${ [1,2] }'}, do: [{a: {set: '${ 1 }'}}], output: {as: '${ error(\"no\") }'}}\n",
             "do:\n- f: {for: {in: '${ [1,2] }'}, while: '${ if $index == 1 then error(\"no\") else true end }', do: "
             "[{a: {set: '${ 1 }'}}]}\n",
             "do:\n- f: {fork: {branches: [{a: {set: '${ 1 }'}}]}, output: {as: '${ error(\"no\") }'}}\n",
             "do:\n- f: {fork: {compete: true, branches: [{a: {set: '${ 1 }'}}, {b: {wait: PT1S}}]}, output: {as: '${ "
             "error(\"no\") }'}}\n",
             "do:\n- t: {try: [{a: {raise: {error: {type: x, status: 1}}}}], catch: {retry: {delay: '${ error(\"no\") "
             "}'}}}\n",
             "do:\n- t: {try: [{a: {raise: {error: {type: x, status: 1}}}}], catch: {do: [{h: {set: '${ error(\"no\") "
             "}'}}]}}\n",
             "do:\n- s: {switch: [{c: {when: '${ error(\"no\") }', then: end}}]}\n",
             "do:\n- w: {wait: '${ .x }'}\n",
         }) {
        Driver run{std::string(body)};
        run.start();
        run.toEnd();
        const auto before = run.ending();
        EXPECT_EQ(before.substr(0, 7), "faulted") << body;
        run.control(FactKind::retried);
        run.toEnd();
        EXPECT_EQ(run.ending(), before) << body;
        run.expectReplay();
    }
}

TEST(RetryRun, AfterATimeoutInsideARetryingTry) {
    Driver run(
        std::string("timeout: {after: {seconds: 5}}\ndo:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, "
                    "status: 5}}}\n    catch:\n      retry: {delay: {seconds: 10}, limit: {attempt: {count: 3}}}\n"));
    run.start();
    run.answer(run.callOf("a"));
    run.fire(run.timers().begin()->first);
    EXPECT_EQ(run.ending(), "faulted timeout 408 /");
    run.control(FactKind::retried);
    EXPECT_EQ(run.calls().size(), 1U) << "the attempt that was waited for starts";
    EXPECT_EQ(run.calls().begin()->second.key, "RUN:/do/0/t/try/0/a:1:2");
}

TEST(Refusals, LeaveTheStateAsItWas) {
    Driver run(std::string("do:\n- w: {wait: {seconds: 1}}\n- a: {call: work}\n"));
    for (const auto kind :
         {FactKind::succeeded, FactKind::failed, FactKind::timer, FactKind::decided, FactKind::claimed,
          FactKind::commented, FactKind::suspended, FactKind::resumed, FactKind::retried, FactKind::discarded}) {
        EXPECT_EQ(run.apply(run.fact(kind, 1)).error().code, api::code::kConflict)
            << boost::describe::enum_to_string(kind, "");
    }
    run.start();
    for (const auto kind : {FactKind::started, FactKind::succeeded, FactKind::failed, FactKind::decided,
                            FactKind::claimed, FactKind::resumed, FactKind::retried}) {
        EXPECT_EQ(run.apply(run.fact(kind, 1)).error().code, api::code::kConflict)
            << boost::describe::enum_to_string(kind, "");
    }
    run.fire(1);
    EXPECT_EQ(run.apply(run.fact(FactKind::timer, 2)).error().code, api::code::kConflict);
    EXPECT_EQ(run.apply(run.fact(FactKind::timer, 1)).error().code, api::code::kConflict);
}

TEST(Restore, RefusesWhatIsNoSnapshot) {
    const auto definition = define("do:\n- a: {call: work}\n");
    Driver run(definition);
    run.start();
    const auto good = run.machine().snapshot();
    EXPECT_TRUE(Machine::restore(definition, good).ok());
    for (const char* bad : {"null", "{}", R"({"version":1})"}) {
        const auto restored = Machine::restore(definition, json(bad));
        if (std::string(bad).find("version") == std::string::npos) {
            EXPECT_EQ(restored.error().code, api::code::kCorrupt) << bad;
        }
    }
    // Every member made nonsense in turn: an error or a machine, never a crash.
    for (const auto& member : good.get_object()) {
        for (const char* junk :
             {"\"x\"", "99", "[99]", "[[99,99]]", "{}", "[{\"task\":99}]", "[{\"parent\":5},{\"parent\":5}]"}) {
            auto damaged = good;
            damaged.get_object()[member.key()] = json(junk);
            (void)Machine::restore(definition, damaged).ok();
        }
    }
}

TEST(FactCodec, RoundTrips) {
    Fact full;
    full.at = 1'700'000'000'123;
    full.activity = 4'000'000'000U;
    full.data = makeData(json(R"({"a":[1,2.5,"x\n\u00e9\u0001"],"b":null,"big":9007199254740993})"));
    full.error = kBad;
    full.decision = api::Decision{"bob", {"g"}, 5, api::Outcome::reject, "no \"way\"", json(R"({"k":1})"), "hash"};
    full.by = "ada";
    full.text = "tab\there";
    for (int kind = 0; kind <= static_cast<int>(FactKind::discarded); ++kind) {
        full.kind = static_cast<FactKind>(kind);
        const auto encoded = encodeFact(full);
        const auto decoded = decodeFact(encoded);
        ASSERT_TRUE(decoded.ok()) << decoded.error().message;
        EXPECT_EQ(encodeFact(*decoded), encoded);
        EXPECT_EQ(decoded->kind, full.kind);
        EXPECT_EQ(decoded->at, full.at);
        EXPECT_EQ(decoded->activity, full.activity);
        EXPECT_EQ(*decoded->data, *full.data);
        EXPECT_EQ(decoded->error, full.error);
        EXPECT_EQ(decoded->decision, full.decision);
        EXPECT_EQ(decoded->by, full.by);
        EXPECT_EQ(decoded->text, full.text);
    }
    Fact small;
    small.kind = FactKind::suspended;
    EXPECT_EQ(encodeFact(small), R"({"k":"suspended","t":0})");
    EXPECT_FALSE(decodeFact(encodeFact(small))->data);
    full.data = nullData();
    EXPECT_TRUE(decodeFact(encodeFact(full))->data) << "null data is data";
}

TEST(FactCodec, IsTolerantAndClear) {
    EXPECT_TRUE(decodeFact(R"({"k":"timer","t":5,"a":1,"future":{"x":1}})").ok());
    EXPECT_TRUE(decodeFact(R"( {"t":5, "k":"resumed"} )").ok());
    for (const char* bad : {"", "[]", "{}", R"({"k":"unheard"})", R"({"k":"timer","t":"x"})", R"({"k":"timer","a":-1})",
                            R"({"k":"timer")", R"({"k":5})"}) {
        const auto decoded = decodeFact(bad);
        ASSERT_FALSE(decoded.ok()) << bad;
        EXPECT_GT(decoded.error().message.size(), 20U);
    }
}

}  // namespace
}  // namespace beamline::core::testing
