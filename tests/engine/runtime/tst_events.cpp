// SPDX-License-Identifier: Apache-2.0
// Events, child runs and schedules on a whole engine, over its restarts.
#include <atomic>
#include <fstream>
#include <future>

#include "engine/api/ids.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/messenger.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

api::Json event(const std::string& type, const std::string& id, api::Json data = nullptr) {
    return boost::json::object{
        {"specversion", "1.0"}, {"id", id}, {"source", "/test"}, {"type", type}, {"data", std::move(data)}};
}

class Events : public EngineTest {
protected:
    void whole(const std::string& name, const std::string& rest) {
        const auto reply = call(api::DeployWorkflow{
            "document: {dsl: '1.0.3', namespace: test, name: " + name + ", version: '1.0.0'}\n" + rest,
            name + ".yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << boost::json::serialize(reply.error().detail);
    }
    std::int64_t publish(const std::string& type, const std::string& id, api::Json data = nullptr) {
        const auto reply = call(api::PublishEvent{event(type, id, std::move(data))});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->position : 0;
    }
    std::vector<api::RunSummary> runs(const std::string& workflow) {
        api::ListRuns query;
        query.filter.workflow = workflow;
        query.descending = false;
        query.limit = 1000;
        auto reply = call(query);
        return reply.ok() ? reply->items : std::vector<api::RunSummary>();
    }
    std::size_t completed(const std::string& workflow) {
        const auto all = runs(workflow);
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [](const auto& r) { return r.phase == api::Phase::completed; }));
    }
    std::string output(const std::string& run) { return boost::json::serialize(detail(run).output); }
};

constexpr const char* kListen = "- l: {listen: {to: {one: {with: {type: go, data: '${ .n > 1 }'}}}}}\n";

TEST_F(Events, ReachWhoListensAlsoAfterARestart) {
    open();
    deploy("listener", kListen);
    const auto first = start("listener");
    const auto second = start("listener");
    ASSERT_TRUE(await(first, "run.waiting"));
    ASSERT_TRUE(await(second, "run.waiting"));
    publish("go", "1", boost::json::object{{"n", 1}});
    publish("other", "2", boost::json::object{{"n", 5}});
    reopen();
    EXPECT_EQ(detail(first).run.phase, api::Phase::waiting);
    publish("go", "3", boost::json::object{{"n", 2}});
    ASSERT_TRUE(await(first, "run.completed"));
    ASSERT_TRUE(await(second, "run.completed"));
    EXPECT_EQ(output(first), R"([{"n":2}])");
    EXPECT_EQ(output(second), R"([{"n":2}])");
}

TEST_F(Events, TheSameEventIsOneAndAWrongOneIsRefused) {
    open();
    deploy("counter", "- l: {listen: {to: {any: [], until: '${ length == 2 }'}}}\n");
    const auto run = start("counter");
    ASSERT_TRUE(await(run, "run.waiting"));
    const auto position = publish("a", "1");
    EXPECT_EQ(publish("a", "1"), position);
    EXPECT_GT(publish("a", "2"), position);
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), "[null,null]");
    const auto wrong = call(api::PublishEvent{boost::json::object{{"type", "x"}}});
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, api::code::kInvalidArgument);
    EXPECT_NE(wrong.error().message.find("'id'"), std::string::npos);
}

TEST_F(Events, OneRunEmitsWhatManyOthersWaitFor) {
    open();
    constexpr int kRuns = 60;
    deploy("listener", kListen);
    std::vector<std::string> waiting;
    for (int i = 0; i < kRuns; ++i) {
        waiting.push_back(start("listener"));
    }
    for (const auto& run : waiting) {
        ASSERT_TRUE(await(run, "run.waiting"));
    }
    ASSERT_TRUE(eventually([&] { return m_engine->health().activeRuns == 0; }));
    deploy("emitter", "- e: {emit: {event: {with: {type: go, data: {n: 7}}}}}\n");
    ASSERT_TRUE(await(start("emitter"), "run.completed"));
    for (const auto& run : waiting) {
        ASSERT_TRUE(await(run, "run.completed"));
        EXPECT_EQ(output(run), R"([{"n":7}])");
    }
}

