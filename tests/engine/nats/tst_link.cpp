// SPDX-License-Identifier: Apache-2.0
// RemoteEngine and EngineService over real servers of NATS: what is carried, what is refused, what survives.

#include <gtest/gtest.h>

#include <future>

#include "engine/api/ids.h"
#include "engine/nats/library.h"
#include "engine/nats/link.h"
#include "engine/nats/request.h"
#include "engine/nats/session_request.h"
#include "engine/nats/subjects.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/remote_engine.h"
#include "tests/engine/nats/link_servers.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::nats {
namespace {

using namespace std::chrono_literals;
using test::EventLog;
using test::eventually;
using test::FakeEngine;
using test::kPatience;
using wire::RemoteEngine;

api::Event event(api::Seq seq, std::string data = {}) {
    api::Event out;
    out.seq = seq;
    out.kind = "run.running";
    out.run = "r";
    if (!data.empty()) {
        out.data = boost::json::string(data);
    }
    return out;
}

/// An engine that is served over a connection of its own.
struct Node {
    std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
    std::shared_ptr<SharedConnection> connection;
    std::unique_ptr<wire::EngineService> service;
};

class Link : public testing::Test {
protected:
    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
        server = NatsServer::start(m_directory / "server", configuration);
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        options.beat = 50ms;
        options.absence = 300ms;
        options.silence = 10s;
        options.limits = {4u << 20, 64 * 1024, 32u << 20};
        options.window = 64 * 1024;
        remoteOptions.firstBackoff = 10ms;
        remoteOptions.maxBackoff = 50ms;
        remoteOptions.healthInterval = 20ms;
    }
    void TearDown() override {
        server.reset();
        std::filesystem::remove_all(m_directory);
    }
    Target target() const {
        Target out;
        out.address.servers = {server->url()};
        return out;
    }
    Node serve(const std::string& name = {}) {
        Node node;
        auto opened = SharedConnection::open(target(), {.name = "node " + name});
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        node.connection = *opened;
        auto mine = options;
        mine.node = name;
        auto listener = natsListener(node.connection, mine);
        EXPECT_TRUE(listener.ok()) << listener.error().message;
        node.service = std::make_unique<wire::EngineService>(node.engine, std::move(*listener), kPatience);
        EXPECT_TRUE(node.connection->flush(10s).ok());
        return node;
    }
    std::unique_ptr<wire::Connector> connector(const std::string& node = {}) {
        auto mine = options;
        mine.node = node;
        return natsConnector(target(), {.name = "client"}, mine);
    }
    std::shared_ptr<RemoteEngine> connect(const std::string& node = {}) {
        auto engine = RemoteEngine::connect(connector(node), kPatience, remoteOptions);
        EXPECT_TRUE(engine.ok()) << engine.error().message;
        return engine.ok() ? *engine : nullptr;
    }

    std::string configuration;
    std::filesystem::path m_directory;
    std::unique_ptr<NatsServer> server;
    LinkOptions options;
    wire::RemoteOptions remoteOptions;
};

TEST_F(Link, CarriesRequestsAnswersErrorsAndEvents) {
    const auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    api::StartRun start;
    start.workflow = "w";
    api::RequestContext ada;
    ada.user = "ada";
    const auto started = api::callAndWait(*remote, start, ada);
    ASSERT_TRUE(started.ok()) << started.error().message;
    EXPECT_EQ(started->run, "w-ada");
    EXPECT_EQ(api::callAndWait(*remote, api::GetRun{"x"}, {}).error().code, api::code::kNotFound);
    EventLog log;
    auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return node.engine->subscribers() == 1; }));
    for (api::Seq seq = 1; seq <= 200; ++seq) {
        node.engine->publish(event(seq));
    }
    ASSERT_TRUE(log.waitForCount(200));
    for (api::Seq seq = 1; seq <= 200; ++seq) {
        EXPECT_EQ(log.events()[seq - 1].seq, seq);
    }
    subscription.reset();
    EXPECT_TRUE(eventually([&] { return node.engine->subscribers() == 0; }));
}

