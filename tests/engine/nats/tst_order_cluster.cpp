// SPDX-License-Identifier: Apache-2.0
// The order of a cluster on three real servers: whichever of them dies, nothing that was proposed is lost and all read
// the same.

#include "engine/nats/owned_streams.h"
#include "engine/nats/request.h"
#include "tests/engine/nats/order_fixture.h"

namespace beamline::nats {
namespace {

class ThreeServers : public OrderTest {
protected:
    void SetUp() override {
        OrderTest::SetUp();
        if (!run(3)) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        init();
    }
};

/// All that was proposed was read, by all alike, and no id is in two places but where the stream forgot it.
void expectSame(const std::vector<std::unique_ptr<Node>>& nodes, std::size_t count) {
    for (const auto& node : nodes) {
        ASSERT_TRUE(node->await(count)) << node->states().back().second;
    }
    ASSERT_TRUE(eventually([&] {
        return std::all_of(nodes.begin(), nodes.end(),
                           [&](const auto& node) { return node->place() == nodes.front()->place(); });
    }));
    for (const auto& node : nodes) {
        EXPECT_EQ(node->text(), nodes.front()->text());
    }
}

void proposeTo(Node& node, const std::string& prefix, int count) {
    for (int i = 0; i < count; ++i) {
        node.propose(prefix + std::to_string(i));
    }
}

TEST_F(ThreeServers, EachOfThemMayDie) {
    std::vector<std::unique_ptr<Node>> nodes;
    for (int i = 0; i < 3; ++i) {
        nodes.push_back(std::make_unique<Node>(connect(i)));
        nodes.back()->start();
    }
    std::size_t count = 0;
    for (int round = 0; round < 3; ++round) {
        for (const auto& node : nodes) {
            ASSERT_TRUE(node->awaitState(true));
        }
        // A server that was just started must have read all before the next one dies: two of three are needed.
        ASSERT_TRUE(eventually([&] {
            const auto told = ClusterStreams(connect()).describe();
            return told.ok() && std::all_of(told->streams.begin(), told->streams.end(), [](const auto& stream) {
                       return stream.name != kJournalStream || (stream.replicas == 3 && stream.replicasCurrent == 3);
                   });
        }));
        int leads = -1;
        ASSERT_TRUE(eventually([&] { return (leads = servers->find(leader())) >= 0; }));
        const int victim = round == 1 ? (leads + 1) % 3 : leads;
        for (int i = 0; i < 600; ++i) {
            for (std::size_t n = 0; n < nodes.size(); ++n) {
                nodes[n]->propose(std::to_string(n) + "." + std::to_string(round) + "." + std::to_string(i));
                ++count;
            }
            if (i == 300) {
                servers->kill(victim);
            }
        }
        for (const auto& node : nodes) {
            ASSERT_TRUE(node->await(count, 3 * kPatience))  // a server of 2.9 may need half a minute to lead
                << "one server of three is away; " << node->states().back().second;
        }
        EXPECT_FALSE(servers->running(victim));
        ASSERT_TRUE(servers->run(victim));
    }
    expectSame(nodes, count);
    for (const auto& node : nodes) {
        EXPECT_EQ(node->begins().front().id, node->begins().back().id) << "it is one order all the time";
    }
}

TEST_F(ThreeServers, TheNewestIsProvenAfterAChangeOfLeader) {
    Node writer(connect(0));
    writer.start();
    for (int i = 0; i < 50; ++i) {
        writer.propose("w" + std::to_string(i));
    }
    ASSERT_TRUE(writer.await(50));
    Node other(connect(1));
    other.start();
    const auto before = factsOf(*connect(), kJournalStream);
    ASSERT_TRUE(before.ok());
    EXPECT_GE(*other.newest(), writer.place());
    const auto barrier = factsOf(*connect(), kJournalStream);
    EXPECT_EQ(barrier->last, before->last + 1) << "the first question to a leader stores a message";
    for (int i = 0; i < 20; ++i) {
        EXPECT_GE(*other.newest(), writer.place());
    }
    EXPECT_EQ(factsOf(*connect(), kJournalStream)->last, barrier->last) << "further ones store none";
    servers->kill(servers->find(before->leader));
    ASSERT_TRUE(eventually([&] {
        const auto place = other.newest();
        return place.ok() && *place >= writer.place();
    }));
    ASSERT_TRUE(other.await(50));
}

/// JetStream through one that answers in its place when a consumer is to be made.
class NoConsumers : public ThreeServers {
protected:
    void SetUp() override {
        ThreeServers::SetUp();
        if (IsSkipped() || HasFatalFailure()) {
            return;
        }
        proxy = *SharedConnection::open(one());
        auto opened = Listening::open(*proxy, "X.API.>", "", [this](natsMsg* message) {
            const std::string subject = "$JS.API" + std::string(natsMsg_GetSubject(message)).substr(5);
            if (forbids && subject.find(".CONSUMER.CREATE.") != subject.npos) {
                natsConnection_PublishString(proxy->raw(), natsMsg_GetReply(message), answer);
            } else {
                natsConnection_PublishRequest(proxy->raw(), subject.c_str(), natsMsg_GetReply(message),
                                              natsMsg_GetData(message), natsMsg_GetDataLength(message));
            }
        });
        ASSERT_TRUE(opened.ok());
        listening = std::move(*opened);
    }
    void TearDown() override {
        listening.reset();
        proxy.reset();
        ThreeServers::TearDown();
    }
    /// Both at one server: an answer to what was passed on does not find its way to another one.
    Target one() const {
        auto out = target();
        out.address.servers.resize(1);
        return out;
    }
    std::shared_ptr<SharedConnection> connectProxied() {
        auto through = one();
        through.jetStreamPrefix = "X.API";
        return *SharedConnection::open(through);
    }
    std::uint64_t asked(const Node& node) { return node.order.figures().reader.asked; }

