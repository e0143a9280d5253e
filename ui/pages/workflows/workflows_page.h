// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is deployed, in all its versions: deployed from files, looked at, started. GUI thread only.

#include <QHash>
#include <QPointer>
#include <optional>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QComboBox;
class QFileDialog;
class QLabel;
class QTabWidget;

namespace beamline::ui {

class Button;
class Card;
class ContentStack;
class EngineSession;
class GraphView;
class InfoBar;
class PageHeader;
class ProblemListModel;
class SearchField;
class SourceView;
class StartDialog;
class TableView;
class WorkflowListModel;

class WorkflowsPage : public Page {
    Q_OBJECT
public:
    static constexpr qint64 kMaxSourceBytes = 4 << 20;  ///< a larger file is no definition
    static constexpr int kMaxFilesAtOnce = 50;          ///< of one drop; the rest is named and left

    explicit WorkflowsPage(EngineSession* session, QWidget* parent = nullptr);

    void showWorkflow(const QString& ns, const QString& name);
    /// Opens the dialog; empty: the workflow is chosen there.
    void startWorkflow(const QString& ns, const QString& name);
    /// Reads and deploys these files; mistakes are shown in their place.
    void deployFiles(const QStringList& paths);
    /// Shows a file whose deployment was refused, with the problems that `error` lists.
    void showDraft(const QString& path, const QString& source, const api::Error& error);

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
    struct Draft {
        QString path;
        QString source;
        api::Error error;
    };
    void buildActions();
    QWidget* buildList();
    QWidget* buildDetail();
    QWidget* buildDraft();
    void chooseFiles();
    void deployNext();
    void deployed(const QString& path, const QString& source, api::Result<api::DeployReply> reply);
    void endDeploying();
    void showDrafts();
    void forgetDraft();
    bool hasDrafts() const { return !m_drafts.empty(); }
    void showState();
    void selectCurrent();
    void load(const QString& version);
    void showDetail(const api::WorkflowDetail& detail);
    void fillVersions();
    void updateActions();

    EngineSession* m_session;
    WorkflowListModel* m_model;
    WorkflowListModel* m_versions;
    ProblemListModel* m_problems;
    PageHeader* m_header;
    SearchField* m_search;
    InfoBar* m_bar;
    TableView* m_table;
    ContentStack* m_listStack;
    ContentStack* m_detailStack;
    QWidget* m_detailPage;
    QWidget* m_draftPage;
    Card* m_card;
    QLabel* m_summary;
    QComboBox* m_version;
    QTabWidget* m_tabs;
    GraphView* m_graph;
    SourceView* m_source;
    Card* m_draftCard;
    QComboBox* m_draftChoice;
    InfoBar* m_draftBar;
    SourceView* m_draftSource;
    TableView* m_problemTable;
    QAction* m_deploy;
    QAction* m_start;
    QString m_ns;
    QString m_name;
    QString m_shownVersion;
    std::vector<Draft> m_drafts;  ///< files with mistakes; the one that is shown is m_draftChoice's
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
};

}  // namespace beamline::ui
