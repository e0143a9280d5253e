// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine in another process, reached over a transport. Every method may be called from any thread; handlers and
// sinks run on the transport's thread.

#include <chrono>
#include <memory>
#include <string>

#include "engine/api/engine.h"
#include "engine/wire/transport.h"

namespace beamline::wire {

inline constexpr std::size_t kMaxPendingCalls = 4096;  ///< further ones are answered kOverloaded
inline constexpr std::chrono::milliseconds kDefaultCallTimeout{30'000};

struct RemoteOptions {
    std::string name = "remote";                                  ///< Health::engine
    std::chrono::milliseconds callTimeout = kDefaultCallTimeout;  ///< for calls whose context has no deadline
    std::chrono::milliseconds firstBackoff{100};                  ///< before the second attempt to connect; doubles …
    std::chrono::milliseconds maxBackoff{5'000};                  ///< … up to this
    std::chrono::milliseconds healthInterval{1'000};
    std::chrono::milliseconds healthExpiry{5'000};  ///< an older snapshot means "unreachable"
    /// How long a node of the same cluster may take to reach the events that were delivered already, before it is
    /// taken for another journal and everybody gets a gap.
    std::chrono::milliseconds behindPatience{10'000};
};

/// When the connection breaks, calls under way end with kUnavailable (whether a command took effect is then unknown:
/// look, or send it again with its idempotency key); those that were not sent are told apart (api::kNotTaken). health()
/// says `unreachable`, and connecting is tried again for ever. Subscriptions stay and go on behind the last event they
/// delivered, on another node of the same cluster too. The problem in health() then says since when nothing new is
/// known: what was read is as of that time.
///
/// An operation that the other side does not know (Health::operations) is answered kUnsupported without being sent.
class RemoteEngine final : public api::Engine {
public:
    /// Waits for the engine's greeting, at most `wait`. Errors: kUnavailable, or what the connector says.
    static api::Result<std::shared_ptr<RemoteEngine>> connect(std::unique_ptr<Connector> connector,
                                                              std::chrono::milliseconds wait,
                                                              RemoteOptions options = {});
    /// Fails the calls under way. Not from inside a handler or sink.
    ~RemoteEngine() override;

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

private:
    class Link;
    class Ticket;
    explicit RemoteEngine(std::shared_ptr<Link> link);
    std::shared_ptr<Link> m_link;
};

}  // namespace beamline::wire
