// SPDX-License-Identifier: Apache-2.0
#pragma once
// What stands in a received message. Pure, any thread.

#include <nats/nats.h>

#include <map>
#include <string>
#include <string_view>

namespace beamline::nats {

inline std::string_view dataOf(natsMsg* message) {
    return {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

/// Null: it has none of this name.
inline const char* headerOf(natsMsg* message, const char* name) {
    const char* value = nullptr;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK ? value : nullptr;
}

/// All of them, by their names in lower case: as in HTTP and unlike in NATS, who writes them by hand need not care.
std::map<std::string, std::string> headersOf(natsMsg* message);

}  // namespace beamline::nats
