// SPDX-License-Identifier: Apache-2.0
#pragma once
// The port for any client of NATS: a request to beamline.api.v1.<operation> with its arguments as a JSON object gets
// {"ok":true,"value":…} or {"ok":false,"error":{code,message,detail,retryable}}, and the service shows up in
// `nats micro ls|info|stats` (NATS ADR-32). Any thread; answers go out on the engine's threads.
//
// Headers of a request, all optional: Beamline-User, Beamline-Groups (names with commas between), Beamline-Tenant,
// Beamline-Client, Beamline-Deadline-Ms (how long the client waits), traceparent. An answer that is an error has
// Nats-Service-Error and Nats-Service-Error-Code (a status as of HTTP) besides.
//
// Who asks: the server of NATS checks who may publish, but does not tell the service who did. So the identity headers
// are believed, from whoever the server's permissions let publish here. callerOf() is the only place where an identity
// is taken; give people who may not act as others another account, or let a gateway speak for them.

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "engine/api/engine.h"
#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr int kMaxApiInFlight = 1'024;                ///< further requests are answered kOverloaded
inline constexpr std::size_t kMaxIdentityHeader = 4 * 1024;  ///< bytes; a longer one refuses the request
inline constexpr std::size_t kMaxCallerGroups = 256;
inline constexpr std::chrono::milliseconds kMaxApiClosing{2'000};

using RequestHeaders = std::map<std::string, std::string>;

/// Who a request comes from. kInvalidArgument for headers that cannot be read.
api::Result<api::RequestContext> callerOf(const RequestHeaders& headers);

/// The status that says the same as a code of the port: 404 for kNotFound …
int statusOf(const api::Error& error);

/// One of any number that share the requests (a queue group). Its destruction takes nothing new and waits for answers
/// under way, at most kMaxApiClosing.
class ApiService {
public:
    struct Options {
        std::string node;     ///< for people, as metadata of the service
        std::string cluster;  ///< likewise
    };
    static api::Result<std::unique_ptr<ApiService>> open(std::shared_ptr<api::Engine> engine,
                                                         std::shared_ptr<SharedConnection> connection, Options options);
    ~ApiService();
    ApiService(const ApiService&) = delete;
    ApiService& operator=(const ApiService&) = delete;

private:
    class Core;
    explicit ApiService(std::shared_ptr<Core> core);
    const std::shared_ptr<Core> m_core;
};

}  // namespace beamline::nats
