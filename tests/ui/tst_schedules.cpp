// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/pages/workflows/backfill_dialog.h"
#include "ui/pages/workflows/schedules_panel.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace tst_schedules {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

constexpr qint64 kHour = 3'600'000;

api::Schedule schedule(const char* workflow, api::ScheduleKind kind) {
    api::Schedule one;
    one.ns = "examples";
    one.workflow = workflow;
    one.version = "1.0.0";
    one.kind = kind;
    one.detail = kind == api::ScheduleKind::on ? "com.example.order" : "PT1H";
    for (int i = 1; kind != api::ScheduleKind::on && i <= api::kMaxUpcoming; ++i) {
        one.next.push_back(test::kSampleNow + i * kHour);
    }
    return one;
}

struct Shown {
    std::shared_ptr<FixtureEngine> engine = test::sampleEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    WorkflowsPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(bool filled = true) {
        if (filled) {
            engine->put(schedule("data-import", api::ScheduleKind::every));
            engine->put(schedule("on-order", api::ScheduleKind::on));
        }
        page.resize(1200, 800);
        page.show();
        page.activated();
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
        auto* tabs = sections();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    }
    QTabBar* sections() {
        for (auto* bar : page.findChildren<QTabBar*>()) {
            if (bar->accessibleName() == QLatin1String("Deployed workflows or schedules")) {
                return bar;
            }
        }
        return nullptr;
    }
    QTableView* table() {
        for (auto* one : page.findChild<SchedulesPanel*>()->findChildren<QTableView*>()) {
            return one;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) {
        for (auto* one : page.findChild<SchedulesPanel*>()->findChildren<QPushButton*>()) {
            if (one->text().remove(QLatin1Char('&')) == text) {
                return one;
            }
        }
        return nullptr;
    }
    void click(const QString& text) {
        auto* one = button(text);
        QVERIFY2(one && one->isVisible() && one->isEnabled(), qPrintable(text));
        QTest::mouseClick(one, Qt::LeftButton);
    }
};

}  // namespace

