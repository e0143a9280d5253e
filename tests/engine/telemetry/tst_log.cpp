// SPDX-License-Identifier: Apache-2.0
// The structured log: what a line is, when a new file begins, what is removed, and what happens without room.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/telemetry/log.h"

namespace beamline::telemetry {
namespace {

class LogTest : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamline-log-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        base = pattern;
        options.file = base / "log/engine.jsonl";
    }
    void TearDown() override { std::filesystem::remove_all(base); }

    std::vector<api::Json> lines(const std::filesystem::path& file) const {
        std::vector<api::Json> all;
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const auto json = api::parseJson(line);
            EXPECT_TRUE(json.ok()) << line;
            all.push_back(json.ok() ? *json : api::Json());
        }
        return all;
    }
    std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> all;
        for (const auto& entry : std::filesystem::directory_iterator(base / "log")) {
            all.push_back(entry.path());
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    static LogRecord record(std::string message) { return {Level::info, "test", std::move(message), {}, {}, {}, 0}; }

    std::filesystem::path base;
    LogOptions options;
};

TEST_F(LogTest, WritesOneObjectALine) {
    {
        Log log(options);
        log.write(
            {Level::warning, "workflow", "two\nlines \"q\"", "run-1", "/do/0/say", {{"n", 1}}, 1'700'000'000'123});
        log.write({Level::debug, "workflow", "not wanted", {}, {}, {}, 0});
    }
    const auto all = lines(options.file);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(
        boost::json::serialize(all[0]),
        R"({"time":"2023-11-14T22:13:20.123Z","level":"warning","source":"workflow","message":"two\nlines \"q\"",)"
        R"("run":"run-1","task":"/do/0/say","data":{"n":1}})");
    struct stat status {};
    ASSERT_EQ(::stat(options.file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(LogTest, LinesAreBounded) {
    const auto line =
        logLine({Level::info, "s", std::string(100'000, 'm'), {}, {}, api::Json(std::string(100'000, 'd')), 0});
    EXPECT_LT(line.size(), kMaxLogMessageBytes + 200);
    EXPECT_NE(line.find("omittedBytes"), std::string::npos);
}

TEST_F(LogTest, BeginsANewFileBySizeAndKeepsSome) {
    options.maxBytes = 1000;
    options.maxFiles = 3;
    Log log(options);
    for (int i = 0; i < 100; ++i) {
        log.write(record("line " + std::to_string(i)));
    }
    const auto all = files();
    ASSERT_EQ(all.size(), 3U);
    for (const auto& file : all) {
        EXPECT_LE(std::filesystem::file_size(file), 1000U);
    }
    EXPECT_EQ(lines(options.file).back().at("message"), "line 99");
    EXPECT_EQ(all[2], options.file) << "closed files sort before it, the oldest first";
    EXPECT_EQ(lines(all[1]).size() + lines(all[0]).size() + lines(all[2]).size() > 20U, true);
}

TEST_F(LogTest, BeginsANewFileByAgeAndForgetsOldOnes) {
    std::filesystem::create_directories(base / "log");
    std::ofstream(options.file) << "{}\n";
    std::filesystem::last_write_time(options.file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
    std::ofstream(base / "log/engine-20200101T000000.000Z.jsonl") << "{}\n";
    std::ofstream(base / "log/other-20200101T000000.000Z.jsonl") << "{}\n";
    Log log(options);
    log.write(record("new"));
    EXPECT_EQ(lines(options.file).size(), 1U);
    EXPECT_FALSE(std::filesystem::exists(base / "log/engine-20200101T000000.000Z.jsonl"));
    EXPECT_TRUE(std::filesystem::exists(base / "log/other-20200101T000000.000Z.jsonl"));
    EXPECT_EQ(files().size(), 3U);
}

TEST_F(LogTest, GoesOnInTheFileThatIsThere) {
    { Log(options).write(record("one")); }
    { Log(options).write(record("two")); }
    EXPECT_EQ(lines(options.file).size(), 2U);
}

TEST_F(LogTest, SaysOnceThatItCannotWriteAndThatItCanAgain) {
    std::ofstream(base / "log") << "a file where the folder should be";
    std::vector<std::string> told;
    Log log(options, [&](const std::string& problem) { told.push_back(problem); });
    log.write(record("lost"));
    log.write(record("lost"));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("cannot be written"), std::string::npos);
    std::filesystem::remove(base / "log");
    log.write(record("kept"));
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[1], "");
    EXPECT_EQ(lines(options.file).size(), 1U);
}

TEST_F(LogTest, ThreadsDoNotMixTheirLines) {
    options.maxBytes = 20'000;
    options.maxFiles = 1000;
    Log log(options);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 200; ++n) {
                log.write(record("x"));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::size_t count = 0;
    for (const auto& file : files()) {
        count += lines(file).size();
    }
    EXPECT_EQ(count, 800U);
}

}  // namespace
}  // namespace beamline::telemetry
