// SPDX-License-Identifier: Apache-2.0
// beamctl rerun: what it would take over, what it starts, and what it says when it cannot.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "engine/api/json_codec.h"
#include "tests/contract/ctl/program.h"

namespace beamline::test {
namespace {

class BeamctlRerun : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-rerun-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    Outcome at(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--data-dir", "data"});
        return Program(m_directory, arguments).wait();
    }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(m_directory / name) << text;
        return name;
    }

    std::filesystem::path m_directory;
};

TEST_F(BeamctlRerun, BeginsAtATaskByItsName) {
    const auto flow = file("flow.yaml",
                           "document: {dsl: '1.0.3', namespace: demo, name: sums, version: '1.0.0'}\n"
                           "do:\n"
                           "  - first: {set: {n: 1}}\n"
                           "  - second: {set: {m: '${ .n + 1 }'}}\n");
    EXPECT_EQ(at({"run", flow}).code, 0);
    const auto listed = api::parseJson(at({"list", "-o", "json"}).out);
    ASSERT_TRUE(listed.ok());
    const std::string id(listed->at("items").as_array().at(0).at("id").as_string());
    const auto plan = at({"rerun", id, "--task", "second", "--plan"});
    EXPECT_EQ(plan.code, 0) << plan.err;
    EXPECT_NE(plan.out.find("second (/do/1/second)"), std::string::npos) << plan.out;
    EXPECT_NE(plan.out.find("/do/0/first"), std::string::npos) << plan.out;
    const auto input = file("input.json", R"({"n": 41})");
    const auto started = at({"rerun", id, "--task", "/do/1/second", "--input", input, "--version", "1.0.0"});
    ASSERT_EQ(started.code, 0) << started.err;
    const auto next = started.out.substr(0, started.out.find('\n'));
    EXPECT_EQ(at({"watch", next}).code, 0);
    const auto shown = at({"show", next}).out;
    EXPECT_NE(shown.find("42"), std::string::npos) << shown;
    EXPECT_NE(shown.find("beamline.rerun-of=" + id), std::string::npos) << shown;
    EXPECT_NE(at({"history", next}).out.find("taken over from " + id), std::string::npos);
    const auto unknown = at({"rerun", id, "--task", "third"});
    EXPECT_EQ(unknown.code, 2);
    EXPECT_NE(unknown.err.find("no task third"), std::string::npos) << unknown.err;
}

TEST_F(BeamctlRerun, ManyAreRunAgainOnTheLatestVersionFromWhereTheyFaulted) {
    const auto flow = [&](const std::string& version, const std::string& task) {
        return file("flow.yaml", "document: {dsl: '1.0.3', namespace: demo, name: sums, version: '" + version +
                                     "'}\ndo:\n  - first: {set: {n: 1}}\n  - second: " + task + "\n");
    };
    const auto broken = flow("1.0.0", "{raise: {error: {type: 'https://x', status: 500, title: no}}}");
    EXPECT_NE(at({"run", broken}).code, 0);
    EXPECT_NE(at({"run", broken}).code, 0);
    EXPECT_EQ(at({"deploy", flow("1.1.0", "{set: {m: '${ .n + 1 }'}}")}).code, 0);
    EXPECT_EQ(at({"rerun"}).code, 2);
    EXPECT_EQ(at({"rerun", "--status", "faulted", "--plan"}).code, 2);
    EXPECT_EQ(at({"rerun", "--status", "faulted", "--task", "second"}).code, 2);
    const std::vector<std::string> all{"rerun",  "--workflow", "sums",     "--at-fault", "--version",
                                       "latest", "--discard",  "--reason", "mended"};
    auto preview = all;
    preview.emplace_back("--dry-run");
    const auto told = at(preview);
    EXPECT_NE(told.err.find("2 of 2 runs"), std::string::npos) << told.err;
    EXPECT_EQ(told.out.find("refused"), std::string::npos) << told.out;
    auto unknown = preview;
    unknown[5] = "9.9.9";
    EXPECT_NE(at(unknown).err.find("0 of 2 runs"), std::string::npos) << "there is no such version";
    const auto done = at(all);
    EXPECT_EQ(done.code, 0) << done.err;
    EXPECT_NE(done.out.find("from the task that faulted, the latest version, the faulted ones discarded"),
              std::string::npos)
        << done.out;
    const auto listed = at({"list", "--status", "completed", "-o", "json"}).out;
    const auto completed = api::parseJson(listed);
    ASSERT_TRUE(completed.ok());
    EXPECT_EQ(completed->at("items").as_array().size(), 2U) << listed;
    EXPECT_EQ(at({"list", "--status", "faulted"}).out.find("demo"), std::string::npos);
    EXPECT_NE(at({"batches"}).out.find("2 completed"), std::string::npos);
}

}  // namespace
}  // namespace beamline::test
