// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a new workflow begins with: one of the templates, or a file. GUI thread only.

#include <QDialog>
#include <QVector>

#include "ui/models/workflow_text.h"

class QListWidget;

namespace beamline::ui {

class CodeEditor;

class NewWorkflowDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewWorkflowDialog(QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& source);
    void fileAsked();

private:
    void choose();
    void preview();

    QVector<WorkflowTemplate> m_templates = workflowTemplates();
    QListWidget* m_list;
    CodeEditor* m_text;
};

}  // namespace beamline::ui
