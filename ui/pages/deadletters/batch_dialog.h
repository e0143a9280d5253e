// SPDX-License-Identifier: Apache-2.0
#pragma once
// Replays or discards many runs: shows first what would happen to each, then how far it is and what came of it. GUI
// thread only.

#include <QDialog>

#include "ui/models/run_batch_model.h"

class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;

class BatchDialog : public QDialog {
    Q_OBJECT
public:
    BatchDialog(EngineSession* session, RunBatchModel::Act act, std::vector<api::RunSummary> runs,
                QWidget* parent = nullptr);
    RunBatchModel* model() const { return m_model; }

protected:
    /// While it works, closing stops what has not begun; the list stays until all answers are here.
    void reject() override;

private:
    enum class Stage { Looking, Asking, Doing, Ended };
    void start();
    void show(Stage stage);
    void say();

    RunBatchModel* m_model;
    Stage m_stage = Stage::Looking;
    QLabel* m_title;
    QLabel* m_text;
    QLineEdit* m_reason;
    Button* m_act;
    Button* m_close;
};

}  // namespace beamline::ui
