// SPDX-License-Identifier: Apache-2.0
// RemoteEngine and EngineService together, over memory and over the local socket: answers, events, losses and returns.

#include <gtest/gtest.h>

#include <filesystem>
#include <future>

#include "engine/api/ids.h"
#include "engine/api/moved.h"
#include "engine/wire/codec.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/local_socket.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::wire {
namespace {

using namespace std::chrono_literals;
using test::EventLog;
using test::eventually;
using test::FakeEngine;
using test::kPatience;

api::Event event(api::Seq seq, int index = 0, std::string data = {}) {
    api::Event out;
    out.seq = seq;
    out.index = index;
    out.kind = "run.running";
    out.run = "r";
    if (!data.empty()) {
        out.data = boost::json::string(data);
    }
    return out;
}

std::vector<std::pair<api::Seq, int>> positions(const EventLog& log) {
    std::vector<std::pair<api::Seq, int>> out;
    for (const auto& e : log.events()) {
        out.emplace_back(e.seq, e.kind == api::kGapEvent ? -1 : e.index);
    }
    return out;
}

enum class Kind { memory, socket };

class Remote : public testing::TestWithParam<Kind> {
protected:
    static constexpr Limits kLimits{64 * 1024, 8 * 1024, 1024 * 1024};

    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
        std::filesystem::permissions(m_directory, std::filesystem::perms::owner_all);
        serve();
        m_options.firstBackoff = 1ms;
        m_options.maxBackoff = 5ms;
        m_options.healthInterval = 5ms;
    }
    void TearDown() override {
        m_service.reset();
        std::filesystem::remove_all(m_directory);
    }
    void serve(std::chrono::milliseconds closing = kPatience) {
        m_service.reset();
        auto listener = GetParam() == Kind::memory ? api::Result<std::unique_ptr<Listener>>(m_hub->listen())
                                                   : listenLocal(m_directory, kLimits);
        ASSERT_TRUE(listener.ok()) << listener.error().message;
        m_service = std::make_unique<EngineService>(m_engine, std::move(listener.value()), closing);
    }
    std::unique_ptr<Connector> connector() {
        if (GetParam() == Kind::memory) {
            return m_hub->connector();
        }
        return std::move(localConnector(m_directory, kLimits).value());
    }
    std::shared_ptr<RemoteEngine> connect() {
        auto engine = RemoteEngine::connect(connector(), kPatience, m_options);
        EXPECT_TRUE(engine.ok()) << engine.error().message;
        return engine.ok() ? *engine : nullptr;
    }

    std::filesystem::path m_directory;
    std::shared_ptr<MemoryHub> m_hub = MemoryHub::create(kLimits);
    std::shared_ptr<FakeEngine> m_engine = std::make_shared<FakeEngine>();
    std::unique_ptr<EngineService> m_service;
    RemoteOptions m_options;
};
INSTANTIATE_TEST_SUITE_P(Transports, Remote, testing::Values(Kind::memory, Kind::socket),
                         [](const auto& kind) { return kind.param == Kind::memory ? "memory" : "socket"; });

TEST_P(Remote, CarriesRequestsAnswersErrorsAndTheCaller) {
    const auto remote = connect();
    api::StartRun start;
    start.workflow = "w";
    api::RequestContext ada;
    ada.user = "ada";
    const auto started = api::callAndWait(*remote, start, ada);
    ASSERT_TRUE(started.ok()) << started.error().message;
    EXPECT_EQ(started->run, "w-ada");
    const auto missing = api::callAndWait(*remote, api::GetRun{"x"}, {});
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error(),
              (api::Error{api::code::kNotFound, "There is no run x.", boost::json::object{{"run", "x"}}, false}));
}

TEST_P(Remote, AnswersComeInAnyOrder) {
    const auto remote = connect();
    std::promise<std::string> slow;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](api::Result<api::RunCounts> r) { slow.set_value(r.ok() ? "ok" : r.error().code); });
    EXPECT_FALSE(api::callAndWait(*remote, api::GetRun{"x"}, {}).ok());
    ASSERT_TRUE(eventually([&] { return m_engine->held() == 1; }));
    m_engine->answerHeld(api::Reply(api::RunCounts{}));
    EXPECT_EQ(slow.get_future().get(), "ok");
}