TEST_F(Link, MessagesMayBeLargerThanTheServersLimitAndTheWindow) {
    const auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    const auto large = api::callAndWait(*remote, api::GetWorkflow{"", "3500000", ""}, {});
    ASSERT_TRUE(large.ok()) << large.error().message;
    EXPECT_EQ(large->source.size(), 3'500'000U);
    const auto refused = api::callAndWait(*remote, api::GetWorkflow{"", "5000000", ""}, {});
    EXPECT_EQ(refused.error().code, api::code::kInvalidArgument) << "the link's own limit holds";
    api::DeployWorkflow deploy;
    deploy.source.assign(3'000'000, 'x');
    std::promise<bool> answered;
    api::call<api::DeployWorkflow>(*remote, deploy, {}, [&](const auto& reply) { answered.set_value(reply.ok()); });
    ASSERT_TRUE(eventually([&] { return node.engine->held() == 1; }));
    node.engine->answerHeld(api::Reply(api::DeployReply{}));
    EXPECT_TRUE(answered.get_future().get());
}

TEST_F(Link, ASlowSubscriberLosesEventsNotMemoryAndIsTold) {
    const auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    EventLog log;
    std::promise<void> gate;
    const auto open = gate.get_future().share();
    std::atomic<bool> blocked{false};
    const auto subscription = remote->subscribe({{}, true, true}, 0, [&](const api::Event& one) {
        blocked = true;
        open.wait();
        log.sink()(one);
    });
    ASSERT_TRUE(eventually([&] { return node.engine->subscribers() == 1; }));
    node.engine->publish(event(1));
    ASSERT_TRUE(eventually([&] { return blocked.load(); }));
    constexpr api::Seq kPublished = 2'000;
    for (api::Seq seq = 2; seq <= kPublished; ++seq) {
        node.engine->publish(event(seq, std::string(500, 'd')));
    }
    gate.set_value();
    ASSERT_TRUE(log.waitForKind(api::kGapEvent));
    node.engine->publish(event(kPublished + 1));
    ASSERT_TRUE(log.waitFor([](const auto& events) { return !events.empty() && events.back().seq == kPublished + 1; }));
    const auto got = log.events();
    EXPECT_LT(got.size(), 600U);
    for (std::size_t i = 1; i < got.size(); ++i) {
        if (got[i].kind != api::kGapEvent) {
            EXPECT_EQ(got[i].seq, got[i - 1].seq + 1) << "a gap stands at the last lost event, " << i;
        }
    }
}

TEST_F(Link, AServerThatIsKilledAndComesBackIsHardlyNoticed) {
    const auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return node.engine->subscribers() == 1; }));
    node.engine->publish(event(1));
    ASSERT_TRUE(log.waitForCount(1));
    std::promise<std::string> underWay;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](const auto& r) { underWay.set_value(r.ok() ? "ok" : r.error().message); });
    ASSERT_TRUE(eventually([&] { return node.engine->held() == 1; }));
    server->kill();
    for (api::Seq seq = 2; seq <= 50; ++seq) {
        node.engine->publish(event(seq));
    }
    node.engine->answerHeld(api::Reply(api::RunCounts{}));
    server->run();
    EXPECT_EQ(underWay.get_future().get(), "ok");
    node.engine->publish(event(51));
    ASSERT_TRUE(log.waitFor([](const auto& events) { return !events.empty() && events.back().seq == 51; }));
    EXPECT_EQ(log.events().size(), 51U) << "in the same session, so nothing came twice";
    EXPECT_EQ(node.engine->subscribedFrom().size(), 1U);
}

TEST_F(Link, APeerThatDiesWithoutAWordIsNoticedOnBothSides) {
    auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return node.engine->subscribers() == 1; }));
    natsConnection_Close(node.connection->raw());
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
    EXPECT_GT(remote->health().problems.at(0).since, 0) << "as of when the data is";
    const auto again = serve();
    EXPECT_TRUE(eventually([&] { return again.engine->subscribers() == 1; }));
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::healthy; }));

    auto connection = SharedConnection::open(target());
    ASSERT_TRUE(connection.ok());
    const auto second = *RemoteEngine::connect(natsConnector(*connection, options), kPatience, remoteOptions);
    const auto other = second->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return again.engine->subscribers() == 2; }));
    natsConnection_Close((*connection)->raw());
    EXPECT_TRUE(eventually([&] { return again.engine->subscribers() == 1; })) << "the service forgets who is gone";
}

