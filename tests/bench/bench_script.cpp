// SPDX-License-Identifier: Apache-2.0
// Measures how long other people's code takes that does nothing, as JSON lines: bench_script [CALLS]. The first call
// alone, which finds out what the machine has, and the ones after it; beside the same program started bare, without
// sandbox and limits. Needs beamline-script and beamline-keeper beside it.

#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "engine/blocks/script_block.h"
#include "engine/blocks/shell_block.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

struct Subject {
    const char* name;
    const blocks::Block* block;
    api::Json arguments;
    std::vector<std::string> bare;  ///< empty: there is no such program
};

double msSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

[[noreturn]] void fail(const std::string& message) {
    std::cerr << message << "\n";
    std::exit(1);
}

double sandboxed(const Subject& subject) {
    blocks::Invocation invocation;
    invocation.arguments = core::makeData(subject.arguments);
    const auto begin = Clock::now();
    const auto result = subject.block->run(invocation);
    if (const auto* error = std::get_if<api::WorkflowError>(&result)) {
        fail(std::string(subject.name) + ": " + error->detail);
    }
    return msSince(begin);
}

double bare(const Subject& subject) {
    std::vector<char*> arguments;
    for (const auto& argument : subject.bare) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const auto begin = Clock::now();
    pid_t child = 0;
    char* nothing = nullptr;  // of this program's environment, as in the sandbox
    int status = 0;
    if (::posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), &nothing) != 0 ||
        ::waitpid(child, &status, 0) != child || status != 0) {
        fail(subject.bare[0] + " cannot be run");
    }
    return msSince(begin);
}

double middle(std::vector<double> values, std::size_t percent) {
    std::sort(values.begin(), values.end());
    return values[values.size() * percent / 100];
}

void measure(const Subject& subject, int calls) {
    boost::json::object line{{"bench", "script"}, {"language", subject.name}, {"calls", calls}};
    line["first_ms"] = sandboxed(subject);
    std::vector<double> times;
    std::vector<double> ofBare;
    for (int i = 0; i < calls; ++i) {
        times.push_back(sandboxed(subject));
        if (!subject.bare.empty()) {
            ofBare.push_back(bare(subject));
        }
    }
    line["p50_ms"] = middle(times, 50);
    line["p99_ms"] = middle(times, 99);
    if (!ofBare.empty()) {
        line["bare_p50_ms"] = middle(ofBare, 50);
        line["ratio"] = middle(times, 50) / middle(ofBare, 50);
    }
    std::cout << boost::json::serialize(line) << std::endl;
}
}  // namespace

int main(int argc, char** argv) {
    const int calls = argc > 1 ? std::atoi(argv[1]) : 100;
    const blocks::BlockSettings settings;
    const auto pool = std::make_shared<blocks::ScriptPool>();
    const blocks::ShellBlock shell(settings);
    const blocks::ScriptBlock scripts(settings, pool);
    const blocks::ScriptBlock builtIn(settings, pool, [](bool) { return std::string(); });
    const auto node = blocks::ScriptBlock::installed(false);
    const auto python = blocks::ScriptBlock::installed(true);
    measure(
        {"built-in JavaScript", &builtIn, {{"language", "js"}, {"code", "return a"}, {"arguments", {{"a", 1}}}}, {}},
        calls * 10);
    measure({"shell", &shell, {{"command", "true"}}, {"/bin/sh", "-c", "true"}}, calls);
    if (!python.empty()) {
        measure({"python3", &scripts, {{"language", "python"}, {"code", "pass"}}, {python, "-I", "-c", "pass"}}, calls);
    }
    if (!node.empty()) {
        measure({"Node.js", &scripts, {{"language", "js"}, {"code", "1"}}, {node, "-e", "1"}}, calls);
    }
    std::cout << boost::json::serialize(boost::json::object{{"bench", "script"}, {"machine", scripts.note()}})
              << std::endl;
    return 0;
}
