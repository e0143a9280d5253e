// SPDX-License-Identifier: Apache-2.0
// Measures the graph of a large run:
//     bench_graph [TASKS]
// JSON lines: how long the layout takes and how long the GUI thread is busy with it, then, for some zooms, what a frame
// costs while the graph is panned, and what one task that changes its state costs. Without a display it draws into
// memory.
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <algorithm>
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

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void waitForLayout(GraphView& view) {
    QElapsedTimer whole;
    whole.start();
    double longest = 0;
    while (view.isArranging()) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, milliseconds(turn));
    }
    std::cout << R"({"what":"layout","ms":)" << milliseconds(whole) << R"(,"longest GUI turn ms":)" << longest << "}\n";
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
    for (const double zoom : {1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02}) {
        view.zoomBy(zoom / view.zoom());
        QCoreApplication::processEvents();
        std::vector<double> frames;
        QScrollBar& down = *view.verticalScrollBar();
        down.setValue(0);
        for (int i = 0; i < kFrames; ++i) {
            QElapsedTimer timer;
            timer.start();
            down.setValue(down.value() + kStep >= down.maximum() ? 0 : down.value() + kStep);
            view.viewport()->repaint();
            frames.push_back(milliseconds(timer));
        }
        report("pan", view.zoom(), std::move(frames));
    }
    std::vector<double> changes;
    api::TaskState state = run.tasks[5];
    for (int i = 0; i < kFrames; ++i) {
        state.phase = i % 2 ? api::Phase::running : api::Phase::completed;
        QElapsedTimer timer;
        timer.start();
        view.setState(state);
        QCoreApplication::processEvents();
        changes.push_back(milliseconds(timer));
    }
    report("one task changes", view.zoom(), std::move(changes));
    std::vector<double> answers;
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.setGraph(run.graph);
        view.setStates(run.tasks);
        QCoreApplication::processEvents();
        answers.push_back(milliseconds(timer));
    }
    report("an answer with the same", view.zoom(), std::move(answers));
    return 0;
}
