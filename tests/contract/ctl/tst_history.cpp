// SPDX-License-Identifier: Apache-2.0
// What the command line tells of a run's history and end, and what it does when its output goes nowhere.
#include <set>

#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {
namespace {

TEST_F(Beamctl, HistoryIsOfATaskAndFromATime) {
    const auto flow = file("flow.yaml", std::string(kHead) +
                                            "do:\n  - one: {set: {a: 1}}\n  - two: {do: [{inner: {set: {b: 2}}}]}\n"
                                            "  - inner: {set: {c: 3}}\n");
    ASSERT_EQ(at({"run", flow}).code, 0);
    const auto listed = json(at({"list", "-o", "json"}).out);
    const std::string id(listed.at("items").at(0).at("id").as_string());
    const auto tasks = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"history", id, "-o", "json"});
        std::set<std::string> found;
        for (const auto& line : lines(at(more).out)) {
            found.insert(json(line).at("task").as_string().c_str());
        }
        return found;
    };
    using Tasks = std::set<std::string>;
    EXPECT_EQ(tasks({}), (Tasks{"", "/do/0/one", "/do/1/two", "/do/1/two/do/0/inner", "/do/2/inner"}));
    EXPECT_EQ(tasks({"--task", "one"}), Tasks{"/do/0/one"});
    EXPECT_EQ(tasks({"--task", "two"}), (Tasks{"/do/1/two", "/do/1/two/do/0/inner"}));
    EXPECT_EQ(tasks({"--task", "/do/2/inner", "--from", "1h"}), Tasks{"/do/2/inner"});
    const auto several = at({"history", id, "--task", "inner"});
    EXPECT_EQ(several.code, 2);
    EXPECT_NE(several.err.find("/do/1/two/do/0/inner, /do/2/inner"), std::string::npos) << several.err;
    EXPECT_NE(at({"history", id, "--task", "none"}).err.find("beamctl show"), std::string::npos);
    const auto later = at({"history", id, "--from", "2100-01-01"});
    EXPECT_EQ(later.code, 0);
    EXPECT_NE(later.err.find("no such events"), std::string::npos) << later.err;
    EXPECT_EQ(at({"history", id, "--from", "teatime"}).code, 2);
}

TEST_F(Beamctl, StartSaysWhatBecomesOfARunWithoutAnEngine) {
    const auto quick = file("flow.yaml", std::string(kHead) + "do:\n  - one: {set: {got: '${ .a }'}}\n");
    ASSERT_EQ(at({"deploy", quick}).code, 0);
    const auto ended = at({"start", "flow"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_NE(ended.err.find("has ended already, completed"), std::string::npos) << ended.err;
    const auto slow = file("slow.yaml",
                           "document: {dsl: '1.0.3', namespace: test, name: slow, version: '1.0.0'}\n"
                           "do:\n  - nap: {wait: {hours: 1}}\n");
    ASSERT_EQ(at({"deploy", slow}).code, 0);
    const auto waiting = at({"start", "slow"});
    EXPECT_EQ(waiting.code, 0);
    EXPECT_NE(waiting.err.find("beamctl watch " + lines(waiting.out).at(0)), std::string::npos) << waiting.err;
}

TEST_F(Beamctl, AReaderThatGoesEndsItQuietlyAndAFullDiskIsTold) {
    const auto shell = [&](const std::string& line) {
        const auto command = "cd '" + m_directory.string() + "' && bash -c '" + line + "'";
        return std::system(command.c_str());
    };
    const auto beamctl = std::string(BEAMLINE_BIN_DIR) + "/beamctl";
    // A pipe whose reader has gone before anything is written.
    ASSERT_EQ(shell("exec 3> >(:); wait $!; " + beamctl + " functions >&3 2>err.txt; echo $? >code.txt"), 0);
    EXPECT_EQ(readAll(m_directory / "err.txt"), "");
    EXPECT_EQ(readAll(m_directory / "code.txt"), "141\n") << "as by SIGPIPE";
    const auto full = Program(m_directory, {"functions"}, {}, "/dev/full").wait();
    EXPECT_NE(full.code, 0);
    EXPECT_NE(full.err.find("disk full"), std::string::npos) << full.err;
}

}  // namespace
}  // namespace beamline::test
