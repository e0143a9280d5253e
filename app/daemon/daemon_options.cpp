// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/daemon_options.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "app/common/engine_access.h"
#include "engine/blocks/worker_block.h"
#include "engine/runtime/worker_host.h"

namespace beamline::daemon {

namespace {

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string one; std::getline(in, one, by);) {
        parts.push_back(one);
    }
    return parts;
}

std::string setRoles(DaemonOptions& options, const std::string& text) {
    options.engine = options.gateway = options.worker = options.router = false;
    for (const auto& role : split(text, ',')) {
        if (role == "engine") {
            options.engine = true;
        } else if (role == "gateway") {
            options.gateway = true;
        } else if (role == "worker") {
            options.worker = true;
        } else if (role == "router") {
            options.router = true;
        } else {
            return "There is no role \"" + role +
                   "\". Roles are engine and gateway, router and worker; commas between them.";
        }
    }
    return options.engine || options.gateway || options.worker || options.router
               ? ""
               : "At least one role is needed: engine, gateway, router or worker.";
}

std::string setDataDir(DaemonOptions& options, const std::string& text) {
    std::error_code ec;
    options.dataDir = text.empty() ? app::defaultDataDir({}) : std::filesystem::absolute(text, ec);
    return {};
}

std::string setNatsUrl(DaemonOptions& options, const std::string& text) {
    for (const auto& server : split(text, ',')) {
        const bool known = server.starts_with("nats://") || server.starts_with("tls://");
        if (!known || server.size() < 8 || server.find_first_of(" \t\"") != server.npos) {
            return "A server is written nats://host:port or tls://host:port; several have commas between them.";
        }
        if (server.find('@') != server.npos) {
            return "A user and a password do not belong here, where every user of the machine can read them. Make a "
                   "NATS context with them and give its name.";
        }
    }
    options.natsUrl = text;
    return {};
}

constexpr std::size_t kMaxWorkerPools = 32;
constexpr std::size_t kMaxNameBytes = 48;  // one token of a subject with room behind it

bool isName(const std::string& text) {
    const auto letter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    return text.size() <= kMaxNameBytes && std::all_of(text.begin(), text.end(), letter);
}

std::string setNatsContext(DaemonOptions& options, const std::string& text) {
    options.natsContext = text;
    return text.find('/') == text.npos && !text.starts_with('.')
               ? ""
               : "A context is named, not placed: NAME of ~/.config/nats/context/NAME.json.";
}

std::string setCluster(DaemonOptions& options, const std::string& text) {
    options.cluster = text;
    return isName(text) ? "" : "A cluster's name has at most 48 letters, digits, - and _.";
}

std::string setNode(DaemonOptions& options, const std::string& text) {
    options.node = text;
    return isName(text) ? "" : "A node's name has at most 48 letters, digits, - and _.";
}

std::string setNumber(const std::string& text, int least, int most, int& number) {
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end && number >= least && number <= most
               ? ""
               : "A whole number between " + std::to_string(least) + " and " + std::to_string(most) + " is needed.";
}

