// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_app.h"

#include <QApplication>
#include <QTimer>
#include <cstdio>
#include <cstdlib>

#include "app/console/keychain_secrets.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::app {

namespace {
/// Whose secrets: those of a profile are not for the workflows of any other directory.
QString scopeOf(const ConsoleOptions& options) {
    const bool ofProfile = options.dataDir == defaultDataDir(ui::toUtf8(options.profile));
    return ofProfile ? options.profile : QString::fromStdString(options.dataDir.string());
}
}  // namespace

ConsoleApp::ConsoleApp(ConsoleOptions options)
    : m_options(std::move(options)),
      m_secrets(m_settings, scopeOf(m_options), QString::fromStdString((m_options.dataDir / "secrets").string())),
      m_window(dressed(m_settings)),
      m_archives(std::make_unique<ArchiveWindows>(m_settings, m_window)) {
    connect(&m_window, &ui::MainWindow::retryRequested, this, &ConsoleApp::reopenEngine);
    connect(&m_window, &ui::MainWindow::quitRequested, this, &ConsoleApp::quit);
    m_takeOver.setSingleShot(true);
    m_takeOver.setInterval(kTakeOverAfter);
    connect(&m_takeOver, &QTimer::timeout, this, [this] {
        if (lost()) {
            reopenEngine();  // runs and their timers stand still while nobody has the directory
        }
    });
}

/// Before there is a widget: one made earlier keeps the font that the desktop had for it.
ui::Settings& ConsoleApp::dressed(ui::Settings& settings) const {
    ui::Theme::current().install(*qApp, m_options.theme.value_or(themeMode(settings.theme())));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/beamline.svg")));
    return settings;
}

ConsoleApp::~ConsoleApp() {
    if (m_worker.joinable()) {
        m_worker.join();
    }
}

void ConsoleApp::start() {
    m_options.place.isEmpty() ? m_window.restore(m_settings.lastPlace()) : m_window.open(m_options.place);
    m_window.show();
    openEngineAsync();
    if (!m_options.archive.isEmpty()) {
        m_archives->open(m_options.archive);
    }
}

void ConsoleApp::runAside(std::function<void()> job) {
    if (m_worker.joinable()) {
        m_worker.join();  // it has posted its result already
    }
    m_worker = std::thread(std::move(job));
}

void ConsoleApp::openEngineAsync() {
    if (m_state != State::failed) {
        return;
    }
    m_state = State::opening;
    m_window.showStarting(QString::fromStdString(m_options.dataDir.string()));
    EngineAccessOptions options;
    options.dataDir = m_options.dataDir;
    options.engine.secrets = keychainSecrets(m_secrets.keychain(), runtime::secretFiles(m_options.dataDir / "secrets"),
                                             m_secrets.forgetter());
    runAside([this, options] {
        auto access = std::make_shared<api::Result<EngineAccess>>(openEngine(options));
        QMetaObject::invokeMethod(
            this, [this, access] { opened(std::move(*access)); }, Qt::QueuedConnection);
    });
}

bool ConsoleApp::lost() const {
    return m_state == State::open && !m_access->owner &&
           m_window.session()->health().state == api::HealthState::unreachable;
}

/// The owner of the directory may have gone: whoever asks again connects to the next one, or becomes it.
void ConsoleApp::reopenEngine() {
    if (m_state == State::open) {
        const QString place = m_window.place();
        m_window.closeSession();
        m_window.open(place);
        if (m_access) {
            m_access->stop();  // a connection to an engine elsewhere: nothing to wait for
            m_access.reset();
        }
        m_state = State::failed;
    }
    openEngineAsync();
}

void ConsoleApp::opened(api::Result<EngineAccess> access) {
    if (access.ok()) {
        m_access = std::move(*access);
    }
    if (m_state == State::stopping) {  // the window was closed meanwhile
        stopEngineAsync();
        return;
    }
    if (!access.ok()) {
        m_state = State::failed;
        m_window.showFailure(access.error(), QString::fromStdString(m_options.dataDir.string()));
        return;
    }
    m_state = State::open;
    auto session = std::make_unique<ui::EngineSession>(m_access->engine, localIdentity("console"), m_options.profile);
    if (m_access->owner) {
        m_secrets.reload();
    }
    session->setSecrets(m_access->owner ? &m_secrets : nullptr);
    m_window.setSession(std::move(session), m_access->owner);
    connect(m_window.session(), &ui::EngineSession::healthChanged, this, [this] {
        if (lost() && !m_takeOver.isActive()) {
            m_takeOver.start();
        }
    });
    startGivenWorkflow();
}

void ConsoleApp::startGivenWorkflow() {
    if (m_options.source.isEmpty()) {
        return;
    }
    auto* session = m_window.session();
    const auto failed = [this, session](const api::Error& error) {
        session->report(error, tr("Starting %1").arg(m_options.sourceName));
    };
    const QString source = std::exchange(m_options.source, QString());
    api::DeployWorkflow deploy{ui::toUtf8(source), ui::toUtf8(m_options.sourceName)};
    session->call(std::move(deploy), &m_window,
                  [this, session, source, failed](api::Result<api::DeployReply> deployed) {
                      if (!deployed.ok()) {
                          deployed.error().code == api::code::kInvalidDefinition
                              ? m_window.showMistakes(m_options.sourcePath, source, deployed.error())
                              : failed(deployed.error());
                          return;
                      }
                      api::StartRun start;
                      start.ns = deployed->workflow.ns;
                      start.workflow = deployed->workflow.name;
                      start.version = deployed->workflow.version;
                      start.input = std::exchange(m_options.input, {});
                      session->call(std::move(start), &m_window, [this, failed](api::Result<api::StartReply> started) {
                          if (started.ok()) {
                              m_window.open(QStringLiteral("run/") + ui::toText(started->run));
                          } else {
                              failed(started.error());
                          }
                      });
                  });
}

void ConsoleApp::quit() {
    if (m_state == State::stopping) {
        return;
    }
    const bool opening = m_state == State::opening;
    m_state = State::stopping;
    if (!m_window.place().isEmpty()) {
        m_settings.setLastPlace(m_window.place());
    }
    m_archives.reset();
    m_window.closeSession();
    m_window.showStopping();
    QTimer::singleShot(kStopLimit, this, [] {
        std::fputs("beamline: the engine did not stop in time; ending without it. Nothing acknowledged is lost.\n",
                   stderr);
        std::_Exit(EXIT_FAILURE);
    });
    if (!opening) {
        stopEngineAsync();
    }
}

void ConsoleApp::stopEngineAsync() {
    runAside([this, access = std::exchange(m_access, std::nullopt)]() mutable {
        if (access) {
            access->stop();
            access.reset();
        }
        QMetaObject::invokeMethod(
            qApp, [] { QApplication::exit(EXIT_SUCCESS); }, Qt::QueuedConnection);
    });
}

}  // namespace beamline::app
