// SPDX-License-Identifier: Apache-2.0
// Commits that the disk refuses, and facts that the machine refuses: nobody waits for ever, nothing stays in memory.
#include <future>

#include "tests/engine/runtime/engine_fixture.h"
#include "tests/engine/store/fault_vfs.h"

namespace beamline::test {

namespace {
using store::test::FaultVfs;

constexpr const char* kAsks = "  - ask: {call: approval, with: {subject: Pay}}\n  - done: {set: {paid: true}}\n";

class LostCommits : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.journalVfs = FaultVfs::kName;
        open();
    }
    void TearDown() override {
        m_vfs.disarm();
        EngineTest::TearDown();
    }
    bool passive() {
        return eventually([this] { return m_engine->health().activeRuns == 0; });
    }
    bool accepts(bool wanted) {
        return eventually([&] { return (m_engine->health().state != api::HealthState::refusing) == wanted; });
    }
    api::DecideApproval decision(const std::string& run) {
        const auto approval = call(api::GetApproval{detail(run).approvals.at(0)});
        EXPECT_TRUE(approval.ok());
        api::DecideApproval decide;
        decide.approval = approval->approval.id;
        decide.hash = approval->approval.hash;
        return decide;
    }
    using Answer = api::Result<api::ApprovalReply>;
    std::vector<std::future<Answer>> sendAtOnce(const api::DecideApproval& decide, int count) {
        std::vector<std::future<Answer>> answers;
        for (int i = 0; i < count; ++i) {
            auto promise = std::make_shared<std::promise<Answer>>();
            answers.push_back(promise->get_future());
            api::RequestContext context;
            context.user = "user" + std::to_string(i);
            api::call<api::DecideApproval>(*m_engine, decide, context,
                                           [promise](Answer answer) { promise->set_value(std::move(answer)); });
        }
        return answers;
    }

    FaultVfs m_vfs;
};
}  // namespace

TEST_F(LostCommits, aTimerThatFiredOntoAFullDiskFiresAgain) {
    deploy("naps", "  - nap: {wait: {milliseconds: 300}}\n  - done: {set: {up: true}}\n");
    const auto run = start("naps");
    ASSERT_TRUE(await(run, "run.waiting"));
    m_vfs.arm(FaultVfs::Fault::DiskFull, 1);
    ASSERT_TRUE(accepts(false));
    EXPECT_TRUE(await("", "engine.health"));
    EXPECT_GT(m_engine->health().problems.at(0).since, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    m_vfs.disarm();
    EXPECT_TRUE(await(run, "run.completed"));
    EXPECT_TRUE(passive());
}

TEST_F(LostCommits, everyCommandIsAnsweredWhenItsRunIsLost) {
    deploy("asks", kAsks);
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    const auto decide = decision(run);
    ASSERT_TRUE(passive());
    m_vfs.arm(FaultVfs::Fault::DiskFull, 1);
    auto answers = sendAtOnce(decide, 8);
    for (auto& future : answers) {
        ASSERT_EQ(future.wait_for(std::chrono::seconds(20)), std::future_status::ready);
        const auto answer = future.get();
        ASSERT_FALSE(answer.ok());
        EXPECT_EQ(answer.error().code, api::code::kUnavailable) << answer.error().message;
    }
    m_vfs.disarm();
    ASSERT_TRUE(accepts(true));
    ASSERT_TRUE(eventually([&] { return call(decide).ok(); }));
    EXPECT_TRUE(await(run, "run.completed"));
    EXPECT_TRUE(passive());
}

TEST_F(LostCommits, aRunThatRefusesSeveralFactsAtOnceLeavesMemory) {
    deploy("asks", kAsks);
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    auto stale = decision(run);
    stale.hash = "0000";
    for (int round = 0; round < 20; ++round) {
        for (auto& future : sendAtOnce(stale, 8)) {
            EXPECT_EQ(future.get().error().code, api::code::kStale);
        }
    }
    EXPECT_TRUE(passive());
}

TEST_F(LostCommits, theEndOfAProcessIsToldUntilTheDiskTakesIt) {
    Gate gate;
    std::atomic<int> calls{0};
    close();
    add("shell", [&](const auto& invocation) -> blocks::BlockResult {
        ++calls;
        gate.pass(invocation.cancel);
        return api::Json();
    });
    const Running running(*this);
    deploy("detached", "  - a: {run: {shell: {command: x}, await: false}}\n");
    ASSERT_TRUE(await(start("detached"), "run.completed"));
    ASSERT_TRUE(gate.awaitArrivals(1));
    ASSERT_TRUE(passive());
    m_vfs.arm(FaultVfs::Fault::DiskFull, 1);
    gate.open();
    ASSERT_TRUE(accepts(false)) << "its end is all there is to write";
    m_vfs.disarm();
    store::JournalOptions options;
    options.file = m_options.dataDir / "journal.db";
    options.readOnly = true;
    const auto journal = store::Journal::open(options);
    ASSERT_TRUE(journal.ok());
    EXPECT_TRUE(eventually([&] {
        const auto left = (*journal)->processes(0, 10);
        return left.ok() && left->empty();
    }));
    EXPECT_EQ(calls, 1);
}

TEST_F(LostCommits, anActivityThatItsOwnStepTakesBackNeverBegins) {
    std::atomic<int> calls{0};
    close();
    add("test.count", [&](const auto&) -> blocks::BlockResult { return api::Json(++calls); });
    const Running running(*this);
    deploy("races",
           "  - race:\n      fork:\n        compete: true\n        branches:\n"
           "          - a: {call: test.count}\n          - b: {set: {x: 1}}\n");
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(await(start("races"), "run.completed"));
    }
    EXPECT_EQ(calls, 0);
}

}  // namespace beamline::test
