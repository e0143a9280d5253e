// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bar above the pages that says how the connection is, and what the engine says is wrong with it. GUI thread only.

#include <QPointer>
#include <QTimer>
#include <string>
#include <vector>

#include "engine/api/values.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

class EngineSession;

class ConnectionBar : public InfoBar {
    Q_OBJECT
public:
    explicit ConnectionBar(QWidget* parent = nullptr);

    /// Null: there is no session now.
    void follow(EngineSession* session);

Q_SIGNALS:
    void reconnectRequested();

private:
    void update();
    void showProblem();
    QString stateText() const;

    QPointer<EngineSession> m_session;
    QTimer m_age;  ///< runs while what is shown grows older
    bool m_lost = false;
    std::vector<std::string> m_dismissed;  ///< codes of engine problems whose bar was closed
};

}  // namespace beamline::ui
