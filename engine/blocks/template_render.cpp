// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "engine/api/json_codec.h"
#include "engine/blocks/template_text.h"

namespace beamline::blocks {

namespace {
using Node = TextTemplate::Node;
using Kind = TextTemplate::Kind;
using Escape = TextTemplate::Escape;

bool truthy(const api::Json* value) {
    return value && !value->is_null() && *value != api::Json(false) &&
           !(value->is_string() && value->get_string().empty()) && !(value->is_array() && value->get_array().empty()) &&
           !(value->is_object() && value->get_object().empty());
}

const api::Json* stepInto(const api::Json& from, const std::string& name) {
    if (const auto* object = from.if_object()) {
        return object->if_contains(name);
    }
    const auto* array = from.if_array();
    std::size_t index = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
    const bool whole = read.ec == std::errc() && read.ptr == name.data() + name.size();
    return array && whole && index < array->size() ? &(*array)[index] : nullptr;
}

class Renderer {
public:
    Renderer(const api::Json& data, const Stop& stop) : m_stop(stop) { m_contexts.push_back(&data); }

    bool render(const std::vector<Node>& nodes) {
        return std::all_of(nodes.begin(), nodes.end(), [this](const Node& node) { return render(node); });
    }

    std::string out;
    api::Error error;

private:
    struct Loop {
        api::Json number;
        api::Json first;
        api::Json last;
    };

    bool fail(api::Error what) {
        error = std::move(what);
        return false;
    }
    bool fail(const Node& node, const std::string& what, int status = 422) {
        return fail(fault("validation", status, "The template, " + placeInText(node.line, node.column) + ": " + what));
    }

    bool render(const Node& node) {
        if (++m_steps > kMaxTemplateSteps) {
            return fail(node, "more than " + std::to_string(kMaxTemplateSteps) + " pieces are written; loop over less.",
                        413);
        }
        if (m_steps % 1024 == 0 && m_stop.requested()) {
            return fail(m_stop.error("Filling in the template"));
        }
        switch (node.kind) {
            case Kind::text:
                return write(node, node.text);
            case Kind::section:
            case Kind::inverted:
                return section(node);
            default:
                return value(node);
        }
    }

    bool write(const Node& node, std::string_view text) {
        if (out.size() + text.size() > kMaxTemplateOutputBytes) {
            return fail(node,
                        "the text becomes longer than " + std::to_string(kMaxTemplateOutputBytes) +
                            " bytes; give it less data.",
                        413);
        }
        out += text;
        return true;
    }

    /// Null when there is nothing of that name.
    const api::Json* find(const Node& node) const {
        if (node.path.empty()) {
            return m_contexts.back();
        }
        const auto& first = node.path.front();
        const api::Json* found = nullptr;
        if (first.starts_with('@')) {
            found = m_loops.empty()      ? nullptr
                    : first == "@number" ? &m_loops.back().number
                    : first == "@first"  ? &m_loops.back().first
                                         : &m_loops.back().last;
        }
        for (auto context = m_contexts.rbegin(); !found && context != m_contexts.rend(); ++context) {
            found = stepInto(**context, first);
        }
        for (std::size_t i = 1; found && i < node.path.size(); ++i) {
            found = stepInto(*found, node.path[i]);
        }
        return found;
    }

    bool missing(const Node& node) {
        return fail(node, "the data has no " + node.shown + ". Give it, or a default: {{" + node.shown +
                              " | \"…\"}}; {{" + node.shown + "?}} if it may be missing.");
    }

    bool value(const Node& node) {
        const auto* found = find(node);
        if (!found || (found->is_null() && node.kind != Kind::json)) {
            return node.hasDefault ? put(node, node.text) : node.optional || missing(node);
        }
        if (node.kind == Kind::json) {
            return put(node, api::printJson(*found));
        }
        if (found->is_object() || found->is_array()) {
            return fail(node, node.shown +
                                  " is an object or a list and no text; name what is in it, loop over it, or "
                                  "write {{json " +
                                  node.shown + "}}.");
        }
        return put(node, found->is_string() ? std::string(found->get_string()) : api::printJson(*found));
    }

    bool put(const Node& node, const std::string& text) {
        if (node.kind == Kind::code) {
            return write(node, markdownCodeSpan(text));
        }
        if (node.kind == Kind::block) {
            return write(node, markdownCodeBlock(text));
        }
        switch (node.escape) {
            case Escape::none:
                break;
            case Escape::html:
                return write(node, escapeHtml(text));
            case Escape::markdown:
                return write(node, escapeMarkdown(text));
            case Escape::markdownCode:
                if (text.find_first_of("`\r\n") != text.npos) {
                    return fail(node, "the value would end the code that it stands in; write {{code " + node.shown +
                                          "}} without backticks around it.");
                }
                break;
            case Escape::markdownFence:
                if (text.find("```") != text.npos || text.find("~~~") != text.npos ||
                    text.find_first_of("\r\n") != text.npos) {
                    return fail(node,
                                "the value has several lines or would end the code block that it stands in; "
                                "write {{block " +
                                    node.shown + "}} without a fence around it.");
                }
                break;
        }
        return write(node, text);
    }

    bool section(const Node& node) {
        const auto* found = find(node);
        if (!found && !node.optional) {
            return missing(node);
        }
        if (node.kind == Kind::inverted) {
            return truthy(found) || render(node.children);
        }
        if (!truthy(found)) {
            return true;
        }
        const auto* list = found->if_array();
        if (!list) {
            const bool scalar = !found->is_object();  // a condition: names mean what they meant before it
            m_contexts.push_back(scalar ? m_contexts.back() : found);
            const bool done = render(node.children);
            m_contexts.pop_back();
            return done;
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (++m_steps % 1024 == 0 && m_stop.requested()) {
                return fail(m_stop.error("Filling in the template"));
            }
            if (m_steps > kMaxTemplateSteps) {
                return fail(node, "it loops more than " + std::to_string(kMaxTemplateSteps) + " times.", 413);
            }
            m_contexts.push_back(&(*list)[i]);
            m_loops.push_back({api::Json(i + 1), api::Json(i == 0), api::Json(i + 1 == list->size())});
            const bool done = render(node.children);
            m_loops.pop_back();
            m_contexts.pop_back();
            if (!done) {
                return false;
            }
        }
        return true;
    }

    const Stop& m_stop;
    std::vector<const api::Json*> m_contexts;
    std::vector<Loop> m_loops;
    std::size_t m_steps = 0;
};
}  // namespace

api::Result<std::string> TextTemplate::render(const api::Json& data, const Stop& stop) const {
    Renderer renderer(data, stop);
    return renderer.render(m_nodes) ? api::Result<std::string>(std::move(renderer.out)) : renderer.error;
}

}  // namespace beamline::blocks
