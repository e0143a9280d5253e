// SPDX-License-Identifier: Apache-2.0
// Starts runs over the local socket, kills the engine's process at random moments, and at the end compares what was
// acknowledged with what the journal tells. BEAMLINE_KILLS sets the number of kills, BEAMLINE_SEED their moments.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "engine/wire/local_socket.h"
#include "engine/wire/remote_engine.h"

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
  - last: {set: {ok: true}}
)";

int fromEnvironment(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoi(text) : otherwise;
}

api::RequestContext identity() {
    api::RequestContext context;
    context.user = "crash";
    context.client = "tst_kill";
    return context;
}

/// The engine's process.
class Victim {
public:
    explicit Victim(const fs::path& data) {
        const std::string program = std::string(BEAMLINE_BIN_DIR) + "/beamctl";
        m_pid = ::fork();
        if (m_pid == 0) {
            const int null = ::open("/dev/null", O_RDWR);
            ::dup2(null, 0);
            ::dup2(null, 1);
            ::execl(program.c_str(), program.c_str(), "watch", "--data-dir", data.c_str(), "--output", "json", nullptr);
            ::_exit(127);
        }
    }
    ~Victim() { kill(); }
    void kill() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = -1;
        }
    }

private:
    pid_t m_pid = -1;
};

/// What one client was told, over all lives of the engine.
class Ledger {
public:
    struct Entry {
        std::string run;  ///< once a start was acknowledged
        bool ended = false;
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
        std::lock_guard lock(m_mutex);
        if (event.kind == "task.completed") {
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
    std::map<std::tuple<std::string, std::string, int>, std::set<api::Seq>> m_tasks;
    int m_ended = 0;

private:
    void end(Entry& entry) {
        m_ended += entry.ended ? 0 : 1;
        entry.ended = true;
    }
};

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
        }
    }
    const auto until = std::chrono::steady_clock::now() + length;
    while (std::chrono::steady_clock::now() < until) {
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

void checkHistories(const fs::path& data, Ledger& ledger) {
    auto engine = wire::RemoteEngine::connect(wire::localConnector(data).value(), 20s);
    ASSERT_TRUE(engine.ok());
    std::map<std::tuple<std::string, std::string, int>, std::set<api::Seq>> told;
    for (const auto& [run, key] : ledger.m_keys) {
        api::GetHistory query;
        query.run = run;
        query.limit = api::kMaxPageSize;
        const auto page = api::callAndWait(**engine, query, identity());
        ASSERT_TRUE(page.ok()) << page.error().message;
        std::map<std::pair<std::string, int>, int> completed;
        for (const auto& entry : page->items) {
            if (entry.kind == "task.completed") {
                ++completed[{entry.task, entry.iteration}];
                told[{run, entry.task, entry.iteration}].insert(entry.seq);
            }
        }
        EXPECT_EQ(completed.size(), 10u) << run;  // first nap loop inner×3 both left right last
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
    const int kills = fromEnvironment("BEAMLINE_KILLS", 200);
    const auto seed = static_cast<unsigned>(fromEnvironment("BEAMLINE_SEED", 20261));
    std::mt19937 random(seed);
    char pattern[] = "/tmp/beamline-kill-XXXXXX";
    const fs::path data = fs::path(::mkdtemp(pattern)) / "data";
    Ledger ledger;
    {
        Victim victim(data);
        for (int i = 0; i < 500 && !fs::exists(data / wire::kSocketName); ++i) {
            std::this_thread::sleep_for(20ms);
        }
        auto engine = wire::RemoteEngine::connect(wire::localConnector(data).value(), 20s);
        ASSERT_TRUE(engine.ok()) << engine.error().message;
        const auto deployed = api::callAndWait(**engine, api::DeployWorkflow{kWorkflow, "load.yaml"}, identity());
        ASSERT_TRUE(deployed.ok()) << deployed.error().message << deployed.error().detail;
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
        checkHistories(data, ledger);
    }
    std::cout << kills << " kills, " << ledger.m_keys.size() << " runs, " << ledger.m_tasks.size()
              << " acknowledged tasks, seed " << seed << '\n';
    if (!::testing::Test::HasFailure()) {
        fs::remove_all(data.parent_path());
    }
}

}  // namespace beamline::test
