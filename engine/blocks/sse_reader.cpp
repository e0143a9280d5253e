// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sse_reader.h"

#include <algorithm>

namespace beamline::blocks {

std::vector<SseEvent> SseReader::feed(std::string_view bytes) {
    std::vector<SseEvent> out;
    if (m_skipLineFeed && !bytes.empty()) {
        bytes.remove_prefix(bytes.front() == '\n' ? 1 : 0);
        m_skipLineFeed = false;
    }
    m_rest.append(bytes);
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (!m_begun && m_rest.size() >= kByteOrderMark.size()) {
        m_begun = true;
        m_rest.erase(0, m_rest.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    }
    std::size_t from = 0;
    for (auto end = m_rest.find_first_of("\r\n"); end != m_rest.npos; end = m_rest.find_first_of("\r\n", from)) {
        line(std::string_view(m_rest).substr(from, end - from), out);
        from = end + 1;
        if (m_rest[end] == '\r') {
            if (from == m_rest.size()) {
                m_skipLineFeed = true;
            } else if (m_rest[from] == '\n') {
                ++from;
            }
        }
    }
    m_rest.erase(0, from);
    return out;
}

void SseReader::line(std::string_view line, std::vector<SseEvent>& out) {
    if (line.empty()) {
        if (m_hasData) {
            m_data.pop_back();  // the line feed behind the last line
            out.push_back({m_type.empty() ? "message" : m_type, std::move(m_data), m_id});
        }
        m_type.clear();
        m_data.clear();
        m_hasData = false;
        return;
    }
    const auto colon = line.find(':');
    const auto field = line.substr(0, colon);
    auto value = colon == line.npos ? std::string_view() : line.substr(colon + 1);
    value.remove_prefix(value.starts_with(' ') ? 1 : 0);
    if (field == "data") {
        m_data.append(value).append("\n");
        m_hasData = true;
    } else if (field == "event") {
        m_type = value;
    } else if (field == "id" && value.find('\0') == value.npos) {
        m_id = value;
    }
}

}  // namespace beamline::blocks
