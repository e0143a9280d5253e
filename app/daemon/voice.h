// SPDX-License-Identifier: Apache-2.0
#pragma once
// What beamlined says on standard error: lines for people, or JSON lines as the engine's log has them. Thread-safe.

#include <memory>
#include <string>

#include "engine/telemetry/log.h"

namespace beamline::daemon {

class Voice {
public:
    Voice(bool json, telemetry::Level least);
    void say(telemetry::Level level, const std::string& message) const;
    void say(const std::string& message) const { say(telemetry::Level::info, message); }
    /// Of Result errors and the like.
    void complain(const std::string& message) const { say(telemetry::Level::error, message); }

private:
    const telemetry::Level m_least;
    const std::unique_ptr<telemetry::Log> m_log;  ///< null: lines for people
};

}  // namespace beamline::daemon
