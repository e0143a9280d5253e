// SPDX-License-Identifier: Apache-2.0
#include "ui/session/secret_store.h"

#include <QRegularExpression>

#include "ui/session/reply_gate.h"
#include "ui/session/settings.h"

namespace beamline::ui {

bool isSecretName(const QString& name) {
    static const QRegularExpression kName(QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9._-]*\\z"));
    return name.size() <= kMaxSecretNameLength && kName.match(name).hasMatch();
}

SecretStore::SecretStore(Settings& settings, QString scope, QString folder, QObject* parent)
    : QObject(parent),
      m_settings(settings),
      m_scope(std::move(scope)),
      m_folder(std::move(folder)),
      m_keychain(std::make_shared<Keychain>(QStringLiteral("Beamline: ") + m_scope)),
      m_gate(std::make_shared<ReplyGate>(this)) {
    takeNames(m_settings.secretNames(m_scope));
}

SecretStore::~SecretStore() {
    m_gate->close();
}

void SecretStore::reload() {
    m_settings.reload();
    takeNames(m_settings.secretNames(m_scope));
}

/// In what is written down now, which may be more than what was read at the start.
void SecretStore::setKept(const QString& name, bool kept) {
    m_settings.reload();
    QStringList names = m_settings.secretNames(m_scope);
    if (names.contains(name) != kept) {
        kept ? names.append(name) : void(names.removeAll(name));
        m_settings.setSecretNames(m_scope, names);
    }
    takeNames(std::move(names));
}

void SecretStore::takeNames(QStringList names) {
    names.removeDuplicates();
    names.sort();
    if (names == m_names) {
        return;
    }
    m_names = std::move(names);
    std::set<std::string> known;
    for (const QString& name : std::as_const(m_names)) {
        known.insert(name.toStdString());
    }
    m_keychain->setNames(std::move(known));
    Q_EMIT changed();
}

void SecretStore::setCondition(const KeychainCondition& condition) {
    if (condition != m_condition) {
        m_condition = condition;
        Q_EMIT changed();
    }
}

void SecretStore::look() {
    m_keychain->look([this, gate = m_gate](const KeychainCondition& condition) {
        gate->post([this, condition] { setCondition(condition); });
    });
}

void SecretStore::unlock() {
    m_unlocking = true;
    Q_EMIT changed();
    m_keychain->unlock([this, gate = m_gate](const KeychainCondition& condition) {
        gate->post([this, condition] {
            m_unlocking = false;
            m_condition = condition;
            Q_EMIT changed();
        });
    });
}

void SecretStore::put(const QString& name, const QString& value, Done done) {
    m_keychain->write(name.toStdString(), value.toStdString(),
                      [this, name, done, gate = m_gate](const api::Result<api::Unit>& result) {
                          gate->post([this, name, done, result] {
                              if (result.ok()) {
                                  setKept(name, true);
                              }
                              look();  // it may have been made, or unlocked, for this
                              done(result);
                          });
                      });
}

void SecretStore::remove(const QString& name, Done done) {
    m_keychain->remove(name.toStdString(), [this, name, done, gate = m_gate](const api::Result<api::Unit>& result) {
        gate->post([this, name, done, result] {
            if (result.ok()) {
                setKept(name, false);
            }
            look();
            done(result);
        });
    });
}

std::function<void(const std::string&)> SecretStore::forgetter() {
    return [this, gate = m_gate](const std::string& name) {
        gate->post([this, name] { setKept(QString::fromStdString(name), false); });
    };
}

}  // namespace beamline::ui