    std::shared_ptr<SharedConnection> proxy;
    std::unique_ptr<Listening> listening;
    std::atomic<bool> forbids{true};
    const char* answer = R"({"error":{"code":503,"err_code":10008,"description":"temporarily unavailable"}})";
};

TEST_F(NoConsumers, TheLeaderIsAskedForWordsUntilOneCanBeMade) {
    Node writer(connect());
    writer.start();
    proposeTo(writer, "before", 60);
    ASSERT_TRUE(writer.await(60));
    const Owned<jsCtx> context(proxy->jetStream());
    for (const std::uint64_t place : {4, 5, 8}) {
        ASSERT_EQ(js_DeleteMsg(context.get(), kJournalStream, place, nullptr, nullptr), NATS_OK);
    }
    Node node(connectProxied());
    node.start();
    ASSERT_TRUE(node.awaitState(true));
    proposeTo(node, "meanwhile", 60);
    proposeTo(writer, "also", 60);
    ASSERT_TRUE(node.await(177)) << node.states().back().second;
    EXPECT_GE(asked(node), 177U);
    forbids = false;
    ASSERT_TRUE(eventually([&] { return node.order.figures().reader.begun == 1; }));
    const auto before = asked(node);
    proposeTo(node, "after", 60);
    ASSERT_TRUE(node.await(237));
    EXPECT_EQ(asked(node), before) << "a consumer delivers";
    EXPECT_EQ(node.begins().size(), 1U) << "and nothing was begun anew for it";
    ASSERT_TRUE(writer.await(240));
    const auto all = writer.words();
    const auto has = node.words();
    EXPECT_TRUE(std::equal(has.rbegin(), has.rbegin() + 170, all.rbegin(),
                           [](const auto& one, const auto& other) { return one.id == other.id; }));
}

TEST_F(NoConsumers, AnAnswerWithNothingInItIsNone) {
    answer = R"({"type":"io.nats.jetstream.api.v1.consumer_create_response"})";
    Node node(connectProxied());
    node.start();
    proposeTo(node, "w", 10);
    EXPECT_TRUE(node.await(10)) << (node.states().empty() ? "" : node.states().back().second);
    EXPECT_EQ(node.order.figures().reader.begun, 0U);
}

TEST_F(ThreeServers, WithoutAMajorityItSaysSo) {
    Node node(connect(0));
    node.start();
    node.propose("before");
    ASSERT_TRUE(node.await(1));
    servers->kill(1);
    servers->kill(2);
    node.propose("meanwhile");
    ASSERT_TRUE(node.awaitState(false));
    EXPECT_FALSE(node.newest().ok());
    ASSERT_TRUE(servers->run(1));
    ASSERT_TRUE(node.await(2)) << node.states().back().second;
    ASSERT_TRUE(node.awaitState(true));
}

TEST_F(ThreeServers, TheReportTellsOfServersAndReplicas) {
    const ClusterStreams streams(connect());
    ASSERT_TRUE(eventually([&] {
        const auto report = streams.describe();
        return report.ok() && report->streams.size() == 4 &&
               std::all_of(report->streams.begin(), report->streams.end(),
                           [](const auto& one) { return one.replicasCurrent == 3; });
    }));
    const auto well = streams.describe();
    EXPECT_EQ(well->servers.size(), 3U);
    for (const auto& one : well->servers) {
        EXPECT_FALSE(one.name.empty()) << one.url;
        EXPECT_FALSE(one.version.empty());
        EXPECT_GT(one.roundTripMs, 0) << one.url << (one.connected ? " in use" : "");
    }
    const auto has = [](const StreamsReport& report, const std::string& code) {
        return std::any_of(report.warnings.begin(), report.warnings.end(),
                           [&](const auto& one) { return one.code == code; });
    };
    EXPECT_FALSE(has(*well, "cluster.replicas"));
    EXPECT_FALSE(has(*well, "cluster.replicas_missing"));
    EXPECT_EQ(well->notes.size(), 1U);
    const auto leads = servers->find(well->streams.front().leader);
    ASSERT_GE(leads, 0);
    servers->kill((leads + 1) % 3);
    ASSERT_TRUE(eventually([&] {
        const auto report = streams.describe();
        return report.ok() && has(*report, "cluster.replicas_missing");
    }));
}

}  // namespace
}  // namespace beamline::nats
