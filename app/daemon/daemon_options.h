// SPDX-License-Identifier: Apache-2.0
#pragma once
// What beamlined can be told, declared once: a table of settings that a file, the environment and flags fill. Main
// thread.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/api/values.h"
#include "engine/telemetry/log.h"

namespace beamline::daemon {

inline constexpr std::int64_t kMaxConfigBytes = 64 * 1024;
inline constexpr int kMaxDrainSeconds = 3'600;

struct DaemonOptions {
    bool engine = true;   ///< runs workflows
    bool gateway = true;  ///< serves HTTP
    bool worker = false;  ///< takes tasks of pools
    bool router = true;   ///< serves the router's subjects; without NATS there is nobody to serve
    std::vector<std::string> workerPools;
    int workerThreads = 0;
    api::Labels workerLabels;
    std::filesystem::path dataDir;
    std::string natsUrl;      ///< several with commas
    std::string natsContext;  ///< of the command line tools of NATS
    std::string cluster;      ///< its name
    std::string node;         ///< empty: the one that is kept in the data directory
    std::string listenHost;
    int listenPort = 0;  ///< 0: any free one
    std::filesystem::path tokens;
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::vector<std::string> hosts;
    int drainSeconds = 0;
    bool jsonLog = false;
    telemetry::Level logLevel = telemetry::Level::info;

    bool clustered() const { return !natsUrl.empty() || !natsContext.empty(); }
};

enum class ValueKind { text, list, path, number, choice };
/// One setting.
struct Setting {
    const char* pointer;  ///< in a file
    const char* env;
    const char* flag;
    ValueKind kind;
    const char* value;     ///< for help; the choices, with | between them
    const char* fallback;  ///< when nobody says anything
    const char* help;
    /// Takes what was said, as text. A sentence about what is allowed when it cannot; empty otherwise.
    std::string (*set)(DaemonOptions& options, const std::string& text);
};
const std::vector<Setting>& settings();

/// What somebody said, and who: the later one wins.
struct Said {
    std::string text;
    std::string origin;  ///< "default", "/etc/x.yaml:3:8: /nats/url", "environment BEAMLINE_NODE", "flag --node"
    std::string shown;   ///< origin for --print-config
};
struct Configuration {
    DaemonOptions options;
    std::vector<Said> said;             ///< one for each setting
    std::vector<std::string> mistakes;  ///< sentences that begin with where
    bool inFile = false;                ///< the mistakes are of a file
    std::vector<std::string> remarks;
};

/// `file` may be empty. `flags`: what was given on the command line, by flag.
Configuration configure(const std::filesystem::path& file, const std::map<std::string, std::string>& flags,
                        const std::map<std::string, std::string>& environment);
/// As YAML that --config takes, each line with where its value comes from.
std::string printed(const Configuration& configuration);

}  // namespace beamline::daemon
