// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QTranslator>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

#include "app/console/console_app.h"
#include "app/console/quit_signals.h"
#include "ui/session/settings.h"
#include "ui/widgets/language.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace beamline;

namespace {

/// Gives what was asked to a console that runs already. The code to end with; nothing: this one goes on.
std::optional<int> handOver(const app::ConsoleOptions& options, app::ConsoleInstance& instance) {
    if (instance.claim() || !options.canBeHandedOver()) {
        return std::nullopt;
    }
    const app::ConsoleRequest request{options.place, options.newWindow, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")};
    const auto done = instance.ask(request);
    if (done.ok()) {
        return 0;
    }
    if (done.error().code == api::code::kUnavailable && instance.claim(app::ConsoleApp::kStopLimit)) {
        return std::nullopt;  // it was ending
    }
    std::fprintf(stderr, "beamline: %s\n", done.error().message.c_str());
    return done.error().code == api::code::kInvalidArgument ? std::optional(2) : std::nullopt;
}

/// What is said on the terminal, while there is nothing but this application.
struct EarlyLanguage {
    EarlyLanguage() {
        ui::Language::load(ui::Language::codeOf(ui::Settings().language()), ours, qts);
        for (QTranslator* one : {&qts, &ours}) {
            QCoreApplication::installTranslator(one);
        }
    }
    QTranslator ours;
    QTranslator qts;
};

/// Of all windows, before there is one.
void scaleAll() {
    const int percent = ui::Settings().scale();
    if (percent != 100 && !qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) {
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
    }
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
    // Before there is a window system, so that --help, wrong usage and a link need none.
    auto early = std::make_unique<const QCoreApplication>(argc, argv);
    auto words = std::make_unique<const EarlyLanguage>();
    auto options = app::parseConsoleOptions(QCoreApplication::arguments());
    if (!options.ok()) {
        std::fprintf(stderr, "beamline: %s\nSee beamline --help.\n", options.error().message.c_str());
        return 2;
    }
    app::ConsoleInstance instance(QString::fromStdString(options->dataDir.string()));
    if (const auto code = handOver(*options, instance)) {
        return *code;
    }
    scaleAll();
    words.reset();
    early.reset();
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
    app::ConsoleApp console(std::move(*options), instance);
    app::QuitSignals signalled;
    // A signal asks nothing: whoever sends it has decided.
    QObject::connect(&signalled, &app::QuitSignals::quitAsked, &console, &app::ConsoleApp::quit);
    console.start();
    return QApplication::exec();
}
