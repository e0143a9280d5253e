// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/cpu_time.h"

#include <utility>

namespace beamline::blocks {

namespace {
thread_local double cpuSecondsHere = 0;
}

void addCpuSeconds(double seconds) {
    cpuSecondsHere += seconds;
}

double takeCpuSeconds() {
    return std::exchange(cpuSecondsHere, 0.0);
}

}  // namespace beamline::blocks
