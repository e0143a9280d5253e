// SPDX-License-Identifier: Apache-2.0
// Journals of one cluster: what is acknowledged is in all of them, row by row the same, whatever happens to the order.

#include "engine/store/follower.h"
#include "tests/engine/store/cluster_fixture.h"
#include "tests/engine/store/fault_vfs.h"

namespace beamline::store::test {
namespace {

class Cluster : public testing::Test {
protected:
    ClusterNode& add(const std::string& name, const std::string& vfs = {}) {
        nodes.push_back(std::make_unique<ClusterNode>(cluster, name, directory / (name + ".db"), vfs));
        auto& node = *nodes.back();
        EXPECT_TRUE(node.await([&] { return node.inOrder(); })) << node->health().message;
        return node;
    }
    void start(int count) {
        for (int i = 0; i < count; ++i) {
            add(std::string(1, static_cast<char>('a' + i)));
        }
    }
    ClusterNode& node(std::size_t i) { return *nodes[i]; }

    struct Run {
        std::string id;
        RunKey key = 0;
    };
    /// A new run in a shard that `owner` owns.
    Run newRun(ClusterNode& owner) {
        for (;;) {
            const auto id = api::newUlid(api::wallClock());
            if (const auto key = owner->reserveRun(id); owner->owns(key)) {
                return {id, key};
            }
        }
    }
    Run create(ClusterNode& owner, std::vector<std::string> facts = {"created"}) {
        const auto run = newRun(owner);
        const auto made = write(*owner, creation(run.key, summary(run.id), std::move(facts)));
        EXPECT_TRUE(made.ok()) << made.error().message;
        return run;
    }
    /// Everything is read and nothing is left to be said by anybody.
    void settle() {
        for (auto& each : nodes) {
            if (each->running()) {
                EXPECT_TRUE(each->await([&] {
                    return (*each)->place() == cluster.last() && each->inOrder() && cluster.proposed(each->name()) == 0;
                })) << each->name()
                    << " is at " << (*each)->place() << " of " << cluster.last() << ": " << (*each)->health().message;
            }
        }
    }
    void expectAlike() {
        settle();
        std::vector<std::string> dumps;
        for (auto& each : nodes) {
            if (each->running()) {
                EXPECT_EQ(damage(**each), "") << each->name();
                each->stop();
            }
            dumps.push_back(dump(each->file()));
        }
        for (std::size_t i = 1; i < dumps.size(); ++i) {
            EXPECT_EQ(difference(dumps[0], dumps[i]), "") << "in " << nodes[i]->name();
        }
    }

