// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_overview.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/overview/attention_list.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/theme.h"

namespace tst_overview {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
struct Shown {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    OverviewPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(std::shared_ptr<FixtureEngine> shown, bool content = true)
        : engine(std::move(shown)), session(engine, test::sampleIdentity(), QStringLiteral("default")) {
        session.setWatched(true);
        page.resize(1240, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.activated();
        if (content) {
            QTRY_VERIFY(tile(0).isVisible() && list().isVisible() && workflows().isVisible());
        }
    }
    FigureTile& tile(int i) { return *page.findChild<FigureTile*>(QStringLiteral("overview.tile%1").arg(i)); }
    AttentionList& list() { return *page.findChild<AttentionList*>(); }
    QTableView& workflows() { return *page.findChild<QTableView*>(QStringLiteral("overview.workflows")); }
    QTableView& recent() { return *page.findChild<QTableView*>(QStringLiteral("overview.recent")); }
    ChipBar& span() { return *page.findChild<ChipBar*>(QStringLiteral("overview.span")); }
    QString note(const char* name) {
        const auto* label = page.findChild<QLabel*>(QString::fromLatin1(name));
        return label->isVisible() ? label->text() : QString();
    }
    QString bar() {
        const auto* one = page.findChild<InfoBar*>(QStringLiteral("overview.bar"));
        return one->isVisible() ? one->text() : QString();
    }
    /// The last place that was asked for, decoded.
    QString place() {
        return places.isEmpty() ? QString() : QUrl::fromPercentEncoding(places.takeLast().at(0).toString().toLatin1());
    }
    QPushButton* act(const QString& text, const QString& about = {}) {
        for (auto* one : page.findChildren<QPushButton*>(QStringLiteral("overview.act"))) {
            if (one->isVisible() && one->text() == text && one->accessibleName().contains(about)) {
                return one;
            }
        }
        return nullptr;
    }
};

QModelIndex rowOf(QTableView& table, const QString& text, int column) {
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        if (const auto index = table.model()->index(row, column); index.data().toString() == text) {
            return index;
        }
    }
    return {};
}

void clickRow(QTableView& table, const QModelIndex& index) {
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
}
}  // namespace

