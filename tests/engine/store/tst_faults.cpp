// SPDX-License-Identifier: Apache-2.0
// The power goes, the disk fills up, breaks or turns read-only at every write and sync of a workload: what was
// acknowledged is there afterwards, of what was not nothing half, and the journal opens without any repair.

#include <map>

#include "tests/engine/store/fault_vfs.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

namespace {

/// What a run looks like after each of its changes.
struct Expected {
    std::vector<std::string> facts;
    api::RunSummary row;
    std::map<std::uint32_t, api::Timestamp> timers;
    std::string approvalSubject;
};

/// A run as it should be, change by change, and how many changes were acknowledged.
struct ModelRun {
    RunKey key = 0;
    std::string id;
    std::vector<Expected> after{Expected{}};
    std::size_t acknowledged = 0;
    bool failed = false;
    std::optional<std::size_t> failedAt;
    bool removed = false;
};

class Workload {
public:
    explicit Workload(std::filesystem::path file) : m_file(std::move(file)) {}

    /// Ends early when the journal does not open.
    void run() {
        if (!openJournal()) {
            return;
        }
        for (const char* id : {"A", "B", "C"}) {
            create(id);
        }
        together();
        project("A", api::Phase::waiting, 500);
        facts("B", {"b1", "b2"});
        m_deployed = deployOne("1.0.0");
        approve("A", "first");
        m_journal.reset();  // copies the log
        if (!openJournal()) {
            return;
        }
        facts("A", {"a2"});
        approve("A", "second");
        project("C", api::Phase::completed, 0);
        project("B", api::Phase::faulted, 0);
        create("D");
        facts("D", {std::string(9'000, 'd')});  // spills over several pages
        prune();
        facts("D", {"d2"});
        m_health = m_journal->health();
        m_journal.reset();
    }

    /// Holds the file against the model; `strict`: what was refused is not there either.
    void check(const std::filesystem::path& file, bool strict, const std::string& where) {
        SCOPED_TRACE(where);
        JournalOptions options;
        options.file = file;
        options.syncOff = true;
        auto journal = open(options);
        ASSERT_TRUE(journal);
        EXPECT_EQ(damage(*journal), "");
        for (const auto& [id, run] : m_runs) {
            checkRun(*journal, run, strict);
        }
        if (m_deployed) {
            EXPECT_TRUE(journal->workflow("default", "orders", "1.0.0").ok());
        }
        const auto key = journal->reserveRun();
        EXPECT_TRUE(write(*journal, creation(key, summary("NEW"))).ok());
        EXPECT_EQ(damage(*journal), "");
    }

    bool anythingFailed() const { return m_failed; }
    const JournalHealth& health() const { return m_health; }

private:
    bool openJournal() {
        JournalOptions options;
        options.file = m_file;
        options.vfs = FaultVfs::kName;
        options.readers = 1;
        auto opened = Journal::open(options);
        if (opened) {
            m_journal = std::move(opened).value();
        }
        m_failed = m_failed || !opened.ok();
        return opened.ok();
    }

    void answered(ModelRun& run, bool ok) {
        if (ok) {
            EXPECT_FALSE(run.failed) << "acknowledged behind a failure";
            run.acknowledged = run.after.size() - 1;
        } else {
            run.failedAt = run.failedAt.value_or(run.after.size() - 1);
            run.failed = m_failed = true;
        }
    }

    void send(ModelRun& run, Change change, Expected next) {
        run.after.push_back(std::move(next));
        answered(run, write(*m_journal, std::move(change)).ok());
    }

    void create(const std::string& id) {
        auto& run = m_runs[id];
        run.id = id;
        run.key = m_journal->reserveRun();
        auto change = creation(run.key, summary(id), {id + "0"});
        change.row->summary.labels = {{"run", id}};
        change.timers = {{1, 100}};
        send(run, change, {{id + "0"}, change.row->summary, {{1, 100}}, ""});
    }

    void facts(const std::string& id, std::vector<std::string> texts) {
        auto& run = m_runs[id];
        auto next = run.after.back();
        next.facts.insert(next.facts.end(), texts.begin(), texts.end());
        send(run, step(run.key, std::move(texts)), next);
    }

    void project(const std::string& id, api::Phase phase, api::Timestamp due) {
        auto& run = m_runs[id];
        auto next = run.after.back();
        next.facts.push_back("projected");
        next.row.phase = phase;
        next.row.endedAt = api::isFinal(phase) ? 50 : 0;
        next.timers =
            due ? std::map<std::uint32_t, api::Timestamp>{{2, due}} : std::map<std::uint32_t, api::Timestamp>{};
        auto change = step(run.key, {"projected"}, next.row);
        change.timers = {{1, 0}, {2, due}};
        change.snapshot = "snapshot of " + id;
        send(run, change, next);
    }

    void approve(const std::string& id, const std::string& subject) {
        auto& run = m_runs[id];
        auto next = run.after.back();
        next.facts.push_back(subject);
        next.approvalSubject = subject;
        auto change = step(run.key, {subject});
        change.approvals.resize(1);
        change.approvals[0].id = id + ".1";
        change.approvals[0].run = id;
        change.approvals[0].subject = subject;
        send(run, change, next);
    }

    /// Several changes of several runs that share a commit, if they are queued fast enough.
    void together() {
        std::vector<std::pair<ModelRun*, std::future<api::Result<api::Seq>>>> answers;
        for (const char* id : {"A", "B", "C"}) {
            auto& run = m_runs[id];
            auto next = run.after.back();
            next.facts.push_back("together");
            run.after.push_back(next);
            answers.emplace_back(&run, writing(*m_journal, step(run.key, {"together"})));
        }
        for (auto& [run, answer] : answers) {
            answered(*run, answer.get().ok());
        }
    }

    bool deployOne(const std::string& version) {
        StoredWorkflow w;
        w.info.ns = "default";
        w.info.name = "orders";
        w.info.version = version;
        w.info.digest = "digest " + version;
        return deploy(*m_journal, w).ok();
    }

    void prune() {
        Retention retention;
        retention.maxAgeMs = 10;
        m_pruneTried = true;
        if (m_journal->prune(retention, 100).ok()) {
            m_runs["B"].removed = !m_runs["B"].failed;
            m_runs["C"].removed = !m_runs["C"].failed;
        }
    }

    void checkRun(Journal& journal, const ModelRun& run, bool strict) const {
        const auto key = journal.findRun(run.id);
        if (!key) {
            EXPECT_EQ(key.error().code, api::code::kNotFound);
            EXPECT_TRUE(run.acknowledged == 0 || (m_pruneTried && (run.id == "B" || run.id == "C")))
                << run.id << " is lost";
            return;
        }
        EXPECT_FALSE(run.removed) << run.id << " was removed and is back";
        const auto facts = payloads(journal.facts(*key));
        std::size_t changes = 1;
        while (changes < run.after.size() && run.after[changes].facts.size() < facts.size()) {
            ++changes;
        }
        ASSERT_LT(changes, run.after.size()) << run.id << " has more facts than were written";
        const auto& expected = run.after[changes];
        EXPECT_EQ(facts, expected.facts) << run.id;
        EXPECT_GE(changes, run.acknowledged) << run.id << " lacks what was acknowledged";
        if (strict && run.failedAt) {
            EXPECT_LT(changes, *run.failedAt) << run.id << " has what was refused";
        }
        const auto loaded = journal.loadRun(*key);
        ASSERT_TRUE(loaded.ok());
        EXPECT_EQ(loaded->row.summary, expected.row) << run.id;
        std::map<std::uint32_t, api::Timestamp> timers;
        const auto due = journal.dueTimers({}, 1'000'000, 100);
        ASSERT_TRUE(due.ok());
        for (const auto& timer : *due) {
            if (timer.run == *key) {
                timers[timer.activity] = timer.dueAt;
            }
        }
        EXPECT_EQ(timers, expected.timers) << run.id;
        const auto approval = journal.approval(run.id + ".1");
        EXPECT_EQ(approval.ok() ? approval->subject : "", expected.approvalSubject);
    }

    std::filesystem::path m_file;
    std::unique_ptr<Journal> m_journal;
    std::map<std::string, ModelRun> m_runs;
    JournalHealth m_health;
    bool m_deployed = false;
    bool m_pruneTried = false;
    bool m_failed = false;
};

int operationsOf(FaultVfs::Fault fault) {
    TemporaryDirectory directory;
    FaultVfs vfs;
    vfs.arm(fault, 1'000'000);
    Workload workload(directory / "journal.db");
    workload.run();
    EXPECT_FALSE(workload.anythingFailed());
    return vfs.counted();
}

}  // namespace

TEST(Faults, APowerCutAtAnyWriteOrSyncLosesNothingAcknowledged) {
    const int operations = operationsOf(FaultVfs::Fault::PowerCut);
    EXPECT_GT(operations, 60);
    for (int k = 1; k <= operations; ++k) {
        TemporaryDirectory directory;
        FaultVfs vfs;
        vfs.arm(FaultVfs::Fault::PowerCut, k);
        Workload workload(directory / "journal.db");
        workload.run();
        if (!vfs.happened()) {
            continue;  // the changes sent together shared fewer commits this time
        }
        vfs.disarm();
        for (const auto unsynced : {FaultVfs::Unsynced::Dropped, FaultVfs::Unsynced::Kept, FaultVfs::Unsynced::Torn}) {
            const auto image = directory / std::to_string(static_cast<int>(unsynced));
            std::filesystem::create_directory(image);
            vfs.writeImage(image, unsynced, static_cast<unsigned>(k));
            workload.check(image / "journal.db", false,
                           "cut at " + std::to_string(k) + " " + std::to_string(static_cast<int>(unsynced)));
        }
        if (HasFailure()) {
            return;
        }
    }
}

TEST(Faults, AFullDiskAtAnyWriteRefusesAndKeepsTheRest) {
    const int operations = operationsOf(FaultVfs::Fault::DiskFull);
    for (int k = 1; k <= operations; ++k) {
        TemporaryDirectory directory;
        FaultVfs vfs;
        vfs.arm(FaultVfs::Fault::DiskFull, k);
        Workload workload(directory / "journal.db");
        workload.run();
        if (!workload.health().accepting) {
            EXPECT_EQ(workload.health().code, "disk_full");
        }
        vfs.disarm();
        workload.check(directory / "journal.db", true, "full at " + std::to_string(k));
        if (HasFailure()) {
            return;
        }
    }
}

TEST(Faults, AReadOnlyDiskAtAnyWriteRefusesAndKeepsTheRest) {
    const int operations = operationsOf(FaultVfs::Fault::ReadOnly);
    for (int k = 1; k <= operations; ++k) {
        TemporaryDirectory directory;
        FaultVfs vfs;
        vfs.arm(FaultVfs::Fault::ReadOnly, k);
        Workload workload(directory / "journal.db");
        workload.run();
        if (!workload.health().accepting) {
            EXPECT_EQ(workload.health().code, "read_only");
        }
        vfs.disarm();
        workload.check(directory / "journal.db", true, "read-only at " + std::to_string(k));
        if (HasFailure()) {
            return;
        }
    }
}

TEST(Faults, AFailedSyncEndsAcceptingForGood) {
    const int operations = operationsOf(FaultVfs::Fault::SyncError);
    EXPECT_GT(operations, 15);
    for (int k = 1; k <= operations; ++k) {
        TemporaryDirectory directory;
        FaultVfs vfs;
        vfs.arm(FaultVfs::Fault::SyncError, k);
        Workload workload(directory / "journal.db");
        workload.run();
        if (!workload.health().accepting) {
            EXPECT_EQ(workload.health().code, "io_error");
            EXPECT_NE(workload.health().message.find("restart"), std::string::npos);
        }
        const auto image = directory / "image";
        std::filesystem::create_directory(image);
        vfs.disarm();
        vfs.writeImage(image, FaultVfs::Unsynced::Torn, static_cast<unsigned>(k));
        workload.check(image / "journal.db", false, "sync failed at " + std::to_string(k));
        if (HasFailure()) {
            return;
        }
    }
}

class OneFault : public ::testing::Test {
protected:
    void SetUp() override {
        JournalOptions options;
        options.file = directory / "journal.db";
        options.vfs = FaultVfs::kName;
        journal = open(options);
        ASSERT_TRUE(write(*journal, creation(key = journal->reserveRun(), summary("A"))).ok());
    }
    TemporaryDirectory directory;
    FaultVfs vfs;
    std::unique_ptr<Journal> journal;
    RunKey key = 0;
};

TEST_F(OneFault, AfterAFailedSyncNothingIsAcknowledgedAgain) {
    vfs.arm(FaultVfs::Fault::SyncError, 1);
    EXPECT_EQ(write(*journal, step(key, {"lost"})).error().code, api::code::kUnavailable);
    vfs.disarm();  // the disk says that it is well again, but what it dropped stays dropped
    ASSERT_TRUE(journal->takeUpRun(key).ok());
    EXPECT_EQ(write(*journal, step(key, {"more"})).error().code, api::code::kUnavailable);
    EXPECT_FALSE(journal->health().accepting);
    EXPECT_EQ(journal->facts(key)->size(), 1U);
    journal->flush();  // does not hang
}

TEST_F(OneFault, AfterTheDiskWasFullItIsTriedAgain) {
    vfs.arm(FaultVfs::Fault::DiskFull, 1);
    EXPECT_EQ(write(*journal, step(key, {"lost"})).error().code, api::code::kUnavailable);
    EXPECT_TRUE(write(*journal, step(key, {"lost too"})).error().retryable);
    EXPECT_EQ(journal->health().code, "disk_full");
    vfs.disarm();
    while (!journal->health().accepting) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(write(*journal, step(key, {"without its past"})).error().code, api::code::kUnavailable);
    ASSERT_TRUE(journal->takeUpRun(key).ok());
    EXPECT_TRUE(write(*journal, step(key, {"kept"})).ok());
    EXPECT_EQ(payloads(journal->facts(key)), (std::vector<std::string>{"created", "kept"}));
    EXPECT_EQ(damage(*journal), "");
}

}  // namespace beamline::store::test