TEST_P(Remote, SizesBeyondTheLimitAreRefusedOnBothSides) {
    const auto remote = connect();
    api::DeployWorkflow deploy;
    deploy.source.assign(kLimits.message, 'x');
    const auto request = api::callAndWait(*remote, deploy, {});
    ASSERT_FALSE(request.ok());
    EXPECT_EQ(request.error().code, api::code::kInvalidArgument);
    EXPECT_NE(request.error().message.find("bytes"), std::string::npos);
    const auto answer = api::callAndWait(*remote, api::GetWorkflow{"", std::to_string(kLimits.message), ""}, {});
    ASSERT_FALSE(answer.ok());
    EXPECT_NE(answer.error().message.find("smaller page"), std::string::npos);
    EXPECT_TRUE(api::callAndWait(*remote, api::GetWorkflow{"", "60000", ""}, {}).ok()) << "the connection goes on";
}

TEST_P(Remote, TextThatIsNotUtf8IsRefused) {
    const auto remote = connect();
    const auto answer = api::callAndWait(*remote, api::GetRun{"\xFF"}, {});
    ASSERT_FALSE(answer.ok());
    EXPECT_NE(answer.error().message.find("UTF-8"), std::string::npos);
}

TEST_P(Remote, ACallWithoutAnswerEndsAtItsDeadline) {
    const auto remote = connect();
    api::RequestContext soon;
    soon.deadline = api::wallClock() + 10;
    const auto answer = api::callAndWait(*remote, api::CountRuns{}, soon);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, api::code::kDeadline);
    m_engine->answerHeld(api::Reply(api::RunCounts{}));  // late: must be ignored
    EXPECT_FALSE(api::callAndWait(*remote, api::GetRun{"x"}, {}).ok());
}

TEST_P(Remote, TooManyCallsInFlightAreAnsweredOverloaded) {
    const auto remote = connect();
    EventLog log;
    std::atomic<int> overloaded{0};
    for (int i = 0; i <= kMaxCallsInFlight; ++i) {
        api::call<api::CountRuns>(*remote, {}, {}, [&](const api::Result<api::RunCounts>& r) {
            overloaded += !r.ok() && r.error().code == api::code::kOverloaded;
        });
    }
    EXPECT_TRUE(eventually([&] { return overloaded == 1; })) << overloaded << " " << m_engine->held();
    ASSERT_TRUE(eventually([&] { return m_engine->held() == static_cast<std::size_t>(kMaxCallsInFlight); }));
    m_engine->answerHeld(api::Reply(api::RunCounts{}));
    EXPECT_FALSE(api::callAndWait(*remote, api::GetRun{"x"}, {}).ok());
    EXPECT_EQ(overloaded, 1);
}

TEST_P(Remote, AServiceThatGoesAnswersWhatItTookAndRefusesTheRest) {
    const auto remote = connect();
    std::promise<std::string> taken;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](const auto& r) { taken.set_value(r.ok() ? "ok" : r.error().message); });
    ASSERT_TRUE(eventually([&] { return m_engine->held() == 1; }));
    auto going = std::async(std::launch::async, [&] { m_service.reset(); });
    ASSERT_TRUE(eventually([&] { return !connector()->connect().ok(); })) << "nobody new gets in";
    api::Error refusal;
    ASSERT_TRUE(eventually([&] {  // between the door and the sessions a request may still be taken
        refusal = api::callAndWait(*remote, api::GetRun{"x"}, {}).error();
        return refusal.message.find("closing") != std::string::npos;
    })) << refusal.message;
    EXPECT_TRUE(api::isNotTaken(refusal));
    m_engine->answerHeld(api::Reply(api::RunCounts{}));
    EXPECT_EQ(taken.get_future().get(), "ok");
    going.get();
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
}

TEST_P(Remote, WhatIsSentWhileAServiceGoesIsNeverOfUnknownFate) {
    for (int round = 0; round < 20; ++round) {
        serve();
        const auto remote = connect();
        std::atomic<int> answered{0};
        auto asking = std::async(std::launch::async, [&] {
            for (;;) {
                const auto error = api::callAndWait(*remote, api::GetRun{"x"}, {}).error();
                if (error.code == api::code::kUnavailable) {
                    return error;
                }
                ++answered;
            }
        });
        ASSERT_TRUE(eventually([&] { return answered > 10; }));
        m_service.reset();
        const auto refusal = asking.get();
        EXPECT_TRUE(api::isNotTaken(refusal)) << "round " << round << ": " << refusal.message;
    }
}

