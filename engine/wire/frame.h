// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages in a byte stream: four bytes of length, most significant first, then that many bytes. One reader per stream
// and thread.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace beamline::wire {

using FrameHeader = std::array<char, 4>;
FrameHeader frameHeader(std::size_t bytes);

/// Cuts a stream into messages. Memory grows with what arrived, never with what a header announces.
class FrameReader {
public:
    explicit FrameReader(std::size_t maxMessageBytes) : m_max(maxMessageBytes) {}
    /// Hands every message completed by `bytes` to `onMessage`. An empty or oversized message is an error, after which
    /// the stream cannot be read any further.
    api::Result<api::Unit> feed(std::string_view bytes, const std::function<void(std::string)>& onMessage);

private:
    std::size_t m_max;
    FrameHeader m_header{};
    std::size_t m_headerBytes = 0;
    std::size_t m_wanted = 0;
    std::string m_message;
};

}  // namespace beamline::wire
