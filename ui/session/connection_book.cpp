// SPDX-License-Identifier: Apache-2.0
#include "ui/session/connection_book.h"

#include <QPointer>
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "ui/session/reply_gate.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"

namespace beamline::ui {

namespace {
const std::string kContextPrefix = "context:";

bool isOwn(const ConnectionProfile& profile) {
    return profile.kind == ConnectionKind::nats;
}

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// Of what is not the user's own only the looks are kept, and as whose member it is asked.
void takeLooks(ConnectionProfile& profile, const ConnectionProfile& kept) {
    profile.tenant = kept.tenant;
    profile.color = kept.color;
    profile.production = kept.production;
    profile.readOnly = kept.readOnly;
}
}  // namespace

ConnectionBook::ConnectionBook(Settings& settings, SecretStore& secrets, QObject* parent)
    : QObject(parent), m_settings(settings), m_secrets(secrets), m_gate(std::make_shared<ReplyGate>(this)) {
    read();
}

ConnectionBook::~ConnectionBook() {
    m_gate->close();
}

void ConnectionBook::read() {
    std::map<std::string, ConnectionProfile> kept;
    for (const QString& id : m_settings.connectionIds()) {
        const auto json = api::parseJson(m_settings.connection(id).toStdString());
        auto profile =
            json.ok() ? api::fromJson<ConnectionProfile>(*json) : api::Result<ConnectionProfile>(json.error());
        if (profile.ok()) {  // what a newer console wrote stays in the settings and is not shown
            profile->id = id.toStdString();
            kept[profile->id] = std::move(*profile);
        }
    }
    m_entries.clear();
    ConnectionProfile own;
    own.id = ConnectionProfile::kEmbeddedId;
    own.name = tr("Embedded engine").toStdString();
    own.kind = ConnectionKind::embedded;
    takeLooks(own, kept[own.id]);
    m_entries.push_back({own, {}});
    for (const auto& context : m_contexts) {
        ConnectionProfile one;
        one.id = kContextPrefix + context.name.toStdString();
        one.name = one.context = context.name.toStdString();
        one.kind = ConnectionKind::context;
        one.servers = context.servers;
        takeLooks(one, kept[one.id]);
        m_entries.push_back({one, context.problem});
    }
    const auto first = static_cast<std::ptrdiff_t>(m_entries.size());
    for (const auto& [id, profile] : kept) {
        if (isOwn(profile) && !profile.name.empty()) {
            m_entries.push_back({profile, problemOf(profile)});
        }
    }
    const auto byName = [](const Entry& a, const Entry& b) {
        return QString::localeAwareCompare(text(a.profile.name), text(b.profile.name)) < 0;
    };
    std::sort(m_entries.begin() + 1, m_entries.begin() + first, byName);
    std::sort(m_entries.begin() + first, m_entries.end(), byName);
    Q_EMIT changed();
}

void ConnectionBook::setContexts(const std::vector<ImportedContext>& contexts) {
    m_contexts = contexts;
    read();
}

const ConnectionBook::Entry* ConnectionBook::find(const std::string& id) const {
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry& one) { return one.profile.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

const ConnectionBook::Entry* ConnectionBook::named(const QString& name) const {
    const auto found = std::find_if(m_entries.rbegin(), m_entries.rend(), [&name](const Entry& one) {
        return one.profile.id == name.toStdString() || text(one.profile.name).compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == m_entries.rend() ? nullptr : &*found;
}

api::Result<std::string> ConnectionBook::put(ConnectionProfile profile) {
    if (const QString problem = problemOf(profile); !problem.isEmpty()) {
        return api::Error{api::code::kInvalidArgument, problem.toStdString(), {}, false};
    }
    profile.name = text(profile.name).trimmed().toStdString();
    const auto* taken = named(text(profile.name));
    if (isOwn(profile) && taken && isOwn(taken->profile) && taken->profile.id != profile.id) {
        return api::Error{api::code::kConflict,
                          tr("There is a connection called “%1” already.").arg(text(profile.name)).toStdString(),
                          {},
                          false};
    }
    if (profile.id.empty()) {
        const auto own =
            std::count_if(m_entries.begin(), m_entries.end(), [](const Entry& one) { return isOwn(one.profile); });
        if (own >= static_cast<std::ptrdiff_t>(kMaxProfiles)) {
            return api::Error{api::code::kOverloaded,
                              tr("There are %1 connections already: remove one first.").arg(own).toStdString(),
                              {},
                              false};
        }
        profile.id = api::newUlid(api::wallClock());
    }
    save(profile);
    read();
    return profile.id;
}

void ConnectionBook::save(const ConnectionProfile& profile) {
    m_settings.setConnection(text(profile.id), text(api::printJson(api::toJson(profile))));
}

void ConnectionBook::remove(const std::string& id) {
    const auto* entry = find(id);
    if (!entry || !isOwn(entry->profile)) {
        return;
    }
    const std::string gone = id;  // `id` may lie in the entry
    m_settings.setConnection(text(gone), {});
    setSecret(gone, {}, [](Kept, const QString&) {});
    if (lastUsed() == gone) {
        setLastUsed(ConnectionProfile::kEmbeddedId);
    }
    read();
}

QString ConnectionBook::secretName(const std::string& id) {
    return QStringLiteral("connection-") + text(id);
}

bool ConnectionBook::hasSecret(const std::string& id) const {
    return isForSitting(id) || m_secrets.names().contains(secretName(id));
}

void ConnectionBook::setSecret(const std::string& id, const QString& value, std::function<void(Kept, QString)> done) {
    m_sitting.erase(id);
    if (value.isEmpty()) {
        if (m_secrets.names().contains(secretName(id))) {
            m_secrets.remove(secretName(id), [done](const api::Result<api::Unit>& result) {
                done(Kept::Keychain, result.ok() ? QString() : text(result.error().message));
            });
        } else {
            done(Kept::Keychain, {});
        }
        return;
    }
    m_sitting[id] = value.toStdString();  // until the keychain has it
    m_secrets.put(secretName(id), value, [this, id, done, gate = m_gate](const api::Result<api::Unit>& result) {
        const bool kept = result.ok();
        const QString why = kept ? QString() : text(result.error().message);
        gate->post([this, id, done, kept, why] {
            if (kept) {
                m_sitting.erase(id);
            }
            Q_EMIT changed();
            done(kept ? Kept::Keychain : Kept::Sitting, why);
        });
    });
}

void ConnectionBook::secret(const std::string& id, QObject* context,
                            std::function<void(api::Result<std::string>)> done) {
    const auto answer = [gate = m_gate, guard = QPointer<QObject>(context),
                         done = std::move(done)](api::Result<std::string> value) {
        auto kept = std::make_shared<api::Result<std::string>>(std::move(value));
        gate->post([guard, done, kept] {
            if (guard) {
                done(std::move(*kept));
            }
        });
    };
    if (const auto found = m_sitting.find(id); found != m_sitting.end()) {
        answer(found->second);
    } else if (!m_secrets.names().contains(secretName(id))) {
        answer(api::Error{api::code::kNotFound, tr("No secret is kept for this connection.").toStdString(), {}, false});
    } else {
        m_secrets.keychain()->read(secretName(id).toStdString(), answer);
    }
}

void ConnectionBook::noteWindow(const void* window, const std::string& id, ConnectionPhase phase) {
    const std::pair now(id, phase);
    const auto [place, isNew] = m_windows.try_emplace(window, now);
    if (isNew || place->second != now) {
        place->second = now;
        Q_EMIT windowsChanged();
    }
}

void ConnectionBook::forgetWindow(const void* window) {
    if (m_windows.erase(window) > 0) {
        Q_EMIT windowsChanged();
    }
}

int ConnectionBook::windows(const std::string& id) const {
    return static_cast<int>(std::count_if(m_windows.begin(), m_windows.end(),
                                          [&id](const auto& window) { return window.second.first == id; }));
}

std::optional<ConnectionPhase> ConnectionBook::phase(const std::string& id) const {
    std::optional<ConnectionPhase> best;
    for (const auto& [window, on] : m_windows) {
        if (on.first == id && (!best || on.second == ConnectionPhase::Connected)) {
            best = on.second;
        }
    }
    return best;
}

std::string ConnectionBook::lastUsed() const {
    return m_settings.lastConnection().toStdString();
}

void ConnectionBook::setLastUsed(const std::string& id) {
    m_settings.setLastConnection(text(id));
}

}  // namespace beamline::ui
