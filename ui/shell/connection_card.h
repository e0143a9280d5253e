// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which connection this window is on, at the foot of the rail: name, colour, production, state; pressed it lists the
// others. GUI thread only.

#include <QAbstractButton>

#include "ui/session/connection_profile.h"
#include "ui/session/connection_state.h"

namespace beamline::ui {

class ConnectionCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit ConnectionCard(QWidget* parent = nullptr);

    /// `line` stands below the name while the connection is well.
    void show(const ConnectionProfile& profile, const QString& name, const QString& line);
    void setState(const ConnectionState& state);
    const ConnectionState& state() const { return m_state; }
    /// There is something to choose from.
    void setSwitchable(bool switchable);
    void setCompact(bool compact);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString line() const;
    void describe();

    ConnectionProfile m_profile;
    QString m_name;
    QString m_line;
    ConnectionState m_state;
    bool m_switchable = false;
    bool m_compact = false;
};

}  // namespace beamline::ui
