// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which run another one is compared with: the one before it, the last that completed, where it came from, one of the
// list, or by id; or which ended run of a workflow is run again. GUI thread only.

#include <QDialog>

#include "engine/api/operations.h"

class QComboBox;
class QLineEdit;
class QSortFilterProxyModel;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class RunListModel;
class TableView;

class ChooseRunDialog : public QDialog {
    Q_OBJECT
public:
    /// What is compared with `run`.
    ChooseRunDialog(EngineSession* session, const api::RunSummary& run, QWidget* parent);
    /// An ended run of the workflow, to be run again; `title` says what for, `accept` is the button's text.
    ChooseRunDialog(EngineSession* session, const QString& ns, const QString& workflow, const QString& title,
                    const QString& accept, QWidget* parent);

Q_SIGNALS:
    /// Once; the dialog has closed.
    void chosen(const QString& run);

private:
    void build(const QString& title, const QString& accept);
    QLayout* buildOffers();
    void buildTable();
    void ask();
    /// Puts the newest run that fits, and is not the compared one, into the field.
    void propose(api::RunFilter filter, const QString& none);
    void showChosen();
    void check();
    void choose();

    EngineSession* m_session;
    const api::RunSummary m_run;  ///< without an id: there is none to compare with
    RunListModel* m_model;
    QSortFilterProxyModel* m_others;  ///< without the run itself
    QComboBox* m_scope = nullptr;
    InfoBar* m_bar;
    TableView* m_table;
    QLineEdit* m_id;
    Button* m_compare;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
