// SPDX-License-Identifier: Apache-2.0
// Measures the journal alone, as JSON lines: bench_store DIRECTORY [facts|start|list|all] [RUNS]. Use a directory on
// the disk to measure.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <filesystem>
#include <future>
#include <iostream>
#include <thread>

#include "engine/api/json_codec.h"
#include "engine/store/journal.h"
#include "tests/bench/big_journal.h"

using namespace beamline;
using bench::creation;

namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void print(const boost::json::object& line) {
    std::cout << boost::json::serialize(line) << std::endl;
}

std::unique_ptr<store::Journal> open(const std::filesystem::path& file) {
    store::JournalOptions options;
    options.file = file;
    auto journal = store::Journal::open(options);
    if (!journal) {
        std::cerr << journal.error().message << "\n";
        std::exit(1);
    }
    return std::move(journal).value();
}

/// Keeps at most so many changes in flight.
class Window {
public:
    explicit Window(int width) : m_free(width) {}
    void enter() {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_free > 0; });
        --m_free;
    }
    void leave() {
        {
            const std::lock_guard lock(m_mutex);
            ++m_free;
        }
        m_wake.notify_one();
    }
    void drain(int width) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [&] { return m_free == width; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_free;
};

/// `perCommit` changes of one fact are written at once and awaited together: the commit and nothing else is measured.
void facts(const std::filesystem::path& directory, int perCommit, int runs, int total) {
    auto journal = open(directory / ("facts-" + std::to_string(perCommit) + ".db"));
    std::vector<store::RunKey> keys;
    for (int i = 0; i < runs; ++i) {
        auto change = creation(*journal, i, api::Phase::running, false);
        keys.push_back(change.run);
        journal->write(std::move(change));
    }
    journal->flush();
    const std::string payload(150, 'p');
    std::vector<double> latencies;
    const auto before = journal->health();
    const auto begin = Clock::now();
    for (int written = 0; written < total; written += perCommit) {
        const auto start = Clock::now();
        std::promise<void> all;
        std::atomic<int> left{perCommit};
        // The first change keeps the writer busy until the others are queued behind it, so that they make one commit.
        for (int i = 0; i < perCommit; ++i) {
            store::Change change;
            change.run = keys[static_cast<std::size_t>((written + i) % runs)];
            change.facts.push_back(payload);
            change.done = [&](const auto& seq) {
                if (!seq.ok()) {
                    std::cerr << seq.error().message << "\n";
                    std::exit(1);
                }
                if (left.fetch_sub(1) == 1) {
                    all.set_value();
                }
            };
            journal->write(std::move(change));
        }
        all.get_future().wait();
        latencies.push_back(msSince(start));
    }
    const double seconds = msSince(begin) / 1000;
    const auto after = journal->health();
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&](double q) {
        return latencies[static_cast<std::size_t>(q * static_cast<double>(latencies.size() - 1))];
    };
    print({{"bench", "facts"},
           {"batch", perCommit},
           {"facts_per_s", static_cast<std::int64_t>(static_cast<double>(after.facts - before.facts) / seconds)},
           {"facts_per_commit",
            static_cast<double>(after.facts - before.facts) / static_cast<double>(after.commits - before.commits)},
           {"p50_ms", at(0.5)},
           {"p99_ms", at(0.99)},
           {"max_ms", latencies.back()}});
}

/// As an engine does it: always `width` changes in flight, each acknowledged one followed by the next.
void pipeline(const std::filesystem::path& directory, int width, int total) {
    auto journal = open(directory / ("pipeline-" + std::to_string(width) + ".db"));
    std::vector<store::RunKey> keys;
    for (int i = 0; i < width; ++i) {
        auto change = creation(*journal, i, api::Phase::running, false);
        keys.push_back(change.run);
        journal->write(std::move(change));
    }
    journal->flush();
    const std::string payload(150, 'p');
    Window window(width);
    const auto before = journal->health();
    const auto begin = Clock::now();
    for (int i = 0; i < total; ++i) {
        window.enter();
        store::Change change;
        change.run = keys[static_cast<std::size_t>(i % width)];
        change.facts.push_back(payload);
        change.done = [&window](const auto&) { window.leave(); };
        journal->write(std::move(change));
    }
    window.drain(width);
    const double seconds = msSince(begin) / 1000;
    const auto after = journal->health();
    print({{"bench", "pipeline"},
           {"in_flight", width},
           {"facts_per_s", static_cast<std::int64_t>(static_cast<double>(total) / seconds)},
           {"facts_per_commit",
            static_cast<double>(after.facts - before.facts) / static_cast<double>(after.commits - before.commits)}});
}

