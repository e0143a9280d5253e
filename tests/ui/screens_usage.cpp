// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Usage.
#include <QAbstractButton>

#include "tests/ui/sample_tenants.h"
#include "tests/ui/screens.h"
#include "ui/widgets/chip_bar.h"

namespace beamline::test {

void shootUsage(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("usage");
    auto workflows = tenantEngine();
    workflows->access.setUsage(
        sampleUsage({"sales/order-intake", "billing/invoice-approval", "sales/quote",
                     "billing/quarterly-reconciliation-of-intercompany-balances", "globex/import"}));
    stage.shoot(QStringLiteral("usage") + suffix, size, place, workflows);
    stage.shoot(QStringLiteral("usage-tenants") + suffix, size, place, tenantEngine(), [](MainWindow& window) {
        window.findChild<ChipBar*>(QStringLiteral("usage.group"))->chip(2)->click();
        return same(window);
    });
    stage.shoot(QStringLiteral("usage-none") + suffix, size, place, sampleEngine());
}

}  // namespace beamline::test
