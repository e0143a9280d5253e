// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text with places for data: Mustache (mustache(5)) with strict lookup, without partials, lambdas and other delimiters.
// Immutable after parsing, any thread; errors name line and column and come from fault().
//
//   {{name}} {{a.b.0}} {{.}}     a value, escaped for the format; missing or null is an error
//   {{name?}} {{name | "text"}}  may be missing: nothing, or the text (a JSON string)
//   {{{name}}} {{&name}}         as it is: only for text of the author's own
//   {{#name}}…{{/name}}          for each item of a list; once for what is neither false, null, "" nor empty
//   {{^name}}…{{/name}}          when the other would give nothing
//   {{@number}} {{@first}} {{@last}}   of the innermost list: from 1, and two conditions
//   {{json name}}                the JSON text of any value
//   {{code name}} {{block name}} Markdown: a code span, a code block (alone on its line), whatever is in the value
//   {{"text"}} {{! remark }}
//
// Data is never read as a template.

#include <string>
#include <string_view>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxTemplateBytes = 256 * 1024;
inline constexpr std::size_t kMaxTemplateDepth = 32;         ///< of sections in one another
inline constexpr std::size_t kMaxTemplateSteps = 1'000'000;  ///< pieces rendered, loops included
inline constexpr std::size_t kMaxTemplateOutputBytes = 4 * 1024 * 1024;

enum class TemplateFormat { text, markdown, html };

class TextTemplate {
public:
    /// How a value is written where it stands.
    enum class Escape { none, markdown, markdownCode, markdownFence, html };
    enum class Kind { text, value, json, code, block, section, inverted };
    struct Node {
        Kind kind = Kind::text;
        Escape escape = Escape::none;
        std::string text;               ///< of text; the default of a value
        std::vector<std::string> path;  ///< empty: "."
        std::string shown;              ///< the path as written
        bool optional = false;
        bool hasDefault = false;
        int line = 1;
        int column = 1;
        std::vector<Node> children;
    };

    static api::Result<TextTemplate> parse(std::string_view source, TemplateFormat format);
    api::Result<std::string> render(const api::Json& data, const Stop& stop) const;

private:
    std::vector<Node> m_nodes;
};

/// One line that Markdown (CommonMark, GFM) shows as the text itself, wherever it stands outside of code.
std::string escapeMarkdown(std::string_view text);
std::string escapeHtml(std::string_view text);
/// A code span or fenced block that holds `text`, whatever backticks it has.
std::string markdownCodeSpan(std::string_view text);
std::string markdownCodeBlock(std::string_view text);
/// For error messages; from 1, in characters.
std::string placeInText(int line, int column);

}  // namespace beamline::blocks
