// SPDX-License-Identifier: Apache-2.0
// The commands of the window, and its connections.
#include <QAction>
#include <QMenu>

#include "ui/models/formatting.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/session/connection_book.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_band.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/main_window.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/problems_dialog.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

#include <QStackedWidget>

namespace beamline::ui {

void MainWindow::addCommands() {
    const auto key = [](const char* text) { return QList<QKeySequence>{QKeySequence(QString::fromLatin1(text))}; };
    const auto go = [this](const char* place) { return [this, place] { open(QString::fromLatin1(place)); }; };
    const auto onPage = [this](void (Page::*what)()) {
        return [this, what] {
            if (auto* page = currentPage()) {
                (page->*what)();
            }
        };
    };
    const auto theme = [this](ThemeMode mode, const char* name) {
        return [this, mode, name] {
            Theme::current().setMode(mode);
            m_settings.setTheme(QString::fromLatin1(name));
        };
    };
    m_commands->add(QStringLiteral("go.runs"), tr("Go to runs"), key("Ctrl+1"), go("runs"));
    m_commands->add(QStringLiteral("go.approvals"), tr("Go to approvals"), key("Ctrl+2"), go("approvals"));
    m_commands->add(QStringLiteral("go.workflows"), tr("Go to workflows"), key("Ctrl+3"), go("workflows"));
    m_commands->add(QStringLiteral("go.deadletters"), tr("Go to dead letters"), key("Ctrl+4"), go("deadletters"));
    m_commands->add(QStringLiteral("go.secrets"), tr("Go to secrets"), key("Ctrl+5"), go("secrets"));
    m_commands->add(QStringLiteral("go.cluster"), tr("Go to cluster"), key("Ctrl+6"), go("cluster"));
    m_commands->add(QStringLiteral("go.connections"), tr("Go to connections"), key("Ctrl+7"), go("connections"));
    m_commands->add(QStringLiteral("connection.switch"), tr("Switch connection…"), key("Ctrl+Shift+O"),
                    [this] { showSwitcher(); });
    m_commands->add(QStringLiteral("go.back"), tr("Back"), key("Alt+Left"), [this] { step(m_back, m_forward); });
    m_commands->add(QStringLiteral("go.forward"), tr("Forward"), key("Alt+Right"), [this] { step(m_forward, m_back); });
    m_commands->add(QStringLiteral("run.start"), tr("Start run…"), key("N"), go("start"));
    m_commands->add(QStringLiteral("page.refresh"), tr("Refresh"),
                    {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)}, onPage(&Page::refresh));
    m_commands->add(QStringLiteral("page.filter"), tr("Filter this page"), key("Ctrl+F"), onPage(&Page::focusFilter));
    m_commands->add(QStringLiteral("window.commands"), tr("Commands"), key("Ctrl+K"), [this] {
        auto listed = m_commands->available(currentPage());
        listed.removeIf([](const QAction* one) { return one->objectName() == QLatin1String("window.commands"); });
        (new CommandPalette(listed, this))->open();
    });
    m_commands->add(QStringLiteral("window.problems"), tr("Show problems"), {}, [this] {
        if (m_session) {
            (new ProblemsDialog(m_session.get(), this))->open();
        }
    });
    m_commands->add(QStringLiteral("theme.light"), tr("Light theme"), {}, theme(ThemeMode::Light, "light"));
    m_commands->add(QStringLiteral("theme.dark"), tr("Dark theme"), {}, theme(ThemeMode::Dark, "dark"));
    m_commands->add(QStringLiteral("theme.system"), tr("Theme of the system"), {}, theme(ThemeMode::System, "system"));
    m_commands->add(QStringLiteral("window.quit"), tr("Quit"), key("Ctrl+Q"), [this] { close(); });
}

void MainWindow::setConnections(ConnectionBook* book, EngineOpener* opener) {
    m_book = book;
    m_connections = new ConnectionsPage(book, opener);
    m_connections->setAccessibleName(m_connections->title());
    m_stack->addWidget(m_connections);
    m_rail->addPlace(QStringLiteral("connections"), QStringLiteral("connection"), tr("Connections"),
                     QStringLiteral("Ctrl+7"), true);
    m_rail->connectionCard()->setSwitchable(true);
    m_commands->find(QStringLiteral("go.connections"))->setEnabled(true);
    m_commands->find(QStringLiteral("connection.switch"))->setEnabled(true);
    connect(m_connections, &ConnectionsPage::connectRequested, this, &MainWindow::requestConnection);
    connect(book, &ConnectionBook::changed, this, [this] {
        if (const auto* entry = m_book->find(m_profile.id)) {
            setProfile(entry->profile);  // it was edited: name and colour follow at once
        }
    });
}

