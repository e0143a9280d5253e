// SPDX-License-Identifier: Apache-2.0
#pragma once
// A band over the whole window that nobody takes for another: production, by name and colour; of other coloured
// connections a thin line. GUI thread only.

#include <QWidget>

#include "ui/session/connection_profile.h"

namespace beamline::ui {

class ConnectionBand : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionBand(QWidget* parent = nullptr);

    void show(const ConnectionProfile& profile);
    QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ConnectionProfile m_profile;
    QString m_text;
};

}  // namespace beamline::ui
