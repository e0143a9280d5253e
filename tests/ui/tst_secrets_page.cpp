// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/secret_list_model.h"
#include "ui/pages/secrets/secret_dialog.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace tst_secrets_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

/// A window without a keychain; what tst_keyring does has one.
struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    SecretStore store{settings, QStringLiteral("test"), folder.filePath(QStringLiteral("secrets"))};
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    MainWindow window{settings};

    explicit Shown(bool own) {
        api::WorkflowDetail one;
        one.info.ns = "shop";
        one.info.name = "orders";
        one.info.version = "1.0.0";
        one.info.latest = true;
        one.source = "use: {secrets: [token]}\n";
        engine->put(one);
        auto health = engine->health();
        health.dataDir = toUtf8(folder.path());
        engine->setHealth(health);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto session = std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("test"));
        session->setSecrets(own ? &store : nullptr);
        window.setSession(std::move(session), own);
    }
    SecretsPage& page() { return *window.findChild<SecretsPage*>(); }
    QTableView& table() { return *page().findChild<QTableView*>(); }
    InfoBar& bar(const char* name) { return *window.findChild<InfoBar*>(QString::fromLatin1(name)); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
};

QPushButton* button(QWidget& where, const QString& text) {
    for (auto* one : where.findChildren<QPushButton*>()) {
        if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text) {
            return one;
        }
    }
    return nullptr;
}

bool says(QWidget& where, const QString& text) {
    const auto labels = where.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
}

}  // namespace

class TestSecretsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }

    void itIsReachedByKeyAndByCommand() {
        Shown shown(true);
        const auto key = shown.window.commands().find(QStringLiteral("go.secrets"))->shortcut()[0];
        QTest::keyClick(&shown.window, key.key(), key.keyboardModifiers());
        QTRY_COMPARE(shown.window.place(), QStringLiteral("secrets"));
        QVERIFY(shown.page().isVisible());
        shown.window.open(QStringLiteral("runs"));
        shown.window.commands().find(QStringLiteral("go.secrets"))->trigger();
        QCOMPARE(shown.window.place(), QStringLiteral("secrets"));
    }

    void withoutAKeychainFilesAreTheWay() {
        Shown shown(true);
        shown.window.open(QStringLiteral("secrets"));
        QTRY_VERIFY(shown.bar("keychain").isVisible());
        const QString text = shown.bar("keychain").text();
        QVERIFY2(text.contains(QStringLiteral("No keychain answers here")), qPrintable(text));
        QVERIFY2(text.contains(shown.store.folder() + QStringLiteral("/NAME")), qPrintable(text));
        QVERIFY(!shown.action("secret.add").isEnabled());
        QVERIFY(!shown.action("secret.add").toolTip().isEmpty());
        QTRY_COMPARE(shown.cell(0, 0), QStringLiteral("token"));
        QCOMPARE(shown.cell(0, 1), QStringLiteral("Missing"));
        QCOMPARE(shown.cell(0, 2), QStringLiteral("shop/orders"));
    }

    void anotherProcessKeepsItsOwn() {
        Shown shown(false);
        shown.window.open(QStringLiteral("secrets/token"));
        QTRY_VERIFY(shown.bar("keychain").isVisible());
        const QString text = shown.bar("keychain").text();
        QVERIFY2(text.contains(QStringLiteral("belongs to another process")), qPrintable(text));
        QVERIFY2(text.contains(shown.folder.path() + QStringLiteral("/secrets/NAME")), qPrintable(text));
        QTRY_COMPARE(shown.cell(0, 1), QStringLiteral("With its engine"));
        for (const char* id : {"secret.add", "secret.set", "secret.remove", "secret.unlock"}) {
            QVERIFY2(!shown.action(id).isEnabled(), id);
        }
        QVERIFY(!shown.window.findChild<SecretDialog*>());
    }

    void aWorkflowSaysWhatItMisses() {
        Shown shown(true);
        shown.window.open(QStringLiteral("workflows/shop/orders"));
        QTRY_VERIFY(shown.bar("missingSecret").isVisible());
        QVERIFY(shown.bar("missingSecret").text().contains(QStringLiteral("token")));
        QTest::mouseClick(button(shown.bar("missingSecret"), QStringLiteral("Set value…")), Qt::LeftButton);
        QCOMPARE(shown.window.place(), QStringLiteral("secrets/token"));
        QTRY_COMPARE(shown.table().currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("token"));
        QVERIFY(QDir(shown.folder.path()).mkdir(QStringLiteral("secrets")));
        QFile file(shown.folder.filePath(QStringLiteral("secrets/token")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner));
        shown.window.open(QStringLiteral("workflows/shop/orders"));
        QTRY_VERIFY(!shown.bar("missingSecret").isVisible());
    }

    void anotherProcessMayKeepWhatAWorkflowNeeds() {
        Shown shown(false);
        shown.window.open(QStringLiteral("workflows/shop/orders"));
        QTRY_VERIFY(shown.window.findChild<QTabWidget*>() && shown.engine->calls("get_workflow") > 0);
        QVERIFY(!shown.bar("missingSecret").isVisible());
        QCOMPARE(placeOfSecret(*shown.window.session(), QStringLiteral("token")), SecretPlace::Elsewhere);
    }

    void anEmptyPageTeaches() {
        Shown shown(true);
        shown.window.closeSession();
        auto session = std::make_unique<EngineSession>(std::make_shared<FixtureEngine>(), test::sampleIdentity(),
                                                       QStringLiteral("test"));
        session->setSecrets(&shown.store);
        shown.window.setSession(std::move(session), true);
        shown.window.open(QStringLiteral("secrets"));
        auto* note = shown.page().findChild<EmptyState*>();
        QTRY_COMPARE(note->title(), QStringLiteral("No secrets"));
    }

    void theDialogSaysWhatAValueIsAndNeverTheValue() {
        Shown shown(true);
        SecretDialog dialog(&shown.store, SecretDialog::Task::Add, {}, {}, &shown.window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("secret.name"));
        auto* value = dialog.findChild<QLineEdit*>(QStringLiteral("secret.value"));
        auto* save = button(dialog, QStringLiteral("Store in the keychain"));
        QVERIFY(!save->isEnabled());
        name->setText(QStringLiteral("a/b"));
        value->setText(QStringLiteral("hunter2"));
        QVERIFY(!save->isEnabled() && !save->toolTip().isEmpty());
        QVERIFY(says(dialog, QStringLiteral("A name has letters")));
        QVERIFY(says(dialog, QStringLiteral("Text of 7 characters.")));
        name->setText(QStringLiteral("token"));
        QVERIFY(says(dialog, QStringLiteral("$secrets.token")));
        name->setText(QStringLiteral("bank-token"));
        QVERIFY(says(dialog, QStringLiteral("$secrets[\"bank-token\"]")));
        QVERIFY(save->isEnabled());
        value->setText(QStringLiteral("{\"user\": \"ann\", \"password\": \"hunter2\"}"));
        QVERIFY(says(dialog, QStringLiteral("user, password")));
        value->setText(QStringLiteral("{\"user\": \"hunter2"));
        QVERIFY(says(dialog, QStringLiteral("none, so it is kept as text")));
        value->setText(QStringLiteral("-----BEGIN-----\nhunter2\n-----END-----"));
        QVERIFY(says(dialog, QStringLiteral("Text of 3 lines.")));
        QVERIFY(!says(dialog, QStringLiteral("hunter2")));
        value->setText(QString(Keychain::kMaxValueBytes / 2 + 1, QChar(0x00e4)));  // two bytes each
        QVERIFY(!save->isEnabled());
        value->setText(QString(2 * Keychain::kMaxValueBytes, QLatin1Char('x')));  // a paste that would be cut
        QVERIFY(!save->isEnabled());
        QVERIFY(says(dialog, QStringLiteral("A value has at most")));
        value->setText(QStringLiteral("hunter2"));
        QTest::mouseClick(save, Qt::LeftButton);
        auto* bar = dialog.findChild<InfoBar*>();
        QTRY_VERIFY(bar->isVisible());  // there is no keychain: what was typed stays
        QCOMPARE(value->text(), QStringLiteral("hunter2"));
        QVERIFY(save->isEnabled());
        QVERIFY(!bar->text().contains(QStringLiteral("hunter2")));
    }
};

}  // namespace tst_secrets_page

GUI_TEST(tst_secrets_page, TestSecretsPage)
#include "tst_secrets_page.moc"
