// SPDX-License-Identifier: Apache-2.0
// Dry runs at the command line: what is printed, what is written, and that nothing happens.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "engine/api/json_codec.h"
#include "tests/contract/ctl/program.h"

namespace beamline::test {
namespace {

constexpr const char* kFlow =
    "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n"
    "do:\n"
    "- keep: {call: fs.put, with: {path: kept.txt, content: '${ .text }'}}\n"
    "- say: {emit: {event: {with: {type: a.b, source: /x}}}}\n"
    "- nap: {wait: {hours: 1}}\n";

class BeamctlDryRun : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-dry-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        file("flow.yaml", kFlow);
        file("in.json", R"({"text": "abc"})");
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    Outcome run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"run", "flow.yaml", "--input", "in.json", "--files", "."});
        return Program(m_directory, arguments).wait();
    }
    void file(const std::string& name, const std::string& text) const { std::ofstream(m_directory / name) << text; }

    std::filesystem::path m_directory;
};

TEST_F(BeamctlDryRun, TellsWhatWouldHaveHappened) {
    file("mocks.yaml", "mocks:\n- function: fs.*\n  output: {path: kept.txt}\n");
    const auto outcome = run({"--dry-run", "--mocks", "mocks.yaml"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto told = lines(outcome.err);
    ASSERT_EQ(told.size(), 3u) << outcome.err;
    EXPECT_EQ(told[0].rfind("beamctl: dry run: /do/0/keep  fs.put: answered by mock 1  {", 0), 0u) << told[0];
    EXPECT_NE(told[0].find("abc"), std::string::npos) << told[0];
    EXPECT_EQ(told[1].rfind("beamctl: dry run: /do/1/say  emit: not published  {", 0), 0u) << told[1];
    EXPECT_EQ(told[2].rfind("beamctl: dry run: /do/2/nap  wait: skipped  {", 0), 0u) << told[2];
    EXPECT_FALSE(std::filesystem::exists(m_directory / "kept.txt"));
}

TEST_F(BeamctlDryRun, WritesItAsJson) {
    const auto outcome = run({"--dry-run", "--effects", "effects.jsonl"});
    EXPECT_EQ(outcome.code, 4) << outcome.err;
    EXPECT_EQ(api::parseJson(lines(outcome.err).back())->at("title"), "Refused in a dry run");
    const auto told = lines(readAll(m_directory / "effects.jsonl"));
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(*api::parseJson(told[0]), *api::parseJson(R"({"function": "fs.put", "outcome": "refused",
        "arguments": {"path": "kept.txt", "content": "abc"}, "task": "/do/0/keep", "iteration": 1, "attempt": 1})"));
}

TEST_F(BeamctlDryRun, SuggestsMocksThatItTakes) {
    const auto suggested = run({"--suggest-mocks"});
    EXPECT_EQ(suggested.code, 0) << suggested.err;
    EXPECT_FALSE(std::filesystem::exists(m_directory / "kept.txt"));
    file("mocks.json", suggested.out);
    EXPECT_EQ(run({"--dry-run", "--mocks", "mocks.json"}).code, 0);
}

TEST_F(BeamctlDryRun, AWrongPlanHasAPlace) {
    file("mocks.yaml", "mocks:\n- function: fs.put\n  output: 1\n- task: a\n  times: 0\n  output: 1\n");
    const auto outcome = run({"--dry-run", "--mocks", "mocks.yaml"});
    EXPECT_EQ(outcome.code, 3);
    ASSERT_EQ(lines(outcome.err).size(), 1u) << outcome.err;
    EXPECT_EQ(outcome.err.rfind("mocks.yaml:5:3: error: ", 0), 0u) << outcome.err;
    file("mocks.yaml", "mocks: [");
    EXPECT_EQ(run({"--dry-run", "--mocks", "mocks.yaml"}).code, 3);
    EXPECT_EQ(run({"--dry-run", "--mocks", "gone.yaml"}).code, 2);
    EXPECT_EQ(run({"--mocks", "mocks.yaml"}).code, 2);
    EXPECT_EQ(run({"--dry-run", "--data-dir", "data"}).code, 2) << "it would deploy";
    EXPECT_FALSE(std::filesystem::exists(m_directory / "data"));
    EXPECT_EQ(run({"--dry-run", "--suggest-mocks"}).code, 2);
}

}  // namespace
}  // namespace beamline::test
