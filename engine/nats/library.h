// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this room says to nats.c in one place: its objects as owners, a target as its options, its failures as
// sentences. Any thread.

#include <nats/nats.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/nats/context.h"
#include "engine/nats/nkey.h"

namespace beamline::nats {

inline constexpr std::int64_t kNanoseconds = 1'000'000;  ///< of a millisecond
inline constexpr std::int64_t kLookMs = 50;  ///< how often who waits for a silent server looks whether to stop

inline constexpr std::chrono::seconds kRetired{10};  ///< how long an ended subscription is kept

/// Ends a subscription. nats.c 3.4 does not hold the one that it takes a message in for, so it is freed later,
/// when the thread that reads the connection is surely past it.
void retire(natsSubscription* subscription);

struct Free {
    void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
    void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
    void operator()(jsCtx* context) const { jsCtx_Destroy(context); }
    void operator()(natsInbox* inbox) const { natsInbox_Destroy(inbox); }
    void operator()(natsSubscription* subscription) const { retire(subscription); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// Servers, identity and TLS. `identity` is read by the library at each connect and must live as long as the
/// connection. What is left to set: name, reconnecting, handlers. Errors are sentences, without a code.
api::Result<Owned<natsOptions>> basicOptions(const Target& target, Credentials& identity);

/// The servers without what may be a secret in their URLs.
std::string shownAs(const blocks::BrokerAddress& address);

struct HostPort {
    std::string host;
    int port = 4222;
};
/// Of "nats://user:password@host:port"; a port that is none is 0.
HostPort hostPortOf(std::string server);

/// The context for JetStream of a connection, in the domain or below the prefix of the target.
natsStatus openJetStream(jsCtx** made, natsConnection* connection, const std::string& domain,
                         const std::string& prefix);

/// A new inbox below the prefix of the target.
std::string newInbox(const std::string& prefix);

/// The text that belongs to the failure of the last call of this thread, else the status's own.
std::string lastText(natsStatus status);

/// The subject in 'Permissions Violation for Publish to "x"'; nothing when the text is another.
std::optional<std::string> deniedSubject(std::string_view text);

}  // namespace beamline::nats