TEST_F(Link, NobodyThereAndStrangersAreTold) {
    auto none = connector()->connect();
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, api::code::kUnavailable);
    EXPECT_NE(none.error().message.find("beamlined"), std::string::npos) << none.error().message;
    EXPECT_NE(connector("n9")->connect().error().message.find("The node n9"), std::string::npos);
    const auto node = serve("n1");
    auto connection = SharedConnection::open(target());
    ASSERT_TRUE(connection.ok());
    const auto tell = [&](const std::string& request) {
        auto answer = ask(**connection, connectSubject(), request, 10s);
        EXPECT_TRUE(answer.ok()) << answer.error().message;
        return answer.ok() ? readOffer(*answer) : api::Result<SessionOffer>(answer.error());
    };
    EXPECT_EQ(tell("garbage").error().code, api::code::kInvalidArgument);
    constexpr auto oldest = kLinkProtocols.oldest;
    constexpr auto newest = kLinkProtocols.newest;
    EXPECT_EQ(tell(writeRequest({newest + 1, "_INBOX.x", 65536, ""})).error().code, api::code::kUnavailable);
    EXPECT_EQ(tell(writeRequest({newest, "_INBOX.x", 65536, "", newest + 1}))->protocol, newest);
    EXPECT_EQ(tell(writeRequest({oldest - 1, "_INBOX.x", 65536, "", oldest}))->protocol, oldest);
    for (const auto* to : {"beamline.journal.v1.x", "$JS.API.STREAM.DELETE.X", "caf.exec.assign.v1", "a.*", ""}) {
        EXPECT_EQ(tell(writeRequest({oldest, to, 65536, ""})).error().code, api::code::kInvalidArgument)
            << "a node must not be made to speak there: " << to;
    }
    EXPECT_EQ(tell(writeRequest({oldest, "_INBOX.x", 1, ""})).error().code, api::code::kInvalidArgument);
    EXPECT_EQ(tell(writeRequest({oldest, "_INBOX.x", 65536, ""}))->node, "n1");
}

TEST_F(Link, OneOfTheNodesAnswersOrTheOneThatIsNamed) {
    const auto n1 = serve("n1");
    const auto n2 = serve("n2.with/signs");
    EventLog log;
    std::vector<std::shared_ptr<RemoteEngine>> remotes;
    std::vector<std::unique_ptr<api::Subscription>> subscriptions;
    const auto add = [&](const std::string& node) {
        remotes.push_back(connect(node));
        ASSERT_TRUE(remotes.back());
        subscriptions.push_back(remotes.back()->subscribe({}, 0, log.sink()));
    };
    for (int i = 0; i < 12; ++i) {
        add({});
    }
    ASSERT_TRUE(eventually([&] { return n1.engine->subscribers() + n2.engine->subscribers() == 12; }));
    EXPECT_GT(n1.engine->subscribers(), 0U);
    EXPECT_GT(n2.engine->subscribers(), 0U);
    const auto before = n2.engine->subscribers();
    for (int i = 0; i < 4; ++i) {
        add("n2.with/signs");
    }
    EXPECT_TRUE(eventually([&] { return n2.engine->subscribers() == before + 4; }));
    subscriptions.clear();
    options.onlyNamed = true;
    const auto n3 = serve("n3");
    for (int i = 0; i < 8; ++i) {
        add({});
    }
    ASSERT_TRUE(eventually([&] { return n1.engine->subscribers() + n2.engine->subscribers() == 8; }));
    add("n3");
    EXPECT_TRUE(eventually([&] { return n3.engine->subscribers() == 1; }));
    subscriptions.clear();
}

TEST_F(Link, AnotherNodeOfTheClusterGoesOnBehindTheLastEvent) {
    api::Health health;
    health.state = api::HealthState::healthy;
    health.cluster = "c";
    auto n1 = serve("n1");
    n1.engine->setHealth(health);
    const auto remote = connect();
    ASSERT_TRUE(remote);
    EventLog log;
    const auto subscription = remote->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return n1.engine->subscribers() == 1; }));
    for (api::Seq seq = 1; seq <= 5; ++seq) {
        n1.engine->publish(event(seq));
    }
    ASSERT_TRUE(log.waitForCount(5));
    n1.service.reset();
    auto n2 = serve("n2");
    n2.engine->setHealth(health);  // it has not read so far yet
    ASSERT_TRUE(eventually([&] { return n2.engine->subscribers() == 1; }));
    for (api::Seq seq = 3; seq <= 7; ++seq) {
        n2.engine->publish(event(seq));
    }
    ASSERT_TRUE(log.waitForCount(7));
    std::vector<api::Seq> got;
    for (const auto& one : log.events()) {
        got.push_back(one.kind == api::kGapEvent ? 0 : one.seq);
    }
    EXPECT_EQ(got, (std::vector<api::Seq>{1, 2, 3, 4, 5, 6, 7}));
}

