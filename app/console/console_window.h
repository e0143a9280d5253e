// SPDX-License-Identifier: Apache-2.0
#pragma once
// One window of the console and the engine it is on: opens it, opens it again, lets it go, in order. GUI thread.

#include <QTimer>
#include <optional>

#include "app/console/console_opener.h"
#include "ui/session/connection_book.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"

namespace beamline::app {

/// What all windows share; outlives them.
struct ConsoleParts {
    ui::Settings& settings;
    ui::SecretStore& secrets;  ///< of workflows of the own engine
    ui::ConnectionBook& book;
    ConsoleOpener& opener;
    QString profile;                                                  ///< of the own engine
    QString dataDir;                                                  ///< likewise
    std::function<ui::DecisionOutbox*(const std::string&)> outboxOf;  ///< by connection
};

class ConsoleWindow : public QObject {
    Q_OBJECT
public:
    /// How long an owner that has gone may take to come back before this program takes its place.
    static constexpr std::chrono::milliseconds kTakeOverAfter{2'000};

    explicit ConsoleWindow(ConsoleParts parts);
    ~ConsoleWindow() override;

    ui::MainWindow& window() { return m_window; }
    /// Leaves the engine it is on and opens that of `id`, asked as a member of `tenant`; empty: as the connection says.
    void connectTo(const std::string& id, const std::string& tenant = {});
    /// Pages, session, engine, in this order; `done` when nothing of it is left. Of several calls the last is answered.
    void leave(std::function<void()> done);

Q_SIGNALS:
    /// There is a session.
    void opened();
    /// The user wants this window closed.
    void closeRequested();
    void connectRequested(const std::string& id, bool newWindow);

private:
    enum class State { idle, opening, open, failed, leaving };

    void open();
    void reopen();
    bool lost() const;
    void openWith(const std::string& secret);
    void engineOpened(api::Result<ui::OpenedEngine> opened);
    void failed(const api::Error& error);
    bool isOwn() const { return m_window.profile().kind == ui::ConnectionKind::embedded; }

    ConsoleParts m_parts;
    ui::MainWindow m_window;
    State m_state = State::idle;
    std::optional<ui::OpenedEngine> m_opened;
    QTimer m_takeOver;
    std::function<void()> m_left;
    /// Answers of an attempt that has been given up are for nobody.
    std::unique_ptr<QObject> m_attempt;
};

}  // namespace beamline::app
