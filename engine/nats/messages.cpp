// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/messages.h"

#include <algorithm>
#include <cstdlib>

namespace beamline::nats {

std::map<std::string, std::string> headersOf(natsMsg* message) {
    std::map<std::string, std::string> out;
    const char** names = nullptr;
    int count = 0;
    if (natsMsgHeader_Keys(message, &names, &count) != NATS_OK) {
        return out;
    }
    for (int i = 0; i < count; ++i) {
        std::string name = names[i];
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
        });
        if (const auto* value = headerOf(message, names[i])) {
            out.emplace(std::move(name), value);
        }
    }
    std::free(names);
    return out;
}

}  // namespace beamline::nats
