// SPDX-License-Identifier: Apache-2.0
#pragma once
// The input of a failed task, to be mended and tried again. GUI thread only.

#include "ui/pages/input_dialog.h"

namespace beamline::ui {

class EngineSession;

class ReplayDialog : public InputDialog {
    Q_OBJECT
public:
    /// `detail` is a faulted run with a retry point. Stays open with what was typed until the engine has taken it.
    ReplayDialog(EngineSession* session, const api::RunDetail& detail, QWidget* parent = nullptr);

Q_SIGNALS:
    void replayed(const beamline::api::RunSummary& run);

private:
    void send() override;
    void check();

    EngineSession* m_session;
    std::string m_run;
    bool m_sending = false;
};

}  // namespace beamline::ui