TEST_P(Remote, CallsUnderWayFailWhenTheConnectionIsLost) {
    serve(20ms);  // this engine never answers
    const auto remote = connect();
    std::promise<api::Error> lost;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](const api::Result<api::RunCounts>& r) { lost.set_value(r.error()); });
    ASSERT_TRUE(eventually([&] { return m_engine->held() == 1; }));
    m_service.reset();
    const auto error = lost.get_future().get();
    EXPECT_EQ(error.code, api::code::kUnavailable);
    EXPECT_FALSE(api::isNotTaken(error)) << "it came there";
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
    EXPECT_FALSE(remote->health().problems.empty());
    const auto refused = api::callAndWait(*remote, api::GetRun{"x"}, {});
    EXPECT_TRUE(api::isNotTaken(refused.error())) << "it was not sent";
    EXPECT_TRUE(refused.error().retryable);
    m_engine->answerHeld(api::Reply(api::RunCounts{}));  // to a session that is gone
}

TEST_P(Remote, CallsUnderWayFailWhenTheRemoteEngineGoes) {
    auto remote = connect();
    std::promise<api::Error> lost;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](const api::Result<api::RunCounts>& r) { lost.set_value(r.error()); });
    remote.reset();
    EXPECT_EQ(lost.get_future().get().code, api::code::kUnavailable);
}

TEST_P(Remote, HealthFollowsTheEngine) {
    m_options.name = "the other one";
    const auto remote = connect();
    EXPECT_EQ(remote->health().state, api::HealthState::healthy);
    EXPECT_EQ(remote->health().engine, "the other one");
    EXPECT_EQ(remote->health().dataDir, "/data");
    api::Health health;
    health.state = api::HealthState::refusing;
    m_engine->setHealth(health);
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::refusing; }));
}

TEST_P(Remote, EventsArriveInOrderAndEndWithTheSubscription) {
    const auto remote = connect();
    m_engine->publish(event(1));
    EventLog log;
    auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    m_engine->publish(event(2, 0));
    m_engine->publish(event(2, 1));
    ASSERT_TRUE(log.waitForCount(3));
    EXPECT_EQ(positions(log), (std::vector<std::pair<api::Seq, int>>{{1, 0}, {2, 0}, {2, 1}}));
    subscription.reset();
    EXPECT_TRUE(eventually([&] { return m_engine->subscribers() == 0; }));
    m_engine->publish(event(3));
    EXPECT_EQ(log.events().size(), 3u);
}

TEST_P(Remote, SubscriptionsGoOnBehindTheLastEventAfterAReturn) {
    const auto remote = connect();
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    m_engine->publish(event(4, 0));
    m_engine->publish(event(5, 0));
    ASSERT_TRUE(log.waitForCount(2));
    m_service.reset();
    m_engine->publish(event(5, 1));  // nobody is connected
    m_engine->publish(event(6, 0));
    serve();
    ASSERT_TRUE(log.waitForCount(4));
    m_engine->publish(event(7, 0));
    ASSERT_TRUE(log.waitForCount(5));
    EXPECT_EQ(positions(log), (std::vector<std::pair<api::Seq, int>>{{4, 0}, {5, 0}, {5, 1}, {6, 0}, {7, 0}}));
    EXPECT_EQ(remote->health().state, api::HealthState::healthy);
    EXPECT_FALSE(api::callAndWait(*remote, api::GetRun{"x"}, {}).error().code == api::code::kUnavailable);
}

TEST_P(Remote, AnotherJournalAfterAReturnIsAGap) {
    const auto remote = connect();
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    m_engine->publish(event(50));
    ASSERT_TRUE(log.waitForCount(1));
    m_service.reset();
    m_engine = std::make_shared<FakeEngine>();
    m_engine->publish(event(3));
    serve();
    ASSERT_TRUE(log.waitForKind(api::kGapEvent));
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    m_engine->publish(event(4));
    ASSERT_TRUE(log.waitForCount(3));
    EXPECT_EQ(positions(log).back(), (std::pair<api::Seq, int>{4, 0}));
}

