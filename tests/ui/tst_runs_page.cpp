// SPDX-License-Identifier: Apache-2.0
// The page Runs as an operator uses it, by clicks and keys: views, columns, groups, one run and two, export.
#include "tests/ui/registered_test.h"
#include "tests/ui/shown_runs.h"

namespace tst_runs_page {

using namespace beamline;
using namespace beamline::ui;
using Shown = ShownRuns;

class TestRunsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void viewsAreSavedRenamedOrderedAndDeleted() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        const int own = static_cast<int>(RunViews::builtIn().size());
        {
            Shown shown(badDay(), &settings);
            auto* views = shown.page.findChild<RunViewBar*>();
            QCOMPARE(views->current(), 0);
            shown.ask("workflow:invoice* since:today");
            QCOMPARE(views->current(), -1);
            shown.click("runs.saveView");
            shown.nameView("Invoices today");
            QCOMPARE(views->current(), own);
            auto* chips = shown.page.findChild<ChipBar*>();
            QTRY_COMPARE(chips->chip(own)->accessibleDescription(), QStringLiteral("6"));
            QTRY_COMPARE(chips->chip(0)->accessibleDescription(), QStringLiteral("101"));
            QCOMPARE(chips->chip(1)->accessibleDescription(), QStringLiteral("83"));
            QTest::mouseClick(chips->chip(1), Qt::LeftButton);
            QTRY_COMPARE(shown.table->model()->rowCount(), 83);
            QCOMPARE(shown.page.findChild<QueryBar*>()->text(), QStringLiteral("status:faulted,suspended"));
            shown.click("runs.saveView");
            auto* asks = shown.one<QDialog>("runs.viewName");
            QTest::keyClicks(asks->findChild<QLineEdit*>(), QStringLiteral("invoices TODAY"));
            QVERIFY(asks->findChildren<QLabel*>().back()->text().contains(QStringLiteral("already")));
            QTest::keyClick(asks, Qt::Key_Escape);
            QTRY_VERIFY(!shown.one<QDialog>("runs.viewName"));
            shown.click("runs.saveView");
            shown.nameView("Second");
            shown.menuOfChip(own + 1);
            shown.choose("view.left");
            QCOMPARE(views->views()[own].name, QStringLiteral("Second"));
            shown.menuOfChip(own);
            shown.choose("view.rename");
            shown.nameView("First");
            QCOMPARE(views->views()[own].name, QStringLiteral("First"));
            shown.menuOfChip(own + 1);
            shown.choose("view.delete");
            QCOMPARE(views->views().size(), own + 1);
            QVERIFY(shown.said().contains(QStringLiteral("Invoices today")));
            Q_EMIT shown.page.findChild<InfoBar*>()->actionClicked();
            QCOMPARE(views->views().size(), own + 2);
        }
        Shown again(badDay(), &settings);
        auto* views = again.page.findChild<RunViewBar*>();
        QCOMPARE(views->views()[own].name, QStringLiteral("First"));
        QCOMPARE(views->views()[own + 1].query, QStringLiteral("workflow:invoice* since:today"));
        again.page.findChild<ChipBar*>()->setCurrent(own + 1);
        QTRY_COMPARE(again.table->model()->rowCount(), 6);
        again.page.showQuery(QStringLiteral("status:suspended"));
        QTRY_COMPARE(again.table->model()->rowCount(), 1);
    }

    void columnsSurviveARestart() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        {
            Shown shown(badDay(), &settings);
            QCOMPARE(shown.titles().size(), 7);
            shown.click("runs.columns");
            shown.choose("column.label.team");
            shown.click("runs.columns");
            shown.choose("column.progress");
            auto* header = shown.table->horizontalHeader();
            header->moveSection(header->visualIndex(RunListModel::StartedColumn), 0);
            header->resizeSection(RunListModel::WorkflowColumn, 333);
            shown.table->setCurrentIndex(shown.table->model()->index(0, RunListModel::WorkflowColumn));
            shown.click("runs.columns");
            shown.choose("columns.left");
            QCOMPARE(shown.titles(),
                     (QStringList{QStringLiteral("Started"), QStringLiteral("Workflow"), QStringLiteral("Phase"),
                                  QStringLiteral("Run"), QStringLiteral("Duration"), QStringLiteral("team"),
                                  QStringLiteral("Now")}));
        }
        Shown again(badDay(), &settings);
        QCOMPARE(again.titles().mid(0, 2), (QStringList{QStringLiteral("Started"), QStringLiteral("Workflow")}));
        QVERIFY(again.titles().contains(QStringLiteral("team")));
        QCOMPARE(again.table->horizontalHeader()->sectionSize(RunListModel::WorkflowColumn), 333);
        again.click("runs.columns");
        again.choose("columns.reset");
        QCOMPARE(again.titles().size(), 7);
        QCOMPARE(again.titles().front(), QStringLiteral("Phase"));
        Shown third(badDay(), &settings);
        QCOMPARE(third.titles().front(), QStringLiteral("Phase"));
        third.page.resize(700, 600);
        QTRY_VERIFY(!third.titles().contains(QStringLiteral("Progress")));
    }

    void groupsAreOpenedListedAndSteered() {
        Shown shown(badDay());
        shown.click("runs.group");
        shown.choose("group.error");
        auto* tree = shown.page.findChild<RunGroupsView*>();
        QTRY_VERIFY(tree->isVisible() && tree->model()->rowCount() >= 2);
        tree->setFocus();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QTest::keyClick(tree, Qt::Key_Return);
        const QModelIndex group = tree->model()->index(0, 0);
        QTRY_COMPARE(tree->model()->rowCount(group), 40);
        shown.action("runs.bulk.retry")->trigger();
        QTRY_VERIFY(shown.dialog());
        QTRY_COMPARE(shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"))->text(),
                     QStringLiteral("Retry 40 runs"));
        shown.dialog()->reject();
        QTRY_VERIFY(!shown.dialog());
        tree->setCurrentIndex(tree->model()->index(3, 0, group));
        QTest::keyClick(tree, Qt::Key_Return);
        QVERIFY(shown.places.last().at(0).toString().startsWith(QStringLiteral("run/")));
        tree->setCurrentIndex(group);
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(group).center());
        shown.choose("group.list");
        QTRY_COMPARE(shown.table->model()->rowCount(), 40);
        QVERIFY(shown.page.findChild<QueryBar*>()->text().startsWith(QStringLiteral("error:")));
        shown.click("runs.group");
        shown.choose("group.label");
        QTRY_COMPARE(tree->model()->rowCount(), 2);
        QCOMPARE(tree->model()->index(0, 2).data().toInt() + tree->model()->index(1, 2).data().toInt(), 40);
        tree->selectAll();
        QVERIFY(shown.page.findChild<RunBulk*>()->isVisible());
        QVERIFY(!shown.action("runs.bulk.retry")->isEnabled());
        QVERIFY(shown.action("runs.bulk.retry")->toolTip().contains(QStringLiteral("one group")));
    }

    void twoRunsAreComparedAndOneIsRunAgain() {
        Shown shown(test::sampleEngine());
        const auto menu = [&] {
            Q_EMIT shown.table->customContextMenuRequested(
                shown.table->visualRect(shown.table->currentIndex()).center());
        };
        QStringList offered;
        const auto offer = [&] {
            offered.clear();
            for (auto* button : shown.page.findChild<RunBulk*>()->findChildren<QAbstractButton*>()) {
                if (button->isVisible() && !button->icon().isNull()) {
                    offered << button->text().remove(QChar(0x2026));
                }
            }
            return offered;
        };
        shown.table->selectAll();
        const QStringList ofMany = offer();
        shown.table->selectRow(0);
        QCOMPARE(offer(), ofMany);  // one run has what many have, in the same words
        QCOMPARE(ofMany.size(), 6);
        QVERIFY(!shown.action("runs.compare")->isEnabled());
        QVERIFY(!shown.action("runs.compare")->toolTip().isEmpty());
        for (const char* act : {"runs.bulk.rerun", "runs.bulk.discard"}) {  // it runs
            QVERIFY(!shown.action(act)->isEnabled());
            QVERIFY2(shown.action(act)->toolTip().startsWith(QStringLiteral("The run is running.")), act);
        }
        int faulted = 0;
        while (shown.table->model()->index(faulted, RunListModel::PhaseColumn).data().toString() !=
               QLatin1String("Faulted")) {
            ++faulted;
        }
        shown.table->selectRow(faulted);
        for (const char* act : {"runs.bulk.rerun", "runs.bulk.discard"}) {
            menu();
            shown.choose(act);
            QTRY_VERIFY(shown.dialog());
            shown.dialog()->reject();
            QTRY_VERIFY(!shown.dialog());
        }
        shown.table->selectRow(0);
        const auto id = [&](int row) { return shown.table->model()->index(row, 0).data(IdRole).toString(); };
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        menu();
        shown.choose("runs.compare");
        QCOMPARE(shown.places.last().at(0).toString(), QStringLiteral("compare/%1/%2").arg(id(1), id(0)));
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(!shown.action("runs.compare")->isEnabled());
    }

    void aCellFilters() {
        Shown shown(test::sampleEngine());
        const auto menuAt = [&](int column) {
            const auto cell = shown.table->model()->index(0, column);
            shown.table->setCurrentIndex(cell);
            Q_EMIT shown.table->customContextMenuRequested(shown.table->visualRect(cell).center());
        };
        menuAt(RunListModel::PhaseColumn);
        shown.choose("filter.only");
        auto* bar = shown.page.findChild<QueryBar*>();
        QCOMPARE(bar->text(), QStringLiteral("status:running"));
        QTRY_COMPARE(shown.table->model()->rowCount(), 2);
        menuAt(RunListModel::WorkflowColumn);
        shown.choose("filter.only");
        QCOMPARE(bar->text(), QStringLiteral("status:running workflow:invoice-approval"));
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
        shown.page.showQuery({});
        QTRY_VERIFY(shown.table->model()->rowCount() > 2);
        menuAt(RunListModel::PhaseColumn);
        shown.choose("filter.without");
        QVERIFY(!bar->text().contains(QStringLiteral("running")));
        QTRY_COMPARE(shown.table->model()->rowCount(), 19);
    }

    void theListIsFollowedFrozenAndThawed() {
        Shown shown(badDay());
        QTRY_COMPARE(shown.table->model()->rowCount(), 100);
        auto* follow = shown.one<QAbstractButton>("runs.follow");
        QVERIFY(follow->isChecked());
        api::RunSummary run = shown.engine->runs({}, true).front();
        const auto arrive = [&](int minute) {
            run.id = api::newUlid(test::kSampleNow + minute * 60'000);
            run.createdAt = test::kSampleNow + minute * 60'000;
            shown.engine->put(run);
        };
        auto* scroll = shown.table->verticalScrollBar();
        scroll->setValue(10 * space::kRow);
        QVERIFY(!follow->isChecked());
        const auto top = shown.table->indexAt(QPoint(5, 5)).data(IdRole);
        arrive(1);
        QTRY_COMPARE(shown.table->model()->rowCount(), 101);
        QCOMPARE(shown.table->indexAt(QPoint(5, 5)).data(IdRole), top);  // the rows under the eyes stay
        QTRY_VERIFY(!shown.page.findChildren<QAbstractButton*>().isEmpty());
        follow->click();
        QCOMPARE(scroll->value(), 0);
        shown.click("runs.freeze");
        const auto newest = shown.table->model()->index(0, 0).data(IdRole);
        arrive(2);
        arrive(3);
        auto* freeze = shown.one<QAbstractButton>("runs.freeze");
        QTRY_COMPARE(freeze->text(), QStringLiteral("Frozen · 2"));
        QCOMPARE(shown.table->model()->index(0, 0).data(IdRole), newest);
        shown.click("runs.freeze");
        QTRY_VERIFY(shown.table->model()->index(0, 0).data(IdRole) != newest);
        QCOMPARE(freeze->text(), QStringLiteral("Freeze"));
    }

    void whatIsListedIsExported() {
        QTemporaryDir folder;
        Shown shown(badDay());
        shown.ask("status:faulted");
        QTRY_COMPARE(shown.table->model()->rowCount(), 82);
        shown.action("runs.export")->trigger();
        QTRY_VERIFY(shown.one<QFileDialog>("runs.exportFiles"));
        const QString path = folder.filePath(QStringLiteral("faulted.csv"));
        Q_EMIT shown.one<QFileDialog>("runs.exportFiles")->fileSelected(path);
        shown.one<QFileDialog>("runs.exportFiles")->close();
        auto* bar = shown.page.findChild<RunExportBar*>();
        QTRY_VERIFY(bar->text().startsWith(QStringLiteral("82 runs exported")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 83);
        QTRY_VERIFY(!shown.one<QFileDialog>("runs.exportFiles"));
        shown.action("runs.export")->trigger();
        QTRY_VERIFY(shown.one<QFileDialog>("runs.exportFiles"));
        Q_EMIT shown.one<QFileDialog>("runs.exportFiles")->fileSelected(folder.filePath(QStringLiteral("no/dir.csv")));
        QTRY_VERIFY(shown.said().contains(QStringLiteral("no/dir.csv cannot be written")));
    }
};

}  // namespace tst_runs_page

GUI_TEST(tst_runs_page, TestRunsPage)
#include "tst_runs_page.moc"
