// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/timers.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kStart = 1'000'000'000;
constexpr api::Timestamp kHour = 3'600'000;
constexpr store::RunKey kPoke = 999;  ///< not in the journal; adding its timer makes the thread look at the clock

/// Timers on a journal, with a clock that the test sets.
class TimersTest : public ::testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/beamline-test-XXXXXX";
        m_directory = ::mkdtemp(pattern);
        store::JournalOptions options;
        options.file = m_directory / "journal.db";
        options.syncOff = true;
        auto opened = store::Journal::open(options);
        ASSERT_TRUE(opened.ok());
        m_journal = std::move(opened).value();
    }
    void TearDown() override {
        m_timers.reset();
        m_journal.reset();
        std::error_code ec;
        std::filesystem::remove_all(m_directory, ec);
    }
    /// A run with a timer at each of these times; the activities count from 1.
    store::RunKey keep(const std::vector<api::Timestamp>& dues) {
        store::Change change;
        change.run = m_journal->reserveRun();
        change.create.emplace();
        change.row.emplace().summary.id = api::newUlid(kStart);
        std::uint32_t activity = 0;
        for (const auto due : dues) {
            change.timers.push_back({++activity, due});
        }
        const auto key = change.run;
        m_journal->write(std::move(change));
        m_journal->flush();
        return key;
    }
    void start() {
        m_timers = std::make_unique<runtime::Timers>(
            *m_journal,
            [this](const std::vector<store::DueTimer>& due) {
                std::lock_guard lock(m_mutex);
                EXPECT_LE(due.size(), runtime::kMaxDueAtOnce);
                for (const auto& timer : due) {
                    (timer.run == kPoke ? m_poked : m_fired).emplace(timer.run, timer.activity);
                }
                m_changed.notify_all();
            },
            [this] { return ++m_asked, m_mayFire.load(); }, [this] { return m_now.load(); });
        m_timers->start();
    }
    /// Comes back when the thread has fired what is due by then.
    void setClock(api::Timestamp now) {
        m_now = now;
        ++m_pokes;
        std::unique_lock lock(m_mutex);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!m_poked.contains({kPoke, m_pokes}) && std::chrono::steady_clock::now() < end) {
            lock.unlock();
            m_timers->add({kPoke, m_pokes, 1});  // long due, so that it is not looked for in the journal
            lock.lock();
            m_changed.wait_for(lock, std::chrono::milliseconds(20));
        }
        EXPECT_TRUE(m_poked.contains({kPoke, m_pokes}));
    }
    bool fired(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_fired.size() >= count; });
    }
    std::size_t firedNow() {
        std::lock_guard lock(m_mutex);
        return m_fired.size();
    }

    std::filesystem::path m_directory;
    std::unique_ptr<store::Journal> m_journal;
    std::unique_ptr<runtime::Timers> m_timers;
    std::atomic<api::Timestamp> m_now{kStart};
    std::atomic<bool> m_mayFire{true};
    std::atomic<int> m_asked{0};
    std::uint32_t m_pokes = 0;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::set<std::pair<store::RunKey, std::uint32_t>> m_fired;
    std::set<std::pair<store::RunKey, std::uint32_t>> m_poked;
};
}  // namespace

// That the thread wakes by itself when the wall clock is set is for the kernel to do (wall_wait.h): only root may set
// it, and a time namespace does not shift it. Here the thread is made to look.
TEST_F(TimersTest, AClockSetForwardFiresWhatIsDueThen) {
    keep({kStart - kHour, kStart + kHour, kStart + 3 * kHour});
    start();
    ASSERT_TRUE(fired(1));  // due while the engine was away
    EXPECT_EQ(firedNow(), 1u);
    setClock(kStart + 2 * kHour);
    ASSERT_TRUE(fired(2));
    EXPECT_EQ(firedNow(), 2u);
    setClock(kStart + 4 * kHour);
    EXPECT_TRUE(fired(3));
}

TEST_F(TimersTest, AClockSetBackLosesNoneOfTheTimers) {
    keep({kStart + 5'000, kStart + 2 * kHour});
    start();
    setClock(kStart - kHour);
    m_timers->add({keep({kStart - kHour / 2}), 1, kStart - kHour / 2});
    setClock(kStart - kHour / 2);
    ASSERT_TRUE(fired(1));
    EXPECT_EQ(firedNow(), 1u);
    setClock(kStart + 6'000);
    ASSERT_TRUE(fired(2));
    setClock(kStart + 2 * kHour);
    EXPECT_TRUE(fired(3));
}

TEST_F(TimersTest, MoreDueTimersThanAreReadAtOnceAllFire) {
    const auto count = runtime::kMaxLoadedTimers + runtime::kMaxDueAtOnce / 2;
    std::vector<api::Timestamp> dues;
    for (std::size_t i = 0; i < count; ++i) {
        dues.push_back(kStart - kHour + static_cast<api::Timestamp>(i % 1000));
    }
    keep(dues);
    start();
    EXPECT_TRUE(fired(count));
}

TEST_F(TimersTest, TimersHoldBackWhileTheirReceiversAreBusy) {
    keep({kStart - 1});
    m_mayFire = false;
    start();
    while (m_asked < 3) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(firedNow(), 0u);
    m_mayFire = true;
    EXPECT_TRUE(fired(1));
}

TEST_F(TimersTest, WhatWasClearedDoesNotFire) {
    start();
    setClock(kStart);
    const auto run = keep({kStart + 1'000, kStart + 2'000});
    m_timers->add({run, 1, kStart + 1'000});
    m_timers->add({run, 2, kStart + 2'000});
    m_timers->remove({run, 1, kStart + 1'000});
    setClock(kStart + 3'000);
    EXPECT_EQ(firedNow(), 1u);
}

}  // namespace beamline::test
