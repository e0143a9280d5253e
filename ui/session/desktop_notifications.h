// SPDX-License-Identifier: Apache-2.0
#pragma once
// Notifications of the desktop, by org.freedesktop.Notifications over D-Bus. There is at most one for each key; a
// further one takes its place. GUI thread only; nothing waits for the desktop. Elsewhere there is no such service: all
// fail.

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <utility>

namespace beamline::ui {

/// Texts are plain; they are escaped where the desktop would read marks in them.
struct DesktopNotification {
    QString key;
    QString title;
    QString text;
    bool critical = false;
    bool quiet = false;                          ///< it takes the place of one that was heard
    QList<std::pair<QString, QString>> actions;  ///< what is said when it is chosen, and its words; at most kMaxActions
    bool operator==(const DesktopNotification&) const = default;
};

class DesktopNotifications : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype kMaxTitle = 120;  ///< letters; desktops show less
    static constexpr qsizetype kMaxText = 400;
    static constexpr int kMaxActions = 3;
    static constexpr int kMaxShown = 32;  ///< keys at a time; a further one fails

    explicit DesktopNotifications(QObject* parent = nullptr);
    /// Takes back what is shown.
    ~DesktopNotifications() override;

    /// False: there is no session bus, or too much is shown. When the desktop does not take it, failed() says so.
    bool show(const DesktopNotification& notification);
    /// It is no longer true, or has been seen. Nothing when there is none.
    void close(const QString& key);
    bool isShown(const QString& key) const { return m_shown.contains(key); }

Q_SIGNALS:
    /// `action`: as given; "default": the notification itself was chosen.
    void activated(const QString& key, const QString& action);
    /// The user put it away, or chose it; not when its time was over: it may still lie in the desktop's list.
    void dismissed(const QString& key);
    void failed(const QString& key);

private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);
    void notificationClosed(uint id, uint reason);
    void activationToken(uint id, const QString& token);

private:
    struct Shown {
        DesktopNotification last;
        uint id = 0;           ///< 0: the desktop has not answered yet
        bool asked = false;    ///< an answer is under way
        bool again = false;    ///< `last` is newer than what was asked
        bool closing = false;  ///< to be closed once its id is known
    };

    void send(const QString& key);
    void answered(const QString& key, bool ok, uint id);
    void closeId(uint id);
    void forgetAll();
    QString keyOf(uint id) const;

    bool m_listens = false;
    bool m_known = false;  ///< capabilities
    QStringList m_capabilities;
    QHash<QString, Shown> m_shown;
};

}  // namespace beamline::ui
