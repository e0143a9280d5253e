// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a workflow did of late: its figures, what failed, and the inputs that its last runs got. GUI thread only.

#include <QWidget>

#include "engine/api/values.h"

class QGridLayout;
class QLabel;
class QSplitter;

namespace beamline::ui {

class Button;
class ChipBar;
class ContentStack;
class EngineSession;
class FigureTile;
class JsonView;
class RecentInputModel;
class TableView;
class WorkflowHealthModel;

class WorkflowRunsPane : public QWidget {
    Q_OBJECT
public:
    explicit WorkflowRunsPane(EngineSession* session, QWidget* parent = nullptr);

    /// Another workflow: what was known is forgotten; asked for when the pane is seen.
    void setWorkflow(const QString& ns, const QString& name);
    void refresh();

Q_SIGNALS:
    void navigate(const QString& place);
    void startAsked(const beamline::api::Json& input);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildFigures();
    QWidget* buildFailures();
    QWidget* buildInputs();
    void placeTiles(int columns);
    void showHealth();
    void showFigures();
    void showInputs();
    void showInput();
    void updateStart();
    void start();

    EngineSession* m_session;
    WorkflowHealthModel* m_health;
    RecentInputModel* m_inputs;
    ChipBar* m_span;
    QLabel* m_note;
    QGridLayout* m_tiles;
    FigureTile* m_runs;
    FigureTile* m_success;
    FigureTile* m_p50;
    FigureTile* m_p95;
    ContentStack* m_failureStack;
    TableView* m_failureTable;
    ContentStack* m_inputStack;
    TableView* m_inputTable;
    QSplitter* m_inputSplit;
    JsonView* m_json;
    Button* m_start;
    Button* m_open;
    QString m_shownRun;  ///< whose input is shown
};

}  // namespace beamline::ui