TEST_F(Link, AServiceThatGoesAnswersWhatItTook) {
    auto node = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote);
    std::promise<std::string> taken;
    api::call<api::CountRuns>(*remote, {}, {},
                              [&](const auto& r) { taken.set_value(r.ok() ? "ok" : r.error().message); });
    ASSERT_TRUE(eventually([&] { return node.engine->held() == 1; }));
    auto going = std::async(std::launch::async, [&] { node.service.reset(); });
    ASSERT_TRUE(eventually([&] { return !connector()->connect().ok(); })) << "nobody new gets in";
    node.engine->answerHeld(api::Reply(api::RunCounts{}));
    EXPECT_EQ(taken.get_future().get(), "ok");
    going.get();
    EXPECT_TRUE(eventually([&] { return remote->health().state == api::HealthState::unreachable; }));
}

class GuardedLink : public Link {
protected:
    GuardedLink() {
        configuration = R"(authorization { users = [
            {user: node, password: "node-pw"},
            {user: ada, password: "ada-pw", permissions: {publish: ["beamline.api.v1.>"], subscribe: ["_INBOX.>"]}},
            {user: eve, password: "eve-pw", permissions: {publish: ["other.>"], subscribe: ["_INBOX.>"]}}]})";
    }
    Target as(const std::string& user) const {
        auto out = target();
        out.address.user = user;
        out.address.password = user + "-pw";
        return out;
    }
};

TEST_F(GuardedLink, PermissionsDecideAndAreNamed) {
    auto opened = SharedConnection::open(as("node"));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    auto listener = natsListener(*opened, options);
    ASSERT_TRUE(listener.ok());
    const auto engine = std::make_shared<FakeEngine>();
    const wire::EngineService service(engine, std::move(*listener), kPatience);
    ASSERT_TRUE((*opened)->flush(10s).ok());
    const auto good = RemoteEngine::connect(natsConnector(as("ada"), {}, options), kPatience, remoteOptions);
    ASSERT_TRUE(good.ok()) << good.error().message;
    EXPECT_EQ(api::callAndWait(**good, api::GetRun{"x"}, {}).error().code, api::code::kNotFound);
    const auto denied = RemoteEngine::connect(natsConnector(as("eve"), {}, options), kPatience, remoteOptions);
    ASSERT_FALSE(denied.ok());
    EXPECT_EQ(denied.error().code, api::code::kForbidden);
    EXPECT_NE(denied.error().message.find(connectSubject()), std::string::npos) << denied.error().message;
    auto wrong = as("ada");
    wrong.address.password = "wrong-pw";
    const auto unknown = RemoteEngine::connect(natsConnector(wrong, {}, options), kPatience, remoteOptions);
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, api::code::kForbidden);
    EXPECT_EQ(unknown.error().message.find("wrong-pw"), std::string::npos);
}

class LinkOverThreeServers : public testing::Test {
protected:
    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
        servers = LinkServers::start(m_directory);
        if (!servers) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
    }
    void TearDown() override {
        servers.reset();
        std::filesystem::remove_all(m_directory);
    }

    std::filesystem::path m_directory;
    std::unique_ptr<LinkServers> servers;
};

TEST_F(LinkOverThreeServers, OneOfThemIsKilledAndTheSessionGoesOn) {
    LinkOptions options;
    options.beat = 50ms;
    options.silence = options.absence = 20s;
    Target target;
    target.address.servers = {(*servers)[0].url()};
    const auto connection = SharedConnection::open(target);
    ASSERT_TRUE(connection.ok()) << connection.error().message;
    const auto engine = std::make_shared<FakeEngine>();
    const wire::EngineService service(engine, std::move(natsListener(*connection, options).value()), kPatience);
    target.address.servers = {(*servers)[1].url(), (*servers)[2].url()};
    const auto remote = RemoteEngine::connect(natsConnector(target, {}, options), kPatience);
    ASSERT_TRUE(remote.ok()) << remote.error().message;
    EventLog log;
    const auto subscription = (*remote)->subscribe({}, 0, log.sink());
    ASSERT_TRUE(eventually([&] { return engine->subscribers() == 1; }));
    for (api::Seq seq = 1; seq <= 600; ++seq) {
        const bool kills = seq % 200 == 100;  // each of the servers once, so that of both sides, too
        if (kills) {
            (*servers)[seq / 200].kill();
        }
        engine->publish(event(seq));
        if (kills) {
            (*servers)[seq / 200].run();
        }
    }
    ASSERT_TRUE(log.waitFor([](const auto& events) { return !events.empty() && events.back().seq == 600; }));
    EXPECT_EQ(log.events().size(), 600U) << "no gap, nothing twice";
    EXPECT_EQ(engine->subscribedFrom().size(), 1U) << "in one session";
}

}  // namespace
}  // namespace beamline::nats
