// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Cluster.
#include <QAction>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

#include "tests/ui/sample_cluster.h"
#include "tests/ui/screens.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/widgets/question.h"
#include "ui/widgets/shard_map.h"

namespace beamline::test {

namespace {
QWidget* asking(MainWindow& window, const char* table, const char* command) {
    auto* page = window.findChild<ClusterPage*>();
    page->findChild<QTableView*>(QString::fromLatin1(table))->selectRow(1);
    page->findChild<QAction*>(QString::fromLatin1(command))->trigger();
    settle();
    return window.findChild<Question*>();
}

QWidget* scrolled(MainWindow& window) {
    auto* bar = window.findChild<ClusterPage*>()->findChild<QScrollArea*>()->verticalScrollBar();
    bar->setValue(bar->maximum());
    window.findChild<ShardMap*>()->setCurrent(7);
    return &window;
}
}  // namespace

void shootCluster(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("cluster");
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    stage.shoot(at("cluster"), size, place, clusterEngine());
    stage.shoot(at("cluster-below"), size, place, troubledCluster(), scrolled);
    stage.shoot(at("cluster-troubled"), size, place, troubledCluster(), [](MainWindow& window) -> QWidget* {
        window.findChild<ClusterPage*>()->findChild<QTableView*>(QStringLiteral("cluster.nodes"))->selectRow(1);
        return &window;
    });
    auto alone = sampleEngine();
    api::ClusterInfo one;
    one.nodes = {sampleCluster().nodes[0]};
    one.self = "n1";
    alone->setCluster(one);
    alone->setStatistics(sampleHour(), 60'000);
    stage.shoot(at("cluster-alone"), size, place, alone);
    auto older = clusterEngine();
    auto health = older->health();
    health.operations = {"count_runs", "list_runs"};
    older->setHealth(health);
    stage.shoot(at("cluster-older"), size, place, older);
    auto broken = std::make_shared<FixtureEngine>();
    broken->fail("get_cluster", {api::code::kUnavailable, "The node does not answer. Look at its log.", {}, true});
    stage.shoot(at("cluster-error"), size, place, broken);
    if (suffix.isEmpty()) {
        stage.shoot(at("cluster-drain"), size, place, clusterEngine(),
                    [](MainWindow& window) { return asking(window, "cluster.nodes", "cluster.drainNode"); });
        stage.shoot(at("cluster-drain-pool"), size, place, clusterEngine(),
                    [](MainWindow& window) { return asking(window, "cluster.pools", "cluster.drainPool"); });
        stage.shoot(at("cluster-move"), size, place, clusterEngine(), [](MainWindow& window) -> QWidget* {
            auto* page = window.findChild<ClusterPage*>();
            page->findChild<ShardMap*>()->setCurrent(4);
            page->findChild<QAction*>(QStringLiteral("cluster.moveShard"))->trigger();
            settle();
            return page->findChild<QMenu*>(QStringLiteral("cluster.targets"));
        });
    }
}

}  // namespace beamline::test
