// SPDX-License-Identifier: Apache-2.0
// The streams of a cluster on a real server: what making them would do, does, and does not do twice.

#include "engine/nats/stream_facts.h"
#include "engine/nats/wanted_streams.h"
#include "tests/engine/nats/order_fixture.h"

namespace beamline::nats {
namespace {

class Streams : public OrderTest {
protected:
    void SetUp() override {
        OrderTest::SetUp();
        if (!run(1)) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        connection = connect();
        context.reset(connection->jetStream());
    }
    void TearDown() override {
        context.reset();
        connection.reset();
        OrderTest::TearDown();
    }
    ClusterPlan plan() const {
        const auto made = ClusterStreams(connection).plan(wanted);
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
        return made.ok() ? *made : ClusterPlan();
    }
    std::string steps() const {
        std::string out;
        for (const auto& one : plan().streams) {
            out += one.step == StreamStep::same     ? "same "
                   : one.step == StreamStep::make   ? "make "
                   : one.step == StreamStep::change ? "change "
                                                    : "impossible ";
        }
        return out;
    }
    std::string sentence(std::size_t stream = 0) const { return plan().streams.at(stream).sentence; }
    void apply() const {
        const auto done = ClusterStreams(connection).apply(plan());
        ASSERT_TRUE(done.ok()) << done.error().message;
        EXPECT_EQ(done->size(), 4U);
    }
    bool said(const std::string& text, const std::string& part) const { return text.find(part) != std::string::npos; }
    void add(const std::string& name, const std::string& subject, jsRetentionPolicy retention = js_LimitsPolicy) {
        const char* subjects[] = {subject.c_str()};
        jsStreamConfig config;
        jsStreamConfig_Init(&config);
        config.Name = name.c_str();
        config.Subjects = subjects;
        config.SubjectsLen = 1;
        config.Retention = retention;
        jsStreamInfo* raw = nullptr;
        ASSERT_EQ(js_AddStream(&raw, context.get(), &config, nullptr, nullptr), NATS_OK);
        jsStreamInfo_Destroy(raw);
    }
    bool warned(const std::string& code) const {
        const auto report = ClusterStreams(connection).describe();
        EXPECT_TRUE(report.ok());
        return report.ok() && std::any_of(report->warnings.begin(), report->warnings.end(),
                                          [&](const auto& one) { return one.code == code; });
    }

