// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/source_document.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <deque>
#include <sstream>

#include "engine/core/definition/source_text.h"

namespace beamline::core {

std::string pointerStep(std::string_view key) {
    std::string out = "/";
    for (const char c : key) {
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return out;
}

SourceDocument::Places SourceDocument::placesOf(std::string pointer) const {
    for (bool own = true;; own = false) {
        if (const auto found = places.find(pointer); found != places.end()) {
            return own ? found->second : Places{found->second.key, found->second.key};
        }
        const auto slash = pointer.rfind('/');
        if (slash == std::string::npos) {
            return {};
        }
        pointer.resize(slash);
    }
}

namespace {
using Place = SourceDocument::Place;
constexpr std::string_view kStandardTag = "tag:yaml.org,2002:";

/// Ends the parse with one sentence.
struct Refused {
    Place place;
    std::string message;
};

/// A node as it is written. A child that is an alias is the index of what it names, at the place of the alias.
struct Node {
    enum class Kind { null, scalar, sequence, map } kind = Kind::null;
    std::string tag;
    std::string text;
    struct Child {
        std::size_t node;
        Place place;
    };
    std::vector<Child> children;  ///< of a map: key, value, key, value, …
    bool open = false;
};

/// Gathers the nodes of one document. yaml-cpp's own tree would forget where aliases stand, and its loader does not
/// return from some broken files.
class Gatherer : public YAML::EventHandler {
public:
    explicit Gatherer(std::string_view text) : m_text(text) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, anchor, {}); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        add(mark, anchor, {Node::Kind::scalar, tag, value, {}, false});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end() || m_nodes[found->second].open) {
            throw Refused{placeOf(mark), "An alias cannot stand inside of what it names."};
        }
        attach(found->second, placeOf(mark));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, anchor, {Node::Kind::sequence, tag, {}, {}, true});
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, anchor, {Node::Kind::map, tag, {}, {}, true});
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

    /// Columns of yaml-cpp count bytes. Marks come almost in order, so each character is counted once.
    Place placeOf(const YAML::Mark& mark) {
        if (mark.is_null()) {
            return {};
        }
        const auto to = std::min(static_cast<std::size_t>(mark.pos), m_text.size());
        if (to < m_counted) {
            const auto back = std::min(to, static_cast<std::size_t>(mark.column));
            m_counted = to - back;
            m_column = 1;
        }
        for (; m_counted < to; ++m_counted) {
            const auto c = static_cast<unsigned char>(m_text[m_counted]);
            m_column = c == '\n' ? 1 : m_column + ((c & 0xC0) != 0x80 ? 1 : 0);
        }
        return {mark.line + 1, m_column};
    }

    const std::deque<Node>& nodes() const { return m_nodes; }
    std::optional<Node::Child> root() const { return m_root; }

private:
    std::size_t add(const YAML::Mark& mark, YAML::anchor_t anchor, Node node) {
        if (m_nodes.size() >= kMaxYamlNodes) {
            throw Refused{placeOf(mark), "The document has more than " + std::to_string(kMaxYamlNodes) + " values."};
        }
        const auto index = m_nodes.size();
        m_nodes.push_back(std::move(node));
        if (anchor) {
            m_anchors[anchor] = index;
        }
        attach(index, placeOf(mark));
        return index;
    }
    void attach(std::size_t node, Place place) {
        if (m_open.empty()) {
            m_root = Node::Child{node, place};
        } else {
            m_nodes[m_open.back()].children.push_back({node, place});
        }
    }
    void open(const YAML::Mark& mark, YAML::anchor_t anchor, Node node) {
        if (m_open.size() >= static_cast<std::size_t>(kMaxYamlDepth)) {
            throw Refused{placeOf(mark),
                          "The document is nested more than " + std::to_string(kMaxYamlDepth) + " levels deep."};
        }
        m_open.push_back(add(mark, anchor, std::move(node)));
    }
    void close() {
        m_nodes[m_open.back()].open = false;
        m_open.pop_back();
    }

    std::string_view m_text;
    std::size_t m_counted = 0;
    int m_column = 1;
    std::deque<Node> m_nodes;
    std::unordered_map<YAML::anchor_t, std::size_t> m_anchors;
    std::vector<std::size_t> m_open;
    std::optional<Node::Child> m_root;
};

class Reader {
public:
    Reader(const std::deque<Node>& nodes, SourceDocument& out) : m_nodes(nodes), m_out(out) {}

