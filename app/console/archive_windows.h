// SPDX-License-Identifier: Apache-2.0
#pragma once
// Opens archives of runs, each in a window of its own that says what it is, and starts dry runs of them on the embedded
// engine. GUI thread; files are read on another.

#include <QObject>
#include <QPointer>
#include <memory>
#include <vector>

#include "engine/runtime/archive_engine.h"

class QFileDialog;

namespace beamline::ui {
class MainWindow;
class Settings;
}  // namespace beamline::ui

namespace beamline::app {

class ArchiveWindows : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxWindows = 8;  ///< open at once; more are refused with a sentence

    explicit ArchiveWindows(ui::Settings& settings);
    ~ArchiveWindows() override;

    /// Gives a window of the console the command, and takes files that are dropped on it.
    void offerIn(ui::MainWindow& console);
    /// `console` is told what went wrong.
    void open(const QString& path, ui::MainWindow& console);
    void closeAll();
    /// Windows that are open, in the order they were opened.
    const std::vector<std::unique_ptr<ui::MainWindow>>& windows() const { return m_windows; }

Q_SIGNALS:
    void opened();

private:
    using Console = QPointer<ui::MainWindow>;
    void choose(ui::MainWindow& console);
    void take(const QString& path, const Console& console, api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine);
    void runAgain(const runtime::ArchiveEngine& engine, ui::MainWindow* archive);
    void close(ui::MainWindow* window);

    ui::Settings& m_settings;
    std::vector<Console> m_consoles;
    QPointer<QFileDialog> m_files;
    std::vector<std::unique_ptr<ui::MainWindow>> m_windows;
    std::size_t m_reading = 0;
};

}  // namespace beamline::app
