// SPDX-License-Identifier: Apache-2.0
// log and notify: what reaches the owner of the engine, and who is said to have spoken.

#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class Say : public BlockTest {
protected:
    static Invocation by(const std::string& key, api::Json arguments) {
        auto invocation = call(std::move(arguments));
        invocation.key = key;
        return invocation;
    }
};

TEST_F(Say, ALineKnowsItsRunAndTask) {
    std::vector<LogLine> lines;
    settings.log = [&](const LogLine& line) { lines.push_back(line); };
    EXPECT_EQ(std::get<api::Json>(run("log", by("01X:/do/0/a:b/do/1/c:12:3", {{"message", "m"}, {"data", {1}}}))), "m");
    run("log", by("", {{"message", "n"}, {"level", "error"}}));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].origin.run, "01X");
    EXPECT_EQ(lines[0].origin.task, "/do/0/a:b/do/1/c");
    EXPECT_EQ(lines[0].level, "info");
    EXPECT_EQ(lines[0].data, json("[1]"));
    EXPECT_EQ(lines[1].level, "error");
    EXPECT_EQ(lines[1].origin.run + lines[1].origin.task, "");
}

TEST_F(Say, ANoticeSaysWhereItLeads) {
    std::vector<Notice> notices;
    settings.notify = [&](const Notice& notice) { notices.push_back(notice); };
    EXPECT_EQ(std::get<api::Json>(run("notify", by("01X:/do/0/tell:1:1", {{"title", "t"}}))), json(R"({"title":"t"})"));
    run("notify", by("01X:/do/0/tell:1:1", {{"title", "u"}, {"text", "v"}, {"urgency", "low"}, {"link", false}}));
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].urgency, "normal");
    EXPECT_EQ(notices[0].origin.run, "01X");
    EXPECT_TRUE(notices[0].link);
    EXPECT_EQ(notices[1].text, "v");
    EXPECT_FALSE(notices[1].link);
}

TEST_F(Say, NobodyListeningIsNoFailure) {
    EXPECT_EQ(good("log", {{"message", "m"}}), "m");
    EXPECT_EQ(good("notify", {{"title", "t"}}).at("title"), "t");
}

}  // namespace
}  // namespace beamline::blocks
