// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/figures.h"

#include <boost/describe/enum_to_string.hpp>

namespace beamline::gateway {

namespace {

void poolFigures(const api::PoolHealth& pool, telemetry::MetricSink& sink) {
    const telemetry::MetricLabels labels{{"pool", pool.name}};
    sink.gauge("beamline_pool_threads", "Threads of a pool.", labels, pool.threads);
    sink.gauge("beamline_pool_busy_threads", "Threads of a pool that work.", labels, pool.busy);
    sink.gauge("beamline_pool_queued", "Tasks that wait for a thread of a pool.", labels, pool.queued);
    sink.gauge("beamline_pool_capacity", "Tasks that may wait for a pool.", labels, pool.capacity);
}

}  // namespace

void engineFigures(const api::Health& health, const api::RunCounts* runs, telemetry::MetricSink& sink) {
    sink.gauge("beamline_engine_info", "Which engine this is; always 1.",
               {{"version", health.version}, {"cluster", health.cluster}, {"node", health.node}}, 1);
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<api::HealthState>>([&](auto d) {
        sink.gauge("beamline_engine_state", "1 for the state that the engine is in.", {{"state", d.name}},
                   health.state == d.value ? 1 : 0);
    });
    sink.gauge("beamline_engine_start_time_seconds", "When the engine was started, in seconds since 1970.", {},
               static_cast<double>(health.startedAt) / 1000);
    for (const auto& problem : health.problems) {
        sink.gauge("beamline_engine_problem", "1 for each problem that the engine has now.", {{"code", problem.code}},
                   1);
    }
    sink.counter("beamline_journal_seq", "The last durable change of the journal.", {},
                 static_cast<double>(health.seq));
    sink.gauge("beamline_runs_resident", "Runs that are in memory.", {}, static_cast<double>(health.activeRuns));
    sink.gauge("beamline_runs_waiting", "Runs that wait and cost no memory.", {},
               static_cast<double>(health.waitingRuns));
    sink.gauge("beamline_approvals_open", "Requests for a decision that are open.", {},
               static_cast<double>(health.openApprovals));
    sink.gauge("beamline_tasks_per_second", "Tasks that ended, over the last ten seconds.", {}, health.tasksPerSecond);
    for (const auto& pool : health.pools) {
        poolFigures(pool, sink);
    }
    if (runs) {
        for (const auto& [phase, count] : runs->byPhase) {
            sink.gauge("beamline_runs", "Runs by their phase.", {{"phase", phase}}, static_cast<double>(count));
        }
        sink.gauge("beamline_runs_faulted_today", "Runs that faulted since midnight.", {},
                   static_cast<double>(runs->faultedToday));
    }
}

}  // namespace beamline::gateway
