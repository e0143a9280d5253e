// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console in the desktop's tray: how the worst of its engines is and how much waits, as a picture, in words, and
// with what can be done about it. GUI thread only.

#include <QObject>
#include <QPixmap>
#include <QString>
#include <QStringList>
#include <memory>

#include "ui/models/notice_board.h"

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace beamline::ui {

struct TrayState {
    EngineCondition worst = EngineCondition::Fine;
    int waiting = 0;
    int problems = 0;
    bool paused = false;
    QStringList lines;  ///< one for each connection
    bool operator==(const TrayState&) const = default;
};

class TrayIcon : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxShown = 99;  ///< of more it is said that there are more
    static constexpr int kMaxLines = 6;   ///< of the tool tip

    explicit TrayIcon(QObject* parent = nullptr);
    ~TrayIcon() override;
    /// Shown there, and there is a place to show it.
    static bool isPossible();

    void show(const TrayState& state);
    /// False: it cannot show messages.
    bool showMessage(const Notice& notice);
    QMenu* menu() const { return m_menu.get(); }
    QString toolTip() const;

    /// The program's picture with a mark in the upper corner when an engine is not well, each of its own shape, and the
    /// number of what waits below.
    static QPixmap picture(const TrayState& state, int size, qreal ratio = 1);

Q_SIGNALS:
    /// Empty: the window as it is.
    void openRequested(const QString& place);
    void messageClicked();
    void pauseToggled(bool on);
    void quitRequested();

private:
    QSystemTrayIcon* m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction* m_approvals;
    QAction* m_problems;
    QAction* m_pause;
    TrayState m_state;
};

}  // namespace beamline::ui
