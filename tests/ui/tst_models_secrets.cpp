// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/secret_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"

namespace tst_models_secrets {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
api::WorkflowDetail workflow(const char* name, const char* use, const char* version = "1.0.0") {
    api::WorkflowDetail one;
    one.info.ns = "shop";
    one.info.name = name;
    one.info.version = version;
    one.info.latest = true;
    one.source = std::string("document: {dsl: 1.0.3, namespace: shop, name: ") + name + "}\n" + use + "do: []\n";
    return one;
}

/// There is no keychain in this program: no session bus.
struct Kept {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    std::unique_ptr<SecretStore> store;
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};

    explicit Kept(const QStringList& names = {}) {
        QVERIFY(QDir().mkpath(secrets()));
        settings.setSecretNames(QStringLiteral("test"), names);
        store = std::make_unique<SecretStore>(settings, QStringLiteral("test"), secrets());
        session.setSecrets(store.get());
    }
    QString secrets() const { return folder.filePath(QStringLiteral("secrets")); }
    void file(const char* name, QFile::Permissions permissions) const {
        QFile file(secrets() + QLatin1Char('/') + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("value") == 5);
        file.close();
        QVERIFY(file.setPermissions(permissions));
    }
};
}  // namespace

class TestModelsSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreReadFromADefinition_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("names");
        QTest::addRow("list") << "document:\n  name: a\nuse:\n  # mine\n  secrets:\n    - one # of two\n\n    - "
                                 "'two'\n  retries: {}\ndo:\n  - secrets: {set: {}}\n"
                              << "one two";
        QTest::addRow("list at the column of its key") << "use:\n  secrets:\n  - one\n  - two\ndo:\n- x: {}\n"
                                                       << "one two";
        QTest::addRow("in brackets") << "use:\n  secrets: [one, \"two\",\n    three]\n"
                                     << "one two three";
        QTest::addRow("in braces") << "use: {secrets: [one], errors: {}}\n"
                                   << "one";
        QTest::addRow("JSON") << R"({"document": {}, "use": {"secrets": ["one", "two", "one"]}, "do": []})"
                              << "one two";
        QTest::addRow("elsewhere") << "do:\n  - use:\n      secrets: [no]\n"
                                   << "";
        QTest::addRow("no names") << "use:\n  secrets: [.., a/b, '']\n"
                                  << "";
        QTest::addRow("no definition") << ""
                                       << "";
    }
    void namesAreReadFromADefinition() {
        QFETCH(QString, source);
        QFETCH(QString, names);
        QCOMPARE(secretsOf(source).join(QLatin1Char(' ')), names);
    }

    void namesFollowTheRuleOfTheLanguage() {
        QVERIFY(isSecretName(QStringLiteral("a-B_9.c")));
        QVERIFY(isSecretName(QString(kMaxSecretNameLength, QLatin1Char('x'))));
        QVERIFY(!isSecretName(QString(kMaxSecretNameLength + 1, QLatin1Char('x'))));
        for (const char* bad : {"", ".hidden", "a/b", "..", "a b", "ä", "a\n"}) {
            QVERIFY2(!isSecretName(QString::fromUtf8(bad)), bad);
        }
    }

    void whatIsNeededAndWhatIsKeptAreOneList() {
        Kept kept({QStringLiteral("token"), QStringLiteral("old")});
        kept.file("db", QFile::ReadOwner | QFile::WriteOwner);
        kept.file("loose", QFile::ReadOwner | QFile::ReadOther);
        kept.file("no name!", QFile::ReadOwner);
        kept.engine->put(workflow("orders", "use: {secrets: [db, token]}\n"));
        kept.engine->put(workflow("bills", "use: {secrets: [token, loose, mail]}\n"));
        SecretListModel model(&kept.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.refresh();
        QTRY_COMPARE(model.state(), SecretListModel::State::Ready);
        const auto place = [&model](const char* name) {
            return secretPlaceText(model.at(model.rowOf(QString::fromLatin1(name))).place);
        };
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(place("db"), QStringLiteral("In a file"));
        QCOMPARE(place("loose"), QStringLiteral("File refused"));
        QCOMPARE(place("mail"), QStringLiteral("Missing"));
        QCOMPARE(place("old"), QStringLiteral("In the keychain"));
        QCOMPARE(place("token"), QStringLiteral("In the keychain"));
        QCOMPARE(model.at(model.rowOf(QStringLiteral("token"))).neededBy.join(QLatin1Char(' ')),
                 QStringLiteral("shop/bills shop/orders"));

        // News: a new version needs another one, a file comes. What is known of the others is not asked for again.
        const int asked = kept.engine->calls("get_workflow");
        kept.file("mail", QFile::ReadOwner);
        kept.engine->put(workflow("orders", "use: {secrets: [db, fresh]}\n", "2.0.0"));
        api::Event event;
        event.kind = "workflow.deployed";
        kept.engine->publish(event);
        QTRY_VERIFY(model.rowOf(QStringLiteral("fresh")) >= 0);
        QCOMPARE(place("mail"), QStringLiteral("In a file"));
        QCOMPARE(model.at(model.rowOf(QStringLiteral("token"))).neededBy, QStringList(QStringLiteral("shop/bills")));
        QCOMPARE(kept.engine->calls("get_workflow"), asked + 1);
    }

    void anEngineThatDoesNotAnswerIsSaid() {
        Kept kept({QStringLiteral("token")});
        kept.engine->fail("list_workflows", {api::code::kUnavailable, "Not now.", {}, true});
        SecretListModel model(&kept.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.refresh();
        QTRY_COMPARE(model.state(), SecretListModel::State::Failed);
        QCOMPARE(model.rowCount(), 1);  // what this console keeps it knows anyway
        const auto needed = [&model] { return model.index(0, SecretListModel::NeededColumn).data().toString(); };
        QCOMPARE(needed(), QStringLiteral("Not known"));
        kept.engine->clear("list_workflows");
        model.refresh();
        QTRY_COMPARE(model.state(), SecretListModel::State::Ready);
        QVERIFY(model.isWhole());
        QCOMPARE(needed(), QStringLiteral("No deployed workflow"));
    }

    void aLateAnswerDoesNotFailTheNextQuestion() {
        Kept kept({QStringLiteral("token")});
        kept.engine->put(workflow("orders", "use: {secrets: [db]}\n"));
        kept.engine->put(workflow("bills", "use: {secrets: [mail]}\n"));
        kept.engine->hold("get_workflow");
        SecretListModel model(&kept.session);
        int failed = 0;
        connect(&model, &SecretListModel::stateChanged, this, [&] {
            if (model.state() == SecretListModel::State::Failed && ++failed == 1) {
                kept.engine->clear("get_workflow");
                model.refresh();  // the second failure is under way
            }
        });
        model.refresh();
        QTRY_COMPARE(kept.engine->calls("get_workflow"), 2);
        kept.engine->fail("get_workflow", {api::code::kUnavailable, "Not now.", {}, true});
        kept.engine->release("get_workflow");
        QTRY_COMPARE(model.state(), SecretListModel::State::Ready);
        QCOMPARE(failed, 1);
        QCOMPARE(model.rowCount(), 3);
    }

    void tooManyWorkflowsLeaveOpenWhoNeedsIt() {
        Kept kept({QStringLiteral("token")});
        for (int i = 0; i <= SecretListModel::kMaxWorkflows; ++i) {
            kept.engine->put(workflow(("w" + std::to_string(i)).c_str(), ""));
        }
        SecretListModel model(&kept.session);
        model.refresh();
        QTRY_COMPARE(model.state(), SecretListModel::State::Ready);
        QVERIFY(!model.isWhole());
        QCOMPARE(model.index(0, SecretListModel::NeededColumn).data().toString(), QStringLiteral("Not known"));
    }

    void theEngineOfAnotherProcessHasItsFiles() {
        Kept kept;
        kept.session.setSecrets(nullptr);
        kept.engine->put(workflow("orders", "use: {secrets: [db]}\n"));
        auto health = kept.engine->health();
        health.dataDir = "/nowhere/at/all";
        kept.engine->setHealth(health);
        kept.session.refreshHealth();
        QCOMPARE(placeOfSecret(kept.session, QStringLiteral("db")), SecretPlace::Elsewhere);
        health.dataDir = toUtf8(kept.folder.path());
        kept.engine->setHealth(health);
        kept.session.refreshHealth();
        QCOMPARE(placeOfSecret(kept.session, QStringLiteral("db")), SecretPlace::Elsewhere);  // its keychain's, maybe
        kept.file("db", QFile::ReadOwner);
        QCOMPARE(placeOfSecret(kept.session, QStringLiteral("db")), SecretPlace::File);
    }

    void withoutAKeychainEverythingSaysSo() {
        Kept kept;
        QSignalSpy changed(kept.store.get(), &SecretStore::changed);
        kept.store->look();
        QTRY_COMPARE(kept.store->condition().state, KeychainCondition::State::Absent);
        QVERIFY(keychainText(kept.store->condition()).contains(QStringLiteral("keep secrets in files")));
        std::optional<api::Result<api::Unit>> put;
        kept.store->put(QStringLiteral("a"), QStringLiteral("value"), [&](const auto& result) { put = result; });
        QTRY_VERIFY(put);
        QVERIFY(!put->ok());
        QVERIFY(kept.store->names().isEmpty());
        api::Result<std::string> read(std::string{});
        std::thread engine([&] { read = kept.store->keychain()->readNow("a"); });
        engine.join();
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, std::string(api::code::kUnavailable));
        QVERIFY2(read.error().message.find("No keychain answers here") != std::string::npos,
                 read.error().message.c_str());
    }

    void aStoreMayGoWhileTheKeychainIsAsked() {
        for (int i = 0; i < 20; ++i) {
            Kept kept;
            kept.store->look();
            kept.store->put(QStringLiteral("a"), QStringLiteral("b"), [](const auto&) { QFAIL("came too late"); });
            kept.session.setSecrets(nullptr);
            kept.store.reset();
        }
        QTest::qWait(0);
    }

    void namesThatAnotherConsoleKeptStay() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        const QString scope = QStringLiteral("test");
        Settings settings(path);
        settings.setSecretNames(scope, {QStringLiteral("first"), QStringLiteral("gone")});
        SecretStore store(settings, scope, folder.path());
        {
            // Another process, for QSettings: objects of one path share their content in one process.
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray before = file.readAll();
            QVERIFY(before.contains("first, gone"));
            QVERIFY(file.resize(0) && file.seek(0));
            QVERIFY(file.write(QByteArray(before).replace("first, gone", "first, gone, theirs")) > 0);
        }
        store.forgetter()("gone");  // before the names are read anew
        QTRY_COMPARE(store.names(), (QStringList{QStringLiteral("first"), QStringLiteral("theirs")}));
        QCOMPARE(settings.secretNames(scope).size(), 2);
        QVERIFY(store.keychain()->knows("theirs") && !store.keychain()->knows("gone"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray before = file.readAll();
            QVERIFY(file.resize(0) && file.seek(0));
            QVERIFY(file.write(QByteArray(before).replace("first, theirs", "first, theirs, newest")) > 0);
        }
        store.reload();
        QVERIFY(store.names().contains(QStringLiteral("newest")));
        QVERIFY(store.keychain()->knows("newest"));
    }

    void namesAreRememberedByScope() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        {
            Settings settings(path);
            settings.setSecretNames(QStringLiteral("/tmp/a/b"), {QStringLiteral("x"), QStringLiteral("y")});
            settings.setSecretNames(QStringLiteral("/tmp/a"), {QStringLiteral("z")});
        }
        Settings settings(path);
        QCOMPARE(settings.secretNames(QStringLiteral("/tmp/a/b")).size(), 2);
        QCOMPARE(settings.secretNames(QStringLiteral("/tmp/a")).size(), 1);
        QVERIFY(settings.secretNames(QStringLiteral("default")).isEmpty());
    }
};

}  // namespace tst_models_secrets

GUILESS_TEST(tst_models_secrets, TestModelsSecrets)
#include "tst_models_secrets.moc"
