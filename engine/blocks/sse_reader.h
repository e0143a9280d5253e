// SPDX-License-Identifier: Apache-2.0
#pragma once
// Server-sent events out of a stream of bytes (WHATWG HTML, "Server-sent events"). One thread at a time.

#include <string>
#include <string_view>
#include <vector>

namespace beamline::blocks {

struct SseEvent {
    std::string type = "message";
    std::string data;
    std::string id;  ///< the last one that the stream gave
};

class SseReader {
public:
    /// The events that these bytes complete. How much may come is the caller's limit.
    std::vector<SseEvent> feed(std::string_view bytes);

private:
    void line(std::string_view line, std::vector<SseEvent>& out);

    std::string m_rest;
    bool m_skipLineFeed = false;  ///< after a carriage return at the end of a piece
    bool m_begun = false;
    std::string m_type;
    std::string m_data;
    bool m_hasData = false;
    std::string m_id;
};

}  // namespace beamline::blocks
