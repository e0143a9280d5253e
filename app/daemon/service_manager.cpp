// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/service_manager.h"

#ifdef BEAMLINE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

namespace beamline::daemon {

namespace {
using std::chrono::milliseconds;

void tell([[maybe_unused]] const std::string& lines) {
#ifdef BEAMLINE_SYSTEMD
    ::sd_notify(0, lines.c_str());  // without a manager it does nothing
#endif
}
std::string extension(milliseconds time) {
    return "EXTEND_TIMEOUT_USEC=" + std::to_string(time.count() * 1000) + '\n';
}
}  // namespace

milliseconds ServiceManager::watchdog() const {
    std::uint64_t microseconds = 0;
#ifdef BEAMLINE_SYSTEMD
    if (::sd_watchdog_enabled(0, &microseconds) <= 0) {
        microseconds = 0;
    }
#endif
    return milliseconds(microseconds / 1000);
}

void ServiceManager::ready(const std::string& status) {
    m_status = status;
    tell("READY=1\nSTATUS=" + status);
}

void ServiceManager::status(const std::string& status) {
    if (std::exchange(m_status, status) != status) {
        tell("STATUS=" + status);
    }
}

void ServiceManager::starting(milliseconds more, const std::string& status) {
    m_status = status;
    tell(extension(more) + "STATUS=" + status);
}

void ServiceManager::stopping(milliseconds most, const std::string& status) {
    tell("STOPPING=1\n" + extension(most) + "STATUS=" + status);
}

void ServiceManager::alive() {
    tell("WATCHDOG=1");
}

}  // namespace beamline::daemon
