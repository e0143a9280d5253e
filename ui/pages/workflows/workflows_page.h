// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is deployed, in all its versions: written, deployed, looked at, started. GUI thread only.

#include <QHash>
#include <QPointer>
#include <optional>

#include "engine/api/operations.h"
#include "ui/models/draft_store.h"
#include "ui/widgets/page.h"

class QComboBox;
class QFileDialog;
class QLabel;
class QStackedWidget;
class QTabBar;

namespace beamline::ui {

class Button;
class Card;
class CodeEditor;
class ContentStack;
class DraftListModel;
class EngineSession;
class InfoBar;
class PageHeader;
class ProblemListModel;
class ScheduleListModel;
class SchedulesPanel;
class SearchField;
class NewWorkflowDialog;
class StartDialog;
class TableView;
class WorkflowEditor;
class WorkflowListModel;
class WorkflowPane;

class WorkflowsPage : public Page {
    Q_OBJECT
public:
    static constexpr qint64 kMaxSourceBytes = 4 << 20;  ///< a larger file is no definition
    static constexpr int kMaxFilesAtOnce = 50;          ///< of one drop; the rest is named and left

    explicit WorkflowsPage(EngineSession* session, QWidget* parent = nullptr);
    ~WorkflowsPage() override;  ///< what is being written is kept

    void showWorkflow(const QString& ns, const QString& name);
    /// Opens the dialog; empty: the workflow is chosen there.
    void startWorkflow(const QString& ns, const QString& name);
    /// Reads and deploys these files; mistakes are shown in their place.
    void deployFiles(const QStringList& paths);
    /// Shows a file whose deployment was refused, with the problems that `error` lists.
    void showRefused(const QString& path, const QString& source, const api::Error& error);

    /// Opens the editor with a text that is not deployed yet; the list of the drafts comes back when it is closed.
    void write(Draft draft, bool changed);
    bool isWriting() const;
    /// Shows what starts by itself.
    void showSchedules();
    /// The first of them by name; the others are counted.
    static QString namedFiles(const QStringList& files);

    QString title() const override { return tr("Workflows"); }
    QIcon icon() const override;
    void activated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Refused {
        QString path;
        QString source;
        api::Error error;
    };
    void buildActions();
    QWidget* buildList();
    QWidget* buildDetail();
    void openStart(const QString& ns, const QString& name, const QString& version,
                   std::optional<api::Json> input = std::nullopt);
    // ---- workflows_page_deploying.cpp
    void chooseFiles();
    void deployNext();
    void deployed(const QString& path, const QString& source, api::Result<api::DeployReply> reply);
    void endDeploying();
    // ---- workflows_page_writing.cpp
    QWidget* buildRefused();
    QWidget* buildDrafts();
    QWidget* buildSections(QWidget* deployed);
    bool showsSchedules() const;
    void sectionChosen();
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& key);
    void setWriting(bool writing);
    void leaveEditor();
    void editShown();
    void editVersion(const QString& version);
    void editRefused();
    void newWorkflow();
    void openFile();
    void readFile(const QString& path);
    void openDraft(int row);
    void showDraftList();
    void writtenDeployed(const api::DeployReply& reply);
    void showRefusals();
    void forgetRefused();
    bool hasRefused() const { return !m_refused.empty(); }
    void showState();
    void selectCurrent();
    void choose(const QString& ns, const QString& name);
    void load(const QString& version);
    void showDetail(const api::WorkflowDetail& detail);
    void updateActions();

    EngineSession* m_session;
    DraftStore m_drafts;
    DraftListModel* m_draftList;
    WorkflowListModel* m_model;
    ScheduleListModel* m_scheduleList;
    ProblemListModel* m_problems;
    PageHeader* m_header;
    SearchField* m_search;
    InfoBar* m_bar;
    TableView* m_table;
    ContentStack* m_listStack;
    ContentStack* m_detailStack;
    WorkflowPane* m_pane;
    QWidget* m_refusedPage;
    Card* m_refusedCard;
    QComboBox* m_refusedChoice;
    InfoBar* m_refusedBar;
    CodeEditor* m_refusedSource;
    TableView* m_problemTable;
    QStackedWidget* m_modes;
    QTabBar* m_sections = nullptr;
    QStackedWidget* m_sectionStack = nullptr;
    SchedulesPanel* m_schedules = nullptr;
    QWidget* m_browser;
    WorkflowEditor* m_editor;
    Card* m_draftCard;
    TableView* m_draftTable;
    QAction* m_deploy;
    QAction* m_start;
    QAction* m_new;
    QAction* m_edit;
    QString m_ns;
    QString m_name;
    QString m_shownVersion;
    bool m_editWhenShown = false;    ///< the version that is asked for is to be written on
    std::vector<Refused> m_refused;  ///< files with mistakes; the one that is shown is m_refusedChoice's
    QStringList m_queue;
    // Of the files that are deployed together:
    int m_deployedCount = 0;
    bool m_deployedWarns = false;
    QString m_deployedLast;
    QString m_deployedText;
    QStringList m_leftOut;  ///< name and reason
    bool m_deploying = false;
    bool m_asked = false;
    quint64 m_token = 0;
    QPointer<QFileDialog> m_files;
    QPointer<StartDialog> m_dialog;
    QPointer<NewWorkflowDialog> m_newDialog;
};

}  // namespace beamline::ui
