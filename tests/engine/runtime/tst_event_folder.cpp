// SPDX-License-Identifier: Apache-2.0
// Events that are dropped as files, on a whole engine and over its restarts.
#include <fstream>

#include "engine/runtime/event_folder.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

std::string line(const std::string& id, int n) {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/files","type":"go","data":{"n":)" +
           std::to_string(n) + "}}\n";
}

class EventFolderTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.eventFolder = m_directory / "data" / "events";
        std::filesystem::create_directories(m_options.eventFolder);
    }
    /// Written elsewhere, then renamed into the folder.
    void drop(const std::string& name, const std::string& text) {
        std::ofstream(m_directory / "part") << text;
        std::filesystem::rename(m_directory / "part", m_options.eventFolder / name);
    }
    bool is(const std::string& path) { return std::filesystem::exists(m_options.eventFolder / path); }
    std::string text(const std::string& path) {
        std::ifstream in(m_options.eventFolder / path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// A run that takes events until there are so many.
    std::string counter(int count) {
        deploy("counter", "- l: {listen: {to: {any: [], until: '${ length == " + std::to_string(count) + " }'}}}\n");
        const auto run = start("counter");
        EXPECT_TRUE(await(run, "run.waiting"));
        return run;
    }
};

TEST_F(EventFolderTest, FilesArePublishedInOrderAndMoved) {
    open();
    const auto run = counter(4);
    std::ofstream held(m_options.eventFolder / "a.jsonl");
    held << line("1", 1) << '\n' << std::flush;
    drop("b.json", line("2", 2));
    drop("c.json", "[" + line("3", 3) + "," + line("4", 4) + "]");
    drop(".hidden", line("9", 9));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(is("a.jsonl")) << "it is still being written";
    held.close();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"([{"n":1},{"n":2},{"n":3},{"n":4}])");
    EXPECT_TRUE(eventually([&] { return is("done/a.jsonl") && is("done/b.json") && is("done/c.json"); }));
    EXPECT_FALSE(is("b.json"));
    EXPECT_TRUE(is(".hidden"));
}

TEST_F(EventFolderTest, WhatCannotBePublishedSaysWhy) {
    open();
    const auto run = counter(1);
    drop("a.jsonl", line("1", 1) + "{\"id\":\"2\"}\n");
    drop("b.json", "nonsense");
    drop("c.json", "\n");
    std::filesystem::create_symlink("/etc/hostname", m_options.eventFolder / "d.json");
    drop("e.json", line("5", 5));
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"([{"n":5}])") << "a file counts whole or not at all";
    EXPECT_TRUE(is("failed/a.jsonl") && is("failed/b.json") && is("failed/c.json"));
    EXPECT_NE(text("failed/a.jsonl.error.txt").find("line 2"), std::string::npos) << text("failed/a.jsonl.error.txt");
    EXPECT_NE(text("failed/b.json.error.txt").find("Line 1"), std::string::npos) << text("failed/b.json.error.txt");
    EXPECT_NE(text("failed/c.json.error.txt").find("no event"), std::string::npos);
    EXPECT_NE(text("failed/d.json.error.txt").find("no regular file"), std::string::npos);
}

TEST_F(EventFolderTest, WhatWasPublishedBeforeACrashCountsOnce) {
    open();
    const auto run = counter(2);
    const std::string without = R"({"specversion":"1.0","source":"/files","type":"go","data":{"n":7}})";
    drop("a.json", without);
    ASSERT_TRUE(eventually([&] { return is("done/a.json"); }));
    close();
    drop("a.json", without);  // as if the crash had come before it was moved
    drop("b.json", line("8", 8));
    open();
    ASSERT_TRUE(eventually([&] { return is("done/a.json.2") && is("done/b.json"); }));
    ASSERT_TRUE(eventually([&] { return detail(run).run.phase == api::Phase::completed; }));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"([{"n":7},{"n":8}])");
}

TEST(EventsOfFile, AreBoundedAndGetIdsOfTheirOwn) {
    const std::string bare = R"({"specversion":"1.0","source":"/s","type":"t"})";
    const auto first = runtime::eventsOfFile("a.json", bare);
    const auto other = runtime::eventsOfFile("b.json", bare);
    const auto twice = runtime::eventsOfFile("c.jsonl", bare + "\n" + bare);
    ASSERT_TRUE(first.ok() && other.ok() && twice.ok());
    EXPECT_EQ(first->at(0), runtime::eventsOfFile("a.json", bare)->at(0));
    EXPECT_NE(first->at(0).at("id"), other->at(0).at("id"));
    EXPECT_NE(twice->at(0).at("id"), twice->at(1).at("id"));
    std::string many;
    for (std::size_t i = 0; i <= runtime::kMaxEventsInFile; ++i) {
        many += bare + "\n";
    }
    const auto refused = runtime::eventsOfFile("d.jsonl", many);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().message.find("several files"), std::string::npos);
}

TEST_F(EventFolderTest, ATooLargeFileIsNotRead) {
    drop("a.json", "");
    std::filesystem::resize_file(m_options.eventFolder / "a.json", runtime::kMaxEventFileBytes + 1);
    open();
    ASSERT_TRUE(eventually([&] { return is("failed/a.json"); }));
    EXPECT_NE(text("failed/a.json.error.txt").find("MiB"), std::string::npos);
}

}  // namespace
}  // namespace beamline::test
