// SPDX-License-Identifier: Apache-2.0
// What is written is there: chains, projections, timers, approvals, workflows, idempotency, group commit.

#include <sqlite3.h>

#include "engine/store/projector.h"
#include "engine/store/schema.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

using Texts = std::vector<std::string>;

TEST(Checksums, HardwareAndTableAgreeWithTheStandard) {
    const std::string digits = "123456789";
    EXPECT_EQ(crc32c(0, digits.data(), digits.size()), 0xE3069283U);  // check value of CRC-32C
    std::string text;
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(crc32c(7, text.data(), text.size()), crc32cPortable(7, text.data(), text.size())) << i;
        text += static_cast<char>(i * 37);
    }
    using View = std::string_view;
    EXPECT_NE(Checksum::of(View("ab"), View("c")), Checksum::of(View("a"), View("bc")));
}

TEST(Versions, FollowSemanticPrecedence) {
    const Texts ascending{"abc",          "0.9.0",         "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
                          "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0",       "1.2.0",         "1.10.0"};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            const int order = compareVersions(ascending[i], ascending[j]);
            EXPECT_EQ(order < 0, i < j) << ascending[i] << " " << ascending[j];
            EXPECT_EQ(order > 0, i > j) << ascending[i] << " " << ascending[j];
        }
    }
}

class JournalTest : public ::testing::Test {
protected:
    void reopen() {
        journal.reset();
        journal = open(file);
    }
    TemporaryDirectory directory;
    std::filesystem::path file = directory / "journal.db";
    std::unique_ptr<Journal> journal = open(file);
};

TEST_F(JournalTest, ARunComesBackWithItsFactsAndRow) {
    const auto a = journal->reserveRun();
    const auto b = journal->reserveRun();
    ASSERT_NE(a, b);
    auto first = summary("A");
    first.labels = {{"team", "green"}, {"x", "\"quoted\""}};
    EXPECT_EQ(*write(*journal, creation(a, first, {"a1", "a2"})), 2U);
    EXPECT_EQ(*write(*journal, creation(b, summary("B"), {"b1"})), 3U);
    EXPECT_EQ(*write(*journal, step(a, {"a3"})), 4U);
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(payloads(journal->facts(a)), (Texts{"a1", "a2", "a3"}));
        const auto run = journal->loadRun(a);
        ASSERT_TRUE(run.ok());
        EXPECT_EQ(run->row.summary, first);
        EXPECT_EQ(run->definitionDigest, "digest");
        EXPECT_EQ(run->startedBy, "tester");
        ASSERT_EQ(run->facts.size(), 3U);
        EXPECT_EQ(run->facts.back().seq, 4U);
        EXPECT_EQ(*journal->findRun("B"), b);
        EXPECT_EQ(journal->findRun("C").error().code, api::code::kNotFound);
        EXPECT_EQ(journal->loadRun(99).error().code, api::code::kNotFound);
        EXPECT_EQ(journal->health().seq, 4U);
        EXPECT_EQ(damage(*journal), "");
        reopen();
    }
    EXPECT_GT(journal->reserveRun(), b);
    EXPECT_EQ(*write(*journal, step(a, {"a4"})), 5U);
}

TEST_F(JournalTest, AProjectionIsStoredWithItsFactsAndTheSnapshotShortensLoading) {
    const auto key = journal->reserveRun();
    ASSERT_TRUE(write(*journal, creation(key, summary("A"))).ok());
    auto failed = summary("A", api::Phase::faulted);
    failed.endedAt = 5'000;
    failed.error = api::WorkflowError{"type", 500, "title", "detail", "/do/0"};
    auto change = step(key, {"f2", "f3"}, failed);
    change.snapshot = "{\"state\":1}";
    ASSERT_TRUE(write(*journal, std::move(change)).ok());
    ASSERT_TRUE(write(*journal, step(key, {"f4"})).ok());
    for (int round = 0; round < 2; ++round) {
        const auto run = journal->loadRun(key);
        ASSERT_TRUE(run.ok());
        EXPECT_EQ(run->row.summary, failed);
        EXPECT_EQ(run->snapshot, "{\"state\":1}");
        ASSERT_EQ(run->facts.size(), 1U);
        EXPECT_EQ(run->facts[0].payload, "f4");
        EXPECT_EQ(payloads(journal->facts(key)), (Texts{"created", "f2", "f3", "f4"}));
        EXPECT_EQ(*journal->runSummary(key), failed);
        reopen();
    }
}

