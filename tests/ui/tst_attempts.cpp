// SPDX-License-Identifier: Apache-2.0
#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_rehearsals.h"
#include "ui/models/attempt_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/run/attempts_view.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/workflows/catalog_browser.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/theme.h"

namespace tst_attempts {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Shown {
    std::shared_ptr<FixtureEngine> engine = test::outsideEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    RunPage page{&session};

    explicit Shown(int task, const QSize& size = {1300, 900}) {
        page.resize(size);
        page.show();
        page.activated();
        page.showRun(QString::fromLatin1(test::kOrderRun));
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
        auto* tasks = page.findChild<QTableView*>();
        for (auto* one : page.findChildren<QTableView*>()) {
            tasks = one->accessibleName() == QStringLiteral("Timeline of the tasks") ? one : tasks;
        }
        QTRY_COMPARE(tasks->model()->rowCount(), 6);
        tasks->selectRow(task);
        auto* tabs = page.findChild<TaskInspector*>()->findChild<QTabWidget*>();
        QTRY_VERIFY(tabs->tabBar()->accessibleTabName(3).startsWith(QStringLiteral("Attempts (")));
        tabs->setCurrentIndex(3);
        QTRY_VERIFY(list()->isVisible());
    }
    QListView* list() { return page.findChild<AttemptsView*>()->findChild<QListView*>(); }
    QPlainTextEdit* text() {
        for (auto* one : page.findChildren<QPlainTextEdit*>()) {
            if (one->accessibleName() == QStringLiteral("The whole text")) {
                return one;
            }
        }
        return nullptr;
    }
    QRect rectOf(int row) { return list()->visualRect(list()->model()->index(row, 0)); }
};

}  // namespace

class TestAttempts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void theLastFailureIsSelectedAndAClickReadsAnother() {
        Shown shown(1);
        QTRY_COMPARE(shown.list()->model()->rowCount(), 7);
        QTRY_COMPARE(shown.list()->currentIndex().row(), 2);
        QVERIFY(shown.text()->toPlainText().contains(QStringLiteral("Status: 504")));
        QVERIFY(shown.text()->toPlainText().contains(QStringLiteral("2.0 s after attempt 1")));
        QTRY_VERIFY(shown.rectOf(1).isValid());
        QTest::mouseClick(shown.list()->viewport(), Qt::LeftButton, {}, shown.rectOf(1).center());
        QCOMPARE(shown.list()->currentIndex().row(), 1);
        QVERIFY(shown.text()->toPlainText().contains(QStringLiteral("Failed: 503 Service Unavailable")));
        QVERIFY(shown.list()->currentIndex().data(Qt::ToolTipRole).toString().contains(QStringLiteral("GET https")));
    }

    void theWholeRequestIsCopiedByKey() {
        Shown shown(2);
        QTRY_COMPARE(shown.list()->model()->rowCount(), 4);
        shown.list()->setFocus();
        shown.page.activateWindow();
        QTest::keyClick(shown.list(), Qt::Key_Home);
        QTest::keyClick(shown.list(), Qt::Key_Down);
        QTest::keyClick(shown.list(), Qt::Key_Down);
        QCOMPARE(shown.list()->currentIndex().row(), 2);
        QTest::keySequence(shown.list(), QKeySequence::Copy);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(
            QStringLiteral("INSERT INTO orders (id, customer, total, currency, placed_at, state)\nVALUES")));
    }

    void longTextTakesAFewLinesAndFitsTheWidth() {
        Shown shown(2, {900, 700});
        QTRY_COMPARE(shown.list()->model()->rowCount(), 4);
        QTRY_VERIFY(shown.rectOf(2).height() > shown.rectOf(1).height());  // it wraps …
        QVERIFY(shown.rectOf(2).height() < 4 * space::kRow);               // … and is cut
        QCOMPARE(shown.rectOf(2).width(), shown.list()->viewport()->width());
    }

    /// The text field gives some characters back as others.
    void anAnswerThatSaysTheSameLeavesWhatIsSelected() {
        Shown shown(1);
        QTRY_COMPARE(shown.list()->model()->rowCount(), 7);
        auto detail = test::orderRequests();
        detail.attempts.front().exchanges[0].request = "GET\u00a0here\r\nand there";
        shown.list()->setCurrentIndex(shown.list()->model()->index(1, 0));
        shown.engine->put(test::kOrderRun, detail);
        shown.page.refresh();
        QTRY_VERIFY(shown.text()->toPlainText().contains(QStringLiteral("and there")));
        shown.text()->selectAll();
        const int asked = shown.engine->calls("get_task");
        detail.attempts.back().exchanges.push_back({"http", "GET https://x/", "200", false, 1, 1, -1, -1});
        shown.engine->put(test::kOrderRun, detail);
        shown.page.refresh();
        QTRY_COMPARE(shown.list()->model()->rowCount(), 8);
        QVERIFY(shown.engine->calls("get_task") > asked);
        QVERIFY(shown.text()->textCursor().hasSelection());
    }

    void aLongListStaysWhereItWasScrolledTo() {
        api::TaskAttempt attempt;
        attempt.endedAt = test::kSampleNow;
        constexpr int kMany = 400;  // of which the list lays out a hundred at a time
        attempt.exchanges.resize(kMany, {"http", "GET https://x/", "200 OK", false, 1, 1, -1, -1});
        AttemptsView view;
        view.resize(400, 500);
        view.show();
        view.setAttempts({attempt}, true);
        auto* list = view.findChild<QListView*>();
        QTRY_VERIFY(list->visualRect(list->model()->index(kMany, 0)).isValid());
        auto* bar = list->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > kMany * space::k12);
        const int maximum = bar->maximum();
        const int middle = maximum / 2;
        bar->setValue(middle);
        attempt.exchanges.push_back(attempt.exchanges.back());
        view.setAttempts({attempt}, false);
        QTRY_VERIFY(bar->maximum() > maximum);
        QTRY_COMPARE(bar->value(), middle);
    }

    void whatComesWhileOneLooksAppears() {
        Shown shown(1);
        QTRY_COMPARE(shown.list()->model()->rowCount(), 7);
        shown.list()->setCurrentIndex(shown.list()->model()->index(1, 0));
        auto detail = test::orderRequests();
        detail.attempts.back().exchanges.push_back({"http", "POST https://shop.example.com/api/v2/seen",
                                                    "204 No Content", false, test::kSampleNow, 900, 12, 0});
        shown.engine->put(test::kOrderRun, detail);
        api::HistoryEntry entry;
        entry.kind = "task.exchanged";
        entry.at = test::kSampleNow;
        entry.task = detail.state.ref;
        shown.engine->put(test::kOrderRun, entry);
        QTRY_COMPARE(shown.list()->model()->rowCount(), 8);
        QCOMPARE(shown.list()->currentIndex().row(), 1);  // what is being read stays
    }

    void theCatalogSaysWhatAFunctionDoesToTheWorld() {
        QStringList said;
        for (const auto effect :
             {api::FunctionEffect::none, api::FunctionEffect::reads, api::FunctionEffect::changes}) {
            said << functionEffectText(effect);
            QVERIFY(said.last().contains(QStringLiteral("dry run")));
        }
        QCOMPARE(said.removeDuplicates(), 0);
    }
};

}  // namespace tst_attempts

GUI_TEST(tst_attempts, TestAttempts)
#include "tst_attempts.moc"
