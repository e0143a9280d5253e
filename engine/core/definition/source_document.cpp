// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/source_document.h"

#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cmath>

namespace beamline::core {

std::string pointerStep(std::string_view key) {
    std::string out = "/";
    for (const char c : key) {
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return out;
}

std::pair<int, int> SourceDocument::placeOf(std::string pointer) const {
    while (true) {
        if (const auto found = places.find(pointer); found != places.end()) {
            return found->second;
        }
        const auto slash = pointer.rfind('/');
        if (slash == std::string::npos) {
            return {1, 1};
        }
        pointer.resize(slash);
    }
}

namespace {
/// Scalars of YAML's core schema (yaml.org/spec/1.2.2, 10.3.2).
Json scalar(const YAML::Node& node) {
    const auto& text = node.Scalar();
    if (node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str") {
        return Json(text);
    }
    if (text == "null" || text == "~" || text == "Null" || text == "NULL" || text.empty()) {
        return nullptr;
    }
    if (text == "true" || text == "True" || text == "TRUE") {
        return true;
    }
    if (text == "false" || text == "False" || text == "FALSE") {
        return false;
    }
    const auto* begin = text.data() + (text[0] == '+' ? 1 : 0);
    const auto* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (auto [rest, ec] = std::from_chars(begin, end, integer); ec == std::errc() && rest == end) {
        return integer;
    }
    double number = 0;
    const bool numeric = text.find_first_not_of("0123456789+-.eE") == std::string::npos &&
                         text.find_first_of("0123456789") != std::string::npos;
    if (numeric) {
        if (auto [rest, ec] = std::from_chars(begin, end, number);
            ec == std::errc() && rest == end && std::isfinite(number)) {
            return number;
        }
    }
    return Json(text);
}

class Reader {
public:
    explicit Reader(SourceDocument& out) : m_out(out) {}

    Json read(const YAML::Node& node, const std::string& pointer, int depth) {
        const auto mark = node.Mark();
        if (!mark.is_null()) {
            m_out.places.emplace(pointer, std::make_pair(mark.line + 1, mark.column + 1));
        }
        if (++m_nodes > kMaxYamlNodes || depth > kMaxNesting * 4) {
            if (!m_tooMuch) {
                problem(node, pointer, "The document is too large or nested too deeply once its aliases are expanded.");
            }
            m_tooMuch = true;
            return nullptr;
        }
        switch (node.Type()) {
            case YAML::NodeType::Scalar:
                return scalar(node);
            case YAML::NodeType::Sequence: {
                boost::json::array array;
                for (std::size_t i = 0; i < node.size(); ++i) {
                    array.push_back(read(node[i], pointer + '/' + std::to_string(i), depth + 1));
                }
                return array;
            }
            case YAML::NodeType::Map:
                return map(node, pointer, depth);
            default:
                return nullptr;
        }
    }

private:
    Json map(const YAML::Node& node, const std::string& pointer, int depth) {
        boost::json::object object;
        for (const auto& member : node) {
            if (!member.first.IsScalar()) {
                problem(member.first, pointer, "A key must be a plain text.");
                continue;
            }
            const auto& key = member.first.Scalar();
            const auto at = pointer + pointerStep(key);
            if (object.contains(key)) {
                problem(member.first, at, "The key '" + key + "' stands here twice; keep one.");
                continue;
            }
            const auto mark = member.first.Mark();
            m_out.places.emplace(at, std::make_pair(mark.line + 1, mark.column + 1));
            object.emplace(key, read(member.second, at, depth + 1));
        }
        return object;
    }

    void problem(const YAML::Node& node, const std::string& pointer, std::string message) {
        m_out.problems.push_back(
            {api::Severity::error, node.Mark().line + 1, node.Mark().column + 1, pointer, std::move(message)});
    }

    SourceDocument& m_out;
    std::size_t m_nodes = 0;
    bool m_tooMuch = false;
};
}  // namespace

SourceDocument readSource(std::string_view text) {
    SourceDocument document;
    const auto fail = [&](int line, int column, std::string message) {
        document.problems.push_back({api::Severity::error, line, column, "", std::move(message)});
    };
    if (text.size() > kMaxSourceBytes) {
        fail(1, 1, "The definition is larger than " + std::to_string(kMaxSourceBytes / (1024 * 1024)) + " MiB.");
        return document;
    }
    try {
        const auto nodes = YAML::LoadAll(std::string(text));
        if (nodes.size() != 1) {
            fail(1, 1,
                 nodes.empty() ? "The file is empty; a definition begins with 'document:'."
                               : "The file holds several documents; give one.");
            return document;
        }
        document.json = Reader(document).read(nodes.front(), "", 0);
    } catch (const YAML::Exception& e) {
        fail(e.mark.line + 1, e.mark.column + 1, "This is neither YAML nor JSON: " + e.msg + ".");
    } catch (const std::exception& e) {
        fail(1, 1, std::string("The definition cannot be read: ") + e.what() + ".");
    }
    return document;
}

}  // namespace beamline::core
