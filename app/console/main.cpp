// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "app/console/console_app.h"
#include "app/console/quit_signals.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace beamline;

namespace {

/// Before there is a window system, so that --help and wrong usage need none.
api::Result<app::ConsoleOptions> parse(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return app::parseConsoleOptions(QCoreApplication::arguments());
}

/// Qt would abort. It finds a display by these variables, unless another platform was asked for.
bool hasDisplay(int argc, char** argv) {
#ifdef Q_OS_LINUX
    const bool asked = std::any_of(argv + 1, argv + argc, [](const char* one) {
        return std::strcmp(one, "-platform") == 0 || std::strcmp(one, "--platform") == 0;
    });
    return asked || !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    return true;
#endif
}

/// What a crash leaves behind would hold values of secrets.
void leaveNoCore() {
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &limit);
    }
#endif
}

}  // namespace

int main(int argc, char** argv) {
    leaveNoCore();
    QCoreApplication::setApplicationName(QStringLiteral("beamline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BEAMLINE_VERSION));
    auto options = parse(argc, argv);
    if (!options.ok()) {
        std::fprintf(stderr, "beamline: %s\nSee beamline --help.\n", options.error().message.c_str());
        return 2;
    }
    if (!hasDisplay(argc, argv)) {
        constexpr int kUnreachable = 6;  // as of beamctl
        std::fputs(
            "beamline: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); beamctl does the same "
            "without one.\n",
            stderr);
        return kUnreachable;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Beamline"));
    QApplication::setDesktopFileName(QStringLiteral("io.beamline.Console"));
    QApplication::setQuitOnLastWindowClosed(false);
    app::ConsoleApp console(std::move(*options));
    app::QuitSignals signalled;
    // A signal asks nothing: whoever sends it has decided.
    QObject::connect(&signalled, &app::QuitSignals::quitAsked, &console, &app::ConsoleApp::quit);
    console.start();
    return QApplication::exec();
}