    TemporaryDirectory directory;
    FakeCluster cluster;
    std::vector<std::unique_ptr<ClusterNode>> nodes;
};

TEST_F(Cluster, ThreeJournalsBecomeAlike) {
    start(3);
    ASSERT_TRUE(node(0).own(0) && node(1).own(1) && node(2).own(2) && node(0).own(3));
    StoredWorkflow workflow;
    workflow.info.ns = "default";
    workflow.info.name = "orders";
    workflow.info.version = "1.0.0";
    workflow.info.digest = "digest";
    workflow.source = "document: …";
    EXPECT_TRUE(*deploy(*node(1), workflow));
    EXPECT_FALSE(*deploy(*node(2), workflow)) << "it is there already";
    workflow.info.digest = "other";
    EXPECT_EQ(deploy(*node(0), workflow).error().code, api::code::kConflict);
    std::vector<RunKey> keys;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto run = newRun(node(i));
        auto change = creation(run.key, summary(run.id, api::Phase::waiting), {"created", "more"});
        change.row->summary.labels = {{"n", std::to_string(i)}};
        change.create->idempotencyKey = "key" + std::to_string(i);
        change.timers = {{1, 5'000}};
        change.approvals.resize(1);
        change.approvals[0].id = run.id + ".1";
        change.approvals[0].run = run.id;
        change.subscriptions = {{1, true, {"a", "b"}, 0}, {2, true, {}, 0}};
        change.messages.resize(1);
        change.messages[0].run = run.key;
        change.messages[0].type = "a";
        change.messages[0].data = "{}";
        change.events.resize(1);
        change.events[0].kind = "run.started";
        change.snapshot = "state";
        ASSERT_TRUE(write(*node(i), std::move(change)).ok());
        ASSERT_TRUE(write(*node(i), step(run.key, {"next"})).ok());
        EXPECT_EQ(node(i)->loadRun(run.key)->snapshot, "state");
        keys.push_back(run.key);
    }
    Message message;
    message.type = "t";
    message.key = "one";
    message.data = "{}";
    std::promise<std::int64_t> position;
    node(2)->publish(message, [&](auto result) { position.set_value(*result); });
    EXPECT_EQ(position.get_future().get(), 4);
    std::promise<std::int64_t> again;
    node(1)->publish(message, [&](auto result) { again.set_value(*result); });
    EXPECT_EQ(again.get_future().get(), 4) << "a second one with its key is not stored";
    StoredSchedule schedule;
    schedule.ns = "default";
    schedule.name = "orders";
    schedule.types = {"a"};
    std::promise<api::Result<std::int64_t>> key;
    node(0)->putSchedule(schedule, [&](auto result) { key.set_value(std::move(result)); });
    EXPECT_EQ(*key.get_future().get(), 1);
    std::promise<api::Result<std::int64_t>> refused;
    node(1)->putSchedule(schedule, [&](auto result) { refused.set_value(std::move(result)); });
    EXPECT_EQ(refused.get_future().get().error().code, api::code::kUnavailable) << "the owner of shard 0 does it";
    settle();
    for (const auto key_ : keys) {
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(payloads(node(i)->facts(key_)), (std::vector<std::string>{"created", "more", "next"}));
        }
    }
    const auto told = node(2).applied();
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const auto& a) { return a.workflows; }), 1);
    EXPECT_EQ(std::count_if(told.begin(), told.end(),
                            [&](const auto& a) { return a.run == keys[0] && a.messages && a.events.size() == 1; }),
              1);
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [&](const auto& a) { return a.run == keys[2]; }), 0)
        << "of its own changes their `done` tells";
    std::promise<void> caughtUp;
    node(1)->catchUp([&](const auto& result) {
        EXPECT_TRUE(result.ok());
        caughtUp.set_value();
    });
    caughtUp.get_future().get();
    EXPECT_EQ(node(1)->newestPlace(), node(1)->place());
    expectAlike();
}

TEST_F(Cluster, DocumentsFactsAndDecisionsAreTheSameEverywhere) {
    start(3);
    const auto put = [&](std::size_t i, const std::string& data, std::int64_t replaces) {
        std::promise<api::Result<std::int64_t>> done;
        node(i)->putDocument({"policy", "t", "p", 0, 1'000, "ann", "", false, data, true}, replaces,
                             [&](auto result) { done.set_value(std::move(result)); });
        return done.get_future().get();
    };
    EXPECT_EQ(*put(0, "1", 0), 1);
    EXPECT_EQ(*put(1, "2", 1), 2);
    EXPECT_EQ(put(2, "3", 1).error().code, api::code::kStale) << "the order decides, on whichever node";
    const auto keep = [&](std::size_t i, const std::string& value) {
        std::promise<bool> done;
        node(i)->keep({{"decision", "t", "key", value, api::wallClock() + 1'000'000, true}},
                      [&](const auto& result) { done.set_value(result.ok()); });
        EXPECT_TRUE(done.get_future().get());
    };
    keep(1, "first");
    keep(2, "second");
    std::promise<bool> recorded;
    node(2)->recordDecisions({{"D1", 1, "t", "p", "a", false, "words", "{}"}},
                             [&](const auto& result) { recorded.set_value(result.ok()); });
    EXPECT_TRUE(recorded.get_future().get());
    std::promise<bool> sent;
    node(1)->recordSent({"M1", 1'000, "t", "answered", "words", R"({"subject":"orders"})", "{}"},
                        [&](const auto& result) { sent.set_value(result.ok()); });
    EXPECT_TRUE(sent.get_future().get());
    settle();
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*node(i)->sentMessage("t", "M1"))->status, "answered");
        EXPECT_EQ((*node(i)->document("policy", "t", "p", 0))->data, "2");
        EXPECT_EQ((*node(i)->kept("decision", "t", "key", api::wallClock()))->value, "first");
        EXPECT_TRUE(*node(i)->decision("t", "D1"));
    }
    const auto told = node(0).applied();
    ASSERT_EQ(std::count_if(told.begin(), told.end(), [](const auto& a) { return a.documents; }), 1)
        << "of its own changes their `done` tells";
    const auto other = std::find_if(told.begin(), told.end(), [](const auto& a) { return a.documents; });
    EXPECT_EQ(other->events.at(0).kind, "policy.changed");
    EXPECT_EQ(other->events.at(0).name, "p");
    const auto heard = std::find_if(told.begin(), told.end(), [](const auto& a) {
        return !a.events.empty() && a.events.front().kind == "message.sent";
    });
    ASSERT_NE(heard, told.end());
    EXPECT_EQ(heard->events.front().data,
              api::Json({{"tenant", "t"}, {"id", "M1"}, {"status", "answered"}, {"subject", "orders"}}));
    expectAlike();
}

