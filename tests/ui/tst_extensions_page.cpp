// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_extensions.h"
#include "ui/models/formatting.h"
#include "ui/pages/extensions/extensions_page.h"
#include "ui/pages/extensions/install_dialog.h"
#include "ui/pages/extensions/register_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_extensions_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine;
    MainWindow window{settings};

    explicit Shown(const QString& place = QStringLiteral("extensions"),
                   std::shared_ptr<FixtureEngine> from = test::extensionEngine())
        : engine(std::move(from)) {
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setSession(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("test")),
                          true);
        window.open(place);
    }
    ExtensionsPage& page() { return *window.findChild<ExtensionsPage*>(); }
    template <class T>
    T& part(const char* name) {
        return *window.findChild<T*>(QString::fromLatin1(name));
    }
    QTableView& table() { return part<QTableView>("extensions.table"); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    QString chosen() { return table().currentIndex().siblingAtColumn(0).data().toString(); }
    QString file(const char* name, const char* text) {
        QFile one(folder.filePath(QString::fromLatin1(name)));
        if (!one.open(QIODevice::WriteOnly) || one.write(text) < 0) {
            qWarning("the file was not written");
        }
        return one.fileName();
    }
    void tab(int index) {
        for (auto* tabs : page().findChildren<QTabWidget*>()) {
            if (tabs->isVisible() && tabs->count() == 4) {
                tabs->setCurrentIndex(index);
            }
        }
    }
    /// As a file manager does it.
    bool drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPoint middle = page().rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page(), &enter);
        if (!enter.isAccepted()) {
            return false;
        }
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page(), &event);
        return event.isAccepted();
    }
};

QPushButton* button(QWidget& where, const QString& text) {
    for (auto* one : where.findChildren<QPushButton*>()) {
        if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text) {
            return one;
        }
    }
    return nullptr;
}

}  // namespace

class TestExtensionsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }

    void aLinkLeadsToOne() {
        Shown shown(QStringLiteral("extensions/pii_guard"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("pii_guard"));
        QCOMPARE(shown.page().here(), QStringLiteral("extensions/pii_guard"));
        QTRY_VERIFY(shown.part<QTextBrowser>("extension.facts").toPlainText().contains(QStringLiteral("beamline.ext")));
        shown.window.open(QStringLiteral("extensions/nobody"));
        QTRY_VERIFY(shown.part<InfoBar>("extensions.bar").text().contains(QStringLiteral("nobody")));
    }

    void oneIsDisabledAndEnabledByKey() {
        Shown shown(QStringLiteral("extensions/pii_guard"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("pii_guard"));
        QTRY_VERIFY(shown.action("extension.enable").isEnabled());
        QTest::keyClick(&shown.table(), Qt::Key_E);
        QTRY_VERIFY(!shown.engine->extensions.newest("pii_guard").enabled);
        QTRY_COMPARE(shown.action("extension.enable").text(), QStringLiteral("Enable"));
        QTRY_VERIFY(shown.action("extension.enable").isEnabled());
        QTest::keyClick(&shown.table(), Qt::Key_E);
        QTRY_VERIFY(shown.engine->extensions.newest("pii_guard").enabled);
    }

    void aQuarantineEnds() {
        Shown shown(QStringLiteral("extensions/jailbreak_check"));
        QTRY_VERIFY(shown.part<InfoBar>("extension.trouble").isVisible());
        QVERIFY(shown.part<InfoBar>("extension.trouble").text().contains(QStringLiteral("20 calls")));
        QTRY_VERIFY(shown.action("extension.release").isEnabled());
        QTest::mouseClick(button(shown.page(), QStringLiteral("Release")), Qt::LeftButton);
        QTRY_VERIFY(shown.engine->extensions.newest("jailbreak_check").quarantine.empty());
        QTRY_VERIFY(!shown.part<InfoBar>("extension.trouble").isVisible());
        QTRY_COMPARE(shown.action("extension.release").toolTip(), QStringLiteral("It is not in quarantine."));
    }

    void anEarlierRevisionComesBack() {
        Shown shown(QStringLiteral("extensions/normalize_text"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("normalize_text"));
        shown.tab(2);
        auto& revisions = shown.part<QTableView>("extension.revisions");
        QTRY_COMPARE(revisions.model()->rowCount(), 2);
        QTRY_COMPARE(shown.action("extension.rollback").toolTip(), QStringLiteral("This one counts already."));
        revisions.selectRow(1);
        QTest::mouseClick(button(shown.page(), QStringLiteral("Roll back to this revision")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->extensions.newest("normalize_text").revision, 3);
        QCOMPARE(shown.engine->extensions.newest("normalize_text").version, std::string("1.1.0"));
        QTRY_COMPARE(revisions.model()->rowCount(), 3);
    }

    void oneIsRemovedAfterAQuestion() {
        Shown shown(QStringLiteral("extensions/cite_sources"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("cite_sources"));
        QTRY_VERIFY(shown.action("extension.remove").isEnabled());
        QTest::keyClick(&shown.table(), Qt::Key_Delete);
        QTRY_VERIFY(shown.window.findChild<Question*>());
        QTest::mouseClick(button(*shown.window.findChild<Question*>(), QStringLiteral("Remove")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->extensions.ids().size(), std::size_t(7));
        QTRY_COMPARE(shown.table().model()->rowCount(), 7);
    }

    void settingsAreAFormOfTheirSchema() {
        Shown shown(QStringLiteral("extensions/normalize_text"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("normalize_text"));
        shown.tab(1);
        auto& form = shown.part<QWidget>("extension.config");
        QTRY_VERIFY(!form.findChildren<QComboBox*>().isEmpty());
        auto* choice = form.findChildren<QComboBox*>().front();
        QTRY_COMPARE(choice->currentText(), QStringLiteral("NFC"));
        QCOMPARE(shown.action("extension.saveSettings").toolTip(), QStringLiteral("Nothing was changed."));
        choice->setCurrentIndex(choice->findText(QStringLiteral("NFKC")));
        QTRY_VERIFY(shown.action("extension.saveSettings").isEnabled());
        QTest::mouseClick(button(shown.page(), QStringLiteral("Save settings")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->calls("put_extension"), 1);
        const auto put = shown.engine->last<api::PutExtension>();
        QCOMPARE(put->replaces, 2);
        QVERIFY(put->document.at("config").at("form") == api::Json("NFKC"));
        QVERIFY(put->document.at("command").is_array());
        QTRY_VERIFY(shown.part<InfoBar>("extension.configBar").text().contains(QStringLiteral("revision 3")));
        // somebody else was faster
        choice->setCurrentIndex(choice->findText(QStringLiteral("NFC")));
        QTRY_VERIFY(shown.action("extension.saveSettings").isEnabled());
        shown.engine->extensions.put(put->document);
        QTest::mouseClick(button(shown.page(), QStringLiteral("Save settings")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->calls("put_extension"), 2);
        QTRY_VERIFY(shown.part<InfoBar>("extension.configBar").text().contains(QStringLiteral("by now")));
        QCOMPARE(choice->currentText(), QStringLiteral("NFC"));
    }

    void whatItWroteIsShown() {
        Shown shown(QStringLiteral("extensions/normalize_text"));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("normalize_text"));
        shown.tab(3);
        QTRY_VERIFY(
            shown.part<QPlainTextEdit>("extension.log").toPlainText().contains(QStringLiteral("ready, Unicode")));
    }

    void aDroppedPackageIsInstalledOnceAllIsGranted() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 8);
        QVERIFY(!shown.drop(shown.file("notes.txt", "x")));
        QVERIFY(shown.drop(shown.file("mask_pii-1.5.0.beamline-extension", test::kSamplePackage)));
        auto* dialog = shown.window.findChild<InstallDialog*>();
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->findChild<QLabel*>(QStringLiteral("install.name"))->text(), QStringLiteral("mask_pii"));
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("install.signature"))
                    ->text()
                    .contains(QStringLiteral("Signed by beamline-examples")));
        auto* go = dialog->findChild<QPushButton*>(QStringLiteral("install.go"));
        auto* network = dialog->findChild<QCheckBox*>(QStringLiteral("install.grant.network"));
        auto* payload = dialog->findChild<QCheckBox*>(QStringLiteral("install.grant.payload"));
        auto* secret = dialog->findChild<QCheckBox*>(QStringLiteral("install.grant.secret registry-token"));
        QVERIFY(network && payload && secret);
        QVERIFY(payload->isChecked());  // it has that already
        QVERIFY(!network->isChecked());
        QVERIFY(network->text().contains(QStringLiteral("(new)")));
        QVERIFY(!go->isEnabled());
        QVERIFY(!go->toolTip().isEmpty());
        QTest::keyClick(network, Qt::Key_Space);
        QVERIFY(!go->isEnabled());
        QTest::keyClick(secret, Qt::Key_Space);
        QTRY_VERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE(QString::fromStdString(shown.engine->extensions.newest("mask_pii").version),
                     QStringLiteral("1.5.0"));
        const auto op = shown.engine->last<api::InstallExtension>();
        QCOMPARE(op->grants.size(), std::size_t(4));
        QVERIFY(!op->allowUnsigned);
        QTRY_VERIFY(shown.part<InfoBar>("extensions.bar").text().contains(QStringLiteral("mask_pii 1.5.0")));
        QTRY_COMPARE(shown.chosen(), QStringLiteral("mask_pii"));
    }

    void aBrokenPackageIsNotInstalled() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 8);
        shown.page().install(shown.file("broken.beamline-extension", test::kBrokenPackage));
        auto* dialog = shown.window.findChild<InstallDialog*>();
        auto* bar = dialog->findChild<InfoBar*>(QStringLiteral("install.bar"));
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().contains(QStringLiteral("checksum of main.py")));
        dialog->findChild<QCheckBox*>(QStringLiteral("install.unsigned"))->setChecked(true);
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("install.go"))->isEnabled());
        dialog->reject();
    }

    void oneIsRegisteredByHand() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 8);
        shown.action("extension.register").trigger();
        auto* dialog = shown.window.findChild<RegisterDialog*>();
        QVERIFY(dialog);
        auto* id = dialog->findChild<QLineEdit*>(QStringLiteral("register.id"));
        auto* address = dialog->findChild<QLineEdit*>(QStringLiteral("register.address"));
        auto* transport = dialog->findChild<QComboBox*>(QStringLiteral("register.transport"));
        QTest::keyClicks(id, QStringLiteral("pii_guard"));
        transport->setCurrentIndex(transport->findData(QStringLiteral("process")));
        QTest::keyClicks(address, QStringLiteral("python3 \"my main.py\""));
        auto* go = button(*dialog, QStringLiteral("Register"));
        QTRY_VERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        auto* bar = dialog->findChild<InfoBar*>(QStringLiteral("register.bar"));
        QTRY_VERIFY(bar->text().contains(QStringLiteral("already")));
        id->setText(QStringLiteral("a_new_one"));
        QTRY_VERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE(shown.engine->extensions.ids().size(), std::size_t(9));
        const auto put = shown.engine->last<api::PutExtension>();
        QVERIFY(put->document.at("command").at(1) == api::Json("my main.py"));
        QCOMPARE(put->replaces, 0);
        QTRY_COMPARE(shown.chosen(), QStringLiteral("a_new_one"));
    }

    void anEmptyRegistryTeaches() {
        Shown shown(QStringLiteral("extensions"), std::make_shared<FixtureEngine>());
        QTRY_VERIFY(button(shown.page(), QStringLiteral("Register…")));
        const auto teaches = [&shown] {
            const auto notes = shown.page().findChildren<EmptyState*>();
            return std::any_of(notes.begin(), notes.end(), [](const EmptyState* note) {
                return note->isVisible() && note->title() == QLatin1String("No extensions");
            });
        };
        QTRY_VERIFY(teaches());
    }

    void whoMayNotIsToldWhy() {
        auto engine = test::extensionEngine();
        auto health = engine->health();
        health.operations = {"list_extensions", "get_extension", "list_policies", "get_policy"};
        engine->setHealth(health);
        Shown shown(QStringLiteral("extensions/pii_guard"), engine);
        QTRY_COMPARE(shown.chosen(), QStringLiteral("pii_guard"));
        for (const char* id : {"extension.install", "extension.register", "extension.enable", "extension.remove"}) {
            QTRY_VERIFY2(!shown.action(id).isEnabled(), id);
            QVERIFY2(shown.action(id).toolTip().contains(QStringLiteral("newer engine")), id);
        }
        QVERIFY(!shown.drop(shown.file("a.beamline-extension", test::kSamplePackage)));
    }
};

}  // namespace tst_extensions_page

GUI_TEST(tst_extensions_page, TestExtensionsPage)
#include "tst_extensions_page.moc"
