// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Secrets. Its keychain is the one that keyring.sh started.
#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "tests/ui/keyring_control.h"
#include "tests/ui/screens.h"
#include "ui/models/formatting.h"
#include "ui/pages/secrets/secret_dialog.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/session/secret_store.h"
#include "ui/widgets/question.h"

namespace beamline::test {

namespace {

/// Deployed workflows that need what the folder and the keychain of `kept` have, and more.
std::shared_ptr<FixtureEngine> needy() {
    auto engine = sampleEngine();
    auto health = engine->health();
    health.dataDir = "/srv/beamline";
    engine->setHealth(health);
    const auto deploy = [&engine](const char* name, const std::string& secrets) {
        api::WorkflowDetail one;
        one.info.ns = "examples";
        one.info.name = name;
        one.info.version = "1.2.0";
        one.info.latest = true;
        one.info.deployedAt = kSampleNow - 3'600'000;
        one.info.summary = "Sends what was approved.";
        one.info.digest = "9f2c4e1a7b3d";
        one.source = "document: {dsl: '1.0.3', namespace: examples, name: " + std::string(name) +
                     ", version: 1.2.0}\nuse:\n  secrets: [" + secrets + "]\ndo: []\n";
        engine->put(one);
    };
    deploy("payouts", "bank-token, smtp, ledger-db");
    deploy("statements", "ledger-db");
    deploy("reminders", "smtp, sms-gateway, quarterly-reconciliation.of-intercompany-balances_and-transfers.token");
    return engine;
}

QWidget* dialogOf(MainWindow& window, const char* command) {
    window.findChild<SecretsPage*>()->findChild<QAction*>(QString::fromLatin1(command))->trigger();
    settle();
    return window.findChild<SecretDialog*>();
}

void type(QWidget* dialog, const char* name, const char* value) {
    const auto fields = dialog->findChildren<QLineEdit*>();
    fields[0]->setText(QString::fromLatin1(name));
    fields[1]->setText(QString::fromLatin1(value));
}

QWidget* selectSecret(MainWindow& window, int row) {
    auto* table = window.findChild<SecretsPage*>()->findChild<QTableView*>();
    table->selectRow(row);
    return &window;
}

void shootDialogs(Stage& stage, const QSize& size) {
    const QString place = QStringLiteral("secrets");
    stage.shoot(QStringLiteral("secret-add"), size, place, needy(),
                [](MainWindow& window) { return dialogOf(window, "secret.add"); });
    stage.shoot(QStringLiteral("secret-add-json"), size, place, needy(), [](MainWindow& window) {
        auto* dialog = dialogOf(window, "secret.add");
        type(dialog, "mailbox", R"({"username": "invoices@example.com", "password": "x"})");
        return dialog;
    });
    stage.shoot(QStringLiteral("secret-add-wrong"), size, place, needy(), [](MainWindow& window) {
        auto* dialog = dialogOf(window, "secret.add");
        type(dialog, "no name", R"({"username": )");
        return dialog;
    });
    stage.shoot(QStringLiteral("secret-replace"), size, place, needy(), [](MainWindow& window) {
        selectSecret(window, 0);
        return dialogOf(window, "secret.set");
    });
    stage.shoot(QStringLiteral("secret-remove"), size, place, needy(), [](MainWindow& window) -> QWidget* {
        selectSecret(window, 0);
        dialogOf(window, "secret.remove");
        return window.findChild<Question*>();
    });
}

}  // namespace

void shootSecrets(Stage& stage) {
    QTemporaryDir folder;
    for (const char* name : {"smtp", "loose"}) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly) && file.write("value") > 0) {
            file.setPermissions(name[0] == 's' ? QFile::ReadOwner : QFile::ReadOwner | QFile::ReadOther);
        }
    }
    stage.settings.setSecretNames(QStringLiteral("default"), {QStringLiteral("bank-token"), QStringLiteral("old")});
    SecretStore kept(stage.settings, QStringLiteral("default"), folder.path());
    const QString place = QStringLiteral("secrets");
    const QSize wide(1440, 900);
    const QSize small(900, 600);
    stage.secrets = &kept;
    stage.shoot(QStringLiteral("secrets"), wide, place, needy());
    stage.shoot(QStringLiteral("secrets-narrow"), {1100, 700}, place, needy());
    stage.shoot(QStringLiteral("secrets-small"), small, place, needy());
    stage.shoot(QStringLiteral("workflows-secret"), wide, QStringLiteral("workflows/examples/payouts"), needy());
    stage.shoot(QStringLiteral("workflows-secret-small"), small, QStringLiteral("workflows/examples/reminders"),
                needy());
    shootDialogs(stage, wide);
    lockKeyring();
    stage.shoot(QStringLiteral("secrets-locked"), wide, place, needy());
    stage.shoot(QStringLiteral("secrets-locked-small"), small, place, needy());
    unlockKeyring();
    QTemporaryDir nothing;
    SecretStore fresh(stage.settings, QStringLiteral("fresh"), nothing.path());
    stage.secrets = &fresh;
    stage.shoot(QStringLiteral("secrets-none"), wide, place, std::make_shared<FixtureEngine>());
    auto broken = std::make_shared<FixtureEngine>();
    broken->fail("list_workflows", {api::code::kUnavailable,
                                    "The engine (/srv/beamline) cannot be reached. Start the program that runs it.",
                                    {},
                                    true});
    stage.shoot(QStringLiteral("secrets-error"), wide, place, broken);
    stage.secrets = nullptr;
    stage.shoot(QStringLiteral("secrets-elsewhere"), wide, place, needy());
    stage.shoot(QStringLiteral("secrets-elsewhere-small"), small, place, needy());
}

}  // namespace beamline::test
