// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether the desktop's keychain can be asked without a dialog, and the dialog that unlocks it: what QtKeychain does
// not tell. Speaks the Secret Service API of freedesktop.org over D-Bus; elsewhere than there it knows nothing and says
// Open. The keychain's thread only.

#include <QObject>
#include <QString>
#include <functional>

class QDBusServiceWatcher;
class QDBusVariant;

namespace beamline::ui {

struct KeychainCondition {
    enum class State {
        Unknown,  ///< not looked yet
        Open,
        Locked,
        Absent,
    };
    State state = State::Unknown;
    QString why;  ///< of Absent, from the system
    bool operator==(const KeychainCondition&) const = default;
};

class SecretService : public QObject {
    Q_OBJECT
public:
    static constexpr int kPatienceMs = 2'000;  ///< for one answer of the service, which the system may have to start

    using Done = std::function<void(KeychainCondition)>;

    KeychainCondition look();
    /// Lets the desktop ask for the password; `done` gets what came of it, however long that takes.
    void unlock(Done done);

private Q_SLOTS:
    void promptEnded(bool dismissed, const QDBusVariant& result);

private:
    void watch();

    QDBusServiceWatcher* m_watcher = nullptr;
    QString m_collection;  ///< of the last look
    QString m_prompt;
    std::vector<Done> m_waiting;
};

}  // namespace beamline::ui
