// SPDX-License-Identifier: Apache-2.0
// Words between a queue and the stream that are lost, or come to somebody else.
#include <atomic>
#include <future>

#include "engine/api/ids.h"
#include "engine/nats/messages.h"
#include "engine/nats/work_messages.h"
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

class WorkLostTest : public WorkTest {
protected:
    static blocks::Assignment assignment(const std::string& id, const std::string& function = {}) {
        blocks::Assignment one;
        one.id = id;
        one.type = function.empty() ? "echo" : "beamline.call";
        one.payload = function.empty() ? api::Json(id) : api::Json{{"function", function}};
        return one;
    }
    using Future = std::future<blocks::WorkResult>;
    static Future submit(nats::NatsWorkQueue& queue, blocks::Assignment what) {
        auto promise = std::make_shared<std::promise<blocks::WorkResult>>();
        auto future = promise->get_future();
        EXPECT_TRUE(queue.submit(std::move(what), [promise](auto result) { promise->set_value(std::move(result)); }));
        return future;
    }
    static bool comes(const Future& future) { return future.wait_for(30s) == std::future_status::ready; }
    /// Who has submitted it ends; its message stays.
    void leaveStored(const std::string& id) {
        const auto first = queue();
        auto lost = submit(*first, assignment(id));
        ASSERT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 1; }));
        first->stop();
    }
    auto openSource() {
        nats::WorkSourceOptions from;
        from.connection = m_connection;
        from.terms = terms();
        return nats::NatsWorkSource::open(from);
    }
    /// What lies there is given out as often as it may be, and nobody hears that it is given up.
    void exhaustUnheard(const std::string& id) {
        ASSERT_NO_FATAL_FAILURE(leaveStored(id));
        std::atomic<bool> givenUp{false};
        const auto listening =
            nats::Listening::open(*m_connection, "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.BEAMLINE_WORK.*", "",
                                  [&](natsMsg*) { givenUp = true; });
        ASSERT_TRUE(listening.ok());
        const auto source = openSource();
        ASSERT_TRUE(source.ok());
        ASSERT_TRUE(eventually([&] {
            auto taken = (*source)->next(1, 100ms);
            if (taken.ok() && !taken->empty()) {
                (*taken)[0]->giveBack(0ms);
            }
            return givenUp.load();
        }));
        ASSERT_EQ(messagesIn(nats::kWorkStream), 1U) << "the server keeps it";
    }
    /// What is published from now on is answered by nobody but the test.
    std::unique_ptr<nats::Listening> insteadOfTheStream(nats::Listening::Handler handler) {
        const nats::Owned<jsCtx> context(m_connection->jetStream());
        EXPECT_EQ(js_DeleteStream(context.get(), nats::kWorkStream, nullptr, nullptr), NATS_OK);
        auto listening = nats::Listening::open(*m_connection, nats::kAssignSubject, "", std::move(handler));
        EXPECT_TRUE(listening.ok());
        EXPECT_TRUE(m_connection->flush(20s).ok());
        return std::move(*listening);
    }
    /// With a pool that is known.
    std::shared_ptr<nats::NatsWorkQueue> queueAtWork() {
        auto made = queue();
        EXPECT_TRUE(made->submit(assignment("first"), [](auto) {}));
        EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 1; }));
        made->cancel("first");
        EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
        return made;
    }

    Gate m_gate;  ///< workers may wait at it until the end
};

TEST_F(WorkLostTest, WhatWasGivenUpWhileNobodyListenedIsGivenOutOnceMore) {
    m_maxDeliveries = 1;
    exhaustUnheard("a");
    const auto queue = this->queue();
    const auto future = submit(*queue, assignment("a"));  // the server says that it has it already
    addWorker("w1");
    EXPECT_TRUE(comes(future));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    queue->stop();
}

