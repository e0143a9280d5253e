// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_overview.h"

#include <cmath>

namespace beamline::test {

std::vector<api::StatisticsPoint> sampleEvening() {
    constexpr api::Timestamp kMinute = 60'000;
    std::vector<api::StatisticsPoint> points;
    for (int i = 0; i < 120; ++i) {
        const double wave = std::sin(i / 7.0);
        const bool bad = i > 104 && i < 110;
        api::StatisticsPoint one;
        one.at = kSampleNow - (120 - i) * kMinute;
        one.runsStarted = 20 + static_cast<std::int64_t>(6 * wave);
        one.runsCompleted = 19 + static_cast<std::int64_t>(6 * wave) + (i > 60 ? 1 : 0);
        one.runsFaulted = bad ? 2 : i % 29 == 0 ? 1 : 0;
        one.tasks = 2'200 + static_cast<std::int64_t>(600 * wave);
        one.p50 = 6 + wave;
        one.p95 = 84 + 20 * wave + (bad ? 120 : 0);
        one.p99 = 310 + 60 * wave + (bad ? 480 : 0);
        one.queued = bad ? (i - 104) * 6 : i % 4;
        one.busy = 5 + static_cast<std::int64_t>(3 * wave) + (bad ? 8 : 0);
        one.threads = 20;
        points.push_back(one);
    }
    return points;
}

std::shared_ptr<FixtureEngine> overviewEngine() {
    auto engine = deadLetterEngine();
    engine->setStatistics(sampleEvening(), 60'000);
    auto health = engine->health();
    health.pools = {{"cpu", 2, 1, 0, 10'000}, {"gpu", 0, 0, 0, 10'000}, {"io", 16, 3, 2, 10'000}};
    health.problems = {{"backup_old",
                        "The last backup is 9 days old: “beamctl backup” makes one while the engine runs.",
                        kSampleNow - 26 * 3'600'000LL}};
    engine->setHealth(health);
    return engine;
}

std::shared_ptr<FixtureEngine> freshEngine() {
    auto engine = std::make_shared<FixtureEngine>();
    engine->setNow(kSampleNow);
    return engine;
}

}  // namespace beamline::test
