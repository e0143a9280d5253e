// SPDX-License-Identifier: Apache-2.0
// What is acknowledged survives an order that forgets, goes back, is lost or differs from reader to reader, and nodes
// that die: in the end all journals are the same and have all of it.

#include "tests/engine/store/cluster_faults.h"

namespace beamline::store::test {
namespace {

TEST_F(ClusterFaults, ANodeThatWasAwayTooLongTakesOverAnothersJournal) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    node(1).await([&] { return atEnd(node(1)); });
    cluster->cut("b", true);
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(write(*node(0), step(run.key, {std::to_string(i)})).ok());
    }
    cluster->forget(1'000);
    cluster->cut("b", false);
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(1)); })) << node(1)->health().message;
    EXPECT_EQ(node(1)->facts(run.key)->size(), 21);
    EXPECT_TRUE(node(1).await([&] {  // it is told behind its commit
        const auto told = node(1).applied();
        return std::any_of(told.begin(), told.end(), [](const auto& a) { return a.anew; });
    }));
    ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    add("c");  // as a new one does
    EXPECT_EQ(node(2)->facts(run.key)->size(), 22);
    expectAlike();
}

TEST_F(ClusterFaults, AJournalOfAnOrderThatIsGoneIsNotWaitedFor) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    create(node(0));
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(1)); }));
    cluster->cut("b", true);
    create(node(0));
    cluster->forget(1'000);
    cluster->holdFiles(true);
    cluster->cut("b", false);
    ASSERT_TRUE(node(1).await([&] { return node(1)->health().message.find("a is fetched") != std::string::npos; }));
    cluster->makeAnew();
    ASSERT_TRUE(node(1).await([&] { return node(1).told("The journal of a could not be taken over"); })) << states();
    EXPECT_TRUE(node(1).told("The journal of a is fetched"));
    EXPECT_TRUE(node(1).told("it is read when no journal is fetched any more"));
    cluster->holdFiles(false);
    expectAlike();
}

TEST_F(ClusterFaults, AnOrderThatIsMadeAnewGoesOnFromTheJournals) {
    begin(3);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    node(2).await([&] { return atEnd(node(2)); });
    cluster->makeAnew();
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0; }));
    ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    expectAlike();
}

TEST_F(ClusterFaults, WhatOnlyOneJournalHasIsInTheNewOrderToo) {
    Run run;
    ASSERT_NO_FATAL_FAILURE(beginWhereOnlyCHasAStep(run));
    std::vector<Run> others;
    for (std::size_t i = 0; i < kMaxOffersAtOnce + 10; ++i) {
        others.push_back(create(node(2)));
    }
    publish(node(2), "only c");
    cluster->cut("c", true);
    cluster->makeAnew();
    cluster->pauseReading("a", false);
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0 && atEnd(node(1)); })) << states();
    for (int i = 0; i < 10; ++i) {
        publish(node(0), "while c is away " + std::to_string(i));
    }
    cluster->cut("c", false);
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "only c has it"}));
    for (const auto& other : others) {
        EXPECT_EQ(payloads(node(1)->facts(other.key)), (std::vector<std::string>{"created"}));
    }
    EXPECT_EQ(node(0)->messages(0, 100)->size(), 11);
    EXPECT_EQ(node(0)->dueTimers({}, 10'000, 100)->size(), others.size() + 1);
    EXPECT_EQ(node(0)->subscribers("t", 1'000, {}, 100)->size(), others.size() + 1);
    expectAlike();
}

TEST_F(ClusterFaults, WhatOnlyOneJournalHasOutlivesItsEnd) {
    Run run;
    ASSERT_NO_FATAL_FAILURE(beginWhereOnlyCHasAStep(run));
    const auto other = create(node(2));
    cluster->cut("c", true);
    cluster->makeAnew();
    cluster->pauseReading("a", false);
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0 && atEnd(node(1)); }));
    for (int i = 0; i < 10; ++i) {
        publish(node(0), "while c is away " + std::to_string(i));
    }
    cluster->hold("c", true);
    cluster->cut("c", false);
    ASSERT_TRUE(node(2).await([&] { return node(2)->place() == cluster->last() && node(2)->restoring(); }));
    EXPECT_TRUE(node(2).await([&] { return node(2)->health().code == "restoring"; })) << states();
    node(2).stop();
    cluster->hold("c", false);
    node(2).start();
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "only c has it"}));
    EXPECT_EQ(payloads(node(1)->facts(other.key)), (std::vector<std::string>{"created"}));
    expectAlike();
}

