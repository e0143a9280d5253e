// SPDX-License-Identifier: Apache-2.0
#pragma once
// One folder of names and values in the operating system's keychain, through QtKeychain. Any thread; the keychain is
// asked on a thread of its own, which lives as long as the program.

#include <QString>
#include <chrono>
#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "engine/api/result.h"
#include "ui/session/secret_service.h"

namespace beamline::ui {

class Keychain {
public:
    /// For the answer that a thread of the engine waits for. Longer than the keychain takes, shorter than a person who
    /// looks for a password: a dialog is opened by the page Secrets alone.
    static constexpr std::chrono::milliseconds kPatience{5'000};
    static constexpr int kMaxUnderWay = 256;          ///< questions of the program; more are kUnavailable at once
    static constexpr int kMaxValueBytes = 64 * 1024;  ///< as of the engine's files

    /// On the keychain's thread.
    using ReadDone = std::function<void(api::Result<std::string>)>;
    using Done = std::function<void(api::Result<api::Unit>)>;

    /// `service` is what the keychain's own program shows.
    explicit Keychain(QString service) : m_service(std::move(service)) {}

    /// Opens no dialog. kNotFound: there is none; kUnavailable: locked, absent, or silent for too long, with what to
    /// do.
    void read(const std::string& name, ReadDone done) const;
    /// Waits for read(), at most `kPatience`. Never on the GUI thread.
    api::Result<std::string> readNow(const std::string& name) const;
    /// These may open the keychain's dialog when it is locked.
    void write(const std::string& name, const std::string& value, Done done);
    void remove(const std::string& name, Done done);

    void look(SecretService::Done done) const;
    void unlock(SecretService::Done done) const;

    /// The names that are remembered as kept here: whether a value is missing or only out of reach.
    void setNames(std::set<std::string> names);
    bool knows(const std::string& name) const;

private:
    /// `wanted` is asked on the keychain's thread before the keychain is; false: there is no answer.
    void readWanted(const std::string& name, ReadDone done, std::function<bool()> wanted) const;

    const QString m_service;
    mutable std::mutex m_mutex;
    std::set<std::string> m_names;
};

/// What a condition means and what to do about it; empty for an open keychain.
QString keychainText(const KeychainCondition& condition);

}  // namespace beamline::ui
