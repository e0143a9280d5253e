// SPDX-License-Identifier: Apache-2.0
// The workers that are shipped as examples, as they are written, against a real nats-server.
#include <fstream>

#include "engine/nats/messages.h"
#include "engine/nats/work_messages.h"
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

class Workers : public WorkTest, public ::testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        m_ackWait = 2'500ms;  // they renew every second
        WorkTest::SetUp();
    }
    static std::string example() { return std::string(BEAMLINE_SOURCE_DIR) + "/resources/workers/" + GetParam(); }
    /// What the last word of a worker that has begun says about its task.
    std::uint64_t acceptedPlace() {
        const nats::Owned<jsCtx> context(m_connection->jetStream());
        natsMsg* raw = nullptr;
        jsErrCode code{};
        EXPECT_EQ(js_GetLastMsg(&raw, context.get(), nats::kResultStream, nats::kAckSubject, nullptr, &code), NATS_OK);
        const nats::Owned<natsMsg> message(raw);
        const auto ack = nats::readAck(raw ? nats::dataOf(raw) : std::string_view());
        return ack.ok() ? ack->place : 0;
    }
    std::unique_ptr<blocks::ChildProcess> startWorker(const std::string& pool) {
        const auto file = example();
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
    EXPECT_EQ(acceptedPlace(), 1U);
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
    EXPECT_EQ(acceptedPlace(), 3U) << "of the message, however often it was delivered";
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    EXPECT_EQ(pool("pictures").workers.size(), 2U);
}

TEST_P(Workers, RenewsALongTaskAndStopsACancelledOne) {
    openWithQueue();
    auto worker = startWorker("pictures");
    auto other = startWorker("pictures");  // waits for what the first one does not renew
    if (!worker) {
        GTEST_SKIP() << "what runs " << GetParam() << " is not installed";
    }
    deploy("long", "  - ask:\n      call: worker\n      with: {pool: pictures, type: sleep, payload: {ms: 6000}}\n");
    ASSERT_TRUE(await(start("long"), "run.completed"));
    EXPECT_EQ(messagesIn(nats::kResultStream), 2U) << "one has accepted it, and one has finished it";

    deploy("endless",
           "  - ask:\n      call: worker\n      with: {pool: pictures, type: sleep, payload: {ms: 3600000}}\n");
    const auto run = start("endless");
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kResultStream) == 3; })) << "that it was accepted";
    const auto busy = [&] {
        const auto workers = pool("pictures").workers;
        return std::count_if(workers.begin(), workers.end(), [](const auto& one) { return one.inFlight > 0; });
    };
    ASSERT_TRUE(eventually([&] { return busy() == 1; }));
    ASSERT_TRUE(call(api::CancelRun{run, "enough"}).ok());
    EXPECT_TRUE(eventually([&] { return busy() == 0; }));
    EXPECT_EQ(messagesIn(nats::kResultStream), 3U) << "nobody waits for a result";
}

TEST_P(Workers, GetsNothingOfADrainedPool) {
    openWithQueue();
    deploy("upper", "  - ask:\n      call: worker\n      with: {pool: pictures, type: upper, payload: {text: abc}}\n");
    const auto run = start("upper");
    ASSERT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 1; }));
    ASSERT_TRUE(call(api::ControlPool{"pictures", api::DrainAction::drain, ""}).ok());
    auto listener = connect("listener");
    std::atomic<int> beats{0};
    const auto listening = nats::Listening::open(*listener, nats::kHeartbeatSubject, "", [&](natsMsg*) { ++beats; });
    ASSERT_TRUE(listening.ok());
    const auto worker = startWorker("pictures");
    if (!worker) {
        GTEST_SKIP() << "what runs " << GetParam() << " is not installed";
    }
    ASSERT_TRUE(eventually([&] { return beats >= 3; })) << "with each it asks for a task";
    EXPECT_EQ(messagesIn(nats::kResultStream), 0U) << "it has accepted one";
    EXPECT_EQ(detail(run).run.phase, api::Phase::running);
    ASSERT_TRUE(call(api::ControlPool{"pictures", api::DrainAction::resume, ""}).ok());
    EXPECT_TRUE(await(run, "run.completed"));
}

TEST_P(Workers, IsShortEnoughToBeReadAtOnce) {
    std::ifstream file(example());
    int lines = 0;
    for (std::string line; std::getline(file, line);) {
        lines += line.empty() ? 0 : 1;
        EXPECT_LE(line.size(), 120U) << line;
    }
    EXPECT_GT(lines, 0);
    EXPECT_LE(lines, 60);
}

INSTANTIATE_TEST_SUITE_P(Examples, Workers, ::testing::Values("worker.py", "worker.mjs"),
                         [](const auto& one) { return std::string(one.index == 0 ? "Python" : "Node"); });

}  // namespace beamline::test
