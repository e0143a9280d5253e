// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/template_text.h"

namespace beamline::blocks {

namespace {
using Node = TextTemplate::Node;
using Kind = TextTemplate::Kind;
using Escape = TextTemplate::Escape;

/// Whether what follows stands in code, as far as the author's own text tells (CommonMark 4.5 and 6.1).
class MarkdownContext {
public:
    void add(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n') {
                endLine();
            } else {
                m_line += text[i];
            }
        }
    }
    Escape escape() const {
        if (m_fence != 0) {
            return Escape::markdownFence;
        }
        return oddBackticks(m_paragraph + m_line) ? Escape::markdownCode : Escape::markdown;
    }

private:
    void endLine() {
        const auto start = m_line.find_first_not_of(" \t");
        const auto rest = start == m_line.npos ? std::string_view() : std::string_view(m_line).substr(start);
        const char mark = rest.starts_with("```") ? '`' : rest.starts_with("~~~") ? '~' : '\0';
        if (mark != 0 && (m_fence == 0 || m_fence == mark)) {
            m_fence = m_fence == 0 ? mark : '\0';
            m_paragraph.clear();
        } else if (rest.empty() || m_fence != 0) {
            m_paragraph.clear();
        } else {
            m_paragraph += m_line + '\n';
        }
        m_line.clear();
    }
    static bool oddBackticks(std::string_view text) {
        std::size_t open = 0;  // length of the run that began the span
        for (std::size_t i = 0; i < text.size();) {
            if (text[i] == '\\' && open == 0) {
                i += 2;
                continue;
            }
            std::size_t run = 0;
            while (i + run < text.size() && text[i + run] == '`') {
                ++run;
            }
            if (run > 0) {
                open = open == 0 ? run : open == run ? 0 : open;
            }
            i += std::max<std::size_t>(run, 1);
        }
        return open != 0;
    }

    std::string m_line;
    std::string m_paragraph;
    char m_fence = 0;
};

class Parser {
public:
    Parser(std::string_view source, TemplateFormat format) : m_source(source), m_format(format) {}

    bool parse(std::vector<Node>& nodes) {
        m_open.push_back({&nodes, {}});
        while (m_at < m_source.size()) {
            const auto tag = m_source.find("{{", m_at);
            text(tag == m_source.npos ? m_source.size() : tag);
            if (tag != m_source.npos && !readTag()) {
                return false;
            }
        }
        if (m_open.size() > 1) {
            return fail(m_open.back().name.line, m_open.back().name.column,
                        "the section {{#" + m_open.back().name.shown + "}} is never closed");
        }
        return true;
    }
    const std::string& problem() const { return m_problem; }

private:
    struct Open {
        std::vector<Node>* nodes;
        Node name;
    };

    bool fail(int line, int column, const std::string& what) {
        m_problem = placeInText(line, column) + ": " + what + ".";
        return false;
    }
    bool failHere(const std::string& what) { return fail(m_tagLine, m_tagColumn, what); }

    void move(std::size_t to) {
        for (; m_at < to; ++m_at) {
            if (m_source[m_at] == '\n') {
                ++m_line;
                m_column = 1;
            } else {
                m_column += (m_source[m_at] & 0xC0) != 0x80 ? 1 : 0;
            }
        }
    }

    void text(std::size_t end) {
        auto piece = m_source.substr(m_at, end - m_at);
        move(end);
        if (m_skipLineEnd) {
            m_skipLineEnd = false;
            const auto feed = piece.find('\n');
            piece.remove_prefix(feed == piece.npos ? piece.size() : feed + 1);
        }
        if (!piece.empty()) {
            literal(std::string(piece));
        }
    }

    void literal(std::string piece) {
        m_markdown.add(piece);
        Node node;
        node.text = std::move(piece);
        m_open.back().nodes->push_back(std::move(node));
    }

    bool readTag() {
        m_tagLine = m_line;
        m_tagColumn = m_column;
        const auto begin = m_at;
        const bool raw = m_source.substr(m_at).starts_with("{{{");
        const std::string_view closing = raw ? "}}}" : "}}";
        const auto from = m_at + (raw ? 3 : 2);
        const auto end = endOfTag(from, closing);
        if (end == m_source.npos) {
            return failHere("the tag that begins here is never closed with " + std::string(closing));
        }
        auto body = m_source.substr(from, end - from);
        const auto after = end + closing.size();
        const bool control = !raw && !body.empty() && std::string_view("#^/!").find(body.front()) != body.npos;
        if (control && standsAlone(begin, after)) {
            dropIndent();
            m_skipLineEnd = true;
        }
        move(after);
        return tag(body, raw);
    }

    /// A closing mark inside a JSON string is none.
    std::size_t endOfTag(std::size_t from, std::string_view closing) const {
        bool quoted = false;
        for (auto i = from; i < m_source.size(); ++i) {
            if (m_source[i] == '"' && m_source[from] != '!') {
                quoted = !quoted;
            } else if (quoted && m_source[i] == '\\') {
                ++i;
            } else if (!quoted && m_source.substr(i).starts_with(closing)) {
                return i;
            }
        }
        return m_source.npos;
    }

    /// mustache(5), "standalone" tags: their line does not appear.
    bool standsAlone(std::size_t begin, std::size_t after) const {
        auto i = begin;
        while (i > 0 && (m_source[i - 1] == ' ' || m_source[i - 1] == '\t')) {
            --i;
        }
        auto j = after;
        while (j < m_source.size() && (m_source[j] == ' ' || m_source[j] == '\t' || m_source[j] == '\r')) {
            ++j;
        }
        return (i == 0 || m_source[i - 1] == '\n') && (j == m_source.size() || m_source[j] == '\n');
    }
    void dropIndent() {
        auto& nodes = *m_open.back().nodes;
        if (!nodes.empty() && nodes.back().kind == Kind::text) {
            auto& last = nodes.back().text;
            last.erase(last.find_last_not_of(" \t") + 1);
        }
    }

