// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be done with an approval besides deciding it: claim, delegate, escalate, put off, open its run; as actions
// that know when they apply and say why not. GUI thread only.

#include <QAction>
#include <QObject>
#include <QPointer>
#include <optional>

#include "engine/api/operations.h"

class QMenu;

namespace beamline::ui {

class AskDialog;
class EngineSession;

class ApprovalActions : public QObject {
    Q_OBJECT
public:
    static constexpr api::Timestamp kFirstDelegation =
        api::Timestamp{7} * 24 * 60 * 60 * 1000;  ///< ms that are offered

    /// The actions are added to `host`, which is also the parent of the dialogs.
    ApprovalActions(EngineSession* session, QWidget* host);

    /// `nothing`: what the actions say where there is none.
    void setApproval(const std::optional<api::Approval>& approval, const QString& nothing);
    /// Time has moved on, or the engine can do something else now.
    void update();
    /// Where the menu of times opens.
    void setAnchor(QWidget* anchor) { m_anchor = anchor; }

    QAction* claim() const { return m_claim; }
    QAction* delegate() const { return m_delegate; }
    QAction* escalate() const { return m_escalate; }
    QAction* snooze() const { return m_snooze; }
    QAction* openRun() const { return m_openRun; }

Q_SIGNALS:
    /// On stable storage; `said` tells it in a sentence, empty: it shows by itself.
    void changed(const beamline::api::Approval& approval, const QString& said);
    void failed(const beamline::api::Error& error, const QString& what);
    void runWanted(const QString& run);

private:
    void askDelegate();
    void takeBack(const std::string& id);
    void askEscalate();
    void showTimes();
    void askTime(const api::Approval& approval);
    void putOff(const api::Approval& approval, api::Timestamp until);
    AskDialog* dialog(const QString& title, const QString& text, const QString& act);
    template <class Op>
    void send(Op op, const QString& what, const QString& said);

    EngineSession* m_session;
    QWidget* m_host;
    QPointer<QWidget> m_anchor;
    std::optional<api::Approval> m_approval;
    QString m_nothing;
    bool m_sending = false;
    QAction* m_claim;
    QAction* m_delegate;
    QAction* m_escalate;
    QAction* m_snooze;
    QAction* m_openRun;
    QPointer<AskDialog> m_dialog;
    QPointer<QMenu> m_times;
};

}  // namespace beamline::ui
