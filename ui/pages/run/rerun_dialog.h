// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts a new run that takes over what an ended one has done and begins at a task of it: where, by which version, with
// what input, and what is kept. GUI thread only.

#include <map>
#include <optional>

#include "ui/pages/input_dialog.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace beamline::ui {

class EngineSession;
class RerunPlanModel;
class WorkflowListModel;

class RerunDialog : public InputDialog {
    Q_OBJECT
public:
    /// `task`: ref to begin at; empty or "/": from the start.
    RerunDialog(EngineSession* session, const api::RunDetail& detail, const QString& task, QWidget* parent);
    /// Chooses the version to run in place of that of the run; another one can be chosen still.
    void preferVersion(const QString& version);

Q_SIGNALS:
    /// Once; the dialog has closed.
    void started(const QString& run);

private:
    void buildParts();
    QWidget* buildPlan();
    void fillTasks(const QString& task);
    void fillVersions();
    QString task() const;
    QString version() const;
    void plan();
    void takePlan(api::Result<api::PlanRerunReply> reply);
    void showPlan();
    void check();
    void send() override;

    EngineSession* m_session;
    const api::RunDetail m_detail;
    std::string m_key;      ///< whoever presses twice starts one run
    std::string m_content;  ///< that the key was made for
    WorkflowListModel* m_versions;
    RerunPlanModel* m_model;
    QComboBox* m_task;
    QComboBox* m_version;
    QCheckBox* m_discard;
    QLabel* m_summary;
    std::map<QString, std::optional<QString>> m_written;  ///< by task: see InputEditor::written()
    std::optional<api::RerunPlan> m_plan;
    std::optional<api::Graph> m_graph;  ///< of the version that is planned
    QString m_refusal;                  ///< why there is no plan
    quint64 m_token = 0;
    bool m_sending = false;
};

}  // namespace beamline::ui
