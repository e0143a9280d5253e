// SPDX-License-Identifier: Apache-2.0
#pragma once
// The input of a failed task, to be mended and tried again. GUI thread only.

#include <QDialog>

#include "engine/api/operations.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;

class ReplayDialog : public QDialog {
    Q_OBJECT
public:
    /// `detail` is a faulted run with a retry point. Stays open with what was typed until the engine has taken it.
    ReplayDialog(EngineSession* session, const api::RunDetail& detail, QWidget* parent = nullptr);
    /// Ctrl+Enter does the same.
    void send();

Q_SIGNALS:
    void replayed(const beamline::api::RunSummary& run);

private:
    void check();

    EngineSession* m_session;
    std::string m_run;
    QPlainTextEdit* m_text;
    QLabel* m_verdict;
    QLineEdit* m_reason;
    InfoBar* m_bar;
    Button* m_send;
    bool m_sending = false;
};

}  // namespace beamline::ui
