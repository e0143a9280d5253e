// SPDX-License-Identifier: Apache-2.0
// Measures a window of the console while its engine, reached as a cluster is, emits events:
//     bench_console [SECONDS] [EVENTS A SECOND] [PLACE…]
// One JSON line for each page in front: the longest time that nothing was answered on the GUI thread, by the clock,
// without what that thread waited for a processor (own: work and locks), and its work alone; its share of a processor,
// and the memory of the process at begin and end. Without a display it draws into memory.
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <thread>

#include "engine/wire/engine_service.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"
#include "tests/ui/sample_cluster.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr int kRuns = 2'000;
constexpr std::chrono::milliseconds kProbeEvery{4};
constexpr std::chrono::milliseconds kEmitEvery{10};
constexpr std::chrono::seconds kWait{10};
constexpr int kSettleMs = 2'000;

double seconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

long residentKb() {
    std::ifstream file("/proc/self/statm");
    long size = 0;
    long resident = 0;
    file >> size >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/// How long the thread whose file this is stood in line for a processor so far; 0 where the system does not tell.
double queuedSeconds(const std::string& schedstat) {
    std::ifstream file(schedstat);
    std::int64_t ran = 0;
    std::int64_t queued = 0;
    file >> ran >> queued;
    return static_cast<double>(queued) / 1e9;
}

/// Knocks at the GUI thread and measures how long it takes until that opens.
class Knocker {
public:
    explicit Knocker(QObject* door) : m_door(door) {
        pthread_getcpuclockid(pthread_self(), &m_cpu);
        m_thread = std::thread([this] { run(); });
    }
    ~Knocker() {
        m_ends = true;
        m_thread.join();
    }
    /// Forgets what was measured, when the GUI thread is the caller.
    void begin() {
        m_walls.clear();
        m_longestOwn = m_longestCpu = 0;
        m_cpuBegin = seconds(m_cpu);
        m_wallBegin = seconds(CLOCK_MONOTONIC);
    }
    double longest() const { return m_walls.empty() ? 0 : *std::max_element(m_walls.begin(), m_walls.end()); }
    double percentile(double part) {
        std::sort(m_walls.begin(), m_walls.end());
        return m_walls.empty() ? 0 : m_walls[static_cast<std::size_t>(part * static_cast<double>(m_walls.size() - 1))];
    }
    double longestOwn() const { return m_longestOwn; }
    double longestCpu() const { return m_longestCpu; }
    double share() const { return (seconds(m_cpu) - m_cpuBegin) / (seconds(CLOCK_MONOTONIC) - m_wallBegin); }

private:
    void run() {
        while (!m_ends) {
            std::this_thread::sleep_for(kProbeEvery);
            if (m_open.exchange(false)) {
                QMetaObject::invokeMethod(
                    m_door,
                    [this, wall = seconds(CLOCK_MONOTONIC), cpu = seconds(m_cpu), queued = queuedSeconds(m_stat)] {
                        const double took = seconds(CLOCK_MONOTONIC) - wall;
                        m_walls.push_back(1000 * took);
                        m_longestOwn = std::max(m_longestOwn, 1000 * (took - (queuedSeconds(m_stat) - queued)));
                        m_longestCpu = std::max(m_longestCpu, 1000 * (seconds(m_cpu) - cpu));
                        m_open = true;
                    },
                    Qt::QueuedConnection);
            }
        }
    }

    QObject* m_door;
    clockid_t m_cpu{};
    std::vector<double> m_walls;                                                              ///< ms
    double m_longestOwn = 0;                                                                  ///< ms
    double m_longestCpu = 0;                                                                  ///< ms
    const std::string m_stat = "/proc/self/task/" + std::to_string(gettid()) + "/schedstat";  ///< of who made this
    double m_cpuBegin = 0;
    double m_wallBegin = 0;
    std::atomic<bool> m_open{true};
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

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

void spin(int ms) {
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < ms;) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);  // the knocker wakes it
    }
}
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
