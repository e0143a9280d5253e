// SPDX-License-Identifier: Apache-2.0
#pragma once
// Opens archives of runs, each in a window of its own that says what it is, and starts dry runs of them, each on an
// engine of its own that goes with its window. GUI thread; files are read and engines opened on others.

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "app/common/engine_access.h"
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
    struct Rehearsal {
        EngineAccess access;
        std::string run;
    };
    void choose(ui::MainWindow& console);
    void take(const QString& path, const Console& console, api::Result<std::shared_ptr<runtime::ArchiveEngine>> engine);
    /// Blocks.
    static api::Result<Rehearsal> rehearse(const core::Archive& archive);
    void show(const QString& name, const Console& from, api::Result<Rehearsal> begun);
    template <class Value>
    void aside(ui::MainWindow& from, std::function<Value()> job, std::function<void(Value)> then);
    ui::MainWindow* addWindow();
    void close(ui::MainWindow* window);
    void leave(ui::MainWindow& window);

    ui::Settings& m_settings;
    QPointer<QFileDialog> m_files;
    std::vector<std::unique_ptr<ui::MainWindow>> m_windows;
    std::map<ui::MainWindow*, EngineAccess> m_engines;  ///< of windows that show a dry run
    std::size_t m_opening = 0;
    QThreadPool m_threads;
};

}  // namespace beamline::app
