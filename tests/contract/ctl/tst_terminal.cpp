// SPDX-License-Identifier: Apache-2.0
// beamctl at a terminal: it asks for approvals, fills in their form, and takes Ctrl+C.

#include <gtest/gtest.h>

#include <fstream>

#include "tests/contract/ctl/program.h"
#include "tests/contract/ctl/terminal.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::test {
namespace {

class AtTheTerminal : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        std::ofstream(m_directory / "ask.yaml") << R"(
document: {dsl: '1.0.3', namespace: test, name: ask, version: '1.0.0'}
do:
  - ask:
      call: approval
      with:
        subject: Really
        form:
          type: object
          required: [amount]
          properties:
            amount: {type: integer, title: Amount, maximum: 10}
            centre: {type: string, title: Cost centre, enum: [travel, office], default: office}
            remark: {type: string}
)";
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    std::filesystem::path m_directory;
};

TEST_F(AtTheTerminal, AFormIsAskedForFieldByField) {
    Terminal terminal(m_directory, {"run", "ask.yaml"});
    ASSERT_TRUE(terminal.await("Really"));
    ASSERT_TRUE(terminal.await("[a]pprove")) << terminal.screen();
    terminal.type("a\n");
    ASSERT_TRUE(terminal.await("Comment")) << terminal.screen();
    terminal.type("checked\n");
    ASSERT_TRUE(terminal.await("Amount: ")) << terminal.screen();
    terminal.type("many\n");
    ASSERT_TRUE(terminal.await("a value of type integer")) << terminal.screen();
    ASSERT_TRUE(terminal.await("Amount: "));
    terminal.type("12\n");
    ASSERT_TRUE(terminal.await("Cost centre (travel, office) [office]: ")) << terminal.screen();
    terminal.type("\n");
    ASSERT_TRUE(terminal.await("remark (may be empty): ")) << terminal.screen();
    terminal.type("\n");
    ASSERT_TRUE(terminal.await("(/amount)")) << "the engine checks it: " << terminal.screen();
    ASSERT_TRUE(terminal.await("[a]pprove"));
    terminal.type("a\n\n3\n\n\n");  // all at once
    EXPECT_EQ(terminal.wait(), 0) << terminal.screen();
    EXPECT_NE(terminal.screen().find("\"amount\": 3"), std::string::npos) << terminal.screen();
    EXPECT_NE(terminal.screen().find("\"centre\": \"office\""), std::string::npos) << terminal.screen();
}

TEST_F(AtTheTerminal, OneMayRejectOrLeaveItOrInterrupt) {
    {
        Terminal terminal(m_directory, {"run", "ask.yaml"});
        ASSERT_TRUE(terminal.await("[a]pprove")) << terminal.screen();
        terminal.type("r\nno\n");
        EXPECT_EQ(terminal.wait(), 0) << terminal.screen();
        EXPECT_NE(terminal.screen().find("rejected"), std::string::npos) << terminal.screen();
    }
    Terminal terminal(m_directory, {"run", "ask.yaml"});
    ASSERT_TRUE(terminal.await("[a]pprove")) << terminal.screen();
    terminal.type("o\n");
    ASSERT_TRUE(terminal.await("Decide it with")) << terminal.screen();
    terminal.type("\x03");
    EXPECT_EQ(terminal.wait(), 5) << terminal.screen();
}

TEST_F(AtTheTerminal, TablesFitIntoEightyColumns) {
    const auto data = (m_directory / "data").string();
    Program owner(m_directory, {"run", "ask.yaml", "--data-dir", data});
    ASSERT_TRUE(eventually([&] { return owner.errors().find("beamctl approve") != std::string::npos; }));
    for (const char* command : {"list", "approvals", "functions"}) {
        Terminal terminal(m_directory, {command, "--data-dir", data});
        EXPECT_EQ(terminal.wait(), 0) << terminal.screen();
        EXPECT_GE(lines(terminal.screen()).size(), 2u) << terminal.screen();
        for (auto line : lines(terminal.screen())) {
            for (const char* code : {"\033[1m", "\033[0m", "\r"}) {
                if (const auto at = line.find(code); at != std::string::npos) {
                    line.erase(at, std::string(code).size());
                }
            }
            EXPECT_LE(line.size(), 82u) << line;  // an ellipsis has three bytes
        }
    }
}

}  // namespace
}  // namespace beamline::test
