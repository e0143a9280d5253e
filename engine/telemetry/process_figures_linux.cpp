// SPDX-License-Identifier: Apache-2.0
// What /proc tells about this process. Where there is none, nothing is told.

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/telemetry/metrics.h"

namespace beamline::telemetry {

namespace {

/// The fields of /proc/self/stat from the third on (proc(5)): what comes before may have spaces in it.
std::vector<std::string> statFields() {
    std::ostringstream text;
    text << std::ifstream("/proc/self/stat").rdbuf();
    const auto all = text.str();
    const auto name = all.rfind(')');
    std::istringstream rest(name == all.npos ? std::string() : all.substr(name + 1));
    std::vector<std::string> fields;
    for (std::string field; rest >> field;) {
        fields.push_back(std::move(field));
    }
    return fields;
}

/// Seconds since 1970 when the machine was started; 0: not known.
double bootTime() {
    std::ifstream stat("/proc/stat");
    for (std::string line; std::getline(stat, line);) {
        if (line.starts_with("btime ")) {
            return std::stod(line.substr(6));
        }
    }
    return 0;
}

}  // namespace

void processFigures(MetricSink& sink) {
    const auto fields = statFields();
    if (fields.size() < 23) {
        return;
    }
    const auto field = [&](std::size_t number) { return std::stod(fields[number - 3]); };
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    sink.counter("process_cpu_seconds_total", "Processor time of this process in seconds.", {},
                 (field(14) + field(15)) / ticks);
    sink.gauge("process_start_time_seconds", "When this process was started, in seconds since 1970.", {},
               bootTime() + field(22) / ticks);
    sink.gauge("process_threads", "Threads of this process.", {}, field(20));
    sink.gauge("process_virtual_memory_bytes", "Address space of this process.", {}, field(23));
    sink.gauge("process_resident_memory_bytes", "Memory of this process that is in use.", {},
               field(24) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    std::error_code ec;
    std::size_t open = 0;
    for (auto it = std::filesystem::directory_iterator("/proc/self/fd", ec); !ec && it != end(it); it.increment(ec)) {
        ++open;
    }
    sink.gauge("process_open_fds", "Files and sockets that this process has open.", {}, static_cast<double>(open));
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        sink.gauge("process_max_fds", "Files and sockets that it may have open.", {},
                   static_cast<double>(limit.rlim_cur));
    }
}

}  // namespace beamline::telemetry
