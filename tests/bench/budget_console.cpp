// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QEvent>
#include <cmath>
#include <iostream>

#include "tests/bench/big_journal.h"
#include "tests/bench/budget.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/runs/runs_page.h"

namespace beamline::bench {

namespace {
constexpr double kPatience = 60;  // seconds

bool& anyMissed() {
    static bool missed = false;
    return missed;
}

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

std::string schedstatOfThisThread() {
    return "/proc/self/task/" + std::to_string(gettid()) + "/schedstat";
}

/// Turns the loop until `done`; false: not in time.
bool turnUntil(const std::function<bool()>& done) {
    for (const double end = seconds(CLOCK_MONOTONIC) + kPatience; !done();) {
        if (seconds(CLOCK_MONOTONIC) > end) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Sees a widget being painted.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget* widget) { widget->installEventFilter(this); }
    bool wanted = false;
    bool painted = false;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (wanted && event->type() == QEvent::Paint) {
            // Behind this turn all of the window has been painted.
            QMetaObject::invokeMethod(
                this, [this] { painted = true; }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }
};
}  // namespace

bool missed() {
    return anyMissed();
}

bool report(const std::string& budget, double measured, double limit, const char* unit, boost::json::object more) {
    const bool kept = measured <= limit;
    anyMissed() = anyMissed() || !kept;
    boost::json::object line{
        {"name", budget}, {"measured", rounded(measured)}, {"budget", rounded(limit)}, {"unit", unit},
        {"ok", kept},     {"build", BEAMLINE_BENCH_BUILD}};
    for (auto& [key, value] : more) {
        line[key] = value.is_double() ? boost::json::value(rounded(value.get_double())) : value;
    }
    std::cout << boost::json::serialize(line) << std::endl;
    return kept;
}

Console::Console(const std::filesystem::path& dataDir, const QString& place) {
    app::ConsoleOptions options;
    options.dataDir = dataDir;
    options.ownEngine = options.ownProcess = true;
    options.theme = ui::ThemeMode::Light;
    options.place = place;
    m_instance = std::make_unique<app::ConsoleInstance>(QString::fromStdString(dataDir.string()));
    (void)m_instance->claim();
    m_app = std::make_unique<app::ConsoleApp>(std::move(options), *m_instance);
    m_app->start();
    for (auto* widget : QApplication::topLevelWidgets()) {
        m_window = m_window ? m_window : qobject_cast<ui::MainWindow*>(widget);
    }
    m_window->resize(1440, 900);
    if (!turnUntil([this] { return isOpen(); })) {
        qFatal("The engine did not open");
    }
}

Console::~Console() {
    m_app->quit();
    QApplication::exec();
}

Shown shown(QAbstractItemView& view, const std::function<void()>& act,
            const std::function<QMetaObject::Connection(std::function<void()>)>& answered) {
    PaintWatch watch(view.viewport());
    PaintWatch around(view.window());  // a list without rows gives way to a note
    const auto connection = answered([&] {
        if (!watch.wanted) {
            watch.wanted = around.wanted = true;
            view.viewport()->update();  // also when nothing in it has changed
            view.window()->update();
        }
    });
    static const std::string stat = schedstatOfThisThread();
    const double wall = seconds(CLOCK_MONOTONIC);
    const double gui = seconds(CLOCK_THREAD_CPUTIME_ID);
    const double process = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const double queued = queuedSeconds(stat);
    act();
    if (!turnUntil([&] { return watch.painted || (around.painted && !view.isVisible()); })) {
        qFatal("Nothing was painted");
    }
    Shown result;
    result.wall = 1000 * (seconds(CLOCK_MONOTONIC) - wall);
    result.own = result.wall - 1000 * (queuedSeconds(stat) - queued);
    result.gui = 1000 * (seconds(CLOCK_THREAD_CPUTIME_ID) - gui);
    result.process = 1000 * (seconds(CLOCK_PROCESS_CPUTIME_ID) - process);
    QObject::disconnect(connection);
    return result;
}

Shown median(std::vector<Shown> all) {
    std::sort(all.begin(), all.end(), [](const Shown& a, const Shown& b) { return a.own < b.own; });
    return all[all.size() / 2];
}

boost::json::object toJson(const Shown& shown) {
    return {{"wallMs", shown.wall}, {"ownMs", shown.own}, {"guiCpuMs", shown.gui}, {"processCpuMs", shown.process}};
}

void makeJournal(const BudgetOptions& options) {
    const auto folder = options.journal();
    if (std::filesystem::exists(folder)) {
        return;
    }
    const auto part = folder.string() + ".part";
    std::filesystem::remove_all(part);
    std::filesystem::create_directories(part);
    {
        store::JournalOptions journalOptions;
        journalOptions.file = std::filesystem::path(part) / "journal.db";
        journalOptions.syncOff = true;
        auto journal = std::move(store::Journal::open(journalOptions)).value();
        constexpr api::Timestamp kMonth = 30LL * 24 * 3600 * 1000;
        const RunTimes times{api::wallClock() - kMonth, kMonth / options.runs};
        const int everyApproval = options.approvals > 0 ? std::max(1, options.runs / options.approvals) : 0;
        const auto me = app::localIdentity("bench").user;
        for (int i = 0; i < options.runs; ++i) {
            const bool asks = everyApproval > 0 && i % everyApproval == 1;
            const auto phase = i % 100 == 0 ? api::Phase::faulted : asks ? api::Phase::waiting : api::Phase::completed;
            auto change = creation(*journal, i, phase, true, times);
            if (asks) {
                const auto& run = change.row->summary;
                api::Approval approval;
                approval.id = run.id + ".1";
                approval.run = run.id;
                approval.ns = run.ns;
                approval.workflow = run.workflow;
                approval.version = run.version;
                approval.task = "/do/0/approve";
                approval.subject = "Pay invoice " + std::to_string(i);
                approval.risk = static_cast<api::Risk>(i / everyApproval % 3);
                approval.requester = "ada";
                const int who = i / everyApproval % 10;
                if (who < 3) {
                    approval.candidates.users = {me};
                } else if (who < 7) {
                    approval.candidates.groups = {"finance"};
                }
                approval.raisedAt = run.createdAt;
                approval.dueAt = run.createdAt + 2 * kMonth;
                approval.hash = api::sha256(approval.id);
                change.approvals.push_back(std::move(approval));
            }
            journal->write(std::move(change));
            if (i % 10'000 == 9'999) {
                journal->flush();
            }
        }
        journal->flush();
    }
    std::filesystem::rename(part, folder);
}

void measureStart(const BudgetOptions& options, double begin) {
    const Console console(options.journal(), QStringLiteral("runs"));
    auto& view = console.viewOf<ui::RunsPage, ui::RunListModel>();
    const auto& model = *qobject_cast<ui::RunListModel*>(view.model());
    PaintWatch watch(view.viewport());
    watch.wanted = model.rowCount() > 0;
    QObject::connect(&model, &ui::PagedModel::loaded, &watch, [&] {
        watch.wanted = true;
        view.viewport()->update();
    });
    view.viewport()->update();
    if (!turnUntil([&] { return watch.painted; })) {
        qFatal("Nothing was painted");
    }
    report("start to the first page of runs", 1000 * (seconds(CLOCK_MONOTONIC) - begin), 1000, "ms",
           {{"processCpuMs", 1000 * seconds(CLOCK_PROCESS_CPUTIME_ID)}, {"runs", options.runs}});
}

}  // namespace beamline::bench
