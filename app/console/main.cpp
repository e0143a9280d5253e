// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <cstdio>

#include "app/console/console_app.h"
#include "app/console/quit_signals.h"

using namespace beamline;

namespace {

/// Before there is a window system, so that --help and wrong usage need none.
api::Result<app::ConsoleOptions> parse(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return app::parseConsoleOptions(QCoreApplication::arguments());
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("beamline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BEAMLINE_VERSION));
    auto options = parse(argc, argv);
    if (!options.ok()) {
        std::fprintf(stderr, "beamline: %s\nSee beamline --help.\n", options.error().message.c_str());
        return 2;
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
