// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the window shows while there is no engine: that one is being opened, or why none could be and what to do. GUI
// thread.

#include <QWidget>

#include "engine/api/result.h"

class QLabel;
class QTimer;

namespace beamline::ui {

class Button;
class EmptyState;

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    void showStarting(const QString& dataDir);
    /// `error` as openEngine() gave it; the command that mends a damaged journal is shown to be copied.
    void showFailure(const api::Error& error, const QString& dataDir);
    /// A connection of `name` to an engine elsewhere.
    void showConnecting(const QString& name, const QString& address);
    void showUnreached(const api::Error& error, const QString& name);
    void showStopping();
    QString text() const;

Q_SIGNALS:
    void retry();
    void quit();
    void connections();

private:
    EmptyState* m_state;
    QWidget* m_commandRow;
    QLabel* m_command;
    QTimer* m_slow;
    QString m_dataDir;
    bool m_elsewhere = false;  ///< the second button leads to the connections
};

}  // namespace beamline::ui
