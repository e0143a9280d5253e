// SPDX-License-Identifier: Apache-2.0
#pragma once
// Contexts of the command line tools of NATS: read, never written. Any thread; errors come from blocks::fault().

#include <filesystem>
#include <string>
#include <vector>

#include "engine/blocks/message_broker.h"

namespace beamline::nats {

inline constexpr std::int64_t kMaxContextBytes = 64 * 1024;  ///< of it and of every file that it names
inline constexpr std::size_t kMaxContexts = 1'000;           ///< that are listed; what comes after them is left out

/// All that a connection needs, with the secrets themselves and no longer where they are.
struct Target {
    blocks::BrokerAddress address;
    std::string caFile;
    bool tls = false;  ///< even though no server is written tls://
    std::string certFile;
    std::string keyFile;
    std::string inboxPrefix;
    std::string jetStreamDomain;
    std::string jetStreamPrefix;  ///< of its API; empty: $JS.API

    bool usesTls() const;  ///< asks for it itself; a server may besides
};

/// One file of the directory, as it can be shown in a list.
struct ContextEntry {
    std::string name;
    std::string description;
    std::string color;  ///< color_scheme, as the tools write it; empty: none
    std::string servers;
    std::filesystem::path file;
    bool selected = false;
    std::string problem;  ///< why it cannot be used; empty: it can
};

/// $XDG_CONFIG_HOME/nats/context, otherwise ~/.config/nats/context.
std::filesystem::path contextDirectory();

/// By name. A directory that is not there has none.
std::vector<ContextEntry> listContexts(const std::filesystem::path& directory = contextDirectory());
/// What `nats context select` chose; empty: nothing.
std::string selectedContext(const std::filesystem::path& directory = contextDirectory());

/// Reads NAME.json. What this build cannot do for a context is refused by the name of its field, with what to do.
/// Of jetstream_event_prefix nothing is asked, because no events of JetStream itself are used.
api::Result<Target> readContext(const std::filesystem::path& directory, const std::string& name);

}  // namespace beamline::nats
