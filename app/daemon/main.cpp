// SPDX-License-Identifier: Apache-2.0
// beamlined: the engine without a face. Reads what it is told, runs a node until a signal, and ends in order.

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <future>
#include <iostream>

#include "app/daemon/node.h"
#include "app/daemon/service_manager.h"
#include "app/daemon/signals.h"
#include "engine/runtime/settings.h"

extern char** environ;

namespace beamline::daemon {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

// As of beamctl.
constexpr int kStopped = 0;
constexpr int kUsage = 2;
constexpr int kInvalidFile = 3;
constexpr int kUnavailable = 6;
constexpr int kInterrupted = 130;

constexpr milliseconds kLook{1'000};           ///< between two looks at how the node is
constexpr milliseconds kStopMargin{30'000};    ///< above the drain limit, for what a stop does beside draining
constexpr milliseconds kStartMargin{120'000};  ///< told again and again while it catches up

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> all;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        const auto equals = text.find('=');
        all[text.substr(0, equals)] = equals == text.npos ? "" : text.substr(equals + 1);
    }
    return all;
}

/// What a crash leaves behind would hold values of secrets.
void leaveNoCore() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        ::setrlimit(RLIMIT_CORE, &limit);
    }
}

struct Arguments {
    std::map<std::string, std::string> flags;
    std::string file;
    bool check = false;
    bool print = false;
};

/// The exit code when there is nothing more to do.
std::optional<int> parse(int argc, char** argv, Arguments& into) {
    CLI::App app(
        "Runs the engine of Beamline without a window: alone on its data directory, or as a node of a "
        "cluster over NATS.",
        "beamlined");
    app.set_help_flag("-h,--help", "Explains the program");
    app.set_version_flag("--version", BEAMLINE_VERSION)->description("Prints the version");
    app.add_option("--config", into.file, "File with settings, YAML or JSON [BEAMLINE_CONFIG]")->type_name("FILE");
    app.add_flag("--check-config", into.check, "Says what is wrong with the settings, and runs nothing");
    app.add_flag("--print-config", into.print, "Prints all settings and where each comes from, and runs nothing");
    std::map<std::string, std::string> given;
    for (const auto& setting : settings()) {
        auto help = std::string(setting.help) + " [" + setting.env + "]";
        if (*setting.fallback) {
            help += std::string(" (default: ") + setting.fallback + ")";
        }
        app.add_option(setting.flag, given[setting.flag], help)->type_name(setting.value);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0) {
            std::cerr << "beamlined: " << error.what() << "\nSee beamlined --help.\n";
            return kUsage;
        }
        return app.exit(error, std::cout, std::cerr);
    }
    for (const auto& [flag, value] : given) {
        if (app.get_option(flag)->count() > 0) {
            into.flags[flag] = value;
        }
    }
    return {};
}

int exitCodeOf(const api::Error& error) {
    return error.code == api::code::kInvalidArgument ? kInvalidFile : kUnavailable;
}

/// The file of the data directory, too, which the engine would read only when it opens.
int check(Configuration& configuration) {
    const auto file = configuration.options.dataDir / runtime::kSettingsFile;
    runtime::EngineOptions scratch;
    scratch.dataDir = configuration.options.dataDir;
    if (const auto read = runtime::readSettings(file, scratch); configuration.options.engine && !read.ok()) {
        configuration.mistakes.push_back(read.error().message);
        configuration.inFile = true;
    }
    for (const auto& mistake : configuration.mistakes) {
        std::cerr << "beamlined: " << mistake << '\n';
    }
    return configuration.mistakes.empty() ? kStopped : configuration.inFile ? kInvalidFile : kUsage;
}

