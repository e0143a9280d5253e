// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures for Prometheus: counters, gauges and histograms by name and labels, written as its text format 0.0.4.
// Thread-safe.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace beamline::telemetry {

using MetricLabels = std::map<std::string, std::string>;

inline constexpr std::size_t kMaxSeries = 1'000;  ///< label values of one name; further ones are counted as kOther
inline constexpr const char* kOther = "other";

class Counter {
public:
    virtual ~Counter() = default;
    virtual void add(double amount = 1) = 0;  ///< never less than 0
};
class Gauge {
public:
    virtual ~Gauge() = default;
    virtual void set(double value) = 0;
    virtual void add(double amount) = 0;
};
class Histogram {
public:
    virtual ~Histogram() = default;
    virtual void observe(double value) = 0;
};

/// Gets figures that exist elsewhere, at the moment when they are asked for.
class MetricSink {
public:
    virtual ~MetricSink() = default;
    virtual void gauge(const std::string& name, const std::string& help, const MetricLabels& labels, double value) = 0;
    virtual void counter(const std::string& name, const std::string& help, const MetricLabels& labels,
                         double value) = 0;
};
using MetricSource = std::function<void(MetricSink&)>;

/// What is asked for again by the same name and labels is the same, and lives as long as this. A name has one kind and
/// one help text; letters, digits and underscores.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    Counter& counter(const std::string& name, const std::string& help, const MetricLabels& labels = {});
    Gauge& gauge(const std::string& name, const std::string& help, const MetricLabels& labels = {});
    /// `bounds` are the upper ones of the buckets, growing, without infinity.
    Histogram& histogram(const std::string& name, const std::string& help, const std::vector<double>& bounds,
                         const MetricLabels& labels = {});
    /// Asked at each text(), on the thread that calls it.
    void addSource(MetricSource source);

    /// All of it with what `more` tells, names in order. Series beyond kMaxSeries of a source are left out.
    std::string text(const MetricSource& more = {}) const;

private:
    struct Impl;
    const std::unique_ptr<Impl> m_impl;
};

inline constexpr const char* kMetricsContentType = "text/plain; version=0.0.4; charset=utf-8";

/// Seconds: from what is in memory to what waits for a disk or a network.
const std::vector<double>& latencyBounds();

/// Memory, processor time, threads and open files of this process, by the names that Prometheus has for them.
void processFigures(MetricSink& sink);

}  // namespace beamline::telemetry
