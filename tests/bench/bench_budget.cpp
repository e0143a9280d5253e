// SPDX-License-Identifier: Apache-2.0
// Measures what the console promises, with its own engine and its real window, drawn into memory:
//     bench_budget FOLDER [--runs N] [--approvals N] [--seconds N] [--rate N] [PART…]
// The journal of many runs is made once in FOLDER, which lies on the disk to measure. One JSON line for each budget:
// its name, what was measured, the limit and whether it is kept; it ends with 1 when one is not. Parts: start pages
// numbers quiet load beside graph.
#include <sys/wait.h>
#include <unistd.h>

#include <QApplication>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "tests/bench/budget.h"

using namespace beamline;
using namespace beamline::bench;

namespace {
const std::vector<std::string> kParts{"start", "pages", "numbers", "quiet", "load", "beside", "graph"};
constexpr int kStarts = 5;

struct Command {
    BudgetOptions options;
    std::vector<std::string> parts;
    std::string inner;  ///< this process measures that one
    double begin = 0;
};

std::optional<Command> parse(int argc, char** argv) {
    Command command;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const char* value = word.starts_with("--") && i + 1 < argc ? argv[++i] : nullptr;
        if (!word.starts_with("--")) {
            command.options.folder.empty() ? void(command.options.folder = word) : command.parts.push_back(word);
        } else if (!value) {
            return std::nullopt;
        } else if (word == "--inner") {
            command.inner = value;
        } else if (word == "--begin") {
            command.begin = std::atof(value);
        } else if (word == "--runs") {
            command.options.runs = std::max(1, std::atoi(value));
        } else if (word == "--approvals") {
            command.options.approvals = std::atoi(value);
        } else if (word == "--seconds") {
            command.options.seconds = std::max(5, std::atoi(value));
        } else if (word == "--rate") {
            command.options.rate = std::max(1, std::atoi(value));
        } else {
            return std::nullopt;
        }
    }
    const bool known = std::all_of(command.parts.begin(), command.parts.end(),
                                   [](const auto& part) { return std::count(kParts.begin(), kParts.end(), part) > 0; });
    return known && !command.options.folder.empty() ? std::optional(command) : std::nullopt;
}

/// Nothing of the user's is read or written, and nothing is shown.
void setApart(const std::filesystem::path& folder) {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) {
        ::unsetenv(name);
    }
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
    for (const auto& [name, below] : {std::pair("XDG_CONFIG_HOME", "config"),
                                      {"XDG_DATA_HOME", "data"},
                                      {"XDG_CACHE_HOME", "cache"},
                                      {"XDG_RUNTIME_DIR", "run"}}) {
        const auto path = folder / below;
        std::filesystem::create_directories(path);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        ::setenv(name, path.c_str(), 1);
    }
}

int runApart(const Command& command, char** argv, const std::string& part) {
    const auto& options = command.options;
    const std::vector<std::string> words{argv[0],       options.folder.string(),
                                         "--inner",     part,
                                         "--runs",      std::to_string(options.runs),
                                         "--approvals", std::to_string(options.approvals),
                                         "--seconds",   std::to_string(options.seconds),
                                         "--rate",      std::to_string(options.rate),
                                         "--begin",     std::to_string(seconds(CLOCK_MONOTONIC))};
    const auto child = ::fork();
    if (child == 0) {
        std::vector<char*> raw;
        for (const auto& word : words) {
            raw.push_back(const_cast<char*>(word.c_str()));
        }
        raw.push_back(nullptr);
        ::execv("/proc/self/exe", raw.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/// By the program beside this one: its slowest zoom counts.
int panGraph() {
    constexpr double kFrameMs = 1000.0 / 60;
    const auto program = std::filesystem::canonical("/proc/self/exe").parent_path() / "bench_graph";
    auto* lines = std::filesystem::exists(program) ? ::popen(program.c_str(), "r") : nullptr;
    if (!lines) {
        std::cerr << "The graph is not measured: build bench_graph.\n";
        return 2;
    }
    double slowest = 0;
    char* line = nullptr;
    std::size_t room = 0;
    while (::getline(&line, &room, lines) > 0) {
        const auto json = boost::json::parse(line).as_object();
        if (json.at("what").as_string() == "pan") {
            slowest = std::max(slowest, json.at("p95 ms").to_number<double>());
        }
    }
    std::free(line);
    ::pclose(lines);
    return report("pan a graph of 10,000 tasks, a frame (p95 of the slowest zoom)", slowest, kFrameMs, "ms of work")
               ? 0
               : 1;
}

void measure(const Command& command) {
    const auto& part = command.inner;
    const auto& options = command.options;
    if (part == "start") {
        measureStart(options, command.begin);
    } else if (part == "pages") {
        measurePages(options);
    } else if (part == "numbers") {
        measureNumbers(options);
    } else if (part == "quiet") {
        measureQuiet(options);
    } else {
        measureLoad(options, part == "beside");
    }
}
}  // namespace

int main(int argc, char** argv) {
    if (argc > 3 && std::strcmp(argv[1], "--emit") == 0) {
        return emitEvents(argv[2], std::atoi(argv[3]));
    }
    auto command = parse(argc, argv);
    if (!command) {
        std::cerr << "bench_budget FOLDER [--runs N] [--approvals N] [--seconds N] [--rate N] [PART...]\n"
                     "Parts: start pages numbers quiet load beside graph\n";
        return 2;
    }
    if (command->inner == "make") {
        makeJournal(command->options);
        return 0;
    }
    if (!command->inner.empty()) {
        setApart(command->options.folder / "apart");
        QCoreApplication::setApplicationName(QStringLiteral("beamline"));
        const QApplication app(argc, argv);
        QApplication::setQuitOnLastWindowClosed(false);
        measure(*command);
        return missed() ? 1 : 0;
    }
    std::filesystem::create_directories(command->options.folder);
    command->options.folder = std::filesystem::canonical(command->options.folder);
    int worst = runApart(*command, argv, "make");
    const auto& parts = command->parts.empty() ? kParts : command->parts;
    for (const auto& part : parts) {
        if (part == "graph") {
            worst = std::max(worst, panGraph());
            continue;
        }
        for (int i = 0; i < (part == "start" ? kStarts : 1); ++i) {
            worst = std::max(worst, runApart(*command, argv, part));
        }
    }
    return worst;
}
