// SPDX-License-Identifier: Apache-2.0
// The page of the first start, and the tour over the real window: by keys, by doing, and when something comes between.
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_welcome.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/models/sample_run.h"
#include "ui/pages/welcome/welcome_card.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/key_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour.h"
#include "ui/shell/tour_bubble.h"
#include "ui/widgets/button.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/language.h"
#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

namespace tst_welcome {

using namespace beamline;
using namespace beamline::ui;

class TestWelcome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_settings->setDataDir(m_folder->filePath(QStringLiteral("data")));
        m_settings->setUndoSeconds(0);
    }
    void cleanup() {
        m_window.reset();
        m_engine.reset();
        m_settings.reset();
        Language::current().use(QStringLiteral("en"));
    }

    // ---- page -----------------------------------------------------------------------------------------------------
    void itSaysWhatTheEngineDoesAndLeadsThere() {
        open(test::welcomeEngine());
        m_window->open(QStringLiteral("welcome"));
        QTRY_VERIFY(label("welcome.now").contains(QStringLiteral("3 invoices above 1000 EUR")));
        QVERIFY(label("welcome.words").count(QLatin1Char('.')) == 3);
        QVERIFY(QApplication::focusWidget() == child<Button>("welcome.tour"));
        press("welcome.act");
        QCOMPARE(m_window->place(), QStringLiteral("approvals/") + QLatin1String(test::kInvoiceApproval));
        m_window->open(QStringLiteral("welcome"));
        press("welcome.look");
        QCOMPARE(m_window->place(), runPlace());
        m_window->commands().find(QStringLiteral("help.welcome"))->trigger();
        QCOMPARE(m_window->place(), QStringLiteral("welcome"));
        test::endWelcomeRun(*m_engine);
        QTRY_VERIFY2(label("welcome.now").contains(QStringLiteral("has ended")), qPrintable(label("welcome.now")));
    }

    void itsCardsLeadToTheFirstRealThings() {
        open(test::welcomeEngine());
        m_window->open(QStringLiteral("welcome"));
        QTRY_COMPARE(card(1)->title(), QStringLiteral("Decide its approval"));
        QVERIFY(!card(3)->isVisible());  // this window has no connections to choose from
        const auto leadsTo = [this](int at, const QString& place) {
            m_window->open(QStringLiteral("welcome"));
            card(at)->setFocus();
            QTest::keyClick(card(at), Qt::Key_Return);
            return m_window->place() == place;
        };
        QVERIFY(leadsTo(0, runPlace()));
        QVERIFY(leadsTo(1, QStringLiteral("approvals/") + QLatin1String(test::kInvoiceApproval)));
        QVERIFY(leadsTo(2, QStringLiteral("welcome")));
        QVERIFY(m_window->findChild<QDialog*>());  // to choose a workflow
    }

    void itIsPutAwayAndSaysTheKeysThereAre() {
        open(test::welcomeEngine());
        m_window->open(QStringLiteral("welcome"));
        QVERIFY(!m_settings->wasWelcomed());
        child<QCheckBox>("welcome.away")->click();
        QVERIFY(m_settings->wasWelcomed());
        child<QCheckBox>("welcome.away")->click();
        QVERIFY(!m_settings->wasWelcomed());
        const auto says = [this](const QString& text) {
            const auto labels = child<QWidget>("welcome")->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* one) { return one->accessibleName().startsWith(text); });
        };
        QVERIFY(says(QStringLiteral("Ctrl+K:")));
        QVERIFY(says(QStringLiteral("?:")));
        m_window->commands().assign(QStringLiteral("window.commands"), {QKeySequence(Qt::CTRL | Qt::Key_J)});
        QTRY_VERIFY(says(QStringLiteral("Ctrl+J:")));
        QVERIFY(child<QCheckBox>("welcome.away")->toolTip().startsWith(QStringLiteral("Ctrl+J ")));
        QTest::keyClick(m_window.get(), Qt::Key_Question);
        QTRY_VERIFY(m_window->findChild<KeyHelp*>());
        QCOMPARE(m_window->place(), QStringLiteral("welcome"));
    }

    /// As the page Runs says it: what waits does not run, and what is faulted needs somebody.
    void itCountsRunsAsTheOtherPagesDo() {
        open(test::welcomeEngine());
        m_window->open(QStringLiteral("welcome"));
        const auto agrees = [this] {
            std::map<std::string, std::int64_t> counts;
            for (const auto& run : m_engine->runs({}, true)) {
                ++counts[boost::describe::enum_to_string(run.phase, "")];
            }
            const auto said = label("welcome.figures");
            const auto says = [&](const char* phase, std::int64_t more = 0) {
                const auto count = counts[phase] + more;
                return said.contains(QStringLiteral("%1 %2").arg(count).arg(QLatin1String(phase))) == (count > 0);
            };
            return says("running", counts["pending"]) && says("waiting") && says("suspended") && says("faulted") &&
                   counts["waiting"] > 0 && counts["faulted"] > 0;
        };
        QTRY_VERIFY2(agrees(), qPrintable(label("welcome.figures")));
        auto run = m_engine->runs({}, true).front();
        run.phase = api::Phase::suspended;
        m_engine->put(run);
        QTRY_VERIFY2(label("welcome.figures").contains(QStringLiteral("suspended")) && agrees(),
                     qPrintable(label("welcome.figures")));
    }

    void theSampleIsStartedWhereThereIsNone() {
        m_engine = test::sampleEngine();
        m_engine->setValidator([](const std::string& source) {
            api::ValidateReply reply;
            reply.valid = source.find("name: invoice-approval") != std::string::npos;
            reply.workflow.ns = SampleRun::kNamespace;
            reply.workflow.name = SampleRun::kWorkflow;
            reply.workflow.version = "1.0.0";
            return reply;
        });
        open(m_engine);
        m_window->open(QStringLiteral("welcome"));
        QTRY_VERIFY(child<Button>("welcome.act")->isVisible());
        QVERIFY(label("welcome.now").contains(QStringLiteral("no sample run")));
        press("welcome.act");
        QTRY_VERIFY(label("welcome.now").contains(QStringLiteral("at work")));
        const auto started = m_engine->last<api::StartRun>();
        QCOMPARE(started->ns, std::string(SampleRun::kNamespace));
        const auto file = started->input.at("file").as_string();
        QFile invoices(m_settings->dataDir() + QStringLiteral("/files/") + QString::fromUtf8(file.data()));
        QVERIFY(invoices.open(QIODevice::ReadOnly));
        QVERIFY(invoices.readAll().startsWith("number,supplier"));
        press("welcome.look");
        QVERIFY(m_window->place().startsWith(QStringLiteral("run/")));
    }

    void whereItCannotBeStartedItSaysWhy() {
        open(test::sampleEngine(), ConnectionKind::nats);
        m_window->open(QStringLiteral("welcome"));
        QTRY_VERIFY(child<Button>("welcome.act")->isVisible());
        QVERIFY(!child<Button>("welcome.act")->isEnabled());
        QVERIFY(child<Button>("welcome.act")->toolTip().contains(QStringLiteral("another one")));
    }

    void whatGoesWrongAtTheStartIsSaid() {
        m_settings->setDataDir(QStringLiteral("/proc/nowhere"));
        open(test::sampleEngine());
        m_window->open(QStringLiteral("welcome"));
        QTRY_VERIFY(child<Button>("welcome.act")->isEnabled());
        press("welcome.act");
        const auto bars = child<QWidget>("welcome")->findChildren<InfoBar*>();
        QVERIFY(bars.first()->isVisible() && bars.first()->text().contains(QStringLiteral("cannot be written")));
        QVERIFY(child<Button>("welcome.act")->isEnabled());
    }

    // ---- tour -----------------------------------------------------------------------------------------------------
    void theWholeTourByKeys() {
        open(test::welcomeEngine());
        m_window->open(QStringLiteral("welcome"));
        QTest::keyClick(child<Button>("welcome.tour"), Qt::Key_Space);
        QVERIFY(tour());
        const QString approval = QStringLiteral("approvals/") + QLatin1String(test::kInvoiceApproval);
        const QStringList places{QStringLiteral("overview"),
                                 runPlace(),
                                 runPlace(),
                                 runPlace(),
                                 approval,
                                 QStringLiteral("problems"),
                                 QStringLiteral("problems"),
                                 QStringLiteral("workflows")};
        QStringList said;
        for (int step = 0; step < Tour::kSteps; ++step) {
            QCOMPARE(tour()->step(), step);
            QTRY_COMPARE(m_window->place(), places[step]);
            QTRY_VERIFY2(bubble()->isAncestorOf(QApplication::focusWidget()), qPrintable(QString::number(step)));
            const bool points = step != Tour::LastStep;
            QTRY_VERIFY2(hole().isEmpty() != points, qPrintable(QString::number(step)));
            QVERIFY(m_window->rect().contains(bubble()->geometry()));
            QVERIFY2(hole().isEmpty() || m_window->rect().contains(hole()), qPrintable(QString::number(step)));
            QVERIFY(bubble()->accessibleName().contains(QStringLiteral("%1 of 8").arg(step + 1)));
            QVERIFY(QApplication::focusWidget()->accessibleDescription().contains(bubble()->accessibleDescription()));
            said << bubble()->accessibleDescription();
            tabGoesRound();
            if (step > 0) {
                key(Qt::Key_Left);
                QCOMPARE(tour()->step(), step - 1);
                key(Qt::Key_Right);
                QCOMPARE(tour()->step(), step);
            }
            key(step % 2 == 0 ? Qt::Key_Return : Qt::Key_Right);
        }
        QVERIFY(!tour());
        QVERIFY(m_settings->wasWelcomed());
        QTRY_VERIFY(!m_window->findChild<TourBubble*>());
        QVERIFY(QApplication::focusWidget());
        // Two minutes: 200 words a minute are read at ease.
        QVERIFY2(said.join(QLatin1Char(' ')).split(QLatin1Char(' ')).size() < 400, qPrintable(said.join(u'\n')));
    }

    void theTourByDoing() {
        open(test::welcomeEngine());
        m_window->commands().find(QStringLiteral("help.tour"))->trigger();
        auto* recent = child<QTableView>("overview.recent");
        QTRY_VERIFY(rowOf(*recent, test::kWaitingRun).isValid());
        const QModelIndex row = rowOf(*recent, test::kWaitingRun);
        recent->scrollTo(row);
        QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualRect(row).center());
        QTRY_COMPARE(tour()->step(), int(Tour::GraphStep));
        GraphView* graph = nullptr;
        QTRY_VERIFY((graph = visible<GraphView>()) && graph->knows(QStringLiteral("/do/0/readInvoices")));
        QTRY_VERIFY(!hole().isEmpty());
        QTest::mouseClick(graph->viewport(), Qt::LeftButton, {},
                          graph->positionOf(QStringLiteral("/do/0/readInvoices")));
        QTRY_COMPARE(tour()->step(), int(Tour::InspectorStep));
        key(Qt::Key_Return);
        auto* past = m_window->findChild<QAction*>(QStringLiteral("run.past"));
        QTRY_VERIFY(past->isVisible());
        past->trigger();
        QTRY_VERIFY(child<QWidget>("run.pastBar")->isVisible());
        QTest::qWait(3 * Tour::kLookMs);  // it looks and stays
        QCOMPARE(tour()->step(), int(Tour::PastStep));
        past->trigger();
        QTRY_COMPARE(tour()->step(), int(Tour::ApprovalStep));
        auto* approve = m_window->findChild<QAction*>(QStringLiteral("approval.approve"));
        QTRY_VERIFY(approve->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_VERIFY(!bubble()->isAncestorOf(QApplication::focusWidget()));
        key(Qt::Key_A);
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QTRY_COMPARE(m_window->place(), runPlace());  // to see what became of it
        QTRY_VERIFY(!hole().isEmpty() && bubble()->isAncestorOf(QApplication::focusWidget()));
        test::endWelcomeRun(*m_engine);
        QTRY_VERIFY(bubble()->text().contains(QStringLiteral("has ended")));
        QTest::qWait(3 * Tour::kLookMs);  // it waits for who looks
        QCOMPARE(tour()->step(), int(Tour::ApprovalStep));
        QCOMPARE(m_window->place(), runPlace());
        key(Qt::Key_Return);
        QTRY_COMPARE(tour()->step(), int(Tour::ProblemsStep));
        key(Qt::Key_Return);
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<CommandPalette*>());
        QTest::qWait(3 * Tour::kLookMs);
        QCOMPARE(tour()->step(), int(Tour::PaletteStep));
        QTest::keyClick(m_window->findChild<CommandPalette*>(), Qt::Key_Escape);
        QTRY_COMPARE(tour()->step(), int(Tour::LastStep));
        press("tour.next");
        QVERIFY(!tour());
    }

    /// Its last words name a way back that is there.
    void itSaysWhereItIsFoundAgain() {
        open(test::welcomeEngine());
        m_window->startTour(Tour::LastStep);
        QTRY_VERIFY2(bubble()->text().contains(QStringLiteral("Ctrl+K finds the tour again: “Take the tour”.")),
                     qPrintable(bubble()->text()));
        key(Qt::Key_Escape);
        QVERIFY(!tour());
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<CommandPalette*>());
        auto* field = m_window->findChild<CommandPalette*>()->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("take the tour"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(tour());
        m_window->activateWindow();  // as a window manager does
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY(QApplication::focusWidget());
        key(Qt::Key_Escape);
        m_window->commands().assign(QStringLiteral("window.commands"), {});
        m_window->startTour(Tour::LastStep);
        QVERIFY(bubble()->text().contains(QStringLiteral("the menu Help, which Alt shows")));
        key(Qt::Key_Escape);
        QTest::keyPress(m_window->centralWidget(), Qt::Key_Alt, Qt::AltModifier);
        QTest::keyRelease(m_window->centralWidget(), Qt::Key_Alt);
        QVERIFY(m_window->menuBar()->isVisible());
        auto* help = m_window->menuBar()->actions().last()->menu();
        Q_EMIT help->aboutToShow();
        QVERIFY(help->title().contains(QStringLiteral("Help")) &&
                help->actions().contains(m_window->commands().find(QStringLiteral("help.tour"))));
        m_settings->setMenuShown(true);
        m_window->startTour(Tour::LastStep);
        QVERIFY(bubble()->text().contains(QStringLiteral("in the menu Help.")));
    }

    void itEndsByEscapeAndBlocksNothing() {
        open(test::welcomeEngine());
        m_window->startTour();
        QTRY_VERIFY(!hole().isEmpty());
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->place(), QStringLiteral("runs"));
        QTRY_VERIFY(hole().isEmpty());  // nothing is darkened that the step does not speak of
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        if (!bubble()->isAncestorOf(QApplication::focusWidget())) {
            QTest::keyClick(m_window.get(), Qt::Key_F6);
        }
        key(Qt::Key_Escape);
        QVERIFY(!tour());
        QVERIFY(!m_settings->wasWelcomed());
        QCOMPARE(m_window->place(), QStringLiteral("runs"));
    }

    void itOutlivesAnotherLanguageAndSizeAndEndsWithTheEngine() {
        open(test::welcomeEngine());
        m_window->startTour(Tour::InspectorStep);
        QTRY_VERIFY(!hole().isEmpty());
        const QRect before = hole();
        m_window->resize(900, 600);
        QTRY_VERIFY(hole() != before && m_window->rect().contains(bubble()->geometry()));
        const QPointer<Tour> old = tour();
        Language::current().use(QStringLiteral("de"));
        QTRY_VERIFY(!old);
        QVERIFY(tour());
        QCOMPARE(tour()->step(), int(Tour::InspectorStep));
        QTRY_VERIFY(!hole().isEmpty());
        m_window->closeSession();
        QVERIFY(!tour() && !m_window->findChild<TourBubble*>() && !m_window->findChild<TourShade*>());
        m_window->startTour();
        QVERIFY(!tour());
    }

    void withoutASampleItSaysWhatOneWouldSee() {
        open(test::sampleEngine(), ConnectionKind::nats);
        m_window->startTour(Tour::GraphStep);
        QTRY_VERIFY(bubble()->text().contains(QStringLiteral("There is no sample run here. ")));
        QCOMPARE(m_window->place(), QStringLiteral("runs"));
        QVERIFY(!child<Button>("tour.act")->isVisible());
        m_window->startTour(Tour::ApprovalStep);
        QTRY_COMPARE(m_window->place(), QStringLiteral("approvals"));
    }

    void itStartsTheSampleAndGoesThere() {
        open(test::sampleEngine());
        m_engine->setValidator([](const std::string&) {
            api::ValidateReply reply;
            reply.valid = true;
            reply.workflow.ns = SampleRun::kNamespace;
            reply.workflow.name = SampleRun::kWorkflow;
            reply.workflow.version = "1.0.0";
            return reply;
        });
        m_window->startTour(Tour::GraphStep);
        QTRY_VERIFY(child<Button>("tour.act")->isVisible());
        press("tour.act");
        QTRY_VERIFY(m_window->place().startsWith(QStringLiteral("run/")));
        QCOMPARE(tour()->step(), int(Tour::GraphStep));
    }

