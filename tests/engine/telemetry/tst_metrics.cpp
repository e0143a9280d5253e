// SPDX-License-Identifier: Apache-2.0
// Figures, as Prometheus reads them.

#include <gtest/gtest.h>

#include "engine/telemetry/metrics.h"

namespace beamline::telemetry {

TEST(Metrics, HaveTheExactTextFormat) {
    Metrics metrics;
    metrics.counter("b_total", "Things.", {{"kind", "a\"\\\n"}}).add();
    metrics.counter("b_total", "Things.", {{"kind", "a\"\\\n"}}).add(1.5);
    metrics.gauge("a", "Now.").set(-3);
    metrics.gauge("a", "Now.").add(1);
    auto& histogram = metrics.histogram("c_seconds", "Times.", {0.1, 1}, {{"x", "y"}});
    histogram.observe(0.05);
    histogram.observe(0.1);
    histogram.observe(5);
    EXPECT_EQ(metrics.text(),
              "# HELP a Now.\n# TYPE a gauge\na -2\n"
              "# HELP b_total Things.\n# TYPE b_total counter\nb_total{kind=\"a\\\"\\\\\\n\"} 2.5\n"
              "# HELP c_seconds Times.\n# TYPE c_seconds histogram\n"
              "c_seconds_count{x=\"y\"} 3\nc_seconds_sum{x=\"y\"} 5.15\n"
              "c_seconds_bucket{x=\"y\",le=\"0.1\"} 2\nc_seconds_bucket{x=\"y\",le=\"1\"} 2\n"
              "c_seconds_bucket{x=\"y\",le=\"+Inf\"} 3\n");
}

TEST(Metrics, LabelsDoNotGrowForEver) {
    Metrics metrics;
    for (std::size_t i = 0; i < kMaxSeries + 50; ++i) {
        metrics.counter("n_total", "N.", {{"id", std::to_string(i)}}).add();
    }
    const auto text = metrics.text();
    EXPECT_NE(text.find("n_total{id=\"other\"} 50\n"), std::string::npos);
    EXPECT_NE(text.find("n_total{id=\"999\"} 1\n"), std::string::npos);
    EXPECT_EQ(text.find("n_total{id=\"1000\"}"), std::string::npos);
}

TEST(Metrics, SourcesAreAskedEachTime) {
    Metrics metrics;
    int asked = 0;
    metrics.addSource([&](MetricSink& sink) { sink.gauge("asked", "Asked.", {}, ++asked); });
    EXPECT_EQ(metrics.text(), "# HELP asked Asked.\n# TYPE asked gauge\nasked 1\n");
    const auto text = metrics.text([](MetricSink& sink) {
        sink.gauge("asked", "Asked.", {{"by", "more"}}, 7);
        sink.counter("asked", "Another kind of the same name is left out.", {}, 9);
    });
    EXPECT_EQ(text, "# HELP asked Asked.\n# TYPE asked gauge\nasked 2\nasked{by=\"more\"} 7\n");
}

TEST(Metrics, ThisProcessIsKnown) {
    Metrics metrics;
    metrics.addSource(processFigures);
    const auto text = metrics.text();
    for (const auto* name : {"process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_open_fds ",
                             "process_max_fds ", "process_threads ", "process_start_time_seconds "}) {
        const auto at = text.find(std::string("\n") + name);
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_GE(std::stod(text.substr(at + 1 + std::string(name).size())), 0) << name;
    }
}

}  // namespace beamline::telemetry
