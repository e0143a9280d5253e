// SPDX-License-Identifier: Apache-2.0
// Pictures of what belongs to the window: palette, menus, settings with their keys, problems.
#include <QAction>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QTableView>
#include <QTest>

#include "tests/ui/sample_cluster.h"
#include "tests/ui/sample_overview.h"
#include "tests/ui/screens.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/key_help.h"
#include "ui/shell/tray_icon.h"

namespace beamline::test {

namespace {
QWidget* searched(MainWindow& window, const char* text) {
    window.commands().find(QStringLiteral("window.commands"))->trigger();
    auto* palette = window.findChild<CommandPalette*>();
    palette->findChild<QLineEdit*>()->setText(QString::fromLatin1(text));
    return palette;
}

std::shared_ptr<FixtureEngine> manyProblems() {
    auto engine = sampleEngine();
    api::Health health = engine->health();
    health.state = api::HealthState::refusing;
    health.problems = {
        {"disk_full", "The disk of /srv/beamline is full. Free some space; the engine goes on by itself.",
         kSampleNow - 42'000},
        {"events_out", "Events wait for NATS: the server nats-2.example.com refuses the stream BEAMLINE_EVENTS.",
         kSampleNow - 3'600'000}};
    engine->setHealth(health);
    api::Schedule schedule;
    schedule.ns = "finance";
    schedule.workflow = "month-end";
    schedule.detail = "0 6 1 * *";
    schedule.last = kSampleNow - 86'400'000;
    schedule.problem =
        "The secret ERP_TOKEN has no value. Give it one on the page Secrets; the next start is at 06:00.";
    engine->put(schedule);
    api::ClusterInfo cluster;
    cluster.warnings = {{"replicas",
                         "The stream of shard 7 has one replica of three: node n3 is away. Start it again, "
                         "or take it out of the cluster.",
                         kSampleNow - 600'000}};
    engine->setCluster(cluster);
    return engine;
}

/// Every state on a light and on a dark panel, as large as panels have them and four times that.
void shootTray(const QString& folder) {
    using C = EngineCondition;
    const std::vector<std::pair<C, int>> states{{C::Fine, 0},      {C::Fine, 3},        {C::Degraded, 0},
                                                {C::Degraded, 12}, {C::Unreachable, 0}, {C::Stopped, 7},
                                                {C::Refusing, 500}};
    constexpr int kCell = 80;
    QImage all(int(states.size()) * kCell, 4 * kCell, QImage::Format_RGB32);
    QPainter painter(&all);
    for (const bool dark : {false, true}) {
        painter.fillRect(0, dark ? 2 * kCell : 0, all.width(), 2 * kCell,
                         (dark ? Theme::dark() : Theme::light()).window);
        for (std::size_t i = 0; i < states.size(); ++i) {
            TrayState state;
            std::tie(state.worst, state.waiting) = states[i];
            const QPoint at(int(i) * kCell + space::k8, (dark ? 2 * kCell : 0) + space::k8);
            painter.drawPixmap(at, TrayIcon::picture(state, 16));
            painter.drawPixmap(at + QPoint(space::k24, 0), TrayIcon::picture(state, 22));
            painter.drawPixmap(at + QPoint(0, kCell), TrayIcon::picture(state, 64));
        }
    }
    painter.end();
    all.save(folder + QStringLiteral("/shell-tray.png"));
}
}  // namespace

void shootShell(Stage& stage, const QString& suffix, const QSize& size) {
    const auto shoot = [&](const char* name, const char* place, std::shared_ptr<FixtureEngine> engine,
                           const std::function<QWidget*(MainWindow&)>& act) {
        stage.shoot(QStringLiteral("shell-") + QString::fromLatin1(name) + suffix, size, QString::fromLatin1(place),
                    std::move(engine), act);
    };
    shoot("palette", "runs", sampleEngine(), [](MainWindow& window) { return searched(window, ""); });
    shoot("palette-found", "runs", sampleEngine(), [](MainWindow& window) { return searched(window, "invoice"); });
    shoot("palette-nothing", "runs", sampleEngine(), [](MainWindow& window) { return searched(window, "zzzz"); });
    for (const char* place : {"runs", "problems"}) {
        shoot(qPrintable(QStringLiteral("keys-") + QString::fromLatin1(place)), place, sampleEngine(),
              [](MainWindow& window) -> QWidget* {
                  window.commands().find(QStringLiteral("help.shortcuts"))->trigger();
                  return window.findChild<KeyHelp*>();
              });
    }
    shoot("menu", "runs", sampleEngine(), [](MainWindow& window) -> QWidget* {
        window.menuBar()->show();
        return &window;
    });
    for (const char* section : {"appearance", "runs", "notifications", "shortcuts", "layout", "about"}) {
        shoot(section, qPrintable(QStringLiteral("settings/") + QString::fromLatin1(section)), sampleEngine(), same);
    }
    shoot("conflict", "settings/shortcuts", sampleEngine(), [](MainWindow& window) -> QWidget* {
        auto* table = window.findChild<QTableView*>(QStringLiteral("shortcuts.table"));
        table->selectRow(2);
        QMetaObject::invokeMethod(table, "rowActivated", Q_ARG(QModelIndex, table->currentIndex()));
        auto* field = table->findChild<QLineEdit*>(QStringLiteral("shortcut.field"));
        QTest::keyClick(field, Qt::Key_K, Qt::ControlModifier);
        return &window;
    });
    shoot("search", "settings", sampleEngine(), [](MainWindow& window) -> QWidget* {
        for (auto* field : window.findChildren<QLineEdit*>()) {
            if (field->isVisible() && field->accessibleName() == QLatin1String("Search settings")) {
                field->setText(QStringLiteral("theme"));
            }
        }
        return &window;
    });
    shoot("problems", "problems", manyProblems(), [](MainWindow& window) -> QWidget* {
        window.session()->report({api::code::kUnavailable, "The disk is full. Free some space.", {}, true},
                                 QStringLiteral("Suspending the run"));
        return &window;
    });
    shoot("no-problems", "problems", freshEngine(), same);
    if (QStringLiteral("shell-tray").contains(stage.only) && suffix.isEmpty()) {
        shootTray(stage.folder);
    }
}

}  // namespace beamline::test
