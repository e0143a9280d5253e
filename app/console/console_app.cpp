// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_app.h"

#include <QApplication>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/console/keychain_secrets.h"
#include "ui/models/formatting.h"
#include "ui/models/sample_run.h"
#include "ui/session/engine_session.h"
#include "ui/shell/deep_link.h"
#include "ui/widgets/language.h"

namespace beamline::app {

namespace {
/// Whose secrets: those of a profile are not for the workflows of any other directory.
QString scopeOf(const ConsoleOptions& options) {
    const bool ofProfile = options.dataDir == defaultDataDir(ui::toUtf8(options.profile));
    return ofProfile ? options.profile : QString::fromStdString(options.dataDir.string());
}

const QString kWelcome = QStringLiteral("welcome");

/// The page of the first start says itself what became of the sample: it stays.
bool isTold(const ui::MainWindow& window, const api::StartRun& started) {
    return window.place() == kWelcome && started.ns == ui::SampleRun::kNamespace &&
           started.workflow == ui::SampleRun::kWorkflow;
}
}  // namespace

ConsoleApp::ConsoleApp(ConsoleOptions options, ConsoleInstance& instance)
    : m_options(std::move(options)),
      m_instance(instance),
      m_secrets(dressed(m_settings), scopeOf(m_options),
                QString::fromStdString((m_options.dataDir / "secrets").string())),
      m_connectionSecrets(m_settings, QStringLiteral("connections"), QString()),
      m_book(m_settings, m_connectionSecrets),
      m_opener(m_options.dataDir,
               keychainSecrets(m_secrets.keychain(), runtime::secretFiles(m_options.dataDir / "secrets"),
                               m_secrets.forgetter())),
      m_archives(m_settings) {
    m_settings.setDataDir(QString::fromStdString(m_options.dataDir.string()));
}

ConsoleApp::~ConsoleApp() = default;

/// Before there is a widget: one made earlier keeps the font that the desktop had for it.
ui::Settings& ConsoleApp::dressed(ui::Settings& settings) const {
    ui::Theme::current().install(*qApp, m_options.theme.value_or(ui::themeMode(settings.theme())));
    ui::Language::current().use(settings.language());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/beamline.svg")));
    return settings;
}

ui::DecisionOutbox* ConsoleApp::outboxOf(const std::string& connection) {
    auto& outbox = m_outboxes[connection];
    if (!outbox) {
        // Of the own engine each data directory has its own: requests of one are not those of another.
        const QString id = connection == ui::ConnectionProfile::kEmbeddedId
                               ? ui::toText(connection) + QLatin1Char('-') + scopeOf(m_options)
                               : ui::toText(connection);
        outbox = std::make_unique<ui::DecisionOutbox>(
            QStringLiteral("%1/outbox/%2.json")
                .arg(m_settings.folder(), QString::fromLatin1(QUrl::toPercentEncoding(id))));
    }
    return outbox.get();
}

ConsoleWindow& ConsoleApp::addWindow() {
    m_windows.push_back(std::make_unique<ConsoleWindow>(ConsoleParts{
        m_settings, m_secrets, m_book, m_opener, m_options.profile, QString::fromStdString(m_options.dataDir.string()),
        [this](const std::string& connection) { return outboxOf(connection); }}));
    auto* window = m_windows.back().get();
    m_archives.offerIn(window->window());
    connect(window, &ConsoleWindow::closeRequested, this, [this, window] { closeWindow(window); });
    connect(window, &ConsoleWindow::connectRequested, this,
            [this, window](const std::string& id, bool newWindow) { connectRequested(window, id, newWindow); });
    return *window;
}

std::string ConsoleApp::firstConnection() {
    // Whoever names a directory, a profile or a workflow means their own engine.
    if (!m_options.connection.isEmpty()) {
        const auto* entry = m_book.named(m_options.connection);
        return entry ? entry->profile.id : std::string();
    }
    const auto* last = m_book.find(m_book.lastUsed());
    return m_options.ownEngine || !last ? std::string(ui::ConnectionProfile::kEmbeddedId) : last->profile.id;
}

void ConsoleApp::start() {
    m_book.setContexts(m_opener.contexts());
    auto& first = addWindow();
    auto& window = first.window();
    openAsked(window);
    listen();
    const std::string id = firstConnection();
    window.show();
    if (id.empty()) {
        window.open(QStringLiteral("connections"));
        window.tell(tr("There is no connection called “%1”: choose one below.").arg(m_options.connection), true);
        return;
    }
    connect(
        &first, &ConsoleWindow::opened, this, [this, &first] { startGivenWorkflow(first); }, Qt::SingleShotConnection);
    first.connectTo(id, ui::toUtf8(m_options.tenant));
    if (!m_options.archive.isEmpty()) {
        m_archives.open(m_options.archive, window);
    }
}

void ConsoleApp::connectRequested(ConsoleWindow* from, const std::string& id, bool newWindow) {
    if (m_stopping) {
        return;
    }
    if (!newWindow) {
        from->connectTo(id);
        return;
    }
    if (m_windows.size() >= kMaxWindows) {
        from->window().tell(tr("%n window(s) are open already: close one first.", nullptr, int(m_windows.size())),
                            true);
        return;
    }
    openBeside(*from, id);
}

ConsoleWindow& ConsoleApp::openBeside(ConsoleWindow& from, const std::string& id) {
    auto& next = addWindow();
    next.window().resize(from.window().size());
    next.window().move(from.window().pos() + QPoint(ui::space::k24, ui::space::k24));
    next.window().show();
    next.connectTo(id);
    return next;
}

/// What the command line asks for, or where the console was left; at the first start the page of it.
void ConsoleApp::openAsked(ui::MainWindow& window) {
    const auto place = ui::isLink(m_options.place) ? ui::placeOfLink(m_options.place) : m_options.place;
    if (place.ok() && !place->isEmpty()) {
        window.open(*place);
        return;
    }
    window.restore(m_settings.wasWelcomed() ? m_settings.lastPlace() : kWelcome);
    if (!place.ok()) {
        window.tell(ui::toText(place.error().message), true);
    }
}

void ConsoleApp::listen() {
    m_instance.serve([this](const ConsoleRequest& request) { return show(request); });
    connect(&m_instance, &ConsoleInstance::refused, this, [this](const QString& why) {
        if (!m_stopping && !m_windows.empty()) {
            frontWindow().window().tell(why, true);
        }
    });
}

ConsoleWindow& ConsoleApp::frontWindow() const {
    const auto active = std::find_if(m_windows.begin(), m_windows.end(),
                                     [](const auto& one) { return one->window().isActiveWindow(); });
    return active == m_windows.end() ? *m_windows.front() : **active;
}

/// Of another start of the program, or of a link: it shows, and changes nothing.
api::Error ConsoleApp::show(const ConsoleRequest& request) {
    if (m_stopping || m_windows.empty()) {
        return {api::code::kUnavailable, ui::toUtf8(tr("The console is ending.")), {}, true};
    }
    if (request.newWindow && m_windows.size() >= kMaxWindows) {
        return {api::code::kOverloaded,
                ui::toUtf8(tr("%n window(s) are open already: close one first.", nullptr, int(m_windows.size()))),
                {},
                false};
    }
    auto& front = frontWindow();
    auto& shown = request.newWindow ? openBeside(front, front.window().profile().id) : front;
    auto& window = shown.window();
    // Where Qt takes it from. Threads of the engine may read the environment meanwhile: it is there no longer than
    // needed.
    constexpr const char* kToken = "XDG_ACTIVATION_TOKEN";
    const bool given =
        !request.activation.isEmpty() && QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
    if (given) {
        qputenv(kToken, request.activation.toLatin1());
    }
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
    if (given) {
        qunsetenv(kToken);
    }
    if (!request.place.isEmpty()) {
        window.open(request.place);
    }
    return {};
}

/// The program ends with its last window.
void ConsoleApp::closeWindow(ConsoleWindow* window) {
    if (m_stopping || m_windows.size() == 1) {
        quit();
        return;
    }
    window->window().hide();
    window->leave([this, window] {
        const auto found =
            std::find_if(m_windows.begin(), m_windows.end(), [window](const auto& one) { return one.get() == window; });
        if (found != m_windows.end()) {
            found->release()->deleteLater();
            m_windows.erase(found);
        }
    });
}

void ConsoleApp::startGivenWorkflow(ConsoleWindow& first) {
    if (m_options.source.isEmpty()) {
        return;
    }
    auto* window = &first.window();
    auto* session = window->session();
    const auto failed = [this, session](const api::Error& error) {
        session->report(error, tr("Starting %1").arg(m_options.sourceName));
    };
    const QString source = std::exchange(m_options.source, QString());
    api::DeployWorkflow deploy{ui::toUtf8(source), ui::toUtf8(m_options.sourceName)};
    session->call(std::move(deploy), window,
                  [this, window, session, source, failed](api::Result<api::DeployReply> deployed) {
                      if (!deployed.ok()) {
                          deployed.error().code == api::code::kInvalidDefinition
                              ? window->showMistakes(m_options.sourcePath, source, deployed.error())
                              : failed(deployed.error());
                          return;
                      }
                      api::StartRun start;
                      start.ns = deployed->workflow.ns;
                      start.workflow = deployed->workflow.name;
                      start.version = deployed->workflow.version;
                      start.input = std::exchange(m_options.input, {});
                      session->call(start, window, [window, failed, start](api::Result<api::StartReply> started) {
                          if (!started.ok()) {
                              failed(started.error());
                          } else if (!isTold(*window, start)) {
                              window->open(QStringLiteral("run/") + ui::toText(started->run));
                          }
                      });
                  });
}

void ConsoleApp::quit() {
    if (m_stopping) {
        return;
    }
    m_stopping = true;
    const QString place = m_windows.empty() ? QString() : m_windows.front()->window().place();
    if (!place.isEmpty() && place != kWelcome) {
        m_settings.setLastPlace(place);
    }
    m_archives.closeAll();
    QTimer::singleShot(kStopLimit, this, [] {
        std::fputs("beamline: the engine did not stop in time; ending without it. Nothing acknowledged is lost.\n",
                   stderr);
        std::_Exit(EXIT_FAILURE);
    });
    m_toLeave = m_windows.size();
    for (const auto& window : m_windows) {
        window->leave([this] {
            if (--m_toLeave == 0) {
                QApplication::exit(EXIT_SUCCESS);
            }
        });
        window->window().showStopping();
    }
}

}  // namespace beamline::app
