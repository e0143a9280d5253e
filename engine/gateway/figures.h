// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the port tells of an engine, as figures for Prometheus. Any thread.

#include "engine/api/engine.h"
#include "engine/telemetry/metrics.h"

namespace beamline::gateway {

/// `runs` nullptr: they could not be counted in time.
void engineFigures(const api::Health& health, const api::RunCounts* runs, telemetry::MetricSink& sink);

}  // namespace beamline::gateway