TEST_F(Events, ChildRunsGiveTheirOutputErrorAndEnd) {
    open();
    deploy("child",
           "- s: {switch: [{bad: {when: '${ .bad }', then: r}}, {good: {then: g}}]}\n- g: {set: {doubled: '${ .n "
           "* 2 }'}, then: end}\n- r: {raise: {error: {type: x, status: 418, title: t}}}\n");
    deploy("parent", "- c: {run: {workflow: {namespace: test, name: child, version: latest, input: '${ . }'}}}\n");
    const auto good = start("parent", boost::json::object{{"n", 4}});
    ASSERT_TRUE(await(good, "run.completed"));
    EXPECT_EQ(output(good), R"({"doubled":8})");
    const auto bad = start("parent", boost::json::object{{"bad", true}});
    ASSERT_TRUE(await(bad, "run.faulted"));
    EXPECT_EQ(detail(bad).run.error->status, 418);
    EXPECT_EQ(detail(bad).run.error->instance, "/do/0/c");
    const auto children = runs("child");
    ASSERT_EQ(children.size(), 2U);
    EXPECT_EQ(children[0].labels.at("parent"), good);
    deploy("orphan", "- c: {run: {workflow: {namespace: test, name: nobody, version: 1.0.0}}}\n");
    const auto orphan = start("orphan");
    ASSERT_TRUE(await(orphan, "run.faulted"));
    EXPECT_NE(detail(orphan).run.error->type.find("configuration"), std::string::npos);
}

TEST_F(Events, AParentWaitsThroughARestartAndTakesItsChildrenWithIt) {
    open();
    deploy("child", "- l: {listen: {to: {one: {with: {type: go}}}}}\n");
    deploy("parent", "- c: {run: {workflow: {namespace: test, name: child, version: 1.0.0}}}\n");
    const auto first = start("parent");
    const auto second = start("parent");
    ASSERT_TRUE(eventually([&] { return runs("child").size() == 2; }));
    ASSERT_TRUE(eventually([&] { return runs("child")[0].phase == api::Phase::waiting; }));
    ASSERT_TRUE(call(api::CancelRun{second, "no"}).ok());
    ASSERT_TRUE(eventually([&] {
        const auto all = runs("child");
        return std::any_of(all.begin(), all.end(), [](const auto& r) { return r.phase == api::Phase::cancelled; });
    }));
    reopen();
    publish("go", "1", 9);
    ASSERT_TRUE(await(first, "run.completed"));
    EXPECT_EQ(output(first), "[9]");
}

TEST_F(Events, AChildThatNobodyAwaits) {
    open();
    deploy("child", "- s: {set: {n: '${ .n }'}}\n");
    deploy("parent",
           "- c: {run: {workflow: {namespace: test, name: child, version: 1.0.0, input: {n: 3}}, await: false}}\n");
    const auto run = start("parent", boost::json::object{{"x", 1}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"({"x":1})");
    ASSERT_TRUE(eventually([&] { return completed("child") == 1; }));
}

TEST_F(Events, AChildThatLosesARaceIsCancelled) {
    open();
    deploy("child", "- l: {listen: {to: {one: {with: {type: never}}}}}\n");
    deploy("parent",
           "- f:\n    fork:\n      compete: true\n      branches:\n      - c: {run: {workflow: {namespace: test, name: "
           "child, "
           "version: 1.0.0}}}\n      - s: {set: {x: 1}}\n");
    const auto run = start("parent");
    ASSERT_TRUE(await(run, "run.completed"));
    ASSERT_TRUE(eventually([&] {
        const auto all = runs("child");
        return all.size() == 1 && all[0].phase == api::Phase::cancelled;
    }));
    EXPECT_TRUE(call(api::GetRun{run}).ok());
}

TEST_F(Events, OnlyWhatComesAfterTheListeningIsHeard) {
    open();
    deploy("own",
           "- e: {emit: {event: {with: {type: go, data: 1}}}}\n- l: {listen: {to: {one: {with: {type: go}}}}}\n");
    const auto run = start("own");
    ASSERT_TRUE(await(run, "run.waiting"));
    publish("go", "2", 2);
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), "[2]");
}

TEST_F(Events, NamesOfTheEngineAreItsOwn) {
    open();
    deploy("child", "- s: {set: {x: 1}}\n");
    api::StartRun op;
    op.ns = "test";
    op.workflow = "child";
    for (const char* user : {"run:01ABC.1 ann", "schedule:test/child"}) {
        EXPECT_EQ(call(op, user).error().code, api::code::kForbidden);
    }
}

