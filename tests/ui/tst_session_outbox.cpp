// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "tests/ui/sample_data.h"
#include "ui/session/decision_outbox.h"

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
api::DecideApproval decisionOn(const api::Approval& shown, api::Outcome outcome = api::Outcome::approve) {
    api::DecideApproval decision;
    decision.approval = shown.id;
    decision.outcome = outcome;
    decision.comment = "looks right";
    decision.hash = shown.hash;
    return decision;
}

/// Another program: decides one request after the other as fast as the disk takes them, tells the number of each that
/// is held, and is killed.
int decideUntilKilled(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    DecisionOutbox outbox(QString::fromLocal8Bit(argv[2]));
    const std::function<void(int)> decide = [&](int number) {
        api::Approval shown;
        shown.id = "01K." + std::to_string(number);
        shown.context = api::Json{{"text", std::string(2000, 'x')}};
        outbox.keep(shown, decisionOn(shown), std::chrono::hours(1), &app,
                    [&, number](const api::Result<api::Unit>& kept) {
                        if (kept.ok()) {
                            std::printf("%d\n", number);
                            std::fflush(stdout);
                            decide(number + 1);
                        }
                    });
    };
    decide(0);
    return app.exec();
}
}  // namespace

class TestSessionOutbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_shared<FixtureEngine>();
        m_approval.id = "01A.1";
        m_approval.subject = "Invoice 7";
        m_approval.hash = "rev1";
        m_approval.context = api::Json{{"amount", 7420}, {"currency", "EUR"}};
        m_engine->put(m_approval);
        m_well = m_engine->health();
        m_session = std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default"));
        m_outbox = std::make_unique<DecisionOutbox>(file());
        m_outbox->follow(m_session.get());
    }
    void cleanup() {
        m_session.reset();
        m_outbox.reset();
        m_engine.reset();
    }

    void whatIsDecidedOfflineIsDeliveredWithItsHash() {
        lose();
        QVERIFY(keep().ok());
        QCOMPARE(m_outbox->waiting(), 1);
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        QSignalSpy delivered(m_outbox.get(), &DecisionOutbox::delivered);
        comeBack();
        QTRY_COMPARE(delivered.count(), 1);
        const auto sent = m_engine->last<api::DecideApproval>();
        QCOMPARE(sent->hash, std::string("rev1"));
        QCOMPARE(sent->comment, std::string("looks right"));
        QVERIFY(m_outbox->all().empty());
        QVERIFY(stored().all().empty());
    }

    void itSurvivesTheProgram() {
        lose();
        QVERIFY(keep().ok());
        m_session.reset();
        m_outbox = std::make_unique<DecisionOutbox>(file());
        QCOMPARE(m_outbox->waiting(), 1);
        QVERIFY(QFile(file()).permissions().testFlag(QFile::ReadOwner));
        QVERIFY(!QFile(file()).permissions().testFlag(QFile::ReadOther));
        m_engine->setHealth(m_well);
        m_session = std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default"));
        m_outbox->follow(m_session.get());
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QTRY_VERIFY(m_outbox->all().empty());
    }

    void aStaleOneComesBackWithWhatHasChanged() {
        lose();
        QVERIFY(keep().ok());
        auto changed = m_approval;
        changed.hash = "rev2";
        changed.context = api::Json{{"amount", 9000}, {"currency", "EUR"}};
        m_engine->put(changed);
        QSignalSpy refused(m_outbox.get(), &DecisionOutbox::refused);
        comeBack();
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(m_outbox->conflicts(), 1);
        QCOMPARE(m_outbox->waiting(), 0);
        QTRY_COMPARE(m_outbox->find("01A.1")->changes.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(m_outbox->find("01A.1")->changes[0]),
                 QStringLiteral("amount was 7420 and is 9000."));
        QCOMPARE(m_engine->calls("decide_approval"), 1);  // it is not tried again
        m_session->refreshHealth();
        Q_EMIT m_session->healthChanged();
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 1);
        QCOMPARE(stored().conflicts(), 1);  // and is still there after a restart
        QVERIFY(m_outbox->withdraw("01A.1"));
        QVERIFY(m_outbox->all().empty());
    }

    void aNetworkErrorLeavesItWaiting() {
        lose();
        QVERIFY(keep().ok());
        m_engine->fail("decide_approval", {api::code::kUnavailable, "Lost again.", {}, true});
        comeBack();
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QTRY_VERIFY(!m_outbox->isUnderWay("01A.1"));
        QCOMPARE(m_outbox->waiting(), 1);
        m_engine->clear("decide_approval");
        Q_EMIT m_session->healthChanged();
        QTRY_VERIFY(m_outbox->all().empty());
    }

    void noWindowWaitsForTheDisk() {
        QSemaphore disk;
        const std::atomic<bool> full = false;
        useDisk(disk, full);
        QStringList told;
        for (const char* id : {"01A.1", "01A.2", "01A.3"}) {
            m_approval.id = id;
            m_engine->put(m_approval);
            m_outbox->keep(m_approval, decisionOn(m_approval), kHold, this,
                           [&told, id](const api::Result<api::Unit>& kept) {
                               told << (kept.ok() ? QString::fromLatin1(id) : QString());
                           });
        }
        QCOMPARE(m_outbox->beingKept(), 3);
        QVERIFY(m_outbox->isBeingKept("01A.1"));
        QCOMPARE(m_outbox->held(), 0);
        QCOMPARE(m_outbox->waiting(), 0);
        m_session->refreshHealth();
        QCoreApplication::processEvents();
        QVERIFY(told.isEmpty());
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        QVERIFY(!QFile::exists(file()));
        disk.release(10);
        QTRY_COMPARE(told.join(u' '), QStringLiteral("01A.1 01A.2 01A.3"));  // in the order in which they were taken
        QCOMPARE(m_outbox->held(), 3);
        QCOMPARE(QString::fromStdString(m_outbox->lastOpen()->decision.approval), QStringLiteral("01A.3"));
        QCOMPARE(stored().waiting(), 3);
        m_outbox.reset();
    }

    void whatTheDiskRefusesWasNotTaken() {
        QSemaphore disk(100);
        std::atomic<bool> full = false;
        useDisk(disk, full);
        lose();
        QVERIFY(keep().ok());
        full = true;
        const auto refused = keep(api::Outcome::reject);
        QCOMPARE(refused.error().code, std::string(api::code::kUnavailable));
        QVERIFY(QString::fromStdString(refused.error().message).contains(QStringLiteral("the disk is full")));
        QCOMPARE(m_outbox->find("01A.1")->decision.outcome, api::Outcome::approve);  // it stands as before
        QCOMPARE(m_outbox->waiting(), 1);
        full = false;
        QVERIFY(keep(api::Outcome::reject).ok());
        QCOMPARE(stored().find("01A.1")->decision.outcome, api::Outcome::reject);
        m_outbox.reset();
    }

    void whatIsTakenBackBeforeTheDiskHasItIsNeverSent() {
        QSemaphore disk;
        const std::atomic<bool> full = false;
        useDisk(disk, full);
        bool told = false;
        m_outbox->keep(m_approval, decisionOn(m_approval), {}, this,
                       [&](const api::Result<api::Unit>&) { told = true; });
        QVERIFY(m_outbox->withdraw("01A.1"));
        disk.release(10);
        QVERIFY(stored().all().empty());
        m_session->refreshHealth();
        QCoreApplication::processEvents();
        QVERIFY(!told);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        m_outbox.reset();
    }

    void theLastOneIsTheOneThatIsTakenBackFirst() {
        QSemaphore disk(1);
        const std::atomic<bool> full = false;
        useDisk(disk, full);
        QVERIFY(!m_outbox->lastOpen());
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        const auto last = [this] { return m_outbox->lastOpen()->decision.approval; };
        QCOMPARE(last(), std::string("01A.1"));
        bool told = false;
        m_approval.id = "01A.2";
        m_engine->put(m_approval);
        m_outbox->keep(m_approval, decisionOn(m_approval), kHold, this,
                       [&told](const api::Result<api::Unit>&) { told = true; });
        QCOMPARE(last(), std::string("01A.2"));  // not on the disk yet
        QVERIFY(m_outbox->withdraw(last()));
        QCOMPARE(last(), std::string("01A.1"));
        disk.release(10);
        QCOMPARE(stored().all().size(), std::size_t(1));
        holdTimer()->start(0);  // it is time
        QTRY_VERIFY(m_outbox->all().empty());
        QCOMPARE(m_engine->calls("decide_approval"), 1);
        QCOMPARE(m_engine->last<api::DecideApproval>()->approval, std::string("01A.1"));
        QVERIFY(!told);
        m_outbox.reset();
    }

    void whatIsLostIsToldWhoeverHasGone() {
        QSemaphore disk;
        const std::atomic<bool> full = true;
        useDisk(disk, full);
        QSignalSpy lost(m_outbox.get(), &DecisionOutbox::lost);
        QStringList told;
        const auto tell = [&told](const api::Result<api::Unit>& kept) {
            told << QString::fromStdString(kept.error().code);
        };
        auto page = std::make_unique<QObject>();
        m_outbox->keep(m_approval, decisionOn(m_approval), kHold, page.get(), tell);
        m_outbox->keep(m_approval, decisionOn(m_approval, api::Outcome::reject), kHold, page.get(), tell);
        page.reset();
        disk.release(10);
        m_outbox->leave(m_session.get());
        QCOMPARE(lost.count(), 1);  // it is one decision
        QCOMPARE(lost[0][0].value<api::Approval>().subject, std::string("Invoice 7"));
        const QString why = QString::fromStdString(lost[0][1].value<api::Error>().message);
        QVERIFY2(why.contains(QStringLiteral("the disk is full")), qPrintable(why));
        QVERIFY(told.isEmpty());
        QVERIFY(m_outbox->all().empty());
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        m_outbox->keep(m_approval, decisionOn(m_approval), kHold, this, tell);
        m_outbox->flush();
        QCOMPARE(told.join(u' '), QString::fromLatin1(api::code::kUnavailable));  // by whom it was asked
        QCOMPARE(lost.count(), 1);
        m_outbox.reset();
    }

    void savingCopiesNone() {
        lose();
        QVERIFY(keep().ok());
        const KeptDecisions before = m_outbox->all();  // as for a file
        QCOMPARE(&*before.begin(), m_outbox->find("01A.1"));
        auto changed = m_approval;
        changed.hash = "rev2";
        m_engine->put(changed);
        comeBack();
        QTRY_COMPARE(m_outbox->conflicts(), 1);
        QVERIFY(before.begin()->problem.empty());  // what is being written does not change under it
        QVERIFY(m_outbox->withdraw("01A.1"));
        QCOMPARE(before.size(), std::size_t(1));
    }

    void quittingLeavesItOnTheDisk() {
        lose();
        m_outbox->keep(m_approval, decisionOn(m_approval), kHold, this, [](const api::Result<api::Unit>&) {});
        m_outbox.reset();
        QCOMPARE(DecisionOutbox(file()).waiting(), 1);
    }

    void whatIsSaidToBeHeldSurvivesAKill() {
        for (const int wanted : {1, 4, 16}) {
            const QString path = m_folder->filePath(QStringLiteral("killed/%1.json").arg(wanted));
            QProcess program;
            program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("decides"), path});
            QByteArray told;
            while (told.count('\n') < wanted) {
                QVERIFY2(program.waitForReadyRead(60'000), told.constData());
                told += program.readAllStandardOutput();
            }
            program.kill();
            QVERIFY(program.waitForFinished(60'000));
            told += program.readAllStandardOutput();
            const DecisionOutbox after(path);
            QVERIFY2(after.loadProblem().isEmpty(), qPrintable(after.loadProblem()));
            for (int number = 0; number < told.count('\n'); ++number) {
                const auto* kept = after.find("01K." + std::to_string(number));
                QVERIFY2(kept && kept->problem.empty(), qPrintable(QString::number(number)));
            }
        }
    }

    void aRefusalForNowIsTriedAgainByItselfWithGrowingWaits() {
        lose();
        QVERIFY(keep().ok());
        m_engine->fail("decide_approval", {api::code::kOverloaded, "Not now.", {}, true});
        comeBack();
        auto* timer = m_outbox->findChild<QTimer*>();
        QVERIFY(timer);
        auto wait = DecisionOutbox::kFirstRetry;
        for (int call = 1; call <= 12; ++call) {
            QTRY_COMPARE(m_engine->calls("decide_approval"), call);
            QTRY_VERIFY(timer->isActive());
            QCOMPARE(timer->intervalAsDuration(), wait);
            wait = std::min(wait * 2, DecisionOutbox::kLastRetry);
            if (call == 12) {
                m_engine->clear("decide_approval");
            }
            timer->start(0);  // it is time
        }
        QCOMPARE(wait, DecisionOutbox::kLastRetry);
        QTRY_VERIFY(m_outbox->all().empty());
        QVERIFY(!timer->isActive());
        m_engine->fail("decide_approval", {api::code::kOverloaded, "Not now.", {}, true});
        QVERIFY(keep().ok());
        QTRY_VERIFY(timer->isActive());
        QCOMPARE(timer->intervalAsDuration(), DecisionOutbox::kFirstRetry);  // the next one begins anew
    }

    void itCanBeWithdrawnWhileItWaits() {
        lose();
        QVERIFY(keep().ok());
        QVERIFY(m_outbox->withdraw("01A.1"));
        QVERIFY(m_outbox->all().empty());
        QVERIFY(stored().all().empty());
        comeBack();
        QTRY_COMPARE(m_session->connection().phase, ConnectionPhase::Connected);
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
    }

    void notWhileItIsOnItsWay() {
        lose();
        QVERIFY(keep().ok());
        m_engine->hold("decide_approval");
        comeBack();
        QTRY_VERIFY(m_outbox->isUnderWay("01A.1"));
        QVERIFY(!m_outbox->withdraw("01A.1"));
        m_engine->release("decide_approval");
        QTRY_VERIFY(m_outbox->all().empty());
    }

    void theNewestDecisionOfARequestCounts() {
        lose();
        QVERIFY(keep().ok());
        QVERIFY(keep(api::Outcome::reject).ok());
        QCOMPARE(m_outbox->waiting(), 1);
        QCOMPARE(m_outbox->find("01A.1")->decision.outcome, api::Outcome::reject);
    }

    void aFileThatWasChangedIsNotDelivered() {
        lose();
        QVERIFY(keep().ok());
        QFile kept(file());
        QVERIFY(kept.open(QIODevice::ReadWrite));
        QByteArray text = kept.readAll();
        QVERIFY(text.contains("\"approve\""));
        text.replace("\"approve\"", "\"reject\"");
        kept.resize(0);
        kept.seek(0);
        kept.write(text);
        kept.close();
        m_outbox = std::make_unique<DecisionOutbox>(file());
        QCOMPARE(m_outbox->conflicts(), 1);
        m_outbox->follow(m_session.get());
        comeBack();
        QTRY_COMPARE(m_session->connection().phase, ConnectionPhase::Connected);
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
    }

    void whatCannotBeReadIsPutAsideAndTold() {
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("outbox")));
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{ half");
        broken.close();
        const DecisionOutbox outbox(file());
        QVERIFY(!outbox.loadProblem().isEmpty());
        QVERIFY(QFile::exists(file() + QStringLiteral(".unreadable")));
    }

    void whatIsHeldIsSentWhenNobodyTakesItBack() {
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        QVERIFY(m_outbox->isHeld("01A.1"));
        QCOMPARE(m_outbox->lastOpen()->decision.approval, std::string("01A.1"));
        m_session->refreshHealth();
        QCoreApplication::processEvents();
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        holdTimer()->start(0);  // it is time
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QTRY_VERIFY(m_outbox->all().empty());
        QCOMPARE(m_outbox->held(), 0);
    }

    void whatIsTakenBackInTimeIsNeverSent() {
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        QVERIFY(m_outbox->withdraw("01A.1"));
        QCOMPARE(m_outbox->held(), 0);
        QVERIFY(stored().all().empty());
        m_session->refreshHealth();
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
    }

    void whatIsHeldWhenTheProgramDiesIsDeliveredOnce() {
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        DecisionOutbox after(file());  // as it is found after kill -9
        m_outbox.reset();
        QCOMPARE(after.waiting(), 1);
        QCOMPARE(after.held(), 0);
        after.follow(m_session.get());
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QTRY_VERIFY(after.all().empty());
        after.flush();
        QVERIFY(stored().all().empty());
    }

    void closingSendsWhatIsHeldAtOnce() {
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        m_outbox->leave(m_session.get());
        QCOMPARE(m_engine->calls("decide_approval"), 1);
        m_session.reset();  // before the answer: whether it arrived is not known
        QCOMPARE(m_outbox->waiting(), 1);
        m_session = std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default"));
        m_outbox->follow(m_session.get());
        QTRY_COMPARE(m_engine->calls("decide_approval"), 2);
        QTRY_VERIFY(m_outbox->all().empty());
        std::size_t made = 0;
        m_session->call<api::GetApproval>({m_approval.id}, nullptr,
                                          [&made](const api::Result<api::ApprovalReply>& reply) {
                                              made = reply.ok() ? reply->approval.decisions.size() : 0;
                                          });
        QTRY_COMPARE(made, std::size_t(1));  // sent twice it counts once
    }

    void anotherDecisionBeginsItsOwnWait() {
        QVERIFY(keep(api::Outcome::approve, kHold).ok());
        QVERIFY(keep(api::Outcome::reject, kHold).ok());
        QCOMPARE(m_outbox->held(), 1);
        QVERIFY(keep(api::Outcome::approve).ok());  // at once
        QCOMPARE(m_outbox->held(), 0);
        QTRY_COMPARE(m_engine->calls("decide_approval"), 1);
        QCOMPARE(m_engine->last<api::DecideApproval>()->outcome, api::Outcome::approve);
    }

    void aFileOfAnEarlierVersionIsDelivered() {
        lose();
        QVERIFY(keep().ok());
        QFile kept(file());
        QVERIFY(kept.open(QIODevice::ReadWrite));
        auto json = api::parseJson(kept.readAll().toStdString()).value();
        auto& one = json.as_object()["decisions"].as_array()[0].as_object();
        one["shown"].as_object().erase("delegations");  // it knew nothing of them
        one.erase("seal");
        one.erase("problem");
        one.erase("changes");
        const std::string seal = api::sha256(api::canonicalJson(one));
        one["seal"] = seal;
        kept.resize(0);
        kept.seek(0);
        kept.write(QByteArray::fromStdString(api::printJson(json)));
        kept.close();
        QCOMPARE(stored().waiting(), 1);
    }

    void anothersDecisionIsNotDeliveredInOnesName() {
        lose();
        QVERIFY(keep().ok());
        m_session.reset();
        m_engine->setHealth(m_well);
        m_session = std::make_unique<EngineSession>(m_engine, api::RequestContext{"bob", {}, 0, "console", {}, {}},
                                                    QStringLiteral("default"));
        m_outbox->follow(m_session.get());
        QTest::qWait(50);
        QCOMPARE(m_engine->calls("decide_approval"), 0);
        QCOMPARE(m_outbox->waiting(), 1);
    }

    void itIsBounded() {
        lose();
        std::vector<KeptDecision> many(DecisionOutbox::kMaxKept);
        for (std::size_t i = 0; i < many.size(); ++i) {
            many[i].decision.approval = "01B." + std::to_string(i);
        }
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("outbox")));
        QFile full(file());
        QVERIFY(full.open(QIODevice::WriteOnly));
        full.write(QByteArray::fromStdString(api::printJson(api::Json{{"decisions", api::toJson(many)}})));
        full.close();
        m_outbox = std::make_unique<DecisionOutbox>(file());
        QCOMPARE(keep().error().code, std::string(api::code::kOverloaded));
    }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("outbox/embedded.json")); }
    void lose() {
        auto health = m_well;
        health.state = api::HealthState::unreachable;
        health.problems = {{api::code::kUnavailable, "Nobody answers.", 1}};
        m_engine->setHealth(health);
        m_session->refreshHealth();
        QCOMPARE(m_session->connection().phase, ConnectionPhase::Stale);
    }
    void comeBack() {
        m_engine->setHealth(m_well);
        m_session->refreshHealth();
    }
    static constexpr std::chrono::milliseconds kHold{600'000};
    QTimer* holdTimer() const { return m_outbox->findChild<QTimer*>(QStringLiteral("outbox.hold")); }
    api::Result<api::Unit> keep(api::Outcome outcome = api::Outcome::approve, std::chrono::milliseconds hold = {}) {
        std::optional<api::Result<api::Unit>> told;
        m_outbox->keep(m_approval, decisionOn(m_approval, outcome), hold, this,
                       [&told](const api::Result<api::Unit>& result) { told = result; });
        m_outbox->flush();
        return told.value_or(api::Error{"nothing", "Nothing was told.", {}, false});
    }
    /// Its disk takes a file each time `disk` is released, and refuses it while `full`.
    void useDisk(QSemaphore& disk, const std::atomic<bool>& full) {
        m_outbox = std::make_unique<DecisionOutbox>(
            file(), nullptr,
            [&disk, &full, path = file(), window = std::this_thread::get_id()](const std::string& text) {
                disk.acquire();
                return std::this_thread::get_id() == window ? QStringLiteral("the window waits")
                       : full                               ? QStringLiteral("the disk is full")
                                                            : FileSaver::replace(path, text);
            });
        m_outbox->follow(m_session.get());
    }
    /// What another program would find.
    DecisionOutbox stored() {
        if (m_outbox) {
            m_outbox->flush();
        }
        return DecisionOutbox(file());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FixtureEngine> m_engine;
    api::Approval m_approval;
    api::Health m_well;
    std::unique_ptr<DecisionOutbox> m_outbox;
    std::unique_ptr<EngineSession> m_session;
};

QTEST_MAIN_WRAPPER(
    TestSessionOutbox,
    if (argc == 3 && QByteArray(argv[1]) == "decides") { return decideUntilKilled(argc, argv); } QTEST_MAIN_SETUP())
#include "tst_session_outbox.moc"
