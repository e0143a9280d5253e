// SPDX-License-Identifier: Apache-2.0
// Nodes over one real server: what they ask each other, files that they send, and who is there.

#include <fstream>
#include <future>

#include "engine/nats/node_peers.h"
#include "engine/nats/presence.h"
#include "tests/engine/nats/order_fixture.h"

namespace beamline::nats {
namespace {

using namespace std::chrono_literals;

class Peers : public OrderTest {
protected:
    void SetUp() override {
        OrderTest::SetUp();
        if (!run(1, "max_payload: 65536")) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
    }
    std::unique_ptr<NodePeers> peer(const std::string& name, std::vector<std::string> known = {}) {
        return std::make_unique<NodePeers>(connect(), name, [known] { return known; });
    }
    std::unique_ptr<NodePeers> serving(const std::string& name, std::size_t answerBytes = 0) {
        auto made = peer(name);
        made->serve(
            [name, answerBytes](const std::string& question) -> api::Result<std::string> {
                if (question == "wrong") {
                    return api::Error{api::code::kConflict, "That is wrong.", {}, false};
                }
                return answerBytes > 0 ? std::string(answerBytes, name.front()) : name + " heard " + question;
            },
            [this, name](const std::string& what) -> api::Result<std::filesystem::path> {
                if (what == "none") {
                    return api::Error{api::code::kNotFound, "There is no such file.", {}, false};
                }
                const auto path = base / (name + ".out");
                std::ofstream(path, std::ios::binary) << content(std::stoull(what));
                return path;
            });
        return made;
    }
    bool answers(const std::string& node) {
        probe = probe ? std::move(probe) : peer("probe");
        return probe->ask(node, "?", 1s).ok();
    }
    void TearDown() override {
        probe.reset();
        OrderTest::TearDown();
    }
    std::unique_ptr<NodePeers> probe;
    static std::string content(std::size_t bytes) {
        std::string out(bytes, '\0');
        std::uint32_t value = 1;
        for (auto& c : out) {
            value = value * 1'664'525 + 1'013'904'223;
            c = static_cast<char>(value >> 24);
        }
        return out;
    }
    static std::string slurp(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(Peers, OneIsAsked) {
    const auto a = serving("a");
    ASSERT_TRUE(eventually([&] { return answers("a"); }));
    const auto b = peer("b");
    EXPECT_EQ(*b->ask("a", "hello", 5s), "a heard hello");
    const auto refused = b->ask("a", "wrong", 5s);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error(), (api::Error{api::code::kConflict, "That is wrong.", {}, false}));
    const auto nobody = b->ask("c", "hello", 5s);
    ASSERT_FALSE(nobody.ok());
    EXPECT_EQ(nobody.error().code, api::code::kUnavailable);
    EXPECT_TRUE(nobody.error().retryable);
}

TEST_F(Peers, AllAreAsked) {
    const auto a = serving("a");
    const auto b = serving("b");
    const auto c = serving("c", 1'000'000);
    ASSERT_TRUE(eventually([&] { return answers("a") && answers("b") && answers("c"); }));
    auto replies = a->ask("where", 500ms);
    std::sort(replies.begin(), replies.end(), [](const auto& l, const auto& r) { return l.node < r.node; });
    ASSERT_EQ(replies.size(), 2U) << "not itself";
    EXPECT_EQ(replies[0].node, "b");
    EXPECT_EQ(replies[0].data, "b heard where");
    EXPECT_TRUE(replies[1].data == std::string(1'000'000, 'c')) << "in several messages";
    const auto asker = peer("x", {"a", "b", "c", "x"});
    EXPECT_EQ(asker->ask("where", 24h).size(), 3U) << "nothing more is awaited than the nodes that are known";
    EXPECT_EQ(peer("y", {"a", "b"})->ask("wrong", 24h).size(), 0U) << "refusals are answers, too";
}

TEST_F(Peers, ServingEnds) {
    const auto a = serving("a");
    ASSERT_TRUE(eventually([&] { return answers("a"); }));
    a->serve({}, {});
    EXPECT_TRUE(eventually([&] { return !answers("a"); }));
}

TEST_F(Peers, FilesArrive) {
    const auto a = serving("a");
    ASSERT_TRUE(eventually([&] { return answers("a"); }));
    const auto b = peer("b");
    for (const std::size_t bytes : {std::size_t(0), std::size_t(1), std::size_t(100'000), 3 * kMaxWindowBytes + 17}) {
        const auto got = b->fetch("a", std::to_string(bytes), base / "in");
        ASSERT_TRUE(got.ok()) << got.error().message;
        EXPECT_EQ(*got, bytes);
        EXPECT_TRUE(slurp(base / "in") == content(bytes));
        EXPECT_FALSE(std::filesystem::exists(base / "in.part"));
        EXPECT_FALSE(std::filesystem::exists(base / "a.out")) << "what was made for it is gone";
    }
    EXPECT_EQ(b->fetch("a", "none", base / "in").error().code, api::code::kNotFound);
    EXPECT_EQ(b->fetch("c", "1", base / "in").error().code, api::code::kUnavailable);
    EXPECT_EQ(b->fetch("a", "1", base / "no" / "where").error().code, api::code::kUnavailable);
    EXPECT_TRUE(slurp(base / "in") == content(3 * kMaxWindowBytes + 17)) << "a failure leaves what was there";
}

TEST_F(Peers, AFileSurvivesARestartOfTheServer) {
    const auto a = serving("a");
    ASSERT_TRUE(eventually([&] { return answers("a"); }));
    const auto b = peer("b");
    auto got = api::Result<std::uint64_t>(0U);
    std::thread fetching([&] { got = b->fetch("a", "40000000", base / "in"); });
    servers->kill(0);
    ASSERT_TRUE(servers->run(0));
    fetching.join();
    if (!got.ok()) {
        EXPECT_TRUE(got.error().retryable) << got.error().message;
        ASSERT_TRUE(eventually([&] { return answers("a"); }));
        got = b->fetch("a", "40000000", base / "in");
    }
    ASSERT_TRUE(got.ok()) << got.error().message;
    EXPECT_TRUE(slurp(base / "in") == content(40'000'000));
}

TEST_F(Peers, WhoWaitsForOthersIsWokenWhenItIsStopped) {
    std::promise<void> asked;
    const auto a = peer("a");
    std::promise<void> made;
    const auto hears = [](const std::string&) -> api::Result<std::string> { return std::string(); };
    a->serve(hears,
             [&, ended = made.get_future().share()](const std::string& what) -> api::Result<std::filesystem::path> {
                 what == "x" ? asked.set_value() : void();
                 ended.wait();
                 return api::Error{api::code::kNotFound, "There is no such file.", {}, false};
             });
    const auto connection = connect();
    const auto mute = Listening::open(*connection, "beamline.node.v1.mute.ask", "", [](natsMsg*) {});
    ASSERT_TRUE(connection->flush(kPatience).ok());
    ASSERT_TRUE(eventually([&] { return answers("a"); }));
    const auto b = peer("b", {"mute"});
    auto fetched = std::async(std::launch::async, [&] { return b->fetch("a", "x", base / "in"); });
    auto one = std::async(std::launch::async, [&] { return b->ask("mute", "?", 24h); });
    auto all = std::async(std::launch::async, [&] { return b->ask("?", 24h); });
    ASSERT_EQ(asked.get_future().wait_for(kPatience), std::future_status::ready);
    std::stop_source unwanted;
    unwanted.request_stop();
    EXPECT_EQ(b->fetch("a", "y", base / "in", unwanted.get_token()).error().message,
              "The file 'y' is not wanted any more.");
    b->stop();
    for (const auto& error : {fetched.get().error(), one.get().error(), b->fetch("a", "x", base / "in").error()}) {
        EXPECT_EQ(error.code, api::code::kUnavailable);
        EXPECT_EQ(error.message, "The engine is stopping.");
    }
    EXPECT_LE(all.get().size(), 1U) << "a may have answered";
    made.set_value();
}

TEST(FileOffers, HasLimits) {
    char name[] = "/tmp/beamline-offers-XXXXXX";
    const std::filesystem::path directory = ::mkdtemp(name);
    {
        FileOffers offers([&](const std::string& what) -> api::Result<std::filesystem::path> {
            std::ofstream(directory / what) << "content of " << what;
            return directory / what;
        });
        EXPECT_EQ(offers.ask("", "x").error().code, api::code::kInvalidArgument);
        EXPECT_EQ(offers.ask(std::string(kMaxTicketBytes + 1, 't'), "x").error().code, api::code::kInvalidArgument);
        for (std::size_t i = 0; i < kMaxOffers; ++i) {
            EXPECT_TRUE(offers.ask("t" + std::to_string(i), "f" + std::to_string(i)).ok());
        }
        EXPECT_EQ(offers.ask("one more", "x").error().code, api::code::kOverloaded);
        ASSERT_TRUE(eventually([&] { return offers.ask("t0", "f0")->ready; }));
        EXPECT_EQ(offers.ask("t0", "f0")->bytes, 13U);
        EXPECT_EQ(*offers.read("t0", 8, 100), "of f0");
        EXPECT_EQ(*offers.read("t0", 100, 100), "");
        offers.end("t0");
        EXPECT_FALSE(offers.read("t0", 0, 1).ok());
        EXPECT_TRUE(offers.ask("one more", "x").ok());
        EXPECT_EQ(offers.count(), kMaxOffers);
    }
    std::filesystem::remove_all(directory);
}

class NodesThatAreThere : public Peers {
protected:
    std::unique_ptr<Presence> node(const std::string& name, std::vector<std::string> roles = {}) {
        auto made = std::make_unique<Presence>(connect(), [this, name, roles = std::move(roles)] {
            api::NodeInfo info;
            info.id = name;
            info.roles = roles;
            info.state = state;
            measureMachine(info);
            return info;
        });
        EXPECT_TRUE(made->start().ok());
        return made;
    }
    static std::string ids(const Presence& presence) {
        std::string out;
        for (const auto& one : presence.nodes()) {
            out += one.id;
        }
        return out;
    }
    std::atomic<api::NodeState> state{api::NodeState::online};
};

TEST_F(NodesThatAreThere, AWorkerIsSeenAndNotAskedForWhatEnginesHave) {
    const auto a = node("a", {"engine"});
    const auto b = node("b", {"engine", "worker"});
    const auto w = node("w", {"worker"});
    EXPECT_TRUE(eventually([&] { return ids(*a) == "abw" && ids(*w) == "abw"; }));
    EXPECT_EQ(a->others(), std::vector<std::string>{"b"});
}

TEST_F(NodesThatAreThere, AWorkerOfTheSameNameDoesNotHideTheEngine) {
    const auto a = node("a", {"engine"});
    const auto b = node("b", {"engine"});
    ASSERT_TRUE(eventually([&] { return ids(*a) == "ab"; }));
    auto shadow = node("b", {"worker"});
    ASSERT_TRUE(eventually([&] { return ids(*shadow) == "ab"; }));
    const auto last = node("c", {"engine"});  // what it says comes after what the shadow said
    ASSERT_TRUE(eventually([&] { return ids(*a) == "abc"; }));
    EXPECT_EQ(a->others(), (std::vector<std::string>{"b", "c"}));
    shadow.reset();
    const auto next = node("d", {"engine"});
    ASSERT_TRUE(eventually([&] { return ids(*a) == "abcd"; })) << "its goodbye is not the engine's";
}

TEST_F(NodesThatAreThere, KnowEachOther) {
    const auto a = node("a");
    const auto b = node("b");
    auto c = node("c");
    EXPECT_TRUE(eventually([&] { return ids(*a) == "abc" && ids(*b) == "abc" && ids(*c) == "abc"; }));
    EXPECT_EQ(a->others(), (std::vector<std::string>{"b", "c"}));
    for (const auto& one : a->nodes()) {
        EXPECT_GT(one.cores, 0);
        EXPECT_GT(one.memoryBytes, 0);
        EXPECT_FALSE(one.host.empty());
        EXPECT_GT(one.seenAt, 0);
    }
    c.reset();
    EXPECT_TRUE(eventually([&] { return ids(*a) == "ab" && ids(*b) == "ab"; })) << "it said goodbye";
    state = api::NodeState::draining;
    b->announce();
    EXPECT_TRUE(eventually([&] { return a->nodes().back().state == api::NodeState::draining; }));
}

/// As beamlined waits.
bool noEnd(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
    return false;
}

TEST_F(NodesThatAreThere, AnotherOneOfTheSameNameIsRefused) {
    const auto running = node("a");
    api::NodeInfo joins;
    joins.id = "a";
    joins.host = "elsewhere";
    const auto refused = awaitOnlyOne(*connect(), joins, noEnd);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kConflict);
    EXPECT_NE(refused.error().message.find("on the host " + running->nodes().front().host), std::string::npos)
        << refused.error().message;
    EXPECT_FALSE(running->twin()) << "it does not act for anything";
    EXPECT_EQ(ids(*running), "a");
    joins.id = "b";
    EXPECT_TRUE(awaitOnlyOne(*connect(), joins, noEnd, 500ms).ok());
    EXPECT_EQ(awaitOnlyOne(*connect(), joins, [](auto) { return true; }).error().code, "stopped");
}

TEST_F(NodesThatAreThere, OfTwoThatJoinAtOnceTheLaterOneIsRefused) {
    const auto join = [this](std::int64_t startedAt) {
        return std::async(std::launch::async, [this, startedAt, connection = connect()] {
            api::NodeInfo info;
            info.id = "a";
            info.startedAt = startedAt;
            return awaitOnlyOne(*connection, info, noEnd).ok();
        });
    };
    auto later = join(2);
    auto earlier = join(1);
    EXPECT_TRUE(earlier.get());
    EXPECT_FALSE(later.get());
}

TEST_F(NodesThatAreThere, TwoOfOneNameAreTold) {
    const auto a = node("a");
    const auto c = node("c");
    EXPECT_FALSE(a->twin());
    auto other = node("a");
    EXPECT_TRUE(eventually([&] { return a->twin() && other->twin(); }));
    EXPECT_EQ(a->twin()->id, "a");
    EXPECT_FALSE(c->twin());
    other.reset();
    EXPECT_TRUE(eventually([&] { return !a->twin(); }));
    EXPECT_TRUE(eventually([&] { return ids(*c) == "ac"; }));
}

TEST_F(NodesThatAreThere, NonsenseIsNotHeard) {
    const auto a = node("a");
    const auto connection = connect();
    for (const auto* text : {"", "{", "[]", "{}", R"({"id":""})", R"({"id":7})"}) {
        natsConnection_PublishString(connection->raw(), "beamline.node.v1.presence", text);
    }
    ASSERT_TRUE(connection->flush(kPatience).ok());
    const auto b = node("b");
    EXPECT_TRUE(eventually([&] { return ids(*a) == "ab"; }));
}

}  // namespace
}  // namespace beamline::nats
