// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_cluster.h"
#include "ui/models/formatting.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/question.h"
#include "ui/widgets/shard_map.h"
#include "ui/widgets/theme.h"

namespace tst_cluster_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine;
    MainWindow window{settings};

    explicit Shown(std::shared_ptr<FixtureEngine> shown) : engine(std::move(shown)) {
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setSession(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("default")),
                          false);
        window.open(QStringLiteral("cluster"));
        QTRY_VERIFY(table("cluster.nodes").model()->rowCount() > 0);
    }
    ClusterPage& page() { return *window.findChild<ClusterPage*>(); }
    QTableView& table(const char* name) { return *page().findChild<QTableView*>(QString::fromLatin1(name)); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    ShardMap& shards() { return *page().findChild<ShardMap*>(); }
    QString bar() {
        auto* one = page().findChild<InfoBar*>(QStringLiteral("cluster.bar"));
        return one->isVisible() ? one->text() : QString();
    }
    Question* question() { return window.findChild<Question*>(); }
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

class TestClusterPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }

    void itIsReachedByKey() {
        Shown shown(test::clusterEngine());
        shown.window.open(QStringLiteral("runs"));
        const auto key = shown.window.commands().find(QStringLiteral("go.cluster"))->shortcut()[0];
        QTest::keyClick(&shown.window, key.key(), key.keyboardModifiers());
        QCOMPARE(shown.window.place(), QStringLiteral("cluster"));
        QVERIFY(shown.page().isVisible());
    }

    /// Several nodes may be on one machine, and beamctl knows them by their id.
    void nodesAreTheirIds() {
        Shown shown(test::clusterEngine());
        const auto* nodes = shown.table("cluster.nodes").model();
        QCOMPARE(nodes->index(0, 0).data().toString(), QStringLiteral("n1 (answers) · orchestra-1.example.com"));
        QCOMPARE(nodes->index(1, 0).data().toString(), QStringLiteral("n2 · orchestra-2.example.com"));
    }

    /// By the clock of the node that answers: this machine's may be wrong.
    void aNodeThatIsSilentSaysSoBeforeItIsLost() {
        auto engine = test::clusterEngine();
        auto cluster = test::sampleCluster();
        cluster.nodes[0].seenAt = 5'000'000;
        cluster.nodes[1].seenAt = 5'000'000 - 7'300;
        cluster.nodes[2].seenAt = 5'000'000 - 3'000;
        engine->setCluster(cluster);
        Shown shown(engine);
        const auto* nodes = shown.table("cluster.nodes").model();
        QCOMPARE(nodes->index(0, 1).data().toString(), QStringLiteral("Online"));
        QVERIFY2(nodes->index(1, 1).data().toString().startsWith(QStringLiteral("Silent for 7")),
                 qPrintable(nodes->index(1, 1).data().toString()));
        QCOMPARE(nodes->index(2, 1).data().toString(), QStringLiteral("Online"));
    }

    /// What cannot be mended is no warning that stands above the page for ever.
    void whatIsToBeKnownStandsBesideTheServers() {
        Shown shown(test::clusterEngine());
        const auto* notes = shown.page().findChild<QLabel*>(QStringLiteral("cluster.notes"));
        QVERIFY(notes->isVisible());
        QVERIFY(notes->text().contains(QStringLiteral("loss of power")));
        const auto bars = shown.page().findChildren<InfoBar*>(QStringLiteral("cluster.warning"));
        QVERIFY(std::none_of(bars.begin(), bars.end(), [](const InfoBar* one) { return one->isVisible(); }));
    }

    void anEngineThatDoesNotAnswerLeavesNoOldFiguresUnsaid() {
        Shown shown(test::clusterEngine());
        QVERIFY(shown.bar().isEmpty());
        shown.engine->hold("get_cluster");
        QTRY_VERIFY_WITH_TIMEOUT(shown.bar().contains(QStringLiteral("has not answered since")), 20'000);
        QVERIFY(shown.bar().contains(QStringLiteral("What you see is as of ")));
        shown.engine->release("get_cluster");
        QTRY_VERIFY(shown.bar().isEmpty());
    }

    void withoutWorkersItSaysWhatTheyAre() {
        auto engine = test::clusterEngine();
        auto cluster = test::sampleCluster();
        cluster.pools.clear();
        engine->setCluster(cluster);
        Shown shown(engine);
        const auto labels = shown.page().findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* one) {
            return one->isVisible() && one->text().contains(QStringLiteral("No worker has come yet"));
        }));
        QVERIFY(!shown.table("cluster.pools").isVisible());
    }

    void itAsksOnlyWhileItIsInFront() {
        Shown shown(test::clusterEngine());
        shown.window.open(QStringLiteral("runs"));
        const int asked = shown.engine->calls("get_cluster");
        QTest::qWait(2'300);  // longer than it would wait
        QCOMPARE(shown.engine->calls("get_cluster"), asked);
        shown.window.open(QStringLiteral("cluster"));
        QTRY_COMPARE(shown.engine->calls("get_cluster"), asked + 1);
    }

    void aNodeIsDrainedAfterAQuestionAndResumedWithout() {
        Shown shown(test::clusterEngine());
        QVERIFY(!shown.action("cluster.drainNode").isEnabled());
        QVERIFY(shown.action("cluster.drainNode").toolTip().contains(QStringLiteral("Select a node")));
        shown.table("cluster.nodes").selectRow(1);
        QVERIFY(shown.action("cluster.drainNode").isEnabled());
        QVERIFY(!shown.action("cluster.resumeNode").isEnabled());
        QTest::mouseClick(button(shown.page(), QStringLiteral("Drain node…")), Qt::LeftButton);
        QVERIFY(shown.question());
        QVERIFY(shown.question()->text().contains(QStringLiteral("11 shards")));
        QTest::keyClick(shown.question(), Qt::Key_Return);  // the safe answer is the default
        QTRY_VERIFY(!shown.question());
        QCOMPARE(shown.engine->calls("control_node"), 0);
        shown.action("cluster.drainNode").trigger();
        QTest::mouseClick(button(*shown.question(), QStringLiteral("Drain")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->calls("control_node"), 1);
        const auto sent = shown.engine->last<api::ControlNode>();
        QCOMPARE(sent->node, std::string("n2"));
        QCOMPARE(sent->action, api::DrainAction::drain);
        QTRY_COMPARE(shown.table("cluster.nodes").model()->index(1, 1).data().toString(), QStringLiteral("Draining"));
        QVERIFY(shown.bar().contains(QStringLiteral("is being drained")));
        QVERIFY(!shown.action("cluster.drainNode").isEnabled());
        QTRY_VERIFY(!shown.question());
        shown.action("cluster.resumeNode").trigger();
        QTRY_COMPARE(shown.table("cluster.nodes").model()->index(1, 1).data().toString(), QStringLiteral("Online"));
    }

    void whatIsRefusedIsSaid() {
        Shown shown(test::clusterEngine());
        shown.engine->fail("control_node",
                           {api::code::kConflict, "No other node could take its shards over.", {}, false});
        shown.table("cluster.nodes").selectRow(0);
        shown.action("cluster.drainNode").trigger();
        QTest::mouseClick(button(*shown.question(), QStringLiteral("Drain")), Qt::LeftButton);
        QTRY_VERIFY(shown.bar().contains(QStringLiteral("No other node could take")));
        QVERIFY(shown.action("cluster.drainNode").isEnabled());
    }

    void aPoolIsDrainedAndResumed() {
        Shown shown(test::clusterEngine());
        shown.table("cluster.pools").selectRow(1);
        shown.action("cluster.drainPool").trigger();
        QVERIFY(shown.question()->text().contains(QStringLiteral("41 tasks stay queued")));
        QTest::mouseClick(button(*shown.question(), QStringLiteral("Drain")), Qt::LeftButton);
        QTRY_COMPARE(shown.table("cluster.pools").model()->index(1, 1).data().toString(), QStringLiteral("Drained"));
        QCOMPARE(shown.engine->last<api::ControlPool>()->pool, std::string("gpu"));
        QTRY_VERIFY(!shown.question());
        shown.action("cluster.resumePool").trigger();
        QTRY_COMPARE(shown.table("cluster.pools").model()->index(1, 1).data().toString(), QStringLiteral("Ready"));
    }

    void aShardIsMovedFromTheMap() {
        Shown shown(test::clusterEngine());
        auto& map = shown.shards();
        QVERIFY(!shown.action("cluster.moveShard").isEnabled());
        map.setFocus(Qt::TabFocusReason);
        QCOMPARE(map.current(), 0);
        QTest::keyClick(&map, Qt::Key_Right);
        QCOMPARE(map.current(), 1);
        QVERIFY(map.accessibleDescription().contains(QStringLiteral("by n2")));
        QVERIFY(map.accessibleDescription().contains(QStringLiteral("epoch 4")));
        QTest::keyClick(&map, Qt::Key_Return);
        auto* menu = shown.page().findChild<QMenu*>(QStringLiteral("cluster.targets"));
        QVERIFY(menu);
        auto* own = menu->findChild<QAction*>(QStringLiteral("move.n2"));
        QVERIFY(own && !own->isEnabled() && own->toolTip().contains(QStringLiteral("already")));
        menu->findChild<QAction*>(QStringLiteral("move.n3"))->trigger();
        menu->close();
        QVERIFY(shown.question());
        QTest::mouseClick(button(*shown.question(), QStringLiteral("Move")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->calls("move_shard"), 1);
        const auto sent = shown.engine->last<api::MoveShard>();
        QCOMPARE(sent->shard, 1);
        QCOMPARE(sent->node, std::string("n3"));
        QTRY_VERIFY(map.textOf(1).contains(QStringLiteral("moving to n3")));
        QCOMPARE(map.current(), 1);  // it stays chosen
    }

    void aClickChoosesAShardAndNothingElseDoes() {
        Shown shown(test::clusterEngine());
        auto& map = shown.shards();
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(extent::kShardWidth / 2, extent::kShardHeight / 2));
        QCOMPARE(map.current(), 0);
        QVERIFY(map.legend().contains(QStringLiteral("n1: 11")));
    }

    void whatCouldBeLostStandsOnTop() {
        Shown shown(test::troubledCluster());
        int visible = 0;
        for (auto* bar : shown.page().findChildren<InfoBar*>(QStringLiteral("cluster.warning"))) {
            visible += bar->isVisible() ? 1 : 0;
        }
        QCOMPARE(visible, 2);
        QVERIFY(shown.shards().legend().contains(QStringLiteral("nobody: 1")));
        auto many = test::sampleCluster();
        for (int i = 0; i < 9; ++i) {
            many.warnings.push_back({"w" + std::to_string(i), "Warning " + std::to_string(i) + ".", 1});
        }
        shown.engine->setCluster(many);
        shown.page().refresh();
        const auto bars = shown.page().findChildren<InfoBar*>(QStringLiteral("cluster.warning"));
        QTRY_VERIFY(bars.last()->text().contains(QStringLiteral("6 more warnings")));
    }

    void chartsLeaveOutWhatIsNotKnown() {
        Shown shown(test::clusterEngine());
        auto* chart = shown.page().findChild<LineChart*>();
        QTRY_VERIFY(!chart->summary().isEmpty());
        QVERIFY2(chart->summary().startsWith(QStringLiteral("tasks ")), qPrintable(chart->summary()));
        QVERIFY(chart->legend().contains(QStringLiteral("tasks")));
        bool known = false;
        bool unknown = false;
        for (int x = 60; x < chart->width(); x += 2) {
            (chart->textAt(x).isEmpty() ? unknown : known) = true;
        }
        QVERIFY(known);
        QVERIFY(unknown);
    }

    void actionsWaitForTheEngine() {
        Shown shown(test::clusterEngine());
        shown.table("cluster.nodes").selectRow(1);
        QVERIFY(shown.action("cluster.drainNode").isEnabled());
        auto health = shown.engine->health();
        health.state = api::HealthState::unreachable;
        health.problems = {{api::code::kUnavailable, "Nobody answers.", test::kSampleNow - 1'000}};
        shown.engine->setHealth(health);
        shown.window.session()->refreshHealth();
        QVERIFY(!shown.action("cluster.drainNode").isEnabled());
        QVERIFY(shown.action("cluster.drainNode").toolTip().contains(QStringLiteral("cannot be reached")));
        QCOMPARE(shown.table("cluster.nodes").model()->rowCount(), 3);  // what was known stays
    }

    void anOlderEngineDisablesWhatItCannotDo() {
        auto engine = test::clusterEngine();
        auto health = engine->health();
        health.version = "0.1";
        health.operations = {"get_cluster", "count_runs", "list_runs"};
        engine->setHealth(health);
        Shown shown(engine);
        shown.table("cluster.nodes").selectRow(1);
        QVERIFY(!shown.action("cluster.drainNode").isEnabled());
        QVERIFY(
            shown.action("cluster.drainNode").toolTip().contains(QStringLiteral("newer engine (this one has 0.1)")));
        bool said = false;
        for (auto* label : shown.page().findChildren<QLabel*>()) {
            said |= label->isVisible() && label->text().startsWith(QStringLiteral("There are no figures"));
        }
        QVERIFY(said);
    }

    void anEngineAloneSaysWhatAClusterWouldGive() {
        auto engine = test::sampleEngine();
        api::ClusterInfo alone;
        alone.nodes = {test::sampleCluster().nodes[0]};
        alone.self = alone.nodes[0].id;
        engine->setCluster(alone);
        Shown shown(engine);
        bool said = false;
        for (auto* label : shown.page().findChildren<QLabel*>()) {
            said |= label->isVisible() && label->text().contains(QStringLiteral("beamctl cluster init"));
        }
        QVERIFY(said);
        QVERIFY(!shown.shards().isVisible());
        QVERIFY(!shown.action("cluster.drainNode").isVisible());
    }
};

}  // namespace tst_cluster_page

GUI_TEST(tst_cluster_page, TestClusterPage)
#include "tst_cluster_page.moc"