/// Runs with projections: created, waiting, completed.
void lifecycles(const std::filesystem::path& directory, int runs) {
    auto journal = open(directory / "lifecycles.db");
    Window window(4096);
    const auto begin = Clock::now();
    for (int i = 0; i < runs; ++i) {
        auto change = creation(*journal, i, api::Phase::running, false);
        for (const auto phase : {api::Phase::running, api::Phase::waiting, api::Phase::completed}) {
            store::Change next = change;
            if (phase != api::Phase::running) {
                next.create.reset();
            }
            next.row->summary.phase = phase;
            next.row->summary.endedAt = phase == api::Phase::completed ? next.row->summary.updatedAt : 0;
            next.done = [&window](const auto&) { window.leave(); };
            window.enter();
            journal->write(std::move(next));
        }
    }
    window.drain(4096);
    print({{"bench", "lifecycles"}, {"runs_per_s", static_cast<std::int64_t>(runs / (msSince(begin) / 1000))}});
}

void start(const std::filesystem::path& directory, int runs) {
    const auto file = directory / "start.db";
    {
        auto journal = open(file);
        for (int i = 0; i < runs; ++i) {
            auto change = creation(*journal, i, api::Phase::waiting, false);
            change.timers = {{1, 1'800'000'000'000 + i}};
            journal->write(std::move(change));
            if (i % 10'000 == 0) {
                journal->flush();
            }
        }
        journal->flush();
    }
    for (int i = 0; i < 3; ++i) {
        const auto begin = Clock::now();
        auto journal = open(file);
        const double opened = msSince(begin);
        const auto runnable = journal->runnable(0, 500).value().size();
        const auto due = journal->dueTimers({}, 1'800'000'000'100, 10'000).value().size();
        print({{"bench", "start"},
               {"waiting_runs", runs},
               {"open_ms", opened},
               {"with_runnable_and_due_ms", msSince(begin)},
               {"runnable", runnable},
               {"due", due}});
    }
}

void timed(store::Journal& journal, const char* name, api::ListRuns query) {
    std::vector<double> times;
    api::RunPage page;
    for (int i = 0; i < 5; ++i) {
        const auto begin = Clock::now();
        page = journal.listRuns(query).value();
        times.push_back(msSince(begin));
    }
    std::sort(times.begin(), times.end());
    print({{"bench", "list"},
           {"query", name},
           {"items", page.items.size()},
           {"more", !page.next.empty()},
           {"median_ms", times[2]},
           {"max_ms", times[4]}});
}

/// Time of the processor: reading is done by who asks, and other programs do not count.
void timedNumbers(store::Journal& journal, const char* name, const api::RunFilter& filter) {
    const auto median = [](auto ask) {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            const auto begin = std::clock();
            ask();
            times.push_back(1'000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        std::sort(times.begin(), times.end());
        return times[2];
    };
    std::int64_t sum = 0;
    bool more = false;
    const double counted = median([&] {
        const auto counts = journal.countRuns(filter).value();
        sum = 0;
        for (const auto& [phase, count] : counts.byPhase) {
            sum += count;
        }
        more = counts.more;
    });
    boost::json::object line{
        {"bench", "numbers"}, {"filter", name}, {"runs", sum}, {"more", more}, {"count_ms", counted}};
    for (const auto by : {api::RunGrouping::workflow, api::RunGrouping::error, api::RunGrouping::label}) {
        line[std::string(boost::describe::enum_to_string(by, "")) + "_groups_ms"] = median([&] {
            (void)journal.groupRuns({filter, by, "customer"}).value();
        });
    }
    print(line);
}

void numbers(store::Journal& journal, int runs) {
    const auto newest = [&](int count) { return 1'700'000'000'000 + std::max(runs - count, 0) * 37LL; };
    const auto filtered = [&](const char* name, auto set) {
        api::RunFilter filter;
        set(filter);
        timedNumbers(journal, name, filter);
    };
    filtered("none", [](auto&) {});
    filtered("the newest 10,000", [&](auto& f) { f.createdFrom = newest(10'000); });
    filtered("the newest 100,000", [&](auto& f) { f.createdFrom = newest(100'000); });
    filtered("faulted", [](auto& f) { f.phases = {api::Phase::faulted}; });
    filtered("completed", [](auto& f) { f.phases = {api::Phase::completed}; });
    filtered("workflow", [](auto& f) { f.workflow = "data-import"; });
    filtered("label", [](auto& f) { f.labels = {{"customer", "c77"}}; });
    filtered("namespace", [](auto& f) { f.ns = "finance"; });
    filtered("text 1 in 1000", [](auto& f) { f.text = "ledger"; });
    filtered("error", [](auto& f) { f.error = "0000000000000000"; });
}

void list(const std::filesystem::path& directory, int runs) {
    const auto file = directory / ("list-" + std::to_string(runs) + ".db");
    const bool fresh = !std::filesystem::exists(file);
    auto journal = open(file);
    if (fresh) {
        const auto begin = Clock::now();
        for (int i = 0; i < runs; ++i) {
            const auto phase =
                i % 100 == 0 ? api::Phase::faulted : (i % 1000 == 1 ? api::Phase::waiting : api::Phase::completed);
            journal->write(creation(*journal, i, phase, true));
            if (i % 10'000 == 0) {
                journal->flush();
            }
        }
        journal->flush();
        print({{"bench", "fill"}, {"runs", runs}, {"ms", msSince(begin)}, {"bytes", std::filesystem::file_size(file)}});
    }
    using api::RunOrder;
    timed(*journal, "first page", {});
    for (const auto order : {RunOrder::updated, RunOrder::ended, RunOrder::workflow, RunOrder::phase}) {
        api::ListRuns query;
        query.order = order;
        timed(*journal, boost::describe::enum_to_string(order, ""), query);
    }
    const auto filtered = [&](const char* name, auto set) {
        api::ListRuns query;
        set(query);
        timed(*journal, name, query);
    };
    filtered("phase faulted", [](auto& q) { q.filter.phases = {api::Phase::faulted}; });
    filtered("phases faulted+waiting by updated", [](auto& q) {
        q.filter.phases = {api::Phase::faulted, api::Phase::waiting};
        q.order = RunOrder::updated;
    });
    filtered("phase suspended (none)", [](auto& q) { q.filter.phases = {api::Phase::suspended}; });
    filtered("workflow", [](auto& q) { q.filter.workflow = "data-import"; });
    filtered("workflow prefix by updated", [](auto& q) {
        q.filter.workflow = "data*";
        q.order = RunOrder::updated;
    });
    filtered("namespace", [](auto& q) { q.filter.ns = "finance"; });
    filtered("namespace (none)", [](auto& q) { q.filter.ns = "nowhere"; });
    filtered("label", [](auto& q) { q.filter.labels = {{"customer", "c77"}}; });
    filtered("created range",
             [](auto& q) { q.filter.createdFrom = 1'700'000'000'000, q.filter.createdTo = 1'700'001'000'000; });
    filtered("text common", [](auto& q) { q.filter.text = "INVOICE"; });
    filtered("text 1 in 1000", [](auto& q) { q.filter.text = "ledger"; });
    filtered("text one run", [](auto& q) { q.filter.text = "pay invoice 123456"; });
    filtered("text none", [](auto& q) { q.filter.text = "nothing like this"; });
    filtered("text none, two letters", [](auto& q) { q.filter.text = "qj"; });
    filtered("text and phase", [](auto& q) {
        q.filter.text = "ledger";
        q.filter.phases = {api::Phase::faulted};
    });
    numbers(*journal, runs);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: bench_store DIRECTORY [facts|start|list|all] [RUNS]\n";
        return 2;
    }
    const std::filesystem::path directory = argv[1];
    const std::string what = argc > 2 ? argv[2] : "all";
    std::filesystem::create_directories(directory);
    if (what == "facts" || what == "all") {
        facts(directory, 1, 1, 3'000);
        facts(directory, 64, 1'000, 128'000);
        facts(directory, 512, 1'000, 1'024'000);
        facts(directory, 4'096, 1'000, 1'024'000);
        pipeline(directory, 256, 500'000);
        pipeline(directory, 1'024, 1'000'000);
        lifecycles(directory, 50'000);
    }
    if (what == "start" || what == "all") {
        start(directory, argc > 3 ? std::atoi(argv[3]) : 100'000);
    }
    if (what == "list" || what == "all") {
        list(directory, argc > 3 ? std::atoi(argv[3]) : 1'000'000);
    }
    return 0;
}
