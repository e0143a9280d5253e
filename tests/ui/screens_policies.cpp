// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Policies.
#include <QAction>
#include <QDoubleSpinBox>
#include <QTableView>

#include "tests/ui/sample_policies.h"
#include "tests/ui/screens.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_name_dialog.h"
#include "ui/pages/policies/policy_save_dialog.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/graph_view.h"

namespace beamline::test {

namespace {
template <class T>
T* policyPart(MainWindow& window, const char* name) {
    return window.findChild<PoliciesPage*>()->findChild<T*>(QString::fromLatin1(name));
}

void policyCommand(MainWindow& window, const char* id) {
    policyPart<QAction>(window, id)->trigger();
    settle();
}

void writeSome(MainWindow& window) {
    policyPart<QDoubleSpinBox>(window, "policy.percent")->setValue(12.5);
    settle(900);
}

QWidget* watchPolicy(MainWindow& window, int row) {
    policyCommand(window, "policy.live");
    if (row >= 0) {
        policyPart<QTableView>(window, "policy.decisions")->selectRow(row);
        settle();
    }
    return &window;
}

void shootStates(Stage& stage, const QSize& size) {
    const QString place = QStringLiteral("policies");
    stage.shoot(QStringLiteral("policies-none"), size, place, std::make_shared<FixtureEngine>());
    auto broken = std::make_shared<FixtureEngine>();
    broken->fail("list_policies", {api::code::kUnavailable,
                                   "The engine (/srv/beamline) cannot be reached. Start the program that runs it.",
                                   {},
                                   true});
    stage.shoot(QStringLiteral("policies-error"), size, place, broken);
    auto wrong = policyEngine();
    wrong->policies.setProblems(
        {{api::Severity::error, 0, 0, "/canary/percent", "'percent' is 250; it must be a number, 0 to 100."},
         {api::Severity::warning, 0, 0, "/fallbacks/0",
          "Nothing else in the policy names the provider 'smal_model'."}});
    stage.shoot(QStringLiteral("policies-mistakes"), size, place + QStringLiteral("/chat"), wrong,
                [](MainWindow& window) -> QWidget* {
                    writeSome(window);
                    return &window;
                });
}

void shootPolicyDialogs(Stage& stage, const QSize& size) {
    const QString place = QStringLiteral("policies/chat");
    stage.shoot(QStringLiteral("policies-save"), size, place, policyEngine(), [](MainWindow& window) -> QWidget* {
        writeSome(window);
        policyCommand(window, "policy.save");
        return window.findChild<PolicySaveDialog*>();
    });
    stage.shoot(QStringLiteral("policies-new"), size, place, policyEngine(), [](MainWindow& window) -> QWidget* {
        policyCommand(window, "policy.new");
        return window.findChild<PolicyNameDialog*>();
    });
}
}  // namespace

void shootPolicies(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("policies/chat");
    const auto shoot = [&](const char* name, const std::function<QWidget*(MainWindow&)>& act) {
        stage.shoot(QString::fromLatin1(name) + suffix, size, place, policyEngine(), act);
    };
    shoot("policies-edit", [](MainWindow& window) -> QWidget* {
        writeSome(window);
        return &window;
    });
    shoot("policies-versions", [](MainWindow& window) -> QWidget* {
        policyCommand(window, "policy.versions");
        policyPart<QTableView>(window, "policy.versions")->selectRow(0);
        return &window;
    });
    shoot("policies-live", [](MainWindow& window) { return watchPolicy(window, -1); });
    shoot("policies-why", [](MainWindow& window) {
        auto* shown = watchPolicy(window, 1);
        policyPart<GraphView>(window, "decision.way")->select(QStringLiteral("/candidate/legacy_batch"));
        return shown;
    });
    shoot("policies-refused", [](MainWindow& window) { return watchPolicy(window, 3); });
    shoot("policies-simulate", [](MainWindow& window) -> QWidget* {
        policyCommand(window, "policy.simulate");
        return &window;
    });
    stage.shoot(QStringLiteral("policies-long") + suffix, size,
                QStringLiteral("policies/quarterly-reconciliation-of-intercompany-balances"), policyEngine());
    if (suffix.isEmpty()) {
        shootStates(stage, size);
        shootPolicyDialogs(stage, size);
    }
}

}  // namespace beamline::test
