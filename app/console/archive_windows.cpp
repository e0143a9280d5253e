// SPDX-License-Identifier: Apache-2.0
#include "app/console/archive_windows.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QThreadPool>
#include <algorithm>

#include "app/common/engine_access.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/shell/archive_drop.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"

namespace beamline::app {

ArchiveWindows::ArchiveWindows(ui::Settings& settings) : m_settings(settings) {}

ArchiveWindows::~ArchiveWindows() = default;

void ArchiveWindows::offerIn(ui::MainWindow& console) {
    std::erase_if(m_consoles, [](const Console& one) { return !one; });
    m_consoles.emplace_back(&console);
    console.commands().add(QStringLiteral("archive.open"), tr("Open archive…"), {QKeySequence(QKeySequence::Open)},
                           [this, &console] { choose(console); });
    connect(new ui::ArchiveDrop(&console), &ui::ArchiveDrop::dropped, this,
            [this, &console](const QString& path) { open(path, console); });
}

void ArchiveWindows::choose(ui::MainWindow& console) {
    if (m_files) {
        return;
    }
    m_files = new QFileDialog(&console, tr("Open archive"), {}, tr("Archives of runs (*.beamline-run.json *.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setFileMode(QFileDialog::ExistingFile);
    connect(m_files, &QFileDialog::fileSelected, &console,
            [this, &console](const QString& path) { open(path, console); });
    m_files->open();
}

void ArchiveWindows::open(const QString& path, ui::MainWindow& console) {
    if (m_windows.size() + m_reading >= kMaxWindows) {
        console.tell(tr("%1 archives are open. Close one first.").arg(kMaxWindows), true);
        return;
    }
    ++m_reading;
    QThreadPool::globalInstance()->start([guard = QPointer<ArchiveWindows>(this), path, console = Console(&console)] {
        auto engine = std::make_shared<api::Result<std::shared_ptr<runtime::ArchiveEngine>>>(
            runtime::ArchiveEngine::open(std::filesystem::path(ui::toUtf8(path))));
        QMetaObject::invokeMethod(
            qApp,
            [guard, path, console, engine] {
                if (guard) {
                    guard->take(path, console, std::move(*engine));
                }
            },
            Qt::QueuedConnection);
    });
}

void ArchiveWindows::take(const QString& path, const Console& console,
                          api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine) {
    --m_reading;
    if (!engine.ok()) {
        if (console) {
            console->tell(ui::toText(engine.error().message), true);
        }
        Q_EMIT opened();
        return;
    }
    const auto& archive = (*engine)->archive();
    auto window = std::make_unique<ui::MainWindow>(m_settings);
    auto* one = window.get();
    m_windows.push_back(std::move(window));
    connect(new ui::ArchiveDrop(one), &ui::ArchiveDrop::dropped, this,
            [this, one](const QString& next) { open(next, *one); });
    connect(one, &ui::MainWindow::quitRequested, this, [this, one] { close(one); });
    connect(one, &ui::MainWindow::markActionClicked, this, [this, one, held = *engine] { runAgain(*held, one); });
    QString text = tr("Archive of run %1, taken %2. It can be read; nothing in it can be changed.")
                       .arg(ui::shortId(ui::toText(archive.run.run.id)), ui::formatExact(archive.takenAt));
    if (!archive.withData) {
        text += QLatin1Char(' ') + tr("It was made without data.");
    }
    one->setMark(text, archive.withData ? tr("Run again with mocks") : QString());
    const QString place = QStringLiteral("run/") + ui::toText(archive.run.run.id);
    auto session = std::make_unique<ui::EngineSession>(*engine, localIdentity("console"), QFileInfo(path).fileName());
    session->setTakenAt(archive.takenAt);
    one->setSession(std::move(session), false);
    one->open(place);
    one->show();
    Q_EMIT opened();
}

void ArchiveWindows::closeAll() {
    m_windows.clear();
}

/// On the embedded engine: its definition is deployed there as it is in the archive.
void ArchiveWindows::runAgain(const runtime::ArchiveEngine& engine, ui::MainWindow* window) {
    const auto found = std::find_if(m_consoles.begin(), m_consoles.end(), [](const Console& one) {
        return one && one->session() && one->profile().kind == ui::ConnectionKind::embedded;
    });
    if (found == m_consoles.end()) {
        window->tell(tr("It runs on the embedded engine: open that in a window of the console, then try again."), true);
        return;
    }
    auto* main = found->data();
    auto* session = main->session();
    main->showNormal();
    main->raise();
    main->activateWindow();
    const auto& archive = engine.archive();
    const auto failed = [main](const api::Error& error) {
        main->tell(tr("Running the archive again: %1").arg(ui::toText(error.message)), true);
    };
    api::StartRun start;
    start.ns = archive.workflow.ns;
    start.workflow = archive.workflow.name;
    start.version = archive.workflow.version;
    start.input = core::rawInputOf(archive);
    start.dryRun = archive.mocks;
    session->call(api::DeployWorkflow{archive.source, archive.workflow.name + " of an archive"}, main,
                  [main, session = QPointer(session), start, failed](const api::Result<api::DeployReply>& deployed) {
                      if (!deployed.ok() || !session) {
                          deployed.ok() ? void() : failed(deployed.error());
                          return;
                      }
                      session->call(start, main, [main, failed](const api::Result<api::StartReply>& started) {
                          started.ok() ? main->open(QStringLiteral("run/") + ui::toText(started->run))
                                       : failed(started.error());
                      });
                  });
}

void ArchiveWindows::close(ui::MainWindow* window) {
    const auto found =
        std::find_if(m_windows.begin(), m_windows.end(), [window](const auto& one) { return one.get() == window; });
    if (found == m_windows.end()) {
        return;
    }
    window->hide();
    window->closeSession();
    found->release()->deleteLater();  // its event is on the stack
    m_windows.erase(found);
}

}  // namespace beamline::app