TEST_F(Events, AScheduleStartsAgainAndAgain) {
    open();
    whole("tick", "schedule: {every: PT0.1S}\ndo:\n- s: {set: {x: 1}}\n");
    ASSERT_TRUE(eventually([&] { return completed("tick") >= 3; }));
    auto paused = call(api::ControlSchedule{"test", "tick", api::ScheduleAction::pause, 0, 0});
    ASSERT_TRUE(paused.ok());
    EXPECT_TRUE(paused->schedule.paused);
    reopen();
    const auto list = call(api::ListSchedules{});
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->items.size(), 1U);
    EXPECT_TRUE(list->items[0].paused);
    EXPECT_EQ(list->items[0].detail, "100 ms");
    const auto before = runs("tick").size();
    const auto triggered = call(api::ControlSchedule{"test", "tick", api::ScheduleAction::trigger, 0, 0});
    ASSERT_TRUE(triggered.ok());
    ASSERT_EQ(triggered->runs.size(), 1U);
    ASSERT_TRUE(await(triggered->runs[0], "run.completed"));
    EXPECT_EQ(runs("tick").size(), before + 1);
    // A version without a schedule ends it.
    const auto next = call(api::DeployWorkflow{
        "document: {dsl: '1.0.3', namespace: test, name: tick, version: '1.0.1'}\ndo:\n- s: {set: {x: 1}}\n", "t"});
    ASSERT_TRUE(next.ok());
    EXPECT_TRUE(call(api::ListSchedules{})->items.empty());
    EXPECT_EQ(call(api::ControlSchedule{"test", "tick", api::ScheduleAction::resume, 0, 0}).error().code,
              api::code::kNotFound);
}

TEST_F(Events, MissedTicksBecomeOneRun) {
    open();
    whole("tick", "schedule: {every: PT1S}\ndo:\n- s: {set: {x: 1}}\n");
    const auto due = call(api::ListSchedules{})->items[0].next[0];
    close();
    while (api::wallClock() < due + 2'100) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    open();
    ASSERT_TRUE(eventually([&] { return !runs("tick").empty(); }));
    const auto schedule = call(api::ListSchedules{})->items[0];
    EXPECT_EQ((schedule.next[0] - due) % 1'000, 0);
    EXPECT_GE(schedule.next[0], due + 3'000);
}

TEST_F(Events, ABackfillStartsEachTickOnce) {
    open();
    whole("daily", "schedule: {cron: '0 3 * * *'}\ndo:\n- s: {set: {x: 1}}\n");
    const auto now = api::wallClock();
    const api::ControlSchedule fill{"test", "daily", api::ScheduleAction::backfill, now - 3 * 86'400'000LL, now};
    const auto first = call(fill);
    ASSERT_TRUE(first.ok()) << first.error().message;
    EXPECT_EQ(first->runs.size(), 3U);
    EXPECT_TRUE(call(fill)->runs.empty());
    EXPECT_EQ(runs("daily").size(), 3U);
    auto wrong = fill;
    std::swap(wrong.from, wrong.to);
    EXPECT_EQ(call(wrong).error().code, api::code::kInvalidArgument);
    wrong = fill;
    wrong.from = 1;
    EXPECT_NE(call(wrong).error().message.find("more than 1000 ticks"), std::string::npos);
}

TEST_F(Events, AfterCountsFromTheEndOfARun) {
    open();
    whole("again", "schedule: {after: PT0.2S}\ndo:\n- s: {set: {x: 1}}\n");
    ASSERT_TRUE(eventually([&] { return completed("again") >= 3; }));
    const auto all = runs("again");
    for (std::size_t i = 1; i < all.size(); ++i) {
        EXPECT_GE(all[i].createdAt, all[i - 1].endedAt + 200);
    }
}

TEST_F(Events, EventsStartRunsWithThemAsInput) {
    open();
    whole("pair", "schedule: {on: {all: [{with: {type: a}}, {with: {type: b}}]}}\ndo:\n- s: {set: {got: '${ . }'}}\n");
    publish("a", "1", 1);
    publish("a", "2", 2);
    reopen();
    publish("b", "3", 3);
    ASSERT_TRUE(eventually([&] { return completed("pair") == 1; }));
    EXPECT_EQ(output(runs("pair")[0].id), R"({"got":[1,3]})");
    publish("b", "4", 4);
    publish("a", "5", 5);
    ASSERT_TRUE(eventually([&] { return completed("pair") == 2; }));
    EXPECT_EQ(output(runs("pair")[1].id), R"({"got":[4,5]})");
}

// ---- messages
TEST_F(Events, MessagesComeOneByOneAlsoOverARestart) {
    std::mutex mutex;
    std::vector<std::string> asked;
    add("asyncapi", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        const auto& turn = *invocation.turn;
        std::lock_guard lock(mutex);
        asked.push_back(turn.close ? "close" : std::to_string(turn.taken));
        return boost::json::object{{"message", boost::json::object{{"payload", turn.taken}}},
                                   {"last", turn.taken == 2}};
    });
    const Running running(*this);
    deploy(
        "inbox",
        "- i:\n    call: asyncapi\n    with:\n      document: {endpoint: x}\n      operation: o\n      subscription:\n"
        "        consume: {amount: 3}\n        foreach:\n          do:\n          - hold: {if: '${ $index == 1 }', "
        "listen: "
        "{to: {one: {with: {type: go}}}}}\n          output: {as: '${ [$index, $item.payload] }'}\n");
    const auto run = start("inbox");
    ASSERT_TRUE(await(run, "run.waiting"));
    reopen();
    EXPECT_EQ(detail(run).run.phase, api::Phase::waiting);
    publish("go", "1");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), "[[0,0],[1,1],[2,2]]");
    EXPECT_EQ(asked, (std::vector<std::string>{"0", "1", "2"})) << "what came is not asked for again";
    const auto cancelled = start("inbox");
    ASSERT_TRUE(await(cancelled, "run.waiting"));
    ASSERT_TRUE(call(api::CancelRun{cancelled, "no more"}).ok());
    EXPECT_TRUE(eventually([&] {
        std::lock_guard lock(mutex);
        return asked.back() == "close";
    }));
}

