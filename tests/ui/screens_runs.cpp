// SPDX-License-Identifier: Apache-2.0
// The page Runs at work: views, columns, groups, many runs at once, what came of it.
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include "engine/api/ids.h"
#include "tests/ui/screens.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/batches/batches_page.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/run_view_bar.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"

namespace beamline::test {

namespace {

/// A busy day: enough of everything that groups, counts and batches have something to say.
std::shared_ptr<FixtureEngine> busyDay() {
    auto engine = sampleEngine();
    const char* workflows[] = {"invoice-approval", "endpoint-health", "data-import", "folder-backup"};
    const char* titles[] = {"Timeout", "The certificate of the gateway has expired", "NOT NULL constraint failed"};
    for (int i = 0; i < 400; ++i) {
        api::RunSummary run;
        run.createdAt = run.startedAt = kSampleNow - 3'600'000 * 3 - i * 61'000LL;
        run.id = api::newUlid(run.createdAt);
        run.ns = "examples";
        run.workflow = workflows[i % 4];
        run.version = i % 7 ? "2.0.0" : "1.9.2";
        run.phase = i % 5 == 0 ? api::Phase::faulted : i % 41 == 1 ? api::Phase::suspended : api::Phase::completed;
        run.endedAt = run.phase == api::Phase::suspended ? 0 : run.createdAt + 900LL * (i % 90 + 3);
        run.updatedAt = run.endedAt != 0 ? run.endedAt : run.createdAt + 4000;
        run.tasksTotal = 10;
        run.tasksDone = run.phase == api::Phase::completed ? 10 : 6;
        run.labels = {{"team", i % 3 ? "finance" : "operations"}, {"region", i % 2 ? "eu-central" : "us-east"}};
        if (run.phase == api::Phase::faulted) {
            run.now = titles[i % 3];
            run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 502,
                                           titles[i % 3], "while asking the gateway", "/do/2/probe"};
        }
        engine->put(run);
    }
    return engine;
}

RunsPage* runsPage(MainWindow& window) {
    return window.findChild<RunsPage*>();
}

void trigger(MainWindow& window, const char* id) {
    for (auto* action : runsPage(window)->actions()) {
        if (action->objectName() == QLatin1String(id)) {
            action->trigger();
        }
    }
    settle();
}

void filterBy(MainWindow& window, const char* text) {
    runsPage(window)->showQuery(QString::fromLatin1(text));
    settle();
}

void selectRows(MainWindow& window, int count) {
    auto* table = runsPage(window)->findChild<TableView*>();
    table->setFocus();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
    for (int i = 1; i < count; ++i) {
        QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    }
    settle();
}

void press(QWidget& root, const char* name) {
    for (auto* button : root.findChildren<QAbstractButton*>(QString::fromLatin1(name))) {
        if (button->isVisible()) {
            button->click();
        }
    }
    settle();
}

void choose(const char* id) {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    for (auto* action : menu ? menu->actions() : QList<QAction*>()) {
        if (action->objectName() == QLatin1String(id)) {
            action->trigger();
        }
    }
    if (menu) {
        menu->close();
    }
    settle();
}

QWidget* bulkDialog(MainWindow& window, const char* filter, int rows, const char* action) {
    filterBy(window, filter);
    selectRows(window, rows);
    trigger(window, action);
    settle();
    return window.findChild<BulkDialog*>();
}

void startBulk(MainWindow& window, const char* filter, int rows, const char* action) {
    auto* dialog = bulkDialog(window, filter, rows, action);
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("the gateway has a new certificate"));
    if (auto* sure = dialog->findChild<QCheckBox*>()) {
        sure->setChecked(true);
    }
    press(*dialog, "bulk.act");
    settle(1500);
}

/// Four runs go on, whatever was done to them for the picture before.
void awake(FixtureEngine& engine) {
    const auto all = engine.runs({}, false);
    for (std::size_t i = 0; i < 4; ++i) {
        auto run = all[i];
        run.phase = api::Phase::running;
        run.endedAt = 0;
        engine.put(run);
    }
}

/// Of those that are faulted `retry` begins again, every third faults again a moment later.
void faultAgain(FixtureEngine& engine, const std::vector<std::string>& ids) {
    int at = 0;
    for (auto run : engine.runs({}, true)) {
        if (std::find(ids.begin(), ids.end(), run.id) == ids.end()) {
            continue;
        }
        run.phase = ++at % 3 == 0 ? api::Phase::faulted : at % 7 == 0 ? api::Phase::running : api::Phase::completed;
        run.error = api::WorkflowError{"https://example.com/errors/timeout",
                                       408,
                                       "The gateway has not answered within thirty seconds",
                                       {},
                                       "/do/2/probe"};
        engine.put(run);
    }
    settle(700);
}

