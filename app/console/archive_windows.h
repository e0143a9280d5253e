// SPDX-License-Identifier: Apache-2.0
#pragma once
// Opens archives of runs, each in a window of its own that says what it is, and starts dry runs of them in the main
// window's engine. GUI thread; files are read on another.

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

    /// `main` gets the command, takes files that are dropped, and must outlive this.
    ArchiveWindows(ui::Settings& settings, ui::MainWindow& main);
    ~ArchiveWindows() override;

    void open(const QString& path);
    /// Windows that are open, in the order they were opened.
    const std::vector<std::unique_ptr<ui::MainWindow>>& windows() const { return m_windows; }

Q_SIGNALS:
    void opened();

private:
    void choose();
    void take(const QString& path, api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine);
    void runAgain(const runtime::ArchiveEngine& engine);
    void close(ui::MainWindow* window);

    ui::Settings& m_settings;
    ui::MainWindow& m_main;
    QPointer<QFileDialog> m_files;
    std::vector<std::unique_ptr<ui::MainWindow>> m_windows;
    std::size_t m_reading = 0;
};

}  // namespace beamline::app