// ---- secrets and external resources
TEST_F(Events, SecretsReachTheFunctionAndNothingElse) {
    const auto folder = m_directory / "data" / "secrets";
    std::filesystem::create_directories(folder);
    const auto put = [&](const char* name, const std::string& text, int mode = 0600) {
        std::ofstream(folder / name) << text;
        std::filesystem::permissions(folder / name, static_cast<std::filesystem::perms>(mode));
    };
    put("db", R"({"user":"anna","password":"s3cret-word"})");
    put("token", "t0ken-value\n");
    put("loose", "open to all", 0644);
    std::mutex mutex;
    std::string seen;
    add("echo", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        seen = boost::json::serialize(*invocation.arguments);
        if (invocation.arguments->as_object().contains("fail")) {
            return core::makeError("communication", "refused with " + seen, {});
        }
        return boost::json::object{{"said", *invocation.arguments}};
    });
    open();
    whole("user",
          "use: {secrets: [db, token]}\ndo:\n- c:\n    call: echo\n    with: {auth: '${ \"Bearer \" + $secrets.token "
          "}', all: "
          "'${ $secrets.db }'}\n- o: {set: '${ {got: .said.auth, same: (.said.all == $secrets.db)} }'}\n");
    const auto run = start("user");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(seen, R"({"all":{"user":"anna","password":"s3cret-word"},"auth":"Bearer t0ken-value"})");
    EXPECT_NE(output(run).find("Bearer [secret token"), std::string::npos) << output(run);
    EXPECT_NE(output(run).find("\"same\":true"), std::string::npos) << output(run);
    whole("failing", "use: {secrets: [db]}\ndo:\n- c: {call: echo, with: {fail: '${ $secrets.db.password }'}}\n");
    const auto failed = start("failing");
    ASSERT_TRUE(await(failed, "run.faulted"));
    whole("absent", "use: {secrets: [nothing]}\ndo:\n- c: {set: {x: 1}}\n");
    const auto absent = start("absent");
    ASSERT_TRUE(await(absent, "run.faulted"));
    EXPECT_EQ(detail(absent).run.error->status, 403);
    whole("readable", "use: {secrets: [loose]}\ndo:\n- c: {set: {x: 1}}\n");
    EXPECT_TRUE(await(start("readable"), "run.faulted"));
    close();
    for (const auto& file : std::filesystem::directory_iterator(m_directory / "data")) {
        if (file.is_regular_file()) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            for (const char* secret : {"s3cret-word", "t0ken-value"}) {
                EXPECT_EQ(bytes.find(secret), std::string::npos) << file.path();
            }
        }
    }
}