TEST_F(Cluster, AJournalGoesOnWhereItWas) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    node(0).stop();
    node(0).start();
    ASSERT_TRUE(node(0).await([&] { return node(0).inOrder(); }));
    EXPECT_TRUE(node(0)->ownsShard(0)) << "as far as it is stored";
    ASSERT_TRUE(node(0).ownAll()) << "of its new life";
    ASSERT_TRUE(write(*node(0), step(run.key, {"after"})).ok());
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "after"}));
    expectAlike();
}

TEST_F(Cluster, AChangeThatRestsOnAnOldStateIsRefused) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = newRun(node(0));
    ASSERT_TRUE(write(*node(0), creation(run.key, summary(run.id), {"created"})).ok());
    auto known = step(run.key, {"seen"});
    known.after = node(0)->takeUpRun(run.key)->n;
    ASSERT_TRUE(write(*node(0), std::move(known)).ok());
    auto old = step(run.key, {"of before"});
    old.after = 1;
    EXPECT_EQ(write(*node(0), std::move(old)).error().code, api::code::kUnavailable);
    EXPECT_FALSE(write(*node(0), step(run.key, {"later"})).ok()) << "nothing follows what was refused";
    auto anew = step(run.key, {"read anew"});
    anew.after = node(0)->takeUpRun(run.key)->n;
    EXPECT_TRUE(write(*node(0), std::move(anew)).ok());
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "seen", "read anew"}));
}

TEST_F(Cluster, AStaleOwnerIsFenced) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    cluster.hold("a", true);
    auto late = writing(*node(0), step(run.key, {"too late"}));
    auto behind = writing(*node(0), step(run.key, {"behind"}));
    ASSERT_TRUE(node(1).ownAll());
    ASSERT_TRUE(write(*node(1), step(run.key, {"by the new owner"})).ok());
    cluster.hold("a", false);
    for (auto* lost : {&late, &behind}) {
        const auto result = lost->get();
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().code, api::code::kUnavailable);
        EXPECT_TRUE(result.error().retryable);
    }
    EXPECT_FALSE(node(0)->owns(run.key));
    EXPECT_EQ(write(*node(0), step(run.key, {"more"})).error().code, api::code::kUnavailable);
    ASSERT_TRUE(node(0).ownAll());
    EXPECT_FALSE(write(*node(0), step(run.key, {"more"})).ok()) << "until it is read anew";
    EXPECT_EQ(node(0)->takeUpRun(run.key)->facts.size(), 2);
    EXPECT_TRUE(write(*node(0), step(run.key, {"more"})).ok());
    EXPECT_EQ(payloads(node(1)->facts(run.key)).at(1), "by the new owner");
    expectAlike();
}

TEST_F(Cluster, WordsOvertakenTwiceOrLostOnTheWayCountOnceInTheirOrder) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    cluster.disturb(40, 30, 20);
    std::vector<Run> runs{create(node(0)), create(node(0)), create(node(0))};
    std::vector<std::future<api::Result<api::Seq>>> written;
    for (int i = 0; i < 100; ++i) {
        for (const auto& run : runs) {
            written.push_back(writing(*node(0), step(run.key, {std::to_string(i)})));
        }
    }
    for (auto& one : written) {
        const auto seq = one.get();
        ASSERT_TRUE(seq.ok()) << seq.error().message;
    }
    std::vector<std::string> expected{"created"};
    for (int i = 0; i < 100; ++i) {
        expected.push_back(std::to_string(i));
    }
    for (const auto& run : runs) {
        EXPECT_EQ(payloads(node(0)->facts(run.key)), expected);
    }
    expectAlike();
}

