// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where an engine is and how it is reached, as the user keeps it: described plain values, any thread. No secret is in
// here: passwords, tokens and keys are ConnectionBook's.

#include <QString>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace beamline::ui {

BOOST_DEFINE_ENUM_CLASS(ConnectionKind, embedded, context, nats)
BOOST_DEFINE_ENUM_CLASS(ConnectionAuth, none, password, token, nkey, credentials)
BOOST_DEFINE_ENUM_CLASS(ConnectionColor, none, blue, green, amber, violet, red)

struct ConnectionProfile {
    static constexpr const char* kEmbeddedId = "embedded";
    static constexpr std::size_t kMaxName = 64;  ///< letters
    static constexpr std::size_t kMaxServers = 16;

    std::string id;    ///< stays when the name changes; "embedded"; "context:NAME"; else a ULID
    std::string name;  ///< shown; of a context its own name
    ConnectionKind kind = ConnectionKind::nats;
    std::string context;               ///< of ConnectionKind::context: its name in the folder of the nats CLI
    std::vector<std::string> servers;  ///< nats://host:port, tls://host:port
    ConnectionAuth auth = ConnectionAuth::none;
    std::string user;      ///< of ConnectionAuth::password
    std::string tenant;    ///< as whose member everything is asked; empty: of no one tenant
    std::string caFile;    ///< PEM; empty: the system's
    std::string certFile;  ///< PEM, with keyFile; empty: none
    std::string keyFile;
    ConnectionColor color = ConnectionColor::none;
    bool production = false;
    bool readOnly = false;
    bool operator==(const ConnectionProfile&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConnectionProfile, (),
                      (id, name, kind, context, servers, auth, user, tenant, caFile, certFile, keyFile, color,
                       production, readOnly))

/// Addresses from what was typed: separated by commas, blanks or lines; "nats://" where no scheme stands.
std::vector<std::string> serversOf(const QString& text);
/// What is wrong with it, one sentence with what to do; empty: nothing.
QString problemOf(const ConnectionProfile& profile);
/// Where it leads, one line: "this computer", "NATS context prod-eu", "nats://a:4222 and 2 more".
QString addressOf(const ConnectionProfile& profile);
/// Whether a secret goes with it.
bool needsSecret(const ConnectionProfile& profile);

}  // namespace beamline::ui
