// SPDX-License-Identifier: Apache-2.0
// What the owner of an engine does not want to keep goes by itself; nothing goes unless it was asked for.

#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

class RetentionTest : public EngineTest {
protected:
    void makeEndedRuns(int count) {
        open();
        deploy("short", "  - a: {set: {n: 1}}\n");
        deploy("asks", "  - ask: {call: approval, with: {subject: Pay}}\n");
        m_waiting = start("asks");
        ASSERT_TRUE(await(m_waiting, "approval.raised"));
        for (int i = 0; i < count; ++i) {
            const auto run = start("short");
            ASSERT_TRUE(await(run, "run.completed"));
            m_newest = run;
        }
    }
    std::size_t runs() { return call(api::ListRuns{})->items.size(); }

    std::string m_waiting;
    std::string m_newest;
};

TEST_F(RetentionTest, keepsAllByDefault) {
    makeEndedRuns(3);
    reopen();
    EXPECT_EQ(runs(), 4u);
}

TEST_F(RetentionTest, keepsTheNewestEndedRunsAndAllThatHaveNotEnded) {
    makeEndedRuns(5);
    close();
    m_options.retention.maxEndedRuns = 1;
    open();
    EXPECT_TRUE(eventually([&] { return runs() == 2; }));
    EXPECT_TRUE(call(api::GetRun{m_newest}).ok());
    EXPECT_EQ(detail(m_waiting).run.phase, api::Phase::waiting);
}

TEST_F(RetentionTest, removesWhatEndedTooLongAgo) {
    makeEndedRuns(2);
    close();
    m_options.retention.maxAgeMs = 1;
    open();
    EXPECT_TRUE(eventually([&] { return runs() == 1; }));
    EXPECT_EQ(detail(m_waiting).run.phase, api::Phase::waiting);
}

}  // namespace beamline::test