TEST_F(Events, TheAuthorizationOfACallIsPlacedInItAndNowhereElse) {
    const auto folder = m_directory / "data" / "secrets";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "door") << R"({"username":"anna","password":"s3cret-word"})";
    std::filesystem::permissions(folder / "door", std::filesystem::perms::owner_read);
    const std::string parameter = "YW5uYTpzM2NyZXQtd29yZA==";  // anna:s3cret-word
    std::mutex mutex;
    std::string called;
    std::string behind;
    add("http", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        called = boost::json::serialize(invocation.arguments->at("body"));
        return boost::json::object{{"said", invocation.arguments->at("body")}};
    });
    add("echo", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        behind = boost::json::serialize(invocation.arguments->at("text"));
        return api::Json();
    });
    open();
    whole("user",
          "use: {secrets: [door]}\ndo:\n- c:\n    call: http\n    with: {method: post, endpoint: {uri: 'http://x', "
          "authentication: {basic: {use: door}}}, body: '${ $authorization.scheme + \" \" + $authorization.parameter "
          "}'}\n    export: {as: '${ $authorization }'}\n- later: {call: echo, with: {text: '${ $context.parameter "
          "}'}, output: {as: '${ $input.said }'}}\n");
    const auto run = start("user");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(called, "\"Basic " + parameter + "\"");
    EXPECT_NE(behind.find("[authorization /do/0/c "), std::string::npos) << "of another call it is a word: " << behind;
    EXPECT_NE(output(run).find("Basic [authorization /do/0/c "), std::string::npos) << output(run);
    close();
    for (const auto& file : std::filesystem::directory_iterator(m_directory / "data")) {
        if (file.is_regular_file()) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            EXPECT_EQ(bytes.find(parameter), std::string::npos) << file.path();
            EXPECT_EQ(bytes.find("s3cret-word"), std::string::npos) << file.path();
        }
    }
}

TEST_F(Events, AStartWaitsForSecretsThatCannotBeReadNow) {
    std::atomic<bool> locked{true};
    m_options.secrets = [&locked](const std::string& name) -> api::Result<api::Json> {
        if (locked) {
            return api::Error{api::code::kUnavailable, "The keychain is locked. Unlock it.", {}, true};
        }
        return api::Json("value of " + name);
    };
    std::string seen;
    add("echo", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        seen = boost::json::serialize(*invocation.arguments);
        return api::Json();
    });
    const Running running(*this);
    whole("user", "use: {secrets: [k]}\ndo:\n- c: {call: echo, with: {text: '${ $secrets.k }'}}\n");
    api::StartRun op;
    op.ns = "test";
    op.workflow = "user";
    op.input = boost::json::object();
    const auto refused = call(op);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kUnavailable);
    EXPECT_TRUE(refused.error().retryable);
    EXPECT_NE(refused.error().message.find("Unlock it"), std::string::npos) << refused.error().message;
    locked = false;
    ASSERT_TRUE(await(start("user"), "run.completed"));
    EXPECT_EQ(seen, R"({"text":"value of k"})");
}

TEST_F(Events, AWorkflowThatStartsItselfEnds) {
    const Running running(*this);
    whole("self", "do:\n- again: {run: {workflow: {namespace: test, name: self, version: '1.0.0'}}}\n");
    const auto run = start("self");
    ASSERT_TRUE(await(run, "run.faulted"));
    EXPECT_EQ(runs("self").size(), 1u + runtime::kMaxNestedRuns);
    EXPECT_NE(call(api::GetRun{run})->run.error->detail.find("does not end"), std::string::npos);
}

TEST_F(Events, ACallWaitsForSecretsThatCannotBeReadNow) {
    std::atomic<int> asked{0};  // the start, the call, the call again
    m_options.secrets = [&asked](const std::string& name) -> api::Result<api::Json> {
        if (++asked == 2) {
            return api::Error{api::code::kUnavailable, "The keychain is locked. Unlock it.", {}, true};
        }
        return api::Json("value of " + name);
    };
    add("echo", [](const blocks::Invocation&) -> blocks::BlockResult { return api::Json(); });
    const Running running(*this);
    whole("user", "use: {secrets: [k]}\ndo:\n- c: {call: echo, with: {text: '${ $secrets.k }'}}\n");
    const auto run = start("user");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(asked, 3);
    EXPECT_TRUE(m_engine->health().problems.empty());
}