    bool tag(std::string_view body, bool raw) {
        if (body.starts_with('!')) {
            return true;
        }
        if (body.starts_with('#') || body.starts_with('^')) {
            return beginSection(body);
        }
        if (body.starts_with('/')) {
            return endSection(trim(body.substr(1)));
        }
        if (body.starts_with('>') || body.starts_with('=')) {
            return failHere("parts of other files and other delimiters are not supported");
        }
        if (const auto given = trim(body); !raw && given.starts_with('"')) {
            const auto value = api::parseJson(given);
            if (!value.ok() || !value->is_string()) {
                return failHere("this is no JSON string");
            }
            literal(std::string(value->get_string()));
            return true;
        }
        return value(body, raw);
    }

    bool value(std::string_view body, bool raw) {
        Node node;
        node.kind = Kind::value;
        if (body.starts_with('&')) {
            raw = true;
            body.remove_prefix(1);
        }
        body = trim(body);
        for (const auto& [word, kind] :
             {std::pair("json ", Kind::json), std::pair("code ", Kind::code), std::pair("block ", Kind::block)}) {
            if (body.starts_with(word)) {
                node.kind = kind;
                body = trim(body.substr(std::string_view(word).size()));
            }
        }
        if ((node.kind == Kind::code || node.kind == Kind::block) && m_format != TemplateFormat::markdown) {
            return failHere("code and block are for the format markdown only");
        }
        if (const auto bar = body.find('|'); bar != body.npos) {
            const auto otherwise = api::parseJson(trim(body.substr(bar + 1)));
            if (!otherwise.ok() || !otherwise->is_string()) {
                return failHere("behind | stands a default as a JSON string, like {{name | \"none\"}}");
            }
            node.hasDefault = true;
            node.text = std::string(otherwise->get_string());
            body = trim(body.substr(0, bar));
        }
        node.escape = raw                                    ? Escape::none
                      : m_format == TemplateFormat::html     ? Escape::html
                      : m_format == TemplateFormat::markdown ? m_markdown.escape()
                                                             : Escape::none;
        if (!path(body, node)) {
            return false;
        }
        m_open.back().nodes->push_back(std::move(node));
        return true;
    }

    bool beginSection(std::string_view body) {
        if (m_open.size() > kMaxTemplateDepth) {
            return failHere("sections are nested deeper than " + std::to_string(kMaxTemplateDepth));
        }
        Node node;
        node.kind = body.front() == '#' ? Kind::section : Kind::inverted;
        if (!path(trim(body.substr(1)), node)) {
            return false;
        }
        auto& nodes = *m_open.back().nodes;
        nodes.push_back(node);
        m_open.push_back({&nodes.back().children, std::move(node)});
        return true;
    }

    bool endSection(std::string_view name) {
        if (name.ends_with('?')) {
            name.remove_suffix(1);
        }
        if (m_open.size() == 1 || m_open.back().name.shown != name) {
            const auto expected =
                m_open.size() == 1 ? "no section is open" : "the open one is {{#" + m_open.back().name.shown + "}}";
            return failHere("{{/" + std::string(name) + "}} closes a section, but " + expected);
        }
        m_open.pop_back();
        return true;
    }

    bool path(std::string_view given, Node& node) {
        node.line = m_tagLine;
        node.column = m_tagColumn;
        if (given.ends_with('?')) {
            node.optional = true;
            given = trim(given.substr(0, given.size() - 1));
        }
        node.shown = given;
        if (given == ".") {
            return true;
        }
        while (true) {
            const auto dot = given.find('.');
            const auto step = given.substr(0, dot);
            if (step.empty() || step.find_first_of(" \t\r\n\"'{}|&#^/") != step.npos) {
                return failHere("\"" + node.shown + "\" is no name; names and numbers are joined by single dots");
            }
            if (step.starts_with('@') && step != "@number" && step != "@first" && step != "@last") {
                return failHere("there is no " + std::string(step) + "; there are @number, @first and @last");
            }
            node.path.emplace_back(step);
            if (dot == given.npos) {
                return true;
            }
            given.remove_prefix(dot + 1);
        }
    }

    static std::string_view trim(std::string_view text) {
        const auto first = text.find_first_not_of(" \t\r\n");
        return first == text.npos ? std::string_view()
                                  : text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
    }

    std::string_view m_source;
    TemplateFormat m_format;
    MarkdownContext m_markdown;
    std::vector<Open> m_open;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_column = 1;
    int m_tagLine = 1;
    int m_tagColumn = 1;
    bool m_skipLineEnd = false;
    std::string m_problem;
};
}  // namespace

api::Result<TextTemplate> TextTemplate::parse(std::string_view source, TemplateFormat format) {
    if (source.size() > kMaxTemplateBytes || !isUtf8(source)) {
        return fault("validation", 400,
                     "A template is UTF-8 text of at most " + std::to_string(kMaxTemplateBytes) + " bytes.");
    }
    TextTemplate result;
    Parser parser(source, format);
    if (!parser.parse(result.m_nodes)) {
        return fault("validation", 400, "The template is wrong, " + parser.problem());
    }
    return result;
}

}  // namespace beamline::blocks
