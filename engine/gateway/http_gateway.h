// SPDX-License-Identifier: Apache-2.0
#pragma once
// The port over HTTP: REST, server-sent events, CloudEvents, health, readiness and figures of any engine. Started and
// stopped by its owner, from any thread.

#include <filesystem>

#include "engine/api/engine.h"
#include "engine/gateway/event_streams.h"
#include "engine/gateway/http_server.h"
#include "engine/gateway/identity.h"
#include "engine/telemetry/metrics.h"

namespace beamline::gateway {

inline constexpr std::chrono::hours kMaxDeadline{1};

struct GatewayLimits : ServerLimits {
    std::size_t bodyBytes = std::size_t{4} * 1024 * 1024;  ///< of a request; more is answered 413
    double requestsPerSecond = 200;                        ///< of one client, in the long run; 0: no limit
    double burst = 400;                                    ///< of one client, at once
    std::chrono::milliseconds deadline{60'000};            ///< of a request that names none
    std::chrono::milliseconds heartbeat = kHeartbeat;      ///< of streams
};

struct GatewayOptions {
    std::string address = "127.0.0.1";  ///< IPv4 or IPv6; anything but this machine's own needs `tokens`
    int port = 8080;                    ///< 0: a free one
    std::filesystem::path certificate;  ///< PEM; empty: no TLS
    std::filesystem::path key;          ///< PEM
    std::filesystem::path tokens;       ///< see identityByTokens(); empty: none
    std::vector<std::string> hosts;     ///< names in `Host` that are ours, besides this machine's own
    GatewayLimits limits;
    IdentityFunction identity;  ///< instead of tokens and of the caller's word
    /// Why no work can be taken, one sentence each; nothing: it can. The state of the engine counts besides.
    std::function<std::vector<std::string>()> readiness;
    std::shared_ptr<api::Engine> figures;         ///< asked for those in /metrics, of all tenants; null: the one served
    std::shared_ptr<telemetry::Metrics> metrics;  ///< others may add to it; null: one of its own
};

class HttpGateway {
public:
    /// Serves from now on. kInvalidArgument: these options are no good, and why; kUnavailable: the address is not to be
    /// had, the certificate not to be used.
    static api::Result<std::unique_ptr<HttpGateway>> start(std::shared_ptr<api::Engine> engine, GatewayOptions options);
    ~HttpGateway();  ///< stop() without patience

    int port() const;
    std::string url() const;  ///< without a path
    /// Takes no connection and no request any more, ends the streams, lets what was asked be answered for at most
    /// `drain`, and answers the rest 503. Blocks; idempotent; never on a thread of the engine.
    void stop(std::chrono::milliseconds drain);

private:
    class Core;
    explicit HttpGateway(std::unique_ptr<Core> core);
    const std::unique_ptr<Core> m_core;
};

}  // namespace beamline::gateway
