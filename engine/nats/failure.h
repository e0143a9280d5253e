// SPDX-License-Identifier: Apache-2.0
#pragma once
// What went wrong with a connection to NATS, as sentences that say what to do. Any thread; connectError looks at the
// network and may wait for it.

#include "engine/nats/context.h"

namespace beamline::nats {

/// Why connecting failed with `status` (a natsStatus) and the library's `text`. When nobody answered it looks which
/// server's name or port is to blame.
api::Error connectError(int status, const std::string& text, const Target& target);
/// The connection was lost.
api::Error lostError(const std::string& text, const std::string& shown);
/// A call on a connection failed.
api::Error callError(int status, const std::string& what, const std::string& shown);
/// A subject was refused.
api::Error deniedError(const std::string& text, const std::string& shown);

/// Whether a server answers at its address, and what it greets with.
struct Greeting {
    std::string problem;   ///< why there is none, as a sentence; empty: the rest holds
    double connectMs = 0;  ///< there and back, as long as its machine took to take the connection
    std::string version;
    std::string name;
    bool needsTls = false;
    bool needsIdentity = false;
    bool needsCertificate = false;  ///< of the client
    bool jetStream = false;
};
/// Opens a socket and reads the first line. At most `limitMs`.
Greeting greet(const std::string& server, int limitMs);
/// What the first line of a server says.
Greeting parseGreeting(std::string_view line);

bool hasIdentity(const blocks::BrokerAddress& address);
/// "the user ada and a password", "a token", "no identity": how the target identifies itself, without secrets.
std::string identityOf(const blocks::BrokerAddress& address);

}  // namespace beamline::nats
