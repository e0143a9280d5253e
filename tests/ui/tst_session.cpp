// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTest>
#include <thread>

#include "tests/ui/fixture_engine.h"
#include "tests/ui/registered_test.h"
#include "ui/session/engine_session.h"
#include "ui/session/event_inbox.h"
#include "ui/session/run_feed.h"

namespace tst_session {

using namespace beamline;
using ui::EngineSession;
using ui::EventInbox;
using ui::kOutputEvent;
using ui::RunFeed;

namespace {

api::Event happened(api::Seq seq, const char* kind = "task.started") {
    api::Event result;
    result.seq = seq;
    result.kind = kind;
    return result;
}

/// All that a session has told, in order: a batch's Seqs, or 0 for a gap.
struct Heard {
    explicit Heard(EngineSession& session) {
        QObject::connect(&session, &EngineSession::gap, &session, [this] { told.push_back({0}); });
        QObject::connect(&session, &EngineSession::eventsArrived, &session,
                         [this](const std::vector<api::Event>& batch) {
                             std::vector<api::Seq> seqs;
                             for (const auto& one : batch) {
                                 seqs.push_back(one.seq);
                             }
                             told.push_back(seqs);
                         });
    }
    std::size_t events() const {
        std::size_t count = 0;
        for (const auto& one : told) {
            count += one == std::vector<api::Seq>{0} ? 0 : one.size();
        }
        return count;
    }
    std::vector<std::vector<api::Seq>> told;
};

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_engine = std::make_shared<test::FixtureEngine>();
        m_session = std::make_unique<EngineSession>(m_engine, api::RequestContext{"anna", {}, 0, "test", {}, {}},
                                                    QStringLiteral("default"));
    }
    void cleanup() {
        m_session.reset();
        m_engine.reset();
    }

    void batchesABurst() {
        Heard heard(*m_session);
        for (int i = 0; i < 500; ++i) {
            m_engine->publish(happened(0));
        }
        QVERIFY(heard.told.empty());  // never from inside the engine's call
        QTRY_COMPARE(heard.events(), 500u);
        QCOMPARE(heard.told.size(), 1u);
    }

    void boundsABatch() {
        Heard heard(*m_session);
        const auto many = EngineSession::kMaxEventsPerDrain + 10;
        for (std::size_t i = 0; i < many; ++i) {
            m_engine->publish(happened(0));
        }
        QTRY_COMPARE(heard.events(), many);
        QCOMPARE(heard.told.size(), 2u);
        QCOMPARE(heard.told[0].size(), EngineSession::kMaxEventsPerDrain);
    }

    void overflowIsAGap() {
        Heard heard(*m_session);
        for (std::size_t i = 0; i < EngineSession::kMaxPendingEvents + 3; ++i) {
            m_engine->publish(happened(0));
        }
        QTRY_COMPARE(heard.events(), 3u);
        QCOMPARE(heard.told.front(), std::vector<api::Seq>{0});
    }

    void gapOfTheEngineComesBeforeWhatFollows() {
        Heard heard(*m_session);
        m_engine->publish(happened(0));
        m_engine->publishGap();
        m_engine->publish(happened(0));
        QTRY_COMPARE(heard.told.size(), 2u);
        QCOMPARE(heard.told[0], std::vector<api::Seq>{0});
        QCOMPARE(heard.told[1].size(), 1u);
    }

    void inboxWakesOncePerDrain() {
        int woken = 0;
        EventInbox inbox(4, [&woken] { ++woken; });
        inbox.add(happened(1));
        inbox.add(happened(2));
        QCOMPARE(woken, 1);
        auto batch = inbox.take(1);
        QVERIFY(batch.more);
        inbox.add(happened(3));
        QCOMPARE(woken, 1);  // the drain comes again by itself
        batch = inbox.take(10);
        QCOMPARE(batch.events.size(), 2u);
        QVERIFY(!batch.more && !batch.gap);
        inbox.add(happened(4, api::kGapEvent));
        QCOMPARE(woken, 2);
        batch = inbox.take(10);
        QVERIFY(batch.gap && batch.events.empty());
    }

    void repliesComeLaterOnTheGuiThread() {
        bool done = false;
        m_session->call(api::CountRuns{}, nullptr, [&done](api::Result<api::RunCounts> counts) {
            QVERIFY(counts.ok());
            QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            done = true;
        });
        QVERIFY(!done);
        QTRY_VERIFY(done);
    }

    void replyFromAnEngineThread() {
        m_engine->hold("count_runs");
        QThread* on = nullptr;
        m_session->call(api::CountRuns{}, nullptr,
                        [&on](api::Result<api::RunCounts>) { on = QThread::currentThread(); });
        std::thread([this] { m_engine->release("count_runs"); }).join();
        QTRY_COMPARE(on, qApp->thread());
    }

    void replyToADeadContextIsDropped() {
        m_engine->hold("count_runs");
        bool done = false;
        auto context = std::make_unique<QObject>();
        m_session->call(api::CountRuns{}, context.get(), [&done](api::Result<api::RunCounts>) { done = true; });
        context.reset();
        m_engine->release("count_runs");
        flush();
        QVERIFY(!done);
    }

    void replyAfterTheSessionIsDropped() {
        m_engine->hold("count_runs");
        bool done = false;
        m_session->call(api::CountRuns{}, nullptr, [&done](api::Result<api::RunCounts>) { done = true; });
        m_session.reset();
        m_engine->release("count_runs");
        m_engine->publish(happened(0));
        QCoreApplication::processEvents();
        QVERIFY(!done);
    }

