// SPDX-License-Identifier: Apache-2.0
#include "ui/session/secret_service.h"

#include <QCoreApplication>

#ifdef __unix__  // not Q_OS_UNIX: moc reads no header of Qt (beamline_lean_moc)
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

namespace beamline::ui {

namespace {
using State = KeychainCondition::State;

const QString kService = QStringLiteral("org.freedesktop.secrets");
const QString kPath = QStringLiteral("/org/freedesktop/secrets");
const QString kNothing = QStringLiteral("/");  // the object path that stands for none

QDBusMessage ask(const QString& path, const char* interface, const char* method, const QVariantList& arguments) {
    auto message =
        QDBusMessage::createMethodCall(kService, path, QString::fromLatin1(interface), QString::fromLatin1(method));
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message, QDBus::Block, SecretService::kPatienceMs);
}

/// KWallet before its Secret Service: QtKeychain asks it in its own way.
bool hasOldWallet() {
    auto* bus = QDBusConnection::sessionBus().interface();
    return bus && (bus->isServiceRegistered(QStringLiteral("org.kde.kwalletd5")) ||
                   bus->isServiceRegistered(QStringLiteral("org.kde.kwalletd6")));
}
}  // namespace

KeychainCondition SecretService::look() {
    m_collection.clear();
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return {State::Absent, bus.lastError().message()};
    }
    const auto alias = ask(kPath, "org.freedesktop.Secret.Service", "ReadAlias", {QStringLiteral("default")});
    if (alias.type() != QDBusMessage::ReplyMessage) {
        return hasOldWallet() ? KeychainCondition{State::Open, {}}
                              : KeychainCondition{State::Absent, alias.errorMessage()};
    }
    m_collection = alias.arguments().value(0).value<QDBusObjectPath>().path();
    if (m_collection == kNothing) {
        return {State::Open, {}};  // a fresh one: the first value that is stored makes it
    }
    const auto locked = ask(m_collection, "org.freedesktop.DBus.Properties", "Get",
                            {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    if (locked.type() != QDBusMessage::ReplyMessage) {
        return {State::Absent, locked.errorMessage()};
    }
    const bool closed = locked.arguments().value(0).value<QDBusVariant>().variant().toBool();
    return {closed ? State::Locked : State::Open, {}};
}

void SecretService::unlock(Done done) {
    const auto condition = look();
    if (condition.state != State::Locked) {
        done(condition);
        return;
    }
    m_waiting.push_back(std::move(done));
    if (m_waiting.size() > 1) {
        return;  // the dialog is open
    }
    watch();
    const auto reply = ask(kPath, "org.freedesktop.Secret.Service", "Unlock",
                           {QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(m_collection)})});
    m_prompt = reply.arguments().value(1).value<QDBusObjectPath>().path();
    const QString prompt = QStringLiteral("org.freedesktop.Secret.Prompt");
    const bool asked =
        !m_prompt.isEmpty() && m_prompt != kNothing &&
        QDBusConnection::sessionBus().connect(kService, m_prompt, prompt, QStringLiteral("Completed"), this,
                                              SLOT(promptEnded(bool, QDBusVariant))) &&
        ask(m_prompt, "org.freedesktop.Secret.Prompt", "Prompt", {QString()}).type() == QDBusMessage::ReplyMessage;
    if (!asked) {
        promptEnded(false, {});
    }
}

/// A service that ends tells nothing of its dialog.
void SecretService::watch() {
    if (m_watcher) {
        return;
    }
    m_watcher = new QDBusServiceWatcher(kService, QDBusConnection::sessionBus(),
                                        QDBusServiceWatcher::WatchForUnregistration, this);
    connect(m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        if (!m_waiting.empty()) {
            promptEnded(true, {});
        }
    });
}

void SecretService::promptEnded(bool, const QDBusVariant&) {
    QDBusConnection::sessionBus().disconnect(kService, m_prompt, QStringLiteral("org.freedesktop.Secret.Prompt"),
                                             QStringLiteral("Completed"), this, SLOT(promptEnded(bool, QDBusVariant)));
    const auto condition = look();
    for (const auto& done : std::exchange(m_waiting, {})) {
        done(condition);
    }
}

}  // namespace beamline::ui

#else

class QDBusVariant {};

namespace beamline::ui {

KeychainCondition SecretService::look() {
    return {KeychainCondition::State::Open, {}};
}
void SecretService::unlock(Done done) {
    done(look());
}
void SecretService::promptEnded(bool, const QDBusVariant&) {}

}  // namespace beamline::ui

#endif
