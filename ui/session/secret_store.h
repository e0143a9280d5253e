// SPDX-License-Identifier: Apache-2.0
#pragma once
// The secrets that this console keeps for its own engine: names, whether the keychain can be had, and the way to store
// and remove values. Values pass through, none is kept. GUI thread only.

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

#include "engine/api/result.h"
#include "ui/session/keychain.h"

namespace beamline::ui {

class ReplyGate;
class Settings;

class SecretStore : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(api::Result<api::Unit>)>;

    /// `scope`: the profile, or the data directory that is none's; `folder`: where files of secrets lie. `settings`
    /// remember the names and must outlive this.
    SecretStore(Settings& settings, QString scope, QString folder, QObject* parent = nullptr);
    ~SecretStore() override;

    /// For the engine's threads, which may outlive this.
    std::shared_ptr<Keychain> keychain() const { return m_keychain; }
    QStringList names() const { return m_names; }
    const QString& folder() const { return m_folder; }
    const KeychainCondition& condition() const { return m_condition; }

    /// Reads the names anew. When the engine has become this console's: another one may have kept some meanwhile.
    void reload();
    /// Looks again whether the keychain can be had.
    void look();
    /// Lets the desktop ask for the keychain's password.
    void unlock();
    bool isUnlocking() const { return m_unlocking; }
    /// `done` is dropped when this has gone by then.
    void put(const QString& name, const QString& value, Done done);
    void remove(const QString& name, Done done);
    /// To be called, by any thread, with a name that was looked for in the keychain and is not there any more.
    std::function<void(const std::string&)> forgetter();

Q_SIGNALS:
    /// Names or condition.
    void changed();

private:
    void takeNames(QStringList names);
    void setKept(const QString& name, bool kept);
    void setCondition(const KeychainCondition& condition);

    Settings& m_settings;
    QString m_scope;
    QString m_folder;
    QStringList m_names;
    KeychainCondition m_condition;
    bool m_unlocking = false;
    std::shared_ptr<Keychain> m_keychain;
    std::shared_ptr<ReplyGate> m_gate;
};

/// The rule of the language for names (kMaxSecretName and what the parser says).
bool isSecretName(const QString& name);
inline constexpr int kMaxSecretNameLength = 128;

}  // namespace beamline::ui