TEST_P(Remote, ANodeOfTheSameClusterThatIsBehindIsWaitedForButNotForEver) {
    api::Health health;
    health.state = api::HealthState::healthy;
    health.cluster = "c";
    health.seq = 50;
    m_engine->setHealth(health);
    m_options.behindPatience = 50ms;
    const auto remote = connect();
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    m_engine->publish(event(50));
    ASSERT_TRUE(log.waitForCount(1));
    m_service.reset();
    m_engine = std::make_shared<FakeEngine>();
    health.seq = 3;
    m_engine->setHealth(health);
    serve();
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    EXPECT_EQ(m_engine->subscribedFrom().front(), 49u) << "it asks for what comes after its last event";
    ASSERT_TRUE(log.waitForKind(api::kGapEvent)) << "a journal that stays behind is another one";
    ASSERT_TRUE(eventually([&] { return m_engine->subscribedFrom().size() == 2; }));
    EXPECT_EQ(m_engine->subscribedFrom().back(), 3u);
    m_engine->publish(event(4));
    ASSERT_TRUE(log.waitForCount(3));
    EXPECT_EQ(positions(log).back(), (std::pair<api::Seq, int>{4, 0}));
}

TEST_P(Remote, WhatTheOtherSideDoesNotKnowIsNotSent) {
    api::Health health;
    health.state = api::HealthState::healthy;
    health.version = "0.0.9";
    health.operations = {"start_run", "get_run"};
    m_engine->setHealth(health);
    const auto remote = connect();
    const auto refused = api::callAndWait(*remote, api::MoveShard{1, "n2"}, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kUnsupported);
    EXPECT_NE(refused.error().message.find("0.0.9"), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find(BEAMLINE_VERSION), std::string::npos);
    EXPECT_EQ(m_engine->held(), 0u) << "it was not asked";
    EXPECT_EQ(api::callAndWait(*remote, api::GetRun{"x"}, {}).error().code, api::code::kNotFound);
}

TEST_P(Remote, ALostConnectionTellsSinceWhenNothingIsKnown) {
    const auto before = api::wallClock();
    const auto remote = connect();
    m_service.reset();
    ASSERT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
    const auto since = remote->health().problems.at(0).since;
    EXPECT_GE(since, before);
    EXPECT_LE(since, api::wallClock());
}

TEST_P(Remote, ASubscriptionMayOutliveItsEngine) {
    auto remote = connect();
    EventLog log;
    auto subscription = remote->subscribe({}, 0, log.sink());
    remote.reset();
    subscription.reset();
    EXPECT_TRUE(eventually([&] { return m_engine->subscribers() == 0; }));
}

TEST_P(Remote, TooManySubscriptionsGetAGap) {
    const auto remote = connect();
    EventLog log;
    std::vector<std::unique_ptr<api::Subscription>> subscriptions;
    for (std::size_t i = 0; i <= kMaxSubscriptions; ++i) {
        subscriptions.push_back(remote->subscribe({}, 0, log.sink()));
    }
    EXPECT_TRUE(log.waitForKind(api::kGapEvent));
    EXPECT_EQ(m_engine->subscribers(), kMaxSubscriptions);
}

TEST_P(Remote, NobodyThereIsToldWithWhatToDo) {
    m_service.reset();
    const auto engine = RemoteEngine::connect(connector(), 1ms, m_options);
    ASSERT_FALSE(engine.ok());
    EXPECT_EQ(engine.error().code, api::code::kUnavailable);
    EXPECT_NE(engine.error().message.find("Start"), std::string::npos);
}

TEST(RemoteOverMemory, ASlowSubscriberLosesEventsNotMemoryAndIsTold) {
    const auto hub = MemoryHub::create({64 * 1024, 8 * 1024, 256 * 1024});
    const auto engine = std::make_shared<FakeEngine>();
    const EngineService service(engine, hub->listen());
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience);
    EventLog log;
    const auto subscription = remote->subscribe({{}, true, true}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return engine->subscribers() == 1; }));
    hub->pauseClients(true);
    constexpr api::Seq kPublished = 1000;
    for (api::Seq seq = 1; seq <= kPublished; ++seq) {
        engine->publish(event(seq, 0, std::string(500, 'd')));
    }
    hub->pauseClients(false);
    ASSERT_TRUE(log.waitForKind(api::kGapEvent));
    engine->publish(event(kPublished + 1));
    ASSERT_TRUE(log.waitFor([](const auto& events) { return events.back().seq == kPublished + 1; }));
    const auto got = positions(log);
    EXPECT_LT(got.size(), 40u);
    EXPECT_EQ(got[got.size() - 2], (std::pair<api::Seq, int>{kPublished, -1}))
        << "the gap stands at the last lost event";
    for (std::size_t i = 0; i + 2 < got.size(); ++i) {
        EXPECT_EQ(got[i].first, i + 1) << "nothing before the gap is missing";
    }
}

