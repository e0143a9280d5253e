// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/keyring_control.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>

/// A value on its way over D-Bus (Secret Service API, "Secret").
struct DBusSecret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
};
Q_DECLARE_METATYPE(DBusSecret)

QDBusArgument& operator<<(QDBusArgument& out, const DBusSecret& secret) {
    out.beginStructure();
    out << secret.session << secret.parameters << secret.value << QStringLiteral("text/plain");
    out.endStructure();
    return out;
}
const QDBusArgument& operator>>(const QDBusArgument& in, DBusSecret&) {
    return in;
}

namespace beamline::test {

namespace {
const QString kService = QStringLiteral("org.freedesktop.secrets");
const QString kCollection = QStringLiteral("/org/freedesktop/secrets/collection/login");

QDBusMessage call(const char* interface, const char* method, const QVariantList& arguments) {
    auto message = QDBusMessage::createMethodCall(kService, QStringLiteral("/org/freedesktop/secrets"),
                                                  QString::fromLatin1(interface), QString::fromLatin1(method));
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message);
}
}  // namespace

QString lockKeyring() {
    return call("org.freedesktop.Secret.Service", "Lock",
                {QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(kCollection)})})
        .errorMessage();
}

/// As its dialog does it once the password is typed.
QString unlockKeyring() {
    qDBusRegisterMetaType<DBusSecret>();
    const auto session = call("org.freedesktop.Secret.Service", "OpenSession",
                              {QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString()))});
    const DBusSecret password{session.arguments().value(1).value<QDBusObjectPath>(), {}, "password"};
    return call("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
                {QVariant::fromValue(QDBusObjectPath(kCollection)), QVariant::fromValue(password)})
        .errorMessage();
}

long keyringProcess() {
    return QDBusConnection::sessionBus().interface()->servicePid(kService).value();
}

}  // namespace beamline::test