    void errorsArriveAsErrors() {
        m_engine->fail("count_runs", {api::code::kUnavailable, "The disk is full.", {}, true});
        std::string message;
        m_session->call(api::CountRuns{}, nullptr,
                        [&message](api::Result<api::RunCounts> counts) { message = counts.error().message; });
        QTRY_COMPARE(message, std::string("The disk is full."));
    }

    void healthIsPolledOnlyWhileWatched() {
        QSignalSpy changed(m_session.get(), &EngineSession::healthChanged);
        api::Health health;
        health.state = api::HealthState::degraded;
        m_engine->setHealth(health);
        QCoreApplication::processEvents();
        m_session->setWatched(true);
        QCOMPARE(m_session->health().state, api::HealthState::degraded);
        QVERIFY(changed.count() >= 1);
        const auto count = changed.count();
        m_session->refreshHealth();
        QCOMPARE(changed.count(), count);  // nothing new, nothing said
    }

    void aFeedTellsOfItsRunOnlyAndSaysWhenItLost() {
        RunFeed feed(m_session.get(), "01A");
        std::vector<api::Event> heard;
        connect(&feed, &RunFeed::arrived, this,
                [&](const std::vector<api::Event>& batch) { heard.insert(heard.end(), batch.begin(), batch.end()); });
        QSignalSpy gaps(&feed, &RunFeed::gap);
        QSignalSpy everybody(m_session.get(), &EngineSession::eventsArrived);
        api::Event event;
        event.kind = kOutputEvent;
        for (const char* run : {"01A", "01B", "01A"}) {
            event.run = run;
            m_engine->publish(event);
        }
        QTRY_COMPARE(heard.size(), std::size_t(2));
        QCOMPARE(everybody.count(), 0);  // lists have no use for it
        event.run = "01A";
        for (std::size_t i = 0; i < RunFeed::kMaxPending + 10; ++i) {
            m_engine->publish(event);
        }
        QTRY_COMPARE(gaps.count(), 1);
        QTRY_COMPARE(heard.size(), std::size_t(2 + 10));
    }

    void whatOneMayNotDoIsSaidWithItsReason() {
        QTRY_VERIFY(m_session->access());
        QVERIFY(m_session->access()->open);
        QVERIFY(m_session->obstacle(api::CancelRun::kInfo.name).isEmpty());
        QSignalSpy changed(m_session.get(), &EngineSession::accessChanged);
        api::AccessReply viewer;
        viewer.roles = {"viewer"};
        viewer.permissions = {"run.read"};
        m_engine->access.setAccess(viewer);
        QTRY_VERIFY(!m_session->access()->open);
        QVERIFY(!changed.isEmpty());
        const QString why = m_session->obstacle(api::CancelRun::kInfo.name);
        QVERIFY2(why.contains(QStringLiteral("run.control")) && why.contains(QStringLiteral("viewer")),
                 qPrintable(why));
        QVERIFY(m_session->lacks("run.read").isEmpty());
        std::optional<api::Error> refused;
        m_session->call<api::CancelRun>({"r", {}}, m_session.get(),
                                        [&refused](const api::Result<api::RunReply>& reply) {
                                            refused = reply.ok() ? std::nullopt : std::optional(reply.error());
                                        });
        QTRY_VERIFY(refused);
        QCOMPARE(m_engine->calls("cancel_run"), 0);
    }

    void aTenantGoesWithEveryCall() {
        m_engine->access.put(api::MemberInfo{"", "anna", {"admin"}, 0, {}});
        m_engine->access.put(api::MemberInfo{"acme", "anna", {"viewer"}, 0, {}});
        QTRY_VERIFY(m_session->access() && m_session->access()->roles.size() == 1);
        QSignalSpy gap(m_session.get(), &EngineSession::gap);
        m_session->setTenant(QStringLiteral("acme"));
        QCOMPARE(gap.size(), 1);  // all pages ask again
        QCOMPARE(m_session->identity().tenant, std::string("acme"));
        QTRY_VERIFY(m_session->access());
        QCOMPARE(m_session->access()->tenant, std::string("acme"));
        QCOMPARE(m_session->access()->roles, (std::vector<std::string>{"admin", "viewer"}));
        m_session->setTenant(QStringLiteral("acme"));
        QCOMPARE(gap.size(), 1);
    }

    void problemsAreBounded() {
        QSignalSpy raised(m_session.get(), &EngineSession::problemRaised);
        for (int i = 0; i < EngineSession::kMaxProblems + 5; ++i) {
            m_session->report({api::code::kInternal, std::to_string(i), {}, false}, QStringLiteral("Testing"));
        }
        QCOMPARE(raised.count(), EngineSession::kMaxProblems + 5);
        QCOMPARE(m_session->problems().size(), EngineSession::kMaxProblems);
        QCOMPARE(m_session->problems().first().error.message, std::string("5"));
    }

private:
    /// A question asked now is answered after everything that was under way before it.
    void flush() {
        bool answered = false;
        m_session->call(api::ListFunctions{}, nullptr, [&](api::Result<api::FunctionPage>) { answered = true; });
        QTRY_VERIFY(answered);
    }

    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
};

}  // namespace tst_session

GUI_TEST(tst_session, TestSession)
#include "tst_session.moc"