TEST(RemoteOverMemory, WhoAsksIsLookedAtBeforeAnythingIsDone) {
    const auto hub = MemoryHub::create();
    const auto engine = std::make_shared<FakeEngine>();
    const EngineService service(engine, hub->listen(), kPatience, [](api::RequestContext& context) {
        if (context.user == "eve") {
            return api::Result<api::Unit>(api::Error{api::code::kForbidden, "Eve may not ask here.", {}, false});
        }
        context.user = "checked " + context.user;
        return api::Result<api::Unit>(api::Unit{});
    });
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience);
    api::StartRun start;
    start.workflow = "w";
    api::RequestContext who;
    who.user = "ada";
    EXPECT_EQ(api::callAndWait(*remote, start, who)->run, "w-checked ada");
    who.user = "eve";
    EXPECT_EQ(api::callAndWait(*remote, start, who).error().code, api::code::kForbidden);
}

TEST(RemoteOverMemory, AnswersThatAreStillUnsentGoOutBeforeTheServiceDoes) {
    const auto hub = MemoryHub::create();
    const auto engine = std::make_shared<FakeEngine>();
    auto service = std::make_unique<EngineService>(engine, hub->listen(), kPatience);
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience);
    hub->pauseClients(true);
    std::promise<bool> answered;
    api::call<api::CountRuns>(*remote, {}, {}, [&](const auto& r) { answered.set_value(r.ok()); });
    ASSERT_TRUE(eventually([&] { return engine->held() == 1; }));
    engine->answerHeld(api::Reply(api::RunCounts{}));
    auto going = std::async(std::launch::async, [&] { service.reset(); });
    ASSERT_TRUE(eventually([&] { return !hub->connector()->connect().ok(); }));
    hub->pauseClients(false);
    EXPECT_TRUE(answered.get_future().get());
}

TEST(RemoteOverMemory, APeerThatReadsNoAnswersIsDisconnected) {
    const auto hub = MemoryHub::create({64 * 1024, 8 * 1024, 256 * 1024});
    const auto engine = std::make_shared<FakeEngine>();
    const EngineService service(engine, hub->listen());
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience);
    hub->pauseClients(true);
    std::atomic<int> unavailable{0};
    for (int i = 0; i < 10; ++i) {
        api::call<api::GetWorkflow>(*remote, {"", "60000", ""}, {}, [&](const api::Result<api::WorkflowDetail>& r) {
            unavailable += !r.ok() && r.error().code == api::code::kUnavailable;
        });
    }
    EXPECT_TRUE(eventually([&] { return unavailable == 10; }));
}

/// The serving side of a connection in a test's own hands.
class Counterpart {
public:
    explicit Counterpart(const std::shared_ptr<MemoryHub>& hub, std::string greeting) : m_listener(hub->listen()) {
        m_listener->start([this, greeting](const ConnectionPtr& connection) {
            connection->send(greeting, Overflow::close);
            connection->start({[this, connection](const std::string& bytes) {
                                   ++received;
                                   if (answer) {
                                       connection->send(answer(bytes), Overflow::close);
                                   }
                               },
                               nullptr, [this](const api::Error&) { ++closed; }});
        });
    }
    std::function<std::string(const std::string&)> answer;
    std::atomic<int> received{0};
    std::atomic<int> closed{0};

private:
    std::unique_ptr<Listener> m_listener;
};

/// A connection that closes itself when something is sent, as one does whose queue is full.
class Narrow final : public Connection {
public:
    explicit Narrow(ConnectionPtr inner) : m_inner(std::move(inner)) {}
    void start(ConnectionHandlers handlers) override { m_inner->start(std::move(handlers)); }
    bool send(std::string, Overflow) override {
        m_inner->close();
        return false;
    }
    void close() override { m_inner->close(); }
    void finish() override { m_inner->finish(); }
    const Limits& limits() const override { return m_inner->limits(); }

private:
    const ConnectionPtr m_inner;
};

class NarrowConnector final : public Connector {
public:
    explicit NarrowConnector(std::unique_ptr<Connector> inner) : m_inner(std::move(inner)) {}
    api::Result<ConnectionPtr> connect() override {
        auto inner = m_inner->connect();
        return inner.ok() ? api::Result<ConnectionPtr>(std::make_shared<Narrow>(*inner)) : inner;
    }

private:
    const std::unique_ptr<Connector> m_inner;
};