TEST_F(Cluster, ARunIsMadeOnceByItsKey) {
    start(2);
    ASSERT_TRUE(node(0).own(0) && node(0).own(1) && node(1).own(2) && node(1).own(3));
    const auto make = [&](ClusterNode& owner) {
        const auto run = newRun(owner);
        auto change = creation(run.key, summary(run.id));
        change.create->idempotencyKey = "once";
        return writing(*owner, std::move(change));
    };
    auto first = make(node(0));
    auto second = make(node(1));
    const auto one = first.get();
    const auto other = second.get();
    EXPECT_NE(one.ok(), other.ok());
    EXPECT_EQ((one.ok() ? other : one).error().code, api::code::kConflict);
    const auto run = create(node(0));
    EXPECT_EQ(write(*node(0), creation(run.key, summary(run.id))).error().code, api::code::kConflict);
    expectAlike();
}

TEST_F(Cluster, WhatIsWrittenWhileTheOrderIsAwayWaits) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    cluster.cut("a", true);
    ASSERT_TRUE(node(0).await([&] { return node(0)->health().code == "order_unreachable"; }));
    EXPECT_TRUE(node(0)->health().accepting);
    EXPECT_NE(node(0)->health().message.find("waits"), std::string::npos);
    auto waiting = writing(*node(0), step(run.key, {"waited"}));
    std::vector<std::future<api::Result<api::Seq>>> more;
    for (std::size_t i = 1; i < kMaxProposals; ++i) {
        more.push_back(writing(*node(0), step(run.key, {"x"})));
    }
    const auto tooMany = write(*node(0), step(run.key, {"too many"}));
    ASSERT_FALSE(tooMany.ok());
    EXPECT_EQ(tooMany.error().code, api::code::kOverloaded);
    EXPECT_EQ(write(*node(0), step(run.key, {"after it"})).error().code, api::code::kUnavailable)
        << "its chain has no holes";
    std::promise<api::Result<api::Unit>> caughtUp;
    node(0)->catchUp([&](auto result) { caughtUp.set_value(std::move(result)); });
    EXPECT_FALSE(caughtUp.get_future().get().ok());
    cluster.cut("a", false);
    EXPECT_TRUE(waiting.get().ok());
    for (auto& one : more) {
        EXPECT_TRUE(one.get().ok());
    }
    EXPECT_EQ(node(0)->takeUpRun(run.key)->facts.size(), kMaxProposals + 1);
    EXPECT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    expectAlike();
}

TEST_F(Cluster, AStepOfTooMuchIsRefused) {
    start(1);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    EXPECT_EQ(write(*node(0), step(run.key, std::vector<std::string>(kMaxFactsPerChange + 1, "f"))).error().code,
              api::code::kInvalidArgument);
    ASSERT_TRUE(node(0)->takeUpRun(run.key).ok());
    EXPECT_TRUE(write(*node(0), step(run.key, std::vector<std::string>(kMaxFactsPerChange, "f"))).ok());
    EXPECT_EQ(write(*node(0), step(run.key, {std::string(kMaxProposalBytes, 'f')})).error().code,
              api::code::kInvalidArgument);
    expectAlike();
}

TEST_F(Cluster, AWordOfANewerBuildStopsANodeAndOneThatIsNoneIsPassed) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    cluster.put("nonsense", "this is no word");
    ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    settle();
    cluster.put("newer", std::string("\x08\x63", 2));  // version 99
    ASSERT_TRUE(node(1).await([&] { return !node(1)->health().accepting; }));
    EXPECT_EQ(node(1)->health().code, "outdated");
    EXPECT_NE(node(1)->health().message.find("update this node"), std::string::npos);
    EXPECT_FALSE(write(*node(0), step(run.key, {"off"})).ok());
    for (std::size_t i = 0; i < 2; ++i) {
        node(i).stop();
    }
    EXPECT_EQ(difference(dump(node(0).file()), dump(node(1).file())), "");
}

