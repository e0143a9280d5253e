// SPDX-License-Identifier: Apache-2.0
// The task `run` through an engine: real processes, what they write while they run, and what nobody waits for.
#include <fstream>
#include <set>
#include <sstream>

#include "engine/runtime/processes.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

/// Subscribes with data beside the fixture's own subscription, which asks for none.
class RunTaskTest : public EngineTest {
protected:
    void listen() {
        m_told = m_engine->subscribe({{}, true, true}, m_engine->health().seq, [this](const api::Event& event) {
            if (event.kind == api::kOutputEvent) {
                std::lock_guard lock(m_lock);
                m_lines.push_back(event);
            }
        });
    }
    void TearDown() override {
        m_told.reset();
        EngineTest::TearDown();
    }
    std::vector<api::Event> lines() {
        std::lock_guard lock(m_lock);
        return m_lines;
    }
    /// Whether a process has this in its arguments.
    static bool alive(const std::string& mark) {
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            std::ifstream file(entry.path() / "cmdline", std::ios::binary);
            std::ostringstream line;  // one that ends meanwhile reads as nothing
            line << file.rdbuf();
            if (line.str().find(mark) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    std::unique_ptr<api::Subscription> m_told;
    std::mutex m_lock;
    std::vector<api::Event> m_lines;
};

TEST_F(RunTaskTest, aShellCommandRunsAndItsLinesAreToldMeanwhile) {
    open();
    listen();
    deploy("shell",
           "  - hello:\n      input: {from: .name}\n      run:\n        shell:\n          stdin: '${ . }'\n"
           "          command: |\n            echo \"Hello $(cat)\"; echo careful >&2\n");
    const auto run = start("shell", {{"name", "Ann"}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(detail(run).output, api::Json("Hello Ann\n"));
    ASSERT_TRUE(eventually([&] { return lines().size() == 2; }));
    auto told = lines();
    std::sort(told.begin(), told.end(), [](const auto& a, const auto& b) {
        return boost::json::serialize(a.data) > boost::json::serialize(b.data);
    });
    EXPECT_EQ(boost::json::serialize(told[0].data), R"({"stream":"stdout","text":"Hello Ann"})");
    EXPECT_EQ(boost::json::serialize(told[1].data), R"({"stream":"stderr","text":"careful"})");
    EXPECT_EQ(told[0].run, run);
    EXPECT_EQ(told[0].task, "/do/0/hello");
    // Who asks for no data does not get them, and they are no part of the history.
    std::lock_guard lock(m_mutex);
    EXPECT_TRUE(std::none_of(m_events.begin(), m_events.end(),
                             [](const auto& event) { return event.kind == api::kOutputEvent; }));
    api::GetHistory past;
    past.run = run;
    const auto history = call(past);
    ASSERT_TRUE(history.ok());
    EXPECT_TRUE(std::none_of(history->items.begin(), history->items.end(),
                             [](const auto& entry) { return entry.kind == api::kOutputEvent; }));
}

TEST_F(RunTaskTest, anExitCodeIsAnErrorThatCanBeCaught) {
    open();
    deploy("fails",
           "  - t:\n      try:\n        - a: {run: {shell: {command: 'echo broken >&2; exit 3'}}}\n"
           "      catch:\n        as: e\n        do:\n          - b: {set: {what: '${ $e.detail }'}}\n");
    const auto run = start("fails");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output),
              R"({"what":"The shell command ended with exit code 3: broken"})");
}

TEST_F(RunTaskTest, cancellingARunEndsItsProcess) {
    open();
    listen();
    deploy("slow", "  - a: {run: {shell: {command: 'echo started; sleep 600'}}}\n");
    const auto run = start("slow");
    ASSERT_TRUE(eventually([&] { return !lines().empty(); }));
    api::CancelRun cancel;
    cancel.run = run;
    ASSERT_TRUE(call(cancel).ok());
    ASSERT_TRUE(await(run, "run.cancelled"));
    EXPECT_TRUE(eventually([&] { return m_engine->health().activeRuns == 0; }));
}

TEST_F(RunTaskTest, withoutAwaitTheRunGoesOnAndTheProcessDoesItsWork) {
    open();
    listen();
    deploy("detached",
           "  - a: {run: {shell: {command: 'sleep 0.3; echo done; exit 7'}, await: false}}\n"
           "  - b: {set: {went: '${ .on }'}}\n");
    const auto run = start("detached", {{"on", true}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"({"went":true})");
    // Its line, and that it failed: the run does not hear of it, whoever listens does.
    ASSERT_TRUE(eventually([&] { return lines().size() == 2; }));
    EXPECT_EQ(lines()[0].data.at("text"), api::Json("done"));
    EXPECT_NE(boost::json::serialize(lines()[1].data).find("exit code 7"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return m_engine->health().activeRuns == 0; }));
    EXPECT_EQ(detail(run).run.phase, api::Phase::completed);
}

TEST_F(RunTaskTest, theEndOfTheEngineEndsWhatNobodyWaitsForAndItsStartBeginsItAgain) {
    open();
    listen();
    const auto mark = "mark-" + m_directory.filename().string();
    deploy("detached",
           "  - a: {run: {shell: {command: 'echo started; sleep 600; echo " + mark + "'}, await: false}}\n");
    const auto run = start("detached");
    ASSERT_TRUE(await(run, "run.completed"));
    ASSERT_TRUE(eventually([&] { return !lines().empty(); }));
    EXPECT_TRUE(alive(mark));
    m_told.reset();
    close(std::chrono::milliseconds(100));
    EXPECT_TRUE(eventually([&] { return !alive(mark); }));
    open();
    EXPECT_EQ(detail(run).run.phase, api::Phase::completed);
    EXPECT_TRUE(eventually([&] { return alive(mark); }));
    close(std::chrono::milliseconds(100));
}

/// In the place of `shell`, so that the test says when a process ends.
class DetachedTest : public EngineTest {
protected:
    struct Seen {
        Gate gate;
        std::mutex mutex;
        std::multiset<std::string> ended;
        std::set<std::string> begun;
    };
    void SetUp() override {
        EngineTest::SetUp();
        add("shell", [this](const blocks::Invocation& invocation) -> blocks::BlockResult {
            const auto seen = m_seen;
            {
                std::lock_guard lock(seen->mutex);
                seen->begun.insert(invocation.key);
            }
            const bool passed = seen->gate.pass(invocation.cancel);
            std::lock_guard lock(seen->mutex);
            if (passed) {
                seen->ended.insert(invocation.key);
            }
            return api::Json("done");
        });
    }
    void deployMany(int count) {
        deploy("many", "  - all:\n      for: {each: i, in: '${ [range(" + std::to_string(count) +
                           ")] }'}\n      do:\n        - one: {run: {shell: {command: x}, await: false}}\n");
    }
    std::size_t ended() {
        std::lock_guard lock(m_seen->mutex);
        return m_seen->ended.size();
    }
    int inPools() {
        int jobs = 0;
        for (const auto& pool : m_engine->health().pools) {
            jobs += pool.busy + pool.queued;
        }
        return jobs;
    }
    std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
};

TEST_F(DetachedTest, whatThePoolsDoNotGetWaitsInTheJournalAndEachRunsOnce) {
    constexpr int kMany = runtime::kMaxProcessesInMotion + 200;
    open();
    deployMany(kMany);
    const auto run = start("many");
    ASSERT_TRUE(await(run, "run.completed"));
    ASSERT_TRUE(eventually([&] { return inPools() == runtime::kMaxProcessesInMotion; }));
    m_seen->gate.open();
    ASSERT_TRUE(eventually([&] { return ended() == kMany && inPools() == 0; }));
    std::lock_guard lock(m_seen->mutex);
    EXPECT_EQ(std::set<std::string>(m_seen->ended.begin(), m_seen->ended.end()).size(), m_seen->ended.size());
}

TEST_F(DetachedTest, whatHadNotEndedWhenTheEngineDidIsStartedAgainWithItsKey) {
    open();
    deployMany(20);
    const auto run = start("many");
    ASSERT_TRUE(await(run, "run.completed"));
    ASSERT_TRUE(m_seen->gate.awaitArrivals(1));
    close(std::chrono::milliseconds(0));
    EXPECT_EQ(ended(), 0u);
    m_seen->gate.open();
    open();
    ASSERT_TRUE(eventually([&] { return ended() == 20 && inPools() == 0; }));
    {
        std::lock_guard lock(m_seen->mutex);
        EXPECT_EQ(m_seen->begun.size(), 20u);
    }
    reopen();
    EXPECT_TRUE(eventually([&] { return inPools() == 0; }));
    EXPECT_EQ(ended(), 20u) << "what has ended is not started again";
}

}  // namespace
}  // namespace beamline::test
