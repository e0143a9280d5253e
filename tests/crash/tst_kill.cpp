// SPDX-License-Identifier: Apache-2.0
// Starts runs over the local socket, kills the engine's process at random moments, and at the end compares what was
// acknowledged with what the journal tells: runs, tasks, timers, decisions of approvals.
// BEAMLINE_KILLS sets the number of kills, BEAMLINE_SEED their moments.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "engine/wire/local_socket.h"
#include "engine/wire/remote_engine.h"
#include "tests/crash/victim.h"

namespace beamline::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {
constexpr int kWidth = 16;  ///< runs started and not yet ended
constexpr const char* kWorkflow = R"(
document: {dsl: '1.0.3', namespace: crash, name: load, version: '1.0.0'}
do:
  - first: {call: fs.list, with: {path: .}}
  - nap: {wait: {milliseconds: 20}}
  - loop:
      for: {each: i, in: '${ [1,2,3] }'}
      do:
        - inner: {call: fs.list, with: {path: .}}
  - both:
      fork:
        branches:
          - left: {call: fs.list, with: {path: .}}
          - right: {wait: {milliseconds: 5}}
  - ask: {call: approval, with: {subject: Go on}}
  - last: {set: {outcome: '${ .outcome }'}}
)";
/// Longer than many lives, so that it always ends in another one than it began in.
constexpr const char* kTimer = R"(
document: {dsl: '1.0.3', namespace: crash, name: timer, version: '1.0.0'}
do:
  - long: {wait: {seconds: 2}}
)";
constexpr api::Timestamp kTimerMs = 2000;
constexpr int kTimers = 20;
constexpr std::size_t kTasks = 11;  ///< of a run of kWorkflow: first nap loop inner×3 both left right ask last

/// What one client was told, over all lives of the engine.
class Ledger {
public:
    struct Entry {
        std::string run;  ///< once a start was acknowledged
        bool ended = false;
    };
    struct Question {
        bool asked = false;  ///< a decision is under way in this life
        bool decided = false;
    };

    /// The next key to start (or to ask about again), empty when enough is in flight.
    std::string nextKey(bool more) {
        std::lock_guard lock(m_mutex);
        if (!m_unknown.empty()) {
            auto key = *m_unknown.begin();
            m_unknown.erase(m_unknown.begin());
            return key;
        }
        const auto open = m_starts.size() - static_cast<std::size_t>(m_ended);
        if (!more || open >= kWidth) {
            return {};
        }
        auto key = "key-" + std::to_string(m_starts.size());
        m_starts[key];
        return key;
    }
    void started(const std::string& key, const api::Result<api::StartReply>& reply) {
        std::lock_guard lock(m_mutex);
        if (!reply.ok()) {
            m_unknown.insert(key);
            if (reply.error().code != api::code::kUnavailable && reply.error().code != api::code::kDeadline) {
                ADD_FAILURE() << reply.error().code << ": " << reply.error().message;
            }
            return;
        }
        auto& entry = m_starts[key];
        EXPECT_TRUE(entry.run.empty() || entry.run == reply->run) << "one key made two runs";
        entry.run = reply->run;
        m_keys[reply->run] = key;
        if (m_endedEarly.erase(reply->run)) {
            end(entry);
        }
    }
    void saw(const api::Event& event) {
        if (event.workflow == "timer") {
            return;  // checked at the end
        }
        std::lock_guard lock(m_mutex);
        if (event.kind == "approval.raised") {
            m_questions[event.approval];
        } else if (event.kind == "task.completed") {
            m_tasks[{event.run, event.task, event.iteration}].insert(event.seq);
        } else if (event.kind == "run.completed") {
            const auto key = m_keys.find(event.run);
            key == m_keys.end() ? void(m_endedEarly.insert(event.run)) : end(m_starts[key->second]);
        } else if (event.kind == "run.faulted") {
            ADD_FAILURE() << "a run faulted: " << event.run;
        }
    }
    void learnedEnd(const std::string& run) {
        std::lock_guard lock(m_mutex);
        end(m_starts[m_keys[run]]);
    }
    void learnedQuestions(const std::vector<std::string>& approvals) {
        std::lock_guard lock(m_mutex);
        for (const auto& id : approvals) {
            m_questions[id].asked = false;  // what an earlier life was sent may be lost
        }
    }
    /// An approval to decide, or empty.
    std::string nextQuestion() {
        std::lock_guard lock(m_mutex);
        for (auto& [id, question] : m_questions) {
            if (!question.asked && !question.decided) {
                question.asked = true;
                return id;
            }
        }
        return {};
    }
    void decided(const std::string& id, const api::Result<api::ApprovalReply>& reply) {
        std::lock_guard lock(m_mutex);
        auto& question = m_questions[id];
        question.asked = false;
        if (reply.ok()) {
            question.decided = true;  // checkQuestions() looks whether it was by us
        } else if (reply.error().code != api::code::kUnavailable && reply.error().code != api::code::kDeadline) {
            ADD_FAILURE() << id << ": " << reply.error().code << ": " << reply.error().message;
        }
    }
    std::vector<std::string> openRuns() {
        std::lock_guard lock(m_mutex);
        std::vector<std::string> runs;
        for (const auto& [key, entry] : m_starts) {
            if (!entry.ended && !entry.run.empty()) {
                runs.push_back(entry.run);
            }
        }
        return runs;
    }
    bool allEnded() {
        std::lock_guard lock(m_mutex);
        return m_unknown.empty() && static_cast<std::size_t>(m_ended) == m_starts.size();
    }

