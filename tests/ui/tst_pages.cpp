// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/question.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace tst_pages {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

template <class P>
struct Shown {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    P page;
    QSignalSpy places;

    explicit Shown(std::shared_ptr<FixtureEngine> with)
        : engine(std::move(with)),
          session(engine, test::sampleIdentity(), QStringLiteral("test")),
          page(&session),
          places(&page, &Page::navigate) {
        page.resize(1200, 800);
        page.show();
        page.activated();
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
    }
    QAction* action(const char* id) {
        for (auto* one : page.actions()) {
            if (one->objectName() == QLatin1String(id)) {
                return one;
            }
        }
        return nullptr;
    }
    template <class T>
    T* named(const char* name) {
        for (auto* one : page.template findChildren<T*>()) {
            if (one->accessibleName() == QString::fromUtf8(name) && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    EmptyState* note() {
        for (auto* one : page.template findChildren<EmptyState*>()) {
            if (one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
};

int rowOf(QAbstractItemModel& model, const char* id) {
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data(IdRole).toString() == QLatin1String(id)) {
            return row;
        }
    }
    return -1;
}

/// The run that the last command of this type was for; empty: none came in yet.
template <class Op>
std::string runOf(const FixtureEngine& engine) {
    const auto op = engine.last<Op>();
    return op ? op->run : std::string();
}

void clickDialogButton(const QString& text) {
    QTRY_VERIFY(QApplication::activeModalWidget());
    for (auto* button : QApplication::activeModalWidget()->findChildren<QAbstractButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL("no such button");
}

}  // namespace

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void runsOpenByEnterAndAreSteeredByPhase() {
        Shown<RunsPage> shown(test::sampleEngine());
        auto* table = shown.named<QTableView>("Runs");
        QTRY_COMPARE(table->model()->rowCount(), 21);
        QVERIFY(!shown.action("run.suspend")->isEnabled());
        QVERIFY(!shown.action("run.suspend")->toolTip().isEmpty());
        table->selectRow(rowOf(*table->model(), test::kWaitingRun));
        QVERIFY(shown.action("run.suspend")->isEnabled());
        QVERIFY(!shown.action("run.resume")->isEnabled());
        QVERIFY(shown.action("run.resume")->toolTip().contains(QStringLiteral("suspended")));
        shown.action("run.suspend")->trigger();
        QTRY_VERIFY(shown.action("run.resume")->isEnabled());
        QCOMPARE(shown.engine->last<api::SuspendRun>()->run, std::string(test::kWaitingRun));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(shown.places.last().at(0).toString(), QStringLiteral("run/") + QLatin1String(test::kWaitingRun));
    }

    void cancelAsksAndTheSafeAnswerIsTheDefault() {
        Shown<RunsPage> shown(test::sampleEngine());
        auto* table = shown.named<QTableView>("Runs");
        QTRY_COMPARE(table->model()->rowCount(), 21);
        table->selectRow(0);
        shown.action("run.cancel")->trigger();
        auto* box = shown.page.findChild<Question*>();
        QVERIFY(box);
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(!shown.engine->last<api::CancelRun>());
        QTRY_VERIFY(!shown.page.findChild<Question*>());
        shown.action("run.cancel")->trigger();
        box = shown.page.findChild<Question*>();
        QVERIFY(QTest::qWaitForWindowActive(box));
        QTest::keyClick(box, Qt::Key_Tab);  // to the other button, which Enter then presses
        QTest::keyClick(box->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(shown.engine->last<api::CancelRun>());
        QTRY_VERIFY(!shown.page.findChild<Question*>());
        table->selectRow(1);
        shown.action("run.cancel")->trigger();
        clickDialogButton(QStringLiteral("Cancel run"));
        QTRY_COMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Cancelled"));
        QTRY_COMPARE(table->model()->index(1, 0).data().toString(), QStringLiteral("Cancelled"));
    }

    void runsAreFilteredByTheEngine() {
        Shown<RunsPage> shown(test::sampleEngine());
        auto* table = shown.named<QTableView>("Runs");
        QTRY_COMPARE(table->model()->rowCount(), 21);
        shown.page.findChild<ChipBar*>()->setCurrent(1);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        shown.page.focusFilter();
        QTest::keyClicks(shown.page.focusWidget(), QStringLiteral("no such thing"));
        QTRY_VERIFY(shown.note());
        QCOMPARE(shown.note()->title(), QStringLiteral("No run fits"));
        Q_EMIT shown.note()->primaryClicked();
        QTRY_COMPARE(table->model()->rowCount(), 21);
    }

    void emptyAndFailingPagesTeach() {
        Shown<RunsPage> empty(std::make_shared<FixtureEngine>());
        QTRY_VERIFY(empty.note() && empty.note()->title() == QStringLiteral("No runs yet"));
        Q_EMIT empty.note()->primaryClicked();
        QCOMPARE(empty.places.last().at(0).toString(), QStringLiteral("start"));
        auto engine = test::sampleEngine();
        engine->fail("list_runs", {api::code::kUnavailable, "The disk is full.", {}, true});
        Shown<RunsPage> failing(engine);
        QTRY_VERIFY(failing.note() && failing.note()->title() == QStringLiteral("The engine cannot be reached"));
        engine->clear("list_runs");
        Q_EMIT failing.note()->primaryClicked();
        QTRY_VERIFY(failing.named<QTableView>("Runs"));
    }

    void runShowsOneSelectionEverywhere() {
        Shown<RunPage> shown(test::sampleEngine());
        shown.page.showRun(QString::fromLatin1(test::kWaitingRun));
        QTRY_VERIFY(shown.named<QTableView>("Timeline of the tasks"));
        auto* inspector = shown.page.findChild<TaskInspector*>();
        QCOMPARE(inspector->task(), QStringLiteral("/do/3/largeOnes"));  // what the run waits at
        QTest::keyClick(shown.named<QWidget>("Graph of the tasks"), Qt::Key_Escape);
        QVERIFY(inspector->task().isEmpty());  // the whole run
        const int asked = shown.engine->calls("get_task");
        auto* history = shown.named<QTableView>("History");
        QTRY_VERIFY(history && history->model()->rowCount() == 13);
        history->selectRow(1);
        QCOMPARE(inspector->task(), QStringLiteral("/do/3/largeOnes"));
        QTRY_VERIFY(shown.engine->calls("get_task") > asked);
        QTRY_VERIFY(shown.action("run.decide")->isVisible());
        QTest::keyClick(history, Qt::Key_A);
        QCOMPARE(shown.places.last().at(0).toString(),
                 QStringLiteral("approvals/") + QLatin1String(test::kInvoiceApproval));
    }

    void runFollowsItsEvents() {
        Shown<RunPage> shown(test::sampleEngine());
        shown.page.showRun(QString::fromLatin1(test::kWaitingRun));
        auto* suspend = shown.action("run.suspend");
        QTRY_VERIFY(suspend->isEnabled());
        api::RunSummary run = shown.engine->runs({}, true)[1];
        run.phase = api::Phase::completed;
        run.endedAt = test::kSampleNow;
        shown.engine->put(run);
        QTRY_VERIFY(!suspend->isEnabled());
    }

    void approvalIsDecidedByKey() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        shown.page.showApproval(QString::fromLatin1(test::kInvoiceApproval));
        auto* pane = shown.page.findChild<DecisionPane*>();
        QTRY_VERIFY(pane->approval() && pane->approval()->id == test::kInvoiceApproval);
        auto* list = shown.named<QListView>("Approvals");
        QTRY_VERIFY(list);
        list->setFocus();
        QTRY_VERIFY(shown.action("approval.approve")->isEnabled());
        QTest::keyClick(list, Qt::Key_A);  // the form is not filled in
        QVERIFY(!shown.engine->last<api::DecideApproval>());
        pane->findChild<SchemaForm*>()->setValue(boost::json::parse(R"({"costCentre":"4100 Services"})"));
        auto* comment = pane->findChild<QPlainTextEdit*>();
        for (auto* one : pane->findChildren<QPlainTextEdit*>()) {
            comment = one->accessibleName().startsWith(QStringLiteral("Comment")) ? one : comment;
        }
        QTest::keyClicks(comment, QStringLiteral("a real order"));  // A and R are letters here
        QVERIFY(!shown.engine->last<api::DecideApproval>());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A);
        QTRY_VERIFY(shown.engine->last<api::DecideApproval>());
        const auto decision = *shown.engine->last<api::DecideApproval>();
        QCOMPARE(decision.outcome, api::Outcome::approve);
        QCOMPARE(decision.comment, std::string("a real order"));
        QCOMPARE(decision.hash, pane->approval()->hash.empty() ? std::string() : decision.hash);
        QCOMPARE(decision.data.at("costCentre").as_string().c_str(), "4100 Services");
        QTRY_COMPARE(list->model()->rowCount(), 3);
    }

    void highRiskWantsTheSubjectTyped() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        shown.page.showApproval(QString::fromLatin1(test::kBackupApproval));
        auto* pane = shown.page.findChild<DecisionPane*>();
        QTRY_VERIFY(pane->approval() && pane->approval()->id == test::kBackupApproval);
        QTRY_VERIFY(shown.action("approval.reject")->isEnabled());
        auto* confirm = shown.named<QLineEdit>("Type the subject to approve");
        QVERIFY(confirm);
        QVERIFY(shown.action("approval.approve")->toolTip().contains(QStringLiteral("the risk is high")));
        shown.action("approval.approve")->trigger();  // leads to what is missing
        QVERIFY(confirm->hasFocus());
        QVERIFY(!shown.engine->last<api::DecideApproval>());
        QTest::keyClicks(confirm, QStringLiteral("Delete backup set 2026-08"));
        QTRY_VERIFY(shown.action("approval.approve")->isEnabled());
        shown.action("approval.approve")->trigger();
        QTRY_VERIFY(shown.engine->last<api::DecideApproval>());
    }

    void impatienceDecidesOnce_data() {
        QTest::addColumn<int>("how");
        QTest::addRow("double-click") << 0;
        QTest::addRow("two keys") << 1;
        QTest::addRow("key held down") << 2;
        QTest::addRow("many clicks") << 3;
    }
    void impatienceDecidesOnce() {
        QFETCH(int, how);
        auto engine = test::sampleEngine();
        for (int i = 0; i < 3; ++i) {
            api::Approval one;
            one.id = "01HZ" + std::to_string(i);
            one.run = "01HZ";
            one.subject = "Restart node " + std::to_string(i);
            one.risk = api::Risk::low;
            one.hash = "hash" + std::to_string(i);
            one.dueAt = test::kSampleNow + i + 1;
            engine->put(one);
        }
        Shown<ApprovalsPage> shown(engine);
        auto* pane = shown.page.findChild<DecisionPane*>();
        auto* list = shown.named<QListView>("Approvals");
        QTRY_VERIFY(list && list->model()->rowCount() >= 3);
        list->setCurrentIndex(list->model()->index(rowOf(*list->model(), "01HZ0"), 0));
        QCOMPARE(pane->approval()->id, std::string("01HZ0"));
        auto* approve = shown.action("approval.approve");
        QVERIFY(!approve->isEnabled());  // nobody has read it yet
        QTRY_VERIFY(approve->isEnabled());
        QAbstractButton* button = nullptr;
        for (auto* one : pane->findChildren<QAbstractButton*>()) {
            button = one->text() == QStringLiteral("Approve") ? one : button;
        }
        QVERIFY(button);
        const QPoint at = button->mapTo(&shown.page, button->rect().center());
        constexpr int kGapMs = 60;
        for (int i = 0; i < (how == 3 ? 12 : how == 2 ? 20 : 2); ++i) {
            if (how == 1) {
                QTest::keyClick(list, Qt::Key_A);
                QTest::qWait(kGapMs);
            } else if (how == 2) {
                QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), i > 0);
                if (!qt_sendShortcutOverrideEvent(list, 0, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), i > 0)) {
                    QApplication::sendEvent(list, &press);
                }
                QTest::qWait(30);
            } else {
                auto* under = shown.page.childAt(at);
                QTest::mouseClick(under, Qt::LeftButton, {}, under->mapFrom(&shown.page, at));
                QTest::qWait(how == 0 ? 30 : kGapMs);
            }
        }
        QTRY_VERIFY(engine->calls("decide_approval") >= 1);
        QTest::qWait(kGapMs);
        QCOMPARE(engine->calls("decide_approval"), 1);
        QTRY_VERIFY(pane->approval()->id != "01HZ0");  // then the next one comes
    }

    void aDecisionUnderWayIsShownOnItsRequest() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        shown.page.showApproval(QStringLiteral("01HEWN9C4TCWH7B5J0A8E2ZMKS.2"));
        auto* pane = shown.page.findChild<DecisionPane*>();
        auto* reject = shown.action("approval.reject");
        QTRY_VERIFY(reject->isEnabled());
        shown.engine->hold("decide_approval");
        reject->trigger();
        QTRY_COMPARE(shown.engine->calls("decide_approval"), 1);
        QVERIFY(shown.named<Pill>("Being decided…"));
        QVERIFY(!reject->isEnabled());
        shown.engine->release("decide_approval");
        QTRY_VERIFY(pane->approval()->id != "01HEWN9C4TCWH7B5J0A8E2ZMKS.2");  // the next one has come
        const auto bars = shown.page.findChildren<InfoBar*>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const InfoBar* bar) {
            return bar->isVisible() && bar->text().startsWith(QStringLiteral("Rejected: "));
        }));
    }

    void aHalfWrittenCommentWaitsForItsRequest() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        auto* list = shown.named<QListView>("Approvals");
        QTRY_VERIFY(list && list->model()->rowCount() > 2);
        list->setCurrentIndex(list->model()->index(rowOf(*list->model(), test::kInvoiceApproval), 0));
        auto* pane = shown.page.findChild<DecisionPane*>();
        QCOMPARE(pane->approval()->id, std::string(test::kInvoiceApproval));
        auto* comment = shown.named<QPlainTextEdit>("Comment (kept with the decision)");
        QTest::keyClicks(comment, QStringLiteral("half a sen"));
        pane->findChild<SchemaForm*>()->setValue(boost::json::parse(R"({"costCentre":"4100 Services"})"));
        list->setCurrentIndex(list->model()->index(rowOf(*list->model(), test::kBackupApproval), 0));
        QVERIFY(comment->toPlainText().isEmpty());
        list->setCurrentIndex(list->model()->index(rowOf(*list->model(), test::kInvoiceApproval), 0));
        QCOMPARE(comment->toPlainText(), QStringLiteral("half a sen"));
        QCOMPARE(pane->findChild<SchemaForm*>()->value(), boost::json::parse(R"({"costCentre":"4100 Services"})"));
    }

    void approvalsFitIntoTheSmallestWindow_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("longTexts");
        // What the page has in windows of 760 × 520 and 900 × 600.
        QTest::addRow("smallest") << QSize(656, 420) << false;
        QTest::addRow("small") << QSize(796, 500) << false;
        QTest::addRow("long texts") << QSize(656, 420) << true;
        QTest::addRow("long texts, wide") << QSize(1100, 800) << true;
    }
    void approvalsFitIntoTheSmallestWindow() {
        QFETCH(QSize, size);
        QFETCH(bool, longTexts);
        auto engine = test::sampleEngine();
        if (longTexts) {
            const std::string word(900'000, 'w');
            api::Approval one;
            one.id = "01HZ";
            one.run = "01HZ";
            one.subject = word;
            one.summary = word;
            one.requester = word.substr(0, 5000);
            one.onApprove = word;
            one.risk = api::Risk::high;
            one.hash = "hash";
            one.dueAt = test::kSampleNow + 1;
            one.context = boost::json::object{{word, word}};
            one.comments = {{"bruno", test::kSampleNow, word}};
            engine->put(one);
        }
        Shown<ApprovalsPage> shown(engine);
        shown.page.layout()->setSizeConstraint(QLayout::SetNoConstraint);  // as in the window, which does not ask
        shown.page.setMinimumSize(0, 0);
        shown.page.resize(size);
        if (longTexts) {
            shown.page.showApproval(QStringLiteral("01HZ"));
            auto* pane = shown.page.findChild<DecisionPane*>();
            QTRY_VERIFY(pane->approval() && pane->approval()->id == "01HZ");
            QTest::qWait(50);
            shown.page.grab();
            const auto labels = pane->findChildren<QLabel*>();
            QVERIFY(std::all_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->text().size() < 40'000;  // more would be laid out for seconds
            }));
        } else {
            shown.page.showApproval(QString::fromLatin1(test::kInvoiceApproval));
        }
        QTRY_VERIFY(shown.named<QPlainTextEdit>("Comment (kept with the decision)"));
        QTest::qWait(50);
        auto* pane = shown.page.findChild<DecisionPane*>();
        const QRect whole = shown.page.rect();
        const auto inside = [&](QWidget* widget) {
            const QRect rect(widget->mapTo(&shown.page, QPoint()), widget->size());
            QVERIFY2(whole.left() <= rect.left() && rect.right() <= whole.right(),
                     qPrintable(QStringLiteral("%1 %2 to %3 of %4")
                                    .arg(QLatin1String(widget->metaObject()->className()))
                                    .arg(rect.left())
                                    .arg(rect.right())
                                    .arg(whole.right())));
        };
        inside(pane);
        for (auto* one : pane->findChildren<QAbstractButton*>()) {
            if (one->isVisible()) {
                inside(one);
            }
        }
        for (auto* one : pane->findChildren<Pill*>()) {
            if (one->isVisible()) {
                inside(one);
            }
        }
        inside(shown.named<QPlainTextEdit>("Comment (kept with the decision)"));
        inside(shown.named<QListView>("Approvals"));
    }

    void typedCommentSurvivesNews() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        shown.page.showApproval(QString::fromLatin1(test::kBackupApproval));
        auto* pane = shown.page.findChild<DecisionPane*>();
        QTRY_VERIFY(pane->approval() && pane->approval()->id == test::kBackupApproval);
        auto* confirm = shown.named<QLineEdit>("Type the subject to approve");
        QTest::keyClicks(confirm, QStringLiteral("Delete"));
        api::Approval changed = *pane->approval();
        changed.claimedBy = "carla";
        shown.engine->put(changed, "approval.claimed");
        QTRY_COMPARE(pane->approval()->claimedBy, std::string("carla"));
        QCOMPARE(confirm->text(), QStringLiteral("Delete"));
    }

    void deployShowsMistakesInPlace() {
        Shown<WorkflowsPage> shown(test::sampleEngine());
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("document:\n  name: A B\n");
        file.close();
        shown.engine->setProblems({{api::Severity::error, 2, 9, "/document/name", "Not a name."}});
        shown.page.deployFiles({file.fileName()});
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        QCOMPARE(shown.named<QTableView>("Problems")->model()->index(0, 0).data().toString(), QStringLiteral("2:9"));
        shown.engine->setProblems({});
        shown.page.deployFiles({file.fileName()});
        QTRY_VERIFY(!shown.named<QTableView>("Problems"));
    }

    void droppedFilesAreDeployedAndMistakesStayInSight() {
        Shown<WorkflowsPage> shown(test::sampleEngine());
        QTemporaryDir folder;
        QList<QUrl> urls;
        for (const char* name : {"a.yaml", "b.json"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("document:\n  name: A B\n");
            urls << QUrl::fromLocalFile(file.fileName());
        }
        QMimeData data;
        data.setUrls(urls);
        shown.engine->setProblems({{api::Severity::error, 1, 1, "/document", "First."},
                                   {api::Severity::error, 2, 9, "/document/name", "Not a name."}});
        const QPointF where(200, 200);
        QDragEnterEvent enter(where.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.page, &drop);
        QTRY_COMPARE(shown.engine->calls("deploy_workflow"), 2);
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        auto* problems = shown.named<QTableView>("Problems");
        auto* source = shown.named<CodeEditor>("Source");
        QVERIFY(source);
        problems->setFocus();
        QTest::keyClick(problems, Qt::Key_Down);  // the cursor jumps to the next mistake
        QCOMPARE(source->textCursor().blockNumber(), 1);
        QCOMPARE(source->textCursor().positionInBlock(), 8);
        QTest::mouseClick(problems->viewport(), Qt::LeftButton, {},
                          problems->visualRect(problems->model()->index(0, 1)).center());
        QCOMPARE(source->textCursor().blockNumber(), 0);
    }

    void everythingDroppedIsAccountedFor() {
        Shown<WorkflowsPage> shown(test::sampleEngine());
        QTemporaryDir folder;
        QMimeData data;
        QList<QUrl> urls;
        for (const char* name : {"a.yaml", "b.yml", "notes.txt"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("document:\n  name: A B\n");
            urls << QUrl::fromLocalFile(file.fileName());
        }
        urls << QUrl::fromLocalFile(folder.path()) << QUrl::fromLocalFile(folder.filePath(QStringLiteral("gone.yaml")));
        data.setUrls(urls);
        shown.engine->setProblems({{api::Severity::error, 1, 1, "/document", "First."}});
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.page, &enter);
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.page, &drop);
        QTRY_COMPARE(shown.engine->calls("deploy_workflow"), 2);
        auto* files = static_cast<QComboBox*>(nullptr);
        QTRY_VERIFY((files = shown.named<QComboBox>("File with mistakes")));
        QTRY_COMPARE(files->count(), 2);
        QCOMPARE(files->itemText(1), QStringLiteral("b.yml (1 problem)"));
        QString said;
        for (const auto* bar : shown.page.findChildren<InfoBar*>()) {
            said += bar->isVisible() ? bar->text() : QString();
        }
        for (const char* part : {"notes.txt (not .yaml", "(a folder)", "gone.yaml (there is no such file)"}) {
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        }
        shown.engine->setProblems({});
        shown.page.deployFiles({urls[0].toLocalFile()});
        QTRY_VERIFY(!files->isVisible());  // one is left
        QVERIFY(shown.named<QTableView>("Problems"));
    }

    void aMessageOfSuccessDoesNotOutliveTheNextFailure() {
        Shown<WorkflowsPage> shown(test::sampleEngine());
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("document:\n  name: a\n");
        file.close();
        shown.page.deployFiles({file.fileName()});
        auto* bar = shown.page.findChild<InfoBar*>(QStringLiteral("message"));
        QTRY_VERIFY(bar->isVisible());
        shown.engine->setProblems({{api::Severity::error, 1, 1, "/document", "First."}});
        shown.page.deployFiles({file.fileName()});
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        QVERIFY(!bar->isVisible());
    }

    void everyActionIsAClick() {
        Shown<RunsPage> shown(test::sampleEngine());
        auto* table = shown.named<QTableView>("Runs");
        QTRY_COMPARE(table->model()->rowCount(), 21);
        const auto press = [&](const char* run, const QString& text) {
            const int row = rowOf(*table->model(), run);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 0)).center());
            for (auto* button : shown.page.findChildren<QAbstractButton*>()) {
                if (button->text() == text && button->isVisible()) {
                    QTRY_VERIFY(button->isEnabled());
                    QTest::mouseClick(button, Qt::LeftButton);
                    return;
                }
            }
            QFAIL("no such button");
        };
        press(test::kWaitingRun, QStringLiteral("Suspend"));
        QTRY_COMPARE(runOf<api::SuspendRun>(*shown.engine), std::string(test::kWaitingRun));
        QTRY_VERIFY(shown.action("run.resume")->isEnabled());
        press(test::kWaitingRun, QStringLiteral("Resume"));
        QTRY_COMPARE(runOf<api::ResumeRun>(*shown.engine), std::string(test::kWaitingRun));
        press("01HF0JQ5NRFB8S1D4Y7C2A6KHX", QStringLiteral("Retry"));
        QTRY_COMPARE(runOf<api::RetryRun>(*shown.engine), std::string("01HF0JQ5NRFB8S1D4Y7C2A6KHX"));
        press(test::kWaitingRun, QStringLiteral("Cancel…"));
        clickDialogButton(QStringLiteral("Cancel run"));
        QTRY_COMPARE(runOf<api::CancelRun>(*shown.engine), std::string(test::kWaitingRun));
    }

    void approvalIsRejectedAndCommentedByClick() {
        Shown<ApprovalsPage> shown(test::sampleEngine());
        shown.page.showApproval(QString::fromLatin1(test::kInvoiceApproval));
        auto* pane = shown.page.findChild<DecisionPane*>();
        QTRY_VERIFY(pane->approval() && pane->approval()->id == test::kInvoiceApproval);
        const auto press = [&](const QString& text) {
            for (auto* button : pane->findChildren<QAbstractButton*>()) {
                if (button->text() == text && button->isEnabled()) {
                    QTest::mouseClick(button, Qt::LeftButton);
                    return;
                }
            }
            QFAIL("no such button");
        };
        press(QStringLiteral("Claim"));
        QTRY_COMPARE(pane->approval()->claimedBy, std::string(test::kSampleUser));
        auto* comment = shown.named<QPlainTextEdit>("Comment (kept with the decision)");
        QTest::keyClicks(comment, QStringLiteral("asked the supplier"));
        press(QStringLiteral("Comment"));
        QTRY_VERIFY(shown.engine->last<api::CommentApproval>());
        QTRY_VERIFY(comment->toPlainText().isEmpty());
        QTRY_VERIFY(shown.action("approval.reject")->isEnabled());
        press(QStringLiteral("Reject"));  // needs no form
        QTRY_VERIFY(shown.engine->last<api::DecideApproval>());
        QCOMPARE(shown.engine->last<api::DecideApproval>()->outcome, api::Outcome::reject);
        QVERIFY(!shown.engine->last<api::DecideApproval>()->hash.empty());
    }

    void anEndedRunHighlightsNothingAndAnotherOneBeginsWithItsInput() {
        Shown<RunPage> shown(test::sampleEngine());
        shown.page.showRun(QString::fromLatin1(test::kWaitingRun));
        QTRY_VERIFY(shown.named<QTableView>("Timeline of the tasks"));
        auto* timeline = shown.named<QTableView>("Timeline of the tasks");
        auto* inspector = shown.page.findChild<TaskInspector*>();
        QTRY_VERIFY(!inspector->task().isEmpty());  // what it waits at
        QVERIFY(timeline->selectionModel()->hasSelection());
        inspector->findChild<QTabWidget*>()->setCurrentIndex(2);
        api::RunSummary run = shown.engine->runs({}, true)[1];
        QCOMPARE(run.id, std::string(test::kWaitingRun));
        run.phase = api::Phase::completed;
        run.endedAt = test::kSampleNow;
        shown.engine->put(run);
        QTRY_VERIFY(inspector->task().isEmpty());
        QVERIFY(!timeline->selectionModel()->hasSelection());
        shown.page.showRun(QString::fromStdString(shown.engine->runs({}, true)[0].id));
        auto* tabs = inspector->findChild<QTabWidget*>();
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Input"));
    }

    void whatATaskWritesIsShownLive() {
        Shown<RunPage> shown(test::sampleEngine());
        shown.page.showRun(QString::fromLatin1(test::kWaitingRun));
        QTRY_VERIFY(shown.named<QTableView>("Timeline of the tasks"));
        shown.named<QTableView>("Timeline of the tasks")->selectRow(5);
        auto* inspector = shown.page.findChild<TaskInspector*>();
        inspector->findChild<QTabWidget*>()->setCurrentIndex(4);
        auto* log = shown.named<QPlainTextEdit>("What the task writes");
        QVERIFY(log && log->toPlainText().isEmpty() && !log->placeholderText().isEmpty());
        const auto write = [&](const char* run, const char* task, const char* stream, const char* text) {
            api::Event event;
            event.kind = "task.output";
            event.run = run;
            event.task = task;
            event.data = boost::json::object{{"stream", stream}, {"text", text}};
            shown.engine->publish(event);
        };
        write(test::kWaitingRun, "/do/4/bookSmall", "stdout", "one \x1b[31mred\x1b[0m\n");
        write(test::kWaitingRun, "/do/4/bookSmall", "stderr", "two\n");
        write(test::kWaitingRun, "/do/0/readInvoices", "stdout", "elsewhere\n");
        write("01X", "/do/4/bookSmall", "stdout", "another run\n");
        QTRY_COMPARE(log->toPlainText(), QStringLiteral("one red\nError stream:\ntwo\n"));
        shown.named<QTableView>("Timeline of the tasks")->selectRow(0);
        QTRY_COMPARE(log->toPlainText(), QStringLiteral("elsewhere\n"));
    }
};

}  // namespace tst_pages

GUI_TEST(tst_pages, TestPages)
#include "tst_pages.moc"
