// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts a new run that takes over what an ended one has done and begins at a task of it: where, by which version, with
// what input, and what is kept. GUI thread only.

#include <QDialog>
#include <map>
#include <optional>

#include "engine/api/operations.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class RerunPlanModel;
class WorkflowListModel;

class RerunDialog : public QDialog {
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
    void build();
    QWidget* buildPlan();
    QWidget* buildInput();
    void fillTasks(const QString& task);
    void fillVersions();
    QString task() const;
    QString version() const;
    void plan();
    void takePlan(api::Result<api::PlanRerunReply> reply);
    void showPlan();
    api::Result<api::Json> input() const;
    void check();
    void send();

    EngineSession* m_session;
    const api::RunDetail m_detail;
    std::string m_key;      ///< whoever presses twice starts one run
    std::string m_content;  ///< that the key was made for
    WorkflowListModel* m_versions;
    RerunPlanModel* m_model;
    InfoBar* m_bar;
    QComboBox* m_task;
    QComboBox* m_version;
    QLabel* m_summary;
    QPlainTextEdit* m_input;
    QLabel* m_verdict;
    QLineEdit* m_reason;
    Button* m_reset;
    Button* m_reveal;
    Button* m_send;
    std::map<QString, QString> m_written;  ///< by task: what was typed in place of its input, or that it was revealed
    std::optional<api::RerunPlan> m_plan;
    std::optional<api::Graph> m_graph;  ///< of the version that is planned
    QString m_refusal;                  ///< why there is no plan
    quint64 m_token = 0;
    bool m_sending = false;
};

}  // namespace beamline::ui
