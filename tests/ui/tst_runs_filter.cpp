// SPDX-License-Identifier: Apache-2.0
// The filter of the page Runs by its keys: what is typed, offered, refused and remembered.
#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QGraphicsEffect>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/ids.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/runs/run_bulk.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/run_view_bar.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace tst_runs_filter {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

/// The page with the cursor in its filter.
struct Filtered {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    RunsPage page;
    QueryBar* bar = nullptr;
    QLineEdit* field = nullptr;
    ChipBar* chips = nullptr;

    explicit Filtered(Settings* settings = nullptr, std::shared_ptr<FixtureEngine> with = test::sampleEngine())
        : engine(std::move(with)),
          session(engine, test::sampleIdentity(), QStringLiteral("test")),
          page(&session),
          bar(page.findChild<QueryBar*>()),
          field(bar->findChild<QLineEdit*>()),
          chips(page.findChild<ChipBar*>()) {
        if (settings) {
            page.remember(*settings);
        }
        page.resize(1200, 800);
        page.show();
        page.activated();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.focusFilter();
        QTRY_COMPARE(rows(), 21);
    }
    int rows() const { return page.findChild<QTableView*>()->model()->rowCount(); }
    void type(const char* text) { QTest::keyClicks(field, QString::fromUtf8(text)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(field, key, modifiers);
    }
    void ask(const char* text) {
        field->clear();
        type(text);
        press(Qt::Key_Return);
    }
    /// What is offered now.
    QStringList offered() const {
        auto* popup = page.window()->findChild<CompletionPopup*>();
        QStringList labels;
        for (const auto& one : popup && popup->isVisible() ? popup->items() : QVector<Completion>()) {
            labels << one.label;
        }
        return labels;
    }
};

/// Looks at no run for a text in its first answer, and says that there are more: as an engine with very many does.
class SlowReader : public api::Engine {
public:
    explicit SlowReader(std::shared_ptr<FixtureEngine> runs) : m_runs(std::move(runs)) {}
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override {
        m_runs->submit(std::move(command), std::move(context), std::move(handler));
    }
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override {
        auto* list = std::get_if<api::ListRuns>(&query);
        if (list && !list->filter.text.empty() && list->after.empty()) {
            api::RunPage page;
            page.next = "older";
            page.seq = m_runs->health().seq;
            handler(api::Reply(std::move(page)));
            return;
        }
        if (list && list->after == "older") {
            list->after.clear();
        }
        m_runs->query(std::move(query), std::move(context), std::move(handler));
    }
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override {
        return m_runs->subscribe(std::move(filter), from, std::move(sink));
    }
    api::Health health() const override { return m_runs->health(); }

private:
    std::shared_ptr<FixtureEngine> m_runs;
};

bool says(const QWidget& page, const QString& text) {
    const auto labels = page.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
}

}  // namespace

class TestRunsFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void aConditionIsCompletedByKeyAndAsked() {
        Filtered shown;
        shown.type("st");
        QCOMPARE(shown.offered(), QStringList{QStringLiteral("status:")});
        shown.press(Qt::Key_Tab);
        QVERIFY(shown.field->hasFocus());
        QCOMPARE(shown.field->text(), QStringLiteral("status:"));
        QVERIFY(shown.offered().contains(QStringLiteral("waiting")));
        shown.type("fau");
        QCOMPARE(shown.offered(), QStringList{QStringLiteral("faulted")});
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.field->text(), QStringLiteral("status:faulted"));
        QVERIFY(shown.offered().isEmpty());
        shown.press(Qt::Key_Return);
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.chips->current(), -1);
        shown.press(Qt::Key_Escape);
        QTRY_COMPARE(shown.rows(), 21);
        QCOMPARE(shown.chips->current(), 0);
        shown.press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(shown.offered().contains(QStringLiteral("workflow:")));
        shown.press(Qt::Key_Escape);
        QVERIFY(shown.offered().isEmpty());
    }

    void anAnswerWithoutRunsIsNotTheEndOfTheSearch() {
        EngineSession session(std::make_shared<SlowReader>(test::sampleEngine()), test::sampleIdentity(),
                              QStringLiteral("test"));
        RunsPage page(&session);
        page.resize(1200, 800);
        page.show();
        page.activated();
        const auto& model = *page.findChild<RunListModel*>();
        QTRY_COMPARE(model.rowCount(), 21);
        auto& bar = *page.findChild<QueryBar*>();
        bar.setText(QStringLiteral("invoice"));
        QTRY_VERIFY(model.state() == PagedModel::State::Ready && model.rowCount() > 0 && model.rowCount() < 21);
        QVERIFY(!says(page, QStringLiteral("No run fits")));
        bar.setText(QStringLiteral("\"nothing has this\""));
        QTRY_VERIFY(says(page, QStringLiteral("No run fits")));  // now that all were looked at
        QVERIFY(!model.hasMore());
    }

    void whatTheEngineKnowsIsOffered() {
        auto engine = test::sampleEngine();
        api::RunSummary run = engine->runs({}, true).front();
        run.labels = {{"team", "ops"}, {"my key", "two words"}};
        engine->put(run);
        Filtered shown(nullptr, engine);
        shown.type("workflow:inv");
        QTRY_VERIFY(shown.offered().contains(QStringLiteral("invoice-approval")));
        shown.ask("label.");
        shown.field->clear();
        shown.type("label.");
        QCOMPARE(shown.offered(), (QStringList{QStringLiteral("label.\"my key\":"), QStringLiteral("label.team:")}));
        shown.press(Qt::Key_Tab);
        QCOMPARE(shown.offered(), QStringList{QStringLiteral("two words")});
        shown.press(Qt::Key_Tab);
        QCOMPARE(shown.field->text(), QStringLiteral("label.\"my key\":\"two words\""));
        QTRY_COMPARE(shown.rows(), 1);  // typing rests
    }

    void aMistakeKeepsTheLastList() {
        Filtered shown;
        shown.ask("status:faulted");
        QTRY_COMPARE(shown.rows(), 2);
        const int asked = shown.engine->calls("list_runs");
        shown.type(" workflw:data* status:waiting");
        shown.press(Qt::Key_Return);
        QVERIFY2(shown.bar->mistake().contains(QStringLiteral("Did you mean workflow:?")),
                 qPrintable(shown.bar->mistake()));
        QVERIFY(shown.bar->mistake().contains(QStringLiteral("1 more mistake.")));
        QCOMPARE(shown.field->accessibleDescription(), shown.bar->mistake());
        QCOMPARE(shown.bar->applied(), QStringLiteral("status:faulted"));
        QCOMPARE(shown.engine->calls("list_runs"), asked);
        QCOMPARE(shown.rows(), 2);
        shown.ask("status:failed");
        QVERIFY(shown.bar->mistake().contains(QStringLiteral("Did you mean faulted?")));
        shown.press(Qt::Key_Escape);
        QVERIFY(shown.bar->mistake().isEmpty());
        QTRY_COMPARE(shown.rows(), 21);
    }

    /// The rows that stay are not those of what stands in the field: it is said, and nothing is done to them by
    /// mistake.
    void rowsOfTheFilterBeforeAreStaleAndNothingIsDoneToThem() {
        Filtered shown;
        shown.ask("status:faulted");
        QTRY_COMPARE(shown.rows(), 2);
        auto* table = shown.page.findChild<TableView*>();
        auto* bulk = shown.page.findChild<RunBulk*>();
        auto* note = shown.page.findChild<InfoBar*>(QStringLiteral("runs.mistake"));
        const auto action = [&](const char* id) { return shown.page.findChild<QAction*>(QLatin1String(id)); };
        table->selectAll();
        QTRY_VERIFY(action("runs.bulk.retry")->isEnabled());
        QVERIFY(!note->isVisible() && !table->parentWidget()->graphicsEffect()->isEnabled());
        shown.field->setFocus();
        shown.field->end(false);
        shown.type(" status:waiting");
        shown.press(Qt::Key_Return);
        QVERIFY(note->isVisible());
        QVERIFY2(note->text().contains(QStringLiteral("status:faulted")), qPrintable(note->text()));
        QVERIFY(table->parentWidget()->graphicsEffect()->isEnabled());
        for (const char* id : {"runs.bulk.retry", "runs.bulk.cancel", "runs.bulk.rerun"}) {
            QVERIFY2(!action(id)->isEnabled() && action(id)->toolTip().contains(QStringLiteral("Mend the filter")), id);
        }
        action("runs.selectAll")->trigger();
        QCoreApplication::processEvents();
        QVERIFY(!bulk->selection().filter);
        table->selectRow(0);
        QVERIFY(!action("run.retry")->isEnabled());
        QVERIFY(action("run.retry")->toolTip().contains(QStringLiteral("Mend the filter")));
        QVERIFY(action("runs.open")->isEnabled());  // to look is no harm
        shown.page.findChild<QAction*>(QStringLiteral("runs.export"))->trigger();
        QVERIFY(!shown.page.window()->findChild<QDialog*>(QStringLiteral("runs.exportFiles")));
        Q_EMIT note->actionClicked();
        QCOMPARE(shown.field->text(), QStringLiteral("status:faulted"));
        QVERIFY(!note->isVisible() && !table->parentWidget()->graphicsEffect()->isEnabled());
        table->selectRow(0);
        QVERIFY(action("run.retry")->isEnabled() && action("runs.bulk.retry")->isEnabled());
    }

    /// Who leaves the field in the middle of a condition has written a mistake.
    void whatIsNotFinishedIsAMistakeOnceTheFieldIsLeft() {
        Filtered shown;
        shown.type("status:");
        shown.press(Qt::Key_Escape);  // what is offered goes
        shown.page.findChild<TableView*>()->setFocus();
        QVERIFY(shown.bar->mistake().contains(QStringLiteral("A status is missing")));
        QVERIFY(shown.page.findChild<InfoBar*>(QStringLiteral("runs.mistake"))->isVisible());
    }

    /// Whoever pauses behind "status:" is thinking; who presses Enter is told.
    void whatIsBeingWrittenIsNoMistakeYet() {
        int read = 0;
        QueryBar bar(
            QStringLiteral("Filter"), {},
            [&](const QString& text) {
                ++read;
                return parseRunQuery(text, test::kSampleNow).mistakes;
            },
            [](const QString&, qsizetype) { return QueryCompletions(); });
        bar.show();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
        auto* field = bar.findChild<QLineEdit*>();
        field->setFocus();
        QSignalSpy applied(&bar, &QueryBar::appliedChanged);
        QTest::keyClicks(field, QStringLiteral("foo status:"));
        QTRY_COMPARE(read, 1);
        QVERIFY(bar.mistake().isEmpty());
        QCOMPARE(applied.count(), 0);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(bar.mistake().contains(QStringLiteral("A status is missing")));
        QTest::keyClicks(field, QStringLiteral("faulted"));
        QVERIFY(bar.mistake().isEmpty());
        QTRY_COMPARE(applied.count(), 1);
        QCOMPARE(bar.applied(), QStringLiteral("foo status:faulted"));
    }

    /// The focus that leaves with the page tells nobody.
    void aPageMayGoWhileSomebodyTypes() {
        QWidget window;
        auto engine = test::sampleEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        auto* page = new RunsPage(&session, &window);
        window.resize(1200, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        page->focusFilter();
        QTest::keyClicks(window.focusWidget(), QStringLiteral("st"));
        QVERIFY(window.findChild<CompletionPopup*>()->isVisible());
        delete page;
        QVERIFY(!window.findChild<CompletionPopup*>());
    }

    void chipsAndTextSayTheSame() {
        Filtered shown;
        shown.ask("age<1h");
        QTRY_COMPARE(shown.rows(), 14);
        QCOMPARE(shown.chips->current(), -1);
        shown.chips->setCurrent(2);
        QCOMPARE(shown.field->text(), QStringLiteral("status:running,pending"));
        QTRY_COMPARE(shown.rows(), 2);
        shown.ask("status:waiting");
        QCOMPARE(shown.chips->current(), 3);
        shown.ask("status:faulted,waiting");
        QCOMPARE(shown.chips->current(), -1);
        QTRY_COMPARE(shown.rows(), 4);
        shown.chips->setCurrent(0);
        QCOMPARE(shown.field->text(), QString());
        QTRY_COMPARE(shown.rows(), 21);
    }

    /// "age<" counts from now, not from when it was typed.
    void anAgeMovesOn() {
        Filtered shown;
        shown.ask("age<1m");
        QTRY_COMPARE(shown.rows(), 1);
        Clock::freeze(test::kSampleNow + 60'000);
        shown.page.refresh();
        QTRY_COMPARE(shown.rows(), 0);
        Clock::freeze(test::kSampleNow);
    }

    void whatWasAskedIsRemembered() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        {
            Filtered shown(&settings);
            shown.ask("status:faulted");
            shown.ask("say \"a, b\"");
            shown.ask("status:failed");  // a mistake is not worth it
            shown.field->clear();
            shown.type("draft");
            shown.press(Qt::Key_Up);
            QCOMPARE(shown.field->text(), QStringLiteral("say \"a, b\""));
            shown.press(Qt::Key_Up);
            QCOMPARE(shown.field->text(), QStringLiteral("status:faulted"));
            shown.press(Qt::Key_Up);
            QCOMPARE(shown.field->text(), QStringLiteral("status:faulted"));
            shown.press(Qt::Key_Down);
            shown.press(Qt::Key_Down);
            QCOMPARE(shown.field->text(), QStringLiteral("draft"));
        }
        Settings later(settings.folder() + QStringLiteral("/settings.ini"));
        Filtered again(&later);
        QCOMPARE(again.bar->history(), (QStringList{QStringLiteral("say \"a, b\""), QStringLiteral("status:faulted")}));
        for (int i = 0; i < 2 * QueryBar::kMaxHistory; ++i) {
            again.ask(qPrintable(QStringLiteral("word%1").arg(i)));
        }
        QCOMPARE(settings.queries(QStringLiteral("runs")).size(), QueryBar::kMaxHistory);
        QCOMPARE(settings.queries(QStringLiteral("runs")).front(), QStringLiteral("word39"));
    }

    void whatIsSelectedOfCutGroupsIsAtLeastThat() {
        auto engine = test::sampleEngine();
        Filtered shown(nullptr, engine);
        auto run = engine->runs({}, true).front();
        for (int i = 0; i <= api::kMaxRunGroups; ++i) {
            run.id = api::newUlid(test::kSampleNow + i);
            run.labels = {{"a", std::to_string(i)}};
            engine->put(run);
        }
        QTRY_VERIFY(shown.rows() > 21);
        shown.page.findChild<QAbstractButton*>(QStringLiteral("runs.group"))->click();
        auto* byLabel = shown.page.findChild<QAction*>(QStringLiteral("group.label"));
        QVERIFY(byLabel);
        byLabel->trigger();
        auto* tree = shown.page.findChild<RunGroupsView*>();
        QTRY_COMPARE(tree->model()->rowCount(), api::kMaxRunGroups);
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QVERIFY(shown.page.findChild<RunBulk*>()->selection().more);
    }

    /// What one window keeps the other does not lose, and to sort what a view shows is not to change the view.
    void viewsOfTwoWindowsAreKeptAndOnlyTheMenuChangesThem() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        const int own = static_cast<int>(RunViews::builtIn().size());
        Filtered one(&settings);
        Filtered two(&settings);
        const auto bar = [](Filtered& where) { return where.page.findChild<RunViewBar*>(); };
        const auto keep = [&](Filtered& where, const char* query, const char* name) {
            where.page.showQuery(QString::fromLatin1(query));
            bar(where)->save();
            auto* asks = where.page.findChild<QDialog*>(QStringLiteral("runs.viewName"));
            asks->findChild<QLineEdit*>()->setText(QString::fromLatin1(name));
            asks->accept();
            QTRY_VERIFY(!where.page.findChild<QDialog*>(QStringLiteral("runs.viewName")));
        };
        keep(one, "status:faulted", "First");
        keep(two, "status:running", "Second");
        const auto sort = [](Filtered& where) {
            Q_EMIT where.page.findChild<TableView*>()->horizontalHeader()->sectionClicked(RunListModel::WorkflowColumn);
        };
        two.page.showQuery({});
        sort(two);
        Filtered third(&settings);
        for (Filtered* where : {&one, &two, &third}) {
            QCOMPARE(bar(*where)->views().size(), own + 2);
            QCOMPARE(bar(*where)->views()[own].name, QStringLiteral("First"));
            QCOMPARE(bar(*where)->views()[own + 1].name, QStringLiteral("Second"));
        }
        QCOMPARE(bar(one)->current(), own);
        sort(one);
        QVERIFY(bar(one)->views()[own].layout.order == api::RunOrder::created);
        Q_EMIT one.chips->menuRequested(own, QPoint());
        auto* update = one.page.findChild<QAction*>(QStringLiteral("view.update"));
        QVERIFY(update && update->isEnabled());
        update->trigger();
        for (Filtered* where : {&one, &two}) {
            QVERIFY(bar(*where)->views()[own].layout.order == api::RunOrder::workflow);
        }
    }
};

}  // namespace tst_runs_filter

GUI_TEST(tst_runs_filter, TestRunsFilter)
#include "tst_runs_filter.moc"