QWidget* batches(MainWindow& window) {
    auto* page = new BatchesPage(window.session(), nullptr);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->resize(window.width() - 260, window.height() - 60);
    page->setContentsMargins(24, 16, 24, 16);
    page->show();
    page->activated();
    settle();
    return page;
}

}  // namespace

void shootRuns(Stage& stage, const QString& suffix, const QSize& size) {
    const auto shoot = [&](const char* name, const std::function<QWidget*(MainWindow&)>& act,
                           std::shared_ptr<FixtureEngine> engine = nullptr) {
        stage.shoot(QLatin1String(name) + suffix, size, QStringLiteral("runs"), engine ? engine : busyDay(), act);
    };
    shoot("runs-views", [](MainWindow& window) -> QWidget* {
        filterBy(window, "workflow:invoice* age<1d");
        return &window;
    });
    shoot("runs-grouped", [](MainWindow& window) -> QWidget* {
        press(window, "runs.group");
        choose("group.error");
        auto* tree = visible<RunGroupsView>(window);
        tree->setExpanded(tree->model()->index(1, 0), true);
        settle();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        return &window;
    });
    shoot("runs-columns", [](MainWindow& window) -> QWidget* {
        press(window, "runs.columns");
        choose("columns.reset");  // of the picture before
        press(window, "runs.columns");
        choose("column.label.team");
        press(window, "runs.columns");
        choose("column.error");
        press(window, "runs.columns");
        choose("column.ended");
        return &window;
    });
    shoot("runs-columns-menu", [](MainWindow& window) -> QWidget* {
        press(window, "runs.columns");
        return QApplication::activePopupWidget();
    });
    shoot("runs-selected", [](MainWindow& window) -> QWidget* {
        selectRows(window, 5);
        return &window;
    });
    shoot("runs-selected-one", [](MainWindow& window) -> QWidget* {
        selectRows(window, 1);
        return &window;
    });
    shoot("runs-bulk-retry",
          [](MainWindow& window) { return bulkDialog(window, "since:today", 40, "runs.bulk.retry"); });
    shoot("runs-bulk-rerun",
          [](MainWindow& window) { return bulkDialog(window, "status:faulted", 12, "runs.bulk.rerun"); });
    shoot("runs-bulk-cancel",
          [](MainWindow& window) { return bulkDialog(window, "status:suspended", 6, "runs.bulk.cancel"); });
    auto held = busyDay();
    held->holdBatches(true);
    shoot(
        "runs-batch-progress",
        [held](MainWindow& window) -> QWidget* {
            startBulk(window, "status:faulted", 40, "runs.bulk.retry");
            held->advanceBatch(runsPage(window)->findChild<BatchStrip*>()->batch().toStdString(), 14);
            settle(1500);
            return &window;
        },
        held);
    auto done = busyDay();
    shoot(
        "runs-batch-result",
        [done](MainWindow& window) -> QWidget* {
            awake(*done);
            startBulk(window, "status:running,waiting since:today", 4, "runs.bulk.suspend");
            filterBy(window, "");
            return &window;
        },
        done);
    shoot(
        "batches",
        [done](MainWindow& window) -> QWidget* {
            awake(*done);
            startBulk(window, "age<1d", 60, "runs.bulk.retry");
            startBulk(window, "status:running,waiting", 4, "runs.bulk.suspend");
            return batches(window);
        },
        done);
    auto again = busyDay();
    shoot(
        "runs-batch-faulted-again",
        [again](MainWindow& window) -> QWidget* {
            startBulk(window, "status:faulted", 40, "runs.bulk.retry");
            faultAgain(*again, again->last<api::StartBatch>()->runs);
            filterBy(window, "");
            return &window;
        },
        again);
    shoot(
        "batches-faulted-again",
        [again](MainWindow& window) -> QWidget* {
            startBulk(window, "status:faulted", 30, "runs.bulk.retry");
            faultAgain(*again, again->last<api::StartBatch>()->runs);
            auto* page = batches(window);
            static_cast<BatchesPage*>(page)->showFaulted(runsPage(window)->findChild<BatchStrip*>()->batch());
            settle(700);
            return page;
        },
        again);
    shoot("runs-mistaken", [](MainWindow& window) -> QWidget* {
        filterBy(window, "status:faulted since:today");
        selectRows(window, 3);
        filterBy(window, "status:failed since:today workflow:invoice*");
        return &window;
    });
    shoot("runs-selected-faulted", [](MainWindow& window) -> QWidget* {
        filterBy(window, "status:faulted");
        selectRows(window, 1);
        return &window;
    });
    shoot("batches-empty", batches);
    shoot("runs-frozen", [](MainWindow& window) -> QWidget* {
        press(window, "runs.freeze");
        return &window;
    });
}

}  // namespace beamline::test