    std::mutex m_mutex;
    std::map<std::string, Entry> m_starts;
    std::map<std::string, std::string> m_keys;
    std::set<std::string> m_unknown;  ///< sent, never answered
    std::set<std::string> m_endedEarly;
    std::map<std::string, Question> m_questions;
    std::map<std::tuple<std::string, std::string, int>, std::set<api::Seq>> m_tasks;
    int m_ended = 0;

private:
    void end(Entry& entry) {
        m_ended += entry.ended ? 0 : 1;
        entry.ended = true;
    }
};

void decide(api::Engine& engine, Ledger& ledger, const std::string& question) {
    const auto detail = api::callAndWait(engine, api::GetApproval{question}, identity());
    ASSERT_TRUE(detail.ok()) << "an approval that was raised is gone: " << question << ' ' << detail.error().message;
    api::DecideApproval op;
    op.approval = question;
    op.hash = detail->approval.hash;
    op.comment = question;
    api::call<api::DecideApproval>(
        engine, op, identity(),
        [&ledger, question](const api::Result<api::ApprovalReply>& reply) { ledger.decided(question, reply); });
}

/// Drives the engine of one life until `until`, or until everything has ended.
bool drive(const fs::path& data, Ledger& ledger, std::chrono::milliseconds length, bool more, Victim* victim) {
    auto connector = wire::localConnector(data);
    if (!connector.ok()) {
        ADD_FAILURE() << connector.error().message;
        return false;
    }
    auto engine = wire::RemoteEngine::connect(std::move(connector).value(), 20s);
    if (!engine.ok()) {
        ADD_FAILURE() << engine.error().message;
        return false;
    }
    auto subscription = (*engine)->subscribe({}, 0, [&](const api::Event& event) { ledger.saw(event); });
    for (const auto& run : ledger.openRuns()) {  // its end may have been committed while nobody listened
        const auto detail = api::callAndWait(**engine, api::GetRun{run}, identity());
        EXPECT_TRUE(detail.ok()) << "an acknowledged run is gone: " << run << ' '
                                 << (detail.ok() ? "" : detail.error().message);
        if (detail.ok() && detail->run.phase == api::Phase::completed) {
            ledger.learnedEnd(run);
        } else if (detail.ok()) {
            ledger.learnedQuestions(detail->approvals);
        }
    }
    const auto until = std::chrono::steady_clock::now() + length;
    while (std::chrono::steady_clock::now() < until) {
        if (const auto question = ledger.nextQuestion(); !question.empty()) {
            decide(**engine, ledger, question);
        }
        const auto key = ledger.nextKey(more);
        if (key.empty()) {
            if (!more && ledger.allEnded()) {
                return true;
            }
            std::this_thread::sleep_for(1ms);
            continue;
        }
        api::StartRun op;
        op.ns = "crash";
        op.workflow = "load";
        op.idempotencyKey = key;
        api::call<api::StartRun>(**engine, op, identity(),
                                 [&ledger, key](api::Result<api::StartReply> reply) { ledger.started(key, reply); });
    }
    if (victim) {
        victim->kill();
    }
    subscription.reset();
    engine->reset();  // answers what is still open with kUnavailable
    return false;
}

void checkQuestions(api::Engine& engine, const Ledger& ledger) {
    for (const auto& [id, question] : ledger.m_questions) {
        const auto detail = api::callAndWait(engine, api::GetApproval{id}, identity());
        ASSERT_TRUE(detail.ok()) << detail.error().message;
        EXPECT_EQ(detail->approval.state, api::ApprovalState::approved) << id;
        ASSERT_EQ(detail->approval.decisions.size(), 1u) << id << " was decided once";
        EXPECT_EQ(detail->approval.decisions[0].comment, id);
    }
}

/// Starts runs that wait longer than a life; answers their ids.
std::vector<std::string> startTimers(api::Engine& engine) {
    std::vector<std::string> runs;
    for (int i = 0; i < kTimers; ++i) {
        api::StartRun op;
        op.ns = "crash";
        op.workflow = "timer";
        const auto started = api::callAndWait(engine, op, identity());
        EXPECT_TRUE(started.ok()) << started.error().message;
        runs.push_back(started.ok() ? started->run : "");
    }
    return runs;
}

