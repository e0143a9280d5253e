// SPDX-License-Identifier: Apache-2.0
#pragma once
// One call of an extension: whether it may be made, which instance gets it, how often it is repeated, and what its
// health is told. Blocks while the extension works. One thread at a time for each set of tools.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "engine/routing/extension.h"
#include "engine/routing/extension_health.h"

namespace beamline::routing {

inline constexpr std::int64_t kRetryBackoffMs = 100;            ///< before the first repetition, then twice as long …
inline constexpr std::size_t kMaxExtensionSentenceBytes = 500;  ///< of what an extension says of an error

/// What calls need of the world.
struct CallTools {
    ExtensionHealth& health;
    Caller& caller;
    std::function<api::Timestamp()> clock;
    std::function<double()> random;  ///< in [0, 1)
    std::function<void(std::chrono::milliseconds)> pause;
};

struct CallPlan {
    int timeoutMs = kDefaultExtensionTimeoutMs;
    int retry = 0;              ///< after timeouts only
    std::int64_t deadline = 0;  ///< ms since the epoch; cuts the timeout and ends repetitions; 0: none
    bool dry = false;           ///< its health neither hears of it nor gives a permit
    int ownTimeoutMs = 0;       ///< that it is registered with: to be late sooner is no fault of its. 0: timeoutMs
    std::string traceId;
    /// What is wrong with an answer; nothing: it is one.
    std::function<std::optional<CallError>(const boost::json::object&)> judge;
};

struct CallOutcome {
    boost::json::object answer;
    std::optional<CallError> error;
    std::string barred;  ///< circuit_open, quarantined: nothing was sent
    int attempts = 0;
    double tookMs = 0;  ///< with pauses
};
CallOutcome callExtension(const CallTools& tools, const Extension& extension, const boost::json::object& request,
                          const CallPlan& plan);

/// Of an answer. Null is as if it were not there.
const api::Json* answeredMember(const boost::json::object& answer, std::string_view key);
/// The beginning of a text of an answer; empty: it has none.
std::string answeredText(const boost::json::object& answer, std::string_view key);
/// What an answer with {error} says: {code, message}, or a text. Nothing: it has none.
std::optional<CallError> toldError(const boost::json::object& answer);
/// A code of the contract's envelope: extension_timeout, extension_unavailable, extension_error.
const char* codeOf(CallError::Kind kind);
/// Which names the extension and what is too large; empty: it is not. `what`: "message", "metadata".
std::string tooLarge(const Extension& extension, const char* what, const api::Json& value, std::size_t most);
/// W3C Trace Context of a call in the trace of 32 hexadecimal digits or a UUID; empty for others.
std::string traceparentOf(const std::string& traceId, const std::function<double()>& random);

}  // namespace beamline::routing
