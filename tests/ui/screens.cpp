// SPDX-License-Identifier: Apache-2.0
// Renders every page, light and dark, wide and narrow, in its states, to PNG files in the folder named on the command
// line. To be looked at. A second argument, or BEAMLINE_SCREENS, draws only pictures whose name holds it: "every-" all
// places in all ways to look at them, "german", "contrast", "-run-".
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QTreeView>

#include "tests/ui/real_language.h"
#include "tests/ui/sample_data.h"
#include "tests/ui/screens.h"
#include "ui/models/formatting.h"
#include "ui/pages/deadletters/replay_dialog.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/pages/workflows/backfill_dialog.h"
#include "ui/pages/workflows/deploy_dialog.h"
#include "ui/pages/workflows/new_workflow_dialog.h"
#include "ui/pages/workflows/schedules_panel.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;
using test::same;
using test::settle;
using test::Stage;
using test::visible;

namespace {

QWidget* selectTask(MainWindow& window, int tab) {
    auto* inspector = visible<TaskInspector>(window);
    for (auto* table : window.findChildren<QTableView*>()) {
        if (table->isVisible() && table->accessibleName() == QLatin1String("Timeline of the tasks")) {
            table->selectRow(tab == 3 ? 5 : 4);
        }
    }
    settle();
    inspector->findChild<QTabWidget*>()->setCurrentIndex(tab);
    return &window;
}

QWidget* selectQueue(MainWindow& window, int row) {
    visible<QListWidget>(window)->setCurrentRow(row);
    return &window;
}

QWidget* brokenFile(MainWindow& window) {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("payroll.yaml")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(
            "document:\n  dsl: 1.0.3\n  namespace: examples\n  name: Payroll Run\n  version: one\ndo:\n  - read:\n     "
            " call: fs.gett\n"
            "      with: { path: salaries.csv }\n  - pay:\n      swich:\n        - large: { when: .total > 5000, then: "
            "ask }\n");
    }
    file.close();
    visible<WorkflowsPage>(window)->deployFiles({file.fileName()});
    settle();
    return &window;
}

std::shared_ptr<FixtureEngine> longTexts() {
    auto engine = test::sampleEngine();
    api::RunSummary run = engine->runs({}, true).front();
    run.id = "01HZZZZZZZZZZZZZZZZZZZZZZZ";
    run.workflow = "quarterly-reconciliation-of-intercompany-balances-and-transfers";
    run.version = "12.104.2-rc.3+build.20261124";
    run.now =
        "http: the certificate of reconciliation-gateway.internal.example.com expired on 23 November 2026 at 23:59:59";
    run.phase = api::Phase::faulted;
    api::RunDetail detail;
    detail.run = run;
    detail.run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 502,
                                          "The certificate of the gateway expired", run.now,
                                          "/do/1/reconcileEveryBalanceOfEverySubsidiary"};
    std::string before;
    int at = 0;
    for (const char* name :
         {"collectStatementsOfAllBanks", "reconcileEveryBalanceOfEverySubsidiary", "askTheTreasurerOnDuty", "transfer",
          "writeTheQuarterlyReport", "archive", "tellTheAuditors", "cleanUp"}) {
        const std::string ref = "/do/" + std::to_string(at) + "/" + name;
        detail.graph.nodes.push_back({ref, "", name, "call", "http · POST /v2/reconciliation-gateway/statements"});
        if (!before.empty()) {
            detail.graph.edges.push_back({before, ref, at == 3 ? "the difference is above the limit" : ""});
        }
        api::TaskState state;
        state.ref = ref;
        state.name = name;
        state.phase = at == 0 ? api::Phase::completed : at == 1 ? api::Phase::faulted : api::Phase::pending;
        state.attempt = at < 2 ? 1 : 0;
        state.startedAt = at < 2 ? run.startedAt + at * 2000 : 0;
        state.endedAt = at < 2 ? state.startedAt + 2000 : 0;
        detail.tasks.push_back(state);
        before = ref;
        ++at;
    }
    engine->put(detail);
    return engine;
}

