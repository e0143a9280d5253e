// SPDX-License-Identifier: Apache-2.0
#pragma once
// Contexts of the command line tools of NATS: read, never written. Any thread; errors come from blocks::fault().

#include <filesystem>
#include <string>

#include "engine/blocks/message_broker.h"

namespace beamline::nats {

inline constexpr std::int64_t kMaxContextBytes = 64 * 1024;  ///< of it and of every file that it names

/// All that a connection needs, with the secrets themselves and no longer where they are.
struct Target {
    blocks::BrokerAddress address;
    std::string caFile;
    std::string certFile;
    std::string keyFile;
    std::string inboxPrefix;
};

/// $XDG_CONFIG_HOME/nats/context, otherwise ~/.config/nats/context.
std::filesystem::path contextDirectory();

/// Reads NAME.json. What this build cannot do for a context is refused by the name of its field.
api::Result<Target> readContext(const std::filesystem::path& directory, const std::string& name);

}  // namespace beamline::nats
