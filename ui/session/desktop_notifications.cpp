// SPDX-License-Identifier: Apache-2.0
#include "ui/session/desktop_notifications.h"

#ifdef __unix__  // not Q_OS_UNIX: moc reads no header of Qt (beamline_lean_moc)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QVariantMap>
#include <iterator>
#include <utility>

namespace beamline::ui {

namespace {
const QString kNotifications = QStringLiteral("org.freedesktop.Notifications");
const QString kNotificationsPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kDesktopEntry = QStringLiteral("io.beamline.Console");
constexpr uint kTimeIsOver = 1;  // why one was closed
constexpr uint kDismissedByUser = 2;
constexpr int kTimeOfTheDesktop = -1;

QDBusMessage notificationCall(const char* method) {
    return QDBusMessage::createMethodCall(kNotifications, kNotificationsPath, kNotifications,
                                          QString::fromLatin1(method));
}
}  // namespace

DesktopNotifications::DesktopNotifications(QObject* parent) : QObject(parent) {
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    const auto listen = [&](const char* signal, const char* slot) {
        return bus.connect(kNotifications, kNotificationsPath, kNotifications, QString::fromLatin1(signal), this, slot);
    };
    m_listens = listen("ActionInvoked", SLOT(actionInvoked(uint, QString))) &&
                listen("NotificationClosed", SLOT(notificationClosed(uint, uint)));
    listen("ActivationToken", SLOT(activationToken(uint, QString)));
    auto* watcher = new QDBusServiceWatcher(kNotifications, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &DesktopNotifications::forgetAll);
}

DesktopNotifications::~DesktopNotifications() {
    for (const auto& shown : std::as_const(m_shown)) {
        closeId(shown.id);
    }
}

/// Another server knows nothing of what the last one showed.
void DesktopNotifications::forgetAll() {
    m_known = false;
    m_capabilities.clear();
    for (auto it = m_shown.begin(); it != m_shown.end();) {
        it = it->asked ? std::next(it) : m_shown.erase(it);
    }
}

bool DesktopNotifications::show(const DesktopNotification& notification) {
    const auto found = m_shown.find(notification.key);
    if (!m_listens || (found == m_shown.end() && m_shown.size() >= kMaxShown)) {
        return false;
    }
    auto& shown = found == m_shown.end() ? m_shown[notification.key] : *found;
    shown.last = notification;
    shown.closing = false;
    shown.again = shown.asked;
    if (!shown.asked) {
        send(notification.key);
    }
    return true;
}

/// First what the server can; then the notification. Each answer may find that something newer is to be shown.
void DesktopNotifications::send(const QString& key) {
    auto& shown = m_shown[key];
    shown.asked = true;
    shown.again = false;
    const auto bus = QDBusConnection::sessionBus();
    if (!m_known) {
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(notificationCall("GetCapabilities")), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* call) {
            const QDBusPendingReply<QStringList> reply = *call;
            call->deleteLater();
            if (!reply.isValid()) {
                answered(key, false, 0);
                return;
            }
            m_known = true;
            m_capabilities = reply.value();
            m_shown[key].closing ? answered(key, true, 0) : send(key);
        });
        return;
    }
    const auto& what = shown.last;
    QStringList actions;
    if (m_capabilities.contains(QLatin1String("actions"))) {
        for (const auto& [id, text] : what.actions.mid(0, kMaxActions)) {
            actions << id << text;
        }
    }
    const QString text = what.text.left(kMaxText);
    QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(uchar(what.critical ? 2 : 1))},
                      {QStringLiteral("desktop-entry"), kDesktopEntry}};
    if (what.quiet) {
        hints.insert(QStringLiteral("suppress-sound"), true);
    }
    auto message = notificationCall("Notify");
    message << QStringLiteral("Beamline") << shown.id << kDesktopEntry << what.title.left(kMaxTitle)
            << (m_capabilities.contains(QLatin1String("body-markup")) ? text.toHtmlEscaped() : text) << actions << hints
            << kTimeOfTheDesktop;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<uint> reply = *call;
        call->deleteLater();
        answered(key, reply.isValid(), reply.isValid() ? reply.value() : 0);
    });
}

void DesktopNotifications::answered(const QString& key, bool ok, uint id) {
    const auto found = m_shown.find(key);
    if (found == m_shown.end()) {
        return;
    }
    found->asked = false;
    found->id = id;
    if (!ok || found->closing) {
        closeId(id);
        m_shown.erase(found);
        if (!ok) {
            Q_EMIT failed(key);
        }
    } else if (found->again) {
        send(key);
    }
}

void DesktopNotifications::close(const QString& key) {
    const auto found = m_shown.find(key);
    if (found == m_shown.end()) {
        return;
    }
    if (found->asked) {
        found->closing = true;
        return;
    }
    closeId(found->id);
    m_shown.erase(found);
}

void DesktopNotifications::closeId(uint id) {
    if (id != 0) {
        auto message = notificationCall("CloseNotification");
        message << id;
        QDBusConnection::sessionBus().send(message);
    }
}

/// Signals come from the notifications of all programs.
QString DesktopNotifications::keyOf(uint id) const {
    for (auto it = m_shown.begin(); it != m_shown.end(); ++it) {
        if (it->id == id && id != 0) {
            return it.key();
        }
    }
    return {};
}

void DesktopNotifications::actionInvoked(uint id, const QString& action) {
    if (const QString key = keyOf(id); !key.isEmpty()) {
        Q_EMIT activated(key, action);
    }
}

void DesktopNotifications::notificationClosed(uint id, uint reason) {
    const QString key = keyOf(id);
    if (key.isEmpty()) {
        return;
    }
    auto& shown = m_shown[key];
    if (shown.asked) {
        shown.id = 0;  // what is under way makes a new one
    } else if (reason == kDismissedByUser) {
        m_shown.remove(key);
        Q_EMIT dismissed(key);
    } else if (reason != kTimeIsOver) {
        m_shown.remove(key);
    }
}

/// With it the window may come to the front; Qt takes it from there.
void DesktopNotifications::activationToken(uint id, const QString& token) {
    if (!keyOf(id).isEmpty()) {
        qputenv("XDG_ACTIVATION_TOKEN", token.toLatin1());
    }
}

}  // namespace beamline::ui

#else

namespace beamline::ui {
DesktopNotifications::DesktopNotifications(QObject* parent) : QObject(parent) {}
DesktopNotifications::~DesktopNotifications() = default;
bool DesktopNotifications::show(const DesktopNotification&) {
    return false;
}
void DesktopNotifications::close(const QString&) {}
void DesktopNotifications::actionInvoked(uint, const QString&) {}
void DesktopNotifications::notificationClosed(uint, uint) {}
void DesktopNotifications::activationToken(uint, const QString&) {}
}  // namespace beamline::ui

#endif
