// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/blocks/template_text.h"

namespace beamline::blocks {

namespace {
bool isPunctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// Line breaks and other control characters become single spaces; none at either end.
std::string oneLine(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = (c >= 0 && c <= ' ') || c == 0x7F;
        if (!blank) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::size_t longestRun(std::string_view text, char wanted) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}
}  // namespace

std::string escapeMarkdown(std::string_view text) {
    std::string out;
    for (const char c : oneLine(text)) {
        if (isPunctuation(c)) {  // CommonMark 2.4: a backslash makes any of them a plain character
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string escapeHtml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case '`':
                out += "&#96;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string markdownCodeSpan(std::string_view text) {
    const auto line = oneLine(text);
    if (line.empty()) {
        return {};
    }
    const std::string fence(longestRun(line, '`') + 1, '`');
    return fence + ' ' + line + ' ' + fence;
}

std::string markdownCodeBlock(std::string_view text) {
    const std::string fence(std::max<std::size_t>(3, longestRun(text, '`') + 1), '`');
    std::string out = fence + '\n';
    for (const char c : text) {
        if (c != '\r') {
            out += c;
        }
    }
    return out + (out.ends_with('\n') ? "" : "\n") + fence;
}

std::string placeInText(int line, int column) {
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace beamline::blocks
