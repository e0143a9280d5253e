// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_cluster.h"
#include "ui/models/cluster_model.h"
#include "ui/models/cluster_table.h"
#include "ui/models/connection_list_model.h"
#include "ui/models/formatting.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"

#include <QTemporaryDir>

namespace tst_models_cluster {

using namespace beamline;
using namespace beamline::ui;
using Kind = ClusterTable::Kind;
using Mark = ClusterTable::Mark;

namespace {
QString cell(const ClusterTable& table, const QString& id, int column) {
    return table.index(table.rowOf(id), column).data().toString();
}
Mark mark(const ClusterTable& table, const QString& id, int column = 1) {
    return static_cast<Mark>(table.index(table.rowOf(id), column).data(KindRole).toInt());
}
}  // namespace

class TestModelsCluster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Clock::freeze(test::kSampleNow); }

    void nodesSayHowTheyAre() {
        ClusterTable table(Kind::Nodes);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto cluster = test::sampleCluster();
        cluster.nodes[2].state = api::NodeState::unreachable;
        cluster.nodes[2].seenAt = test::kSampleNow - 96'000;
        table.show(cluster);
        QCOMPARE(table.rowCount(), 3);
        QVERIFY(cell(table, QStringLiteral("n1"), 0).contains(QStringLiteral("answers")));
        QCOMPARE(mark(table, QStringLiteral("n1")), Mark::Good);
        QCOMPARE(mark(table, QStringLiteral("n3")), Mark::Bad);
        QVERIFY(cell(table, QStringLiteral("n3"), 1).contains(QStringLiteral("min ago")));
        QCOMPARE(cell(table, QStringLiteral("n3"), 4), QStringLiteral("–"));  // its load is not known
        QCOMPARE(cell(table, QStringLiteral("n1"), 9), QStringLiteral("0"));
        QCOMPARE(cell(table, QStringLiteral("n3"), 9), QStringLiteral("3"));
    }

    void aWorkerHasNoJournalThatCouldBeBehind() {
        ClusterTable table(Kind::Nodes);
        auto cluster = test::sampleCluster();
        cluster.nodes[2].roles = {"worker"};
        cluster.nodes[2].place = 0;
        table.show(cluster);
        QCOMPARE(cell(table, QStringLiteral("n3"), 9), QStringLiteral("–"));
        QCOMPARE(cell(table, QStringLiteral("n1"), 9), QStringLiteral("0"));
    }

    /// Engines tell times by their own clock, and the console's may be another.
    void agesAreByTheClockOfWhoAnswers() {
        ClusterTable table(Kind::Pools);
        auto cluster = test::sampleCluster();
        constexpr qint64 kHour = 3'600'000;
        cluster.nodes[0].seenAt = test::kSampleNow - kHour;  // the one that answers
        cluster.pools[0].oldestAt = cluster.nodes[0].seenAt - 8'000;
        cluster.pools[1].oldestAt = cluster.nodes[0].seenAt + 2'000;  // by a server's clock
        table.show(cluster);
        QCOMPARE(cell(table, toText(cluster.pools[0].name), 3), formatDuration(8'000));
        QCOMPARE(cell(table, toText(cluster.pools[1].name), 3), formatDuration(0));
    }

    void rowsKeepTheirIdentity() {
        ClusterTable table(Kind::Nodes);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto cluster = test::sampleCluster();
        table.show(cluster);
        const QPersistentModelIndex third(table.index(2, 0));
        QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        std::swap(cluster.nodes[0], cluster.nodes[2]);
        cluster.nodes[1].load = 7.5;
        table.show(cluster);
        QCOMPARE(third.row(), 0);
        cluster.nodes.erase(cluster.nodes.begin());
        table.show(cluster);
        QVERIFY(!third.isValid());
        cluster.nodes.push_back(cluster.nodes[0]);  // told twice, shown once
        table.show(cluster);
        QCOMPARE(table.rowCount(), 2);
        QCOMPARE(resets.count(), 0);
    }

    void poolsSayWhatWaits() {
        ClusterTable table(Kind::Pools);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto cluster = test::sampleCluster();
        table.show(cluster);
        QCOMPARE(cell(table, QStringLiteral("gpu"), 2), QStringLiteral("41"));
        QCOMPARE(cell(table, QStringLiteral("gpu"), 3), QStringLiteral("1 m 34 s"));
        QCOMPARE(mark(table, QStringLiteral("gpu")), Mark::Good);
        cluster.pools[0].workers.clear();
        cluster.pools[1].paused = true;
        table.show(cluster);
        QCOMPARE(mark(table, QStringLiteral("default")), Mark::Bad);
        QCOMPARE(mark(table, QStringLiteral("gpu")), Mark::Off);
        cluster.pools[1].paused = false;
        cluster.pools[1].queued = cluster.pools[1].capacity;
        table.show(cluster);
        QCOMPARE(mark(table, QStringLiteral("gpu")), Mark::Attention);
    }

    void consumersStandBelowTheirStreams() {
        ClusterTable table(Kind::Streams);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto cluster = test::sampleCluster();
        cluster.streams[0].replicasCurrent = 2;
        table.show(cluster);
        QCOMPARE(table.rowCount(), 7);
        QCOMPARE(table.rowOf(QStringLiteral("BEAMLINE_JOURNAL/n1")), 1);
        QCOMPARE(cell(table, QStringLiteral("BEAMLINE_WORK/pool-gpu"), 4), QStringLiteral("41"));
        QCOMPARE(mark(table, QStringLiteral("BEAMLINE_JOURNAL")), Mark::Attention);
        QCOMPARE(mark(table, QStringLiteral("BEAMLINE_WORK")), Mark::Good);
    }

    void serversSayTheirRoundTrip() {
        ClusterTable table(Kind::Servers);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.show(test::sampleCluster());
        QCOMPARE(table.rowCount(), 3);
        QCOMPARE(table.index(0, 3).data().toString(), QStringLiteral("420 µs"));
    }

    void itAsksOnlyWhileItIsSeen() {
        auto engine = test::clusterEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("default"));
        ClusterModel model(&session);
        QTest::qWait(50);
        QCOMPARE(engine->calls("get_cluster"), 0);
        model.setLive(true);
        QTRY_COMPARE(model.state(), ClusterModel::State::Ready);
        QTRY_COMPARE(model.statistics().points.size(), std::size_t(58));
        QCOMPARE(model.cluster().name, std::string("prod-eu"));
        const int asked = engine->calls("get_cluster");
        api::Event event;
        event.kind = "engine.health";
        engine->publish(event);
        QTRY_COMPARE(engine->calls("get_cluster"), asked + 1);
        model.setLive(false);
        engine->publish(event);
        QTest::qWait(150);
        QCOMPARE(engine->calls("get_cluster"), asked + 1);
    }

    void aLateAnswerDoesNotUndoACommand() {
        auto engine = test::clusterEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("default"));
        ClusterModel model(&session);
        engine->hold("get_cluster");
        model.setLive(true);
        auto newer = test::sampleCluster();
        newer.name = "newer";
        model.take(newer);
        engine->release("get_cluster");
        QTest::qWait(50);
        QCOMPARE(model.cluster().name, std::string("newer"));
    }

    void whatFailsLeavesTheLastAnswer() {
        auto engine = test::clusterEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("default"));
        ClusterModel model(&session);
        model.setLive(true);
        QTRY_COMPARE(model.state(), ClusterModel::State::Ready);
        engine->fail("get_cluster", {api::code::kUnavailable, "Lost.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.error().message, std::string("Lost."));
        QCOMPARE(model.state(), ClusterModel::State::Ready);
        QCOMPARE(model.cluster().nodes.size(), std::size_t(3));
    }

    void anOlderEngineIsNotAsked() {
        auto engine = test::clusterEngine();
        auto health = engine->health();
        health.operations = {"count_runs"};
        engine->setHealth(health);
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("default"));
        ClusterModel model(&session);
        model.setLive(true);
        QCOMPARE(model.state(), ClusterModel::State::Failed);
        QVERIFY(!model.statisticsProblem().isEmpty());
        QCOMPARE(engine->calls("get_cluster"), 0);
    }

    void connectionsFollowTheirBook() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("beamline.ini")));
        SecretStore secrets(settings, QStringLiteral("connections"), QString());
        ConnectionBook book(settings, secrets);
        ConnectionListModel model(&book);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ConnectionProfile own;
        own.name = "Zurich";
        own.servers = {"nats://a"};
        own.production = true;
        const auto id = book.put(own);
        book.setContexts({{QStringLiteral("b"), {}, {}, {}}, {QStringLiteral("a"), {}, {}, QStringLiteral("No.")}});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("a"));
        QVERIFY(model.index(1, 0).data(ConnectionListModel::ProblemRole).toBool());
        QCOMPARE(model.index(3, 0).data(ConnectionListModel::TagRole).toString(), QStringLiteral("production"));
        QVERIFY(!model.index(3, 0).data(ConnectionListModel::PhaseOfRole).isValid());
        book.noteWindow(this, *id, ConnectionPhase::Stale);
        QCOMPARE(model.index(3, ConnectionListModel::StateColumn).data().toString(), QStringLiteral("Stale"));
        book.noteWindow(&model, *id, ConnectionPhase::Connected);
        QCOMPARE(model.index(3, ConnectionListModel::StateColumn).data().toString(), QStringLiteral("Connected"));
        book.forgetWindow(this);
        book.forgetWindow(&model);
        book.remove(*id);
        book.setContexts({{QStringLiteral("b"), {}, {}, {}}});
        QCOMPARE(model.rowCount(), 2);
    }
};

}  // namespace tst_models_cluster

GUI_TEST(tst_models_cluster, TestModelsCluster)
#include "tst_models_cluster.moc"