/// Until a signal, or until only a new start helps: then it says why. A node that is ready once stays so for the
/// service manager; what it is later stands in its status.
std::string watch(Node& node, Signals& signals, ServiceManager& manager, const Voice& voice) {
    const auto watchdog = manager.watchdog();
    const auto look = watchdog > 0ms ? std::min(kLook, watchdog / 3) : kLook;
    bool wasReady = false;
    std::string why;
    do {
        if (auto lost = node.lost(); !lost.empty()) {
            return lost;
        }
        const auto now = node.notReady();
        if (now.empty() && !wasReady) {
            wasReady = true;
            manager.ready(node.status());
            voice.say("Ready. " + node.status());
        } else if (now != why && !now.empty()) {
            voice.say(telemetry::Level::warning, "Not ready: " + now);
        } else if (now.empty() && !why.empty()) {
            voice.say("Ready again.");
        }
        why = now;
        const auto status = why.empty() ? node.status() : "Not ready: " + why;
        wasReady ? manager.status(status) : manager.starting(kStartMargin, status);
        if (node.alive()) {
            manager.alive();
        }
    } while (signals.wait(look) == 0);
    return {};
}

void stop(Node& node, milliseconds limit, Signals& signals, ServiceManager& manager, const Voice& voice) {
    manager.stopping(limit + kStopMargin, "Ending: tasks may take " + std::to_string(limit.count() / 1000) + " s.");
    voice.say("Ending. Tasks that run may take " + std::to_string(limit.count() / 1000) +
              " s; a second signal ends at once, and loses nothing that was acknowledged.");
    std::atomic<bool> ended{false};
    const auto work = std::async(std::launch::async, [&] {
        node.stop(limit);
        ended = true;
        signals.wake();
    });
    while (!ended) {
        if (signals.wait(kLook) != 0 && !ended) {
            voice.say(telemetry::Level::warning, "Ending at once.");
            std::_Exit(kInterrupted);
        }
    }
}

int serve(const Configuration& configuration) {
    const auto& options = configuration.options;
    const Voice voice(options.jsonLog, options.logLevel);
    for (const auto& remark : configuration.remarks) {
        voice.say(telemetry::Level::warning, remark);
    }
    Signals signals;
    ServiceManager manager;
    manager.starting(kStartMargin, "Opening " + options.dataDir.string());
    bool told = false;  // a signal that came while it waits
    const auto pause = [&](milliseconds time) {
        manager.starting(kStartMargin, "Waiting for NATS");
        told = told || signals.wait(time) != 0;
        return told;
    };
    auto node = Node::open(options, voice, pause);
    if (!node.ok() && told) {
        voice.say("Ended before it was ready.");
        return kStopped;
    }
    if (!node.ok()) {
        voice.complain(node.error().message);
        return exitCodeOf(node.error());
    }
    if (const auto lost = watch(**node, signals, manager, voice); !lost.empty()) {
        voice.complain(lost +
                       " It ends; what it did is carried on by other nodes, and by this one when it is started again.");
        stop(**node, 0s, signals, manager, voice);
        return kUnavailable;
    }
    stop(**node, std::chrono::seconds(options.drainSeconds), signals, manager, voice);
    voice.say("Ended.");
    return kStopped;
}

int run(int argc, char** argv) {
    leaveNoCore();
    Arguments arguments;
    if (const auto code = parse(argc, argv, arguments)) {
        return *code;
    }
    const auto all = environment();
    const auto named = all.find("BEAMLINE_CONFIG");
    const auto file = arguments.file.empty() && named != all.end() ? named->second : arguments.file;
    auto configuration = configure(file, arguments.flags, all);
    if (arguments.print) {
        std::cout << printed(configuration);
    }
    if (const int code = check(configuration); code != kStopped || arguments.print || arguments.check) {
        for (const auto& remark : configuration.remarks) {
            std::cerr << "beamlined: " << remark << '\n';
        }
        if (code == kStopped && arguments.check) {
            std::cerr << "beamlined: The settings are good.\n";
        }
        return code;
    }
    return serve(configuration);
}

}  // namespace

}  // namespace beamline::daemon

int main(int argc, char** argv) {
    try {
        return beamline::daemon::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "beamlined: A mistake of ours: " << error.what() << ". Please report it with how you called it.\n";
        return EXIT_FAILURE;
    }
}
