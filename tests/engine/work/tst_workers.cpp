// SPDX-License-Identifier: Apache-2.0
// The workers that are shipped as examples, as they are written, against a real nats-server.
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

class Workers : public WorkTest, public ::testing::WithParamInterface<const char*> {
protected:
    std::unique_ptr<blocks::ChildProcess> startWorker(const std::string& pool) {
        const std::string file = std::string(BEAMLINE_SOURCE_DIR) + "/resources/workers/" + GetParam();
        const auto* program = file.ends_with(".py") ? "/usr/bin/python3" : "/usr/bin/node";
        if (!std::filesystem::exists(program)) {
            return nullptr;
        }
        return std::make_unique<blocks::ChildProcess>(std::vector<std::string>{program, file, m_server->url(0), pool},
                                                      m_directory / "worker.log");
    }
};

TEST_P(Workers, DoesItsTaskAndAnotherOneFinishesWhatADeadOneHad) {
    openWithQueue();
    auto worker = startWorker("pictures");
    if (!worker) {
        GTEST_SKIP() << "what runs " << GetParam() << " is not installed";
    }
    deploy("upper", "  - ask:\n      call: worker\n      with: {pool: pictures, type: upper, payload: {text: abc}}\n");
    const auto run = start("upper");
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(boost::json::serialize(detail(run).output), R"("ABC")");
    EXPECT_TRUE(eventually([&] { return pool("pictures").workers.size() == 1; }));

    deploy("unknown", "  - ask:\n      call: worker\n      with: {pool: pictures, type: nothing}\n");
    const auto failed = start("unknown");
    ASSERT_TRUE(await(failed, "run.faulted"));
    EXPECT_NE(detail(failed).run.error->detail.find("nothing"), std::string::npos);

    deploy("long", "  - ask:\n      call: worker\n      with: {pool: pictures, type: sleep, payload: {ms: 3000}}\n");
    const auto longer = start("long");
    ASSERT_TRUE(eventually([&] {
        const auto workers = pool("pictures").workers;
        return pool("pictures").inFlight == 1 && !workers.empty();
    }));
    worker->stop(SIGKILL);
    auto other = startWorker("pictures");
    ASSERT_TRUE(await(longer, "run.completed"));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    EXPECT_EQ(pool("pictures").workers.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Examples, Workers, ::testing::Values("worker.py", "worker.mjs"),
                         [](const auto& one) { return std::string(one.index == 0 ? "Python" : "Node"); });

}  // namespace beamline::test
