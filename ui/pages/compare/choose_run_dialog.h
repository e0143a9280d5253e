// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which run another one is compared with: the one before it, the last that completed, where it came from, one of the
// list, or by id. GUI thread only.

#include <QDialog>

#include "engine/api/operations.h"

class QLineEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class RunListModel;
class TableView;

class ChooseRunDialog : public QDialog {
    Q_OBJECT
public:
    ChooseRunDialog(EngineSession* session, const api::RunSummary& run, QWidget* parent);

Q_SIGNALS:
    /// Once; the dialog has closed.
    void chosen(const QString& run);

private:
    void build();
    void buildTable();
    /// Puts the newest run that fits, and is not the compared one, into the field.
    void propose(api::RunFilter filter, const QString& none);
    void showChosen();
    void check();
    void choose();

    EngineSession* m_session;
    const api::RunSummary m_run;
    RunListModel* m_model;
    InfoBar* m_bar;
    TableView* m_table;
    QLineEdit* m_id;
    Button* m_compare;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
