// SPDX-License-Identifier: Apache-2.0
#pragma once
// A program that a test starts and that does not outlive it. One thread.

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <random>
#include <string>
#include <vector>

namespace beamline::blocks {

/// A port of loopback that nobody uses at this moment, outside of what the system gives to clients, so that a server
/// that was killed gets it back; whoever starts a server on it must be ready to try another.
inline int freePort() {
    static std::minstd_rand random{std::random_device{}()};
    for (;;) {
        const int port = std::uniform_int_distribution<int>(10'240, 32'000)(random);
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        const bool free = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(fd);
        if (free) {
            return port;
        }
    }
}

class ChildProcess {
public:
    /// Output goes to `log`. As root and with `user`, it runs as that user.
    ChildProcess(const std::vector<std::string>& command, const std::string& log, const passwd* user = nullptr) {
        std::vector<char*> arguments;
        for (const auto& part : command) {
            arguments.push_back(const_cast<char*>(part.c_str()));
        }
        arguments.push_back(nullptr);
        m_pid = ::fork();
        if (m_pid != 0) {
            return;
        }
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        const int in = ::open("/dev/null", O_RDONLY);
        ::dup2(in, 0);
        ::dup2(out, 1);
        ::dup2(out, 2);
        if (user && ::geteuid() == 0 &&
            (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0 ||
             ::chdir("/") != 0)) {
            ::_exit(126);
        }
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ~ChildProcess() { stop(SIGTERM); }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    bool running() {
        if (m_pid > 0 && ::waitpid(m_pid, &m_status, WNOHANG) == m_pid) {
            m_pid = -1;
        }
        return m_pid > 0;
    }
    /// Waits for its end; 0 is good.
    int wait() {
        if (m_pid > 0) {
            ::waitpid(m_pid, &m_status, 0);
            m_pid = -1;
        }
        return m_status;
    }
    pid_t pid() const { return m_pid; }
    void stop(int signal) {
        if (m_pid > 0) {
            ::kill(m_pid, signal);
            wait();
        }
    }

private:
    pid_t m_pid = -1;
    int m_status = 0;
};

}  // namespace beamline::blocks
