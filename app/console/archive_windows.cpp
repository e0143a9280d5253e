// SPDX-License-Identifier: Apache-2.0
#include "app/console/archive_windows.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/shell/archive_drop.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"

namespace beamline::app {

namespace {
/// Whoever made the archive gets no secret of this machine: what asks for one is answered by the archive's mocks.
api::Result<api::Json> noSecret(const std::string&) {
    return api::Json(core::kRedacted);
}
}  // namespace

ArchiveWindows::ArchiveWindows(ui::Settings& settings) : m_settings(settings) {}

ArchiveWindows::~ArchiveWindows() {
    closeAll();
    m_threads.waitForDone();
}

void ArchiveWindows::offerIn(ui::MainWindow& console) {
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
    using Archive = api::Result<std::shared_ptr<runtime::ArchiveEngine>>;
    aside<Archive>(
        console, [path] { return runtime::ArchiveEngine::open(std::filesystem::path(ui::toUtf8(path))); },
        [this, path, console = Console(&console)](Archive engine) { take(path, console, std::move(engine)); });
}

/// Nothing is done when there are too many windows.
template <class Value>
void ArchiveWindows::aside(ui::MainWindow& from, std::function<Value()> job, std::function<void(Value)> then) {
    if (m_windows.size() + m_opening >= kMaxWindows) {
        from.tell(ArchiveWindows::tr("%1 archives are open. Close one first.").arg(kMaxWindows), true);
        return;
    }
    ++m_opening;
    m_threads.start([this, job = std::move(job), then = std::move(then)] {
        auto value = std::make_shared<Value>(job());
        QMetaObject::invokeMethod(
            this,
            [this, value, then] {
                --m_opening;
                then(std::move(*value));
                Q_EMIT opened();
            },
            Qt::QueuedConnection);
    });
}

void ArchiveWindows::take(const QString& path, const Console& console,
                          api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine) {
    if (!engine.ok()) {
        if (console) {
            console->tell(ui::toText(engine.error().message), true);
        }
        return;
    }
    const auto& archive = (*engine)->archive();
    auto* one = addWindow();
    const QString name = QFileInfo(path).fileName();
    connect(one, &ui::MainWindow::markActionClicked, this, [this, one, name, held = *engine] {
        aside<api::Result<Rehearsal>>(
            *one, [held] { return rehearse(held->archive()); },
            [this, name, from = Console(one)](api::Result<Rehearsal> begun) { show(name, from, std::move(begun)); });
    });
    QString text = tr("Archive of run %1, taken %2. It can be read; nothing in it can be changed.")
                       .arg(ui::shortId(ui::toText(archive.run.run.id)), ui::formatExact(archive.takenAt));
    if (!archive.withData) {
        text += QLatin1Char(' ') + tr("It was made without data.");
    }
    one->setMark(text, archive.withData ? tr("Re-run with mocks") : QString());
    const QString place = QStringLiteral("run/") + ui::toText(archive.run.run.id);
    auto session = std::make_unique<ui::EngineSession>(*engine, localIdentity("console"), name);
    session->setTakenAt(archive.takenAt);
    one->setSession(std::move(session), false);
    one->open(place);
    one->show();
}

ui::MainWindow* ArchiveWindows::addWindow() {
    auto* one = m_windows.emplace_back(std::make_unique<ui::MainWindow>(m_settings)).get();
    connect(new ui::ArchiveDrop(one), &ui::ArchiveDrop::dropped, this,
            [this, one](const QString& next) { open(next, *one); });
    connect(one, &ui::MainWindow::quitRequested, this, [this, one] { close(one); });
    return one;
}

void ArchiveWindows::closeAll() {
    for (const auto& window : m_windows) {
        leave(*window);
    }
    m_windows.clear();
}

void ArchiveWindows::leave(ui::MainWindow& window) {
    window.closeSession();
    if (auto engine = m_engines.extract(&window)) {
        m_threads.start([access = std::move(engine.mapped())] { access.stop(); });
    }
}

/// On an engine that is there for this run alone. What is deployed to the embedded one would stay, become the latest
/// version and start by its schedule.
api::Result<ArchiveWindows::Rehearsal> ArchiveWindows::rehearse(const core::Archive& archive) {
    EngineAccessOptions options;
    options.ephemeral = true;
    options.engine.name = "dry run";
    options.engine.secrets = noSecret;
    auto access = openEngine(options);
    if (!access.ok()) {
        return access.error();
    }
    const auto started = [&]() -> api::Result<api::StartReply> {
        const auto identity = localIdentity("console");
        const auto& workflow = archive.workflow;
        const auto deployed = api::callAndWait(
            *access->engine, api::DeployWorkflow{archive.source, workflow.name + " of an archive"}, identity);
        if (!deployed.ok()) {
            return deployed.error();
        }
        api::StartRun start;
        start.ns = workflow.ns;
        start.workflow = workflow.name;
        start.version = workflow.version;
        start.input = core::rawInputOf(archive);
        start.dryRun = archive.mocks;
        return api::callAndWait(*access->engine, start, identity);
    }();
    if (!started.ok()) {
        access->stop();
        return started.error();
    }
    return Rehearsal{std::move(*access), started->run};
}

void ArchiveWindows::show(const QString& name, const Console& from, api::Result<Rehearsal> begun) {
    if (!begun.ok()) {
        if (from) {
            from->tell(tr("Running the archive again: %1").arg(ui::toText(begun.error().message)), true);
        }
        return;
    }
    auto* one = addWindow();
    ui::ConnectionProfile profile;
    profile.kind = ui::ConnectionKind::embedded;
    profile.name = ui::toUtf8(tr("Dry run"));
    profile.readOnly = true;
    one->setProfile(profile);
    one->setMark(tr("Dry run of an archive, answered by what the archive holds. Nothing of it is kept: it is gone when "
                    "this window is closed."),
                 {});
    auto session = std::make_unique<ui::EngineSession>(begun->access.engine, localIdentity("console"), name);
    session->setConnectionProfile(profile);
    one->setSession(std::move(session), false);
    one->open(QStringLiteral("run/") + ui::toText(begun->run));
    m_engines.emplace(one, std::move(begun->access));
    one->show();
}

void ArchiveWindows::close(ui::MainWindow* window) {
    const auto found =
        std::find_if(m_windows.begin(), m_windows.end(), [window](const auto& one) { return one.get() == window; });
    if (found == m_windows.end()) {
        return;
    }
    window->hide();
    leave(*window);
    found->release()->deleteLater();  // its event is on the stack
    m_windows.erase(found);
}

}  // namespace beamline::app
