// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong now and what went wrong since the start, with what to do about it. GUI thread only.

#include <QDialog>

class QPlainTextEdit;
class QStandardItemModel;

namespace beamline::ui {

class Button;
class EngineSession;
class TableView;

class ProblemsDialog : public QDialog {
    Q_OBJECT
public:
    ProblemsDialog(EngineSession* session, QWidget* parent);

private:
    void fill();
    void showDetail();

    EngineSession* m_session;
    QStandardItemModel* m_model;
    TableView* m_table;
    QPlainTextEdit* m_detail;
    Button* m_clear;
};

}  // namespace beamline::ui
