// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/statistics.h"

#include <algorithm>
#include <bit>

#include "engine/runtime/definition_cache.h"

namespace beamline::runtime {

namespace {
std::size_t bucketOf(api::Timestamp took) {
    const auto ms = static_cast<std::uint64_t>(std::max<api::Timestamp>(took, 0));
    if (ms < 4) {
        return static_cast<std::size_t>(ms);
    }
    const auto power = static_cast<std::size_t>(std::bit_width(ms)) - 1;
    return std::min((power - 1) * 4 + static_cast<std::size_t>(ms >> (power - 2) & 3), kDurationBuckets - 1);
}

/// Where the durations of a bucket begin, in ms.
double beginOf(std::size_t bucket) {
    return bucket < 4 ? static_cast<double>(bucket) : static_cast<double>((4 + bucket % 4) << (bucket / 4 - 1));
}

double percentile(const std::array<std::uint32_t, kDurationBuckets>& durations, double share) {
    double all = 0;
    for (const auto one : durations) {
        all += one;
    }
    double wanted = all * share;
    for (std::size_t i = 0; i < durations.size() && all > 0; ++i) {
        if (durations[i] > 0 && wanted <= durations[i]) {
            const auto begin = beginOf(i);
            return i < 4 ? begin : begin + (beginOf(i + 1) - begin) * wanted / durations[i];
        }
        wanted -= durations[i];
    }
    return 0;
}

bool isCall(const core::Task& task) {
    const auto* call = std::get_if<core::CallTask>(&task.body);
    return call && call->kind == core::CallKind::function;
}
}  // namespace

Statistics::Span& Statistics::Ring::at(api::Timestamp at) {
    if (spans.empty()) {
        spans.resize(size);
    }
    const auto number = at / (seconds * 1'000);
    auto& span = spans[static_cast<std::size_t>(number) % size];
    if (span.number < number) {
        span = {};
        span.number = number;
    }
    return span;
}

template <class Change>
void Statistics::count(api::Timestamp at, const Change& change) {
    std::lock_guard lock(m_mutex);
    for (auto* ring : {&m_fine, &m_coarse}) {
        if (auto& span = ring->at(std::max<api::Timestamp>(at, 0)); span.number == at / (ring->seconds * 1'000)) {
            change(span);  // else it is older than what is kept
        }
    }
}

void Statistics::countRun(const std::string& run, const std::string& kind, api::Timestamp at) {
    if (kind == "run.resumed") {  // it was suspended, or its fault is repaired
        takeFaultBack(run);
        return;
    }
    const auto member = kind == "run.created"     ? &Span::started
                        : kind == "run.completed" ? &Span::completed
                        : kind == "run.faulted"   ? &Span::faulted
                                                  : nullptr;
    if (member) {
        count(at, [&](Span& span) { ++(span.*member); });
    }
    if (member == &Span::faulted) {
        keepFault(run, at);
    }
}

void Statistics::keepFault(const std::string& run, api::Timestamp at) {
    const std::lock_guard lock(m_mutex);
    constexpr auto kSweepMs = static_cast<api::Timestamp>(kCoarseSeconds) * 1'000;  // all are looked at
    if (m_faults.size() >= kMaxFaultsKept && at >= m_sweptAt + kSweepMs) {
        m_sweptAt = at;
        const auto known = at - static_cast<api::Timestamp>(kMaxCoarseSpans) * kCoarseSeconds * 1'000;
        std::erase_if(m_faults, [known](const auto& one) { return one.second < known; });
    }
    if (m_faults.size() < kMaxFaultsKept || m_faults.contains(run)) {
        m_faults[run] = at;
    }
}

void Statistics::takeFaultBack(const std::string& run) {
    api::Timestamp at = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_faults.extract(run);
        if (known.empty()) {
            return;
        }
        at = known.mapped();
    }
    count(at, [](Span& span) { span.faulted = std::max<std::int64_t>(span.faulted - 1, 0); });
}

void Statistics::countTask(bool failed, api::Timestamp took, api::Timestamp at) {
    count(at, [&](Span& span) {
        ++span.tasks;
        span.errors += failed ? 1 : 0;
        if (took >= 0) {
            ++span.durations[bucketOf(took)];
        }
    });
}

void Statistics::see(const core::Definition& definition, const std::string& run, const core::Step& step,
                     api::Timestamp at, const PoolUse& use) {
    if (definition.info.ns == api::kBatchNamespace) {
        return;
    }
    for (const auto& transition : step.transitions) {
        if (transition.task < 0) {
            countRun(run, transition.kind, at);
        } else if (!transition.taken && (transition.kind == "task.completed" || transition.kind == "task.faulted") &&
                   isCall(definition.task(transition.task))) {
            const bool begun = transition.startedAt != 0;
            countTask(transition.kind == "task.faulted", begun ? at - transition.startedAt : -1, at);
        }
    }
    seePools(use, at);
}

void Statistics::seePools(const PoolUse& use, api::Timestamp at) {
    m_threads = use.threads;
    seeQueued(use.queued + m_workQueued, at);
    if (use.busy > 0) {
        count(at, [&](Span& span) { span.busy = std::max<std::int64_t>(span.busy, use.busy); });
    }
}

void Statistics::seeWorkQueued(std::int64_t queued, api::Timestamp at) {
    m_workQueued = queued;
    seeQueued(queued, at);
}

void Statistics::seeQueued(std::int64_t queued, api::Timestamp at) {
    if (queued > 0) {
        count(at, [&](Span& span) { span.queued = std::max(span.queued, queued); });
    }
}

void Statistics::see(const std::vector<api::Event>& events, DefinitionCache& definitions) {
    for (const auto& event : events) {
        if (event.ns == api::kBatchNamespace || isDry(event)) {
            continue;
        }
        if (event.task.empty()) {
            countRun(event.run, event.kind, event.at);
            continue;
        }
        const bool starts = event.kind == "task.started";
        const bool failed = event.kind == "task.faulted";
        if (!starts && !failed && event.kind != "task.completed" && event.kind != "task.cancelled") {
            continue;
        }
        const auto definition = definitions.byName(event.ns, event.workflow, event.version);
        const auto isTask = [&](const core::Task& task) { return task.ref == event.task && isCall(task); };
        if (!definition || std::none_of((*definition)->tasks.begin(), (*definition)->tasks.end(), isTask)) {
            continue;
        }
        api::Timestamp took = -1;
        {
            std::lock_guard lock(m_mutex);
            if (starts && m_starts.size() < kMaxStartsKept) {
                m_starts[{event.run, event.task}] = event.at;
            } else if (const auto known = m_starts.extract({event.run, event.task}); !starts && !known.empty()) {
                took = event.at - known.mapped();
            }
        }
        if (!starts && event.kind != "task.cancelled") {
            countTask(failed, took, event.at);
        }
    }
}

/// Only what is told of a run as a whole has its labels.
bool Statistics::isDry(const api::Event& event) {
    const std::lock_guard lock(m_mutex);
    if (!event.summary || !event.summary->labels.contains(api::kDryRunLabel)) {
        return m_dryRuns.contains(event.run);
    }
    if (api::isFinal(event.summary->phase)) {
        m_dryRuns.erase(event.run);
    } else if (m_dryRuns.size() < kMaxStartsKept) {
        m_dryRuns.insert(event.run);
    }
    return true;
}

void Statistics::add(Span& sum, const Span& span) {
    sum.started += span.started;
    sum.completed += span.completed;
    sum.faulted += span.faulted;
    sum.tasks += span.tasks;
    sum.errors += span.errors;
    sum.queued = std::max(sum.queued, span.queued);
    sum.busy = std::max(sum.busy, span.busy);
    for (std::size_t i = 0; i < kDurationBuckets; ++i) {
        sum.durations[i] += span.durations[i];
    }
}

api::StatisticsPoint Statistics::point(const Span& sum, api::Timestamp at) const {
    api::StatisticsPoint point;
    point.at = at;
    point.runsStarted = sum.started;
    point.runsCompleted = sum.completed;
    point.runsFaulted = sum.faulted;
    point.tasks = sum.tasks;
    point.errors = sum.errors;
    point.p50 = percentile(sum.durations, 0.5);
    point.p95 = percentile(sum.durations, 0.95);
    point.p99 = percentile(sum.durations, 0.99);
    point.queued = sum.queued;
    point.busy = sum.busy;
    point.threads = m_threads;
    return point;
}

api::StatisticsReply Statistics::read(const api::GetStatistics& query, api::Timestamp now) const {
    constexpr int kDayMinutes = static_cast<int>(kMaxCoarseSpans) * kCoarseSeconds / 60;
    const int minutes = std::clamp(query.minutes, 1, kDayMinutes);
    const bool fine =
        minutes * 60 <= static_cast<int>(kMaxFineSpans) * kFineSeconds && query.stepSeconds < kCoarseSeconds;
    const auto& ring = fine ? m_fine : m_coarse;
    const int steps = std::clamp((query.stepSeconds + ring.seconds - 1) / ring.seconds, 1, minutes * 60 / ring.seconds);
    api::StatisticsReply reply;
    reply.step = static_cast<api::Timestamp>(steps) * ring.seconds * 1'000;
    const auto last = now / reply.step;
    const bool whole = steps == minutes * 60 / ring.seconds;
    const auto shift = whole ? now / (ring.seconds * 1'000) % steps - steps + 1 : 0;
    const auto count = std::min<std::int64_t>(minutes * 60'000LL / reply.step, api::kMaxStatisticsPoints);
    std::lock_guard lock(m_mutex);
    for (auto number = last - count + 1; number <= last; ++number) {
        const auto first = number * steps + shift;
        if ((first + steps) * ring.seconds * 1'000 <= m_since) {
            continue;
        }
        Span sum;
        for (auto part = first; part < first + steps; ++part) {
            const auto* span = ring.spans.empty() ? nullptr : &ring.spans[static_cast<std::size_t>(part) % ring.size];
            if (span && span->number == part) {
                add(sum, *span);
            }
        }
        reply.points.push_back(point(sum, first * ring.seconds * 1'000));
    }
    return reply;
}

}  // namespace beamline::runtime
