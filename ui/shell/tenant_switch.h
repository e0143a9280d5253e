// SPDX-License-Identifier: Apache-2.0
#pragma once
// As a member of which tenant this window asks; pressed it lists the others. Hidden while there is nothing to choose.
// GUI thread only.

#include <QPointer>
#include <QToolButton>

class QMenu;

namespace beamline::ui {

class EngineSession;

class TenantSwitch : public QToolButton {
    Q_OBJECT
public:
    explicit TenantSwitch(QWidget* parent = nullptr);

    /// Null: there is no session now.
    void follow(EngineSession* session);

private:
    void update();
    void fill();

    QPointer<EngineSession> m_session;
    QMenu* m_menu;
};

}  // namespace beamline::ui
