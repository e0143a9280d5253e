// SPDX-License-Identifier: Apache-2.0
// `engine.json`: what it sets, and that nothing in it is ignored.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/common/engine_access.h"
#include "app/common/engine_settings.h"

namespace beamline::app {
namespace {

class EngineSettingsTest : public ::testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/beamline-test-XXXXXX";
        m_directory = ::mkdtemp(pattern);
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    api::Result<runtime::EngineOptions> read(const std::string& text) {
        std::ofstream(m_directory / kSettingsFile) << text;
        return withSettings({}, m_directory);
    }
    std::string problem(const std::string& text) {
        const auto options = read(text);
        return options.ok() ? "" : options.error().message;
    }
    static bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

    std::filesystem::path m_directory;
};

TEST_F(EngineSettingsTest, NoFileAndAnEmptyOneChangeNothing) {
    const auto none = withSettings({}, m_directory);
    ASSERT_TRUE(none.ok());
    EXPECT_EQ(none->io.threads, runtime::EngineOptions{}.io.threads);
    EXPECT_EQ(problem("{}"), "");
}

TEST_F(EngineSettingsTest, SetsWhatItNames) {
    const auto options = read(R"({
        "files": {"roots": ["inbox", "/srv/shared"], "maxBytes": 1000},
        "http": {"proxy": "http://127.0.0.1:3128", "caFile": "ca.pem", "maxResponseBytes": 2000},
        "sql": {"maxRows": 7},
        "pools": {"io": {"threads": 3, "maxPerWorkflow": 2}, "gpu": {"capacity": 5}},
        "retention": {"maxAge": "P30D", "maxEndedRuns": 100},
        "taskTimeout": "PT5M",
        "maxActiveRuns": 50})");
    ASSERT_TRUE(options.ok()) << options.error().message;
    const std::vector<std::filesystem::path> roots{m_directory / "inbox", "/srv/shared"};
    EXPECT_EQ(options->blocks.fileRoots, roots);
    EXPECT_EQ(options->blocks.maxFileBytes, 1000);
    EXPECT_EQ(options->blocks.httpProxy, "http://127.0.0.1:3128");
    EXPECT_EQ(options->blocks.caFile, (m_directory / "ca.pem").string());
    EXPECT_EQ(options->blocks.maxResponseBytes, 2000);
    EXPECT_EQ(options->blocks.maxSqlRows, 7);
    EXPECT_EQ(options->io.threads, 3);
    EXPECT_EQ(options->io.maxPerKey, 2);
    EXPECT_EQ(options->io.capacity, runtime::EngineOptions{}.io.capacity);
    EXPECT_EQ(options->gpu.capacity, 5);
    EXPECT_EQ(options->retention.maxAgeMs, 30LL * 86'400'000);
    EXPECT_EQ(options->retention.maxEndedRuns, 100);
    EXPECT_EQ(options->blocks.defaultTimeoutMs, 300'000);
    EXPECT_EQ(options->maxResidentRuns, 50);
}

TEST_F(EngineSettingsTest, FlagsGoBeforeTheFile) {
    std::ofstream(m_directory / kSettingsFile) << R"({"files": {"roots": ["inbox"]}})";
    runtime::EngineOptions given;
    given.blocks.fileRoots = {"/given"};
    EXPECT_EQ(withSettings(given, m_directory)->blocks.fileRoots, given.blocks.fileRoots);
}

TEST_F(EngineSettingsTest, MistakesAreNamedWithTheirPlace) {
    for (const auto& [text, part] : std::vector<std::pair<std::string, std::string>>{
             {"{", "byte"},
             {"[]", "expected an object at the top"},
             {R"({"pool": {}})", "no setting /pool; known there are files, http, sql, pools"},
             {R"({"pools": {"io": {"thread": 1}}})", "no setting /pools/io/thread; known there are threads"},
             {R"({"pools": {"io": {"threads": "4"}}})", "/pools/io/threads"},
             {R"({"pools": {"cpu": {"threads": 0}}})", "/pools/cpu/threads must lie between 1 and 256"},
             {R"({"retention": {"maxAge": "a month"}})", "/retention/maxAge must be a duration"},
             {R"({"taskTimeout": "PT0S"})", "/taskTimeout must be a duration above nothing"},
             {R"({"files": {"roots": [1]}})", "/files/roots/0"},
             {std::string(kMaxSettingsBytes + 1, ' '), "more than 65536 bytes"}}) {
        const auto said = problem(text);
        EXPECT_TRUE(has(said, part) && has(said, "engine.json")) << text.substr(0, 80) << ": " << said;
    }
}

TEST_F(EngineSettingsTest, ABrokenFileOpensNoEngineButDoesNotKeepOthersFromItsOwner) {
    EngineAccessOptions options;
    options.dataDir = m_directory / "data";
    auto owner = openEngine(options);
    ASSERT_TRUE(owner.ok()) << owner.error().message;
    std::ofstream(options.dataDir / kSettingsFile) << "{\"pool\": 1}";
    auto guest = openEngine(options);
    ASSERT_TRUE(guest.ok()) << guest.error().message;
    EXPECT_FALSE(guest->owner);
    guest->engine.reset();
    guest->stop();
    owner->engine.reset();
    owner->stop();
    const auto none = openEngine(options);
    ASSERT_FALSE(none.ok());
    EXPECT_TRUE(has(none.error().message, "no setting /pool")) << none.error().message;
}

}  // namespace
}  // namespace beamline::app
