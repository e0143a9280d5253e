// SPDX-License-Identifier: Apache-2.0
// Archives of runs on the command line: export, show, history, and another run of one.

#include <gtest/gtest.h>

#include <fstream>

#include "engine/api/json_codec.h"
#include "tests/contract/ctl/program.h"

namespace beamline::test {
namespace {

constexpr const char* kWrites =
    "document: {dsl: '1.0.3', namespace: test, name: writes, version: '1.0.0'}\n"
    "do:\n"
    "- keep: {call: fs.put, with: {path: kept.txt, content: '${ .Token }'}}\n"
    "- shape: {set: {bytes: '${ .size }'}}\n";

class Archives : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        std::ofstream(m_directory / "writes.yaml") << kWrites;
        std::ofstream(m_directory / "input.json") << R"({"Token": "tok-9911"})";
        const auto ran = run({"run", "writes.yaml", "--input", "input.json", "--data-dir", "data"});
        ASSERT_EQ(ran.code, 0) << ran.err;
        m_output = ran.out;
        const auto listed = run({"list", "-o", "json", "--data-dir", "data"});
        ASSERT_EQ(listed.code, 0) << listed.err;
        m_run = api::parseJson(listed.out)->at("items").at(0).at("id").as_string().c_str();
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    Outcome run(const std::vector<std::string>& arguments) { return Program(m_directory, arguments).wait(); }
    /// The archive, also in a file of this name.
    std::string exported(const std::string& name, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"export", m_run, "--data-dir", "data"});
        const auto outcome = run(more);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        std::ofstream(m_directory / name) << outcome.out;
        return outcome.out;
    }

    std::filesystem::path m_directory;
    std::string m_run;
    std::string m_output;
};

TEST_F(Archives, ARunIsShownFromAFileAlone) {
    exported("a.json");
    std::filesystem::remove_all(m_directory / "data");
    const auto shown = run({"show", "--archive", "a.json"});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_NE(shown.out.find(m_run), std::string::npos);
    EXPECT_NE(shown.out.find("completed"), std::string::npos);
    const auto first = run({"show", "--archive", "a.json", "--as-of", "1", "-o", "json"});
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_EQ(api::parseJson(first.out)->at("run").at("phase"), "pending");
    EXPECT_NE(run({"show", "--archive", "a.json", "--as-of", "1000"}).err.find("entries"), std::string::npos);
    const auto task = run({"show", "--archive", "a.json", "--task", "/do/0/keep"});
    EXPECT_EQ(task.code, 0) << task.err;
    const auto history = run({"history", "--archive", "a.json"});
    EXPECT_EQ(history.code, 0) << history.err;
    EXPECT_NE(history.out.find("run.completed"), std::string::npos);
    EXPECT_EQ(run({"history"}).code, 2);
    EXPECT_EQ(run({"show"}).code, 2);
}

TEST_F(Archives, WhatIsTakenOutIsNotThere) {
    EXPECT_NE(exported("a.json").find("tok-9911"), std::string::npos);
    EXPECT_EQ(exported("b.json", {"--redact", "token,other"}).find("tok-9911"), std::string::npos);
    EXPECT_EQ(exported("c.json", {"--no-data"}).find("tok-9911"), std::string::npos);
    for (const auto* file : {"b.json", "c.json"}) {
        EXPECT_EQ(run({"show", "--archive", file}).code, 0) << file;
    }
}

TEST_F(Archives, WhatIsDamagedIsRefused) {
    auto text = exported("a.json");
    text.replace(text.find("tok-9911"), 8, "tok-9912");
    std::ofstream(m_directory / "b.json") << text;
    const auto damaged = run({"show", "--archive", "b.json"});
    EXPECT_NE(damaged.code, 0);
    EXPECT_NE(damaged.err.find("damaged"), std::string::npos) << damaged.err;
    EXPECT_NE(run({"show", "--archive", "missing.json"}).code, 0);
    EXPECT_NE(run({"show", "--archive", "writes.yaml"}).err.find("no archive"), std::string::npos);
}

TEST_F(Archives, ItRunsAgainWithWhatWasAnswered) {
    exported("a.json");
    std::filesystem::create_directory(m_directory / "elsewhere");
    Program again(m_directory / "elsewhere", {"run", "--archive", "../a.json", "--dry-run"});
    const auto outcome = again.wait();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, m_output);
    EXPECT_FALSE(std::filesystem::exists(m_directory / "elsewhere" / "kept.txt"));
    EXPECT_EQ(run({"run", "--archive", "a.json"}).code, 2) << "only as a dry run";
    EXPECT_EQ(run({"run", "writes.yaml", "--archive", "a.json", "--dry-run"}).code, 2);
    EXPECT_EQ(run({"run"}).code, 2);
    exported("c.json", {"--no-data"});
    const auto bare = run({"run", "--archive", "c.json", "--dry-run"});
    EXPECT_NE(bare.code, 0);
    EXPECT_NE(bare.err.find("without data"), std::string::npos) << bare.err;
}

}  // namespace
}  // namespace beamline::test
