// SPDX-License-Identifier: Apache-2.0
// The commands of the window, and its connections.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QStackedWidget>

#include "ui/models/formatting.h"
#include "ui/pages/settings/setting_sections.h"
#include "ui/session/connection_book.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_band.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/deep_link.h"
#include "ui/shell/key_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/places.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/language.h"
#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

QAction* MainWindow::addCommand(const char* id, const QString& text, const char* keys, CommandMenu menu,
                                std::function<void()> run) {
    auto given = QKeySequence::listFromString(QString::fromLatin1(keys), QKeySequence::PortableText);
    given.removeAll(QKeySequence());
    return m_commands->add(QString::fromLatin1(id), text, given, std::move(run), menu);
}

void MainWindow::addCommands() {
    const auto onPage = [this](void (Page::*what)()) {
        return [this, what] {
            if (auto* page = currentPage()) {
                (page->*what)();
            }
        };
    };
    addCommand("window.new", tr("New window"), "Ctrl+Shift+N", CommandMenu::File, [this] { newWindow(); });
    addCommand("connection.switch", tr("Switch connection…"), "Ctrl+Shift+O", CommandMenu::File,
               [this] { showSwitcher(); });
    for (const char* id : {"window.new", "connection.switch"}) {
        auto* action = m_commands->find(QString::fromLatin1(id));  // until there are some
        action->setEnabled(false);
        action->setToolTip(tr("This window is of one engine: it has no connections to choose from."));
    }
    addGoCommands();
    addCommand("run.start", tr("Start run…"), "N", CommandMenu::Run, [this] {
        const QString workflow = currentPage() ? currentPage()->workflow() : QString();
        open(workflow.isEmpty() ? QStringLiteral("start") : QStringLiteral("start/") + workflow);
    });
    addCommand("page.refresh", tr("Refresh"), "F5; Ctrl+R", CommandMenu::View, onPage(&Page::refresh));
    addCommand("page.filter", tr("Filter this page"), "Ctrl+F", CommandMenu::View, onPage(&Page::focusFilter));
    addLookCommands();
    addCommand("help.welcome", tr("Welcome"), "", CommandMenu::Help, [this] { open(QStringLiteral("welcome")); });
    addCommand("help.tour", tr("Take the tour"), "", CommandMenu::Help, [this] { startTour(); });
    addCommand("help.shortcuts", tr("Keyboard shortcuts"), "?", CommandMenu::Help, [this] {
        auto* help = new KeyHelp(*m_commands, currentPage(), !m_settings.isMenuShown(), this);
        connect(help, &KeyHelp::allWanted, this, [this] { open(QStringLiteral("settings/shortcuts")); });
        help->open();
    });
    addCommand("help.about", tr("About Beamline"), "", CommandMenu::Help,
               [this] { open(QStringLiteral("settings/about")); });
    addCommand("window.link", tr("Copy link to this view"), "Ctrl+Shift+C", CommandMenu::File, [this] { copyLink(); });
    addCommand("window.quit", tr("Quit"), "Ctrl+Q", CommandMenu::File, [this] { close(); });
}

/// The places of the rail by number, in its order: with Ctrl, from the tenth on with Alt.
void MainWindow::addGoCommands() {
    addCommand("window.commands", tr("Go to anything…"), "Ctrl+K", CommandMenu::Go, [this] { showPalette(); });
    addCommand("go.back", tr("Back"), "Alt+Left", CommandMenu::Go, [this] { step(m_back, m_forward); });
    addCommand("go.forward", tr("Forward"), "Alt+Right", CommandMenu::Go, [this] { step(m_forward, m_back); });
    int number = 0;
    for (const auto& row : placeRows()) {
        if (!row.goes) {
            continue;
        }
        QStringList keys;
        constexpr int kDigits = 9;
        if (row.rail != PlaceRow::Rail::None && number < 2 * kDigits) {
            keys << (number < kDigits ? QStringLiteral("Ctrl+%1") : QStringLiteral("Alt+%1")).arg(number % kDigits + 1);
            ++number;
        }
        if (row.rail == PlaceRow::Rail::Bottom) {
            keys << QStringLiteral("Ctrl+,");
        }
        addCommand(qPrintable(QStringLiteral("go.") + row.head), row.commandText(),
                   qPrintable(keys.join(QStringLiteral("; "))), CommandMenu::Go,
                   [this, place = row.head] { open(place); });
    }
}

