// SPDX-License-Identifier: Apache-2.0
#include <QTableView>

#include "tests/ui/sample_workflow.h"
#include "tests/ui/screens.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/pages/workflows/workflow_pane.h"
#include "ui/pages/workflows/workflow_runs_pane.h"
#include "ui/widgets/button.h"

namespace beamline::test {

namespace {
const QString kLedgerPlace = QStringLiteral("workflows/examples/ledger-sync");

QWidget* openTab(MainWindow& window, WorkflowPane::Tabs tab) {
    visible<WorkflowPane>(window)->setTab(tab);
    settle();
    return &window;
}

/// Long names and texts wherever there are some.
std::shared_ptr<FixtureEngine> longLedger() {
    auto engine = ledgerEngine();
    const std::string name = "quarterly-reconciliation-of-intercompany-balances-and-transfers";
    for (const char* version : {"12.104.1-rc.3+build.20261117.nightly", "12.104.2-rc.3+build.20261124.nightly"}) {
        auto one = ledgerVersion(version, kSampleNow - 26 * 3'600'000LL);
        one.info.name = name;
        one.info.title = "The quarterly reconciliation of all intercompany balances and transfers of the group";
        one.source += "  # " + std::string(300, 'w') + '\n';
        engine->put(one);
        for (int i = 0; i < 4; ++i) {
            const std::string input =
                R"({"subsidiary":")" + std::string(200, 'n') + R"(","number":)" + std::to_string(i) + "}";
            auto run = ledgerRun(200 + i, version, i == 0 ? api::Phase::waiting : api::Phase::faulted,
                                 (i + 1) * 3'600'000LL, 3'600'000, input.c_str());
            run.run.workflow = name;
            run.run.id[3] = version[7];
            if (run.run.error) {
                run.run.error->title =
                    "The certificate of reconciliation-gateway.internal.example.com expired on 23 "
                    "November 2026 at 23:59:59";
                run.run.error->instance = "/do/1/reconcileEveryBalanceOfEverySubsidiary";
            }
            engine->put(run);
        }
    }
    auto schedule = ledgerSchedule();
    schedule.workflow = name;
    schedule.version = "12.104.2-rc.3+build.20261124.nightly";
    schedule.kind = api::ScheduleKind::on;
    schedule.detail =
        "com.example.reconciliation.requested, com.example.reconciliation.requested.again, "
        "com.example.reconciliation.of.everything.requested.by.the.auditors";
    schedule.next.clear();
    schedule.problem =
        "The schedule could not start examples/" + name +
        ": the input does not fit the workflow's schema: /subsidiary must be a name of at most 80 letters.";
    engine->put(schedule);
    return engine;
}

QWidget* startWithInput(MainWindow& window) {
    openTab(window, WorkflowPane::RunsTab);
    for (auto* button : visible<WorkflowRunsPane>(window)->findChildren<Button*>()) {
        if (button->text().startsWith(QLatin1String("Start with"))) {
            button->click();
        }
    }
    settle();
    return window.findChild<StartDialog*>();
}
}  // namespace

void shootWorkflows(Stage& stage, const QString& suffix, const QSize& size) {
    const auto shoot = [&](const char* name, const QString& place, std::shared_ptr<FixtureEngine> engine,
                           WorkflowPane::Tabs tab) {
        stage.shoot(QString::fromLatin1(name) + suffix, size, place, std::move(engine),
                    [tab](MainWindow& window) { return openTab(window, tab); });
    };
    shoot("workflow-versions", kLedgerPlace, ledgerEngine(), WorkflowPane::VersionsTab);
    shoot("workflow-runs", kLedgerPlace, ledgerEngine(), WorkflowPane::RunsTab);
    shoot("workflow-schedule", kLedgerPlace, ledgerEngine(), WorkflowPane::ScheduleTab);
    const QString one = QStringLiteral("workflows/examples/incident-runbook");
    shoot("workflow-one-version", one, sampleEngine(), WorkflowPane::VersionsTab);
    shoot("workflow-no-schedule", one, sampleEngine(), WorkflowPane::ScheduleTab);
    auto fresh = sampleEngine();
    fresh->put(ledgerVersion("1.0.0", kSampleNow));
    shoot("workflow-no-runs", kLedgerPlace, fresh, WorkflowPane::RunsTab);
    auto away = ledgerEngine();
    away->fail("group_runs", {api::code::kUnavailable, "The engine does not know this question yet.", {}, false});
    shoot("workflow-runs-failed", kLedgerPlace, away, WorkflowPane::RunsTab);
    const QString longPlace =
        QStringLiteral("workflows/examples/quarterly-reconciliation-of-intercompany-balances-and-transfers");
    shoot("workflow-long-versions", longPlace, longLedger(), WorkflowPane::VersionsTab);
    shoot("workflow-long-runs", longPlace, longLedger(), WorkflowPane::RunsTab);
    shoot("workflow-long-schedule", longPlace, longLedger(), WorkflowPane::ScheduleTab);
    stage.shoot(QStringLiteral("workflow-start-again") + suffix, size, kLedgerPlace, ledgerEngine(), startWithInput);
}

}  // namespace beamline::test