/// The sample evening with an engine that says this of itself.
std::shared_ptr<FixtureEngine> troubled(api::HealthState state, const char* code, const char* message) {
    auto engine = test::sampleEngine();
    api::Health health = engine->health();
    health.state = state;
    health.problems = {{code, message, test::kSampleNow - 42'000}};
    engine->setHealth(health);
    return engine;
}

void shootDialogs(Stage& stage, const QSize& size) {
    const QString start = QStringLiteral("start/examples/invoice-approval");
    stage.shoot(QStringLiteral("start-dialog"), size, start, test::sampleEngine(),
                [](MainWindow& window) -> QWidget* { return window.findChild<StartDialog*>(); });
    stage.shoot(QStringLiteral("start-json"), size, start, test::sampleEngine(), [](MainWindow& window) -> QWidget* {
        auto* dialog = window.findChild<StartDialog*>();
        dialog->findChild<QTabWidget*>()->setCurrentIndex(1);
        return dialog;
    });
    stage.shoot(QStringLiteral("start-mistakes"), size, start, test::sampleEngine(),
                [](MainWindow& window) -> QWidget* {
                    auto* dialog = window.findChild<StartDialog*>();
                    for (auto* button : dialog->findChildren<QPushButton*>()) {
                        if (button->isDefault()) {
                            button->click();
                        }
                    }
                    return dialog;
                });
    stage.shoot(QStringLiteral("closing"), size, QStringLiteral("runs"), test::sampleEngine(),
                [](MainWindow& window) -> QWidget* {
                    window.close();
                    return window.findChild<Question*>();
                });
}

/// The sample evening, read by the real parser, with the invoice sample deployed twice.
std::shared_ptr<FixtureEngine> authorsEngine() {
    auto engine = test::sampleEngine();
    test::speakTheLanguage(*engine);
    QFile file(QStringLiteral(BEAMLINE_SOURCE_DIR "/resources/samples/invoice-approval/invoice-approval.yaml"));
    if (file.open(QIODevice::ReadOnly)) {
        const std::string source = file.readAll().toStdString();
        auto reply = test::validate(source);
        api::WorkflowDetail detail{reply.workflow, source, reply.graph};
        detail.info.deployedAt = test::kSampleNow - 26 * 3600 * 1000;
        detail.info.digest = "9f2c41d7a08b3e6590c1f7d2e48ab35c6d09718f2b4ea3c5d6e7f80912a3b4e1";
        engine->put(detail);
    }
    return engine;
}

CodeEditor* startEditing(MainWindow& window) {
    for (auto* action : visible<WorkflowsPage>(window)->actions()) {
        if (action->objectName() == QLatin1String("workflow.edit")) {
            action->trigger();
        }
    }
    settle();
    return window.findChild<WorkflowEditor*>()->text();
}

void command(MainWindow& window, const char* id) {
    for (auto* action : window.findChild<WorkflowEditor*>()->commands()) {
        if (action->objectName() == QLatin1String(id)) {
            action->trigger();
        }
    }
    settle();
}

void cursorTo(CodeEditor& text, const char* words, bool atEnd = true) {
    text.moveCursor(QTextCursor::Start);
    text.find(QString::fromUtf8(words));
    QTextCursor cursor = text.textCursor();
    cursor.setPosition(atEnd ? cursor.selectionEnd() : cursor.selectionStart());
    text.setTextCursor(cursor);
    text.centerCursor();
}

QWidget* typeBroken(MainWindow& window) {
    auto* text = startEditing(window);
    cursorTo(*text, "call: fs.get");
    QTest::keyClicks(text, QStringLiteral("t"));
    QTest::keyClick(text, Qt::Key_Escape);
    cursorTo(*text, "  - readInvoices:");
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, QStringLiteral("iff: ${ .a "));
    settle(900);
    return &window;
}

QWidget* changeSome(MainWindow& window) {
    auto* text = startEditing(window);
    cursorTo(*text, "path: ${ .file }");
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, QStringLiteral("maxBytes: 200000"));
    QTest::keyClick(text, Qt::Key_Escape);
    cursorTo(*text, "default: 1000");
    QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, QStringLiteral("5"));
    QTest::keyClick(text, Qt::Key_Escape);
    settle(900);
    return &window;
}