void MainWindow::addLookCommands() {
    const auto theme = [this](ThemeMode mode, const char* name) {
        return [this, mode, name] {
            Theme::current().setMode(mode);
            m_settings.setTheme(QString::fromLatin1(name));
        };
    };
    addCommand("theme.light", tr("Light theme"), "", CommandMenu::View, theme(ThemeMode::Light, "light"));
    addCommand("theme.dark", tr("Dark theme"), "", CommandMenu::View, theme(ThemeMode::Dark, "dark"));
    addCommand("theme.contrast", tr("High contrast theme"), "", CommandMenu::View,
               theme(ThemeMode::HighContrast, "contrast"));
    addCommand("theme.system", tr("Theme of the system"), "", CommandMenu::View, theme(ThemeMode::System, "system"));
    addCommand("window.menu", tr("Show or hide the menu bar"), "Ctrl+M", CommandMenu::View,
               [this] { m_settings.setMenuShown(!m_settings.isMenuShown()); });
    addCommand("window.layout", tr("Reset layout"), "", CommandMenu::View, [this] { resetLayout(); });
}

/// Rail and status line say the keys that there are now.
void MainWindow::updateKeys() {
    const auto keyOf = [this](const QString& id) {
        const auto* action = m_commands->find(id);
        return action ? action->shortcut().toString(QKeySequence::NativeText) : QString();
    };
    for (const auto& row : placeRows()) {
        m_rail->setKey(row.head, keyOf(QStringLiteral("go.") + row.head));
    }
    m_status->setCommandsKey(keyOf(QStringLiteral("window.commands")));
}

void MainWindow::showPalette() {
    std::vector<PaletteEntry> entries;
    for (QAction* action : m_commands->available(currentPage())) {
        const QString id = action->objectName();
        const auto* row = id.startsWith(QLatin1String("go.")) ? findPlace(id.mid(3)) : nullptr;
        if (id != QLatin1String("window.commands")) {
            entries.push_back({PaletteEntry::Kind::Command,
                               QStringLiteral("command:") + id,
                               CommandRegistry::textOf(*action),
                               row && pageAt(row->head) ? pageAt(row->head)->title() : QString(),  // "Go to" unsaid
                               {},
                               action->shortcut().toString(QKeySequence::NativeText),
                               row && !row->icon.isEmpty() ? row->icon : QStringLiteral("chevron-right"),
                               [one = QPointer(action)] {
                                   if (one) {
                                       one->trigger();
                                   }
                               }});
        }
    }
    const auto go = [this](const QString& place) { open(place); };
    for (const auto& section : settingSections()) {
        const auto goThere = [go, place = QStringLiteral("settings/") + section.id] { go(place); };
        entries.push_back({PaletteEntry::Kind::Setting,
                           QStringLiteral("settings:") + section.id,
                           section.title,
                           {},
                           tr("Settings"),
                           {},
                           section.icon,
                           goThere});
        for (const auto& row : section.rows) {
            entries.push_back({PaletteEntry::Kind::Setting,
                               QStringLiteral("setting:") + row.id,
                               row.title,
                               row.note,
                               tr("Settings · %1").arg(section.title),
                               {},
                               section.icon,
                               goThere});
        }
    }
    auto* palette =
        new CommandPalette(new PaletteModel(std::move(entries), m_settings.recentChoices(), m_session.get(), go), this);
    connect(palette, &CommandPalette::chosen, this, [this](const QString& id) { m_settings.addRecentChoice(id); });
    palette->open();
}

void MainWindow::copyLink() {
    const QString place = here();
    if (!place.isEmpty()) {
        QApplication::clipboard()->setText(linkTo(place));
    }
}

void MainWindow::newWindow() {
    Q_EMIT connectRequested(m_profile.id, true);
}

void MainWindow::setConnections(ConnectionBook* book, EngineOpener* opener) {
    m_book = book;
    m_opener = opener;
    useConnections();
    connect(&Language::current(), &Language::changed, book, &ConnectionBook::speak, Qt::UniqueConnection);
    connect(book, &ConnectionBook::changed, this, [this] {
        if (const auto* entry = m_book->find(m_profile.id)) {
            setProfile(entry->profile);  // it was edited: name and colour follow at once
        }
    });
}

void MainWindow::useConnections() {
    addPages();
    m_rail->connectionCard()->setSwitchable(true);
    for (const char* id : {"window.new", "connection.switch"}) {
        m_commands->find(QString::fromLatin1(id))->setEnabled(true);
        m_commands->find(QString::fromLatin1(id))->setToolTip({});
    }
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
    const QString line = own && m_session ? profileText() : cutText(toUtf8(addressOf(m_profile)), kShownTitle);
    const QString tenant = toText(m_profile.tenant);
    card->show(m_profile, name, tenant.isEmpty() ? line : tr("%1 · %2", "connection and tenant").arg(tenant, line));
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
        open(firstPlace());
        return;
    }
    const auto inFlight = m_session ? m_session->health().activeRuns + m_session->health().waitingRuns : 0;
    const bool stops = !newWindow && m_session && m_engineEndsHere && inFlight > 0;
    if (!newWindow) {
        m_wanted.clear();  // it was of the engine before, or the list of connections
    }
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