TEST_F(WorkLostTest, WhatAWorkerHadAndWasGivenUpUnheardFailsAndIsNotTriedAgain) {
    m_maxDeliveries = 1;
    const auto queue = this->queue();
    ASSERT_NO_FATAL_FAILURE(leaveStored("a"));
    std::atomic<bool> givenUp{false};
    const auto listening =
        nats::Listening::open(*m_connection, "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.BEAMLINE_WORK.*", "",
                              [&](natsMsg*) { givenUp = true; });
    ASSERT_TRUE(listening.ok());
    const auto source = openSource();
    ASSERT_TRUE(source.ok());
    const auto next = [&] {
        std::unique_ptr<blocks::WorkTicket> ticket;
        EXPECT_TRUE(eventually([&] {
            auto taken = (*source)->next(1, 100ms);
            ticket = taken.ok() && !taken->empty() ? std::move(taken->front()) : nullptr;
            return ticket != nullptr;
        }));
        return ticket;
    };
    const auto had = next();
    ASSERT_TRUE(had);
    had->accept("w1");
    auto mark = submit(*queue, assignment("mark"));  // the words of workers are read in order
    const auto marked = next();
    ASSERT_TRUE(marked && marked->finish({api::Json(1), "w1", 0}));
    ASSERT_TRUE(comes(mark));
    api::WorkerInfo worker;
    worker.id = "w1";
    worker.pool = "default";
    const auto beat = nats::printHeartbeat(worker);
    natsConnection_PublishString(m_connection->raw(), nats::kHeartbeatSubject, beat.c_str());
    ASSERT_TRUE(eventually([&] { return !queue->pools()[0].workers.empty(); }));
    had->giveBack(0ms);
    ASSERT_TRUE(eventually([&] {
        (void)(*source)->next(1, 100ms);  // the server gives it up when it is asked for work
        return givenUp.load();
    }));
    auto future = submit(*queue, assignment("a"));  // it lies where the worker said, and nobody tells of its end
    ASSERT_TRUE(comes(future)) << "it is given out again";
    const auto result = future.get();
    ASSERT_TRUE(std::holds_alternative<api::WorkflowError>(result.result));
    EXPECT_NE(std::get<api::WorkflowError>(result.result).detail.find("1 times"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    queue->stop();
}

TEST_F(WorkLostTest, WhatWasGivenUpAndIsNobodysTakesNoRoomForEver) {
    m_maxDeliveries = 1;
    exhaustUnheard("a");
    const auto queue = this->queue();
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    queue->stop();
}

TEST_F(WorkLostTest, WhatLiesThereForAWorkerIsNotTakenForLeftOver) {
    {
        const auto first = queue();
        auto lost = submit(*first, assignment("a"));
        ASSERT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 1; }));
        first->stop();
    }
    const auto queue = this->queue();
    auto again = submit(*queue, assignment("a"));  // is a duplicate that is there
    for (int i = 0; i < 5; ++i) {                  // each is a look at the pools
        std::promise<void> done;
        queue->setPaused("default", false, [&](const auto&) { done.set_value(); });
        ASSERT_EQ(done.get_future().wait_for(20s), std::future_status::ready);
    }
    EXPECT_EQ(messagesIn(nats::kWorkStream), 1U);
    addWorker("w1");
    EXPECT_TRUE(comes(again));
    queue->stop();
}

TEST_F(WorkLostTest, AResultThatWasForgottenIsToldAgainByTheWorkerThatHasIt) {
    m_limits.remembered = 1;
    std::atomic<int> begun{0};
    addWorkerBlock("count", [&](const auto&) -> blocks::BlockResult { return api::Json(++begun); });
    addWorkerBlock("hold",
                   [&](const auto& call) -> blocks::BlockResult { return api::Json(m_gate.pass(call.cancel)); });
    const auto queue = this->queue();
    addWorker("w1");
    auto before = submit(*queue, assignment("before", "hold"));  // the consumer still waits for this one's end
    ASSERT_TRUE(m_gate.awaitArrivals(1));
    ASSERT_TRUE(comes(submit(*queue, assignment("a", "count"))));
    ASSERT_TRUE(comes(submit(*queue, assignment("b"))));
    auto again = submit(*queue, assignment("a", "count"));
    ASSERT_TRUE(comes(again));
    EXPECT_EQ(boost::json::serialize(std::get<api::Json>(again.get().result)), "1");
    EXPECT_EQ(begun, 1) << "it was done twice";
    m_gate.open();
    EXPECT_TRUE(comes(before));
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    queue->stop();
}

