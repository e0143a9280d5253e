// SPDX-License-Identifier: Apache-2.0
#pragma once
// Shows what workflows tell by `call: notify`: at the desktop's tray, or in the window where there is none. GUI thread
// only.

#include <QObject>
#include <QString>
#include <functional>
#include <vector>

#include "engine/api/engine.h"

class QSystemTrayIcon;

namespace beamline::ui {

class EngineSession;

class Notifier : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxShown = 3;  ///< of one batch of events; of the others only their number is told

    /// One notice as it is shown; `place` is where it leads, empty: nowhere.
    struct Notice {
        QString title;
        QString text;
        QString place;
        bool critical = false;
    };
    /// False: it could not be shown there.
    using Desktop = std::function<bool(const Notice&)>;

    explicit Notifier(QObject* parent = nullptr);
    ~Notifier() override;
    /// Until the session goes.
    void follow(EngineSession* session);
    /// In place of the system's tray; for tests.
    void setDesktop(Desktop desktop) { m_desktop = std::move(desktop); }

Q_SIGNALS:
    /// To be shown in the window.
    void told(const QString& text, bool critical, const QString& place);
    /// The one that the desktop shows was clicked.
    void openRequested(const QString& place);

private:
    void read(const std::vector<api::Event>& batch);
    void show(const Notice& notice);
    bool showInTray(const Notice& notice);

    Desktop m_desktop;
    QSystemTrayIcon* m_tray = nullptr;
    QString m_place;
};

}  // namespace beamline::ui
