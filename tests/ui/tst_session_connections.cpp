// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/json_codec.h"
#include "tests/ui/fixture_engine.h"
#include "tests/ui/registered_test.h"
#include "ui/session/connection_book.h"
#include "ui/session/connection_state.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"

namespace tst_session_connections {

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr api::Timestamp kWall = 1'795'556'776'000;

api::Health healthy() {
    api::Health health;
    health.state = api::HealthState::healthy;
    return health;
}

api::Health unreachable(const char* code = api::code::kUnavailable, api::Timestamp since = 0) {
    api::Health health;
    health.state = api::HealthState::unreachable;
    health.problems = {{code, "Nobody answers.", since}};
    return health;
}

ConnectionProfile own(const char* name) {
    ConnectionProfile profile;
    profile.name = name;
    profile.servers = {"nats://127.0.0.1:4222"};
    return profile;
}
}  // namespace

class TestSessionConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_secrets = std::make_unique<SecretStore>(*m_settings, QStringLiteral("connections"), QString());
        m_book = std::make_unique<ConnectionBook>(*m_settings, *m_secrets);
    }
    void cleanup() {
        m_book.reset();
        m_secrets.reset();
        m_settings.reset();
    }

    // ---- states ---------------------------------------------------------------------------------------------------
    void anEngineThatAnswersIsConnected() {
        ConnectionWatch watch;
        QCOMPARE(watch.state().phase, ConnectionPhase::Connecting);
        QVERIFY(!watch.look(healthy(), {0, kWall}));
        QCOMPARE(watch.state().phase, ConnectionPhase::Connected);
    }

    void whatIsLostIsAsOfTheLastGoodLook() {
        ConnectionWatch watch;
        (void)watch.look(healthy(), {0, kWall});
        (void)watch.look(unreachable(api::code::kUnavailable, kWall + 5'000), {6'000, kWall + 6'000});
        QCOMPARE(watch.state().phase, ConnectionPhase::Stale);
        QCOMPARE(watch.state().asOf, kWall);
        QCOMPARE(watch.state().reason, QStringLiteral("Nobody answers."));
    }

    void whatNeverAnsweredIsConnectingAndNotStale() {
        ConnectionWatch watch;
        (void)watch.look(unreachable(), {0, kWall});
        QCOMPARE(watch.state().phase, ConnectionPhase::Connecting);
    }

    void whoeverIsNotLetInIsRefusedWithTheReason() {
        ConnectionWatch watch;
        (void)watch.look(unreachable(api::code::kForbidden), {0, kWall});
        QCOMPARE(watch.state().phase, ConnectionPhase::Refused);
        QCOMPARE(watch.state().reason, QStringLiteral("Nobody answers."));
    }

    void whatComesBackIsAskedBeforeItIsTrusted() {
        ConnectionWatch watch;
        (void)watch.look(healthy(), {0, kWall});
        (void)watch.look(unreachable(), {1'000, kWall + 1'000});
        QVERIFY(watch.look(healthy(), {2'000, kWall + 2'000}));
        QCOMPARE(watch.state().phase, ConnectionPhase::Synchronizing);
        QVERIFY(!watch.look(healthy(), {3'000, kWall + 3'000}));  // the question is under way
        QCOMPARE(watch.state().phase, ConnectionPhase::Synchronizing);
        watch.probed(api::Unit{}, {4'000, kWall + 4'000});
        QCOMPARE(watch.state().phase, ConnectionPhase::Connected);
    }

    void aQuestionThatFailsLeavesItStale() {
        ConnectionWatch watch;
        (void)watch.look(healthy(), {0, kWall});
        (void)watch.look(unreachable(), {1'000, kWall + 1'000});
        (void)watch.look(healthy(), {2'000, kWall + 2'000});
        watch.probed(api::Error{api::code::kUnavailable, "Gone again.", {}, true}, {3'000, kWall + 3'000});
        QCOMPARE(watch.state().phase, ConnectionPhase::Stale);
        QCOMPARE(watch.state().asOf, kWall);
        QVERIFY(watch.look(healthy(), {4'000, kWall + 4'000}));  // and it is asked again
    }

    void sleepIsNoticedAtTheNextLook() {
        ConnectionWatch watch;
        (void)watch.look(healthy(), {0, kWall});
        QVERIFY(!watch.look(healthy(), {1'000, kWall + 1'000}));
        // An hour of sleep: the wall clock went on, the steady one stood still.
        QVERIFY(watch.look(healthy(), {2'000, kWall + 3'602'000}));
        QCOMPARE(watch.state().phase, ConnectionPhase::Synchronizing);
        QCOMPARE(watch.state().asOf, kWall + 1'000);
        // A long time without a look, in which both clocks went on, is none.
        watch.probed(api::Unit{}, {3'000, kWall + 3'603'000});
        QVERIFY(!watch.look(healthy(), {1'803'000, kWall + 5'403'000}));
        QCOMPARE(watch.state().phase, ConnectionPhase::Connected);
    }

    void aClockThatIsSetBackIsNoticedToo() {
        ConnectionWatch watch;
        (void)watch.look(healthy(), {0, kWall});
        QVERIFY(watch.look(healthy(), {1'000, kWall - 3'600'000}));
    }

    // ---- the session ----------------------------------------------------------------------------------------------
    void aSessionReadsAnewWhatCameBack() {
        auto engine = std::make_shared<test::FixtureEngine>();
        EngineSession session(engine, {"anna", {}, 0, "test", {}, {}}, QStringLiteral("default"));
        QCOMPARE(session.connection().phase, ConnectionPhase::Connected);
        QVERIFY(session.obstacle().isEmpty());
        QSignalSpy gaps(&session, &EngineSession::gap);
        const auto well = engine->health();
        engine->setHealth(unreachable(api::code::kUnavailable, 1));
        session.refreshHealth();
        QCOMPARE(session.connection().phase, ConnectionPhase::Stale);
        QVERIFY(!session.obstacle().isEmpty());
        engine->hold("count_runs");
        engine->setHealth(well);
        session.refreshHealth();
        QCOMPARE(session.connection().phase, ConnectionPhase::Synchronizing);
        QVERIFY(!session.obstacle().isEmpty());
        QTRY_COMPARE(gaps.count(), 1);
        QTRY_COMPARE(engine->calls("count_runs"), 1);
        engine->release("count_runs");
        QTRY_COMPARE(session.connection().phase, ConnectionPhase::Connected);
        QVERIFY(session.obstacle().isEmpty());
    }

    void sleepIsReexaminedAtOnce() {
        auto engine = std::make_shared<test::FixtureEngine>();
        EngineSession session(engine, {"anna", {}, 0, "test", {}, {}}, QStringLiteral("default"));
        ConnectionWatch::Instant now{1'000, QDateTime::currentMSecsSinceEpoch() + 3'600'000};
        session.setTime([&now] { return now; });
        engine->hold("count_runs");
        session.refreshHealth();  // the clocks jumped between the session's first look and this one
        QCOMPARE(session.connection().phase, ConnectionPhase::Synchronizing);
        QTRY_COMPARE(engine->calls("count_runs"), 1);
        engine->fail("count_runs", {api::code::kUnavailable, "No route.", {}, true});
        engine->release("count_runs");
        QTRY_COMPARE(session.connection().phase, ConnectionPhase::Stale);
        QCOMPARE(session.connection().reason, QStringLiteral("No route."));
    }

    void aChangeIsNotSentWhileStaleOrForLookingOnly() {
        auto engine = std::make_shared<test::FixtureEngine>();
        EngineSession session(engine, {"anna", {}, 0, "test", {}, {}}, QStringLiteral("default"));
        std::string code;
        const auto cancel = [&] {
            code.clear();
            session.call(api::CancelRun{"01A", {}}, nullptr, [&code](const api::Result<api::RunReply>& reply) {
                code = reply.ok() ? "ok" : reply.error().code;
            });
        };
        auto profile = session.connectionProfile();
        profile.readOnly = true;
        session.setConnectionProfile(profile);
        cancel();
        QTRY_COMPARE(code, std::string(api::code::kForbidden));
        bool read = false;
        session.call(api::CountRuns{}, nullptr, [&read](const api::Result<api::RunCounts>& r) { read = r.ok(); });
        QTRY_VERIFY(read);
        profile.readOnly = false;
        session.setConnectionProfile(profile);
        engine->setHealth(unreachable(api::code::kUnavailable, 1));
        session.refreshHealth();
        cancel();
        QTRY_COMPARE(code, std::string(api::code::kUnavailable));
        QCOMPARE(engine->calls("cancel_run"), 0);
    }

    void whatAnOlderEngineDoesNotKnowIsSaidWithItsVersion() {
        auto engine = std::make_shared<test::FixtureEngine>();
        auto health = engine->health();
        health.version = "0.1";
        health.operations = {"cancel_run", "count_runs"};
        engine->setHealth(health);
        EngineSession session(engine, {"anna", {}, 0, "test", {}, {}}, QStringLiteral("default"));
        QVERIFY(session.obstacle("cancel_run").isEmpty());
        QVERIFY(session.obstacle("move_shard").contains(QStringLiteral("newer engine (this one has 0.1)")));
        health.operations.clear();  // of those that do not tell nothing is denied
        engine->setHealth(health);
        session.refreshHealth();
        QVERIFY(session.obstacle("move_shard").isEmpty());
    }

    // ---- the book -------------------------------------------------------------------------------------------------
    void theEmbeddedEngineIsAlwaysThere() {
        QCOMPARE(m_book->entries().size(), std::size_t(1));
        QCOMPARE(m_book->entries()[0].profile.id, std::string(ConnectionProfile::kEmbeddedId));
        m_book->remove(ConnectionProfile::kEmbeddedId);
        QCOMPARE(m_book->entries().size(), std::size_t(1));
        QCOMPARE(m_book->lastUsed(), std::string(ConnectionProfile::kEmbeddedId));
    }

    void connectionsAreRememberedWithTheirLooks() {
        auto profile = own("Staging");
        profile.production = true;
        profile.color = ConnectionColor::violet;
        const auto id = m_book->put(profile);
        QVERIFY(id.ok());
        m_book->setContexts({{QStringLiteral("prod-eu"), {}, {"nats://a:4222"}, {}}});
        auto context = m_book->named(QStringLiteral("PROD-EU"))->profile;
        QCOMPARE(context.kind, ConnectionKind::context);
        context.readOnly = true;
        context.servers = {"nats://evil:4222"};
        QVERIFY(m_book->put(context).ok());
        m_book->setLastUsed(*id);

        const Settings again(m_folder->filePath(QStringLiteral("beamline.ini")));
        ConnectionBook later(const_cast<Settings&>(again), *m_secrets);
        QCOMPARE(later.entries().size(), std::size_t(2));  // contexts are read anew, not remembered
        QCOMPARE(later.find(*id)->profile.color, ConnectionColor::violet);
        QVERIFY(later.find(*id)->profile.production);
        QCOMPARE(later.lastUsed(), *id);
        later.setContexts({{QStringLiteral("prod-eu"), {}, {"nats://b:4222"}, QStringLiteral("No user_jwt here.")}});
        const auto* entry = later.named(QStringLiteral("prod-eu"));
        QVERIFY(entry->profile.readOnly);  // the looks are ours, the address is the context's
        QCOMPARE(entry->profile.servers, std::vector<std::string>{"nats://b:4222"});
        QCOMPARE(entry->problem, QStringLiteral("No user_jwt here."));
    }

    void mistakesAreSaid_data() {
        QTest::addColumn<QString>("servers");
        QTest::addColumn<QString>("said");
        QTest::addRow("none") << QString() << QStringLiteral("at least one");
        QTest::addRow("http") << QStringLiteral("http://a") << QStringLiteral("nats:// or tls://");
        QTest::addRow("password") << QStringLiteral("nats://u:p@a") << QStringLiteral("kept safely");
        QTest::addRow("nothing") << QStringLiteral("nats://") << QStringLiteral("no address");
        QTest::addRow("good") << QStringLiteral("a, tls://b:4223") << QString();
    }
    void mistakesAreSaid() {
        QFETCH(QString, servers);
        QFETCH(QString, said);
        auto profile = own("X");
        profile.servers = serversOf(servers);
        const QString problem = problemOf(profile);
        QVERIFY2(said.isEmpty() ? problem.isEmpty() : problem.contains(said), qPrintable(problem));
    }

    void aNameIsTakenOnce() {
        const auto first = m_book->put(own("Staging"));
        QVERIFY(first.ok());
        QCOMPARE(m_book->put(own(" staging ")).error().code, std::string(api::code::kConflict));
        auto renamed = m_book->find(*first)->profile;
        renamed.name = "STAGING";
        QVERIFY(m_book->put(renamed).ok());  // of itself it may
    }

    void theBookIsBounded() {
        for (std::size_t i = 0; i < ConnectionBook::kMaxProfiles; ++i) {
            const auto text = api::printJson(api::toJson(own(("n" + std::to_string(i)).c_str())));
            m_settings->setConnection(QStringLiteral("id%1").arg(i), QString::fromStdString(text));
        }
        ConnectionBook full(*m_settings, *m_secrets);
        QCOMPARE(full.put(own("one more")).error().code, std::string(api::code::kOverloaded));
    }

    void withoutAKeychainASecretLastsForTheSitting() {
        auto profile = own("Staging");
        profile.auth = ConnectionAuth::token;
        const auto id = m_book->put(profile);
        QVERIFY(!m_book->hasSecret(*id));
        QString why;
        auto kept = ConnectionBook::Kept::Keychain;
        m_book->setSecret(*id, QStringLiteral("s3cret"), [&](ConnectionBook::Kept where, const QString& reason) {
            kept = where;
            why = reason;
        });
        QTRY_VERIFY(!why.isEmpty());
        QCOMPARE(kept, ConnectionBook::Kept::Sitting);
        std::string value;
        m_book->secret(*id, this, [&](const api::Result<std::string>& found) { value = found.ok() ? *found : ""; });
        QTRY_COMPARE(value, std::string("s3cret"));
        QFile file(m_folder->filePath(QStringLiteral("beamline.ini")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("s3cret"));
        ConnectionBook later(*m_settings, *m_secrets);
        QVERIFY(!later.hasSecret(*id));
        m_book->remove(*id);
        QVERIFY(!m_book->find(*id));
        QVERIFY(!m_book->hasSecret(*id));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<ConnectionBook> m_book;
};

}  // namespace tst_session_connections

GUI_TEST(tst_session_connections, TestSessionConnections)
#include "tst_session_connections.moc"
