// SPDX-License-Identifier: Apache-2.0
#pragma once
// The page Runs over a fixture engine, as the tests of it use it.
#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/ids.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/batch_list_model.h"
#include "ui/models/batch_runs_model.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/batches/batches_page.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/pages/runs/run_bulk.h"
#include "ui/pages/runs/run_export_bar.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/run_view_bar.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

using test::FixtureEngine;

inline constexpr api::Timestamp kDayMs = 86'400'000;

/// The sample evening after a bad day: sixty runs have faulted yesterday, and twenty today.
inline std::shared_ptr<FixtureEngine> badDay() {
    auto engine = test::sampleEngine();
    for (int i = 0; i < 80; ++i) {
        api::RunSummary run;
        const api::Timestamp at = test::kSampleNow - (i < 60 ? kDayMs : 0) - 3'600'000 + i * 1000;
        run.id = api::newUlid(at);
        run.ns = "examples";
        run.workflow = i % 2 ? "data-import" : "endpoint-health";
        run.version = "2.0.0";
        run.phase = api::Phase::faulted;
        run.createdAt = run.startedAt = at;
        run.endedAt = at + 5000;
        run.labels = {{"team", i % 3 ? "ops" : "finance"}};
        run.error =
            api::WorkflowError{"https://example.com/errors/timeout", 408, "Timeout", "after 30 s", "/do/0/probe"};
        run.now = "timeout after 30 s";
        engine->put(run);
    }
    return engine;
}

struct ShownRuns {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    RunsPage page;
    QSignalSpy places;
    QTableView* table;

    explicit ShownRuns(std::shared_ptr<FixtureEngine> with, Settings* settings = nullptr)
        : engine(std::move(with)),
          session(engine, test::sampleIdentity(), QStringLiteral("test")),
          page(&session),
          places(&page, &Page::navigate),
          table(page.findChild<TableView*>()) {
        if (settings) {
            page.remember(*settings);
        }
        page.resize(1300, 800);
        page.show();
        page.activated();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QTRY_VERIFY(table->model()->rowCount() > 0);
    }
    template <class T>
    T* one(const char* name) {
        return page.window()->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) {
        auto* button = one<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QAction* action(const char* id) {
        for (auto* action : page.actions()) {
            if (action->objectName() == QLatin1String(id)) {
                return action;
            }
        }
        return nullptr;
    }
    /// Types a filter and presses Enter; then goes to the list by Tab.
    void ask(const char* text) {
        page.focusFilter();
        QTest::keyClicks(page.focusWidget(), QString::fromLatin1(text));
        QTest::keyClick(page.focusWidget(), Qt::Key_Return);
    }
    BulkDialog* dialog() { return page.window()->findChild<BulkDialog*>(); }
    /// Waits for a menu and triggers an entry of it.
    void choose(const char* id) {
        QMenu* menu = nullptr;
        QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())));
        for (auto* action : menu->actions()) {
            if (action->objectName() == QLatin1String(id)) {
                QVERIFY2(action->isEnabled(), id);
                action->trigger();
                menu->close();
                QTRY_VERIFY(!QApplication::activePopupWidget());
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no entry %1").arg(QLatin1String(id))));
    }
    void menuOfChip(int at) {
        auto* chip = page.findChild<ChipBar*>()->chip(at);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, chip->rect().center(), chip->mapToGlobal(QPoint(0, 0)));
        QApplication::sendEvent(chip, &event);
    }
    void nameView(const char* name) {
        auto* asks = one<QDialog>("runs.viewName");
        QVERIFY(asks);
        auto* field = asks->findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, QString::fromLatin1(name));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!one<QDialog>("runs.viewName"));
    }
    QStringList titles() {
        QStringList all;
        auto* header = table->horizontalHeader();
        for (int at = 0; at < header->count(); ++at) {
            const int column = header->logicalIndex(at);
            if (!header->isSectionHidden(column)) {
                all << table->model()->headerData(column, Qt::Horizontal).toString();
            }
        }
        return all;
    }
    QString said() {
        auto* bar = page.findChild<InfoBar*>();
        return bar->isVisible() ? bar->text() : QString();
    }
};

}  // namespace beamline::ui
