// SPDX-License-Identifier: Apache-2.0
#include "engine/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/text_serializer.h>

#include <mutex>

namespace beamline::telemetry {

namespace {

struct CounterOf final : Counter {
    void add(double amount) override { value.Increment(amount); }
    prometheus::ClientMetric collect() const { return value.Collect(); }
    prometheus::Counter value;
};
struct GaugeOf final : Gauge {
    void set(double to) override { value.Set(to); }
    void add(double amount) override { value.Increment(amount); }
    prometheus::ClientMetric collect() const { return value.Collect(); }
    prometheus::Gauge value;
};
struct HistogramOf final : Histogram {
    explicit HistogramOf(const std::vector<double>& bounds) : value(bounds) {}
    void observe(double seen) override { value.Observe(seen); }
    prometheus::ClientMetric collect() const { return value.Collect(); }
    prometheus::Histogram value;
};

template <class T>
struct Family {
    std::string help;
    std::map<MetricLabels, std::unique_ptr<T>> series;

    template <class... Arguments>
    T& at(MetricLabels labels, const Arguments&... arguments) {
        if (series.size() >= kMaxSeries && !series.contains(labels)) {
            for (auto& [name, value] : labels) {
                value = kOther;
            }
        }
        auto& place = series[std::move(labels)];
        if (!place) {
            place = std::make_unique<T>(arguments...);
        }
        return *place;
    }
};

std::vector<prometheus::ClientMetric::Label> labelsOf(const MetricLabels& labels) {
    std::vector<prometheus::ClientMetric::Label> out;
    for (const auto& [name, value] : labels) {
        out.push_back({name, value});
    }
    return out;
}

using Families = std::map<std::string, prometheus::MetricFamily>;

template <class T>
void collect(const std::map<std::string, Family<T>>& from, prometheus::MetricType type, Families& out) {
    for (const auto& [name, family] : from) {
        auto& place = out.try_emplace(name, prometheus::MetricFamily{name, family.help, type, {}}).first->second;
        for (const auto& [labels, value] : family.series) {
            auto metric = value->collect();
            metric.label = labelsOf(labels);
            place.metric.push_back(std::move(metric));
        }
    }
}

class Sink final : public MetricSink {
public:
    explicit Sink(Families& families) : m_families(families) {}
    void gauge(const std::string& name, const std::string& help, const MetricLabels& labels, double value) override {
        prometheus::ClientMetric metric;
        metric.gauge.value = value;
        put(name, help, prometheus::MetricType::Gauge, labels, std::move(metric));
    }
    void counter(const std::string& name, const std::string& help, const MetricLabels& labels, double value) override {
        prometheus::ClientMetric metric;
        metric.counter.value = value;
        put(name, help, prometheus::MetricType::Counter, labels, std::move(metric));
    }

private:
    /// A name that came with another kind keeps that: two kinds of one name would make the whole text unreadable.
    void put(const std::string& name, const std::string& help, prometheus::MetricType type, const MetricLabels& labels,
             prometheus::ClientMetric metric) {
        auto& family = m_families.try_emplace(name, prometheus::MetricFamily{name, help, type, {}}).first->second;
        if (family.type == type && family.metric.size() < kMaxSeries) {
            metric.label = labelsOf(labels);
            family.metric.push_back(std::move(metric));
        }
    }

    Families& m_families;
};

}  // namespace

struct Metrics::Impl {
    mutable std::mutex mutex;
    std::map<std::string, Family<CounterOf>> counters;
    std::map<std::string, Family<GaugeOf>> gauges;
    std::map<std::string, Family<HistogramOf>> histograms;
    std::vector<MetricSource> sources;
};

Metrics::Metrics() : m_impl(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::counter(const std::string& name, const std::string& help, const MetricLabels& labels) {
    std::lock_guard lock(m_impl->mutex);
    return m_impl->counters.try_emplace(name, Family<CounterOf>{help, {}}).first->second.at(labels);
}

Gauge& Metrics::gauge(const std::string& name, const std::string& help, const MetricLabels& labels) {
    std::lock_guard lock(m_impl->mutex);
    return m_impl->gauges.try_emplace(name, Family<GaugeOf>{help, {}}).first->second.at(labels);
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help, const std::vector<double>& bounds,
                              const MetricLabels& labels) {
    std::lock_guard lock(m_impl->mutex);
    return m_impl->histograms.try_emplace(name, Family<HistogramOf>{help, {}}).first->second.at(labels, bounds);
}

void Metrics::addSource(MetricSource source) {
    std::lock_guard lock(m_impl->mutex);
    m_impl->sources.push_back(std::move(source));
}

std::string Metrics::text(const MetricSource& more) const {
    Families families;
    std::vector<MetricSource> sources;
    {
        std::lock_guard lock(m_impl->mutex);
        collect(m_impl->counters, prometheus::MetricType::Counter, families);
        collect(m_impl->gauges, prometheus::MetricType::Gauge, families);
        collect(m_impl->histograms, prometheus::MetricType::Histogram, families);
        sources = m_impl->sources;
    }
    Sink sink(families);
    for (const auto& source : sources) {
        source(sink);
    }
    if (more) {
        more(sink);
    }
    std::vector<prometheus::MetricFamily> all;
    for (auto& [name, family] : families) {
        all.push_back(std::move(family));
    }
    return prometheus::TextSerializer().Serialize(all);
}

const std::vector<double>& latencyBounds() {
    static const std::vector<double> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,    0.25,  0.5,    1,     2.5,  5,     10};
    return bounds;
}

}  // namespace beamline::telemetry
