// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Tenants and roles.
#include <QAction>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QTableView>

#include "tests/ui/sample_tenants.h"
#include "tests/ui/screens.h"
#include "ui/pages/tenants/tenants_page.h"
#include "ui/widgets/chip_bar.h"

namespace beamline::test {

namespace {
QWidget* sectionOf(MainWindow& window, int chip) {
    window.findChild<ChipBar*>(QStringLiteral("tenants.sections"))->chip(chip)->click();
    return &window;
}

QWidget* tenantDialog(MainWindow& window, int chip, const char* command) {
    sectionOf(window, chip);
    window.findChild<TenantsPage*>()->findChild<QAction*>(QLatin1String(command))->trigger();
    settle();
    return QApplication::activeModalWidget();
}
}  // namespace

void shootTenants(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("tenants/acme");
    stage.shoot(QStringLiteral("tenants") + suffix, size, place, tenantEngine());
    stage.shoot(QStringLiteral("tenants-edited") + suffix, size, place, tenantEngine(), [](MainWindow& window) {
        window.findChild<QDoubleSpinBox*>(QStringLiteral("tenant.activeRuns"))->setValue(10);
        return same(window);
    });
    stage.shoot(QStringLiteral("tenants-as") + suffix, size, place, tenantEngine(), [](MainWindow& window) {
        window.session()->setTenant(QStringLiteral("acme"));
        return same(window);
    });
    stage.shoot(QStringLiteral("tenants-roles") + suffix, size, place, tenantEngine(), [](MainWindow& window) {
        sectionOf(window, 1);
        window.findChild<QTableView*>(QStringLiteral("roles.table"))->selectRow(4);
        return same(window);
    });
    stage.shoot(QStringLiteral("tenants-members") + suffix, size, place, tenantEngine(),
                [](MainWindow& window) { return sectionOf(window, 2); });
    stage.shoot(QStringLiteral("tenants-first") + suffix, size, QStringLiteral("tenants"), sampleEngine(),
                [](MainWindow& window) { return sectionOf(window, 2); });
    auto viewed = tenantEngine();
    api::AccessReply viewer;
    viewer.roles = {"viewer"};
    viewer.tenants = {"acme"};
    viewer.permissions = {"run.read", "tenant.read", "access.read"};
    viewed->access.setAccess(viewer);
    stage.shoot(QStringLiteral("tenants-viewer") + suffix, size, place, viewed);
    auto broken = sampleEngine();
    broken->fail("list_tenants", {api::code::kForbidden, "You may not see tenants.", {}, false});
    stage.shoot(QStringLiteral("tenants-error") + suffix, size, QStringLiteral("tenants"), broken);
    stage.shoot(QStringLiteral("tenant-add") + suffix, size, place, tenantEngine(),
                [](MainWindow& window) { return tenantDialog(window, 0, "tenants.add"); });
    stage.shoot(QStringLiteral("member-add") + suffix, size, place, tenantEngine(),
                [](MainWindow& window) { return tenantDialog(window, 2, "tenants.add"); });
}

}  // namespace beamline::test