void MainWindow::setProfile(const ConnectionProfile& profile) {
    m_profile = profile;
    m_band->show(profile);
    if (m_session) {
        m_session->setConnectionProfile(profile);
    }
    showPhase();
    updateTitle();
}

/// Card, page and status line say how the connection is.
void MainWindow::showPhase() {
    auto* card = m_rail->connectionCard();
    const auto state = m_session ? m_session->connection() : card->state();
    const bool own = m_profile.kind == ConnectionKind::embedded;
    QString name = toText(m_profile.name);
    if (m_session && name.isEmpty()) {
        const auto& engine = m_session->health().engine;
        name = m_session->takenAt() != 0 ? tr("Archive")
               : engine == "embedded"    ? tr("Embedded engine")
                                         : toText(engine);
    }
    card->show(m_profile, name, own && m_session ? profileText() : cutText(toUtf8(addressOf(m_profile)), kShownTitle));
    card->setState(state);
    card->setVisible(!name.isEmpty());
    if (m_session) {
        const auto& health = m_session->health();
        card->setToolTip(tr("Version %1\n%2").arg(toText(health.version), toText(health.dataDir)));
    }
    if (m_book) {
        m_book->noteWindow(this, m_profile.id, state.phase);
    }
}

void MainWindow::showConnecting() {
    m_rail->connectionCard()->setState({});
    m_start->showConnecting(toText(m_profile.name), addressOf(m_profile));
    m_stack->setCurrentWidget(m_start);
    m_status->setText(connectionPhaseText(ConnectionPhase::Connecting), api::HealthState::starting);
    showPhase();
}

void MainWindow::showUnreached(const api::Error& error) {
    m_start->showUnreached(error, toText(m_profile.name));
    m_stack->setCurrentWidget(m_start);
    const bool refused = error.code == api::code::kForbidden;
    m_status->setText(refused ? connectionPhaseText(ConnectionPhase::Refused) : tr("No engine"),
                      api::HealthState::unreachable);
    m_rail->connectionCard()->setState({refused ? ConnectionPhase::Refused : ConnectionPhase::Stale, 0, {}});
    showPhase();
}

void MainWindow::showSwitcher() {
    if (!m_book) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("connection.menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    auto* more = new QMenu(tr("Open in new window"), menu);
    for (const auto& [profile, problem] : m_book->entries()) {
        const QString name = cutText(profile.name, qsizetype(ConnectionProfile::kMaxName));
        const QString text = profile.production ? tr("%1 (production)").arg(name)
                             : profile.readOnly ? tr("%1 (looking only)").arg(name)
                                                : name;
        auto* here = menu->addAction(text);
        here->setObjectName(QStringLiteral("connect.") + toText(profile.id));
        here->setCheckable(true);
        here->setChecked(profile.id == m_profile.id);
        auto* there = more->addAction(text);
        there->setObjectName(QStringLiteral("window.") + toText(profile.id));
        for (QAction* action : {here, there}) {
            action->setEnabled(problem.isEmpty());
            action->setToolTip(problem.isEmpty() ? addressOf(profile) : problem);
        }
        connect(here, &QAction::triggered, this, [this, id = profile.id] { requestConnection(id, false); });
        connect(there, &QAction::triggered, this, [this, id = profile.id] { requestConnection(id, true); });
    }
    menu->addSeparator();
    menu->addMenu(more);
    menu->addAction(m_commands->find(QStringLiteral("go.connections")));
    auto* card = m_rail->connectionCard();
    const QPoint above(0, -menu->sizeHint().height() - space::k4);
    menu->popup(card->isVisible() ? card->mapToGlobal(above) : mapToGlobal(rect().center()));
}

/// Whoever leaves an engine that ends with this window is asked first.
void MainWindow::requestConnection(const std::string& id, bool newWindow) {
    if (!newWindow && id == m_profile.id && m_session) {
        open(QStringLiteral("runs"));
        return;
    }
    const auto inFlight = m_session ? m_session->health().activeRuns + m_session->health().waitingRuns : 0;
    const bool stops = !newWindow && m_session && m_engineEndsHere && inFlight > 0;
    if (!stops || m_book->windows(m_profile.id) > 1) {
        Q_EMIT connectRequested(id, newWindow);
        return;
    }
    ask(tr("The embedded engine runs inside this program and stops when its last window goes elsewhere. Runs stop at "
           "their last finished task and resume when it is opened again; nothing is lost. To keep it running, open the "
           "other connection in a new window."),
        tr("Stop and switch"), tr("Stay here"), [this, id] { Q_EMIT connectRequested(id, false); });
}

}  // namespace beamline::ui