TEST_F(JournalTest, WhatIsQueuedTogetherIsCommittedTogether) {
    const auto key = journal->reserveRun();
    ASSERT_TRUE(write(*journal, creation(key, summary("A"))).ok());
    const auto before = journal->health();
    auto blocked = std::make_shared<std::promise<void>>();
    auto inside = std::make_shared<std::promise<void>>();
    auto first = step(key, {"first"});
    first.done = [blocked, inside](const auto&) {
        inside->set_value();
        blocked->get_future().wait();
    };
    journal->write(std::move(first));
    inside->get_future().wait();
    std::vector<std::future<api::Result<api::Seq>>> answers;
    for (int i = 0; i < 1000; ++i) {
        answers.push_back(writing(*journal, step(key, {"fact " + std::to_string(i)})));
    }
    EXPECT_EQ(journal->health().queued, 1000U);
    blocked->set_value();
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(*answers[static_cast<std::size_t>(i)].get(), before.seq + 2 + static_cast<api::Seq>(i));
    }
    const auto after = journal->health();
    EXPECT_EQ(after.commits - before.commits, 2U);
    EXPECT_EQ(after.facts - before.facts, 1001U);
}

TEST_F(JournalTest, AQueueThatIsFullSaysSoAndKeepsTheOrderOfTheRun) {
    const auto key = journal->reserveRun();
    ASSERT_TRUE(write(*journal, creation(key, summary("A"))).ok());
    auto blocked = std::make_shared<std::promise<void>>();
    auto inside = std::make_shared<std::promise<void>>();
    auto first = step(key, {"first"});
    first.done = [blocked, inside](const auto&) {
        inside->set_value();
        blocked->get_future().wait();
    };
    journal->write(std::move(first));
    inside->get_future().wait();
    for (std::size_t i = 0; i < kMaxQueuedChanges; ++i) {
        journal->write(step(key, {"x"}));
    }
    EXPECT_EQ(write(*journal, step(key, {"too much"})).error().code, api::code::kOverloaded);
    blocked->set_value();
    journal->flush();
    // What was refused is missing in the chain: nothing may follow it until the run is read anew.
    EXPECT_EQ(write(*journal, step(key, {"behind"})).error().code, api::code::kUnavailable);
    ASSERT_TRUE(journal->loadRun(key).ok());
    EXPECT_EQ(write(*journal, step(key, {"behind"})).error().code, api::code::kUnavailable) << "only looked at";
    ASSERT_TRUE(journal->takeUpRun(key).ok());
    EXPECT_TRUE(write(*journal, step(key, {"again"})).ok());
    EXPECT_EQ(journal->facts(key)->size(), kMaxQueuedChanges + 3);
}

