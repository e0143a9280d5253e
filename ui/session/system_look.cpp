// SPDX-License-Identifier: Apache-2.0
#include "ui/session/system_look.h"

#ifdef __unix__  // not Q_OS_UNIX: moc reads no header of Qt (beamline_lean_moc)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <functional>
#include <utility>

namespace beamline::ui {

namespace {
const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kPortalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kColorScheme = QStringLiteral("color-scheme");  // 1 dark, 2 light, 0 no preference
const QString kContrast = QStringLiteral("contrast");         // 1 higher
const QString kAccessibility = QStringLiteral("org.gnome.desktop.a11y.interface");
const QString kHighContrast = QStringLiteral("high-contrast");
const QString kInterface = QStringLiteral("org.gnome.desktop.interface");
const QString kGtkTheme = QStringLiteral("gtk-theme");

/// Read() wraps its value twice, the signal once.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

/// Knows the types of D-Bus, which headers here do not.
class PortalListener : public QObject {
    Q_OBJECT
public:
    using Taker = std::function<void(const QString&, const QString&, const QVariant&)>;

    PortalListener(Taker take, QObject* parent) : QObject(parent), m_take(std::move(take)) {}
    void ask(const QString& group, const QString& key) {
        auto message = QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, QStringLiteral("Read"));
        message << group << key;
        auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key](QDBusPendingCallWatcher* call) {
            const QDBusPendingReply<QDBusVariant> reply = *call;
            call->deleteLater();
            if (reply.isValid()) {
                m_take(group, key, unwrapped(reply.value().variant()));
            }
        });
    }

public Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
        m_take(group, key, unwrapped(value.variant()));
    }

private:
    Taker m_take;
};
}  // namespace

SystemLook::SystemLook(QObject* parent) : QObject(parent) {
    m_themeContrast = qEnvironmentVariable("GTK_THEME").startsWith(QLatin1String("HighContrast"));
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    auto* listener = new PortalListener(
        [this](const QString& group, const QString& key, const QVariant& value) { take(group, key, value); }, this);
    qRegisterMetaType<QDBusVariant>("QDBusVariant");  // the slot's types are looked up by their names
    bus.connect(kPortal, kPortalPath, kPortalSettings, QStringLiteral("SettingChanged"), listener,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    listener->ask(kAppearance, kColorScheme);
    listener->ask(kAppearance, kContrast);
    listener->ask(kAccessibility, kHighContrast);
    listener->ask(kInterface, kGtkTheme);
}

void SystemLook::take(const QString& group, const QString& key, const QVariant& value) {
    const auto before = std::pair(m_scheme, wantsContrast());
    if (group == kAppearance && key == kColorScheme) {
        m_scheme = value.toUInt() == 1 ? Dark : value.toUInt() == 2 ? Light : Unsaid;
    } else if (group == kAppearance && key == kContrast) {
        m_contrast = value.toUInt() == 1;
    } else if (group == kAccessibility && key == kHighContrast) {
        m_a11yContrast = value.toBool();
    } else if (group == kInterface && key == kGtkTheme) {
        m_themeContrast = value.toString().startsWith(QLatin1String("HighContrast"));
    }
    if (before != std::pair(m_scheme, wantsContrast())) {
        Q_EMIT changed();
    }
}

}  // namespace beamline::ui

#include "system_look.moc"

#else

namespace beamline::ui {
SystemLook::SystemLook(QObject* parent) : QObject(parent) {}
void SystemLook::take(const QString&, const QString&, const QVariant&) {}
}  // namespace beamline::ui

#endif
