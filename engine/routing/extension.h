// SPDX-License-Identifier: Apache-2.0
#pragma once
// An extension as it is registered (contract §6), and how it is called. Immutable once read; any thread.

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/routing.h"
#include "engine/routing/policy.h"

namespace beamline::core {
class Schema;
}

namespace beamline::routing {

inline constexpr std::size_t kMaxExtensionBytes = 256 * 1024;  ///< of a registration, as JSON text
inline constexpr std::size_t kMaxMessageBytes = 1024 * 1024;   ///< that an extension is given or answers
inline constexpr std::size_t kMaxMetadataBytes = 64 * 1024;
inline constexpr std::size_t kMaxInstances = 16;
inline constexpr int kDefaultExtensionTimeoutMs = 1'000;
inline constexpr int kMaxProviderTimeoutMs = 300'000;  ///< providers work; other extensions have kMaxExtensionTimeoutMs

enum class ExtensionType { pre, validator, post, provider };
enum class Transport { nats, process, http };

/// Where it can be reached; several share the calls by weight.
struct Instance {
    std::string id;
    Transport transport = Transport::nats;
    std::string subject;               ///< nats
    std::vector<std::string> command;  ///< process: the program and its arguments
    std::string directory;             ///< process: where it lies, below the engine's extensions
    std::string url;                   ///< http
    double weight = 100;
};

/// What it may do beyond seeing its message. Nothing is allowed that is not named.
struct Capabilities {
    bool network = false;                    ///< process: may connect
    std::vector<std::string> readable;       ///< process: folders outside of its own
    std::vector<std::string> secrets;        ///< names of secrets that it is given
    bool payload = true;                     ///< sees the message's payload
    bool metadata = true;                    ///< sees metadata and context
    std::vector<std::string> words() const;  ///< for people and ExtensionInfo::capabilities
};

struct Extension {
    std::string id;
    ExtensionType type = ExtensionType::pre;
    std::string version;  ///< "1.2.0"
    bool enabled = true;
    int timeoutMs = kDefaultExtensionTimeoutMs;
    int retry = 0;  ///< after timeouts only
    std::vector<Instance> instances;
    api::Json config;                              ///< an object
    api::Json configSchema;                        ///< JSON Schema, or null
    std::shared_ptr<const core::Schema> schema{};  ///< the same, compiled
    Capabilities capabilities;
    std::string description;
    std::string author;
    std::string signedBy;
    std::vector<std::string> tenants;  ///< who may use it; none: all
    std::size_t maxPayloadBytes = kMaxMessageBytes;
    std::size_t maxMetadataBytes = kMaxMetadataBytes;
    bool sideEffectFree = false;
    std::optional<double> costPerCall;  ///< of a provider; so are the next two
    std::optional<double> costPerThousandPromptTokens;
    std::optional<double> costPerThousandCompletionTokens;
    std::string owner;  ///< tenant that it is registered for; empty: for all

    /// What its health is kept under: extensions of different tenants may have the same id.
    std::string key() const { return owner.empty() ? id : owner + "/" + id; }
    bool serves(const std::string& tenant) const;
};
using ExtensionPtr = std::shared_ptr<const Extension>;

struct ExtensionReading {
    ExtensionPtr extension;  ///< null: there is an error among the problems
    std::vector<api::Problem> problems;
};
/// Reads a registration: the original's record {id, type, subject, timeout_ms, retry, enabled, version, config,
/// metadata}, that of its console {name, nats_subject, config {timeout_ms, max_retries}}, or with `transport`,
/// `command`, `directory`, `url`, `instances`, `capabilities`, `config_schema`, `tenants`. Who signed it is not for the
/// document to say: `signedBy` stays empty. `owner`: the tenant that it is registered for.
ExtensionReading readExtension(const api::Json& document, const std::string& owner = {});
/// `over` (of a stage, may be null) goes before what is registered.
boost::json::object mergedConfig(const Extension& extension, const api::Json& over);
/// What is wrong with a configuration of it, as pointers into that.
std::vector<api::Problem> checkConfig(const Extension& extension, const boost::json::object& config);
const char* wordOf(ExtensionType type);
const char* wordOf(Transport transport);

/// What went wrong with a call.
struct CallError {
    enum class Kind {
        timeout,
        unavailable,  ///< nobody listens, it could not be started, or it went away in the middle
        busy,         ///< it has as many calls as it takes: it is not asked
        garbage,      ///< what it answered is no answer
        refused       ///< it answered {error}
    };
    Kind kind = Kind::unavailable;
    std::string message;
};

/// Sends a message to an extension and waits for what it answers. Implemented where the transports are. Any thread;
/// blocks for `timeout` at most.
class Caller {
public:
    using Answer = std::variant<boost::json::object, CallError>;
    virtual ~Caller() = default;
    /// `trace`: W3C traceparent, or empty.
    virtual Answer call(const Extension& extension, const Instance& instance, const boost::json::object& request,
                        std::chrono::milliseconds timeout, const std::string& trace) = 0;
};

}  // namespace beamline::routing
