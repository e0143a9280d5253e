// SPDX-License-Identifier: Apache-2.0
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

#include "tests/ui/sample_pairs.h"
#include "tests/ui/screens.h"
#include "ui/pages/compare/choose_run_dialog.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/run/rerun_dialog.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/widgets/graph_view.h"

namespace beamline::test {

namespace {
QTableView* runTable(QWidget& in, const QString& name) {
    for (auto* table : in.findChildren<QTableView*>()) {
        if (table->isVisible() && table->accessibleName() == name) {
            return table;
        }
    }
    return nullptr;
}

QWidget* selectRunTask(MainWindow& window, int row, int tab) {
    runTable(window, QStringLiteral("Timeline of the tasks"))->selectRow(row);
    settle();
    visible<TaskInspector>(window)->findChild<QTabWidget*>()->setCurrentIndex(tab);
    return &window;
}

void trigger(MainWindow& window, const char* name) {
    for (auto* action : window.findChildren<QAction*>(QString::fromLatin1(name))) {
        action->trigger();
    }
    settle();
}

/// The page over the window: it fills what is not the rail.
ComparePage* comparePage(MainWindow& window, const char* a, const char* b) {
    auto* page = new ComparePage(window.session(), &window);
    page->setGeometry(window.rect());
    page->setContentsMargins(space::k24, space::k12, space::k24, space::k12);
    page->setAutoFillBackground(true);
    page->show();
    page->raise();
    page->activated();
    page->showRuns(QString::fromLatin1(a), QString::fromLatin1(b));
    settle();
    return page;
}
}  // namespace

void shootRunTools(Stage& stage, const QString& suffix, const QSize& size) {
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    const QString bad = QStringLiteral("run/") + QString::fromLatin1(kBadRun);
    stage.shoot(at("tools-ended"), size, bad, pairEngine(),
                [](MainWindow& window) { return selectRunTask(window, 5, 0); });
    stage.shoot(at("tools-changes"), size, bad, pairEngine(),
                [](MainWindow& window) { return selectRunTask(window, 5, 5); });
    stage.shoot(at("tools-choose"), size, bad, pairEngine(), [](MainWindow& window) -> QWidget* {
        trigger(window, "run.compare");
        return window.findChild<ChooseRunDialog*>();
    });
    stage.shoot(at("tools-rerun"), size, bad, pairEngine(), [](MainWindow& window) -> QWidget* {
        selectRunTask(window, 5, 0);
        trigger(window, "run.rerunTask");
        auto* dialog = window.findChild<RerunDialog*>();
        auto* version = dialog->findChild<QComboBox*>(QStringLiteral("rerun.version"));
        version->setCurrentIndex(version->findData(QStringLiteral("0.4.0")));
        return dialog;
    });
    const QString again = QStringLiteral("run/") + QString::fromLatin1(kAgainRun);
    stage.shoot(at("tools-again"), size, again, rerunEngine());
    stage.shoot(at("tools-over"), size, again, rerunEngine(),
                [](MainWindow& window) { return selectRunTask(window, 0, 1); });
    stage.shoot(at("tools-begins"), size, again, rerunEngine(),
                [](MainWindow& window) { return selectRunTask(window, 5, 1); });
    for (const auto& [name, tab] : {std::pair{"compare-path", 0}, {"compare-input", 1}, {"compare-definition", 3}}) {
        stage.shoot(at(name), size, QStringLiteral("runs"), pairEngine(), [tab](MainWindow& window) -> QWidget* {
            auto* page = comparePage(window, kGoodRun, kBadRun);
            page->findChild<QTabWidget*>()->setCurrentIndex(tab);
            return page;
        });
    }
    stage.shoot(at("compare-same"), size, QStringLiteral("runs"), pairEngine(),
                [](MainWindow& window) -> QWidget* { return comparePage(window, kGoodRun, kGoodRun); });
    stage.shoot(at("compare-output"), size, QStringLiteral("runs"), pairEngine(),
                [](MainWindow& window) -> QWidget* { return comparePage(window, kGoodRun, kTwinRun); });
    stage.shoot(at("compare-error"), size, QStringLiteral("runs"), pairEngine(),
                [](MainWindow& window) -> QWidget* { return comparePage(window, kGoodRun, "01NONE"); });
    auto large = sampleEngine();
    large->put(largeRun(2'000));
    const QString place = QStringLiteral("run/") + QString::fromLatin1(kLargeRun);
    const auto graph = [](MainWindow& window) { return visible<GraphView>(window); };
    stage.shoot(at("large-folded"), size, place, large, [](MainWindow& window) {
        settle(800);
        auto* find = window.findChild<QLineEdit*>(QStringLiteral("graph.find"));
        find->setText(QStringLiteral("task41"));
        settle();
        return same(window);
    });
    stage.shoot(at("large-open"), size, place, large, [graph](MainWindow& window) {
        settle(800);
        graph(window)->foldAll(false);
        settle(3000);
        graph(window)->fitOrAll();
        return same(window);
    });
    stage.shoot(at("large-boxes"), size, place, large, [graph](MainWindow& window) {
        settle(800);
        graph(window)->foldAll(false);
        settle(3000);
        graph(window)->zoomBy(0.3);
        return same(window);
    });
}

}  // namespace beamline::test
