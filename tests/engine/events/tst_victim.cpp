// SPDX-License-Identifier: Apache-2.0
// No test of its own: the engine that other tests kill.

#include "tests/engine/events/event_bus_fixture.h"
#include "tests/engine/events/victim.h"

namespace beamline::test {

TEST(Victim, Runs) {
    const char* directory = std::getenv(kVictimDirectory);
    if (!directory) {
        GTEST_SKIP() << "Other tests start it.";
    }
    runtime::EngineOptions options;
    options.dataDir = directory;
    options.blocks.broker = std::make_shared<nats::NatsBroker>("/nonexistent");
    const auto engine = runtime::LocalEngine::open(options);
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    for (const auto* workflow : {kEmitter, kFaulty}) {
        const auto deployed = api::callAndWait(**engine, api::DeployWorkflow{workflow, "w.yaml"}, {});
        ASSERT_TRUE(deployed.ok()) << deployed.error().message;
    }
    api::StartRun start;
    start.ns = "test";
    start.input = boost::json::parse(std::string(R"({"numbers":)") + std::getenv(kVictimNumbers) + "}");
    for (const auto* name : {"emitter", "faulty"}) {
        start.workflow = name;
        ASSERT_TRUE(api::callAndWait(**engine, start, {}).ok());
    }
    std::ofstream(std::filesystem::path(directory) / "started") << "yes\n";
    std::this_thread::sleep_for(std::chrono::minutes(5));  // it is killed before
}

}  // namespace beamline::test