TEST_F(Events, AProcessThatNobodyWaitsForTellsNobody) {
    std::atomic<int> ran{0};
    m_options.secrets = [](const std::string&) -> api::Result<api::Json> { return api::Json("hidden value"); };
    add("shell", [&ran](const blocks::Invocation& invocation) -> blocks::BlockResult {
        if (invocation.exchanged) {
            invocation.exchanged({"shell", "sh", "exit code 1", true, 0, 0, -1, -1});
        }
        if (invocation.output) {
            invocation.output("stdout", "text");
        }
        ++ran;
        return core::makeError("runtime", "It failed.", {});
    });
    const Running running(*this);
    whole("user",
          "use: {secrets: [k]}\ndo:\n- c: {run: {shell: {command: x, environment: {K: '${ $secrets.k }'}}, await: "
          "false}}\n");
    ASSERT_TRUE(await(start("user"), "run.completed"));
    EXPECT_TRUE(eventually([&] { return ran == 1; }));
}

TEST_F(Events, StartsThatWaitForTheirSecretsHoldUpNobodyElse) {
    Gate gate;
    m_options.secrets = [&gate](const std::string& name) -> api::Result<api::Json> {
        gate.pass({});
        return api::Json("value of " + name);
    };
    add("echo", [](const auto&) -> blocks::BlockResult { return api::Json(); });
    const Running running(*this);
    whole("user", "use: {secrets: [k]}\ndo:\n- c: {call: echo, with: {text: '${ $secrets.k }'}}\n");
    std::vector<std::future<std::string>> starts;
    for (int i = 0; i < 4; ++i) {
        starts.push_back(std::async(std::launch::async, [this] { return start("user"); }));
    }
    EXPECT_TRUE(gate.awaitArrivals(2));
    auto answer = std::async(std::launch::async, [this] { return call(api::ListRuns{}).ok(); });
    EXPECT_EQ(answer.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    gate.open();
    EXPECT_TRUE(answer.get());
    for (auto& one : starts) {
        EXPECT_TRUE(await(one.get(), "run.completed"));
    }
}

TEST_F(Events, WhatLooksLikeASecretStandsForNothing) {
    const auto folder = m_directory / "data" / "secrets";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "k") << "value-of-k";
    std::filesystem::permissions(folder / "k", std::filesystem::perms::owner_read);
    std::string seen;
    add("echo", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        seen = boost::json::serialize(*invocation.arguments);
        return api::Json();
    });
    open();
    whole("user", "use: {secrets: [k]}\ndo:\n- c: {call: echo, with: {text: '${ .text }'}}\n");
    ASSERT_TRUE(await(start("user", boost::json::object{{"text", "[secret k]"}}), "run.completed"));
    EXPECT_EQ(seen, R"({"text":"[secret k]"})");
}

TEST_F(Events, ExternalSchemasAndFunctionsBelongToTheDefinition) {
    const auto root = m_directory / "files";
    const auto function = root / "catalog/functions/double/1.0.0";
    std::filesystem::create_directories(function);
    std::ofstream(root / "schema.json") << R"({"type":"object","required":["n"]})";
    std::ofstream(function / "function.yaml") << "set: {n: '${ .n * 2 }'}\n";
    m_options.blocks.fileRoots = {root};
    open();
    whole("user",
          "use: {catalogs: {own: {endpoint: 'file://catalog'}}}\ninput: {schema: {format: json, resource: {endpoint: "
          "schema.json}}}\ndo:\n- c: {call: 'double:1.0.0@own', with: {n: '${ .n }'}}\n");
    std::filesystem::remove_all(root);
    reopen();
    const auto run = start("user", boost::json::object{{"n", 4}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"({"n":8})");
    api::StartRun wrong;
    wrong.ns = "test";
    wrong.workflow = "user";
    wrong.input = boost::json::object();
    EXPECT_EQ(call(wrong).error().code, api::code::kInvalidInput);
    const auto gone = call(api::DeployWorkflow{
        "document: {dsl: '1.0.3', namespace: test, name: gone, version: '1.0.0'}\ninput: {schema: {format: json, "
        "resource: {endpoint: nothing.json}}}\ndo:\n- c: {set: {x: 1}}\n",
        "gone.yaml"});
    ASSERT_FALSE(gone.ok());
    EXPECT_NE(boost::json::serialize(gone.error().detail).find("nothing.json could not be read"), std::string::npos);
}

}  // namespace
}  // namespace beamline::test