TEST_F(ClusterFaults, APauseThatOnlyOneJournalHasIsInTheNewOrderTooUnlessItIsOld) {
    begin(3);
    ASSERT_TRUE(node(2).ownAll());
    const auto schedule = [](const std::string& name, bool paused, api::Timestamp turned, api::Timestamp last = 0) {
        StoredSchedule one;
        one.ns = "default";
        one.name = name;
        one.digest = "d";
        one.paused = paused;
        one.turned = turned;
        one.last = last;
        return one;
    };
    const auto put = [](ClusterNode& owner, const StoredSchedule& one) {
        std::promise<bool> done;
        owner->putSchedule(one, [&](const auto& stored) { done.set_value(stored.ok()); });
        EXPECT_TRUE(done.get_future().get());
    };
    put(node(2), schedule("lost", false, 1));
    put(node(2), schedule("later", false, 1));
    put(node(2), schedule("resumed", true, 1));
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
    cluster->pauseReading("a", true);
    cluster->pauseReading("b", true);
    put(node(2), schedule("lost", true, 5));
    put(node(2), schedule("later", true, 5));
    put(node(2), schedule("resumed", false, 5));
    put(node(2), schedule("new", true, 5));
    cluster->cut("c", true);
    cluster->makeAnew();
    cluster->pauseReading("a", false);
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0 && atEnd(node(1)); })) << states();
    ASSERT_TRUE(node(0).own(core::kSystemShard));
    put(node(0), schedule("lost", false, 1, 7));  // it has gone on
    put(node(0), schedule("later", true, 6));     // somebody has said the same again there …
    put(node(0), schedule("later", false, 8));    // … and has taken it back
    for (int i = 0; i < 10; ++i) {
        publish(node(0), "while c is away " + std::to_string(i));
    }
    cluster->cut("c", false);
    converge();
    std::map<std::string, std::pair<bool, api::Timestamp>> found;
    const auto stored = node(0)->schedules();
    ASSERT_TRUE(stored.ok());
    for (const auto& one : *stored) {
        EXPECT_FALSE(one.damaged);
        found[one.name] = {one.paused, one.last};
    }
    const std::map<std::string, std::pair<bool, api::Timestamp>> wanted{
        {"lost", {true, 7}}, {"later", {false, 0}}, {"resumed", {false, 0}}, {"new", {true, 0}}};
    EXPECT_EQ(found, wanted);
    const auto told = node(0).applied();
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const auto& a) { return a.schedules && !a.anew; }), 3 + 3);
    const auto paused = [&] {
        const auto now = node(0)->schedules();
        return now.ok() && now->at(1).name == "lost" && now->at(1).last == 9 && now->at(1).paused;
    };
    put(node(0), schedule("lost", false, 1, 9));  // by one that has not heard of it yet
    EXPECT_TRUE(paused());
    put(node(0), schedule("lost", false, 9, 9));
    EXPECT_FALSE(paused());
    expectAlike();
}