TEST(RemoteAgainstStrangers, WhatTheConnectionDidNotTakeIsNotInDoubt) {
    const auto hub = MemoryHub::create();
    const Counterpart stranger(hub, encode(Hello{}));
    RemoteOptions options;
    options.healthInterval = 1h;
    const auto remote = *RemoteEngine::connect(std::make_unique<NarrowConnector>(hub->connector()), kPatience, options);
    const auto answer = api::callAndWait(*remote, api::GetRun{"x"}, {});
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(api::isNotTaken(answer.error())) << answer.error().message;
    EXPECT_EQ(stranger.received, 0);
}

TEST(RemoteAgainstStrangers, AnotherProtocolIsNamed) {
    const auto hub = MemoryHub::create();
    const Counterpart stranger(hub, encode(Hello{kProtocols.newest + 1, {}, kProtocols.newest + 2}));
    const auto engine = RemoteEngine::connect(hub->connector(), kPatience);
    ASSERT_FALSE(engine.ok());
    EXPECT_NE(engine.error().message.find("protocol 2 to 3, this program 1."), std::string::npos)
        << engine.error().message;
    EXPECT_NE(engine.error().message.find("same version"), std::string::npos) << engine.error().message;
}

TEST(RemoteAgainstStrangers, WhoseProtocolsOverlapIsUnderstood) {
    const auto hub = MemoryHub::create();
    for (const auto& hello : {Hello{kProtocols.oldest - 1, {}, kProtocols.oldest},
                              Hello{kProtocols.newest, {}, kProtocols.newest + 4}, Hello{kProtocols.newest, {}}}) {
        const Counterpart stranger(hub, encode(hello));
        const auto engine = RemoteEngine::connect(hub->connector(), kPatience);
        EXPECT_TRUE(engine.ok()) << engine.error().message;
    }
}

TEST(RemoteAgainstStrangers, GarbageEndsTheConnectionAndTheCalls) {
    const auto hub = MemoryHub::create();
    Counterpart stranger(hub, encode(Hello{}));
    stranger.answer = [](const std::string&) { return "garbage"; };
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience);
    const auto answer = api::callAndWait(*remote, api::GetRun{"x"}, {});
    EXPECT_EQ(answer.error().code, api::code::kUnavailable);
    EXPECT_TRUE(eventually([&] { return stranger.closed > 0; }));
}

TEST(RemoteAgainstStrangers, AnEngineThatFallsSilentIsUnreachable) {
    const auto hub = MemoryHub::create();
    Counterpart stranger(hub, encode(Hello{kProtocols.oldest, FakeEngine().health()}));
    RemoteOptions options;
    options.healthInterval = 1ms;
    options.healthExpiry = 20ms;
    const auto remote = *RemoteEngine::connect(hub->connector(), kPatience, options);
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
}

TEST(ServiceAgainstStrangers, AnswersWhatItCannotReadAndClosesOnWrongRoles) {
    const auto hub = MemoryHub::create();
    const auto engine = std::make_shared<FakeEngine>();
    const EngineService service(engine, hub->listen());
    const auto connector = hub->connector();
    const auto connection = connector->connect();
    ASSERT_TRUE(connection.ok());
    std::mutex mutex;
    std::vector<Message> received;
    std::promise<void> closed;
    (*connection)
        ->start({[&](const std::string& bytes) {
                     std::lock_guard lock(mutex);
                     received.push_back(std::move(decode(bytes).value()));
                 },
                 nullptr, [&](const api::Error&) { closed.set_value(); }});
    (*connection)->send("garbage", Overflow::close);
    (*connection)->send(R"({"type":"call","id":5,"operation":"nonsense"})", Overflow::close);
    const auto count = [&] {
        std::lock_guard lock(mutex);
        return received.size();
    };
    ASSERT_TRUE(eventually([&] { return count() == 3; }));
    const auto& hello = std::get<Hello>(received[0]);
    EXPECT_EQ(hello.protocol, kProtocols.oldest);
    EXPECT_EQ(hello.newest, kProtocols.newest);
    EXPECT_EQ(std::get<Failure>(received[1]).id, 0u);
    EXPECT_EQ(std::get<Failure>(received[2]).id, 5u);
    EXPECT_NE(std::get<Failure>(received[2]).error.message.find("nonsense"), std::string::npos);
    (*connection)->send(encode(TellHealth{}), Overflow::close);
    EXPECT_EQ(closed.get_future().wait_for(kPatience), std::future_status::ready);
}

}  // namespace
}  // namespace beamline::wire