class TestSchedules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void theyArePausedResumedAndTriggeredByClicks() {
        Shown shown;
        QTRY_COMPARE(shown.table()->model()->rowCount(), 2);
        QTRY_VERIFY(shown.button(QStringLiteral("Pause"))->isEnabled());
        QVERIFY(!shown.button(QStringLiteral("Resume"))->isEnabled());
        shown.click(QStringLiteral("Pause"));
        QTRY_VERIFY(shown.button(QStringLiteral("Resume"))->isEnabled());
        QVERIFY(shown.engine->last<api::ControlSchedule>()->action == api::ScheduleAction::pause);
        QCOMPARE(shown.engine->last<api::ControlSchedule>()->workflow, std::string("data-import"));
        QVERIFY(!shown.button(QStringLiteral("Pause"))->isEnabled());
        QCOMPARE(shown.table()->currentIndex().row(), 0);
        shown.click(QStringLiteral("Resume"));
        QTRY_VERIFY(shown.button(QStringLiteral("Pause"))->isEnabled());
        shown.click(QStringLiteral("Trigger now"));
        QTRY_COMPARE(shown.places.count(), 1);
        QVERIFY(shown.places.first().first().toString().startsWith(QStringLiteral("run/")));
        shown.engine->fail("control_schedule", {api::code::kUnavailable, "The engine is away.", {}, true});
        shown.click(QStringLiteral("Pause"));
        auto* bar = shown.page.findChild<InfoBar*>(QStringLiteral("scheduleMessage"));
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->text(), QStringLiteral("The engine is away."));
    }

    void keysDoWhatButtonsDo() {
        Shown shown;
        QTRY_VERIFY(shown.button(QStringLiteral("Pause"))->isEnabled());
        shown.table()->setFocus();
        QTest::keyClick(shown.table(), Qt::Key_P);
        QTRY_VERIFY(shown.button(QStringLiteral("Resume"))->isEnabled());
        QTest::keyClick(shown.table(), Qt::Key_R);
        QTRY_VERIFY(shown.button(QStringLiteral("Pause"))->isEnabled());
        QTest::keyClick(shown.table(), Qt::Key_Return);
        QTRY_COMPARE(shown.sections()->currentIndex(), 0);
        QVERIFY(!shown.button(QStringLiteral("Pause"))->isEnabled());
    }

    void onlyTicksOfThePastAreFilled() {
        Shown shown;
        QTRY_COMPARE(shown.table()->model()->rowCount(), 2);
        shown.table()->selectRow(1);
        QVERIFY(!shown.button(QStringLiteral("Back-fill…"))->isEnabled());
        QVERIFY(shown.button(QStringLiteral("Back-fill…"))->toolTip().contains(QStringLiteral("cron and every")));
        shown.table()->selectRow(0);
        shown.click(QStringLiteral("Back-fill…"));
        QTRY_VERIFY(shown.page.findChild<BackfillDialog*>());
        auto* dialog = shown.page.findChild<BackfillDialog*>();
        auto fields = dialog->findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 2);
        auto* count = dialog->findChild<QLabel*>(QStringLiteral("ticks"));
        QVERIFY2(count->text().contains(QStringLiteral("24")) || count->text().contains(QStringLiteral("25")),
                 qPrintable(count->text()));
        QPushButton* fill = nullptr;
        for (auto* one : dialog->findChildren<QPushButton*>()) {
            fill = one->text() == QLatin1String("Back-fill") ? one : fill;
        }
        QVERIFY(fill && fill->isEnabled());
        const QString to = fields[1]->text();
        fields[1]->setText(QStringLiteral("soon"));
        QVERIFY(!fill->isEnabled());
        fields[1]->setText(QStringLiteral("2999-01-01 00:00"));
        QVERIFY(!fill->isEnabled());
        QVERIFY(count->text().contains(QStringLiteral("future")));
        fields[1]->setText(to);
        shown.engine->fail("control_schedule", {api::code::kInvalidArgument, "Too many ticks.", {}, false});
        QTest::mouseClick(fill, Qt::LeftButton);
        QTRY_COMPARE(dialog->findChild<InfoBar*>()->text(), QStringLiteral("Too many ticks."));
        shown.engine->clear("control_schedule");
        QTest::mouseClick(fill, Qt::LeftButton);
        auto* bar = shown.page.findChild<InfoBar*>(QStringLiteral("scheduleMessage"));
        QTRY_VERIFY(bar->isVisible());
        const auto sent = shown.engine->last<api::ControlSchedule>();
        QVERIFY(sent->action == api::ScheduleAction::backfill);
        QVERIFY(sent->to > sent->from && sent->to <= test::kSampleNow);
    }

    void aProblemIsToldAndNewsOfTheEngineArrive() {
        Shown shown;
        QTRY_COMPARE(shown.table()->model()->rowCount(), 2);
        auto broken = schedule("data-import", api::ScheduleKind::every);
        broken.problem = "The input does not fit.";
        shown.engine->put(broken);
        auto* problem = shown.page.findChild<InfoBar*>(QStringLiteral("scheduleProblem"));
        QTRY_VERIFY(problem->isVisible());
        QCOMPARE(problem->text(), QStringLiteral("The input does not fit."));
        shown.table()->selectRow(1);
        QVERIFY(!problem->isVisible());
    }

    void anEmptyListTeachesAndAFailureIsRetried() {
        Shown shown(false);
        auto* panel = shown.page.findChild<SchedulesPanel*>();
        QTRY_VERIFY(panel->findChild<EmptyState*>() && panel->findChild<EmptyState*>()->isVisible());
        shown.engine->fail("list_schedules", {api::code::kUnavailable, "Gone.", {}, true});
        panel->refresh();
        QTRY_VERIFY(shown.button(QStringLiteral("Try again")) || shown.button(QStringLiteral("Retry")));
    }
};

}  // namespace tst_schedules

GUI_TEST(tst_schedules, TestSchedules)
#include "tst_schedules.moc"
