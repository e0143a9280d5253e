// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of bench_budget: each runs in a process of its own, on the real console with its own engine, and prints a
// JSON line for each budget. GUI thread.

#include <QAbstractItemView>
#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/console/console_app.h"
#include "tests/bench/gui_probe.h"
#include "ui/session/engine_session.h"
#include "ui/shell/main_window.h"

namespace beamline::bench {

struct BudgetOptions {
    std::filesystem::path folder;  ///< journals are made here once, and stay
    int runs = 1'000'000;
    int approvals = 100'000;  ///< open ones, of these runs
    int seconds = 300;        ///< under events
    int rate = 10'000;        ///< events a second
    std::filesystem::path journal() const {
        return folder / ("runs-" + std::to_string(runs) + "-" + std::to_string(approvals));
    }
};

/// One line; `more` says how it was measured. Returns whether it is kept.
bool report(const std::string& budget, double measured, double limit, const char* unit, boost::json::object more = {});

/// Whether one was not, in this process.
bool missed();

/// The console as its program starts it.
class Console {
public:
    Console(const std::filesystem::path& dataDir, const QString& place);
    /// Ends it as a user does, and waits.
    ~Console();
    ui::MainWindow& window() const { return *m_window; }
    ui::EngineSession& session() const { return *m_window->session(); }
    /// There is a session with its pages; false: not within a minute.
    bool isOpen() const { return m_window && m_window->session(); }
    template <class T>
    T& part() const {
        auto* found = m_window->findChild<T*>();
        if (!found) {
            qFatal("The window has no %s", T::staticMetaObject.className());
        }
        return *found;
    }
    /// Of that page: others have some of the same kind.
    template <class Page, class Model>
    QAbstractItemView& viewOf() const {
        for (auto* view : part<Page>().template findChildren<QAbstractItemView*>()) {
            if (qobject_cast<Model*>(view->model())) {
                return *view;
            }
        }
        qFatal("The page has no view of %s", Model::staticMetaObject.className());
    }

private:
    std::unique_ptr<app::ConsoleInstance> m_instance;
    std::unique_ptr<app::ConsoleApp> m_app;
    ui::MainWindow* m_window = nullptr;
};

/// ms from doing something to its picture.
struct Shown {
    double wall = 0;
    double own = 0;      ///< without what the GUI thread stood in line for a processor
    double gui = 0;      ///< work of the GUI thread
    double process = 0;  ///< of all threads
};
/// From `act` until what `answered` waits for was painted in `view`. `answered` gets what it has to call.
Shown shown(QAbstractItemView& view, const std::function<void()>& act,
            const std::function<QMetaObject::Connection(std::function<void()>)>& answered);
/// The one in the middle by `own`.
Shown median(std::vector<Shown> all);
boost::json::object toJson(const Shown& shown);

/// ms until the engine's answer is in the GUI thread; of `times` the one in the middle.
template <class Op>
double answerMs(ui::EngineSession& session, const Op& op, typename Op::Reply* last = nullptr, int times = 5) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        bool here = false;
        const double begin = seconds(CLOCK_MONOTONIC);
        session.call<Op>(op, nullptr, [&](api::Result<typename Op::Reply> reply) {
            here = true;
            if (reply.ok() && last) {
                *last = std::move(*reply);
            }
        });
        while (!here) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        all.push_back(1000 * (seconds(CLOCK_MONOTONIC) - begin));
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

/// A journal of so many runs is there now.
void makeJournal(const BudgetOptions& options);
/// `begin`: when the process was started, by the steady clock in seconds.
void measureStart(const BudgetOptions& options, double begin);
void measurePages(const BudgetOptions& options);
void measureNumbers(const BudgetOptions& options);
void measureQuiet(const BudgetOptions& options);
/// `beside`: the engine is another process, as with a daemon on the same directory.
void measureLoad(const BudgetOptions& options, bool beside);
/// The other process: gives the engine of the directory work until its input ends.
int emitEvents(const std::filesystem::path& dataDir, int rate);

}  // namespace beamline::bench