class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }

    void everyFigureLeadsToWhatIsBehindIt() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.tile(0).value() != QString(QChar(0x2013)));
        const QStringList places{
            QStringLiteral("runs/q/status:completed,faulted,cancelled label.beamline.dry-run:false age<1h"),
            QStringLiteral("runs/q/status:faulted label.beamline.dry-run:false age<1h"), QStringLiteral("cluster"),
            QStringLiteral("approvals"), QStringLiteral("cluster")};
        for (int i = 0; i < OverviewPage::kTiles; ++i) {
            QTest::mouseClick(&shown.tile(i), Qt::LeftButton);
            QCOMPARE(shown.place(), places[i]);
            shown.tile(i).setFocus();
            QTest::keyClick(&shown.tile(i), Qt::Key_Return);
            QCOMPARE(shown.place(), places[i]);
            QTest::keyClick(&shown.tile(i), Qt::Key_Space);
            QCOMPARE(shown.place(), places[i]);
            QVERIFY(shown.tile(i).accessibleName().contains(shown.tile(i).value()));
            QVERIFY(!shown.tile(i).toolTip().isEmpty());
        }
        QCOMPARE(shown.tile(3).value(), QStringLiteral("4"));
        QCOMPARE(shown.tile(4).value(), QStringLiteral("2"));
        QCOMPARE(shown.tile(4).detail(), QStringLiteral("cpu 1 of 2 · io 3 of 16"));
    }

    void whatNeedsAPersonHasOneButtonEach() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.act(QStringLiteral("Open")) && shown.act(QStringLiteral("Repair…")) &&
                    shown.act(QStringLiteral("Decide")) && shown.act(QStringLiteral("Resume")));
        QTest::mouseClick(shown.act(QStringLiteral("Open")), Qt::LeftButton);
        QCOMPARE(shown.place(), QStringLiteral("problems"));
        QTest::mouseClick(shown.act(QStringLiteral("Repair…"), QStringLiteral("charge-customers")), Qt::LeftButton);
        const QString repair = shown.place();  // those runs, and no others, all of them
        QVERIFY2(repair.startsWith(QStringLiteral("runs/q/error:")) && repair.endsWith(QStringLiteral("/retry")),
                 qPrintable(repair));
        QTest::mouseClick(shown.act(QStringLiteral("Decide"), QStringLiteral("Restart payment gateway")),
                          Qt::LeftButton);
        QCOMPARE(shown.place(), QStringLiteral("approvals/01HEXKG252XHY1P8D3V6R0TQNC.1"));
        QCOMPARE(shown.places.size(), 0);
    }

    /// The group of one error leads to exactly its runs.
    void aRowShowsWhatItIsAbout() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.act(QStringLiteral("Repair…"), QStringLiteral("charge-customers")));
        auto* row = shown.act(QStringLiteral("Repair…"), QStringLiteral("charge-customers"))->parentWidget();
        QTest::mouseClick(row, Qt::LeftButton, {}, QPoint(200, row->height() / 2));
        const QString place = shown.place();
        QVERIFY2(place.startsWith(QStringLiteral("runs/q/error:")), qPrintable(place));
        api::RunFilter filter;
        filter.error = toUtf8(place.mid(13));
        QCOMPARE(int(shown.engine->runs(filter, true).size()), 4);
    }

    void rowsAreWalkedAndPressedByKey() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.list().buttons().size() >= 4);
        const auto buttons = shown.list().buttons();
        buttons[0]->setFocus();
        QTest::keyClick(buttons[0], Qt::Key_Down);
        QVERIFY(buttons[1]->hasFocus());
        QTest::keyClick(buttons[1], Qt::Key_Up);
        QVERIFY(buttons[0]->hasFocus());
        QTest::keyClick(buttons[0], Qt::Key_Return);
        QCOMPARE(shown.place(), QStringLiteral("problems"));
    }

    void aSuspendedRunIsResumedHere() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.act(QStringLiteral("Resume")));
        QTest::mouseClick(shown.act(QStringLiteral("Resume")), Qt::LeftButton);
        QTRY_VERIFY(shown.engine->last<api::ResumeRun>().has_value());
        QCOMPARE(toText(shown.engine->last<api::ResumeRun>()->run), QStringLiteral("01HEWN9C4TCWH7B5J0A8E2ZMKS"));
        QTRY_VERIFY(!shown.act(QStringLiteral("Resume")));  // it is suspended no more
    }

    void whatCannotBeResumedSaysWhy() {
        auto engine = test::overviewEngine();
        engine->fail("resume_run", {api::code::kConflict, "It goes on already.", {}, false});
        Shown shown(engine);
        QTRY_VERIFY(shown.act(QStringLiteral("Resume")));
        QTest::mouseClick(shown.act(QStringLiteral("Resume")), Qt::LeftButton);
        QTRY_VERIFY(shown.bar().contains(QStringLiteral("It goes on already.")));
        ConnectionProfile watched;
        watched.readOnly = true;
        shown.session.setConnectionProfile(watched);
        shown.page.activated();
        QVERIFY(!shown.act(QStringLiteral("Resume"))->isEnabled());
        QVERIFY(!shown.act(QStringLiteral("Resume"))->toolTip().isEmpty());
        QVERIFY(shown.act(QStringLiteral("Decide"))->isEnabled());
    }

    void workflowsAreSortedByAClickAndLeadToTheirRuns() {
        Shown shown(test::overviewEngine());
        auto& table = shown.workflows();
        QTRY_VERIFY(table.model()->rowCount() >= 5);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QStringLiteral("charge-customers"));
        auto* header = table.horizontalHeader();
        const auto press = [&](int section) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              QPoint(header->sectionViewportPosition(section) + 20, header->height() / 2));
        };
        auto* sorting = shown.page.findChild<ChipBar*>(QStringLiteral("overview.sorting"));
        QCOMPARE(sorting->current(), 0);
        press(3);
        QCOMPARE(sorting->current(), 1);
        const QString longest = table.model()->index(0, 0).data().toString();
        QVERIFY(longest != QStringLiteral("charge-customers"));
        press(3);
        QCOMPARE(sorting->current(), -1);
        auto chips = sorting->findChildren<QAbstractButton*>();
        chips.removeIf([](const QAbstractButton* button) { return !button->isCheckable(); });  // but the one for more
        QTest::mouseClick(chips[2], Qt::LeftButton);
        QCOMPARE(header->sortIndicatorSection(), 1);
        const auto runs = [&](int row) { return table.model()->index(row, 1).data().toString().toInt(); };
        QVERIFY(runs(0) >= runs(1) && runs(1) >= runs(2));
        QTest::mouseClick(chips[0], Qt::LeftButton);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QStringLiteral("charge-customers"));
        clickRow(table, rowOf(table, QStringLiteral("data-import"), 0));
        QCOMPARE(shown.place(),
                 QStringLiteral("runs/q/workflow:data-import namespace:examples label.beamline.dry-run:false age<1h"));
        table.setCurrentIndex(rowOf(table, QStringLiteral("endpoint-health"), 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(
            shown.place(),
            QStringLiteral("runs/q/workflow:endpoint-health namespace:examples label.beamline.dry-run:false age<1h"));
    }

    void whatChangedLastIsLive() {
        Shown shown(test::overviewEngine());
        QTRY_COMPARE(shown.recent().model()->rowCount(), OverviewModel::kRecent);
        auto run = shown.engine->runs({}, false).front();
        run.updatedAt = test::kSampleNow + 1;
        run.now = "a step further";
        shown.engine->put(run);
        QTRY_COMPARE(shown.recent().model()->index(0, 2).data().toString(), QStringLiteral("a step further"));
        clickRow(shown.recent(), shown.recent().model()->index(0, 1));
        QCOMPARE(shown.place(), QStringLiteral("run/") + toText(run.id));
    }

    void theSpanIsChosenAndRemembered() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        {
            Shown shown(test::overviewEngine());
            shown.page.remember(settings);
            shown.span().setCurrent(1);
            QTest::mouseClick(&shown.tile(1), Qt::LeftButton);
            QCOMPARE(shown.place(), QStringLiteral("runs/q/status:faulted label.beamline.dry-run:false age<1d"));
        }
        Shown again(test::overviewEngine());
        again.page.remember(settings);
        QCOMPARE(again.span().current(), 1);
    }

    void chartsSayWhatTheyShow() {
        Shown shown(test::overviewEngine());
        const auto charts = shown.page.findChildren<LineChart*>();
        QCOMPARE(charts.size(), qsizetype(OverviewPage::kCharts));
        QTRY_VERIFY(charts[0]->accessibleDescription().contains(QStringLiteral("finished")));
        QVERIFY(charts[1]->accessibleDescription().contains(QStringLiteral("p99")));
        QVERIFY2(charts[2]->accessibleDescription().contains(QStringLiteral("working of 20 threads")),
                 qPrintable(charts[2]->accessibleDescription()));
        for (auto* chart : charts) {
            QVERIFY(!chart->accessibleName().isEmpty());
        }
    }

    void itAsksOnlyWhileItIsInFront() {
        Shown shown(test::overviewEngine());
        shown.page.deactivated();
        const int asked = shown.engine->calls("count_runs");
        auto run = shown.engine->runs({}, true).front();
        run.now = "on";
        shown.engine->put(run);
        QTest::qWait(OverviewModel::kEventInterval + 300);
        QCOMPARE(shown.engine->calls("count_runs"), asked);
        shown.page.activated();
        QTRY_VERIFY(shown.engine->calls("count_runs") > asked);
    }

    void anEngineOnWhichNothingRanTeaches() {
        Shown shown(test::freshEngine(), false);
        const auto* note = shown.page.findChild<ContentStack*>()->note();
        QTRY_COMPARE(note->title(), QStringLiteral("Nothing has run yet"));
        for (auto* one : note->findChildren<QPushButton*>()) {
            if (one->isVisible() && one->text().startsWith(QStringLiteral("Start"))) {
                QTest::mouseClick(one, Qt::LeftButton);
            }
        }
        QCOMPARE(shown.place(), QStringLiteral("start"));
        api::RunSummary run;
        run.id = "01HFFK6SY9540QZ8N3WJ5B7RTM";
        run.ns = "examples";
        run.workflow = "first";
        run.createdAt = run.updatedAt = test::kSampleNow;
        shown.engine->put(run);
        QTRY_VERIFY(shown.tile(0).isVisible());  // and does not stay
    }

    void mistakesAreToldWhereTheyAre() {
        auto engine = test::overviewEngine();
        engine->fail("count_runs", {api::code::kUnavailable, "The journal does not answer.", {}, true});
        {
            Shown shown(engine, false);
            QTRY_VERIFY(shown.page.findChild<ContentStack*>()->note()->isVisible());
        }
        auto partly = test::overviewEngine();
        partly->fail("group_runs", {api::code::kUnavailable, "Groups are not to be had now.", {}, true});
        partly->fail("get_statistics", {api::code::kUnavailable, "No figures.", {}, true});
        Shown shown(partly, false);
        QTRY_VERIFY(shown.note("overview.workflowNote").contains(QStringLiteral("Groups are not to be had now.")));
        QTRY_VERIFY(shown.note("overview.attentionNote").contains(QStringLiteral("Groups are not to be had now.")));
        QTRY_VERIFY(shown.note("overview.chartNote").contains(QStringLiteral("No figures.")));
        QCOMPARE(shown.tile(0).detail(), QStringLiteral("not to be had"));
        QTRY_VERIFY(shown.act(QStringLiteral("Decide")));
        QVERIFY(shown.bar().isEmpty());
    }

    void anOlderEngineSaysWhatItDoesNotKnow() {
        auto engine = test::overviewEngine();
        auto health = engine->health();
        health.operations = {"count_runs", "list_runs", "list_approvals", "get_statistics"};
        engine->setHealth(health);
        Shown shown(engine, false);
        QTRY_VERIFY(shown.act(QStringLiteral("Decide")));
        QTRY_VERIFY(!shown.note("overview.workflowNote").isEmpty());
        QCOMPARE(shown.tile(3).value(), QStringLiteral("4"));
    }

    void whatIsOldSaysSo() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.recent().model()->rowCount() > 0);
        shown.engine->hold("list_runs");
        shown.page.refresh();
        QVERIFY(shown.bar().isEmpty());
        shown.page.refresh();
        shown.page.refresh();
        QTRY_VERIFY(shown.bar().contains(QStringLiteral("as of")));
        shown.engine->release("list_runs");
        QTRY_VERIFY(shown.bar().isEmpty());
    }

    void anArchiveHasNoFiguresOverTime() {
        auto engine = test::overviewEngine();
        Shown shown(engine);
        shown.session.setTakenAt(test::kSampleNow);
        shown.page.activated();
        shown.page.refresh();
        QTRY_VERIFY(shown.note("overview.chartNote").contains(QStringLiteral("archive")));
        QVERIFY(!shown.page.findChild<LineChart*>()->isVisible());
        QVERIFY(!shown.act(QStringLiteral("Resume")) || !shown.act(QStringLiteral("Resume"))->isEnabled());
    }

    void everythingIsReachedByKeyAndHasAName() {
        Shown shown(test::overviewEngine());
        QTRY_VERIFY(shown.list().buttons().size() >= 4);
        QSet<QWidget*> reached;
        auto* first = &shown.tile(0);
        first->setFocus();
        for (int i = 0; i < 60; ++i) {
            QWidget* now = shown.page.focusWidget();
            QVERIFY2(!now->accessibleName().isEmpty() || !now->property("text").toString().isEmpty(),
                     now->metaObject()->className());
            reached << now;
            QTest::keyClick(now, Qt::Key_Tab);
        }
        for (int i = 0; i < OverviewPage::kTiles; ++i) {
            QVERIFY(reached.contains(&shown.tile(i)));
        }
        QVERIFY(reached.contains(&shown.workflows()) && reached.contains(&shown.recent()));
        QVERIFY(reached.contains(shown.list().buttons().first()));
    }
};

}  // namespace tst_overview

GUI_TEST(tst_overview, TestOverview)
#include "tst_overview.moc"
