// SPDX-License-Identifier: Apache-2.0
// Expressions that cannot be evaluated for a while, since their process cannot be started or was killed: runs wait,
// lose nothing and go on; health tells it meanwhile.
#include <csignal>
#include <fstream>
#include <future>

#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
constexpr const char* kProgram = BEAMLINE_BIN_DIR "/beamline-script";
constexpr const char* kProblem = "runs_postponed";

class ScriptHostTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (!std::filesystem::exists(kProgram)) {
            GTEST_SKIP() << kProgram << " is not built; nothing of JavaScript was tested.";
        }
        m_options.blocks.scriptProgram = m_directory / "script";
        std::filesystem::create_directories(m_directory / "children");
        mend();
    }
    /// Whoever starts it leaves its process id behind.
    void mend() {
        const auto written = m_directory / "new";
        std::ofstream(written) << "#!/bin/sh\n: > " << (m_directory / "children").string() << "/$$\nexec " << kProgram
                               << "\n";
        std::filesystem::permissions(written, std::filesystem::perms::owner_all);
        std::filesystem::rename(written, m_options.blocks.scriptProgram);
    }
    /// No process can be started any more, and those that there are die.
    void destroy() {
        std::filesystem::remove(m_options.blocks.scriptProgram);
        killChildren();
    }
    void killChildren() {
        for (const auto& entry : std::filesystem::directory_iterator(m_directory / "children")) {
            ::kill(static_cast<pid_t>(std::stol(entry.path().filename().string())), SIGKILL);
            std::filesystem::remove(entry.path());
        }
    }
    /// Ticks of the processor that the children have had: proc(5), /proc/pid/stat.
    std::int64_t computed() const {
        std::int64_t ticks = 0;
        for (const auto& entry : std::filesystem::directory_iterator(m_directory / "children")) {
            std::ifstream file("/proc/" + entry.path().filename().string() + "/stat");
            std::string word;
            for (int field = 1; field <= 14 && file >> word; ++field) {
            }
            ticks += file ? std::stoll(word) : 0;
        }
        return ticks;
    }
    void deployScript(const std::string& name, const std::string& tasks) {
        const auto reply =
            call(api::DeployWorkflow{"document: {dsl: '1.0.3', namespace: test, name: " + name +
                                         ", version: '1.0.0'}\nevaluate: {language: javascript}\ndo:\n" + tasks,
                                     name + ".yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message;
    }
    bool troubled() {
        const auto health = m_engine->health();
        return std::any_of(health.problems.begin(), health.problems.end(),
                           [](const auto& problem) { return problem.code == kProblem; });
    }
    bool becomes(bool wanted) {
        return eventually([&] { return troubled() == wanted; });
    }
};

constexpr const char* kWork =
    "  - work: {call: 'work:1.0.0@default', output: {as: '${ ({n: $.n + 1}) }'}}\n"
    "  - more: {set: {m: '${ $.n * 10 }'}}\n";
}  // namespace

TEST_F(ScriptHostTest, whatCameOfATaskIsKeptUntilItsExpressionsWork) {
    Gate gate;
    std::atomic<int> calls = 0;
    add("work", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        ++calls;
        gate.pass(invocation.cancel);
        return api::Json{{"n", 1}};
    });
    const Running running(*this);
    deployScript("works", kWork);
    const auto run = start("works");
    ASSERT_TRUE(gate.awaitArrivals(1));
    destroy();
    gate.open();
    ASSERT_TRUE(becomes(true));
    const auto health = m_engine->health();
    EXPECT_EQ(health.state, api::HealthState::degraded);
    EXPECT_NE(health.problems.front().message.find(m_options.blocks.scriptProgram.string()), std::string::npos)
        << health.problems.front().message;
    EXPECT_EQ(detail(run).run.phase, api::Phase::running);
    mend();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(detail(run).output, (api::Json{{"m", 20}}));
    EXPECT_EQ(calls, 1) << "the world saw the task once";
    EXPECT_TRUE(becomes(false));
    EXPECT_EQ(m_engine->health().state, api::HealthState::healthy);
}

TEST_F(ScriptHostTest, timersEventsAndCommandsWaitToo) {
    const Running running(*this);
    deployScript("naps", "  - nap: {wait: {milliseconds: 1}, output: {as: '${ ({slept: true}) }'}}\n");
    deployScript("hears", "  - hear: {listen: {to: {one: {with: {type: t}}}}, output: {as: '${ $[0].x + 1 }'}}\n");
    const auto hears = start("hears");
    destroy();
    const auto naps = start("naps");  // its first expression is met by the timer
    const auto event = call(api::PublishEvent{
        {{"specversion", "1.0"}, {"id", "1"}, {"source", "/test"}, {"type", "t"}, {"data", {{"x", 1}}}}});
    ASSERT_TRUE(event.ok()) << event.error().message;
    ASSERT_TRUE(becomes(true));
    mend();
    ASSERT_TRUE(await(naps, "run.completed"));
    ASSERT_TRUE(await(hears, "run.completed"));
    EXPECT_EQ(detail(naps).output, (api::Json{{"slept", true}}));
    EXPECT_EQ(detail(hears).output, api::Json(2));
    EXPECT_TRUE(becomes(false));
}

