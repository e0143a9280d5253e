// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts a run or a dry run: which workflow, with what input, labels, idempotency key and mocks. GUI thread only.

#include <QDialog>
#include <optional>

#include "engine/api/operations.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace beamline::ui {

class Button;
class DryRunEditor;
class EngineSession;
class InfoBar;
class SchemaForm;
class WorkflowListModel;

class StartDialog : public QDialog {
    Q_OBJECT
public:
    /// Empty `name`: the workflow is chosen in the dialog. Empty `version`: the latest.
    StartDialog(EngineSession* session, const QString& ns, const QString& name, const QString& version = {},
                QWidget* parent = nullptr);

    /// Begins with this input. Before it is shown.
    void propose(api::Json input);
    /// Proposes a dry run by this plan, with this input. Before it is shown.
    void rehearse(api::Json input, const api::Json& plan);

protected:
    /// Enter starts from any line, but never what nobody has looked at or filled in.
    void keyPressEvent(QKeyEvent* event) override;

Q_SIGNALS:
    /// Also when the idempotency key belongs to a run that exists already.
    void started(const QString& run);

private:
    void build();
    void fillWorkflows();
    void chosen(int index);
    void load();
    void take(api::Result<api::WorkflowDetail> reply);
    void setDryRun(bool dryRun);
    void askForMocks();
    void updateStart();
    void fillInput();
    QWidget* buildInput();
    void goToInput();
    bool takesInput() const;
    bool isBlank() const;
    void changeTab(int tab);
    api::Result<api::Json> written() const;
    std::optional<api::Json> input();
    std::optional<api::Labels> labels();
    void start();
    void fail(const QString& text);

    EngineSession* m_session;
    QString m_ns;
    QString m_name;
    QString m_version;
    quint64 m_token = 0;
    bool m_loaded = false;
    bool m_starting = false;
    bool m_hasForm = false;
    api::Json m_blank;  ///< what the form's defaults give
    WorkflowListModel* m_workflows;
    QComboBox* m_choice;
    QLabel* m_about;
    InfoBar* m_bar;
    QTabWidget* m_tabs;
    SchemaForm* m_form;
    QPlainTextEdit* m_json;
    QLineEdit* m_labels;
    QLineEdit* m_key;
    QCheckBox* m_dryRun;
    DryRunEditor* m_plan;
    bool m_planOfOther = false;        ///< the plan is still that of the workflow chosen before
    std::optional<api::Json> m_given;  ///< input to begin with
    Button* m_start;
};

}  // namespace beamline::ui
