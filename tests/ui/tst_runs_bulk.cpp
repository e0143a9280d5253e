// SPDX-License-Identifier: Apache-2.0
// The page Runs: the same done to many runs, by clicks and keys: preview, progress, result, undo.
#include "tests/ui/registered_test.h"
#include "tests/ui/shown_runs.h"

namespace tst_runs_bulk {

using namespace beamline;
using namespace beamline::ui;
using Shown = ShownRuns;

class TestRunsBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    /// The whole job: yesterday's faulted runs are found, two are compared, forty are chosen by key and retried, those
    /// that faulted again are looked at and retried once more; then all are suspended, and that is undone.
    void fortyRunsAreRetriedSuspendedAndResumed() {
        Shown shown(badDay());
        shown.ask("status:faulted since:yesterday until:yesterday");
        QTRY_COMPARE(shown.table->model()->rowCount(), 60);
        shown.table->setFocus();
        shown.table->selectRow(0);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        shown.action("runs.compare")->trigger();
        QVERIFY(shown.places.last().at(0).toString().startsWith(QStringLiteral("compare/")));
        shown.table->selectRow(0);
        for (int i = 0; i < 39; ++i) {
            QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        }
        auto* bulk = shown.page.findChild<RunBulk*>();
        QVERIFY(bulk->isVisible());
        QCOMPARE(bulk->selection().runs.size(), std::size_t(40));
        shown.action("runs.bulk.retry")->trigger();
        auto* dialog = shown.dialog();
        QVERIFY(dialog);
        auto* act = dialog->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->text(), QStringLiteral("Retry 40 runs"));
        QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("bulk.which"))->text(),
                 QStringLiteral("For 40 selected runs."));
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), QStringLiteral("the proxy is back"));
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY(!shown.dialog());
        const auto sent = shown.engine->last<api::StartBatch>();
        QVERIFY(sent && sent->action == api::BatchAction::retry && sent->runs.size() == 40);
        QCOMPARE(sent->reason, std::string("the proxy is back"));
        QVERIFY(!sent->idempotencyKey.empty());
        auto* strip = shown.page.findChild<BatchStrip*>();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("40 done")));
        QTRY_COMPARE(shown.table->model()->rowCount(), 20);               // those that still fit
        QVERIFY(!shown.one<QAbstractButton>("batch.undo")->isVisible());  // a retry cannot be taken back
        shown.click("batch.details");
        QVERIFY(shown.places.last().at(0).toString().startsWith(QStringLiteral("batches/")));
        thoseThatFaultAgainAreRetried(shown, sent->runs);

        shown.ask("status:running since:yesterday until:yesterday");
        QTRY_COMPARE(shown.table->model()->rowCount(), 40);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_A, Qt::ControlModifier);
        shown.action("runs.bulk.suspend")->trigger();
        QTRY_VERIFY(shown.dialog());
        act = shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(strip->text().contains(QStringLiteral("Suspend 40 runs")));
        QTRY_VERIFY(shown.one<QAbstractButton>("batch.undo")->isVisible());
        shown.click("batch.undo");
        QTRY_VERIFY(strip->text().startsWith(QStringLiteral("Undo: Resume 40 runs")));
        api::RunFilter yesterday;
        yesterday.phases = {api::Phase::running};
        yesterday.createdTo = test::kSampleNow - kDayMs / 2;
        QTRY_COMPARE(shown.engine->runs(yesterday, true).size(), std::size_t(40));
    }

    /// "40 done" is not the end of it: eight fault again, are listed with what was done, and retried from there.
    void thoseThatFaultAgainAreRetried(Shown& shown, const std::vector<std::string>& retried) {
        auto* strip = shown.page.findChild<BatchStrip*>();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("now 40 running")));
        QVERIFY(!shown.one<QAbstractButton>("batch.faulted")->isVisible());
        for (auto run : shown.engine->runs({}, true)) {
            if (std::find(retried.begin(), retried.begin() + 8, run.id) != retried.begin() + 8) {
                run.phase = api::Phase::faulted;
                run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, "Timeout", {}, {}};
                shown.engine->put(run);
            }
        }
        QTRY_VERIFY2(strip->text().contains(QStringLiteral("now 32 running, 8 faulted again")),
                     qPrintable(strip->text()));
        auto* faulted = shown.one<QAbstractButton>("batch.faulted");
        QCOMPARE(faulted->text(), QStringLiteral("Show 8 faulted runs"));
        QTest::mouseClick(faulted, Qt::LeftButton);
        QCOMPARE(shown.places.last().at(0).toString(), QStringLiteral("batches/%1/faulted").arg(strip->batch()));

        BatchesPage page(&shown.session);
        QSignalSpy places(&page, &Page::navigate);
        page.resize(1300, 700);
        page.show();
        page.activated();
        page.showFaulted(strip->batch());
        const auto tables = page.findChildren<QTableView*>();
        QTableView* items = *std::find_if(tables.begin(), tables.end(), [](auto* one) {
            return one->accessibleName() == QLatin1String("What happened to each run");
        });
        QTRY_COMPARE(items->model()->rowCount(), 8);
        QCOMPARE(items->model()->index(0, BatchRunsModel::PhaseColumn).data().toString(), QStringLiteral("Faulted"));
        auto* now = page.findChild<ChipBar*>(QStringLiteral("batches.now"));
        QCOMPARE(now->chip(now->current())->text(), QStringLiteral("Faulted again"));
        items->selectRow(0);
        QTest::keyClick(items, Qt::Key_Return);
        QVERIFY(places.last().at(0).toString().startsWith(QStringLiteral("run/")));
        now->setCurrent(BatchRunsModel::Running);
        QTRY_COMPARE(items->model()->rowCount(), 32);
        QVERIFY(!page.findChild<QAbstractButton*>(QStringLiteral("batches.retry"))->isVisible());
        now->setCurrent(BatchRunsModel::Faulted);
        for (const char* again : {"batches.rerun", "batches.retry"}) {
            QTest::mouseClick(page.findChild<QAbstractButton*>(QLatin1String(again)), Qt::LeftButton);
            QTRY_VERIFY(page.findChild<BulkDialog*>());
            auto* dialog = page.findChild<BulkDialog*>();
            auto* act = dialog->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
            QTRY_VERIFY(act->isEnabled());
            const QString which = dialog->findChild<QLabel*>(QStringLiteral("bulk.which"))->text();
            QVERIFY2(QString(which).remove(QChar(0x200B)).contains(strip->batch()), qPrintable(which));
            QCOMPARE(act->text(), QLatin1String(again) == QLatin1String("batches.retry")
                                      ? QStringLiteral("Retry 8 runs")
                                      : QStringLiteral("Re-run 8 runs"));
            QLatin1String(again) == QLatin1String("batches.retry") ? act->click() : dialog->reject();
            QTRY_VERIFY(!page.findChild<BulkDialog*>());
        }
        QTRY_VERIFY(page.shown() != strip->batch());
        QTRY_VERIFY(page.findChild<BatchStrip*>()->text().contains(QStringLiteral("now 8 running")));
        page.deactivated();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("now 40 running")));
        shown.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    }

    void allThatMatchAreCancelledOnlyWhenToldTwice() {
        Shown shown(badDay());
        shown.ask("workflow:invoice-approval");
        QTRY_COMPARE(shown.table->model()->rowCount(), 6);
        shown.table->setFocus();
        shown.table->selectRow(0);
        shown.action("runs.selectAll")->trigger();
        auto* bulk = shown.page.findChild<RunBulk*>();
        QTRY_VERIFY(bulk->selection().filter.has_value());
        QCOMPARE(bulk->selection().count, qint64(6));
        shown.action("runs.bulk.cancel")->trigger();
        QTRY_VERIFY(shown.dialog());
        auto* dialog = shown.dialog();
        auto* act = dialog->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        auto* sure = dialog->findChild<QCheckBox*>();
        QTRY_COMPARE(act->text(), QStringLiteral("Cancel 2 runs"));
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("bulk.text"))->text().contains(QStringLiteral("2 of 6")));
        QVERIFY(!act->isEnabled() && act->toolTip().contains(QStringLiteral("tick the box")));
        QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("bulk.which"))->text().remove(QChar(0x200B)),
                 QStringLiteral("For all runs that fit the filter workflow:invoice-approval."));
        auto* list = dialog->findChild<QTableView*>();
        QVERIFY(list->model()->index(0, 3).data().toString().contains(QStringLiteral("has not ended")));
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);  // the safe one is the default
        QTRY_VERIFY(!shown.dialog());
        QVERIFY(!shown.engine->last<api::StartBatch>());
        shown.action("runs.bulk.cancel")->trigger();
        QTRY_VERIFY(shown.dialog());
        act = shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        sure = shown.dialog()->findChild<QCheckBox*>();
        QTRY_VERIFY(sure->isEnabled());
        QTest::keyClick(sure, Qt::Key_Space);
        QTRY_VERIFY(act->isEnabled());
        shown.engine->fail("start_batch", {api::code::kUnavailable, "The disk is full.", {}, true});
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(shown.dialog()->findChild<InfoBar*>()->text().contains(QStringLiteral("The disk is full.")));
        shown.engine->clear("start_batch");
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(!shown.dialog());
        const auto sent = shown.engine->last<api::StartBatch>();
        QVERIFY(sent && sent->filter && sent->runs.empty());
        QCOMPARE(sent->selection, std::string("workflow:invoice-approval"));
        QVERIFY(!bulk->isVisible());
    }

    /// Who was led here to mend them presses one key, and sees what would be done.
    void whatIsToBeRepairedIsSelectedAndRetriedByTheNextKey() {
        Shown shown(badDay());
        shown.page.showQuery(QStringLiteral("status:running"));
        shown.page.showToRetry(QStringLiteral("status:faulted since:yesterday until:yesterday"));
        auto* bulk = shown.page.findChild<RunBulk*>();
        QTRY_VERIFY(bulk->selection().filter.has_value());
        QCOMPARE(bulk->selection().count, qint64(60));
        QTRY_COMPARE(shown.table->model()->rowCount(), 60);
        auto* retry = shown.one<QAbstractButton>("runs.bulk.retry.button");
        QTRY_VERIFY(retry->hasFocus());
        QTest::keyClick(retry, Qt::Key_Return);
        QTRY_VERIFY(shown.dialog());
        auto* act = shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_COMPARE(act->text(), QStringLiteral("Retry 60 runs"));
        QTRY_VERIFY(act->isEnabled());
        shown.dialog()->reject();
        QTRY_VERIFY(!shown.dialog());
        QVERIFY(shown.page.here().contains(QStringLiteral("faulted")));
        QVERIFY(!shown.page.here().endsWith(QStringLiteral("retry")));  // who comes back chooses for himself
        shown.ask("status:faulted");                                    // somebody asks for something else
        QTRY_VERIFY(shown.table->model()->rowCount() > 60);
        QVERIFY(bulk->selection().isEmpty());
        shown.page.showToRetry(QStringLiteral("workflow:nothing"));  // it was mended meanwhile
        QTRY_COMPARE(shown.table->model()->rowCount(), 0);
        QVERIFY(bulk->selection().isEmpty());
    }

    /// A button is there for what at least one of the selected runs can take, and says why not.
    void onlyWhatOneOfManyCanTakeIsOffered() {
        Shown shown(badDay());
        const auto button = [&](const char* act) {
            return shown.one<QAbstractButton>(
                qPrintable(QStringLiteral("runs.bulk.%1.button").arg(QLatin1String(act))));
        };
        const auto offered = [&] {
            QStringList can;
            for (const char* act : {"suspend", "resume", "retry", "rerun", "discard", "cancel"}) {
                auto* one = button(act);
                if (one->isEnabled()) {
                    can << QLatin1String(act);
                } else if (one->toolTip().isEmpty() || one->accessibleDescription() != one->toolTip()) {
                    can << QStringLiteral("%1 says nothing").arg(QLatin1String(act));
                }
            }
            return can.join(QLatin1Char(' '));
        };
        shown.ask("status:faulted since:today");
        QTRY_VERIFY(shown.table->model()->rowCount() >= 20 && shown.table->model()->rowCount() < 60);
        const int faulted = shown.table->model()->rowCount();
        shown.table->setFocus();
        shown.table->selectRow(0);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(offered(), QStringLiteral("retry rerun discard"));
        QVERIFY2(button("resume")->toolTip().contains(QStringLiteral("None of these runs is suspended")),
                 qPrintable(button("resume")->toolTip()));
        auto run = shown.engine->runs({}, true).front();
        const QString first = shown.table->model()->index(0, 0).data(IdRole).toString();
        for (const auto& one : shown.engine->runs({}, true)) {
            run = toText(one.id) == first ? one : run;
        }
        run.phase = api::Phase::running;  // somebody retries one of them elsewhere; it fits the filter no more
        shown.engine->put(run);
        QTRY_COMPARE(shown.table->model()->rowCount(), faulted - 1);
        QCOMPARE(offered(), QStringLiteral("retry rerun discard"));
        shown.ask("status:running,suspended");
        QTRY_VERIFY(shown.table->model()->rowCount() > 1 && shown.table->model()->rowCount() < 20);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(offered(), QStringLiteral("suspend resume cancel"));
        shown.action("runs.selectAll")->trigger();
        auto* bulk = shown.page.findChild<RunBulk*>();
        QTRY_VERIFY(bulk->selection().filter.has_value());
        QCOMPARE(offered(), QStringLiteral("suspend resume cancel"));  // all that match are known by their counts
        shown.page.showQuery({});
        QTRY_VERIFY(shown.table->model()->rowCount() > 80);
        shown.action("runs.selectAll")->trigger();
        QTRY_COMPARE(offered(), QStringLiteral("suspend resume retry rerun discard cancel"));
    }

    /// What changes while they are selected changes what can be done with them.
    void whatIsOfferedFollowsTheSelectedRuns() {
        Shown shown(badDay());
        shown.ask("workflow:data-import");
        QTRY_VERIFY(shown.table->model()->rowCount() > 40);
        shown.table->setFocus();
        int row = 0;
        while (shown.table->model()->index(row, 0).data(PhaseRole).toInt() != int(api::Phase::faulted) ||
               shown.table->model()->index(row + 1, 0).data(PhaseRole).toInt() != int(api::Phase::faulted)) {
            ++row;
            QVERIFY(row + 1 < shown.table->model()->rowCount());
        }
        shown.table->selectRow(row);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        auto* suspend = shown.one<QAbstractButton>("runs.bulk.suspend.button");
        QTRY_VERIFY(suspend->isVisible() && !suspend->isEnabled());
        const QString id = shown.table->model()->index(row, 0).data(IdRole).toString();
        for (auto run : shown.engine->runs({}, true)) {
            if (toText(run.id) == id) {
                run.phase = api::Phase::running;
                shown.engine->put(run);
            }
        }
        QTRY_VERIFY(suspend->isEnabled());
    }

    /// The focus goes from the button into the dialog, and from there into the list, where the new batch is.
    void afterRetryingAgainTheFocusIsInTheList() {
        auto engine = badDay();
        api::StartBatch op;
        op.action = api::BatchAction::retry;
        for (const auto& run : engine->runs({}, true)) {
            if (run.phase == api::Phase::faulted && op.runs.size() < 5) {
                op.runs.push_back(run.id);
            }
        }
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        QString id;
        session.call<api::StartBatch>(op, nullptr,
                                      [&](const api::Result<api::BatchReply>& reply) { id = toText(reply->batch.id); });
        QTRY_VERIFY(!id.isEmpty());
        for (auto run : engine->runs({}, true)) {
            if (std::find(op.runs.begin(), op.runs.end(), run.id) != op.runs.end()) {
                run.phase = api::Phase::faulted;
                engine->put(run);
            }
        }
        QWidget window;
        auto* row = new QHBoxLayout(&window);
        auto* rail = new QPushButton(QStringLiteral("rail"), &window);
        auto* page = new BatchesPage(&session, &window);
        row->addWidget(rail);
        row->addWidget(page);
        window.resize(1400, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        page->activated();
        page->showFaulted(id);
        auto* retry = page->findChild<QAbstractButton*>(QStringLiteral("batches.retry"));
        QTRY_VERIFY(retry->isVisible() && retry->isEnabled());
        const auto tables = page->findChildren<TableView*>();
        auto* list = *std::find_if(tables.begin(), tables.end(), [](const TableView* one) {
            return qobject_cast<const BatchListModel*>(one->model());
        });
        const auto state = [&](int at) {
            return list->model()->index(at, BatchListModel::StateColumn).data().toString();
        };
        QTRY_COMPARE(state(0), QStringLiteral("Faulted again"));  // the list says it too
        retry->setFocus();
        QTest::keyClick(retry, Qt::Key_Space);
        QTRY_VERIFY(window.findChild<BulkDialog*>());
        auto* dialog = window.findChild<BulkDialog*>();
        QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
        auto* act = dialog->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_VERIFY(act->isEnabled());
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!window.findChild<BulkDialog*>());
        QTRY_COMPARE(list->model()->rowCount(), 2);
        QTRY_VERIFY(page->shown() != id);
        window.activateWindow();  // as a window manager does
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_COMPARE(QApplication::focusWidget(), list);
        page->deactivated();
    }

    void aBatchIsPausedStoppedAndKept() {
        auto engine = badDay();
        engine->holdBatches(true);
        Shown shown(engine);
        shown.ask("status:faulted");
        QTRY_COMPARE(shown.table->model()->rowCount(), 82);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_A, Qt::ControlModifier);
        shown.action("runs.bulk.retry")->trigger();
        QTRY_VERIFY(shown.dialog());
        auto* act = shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        auto* strip = shown.page.findChild<BatchStrip*>();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("0 of 82")));
        engine->advanceBatch(toUtf8(strip->batch()), 12);
        QTRY_VERIFY(strip->text().contains(QStringLiteral("12 of 82")));
        shown.click("batch.pause");
        QTRY_VERIFY(strip->text().contains(QStringLiteral("Paused")));
        shown.click("batch.pause");
        QTRY_COMPARE(engine->last<api::ControlBatch>()->control, api::BatchControl::resume);
        QTRY_VERIFY(shown.one<QAbstractButton>("batch.stop")->isEnabled());
        shown.click("batch.stop");
        QAbstractButton* stop = nullptr;
        for (auto* button : QApplication::activeModalWidget()->findChildren<QAbstractButton*>()) {
            stop = button->text() == QLatin1String("Stop") ? button : stop;
        }
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY(strip->text().contains(QStringLiteral("Stopped · 12 done, 70 not begun")));

        BatchesPage page(&shown.session);
        QSignalSpy places(&page, &Page::navigate);
        page.resize(1300, 700);
        page.show();
        page.activated();
        page.showBatch(strip->batch());
        const auto table = [&](const char* name) {
            const auto all = page.findChildren<QTableView*>();
            return *std::find_if(all.begin(), all.end(),
                                 [&](auto* one) { return one->accessibleName() == QLatin1String(name); });
        };
        QTableView* list = table("Batches");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->model()->index(0, BatchListModel::WhatColumn).data().toString(),
                 QStringLiteral("Retry 82 runs"));
        QTRY_COMPARE(page.shown(), strip->batch());
        QTableView* items = table("What happened to each run");
        QTRY_COMPARE(items->model()->rowCount(), 82);
        page.findChild<ChipBar*>()->setCurrent(1);
        QTRY_COMPARE(items->model()->rowCount(), 12);
        items->selectRow(0);
        QTest::keyClick(items, Qt::Key_Return);
        QVERIFY(places.last().at(0).toString().startsWith(QStringLiteral("run/")));
        page.showBatch(QStringLiteral("01NOSUCHBATCH"));
        QTRY_VERIFY(page.findChild<InfoBar*>()->text().contains(QStringLiteral("There is no batch")));
    }

    /// The console was away while it worked.
    void aBatchThatWorksIsShownAndGoesOnWhenItFailed() {
        auto engine = badDay();
        api::Batch batch;
        batch.id = api::newUlid(test::kSampleNow - 60'000);
        batch.action = api::BatchAction::retry;
        batch.total = 3;
        engine->put(batch, {});
        api::Batch over = batch;
        over.id = api::newUlid(test::kSampleNow);
        over.state = api::BatchState::completed;
        engine->put(over, {});
        Shown shown(engine);
        auto* strip = shown.page.findChild<BatchStrip*>();
        QTRY_COMPARE(strip->batch(), toText(batch.id));
        QVERIFY(strip->isVisible());
        batch.state = api::BatchState::failed;
        engine->put(batch, {});
        auto* pause = shown.one<QAbstractButton>("batch.pause");
        QTRY_COMPARE(pause->text(), QStringLiteral("Resume"));
        QVERIFY(!shown.one<QAbstractButton>("batch.stop")->isVisible());
        shown.click("batch.pause");
        QTRY_COMPARE(pause->text(), QStringLiteral("Pause"));
        QCOMPARE(engine->last<api::ControlBatch>()->control, api::BatchControl::resume);
    }
    void aSuspendedRunCanBeTakenBack() {
        Shown shown(test::sampleEngine());
        shown.table->selectRow(0);
        shown.action("run.suspend")->trigger();
        QTRY_VERIFY(shown.said().contains(QStringLiteral("is suspended")));
        Q_EMIT shown.page.findChild<InfoBar*>()->actionClicked();
        QTRY_VERIFY(shown.engine->last<api::ResumeRun>());
        QVERIFY(shown.said().isEmpty());
    }

    /// Forty siblings are mended by a new version: where they begin, what they run and what becomes of them is chosen.
    void faultedRunsAreRunAgainOnANewVersion() {
        Shown shown(badDay());
        api::WorkflowInfo info;
        info.ns = "examples";
        info.name = "data-import";
        info.version = "2.1.0";
        info.latest = true;
        shown.engine->put(api::WorkflowDetail{info, {}, {}});
        shown.ask("status:faulted workflow:data-import since:yesterday until:yesterday");
        QTRY_COMPARE(shown.table->model()->rowCount(), 30);
        shown.table->selectAll();
        shown.action("runs.bulk.rerun")->trigger();
        QTRY_VERIFY(shown.dialog());
        auto* act = shown.dialog()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        auto* version = shown.dialog()->findChild<QComboBox*>(QStringLiteral("bulk.version"));
        QTRY_VERIFY(act->isEnabled());
        QVERIFY(shown.dialog()->findChild<QCheckBox*>(QStringLiteral("bulk.discard"))->isChecked());
        version->lineEdit()->selectAll();
        QTest::keyClicks(version->lineEdit(), QStringLiteral("9.9"));
        QTRY_VERIFY(!act->isEnabled());  // there is no such version
        QTRY_COMPARE(act->toolTip(), QStringLiteral("There is no run to which this can be done."));
        version->lineEdit()->selectAll();
        QTest::keyClicks(version->lineEdit(), QStringLiteral("2.1.0"));
        auto* start = shown.dialog()->findChild<QComboBox*>(QStringLiteral("bulk.start"));
        QTest::keyClick(start, Qt::Key_Down);
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(!shown.dialog());
        const auto sent = shown.engine->last<api::StartBatch>();
        QVERIFY(sent && sent->action == api::BatchAction::rerun);
        QVERIFY(sent->rerun == (api::BatchRerun{"2.1.0", api::kRerunAtFault, true}));
        QTRY_COMPARE(shown.table->model()->rowCount(), 0);  // nobody has to look at them any more
        api::RunFilter again;
        again.workflow = "data-import";
        again.version = "2.1.0";
        QCOMPARE(shown.engine->runs(again, true).size(), std::size_t(30));
    }
};

}  // namespace tst_runs_bulk

GUI_TEST(tst_runs_bulk, TestRunsBulk)
#include "tst_runs_bulk.moc"
