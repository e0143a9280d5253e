// SPDX-License-Identifier: Apache-2.0
// Dead letters of an engine that is killed: before it could write them, and just after it did.

#include "tests/engine/events/event_bus_fixture.h"
#include "tests/engine/events/victim.h"

namespace beamline::test {
namespace {

class KilledLetters : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_folder = m_options.dataDir / "letters";
        std::filesystem::create_directories(m_options.dataDir);
        std::ofstream(m_options.dataDir / "engine.json") << R"({"deadLetters": {"folder": "letters"}})";
    }
    std::vector<std::string> lines() const {
        std::vector<std::string> all;
        std::ifstream in(m_folder / "dead-letters.jsonl");
        for (std::string line; std::getline(in, line);) {
            all.push_back(line);
        }
        return all;
    }
    std::filesystem::path m_folder;
};

TEST_F(KilledLetters, AreWrittenAfterTheNextStart) {
    std::ofstream(m_folder) << "a file where the folder should be";
    {
        Victim victim(m_options.dataDir, "[1]");
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(m_options.dataDir / "started"); }));
        victim.kill();
    }
    std::filesystem::remove(m_folder);
    open();
    ASSERT_TRUE(eventually([&] { return lines().size() == 1; }));
    EXPECT_NE(lines()[0].find("\"title\":\"Broken\""), std::string::npos) << lines()[0];
}

TEST_F(KilledLetters, AreNotWrittenTwice) {
    for (std::size_t life = 1; life <= 3; ++life) {
        std::filesystem::remove(m_options.dataDir / "started");
        Victim victim(m_options.dataDir, "[1]");
        ASSERT_TRUE(eventually([&] { return lines().size() == life; })) << lines().size();
        victim.kill();  // mostly before the journal was told of it
    }
    open();
    const auto reply = call(api::DeployWorkflow{kFaulty, "w.yaml"});
    ASSERT_TRUE(reply.ok());
    start("faulty", boost::json::parse(R"({"numbers":[9]})"));
    ASSERT_TRUE(eventually([&] { return lines().size() == 4; }));
    std::set<std::string> runs;
    for (const auto& line : lines()) {
        runs.emplace(boost::json::parse(line).at("run").as_string());
    }
    EXPECT_EQ(runs.size(), 4U);
}

}  // namespace
}  // namespace beamline::test
