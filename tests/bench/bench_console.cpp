// SPDX-License-Identifier: Apache-2.0
// Measures a window of the console while its engine, reached as a cluster is, emits events:
//     bench_console [SECONDS] [EVENTS A SECOND] [PLACE…]
// One JSON line for each page in front: the longest time that nothing was answered on the GUI thread, by the clock,
// without what that thread waited for a processor (own: work and locks), and its work alone; its share of a processor,
// and the memory of the process at begin and end. Without a display it draws into memory.

#include <QApplication>
#include <QTemporaryDir>
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>

#include "engine/wire/engine_service.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"
#include "tests/bench/gui_probe.h"
#include "tests/ui/sample_cluster.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;
using bench::Knocker;
using bench::residentKb;
using bench::spin;

namespace {
constexpr int kRuns = 2'000;
constexpr std::chrono::milliseconds kEmitEvery{10};
constexpr std::chrono::seconds kWait{10};
constexpr int kSettleMs = 2'000;

/// Runs that take a task after the other: two words of a task, then one of its run, at an even pace.
class Emitter {
public:
    Emitter(test::FixtureEngine& engine, int rate) : m_engine(engine), m_rate(rate) {
        for (int i = 0; i < kRuns; ++i) {
            api::RunSummary run;
            run.id = "01HBENCH" + std::to_string(100'000'000'000'000'000LL + i).substr(0, 18);
            run.ns = "bench";
            run.workflow = "steps";
            run.version = "1.0.0";
            run.phase = api::Phase::running;
            run.createdAt = run.startedAt = run.updatedAt = test::kSampleNow - i;
            run.tasksTotal = 1'000'000;
            m_engine.put(run);
            m_runs.push_back(std::move(run));
        }
        m_thread = std::thread([this] { run(); });
    }
    ~Emitter() {
        m_ends = true;
        m_thread.join();
    }
    std::int64_t emitted() const { return m_emitted; }
    const std::string& someRun() const { return m_runs.front().id; }

private:
    void run() {
        const auto begin = std::chrono::steady_clock::now();
        std::size_t next = 0;
        for (auto due = begin; !m_ends; due += kEmitEvery) {
            std::this_thread::sleep_until(due);
            const auto until = static_cast<std::int64_t>(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() * m_rate);
            while (m_emitted + 3 <= until && !m_ends) {
                auto& one = m_runs[next++ % m_runs.size()];
                api::Event event;
                event.at = one.updatedAt;
                event.run = one.id;
                event.ns = one.ns;
                event.workflow = one.workflow;
                event.version = one.version;
                event.task = "/do/0/step";
                event.name = "step";
                event.kind = "task.started";
                m_engine.publish(event);
                event.kind = "task.completed";
                m_engine.publish(event);
                ++one.tasksDone;
                ++one.updatedAt;
                one.now = "step " + std::to_string(one.tasksDone);
                m_engine.put(one);
                m_emitted += 3;
            }
        }
    }

    test::FixtureEngine& m_engine;
    const int m_rate;
    std::vector<api::RunSummary> m_runs;
    std::atomic<std::int64_t> m_emitted{0};
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    const QStringList words = app.arguments();
    const int length = words.value(1, QStringLiteral("10")).toInt();
    const int rate = words.value(2, QStringLiteral("10000")).toInt();
    if (length < 1 || rate < 1) {
        std::cerr << "bench_console [SECONDS] [EVENTS A SECOND] [PLACE...]\n";
        return 2;
    }
    Theme::current().install(app, ThemeMode::Light);
    auto engine = test::clusterEngine();
    const auto hub = wire::MemoryHub::create();
    const wire::EngineService service(engine, hub->listen());
    auto remote = wire::RemoteEngine::connect(hub->connector(), kWait);
    if (!remote.ok()) {
        std::cerr << remote.error().message << "\n";
        return 1;
    }
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(settings);
    window.setSession(std::make_unique<EngineSession>(*remote, test::sampleIdentity(), QStringLiteral("bench")), false);
    window.resize(1440, 900);
    window.show();
    std::int64_t seen = 0;
    int gaps = 0;
    QObject::connect(
        window.session(), &EngineSession::eventsArrived, &window,
        [&seen](const std::vector<api::Event>& batch) { seen += static_cast<std::int64_t>(batch.size()); });
    QObject::connect(window.session(), &EngineSession::gap, &window, [&gaps] { ++gaps; });
    Knocker knocker(&window);
    Emitter emitter(*engine, rate);
    QStringList places = words.mid(3);
    if (places.isEmpty()) {
        places = QStringList{
            QStringLiteral("runs"),        QStringLiteral("run/") + QString::fromStdString(emitter.someRun()),
            QStringLiteral("approvals"),   QStringLiteral("workflows"),
            QStringLiteral("deadletters"), QStringLiteral("cluster")};
    }
    for (const QString& place : places) {
        window.open(place);
        spin(kSettleMs);
        knocker.begin();
        const auto emitted = emitter.emitted();
        const auto seenBefore = seen;
        const int gapsBefore = gaps;
        const long before = residentKb();
        spin(1000 * length);
        const double share = knocker.share();
        std::cout << R"({"bench":"console","place":")" << place.section(QLatin1Char('/'), 0, 0).toStdString()
                  << R"(","seconds":)" << length << R"(,"emittedPerSecond":)" << (emitter.emitted() - emitted) / length
                  << R"(,"shownPerSecond":)" << (seen - seenBefore) / length << R"(,"gaps":)" << gaps - gapsBefore
                  << R"(,"longestStallMs":)" << knocker.longest() << R"(,"longestOwnMs":)" << knocker.longestOwn()
                  << R"(,"longestWorkMs":)" << knocker.longestCpu() << R"(,"p99Ms":)" << knocker.percentile(0.99)
                  << R"(,"guiCpuShare":)" << share << R"(,"rssBeginKb":)" << before << R"(,"rssEndKb":)" << residentKb()
                  << "}" << std::endl;
    }
    window.closeSession();
    return 0;
}
