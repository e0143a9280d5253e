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

ArchiveWindows::ArchiveWindows(ui::Settings& settings, ui::MainWindow& main) : m_settings(settings), m_main(main) {
    main.commands().add(QStringLiteral("archive.open"), tr("Open archive…"), {QKeySequence(QKeySequence::Open)},
                        [this] { choose(); });
    connect(new ui::ArchiveDrop(&main), &ui::ArchiveDrop::dropped, this, &ArchiveWindows::open);
}

ArchiveWindows::~ArchiveWindows() = default;

void ArchiveWindows::choose() {
    if (m_files) {
        return;
    }
    m_files = new QFileDialog(&m_main, tr("Open archive"), {}, tr("Archives of runs (*.beamline-run.json *.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setFileMode(QFileDialog::ExistingFile);
    connect(m_files, &QFileDialog::fileSelected, this, &ArchiveWindows::open);
    m_files->open();
}

void ArchiveWindows::open(const QString& path) {
    if (m_windows.size() + m_reading >= kMaxWindows) {
        m_main.tell(tr("%1 archives are open. Close one first.").arg(kMaxWindows), true);
        return;
    }
    ++m_reading;
    QThreadPool::globalInstance()->start([guard = QPointer<ArchiveWindows>(this), path] {
        auto engine = std::make_shared<api::Result<std::shared_ptr<runtime::ArchiveEngine>>>(
            runtime::ArchiveEngine::open(std::filesystem::path(ui::toUtf8(path))));
        QMetaObject::invokeMethod(
            qApp,
            [guard, path, engine] {
                if (guard) {
                    guard->take(path, std::move(*engine));
                }
            },
            Qt::QueuedConnection);
    });
}

void ArchiveWindows::take(const QString& path, api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine) {
    --m_reading;
    if (!engine.ok()) {
        m_main.tell(ui::toText(engine.error().message), true);
        Q_EMIT opened();
        return;
    }
    const auto& archive = (*engine)->archive();
    auto window = std::make_unique<ui::MainWindow>(m_settings);
    auto* one = window.get();
    m_windows.push_back(std::move(window));
    connect(new ui::ArchiveDrop(one), &ui::ArchiveDrop::dropped, this, &ArchiveWindows::open);
    connect(one, &ui::MainWindow::quitRequested, this, [this, one] { close(one); });
    connect(one, &ui::MainWindow::markActionClicked, this, [this, held = *engine] { runAgain(*held); });
    QString text = tr("Archive of run %1, taken %2. It can be read; nothing in it can be changed.")
                       .arg(ui::shortId(ui::toText(archive.run.run.id)), ui::formatExact(archive.takenAt));
    if (!archive.withData) {
        text += QLatin1Char(' ') + tr("It was made without data.");
    }
    one->setMark(text, archive.withData ? tr("Run again with mocks") : QString());
    const QString place = QStringLiteral("run/") + ui::toText(archive.run.run.id);
    one->setSession(std::make_unique<ui::EngineSession>(*engine, localIdentity("console"), QFileInfo(path).fileName()),
                    false);
    one->open(place);
    one->show();
    Q_EMIT opened();
}

/// On the engine of the main window: its definition is deployed there as it is in the archive.
void ArchiveWindows::runAgain(const runtime::ArchiveEngine& engine) {
    auto* session = m_main.session();
    m_main.showNormal();
    m_main.raise();
    m_main.activateWindow();
    if (!session) {
        m_main.tell(tr("There is no engine to run it on yet. Try again when it has started."), true);
        return;
    }
    const auto& archive = engine.archive();
    const auto failed = [this](const api::Error& error) {
        m_main.tell(tr("Running the archive again: %1").arg(ui::toText(error.message)), true);
    };
    api::StartRun start;
    start.ns = archive.workflow.ns;
    start.workflow = archive.workflow.name;
    start.version = archive.workflow.version;
    start.input = core::rawInputOf(archive);
    start.dryRun = archive.mocks;
    session->call(api::DeployWorkflow{archive.source, archive.workflow.name + " of an archive"}, &m_main,
                  [this, session = QPointer(session), start, failed](const api::Result<api::DeployReply>& deployed) {
                      if (!deployed.ok() || !session) {
                          deployed.ok() ? void() : failed(deployed.error());
                          return;
                      }
                      session->call(start, &m_main, [this, failed](const api::Result<api::StartReply>& started) {
                          started.ok() ? m_main.open(QStringLiteral("run/") + ui::toText(started->run))
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