TEST_F(WorkLostTest, ATaskOfAnotherNodeThatIsGivenUpFailsAtWhoTookItOver) {
    m_maxDeliveries = 1;
    addWorkerBlock("hold",
                   [&](const auto& call) -> blocks::BlockResult { return api::Json(m_gate.pass(call.cancel)); });
    const auto first = queue();
    const auto other = queue();
    auto& worker = addWorker("w1");
    ASSERT_TRUE(eventually([&] { return !other->pools().empty() && !other->pools()[0].workers.empty(); }));
    ASSERT_TRUE(first->submit(assignment("a", "hold"), [](auto) { FAIL() << "it was let go of"; }));
    ASSERT_TRUE(m_gate.awaitArrivals(1));
    ASSERT_TRUE(eventually([&] { return other->pools()[0].inFlight == 1; }));
    auto heard = submit(*other, assignment("mark"));  // the words of workers are read in order
    ASSERT_TRUE(comes(heard));
    first->letGo("a");
    auto future = submit(*other, assignment("a", "hold"));
    worker.stop(0ms);
    addWorker("w2");
    ASSERT_TRUE(comes(future));
    const auto result = future.get();
    ASSERT_TRUE(std::holds_alternative<api::WorkflowError>(result.result));
    EXPECT_NE(std::get<api::WorkflowError>(result.result).detail.find("1 times"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return messagesIn(nats::kWorkStream) == 0; }));
    first->stop();
    other->stop();
}

TEST_F(WorkLostTest, NoMoreThanSoManyAreOnTheWayAtOnce) {
    m_limits.unconfirmed = 2;
    m_confirm = 1h;
    const auto queue = queueAtWork();
    std::mutex mutex;
    std::vector<std::string> open;  // where the answers go
    int given = 0;
    std::size_t most = 0;
    const auto listening = insteadOfTheStream([&](natsMsg* message) {
        const std::lock_guard lock(mutex);
        open.emplace_back(natsMsg_GetReply(message));
        most = std::max(most, open.size());
        ++given;
    });
    for (const auto* id : {"a", "b", "c", "d", "e"}) {
        ASSERT_TRUE(queue->submit(assignment(id), [](auto) {}));
    }
    for (int place = 1; place <= 4; ++place) {  // one is answered when as many as may be wait for it
        ASSERT_TRUE(eventually([&] {
            const std::lock_guard lock(mutex);
            return open.size() == 2;
        }));
        const std::lock_guard lock(mutex);
        const auto answer = R"({"stream":"BEAMLINE_WORK","seq":)" + std::to_string(place) + "}";
        natsConnection_PublishString(m_connection->raw(), open.front().c_str(), answer.c_str());
        open.erase(open.begin());
        if (given == 5) {
            break;
        }
    }
    const std::lock_guard lock(mutex);
    EXPECT_EQ(given, 5);
    EXPECT_EQ(most, 2U);
    queue->stop();
}

TEST_F(WorkLostTest, ConfirmationsThatNeverComeOfWhatNobodyWantsAreNotWaitedFor) {
    m_limits.unconfirmed = 1;
    m_confirm = 300ms;
    const auto queue = queueAtWork();
    std::mutex mutex;
    std::set<std::string> given;
    const auto listening = insteadOfTheStream([&](natsMsg* message) {
        const std::lock_guard lock(mutex);
        given.insert(nats::readAssignment(nats::dataOf(message), 0)->id);
    });
    const auto was = [&](const std::string& id) {
        return eventually([&] {
            const std::lock_guard lock(mutex);
            return given.contains(id);
        });
    };
    ASSERT_TRUE(queue->submit(assignment("a"), [](auto) {}));
    ASSERT_TRUE(was("a"));
    queue->cancel("a");
    auto late = assignment("b");
    late.deadline = api::wallClock() + 2'000;
    ASSERT_TRUE(comes(submit(*queue, late)));
    ASSERT_TRUE(was("b")) << "it waits behind what is lost";
    ASSERT_TRUE(queue->submit(assignment("c"), [](auto) {}));
    EXPECT_TRUE(was("c")) << "it waits behind what is lost";
    queue->stop();
}

}  // namespace beamline::test
