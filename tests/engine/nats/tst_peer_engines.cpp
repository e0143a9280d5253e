// SPDX-License-Identifier: Apache-2.0
// How a daemon keeps engines of the other nodes: connected when somebody asks, ended when the node has gone.

#include <gtest/gtest.h>

#include "app/daemon/peer_engines.h"
#include "engine/api/ids.h"
#include "engine/nats/link.h"
#include "engine/wire/engine_service.h"
#include "tests/engine/nats/nats_server.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::daemon {
namespace {

using namespace std::chrono_literals;
using nats::NatsServer;
using nats::SharedConnection;
using test::eventually;
using test::FakeEngine;

class EnginesOfPeers : public testing::Test {
protected:
    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
        m_server = NatsServer::start(m_directory / "server");
        if (!m_server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        nats::Target target;
        target.address.servers = {m_server->url()};
        auto opened = SharedConnection::open(target);
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        m_connection = *opened;
        m_peers = std::make_unique<PeerEngines>(m_connection);
    }
    void TearDown() override {
        m_peers.reset();
        m_services.clear();
        m_server.reset();
        std::filesystem::remove_all(m_directory);
    }
    void serve(const std::string& node) {
        nats::LinkOptions own;
        own.node = ownName(node);
        own.onlyNamed = true;
        auto listener = nats::natsListener(m_connection, own);
        ASSERT_TRUE(listener.ok()) << listener.error().message;
        m_services.push_back(std::make_unique<wire::EngineService>(m_engine, std::move(*listener), 0ms));
    }
    /// Connected; not held.
    std::weak_ptr<api::Engine> connected(const std::string& node) {
        std::weak_ptr<api::Engine> engine;
        EXPECT_TRUE(eventually([&] {
            engine = m_peers->of(node);
            return !engine.expired();
        }));
        return engine;
    }

    std::filesystem::path m_directory;
    std::unique_ptr<NatsServer> m_server;
    std::shared_ptr<SharedConnection> m_connection;
    std::shared_ptr<FakeEngine> m_engine = std::make_shared<FakeEngine>();
    std::vector<std::unique_ptr<wire::EngineService>> m_services;
    std::unique_ptr<PeerEngines> m_peers;
};

TEST_F(EnginesOfPeers, AreEndedWhenTheirNodesAreGone) {
    serve("b");
    serve("c");
    const auto b = connected("b");
    const auto c = connected("c");
    m_peers->keepOnly({"a", "c"});
    EXPECT_TRUE(eventually([&] { return b.expired(); }));
    EXPECT_FALSE(c.expired());
    EXPECT_FALSE(connected("b").expired()) << "it has come again";
}

TEST_F(EnginesOfPeers, AreNotEndedUnderARequest) {
    serve("b");
    const auto b = connected("b");
    std::promise<bool> done;
    {
        const auto engine = m_peers->of("b");
        engine->submit(api::CancelRun{"R1", {}}, {},
                       [&done, engine](const auto& reply) { done.set_value(reply.ok()); });
    }
    ASSERT_TRUE(eventually([&] { return m_engine->held() == 1; }));
    m_peers->keepOnly({});
    EXPECT_EQ(m_peers->of("b"), b.lock());
    m_engine->answerHeld(api::Reply(api::RunReply{}));
    EXPECT_TRUE(done.get_future().get());
    EXPECT_TRUE(eventually([&] {
        m_peers->keepOnly({});
        return b.expired();
    }));
}

}  // namespace
}  // namespace beamline::daemon
