// SPDX-License-Identifier: Apache-2.0
// What the system tells of this machine and process.
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "engine/runtime/cluster_view.h"

namespace beamline::runtime {

std::int64_t ownMemory() {
    std::ifstream file("/proc/self/statm");  // proc(5): pages, all and resident
    std::int64_t all = 0;
    std::int64_t resident = 0;
    return file >> all >> resident ? resident * ::sysconf(_SC_PAGESIZE) : 0;
}

double machineLoad() {
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : 0;
}

std::string machineName() {
    char name[256] = {};
    return ::gethostname(name, sizeof(name) - 1) == 0 ? name : "";
}

}  // namespace beamline::runtime
