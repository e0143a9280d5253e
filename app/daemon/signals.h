// SPDX-License-Identifier: Apache-2.0
#pragma once
// SIGTERM and SIGINT as something to wait for; SIGHUP and SIGPIPE do nothing. Main thread; one object a process; POSIX
// only.

#include <chrono>

namespace beamline::daemon {

class Signals {
public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// The number of a signal; 0 when none came in that time, or when wake() was called.
    int wait(std::chrono::milliseconds most);
    /// Lets wait() return; any thread.
    void wake();
};

}  // namespace beamline::daemon
