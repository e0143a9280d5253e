// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console as a whole: its settings, its connections and its windows, and the order in which all of it ends. GUI
// thread.

#include <QObject>
#include <map>
#include <memory>
#include <vector>

#include "app/console/archive_windows.h"
#include "app/console/console_instance.h"
#include "app/console/console_options.h"
#include "app/console/console_window.h"

namespace beamline::app {

class ConsoleApp : public QObject {
    Q_OBJECT
public:
    /// Beyond it the program ends although the engine has not: what is acknowledged is on the disk anyway.
    static constexpr std::chrono::milliseconds kStopLimit = kOwnerPatience + kDrain + std::chrono::seconds(3);
    static constexpr std::size_t kMaxWindows = 16;  ///< a further one is not opened, and that is said

    /// `instance` is asked to listen when this is the first console of the data directory; it outlives the app.
    ConsoleApp(ConsoleOptions options, ConsoleInstance& instance);
    ~ConsoleApp() override;

    void start();
    /// All windows, sessions and engines, then the program; returns at once. Asks nothing.
    void quit();

private:
    ui::Settings& dressed(ui::Settings& settings) const;
    ConsoleWindow& addWindow();
    void closeWindow(ConsoleWindow* window);
    void connectRequested(ConsoleWindow* from, const std::string& id, bool newWindow);
    ConsoleWindow& openBeside(ConsoleWindow& from, const std::string& id);
    /// The window in front, or the first.
    ConsoleWindow& frontWindow() const;
    void listen();
    api::Error show(const ConsoleRequest& request);
    void openAsked(ui::MainWindow& window);
    /// Which connection the command line or the last time means.
    std::string firstConnection();
    ui::DecisionOutbox* outboxOf(const std::string& connection);
    void startGivenWorkflow(ConsoleWindow& window);

    ConsoleOptions m_options;
    ConsoleInstance& m_instance;
    ui::Settings m_settings;
    ui::SecretStore m_secrets;
    ui::SecretStore m_connectionSecrets;
    ui::ConnectionBook m_book;
    ConsoleOpener m_opener;
    ArchiveWindows m_archives;
    std::map<std::string, std::unique_ptr<ui::DecisionOutbox>> m_outboxes;
    std::vector<std::unique_ptr<ConsoleWindow>> m_windows;
    bool m_stopping = false;
    std::size_t m_toLeave = 0;
};

}  // namespace beamline::app
