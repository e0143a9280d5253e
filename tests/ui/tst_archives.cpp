// SPDX-License-Identifier: Apache-2.0
// A run is taken out of one engine, opened in a window of its own, stepped through and run again with mocks. With
// BEAMLINE_SHOTS=DIR it leaves pictures of that, light and dark.

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "app/console/archive_windows.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/local_engine.h"
#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/run/export_dialog.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/archive_drop.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr int kPatienceMs = 10'000;
constexpr const char* kSource =
    "document: {dsl: '1.0.3', namespace: shop, name: nightly-report, version: '1.0.0'}\n"
    "do:\n"
    "- collect: {call: jmespath, with: {expression: 'orders[].price', data: '${ . }'}}\n"
    "- total: {set: {total: '${ add }', customer: 'Rex'}}\n"
    "- keep: {call: fs.put, with: {path: report.txt, content: '${ .total | tostring }'}}\n"
    "- done: {set: {bytes: '${ .size }'}}\n";

constexpr const char* kPause =
    "document: {dsl: '1.0.3', namespace: shop, name: pause, version: '1.0.0'}\n"
    "do:\n"
    "- pause: {wait: {days: 3}}\n";

constexpr const char* kEvery =
    "document: {dsl: '1.0.3', namespace: shop, name: sweep, version: '9.0.0'}\n"
    "schedule: {every: {milliseconds: 100}}\n"
    "use: {secrets: [broom]}\n"
    "do:\n"
    "- keep: {call: fs.put, with: {path: sweep.txt, content: '${ $secrets.broom }'}}\n";

template <class T = QWidget>
T* named(QWidget* parent, const char* name) {
    return parent->findChild<T*>(QString::fromLatin1(name));
}
}  // namespace

