// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two runs side by side: where they part, their definitions, inputs, ways through the tasks, outputs and times. GUI
// thread only.

#include <QTimer>
#include <array>
#include <map>
#include <optional>

#include "engine/api/operations.h"
#include "ui/models/run_comparison.h"
#include "ui/widgets/page.h"

class QCheckBox;
class QLabel;
class QTabWidget;

namespace beamline::ui {

class ComparedRun;
class ContentStack;
class DiffView;
class EngineSession;
class InfoBar;
class PageHeader;
class TableView;

/// Run A stands on the left and is what was before; B is looked at. Place "compare/<a>/<b>".
class ComparePage : public Page {
    Q_OBJECT
public:
    static constexpr int kAskInterval = 500;             ///< ms between two questions while events stream in
    static constexpr qsizetype kMaxDiffBytes = 1 << 20;  ///< of one value; longer texts are compared so far

    explicit ComparePage(EngineSession* session, QWidget* parent = nullptr);

    void showRuns(const QString& a, const QString& b);

    QString title() const override;
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

private:
    enum Tabs { PathTab, InputTab, OutputTab, DefinitionTab };
    static constexpr std::size_t kSides = 2;

    void buildHeader();
    QWidget* buildContent();
    QWidget* buildPath(QWidget* parent);
    void ask();
    void askOutputs(std::size_t side);
    void askDefinitions();
    void askTask(const QModelIndex& index);
    void take(std::size_t side, api::Result<api::RunDetail> reply);
    void compare();
    void showHead();
    void showValues();
    void showPair(DiffView* view, const std::array<const api::Json*, kSides>& values);
    void showTask();
    void showDefinitions();
    void showFirst();
    bool selectFirstTask();
    static QString textOf(const api::Json& value);

    /// What a view shows the differences of: nothing is compared twice, nor where nobody looks.
    struct Compared {
        std::array<std::optional<api::Json>, kSides> values;
        QStringList names;
    };

    EngineSession* m_session;
    PageHeader* m_header;
    InfoBar* m_bar;    ///< what went wrong
    InfoBar* m_first;  ///< where they part
    ContentStack* m_stack;
    std::array<ComparedRun*, kSides> m_cards{};
    RunComparisonModel* m_model;
    QTabWidget* m_tabs;
    QCheckBox* m_only;
    TableView* m_table;
    QTabWidget* m_taskTabs;
    DiffView* m_taskInput;
    DiffView* m_taskOutput;
    QLabel* m_taskNote;
    DiffView* m_input;
    DiffView* m_output;
    DiffView* m_definition;
    std::map<DiffView*, Compared> m_compared;
    ContentStack* m_definitionStack;
    std::array<QString, kSides> m_runs;
    std::array<std::optional<api::RunDetail>, kSides> m_details;
    std::array<TaskOutputs, kSides> m_outputs;
    std::array<std::optional<std::string>, kSides> m_sources;
    std::array<std::optional<api::TaskDetail>, kSides> m_tasks;
    std::string m_shownTask;
    quint64 m_token = 0;
    quint64 m_taskToken = 0;
    bool m_active = false;
    bool m_dirty = false;
    QTimer m_again;
};

}  // namespace beamline::ui
