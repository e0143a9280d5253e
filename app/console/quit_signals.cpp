// SPDX-License-Identifier: Apache-2.0
#include "app/console/quit_signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <csignal>

namespace beamline::app {

namespace {
int g_pipe[2] = {-1, -1};

extern "C" void wake(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);  // all that a signal handler may do
}
}  // namespace

QuitSignals::QuitSignals(QObject* parent) : QObject(parent) {
    if (::pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;  // without it a signal ends the program at once, which loses nothing
    }
    auto* notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(g_pipe[0], &byte, 1) == 1) {
        }
        Q_EMIT quitAsked();
    });
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        std::signal(number, wake);
    }
}

}  // namespace beamline::app
