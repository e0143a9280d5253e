// SPDX-License-Identifier: Apache-2.0
#pragma once
// That the run of a request is suspended, and what this means for a decision. GUI thread only.

#include "engine/api/operations.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

class EngineSession;

class SuspendedNote : public InfoBar {
    Q_OBJECT
public:
    SuspendedNote(EngineSession* session, QWidget* parent = nullptr);
    /// Asks how the run is when it is another's, and follows it from then on. Hidden while it is not known to be
    /// suspended.
    void setApproval(const api::Approval& approval);

private:
    void ask();
    void showState();

    EngineSession* m_session;
    std::string m_run;
    bool m_open = false;
    bool m_suspended = false;
    quint64 m_told = 0;  ///< counts what events said: an answer from before is not listened to
};

}  // namespace beamline::ui
