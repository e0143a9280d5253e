// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_way.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace beamline::ui {

namespace {
// What the engine writes into a history; tests of the port hold it to these words.
constexpr std::string_view kTakenOver = "taken over from ";
constexpr std::string_view kRerunOf = "re-run of ";
constexpr std::string_view kFrom = " from ";
}  // namespace

void RunWay::clear() {
    *this = RunWay();
}

void RunWay::setGraph(const api::Graph& graph) {
    if (m_known) {
        return;
    }
    m_known = true;
    for (const auto& node : graph.nodes) {
        const int at = static_cast<int>(m_nodes.size());
        auto& one = m_nodes.emplace_back();
        one.name = node.name;
        one.type = node.type;
        one.shared = node.ref.starts_with("/use/");
        m_index.emplace(node.ref, at);
        m_start = node.type == "start" ? at : m_start;
        m_end = node.type == "end" ? at : m_end;
    }
    const auto find = [this](const std::string& ref) {
        const auto found = m_index.find(ref);
        return found == m_index.end() ? kNone : found->second;
    };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        m_nodes[i].parent = find(graph.nodes[i].parent);
    }
    m_taken.assign(graph.edges.size(), 0);
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        m_targets.push_back(find(graph.edges[i].to));
        if (const int from = find(graph.edges[i].from); from != kNone) {
            m_nodes[static_cast<std::size_t>(from)].edges.push_back(static_cast<int>(i));
        }
    }
    qint64 entries = 0;
    for (const auto& entry : std::exchange(m_waiting, {})) {
        fold(entry, ++entries);
    }
}

void RunWay::see(const api::HistoryEntry& entry) {
    ++m_seen;
    if (entry.kind == "run.created" && std::string_view(entry.detail).starts_with(kRerunOf)) {
        const auto rest = std::string_view(entry.detail).substr(kRerunOf.size());
        const auto id = std::min(rest.find(' '), rest.size());
        const bool from = rest.substr(id).starts_with(kFrom) && !rest.substr(0, id).ends_with(':');
        m_from = from ? rest.substr(id + kFrom.size()) : std::string_view();
    } else if (entry.kind == "task.completed" || entry.kind == "task.faulted" || entry.kind == "task.cancelled") {
        const bool over = std::string_view(entry.detail).starts_with(kTakenOver);
        const auto known = m_over.find(entry.task);
        if (over || known != m_over.end()) {
            auto& changes = known != m_over.end() ? known->second : m_over[entry.task];
            if (changes.empty() || changes.back().over != over) {
                changes.push_back({m_seen, over});
            }
        }
    }
    if (m_known) {
        fold(entry, m_seen);
    } else {
        m_waiting.push_back(entry);
    }
}

std::vector<bool> RunWay::takenAt(qint64 entries) const {
    std::vector<bool> taken(m_taken.size());
    for (std::size_t i = 0; i < m_taken.size(); ++i) {
        taken[i] = m_taken[i] != 0 && (entries == 0 || m_taken[i] <= entries);
    }
    return taken;
}

bool RunWay::isTakenOver(const std::string& ref, qint64 entries) const {
    const auto known = m_over.find(ref);
    if (known == m_over.end()) {
        return false;
    }
    bool over = false;
    for (const auto& change : known->second) {
        over = entries == 0 || change.entry <= entries ? change.over : over;
    }
    return over;
}

std::string RunWay::beginsAt() const {
    std::string found;
    std::size_t longest = 0;
    for (const auto& [ref, at] : m_index) {
        const auto& node = m_nodes[static_cast<std::size_t>(at)];
        const bool named = m_from == node.name || m_from.starts_with(node.name + ": ");
        const bool better = found.empty() || node.name.size() > longest || (node.name.size() == longest && ref < found);
        if (!m_from.empty() && named && node.come && better && !isTakenOver(ref)) {
            found = ref;
            longest = node.name.size();
        }
    }
    return found;
}

// ---- the fold -----------------------------------------------------------------------------------------------------
bool RunWay::leads(int from, int to) const {
    const auto& edges = m_nodes[static_cast<std::size_t>(from)].edges;
    return std::any_of(edges.begin(), edges.end(),
                       [&](int edge) { return m_targets[static_cast<std::size_t>(edge)] == to; });
}