TEST_F(ClusterFaults, DocumentsAndFactsThatOnlyOneJournalHasAreInTheNewOrderToo) {
    begin(3);
    const auto put = [](ClusterNode& on, const std::string& id, const std::string& data, api::Timestamp at = 1'000) {
        std::promise<bool> done;
        on->putDocument({"policy", "t", id, 0, at, "ann", "", false, data, true}, -1,
                        [&](const auto& stored) { done.set_value(stored.ok()); });
        EXPECT_TRUE(done.get_future().get());
    };
    put(node(2), "both", "1");
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
    cluster->pauseReading("a", true);
    cluster->pauseReading("b", true);
    put(node(2), "both", "only c has it");
    put(node(2), "lost", "1");
    std::promise<bool> kept;
    node(2)->keep({{"sticky", "t", "s", "a", api::wallClock() + 1'000'000, false}},
                  [&](const auto& stored) { kept.set_value(stored.ok()); });
    EXPECT_TRUE(kept.get_future().get());
    cluster->cut("c", true);
    cluster->makeAnew();
    cluster->pauseReading("a", false);
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0 && atEnd(node(1)); })) << states();
    put(node(0), "both", "what a says meanwhile", 2'000);
    for (int i = 0; i < 10; ++i) {
        publish(node(0), "while c is away " + std::to_string(i));
    }
    cluster->cut("c", false);
    converge();
    const auto versions = node(0)->documentVersions("policy", "t", "both", 0, 10);
    ASSERT_TRUE(versions.ok());
    std::set<std::string> said;
    for (const auto& one : *versions) {
        said.insert(one.data);
    }
    EXPECT_EQ(said, (std::set<std::string>{"1", "only c has it", "what a says meanwhile"}));
    EXPECT_EQ(versions->size(), 4U);
    EXPECT_EQ(versions->front().data, "what a says meanwhile") << "what was said later stays the latest";
    EXPECT_TRUE(*node(1)->document("policy", "t", "lost", 0));
    EXPECT_TRUE(*node(1)->kept("sticky", "t", "s", api::wallClock()));
    expectAlike();
}

TEST_F(ClusterFaults, AnOrderThatWentBackLosesNothingThatWasRead) {
    begin(2);
    ASSERT_TRUE(node(1).ownAll());
    const auto run = create(node(1));
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)); }));
    cluster->pauseReading("a", true);
    const auto before = cluster->last();
    ASSERT_TRUE(write(*node(1), step(run.key, {"read by b only"})).ok());
    cluster->cut("b", true);
    cluster->goBack(cluster->last() - before);
    cluster->pauseReading("a", false);
    publish(node(0), "in its place");
    publish(node(0), "and behind");
    cluster->cut("b", false);
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "read by b only"}));
    EXPECT_EQ(payloads(node(1)->facts(run.key)), (std::vector<std::string>{"created", "read by b only"}));
    expectAlike();
}

TEST_F(ClusterFaults, AnOrderThatWentBackBehindEverybodyBeginsAnEra) {
    begin(3);
    ASSERT_TRUE(node(1).ownAll());
    const auto run = create(node(1));
    ASSERT_TRUE(write(*node(1), step(run.key, {"more"})).ok());
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && atEnd(node(2)); }));
    cluster->goBack(3);
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(1)) && node(1)->place() > 0; }));
    ASSERT_TRUE(write(*node(1), step(run.key, {"on"})).ok());
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "more", "on"}));
    expectAlike();
}

TEST_F(ClusterFaults, AWordThatWasPassedByIsSaidAgainWhenTheOrderIsWhatItWas) {
    begin(1);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)); }));
    const auto newest = cluster->words().back();
    cluster->hold("a", true);
    auto stored = writing(*node(0), step(run.key, {"passed by"}));
    const auto said = cluster->proposals("a");
    ASSERT_EQ(said.size(), 1);
    cluster->goBack(1);
    ASSERT_TRUE(node(0).await([&] { return node(0)->health().code == "not_in_order"; }));
    // It comes through all the same, and is read by a journal that is not in the order.
    cluster->put(said[0].id, said[0].data);
    const auto place = cluster->last();
    ASSERT_TRUE(node(0).await([&] { return cluster->read("a") == place; }));
    // Another leader has what this journal had read, and not the word.
    cluster->cut("a", true);
    cluster->goBack(1);
    cluster->put(newest.id, newest.data);
    cluster->cut("a", false);
    ASSERT_TRUE(node(0).await([&] { return node(0)->health().code.empty(); })) << states();
    cluster->hold("a", false);
    ASSERT_EQ(stored.wait_for(kLong), std::future_status::ready) << states();
    EXPECT_TRUE(stored.get().ok());
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "passed by"}));
    expectAlike();
}

TEST_F(ClusterFaults, TheSameWordsAtOtherPlacesAreNotTheSameJournal) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
    const auto before = cluster->last();
    // a has read it, and b nothing of it, when the order loses it.
    cluster->pauseReading("b", true);
    ASSERT_TRUE(write(*node(0), step(run.key, {"first"})).ok());
    cluster->put("nothing", "nothing");
    ASSERT_TRUE(write(*node(0), step(run.key, {"second"})).ok());
    const auto words = cluster->words();
    cluster->cut("a", true);
    cluster->goBack(cluster->last() - before);
    // It comes again, the last one where it was, the first one not.
    for (const std::size_t fromEnd : {2, 3, 1}) {
        cluster->put(words[words.size() - fromEnd].id, words[words.size() - fromEnd].data);
    }
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(1).await([&] { return node(1)->place() == cluster->last(); }));
    cluster->cut("a", false);
    expectAlike();
}

