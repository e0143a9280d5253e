// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Messages.
#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "tests/ui/sample_tenants.h"
#include "tests/ui/screens.h"
#include "ui/pages/messages/messages_page.h"

namespace beamline::test {

namespace {
QWidget* composing(MainWindow& window, bool send) {
    window.findChild<MessagesPage*>()->findChild<QAction*>(QStringLiteral("message.new"))->trigger();
    settle();
    auto* dialog = QApplication::activeModalWidget();
    dialog->findChild<QLineEdit*>(QStringLiteral("message.subject"))->setText(QStringLiteral("orders.new"));
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("message.payloadText"))
        ->setPlainText(QStringLiteral("{\n  \"order\": 4712,\n  \"customer\": \"Nordwind GmbH\"\n}"));
    dialog->findChild<QCheckBox*>(QStringLiteral("message.wait"))->setChecked(true);
    if (send) {
        dialog->findChild<QPushButton*>(QStringLiteral("message.send"))->click();
        settle();
    }
    return dialog;
}
}  // namespace

void shootMessages(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("messages");
    stage.shoot(QStringLiteral("messages") + suffix, size, place, tenantEngine());
    stage.shoot(QStringLiteral("messages-failed") + suffix, size, place, tenantEngine(), [](MainWindow& window) {
        window.findChild<QTableView*>(QStringLiteral("messages.table"))->selectRow(1);
        return same(window);
    });
    stage.shoot(QStringLiteral("messages-none") + suffix, size, place, sampleEngine());
    stage.shoot(QStringLiteral("message-new") + suffix, size, place, tenantEngine(),
                [](MainWindow& window) { return composing(window, false); });
    stage.shoot(QStringLiteral("message-sent") + suffix, size, place, tenantEngine(),
                [](MainWindow& window) { return composing(window, true); });
}

}  // namespace beamline::test