void authors(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("workflows/samples/invoice-approval");
    const auto shoot = [&](const char* name, const std::function<QWidget*(MainWindow&)>& act) {
        stage.shoot(QString::fromLatin1(name) + suffix, size, place, authorsEngine(), act);
    };
    shoot("editor", [](MainWindow& window) -> QWidget* {
        auto* text = startEditing(window);
        cursorTo(*text, "  - readInvoices:");
        settle(600);
        return &window;
    });
    shoot("editor-problems", typeBroken);
    shoot("editor-completion", [](MainWindow& window) -> QWidget* {
        auto* text = startEditing(window);
        cursorTo(*text, "path: ${ .file }");
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClick(text, Qt::Key_Space, Qt::ControlModifier);
        settle();
        return &window;
    });
    shoot("editor-functions", [](MainWindow& window) -> QWidget* {
        auto* text = startEditing(window);
        text->goTo(
            static_cast<int>(text->toPlainText().section(QStringLiteral("\ndo:"), 0, 0).count(QLatin1Char('\n'))) + 2,
            4);
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("- next:"));
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("call: s"));
        settle();
        return &window;
    });
    shoot("editor-catalog", [](MainWindow& window) -> QWidget* {
        auto* text = startEditing(window);
        cursorTo(*text, "path: ${ .file }");
        settle();
        command(window, "editor.catalog");
        return &window;
    });
    shoot("editor-find", [](MainWindow& window) -> QWidget* {
        auto* text = startEditing(window);
        cursorTo(*text, "currency");
        command(window, "editor.replace");
        for (auto* field : window.findChildren<QLineEdit*>()) {
            if (field->accessibleName() == QLatin1String("Find in the source")) {
                field->setText(QStringLiteral("currency"));
            }
        }
        return &window;
    });
    shoot("deploy-dialog", [](MainWindow& window) -> QWidget* {
        changeSome(window);
        command(window, "editor.deploy");
        return window.findChild<DeployDialog*>();
    });
    shoot("deploy-taken", [](MainWindow& window) -> QWidget* {
        changeSome(window);
        auto* text = window.findChild<WorkflowEditor*>()->text();
        text->replaceAll(
            text->toPlainText().replace(QStringLiteral("version: '1.0.1'"), QStringLiteral("version: '1.0.0'")));
        command(window, "editor.deploy");
        return window.findChild<DeployDialog*>();
    });
    stage.shoot(
        QStringLiteral("editor-long") + suffix, size, place,
        [] {
            auto engine = authorsEngine();
            auto functions = test::catalog();
            api::FunctionInfo one = functions.front();
            one.name = "finance.reconcileEveryBalanceOfEverySubsidiaryOfTheGroup";
            one.version = "12.104.2-rc.3+build.20261124";
            one.summary = std::string(300, 'w') + " and *some* | words `of` <b>others</b>.";
            one.input = boost::json::parse(
                R"({"type":"object","required":["aVeryLongArgumentNameThatGoesOnAndOn"],"properties":{
            "aVeryLongArgumentNameThatGoesOnAndOn":{"type":"object","description":"Nested.","properties":{
                "inner":{"type":"array","items":{"type":"object","properties":{"deep":{"type":"string"}}}}}}}})");
            functions.insert(functions.begin(), one);
            engine->setFunctions(functions);
            return engine;
        }(),
        [](MainWindow& window) -> QWidget* {
            auto* text = startEditing(window);
            text->replaceAll(text->toPlainText().replace(
                QStringLiteral("name: invoice-approval"),
                QStringLiteral("name: quarterly-reconciliation-of-intercompany-balances-and-transfers")));
            command(window, "editor.catalog");
            for (auto* table : window.findChildren<QTableView*>()) {
                if (table->accessibleName() == QLatin1String("Functions of the catalog")) {
                    table->selectRow(1);
                }
            }
            return &window;
        });
    shoot("new-workflow", [](MainWindow& window) -> QWidget* {
        for (auto* action : visible<WorkflowsPage>(window)->actions()) {
            if (action->objectName() == QLatin1String("workflow.new")) {
                action->trigger();
            }
        }
        settle();
        return window.findChild<NewWorkflowDialog*>();
    });
    shoot("workflows-drafts", [](MainWindow& window) -> QWidget* {
        changeSome(window);
        command(window, "editor.close");
        return &window;
    });
}