class TestArchives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        runtime::EngineOptions options;
        options.dataDir = m_directory.filePath(QStringLiteral("data")).toStdString();
        auto engine = runtime::LocalEngine::open(options);
        QVERIFY(engine.ok());
        m_engine = *engine;
        m_settings = std::make_unique<Settings>(m_directory.filePath(QStringLiteral("settings.ini")));
        QVERIFY(api::callAndWait(*m_engine, api::DeployWorkflow{kSource, "report.yaml"}, who()).ok());
        QVERIFY(api::callAndWait(*m_engine, api::DeployWorkflow{kPause, "pause.yaml"}, who()).ok());
        api::StartRun start;
        start.ns = "shop";
        start.workflow = "nightly-report";
        start.input = *api::parseJson(R"({"orders": [{"price": 7}, {"price": 35}], "Token": "tok-9911"})");
        const auto started = api::callAndWait(*m_engine, start, who());
        QVERIFY(started.ok());
        m_run = QString::fromStdString(started->run);
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(started->run), api::Phase::completed, kPatienceMs);
    }

    void init() {
        m_main = std::make_unique<MainWindow>(*m_settings);
        m_archives = std::make_unique<app::ArchiveWindows>(*m_settings);
        m_archives->offerIn(*m_main);
        m_main->setSession(std::make_unique<EngineSession>(m_engine, who(), QStringLiteral("default")), false);
        m_main->resize(1440, 900);
        m_main->open(QStringLiteral("run/") + m_run);
        m_main->show();
        QTRY_VERIFY_WITH_TIMEOUT(action(*m_main, "run.export")->isVisible(), kPatienceMs);
    }

    void cleanup() {
        Clock::freeze(0);
        m_archives.reset();
        m_main->closeSession();
        m_main.reset();
    }

    void cleanupTestCase() {
        m_engine->stop(std::chrono::milliseconds(0));
        m_engine.reset();
    }

    void aRunIsExportedWithWhatIsTakenOut() {
        auto* dialog = openDialog();
        auto* save = named<QPushButton>(dialog, "export.save");
        const QString whole = named<QLabel>(dialog, "export.size")->text();
        named<QLineEdit>(dialog, "export.names")->setText(QStringLiteral("token"));
        QVERIFY(!save->isEnabled());  // what was made before is no answer any more
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), kPatienceMs);
        shoot(*dialog, "run-export");
        QVERIFY(dialog->saveTo(path("less")));
        QVERIFY(!text("less").contains("tok-9911"));
        named<QCheckBox>(dialog, "export.noData")->click();
        QVERIFY(!named<QLineEdit>(dialog, "export.names")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), kPatienceMs);
        QVERIFY(named<QLabel>(dialog, "export.size")->text() != whole);
        QVERIFY(dialog->saveTo(path("bare")));
        QVERIFY(!text("bare").contains("\"price\""));
        QVERIFY(!dialog->saveTo(m_directory.filePath(QStringLiteral("no/such/folder/x.json"))));
        QVERIFY(dialog->findChild<InfoBar*>()->isVisible());
        dialog->reject();
    }

    void itIsSteppedThrough() {
        action(*m_main, "run.past")->trigger();
        auto* bar = m_main->findChild<PastBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatienceMs);
        auto* slider = named<QSlider>(bar, "past.slider");
        QCOMPARE(slider->value(), slider->maximum());
        QVERIFY(!named<QPushButton>(bar, "past.next")->isEnabled());
        QTest::mouseClick(named<QPushButton>(bar, "past.first"), Qt::LeftButton);
        QCOMPARE(bar->entry(), 1);
        QVERIFY(!named<QPushButton>(bar, "past.previous")->isEnabled());
        for (int i = 0; i < 4; ++i) {
            QTest::mouseClick(named<QPushButton>(bar, "past.next"), Qt::LeftButton);
        }
        QCOMPARE(bar->entry(), 5);
        QTest::mouseClick(named<QPushButton>(bar, "past.previous"), Qt::LeftButton);
        QCOMPARE(bar->entry(), 4);
        QVERIFY(named<QLabel>(bar, "past.text")->text().contains(QStringLiteral("4 of ")));
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(bar->entry(), 5);
        QVERIFY(!action(*m_main, "run.decide")->isVisible());
        shoot(*m_main, "run-past");
        QTest::mouseClick(named<QPushButton>(bar, "past.now"), Qt::LeftButton);
        QCOMPARE(bar->entry(), 0);
        QVERIFY(!bar->isVisible());
    }

    void anArchiveIsOpenedMarkedAndRunAgain() {
        auto* dialog = openDialog();
        QVERIFY(dialog->saveTo(path("whole")));
        dialog->reject();
        QSignalSpy opened(m_archives.get(), &app::ArchiveWindows::opened);
        drop(*m_main, path("whole"));
        QVERIFY(opened.wait(kPatienceMs));
        QCOMPARE(m_archives->windows().size(), std::size_t{1});
        auto& window = *m_archives->windows().front();
        window.resize(1440, 900);
        auto* mark = named<InfoBar>(&window, "window.mark");
        QVERIFY(mark->isVisible());
        QVERIFY(mark->text().contains(QStringLiteral("Archive of run")));
        QTRY_VERIFY_WITH_TIMEOUT(action(window, "run.past")->isVisible(), kPatienceMs);
        shoot(window, "archive");
        action(window, "run.past")->trigger();
        auto* bar = window.findChild<PastBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatienceMs);
        QTest::mouseClick(named<QPushButton>(bar, "past.first"), Qt::LeftButton);
        for (int i = 0; i < 6; ++i) {
            QTest::mouseClick(named<QPushButton>(bar, "past.next"), Qt::LeftButton);
        }
        shoot(window, "archive-past");
        window.resize(1024, 640);
        shoot(window, "archive-past-small");
        runAgain(window);
        auto& rehearsal = *m_archives->windows().back();
        QVERIFY(named<InfoBar>(&rehearsal, "window.mark")->text().contains(QStringLiteral("Dry run")));
        QTRY_COMPARE_WITH_TIMEOUT(runIn(rehearsal).phase, api::Phase::completed, kPatienceMs);
        QCOMPARE(runIn(rehearsal).labels.at(api::kDryRunLabel), std::string("true"));
        QVERIFY(!action(rehearsal, "run.start")->isEnabled());  // nothing real is begun where nothing is kept
        shoot(rehearsal, "archive-again");
        rehearsal.close();
        QCOMPARE(m_archives->windows().size(), std::size_t{1});
        window.close();
        QVERIFY(m_archives->windows().empty());
    }

    /// What has a schedule does not begin to run for real, and nothing of it stays.
    void theEmbeddedEngineKnowsNothingOfARunAgain() {
        runtime::EngineOptions options;
        options.dataDir = m_directory.filePath(QStringLiteral("other")).toStdString();
        options.schedules = false;
        options.secrets = [](const std::string&) -> api::Result<api::Json> { return api::Json("besom"); };
        auto other = runtime::LocalEngine::open(options);
        QVERIFY(other.ok());
        QVERIFY(api::callAndWait(**other, api::DeployWorkflow{kEvery, "sweep.yaml"}, who()).ok());
        api::StartRun start;
        start.ns = "shop";
        start.workflow = "sweep";
        const auto started = api::callAndWait(**other, start, who());
        QVERIFY(started.ok());
        const auto ended = [&] { return api::callAndWait(**other, api::GetRun{started->run}, who())->run.phase; };
        QTRY_COMPARE_WITH_TIMEOUT(ended(), api::Phase::completed, kPatienceMs);
        const auto exported = api::callAndWait(**other, api::ExportRun{started->run, {}, true}, who());
        QVERIFY(exported.ok());
        (*other)->stop(std::chrono::milliseconds(0));
        QFile file(path("every"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(api::printJson(exported->archive).c_str()) > 0);
        file.close();
        const auto known = [this] {
            return std::tuple(api::callAndWait(*m_engine, api::ListWorkflows{}, who())->items.size(),
                              api::callAndWait(*m_engine, api::ListSchedules{}, who())->items.size(),
                              api::callAndWait(*m_engine, api::ListRuns{}, who())->items.size());
        };
        const auto before = known();
        QSignalSpy opened(m_archives.get(), &app::ArchiveWindows::opened);
        m_archives->open(path("every"), *m_main);
        QVERIFY(opened.wait(kPatienceMs));
        runAgain(*m_archives->windows().front());
        auto& rehearsal = *m_archives->windows().back();
        QTRY_COMPARE_WITH_TIMEOUT(runIn(rehearsal).phase, api::Phase::completed, kPatienceMs);
        QVERIFY(known() == before);
        api::ListRuns all;
        QCOMPARE(asked(rehearsal, all).items.size(), std::size_t{1});
    }

    /// Of a run that was waiting when it was taken: today's clock has nothing to do with it.
    void anArchiveStandsStillAndChangesNothing() {
        api::StartRun start;
        start.ns = "shop";
        start.workflow = "pause";
        const auto started = api::callAndWait(*m_engine, start, who());
        QVERIFY(started.ok());
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(started->run), api::Phase::waiting, kPatienceMs);
        const auto exported = api::callAndWait(*m_engine, api::ExportRun{started->run, {}, true}, who());
        QVERIFY(exported.ok());
        QFile file(path("waiting"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(api::printJson(exported->archive).c_str()) > 0);
        file.close();
        QSignalSpy opened(m_archives.get(), &app::ArchiveWindows::opened);
        m_archives->open(path("waiting"), *m_main);
        QVERIFY(opened.wait(kPatienceMs));
        QCOMPARE(m_archives->windows().size(), std::size_t{1});
        auto& window = *m_archives->windows().front();
        window.resize(1440, 900);
        QTRY_VERIFY_WITH_TIMEOUT(action(window, "run.past")->isVisible(), kPatienceMs);
        QCOMPARE(window.windowTitle(), QStringLiteral("pause — waiting.beamline-run.json — Beamline"));
        for (auto* button : window.findChildren<QAbstractButton*>()) {
            const QString name = button->accessibleName();
            const bool gone = name == QLatin1String("Secrets") || name == QLatin1String("Dead letters") ||
                              name == QLatin1String("Cluster");
            QVERIFY2(!gone || !button->isVisible(), qPrintable(name));
        }
        window.open(QStringLiteral("secrets"));
        QVERIFY(window.place().startsWith(QStringLiteral("run/")));
        QVERIFY(!window.commands().find(QStringLiteral("go.deadletters"))->isEnabled());
        QVERIFY(!action(window, "run.start")->isEnabled());
        QVERIFY(!action(window, "run.cancel")->isEnabled());
        QVERIFY(action(window, "run.cancel")->toolTip().contains(QStringLiteral("archive")));

        auto* model = window.findChild<TaskListModel*>();
        const auto lasted = [model] {
            return model->index(model->rowCount() - 1, TaskListModel::DurationColumn).data().toString();
        };
        const auto end = [model] { return model->index(0, 0).data(TaskListModel::SpanEndRole).toLongLong(); };
        const auto takenAt = window.session()->takenAt();
        constexpr qint64 kYear = 365LL * 24 * 3600 * 1000;
        const QString before = lasted();
        QCOMPARE(end(), takenAt);
        Clock::freeze(takenAt + kYear);
        model->tick();
        QCOMPARE(lasted(), before);
        window.open(QStringLiteral("runs"));
        auto* runs = window.findChild<RunsPage*>()->findChild<RunListModel*>();
        QTRY_COMPARE_WITH_TIMEOUT(runs->rowCount(), 1, kPatienceMs);
        QVERIFY(!runs->index(0, RunListModel::DurationColumn).data().toString().contains(QLatin1Char('d')));
        window.open(QStringLiteral("run/") + QString::fromStdString(started->run));
        action(window, "run.past")->trigger();
        auto* bar = window.findChild<PastBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(end(), bar->moment(), kPatienceMs);
        QVERIFY(bar->moment() != 0 && bar->moment() <= takenAt);
        QVERIFY2(!lasted().contains(QLatin1Char('d')), qPrintable(lasted()));
        auto* graph = window.findChild<GraphView*>();
        graph->select(model->index(model->rowCount() - 1, 0).data(IdRole).toString());
        QVERIFY2(!graph->accessibleDescription().contains(QStringLiteral("365 d")),
                 qPrintable(graph->accessibleDescription()));
        shoot(window, "archive-waiting");
        Clock::freeze(0);
        api::CancelRun cancel;
        cancel.run = started->run;
        QVERIFY(api::callAndWait(*m_engine, cancel, who()).ok());
    }

    void whatIsNoArchiveSaysSo() {
        QFile file(path("broken"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}") == 2);
        file.close();
        QSignalSpy opened(m_archives.get(), &app::ArchiveWindows::opened);
        m_archives->open(path("broken"), *m_main);
        QVERIFY(opened.wait(kPatienceMs));
        QVERIFY(m_archives->windows().empty());
        bool told = false;
        for (auto* bar : m_main->findChildren<InfoBar*>()) {
            told = told || (bar->isVisible() && bar->text().contains(QStringLiteral("no archive")));
        }
        QVERIFY(told);
    }

    void thereIsAMostOfWindows() {
        auto* dialog = openDialog();
        QVERIFY(dialog->saveTo(path("many")));
        dialog->reject();
        for (std::size_t i = 0; i <= app::ArchiveWindows::kMaxWindows; ++i) {
            m_archives->open(path("many"), *m_main);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_archives->windows().size(), app::ArchiveWindows::kMaxWindows, kPatienceMs);
    }

private:
    static api::RequestContext who() { return {"ada", {}, 0, "console", {}, {}}; }
    void runAgain(MainWindow& archive) {
        QPushButton* again = nullptr;
        for (auto* button : named<InfoBar>(&archive, "window.mark")->findChildren<QPushButton*>()) {
            again = button->text() == QStringLiteral("Re-run with mocks") ? button : again;
        }
        QVERIFY(again);
        const auto windows = m_archives->windows().size();
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_archives->windows().size(), windows + 1, kPatienceMs);
    }
    template <class Op>
    static typename Op::Reply asked(MainWindow& window, Op op) {
        std::optional<api::Result<typename Op::Reply>> answer;
        window.session()->call(op, &window, [&answer](auto reply) { answer = std::move(reply); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatienceMs); }();
        return answer && answer->ok() ? **answer : typename Op::Reply();
    }
    /// The run that the window shows.
    static api::RunSummary runIn(MainWindow& window) {
        return asked(window, api::GetRun{window.place().section(QLatin1Char('/'), 1).toStdString()}).run;
    }
    static QAction* action(MainWindow& window, const char* name) { return named<QAction>(&window, name); }
    QString path(const char* name) const {
        return m_directory.filePath(QString::fromLatin1(name) + QStringLiteral(".beamline-run.json"));
    }
    QByteArray text(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    api::Phase phaseOf(const std::string& run) {
        const auto detail = api::callAndWait(*m_engine, api::GetRun{run}, who());
        return detail.ok() ? detail->run.phase : api::Phase::pending;
    }
    ExportDialog* openDialog() {
        action(*m_main, "run.export")->trigger();
        auto* dialog = m_main->findChild<ExportDialog*>();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>(dialog, "export.save")->isEnabled(), kPatienceMs); }();
        return dialog;
    }
    static void drop(QWidget& window, const QString& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }
    static void shoot(QWidget& window, const char* name) {
        const QString folder = qEnvironmentVariable("BEAMLINE_SHOTS");
        for (const bool dark : {false, true}) {
            if (!folder.isEmpty()) {
                Theme::current().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
                QTest::qWait(300);
                window.grab().save(QStringLiteral("%1/%2-%3.png")
                                       .arg(folder, QString::fromLatin1(name),
                                            dark ? QStringLiteral("dark") : QStringLiteral("light")));
            }
        }
        Theme::current().setMode(ThemeMode::Light);
    }

    QTemporaryDir m_directory;
    std::shared_ptr<runtime::LocalEngine> m_engine;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_main;
    std::unique_ptr<app::ArchiveWindows> m_archives;
    QString m_run;
};

QTEST_MAIN(TestArchives)
#include "tst_archives.moc"