void checkTimers(api::Engine& engine, const std::vector<std::string>& runs) {
    for (const auto& run : runs) {
        auto detail = api::callAndWait(engine, api::GetRun{run}, identity());
        for (int i = 0; i < 1000 && detail.ok() && !api::isFinal(detail->run.phase); ++i) {
            std::this_thread::sleep_for(20ms);
            detail = api::callAndWait(engine, api::GetRun{run}, identity());
        }
        ASSERT_TRUE(detail.ok()) << detail.error().message;
        EXPECT_EQ(detail->run.phase, api::Phase::completed) << "a timer was lost: " << run;
        EXPECT_GE(detail->run.endedAt - detail->run.startedAt, kTimerMs) << "a timer came too early: " << run;
        api::GetHistory query;
        query.run = run;
        query.limit = api::kMaxPageSize;
        const auto page = api::callAndWait(engine, query, identity());
        ASSERT_TRUE(page.ok()) << page.error().message;
        EXPECT_EQ(std::count_if(page->items.begin(), page->items.end(),
                                [](const auto& entry) { return entry.kind == "task.completed"; }),
                  1)
            << run;
    }
}

void checkHistories(const fs::path& data, Ledger& ledger, const std::vector<std::string>& timers) {
    auto engine = wire::RemoteEngine::connect(wire::localConnector(data).value(), 20s);
    ASSERT_TRUE(engine.ok());
    checkTimers(**engine, timers);
    checkQuestions(**engine, ledger);
    std::map<std::tuple<std::string, std::string, int>, std::set<api::Seq>> told;
    for (const auto& [run, key] : ledger.m_keys) {
        api::GetHistory query;
        query.run = run;
        query.limit = api::kMaxPageSize;
        const auto page = api::callAndWait(**engine, query, identity());
        ASSERT_TRUE(page.ok()) << page.error().message;
        std::map<std::pair<std::string, int>, int> completed;
        int decisions = 0;
        for (const auto& entry : page->items) {
            decisions += entry.kind == "approval.decided";
            if (entry.kind == "task.completed") {
                ++completed[{entry.task, entry.iteration}];
                told[{run, entry.task, entry.iteration}].insert(entry.seq);
            }
        }
        EXPECT_EQ(completed.size(), kTasks) << run;
        EXPECT_EQ(decisions, 1) << run;
        for (const auto& [task, times] : completed) {
            EXPECT_EQ(times, 1) << run << ' ' << task.first;
        }
    }
    for (const auto& [task, seqs] : ledger.m_tasks) {
        EXPECT_EQ(told[task], seqs) << "acknowledged, but told otherwise by the journal: " << std::get<0>(task)
                                    << std::get<1>(task);
    }
}
}  // namespace

TEST(Kill, everythingAcknowledgedIsThereExactlyOnceAndNoTimerIsLost) {
    const int kills = killsFromEnvironment(200);
    const auto seed = static_cast<unsigned>(fromEnvironment("BEAMLINE_SEED", 20261));
    std::mt19937 random(seed);
    char pattern[] = "/tmp/beamline-kill-XXXXXX";
    const fs::path data = fs::path(::mkdtemp(pattern)) / "data";
    Ledger ledger;
    std::vector<std::string> timers;
    {
        Victim victim(data);
        for (int i = 0; i < 500 && !fs::exists(data / wire::kSocketName); ++i) {
            std::this_thread::sleep_for(20ms);
        }
        auto engine = wire::RemoteEngine::connect(wire::localConnector(data).value(), 20s);
        ASSERT_TRUE(engine.ok()) << engine.error().message;
        for (const char* source : {kWorkflow, kTimer}) {
            const auto deployed = api::callAndWait(**engine, api::DeployWorkflow{source, ""}, identity());
            ASSERT_TRUE(deployed.ok()) << deployed.error().message << deployed.error().detail;
        }
        timers = startTimers(**engine);
    }
    for (int i = 0; i < kills && !::testing::Test::HasFailure(); ++i) {
        Victim victim(data);
        drive(data, ledger, std::chrono::milliseconds(5 + random() % 70), true, &victim);
    }
    {
        Victim victim(data);
        EXPECT_TRUE(drive(data, ledger, 60s, false, nullptr)) << "some runs never ended";
        EXPECT_GT(ledger.m_keys.size(), static_cast<std::size_t>(kills / 2))
            << "the load was too light to mean anything";
        EXPECT_GT(ledger.m_tasks.size(), ledger.m_keys.size()) << "too little was told to mean anything";
        EXPECT_EQ(ledger.m_questions.size(), ledger.m_keys.size());
        checkHistories(data, ledger, timers);
    }
    std::cout << kills << " kills, " << ledger.m_keys.size() << " runs, " << ledger.m_tasks.size()
              << " acknowledged tasks, " << ledger.m_questions.size() << " decisions, seed " << seed << '\n';
    if (!::testing::Test::HasFailure()) {
        fs::remove_all(data.parent_path());
    }
}

}  // namespace beamline::test