std::shared_ptr<FixtureEngine> scheduled() {
    auto engine = test::sampleEngine();
    const auto add = [&](const char* name, api::ScheduleKind kind, const char* detail, qint64 first, qint64 period) {
        api::Schedule one;
        one.ns = "examples";
        one.workflow = name;
        one.version = "1.0.0";
        one.kind = kind;
        one.detail = detail;
        for (int i = 0; first != 0 && i < api::kMaxUpcoming; ++i) {
            one.next.push_back(test::kSampleNow + first + i * period);
        }
        one.last = test::kSampleNow - 47 * 60'000;
        one.paused = std::string(name) == "nightly-backup";
        one.problem = std::string(name) == "data-import" ? "The schedule could not start examples/data-import: the "
                                                           "input does not fit the workflow's schema."
                                                         : "";
        engine->put(one);
    };
    add("data-import", api::ScheduleKind::cron, "*/15 6-20 * * 1-5", 13 * 60'000, 15 * 60'000);
    add("heartbeat", api::ScheduleKind::every, "PT30S", 17'000, 30'000);
    add("invoice-approval", api::ScheduleKind::on, "com.example.invoice.received, com.example.invoice.changed", 0, 0);
    add("nightly-backup", api::ScheduleKind::cron, "0 3 * * *", 5 * 3'600'000LL, 86'400'000);
    add("reconcile-ledger", api::ScheduleKind::after, "PT2H", 95 * 60'000, 0);
    return engine;
}

QWidget* openSchedules(MainWindow& window) {
    visible<WorkflowsPage>(window)->showSchedules();
    settle();
    return &window;
}

void schedules(Stage& stage, const QString& suffix, const QSize& size) {
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    stage.shoot(at("schedules"), size, QStringLiteral("workflows"), scheduled(), openSchedules);
    stage.shoot(at("schedules-empty"), size, QStringLiteral("workflows"), test::sampleEngine(), openSchedules);
    stage.shoot(at("schedules-backfill"), size, QStringLiteral("workflows"), scheduled(),
                [](MainWindow& window) -> QWidget* {
                    openSchedules(window);
                    for (auto* action : visible<SchedulesPanel>(window)->actions()) {
                        if (action->objectName() == QLatin1String("schedule.backfill")) {
                            action->trigger();
                        }
                    }
                    settle();
                    return window.findChild<BackfillDialog*>();
                });
}

QTreeView* openGroup(MainWindow& window) {
    auto* tree = window.findChild<QTreeView*>(QStringLiteral("deadletters.tree"));
    tree->expand(tree->model()->index(0, 0));
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    settle();
    return tree;
}

void trigger(MainWindow& window, const char* id) {
    for (auto* action : visible<QTreeView>(window)->window()->findChildren<QAction*>(QString::fromLatin1(id))) {
        action->trigger();
    }
    settle();
}

void deadLetters(Stage& stage, const QString& suffix, const QSize& size) {
    const auto shoot = [&](const char* name, std::shared_ptr<FixtureEngine> engine,
                           const std::function<QWidget*(MainWindow&)>& act) {
        stage.shoot(QString::fromLatin1(name) + suffix, size, QStringLiteral("deadletters"), std::move(engine), act);
    };
    shoot("deadletters", test::deadLetterEngine(), [](MainWindow& window) -> QWidget* {
        openGroup(window);
        return &window;
    });
    shoot("deadletters-long", longTexts(), same);
    shoot("deadletters-none", std::make_shared<FixtureEngine>(), same);
    shoot("deadletters-edit", test::deadLetterEngine(), [](MainWindow& window) -> QWidget* {
        openGroup(window);
        trigger(window, "deadletters.edit");
        return window.findChild<ReplayDialog*>();
    });
    shoot("deadletters-discard", test::deadLetterEngine(), [](MainWindow& window) -> QWidget* {
        auto* tree = openGroup(window);
        tree->setCurrentIndex(tree->model()->index(0, 0));
        trigger(window, "deadletters.discard");
        return window.findChild<BulkDialog*>();
    });
}

/// The sample's waiting run as a child that has children itself.
void children(Stage& stage, const QString& suffix, const QSize& size) {
    auto engine = test::sampleEngine();
    auto runs = engine->runs({}, true);
    for (std::size_t i = 0; i < 3 && i < runs.size(); ++i) {
        if (runs[i].id != test::kWaitingRun) {
            runs[i].labels["parent"] = test::kWaitingRun;
            engine->put(runs[i]);
        }
    }
    api::RunDetail detail;
    for (const auto& run : runs) {
        detail.run = run.id == test::kWaitingRun ? run : detail.run;
    }
    detail.run.labels["parent"] = runs.back().id;
    for (const char* name : {"collect", "settle"}) {
        api::TaskState task;
        task.ref = std::string("/do/0/") + name;
        task.name = name;
        task.type = "run";
        task.phase = api::Phase::running;
        task.startedAt = detail.run.startedAt;
        detail.tasks.push_back(task);
        detail.graph.nodes.push_back({task.ref, "", name, "run", "workflow"});
    }
    engine->put(detail);
    stage.shoot(QStringLiteral("run-children") + suffix, size,
                QStringLiteral("run/%1").arg(QString::fromLatin1(test::kWaitingRun)), engine,
                [](MainWindow& window) -> QWidget* {
                    auto* tabs = visible<TaskInspector>(window)->findChild<QTabWidget*>();
                    tabs->setCurrentIndex(tabs->count() - 1);
                    return &window;
                });
}

void pages(Stage& stage, const QString& suffix, const QSize& size) {
    deadLetters(stage, suffix, size);
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    const QString run = QStringLiteral("run/%1").arg(QString::fromLatin1(test::kWaitingRun));
    stage.shoot(at("runs"), size, QStringLiteral("runs"), test::sampleEngine(), [](MainWindow& window) -> QWidget* {
        visible<QTableView>(window)->selectRow(3);
        return &window;
    });
    stage.shoot(at("run"), size, run, test::sampleEngine(), [](MainWindow& window) { return selectTask(window, 1); });
    stage.shoot(at("approvals"), size, QStringLiteral("approvals/%1").arg(QString::fromLatin1(test::kInvoiceApproval)),
                test::sampleEngine(), same);
    stage.shoot(at("workflows"), size, QStringLiteral("workflows/examples/invoice-approval"), test::sampleEngine(),
                same);
}

void states(Stage& stage, const QSize& size) {
    const auto empty = [] { return std::make_shared<FixtureEngine>(); };
    const auto broken = [] {
        auto engine = std::make_shared<FixtureEngine>();
        for (const char* op : {"list_runs", "list_approvals", "list_workflows", "get_run"}) {
            engine->fail(
                op, {api::code::kUnavailable,
                     "The engine (/srv/beamline) cannot be reached. Start the program that runs it; the connection "
                     "comes back by itself.",
                     {},
                     true});
        }
        return engine;
    };
    for (const char* place : {"runs", "approvals", "workflows"}) {
        const QString name = QString::fromLatin1(place);
        stage.shoot(name + QStringLiteral("-empty"), size, name, empty());
        stage.shoot(name + QStringLiteral("-error"), size, name, broken());
    }
    stage.shoot(QStringLiteral("run-error"), size, QStringLiteral("run/01X"), broken());
    stage.shoot(QStringLiteral("runs-long"), size, QStringLiteral("runs"), longTexts());
    stage.shoot(QStringLiteral("run-long"), size, QStringLiteral("run/01HZZZZZZZZZZZZZZZZZZZZZZZ"), longTexts());
    stage.shoot(QStringLiteral("run-attempts"), size,
                QStringLiteral("run/%1").arg(QString::fromLatin1(test::kWaitingRun)), test::sampleEngine(),
                [](MainWindow& window) { return selectTask(window, 3); });
    auto writing = test::sampleEngine();
    stage.shoot(QStringLiteral("run-log"), size, QStringLiteral("run/%1").arg(QString::fromLatin1(test::kWaitingRun)),
                writing, [writing](MainWindow& window) {
                    selectTask(window, 4);
                    for (const auto& [stream, text] : {std::pair{"stdout", "collecting 46 rows\n"},
                                                       {"stdout", "row 12: 2,400.00 EUR\n"},
                                                       {"stderr", "warning: row 31 has no order number\n"},
                                                       {"stdout", "done in 312 ms\n"}}) {
                        api::Event event;
                        event.kind = "task.output";
                        event.run = test::kWaitingRun;
                        event.task = "/do/3/largeOnes";
                        event.data = boost::json::object{{"stream", stream}, {"text", text}};
                        writing->publish(event);
                    }
                    return same(window);
                });
    stage.shoot(QStringLiteral("approvals-risk"), size,
                QStringLiteral("approvals/%1").arg(QString::fromLatin1(test::kBackupApproval)), test::sampleEngine());
    stage.shoot(QStringLiteral("approvals-decided"), size, QStringLiteral("approvals"), test::sampleEngine(),
                [](MainWindow& window) { return selectQueue(window, 5); });
    stage.shoot(QStringLiteral("workflows-source"), size, QStringLiteral("workflows/examples/invoice-approval"),
                test::sampleEngine(), [](MainWindow& window) -> QWidget* {
                    visible<QTabWidget>(window)->setCurrentIndex(1);
                    return &window;
                });
    auto mistakes = test::sampleEngine();
    mistakes->setProblems(
        {{api::Severity::error, 4, 9, "/document/name",
          "\"Payroll Run\" is no name: use lower-case letters, digits and hyphens."},
         {api::Severity::error, 5, 12, "/document/version", "\"one\" is no semantic version, such as 1.0.0."},
         {api::Severity::error, 8, 13, "/do/0/read/call", "There is no function \"fs.gett\". Did you mean \"fs.get\"?"},
         {api::Severity::warning, 11, 7, "/do/1/pay/swich", "Unknown member \"swich\". Did you mean \"switch\"?"}});
    stage.shoot(QStringLiteral("workflows-problems"), size, QStringLiteral("workflows"), mistakes, brokenFile);
    stage.shoot(QStringLiteral("engine-full"), size, QStringLiteral("runs"),
                troubled(api::HealthState::refusing, "disk_full",
                         "The disk of /srv/beamline is full. Free some space; the engine goes on by itself."));
    stage.shoot(QStringLiteral("engine-lost"), size,
                QStringLiteral("run/%1").arg(QString::fromLatin1(test::kWaitingRun)),
                troubled(api::HealthState::unreachable, api::code::kUnavailable,
                         "The engine (/srv/beamline) cannot be reached. Start the program that runs it; the "
                         "connection comes back by itself."));
}

}  // namespace

