// SPDX-License-Identifier: Apache-2.0
// Measures batches over many waiting runs: suspended, resumed and cancelled, as JSON lines: bench_batches [RUNS] [DIR].
// Beside each stands how many runs a second were started, which costs a commit each, too.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "engine/runtime/local_engine.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

constexpr const char* kDefinition = R"(document: {dsl: '1.0.3', namespace: bench, name: nap, version: '1.0.0'}
do:
  - nap: {wait: {hours: 1}}
)";
constexpr auto kLook = std::chrono::milliseconds(20);

template <class Op>
typename Op::Reply must(api::Engine& engine, Op op) {
    auto reply = api::callAndWait(engine, std::move(op), {});
    if (!reply.ok()) {
        std::cerr << reply.error().message << "\n";
        std::exit(1);
    }
    return std::move(reply).value();
}

double perSecond(std::size_t count, Clock::time_point begin) {
    return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - begin).count();
}

std::vector<std::string> startRuns(api::Engine& engine, std::size_t count) {
    must(engine, api::DeployWorkflow{kDefinition, "nap.yaml"});
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < count; ++i) {
        api::StartRun start;
        start.ns = "bench";
        start.workflow = "nap";
        runs.push_back(must(engine, std::move(start)).run);
    }
    while (must(engine, api::CountRuns{}).byPhase["waiting"] < static_cast<std::int64_t>(count)) {
        std::this_thread::sleep_for(kLook);
    }
    return runs;
}

/// Runs a second that the batch had its turn with.
double measure(api::Engine& engine, api::BatchAction action, const std::vector<std::string>& runs) {
    api::StartBatch op;
    op.action = action;
    op.runs = runs;
    const auto begin = Clock::now();
    auto batch = must(engine, std::move(op)).batch;
    while (batch.state == api::BatchState::running) {
        std::this_thread::sleep_for(kLook);
        batch = must(engine, api::ListBatches{1, {}}).items.front();
    }
    if (batch.done != static_cast<std::int64_t>(runs.size())) {
        std::cerr << "Only " << batch.done << " of " << runs.size() << " runs were done.\n";
        std::exit(1);
    }
    return perSecond(runs.size(), begin);
}
}  // namespace

int main(int argc, char** argv) {
    const auto count = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 10'000);
    auto pattern = (std::filesystem::path(argc > 2 ? argv[2] : "/tmp") / "beamline-bench-XXXXXX").string();
    runtime::EngineOptions options;
    options.dataDir = std::filesystem::path(::mkdtemp(pattern.data())) / "data";  // durable: a batch is, too
    auto engine = runtime::LocalEngine::open(options);
    if (!engine.ok()) {
        std::cerr << engine.error().message << "\n";
        return 1;
    }
    const auto begin = Clock::now();
    const auto runs = startRuns(**engine, count);
    const auto started = perSecond(runs.size(), begin);
    for (const auto action : {api::BatchAction::suspend, api::BatchAction::resume, api::BatchAction::cancel}) {
        const auto rate = measure(**engine, action, runs);
        std::cout << boost::json::serialize(boost::json::object{{"bench", "batches"},
                                                                {"action", boost::describe::enum_to_string(action, "")},
                                                                {"runs", runs.size()},
                                                                {"started_per_s", started},
                                                                {"per_s", rate},
                                                                {"ratio", rate / started}})
                  << std::endl;
    }
    engine->reset();
    std::filesystem::remove_all(options.dataDir.parent_path());
    return 0;
}