TEST_F(Cluster, AFileBelongsToOneKindOfEngine) {
    start(1);
    ASSERT_TRUE(node(0).ownAll());
    create(node(0));
    node(0).stop();
    JournalOptions alone;
    alone.file = node(0).file();
    EXPECT_EQ(Journal::open(alone).error().code, api::code::kInvalidArgument);
    alone.readOnly = true;
    EXPECT_TRUE(Journal::open(alone).ok());
    ASSERT_TRUE(Journal::recover(node(0).file(), directory / "saved.db").ok());
    auto saved = open(directory / "saved.db");  // it is one of an engine alone
    EXPECT_EQ(saved->countRuns()->byPhase.at("running"), 1);
    EXPECT_TRUE(write(*saved, creation(saved->reserveRun(), summary("X"))).ok());
    EXPECT_EQ(damage(*saved), "");
    auto options = alone;
    options.readOnly = false;
    options.cluster.node = "a";
    options.cluster.shards = kShards + 1;
    options.cluster.order = cluster.order("a");
    const auto other = Journal::open(options);
    ASSERT_FALSE(other.ok());
    EXPECT_NE(other.error().message.find("shards"), std::string::npos);
    options.cluster.shards = kShards;
    options.file = directory / "alone.db";
    {
        auto journal = open(options.file);
        EXPECT_TRUE(write(*journal, creation(journal->reserveRun(), summary("X"))).ok());
    }
    const auto mine = Journal::open(options);
    ASSERT_FALSE(mine.ok());
    EXPECT_NE(mine.error().message.find("alone"), std::string::npos);
}

