// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the service manager (systemd) is told, where there is one: ready, what it does, stopping, alive. Main thread.

#include <chrono>
#include <string>

namespace beamline::daemon {

class ServiceManager {
public:
    /// How often alive() is wanted; 0: not at all.
    std::chrono::milliseconds watchdog() const;
    void ready(const std::string& status);
    /// Only what has changed is sent.
    void status(const std::string& status);
    /// It takes so long still, and is no failure.
    void starting(std::chrono::milliseconds more, const std::string& status);
    void stopping(std::chrono::milliseconds most, const std::string& status);
    void alive();

private:
    std::string m_status;
};

}  // namespace beamline::daemon
