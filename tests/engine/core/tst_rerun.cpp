// SPDX-License-Identifier: Apache-2.0
// A run that begins at a task of a run before it: it stands where that one stood, and the world hears nothing of what
// was done before.

#include "engine/core/archive/rerun.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

api::Result<Rerun> planned(const Driver& before, const std::string& task, DefinitionPtr definition = {},
                           std::optional<Json> input = {}) {
    RerunPlanner planner(std::make_shared<Definition>(before.machine().definition()),
                         {before.machine().summary().id, 1000, {{"team", "a"}}, "ada"},
                         {task, std::move(input), "mended", 900'000});
    for (const auto& fact : before.facts()) {
        const auto added = planner.add(*decodeFact(encodeFact(fact)));
        EXPECT_TRUE(added.ok()) << added.error().message;
    }
    return planner.plan(definition ? definition : std::make_shared<Definition>(before.machine().definition()));
}

/// Starts it and answers what is left to do.
Driver rerun(const Driver& before, const std::string& task, DefinitionPtr definition = {},
             std::optional<Json> input = {}) {
    Driver driver(definition ? definition : std::make_shared<Definition>(before.machine().definition()), "AGAIN");
    driver.setNow(1'000'000);
    auto plan = planned(before, task, definition, std::move(input));
    if (!plan) {
        ADD_FAILURE() << task << ": " << plan.error().message;
        return driver;
    }
    auto fact = plan->started;
    fact.at = driver.now();
    driver.must(fact);
    return driver;
}

std::vector<std::string> called(const Driver& driver) {
    std::vector<std::string> names;
    for (const auto& line : driver.log()) {
        if (line.starts_with("> start ")) {
            const auto from = line.find(' ', 8) + 1;
            names.push_back(line.substr(from, line.find(' ', from) - from));
        }
    }
    return names;
}

using Names = std::vector<std::string>;

constexpr const char* kSequence =
    "do:\n"
    "  - first: {call: work, with: {return: {n: 1}}, output: {as: '${ .n }'}, export: {as: '${ {first: .} }'}}\n"
    "  - second: {call: work, with: {return: '${ . + 10 }'}}\n"
    "  - third: {call: work, with: {return: '${ {sum: (. + $context.first), of: $workflow.id} }'}}\n";

TEST(Rerun, BeginsInTheMiddleOfASequence) {
    Driver before(kSequence);
    before.start();
    before.toEnd();
    ASSERT_EQ(before.ending(), R"(completed {"sum":12,"of":"RUN"})");
    auto again = rerun(before, "/do/2/third");
    EXPECT_EQ(called(again), Names{"third"});
    EXPECT_FALSE(again.machine().takesOver());
    EXPECT_EQ(again.calls().begin()->second.key, "AGAIN:/do/2/third:1:1");
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed {"sum":12,"of":"AGAIN"})");
    again.expectReplay();
    EXPECT_EQ(again.machine().summary().startedAt, 1'000'000);
    int taken = 0;
    for (const auto& t : again.transitions()) {
        if (t.kind == "task.completed" && t.detail == "taken over from RUN") {
            EXPECT_TRUE(t.taken);
            EXPECT_EQ(t.startedAt, 1'000'000);
            ++taken;
        }
    }
    EXPECT_EQ(taken, 2);
    EXPECT_EQ(again.transitions().front().detail, "re-run of RUN from third: mended");
}

TEST(Rerun, TellsItsPlan) {
    Driver before(kSequence);
    before.start();
    before.toEnd();
    const auto plan = planned(before, "/do/1/second");
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(plan->plan.run, "RUN");
    EXPECT_EQ(plan->plan.version, "1.0.0");
    EXPECT_EQ(plan->plan.task, "/do/1/second");
    EXPECT_EQ(plan->plan.name, "second");
    EXPECT_EQ(plan->plan.input, Json(1));
    EXPECT_EQ(plan->plan.kept, Names{"/do/0/first"});
    EXPECT_TRUE(plan->plan.warnings.empty());
    const auto whole = planned(before, "");
    ASSERT_TRUE(whole.ok());
    EXPECT_EQ(whole->plan.task, "/");
    EXPECT_TRUE(whole->plan.kept.empty());
}

TEST(Rerun, TakesTheEditedInput) {
    Driver before(
        "do:\n"
        "  - look: {call: work, with: {return: {price: 'x'}}}\n"
        "  - sum: {set: '${ .price * 2 + 0 }'}\n"
        "  - send: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.toEnd();
    ASSERT_EQ(before.machine().phase(), api::Phase::faulted);
    auto again = rerun(before, "/do/1/sum", {}, json(R"({"price":21})"));
    EXPECT_EQ(called(again), Names{"send"});
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 42");
    EXPECT_EQ(planned(before, "/do/1/sum", {}, json(R"({"price":21})"))->plan.input, json(R"({"price":21})"));
}

TEST(Rerun, GoesTheSameWayThroughASwitch) {
    Driver before(
        "do:\n"
        "  - ask: {call: work, with: {return: {kind: b}}}\n"
        "  - which: {switch: [{a: {when: '${ .kind == \"a\" }', then: forA}}, {b: {when: '${ .kind == \"b\" }', then: "
        "forB}}]}\n"
        "  - forA: {call: work, with: {return: a}, then: end}\n"
        "  - forB: {call: work, with: {return: b}}\n"
        "  - last: {call: work, with: {return: '${ . + \"!\" }'}}\n");
    before.start();
    before.toEnd();
    ASSERT_EQ(before.ending(), R"(completed "b!")");
    auto again = rerun(before, "/do/4/last");
    EXPECT_EQ(called(again), Names{"last"});
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed "b!")");
    const auto never = planned(before, "/do/2/forA");
    ASSERT_FALSE(never.ok());
    EXPECT_EQ(never.error().code, api::code::kConflict);
    EXPECT_NE(never.error().message.find("never came to the task \"forA\""), std::string::npos);
    EXPECT_EQ(planned(before, "/do/9/none").error().code, api::code::kNotFound);
}

TEST(Rerun, BeginsAtTheIterationThatFailed) {
    Driver before(
        "do:\n"
        "  - each:\n"
        "      for: {each: n, in: '${ [1, 2, 3, 4] }'}\n"
        "      do:\n"
        "        - read: {call: work, with: {return: '${ $n }'}}\n"
        "        - write: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    for (int i = 0; i < 5; ++i) {
        before.answer(before.calls().begin()->first);
    }
    before.fail(before.callOf("write"), makeError("communication", "no", {}));
    ASSERT_EQ(before.machine().phase(), api::Phase::faulted);
    auto again = rerun(before, "/do/0/each/do/1/write", {}, 30);
    ASSERT_EQ(called(again), Names{"write"});
    EXPECT_EQ(again.calls().begin()->second.key, "AGAIN:/do/0/each/do/1/write:3:1");
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 4");
    EXPECT_EQ(called(again), (Names{"write", "read", "write"}));
    // One that ended well begins at the first.
    auto whole = rerun(again, "/do/0/each/do/1/write");
    EXPECT_EQ(called(whole), Names{"write"});
    EXPECT_EQ(whole.calls().begin()->second.key, "AGAIN:/do/0/each/do/1/write:1:1");
}

TEST(Rerun, WorkThatWasUnderWayInAnotherBranchIsDoneAgain) {
    Driver before(
        "do:\n"
        "  - both:\n"
        "      fork:\n"
        "        branches:\n"
        "          - slow: {call: work, with: {return: s}}\n"
        "          - quick: {do: [{one: {call: work, with: {return: 1}}}, {two: {call: work, with: {return: 2}}}]}\n"
        "          - nap: {wait: {seconds: 50}}\n");
    before.start();
    before.setNow(20'000);
    before.answer(before.callOf("one"));
    before.answer(before.callOf("slow"));
    before.answer(before.callOf("two"));
    before.toEnd();
    ASSERT_EQ(before.ending(), R"(completed ["s",2,{}])");
    const auto plan = planned(before, "/do/0/both/fork/branches/1/quick/do/1/two");
    ASSERT_TRUE(plan.ok()) << plan.error().message;
    ASSERT_EQ(plan->plan.warnings.size(), 2U);
    EXPECT_NE(plan->plan.warnings[0].message.find("\"slow\" had begun and not ended"), std::string::npos);
    auto again = rerun(before, "/do/0/both/fork/branches/1/quick/do/1/two");
    EXPECT_EQ(called(again), (Names{"slow", "two"}));
    ASSERT_EQ(again.timers().size(), 1U);
    EXPECT_EQ(again.timers().begin()->second, 1'040'000) << "ten of its fifty seconds had passed";
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed ["s",2,{}])");
}

TEST(Rerun, TheWinnerOfARaceWinsAgain) {
    Driver before(
        "do:\n"
        "  - race:\n"
        "      fork:\n"
        "        compete: true\n"
        "        branches:\n"
        "          - a: {call: work, with: {return: a}}\n"
        "          - b: {call: work, with: {return: b}}\n"
        "  - last: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.answer(before.callOf("b"));
    before.toEnd();
    auto again = rerun(before, "/do/1/last");
    EXPECT_EQ(called(again), Names{"last"});
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed "b")");
}

TEST(Rerun, CaughtErrorsAndAttemptsAreTakenOverToo) {
    Driver before(
        "do:\n"
        "  - safe:\n"
        "      try:\n"
        "        - risky: {call: work, with: {fail: {type: x, status: 500, title: t}}}\n"
        "      catch:\n"
        "        as: e\n"
        "        retry: {delay: {seconds: 5}, limit: {attempt: {count: 2}}}\n"
        "        do:\n"
        "          - note: {set: '${ $e.status }'}\n"
        "  - last: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.toEnd();
    ASSERT_EQ(before.ending(), "completed 500");
    auto again = rerun(before, "/do/1/last");
    EXPECT_EQ(called(again), Names{"last"});
    EXPECT_TRUE(again.timers().empty());
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 500");
    auto inside = rerun(before, "/do/0/safe/try/0/risky");
    EXPECT_EQ(called(inside), Names{"risky"});
    EXPECT_EQ(inside.calls().begin()->second.attempt, 1);
    inside.succeed(inside.callOf("risky"), 7);
    inside.toEnd();
    EXPECT_EQ(inside.ending(), "completed 7");
}

TEST(Rerun, NothingIsSaidOrAskedTwice) {
    Driver before(
        "do:\n"
        "  - nap: {wait: {hours: 1}}\n"
        "  - ok: {call: approval, with: {subject: Pay}}\n"
        "  - say: {emit: {event: {with: {type: paid, source: /x}}}}\n"
        "  - hear: {listen: {to: {one: {with: {type: seen}}}}}\n"
        "  - child: {run: {workflow: {namespace: test, name: other, version: '1.0.0'}}}\n"
        "  - forget: {run: {await: false, workflow: {namespace: test, name: other, version: '1.0.0'}}}\n"
        "  - last: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.fire(before.timers().begin()->first);
    before.must(before.decision(2, "bob"));
    ASSERT_EQ(before.event(R"({"specversion":"1.0","id":"1","source":"/y","type":"seen","data":{"a":1}})"), 1);
    ASSERT_EQ(before.children().size(), 1U);
    before.succeed(before.children()[0].activity, json(R"({"done":true})"));
    before.toEnd();
    ASSERT_EQ(before.ending(), R"(completed {"done":true})");
    auto again = rerun(before, "/do/6/last");
    EXPECT_EQ(called(again), Names{"last"});
    EXPECT_TRUE(again.published().empty());
    EXPECT_TRUE(again.children().empty());
    EXPECT_TRUE(again.timers().empty());
    EXPECT_TRUE(again.machine().approvals().empty());
    EXPECT_TRUE(again.kinds("approval.").empty());
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed {"done":true})");
    auto said = rerun(before, "/do/2/say");
    ASSERT_EQ(said.published().size(), 1U);
    EXPECT_EQ(said.published()[0].at("id"), "AGAIN:/do/2/say:1:1");
    auto asked = rerun(before, "/do/1/ok");
    ASSERT_EQ(asked.machine().approvals().size(), 1U);
    EXPECT_EQ(asked.machine().approvals()[0].run, "AGAIN");
}

TEST(Rerun, WhatARetryGaveIsTakenOver) {
    Driver before(
        "do:\n"
        "  - one: {call: work, with: {return: '${ . }'}}\n"
        "  - two: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.fail(before.callOf("one"), makeError("communication", "no", {}));
    ASSERT_EQ(before.machine().phase(), api::Phase::faulted);
    before.control(FactKind::retried, "again", makeData(json(R"({"good":1})")));
    before.toEnd();
    ASSERT_EQ(before.ending(), R"(completed {"good":1})");
    const auto plan = planned(before, "/do/1/two");
    ASSERT_TRUE(plan.ok()) << plan.error().message;
    Machine machine(std::make_shared<Definition>(before.machine().definition()), {"AGAIN", 1'000'000, {}, "ada"});
    auto step = machine.apply(plan->started);
    ASSERT_TRUE(step.ok());
    ASSERT_EQ(step->effects.size(), 1U);
    EXPECT_EQ(text(std::get<StartActivity>(step->effects[0]).arguments), R"({"return":{"good":1}})");
    for (const auto& t : step->transitions) {
        EXPECT_NE(t.kind, "run.faulted");
    }
}

TEST(Rerun, OfARerunBeginsWithAllThatWasTakenOver) {
    Driver before(kSequence);
    before.start();
    before.toEnd();
    auto second = rerun(before, "/do/1/second", {}, 5);
    second.toEnd();
    ASSERT_EQ(second.ending(), R"(completed {"sum":16,"of":"AGAIN"})");
    auto third = rerun(second, "/do/2/third");
    EXPECT_EQ(called(third), Names{"third"});
    third.toEnd();
    EXPECT_EQ(third.ending(), R"(completed {"sum":16,"of":"AGAIN"})") << "15 of the edited input, 1 of the first";
    auto anew = rerun(second, "/do/1/second");
    EXPECT_EQ(text(anew.calls().begin()->second.arguments), R"({"return":15})") << "as it was: the edited input";
}

TEST(Rerun, OnAnotherVersion) {
    Driver before(
        "do:\n"
        "  - a: {call: work, with: {return: 1}}\n"
        "  - gone: {call: work, with: {return: 2}}\n"
        "  - b: {call: work, with: {return: '${ . + 1 }'}}\n"
        "  - c: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.toEnd();
    const auto next = define(
        "do:\n"
        "  - fresh: {call: work, with: {return: 100}}\n"
        "  - a: {call: work, with: {return: 9}}\n"
        "  - b: {call: http, with: {method: get, endpoint: 'http://x'}}\n"
        "  - c: {call: work, with: {return: '${ {c: .} }'}}\n");
    const auto plan = planned(before, "/do/3/c", next);
    ASSERT_TRUE(plan.ok()) << plan.error().message;
    Names told;
    for (const auto& warning : plan->plan.warnings) {
        told.push_back(warning.pointer);
        EXPECT_EQ(warning.severity, api::Severity::warning);
    }
    EXPECT_EQ(told, (Names{"/do/1/gone", "/do/2/b", "/do/3/c", "/do/0/fresh"}));
    auto again = rerun(before, "/do/3/c", next);
    EXPECT_EQ(called(again), Names{"fresh"}) << "new: it is carried out";
    EXPECT_TRUE(again.machine().takesOver());
    again.answer(again.callOf("fresh"));
    EXPECT_EQ(called(again), (Names{"fresh", "b"})) << "a has its result, b is another function";
    again.crash(false);
    again.succeed(again.callOf("b"), 77);
    EXPECT_EQ(called(again), (Names{"fresh", "b", "c"}));
    EXPECT_FALSE(again.machine().takesOver());
    again.toEnd();
    EXPECT_EQ(again.ending(), R"(completed {"c":77})");
    again.expectReplay();
}

TEST(Rerun, ANewApprovalIsRaisedOnce) {
    Driver before(kSequence);
    before.start();
    before.toEnd();
    const auto next = define(
        "do:\n"
        "  - first: {call: work, with: {return: {n: 1}}}\n"
        "  - ask: {call: approval, with: {subject: S, due: {seconds: 5}, onExpiry: reject}}\n"
        "  - third: {call: work, with: {return: 3}}\n");
    auto again = rerun(before, "/do/2/third", next);
    ASSERT_EQ(again.machine().approvals().size(), 1U);
    EXPECT_EQ(again.kinds("approval.raised").size(), 1U);
    EXPECT_EQ(again.timers().size(), 1U);
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 3");
}

TEST(Rerun, WrittenOtherwiseIsAWarning) {
    Driver before(kSequence);
    before.start();
    before.toEnd();
    const auto next = define(
        "do:\n"
        "  - first: {call: work, with: {return: {n: 2}}, output: {as: '${ .n }'}, export: {as: '${ {first: .} }'}}\n"
        "  - third: {call: work, with: {return: '${ {sum: ., of: 1} }'}}\n");
    const auto plan = planned(before, "/do/2/third", next);
    ASSERT_TRUE(plan.ok()) << plan.error().message;
    EXPECT_EQ(plan->plan.task, "/do/1/third");
    EXPECT_EQ(plan->plan.kept, Names{"/do/0/first"});
    ASSERT_EQ(plan->plan.warnings.size(), 2U);
    EXPECT_NE(plan->plan.warnings[0].message.find("\"second\" is not there"), std::string::npos);
    EXPECT_NE(plan->plan.warnings[1].message.find("\"first\" is written otherwise"), std::string::npos);
    const auto none = planned(before, "/do/1/second", next);
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, api::code::kConflict);
}

TEST(Rerun, WhereItEndsBeforeIsRefused) {
    Driver before(kSequence);
    before.start();
    const auto running = planned(before, "/do/1/second");
    EXPECT_EQ(running.error().code, api::code::kConflict);
    EXPECT_NE(running.error().message.find("has not ended"), std::string::npos);
    before.toEnd();
    const auto next = define(
        "do:\n"
        "  - first: {call: work, with: {return: {n: 2}}, then: end}\n"
        "  - second: {call: work, with: {return: 1}}\n");
    const auto early = planned(before, "/do/1/second", next);
    ASSERT_FALSE(early.ok());
    EXPECT_NE(early.error().message.find("would end before it comes to the task \"second\""), std::string::npos);
}

TEST(Rerun, WhatIsTakenOverHasALimit) {
    const auto definition = define(
        "do:\n"
        "  - big: {call: work, with: {}}\n"
        "  - last: {call: work, with: {}}\n");
    const auto plan = [&](const char* task) {
        RerunPlanner planner(definition, {"RUN", 1000, {}, "ada"}, {task, {}, {}, 2000});
        Fact fact;
        fact.data = makeData(boost::json::object{});
        EXPECT_TRUE(planner.add(fact).ok());
        fact.kind = FactKind::succeeded;
        for (fact.activity = 1; fact.activity <= 2; ++fact.activity) {
            fact.data = makeData(Json(std::string(fact.activity == 1 ? kMaxTakeoverBytes : 1, 'x')));
            EXPECT_TRUE(planner.add(fact).ok());
        }
        return planner.plan(definition);
    };
    const auto refused = plan("/do/1/last");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kConflict);
    EXPECT_NE(refused.error().message.find("16 MiB"), std::string::npos);
    EXPECT_TRUE(plan("/do/0/big").ok());
}

TEST(Rerun, ALongPastIsTakenInStepsAndSurvivesThem) {
    Driver before(
        "do:\n"
        "  - each: {for: {each: n, in: '${ [range(2600)] }'}, do: [{a: {set: '${ $n }'}}, {b: {set: '${ . + 1 }'}}, "
        "{d: {set: '${ . }'}}]}\n"
        "  - ask: {call: work, with: {return: '${ . }'}}\n"
        "  - last: {call: work, with: {return: '${ . }'}}\n");
    before.start();
    before.toEnd();
    ASSERT_EQ(before.ending(), "completed 2600");
    auto again = rerun(before, "/do/2/last");
    EXPECT_TRUE(again.machine().takesOver());
    EXPECT_NE(again.machine().unfinished(), 0U);
    EXPECT_TRUE(called(again).empty());
    again.keepSnapshot();
    again.crash(true);
    while (again.machine().unfinished() != 0) {
        again.fire(again.machine().unfinished());
    }
    again.crash(true);
    EXPECT_EQ(called(again), Names{"last"});
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 2600");
}

TEST(Rerun, ADryRunStaysOne) {
    Driver before(
        "do:\n"
        "  - put: {call: work, with: {a: 1}}\n"
        "  - say: {emit: {event: {with: {type: t, source: /x}}}}\n"
        "  - send: {call: work, with: {b: 1}}\n");
    auto fact = before.fact(FactKind::started, 0, boost::json::object{});
    fact.dryRun = makeData(json(R"({"mocks":[{"task":"put","output":1,"times":1},{"task":"send","output":2}]})"));
    before.must(fact);
    ASSERT_EQ(before.ending(), "completed 2");
    auto again = rerun(before, "/do/2/send");
    EXPECT_EQ(again.ending(), "completed 2");
    EXPECT_TRUE(called(again).empty());
    EXPECT_TRUE(again.published().empty());
    EXPECT_TRUE(again.machine().dryRun());
}

TEST(Rerun, SamplesGiveTheSameFromEachTask) {
    const char* const samples[] = {
        kSequence,
        "do:\n"
        "  - list: {call: work, with: {return: [3, 1, 2]}}\n"
        "  - all:\n"
        "      for: {each: n, at: i, in: '${ . }'}\n"
        "      do:\n"
        "        - one: {call: work, with: {return: '${ {n: $n, i: $i} }'}, export: {as: '${ [$context] + [.] | "
        "tostring | length }'}}\n"
        "        - odd: {if: '${ .n > 1 }', call: work, with: {return: '${ .n }'}}\n"
        "  - both:\n"
        "      fork: {branches: [{l: {call: work, with: {return: '${ . }'}}}, {r: {do: [{r1: {set: '${ [.] }'}}, {r2: "
        "{call: work, with: {return: '${ . }'}}}]}}]}\n"
        "  - last: {set: '${ {all: ., context: $context, input: $workflow.input} }'}\n",
        "do:\n"
        "  - guard:\n"
        "      try:\n"
        "        - a: {call: work, with: {return: 1}}\n"
        "        - b: {call: work, with: {fail: {type: x, status: 404}}}\n"
        "      catch:\n"
        "        as: e\n"
        "        do:\n"
        "          - c: {call: work, with: {return: '${ $e.status }'}}\n"
        "          - d: {set: '${ [., $e.status] }'}\n"
        "  - nap: {wait: {seconds: 3}}\n"
        "  - fin: {call: work, with: {return: '${ . }'}}\n",
        "use:\n"
        "  functions:\n"
        "    twice: {do: [{x: {call: work, with: {return: '${ .v }'}}}, {y: {set: '${ . * 2 }'}}]}\n"
        "do:\n"
        "  - p: {call: twice, with: {v: 2}}\n"
        "  - q: {call: twice, with: {v: '${ . }'}}\n"
        "  - r: {call: work, with: {return: '${ . }'}}\n",
    };
    for (const auto* sample : samples) {
        Driver before(sample);
        before.start(R"({"seed":1})");
        before.toEnd();
        ASSERT_EQ(before.machine().phase(), api::Phase::completed) << sample;
        int begun = 0;
        for (const auto& task : before.machine().definition().tasks) {
            if (!planned(before, task.ref).ok()) {
                continue;
            }
            auto again = rerun(before, task.ref);
            again.toEnd();
            auto expected = before.ending();
            for (auto at = expected.find("\"RUN\""); at != expected.npos; at = expected.find("\"RUN\"")) {
                expected.replace(at, 5, "\"AGAIN\"");
            }
            EXPECT_EQ(again.ending(), expected) << task.ref << "\n" << sample;
            again.expectReplay();
            ++begun;
        }
        EXPECT_GE(begun, 3) << sample;
    }
}

}  // namespace
}  // namespace beamline::core::testing
