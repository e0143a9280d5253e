// SPDX-License-Identifier: Apache-2.0
// Measures the graph of a large run:
//     bench_graph [TASKS]
// JSON lines, in ms of work of the GUI thread: its longest turn around a layout, then, for some zooms, what a frame
// costs while the graph is panned, what one task that changes its state costs, an edge more that was taken, and an
// answer of the engine that says the same. Without a display it draws into memory.
#include <QApplication>
#include <QEventLoop>
#include <QScrollBar>
#include <algorithm>
#include <ctime>
#include <iostream>
#include <vector>

#include "tests/ui/sample_pairs.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr int kFrames = 200;
constexpr int kStep = 37;  // pixels a frame

/// Work of this thread alone: what it waits for a processor is no matter of the graph.
class Work {
public:
    double milliseconds() const { return now() - m_begin; }

private:
    static double now() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    const double m_begin = now();
};

void waitForLayout(GraphView& view) {
    double longest = 0;
    while (view.isArranging()) {
        const Work turn;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        longest = std::max(longest, turn.milliseconds());
    }
    std::cout << R"({"what":"layout on another thread","longest turn of this one ms":)" << longest << "}\n";
}

void report(const char* what, double zoom, std::vector<double> frames) {
    std::sort(frames.begin(), frames.end());
    const auto at = [&](double part) { return frames[static_cast<std::size_t>(part * double(frames.size() - 1))]; };
    std::cout << R"({"what":")" << what << R"(","zoom":)" << zoom << R"(,"p50 ms":)" << at(0.5) << R"(,"p95 ms":)"
              << at(0.95) << R"(,"max ms":)" << at(1) << "}\n";
}
}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    Theme::current().install(application, ThemeMode::Light);
    const int tasks = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const auto run = test::largeRun(tasks);
    GraphView view;
    view.resize(1400, 700);
    view.show();
    view.setGraph(run.graph);
    view.setStates(run.tasks);
    waitForLayout(view);
    view.foldAll(false);
    waitForLayout(view);
    std::vector<bool> taken(run.graph.edges.size());
    std::fill_n(taken.begin(), taken.size() / 2, true);
    view.setTaken(taken);
    for (const double zoom : {1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02}) {
        view.zoomBy(zoom / view.zoom());
        QCoreApplication::processEvents();
        std::vector<double> frames;
        QScrollBar& down = *view.verticalScrollBar();
        down.setValue(0);
        for (int i = 0; i < kFrames; ++i) {
            const Work work;
            down.setValue(down.value() + kStep >= down.maximum() ? 0 : down.value() + kStep);
            view.viewport()->repaint();
            frames.push_back(work.milliseconds());
        }
        report("pan", view.zoom(), std::move(frames));
    }
    std::vector<double> changes;
    api::TaskState state = run.tasks[5];
    for (int i = 0; i < kFrames; ++i) {
        state.phase = i % 2 ? api::Phase::running : api::Phase::completed;
        const Work work;
        view.setState(state);
        QCoreApplication::processEvents();
        changes.push_back(work.milliseconds());
    }
    report("one task changes", view.zoom(), std::move(changes));
    std::vector<double> ways;
    for (int i = 0; i < kFrames; ++i) {
        taken[taken.size() / 2 + static_cast<std::size_t>(i)] = true;
        const Work work;
        view.setTaken(taken);
        QCoreApplication::processEvents();
        ways.push_back(work.milliseconds());
    }
    report("the way goes on", view.zoom(), std::move(ways));
    std::vector<double> answers;
    for (int i = 0; i < kFrames; ++i) {
        const Work work;
        view.setGraph(run.graph);
        view.setStates(run.tasks);
        QCoreApplication::processEvents();
        answers.push_back(work.milliseconds());
    }
    report("an answer with the same", view.zoom(), std::move(answers));
    return 0;
}
