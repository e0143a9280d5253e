// SPDX-License-Identifier: Apache-2.0
#pragma once
// How extensions are called: over NATS, as processes of this engine, or over HTTP. Any thread.

#include "engine/runtime/extension_http.h"
#include "engine/runtime/extension_nats.h"
#include "engine/runtime/extension_process.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxCallsPerExtension = 32;  ///< at once; what comes then is unavailable

class ExtensionCaller : public routing::Caller {
public:
    /// `nats` (empty: extensions cannot be reached by it) is a broker of settings.broker. `extensions`: the folder with
    /// one folder for each extension that is a process. `secrets` may be empty; it is asked when a process is started.
    ExtensionCaller(const blocks::BlockSettings& settings, blocks::BrokerAddress nats, std::filesystem::path extensions,
                    SecretSource secrets, ExtensionProcessLimits limits = {});
    /// Ends all processes. Nobody may be calling.
    ~ExtensionCaller() override;

    /// As long as `timeout` by the steady clock; but the first process of this program waits besides until it is known
    /// how processes can be kept from harm here, and one that is given secrets until their source gives them.
    Answer call(const routing::Extension& extension, const routing::Instance& instance,
                const boost::json::object& request, std::chrono::milliseconds timeout,
                const std::string& trace) override;
    /// The last lines that processes of the extension with that Extension::key() wrote to stderr, without secrets; what
    /// the engine says about them stands in brackets.
    std::vector<api::ExtensionLine> lines(const std::string& key) { return m_processes.lines(key); }
    std::vector<std::string> log(const std::string& key);
    ExtensionProcesses::Counts counts() const { return m_processes.counts(); }

private:
    class Place;
    Answer send(ExtensionCall call);

    ExtensionNats m_nats;
    ExtensionHttp m_http;
    ExtensionProcesses m_processes;
    std::mutex m_mutex;
    std::map<std::string, std::size_t> m_calls;  ///< that are under way, by the extension's key
};

}  // namespace beamline::runtime
