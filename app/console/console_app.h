// SPDX-License-Identifier: Apache-2.0
#pragma once
// Joins engine, session and window, and takes them apart again in order. GUI thread; the engine is opened and stopped
// on another.

#include <QObject>
#include <QTimer>
#include <optional>
#include <thread>

#include "app/common/engine_access.h"
#include "app/console/archive_windows.h"
#include "app/console/console_options.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"

namespace beamline::app {

class ConsoleApp : public QObject {
    Q_OBJECT
public:
    /// Beyond it the program ends although the engine has not: what is acknowledged is on the disk anyway.
    static constexpr std::chrono::milliseconds kStopLimit = kOwnerPatience + kDrain + std::chrono::seconds(3);

    /// How long an owner that has gone may take to come back before this program takes its place.
    static constexpr std::chrono::milliseconds kTakeOverAfter{2'000};

    explicit ConsoleApp(ConsoleOptions options);
    ~ConsoleApp() override;

    void start();
    /// Pages, session, engine, program, in this order; returns at once. Asks nothing.
    void quit();

private:
    enum class State { opening, open, failed, stopping };

    ui::Settings& dressed(ui::Settings& settings) const;
    void openEngineAsync();
    void reopenEngine();
    bool lost() const;
    void opened(api::Result<EngineAccess> access);
    void startGivenWorkflow();
    void stopEngineAsync();
    void runAside(std::function<void()> job);

    ConsoleOptions m_options;
    ui::Settings m_settings;
    ui::SecretStore m_secrets;
    ui::MainWindow m_window;
    std::unique_ptr<ArchiveWindows> m_archives;
    State m_state = State::failed;
    std::optional<EngineAccess> m_access;
    QTimer m_takeOver;
    std::thread m_worker;
};

}  // namespace beamline::app