int main(int argc, char** argv) {
    QTemporaryDir home;  // drafts of this run only
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English));
    Clock::freeze(test::kSampleNow);
    Theme::current().install(application, ThemeMode::Light);
    Stage stage;
    stage.folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : "screens");
    stage.only = QString::fromLocal8Bit(argc > 2 ? argv[2] : qgetenv("BEAMLINE_SCREENS").constData());
    QDir().mkpath(stage.folder);
    pages(stage, {}, {1440, 900});
    pages(stage, QStringLiteral("-narrow"), {1100, 700});
    pages(stage, QStringLiteral("-small"), {900, 600});
    stage.contrast = true;
    pages(stage, QStringLiteral("-contrast"), {1440, 900});
    test::shootShell(stage, QStringLiteral("-contrast"), {1440, 900});
    test::shootWelcome(stage, QStringLiteral("-contrast"), {1440, 900});
    stage.contrast = false;
    states(stage, {1440, 900});
    schedules(stage, {}, {1440, 900});
    schedules(stage, QStringLiteral("-small"), {900, 600});
    children(stage, {}, {1440, 900});
    children(stage, QStringLiteral("-small"), {900, 600});
    test::shootRehearsals(stage, {}, {1440, 900});
    test::shootRehearsals(stage, QStringLiteral("-small"), {900, 600});
    authors(stage, {}, {1440, 900});
    authors(stage, QStringLiteral("-small"), {900, 600});
    shootDialogs(stage, {1440, 900});
    test::shootSecrets(stage);
    for (const auto& [suffix, size] :
         {std::pair{QString(), QSize(1440, 900)}, {QStringLiteral("-small"), {900, 600}}}) {
        test::shootWorkflows(stage, suffix, size);
        test::shootFilter(stage, suffix, size);
        test::shootRuns(stage, suffix, size);
        test::shootRunTools(stage, suffix, size);
        test::shootCluster(stage, suffix, size);
        test::shootExtensions(stage, suffix, size);
        test::shootPolicies(stage, suffix, size);
        test::shootConnections(stage, suffix, size);
        test::shootShell(stage, suffix, size);
        test::shootWelcome(stage, suffix, size);
        test::shootApprovals(stage, suffix, size);
    }
    test::shootOverview(stage);
    test::shootVariants(stage);
    return 0;
}
