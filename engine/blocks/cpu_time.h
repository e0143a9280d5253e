// SPDX-License-Identifier: Apache-2.0
#pragma once
// Processor time of processes, told to whoever had them run: what a block starts, it waits for on its own thread.

namespace beamline::blocks {

/// A process that this thread has waited for has used so much, with all that it had waited for itself.
void addCpuSeconds(double seconds);
/// What was added on this thread since this was asked last.
double takeCpuSeconds();

}  // namespace beamline::blocks
