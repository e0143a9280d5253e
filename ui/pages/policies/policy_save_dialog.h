// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last look before a version of a policy is stored: what differs, a comment, and who has changed it meanwhile. GUI
// thread only.

#include <QDialog>
#include <optional>

#include "engine/api/operations.h"

class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;
class ContentStack;
class DiffView;
class EngineSession;
class InfoBar;

class PolicySaveDialog : public QDialog {
    Q_OBJECT
public:
    struct Task {
        QString policy;
        api::Json before;  ///< what is stored; null: there is none
        api::Json after;
        std::int64_t replaces = 0;
        QString title;
        QString act;  ///< the button
        QString comment = {};
    };
    PolicySaveDialog(EngineSession* session, Task task, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const beamline::api::PolicyReply& reply);
    /// The document has mistakes; the dialog has closed.
    void refused(const beamline::api::Error& error);

private:
    void build();
    void showDiff();
    void save();
    void failed(const api::Error& error);
    void askWho();
    void compare();
    void updateSave();

    EngineSession* m_session;
    Task m_task;
    std::optional<api::PolicyDetail> m_other;  ///< what somebody else has stored meanwhile
    bool m_stale = false;                      ///< that has not been looked at yet
    bool m_saving = false;
    QLabel* m_counts;
    InfoBar* m_bar;
    ContentStack* m_stack;
    DiffView* m_diff;
    QLineEdit* m_comment;
    Button* m_save;
};

}  // namespace beamline::ui