TEST_F(JournalTest, AChangeThatFailsByItselfDoesNotFailTheOthers) {
    const auto a = journal->reserveRun();
    auto keyed = creation(a, summary("A"));
    keyed.create->idempotencyKey = "once";
    keyed.create->idempotencyHash = "hash";
    ASSERT_TRUE(write(*journal, keyed).ok());
    auto repeated = creation(journal->reserveRun(), summary("B"));
    repeated.create->idempotencyKey = "once";
    auto sameId = creation(journal->reserveRun(), summary("A"));
    auto otherNs = creation(journal->reserveRun(), summary("C"));
    otherNs.row->summary.ns = "other";
    otherNs.create->idempotencyKey = "once";
    auto one = writing(*journal, repeated);
    auto two = writing(*journal, sameId);
    auto three = writing(*journal, step(777, {"unknown"}));
    auto four = writing(*journal, step(a, {"good"}));
    auto five = writing(*journal, otherNs);
    EXPECT_EQ(one.get().error().code, api::code::kConflict);
    EXPECT_EQ(two.get().error().code, api::code::kConflict);
    EXPECT_EQ(three.get().error().code, api::code::kNotFound);
    EXPECT_TRUE(four.get().ok());
    EXPECT_TRUE(five.get().ok());
    const auto found = journal->findIdempotent("default", "once");
    ASSERT_TRUE(found.ok() && found->has_value());
    EXPECT_EQ(**found, std::pair(std::string("A"), std::string("hash")));
    EXPECT_FALSE(journal->findIdempotent("default", "never")->has_value());
    EXPECT_EQ(journal->countRuns()->byPhase.at("running"), 2);
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(JournalTest, TimersArePagedByDueTime) {
    const auto key = journal->reserveRun();
    auto change = creation(key, summary("A", api::Phase::waiting));
    change.timers = {{3, 300}, {1, 100}, {2, 200}, {4, 200}, {5, 900}};
    ASSERT_TRUE(write(*journal, change).ok());
    auto next = step(key, {"x"});
    next.timers = {{1, 0}, {5, 250}};
    ASSERT_TRUE(write(*journal, next).ok());
    const auto all = journal->dueTimers({}, 299, 10);
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ((*all)[0].activity, 2U);
    EXPECT_EQ((*all)[1].activity, 4U);
    EXPECT_EQ((*all)[2].activity, 5U);
    const auto behind = journal->dueTimers((*all)[0], 299, 1);
    ASSERT_EQ(behind->size(), 1U);
    EXPECT_EQ((*behind)[0].activity, 4U);
    EXPECT_EQ(*journal->nextTimer(250), 300);
    EXPECT_EQ(*journal->nextTimer(300), 0);
    EXPECT_EQ(journal->loadRun(key)->row.dueAt, 200);
    EXPECT_EQ(journal->waitingRuns(), 1);
}

TEST_F(JournalTest, RunnableAreThoseInMotionOldestFirst) {
    std::vector<RunKey> expected;
    for (int i = 0; i < 20; ++i) {
        const auto key = journal->reserveRun();
        const auto phase = static_cast<api::Phase>(i % 7);
        ASSERT_TRUE(write(*journal, creation(key, summary("R" + std::to_string(i), phase))).ok());
        if (phase == api::Phase::pending || phase == api::Phase::running) {
            expected.push_back(key);
        }
    }
    const auto first = journal->runnable(0, 3);
    ASSERT_EQ(first->size(), 3U);
    auto all = *first;
    const auto rest = journal->runnable(first->back(), 100);
    all.insert(all.end(), rest->begin(), rest->end());
    EXPECT_EQ(all, expected);
}

TEST_F(JournalTest, HeadsAreWrittenLazilyAndRebuiltAtOpen) {
    std::vector<RunKey> keys;
    for (int i = 0; i < 10; ++i) {
        keys.push_back(journal->reserveRun());
        journal->write(creation(keys.back(), summary("R" + std::to_string(i))));
    }
    const int rounds = static_cast<int>(kMaxUnprojectedFacts) / 10 + 50;
    for (int i = 0; i < rounds; ++i) {
        for (const auto key : keys) {
            journal->write(step(key, {"fact " + std::to_string(i)}));
        }
    }
    journal->flush();
    const auto copy = directory / "copy.db";
    ASSERT_TRUE(journal->backup(copy).ok());  // as a crash would leave it: the last heads are not written
    auto second = open(copy);
    for (const auto key : keys) {
        const auto facts = payloads(second->facts(key));
        ASSERT_EQ(facts.size(), static_cast<std::size_t>(rounds) + 1);
        EXPECT_EQ(facts.back(), "fact " + std::to_string(rounds - 1));
        ASSERT_TRUE(write(*second, step(key, {"more"})).ok());
        EXPECT_EQ(second->facts(key)->size(), static_cast<std::size_t>(rounds) + 2);
    }
    EXPECT_EQ(damage(*second), "");
}

TEST_F(JournalTest, CountersFollowThePhases) {
    const auto now = api::wallClock();
    for (int i = 0; i < 30; ++i) {
        const auto key = journal->reserveRun();
        auto s = summary("R" + std::to_string(i));
        ASSERT_TRUE(write(*journal, creation(key, s)).ok());
        s.phase = static_cast<api::Phase>(i % 7);
        s.endedAt = api::isFinal(s.phase) ? (i < 7 ? 1'000 : now) : 0;
        auto next = step(key, {"x"}, s);
        if (s.phase == api::Phase::waiting) {
            next.timers = {{1, 500}};
        }
        ASSERT_TRUE(write(*journal, next).ok());
    }
    for (int round = 0; round < 2; ++round) {
        const auto counts = journal->countRuns();
        ASSERT_TRUE(counts.ok());
        EXPECT_EQ(counts->byPhase.at("pending"), 5);
        EXPECT_EQ(counts->byPhase.at("completed"), 4);
        EXPECT_EQ(counts->faultedToday, 3);
        EXPECT_EQ(counts->seq, 60U);
        EXPECT_EQ(damage(*journal), "");
        reopen();
    }
}

StoredWorkflow stored(const std::string& version, const std::string& digest, api::Timestamp at) {
    StoredWorkflow w;
    w.info.ns = "default";
    w.info.name = "orders";
    w.info.version = version;
    w.info.title = "Orders " + version;
    w.info.digest = digest;
    w.info.deployedAt = at;
    w.source = "document: " + version;
    return w;
}

TEST_F(JournalTest, WorkflowVersionsNeverChangeAndTheHighestIsTheLatest) {
    EXPECT_TRUE(*deploy(*journal, stored("1.0.0", "d1", 10)));
    EXPECT_TRUE(*deploy(*journal, stored("2.0.0", "d2", 20)));
    EXPECT_TRUE(*deploy(*journal, stored("1.0.1", "d3", 30)));
    EXPECT_FALSE(*deploy(*journal, stored("2.0.0", "d2", 40)));
    EXPECT_EQ(deploy(*journal, stored("2.0.0", "other", 40)).error().code, api::code::kConflict);
    auto other = stored("1.0.0", "d4", 50);
    other.info.name = "refunds";
    EXPECT_TRUE(*deploy(*journal, other));
    reopen();
    EXPECT_EQ(journal->workflow("default", "orders", "")->info.version, "2.0.0");
    EXPECT_TRUE(journal->workflow("default", "orders", "")->info.latest);
    EXPECT_FALSE(journal->workflow("default", "orders", "1.0.1")->info.latest);
    EXPECT_EQ(journal->workflow("default", "orders", "1.0.1")->source, "document: 1.0.1");
    EXPECT_EQ(journal->workflow("default", "none", "").error().code, api::code::kNotFound);
    EXPECT_EQ(journal->workflowByDigest("d3")->info.version, "1.0.1");
    api::ListWorkflows query;
    auto page = journal->listWorkflows(query);
    ASSERT_EQ(page->items.size(), 2U);
    EXPECT_EQ(page->items[0].name, "refunds");
    query.name = "orders";
    query.limit = 2;
    page = journal->listWorkflows(query);
    ASSERT_EQ(page->items.size(), 2U);
    EXPECT_EQ(page->items[0].version, "1.0.1");
    query.after = page->next;
    page = journal->listWorkflows(query);
    ASSERT_EQ(page->items.size(), 1U);
    EXPECT_EQ(page->items[0].version, "1.0.0");
    EXPECT_TRUE(page->next.empty());
    query = {};
    query.text = "REFUND";
    EXPECT_EQ(journal->listWorkflows(query)->items.size(), 1U);
    query.after = "zz";
    EXPECT_EQ(journal->listWorkflows(query).error().code, api::code::kInvalidArgument);
}

TEST_F(JournalTest, ApprovalsAreQueuedByDueDateAndByWhoMayDecide) {
    const auto key = journal->reserveRun();
    auto change = creation(key, summary("RUN"));
    const auto add = [&](const std::string& id, api::Timestamp due, api::Timestamp raised, Texts users) {
        api::Approval a;
        a.id = id;
        a.run = "RUN";
        a.subject = "Pay " + id;
        a.dueAt = due;
        a.raisedAt = raised;
        a.candidates.users = std::move(users);
        change.approvals.push_back(a);
    };
    add("a", 0, 1, {});
    add("b", 50, 2, {"ann"});
    add("c", 20, 3, {"bob"});
    add("d", 20, 4, {"ann"});
    ASSERT_TRUE(write(*journal, change).ok());
    EXPECT_EQ(journal->openApprovals(), 4);
    const auto ids = [&](api::ListApprovals query, const std::string& user) {
        Texts all;
        query.limit = 2;
        do {
            const auto page = journal->listApprovals(query, user, {}, 0);
            EXPECT_TRUE(page.ok());
            for (const auto& item : page->items) {
                all.push_back(item.id);
            }
            query.after = page->next;
        } while (!query.after.empty());
        return all;
    };
    api::ListApprovals query;
    EXPECT_EQ(ids(query, "ann"), (Texts{"c", "d", "b", "a"}));
    query.queue = api::ApprovalQueue::mine;
    EXPECT_EQ(ids(query, "ann"), (Texts{"d", "b", "a"}));
    auto decision = step(key, {"decided"});
    decision.approvals = {change.approvals[1]};
    decision.approvals[0].state = api::ApprovalState::approved;
    decision.approvals[0].decidedAt = 77;
    decision.approvals[0].decisions.resize(1);
    ASSERT_TRUE(write(*journal, decision).ok());
    reopen();
    EXPECT_EQ(journal->openApprovals(), 3);
    EXPECT_EQ(*journal->approval("b"), decision.approvals[0]);
    query.queue = api::ApprovalQueue::decided;
    EXPECT_EQ(ids(query, ""), (Texts{"b"}));
    query.queue = api::ApprovalQueue::all;
    EXPECT_EQ(ids(query, ""), (Texts{"d", "c", "b", "a"}));
    query.run = "RUN";
    EXPECT_EQ(ids(query, ""), (Texts{"d", "c", "b", "a"}));
    query.queue = api::ApprovalQueue::open;
    EXPECT_EQ(ids(query, ""), (Texts{"d", "c", "a"}));
    query.text = "pay c";
    EXPECT_EQ(ids(query, ""), (Texts{"c"}));
    query.run = "OTHER";
    EXPECT_EQ(ids(query, ""), Texts());
    EXPECT_EQ(journal->approval("z").error().code, api::code::kNotFound);
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(JournalTest, AProcessIsKeptUntilItHasEndedHoweverManyMessagesAreDelivered) {
    const auto key = journal->reserveRun();
    auto change = creation(key, summary("RUN"));
    Message process;
    process.kind = MessageKind::process;
    process.activity = 3;
    process.data = "its call";
    change.messages = {process, Message(), process};
    ASSERT_TRUE(write(*journal, change).ok());
    change = step(key, {"more"});
    change.messages.resize(static_cast<std::size_t>(kMaxKeptMessages));
    ASSERT_TRUE(write(*journal, change).ok());
    const auto last = static_cast<std::int64_t>(kMaxKeptMessages) + 3;
    journal->delivered(last);
    journal->processEnded(3);
    reopen();
    const auto left = journal->processes(0, 10);
    ASSERT_TRUE(left.ok() && left->size() == 1) << left->size();
    EXPECT_EQ(left->front().position, 1);
    EXPECT_EQ(left->front().data, "its call");
    EXPECT_EQ(journal->messages(1, 1)->front().position, 3) << "what else is delivered and old is gone";
    EXPECT_EQ(damage(*journal), "");
    // No position is given twice.
    journal->processEnded(1);
    change = step(key, {"another"});
    change.messages = {process};
    ASSERT_TRUE(write(*journal, change).ok());
    EXPECT_EQ(journal->processes(0, 10)->front().position, last + 1);
}

}  // namespace beamline::store::test