TEST_F(ScriptHostTest, deadLettersDoNotWaitForIt) {
    const auto folder = m_directory / "letters";
    m_options.deadLetters.file = folder / "letters.jsonl";
    std::ofstream(folder) << "a file where the folder should be";
    {
        const Running running(*this);
        deployScript(
            "faulty",
            "  - one: {set: {x: '${ 1 + 1 }'}}\n  - breaks: {raise: {error: {type: 'https://example.com/broken', "
            "status: 418, title: Broken}}}\n");
        ASSERT_TRUE(await(start("faulty"), "run.faulted"));
    }
    destroy();
    std::filesystem::remove(folder);
    const Running again(*this);
    std::string line;
    ASSERT_TRUE(eventually([&] {
        std::ifstream file(m_options.deadLetters.file);
        return static_cast<bool>(std::getline(file, line));
    }));
    EXPECT_NE(line.find("\"incomplete\":"), std::string::npos) << line;
    EXPECT_NE(line.find("\"Broken\""), std::string::npos) << line;
}

TEST_F(ScriptHostTest, aStartIsRefusedAndLeavesNothing) {
    const Running running(*this);
    deployScript("sets", "  - one: {set: {x: '${ 1 + 1 }'}}\n");
    destroy();
    api::StartRun op;
    op.ns = "test";
    op.workflow = "sets";
    op.input = boost::json::object();
    op.idempotencyKey = "once";
    const auto refused = call(op);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kUnavailable);
    EXPECT_TRUE(call(api::ListRuns{})->items.empty());
    mend();
    const auto started = call(op);
    ASSERT_TRUE(started.ok()) << started.error().message;
    ASSERT_TRUE(await(started->run, "run.completed"));
    EXPECT_TRUE(becomes(false));
}

TEST_F(ScriptHostTest, anEngineThatStartsWithoutItsProgramTakesTheRunsUpLater) {
    Gate gate;
    std::atomic<int> calls = 0;
    add("work", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        ++calls;
        gate.pass(invocation.cancel);
        return api::Json{{"n", 1}};
    });
    std::string run;
    {
        const Running running(*this);
        deployScript("works", kWork);
        run = start("works");
        ASSERT_TRUE(gate.awaitArrivals(1));
        destroy();
        close(std::chrono::milliseconds(0));  // the task is cancelled; nothing came of it
    }
    gate.open();
    const Running again(*this);
    ASSERT_TRUE(becomes(true));
    EXPECT_EQ(calls, 1) << "without its definition nothing of the run can be begun";
    EXPECT_EQ(call(api::ListRuns{})->items.at(0).phase, api::Phase::running);
    mend();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(detail(run).output, (api::Json{{"m", 20}}));
    EXPECT_TRUE(becomes(false));
}

TEST_F(ScriptHostTest, oneThatIsKilledBetweenTwoExpressionsIsReplaced) {
    Gate gate;
    add("work", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return api::Json{{"n", 1}};
    });
    const Running running(*this);
    deployScript("works", kWork);
    const auto run = start("works");
    ASSERT_TRUE(gate.awaitArrivals(1));
    killChildren();
    gate.open();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_FALSE(troubled());
}

TEST_F(ScriptHostTest, oneThatIsKilledInTheMiddleOfAnExpressionIsReplaced) {
    const Running running(*this);
    deployScript(
        "computes",
        "  - one: {set: {n: '${ (() => { let n = 0; for (let i = 0; i < 8000000; ++i) { n += i % 7; } return n; "
        "})() }'}}\n");
    const auto before = computed();
    auto started = std::async(std::launch::async, [this] { return start("computes"); });
    ASSERT_TRUE(eventually([&] { return computed() >= before + 2; })) << "it computes";
    killChildren();
    const auto run = started.get();
    ASSERT_TRUE(await(run, "run.completed"));
    std::int64_t sum = 0;
    for (int i = 0; i < 8'000'000; ++i) {
        sum += i % 7;
    }
    EXPECT_EQ(detail(run).output, (api::Json{{"n", sum}}));
    EXPECT_FALSE(troubled());
}

TEST_F(ScriptHostTest, aRunThatWaitsCanBeCancelled) {
    Gate gate;
    add("work", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return api::Json{{"n", 1}};
    });
    const Running running(*this);
    deployScript("works", kWork);
    const auto run = start("works");
    ASSERT_TRUE(gate.awaitArrivals(1));
    destroy();
    gate.open();
    ASSERT_TRUE(becomes(true));
    ASSERT_TRUE(eventually([&] { return call(api::CancelRun{run, "enough"}).ok(); }));
    ASSERT_TRUE(await(run, "run.cancelled"));
    EXPECT_TRUE(becomes(false)) << "nothing waits any more";
}

}  // namespace beamline::test
