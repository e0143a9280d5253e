// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>
#include <QTreeView>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "tests/ui/sample_pairs.h"
#include "ui/models/formatting.h"
#include "ui/models/history_model.h"
#include "ui/models/run_times.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/compare/choose_run_dialog.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/run/changes_view.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/rerun_dialog.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/takeover_note.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/run/timeline_delegate.h"
#include "ui/pages/run/timeline_view.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/id_field.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/theme.h"

namespace tst_run_tools {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
QString words(const char* text) {
    return QString::fromUtf8(text);
}

api::Json json(const char* text) {
    return boost::json::parse(text);
}

api::HistoryEntry entry(const char* kind, const char* task, api::Timestamp at, int attempt = 1) {
    api::HistoryEntry one;
    one.kind = kind;
    one.task = task;
    one.at = at;
    one.attempt = attempt;
    one.iteration = 1;
    return one;
}

/// What the keys of a person reach.
template <class T>
T* named(QWidget& in, const char* name) {
    return in.findChild<T*>(QString::fromLatin1(name));
}

QAction* action(QWidget& page, const char* name) {
    for (auto* one : page.actions()) {
        if (one->objectName() == QLatin1String(name)) {
            return one;
        }
    }
    return nullptr;
}

struct Shown {
    std::shared_ptr<FixtureEngine> engine = test::pairEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    RunPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(const char* run) {
        page.resize(1300, 900);
        page.show();
        page.activated();
        page.showRun(QString::fromLatin1(run));
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
        QTRY_VERIFY(timeline()->model()->rowCount() > 0);
    }
    TimelineView* timeline() { return page.findChild<TimelineView*>(); }
    GraphView* graph() { return page.findChild<GraphView*>(); }
    void select(int row) {
        timeline()->selectRow(row);
        QCOMPARE(page.findChild<TaskInspector*>()->task(), timeline()->model()->index(row, 0).data(IdRole).toString());
    }
};
}  // namespace

