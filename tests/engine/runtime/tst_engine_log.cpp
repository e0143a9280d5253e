// SPDX-License-Identifier: Apache-2.0
// The engine's log in its data directory: its own lines and those of workflows.

#include <fstream>

#include "engine/api/json_codec.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class EngineLog : public EngineTest {
protected:
    std::vector<api::Json> lines() const {
        std::vector<api::Json> all;
        std::ifstream in(m_options.dataDir / "log/engine.jsonl");
        for (std::string line; std::getline(in, line);) {
            const auto json = api::parseJson(line);
            EXPECT_TRUE(json.ok()) << line;
            all.push_back(json.ok() ? *json : api::Json());
        }
        return all;
    }
};

TEST_F(EngineLog, HoldsWhatWorkflowsAndTheEngineSay) {
    open();
    deploy("flow",
           "  - say: {call: log, with: {level: warning, message: 'Mind: the gap', data: {n: 1}}}\n"
           "  - whisper: {call: log, with: {level: debug, message: unheard}}\n");
    const auto run = start("flow");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(call(api::GetRun{run})->output, api::Json("unheard")) << "the message is the output";
    close();
    const auto all = lines();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].at("source"), "engine");
    EXPECT_EQ(all[1].at("source"), "workflow");
    EXPECT_EQ(all[1].at("level"), "warning");
    EXPECT_EQ(all[1].at("message"), "Mind: the gap");
    EXPECT_EQ(all[1].at("run"), api::Json(run));
    EXPECT_EQ(all[1].at("task"), "/do/0/say");
    EXPECT_EQ(all[1].at("data"), (api::Json{{"n", 1}}));
    EXPECT_EQ(all[2].at("source"), "engine");
}

TEST_F(EngineLog, ALogThatCannotBeWrittenIsAProblemAndNoFailure) {
    std::filesystem::create_directories(m_options.dataDir);
    std::ofstream(m_options.dataDir / "log") << "in the way";
    open();
    deploy("flow", "  - say: {call: log, with: {message: lost}}\n");
    ASSERT_TRUE(await(start("flow"), "run.completed"));
    const auto problems = m_engine->health().problems;
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "log");
    std::filesystem::remove(m_options.dataDir / "log");
    ASSERT_TRUE(await(start("flow"), "run.completed"));
    EXPECT_TRUE(m_engine->health().problems.empty());
}

}  // namespace
}  // namespace beamline::test
