// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifier.h"
#include "ui/shell/places.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/language.h"
#include "ui/widgets/page.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_shell {

using namespace beamline;
using namespace beamline::ui;

namespace {
/// As the pages do, it takes the focus when it comes to the front.
struct SpyPage : Page {
    int awake = 0;
    QLineEdit* first = new QLineEdit(this);
    QLineEdit* second = new QLineEdit(this);

    QString title() const override { return QStringLiteral("Spy"); }
    void activated() override {
        ++awake;
        first->setFocus();
    }
    void deactivated() override { --awake; }
};
}  // namespace

class TestShell : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_engine = test::sampleEngine();
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));  // shortcuts need it
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        m_engine.reset();
    }

    void placesWaitForTheEngine() {
        m_window->showStarting(QStringLiteral("/data"));
        m_window->open(QStringLiteral("approvals"));
        QCOMPARE(m_window->place(), QString());
        connectEngine();
        QCOMPARE(m_window->place(), QStringLiteral("approvals"));
    }

    void aColdStartShowsWhatWasAskedFor_data() {
        QTest::addColumn<QString>("place");
        for (const auto& row : placeRows()) {
            if (row.parts.front() == 0 && !row.passing && row.head != QLatin1String("connections")) {
                QTest::addRow("%s", qPrintable(row.head)) << row.head;
            }
        }
        QTest::addRow("a section") << QStringLiteral("settings/about");
    }
    /// In the order of the program: the place, the engine that is being opened, the engine.
    void aColdStartShowsWhatWasAskedFor() {
        QFETCH(QString, place);
        m_window->open(place);
        m_window->showStarting(QStringLiteral("/data"));
        connectEngine();
        QTRY_COMPARE(m_window->place(), place);
        QVERIFY2(visibleBar().isEmpty(), qPrintable(visibleBar()));
    }

    void anUnknownPlaceIsSaidOverTheFirstPage() {
        m_window->showStarting(QStringLiteral("/data"));
        m_window->open(QStringLiteral("foo/bar"));
        connectEngine();
        QCOMPARE(m_window->place(), m_window->firstPlace());
        QVERIFY(visibleBar().contains(QStringLiteral("foo/bar")));
    }

    void aRestoredPlaceThatHasGoneIsSilentlyTheFirstPage_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("shown");
        const QString run = QStringLiteral("run/") + QLatin1String(test::kWaitingRun);
        QTest::addRow("known run") << run << run;
        QTest::addRow("unknown run") << QStringLiteral("run/01X") << QString();
        QTest::addRow("unknown approval") << QStringLiteral("approvals/01X.1") << QString();
        QTest::addRow("unknown workflow") << QStringLiteral("workflows/a/b") << QString();
        QTest::addRow("unknown place") << QStringLiteral("foo/bar") << QString();
        QTest::addRow("nothing") << QString() << QString();
        QTest::addRow("a page") << QStringLiteral("workflows") << QStringLiteral("workflows");
    }
    void aRestoredPlaceThatHasGoneIsSilentlyTheFirstPage() {
        QFETCH(QString, place);
        QFETCH(QString, shown);
        m_window->restore(place);
        connectEngine();
        QTRY_COMPARE(m_window->place(), shown.isEmpty() ? m_window->firstPlace() : shown);
        QVERIFY2(visibleBar().isEmpty(), qPrintable(visibleBar()));
    }

    void mistakesOfAGivenFileAreListed() {
        connectEngine();
        api::Error error{
            api::code::kInvalidDefinition, "The definition has 1 mistake. Mend what is listed.", {}, false};
        error.detail = boost::json::parse(
            R"([{"severity":"error","line":2,"column":9,"pointer":"/document/name","message":"Not a name."}])");
        m_window->showMistakes(QStringLiteral("/tmp/bad.yaml"), QStringLiteral("document:\n  name: A B\n"), error);
        QCOMPARE(m_window->place(), QStringLiteral("workflows"));
        QTest::qWait(200);  // the list of workflows arrives and must not push the draft away
        QAbstractItemView* problems = nullptr;
        for (auto* view : m_window->findChildren<QAbstractItemView*>()) {
            problems = view->isVisible() && view->accessibleName() == QStringLiteral("Problems") ? view : problems;
        }
        QVERIFY(problems);
        QCOMPARE(problems->model()->index(0, 0).data().toString(), QStringLiteral("2:9"));
        error.code = api::code::kInvalidInput;
        m_window->session()->report(error, QStringLiteral("Starting x"));
        QVERIFY2(visibleBar().contains(QStringLiteral("2:9: Not a name.")), qPrintable(visibleBar()));
    }

    void failureSaysWhatToDo() {
        auto* start = m_window->findChild<StartPage*>();
        QSignalSpy retry(m_window.get(), &MainWindow::retryRequested);
        m_window->showFailure({api::code::kUnavailable, "Another process holds /data.", {}, false},
                              QStringLiteral("/data"));
        QVERIFY(start->text().contains(QStringLiteral("Another process holds /data.")));
        button(start, QStringLiteral("Try again"))->click();
        QCOMPARE(retry.count(), 1);
        QVERIFY(!button(m_window->findChild<StatusLine*>(), QStringLiteral("No problems"))->isVisible());
        QVERIFY(!button(start, QStringLiteral("Copy command"))->isVisible());
        m_window->showFailure(
            {api::code::kCorrupt, "The journal j is damaged. Restore or run: beamctl recover 'j' 'k'", {}, false},
            QStringLiteral("/data"));
        QVERIFY(button(start, QStringLiteral("Copy command"))->isVisible());
        const auto labels = start->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == QStringLiteral("beamctl recover 'j' 'k'");
        }));
    }

    void keysGoToPlacesAndBack() {
        connectEngine();
        QCOMPARE(m_window->place(), m_window->firstPlace());
        int number = 0;
        for (const auto& row : placeRows()) {
            if (row.rail != PlaceRow::Rail::None && row.needs != PlaceRow::Needs::Nothing) {
                QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + number % 9),
                                number < 9 ? Qt::ControlModifier : Qt::AltModifier);
                ++number;
                QCOMPARE(m_window->place(), row.head);
            }
        }
        m_window->open(QStringLiteral("approvals"));
        m_window->open(QStringLiteral("workflows"));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->place(), QStringLiteral("approvals"));
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_window->place(), QStringLiteral("workflows"));
        m_window->open(QStringLiteral("run/%1").arg(QLatin1String(test::kWaitingRun)));
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("invoice-approval — Beamline"));
        m_window->open(QStringLiteral("nowhere"));
        QCOMPARE(m_window->place(), QStringLiteral("run/%1").arg(QLatin1String(test::kWaitingRun)));
    }

    void aSecondKeyAfterNavigationDecidesNothing() {
        const std::string run = m_engine->runs({}, true).front().id;
        api::Approval one;
        one.id = run + ".2";
        one.run = run;
        one.subject = "Restart node 7";
        one.risk = api::Risk::low;
        one.hash = "hash";
        m_engine->put(one);
        connectEngine();
        m_window->open(QStringLiteral("run/") + QString::fromStdString(run));
        auto* decide = page()->findChild<QAction*>(QStringLiteral("run.decide"));
        QTRY_VERIFY(decide->isVisible());
        m_window->open(QStringLiteral("approvals"));
        auto* approve = page()->findChild<QAction*>(QStringLiteral("approval.approve"));
        QTRY_VERIFY(approve->isEnabled() ||
                    page()->findChild<QAction*>(QStringLiteral("approval.reject"))->isEnabled());
        m_window->open(QStringLiteral("run/") + QString::fromStdString(run));
        QTRY_VERIFY(decide->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
        QVERIFY(m_window->place().startsWith(QStringLiteral("approvals/")));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(!approve->isEnabled());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
            QTest::qWait(60);
        }
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        QTRY_VERIFY(approve->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QCOMPARE(m_engine->last<api::DecideApproval>()->approval, run + ".2");
    }

    void statusShowsTheEngine() {
        test::settleWork(*m_engine);
        connectEngine();
        auto health = m_engine->health();
        health.state = api::HealthState::refusing;
        health.problems = {{"disk_full", "The disk is full. Free some space.", 1}};
        m_engine->setHealth(health);
        m_window->session()->refreshHealth();
        const auto bars = m_window->findChildren<InfoBar*>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const InfoBar* bar) {
            return bar->isVisible() && bar->text() == QStringLiteral("The disk is full. Free some space.");
        }));
        auto* status = m_window->findChild<StatusLine*>();
        QVERIFY(button(status, QStringLiteral("1 problem")));
        health.problems.clear();
        health.state = api::HealthState::healthy;
        m_engine->setHealth(health);
        m_window->session()->refreshHealth();
        QVERIFY(button(status, QStringLiteral("No problems")));
    }

    void lostEngineLeavesItsAgeAndAWayBack() {
        connectEngine();
        m_window->open(QStringLiteral("run/%1").arg(QLatin1String(test::kWaitingRun)));
        auto* suspend = page()->findChild<QAction*>(QStringLiteral("run.suspend"));
        QTRY_VERIFY(suspend && suspend->isEnabled());
        auto health = m_engine->health();
        health.state = api::HealthState::unreachable;
        health.problems = {{api::code::kUnavailable, "The engine is gone.", test::kSampleNow - 42'000}};
        m_engine->setHealth(health);
        m_window->session()->refreshHealth();
        const auto bars = m_window->findChildren<InfoBar*>();
        const auto bar = std::find_if(bars.begin(), bars.end(), [](const InfoBar* one) { return one->isVisible(); });
        QVERIFY(bar != bars.end());
        QVERIFY2((*bar)->text().contains(QStringLiteral("42 s ago")), qPrintable((*bar)->text()));
        QVERIFY(!suspend->isEnabled());
        QVERIFY(suspend->toolTip().contains(QStringLiteral("cannot be reached")));
        QSignalSpy retry(m_window.get(), &MainWindow::retryRequested);
        QTest::mouseClick(button(*bar, QStringLiteral("Reconnect")), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
        health.state = api::HealthState::healthy;
        health.problems.clear();
        m_engine->setHealth(health);
        m_window->session()->refreshHealth();
        QVERIFY(!suspend->isEnabled());  // until what is shown has been read anew
        QTRY_VERIFY(!(*bar)->isVisible());
        QVERIFY(suspend->isEnabled());
    }

    void commandsHaveTextAndKeysAreUnique() {
        connectEngine();
        for (const char* place : {"runs", "approvals", "workflows"}) {
            m_window->open(QString::fromLatin1(place));
            QSet<QString> keys;
            for (const auto* action : m_window->commands().available(page())) {
                QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
                for (const auto& key : action->shortcuts()) {
                    QVERIFY2(!keys.contains(key.toString()), qPrintable(action->objectName() + key.toString()));
                    keys.insert(key.toString());
                }
            }
        }
    }

    void closingWithRunsInFlightAsks() {
        connectEngine(true);
        auto health = m_engine->health();
        health.waitingRuns = 2;
        m_engine->setHealth(health);
        QSignalSpy quit(m_window.get(), &MainWindow::quitRequested);
        m_window->close();
        QCOMPARE(quit.count(), 0);
        auto* question = m_window->findChild<Question*>();
        QVERIFY(question);
        // What waits is not said to run; the words are those of the page Runs.
        QTRY_VERIFY2(question->title().startsWith(QStringLiteral("Runs have not ended: ")) &&
                         question->title().contains(QStringLiteral(" waiting")),
                     qPrintable(question->title()));
        button(question, QStringLiteral("Keep running"))->click();
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY(!m_window->findChild<Question*>());
        m_window->close();
        button(m_window->findChild<Question*>(), QStringLiteral("Quit, resume next time"))->click();
        QCOMPARE(quit.count(), 1);
    }

    void closingSomebodyElsesEngineDoesNotAsk() {
        connectEngine(false);
        auto health = m_engine->health();
        health.waitingRuns = 2;
        m_engine->setHealth(health);
        QSignalSpy quit(m_window.get(), &MainWindow::quitRequested);
        m_window->close();
        QCOMPARE(quit.count(), 1);
    }

    void whatNobodySeesDoesNotTick() {
        connectEngine();
        auto* stack = qobject_cast<QStackedWidget*>(page()->parentWidget());
        auto* spy = new SpyPage;
        stack->addWidget(spy);
        stack->setCurrentWidget(spy);
        spy->second->setFocus();
        m_window->hide();
        QCOMPARE(spy->awake, 0);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QCOMPARE(spy->awake, 1);
        QCOMPARE(m_window->focusWidget(), spy->second);  // where it was
        m_window->showMinimized();
        QTRY_COMPARE(spy->awake, 0);
        m_window->open(QStringLiteral("approvals"));  // a link: it begins when it is seen
        m_window->showNormal();
        QTRY_VERIFY(!m_window->isMinimized());
        QCOMPARE(spy->awake, 0);
        stack->setCurrentWidget(spy);
        m_window->hide();
        m_window->show();
        QCOMPARE(spy->awake, 1);
        m_window->open(QStringLiteral("runs"));
        QCOMPARE(spy->awake, 0);
    }

    void anotherLanguageLeavesWhatCanBeTakenBack() {
        DecisionOutbox outbox(m_folder->filePath(QStringLiteral("outbox/test.json")));
        auto session = std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default"));
        session->setOutbox(&outbox);
        m_window->setSession(std::move(session), false);
        outbox.follow(m_window->session());
        m_window->open(QStringLiteral("approvals"));
        api::Approval shown;
        shown.id = "01A.1";
        api::DecideApproval decision;
        decision.approval = shown.id;
        outbox.keep(shown, decision, std::chrono::hours(1), this, [](const api::Result<api::Unit>&) {});
        outbox.flush();
        QCOMPARE(outbox.held(), 1);
        const QPointer<QWidget> before = page();
        Language::current().use(QStringLiteral("de"));
        QTRY_VERIFY(!before);
        QCOMPARE(outbox.held(), 1);
        m_window->closeSession();
        QCOMPARE(outbox.held(), 0);  // nobody is left
        Language::current().use(QStringLiteral("en"));
    }

    void sessionEndsBeforeTheEngine() {
        connectEngine();
        std::weak_ptr<test::FixtureEngine> engine = m_engine;
        m_engine.reset();
        QVERIFY(!engine.expired());
        m_window->closeSession();
        QVERIFY(engine.expired());  // no page, no reply, no subscription holds it
        QVERIFY(!m_window->session());
    }

    void dialogsEndWithTheSession() {
        connectEngine(true);
        m_window->open(QStringLiteral("start/examples/invoice-approval"));
        QPointer<QDialog> start = m_window->findChild<StartDialog*>();
        m_window->commands().find(QStringLiteral("window.commands"))->trigger();
        QPointer<QDialog> palette = m_window->findChild<CommandPalette*>();
        QVERIFY(start && palette);
        m_window->closeSession();
        QVERIFY(!start && !palette);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void theQuestionBeforeClosingMayEndTheSession() {
        connectEngine(true);
        auto health = m_engine->health();
        health.waitingRuns = 2;
        m_engine->setHealth(health);
        connect(m_window.get(), &MainWindow::quitRequested, m_window.get(), &MainWindow::closeSession);
        m_window->close();
        button(m_window->findChild<Question*>(), QStringLiteral("Quit, resume next time"))->click();
        QVERIFY(!m_window->session());
        QTRY_VERIFY(!m_window->findChild<Question*>());
    }

    void theFirstWindowFitsIntoTheScreenWithItsFrame() {
        const QSize free = m_window->screen()->availableSize();
        QVERIFY(m_window->height() < free.height());
        QVERIFY(m_window->width() < free.width());
    }

    void geometryAndThemeAreRemembered() {
        connectEngine();
        m_window->resize(1000, 640);
        m_window->commands().find(QStringLiteral("theme.dark"))->trigger();
        QVERIFY(Theme::current().isDark());
        m_window->close();
        MainWindow again(*m_settings);
        QCOMPARE(again.size(), QSize(1000, 640));
        QCOMPARE(m_settings->theme(), QStringLiteral("dark"));
        Theme::current().setMode(ThemeMode::Light);
    }

    void whatWorkflowsTellIsShown() {
        connectEngine();
        const std::string run = test::kWaitingRun;
        m_engine->publish(notice("Backup failed", "Third attempt", "critical", run));
        auto* bar = visibleBar(QStringLiteral("Backup failed: Third attempt"));
        QVERIFY(bar);
        QTest::mouseClick(bar->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE(m_window->place(), QStringLiteral("run/") + QString::fromStdString(run));
        QVERIFY(!bar->isVisible());
    }

    void ofManyThatWorkflowsTellTheRestIsCounted() {
        connectEngine();
        const int more = 2;
        for (int i = 0; i < Notifier::kMaxToldAtOnce + more; ++i) {
            m_engine->publish(notice("one", "", "normal", {}));
        }
        QTRY_VERIFY2(visibleBar().startsWith(QString::number(more)), qPrintable(visibleBar()));
        Q_EMIT m_window->findChild<Notifier*>()->openRequested(QStringLiteral("approvals"));
        QCOMPARE(m_window->place(), QStringLiteral("approvals"));
    }

private:
    static api::Event notice(const char* title, const char* text, const char* urgency, const std::string& run) {
        api::Event event;
        event.kind = api::kNotifyEvent;
        boost::json::object data{{"title", title}, {"text", text}, {"urgency", urgency}};
        if (!run.empty()) {
            data["run"] = run;
        }
        event.data = std::move(data);
        return event;
    }
    InfoBar* visibleBar(const QString& text) {
        for (int tries = 0; tries < 100; ++tries) {
            for (auto* bar : m_window->findChildren<InfoBar*>()) {
                if (bar->isVisible() && bar->text() == text) {
                    return bar;
                }
            }
            QTest::qWait(20);
        }
        return nullptr;
    }

    void connectEngine(bool endsHere = false) {
        m_window->setSession(
            std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default")), endsHere);
    }
    /// What the window's own bars say now.
    QString visibleBar() const {
        QString said;
        for (const auto* bar : m_window->centralWidget()->findChildren<InfoBar*>(Qt::FindDirectChildrenOnly)) {
            said += bar->isVisible() ? bar->text() : QString();
        }
        return said;
    }
    QWidget* page() const {
        const auto pages = m_window->findChildren<Page*>();
        const auto front = std::find_if(pages.begin(), pages.end(), [](const Page* one) { return one->isVisible(); });
        return front == pages.end() ? nullptr : *front;
    }
    static QAbstractButton* button(QWidget* parent, const QString& text) {
        for (auto* one : parent->findChildren<QAbstractButton*>()) {
            if (one->text() == text) {
                return one;
            }
        }
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace tst_shell

GUI_TEST(tst_shell, TestShell)
#include "tst_shell.moc"