class TestRunTools : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    // ---- time -----------------------------------------------------------------------------------------------------
    void theTimelineShowsThemAndZooms() {
        Shown shown(test::kBadRun);
        auto* model = qobject_cast<TaskListModel*>(shown.timeline()->model());
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_COMPARE(model->segmentsAt(5).size(), 5u);  // three attempts, two pauses
        const QRect cell = shown.timeline()->visualRect(model->index(5, TaskListModel::TimeColumn));
        constexpr int kInLast = 11'100;  // ms after the start
        const int x = cell.left() + space::k12 + (cell.width() - 2 * space::k12) * kInLast / 12'700;
        const auto last = TimelineDelegate::segmentAt(model->index(5, TaskListModel::TimeColumn), cell, x);
        QVERIFY(last && last->attempt == 3);
        const auto all = model->window();
        shown.timeline()->setFocus();
        QTest::keyClick(shown.timeline(), Qt::Key_Plus);
        QVERIFY(model->window().second - model->window().first < all.second - all.first);
        const auto zoomed = model->window();
        QTest::keyClick(shown.timeline(), Qt::Key_Right);
        QVERIFY(model->window().first > zoomed.first);
        QTest::keyClick(shown.timeline(), Qt::Key_0);
        QCOMPARE(model->window(), all);
        // News are read from the top, and are taken once.
        api::HistoryEntry more = entry("task.started", "/do/5/writeReport", test::kSampleNow, 1);
        shown.engine->put(test::kBadRun, more);
        shown.page.refresh();
        QTest::qWait(0);
        QTRY_COMPARE(shown.page.findChild<RunTimes*>()->of("/do/5/writeReport").size(), 1u);
        QCOMPARE(model->segmentsAt(5).size(), 5u);
    }

    // ---- the way ----------------------------------------------------------------------------------------------------
    void onlyTheWayThatWasTakenIsPainted() {
        Shown shown(test::kGoodRun);
        auto* graph = shown.graph();
        const auto taken = [graph](const char* from, const char* to) { return graph->isTaken(words(from), words(to)); };
        QTRY_VERIFY(taken("/do/4/bookSmall", "/do/5/writeReport"));
        QVERIFY(taken("/do/2/split", "/do/4/bookSmall"));
        QVERIFY(!taken("/do/2/split", "/do/3/largeOnes"));  // both its ends have completed in other runs
        QVERIFY(!taken("/do/3/largeOnes", "/do/5/writeReport"));
        shown.select(5);
        QVERIFY2(graph->accessibleDescription().contains(words("came from split")),
                 qPrintable(graph->accessibleDescription()));
        // In the past, as far as it had come; and now again.
        auto* past = shown.page.findChild<PastBar*>();
        past->begin(words(test::kGoodRun));
        QTRY_VERIFY(past->entry() > 0);
        auto* slider = past->findChild<QSlider*>();
        slider->setValue(slider->maximum() - 2);  // writeReport has not begun
        QTRY_VERIFY(!taken("/do/4/bookSmall", "/do/5/writeReport"));
        QVERIFY(taken("/do/2/split", "/do/4/bookSmall"));
        past->end();
        QTRY_VERIFY(taken("/do/4/bookSmall", "/do/5/writeReport"));
    }

    void aLineOfWhatIsFoldedIsTakenWhenOneOfItsEdgesIs() {
        api::Graph graph;
        graph.nodes = {{"a", "", "a", "do", ""}, {"a/x", "a", "x", "switch", ""}, {"b", "", "b", "set", ""}};
        graph.edges = {{"a/x", "b", "one"}, {"a", "b", ""}};
        GraphView view;
        view.resize(600, 300);
        view.setGraph(graph);
        view.setTaken({true, false});
        QVERIFY(view.isTaken(words("a/x"), words("b")) && !view.isTaken(words("a"), words("b")));
        view.foldAll(true);
        QVERIFY(view.isTaken(words("a"), words("b")));
        view.grab();
    }

    void whatIsTakenOverIsMarkedAndLeadsToTheRunBefore() {
        auto engine = test::rerunEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        RunPage page(&session);
        QSignalSpy places(&page, &Page::navigate);
        page.resize(1300, 900);
        page.show();
        page.activated();
        page.showRun(words(test::kAgainRun));
        auto* graph = page.findChild<GraphView*>();
        QTRY_VERIFY(graph->isTakenOver(words("/do/0/readInvoices")));
        QVERIFY(!graph->isTakenOver(words("/do/4/bookSmall")));
        auto* timeline = page.findChild<TimelineView*>();
        const auto* model = timeline->model();
        QCOMPARE(model->index(0, TaskListModel::DurationColumn).data().toString(), words("taken over"));
        QVERIFY(model->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(words("taken over")));
        QVERIFY(model->index(5, 0).data(TaskListModel::TakenOverRole).toBool() == false);
        auto* note = page.findChild<TakeoverNote*>();
        timeline->selectRow(0);
        QVERIFY2(note->isVisible() && note->text().startsWith(words("Taken over from run")), qPrintable(note->text()));
        QVERIFY(graph->accessibleDescription().contains(words("taken over")));
        timeline->selectRow(5);  // where it begins, with an edited input
        QTRY_VERIFY2(note->text().contains(words("was edited")), qPrintable(note->text()));
        QTest::keyClick(graph, Qt::Key_Escape);
        QTRY_VERIFY2(note->text().contains(words("Begins at bookSmall with an edited input")),
                     qPrintable(note->text()));
        auto* show = named<QPushButton>(page, "run.takeover.show");
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(page.findChild<TaskInspector*>()->task(), words("/do/4/bookSmall"));
        timeline->selectRow(0);
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(places.last().first().toString(), words("run/") + words(test::kGoodRun));
        page.showRun(words(test::kGoodRun));  // as the window does
        QTRY_COMPARE(page.findChild<TaskInspector*>()->task(), words("/do/0/readInvoices"));
        QTRY_VERIFY(!note->isVisible() && !graph->isTakenOver(words("/do/0/readInvoices")));
        auto* again = action(page, "run.again");
        QTRY_COMPARE(again->text(), words("Re-run several times"));
        again->trigger();
        QVERIFY(places.last().first().toString().contains(words("beamline.rerun-of")));
        page.showRun(words(test::kAgainRun));
        QTRY_VERIFY(page.isVisible() && !again->isVisible());
    }

    // ---- head and inspector -----------------------------------------------------------------------------------------
    void theWholeIdIsShownAndCopied() {
        Shown shown(test::kBadRun);
        auto* id = named<IdField>(shown.page, "run.id");
        QVERIFY(id && id->isVisible());
        auto* text = id->findChild<QLineEdit*>();
        QCOMPARE(text->text(), words(test::kBadRun));
        QVERIFY(text->isReadOnly() && !text->accessibleName().isEmpty());
        text->selectAll();
        QCOMPARE(text->selectedText(), words(test::kBadRun));
        QGuiApplication::clipboard()->clear();
        auto* copy = id->findChild<QToolButton*>();
        QCOMPARE(copy->accessibleName(), words("Copy: Id of the run"));
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), words(test::kBadRun));
        shown.page.resize(796, 500);  // what the smallest window leaves it
        QTRY_COMPARE(shown.page.width(), 796);
        QVERIFY(id->isVisible() && copy->visibleRegion().boundingRect().width() == copy->width());
    }

    void allTabsOfTheInspectorAreInSight() {
        Shown shown(test::kBadRun);
        shown.page.resize(796, 500);
        shown.select(5);
        auto* tabs = shown.page.findChild<TaskInspector*>()->findChild<FoldingTabs*>();
        QTRY_COMPARE(tabs->label(tabs->currentIndex()), words("Error"));  // what one selects a faulted task for
        QCOMPARE(tabs->currentIndex(), 0);
        QTRY_VERIFY(tabs->isTabVisible(tabs->indexOf(shown.page.findChild<ChangesView*>())));
        auto* bar = tabs->tabBar();
        int shownTabs = 0;
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (tabs->isTabVisible(tab)) {
                ++shownTabs;
                const QRect rect = bar->tabRect(tab);
                QVERIFY2(bar->rect().contains(rect) && rect.width() >= space::kIcon, qPrintable(tabs->label(tab)));
                QVERIFY(bar->mapTo(tabs, rect.topRight()).x() <= tabs->width());
                QVERIFY(!tabs->isFolded(tab) || tabs->tabToolTip(tab) == tabs->label(tab));
                QVERIFY(!bar->accessibleTabName(tab).isEmpty());
            }
        }
        QVERIFY(shownTabs >= 6);
        const int last = tabs->indexOf(shown.page.findChild<ChangesView*>());
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(last).center());
        QCOMPARE(tabs->currentIndex(), last);
        auto* split = qobject_cast<QSplitter*>(shown.page.findChild<TaskInspector*>()->parentWidget());
        QVERIFY(split);
        shown.page.resize(1600, 900);
        split->setSizes({800, 800});
        QTRY_VERIFY(!tabs->isFolded(last) && tabs->tabText(last) == words("Changes"));
        shown.select(0);  // no error: no tab of one
        QTRY_VERIFY(!tabs->isTabVisible(0));
    }

    // ---- names that are masked --------------------------------------------------------------------------------------
    void maskedValuesAreNeitherShownNorCopiedBeforeTheyAreRevealed() {
        JsonView view;
        view.resize(400, 300);
        view.show();
        view.setValue(json(R"({"user":"ann","apiToken":"hunter2","lines":[{"odd name":1}]})"));
        auto* reveal = named<QToolButton>(view, "json.reveal");
        QVERIFY(reveal->isVisible());
        view.showText(true);
        auto* text = view.findChild<QPlainTextEdit*>();
        QVERIFY(!text->toPlainText().contains(words("hunter2")));
        for (auto* button : view.findChildren<QToolButton*>()) {
            if (button->accessibleName() == words("Copy the JSON")) {
                button->click();
            }
        }
        QVERIFY(!QGuiApplication::clipboard()->text().contains(words("hunter2")));
        QTest::keyClick(reveal, Qt::Key_Space);
        QVERIFY(text->toPlainText().contains(words("hunter2")));
        view.setValue(json(R"({"user":"bob"})"));
        QVERIFY(!reveal->isVisible());
    }

    void aMenuMayOutliveWhatItIsOf() {
        auto view = std::make_unique<JsonView>();
        view->resize(400, 300);
        view->setValue(json(R"({"lines":[7]})"));
        view->show();
        auto* tree = view->findChild<QTreeView*>();
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(tree->model()->index(0, 0)).center());
        QTRY_VERIFY(QApplication::activePopupWidget());
        view.reset();
        QTRY_VERIFY(!QApplication::activePopupWidget());
        auto shown = std::make_unique<Shown>(test::kBadRun);
        shown->select(5);
        Q_EMIT shown->timeline()->customContextMenuRequested({5, 5});
        QTRY_VERIFY(QApplication::activePopupWidget());
        shown.reset();
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }

    void pathsAreCopiedForPointerAndJq() {
        JsonView view;
        view.resize(400, 300);
        view.show();
        view.setValue(json(R"({"lines":[{"odd name":7}]})"));
        auto* tree = view.findChild<QTreeView*>();
        const auto* model = tree->model();
        tree->setCurrentIndex(model->index(0, 0, model->index(0, 0, model->index(0, 0))));
        const auto copies = view.copyActions();
        const char* expected[] = {"7", "/lines/0/odd name", ".lines[0][\"odd name\"]"};
        for (int i = 0; i < copies.size(); ++i) {
            copies[i]->trigger();
            QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), words(expected[i]));
        }
    }

    // ---- large graphs -----------------------------------------------------------------------------------------------
    void foldingHidesWhatIsInsideAndLiftsItsLines() {
        auto run = test::largeRun(40);
        const auto open = GraphScene::of(run.graph, {}, {1000, 400});
        const auto folded = GraphScene::of(run.graph, tasksWithInsides(run.graph), {1000, 400});
        QCOMPARE(open.graph.nodes.size(), 40u);
        QCOMPARE(folded.graph.nodes.size(), 4u);
        QCOMPARE(folded.graph.edges.size(), 3u);
        QVERIFY(folded.items[0].folded && folded.items[0].opens);
        QCOMPARE(folded.items[0].inside.size(), 9u);
        // An edge from inside to outside leads from what holds its end.
        run.graph.edges.push_back({run.graph.nodes[1].ref, run.graph.nodes[20].ref, "jump"});
        const auto lifted = GraphScene::of(run.graph, {run.graph.nodes[0].ref}, {1000, 400});
        QCOMPARE(lifted.graph.edges.back().from, run.graph.nodes[0].ref);
    }

    void aBoxIsFoldedByMouseAndKeyAndSaysTheWorst() {
        auto run = test::largeRun(40);
        run.tasks[3].phase = api::Phase::faulted;
        GraphView view;
        view.resize(1200, 600);
        view.setGraph(run.graph);
        view.setStates(run.tasks);
        view.show();
        const QString box = toText(run.graph.nodes[0].ref);
        QSignalSpy selected(&view, &GraphView::taskSelected);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.foldMarkOf(box).center());
        QVERIFY(view.isFolded(box));
        QCOMPARE(selected.count(), 0);
        view.select(box);
        QVERIFY2(view.accessibleDescription().contains(words("1 faulted")), qPrintable(view.accessibleDescription()));
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(!view.isFolded(box));
        view.select(toText(run.graph.nodes[3].ref));
        QTest::keyClick(&view, Qt::Key_Slash);  // what is selected is folded away: its box is selected
        QCOMPARE(view.selected(), box);
        QCOMPARE(selected.count(), 1);
        view.grab();
        view.select(toText(run.graph.nodes[3].ref));  // and shown again where it is wanted
        QVERIFY(!view.isFolded(box));
        QTest::keyClick(&view, Qt::Key_Asterisk);
        QVERIFY(!view.hasFolded());
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.selected(), toText(run.graph.nodes.back().ref));
    }

    void tenThousandTasksAreLaidOutElsewhere() {
        const auto run = test::largeRun(10'000);
        GraphView view;
        view.resize(1200, 600);
        view.show();
        QSignalSpy arranged(&view, &GraphView::arranged);
        view.setGraph(run.graph);
        view.setStates(run.tasks);
        QVERIFY(view.isArranging());
        view.grab();  // says so
        QVERIFY(arranged.wait(60'000));
        QVERIFY(view.hasFolded());
        view.foldAll(false);
        QVERIFY(arranged.wait(60'000));
        QCOMPARE(view.layoutForTest().nodes.size(), 10'000u);
        arranged.clear();
        api::TaskState state = run.tasks[5];
        state.phase = api::Phase::faulted;
        view.setState(state);
        view.setStates(run.tasks);
        QVERIFY(!view.isArranging());       // states are no reason
        QTest::keyClick(&view, Qt::Key_0);  // it was fitted: now all of it
        QVERIFY(view.zoom() < 0.25);
        view.grab();
        QCOMPARE(view.tasksWith(words("TASK41")).size(), 100);  // 41, 411 … 419, 4101 … 4199, but for boxes
        view.setGraph({});                                      // while nothing is under way
        {
            GraphView gone;
            gone.setGraph(run.graph);
        }
    }

    void aTaskIsFoundByKeys() {
        Shown shown(test::kGoodRun);
        shown.page.focusFilter();
        auto* field = named<QLineEdit>(shown.page, "graph.find");
        QCOMPARE(shown.page.focusWidget(), field);
        QTest::keyClicks(field, words("sql"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(shown.graph()->selected(), words("/do/4/bookSmall"));
        QCOMPARE(shown.page.findChild<TaskInspector*>()->task(), words("/do/4/bookSmall"));
        field->selectAll();
        QTest::keyClicks(field, words("nothing of the kind"));
        QTRY_COMPARE(named<QLabel>(shown.page, "graph.found")->text(), words("none"));
    }

    void anEntryOfTheHistoryShowsTheRunAsItWas() {
        Shown shown(test::kBadRun);
        QTableView* history = nullptr;
        for (auto* table : shown.page.findChildren<QTableView*>()) {
            history = table->accessibleName() == words("History") ? table : history;
        }
        QTRY_COMPARE(history->model()->rowCount(), 6);
        history->selectRow(2);
        QTest::keyClick(history, Qt::Key_Return);
        auto* past = shown.page.findChild<PastBar*>();
        QTRY_COMPARE(past->entry(), 4);
        const auto at = past->moment();
        past->beginAt(words(test::kBadRun), at - 1);
        QCOMPARE(past->entry(), 3);
        past->beginAt(words(test::kBadRun), 1);  // before it began
        QCOMPARE(past->entry(), 1);
        QVERIFY(!action(shown.page, "run.rerun")->isVisible());  // not of the past
        past->end();
        auto* kind = named<QComboBox>(shown.page, "history.kind");
        kind->setCurrentIndex(kind->findData(words("task.faulted")));
        QTRY_COMPARE(history->model()->rowCount(), 1);
        auto* order = named<QComboBox>(shown.page, "history.order");
        kind->setCurrentIndex(0);
        QTest::keyClick(order, Qt::Key_Down);
        QTRY_COMPARE(history->model()->rowCount(), 6);
        QCOMPARE(history->model()->index(0, 0).data().toString(), words("Started"));
    }

    void theHistoryIsOfTheSelectedTaskAndFromATimeByKeysAlone() {
        Shown shown(test::kBadRun);
        QTableView* history = nullptr;
        for (auto* table : shown.page.findChildren<QTableView*>()) {
            history = table->accessibleName() == words("History") ? table : history;
        }
        auto* model = history->model();
        QTRY_COMPARE(model->rowCount(), 6);
        auto* task = named<QComboBox>(shown.page, "history.task");
        shown.select(0);
        QTest::keyClick(shown.timeline(), Qt::Key_H);
        QTRY_COMPARE(model->rowCount(), 0);  // nothing is told of that one
        QVERIFY2(task->currentText().contains(shown.timeline()->model()->index(0, 0).data().toString()),
                 qPrintable(task->currentText()));
        shown.select(5);  // it follows
        QTRY_COMPARE(model->rowCount(), 6);
        history->selectRow(1);  // what is read in it does not change it
        QCOMPARE(task->currentText(), words("Selected: bookSmall"));
        QCOMPARE(model->rowCount(), 6);
        QTest::keyClick(history, Qt::Key_H);
        QCOMPARE(task->currentIndex(), 0);
        shown.select(0);
        QTRY_COMPARE(model->rowCount(), 6);
        task->setCurrentIndex(task->findData(words("/do/0/readInvoices")));
        QTRY_COMPARE(model->rowCount(), 0);
        task->setCurrentIndex(0);
        QTRY_COMPARE(model->rowCount(), 6);

        auto* moment = named<QLineEdit>(shown.page, "history.moment");
        auto* problem = named<QLabel>(shown.page, "history.problem");
        QTest::keyClick(history, Qt::Key_G);
        QVERIFY(moment->hasFocus());
        QTest::keyClicks(moment, words("teatime"));
        QTest::keyClick(moment, Qt::Key_Return);
        QVERIFY(problem->isVisible() && problem->text().contains(words("teatime")) &&
                problem->text().contains(words("14:03")));
        QCOMPARE(model->rowCount(), 6);
        moment->selectAll();
        QTest::keyClicks(moment, words("+8s"));
        QVERIFY(!problem->isVisible());
        QTest::keyClick(moment, Qt::Key_Return);
        QTRY_COMPARE(model->rowCount(), 3);  // the newest at the top
        QTRY_VERIFY(history->hasFocus());
        QCOMPARE(model->index(0, 0).data().toString(), words("Started"));
        auto* order = named<QComboBox>(shown.page, "history.order");
        QTest::keyClick(order, Qt::Key_Down);
        QTRY_COMPARE(model->rowCount(), 3);
        QTRY_COMPARE(model->index(2, 0).data().toString(), words("Faulted"));
        QTest::keyClick(history, Qt::Key_G);
        QTest::keyClick(moment, Qt::Key_Escape);
        QTRY_COMPARE(model->rowCount(), 6);
        QVERIFY(moment->text().isEmpty());
        const auto first = model->index(0, HistoryModel::AtColumn);
        for (const QString& text : {first.data().toString(), first.data().toString().chopped(1),
                                    first.data(Qt::ToolTipRole).toString()}) {  // as it stands there, and copied
            QTest::keyClick(history, Qt::Key_G);
            moment->selectAll();
            QTest::keyClicks(moment, text);
            QTest::keyClick(moment, Qt::Key_Return);
            QVERIFY2(!problem->isVisible(), qPrintable(problem->text()));
            QTRY_VERIFY(history->hasFocus());
        }
    }

    // ---- the pages --------------------------------------------------------------------------------------------------
    void twoRunsStandBesideEachOther() {
        auto engine = test::pairEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        ComparePage page(&session);
        page.resize(1200, 800);
        page.show();
        page.activated();
        page.showRuns(words(test::kGoodRun), words(test::kBadRun));
        auto* table = named<QTableView>(page, "compare.tasks");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        auto* first = named<InfoBar>(page, "compare.first");
        QVERIFY2(first->text().contains(words("Inputs differ, first at /limit")), qPrintable(first->text()));
        QVERIFY(first->text().contains(words("bookSmall: Faulted instead of completed")));
        QTRY_COMPARE(table->currentIndex().data(IdRole).toString(), words("/do/4/bookSmall"));
        auto* tabs = page.findChild<QTabWidget*>();
        Q_EMIT first->actionClicked();
        QCOMPARE(tabs->currentIndex(), 1);
        const auto shown = [&] { return qobject_cast<DiffView*>(tabs->currentWidget())->toPlainText(); };
        QVERIFY(shown().contains(words("\"limit\": 1000")));
        QVERIFY(!shown().contains(words("s3cr3t")));
        tabs->setCurrentIndex(3);
        QTRY_VERIFY(page.findChildren<DiffView*>().size() >= 5);
        const auto definition = [&] {
            for (auto* view : page.findChildren<DiffView*>()) {
                if (view->accessibleName() == words("Definitions of the runs")) {
                    return view->toPlainText();
                }
            }
            return QString();
        };
        QTRY_VERIFY(definition().contains(words("(?, ?, ?, ?)")));
        tabs->setCurrentIndex(0);
        auto* only = named<QCheckBox>(page, "compare.only");
        QTest::keyClick(only, Qt::Key_Space);
        QCOMPARE(table->model()->rowCount(), 2);  // bookSmall, writeReport
        QSignalSpy places(&page, &Page::navigate);
        action(page, "compare.swap")->trigger();
        QCOMPARE(places.last().first().toString(),
                 words("compare/%1/%2").arg(words(test::kBadRun), words(test::kGoodRun)));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(places.last().first().toString(), words("run/") + words(test::kBadRun));
    }

    void anotherOutputIsADifference() {
        auto engine = test::pairEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        ComparePage page(&session);
        page.resize(1000, 700);
        page.show();
        page.activated();
        page.showRuns(words(test::kGoodRun), words(test::kTwinRun));
        auto* first = named<InfoBar>(page, "compare.first");
        QTRY_COMPARE(first->text(), words("The outputs of bookSmall differ, first at /rows."));
        auto* task = page.findChild<DiffView*>();
        for (auto* view : page.findChildren<DiffView*>()) {
            task = view->accessibleName() == words("Outputs of the task") ? view : task;
        }
        QVERIFY(task->isVisible());  // what differs is what is shown
        page.showRuns(words(test::kGoodRun), words("01NONE"));
        QTRY_VERIFY(!first->isVisible());  // the error stands in its place
    }

    void theOtherRunIsChosen() {
        Shown shown(test::kBadRun);
        action(shown.page, "run.compare")->trigger();
        auto* dialog = shown.page.findChild<ChooseRunDialog*>();
        QVERIFY(dialog);
        auto* id = named<QLineEdit>(*dialog, "choose.id");
        auto* compare = named<QPushButton>(*dialog, "choose.compare");
        QTRY_VERIFY(!id->text().isEmpty());  // the run before is proposed
        auto* table = dialog->findChild<QTableView*>();
        const auto rowOf = [table](const char* run) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                if (table->model()->index(row, 0).data(IdRole).toString() == words(run)) {
                    return row;
                }
            }
            return -1;
        };
        QTRY_VERIFY(rowOf(test::kGoodRun) >= 0);
        QCOMPARE(rowOf(test::kBadRun), -1);  // it is not compared with itself
        const int before = table->model()->rowCount();
        auto* scope = named<QComboBox>(*dialog, "choose.scope");
        QTest::keyClick(scope, Qt::Key_Down);
        QTRY_VERIFY(table->model()->rowCount() > before);
        QCOMPARE(rowOf(test::kBadRun), -1);
        QTest::keyClick(scope, Qt::Key_Up);
        QTRY_COMPARE(table->model()->rowCount(), before);
        id->setText(words(test::kBadRun));
        QVERIFY(!compare->isEnabled());
        QVERIFY(compare->toolTip().contains(words("the run itself")));
        QTest::keyClick(named<QPushButton>(*dialog, "choose.origin"), Qt::Key_Space);
        QCOMPARE(id->text(), words(test::kGoodRun));
        QTest::keyClick(id, Qt::Key_Return);
        QTRY_VERIFY(!shown.places.isEmpty());
        QCOMPARE(shown.places.last().first().toString(),
                 words("compare/%1/%2").arg(words(test::kGoodRun), words(test::kBadRun)));
    }

    void aRunBeginsAgainAtItsTask() {
        Shown shown(test::kBadRun);
        QVERIFY(action(shown.page, "run.origin")->text().startsWith(words("Re-run of")));
        shown.select(6);
        auto* from = action(shown.page, "run.rerunTask");
        QVERIFY(from->isVisible() && !from->isEnabled());
        QVERIFY(from->toolTip().contains(words("never came to this task")));
        shown.select(5);
        QVERIFY(from->isEnabled());
        from->trigger();
        auto* dialog = shown.page.findChild<RerunDialog*>();
        QVERIFY(dialog);
        auto* input = named<QPlainTextEdit>(*dialog, "rerun.input");
        auto* send = named<QPushButton>(*dialog, "rerun.send");
        auto* summary = named<QLabel>(*dialog, "rerun.summary");
        QTRY_VERIFY(summary->text().startsWith(words("Keeps the results of 4 task")));
        QVERIFY(input->toPlainText().contains(words("INSERT")));
        input->setPlainText(words("{\"statement\": "));
        QVERIFY(!send->isEnabled());
        QCOMPARE(send->toolTip(), words("Mend the JSON first."));
        input->setPlainText(words("{\"statement\": \"SELECT 1\"}"));
        named<QLineEdit>(*dialog, "rerun.reason")->setText(words("the column is there now"));
        // Another task and back: what was typed is still there.
        auto* task = named<QComboBox>(*dialog, "rerun.task");
        task->setCurrentIndex(0);
        QTRY_COMPARE(summary->text(), words("Begins anew and keeps nothing."));
        task->setCurrentIndex(task->findData(words("/do/4/bookSmall")));
        QTRY_VERIFY(input->toPlainText().contains(words("SELECT 1")));
        auto* version = named<QComboBox>(*dialog, "rerun.version");
        QTRY_VERIFY(version->count() >= 3);
        version->setCurrentIndex(version->findData(words("0.4.0")));
        QTRY_VERIFY(send->isEnabled());
        shown.engine->fail("rerun_run", {api::code::kOverloaded, "The engine is busy. Try again.", {}, true});
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog->findChild<InfoBar*>()->text().contains(words("busy")));
        QTRY_VERIFY(send->isEnabled());
        const auto key = shown.engine->last<api::RerunRun>()->idempotencyKey;
        shown.engine->clear("rerun_run");
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_VERIFY(!shown.places.isEmpty() && shown.places.last().first().toString().startsWith(words("run/")));
        const auto sent = shown.engine->last<api::RerunRun>();
        QCOMPARE(sent->idempotencyKey, key);  // the same, asked again, is one run
        QCOMPARE(sent->task, std::string("/do/4/bookSmall"));
        QCOMPARE(sent->version, std::string("0.4.0"));
        QCOMPARE(sent->input->at("statement"), api::Json("SELECT 1"));
        QCOMPARE(sent->reason, std::string("the column is there now"));
        QVERIFY(sent->discard);  // it has faulted: nobody has to look at it when the new one runs
    }

    void theInputOfARerunIsMaskedUntilItIsRevealed() {
        Shown shown(test::kBadRun);
        shown.select(5);
        action(shown.page, "run.rerunTask")->trigger();
        auto* dialog = shown.page.findChild<RerunDialog*>();
        auto* input = named<QPlainTextEdit>(*dialog, "rerun.input");
        auto* reveal = named<QPushButton>(*dialog, "rerun.reveal");
        auto* send = named<QPushButton>(*dialog, "rerun.send");
        QTRY_VERIFY(input->toPlainText().contains(words("INSERT")));
        QVERIFY(!input->toPlainText().contains(words("s3cr3t")));
        QVERIFY(input->isReadOnly() && reveal->isVisible());
        QTRY_VERIFY(send->isEnabled());
        shown.engine->fail("rerun_run", {api::code::kOverloaded, "The engine is busy. Try again.", {}, true});
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_VERIFY(shown.engine->last<api::RerunRun>());
        QVERIFY(!shown.engine->last<api::RerunRun>()->input);  // nobody has touched it
        QTRY_VERIFY(send->isEnabled());
        QTest::keyClick(reveal, Qt::Key_Space);
        QVERIFY(input->toPlainText().contains(words("s3cr3t")));
        QVERIFY(!input->isReadOnly() && !reveal->isVisible());
    }

    void theAttemptBeforeIsLookedForOnEveryPage() {
        auto engine = std::make_shared<FixtureEngine>();
        const auto started = [&](const char* task, api::Timestamp at, const char* input) {
            auto one = entry("task.started", task, at);
            one.data = json(input);
            engine->put("01R", one);
        };
        started("/do/0/a", 10, R"({"v":"first"})");
        started("/do/0/a", 20, R"({"v":"second"})");
        for (int i = 0; i < api::kMaxPageSize; ++i) {
            started("/do/1/b", 25, "null");
        }
        started("/do/0/a", 30, R"({"v":"third"})");
        api::TaskDetail task;
        task.state.ref = "/do/0/a";
        task.iteration = 1;
        task.input = json(R"({"v":"second"})");
        for (const api::Timestamp at : {10, 20}) {
            auto& one = task.attempts.emplace_back();
            one.attempt = static_cast<int>(task.attempts.size());
            one.startedAt = at;
        }
        EngineSession session(engine, test::sampleIdentity(), words("test"));
        ChangesView view(&session);
        view.show();
        view.setTask(words("01R"), task, 2);  // the third has not begun then
        auto* diff = view.findChild<DiffView*>();
        QTRY_VERIFY(diff->toPlainText().contains(words("first")));
        QVERIFY(diff->toPlainText().contains(words("second")));
        QVERIFY(!diff->toPlainText().contains(words("third")));
        // A `try` starts once: its input is not compared with itself.
        task.attempts[1].startedAt = 15;
        task.input = json(R"({"v":"first"})");
        view.setTask(words("01R"), task, 2);
        QTRY_VERIFY(view.findChild<QLabel*>()->text().contains(words("does not say")));
        QVERIFY(!diff->isVisible());
    }

    void whatIsNotLookedAtIsNotCompared() {
        auto engine = test::pairEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        ComparePage page(&session);
        page.resize(1200, 800);
        page.show();
        page.activated();
        page.showRuns(words(test::kGoodRun), words(test::kBadRun));
        const auto view = [&page](const char* name) {
            const auto all = page.findChildren<DiffView*>();
            return *std::find_if(all.begin(), all.end(),
                                 [name](auto* one) { return one->accessibleName() == words(name); });
        };
        auto* task = view("Inputs of the task");
        QTRY_VERIFY(task->diff().added > 0);
        auto* input = view("Inputs of the runs");
        QVERIFY(input->diff().lines.isEmpty());
        auto* tabs = page.findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        QVERIFY(input->diff().added > 0);
        QSignalSpy again(input->document(), &QTextDocument::contentsChanged);
        QSignalSpy other(task->document(), &QTextDocument::contentsChanged);
        const auto asked = engine->calls("get_run");
        page.refresh();
        QTRY_VERIFY(engine->calls("get_run") >= asked + 2);
        QTest::qWait(0);
        QCOMPARE(again.count() + other.count(), 0);
        QVERIFY(view("Outputs of the runs")->diff().lines.isEmpty());
    }

    void whatChangedSinceTheAttemptBefore() {
        Shown shown(test::kBadRun);
        shown.select(5);
        auto* changes = shown.page.findChild<ChangesView*>();
        auto* tabs = shown.page.findChild<TaskInspector*>()->findChild<QTabWidget*>();
        const int at = tabs->indexOf(changes);
        QTRY_VERIFY(tabs->isTabVisible(at));
        tabs->setCurrentIndex(at);
        auto* diff = changes->findChild<DiffView*>();
        QTRY_VERIFY(diff->toPlainText().contains(words("(?, ?, ?)\"")));
        QVERIFY(diff->toPlainText().contains(words("(?, ?, ?, ?)")));
        QVERIFY(!diff->toPlainText().contains(words("s3cr3t")));
        changes->findChild<QComboBox*>()->setCurrentIndex(1);
        QTRY_VERIFY(diff->toPlainText().contains(words("database is locked")));
        shown.select(0);
        QVERIFY(!tabs->isTabVisible(at));
    }
};

}  // namespace tst_run_tools

GUI_TEST(tst_run_tools, TestRunTools)
#include "tst_run_tools.moc"
