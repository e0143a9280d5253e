// SPDX-License-Identifier: Apache-2.0
#include <QCheckBox>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

#include "tests/ui/sample_rehearsals.h"
#include "tests/ui/screens.h"
#include "ui/pages/run/attempts_view.h"
#include "ui/pages/run/dry_run_panel.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/widgets/code_editor.h"

namespace beamline::test {

namespace {
QWidget* attemptsOf(MainWindow& window, int task) {
    for (auto* table : window.findChildren<QTableView*>()) {
        if (table->isVisible() && table->accessibleName() == QLatin1String("Timeline of the tasks")) {
            table->selectRow(task);
        }
    }
    settle();
    visible<TaskInspector>(window)->findChild<QTabWidget*>()->setCurrentIndex(3);
    return &window;
}

QWidget* chooseDryRun(MainWindow& window) {
    auto* dialog = window.findChild<StartDialog*>();
    for (auto* one : dialog->findChildren<QCheckBox*>()) {
        if (one->text() == QLatin1String("Dry run")) {
            one->setChecked(true);
        }
    }
    settle();
    return dialog;
}

void click(QWidget* in, const QString& text) {
    for (auto* button : in->findChildren<QPushButton*>()) {
        if (button->text() == text && button->isVisible()) {
            button->click();
            return;
        }
    }
}
}  // namespace

void shootRehearsals(Stage& stage, const QString& suffix, const QSize& size) {
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    const auto run = [](const char* id) { return QStringLiteral("run/") + QString::fromLatin1(id); };
    stage.shoot(at("run-exchanges"), size, run(kOrderRun), outsideEngine(),
                [](MainWindow& window) { return attemptsOf(window, 1); });
    stage.shoot(at("run-statements"), size, run(kOrderRun), outsideEngine(), [](MainWindow& window) {
        attemptsOf(window, 2);
        auto* list = visible<AttemptsView>(window)->findChild<QListView*>();
        list->setCurrentIndex(list->model()->index(2, 0));
        return same(window);
    });
    stage.shoot(at("runs-dry"), size, QStringLiteral("runs"), dryRunEngine(), same);
    stage.shoot(at("run-dry"), size, run(kDryRun), dryRunEngine(), [](MainWindow& window) {
        visible<DryRunPanel>(window)->findChild<QTableView*>()->selectRow(4);
        return same(window);
    });
    stage.shoot(at("run-refused"), size, run(kRefusedRun), dryRunEngine(), same);
    const QString start = QStringLiteral("start/examples/invoice-approval");
    stage.shoot(at("start-dry"), size, start, sampleEngine(), chooseDryRun);
    stage.shoot(at("start-dry-broken"), size, start, sampleEngine(), [](MainWindow& window) {
        auto* dialog = chooseDryRun(window);
        dialog->findChild<CodeEditor*>()->setPlainText(
            QStringLiteral("{\n  \"mocks\": [\n    {\"task\": \"/do/0/readInvoices\",\n     \"output\": }\n  ]\n}"));
        settle(700);
        return dialog;
    });
    stage.shoot(at("start-again"), size, run(kRefusedRun), dryRunEngine(), [](MainWindow& window) -> QWidget* {
        click(&window, QStringLiteral("Start again with mocks…"));
        return window.findChild<StartDialog*>();
    });
}

}  // namespace beamline::test
