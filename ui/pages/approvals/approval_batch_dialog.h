// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decides several approvals alike: shows first what would be decided, by kind and risk, and what would not and why;
// then how far it is and what came of each. GUI thread only.

#include <QDialog>

#include "ui/models/approval_batch_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace beamline::ui {

class Button;
class TableView;

class ApprovalBatchDialog : public QDialog {
    Q_OBJECT
public:
    ApprovalBatchDialog(EngineSession* session, std::vector<api::Approval> approvals, QWidget* parent = nullptr);
    ApprovalBatchModel* model() const { return m_model; }

Q_SIGNALS:
    /// It has begun, and something may have been decided.
    void decidedSome();

protected:
    /// While it works, closing stops what has not begun; the list stays until all answers are here.
    void reject() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Stage { Asking, Doing, Ended };
    QWidget* buildChoice();
    QWidget* buildGroups();
    QWidget* buildConfirm();
    QWidget* buildTable();
    QWidget* buildFoot();
    void judge();
    void showConfirm();
    void confirmTyped(const QString& typed);
    void start();
    void ended();
    void say();
    static QString whatIsDecided(int able, int unable);

    ApprovalBatchModel* m_model;
    Stage m_stage = Stage::Asking;
    int m_confirming = -1;  ///< row whose name is asked for
    QRadioButton* m_approve;
    QRadioButton* m_reject;
    QComboBox* m_risk;
    QLabel* m_mixed;
    QWidget* m_confirmRow;
    QLabel* m_confirmLabel;
    QLineEdit* m_confirm;
    TableView* m_table;
    QLabel* m_text;
    QLineEdit* m_comment;
    Button* m_act;
    Button* m_close;
};

}  // namespace beamline::ui