/// Edges with the same ends are one line.
bool RunWay::take(int from, int to, qint64 entries) {
    bool any = false;
    for (const int edge : m_nodes[static_cast<std::size_t>(from)].edges) {
        const auto at = static_cast<std::size_t>(edge);
        if (m_targets[at] == to) {
            m_taken[at] = m_taken[at] == 0 ? entries : m_taken[at];
            any = true;
        }
    }
    return any;
}

bool RunWay::isLoop(int at) const {
    const auto& type = m_nodes[static_cast<std::size_t>(at)].type;
    return type == "for" || type == "listen" || type == "call";
}

void RunWay::fold(const api::HistoryEntry& entry, qint64 entries) {
    const auto& kind = entry.kind;
    if (kind == "run.completed") {
        return finish(entries);
    }
    const auto found = m_index.find(entry.task);
    if (found == m_index.end()) {
        return;
    }
    const int at = found->second;
    auto& node = m_nodes[static_cast<std::size_t>(at)];
    if (kind == "task.created") {
        arrive(at, entries);
        node.created = true;
    } else if (kind == "task.started") {
        if (!std::exchange(node.created, false) && !std::exchange(node.again, false)) {
            arrive(at, entries);  // of histories that do not tell it before
        }
        node.again = false;
    } else if (kind == "task.completed") {
        leave(at, false);
    } else if (kind == "task.skipped") {
        if (!std::exchange(node.created, false) && !std::exchange(node.again, false)) {
            arrive(at, entries);
        }
        leave(at, true);
    } else if (kind == "task.faulted" || kind == "task.cancelled") {
        node.open = std::max(0, node.open - 1);
        node.created = node.again = false;
        lastIn(node.parent) = kNone;
        if (kind == "task.faulted") {
            m_chain.clear();
        }
    } else if (kind == "task.retried") {
        if (node.open == 0) {  // itself; else what is inside is tried again
            node.open = 1;
            node.again = true;
        }
        node.last = kNone;
        m_chain.clear();
    }
}

void RunWay::arrive(int at, qint64 entries) {
    auto& node = m_nodes[static_cast<std::size_t>(at)];
    const int parent = node.parent;
    const int before = std::exchange(lastIn(parent), kNone);
    m_chain.clear();
    ++node.open;
    node.come = true;
    node.again = false;
    node.last = kNone;
    if (parent == kNone) {
        const int from = before == kNone ? m_start : before;
        if (from != kNone) {
            take(from, at, entries);
        }
        return;
    }
    const auto& outer = m_nodes[static_cast<std::size_t>(parent)];
    if (node.shared && outer.open != 1) {
        return;  // called from elsewhere, or several times at once
    }
    if (before == kNone || outer.type == "fork") {
        take(parent, at, entries);
    } else if (!isLoop(parent)) {
        take(before, at, entries);
    } else if (!leads(before, at)) {
        take(parent, at, entries);  // the next turn
    } else if (!leads(parent, at)) {
        take(before, at, entries);
    }
}

void RunWay::leave(int at, bool skipped) {
    auto& node = m_nodes[static_cast<std::size_t>(at)];
    node.open = std::max(0, node.open - 1);
    node.created = node.again = false;
    node.skipped = skipped;
    lastIn(node.parent) = at;
    if (!m_chain.empty() && m_nodes[static_cast<std::size_t>(m_chain.back())].parent != at) {
        m_chain.clear();
    }
    m_chain.push_back(at);
}

/// Whether the task can have said that the workflow ends. `surely`: it did.
bool RunWay::mayEnd(int at, bool& surely) const {
    const auto& node = m_nodes[static_cast<std::size_t>(at)];
    surely = node.parent == kNone || (node.type != "switch" && node.type != "try");
    return leads(at, m_end) && (node.parent == kNone || !node.skipped);
}

/// Around a task inside of others that says `end` they complete as they do when it was just their last one.
void RunWay::finish(qint64 entries) {
    if (m_end == kNone) {
        return;
    }
    for (const int at : m_chain) {
        bool surely = false;
        if (mayEnd(at, surely)) {
            if (surely) {
                take(at, m_end, entries);
            }
            return;
        }
    }
}

}  // namespace beamline::ui
