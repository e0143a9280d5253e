// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bottom line: how the engine is, how much it does, and how many problems there are. GUI thread only.

#include <QWidget>

#include "engine/api/values.h"

class QLabel;
class QToolButton;

namespace beamline::ui {

class TenantSwitch;

class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// `said` empty: what the state is called.
    void setHealth(const api::Health& health, const QString& said = {});
    void setProblems(int count);
    /// That opens the palette; empty: it has none.
    void setCommandsKey(const QString& key);
    /// Shown while the rail is too narrow to say it; empty: not.
    void setProfile(const QString& text);
    /// Whose member the session asks as.
    TenantSwitch* tenantSwitch() const { return m_tenant; }
    /// Before there is an engine, and when none could be opened.
    void setText(const QString& text, api::HealthState state);
    static QString stateText(api::HealthState state);

Q_SIGNALS:
    void problemsClicked();
    void commandsClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    api::HealthState m_state = api::HealthState::starting;
    QLabel* m_engine;
    QLabel* m_profile;
    TenantSwitch* m_tenant;
    QLabel* m_rate;
    QLabel* m_queue;
    QToolButton* m_commands;
    QToolButton* m_problems;
};

}  // namespace beamline::ui
