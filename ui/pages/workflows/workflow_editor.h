// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a workflow is written: its text, what is wrong with it, its graph, and the catalog beside it. Every change is
// kept as a draft within seconds. GUI thread only.

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <future>

#include "engine/api/operations.h"
#include "ui/models/completion.h"
#include "ui/models/draft_store.h"
#include "ui/models/yaml_place.h"

class QAction;
class QFileDialog;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace beamline::ui {

class Card;
class CatalogBrowser;
class CodeEditor;
class ContentStack;
class DeployDialog;
class EngineSession;
class FindBar;
class FunctionListModel;
class GraphView;
class InfoBar;
class PageHeader;
class ProblemListModel;
class TableView;
class WorkflowChecker;

class WorkflowEditor : public QWidget {
    Q_OBJECT
public:
    static constexpr int kSaveMs = 2000;    ///< a change is on disk this long after it at the latest
    static constexpr int kOutlineMs = 150;  ///< after the cursor has moved: which task is it in

    WorkflowEditor(EngineSession* session, DraftStore* drafts, QWidget* parent = nullptr);
    ~WorkflowEditor() override;

    /// What was open is saved first. `changed`: it differs from what it came from, so that it is worth keeping.
    void open(Draft draft, bool changed);
    /// Mistakes that a deployment found, until the text changes.
    void showRefusal(const api::Error& error);
    const Draft& draft() const { return m_draft; }
    bool isChanged() const { return m_changed; }
    /// Writes what is not on disk yet, and waits for it: for closing. While somebody types it is written aside.
    void flush();
    void openFind(bool replace);
    void check();
    void focusText();
    /// Commands, for the page's list.
    const QList<QAction*>& commands() const { return m_commands; }
    CodeEditor* text() const { return m_text; }

Q_SIGNALS:
    void closeAsked();
    void draftsChanged();
    void deployed(const beamline::api::DeployReply& reply);

private:
    // ---- workflow_editor.cpp
    void buildCommands();
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& key, void (WorkflowEditor::*run)());
    QWidget* buildText();
    QWidget* buildSide();
    void textChanged();
    void readDraft();
    void saveAside();
    void savedAs(const QString& id, const DraftStore::Writing& writing, const api::Result<api::Unit>& done);
    void saveFailed(const api::Error& error);
    void checked(const api::ValidateReply& reply);
    void checkFailed(const api::Error& error);
    void showProblems(std::vector<api::Problem> problems);
    void showVerdict();
    void showTitle();
    // ---- workflow_editor_actions.cpp
    void cursorMoved();
    void outline();
    void goToTask(const QString& ref);
    void goToProblem(int row);
    void insertFunction(const api::FunctionInfo& function);
    void save();
    void saveFile(const QString& path);
    void discard();
    void forget();
    void compare();
    void deploy();
    void look(bool mayDeploy);
    void raiseVersion();
    void toggleCatalog();
    void replace();
    void nextProblem();

    EngineSession* m_session;
    DraftStore* m_drafts;
    Draft m_draft;
    bool m_changed = false;  ///< worth keeping
    bool m_saved = true;     ///< on disk as it is
    bool m_saveFailed = false;
    std::future<void> m_writer;  ///< a save that is under way
    bool m_loading = false;
    bool m_valid = false;  ///< the last answer said so, and it was of this text
    bool m_known = false;  ///< there is an answer to this text
    WorkflowChecker* m_checker;
    FunctionListModel* m_functions;
    ProblemListModel* m_problems;
    CompletionSource m_completions;
    QVector<PointerSpan> m_spans;  ///< of the text at the last outline
    bool m_spansStale = true;
    QTimer m_saveTimer;
    QTimer m_outlineTimer;
    QList<QAction*> m_commands;
    PageHeader* m_header;
    InfoBar* m_bar;
    Card* m_textCard;
    FindBar* m_find;
    CodeEditor* m_text;
    TableView* m_problemTable;
    QLabel* m_where;
    QLabel* m_verdict;
    QLabel* m_verdictIcon;
    QTabWidget* m_side;
    GraphView* m_graph;
    QLabel* m_graphNote;
    ContentStack* m_graphStack;
    CatalogBrowser* m_catalog;
    QAction* m_deployAction = nullptr;
    QPointer<QFileDialog> m_files;
    QPointer<DeployDialog> m_dialog;
};

}  // namespace beamline::ui