    std::shared_ptr<SharedConnection> connection;
    Owned<jsCtx> context;
};

TEST_F(Streams, AreMadeOnce) {
    EXPECT_EQ(ClusterStreams(connection).terms().error().code, api::code::kNotFound);
    EXPECT_TRUE(said(ClusterStreams(connection).terms().error().message, "beamctl cluster init"));
    EXPECT_EQ(steps(), "make make make make ");
    EXPECT_TRUE(plan().possible());
    EXPECT_TRUE(plan().changes());
    EXPECT_TRUE(said(sentence(), "1 replica, 256 MiB, kept for 7 d")) << sentence();
    apply();
    EXPECT_EQ(steps(), "same same same same ");
    EXPECT_FALSE(plan().changes());
    apply();
    const auto terms = ClusterStreams(connection).terms();
    ASSERT_TRUE(terms.ok());
    EXPECT_EQ(terms->name, "test");
    EXPECT_EQ(terms->shards, core::kDefaultShards);
}

TEST_F(Streams, AreChangedAndKeepWhatIsInThem) {
    apply();
    Node node(connect());
    node.start();
    node.propose("one");
    ASSERT_TRUE(node.await(1));
    wanted.journalAgeMs /= 7;
    wanted.maxQueued = 5;
    EXPECT_EQ(steps(), "change change same same ");
    EXPECT_TRUE(said(sentence(0), "age 7 d → 1 d")) << sentence(0);
    EXPECT_TRUE(said(sentence(1), "messages of a subject 10000 → 5")) << sentence(1);
    apply();
    EXPECT_EQ(steps(), "same same same same ");
    Node late(connect());
    late.start();
    ASSERT_TRUE(late.await(1));
    EXPECT_EQ(late.begins().front().id, node.begins().front().id);
}

TEST_F(Streams, WhatCannotBeIsSaidBefore) {
    apply();
    wanted.shards = 64;
    EXPECT_EQ(steps(), "impossible impossible impossible impossible ");
    EXPECT_TRUE(said(sentence(), "it has 32 shards")) << sentence();
    const auto refused = ClusterStreams(connection).apply(plan());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kConflict);
    wanted = small();
    wanted.replicas = 1;
    wanted.name = "other";
    EXPECT_TRUE(said(sentence(), "belongs to the cluster test")) << sentence();
    wanted = small();
    const auto alone = ClusterStreams(connection).plan(wanted);  // three replicas
    ASSERT_TRUE(alone.ok());
    EXPECT_FALSE(alone->notes.empty());
    const auto one = ClusterStreams(connection).apply(*alone);
    ASSERT_FALSE(one.ok());
    EXPECT_TRUE(said(one.error().message, "alone")) << one.error().message;
}

TEST_F(Streams, OfOthersAreNotTaken) {
    add("SNOOP", "beamline.journal.>");
    EXPECT_EQ(steps(), "impossible make make make ");
    EXPECT_TRUE(said(sentence(), "SNOOP")) << sentence();
    ASSERT_EQ(js_DeleteStream(context.get(), "SNOOP", nullptr, nullptr), NATS_OK);
    add(kWorkStream, std::string(kWorkSubject) + ".*");
    EXPECT_EQ(steps(), "make impossible make make ");
    EXPECT_TRUE(said(sentence(1), "a work queue")) << sentence(1);
}

TEST_F(Streams, WishesAreChecked) {
    const auto refused = [this](auto change) {
        auto wish = wanted;
        change(wish);
        const auto made = ClusterStreams(connection).plan(wish);
        return !made.ok() && made.error().code == api::code::kInvalidArgument;
    };
    EXPECT_TRUE(refused([](auto& wish) { wish.name = ""; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.name = "a b"; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.name = "a\"b"; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.name = std::string(kMaxClusterNameBytes + 1, 'a'); }));
    EXPECT_TRUE(refused([](auto& wish) { wish.shards = 0; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.shards = core::kMaxShards + 1; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.replicas = kMaxReplicas + 1; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.journalBytes = 1'000; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.journalAgeMs = 1'000; }));
    EXPECT_TRUE(refused([](auto& wish) { wish.maxQueued = 0; }));
}

TEST_F(Streams, APoolHoldsSoManyTasks) {
    wanted.maxQueued = 2;
    apply();
    const auto publish = [this](const std::string& pool) {
        jsErrCode code{};
        return js_Publish(nullptr, context.get(), (std::string(kWorkSubject) + "." + pool).c_str(), "task", 4, nullptr,
                          &code) == NATS_OK;
    };
    EXPECT_TRUE(publish("a"));
    EXPECT_TRUE(publish("a"));
    EXPECT_FALSE(publish("a")) << "who wants more waits";
    EXPECT_TRUE(publish("b"));
}

TEST_F(Streams, TheReportSaysWhatCanBeLost) {
    EXPECT_TRUE(warned("cluster.stream_missing"));
    apply();
    EXPECT_FALSE(warned("cluster.stream_missing"));
    EXPECT_TRUE(warned("cluster.replicas"));
    EXPECT_FALSE(warned("cluster.foreign_stream"));
    const auto report = ClusterStreams(connection).describe();
    EXPECT_FALSE(warned("cluster.sync")) << "nothing that can be mended here";
    ASSERT_EQ(report->notes.size(), 1U);
    EXPECT_EQ(report->notes.front().code, "cluster.sync");
    ASSERT_EQ(report->streams.size(), 4U);
    for (const auto& one : report->streams) {
        EXPECT_FALSE(one.purpose.empty());
        EXPECT_EQ(one.replicasCurrent, 1);
    }
    ASSERT_EQ(report->servers.size(), 1U);
    EXPECT_TRUE(report->servers.front().connected);
    EXPECT_GT(report->servers.front().roundTripMs, 0);
    EXPECT_EQ(report->servers.front().name, "n0");
}

TEST_F(Streams, WhyNobodyAnswersIsSaidWithoutTheLibrarysSource) {
    const auto away = streamError(*connection, kWorkStream, NATS_ERR, JSClusterNotAvailErr);
    EXPECT_TRUE(said(away.message, "JetStream has no leader")) << away.message;
    EXPECT_EQ(away.code, api::code::kUnavailable);
    natsSubscription* raw = nullptr;
    ASSERT_EQ(natsConnection_SubscribeSync(&raw, connection->raw(), "nobody.says.anything"), NATS_OK);
    const Owned<natsSubscription> subscription(raw);
    natsMsg* none = nullptr;
    const auto status = natsSubscription_NextMsg(&none, raw, 1);
    ASSERT_EQ(status, NATS_TIMEOUT);
    const auto* text = nats_GetLastError(nullptr);
    ASSERT_TRUE(text && said(text, ".c:")) << "this library says it otherwise now";
    const auto shown = lastText(status);
    EXPECT_FALSE(said(shown, ".c:")) << shown;
    EXPECT_FALSE(shown.empty());
    EXPECT_TRUE(std::string(text).ends_with(shown)) << shown;
}

TEST(StreamWords, PlacesAndIds) {
    EXPECT_EQ(messageId("w", 0, 0), "w");
    EXPECT_EQ(messageId("w", 2, 0), "w~2");
    EXPECT_EQ(messageId("w", 2, 3), "w~2;3");
    EXPECT_EQ(readPlaces(printPlaces({1, 20, 300})), (std::vector<std::uint64_t>{1, 20, 300}));
    EXPECT_TRUE(readPlaces("1,x").empty());
    EXPECT_TRUE(readPlaces("").empty());
    EXPECT_EQ(piecesOf(0, 10), 1U);
    EXPECT_EQ(piecesOf(10, 10), 1U);
    EXPECT_EQ(piecesOf(11, 10), 2U);
    EXPECT_EQ(piecesOf(10 * kMaxWordParts, 10), kMaxWordParts);
    EXPECT_EQ(piecesOf(10 * kMaxWordParts + 1, 10), 0U);
    EXPECT_EQ(readDelivery("$JS.ACK.S.C.1.42.7.1795733326234324293.0").place, 42U);
    EXPECT_EQ(readDelivery("$JS.ACK.S.C.1.42.7.1795733326234324293.0").number, 7U);
    EXPECT_EQ(readDelivery("$JS.ACK.D.A.S.C.1.42.7.1795733326234324293.0.x").place, 42U);
    EXPECT_EQ(readDelivery("_INBOX.1").place, 0U);
    EXPECT_EQ(readStored(R"({"stream":"S","seq":5,"duplicate":true})").place, 5U);
    EXPECT_TRUE(readStored(R"({"stream":"S","seq":5,"duplicate":true})").duplicate);
    EXPECT_EQ(readStored(R"({"error":{"code":503,"err_code":10077,"description":"full"}})").code, 10077);
    EXPECT_EQ(readStored("nonsense").place, 0U);
    EXPECT_FALSE(readStored("nonsense").problem.empty());
}

}  // namespace
}  // namespace beamline::nats
