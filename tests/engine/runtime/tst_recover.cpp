// SPDX-License-Identifier: Apache-2.0
// Runs that lose their last events are what their first ones say: what was kept for them of the lost ones is gone, what
// the lost ones had taken away is there again, and an engine takes them to their end.
#include <sqlite3.h>

#include "engine/blocks/block.h"
#include "engine/runtime/refold.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class RecoverTest : public EngineTest {
protected:
    std::filesystem::path file() const { return m_options.dataDir / "journal.db"; }
    void sql(const std::string& text) {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
        char* problem = nullptr;
        sqlite3_exec(handle, text.c_str(), nullptr, nullptr, &problem);
        EXPECT_EQ(problem, nullptr) << problem;
        sqlite3_close(handle);
    }
    /// Damages the events of a run from the `n`-th on, and recovers.
    std::string cut(const std::string& run, int n) {
        close();
        sql("UPDATE event SET crc=crc+1 WHERE seq IN (SELECT seq FROM event WHERE run=(SELECT key FROM run WHERE id='" +
            run + "') ORDER BY seq LIMIT -1 OFFSET " + std::to_string(n - 1) + ")");
        return recover();
    }
    std::string recover() {
        const auto target = m_directory / "new.db";
        const blocks::Registry registry{{}};
        const auto report = store::Journal::recover(file(), target, runtime::refolder(registry));
        EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(file().string() + suffix);
        }
        std::filesystem::rename(target, file());
        EXPECT_EQ(damage(), "");
        return report.ok() ? *report : std::string();
    }
    void publish(const std::string& id, const std::string& type, api::Json data = {}) {
        const auto reply = call(api::PublishEvent{
            {{"specversion", "1.0"}, {"id", id}, {"source", "/test"}, {"type", type}, {"data", std::move(data)}}});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
    }
    std::vector<std::string> runsOf(const std::string& workflow) {
        std::vector<std::string> ids;
        api::ListRuns query;
        query.filter.workflow = workflow;
        const auto page = call(query);
        for (const auto& run : page->items) {
            ids.push_back(run.id);
        }
        return ids;
    }
};

TEST_F(RecoverTest, aTimerThatTheLostEventsHadFiredIsSetAgain) {
    open();
    deploy("naps", "  - nap: {wait: {milliseconds: 20}}\n  - ask: {call: approval, with: {subject: Go on}}\n");
    const auto run = start("naps");
    ASSERT_TRUE(await(run, "approval.raised"));
    EXPECT_NE(cut(run, 2).find("cut back"), std::string::npos);
    open();
    ASSERT_TRUE(eventually([&] { return !detail(run).approvals.empty(); })) << "its timer fires once more";
    const auto open = detail(run).approvals;
    ASSERT_EQ(open.size(), 1u);
    api::DecideApproval decide;
    decide.approval = open[0];
    decide.hash = call(api::GetApproval{open[0]})->approval.hash;
    EXPECT_TRUE(call(decide).ok());
    EXPECT_TRUE(await(run, "run.completed"));
}

TEST_F(RecoverTest, aDecisionThatIsLostCanBeMadeAgainAndWhatFollowedItIsGone) {
    open();
    deploy("asks",
           "  - ask: {call: approval, with: {subject: Go on}}\n"
           "  - hear: {listen: {to: {one: {with: {type: order.paid}}}}}\n");
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    const auto approval = detail(run).approvals.at(0);
    api::DecideApproval decide;
    decide.approval = approval;
    decide.hash = call(api::GetApproval{approval})->approval.hash;
    ASSERT_TRUE(call(decide).ok());
    ASSERT_TRUE(eventually([&] { return detail(run).run.now.find("hear") != std::string::npos; }));
    cut(run, 2);
    open();
    EXPECT_EQ(call(api::GetApproval{approval})->approval.state, api::ApprovalState::waiting);
    EXPECT_EQ(detail(run).run.phase, api::Phase::waiting);
    publish("1", "order.paid");  // nobody listens
    ASSERT_TRUE(call(decide).ok());
    ASSERT_TRUE(eventually([&] { return detail(run).run.now.find("hear") != std::string::npos; }));
    publish("2", "order.paid");
    EXPECT_TRUE(await(run, "run.completed"));
}

TEST_F(RecoverTest, aSubscriptionThatTheLostEventsHadEndedIsThereAgain) {
    open();
    deploy("hears", "  - hear: {listen: {to: {one: {with: {type: order.paid}}}}}\n  - nap: {wait: {hours: 1}}\n");
    const auto run = start("hears");
    ASSERT_TRUE(await(run, "run.waiting"));
    publish("1", "order.paid");
    ASSERT_TRUE(eventually([&] { return detail(run).run.now.find("nap") != std::string::npos; }));
    cut(run, 2);
    open();
    EXPECT_NE(detail(run).run.now.find("hear"), std::string::npos) << detail(run).run.now;
    publish("2", "order.paid");
    EXPECT_TRUE(eventually([&] { return detail(run).run.now.find("nap") != std::string::npos; }));
}

TEST_F(RecoverTest, aChildOfALostEventIsLeftOutAndOneThatEndedIsHeardAgain) {
    open();
    deploy("child", "  - a: {set: {said: '${ .word }'}}\n");
    deploy("second", "  - w: {listen: {to: {one: {with: {type: never}}}}}\n");
    deploy("parent",
           "  - one: {run: {workflow: {namespace: test, name: child, version: '1.0.0', input: {word: hello}}}}\n"
           "  - two: {run: {workflow: {namespace: test, name: second, version: '1.0.0'}}}\n");
    const auto run = start("parent");
    ASSERT_TRUE(eventually([&] { return runsOf("second").size() == 1; }));
    const auto orphan = runsOf("second").at(0);
    const auto report = cut(run, 2);
    EXPECT_NE(report.find("run " + orphan + ": left out"), std::string::npos) << report;
    open();
    ASSERT_TRUE(eventually([&] { return runsOf("second").size() == 1; })) << "the parent went on and began it anew";
    EXPECT_NE(runsOf("second").at(0), orphan);
    EXPECT_EQ(runsOf("child").size(), 1u) << "the first one is not begun twice";
    EXPECT_EQ(detail(run).run.phase, api::Phase::waiting);
}

TEST_F(RecoverTest, rowsThatAreLostBesideEventsAreToldByTheEvents) {
    open();
    deploy("naps", "  - nap: {wait: {hours: 1}}\n");
    deploy("hears", "  - hear: {listen: {to: {one: {with: {type: order.paid}}}}}\n");
    const auto naps = start("naps");
    const auto hears = start("hears");
    ASSERT_TRUE(await(naps, "run.waiting") && await(hears, "run.waiting"));
    close();
    sql("UPDATE timer SET crc=crc+1; UPDATE subscription SET crc=crc+1");
    EXPECT_NE(recover().find("table timer"), std::string::npos);
    open();
    publish("1", "order.paid");
    EXPECT_TRUE(await(hears, "run.completed"));
    EXPECT_EQ(call(api::ListRuns{})->items.size(), 2u);
}

}  // namespace
}  // namespace beamline::test
