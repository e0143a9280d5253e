// SPDX-License-Identifier: Apache-2.0
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_rehearsals.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/run/dry_run_panel.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace tst_dry_runs {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

QPushButton* button(QWidget* in, const QString& text) {
    for (auto* one : in->findChildren<QPushButton*>()) {
        if (one->text() == text && one->isVisibleTo(in)) {
            return one;
        }
    }
    return nullptr;
}

CodeEditor* planOf(QWidget* dialog) {
    return dialog->findChild<CodeEditor*>();
}

/// What stands in the bars that are shown, joined.
QString told(QWidget* in) {
    QString all;
    for (auto* bar : in->findChildren<InfoBar*>()) {
        all += bar->isVisibleTo(in) ? bar->text() : QString();
    }
    return all;
}

struct Opened {
    std::shared_ptr<FixtureEngine> engine = test::sampleEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    StartDialog dialog{&session, QStringLiteral("examples"), QStringLiteral("invoice-approval")};
    QSignalSpy started{&dialog, &StartDialog::started};
    QCheckBox* choice = nullptr;

    Opened() {
        dialog.show();
        QVERIFY2(QTest::qWaitForWindowExposed(&dialog), "the dialog was not shown");
        QTRY_VERIFY(button(&dialog, QStringLiteral("Start run"))->isEnabled());
        dialog.findChild<SchemaForm*>()->setValue(boost::json::parse(R"({"file":"x.csv"})"));
        for (auto* one : dialog.findChildren<QCheckBox*>()) {
            choice = one->text() == QStringLiteral("Dry run") ? one : choice;
        }
        QVERIFY(choice);
    }
    void chooseDryRun() {
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Space);
        QVERIFY(choice->isChecked());
        QTRY_VERIFY(planOf(&dialog)->toPlainText().contains(QStringLiteral("/do/0/enter")));
    }
};

struct Shown {
    std::shared_ptr<FixtureEngine> engine = test::dryRunEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    RunPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(const char* run) {
        page.resize(1300, 900);
        page.show();
        page.activated();
        page.showRun(QString::fromLatin1(run));
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
    }
    QTableView* table() { return page.findChild<DryRunPanel*>()->findChild<QTableView*>(); }
    bool isMarked() {
        for (auto* one : page.findChildren<Pill*>()) {
            if (one->isVisible() && one->text() == QStringLiteral("Dry run")) {
                return true;
            }
        }
        return false;
    }
};

}  // namespace

class TestDryRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void aRunIsRealUnlessOneSaysOtherwise() {
        Opened opened;
        QVERIFY(!planOf(&opened.dialog)->isVisible());
        QCOMPARE(opened.engine->calls("suggest_mocks"), 0);
        QTest::mouseClick(button(&opened.dialog, QStringLiteral("Start run")), Qt::LeftButton);
        QTRY_COMPARE(opened.started.count(), 1);
        QVERIFY(opened.engine->last<api::StartRun>()->dryRun.is_null());
    }

    void aDryRunBeginsWithTheSuggestedMocks() {
        Opened opened;
        opened.chooseDryRun();
        QVERIFY(planOf(&opened.dialog)->isVisible());
        QVERIFY(!button(&opened.dialog, QStringLiteral("Start run")));
        QTest::mouseClick(button(&opened.dialog, QStringLiteral("Start dry run")), Qt::LeftButton);
        QTRY_COMPARE(opened.started.count(), 1);
        const auto op = *opened.engine->last<api::StartRun>();
        QCOMPARE(op.dryRun.at("mocks").as_array().size(), 1U);
        QCOMPARE(op.input.at("file"), api::Json("x.csv"));
    }

    void whatIsTypedStaysWhileOneChangesOnesMind() {
        Opened opened;
        opened.chooseDryRun();
        auto* plan = planOf(&opened.dialog);
        plan->selectAll();
        QTest::keyClicks(plan, QStringLiteral("{\"mocks\": []}"));
        const QString typed = plan->toPlainText();
        opened.choice->setChecked(false);
        QVERIFY(!plan->isVisible());
        QVERIFY(button(&opened.dialog, QStringLiteral("Start run")));
        opened.choice->setChecked(true);
        QCOMPARE(plan->toPlainText(), typed);
        QCOMPARE(opened.engine->calls("suggest_mocks"), 1);
    }

    void brokenJsonIsShownInItsPlaceAndNothingIsSent() {
        Opened opened;
        opened.chooseDryRun();
        auto* plan = planOf(&opened.dialog);
        plan->setPlainText(QStringLiteral("{\n  \"mocks\": [}\n"));
        QTRY_VERIFY(told(&opened.dialog).startsWith(QStringLiteral("Line 2: This is not JSON")));  // when typing rests
        button(&opened.dialog, QStringLiteral("Start dry run"))->click();
        QVERIFY(!opened.engine->last<api::StartRun>());
        QCOMPARE(plan->textCursor().blockNumber(), 1);
        QCOMPARE(plan->toPlainText(), QStringLiteral("{\n  \"mocks\": [}\n"));
        plan->setPlainText(QStringLiteral("{\"mocks\": []}"));
        QTRY_VERIFY(told(&opened.dialog).isEmpty());
    }

    void theEnginesAnswerIsShownAtTheMockThatIsWrong() {
        Opened opened;
        opened.chooseDryRun();
        opened.engine->fail("start_run",
                            {api::code::kInvalidArgument,
                             "The plan of the dry run is wrong at /mocks/0: a mock has an `output` or an `error`.",
                             api::Json("/mocks/0"), false});
        auto* plan = planOf(&opened.dialog);
        plan->setPlainText(QStringLiteral("{\n  \"mocks\": [\n    {\"task\": \"a\"}\n  ]\n}"));
        button(&opened.dialog, QStringLiteral("Start dry run"))->click();
        QTRY_VERIFY(told(&opened.dialog).startsWith(QStringLiteral("Line 3: The plan of the dry run is wrong")));
        QVERIFY(plan->toPlainText().contains(QStringLiteral("\"a\"")));
        opened.engine->clear("start_run");
        button(&opened.dialog, QStringLiteral("Start dry run"))->click();
        QTRY_COMPARE(opened.started.count(), 1);
    }

    void whatIsNoObjectIsNoPlan() {
        Opened opened;
        opened.chooseDryRun();
        for (const char* text : {"null", "[]", "1", ""}) {
            planOf(&opened.dialog)->setPlainText(QString::fromLatin1(text));
            button(&opened.dialog, QStringLiteral("Start dry run"))->click();
            QVERIFY2(told(&opened.dialog).startsWith(QStringLiteral("Line 1: ")), text);
            QVERIFY2(button(&opened.dialog, QStringLiteral("Start dry run"))->isEnabled(), text);  // nothing is sent
            QCOMPARE(opened.engine->calls("start_run"), 0);
        }
    }

    /// An older engine overlooks the plan: its run would be a real one.
    void anEngineThatKnowsNoDryRunsStartsNone() {
        Opened opened;
        opened.engine->fail("suggest_mocks", {api::code::kUnavailable, "The engine is away.", {}, true});
        opened.choice->click();
        auto* start = button(&opened.dialog, QStringLiteral("Start dry run"));
        QVERIFY(!start->isEnabled() && !start->toolTip().isEmpty());
        QTRY_VERIFY(told(&opened.dialog).contains(QStringLiteral("The engine is away.")));
        planOf(&opened.dialog)->setPlainText(QStringLiteral("{\"waits\": \"real\"}"));
        QVERIFY(!start->isEnabled());
        QVERIFY2(start->toolTip().contains(QStringLiteral("a real run")), qPrintable(start->toolTip()));
        opened.engine->clear("suggest_mocks");
        QTest::mouseClick(button(&opened.dialog, QStringLiteral("Ask again")), Qt::LeftButton);
        QTRY_VERIFY(start->isEnabled());
        start->click();
        QTRY_COMPARE(opened.started.count(), 1);
        QCOMPARE(opened.engine->last<api::StartRun>()->dryRun.at("waits"), api::Json("real"));
    }

    void aSuggestionDoesNotReplaceWhatWasTypedMeanwhile() {
        Opened opened;
        opened.engine->hold("suggest_mocks");
        opened.choice->click();
        QTRY_COMPARE(opened.engine->calls("suggest_mocks"), 1);
        planOf(&opened.dialog)->setPlainText(QStringLiteral("{}"));
        opened.engine->release("suggest_mocks");
        QTRY_VERIFY(button(&opened.dialog, QStringLiteral("Start dry run"))->isEnabled());
        QCOMPARE(planOf(&opened.dialog)->toPlainText(), QStringLiteral("{}"));
    }

    void listsMarkDryRuns() {
        auto engine = test::dryRunEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        RunListModel model(&session);
        model.setQuery({});
        QTRY_VERIFY(model.rowOf(QString::fromLatin1(test::kDryRun)) >= 0);
        const auto at = [&](const char* run) {
            return model.index(model.rowOf(QString::fromLatin1(run)), RunListModel::WorkflowColumn);
        };
        QVERIFY(at(test::kDryRun).data(DryRunRole).toBool());
        QVERIFY(at(test::kDryRun).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("dry run")));
        QVERIFY(at(test::kDryRun).data(Qt::ToolTipRole).toString().contains(QStringLiteral("A dry run")));
        QVERIFY(!at(test::kWaitingRun).data(DryRunRole).toBool());
    }

    void aDryRunShowsWhatWouldHaveHappened() {
        Shown shown(test::kDryRun);
        QTRY_VERIFY(shown.isMarked());
        QTRY_VERIFY(shown.table()->isVisible());
        QTRY_COMPARE(shown.table()->model()->rowCount(), 6);
        const auto cell = shown.table()->model()->index(4, 1);
        QTest::mouseClick(shown.table()->viewport(), Qt::LeftButton, {}, shown.table()->visualRect(cell).center());
        auto* arguments = shown.page.findChild<DryRunPanel*>()->findChild<JsonView*>();
        QTRY_COMPARE(arguments->value().at("body").at("text"), api::Json("46 orders are in"));
        QTest::keyClick(shown.table(), Qt::Key_Up);
        QCOMPARE(arguments->value(), boost::json::parse(R"({"milliseconds":5000})"));
        shown.page.showRun(QString::fromLatin1(test::kWaitingRun));
        QTRY_VERIFY(!shown.isMarked() && !shown.table()->isVisible());
    }

    void whatIsRehearsedWhileOneLooksAppears() {
        Shown shown(test::kDryRun);
        QTRY_COMPARE(shown.table()->model()->rowCount(), 6);
        shown.table()->selectRow(2);
        api::HistoryEntry entry;
        entry.kind = "task.dry-run";
        entry.task = "/do/4/announce";
        entry.name = "announce";
        entry.data = boost::json::parse(R"({"function":"emit","outcome":"not published","arguments":{"type":"a.b"}})");
        shown.engine->put(test::kDryRun, entry);
        QTRY_COMPARE(shown.table()->model()->rowCount(), 7);
        QCOMPARE(shown.table()->currentIndex().row(), 2);
        QCOMPARE(shown.table()->model()->index(6, 1).data().toString(), QStringLiteral("emit a.b"));
    }

    void aRefusedRunIsStartedAgainWithTheMissingMock() {
        Shown shown(test::kRefusedRun);
        QPushButton* again = nullptr;
        QTRY_COMPARE(shown.table()->currentIndex().row(), 4);  // the call that had no mock
        QTRY_VERIFY((again = button(&shown.page, QStringLiteral("Start again with mocks…"))));
        QTest::mouseClick(again, Qt::LeftButton);
        auto* dialog = shown.page.findChild<StartDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(button(dialog, QStringLiteral("Start dry run"))->isEnabled());
        // The plan of that run, not the suggested one, which is asked for only to know that the engine knows dry runs.
        QVERIFY(planOf(dialog)->toPlainText().contains(QStringLiteral("/do/3/tellSales")));
        QCOMPARE(planOf(dialog)->textCursor().selectedText(), QStringLiteral("\"output\": null"));
        button(dialog, QStringLiteral("Start dry run"))->click();
        QTRY_VERIFY(shown.engine->last<api::StartRun>());
        const auto op = *shown.engine->last<api::StartRun>();
        QCOMPARE(op.input.at("file"), api::Json("orders-2026-11.csv"));
        const auto& mocks = op.dryRun.at("mocks").as_array();
        QCOMPARE(mocks.size(), 4U);
        QCOMPARE(mocks.back(), boost::json::parse(R"({"task":"/do/3/tellSales","function":"http","output":null})"));
        QCOMPARE(mocks.front().at("times"), api::Json(1));
        QTRY_COMPARE(shown.places.count(), 1);
    }

    void otherFaultsOfADryRunOfferNoMocks() {
        Shown shown(test::kDryRun);
        auto detail = test::dryRunEngine();
        QTRY_COMPARE(shown.table()->model()->rowCount(), 6);
        api::RunSummary run = shown.engine->runs({}, true).front();
        for (const auto& one : shown.engine->runs({}, true)) {
            run = one.id == test::kDryRun ? one : run;
        }
        run.phase = api::Phase::faulted;
        run.error = api::WorkflowError{"x", 500, "Broken", "The expression failed.", "/do/1/store"};
        shown.engine->put(run);
        QTRY_VERIFY(told(&shown.page).contains(QStringLiteral("The expression failed.")));
        QVERIFY(!button(&shown.page, QStringLiteral("Start again with mocks…")));
    }
};

}  // namespace tst_dry_runs

GUI_TEST(tst_dry_runs, TestDryRuns)
#include "tst_dry_runs.moc"
