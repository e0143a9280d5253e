// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the owner of a data directory may set for its engine: the file engine.json in it, read when the engine opens,
// whichever program that is. Any thread.

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "engine/runtime/local_engine.h"

namespace beamline::runtime {

inline constexpr const char* kSettingsFile = "engine.json";
inline constexpr std::int64_t kMaxSettingsBytes = 64 * 1024;
inline constexpr int kMaxPoolThreads = 256;
inline constexpr int kMaxPoolCapacity = 1'000'000;

struct PoolSettings {
    int threads = 0;
    int capacity = 0;
    int maxPerWorkflow = 0;  ///< tasks of one workflow at once; 0: no limit
};
BOOST_DESCRIBE_STRUCT(PoolSettings, (), (threads, capacity, maxPerWorkflow))

struct PoolsSettings {
    PoolSettings cpu;
    PoolSettings gpu;
    PoolSettings io;
};
BOOST_DESCRIBE_STRUCT(PoolsSettings, (), (cpu, gpu, io))

/// 0 keeps what it would limit for ever.
struct RetentionSettings {
    int maxAgeDays = 0;
    std::int64_t maxEndedRuns = 0;
};
BOOST_DESCRIBE_STRUCT(RetentionSettings, (), (maxAgeDays, maxEndedRuns))

/// Relative paths start at the data directory.
struct FilesSettings {
    std::vector<std::string> roots;  ///< what `fs.*` and `sql` reach; empty: `files`. A program's flag goes before it
    std::int64_t maxBytes = 0;
};
BOOST_DESCRIBE_STRUCT(FilesSettings, (), (roots, maxBytes))
struct HttpSettings {
    std::string proxy;   ///< empty: from the environment
    std::string caFile;  ///< empty: the system's authorities
    std::int64_t maxResponseBytes = 0;
};
BOOST_DESCRIBE_STRUCT(HttpSettings, (), (proxy, caFile, maxResponseBytes))
/// Hosts, addresses and networks; see blocks/network_policy.h.
struct NetworkSettings {
    std::vector<std::string> allow;  ///< empty: everything that is not denied
    std::vector<std::string> deny;
};
BOOST_DESCRIBE_STRUCT(NetworkSettings, (), (allow, deny))
struct SqlSettings {
    int maxRows = 0;
};
BOOST_DESCRIBE_STRUCT(SqlSettings, (), (maxRows))
/// As blocks::ProcessSettings.
struct ProcessSettings {
    std::string sandbox;
    bool network = false;
    std::vector<std::string> readable;  ///< absolute
    std::int64_t maxMemoryBytes = 0;
    std::int64_t maxDiskBytes = 0;
    std::int64_t maxFileBytes = 0;
    std::int64_t maxOutputBytes = 0;
    int maxCpuSeconds = 0;
    int maxOpenFiles = 0;
    int maxProcesses = 0;
};
BOOST_DESCRIBE_STRUCT(ProcessSettings, (),
                      (sandbox, network, readable, maxMemoryBytes, maxDiskBytes, maxFileBytes, maxOutputBytes,
                       maxCpuSeconds, maxOpenFiles, maxProcesses))

/// For `call: email` of tasks that name no server. There is no password here: it stands in a file of its own.
struct EmailSettings {
    std::string host;
    int port = 0;          ///< 0: 587, 465 or 25 by `security`
    std::string security;  ///< none, starttls, tls
    std::string username;
    std::string passwordFile;
    std::string from;
    std::int64_t maxMessageBytes = 0;
};
BOOST_DESCRIBE_STRUCT(EmailSettings, (), (host, port, security, username, passwordFile, from, maxMessageBytes))

/// Which NATS, what comes from it and what goes to it. Who needs a password, token or key uses a context.
struct EventsNatsSettings {
    std::string url;                     ///< several with commas; with no context either: the one of this machine
    std::string context;                 ///< of the command line tools of NATS
    std::vector<std::string> subscribe;  ///< subjects, wildcards allowed
    std::string stream;                  ///< of JetStream, with `durable`; `subscribe` may then have one subject
    std::string durable;
    std::string publish;  ///< "events.{type}"; empty: nothing goes out
    std::string mode;     ///< structured or binary, of what goes out
    bool confirm = false;
};
BOOST_DESCRIBE_STRUCT(EventsNatsSettings, (), (url, context, subscribe, stream, durable, publish, mode, confirm))
struct EventsSettings {
    std::string folder;  ///< relative to the data directory; empty: none
    EventsNatsSettings nats;
};
BOOST_DESCRIBE_STRUCT(EventsSettings, (), (folder, nats))

/// Where extensions over subjects are reached; neither: on the node's own NATS, or not at all.
struct RoutingNatsSettings {
    std::string url;      ///< several with commas
    std::string context;  ///< of the command line tools of NATS
};
BOOST_DESCRIBE_STRUCT(RoutingNatsSettings, (), (url, context))
struct RoutingSettings {
    RoutingNatsSettings nats;
};
BOOST_DESCRIBE_STRUCT(RoutingSettings, (), (nats))

struct DeadLettersSettings {
    std::string folder;  ///< relative to the data directory; empty: none
    std::int64_t maxBytes = 0;
    int maxFiles = 0;
    int maxAgeDays = 0;
};
BOOST_DESCRIBE_STRUCT(DeadLettersSettings, (), (folder, maxBytes, maxFiles, maxAgeDays))

struct LogSettings {
    std::string level;  ///< the least that is written: debug, info, warning, error
    std::int64_t maxBytes = 0;
    int maxFiles = 0;
    int maxAgeDays = 0;
};
BOOST_DESCRIBE_STRUCT(LogSettings, (), (level, maxBytes, maxFiles, maxAgeDays))

struct EngineSettings {
    PoolsSettings pools;
    RetentionSettings retention;
    FilesSettings files;
    HttpSettings http;
    EmailSettings email;
    EventsSettings events;
    RoutingSettings routing;
    DeadLettersSettings deadLetters;
    LogSettings log;
    NetworkSettings network;
    SqlSettings sql;
    ProcessSettings process;
    int taskTimeoutSeconds = 0;  ///< of a call whose task sets no timeout
    int maxResidentRuns = 0;
};
BOOST_DESCRIBE_STRUCT(EngineSettings, (),
                      (pools, retention, files, http, email, events, routing, deadLetters, log, network, sql, process,
                       taskTimeoutSeconds, maxResidentRuns))

/// Puts what `file` says in place of what `options` has; without the file nothing changes. An error names the file, the
/// JSON pointer and what is allowed there; a name that is not known is an error too, since a limit with a typo limits
/// nothing.
api::Result<api::Unit> readSettings(const std::filesystem::path& file, EngineOptions& options);

}  // namespace beamline::runtime
