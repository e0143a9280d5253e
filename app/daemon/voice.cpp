// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/voice.h"

#include <iostream>

namespace beamline::daemon {

namespace {
std::unique_ptr<telemetry::Log> jsonLog(telemetry::Level least) {
    telemetry::LogOptions options;
    options.least = least;
    return std::make_unique<telemetry::Log>(std::move(options));
}
}  // namespace

Voice::Voice(bool json, telemetry::Level least) : m_least(least), m_log(json ? jsonLog(least) : nullptr) {}

void Voice::say(telemetry::Level level, const std::string& message) const {
    if (m_log) {
        m_log->write({level, "beamlined", message, {}, {}, {}, 0});
    } else if (level >= m_least) {
        std::cerr << "beamlined: " + message + '\n' << std::flush;  // one write: threads do not mix within a line
    }
}

}  // namespace beamline::daemon