TEST_F(Cluster, OldRunsAndMessagesGoEverywhereAtOnce) {
    start(2);
    ASSERT_TRUE(node(0).own(0) && node(0).own(1) && node(1).own(2) && node(1).own(3));
    for (int i = 0; i < 3; ++i) {
        const auto run = newRun(node(1));
        auto s = summary(run.id, api::Phase::completed);
        s.endedAt = 1'000 + i;
        ASSERT_TRUE(write(*node(1), creation(run.key, s)).ok());
    }
    Retention retention;
    retention.maxEndedRuns = 1;
    EXPECT_EQ(*node(1)->prune(retention, 5'000), 0) << "the owner of shard 0 does it";
    ASSERT_TRUE(node(0).await([&] { return node(0)->countRuns()->byPhase.at("completed") == 3; }));
    EXPECT_EQ(*node(0)->prune(retention, 5'000), 2);
    for (std::int64_t i = 0; i < kMaxKeptMessages + 100; ++i) {
        Message message;
        message.type = "t";
        message.data = "{}";
        node(0)->publish(std::move(message), {});
    }
    node(0)->flush();
    const auto newest = node(0)->newestMessage();
    ASSERT_EQ(newest, kMaxKeptMessages + 100);
    const auto oldest = [&](std::size_t i) { return node(i)->messages(0, 1)->front().position; };
    node(0).renew(newest);
    node(0).renew(newest);
    settle();
    EXPECT_EQ(oldest(0), 1) << "shards 2 and 3 need them";
    node(1).renew(newest - 50);
    settle();
    EXPECT_TRUE(node(0).await([&] { return oldest(0) == 51; }));
    EXPECT_TRUE(node(1).await([&] { return oldest(1) == 51; }));
    expectAlike();
}

TEST_F(Cluster, ADiskThatIsFullForAWhileLosesNothingThatIsRead) {
    FaultVfs vfs;
    add("a");
    add("b", FaultVfs::kName);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    settle();
    vfs.arm(FaultVfs::Fault::DiskFull, 1);
    ASSERT_TRUE(write(*node(0), step(run.key, {"first"})).ok());
    ASSERT_TRUE(node(1).await([&] { return !node(1)->health().accepting; }));
    const auto place = node(1)->place();
    std::vector<std::future<api::Result<api::Seq>>> written;
    for (std::size_t i = 0; i < kMaxReadAhead + 100; ++i) {  // more than one reads ahead of its disk
        written.push_back(writing(*node(0), step(run.key, {std::to_string(i)})));
    }
    for (auto& one : written) {
        EXPECT_TRUE(one.get().ok());
    }
    EXPECT_EQ(node(1)->place(), place);
    EXPECT_EQ(node(1)->health().code, "disk_full");
    vfs.disarm();
    expectAlike();
}

TEST_F(Cluster, WhoWaitsForAPlaceIsLimited) {
    start(2);
    ASSERT_TRUE(node(0).ownAll());
    settle();
    cluster.pauseReading("b", true);
    create(node(0));
    std::atomic<std::size_t> reached{0};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < kMaxCatchingUp + 1; ++i) {
        node(1)->catchUp([&, i](const auto& result) {
            result.ok() ? void(++reached) : codes.push_back(std::to_string(i) + " " + result.error().code);
        });
    }
    EXPECT_EQ(codes, std::vector{std::to_string(kMaxCatchingUp) + " " + api::code::kOverloaded});
    EXPECT_EQ(reached, 0U);
    EXPECT_LT(node(1)->place(), node(1)->newestPlace());
    cluster.pauseReading("b", false);
    ASSERT_TRUE(node(1).await([&] { return reached == kMaxCatchingUp; }));
    cluster.pauseReading("b", true);
    create(node(0));
    std::promise<bool> waited;
    node(1)->catchUp([&](const auto& result) { waited.set_value(result.ok()); });
    node(1).stop();
    EXPECT_FALSE(waited.get_future().get());
    cluster.pauseReading("b", false);
    node(1).start();
    expectAlike();
}

TEST_F(Cluster, WordsAboutLeasesHaveRoomOfTheirOwn) {
    start(1);
    ASSERT_TRUE(node(0).ownAll());
    settle();
    cluster.cut("a", true);
    for (std::size_t i = 0; i < kMaxPendingLeases + 10; ++i) {
        node(0).renew();
    }
    EXPECT_EQ(cluster.proposed("a"), kMaxPendingLeases);
    node(0)->publish({}, {});
    EXPECT_EQ(cluster.proposed("a"), kMaxPendingLeases + 1);
    cluster.cut("a", false);
    expectAlike();
}

TEST(Proposer, TheEngineHearsOfAnOfferThatIsReadUnderAnIdOfBefore) {
    FakeCluster cluster;
    cluster.hold("a", true);
    const auto order = cluster.order("a");
    Proposer proposer(order, "a", "life", [](RunKey) { return core::RunHead(); });
    const auto ownAfterSayingAgain = [&](const char* topic) {
        Job job = Note{};
        EXPECT_EQ(proposer.propose(topic, Message(), job), std::nullopt);
        Outcome read;
        read.kind = Outcome::Kind::stored;
        read.id = cluster.proposals("a").back().id;
        EXPECT_TRUE(proposer.mine(read.id));
        proposer.again();
        EXPECT_NE(cluster.proposals("a").back().id, read.id);
        EXPECT_TRUE(proposer.settle(read, {}).empty());
        return read.own;
    };
    EXPECT_TRUE(ownAfterSayingAgain("message"));
    EXPECT_FALSE(ownAfterSayingAgain(kOffer));
}

TEST(Standing, RemembersSoManyMarks) {
    Standing standing;
    Standing::View view;
    std::vector<Mark> marks;
    for (std::uint64_t place = 10; place <= (kMaxMarks + 5) * 10; place += 10) {
        marks.push_back({place, place / 10, place});
    }
    view.origin.mark = {marks.back().place + 3, marks.back().accepted, marks.back().chain};
    standing.publish(view, marks);
    EXPECT_EQ(standing.markAt(50), std::nullopt) << "the oldest went";
    EXPECT_EQ(standing.markAt(60)->accepted, 6);
    EXPECT_EQ(standing.markAt(69)->accepted, 6) << "nothing was stored since";
    EXPECT_EQ(standing.markAt(marks.back().place + 3)->accepted, kMaxMarks + 5);
    EXPECT_EQ(standing.markAt(marks.back().place + 4), std::nullopt) << "not read yet";
}

}  // namespace
}  // namespace beamline::store::test