TEST_F(ClusterFaults, AnEraThatFollowsAnOlderOneCountsForNobody) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
    const auto where = [&] {
        const auto reply = cluster->peers("somebody")->ask("a", R"({"ask":"where","place":0})", kPeerPatience);
        return api::parseJson(*reply)->as_object();
    };
    const auto before = where();
    EraWord late;
    late.base = 1'000'000;
    late.mark.accepted = before.at("accepted").to_number<std::uint64_t>();
    late.mark.chain = before.at("chain").to_number<std::uint64_t>();
    late.shards = kShards;  // but `after` knows nothing of the era that there is
    cluster->put("late", encode({"z", {}, late}));
    ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    EXPECT_EQ(where().at("base"), before.at("base"));
    add("c");  // who reads it all comes to the same
    expectAlike();
}

TEST_F(ClusterFaults, ANewOrderWaitsForTheJournalsOfTheOwners) {
    begin(3);
    cluster->ownersPatience = kLong;
    for (auto& each : nodes) {
        each->stop();
        each->start();
    }
    ASSERT_TRUE(node(2).ownAll());
    const auto run = create(node(2));
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
    cluster->pauseReading("a", true);
    cluster->pauseReading("b", true);
    ASSERT_TRUE(write(*node(2), step(run.key, {"acknowledged"})).ok());
    cluster->cut("c", true);
    cluster->makeAnew();
    cluster->pauseReading("a", false);
    cluster->pauseReading("b", false);
    ASSERT_TRUE(node(0).await([&] { return node(0)->health().message.find("c may know more") != std::string::npos; }));
    std::this_thread::sleep_for(kRejoinEvery * 4);
    EXPECT_EQ(cluster->last(), 0) << "nobody begins without it";
    cluster->cut("c", false);
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created", "acknowledged"}));
    EXPECT_FALSE(node(2)->restoring());
    expectAlike();
}

TEST_F(ClusterFaults, AHoleThatOneNodeReadIsNoticed) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(1)); }));
    cluster->hide("b", cluster->last() + 1);
    ASSERT_TRUE(write(*node(0), step(run.key, {"hidden from b"})).ok());
    ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    ASSERT_TRUE(node(1).await([&] { return node(1)->facts(run.key)->size() == 3; })) << "the gap is seen";
    cluster->hide("b", cluster->last() + 1);
    publish(node(0), "hidden from b");
    node(0).renew();
    node(0).renew();
    ASSERT_TRUE(node(1).await([&] { return node(1)->newestMessage() == 1; })) << "the marks differ";
    expectAlike();
}

TEST_F(ClusterFaults, AWipedNodeIsFilledAgain) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    for (const bool readable : {true, false}) {
        node(1).stop();
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(node(1).file().string() + suffix);
        }
        if (!readable) {
            cluster->forget(1'000);
        }
        node(1).start();
        ASSERT_TRUE(node(1).await([&] { return node(1)->facts(run.key).ok(); }));
        ASSERT_TRUE(write(*node(0), step(run.key, {"on"})).ok());
    }
    expectAlike();
}

TEST_F(ClusterFaults, AllAreWipedButOneThatWasAway) {
    begin(2);
    ASSERT_TRUE(node(0).ownAll());
    const auto run = create(node(0));
    ASSERT_TRUE(node(1).await([&] { return atEnd(node(1)); }));
    cluster->cut("b", true);
    node(0).stop();
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::filesystem::remove(node(0).file().string() + suffix);
    }
    cluster->makeAnew();
    node(0).start();
    ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && node(0)->place() > 0; }));
    cluster->cut("b", false);
    converge();
    EXPECT_EQ(payloads(node(0)->facts(run.key)), (std::vector<std::string>{"created"}));
    expectAlike();
}

}  // namespace
}  // namespace beamline::store::test
