// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chosen workflow: one of its versions as graph and source, all of them side by side, its runs, its schedule. GUI
// thread only.

#include <QTimer>

#include "engine/api/engine.h"
#include "ui/widgets/card.h"

class QAction;
class QComboBox;
class QLabel;
class QTabWidget;

namespace beamline::ui {

class CodeEditor;
class EngineSession;
class GraphView;
class InfoBar;
class ScheduleListModel;
class SchedulePane;
class VersionListModel;
class VersionsPane;
class WorkflowRunsPane;

class WorkflowPane : public Card {
    Q_OBJECT
public:
    enum Tabs { GraphTab, SourceTab, VersionsTab, RunsTab, ScheduleTab };
    static constexpr int kAgesMs = 20'000;
    static constexpr int kFollowMs = 3'000;  ///< of rest between two looks at runs that change

    /// `edit` is shown as a button; `schedules` lists all of them.
    WorkflowPane(EngineSession* session, QAction* edit, ScheduleListModel* schedules, QWidget* parent = nullptr);

    /// Another workflow, whose versions and runs are asked for; its text is told by setDetail().
    void setWorkflow(const QString& ns, const QString& name);
    void setDetail(const api::WorkflowDetail& detail);
    /// Files of secrets come and go unseen.
    void showSecrets();
    void refresh();
    VersionListModel* versions() const { return m_versions; }
    const QString& source() const { return m_shownSource; }
    void setTab(Tabs tab);

Q_SIGNALS:
    void versionAsked(const QString& version);
    void editAsked(const QString& version);
    void startAsked(const QString& version);
    void startWithAsked(const beamline::api::Json& input);
    void navigate(const QString& place);
    void failed(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void showSummary();
    void buildTabs(ScheduleListModel* schedules);
    void fillVersions();
    void follow(const std::vector<api::Event>& batch);

    EngineSession* m_session;
    VersionListModel* m_versions;
    QString m_ns;
    QString m_name;
    api::WorkflowInfo m_info;  ///< of the version on view
    QString m_shownVersion;
    QString m_shownSource;
    QString m_missingSecret;
    QComboBox* m_version;
    QLabel* m_summary;
    InfoBar* m_secretBar;
    QTabWidget* m_tabs;
    GraphView* m_graph;
    CodeEditor* m_source;
    VersionsPane* m_versionsPane;
    WorkflowRunsPane* m_runsPane;
    SchedulePane* m_schedulePane;
    QTimer m_follow;
    QTimer m_ages;  ///< runs while it is on view
};

}  // namespace beamline::ui
