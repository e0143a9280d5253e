// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Overview.
#include <QScrollArea>
#include <QScrollBar>

#include "tests/ui/sample_overview.h"
#include "tests/ui/screens.h"
#include "ui/pages/overview/overview_page.h"

namespace beamline::test {

namespace {
/// The page alone, as the window would show it.
void shootPage(Stage& stage, const QString& name, const QSize& size, std::shared_ptr<FixtureEngine> engine,
               const std::function<void(OverviewPage&)>& act = {}) {
    if (!name.contains(stage.only)) {
        return;
    }
    for (const bool dark : {false, true}) {
        Theme::current().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        EngineSession session(engine, sampleIdentity(), QStringLiteral("default"));
        session.setWatched(true);
        QWidget ground;
        auto* column = new QVBoxLayout(&ground);
        column->setContentsMargins(24, 12, 24, 12);
        auto* page = new OverviewPage(&session, &ground);
        column->addWidget(page);
        ground.resize(size);
        ground.show();
        page->activated();
        settle();
        if (act) {
            act(*page);
            settle();
        }
        ground.grab().save(QStringLiteral("%1/%2-%3.png")
                               .arg(stage.folder, name, dark ? QStringLiteral("dark") : QStringLiteral("light")));
        page->deactivated();
    }
}

std::shared_ptr<FixtureEngine> wordyEngine() {
    auto engine = overviewEngine();
    api::RunSummary run = engine->runs({}, true).front();
    run.id = "01HFFK6SY9540QZ8N3WJ5B7RTZ";
    run.workflow = "a-workflow-whose-name-somebody-took-from-a-whole-sentence-about-customers-and-invoices";
    run.now = std::string(400, 'W') + " answered 503: " + std::string(200, 'x');
    run.phase = api::Phase::faulted;
    run.endedAt = run.updatedAt = kSampleNow - 5'000;
    run.error = api::WorkflowError{"https://errors/communication", 503, run.now, run.now, "/do/0/aVeryLongTaskName"};
    engine->put(run);
    auto health = engine->health();
    health.problems.push_back({"order_unreachable", std::string(500, 'M') + " cannot be reached.", kSampleNow});
    engine->setHealth(health);
    return engine;
}
}  // namespace

void shootOverview(Stage& stage) {
    const QSize wide(1240, 900);
    shootPage(stage, QStringLiteral("overview"), wide, overviewEngine());
    shootPage(stage, QStringLiteral("overview-below"), wide, overviewEngine(), [](OverviewPage& page) {
        auto* bar = page.findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
    });
    shootPage(stage, QStringLiteral("overview-full"), QSize(1700, 1300), overviewEngine());
    shootPage(stage, QStringLiteral("overview-narrow"), QSize(720, 1700), overviewEngine());
    shootPage(stage, QStringLiteral("overview-wordy"), wide, wordyEngine());
    shootPage(stage, QStringLiteral("overview-empty"), wide, freshEngine());
    auto quiet = sampleEngine();
    quiet->setStatistics({}, 60'000);
    shootPage(stage, QStringLiteral("overview-started"), wide, quiet);
    auto broken = overviewEngine();
    broken->fail("count_runs", {api::code::kUnavailable, "The node does not answer. Look at its log.", {}, true});
    shootPage(stage, QStringLiteral("overview-error"), wide, broken);
    auto partly = overviewEngine();
    partly->fail("group_runs", {api::code::kUnavailable, "Groups are not to be had now. Try again.", {}, true});
    partly->fail("get_statistics", {api::code::kUnavailable, "The node does not answer. Look at its log.", {}, true});
    shootPage(stage, QStringLiteral("overview-partly"), wide, partly);
}

}  // namespace beamline::test
