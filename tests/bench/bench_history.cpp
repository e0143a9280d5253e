// SPDX-License-Identifier: Apache-2.0
// Measures what a console asks of a run with a long history, as JSON lines: bench_history [ENTRIES]. "cold" is the
// first question about a run, "again" the same one right behind it; figures are ms.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "engine/api/json_codec.h"
#include "engine/runtime/local_engine.h"

using namespace beamline;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kPage = 100;

/// Each round of the first is a durable event; the second does thousands of tasks in each.
constexpr const char* kCalls =
    "document: {dsl: '1.0.3', namespace: bench, name: calls, version: '1.0.0'}\n"
    "do:\n"
    "  - all:\n"
    "      for: {each: i, in: '${ [range(.n)] }'}\n"
    "      do: [{call: {call: jmespath, with: {expression: a, data: {a: '${ $i }'}}}}]\n";
constexpr const char* kSets =
    "document: {dsl: '1.0.3', namespace: bench, name: sets, version: '1.0.0'}\n"
    "do:\n"
    "  - all:\n"
    "      for: {each: i, in: '${ [range(.n)] }'}\n"
    "      do: [{set: {set: {a: '${ $i }'}}}]\n";

double megabytes() {
    std::ifstream status("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    status >> pages >> resident;
    return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1e6;
}

class Bench {
public:
    explicit Bench(std::shared_ptr<runtime::LocalEngine> engine) : m_engine(std::move(engine)) {}

    template <class Op>
    typename Op::Reply must(const Op& operation) {
        auto reply = api::callAndWait(*m_engine, operation, {});
        if (!reply) {
            std::cerr << Op::kInfo.name << ": " << reply.error().message << "\n";
            std::exit(1);
        }
        return std::move(*reply);
    }
    void deploy(const char* source) { must(api::DeployWorkflow{source, "bench.yaml"}); }
    std::string run(const std::string& workflow, int rounds) {
        api::StartRun start;
        start.ns = "bench";
        start.workflow = workflow;
        start.input = boost::json::object{{"n", rounds}};
        const auto id = must(start).run;
        while (!api::isFinal(must(api::GetRun{id}).run.phase)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return id;
    }
    template <class Op>
    double took(const Op& operation) {
        const auto begin = Clock::now();
        must(operation);
        return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    }
    template <class Op>
    void print(const std::string& workflow, const char* what, const Op& operation) {
        const auto cold = took(operation);
        std::vector<double> again;
        for (int i = 0; i < 20; ++i) {
            again.push_back(took(operation));
        }
        std::sort(again.begin(), again.end());
        say({{"bench", "history"},
             {"workflow", workflow},
             {"ask", what},
             {"cold", cold},
             {"again", again[10]},
             {"worst", again.back()}});
    }
    static void say(const boost::json::object& line) { std::cout << boost::json::serialize(line) << std::endl; }

    void measure(const std::string& workflow, int rounds) {
        const auto fresh = [&] { return run(workflow, rounds); };
        api::GetHistory newest;
        newest.run = fresh();
        newest.descending = true;
        newest.limit = kPage;
        print(workflow, "newest page", newest);
        newest.after = must(newest).next;
        print(workflow, "page behind it", newest);
        api::GetHistory data;
        data.run = newest.run;
        data.descending = data.withData = true;
        data.limit = kPage;
        print(workflow, "newest page with data", data);
        api::GetHistory oldest;
        oldest.run = fresh();
        oldest.limit = kPage;
        print(workflow, "oldest page", oldest);
        whole(workflow, oldest.run);
        const auto run = fresh();
        print(workflow, "task", api::GetTask{run, workflow == "calls" ? "/do/0/all/do/0/call" : "/do/0/all/do/0/set"});
        slide(workflow, run, m_entries);
        say({{"bench", "history"}, {"workflow", workflow}, {"ask", "memory"}, {"MB", megabytes()}});
    }
    /// All pages, as the time line of a run asks for them.
    void whole(const std::string& workflow, const std::string& run) {
        api::GetHistory query;
        query.run = run;
        query.limit = api::kMaxPageSize;
        m_entries = 0;
        const auto begin = Clock::now();
        do {
            const auto page = must(query);
            m_entries += static_cast<std::int64_t>(page.items.size());
            query.after = page.next;
        } while (!query.after.empty());
        say({{"bench", "history"},
             {"workflow", workflow},
             {"ask", "all pages"},
             {"entries", m_entries},
             {"took", std::chrono::duration<double, std::milli>(Clock::now() - begin).count()}});
    }
    /// The slider of the past: anywhere, then step by step.
    void slide(const std::string& workflow, const std::string& run, std::int64_t entries) {
        std::mt19937 random(1);
        std::vector<double> jumps;
        std::vector<double> steps;
        for (int i = 0; i < 50; ++i) {
            const auto at = static_cast<std::int64_t>(random() % static_cast<unsigned>(entries - 20)) + 1;
            jumps.push_back(took(api::GetRun{run, at}));
            for (int j = 1; j < 5; ++j) {
                steps.push_back(took(api::GetRun{run, at + j}));
            }
        }
        std::sort(jumps.begin(), jumps.end());
        std::sort(steps.begin(), steps.end());
        for (const auto& [what, all] : {std::pair("moment", jumps), std::pair("next moment", steps)}) {
            say({{"bench", "history"},
                 {"workflow", workflow},
                 {"ask", what},
                 {"p50", all[all.size() / 2]},
                 {"worst", all.back()}});
        }
    }

private:
    std::shared_ptr<runtime::LocalEngine> m_engine;
    std::int64_t m_entries = 0;
};

}  // namespace

int main(int argc, char** argv) {
    const int entries = argc > 1 ? std::atoi(argv[1]) : 100'000;
    auto pattern = (std::filesystem::temp_directory_path() / "beamline-bench-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) {
        return 1;
    }
    runtime::EngineOptions options;
    options.dataDir = pattern;
    options.ephemeral = true;
    auto engine = runtime::LocalEngine::open(options);
    if (!engine) {
        std::cerr << engine.error().message << "\n";
        return 1;
    }
    Bench bench(*engine);
    bench.deploy(kCalls);
    bench.deploy(kSets);
    bench.measure("calls", entries / 3);
    bench.measure("sets", entries / 3);
    (*engine)->stop(std::chrono::seconds(1));
    return 0;
}
