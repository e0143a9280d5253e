// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tells what must be known while nobody looks: requests that wait, runs that faulted, an engine that is not well, and
// what workflows tell by `call: notify`. By the desktop; where that takes nothing, by the tray or in the window. GUI
// thread only.

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <map>
#include <memory>
#include <vector>

#include "engine/api/engine.h"
#include "ui/models/notice_board.h"

namespace beamline::ui {

class DesktopNotifications;
class EngineSession;
class Settings;
class TrayIcon;
struct TrayState;

/// One for each window. Of several windows on one connection the first speaks, and all are silent while somebody is in
/// one of them; what workflows tell is shown in that one.
class Notifier : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxListed = 100;            ///< requests that are looked at
    static constexpr int kMaxToldAtOnce = 3;          ///< in the window, of one batch of events
    static constexpr int kListDelayMs = 250;          ///< events of requests come in bursts
    static constexpr int kBackgroundLookMs = 5'000;   ///< between two looks at an engine elsewhere, with no window
    static constexpr qint64 kMaxToldText = 2'000;     ///< letters
    static constexpr qint64 kApprovePauseMs = 1'000;  ///< whoever chooses sooner meant what was there before
    static const QString kOpenAction, kApproveAction;

    /// Both must outlive it.
    Notifier(Settings& settings, QWidget* window);
    ~Notifier() override;
    /// Until the session goes. `engineIsHere`: in this process, so that it tells when it is not well; another one may
    /// just fall silent, and is looked at.
    void follow(EngineSession* session, bool engineIsHere);
    /// Whether the engine is looked at, since nothing else does.
    bool isLooking() const { return m_lookTimer.isActive(); }
    /// Open problems, as the page of them counts; `overdue`: the requests among them.
    void setProblems(int count, const QStringList& overdue);
    /// Of all windows together. What waits for the user and is overdue is counted once, as what waits.
    static TrayState trayState();
    NoticeBoard& board() { return m_board; }

Q_SIGNALS:
    /// To be shown in the window. `shownThere`: who looks at `place` sees it anyway.
    void told(const QString& text, bool critical, const QString& place, bool shownThere = false);
    /// That is no longer true.
    void untold(const QString& text);
    /// The window is wanted, and this place in it; empty: where it is.
    void openRequested(const QString& place);
    void quitRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void read(const std::vector<api::Event>& batch);
    void tell(const api::Event& event);
    void readRun(const api::Event& event);
    void list();
    void listed(const api::Result<api::ApprovalPage>& reply);
    void readHealth();
    void updateLook();
    void readRules();
    void show(const Notice& notice);
    void fallBack(const Notice& notice);
    void withdraw(const QString& key, bool seen);
    void activated(const QString& key, const QString& action);
    void approve(const Notice& notice);
    void end();

    bool isFront() const;
    QString connection() const;
    QString origin() const;
    static void updateAll();
    static void updateTray();
    static Notifier* foremost();
    /// `needed`: there is something to show that nothing else takes.
    void makeTray(bool needed = false);

    static std::vector<Notifier*>& all();

    Settings& m_settings;
    QWidget* m_window;
    QPointer<EngineSession> m_session;
    bool m_engineIsHere = false;
    NoticeBoard m_board;
    QTimer m_tick;
    QTimer m_listTimer;
    QTimer m_lookTimer;
    DesktopNotifications* m_desktop;
    std::shared_ptr<TrayIcon> m_tray;
    std::map<QString, std::pair<Notice, qint64>> m_shown;  ///< and since when
    std::map<QString, QString> m_inWindow;                 ///< key to its text
    QString m_trayPlace;
    quint64 m_toldCount = 0;
    QSet<QString> m_waiting;  ///< ids of requests
    int m_problems = 0;
    QStringList m_overdue;  ///< those of them that are requests
};

}  // namespace beamline::ui
