// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls a provider that is an extension (contract §6). Blocks while it works; one thread at a time for each set of
// tools.

#include "engine/routing/extension_call.h"
#include "engine/routing/request.h"

namespace beamline::routing {

inline constexpr std::int64_t kMaxTokens = 1'000'000'000;  ///< that an answer may count

struct ProviderCallOptions {
    std::int64_t deadline = 0;     ///< ms since the epoch; 0: none but the request's
    std::optional<int> timeoutMs;  ///< in the place of the registered one
};

struct ProviderAnswer {
    bool ok = false;
    std::string provider;    ///< that was asked
    std::string answeredBy;  ///< what the answer calls itself
    std::string status;      ///< success, error, timeout, cancelled, circuit_open
    api::Json output;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    double cost = 0;  ///< by the registered prices, of calls that went well and of tokens that were used; without
                      ///< prices, what the provider says in `usage.cost`
    boost::json::object metadata;
    std::string errorCode;  ///< the provider's own, else of the contract's envelope (extension_timeout,
                            ///< extension_unavailable, extension_not_found, extension_error)
    std::string errorMessage;
    double tookMs = 0;
    int attempts = 0;
};

/// Sends {trace_id, tenant_id, provider_id, request_id, decision_id, prompt, parameters, context, payload, config}.
/// `prompt` is the message's payload when that is a text, else its prompt, text or input; `parameters` are those of the
/// payload with its max_tokens and temperature. Tells the health of the extension.
ProviderAnswer callProvider(const Extension& extension, const Request& request, const api::RouteDecision& decision,
                            const CallTools& tools, const ProviderCallOptions& options = {});

}  // namespace beamline::routing
