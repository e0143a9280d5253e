// SPDX-License-Identifier: Apache-2.0
// The order of a cluster on one real server: what is read, in which order, what is sent again, and where reading
// begins.

#include <future>

#include "tests/engine/nats/order_fixture.h"

namespace beamline::nats {
namespace {

class OneServer : public OrderTest {
protected:
    void SetUp() override {
        OrderTest::SetUp();
        if (!run(1, configuration)) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        init();
    }
    api::StreamInfo journal() const {
        const auto report = ClusterStreams(connect()).describe();
        EXPECT_TRUE(report.ok());
        return report.ok() ? report->streams.at(0) : api::StreamInfo();
    }
    std::string configuration;
};

void proposeMany(Node& node, const std::string& prefix, int count) {
    for (int i = 0; i < count; ++i) {
        node.propose(prefix + std::to_string(i), "data of " + prefix + std::to_string(i));
    }
}

TEST_F(OneServer, AllReadTheSame) {
    Node a(connect());
    Node b(connect());
    a.start();
    b.start();
    proposeMany(a, "a", 3'000);
    proposeMany(b, "b", 3'000);
    ASSERT_TRUE(a.await(6'000));
    ASSERT_TRUE(b.await(6'000));
    Node late(connect());
    late.start();
    ASSERT_TRUE(late.await(6'000));
    EXPECT_EQ(a.text(), b.text());
    EXPECT_EQ(a.text(), late.text());
    const auto words = a.words();
    ASSERT_EQ(words.size(), 6'000U) << "nothing comes twice when nothing fails";
    std::size_t next = 0;
    for (const auto& word : words) {
        if (word.id.front() == 'a') {
            EXPECT_EQ(word.id, "a" + std::to_string(next++)) << "as they were proposed";
            EXPECT_EQ(word.data, "data of " + word.id);
        }
    }
    EXPECT_EQ(a.order.figures().publisher.waiting, 0U);
    EXPECT_EQ(a.order.figures().publisher.again, 0U);
}

TEST_F(OneServer, BeginsWhereItIsTold) {
    Node first(connect());
    first.start();
    proposeMany(first, "w", 10);
    ASSERT_TRUE(first.await(10));
    Node second(connect());
    second.beginAfter = first.words()[6].place;
    second.refuses = api::Error{api::code::kUnavailable, "The journal copies another one.", {}, true};
    second.start();
    ASSERT_TRUE(second.await(3));
    EXPECT_EQ(second.words().front().id, "w7");
    ASSERT_EQ(second.begins().size(), 2U) << "it was asked again after the refusal";
    EXPECT_EQ(second.begins()[0], second.begins()[1]);
    EXPECT_EQ(second.begins()[0].first, first.words()[0].place);
    EXPECT_EQ(second.begins()[0].last, first.words()[9].place);
    ASSERT_TRUE(second.awaitState(true));
    EXPECT_EQ(second.states().front(), std::pair(false, std::string("The journal copies another one.")));
}

TEST_F(OneServer, WhatIsNotSettledIsNotRepeatedForEver) {
    Node node(connect());
    node.settles = false;
    node.start();
    proposeMany(node, "w", 100);
    ASSERT_TRUE(node.await(100));
    EXPECT_EQ(node.order.figures().publisher.waiting, 100U);
    node.order.settle("w0");
    EXPECT_EQ(node.order.figures().publisher.waiting, 99U);
    node.settles = true;
    node.propose("last");
    ASSERT_TRUE(node.await(101));
    EXPECT_EQ(node.words().size(), 101U);
}

TEST_F(OneServer, SurvivesAKilledServer) {
    Node a(connect());
    Node b(connect());
    a.start();
    b.start();
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(a.awaitState(true));
        for (int i = 0; i < 2'000; ++i) {
            a.propose(std::to_string(round) + "." + std::to_string(i));
            if (i == 1'000) {
                servers->kill(0);
            }
        }
        ASSERT_TRUE(a.awaitState(false, "127.0.0.1"));
        ASSERT_TRUE(servers->run(0));
        ASSERT_TRUE(a.await(static_cast<std::size_t>(round + 1) * 2'000)) << a.states().back().second;
        ASSERT_TRUE(b.await(static_cast<std::size_t>(round + 1) * 2'000));
    }
    ASSERT_TRUE(eventually([&] { return a.place() == b.place(); }));
    EXPECT_EQ(a.text(), b.text());
    EXPECT_EQ(a.begins().front().id, a.begins().back().id) << "it is the same order after a restart";
    EXPECT_GE(a.begins().size(), 4U) << "asked again after each loss of the connection";
    EXPECT_TRUE(a.awaitState(true));
}

TEST_F(OneServer, AStreamThatWasMadeAnewIsAnotherOrder) {
    Node node(connect());
    node.start();
    proposeMany(node, "old", 50);
    ASSERT_TRUE(node.await(50));
    const auto connection = connect();
    const Owned<jsCtx> context(connection->jetStream());
    ASSERT_EQ(js_DeleteStream(context.get(), kJournalStream, nullptr, nullptr), NATS_OK);
    node.propose("meanwhile");
    ASSERT_TRUE(node.awaitState(false, "beamctl cluster init"));
    init();
    ASSERT_TRUE(eventually([&] { return node.begins().back().id != node.begins().front().id; }));
    ASSERT_TRUE(node.await(1)) << "what was not read is proposed to the new one";
    EXPECT_EQ(node.words().front().id, "meanwhile");
    EXPECT_TRUE(node.awaitState(true));
}

TEST_F(OneServer, AServerThatWasWipedIsAnotherOrder) {
    Node node(connect());
    node.start();
    proposeMany(node, "old", 50);
    ASSERT_TRUE(node.await(50));
    servers->kill(0);
    servers->wipe(0);
    node.propose("meanwhile");
    ASSERT_TRUE(servers->run(0));
    ASSERT_TRUE(node.awaitState(false, "beamctl cluster init"));
    init();
    ASSERT_TRUE(eventually([&] { return node.begins().back().id != node.begins().front().id; }));
    ASSERT_TRUE(node.await(1));
    EXPECT_EQ(node.words().front().id, "meanwhile");
}

TEST_F(OneServer, ASlowJournalIsNotFlooded) {
    Node writer(connect());
    writer.start();
    Node slow(connect());
    slow.hold();
    slow.start();
    constexpr int kWords = 4 * kMaxFetched;
    proposeMany(writer, "w", kWords);
    ASSERT_TRUE(writer.await(kWords));
    ASSERT_TRUE(slow.await(1));
    EXPECT_EQ(slow.words().size(), 1U);
    ASSERT_TRUE(eventually([&] {
        const auto consumers = journal().consumers;
        return std::any_of(consumers.begin(), consumers.end(), [](const auto& one) { return one.pending > 0; });
    }));
    for (const auto& one : journal().consumers) {
        EXPECT_TRUE(one.pending == 0 || one.pending >= static_cast<std::uint64_t>(kWords - kMaxFetched))
            << "no more than was asked for lies in this process";
    }
    slow.letGo();
    ASSERT_TRUE(slow.await(kWords));
    EXPECT_EQ(slow.text(), writer.text());
}

TEST_F(OneServer, AFullOrderSlowsAndLosesNothing) {
    wanted.journalBytes = 1 << 20;
    init();
    Node node(connect());
    node.start();
    const std::string data(10'000, 'x');
    for (int i = 0; i < 200; ++i) {
        node.propose("w" + std::to_string(i), data);
    }
    ASSERT_TRUE(node.awaitState(false, "full")) << node.states().back().second;
    EXPECT_LT(node.words().size(), 200U);
    const ClusterStreams streams(connect());
    ASSERT_TRUE(eventually([&] {
        EXPECT_TRUE(streams.trim(node.place()).ok());  // what the nodes have makes room
        return node.words().size() >= 200;
    }));
    EXPECT_TRUE(node.awaitState(true));
    const auto words = node.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        EXPECT_EQ(words[i].id, "w" + std::to_string(i));
    }
}

TEST_F(OneServer, ANodeThatIsStuckDoesNotStopTheOthers) {
    wanted.journalBytes = 1 << 20;
    init();
    Node node(connect());
    node.start();
    const std::string data(10'000, 'x');
    for (int i = 0; i < 200; ++i) {
        node.propose("w" + std::to_string(i), data);
    }
    ASSERT_TRUE(node.awaitState(false, "full")) << node.states().back().second;
    api::NodeInfo stuck;
    stuck.roles = {"engine"};
    stuck.place = 2;
    auto well = stuck;
    const ClusterStreams streams(connect());
    ASSERT_TRUE(eventually([&] {
        well.place = node.place();
        EXPECT_TRUE(streams.trim({stuck, well}).ok());
        return node.words().size() >= 200;
    })) << journal().first;
}

TEST(OrderPlaces, ThatAllHave) {
    const auto at = [](std::uint64_t place, api::NodeState state = api::NodeState::online,
                       const char* role = "engine") {
        api::NodeInfo info;
        info.roles = {role};
        info.place = place;
        info.state = state;
        return info;
    };
    const auto away = at(10, api::NodeState::unreachable);
    const auto gateway = at(0, api::NodeState::online, "gateway");
    EXPECT_EQ(commonPlace({at(90), at(50), away, gateway}, 5, false), 10U) << "it may come back";
    EXPECT_EQ(commonPlace({at(90), at(50), away, gateway}, 5, true), 50U);
    EXPECT_EQ(commonPlace({at(90), at(4)}, 5, false), 4U);
    EXPECT_EQ(commonPlace({at(90), at(4)}, 5, true), 90U) << "it has to copy a journal anyway";
    EXPECT_EQ(commonPlace({at(4)}, 5, true), 0U);
    EXPECT_EQ(commonPlace({}, 5, true), 0U);
}

TEST_F(OneServer, AfterTheEndNothingIsAnswered) {
    Node node(connect());
    node.start();
    node.order.stop();
    EXPECT_EQ(node.newest().error().message, "The engine is stopping.");
}

class LimitedUser : public OneServer {
protected:
    LimitedUser() {
        configuration =
            "authorization { users = [ {user: admin, password: a}, {user: limited, password: b, "
            "permissions: { publish: { deny: [\"beamline.journal.v1.>\"] } } } ] }\nno_auth_user: admin";
    }
};

TEST_F(LimitedUser, AMissingRightIsTold) {
    auto limited = target();
    limited.address.user = "limited";
    limited.address.password = "b";
    auto connection = SharedConnection::open(limited);
    ASSERT_TRUE(connection.ok()) << connection.error().message;
    Node node(*connection);
    node.start();
    node.propose("w");
    EXPECT_TRUE(node.awaitState(false, "Add the subject to the user's permissions")) << node.states().back().second;
}

TEST_F(OneServer, MessagesOfOthersAreNoWords) {
    Node node(connect());
    node.start();
    const auto connection = connect();
    natsConnection_PublishString(connection->raw(), "beamline.journal.v1.x", "who am I");
    natsConnection_Flush(connection->raw());
    node.propose("mine");
    ASSERT_TRUE(node.await(1));
    EXPECT_EQ(node.words().size(), 1U);
    EXPECT_EQ(node.words().front().place, 2U);
    EXPECT_EQ(node.order.figures().reader.strange, 1U);
}

TEST_F(OneServer, AHoleIsNoLoss) {
    Node writer(connect());
    writer.start();
    proposeMany(writer, "w", 10);
    ASSERT_TRUE(writer.await(10));
    const auto connection = connect();
    const Owned<jsCtx> context(connection->jetStream());
    for (const std::uint64_t place : {4, 5, 8}) {
        ASSERT_EQ(js_DeleteMsg(context.get(), kJournalStream, place, nullptr, nullptr), NATS_OK);
    }
    Node reader(connect());
    reader.start();
    ASSERT_TRUE(reader.await(7));
    EXPECT_EQ(reader.begins().size(), 1U);
    EXPECT_EQ(reader.words().back().place, 10U);
}

TEST_F(OneServer, WordsThatWentUnreadAreTold) {
    Node writer(connect());
    writer.start();
    Node slow(connect());
    slow.hold();
    slow.start();
    constexpr int kWords = 3 * kMaxFetched;
    proposeMany(writer, "w", kWords);
    ASSERT_TRUE(writer.await(kWords));
    ASSERT_TRUE(slow.await(1));
    const auto connection = connect();
    const Owned<jsCtx> context(connection->jetStream());
    jsOptions options;
    jsOptions_Init(&options);
    options.Stream.Purge.Sequence = kWords - 9;
    ASSERT_EQ(js_PurgeStream(context.get(), kJournalStream, &options, nullptr), NATS_OK);
    slow.letGo();
    ASSERT_TRUE(slow.awaitBegins(2)) << "the journal is asked what to do about it";
    EXPECT_EQ(slow.begins().back().first, static_cast<std::uint64_t>(kWords - 9));
    EXPECT_EQ(slow.begins().back().id, slow.begins().front().id);
}

TEST_F(OneServer, AConsumerThatWasRemovedIsMadeAnew) {
    Node node(connect());
    node.start();
    node.propose("one");
    ASSERT_TRUE(node.await(1));
    const auto connection = connect();
    const Owned<jsCtx> context(connection->jetStream());
    for (const auto& one : journal().consumers) {
        js_DeleteConsumer(context.get(), kJournalStream, one.name.c_str(), nullptr, nullptr);
    }
    node.propose("two");
    ASSERT_TRUE(node.await(2));
    EXPECT_EQ(node.words().size(), 2U);
}

TEST_F(OneServer, TheNewestIsNotOlderThanWhatIsKnown) {
    Node node(connect());
    node.start();
    EXPECT_EQ(*node.newest(), 0U);
    proposeMany(node, "w", 20);
    ASSERT_TRUE(node.await(20));
    EXPECT_EQ(*node.newest(), node.place());
    const auto connection = connect();
    natsConnection_PublishString(connection->raw(), "beamline.journal.v1.x", "of somebody else");
    natsConnection_PublishString(connection->raw(), "beamline.journal.v1.barrier", "");
    ASSERT_TRUE(connection->flush(kPatience).ok());
    EXPECT_EQ(*node.newest(), node.place()) << "a place at which a word was read";
    Node late(connect());
    late.beginAfter = 3;
    late.start();
    ASSERT_TRUE(late.await(17));
    EXPECT_EQ(late.begins().front().last, 20U);
    EXPECT_EQ(*late.newest(), 20U);
    servers->kill(0);
    const auto none = node.newest();
    ASSERT_FALSE(none.ok());
    EXPECT_TRUE(none.error().retryable);
}

TEST_F(OneServer, ANewestThatTheStreamDoesNotReachAnyMoreIsNotWaitedFor) {
    // What the stream says of itself passes through here, and can be kept back.
    const auto between = connect();
    std::atomic<bool> keeps{false};
    std::promise<std::pair<std::string, std::string>> kept;  // for whom, and what
    auto passing = Listening::open(*between, "slow.js.>", "", [&](natsMsg* message) {
        const auto subject = std::string(natsMsg_GetSubject(message)).replace(0, 7, "$JS.API");
        const std::string data(dataOf(message));
        const std::string to = natsMsg_GetReply(message) ? natsMsg_GetReply(message) : "";
        if (subject.find(".STREAM.INFO.") == subject.npos || !keeps.exchange(false)) {
            natsConnection_PublishRequestString(between->raw(), subject.c_str(), to.empty() ? "none" : to.c_str(),
                                                data.c_str());
            return;
        }
        natsMsg* raw = nullptr;
        EXPECT_EQ(natsConnection_RequestString(&raw, between->raw(), subject.c_str(), data.c_str(), 10'000), NATS_OK);
        const Owned<natsMsg> said(raw);
        kept.set_value({to, std::string(dataOf(raw))});
    });
    ASSERT_TRUE(passing.ok());
    auto through = target();
    through.jetStreamPrefix = "slow.js";
    auto connection = SharedConnection::open(through);
    ASSERT_TRUE(connection.ok()) << connection.error().message;
    std::promise<void> answered;
    Node node(*connection);
    node.start();
    proposeMany(node, "old", 20);
    ASSERT_TRUE(node.await(20));
    keeps = true;
    node.order.newest([&](const auto&) { answered.set_value(); });
    const auto [to, said] = kept.get_future().get();
    const Owned<jsCtx> context(between->jetStream());
    ASSERT_EQ(js_DeleteStream(context.get(), kJournalStream, nullptr, nullptr), NATS_OK);
    init();
    node.propose("new");
    ASSERT_TRUE(eventually([&] { return node.begins().size() > 1 && node.words().size() == 1; }));
    natsConnection_PublishString(between->raw(), to.c_str(), said.c_str());
    EXPECT_EQ(answered.get_future().wait_for(kPatience), std::future_status::ready);
}

class SmallMessages : public OneServer {
protected:
    SmallMessages() { configuration = "max_payload: 65536"; }
    static std::string longWord(char seed, std::size_t size) {
        std::string out;
        for (std::size_t i = 0; i < size; ++i) {
            out += static_cast<char>(seed + i % 251);
        }
        return out;
    }
};

TEST_F(SmallMessages, LongWordsAreWhole) {
    Node a(connect());
    Node b(connect());
    a.start();
    b.start();
    std::map<std::string, std::string> sent;
    for (int i = 0; i < 20; ++i) {
        for (auto* node : {&a, &b}) {
            const auto id = (node == &a ? "a" : "b") + std::to_string(i);
            sent[id] = longWord(static_cast<char>(i), i % 3 == 0 ? 10 : 400'000 + static_cast<std::size_t>(i));
            node->propose(id, sent[id]);
        }
    }
    ASSERT_TRUE(a.await(40));
    ASSERT_TRUE(b.await(40));
    EXPECT_EQ(a.text(), b.text());
    const auto words = a.words();
    ASSERT_EQ(words.size(), 40U);
    for (const auto& word : words) {
        EXPECT_TRUE(word.data == sent[word.id]) << word.id;
    }
    // A reader may begin between the parts of a word.
    for (std::size_t i = 0; i + 1 < words.size(); i += 7) {
        Node late(connect());
        late.beginAfter = words[i].place;
        late.start();
        ASSERT_TRUE(late.await(words.size() - i - 1));
        EXPECT_TRUE(late.words().front().data == words[i + 1].data);
        EXPECT_EQ(late.words().size(), words.size() - i - 1);
    }
}

TEST_F(SmallMessages, AWordThatTheServerCannotTakeHoldsUpNobody) {
    Node node(connect());
    node.start();
    EXPECT_EQ(node.order.mostBytes(), longestWord(65'536));
    node.propose("long", std::string(node.order.mostBytes() + 1, 'x'));
    node.propose("short");
    ASSERT_TRUE(node.await(1));
    EXPECT_EQ(node.words().front().id, "short");
}

/// What a node says, as one message of the stream.
void store(SharedConnection& connection, const std::string& data,
           const std::vector<std::pair<const char*, std::string>>& headers) {
    natsMsg* raw = nullptr;
    ASSERT_EQ(natsMsg_Create(&raw, "beamline.journal.v1.x", nullptr, data.data(), static_cast<int>(data.size())),
              NATS_OK);
    const Owned<natsMsg> message(raw);
    for (const auto& [name, value] : headers) {
        natsMsgHeader_Set(raw, name, value.c_str());
    }
    ASSERT_EQ(natsConnection_PublishMsg(connection.raw(), raw), NATS_OK);
    ASSERT_TRUE(connection.flush(kPatience).ok());
}

TEST_F(SmallMessages, PartsOfAnotherWordAreNotTakenForItsOwn) {
    const auto connection = connect();
    store(*connection, "other ", {{kMessageId, "v;1"}, {kWordId, "v"}, {kWordPart, "1"}});
    store(*connection, "second", {{kMessageId, "w;2"}, {kWordId, "w"}, {kWordPart, "2"}});
    store(*connection, "end", {{kMessageId, "w"}, {kWordParts, "1"}});
    store(*connection, "end", {{kMessageId, "w~1"}, {kWordId, "w"}, {kWordParts, "2"}});
    store(*connection, "after", {{kMessageId, "x"}});
    for (const std::uint64_t from : {0, 2}) {  // with the parts held, and fetched
        Node node(connect());
        node.beginAfter = from;
        node.start();
        ASSERT_TRUE(node.await(1));
        EXPECT_EQ(node.words().front().data, "after");
        EXPECT_EQ(node.order.figures().reader.strange, 2U);
        EXPECT_EQ(node.begins().size(), 1U);
    }
}

TEST_F(SmallMessages, AWordWhosePartsAreGoneIsNotLeftOut) {
    Node writer(connect());
    writer.start();
    writer.propose("long", longWord('a', 150'000));
    writer.propose("after");
    ASSERT_TRUE(writer.await(2));
    const auto place = writer.words().front().place;
    const auto connection = connect();
    const Owned<jsCtx> context(connection->jetStream());
    ASSERT_EQ(js_DeleteMsg(context.get(), kJournalStream, 1, nullptr, nullptr), NATS_OK);
    Node late(connect());
    late.copies = true;
    late.start();
    ASSERT_TRUE(late.awaitBegins(2));
    EXPECT_EQ(late.begins()[1].first, place + 1) << "so that the journal is copied from one that has it";
    ASSERT_TRUE(late.await(1));
    EXPECT_EQ(late.words().front().id, "after");
}

TEST_F(SmallMessages, PartsAreSaidAnewWhenTheStreamMayHaveGoneBack) {
    const auto connection = connect();
    std::mutex mutex;
    std::map<std::string, std::uint64_t> places;  // by id, as a stream remembers them
    std::uint64_t last = 4;
    bool all = false;
    bool waits = false;
    std::promise<void> first;
    std::promise<std::string> parts;
    auto stream = Listening::open(*connection, "fake.>", "", [&](natsMsg* message) {
        const std::string id = headerOf(message, kMessageId);
        const auto* part = headerOf(message, kWordPart);
        const std::lock_guard lock(mutex);
        if (!all && (!part || std::string(part) != "1")) {
            if (!std::exchange(waits, true)) {
                first.set_value();
            }
            return;
        }
        const auto [found, added] = places.emplace(id, last + 1);
        last += added ? 1 : 0;
        natsConnection_PublishString(connection->raw(), natsMsg_GetReply(message),
                                     (R"({"stream":"s","seq":)" + std::to_string(found->second) + "}").c_str());
        if (!part && added) {
            parts.set_value(headerOf(message, kWordParts));
        }
    });
    ASSERT_TRUE(stream.ok());
    OrderPublisher publisher(connect(), "fake", {[](const auto&) {}, [] {}});
    ASSERT_TRUE(publisher.start().ok());
    publisher.open(0, 0);
    publisher.propose("t", "w", longWord('a', 150'000));
    first.get_future().wait();  // it knows the place of the first part, and waits for that of the second
    {
        const std::lock_guard lock(mutex);
        all = true;
        last = 2;  // another leader, without the first part
    }
    publisher.open(2, 0);
    EXPECT_EQ(parts.get_future().get(), "3,4");
    publisher.stop();
}

TEST_F(OneServer, AnAnswerThatComesLateCounts) {
    const auto connection = connect();
    std::mutex mutex;
    std::map<std::string, std::uint64_t> places;
    std::string before;  // where the answer to the message before goes
    auto stream = Listening::open(*connection, "fake.>", "", [&](natsMsg* message) {
        const std::lock_guard lock(mutex);
        const auto place = places.emplace(headerOf(message, kMessageId), places.size() + 1).first->second;
        const auto answer = R"({"stream":"s","seq":)" + std::to_string(place) + "}";
        const auto to = std::exchange(before, natsMsg_GetReply(message));
        if (places.size() == 1 && !to.empty()) {
            natsConnection_PublishString(connection->raw(), to.c_str(), answer.c_str());
        }
    });
    ASSERT_TRUE(stream.ok());
    OrderPublisher publisher(connect(), "fake", {[](const auto&) {}, [] {}});
    ASSERT_TRUE(publisher.start().ok());
    publisher.open(0, 0);
    for (int i = 0; i < 10; ++i) {
        publisher.propose("t", "w" + std::to_string(i), "x");
    }
    // Of the first word only an answer to an earlier message ever comes; the others wait for that one.
    EXPECT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return places.size() == 10;
    }));
    publisher.stop();
}

TEST_F(SmallMessages, LongWordsSurviveAKilledServer) {
    Node a(connect());
    a.start();
    for (int i = 0; i < 60; ++i) {
        a.propose("a" + std::to_string(i), longWord(static_cast<char>(i), 300'000));
        if (i == 20) {
            servers->kill(0);
            ASSERT_TRUE(servers->run(0));
        }
    }
    ASSERT_TRUE(a.await(60));
    for (const auto& word : a.words()) {
        EXPECT_TRUE(word.data == longWord(static_cast<char>(std::stoi(word.id.substr(1))), 300'000));
    }
}

}  // namespace
}  // namespace beamline::nats
