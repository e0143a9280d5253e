// SPDX-License-Identifier: Apache-2.0
// Backup, retention, migration, verification, damage and recovery.

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "engine/api/run_filter.h"
#include "engine/store/run_list.h"
#include "engine/store/schema.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

namespace {

constexpr std::size_t kPage = 4096;

std::string contents(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

void put(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

void sql(const std::filesystem::path& file, const std::string& text) {
    Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
    EXPECT_TRUE(connection.execute(text.c_str())) << (connection.failed() ? connection.failure()->what : "");
}

std::string runId(int i) {
    return "RUN" + std::to_string(i);
}

constexpr int kRuns = 60;
constexpr int kFactsPerRun = 12;

/// A journal of several hundred pages with something in every table.
void fill(Journal& journal) {
    for (int i = 0; i < kRuns; ++i) {
        const auto key = journal.reserveRun();
        auto change = creation(key, summary(runId(i), api::Phase::waiting), {"first of " + runId(i)});
        change.row->summary.labels = {{"n", std::to_string(i)}};
        change.create->idempotencyKey = runId(i);
        change.timers = {{1, 1'000 + i}};
        change.approvals.resize(1);
        change.approvals[0].id = runId(i) + ".1";
        change.approvals[0].run = runId(i);
        journal.write(std::move(change));
    }
    for (int fact = 1; fact < kFactsPerRun; ++fact) {
        for (RunKey key = 1; key <= kRuns; ++key) {
            journal.write(step(key, {std::to_string(fact) + std::string(300, 'x')}));
        }
    }
    StoredWorkflow w;
    w.info.name = "orders";
    w.info.version = "1.0.0";
    EXPECT_TRUE(deploy(journal, w).ok());
}

}  // namespace

class Care : public ::testing::Test {
protected:
    TemporaryDirectory directory;
    std::filesystem::path file = directory / "journal.db";
};

TEST_F(Care, ABackupThatIsBrokenOffLeavesNothing) {
    auto journal = open(file);
    fill(*journal);
    const auto reply = journal->backup(directory / "backup.db", [] { return true; });
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kUnavailable);
    EXPECT_FALSE(std::filesystem::exists(directory / "backup.db"));
    EXPECT_FALSE(std::filesystem::exists(directory / "backup.db.part"));
    EXPECT_TRUE(journal->backup(directory / "backup.db").ok());
}

TEST_F(Care, ABackupIsWholeWhileTheWriterGoesOn) {
    auto journal = open(file);
    fill(*journal);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
        while (!stop) {
            EXPECT_TRUE(write(*journal, step(1, {"meanwhile"})).ok());
        }
    });
    const auto before = journal->health().seq;
    const auto reply = journal->backup(directory / "backup.db");
    stop = true;
    writer.join();
    ASSERT_TRUE(reply.ok()) << reply.error().message;
    EXPECT_EQ(static_cast<std::uintmax_t>(reply->bytes), std::filesystem::file_size(directory / "backup.db"));
    EXPECT_EQ(journal->backup(directory / "backup.db").error().code, api::code::kConflict);
    auto copy = open(directory / "backup.db");
    EXPECT_EQ(damage(*copy), "");
    EXPECT_GE(copy->health().seq, before);
    EXPECT_EQ(copy->facts(2)->size(), static_cast<std::size_t>(kFactsPerRun));
}

TEST_F(Care, RetentionRemovesOldEndedRunsWithAllTheirsButDecisions) {
    auto journal = open(file);
    fill(*journal);
    for (int i = 0; i < 40; ++i) {
        auto s = summary(runId(i), api::Phase::completed);
        s.labels = {{"n", std::to_string(i)}};
        s.endedAt = 100 + i;
        auto change = step(i + 1, {"end"}, s);
        change.timers = {{1, 0}};
        change.approvals.resize(1);
        change.approvals[0].id = runId(i) + ".1";
        change.approvals[0].run = runId(i);
        change.approvals[0].state = i % 2 ? api::ApprovalState::approved : api::ApprovalState::cancelled;
        change.approvals[0].decisions.resize(i % 2 ? 1 : 0);
        ASSERT_TRUE(write(*journal, change).ok());
    }
    const auto seq = journal->health().seq;
    EXPECT_EQ(*journal->prune({}, 1'000), 0);
    Retention age;
    age.maxAgeMs = 990;
    EXPECT_EQ(*journal->prune(age, 1'100), 10);  // ended before 110
    Retention count;
    count.maxEndedRuns = 5;
    EXPECT_EQ(*journal->prune(count, 1'100), 25);
    EXPECT_EQ(journal->findRun(runId(34)).error().code, api::code::kNotFound);
    EXPECT_TRUE(journal->findRun(runId(35)).ok());
    EXPECT_EQ(journal->approval(runId(2) + ".1").error().code, api::code::kNotFound);
    EXPECT_TRUE(journal->approval(runId(3) + ".1").ok());
    EXPECT_FALSE(journal->findIdempotent("default", runId(3))->has_value());
    EXPECT_EQ(journal->countRuns()->byPhase.at("completed"), 5);
    EXPECT_EQ(damage(*journal), "");
    count.maxEndedRuns = 1;
    EXPECT_EQ(*journal->prune(count, 1'100), 4);
    journal = open(file);
    EXPECT_EQ(journal->health().seq, seq);
    EXPECT_EQ(*write(*journal, step(kRuns, {"next"})), seq + 1);  // no Seq is given twice
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Care, AMigrationKeepsACopyAndAnUnknownFileIsRefused) {
    std::filesystem::create_directories(file.parent_path());
    std::vector<const char*> steps(migrations().begin(), migrations().end());
    const auto current = std::to_string(steps.size());
    steps.push_back("CREATE TABLE later(x INTEGER) STRICT");
    {
        auto journal = open(file);
        fill(*journal);
    }
    {
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        ASSERT_TRUE(migrate(connection, file, steps).ok());
        EXPECT_EQ(connection.number("PRAGMA user_version"), static_cast<std::int64_t>(steps.size()));
        EXPECT_EQ(connection.number("SELECT count(*) FROM later"), 0);
    }
    const auto newer = Journal::open({file, false, false, 1, {}});
    ASSERT_FALSE(newer.ok());
    EXPECT_NE(newer.error().message.find("newer"), std::string::npos);
    auto old = open(file.string() + ".v" + current + ".bak");
    EXPECT_EQ(old->facts(1)->size(), static_cast<std::size_t>(kFactsPerRun));
    const auto foreign = directory / "foreign.db";
    put(foreign, "");
    sql(foreign, "CREATE TABLE theirs(x)");
    EXPECT_EQ(Journal::open({foreign, false, false, 1, {}}).error().code, api::code::kInvalidArgument);
    const auto text = directory / "text.db";
    put(text, std::string(5'000, 'z'));
    EXPECT_EQ(Journal::open({text, false, false, 1, {}}).error().code, api::code::kCorrupt);
}

TEST_F(Care, ASchedulePausedBeforeThatWasDatedIsWhole) {
    StoredSchedule paused;
    paused.ns = "default";
    paused.name = "orders";
    paused.paused = true;
    {
        auto journal = open(file);
        journal->putSchedule(paused, [](const auto&) {});
        journal->flush();
    }
    makeOlder(file, 3);
    auto journal = open(file);
    const auto schedules = journal->schedules();
    ASSERT_TRUE(schedules.ok());
    ASSERT_EQ(schedules->size(), 1U);
    EXPECT_TRUE(schedules->front().paused);
    EXPECT_FALSE(schedules->front().damaged);
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Care, RunsThatFaultedBeforeTheirErrorsHadKeysAreFoundByThem) {
    auto s = summary("A", api::Phase::faulted);
    s.error = api::WorkflowError{"https://errors/timeout", 408, "Timeout", "no answer", "/do/0"};
    s.labels = {{api::kDryRunLabel, "true"}};
    {
        auto journal = open(file);
        ASSERT_TRUE(write(*journal, creation(journal->reserveRun(), s)).ok());
    }
    makeOlder(file, 5);
    api::ListRuns query;
    query.filter.error = api::errorKey(s);
    auto journal = open(file);
    EXPECT_EQ(journal->listRuns(query)->items.size(), 1U);
    EXPECT_EQ(damage(*journal), "");
    journal.reset();
    const auto saved = directory / "saved.db";
    ASSERT_TRUE(Journal::recover(file, saved).ok());
    EXPECT_EQ(open(saved)->listRuns(query)->items.size(), 1U);
    sql(file, "UPDATE run SET error_key='wrong'");
    journal = open(file);
    EXPECT_NE(damage(*journal).find("is not found by its error"), std::string::npos);
}

TEST_F(Care, RunsThatWereThereBeforeTheyWereTalliedAreCountedDryOnesApart) {
    const RunListLimits before = runListLimits;
    const auto write20 = [](Journal& journal, int from) {
        for (int i = from; i < from + 20; ++i) {  // of five one is dry, of four one is over
            auto s = summary(runId(i), i % 4 ? api::Phase::running : api::Phase::completed);
            s.endedAt = i % 4 ? 0 : 2'000;
            s.labels = {{"n", std::to_string(i)}};
            if (i % 5 == 0) {
                s.labels[api::kDryRunLabel] = "true";
            }
            ASSERT_TRUE(write(journal, creation(journal.reserveRun(), s)).ok());
        }
    };
    write20(*open(file), 0);
    makeOlder(file, 5);
    runListLimits.counted = 3;
    const auto check = [](Journal& journal, std::int64_t times) {
        const auto groups = journal.groupRuns({{}, api::RunGrouping::workflow, {}});
        ASSERT_TRUE(groups.ok()) << groups.error().message;
        EXPECT_FALSE(groups->more);
        ASSERT_EQ(groups->items.size(), 1U);
        EXPECT_EQ(groups->items[0].runs, 16 * times);
        EXPECT_EQ(groups->items[0].byPhase.at("completed"), 4 * times);
        api::RunFilter dry;
        dry.labels = {{api::kDryRunLabel, "true"}};
        const auto counts = journal.countRuns(dry);
        EXPECT_FALSE(counts->more);
        EXPECT_EQ(counts->byPhase.at("running"), 3 * times);
        EXPECT_EQ(counts->byPhase.at("completed"), times);
        EXPECT_EQ(damage(journal), "");
    };
    auto journal = open(file);
    check(*journal, 1);
    write20(*journal, 20);
    check(*journal, 2);
    journal.reset();
    const auto saved = directory / "saved.db";
    ASSERT_TRUE(Journal::recover(file, saved).ok());
    check(*open(saved), 2);
    runListLimits = before;
}

TEST_F(Care, AReadOnlyJournalReadsAndRefusesChanges) {
    { fill(*open(file)); }
    JournalOptions options;
    options.file = file;
    options.readOnly = true;
    auto journal = open(options);
    EXPECT_EQ(journal->facts(1)->size(), static_cast<std::size_t>(kFactsPerRun));
    EXPECT_EQ(write(*journal, step(1, {"x"})).error().code, api::code::kUnavailable);
    EXPECT_EQ(journal->health().code, "read_only");
    journal->flush();
}

TEST_F(Care, AWrongChecksumIsFoundAndNamesTheRecovery) {
    { fill(*open(file)); }
    sql(file,
        "UPDATE event SET data=replace(data,'first of RUN7','first of RUN8') WHERE run=8;"
        "UPDATE run SET now='other' WHERE key=9; UPDATE timer SET due=1 WHERE run=10; UPDATE approval SET open=0 WHERE "
        "run=11");
    auto journal = open(file);
    const auto broken = journal->facts(8);
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().code, api::code::kCorrupt);
    EXPECT_NE(broken.error().message.find("beamctl recover '" + file.string() + "'"), std::string::npos);
    EXPECT_EQ(journal->loadRun(9).error().code, api::code::kCorrupt);
    EXPECT_EQ(journal->dueTimers({}, 5'000, 100).error().code, api::code::kCorrupt);
    EXPECT_EQ(journal->approval(runId(10) + ".1").error().code, api::code::kCorrupt);
    EXPECT_TRUE(journal->facts(7).ok());
    const auto found = damage(*journal);
    for (const char* what : {"event 8", "run RUN8", "timer of run 10", "approval RUN10.1"}) {
        EXPECT_NE(found.find(what), std::string::npos) << what << " in " << found;
    }
}

TEST_F(Care, RecoveryOfAnIntactJournalLosesNothing) {
    { fill(*open(file)); }
    const auto report = Journal::recover(file, directory / "new.db");
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(*report, "Nothing was lost.\n");
    auto journal = open(directory / "new.db");
    EXPECT_EQ(damage(*journal), "");
    EXPECT_EQ(journal->openApprovals(), kRuns);
    EXPECT_EQ(journal->dueTimers({}, 9'999, 1'000)->size(), static_cast<std::size_t>(kRuns));
    EXPECT_TRUE(journal->workflow("", "orders", "").ok());
    api::ListRuns query;
    query.filter.labels = {{"n", "7"}};
    EXPECT_EQ(journal->listRuns(query)->items.size(), 1U);
    EXPECT_EQ(Journal::recover(file, directory / "new.db").error().code, api::code::kConflict);
}

TEST_F(Care, RecoveryCutsARunBackToWhereItsChainIsWhole) {
    { fill(*open(file)); }
    sql(file,
        "UPDATE event SET crc=crc+1 WHERE seq=(SELECT max(seq) FROM event WHERE run=5);"
        "UPDATE event SET crc=crc+1 WHERE run=6 AND prev=0; UPDATE run SET now='other' WHERE key=7");
    const auto report = Journal::recover(file, directory / "new.db");
    ASSERT_TRUE(report.ok());
    EXPECT_NE(report->find("run RUN4: cut back"), std::string::npos) << *report;
    EXPECT_NE(report->find("run RUN5: lost"), std::string::npos) << *report;
    EXPECT_NE(report->find("run number 7: lost"), std::string::npos) << *report;
    auto journal = open(directory / "new.db");
    EXPECT_EQ(damage(*journal), "");
    EXPECT_EQ(journal->facts(5)->size(), static_cast<std::size_t>(kFactsPerRun) - 1);
    EXPECT_EQ(journal->facts(8)->size(), static_cast<std::size_t>(kFactsPerRun));
    EXPECT_FALSE(journal->loadRun(6).ok());
}

/// What verify() finds after `damage`, which is put right again.
TEST_F(Care, WhatDoesNotFitTogetherIsFound) {
    {
        auto journal = open(file);
        fill(*journal);
        auto change = step(1, {"listens"});
        change.snapshot = "state";
        change.subscriptions = {{7, true, {"a"}, 0}};
        ASSERT_TRUE(write(*journal, change).ok());
        StoredSchedule schedule;
        schedule.name = "orders";
        schedule.digest = "digest";
        schedule.types = std::vector<std::string>{"a"};
        std::promise<api::Result<std::int64_t>> put;
        journal->putSchedule(schedule, [&](auto key) { put.set_value(std::move(key)); });
        ASSERT_TRUE(put.get_future().get().ok());
        EXPECT_EQ(damage(*journal), "");
    }
    const auto good = contents(file);
    const std::vector<std::pair<const char*, const char*>> cases{
        {"DELETE FROM run WHERE key=3", "timer of run 3: there is no such run"},
        {"DELETE FROM run WHERE key=3", "approval of run 3: there is no such run"},
        {"DELETE FROM run WHERE key=1", "subscription of run 1: there is no such run"},
        {"DELETE FROM run WHERE key=3", "idempotency key RUN2: there is no run 3"},
        {"DELETE FROM timer; DELETE FROM approval", "run RUN4: waits, and nothing is kept that will wake it"},
        {"UPDATE run SET phase=6,ended=5 WHERE key=3", "timer of run 3: the run has ended"},
        {"DELETE FROM schedule", "subscription of schedule 1: there is no such schedule"},
        {"UPDATE subscription SET since=9", "begins behind the last message"},
        {"UPDATE snapshot SET seq=2", "snapshot of run 1: event 2 is none of the run"},
        {"UPDATE tally SET runs=runs+1", "is not what the runs say"},
        {"UPDATE tally SET dry=1", "is not what the runs say"},
    };
    for (const auto& [change, expected] : cases) {
        put(file, good);
        sql(file, change);
        JournalOptions options;
        options.file = file;
        options.readOnly = true;
        EXPECT_NE(damage(*open(options)).find(expected), std::string::npos) << change << "\n" << damage(*open(options));
    }
}

/// Every page in turn is overwritten: nothing crashes, damage to what counts is found, and what is recovered is whole.
TEST_F(Care, DamageToAnyPageIsFoundAndTheRestRecovered) {
    { fill(*open(file)); }
    const auto good = contents(file);
    const auto pages = good.size() / kPage;
    EXPECT_GT(pages, 80U);
    int recovered = 0;
    for (std::size_t page = 0; page < pages; page += page < 30 ? 1 : 5) {
        SCOPED_TRACE("page " + std::to_string(page + 1));
        const TemporaryDirectory place;
        const auto damaged = place / "damaged.db";
        auto bytes = good;
        std::mt19937 random(static_cast<unsigned>(page));
        for (std::size_t i = 0; i < kPage; ++i) {
            bytes[page * kPage + i] = static_cast<char>(random());
        }
        put(damaged, bytes);
        std::string found;
        if (auto journal = Journal::open({damaged, false, false, 1, {}})) {
            found = damage(**journal);
        } else {
            found = journal.error().message;
        }
        EXPECT_NE(found, "");
        const auto report = Journal::recover(damaged, place / "new.db");
        if (report.ok()) {
            ++recovered;
            auto journal = open(place / "new.db");
            ASSERT_TRUE(journal);
            EXPECT_EQ(damage(*journal), "") << *report;
            EXPECT_TRUE(write(*journal, creation(journal->reserveRun(), summary("NEW"))).ok());
        } else {
            EXPECT_EQ(report.error().code, api::code::kCorrupt) << report.error().message;
        }
    }
    EXPECT_GT(recovered, 30);
}

}  // namespace beamline::store::test
