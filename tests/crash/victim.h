// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's process, to be killed, and what the tests that kill it have in common. Test thread.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/api/engine.h"

namespace beamline::test {

inline int fromEnvironment(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoi(text) : otherwise;
}

inline int killsFromEnvironment(int otherwise) {
    return fromEnvironment("BEAMLINE_KILLS", otherwise);
}

inline api::RequestContext identity() {
    api::RequestContext context;
    context.user = "crash";
    context.client = "tst_kill";
    return context;
}

/// The engine's process.
class Victim {
public:
    explicit Victim(const std::filesystem::path& data) {
        const std::string program = std::string(BEAMLINE_BIN_DIR) + "/beamctl";
        m_pid = ::fork();
        if (m_pid == 0) {
            const int null = ::open("/dev/null", O_RDWR);
            ::dup2(null, 0);
            ::dup2(null, 1);
            ::execl(program.c_str(), program.c_str(), "watch", "--data-dir", data.c_str(), "--output", "json", nullptr);
            ::_exit(127);
        }
    }
    ~Victim() { kill(); }
    void kill() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = -1;
        }
    }

private:
    pid_t m_pid = -1;
};

}  // namespace beamline::test
