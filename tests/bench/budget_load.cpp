// SPDX-License-Identifier: Apache-2.0
// Another process has the engine run workflows, so that so many events a second come, while pages are in front.
#include <QProcess>
#include <atomic>
#include <cmath>
#include <iostream>
#include <thread>

#include "app/common/engine_access.h"
#include "tests/bench/budget.h"

namespace beamline::bench {

namespace {
constexpr int kSettleMs = 3'000;
constexpr double kStallMs = 50;
constexpr double kShare = 0.15;
constexpr double kGrowth = 0.05;  // of the memory at the begin
constexpr long kGrowthKb = 8'192;
const char* const kWorkflow = "document: {dsl: '1.0.3', namespace: bench, name: steps, version: '1.0.0'}\ndo:\n";
constexpr int kTasks = 10;

std::string stepsOf(int tasks) {
    std::string text = kWorkflow;
    for (int i = 0; i < tasks; ++i) {
        text += "  - step" + std::to_string(i) + ": {set: {n: " + std::to_string(i) + "}}\n";
    }
    return text;
}

/// Work that another process gives the engine.
class Work {
public:
    Work(const std::filesystem::path& dataDir, int rate) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/proc/self/exe"),
                        {QStringLiteral("--emit"), QString::fromStdString(dataDir.string()), QString::number(rate)});
        m_process.waitForStarted();
    }
    ~Work() { end(); }
    /// It has the engine, or is connected to it.
    void waitUntilReady() {
        while (!m_process.canReadLine() && m_process.state() == QProcess::Running) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        m_process.readLine();
    }
    /// What it says in the end.
    boost::json::object end() {
        m_process.closeWriteChannel();
        m_process.waitForFinished(60'000);
        const auto line = m_process.readLine().trimmed();
        boost::json::error_code bad;
        auto said = boost::json::parse(line.toStdString(), bad);
        return bad || !said.is_object() ? boost::json::object() : said.get_object();
    }

private:
    QProcess m_process;
};
}  // namespace

int emitEvents(const std::filesystem::path& dataDir, int rate) {
    app::EngineAccessOptions options;
    options.dataDir = dataDir;
    auto access = app::openEngine(options);
    if (!access.ok()) {
        std::cerr << access.error().message << "\n";
        return 1;
    }
    auto& engine = *access->engine;
    const auto who = app::localIdentity("bench");
    if (const auto deployed = api::callAndWait(engine, api::DeployWorkflow{stepsOf(kTasks), "steps.yaml"}, who);
        !deployed.ok()) {
        std::cerr << deployed.error().message << "\n";
        return 1;
    }
    std::atomic<std::int64_t> heard{0};
    std::atomic<std::int64_t> ended{0};
    auto listening = engine.subscribe({}, engine.health().seq, [&](const api::Event& event) {
        ++heard;
        ended += event.kind == "run.completed" ? 1 : 0;
    });
    api::StartRun start;
    start.ns = "bench";
    start.workflow = "steps";
    (void)api::callAndWait(engine, start, who);
    while (ended == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto eventsPerRun = heard.load();
    listening.reset();  // the console alone is told
    std::cout << "ready" << std::endl;
    std::atomic<bool> ends{false};
    std::thread ear([&] {
        std::cin.get();
        ends = true;
    });
    std::atomic<std::int64_t> done{0};
    std::atomic<std::int64_t> refused{0};
    std::int64_t started = 0;
    const double begin = seconds(CLOCK_MONOTONIC);
    const double perSecond = static_cast<double>(rate) / static_cast<double>(eventsPerRun);
    while (!ends) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        const auto due = static_cast<std::int64_t>((seconds(CLOCK_MONOTONIC) - begin) * perSecond);
        for (; started < due && !ends; ++started) {
            api::call<api::StartRun>(engine, start, who, [&](const api::Result<api::StartReply>& reply) {
                reply.ok() ? ++done : ++refused;
            });
        }
    }
    const double took = seconds(CLOCK_MONOTONIC) - begin;
    ear.join();
    while (done + refused < started) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::cout << boost::json::serialize(boost::json::object{
                     {"eventsPerRun", eventsPerRun},
                     {"eventsPerSecond", std::round(static_cast<double>(done * eventsPerRun) / took)},
                     {"refused", refused.load()}})
              << std::endl;
    access->stop();
    return 0;
}

void measureLoad(const BudgetOptions& options, bool beside) {
    const auto folder = options.folder / "load";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::filesystem::remove(options.journal() /
                            "engine.sock");  // left by a console that was killed: it cannot be copied
    std::filesystem::copy(options.journal(), folder, std::filesystem::copy_options::recursive);
    std::optional<Work> work;
    if (beside) {
        work.emplace(folder, options.rate);
        work->waitUntilReady();
    }
    {
        const Console console(folder, QStringLiteral("runs"));
        if (!beside) {
            work.emplace(folder, options.rate);
            work->waitUntilReady();
        }
        std::int64_t seen = 0;
        int gaps = 0;
        const QObject here;  // ends what is counted
        QObject::connect(&console.session(), &ui::EngineSession::eventsArrived, &here,
                         [&](const auto& batch) { seen += static_cast<std::int64_t>(batch.size()); });
        QObject::connect(&console.session(), &ui::EngineSession::gap, &here, [&] { ++gaps; });
        Knocker knocker(&console.window());
        const std::string title = beside ? "events, engine beside: " : "events: ";
        const std::vector<const char*> places{"runs", "overview", "approvals", "workflows", "cluster"};
        const int each = std::max(options.seconds / static_cast<int>(places.size()), 1);
        double cpuUsed = 0;
        double guiUsed = 0;
        double wall = 0;
        spin(2 * kSettleMs);
        const long before = residentKb();
        for (const char* place : places) {
            console.window().open(QString::fromLatin1(place));
            spin(kSettleMs);
            knocker.begin();
            const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
            const auto seenBefore = seen;
            const int gapsBefore = gaps;
            spin(1000 * each);
            const double share = (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / each;
            cpuUsed += share * each;
            guiUsed += knocker.share() * each;
            wall += each;
            report(title + "longest stall on " + place, knocker.longestOwn(), kStallMs, "ms",
                   {{"wallMs", knocker.longest()},
                    {"workMs", knocker.longestCpu()},
                    {"p99Ms", knocker.percentile(0.99)},
                    {"guiShare", knocker.share()},
                    {"processShare", share},
                    {"shownPerSecond", (seen - seenBefore) / each},
                    {"gaps", gaps - gapsBefore},
                    {"rssKb", residentKb()}});
        }
        const long after = residentKb();
        auto said = work->end();
        // With its own engine the process does all that the engine does: the window's share is that of the GUI thread.
        auto more = said;
        more["guiShare"] = guiUsed / wall;
        more["processShare"] = cpuUsed / wall;
        report(title + (beside ? "the whole console" : "the GUI thread"), (beside ? cpuUsed : guiUsed) / wall, kShare,
               "of a core", std::move(more));
        report(title + "memory grown", static_cast<double>(after - before),
               static_cast<double>(std::max(kGrowthKb, static_cast<long>(kGrowth * static_cast<double>(before)))), "kB",
               {{"beginKb", before}, {"endKb", after}, {"seconds", wall}});
    }
    std::filesystem::remove_all(folder);
}

}  // namespace beamline::bench
