// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console's command line. Main thread.

#include <QString>
#include <QStringList>
#include <filesystem>

#include "engine/api/result.h"
#include "ui/widgets/theme.h"

namespace beamline::app {

struct ConsoleOptions {
    static constexpr qint64 kMaxFileBytes = 4 << 20;  ///< of a workflow or an input given on the command line

    QString profile = QStringLiteral("default");
    std::filesystem::path dataDir;
    QString connection;      ///< by name; empty: the one of the last time
    QString tenant;          ///< as whose member the first window asks; empty: as its connection says
    bool ownEngine = false;  ///< a profile, a directory or a workflow was named: those are of the own engine
    std::optional<ui::ThemeMode> theme;  ///< nothing: as the settings say
    QString place;                       ///< to open, as in Page::navigate, or a link to one
    bool newWindow = false;              ///< of the console that runs already
    bool ownProcess = false;             ///< although one runs already
    QString archive;                     ///< file with a run to open; empty: none
    QString source;                      ///< workflow to deploy and start; empty: none
    QString sourcePath;
    QString sourceName;
    api::Json input;

    /// A console that runs already can do it: there is nothing to show but a place.
    bool canBeHandedOver() const {
        return !ownProcess && connection.isEmpty() && tenant.isEmpty() && !theme && archive.isEmpty() &&
               source.isEmpty();
    }
};

/// Ends the program for --help and --version. Errors are wrong usage: the caller ends with code 2.
api::Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments);

}  // namespace beamline::app
