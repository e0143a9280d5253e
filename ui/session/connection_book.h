// SPDX-License-Identifier: Apache-2.0
#pragma once
// The connections that the console can open: its own engine, the contexts of the nats CLI, and those that the user has
// entered. Settings hold them, the keychain their secrets. GUI thread only.

#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "ui/session/connection_state.h"
#include "ui/session/engine_opener.h"

namespace beamline::ui {

class ReplyGate;
class SecretStore;
class Settings;

class ConnectionBook : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxProfiles = 200;  ///< entered ones; a further one is refused

    /// Where the secret of a connection is.
    enum class Kept { Keychain, Sitting };
    struct Entry {
        ConnectionProfile profile;
        QString problem;  ///< why it cannot be opened; empty: it can
    };

    /// Both must outlive the book.
    ConnectionBook(Settings& settings, SecretStore& secrets, QObject* parent = nullptr);
    ~ConnectionBook() override;

    /// The embedded engine, then contexts, then own ones, each by name.
    const std::vector<Entry>& entries() const { return m_entries; }
    const Entry* find(const std::string& id) const;
    /// By name, of which letters' case does not count; null when there is none. Own ones come before contexts.
    const Entry* named(const QString& name) const;
    void setContexts(const std::vector<ImportedContext>& contexts);
    /// The language is another one: the embedded engine has another name.
    void speak() { read(); }

    /// Adds it (an empty id gets one) or takes the place of the one with its id. Of the embedded engine and of contexts
    /// colour, production and read only are kept. The id, or kInvalidArgument, kConflict (name), kOverloaded.
    api::Result<std::string> put(ConnectionProfile profile);
    /// With its secret. Only own ones.
    void remove(const std::string& id);

    /// Keeps `value` for `id`; empty removes it. `done` gets where it is now, and why it is not in the keychain.
    void setSecret(const std::string& id, const QString& value, std::function<void(Kept, QString)> done);
    /// kNotFound: there is none; kUnavailable: the keychain cannot be asked now.
    void secret(const std::string& id, QObject* context, std::function<void(api::Result<std::string>)> done);
    /// A value that is forgotten when the program ends.
    bool isForSitting(const std::string& id) const { return m_sitting.contains(id); }
    bool hasSecret(const std::string& id) const;

    /// How the connections are that windows of this program are on.
    void noteWindow(const void* window, const std::string& id, ConnectionPhase phase);
    void forgetWindow(const void* window);
    int windows(const std::string& id) const;
    /// Of the window that is on it; the best of several.
    std::optional<ConnectionPhase> phase(const std::string& id) const;

    std::string lastUsed() const;
    void setLastUsed(const std::string& id);

Q_SIGNALS:
    void changed();
    /// Windows or their phases.
    void windowsChanged();

private:
    void read();
    void save(const ConnectionProfile& profile);
    static QString secretName(const std::string& id);

    Settings& m_settings;
    SecretStore& m_secrets;
    std::vector<Entry> m_entries;
    std::vector<ImportedContext> m_contexts;
    std::map<std::string, std::string> m_sitting;
    std::map<const void*, std::pair<std::string, ConnectionPhase>> m_windows;
    std::shared_ptr<ReplyGate> m_gate;
};

}  // namespace beamline::ui