std::string setListen(DaemonOptions& options, const std::string& text) {
    const auto colon = text.rfind(':');
    auto host = text.substr(0, colon == text.npos ? 0 : colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    const auto wrong = colon == text.npos ? "?" : setNumber(text.substr(colon + 1), 0, 65'535, options.listenPort);
    options.listenHost = host;
    return wrong.empty() && !host.empty() ? "" : "An address is written 127.0.0.1:8080 or [::1]:8080.";
}

template <std::filesystem::path DaemonOptions::*member>
std::string setFile(DaemonOptions& options, const std::string& text) {
    std::error_code ec;
    options.*member = text.empty() ? std::filesystem::path() : std::filesystem::absolute(text, ec);
    return {};
}

std::string setHosts(DaemonOptions& options, const std::string& text) {
    options.hosts = split(text, ',');
    return {};
}

std::string setWorkerPools(DaemonOptions& options, const std::string& text) {
    options.workerPools = split(text, ',');
    const bool named = std::all_of(options.workerPools.begin(), options.workerPools.end(), blocks::isPoolName);
    return named && !options.workerPools.empty() && options.workerPools.size() <= kMaxWorkerPools
               ? ""
               : "1 to 32 pools are needed; their names have at most 64 letters, digits, - and _.";
}

std::string setWorkerThreads(DaemonOptions& options, const std::string& text) {
    return setNumber(text, 1, runtime::kMaxWorkerThreads, options.workerThreads);
}

std::string setWorkerLabels(DaemonOptions& options, const std::string& text) {
    options.workerLabels.clear();
    for (const auto& one : split(text, ',')) {
        const auto at = one.find('=');
        if (at == one.npos || at == 0) {
            return "A label is written name=value; several have commas between them.";
        }
        options.workerLabels[one.substr(0, at)] = one.substr(at + 1);
    }
    return {};
}

std::string setDrain(DaemonOptions& options, const std::string& text) {
    return setNumber(text, 0, kMaxDrainSeconds, options.drainSeconds);
}

std::string setLogFormat(DaemonOptions& options, const std::string& text) {
    options.jsonLog = text == "json";
    return {};
}

std::string setLogLevel(DaemonOptions& options, const std::string& text) {
    boost::describe::enum_from_string(text.c_str(), options.logLevel);
    return {};
}

}  // namespace

const std::vector<Setting>& settings() {
    using enum ValueKind;
    static const std::vector<Setting> kSettings{
        {"/roles", "BEAMLINE_ROLES", "--role", list, "ROLE,…", "engine,gateway,router",
         "What this process does: engine runs workflows, gateway serves HTTP, router decides over NATS who does the "
         "work of a request, worker takes tasks of pools in a cluster",
         setRoles},
        {"/dataDir", "BEAMLINE_DATA_DIR", "--data-dir", path, "DIR", "", "Data directory of the engine", setDataDir},
        {"/nats/url", "BEAMLINE_NATS_URL", "--nats-url", text, "URL,…", "",
         "Servers of NATS: this node joins their cluster", setNatsUrl},
        {"/nats/context", "BEAMLINE_NATS_CONTEXT", "--nats-context", text, "NAME", "",
         "The same by a NATS context, also with password, token, key or TLS", setNatsContext},
        {"/cluster/name", "BEAMLINE_CLUSTER", "--cluster", text, "NAME", "beamline", "Name of the cluster", setCluster},
        {"/cluster/node", "BEAMLINE_NODE", "--node", text, "ID", "",
         "Name of this node in its cluster; default: a random one that is kept in the data directory", setNode},
        {"/gateway/listen", "BEAMLINE_LISTEN", "--listen", text, "HOST:PORT", "127.0.0.1:8080",
         "Where HTTP is served; port 0 takes a free one", setListen},
        {"/gateway/tokens", "BEAMLINE_TOKENS", "--tokens", path, "FILE", "",
         "Who may use HTTP, by the hashes of their tokens; needed beyond this machine",
         setFile<&DaemonOptions::tokens>},
        {"/gateway/certificate", "BEAMLINE_CERTIFICATE", "--certificate", path, "FILE", "", "PEM, for HTTPS",
         setFile<&DaemonOptions::certificate>},
        {"/gateway/key", "BEAMLINE_KEY", "--key", path, "FILE", "", "PEM, of the certificate",
         setFile<&DaemonOptions::key>},
        {"/gateway/hosts", "BEAMLINE_HOSTS", "--hosts", list, "NAME,…", "",
         "Names that HTTP is asked for by, besides this machine's own", setHosts},
        {"/worker/pools", "BEAMLINE_WORKER_POOLS", "--worker-pools", list, "POOL,…", "default",
         "Pools that the role worker takes tasks of", setWorkerPools},
        {"/worker/threads", "BEAMLINE_WORKER_THREADS", "--worker-threads", number, "COUNT", "4",
         "Tasks that it does at once", setWorkerThreads},
        {"/worker/labels", "BEAMLINE_WORKER_LABELS", "--worker-labels", list, "NAME=VALUE,…", "",
         "What tasks may ask of it, besides the pool", setWorkerLabels},
        {"/drainLimit", "BEAMLINE_DRAIN_LIMIT", "--drain-limit", number, "SECONDS", "30",
         "How long a stop waits for tasks to end", setDrain},
        {"/log/format", "BEAMLINE_LOG_FORMAT", "--log-format", choice, "text|json", "text",
         "How it speaks on standard error; json puts the engine's log there, too", setLogFormat},
        {"/log/level", "BEAMLINE_LOG_LEVEL", "--log-level", choice, "debug|info|warning|error", "info",
         "The least that is logged", setLogLevel},
    };
    return kSettings;
}

}  // namespace beamline::daemon