    Json read(const Node::Child& child, const std::string& pointer, const Place& key, int depth) {
        const auto& node = m_nodes[child.node];
        const bool scalar = node.kind == Node::Kind::scalar;
        m_bytes += pointer.size() + node.text.size();
        if (++m_count > kMaxYamlNodes || m_bytes > kMaxYamlBytes || depth > kMaxYamlDepth) {
            if (!m_full) {
                problem(child.place, pointer,
                        "The document is too large or nested too deeply once its aliases are expanded.");
            }
            m_full = true;
            return nullptr;
        }
        m_out.places.emplace(pointer, SourceDocument::Places{key, scalar ? child.place : key});
        if (!node.tag.empty() && node.tag != "?" && node.tag != "!") {
            checkTag(node, child.place, pointer);
        }
        switch (node.kind) {
            case Node::Kind::scalar:
                return value(node, child.place, pointer);
            case Node::Kind::sequence: {
                boost::json::array array;
                for (std::size_t i = 0; i < node.children.size() && !m_full; ++i) {
                    const auto& item = node.children[i];
                    array.push_back(read(item, pointer + '/' + std::to_string(i), item.place, depth + 1));
                }
                return array;
            }
            case Node::Kind::map:
                return map(node, pointer, depth);
            default:
                return nullptr;
        }
    }

private:
    Json value(const Node& node, const Place& place, const std::string& pointer) {
        const bool text = node.tag == "!" || node.tag == std::string(kStandardTag) + "str";
        auto read = text ? ScalarValue{Json(node.text), {}} : plainScalar(node.text);
        if (!read.problem.empty()) {
            problem(place, pointer, std::move(read.problem));
        }
        return std::move(read.json);
    }

    void checkTag(const Node& node, const Place& place, const std::string& pointer) {
        const auto& tag = node.tag;
        const auto name = tag.rfind(kStandardTag, 0) == 0 ? tag.substr(kStandardTag.size()) : std::string();
        const auto kind = node.kind == Node::Kind::scalar ? plainScalar(node.text).json.kind() : boost::json::kind();
        const bool number = kind == boost::json::kind::int64 || kind == boost::json::kind::uint64;
        const bool fits = node.kind == Node::Kind::scalar
                              ? name == "str" || (name == "int" && number) ||
                                    (name == "float" && (number || kind == boost::json::kind::double_)) ||
                                    (name == "bool" && kind == boost::json::kind::bool_) ||
                                    (name == "null" && kind == boost::json::kind::null)
                              : name == (node.kind == Node::Kind::map ? "map" : "seq");
        if (!fits) {
            problem(place, pointer,
                    "The YAML tag '" + (name.empty() ? tag : "!!" + name) +
                        "' does not fit here; a definition holds plain JSON values.");
        }
    }

    Json map(const Node& node, const std::string& pointer, int depth) {
        boost::json::object object;
        for (std::size_t i = 0; i + 1 < node.children.size() && !m_full; i += 2) {
            const auto& place = node.children[i].place;
            const auto& key = m_nodes[node.children[i].node];
            if (key.kind != Node::Kind::scalar) {
                problem(place, pointer, "A key must be a plain text.");
                continue;
            }
            const auto at = pointer + pointerStep(key.text);
            if (key.text == "<<" && key.tag == "?") {
                problem(place, at, "Merge keys are not part of YAML 1.2; write the members out, or alias the whole.");
            } else if (object.contains(key.text)) {
                problem(place, at, "The key '" + key.text + "' stands here twice; keep one.");
            } else {
                object.emplace(key.text, read(node.children[i + 1], at, place, depth + 1));
            }
        }
        return object;
    }

    void problem(const Place& place, const std::string& pointer, std::string message) {
        m_out.problems.push_back({api::Severity::error, place.line, place.column, pointer, std::move(message)});
    }

    const std::deque<Node>& m_nodes;
    SourceDocument& m_out;
    std::size_t m_count = 0;
    std::size_t m_bytes = 0;
    bool m_full = false;
};

void parseYaml(const std::string& text, SourceDocument& out) {
    const auto fail = [&](const Place& place, std::string message) {
        out.problems.push_back({api::Severity::error, place.line, place.column, "", std::move(message)});
    };
    Gatherer gatherer(text);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(gatherer);
        const auto root = gatherer.root();
        if (!root) {
            return fail({}, "The file is empty; a definition begins with 'document:'.");
        }
        Gatherer second(text);
        if (parser.HandleNextDocument(second)) {
            return fail(second.root() ? second.root()->place : Place{},
                        "A second document begins here, or something that belongs to none; give one document.");
        }
        out.json = Reader(gatherer.nodes(), out).read(*root, "", root->place, 0);
    } catch (const Refused& refused) {
        fail(refused.place, refused.message);
    } catch (const YAML::Exception& e) {
        fail(gatherer.placeOf(e.mark), "This is neither YAML nor JSON: " + e.msg + ".");
    } catch (const std::exception& e) {
        fail({}, std::string("The definition cannot be read: ") + e.what() + ".");
    }
}
}  // namespace

SourceDocument readSource(std::string_view text) {
    SourceDocument document;
    if (text.size() > kMaxSourceBytes) {
        document.problems.push_back(
            {api::Severity::error, 1, 1, "",
             "The definition is larger than " + std::to_string(kMaxSourceBytes / (1024 * 1024)) + " MiB."});
        return document;
    }
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (const auto bad = findBadCharacter(text)) {
        document.problems.push_back({api::Severity::error, bad->line, bad->column, "", bad->message});
        return document;
    }
    parseYaml(joinSurrogates(text), document);
    return document;
}

}  // namespace beamline::core
