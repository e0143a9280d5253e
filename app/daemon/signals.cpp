// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>

namespace beamline::daemon {

namespace {
int g_pipe[2] = {-1, -1};

void put(char byte) {
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);  // all that a signal handler may do
}
extern "C" void told(int number) {
    put(static_cast<char>(number));
}
}  // namespace

Signals::Signals() {
    if (::pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) == 0) {
        std::signal(SIGTERM, told);
        std::signal(SIGINT, told);
    }  // without it a signal ends the program at once, which loses nothing
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

Signals::~Signals() {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    ::close(g_pipe[0]);
    ::close(g_pipe[1]);
}

int Signals::wait(std::chrono::milliseconds most) {
    pollfd entry{g_pipe[0], POLLIN, 0};
    ::poll(&entry, 1, static_cast<int>(most.count()));
    char byte = 0;
    return ::read(g_pipe[0], &byte, 1) == 1 ? byte : 0;
}

void Signals::wake() {
    put(0);
}

}  // namespace beamline::daemon
