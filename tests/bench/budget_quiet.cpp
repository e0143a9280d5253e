// SPDX-License-Identifier: Apache-2.0
// Nothing happens: what the console and its engine cost with the window open, and how often they wake without it.
#include <QTimer>
#include <map>
#include <sstream>

#include "tests/bench/budget.h"

namespace beamline::bench {

namespace {
constexpr int kSettleMs = 4'000;
constexpr int kOpenMs = 8'000;
constexpr int kHiddenMs = 20'000;
constexpr double kIdleShare = 0.01;

/// By thread: its name, and how often it has given up the processor to wait for something.
std::map<std::string, std::pair<std::string, std::int64_t>> waits() {
    std::map<std::string, std::pair<std::string, std::int64_t>> all;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        auto& [name, count] = all[task.path().filename()];
        std::ifstream file(task.path() / "status");
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string key;
            words >> key;
            if (key == "Name:") {
                words >> name;
            } else if (key == "voluntary_ctxt_switches:") {
                words >> count;
            }
        }
    }
    return all;
}

/// The loop alone: nothing here wakes it but the end.
void rest(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void measureIdle(const Console& console, const QString& place) {
    console.window().open(place);
    rest(kSettleMs);
    const auto before = waits();
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const double gui = seconds(CLOCK_THREAD_CPUTIME_ID);
    const double wall = seconds(CLOCK_MONOTONIC);
    rest(kOpenMs);
    const double took = seconds(CLOCK_MONOTONIC) - wall;
    std::int64_t wakes = 0;
    for (const auto& [thread, now] : waits()) {
        const auto was = before.find(thread);
        wakes += now.second - (was == before.end() ? 0 : was->second.second);
    }
    report("idle: " + place.toStdString(), (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / took, kIdleShare, "of a core",
           {{"guiShare", (seconds(CLOCK_THREAD_CPUTIME_ID) - gui) / took},
            {"wakesPerSecond", static_cast<double>(wakes) / took}});
}

void measureHidden(const std::string& how) {
    rest(kSettleMs);
    const auto before = waits();
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    rest(kHiddenMs);
    const double used = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    std::int64_t wakes = -1;  // this rest itself
    boost::json::object who;
    for (const auto& [thread, now] : waits()) {
        const auto was = before.find(thread);
        const auto more = now.second - (was == before.end() ? 0 : was->second.second);
        if (more > 0) {
            wakes += more;
            auto& sum = who[now.first];
            sum = (sum.is_int64() ? sum.get_int64() : 0) + more;
        }
    }
    report("hidden: wakeups, " + how, static_cast<double>(std::max<std::int64_t>(wakes, 0)) / (kHiddenMs / 1000.0), 0,
           "a second", {{"threads", who}, {"cpuShare", used / (kHiddenMs / 1000.0)}, {"seconds", kHiddenMs / 1000}});
}
}  // namespace

void measureQuiet(const BudgetOptions& options) {
    const Console console(options.journal(), QStringLiteral("runs"));
    for (const char* place : {"runs", "overview", "approvals", "workflows", "batches", "deadletters", "cluster",
                              "secrets", "problems", "connections", "settings"}) {
        measureIdle(console, QString::fromLatin1(place));
    }
    auto& window = console.window();
    for (const char* place : {"overview", "runs", "approvals", "cluster", "batches"}) {
        window.open(QString::fromLatin1(place));
        rest(kSettleMs);
        window.showMinimized();
        measureHidden(std::string("minimised on ") + place);
        window.showNormal();
    }
    window.hide();
    measureHidden("no window");
    window.show();
}

}  // namespace beamline::bench
