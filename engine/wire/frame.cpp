// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/frame.h"

#include <algorithm>

namespace beamline::wire {

FrameHeader frameHeader(std::size_t bytes) {
    FrameHeader header{};
    for (std::size_t i = 0; i < header.size(); ++i) {
        header[i] = static_cast<char>((bytes >> (8 * (header.size() - 1 - i))) & 0xFF);
    }
    return header;
}

api::Result<api::Unit> FrameReader::feed(std::string_view bytes, const std::function<void(std::string)>& onMessage) {
    while (!bytes.empty()) {
        if (m_headerBytes < m_header.size()) {
            m_header[m_headerBytes++] = bytes.front();
            bytes.remove_prefix(1);
            if (m_headerBytes < m_header.size()) {
                continue;
            }
            m_wanted = 0;
            for (const char byte : m_header) {
                m_wanted = (m_wanted << 8) | static_cast<unsigned char>(byte);
            }
            if (m_wanted == 0 || m_wanted > m_max) {
                return api::Error{api::code::kInvalidArgument,
                                  "The other side announced a message of " + std::to_string(m_wanted) +
                                      " bytes; 1 to " + std::to_string(m_max) +
                                      " are allowed. Is it a Beamline program of the same version?",
                                  {},
                                  false};
            }
            continue;
        }
        const auto part = std::min(bytes.size(), m_wanted - m_message.size());
        m_message.append(bytes.substr(0, part));
        bytes.remove_prefix(part);
        if (m_message.size() == m_wanted) {
            m_headerBytes = 0;
            onMessage(std::exchange(m_message, {}));
        }
    }
    return api::Unit{};
}

}  // namespace beamline::wire