private:
    void open(const std::shared_ptr<test::FixtureEngine>& engine, ConnectionKind kind = ConnectionKind::embedded) {
        m_engine = engine;
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->resize(1440, 900);
        ConnectionProfile profile;
        profile.kind = kind;
        profile.name = "engine";
        m_window->setProfile(profile);
        m_window->setSession(
            std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default")), false);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    static QString runPlace() { return QStringLiteral("run/") + QLatin1String(test::kWaitingRun); }
    Tour* tour() const {
        auto* one = m_window->findChild<Tour*>();
        return one && bubble() && bubble()->isVisible() ? one : nullptr;
    }
    TourBubble* bubble() const {
        for (auto* one : m_window->findChildren<TourBubble*>()) {
            if (one->isVisible()) {
                return one;
            }
        }
        return m_window->findChild<TourBubble*>();
    }
    QRect hole() const {
        const auto* shade = m_window->findChild<TourShade*>();
        return shade ? shade->hole() : QRect();
    }
    void key(Qt::Key key) const { QTest::keyClick(QApplication::focusWidget(), key); }
    void tabGoesRound() const {
        for (int i = 0; i < 6; ++i) {
            key(Qt::Key_Tab);
            QVERIFY(bubble()->isAncestorOf(QApplication::focusWidget()));
        }
        child<Button>("tour.next")->setFocus();
    }
    template <class T>
    T* child(const char* name) const {
        T* last = nullptr;
        for (auto* one : m_window->findChildren<T*>(QString::fromLatin1(name))) {
            last = one->isVisible() || !last ? one : last;
        }
        return last;
    }
    template <class T>
    T* visible() const {
        for (auto* one : m_window->findChildren<T*>()) {
            if (one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    WelcomeCard* card(int at) const {
        return m_window->findChild<WelcomeCard*>(QStringLiteral("welcome.card%1").arg(at));
    }
    QString label(const char* name) const {
        const auto* one = child<QLabel>(name);
        return one ? one->text().remove(QChar(0x200b)) : QString();
    }
    void press(const char* name) const { QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton); }
    static QModelIndex rowOf(const QTableView& table, const char* id) {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            if (table.model()->index(row, 0).data(IdRole).toString() == QLatin1String(id)) {
                return table.model()->index(row, 0);
            }
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace tst_welcome

GUI_TEST(tst_welcome, TestWelcome)
#include "tst_welcome.moc"
