// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graph_scene.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
QPainterPath curve(const QPointF& from, const QPointF& to, bool back) {
    QPainterPath path(from);
    if (back) {  // around below the nodes, so that a loop is seen as one
        const qreal drop = std::max(from.y(), to.y()) + GraphLayout::kNodeHeight;
        path.cubicTo({from.x() + 40, drop}, {to.x() - 40, drop}, to);
    } else {
        const qreal bend = std::max<qreal>((to.x() - from.x()) / 2, 12);
        path.cubicTo({from.x() + bend, from.y()}, {to.x() - bend, to.y()}, to);
    }
    return path;
}

/// Down into the gap between two rows, along it, and down to the left side of the target.
void wrap(QPainterPath& path, const GraphLayout::Leg& leg) {
    constexpr qreal kOut = 14;
    constexpr qreal kRound = 8;
    const qreal right = leg.from.x() + kOut;
    const qreal left = leg.to.x() - kOut;
    path.lineTo(right - kRound, leg.from.y());
    path.quadTo({right, leg.from.y()}, {right, leg.from.y() + kRound});
    path.lineTo(right, leg.turn - kRound);
    path.quadTo({right, leg.turn}, {right - kRound, leg.turn});
    path.lineTo(left + kRound, leg.turn);
    path.quadTo({left, leg.turn}, {left, leg.turn + kRound});
    path.lineTo(left, leg.to.y() - kRound);
    path.quadTo({left, leg.to.y()}, {left + kRound, leg.to.y()});
    path.lineTo(leg.to);
}

QPainterPath pathOf(const GraphLayout::Edge& edge) {
    QPainterPath path(edge.legs.front().from);
    for (const auto& leg : edge.legs) {
        if (leg.wraps) {
            wrap(path, leg);
        } else {
            path.connectPath(curve(leg.from, leg.to, edge.back));
        }
    }
    return path;
}

/// Which node of `whole` each one is shown by: itself, or the outermost folded one that holds it.
struct Folding {
    Folding(const api::Graph& graph, const FoldedTasks& folded) : shownBy(graph.nodes.size()) {
        std::unordered_map<std::string, int> byRef;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            byRef.emplace(graph.nodes[i].ref, static_cast<int>(i));
        }
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            const auto parent = byRef.find(graph.nodes[i].parent);
            shownBy[i] = static_cast<int>(i);
            // As in the layout, what encloses comes first.
            if (parent != byRef.end() && parent->second < static_cast<int>(i)) {
                const int outer = parent->second;
                opens.insert(outer);
                const int by = shownBy[static_cast<std::size_t>(outer)];
                if (by != outer || folded.contains(graph.nodes[static_cast<std::size_t>(outer)].ref)) {
                    shownBy[i] = by;
                }
            }
        }
        for (std::size_t i = 0; i < shownBy.size(); ++i) {
            if (shownBy[i] != static_cast<int>(i)) {
                inside[shownBy[i]].push_back(static_cast<int>(i));
            }
        }
        refs = std::move(byRef);
    }

    std::vector<int> shownBy;
    std::unordered_set<int> opens;
    std::unordered_map<int, std::vector<int>> inside;
    std::unordered_map<std::string, int> refs;
};

/// `sources`: by edge, those of `whole` that it stands for.
api::Graph folded(const api::Graph& whole, const Folding& folding, std::vector<std::vector<int>>& sources) {
    api::Graph graph;
    for (std::size_t i = 0; i < whole.nodes.size(); ++i) {
        if (folding.shownBy[i] == static_cast<int>(i)) {
            graph.nodes.push_back(whole.nodes[i]);
        }
    }
    if (folding.inside.empty()) {
        graph.edges = whole.edges;
        for (std::size_t i = 0; i < whole.edges.size(); ++i) {
            sources.push_back({static_cast<int>(i)});
        }
        return graph;
    }
    std::map<std::pair<int, int>, std::size_t> lifted;  // between the same two once, if it was lifted
    for (std::size_t i = 0; i < whole.edges.size(); ++i) {
        const auto& edge = whole.edges[i];
        const auto from = folding.refs.find(edge.from);
        const auto to = folding.refs.find(edge.to);
        if (from == folding.refs.end() || to == folding.refs.end()) {
            continue;
        }
        const int a = folding.shownBy[static_cast<std::size_t>(from->second)];
        const int b = folding.shownBy[static_cast<std::size_t>(to->second)];
        const bool other = a != from->second || b != to->second;
        if (other && a == b) {
            continue;
        }
        if (other) {
            const auto [known, fresh] = lifted.try_emplace({a, b}, sources.size());
            if (!fresh) {
                sources[known->second].push_back(static_cast<int>(i));
                continue;
            }
        }
        sources.push_back({static_cast<int>(i)});
        graph.edges.push_back(
            {whole.nodes[static_cast<std::size_t>(a)].ref, whole.nodes[static_cast<std::size_t>(b)].ref, edge.label});
    }
    return graph;
}

GraphLayout arranged(const api::Graph& graph, const QSize& room) {
    auto layout = GraphLayout::of(graph);
    if (layout.size.width() * GraphScene::kComfortable <= room.width()) {
        return layout;
    }
    const std::vector<double> zooms = graph.nodes.size() < GraphScene::kManyNodes
                                          ? std::vector{1.0, 0.9, 0.8, GraphScene::kMinFit}
                                          : std::vector{GraphScene::kMinFit, 0.25, 0.1, GraphScene::kOverview};
    double best = 0;
    for (const double zoom : zooms) {
        auto rows = GraphLayout::of(graph, room.width() / zoom);
        const double fits = std::min(room.width() / rows.size.width(), room.height() / rows.size.height());
        if (fits > best) {
            best = fits;
            layout = std::move(rows);
        }
    }
    return layout;
}
}  // namespace

GraphScene GraphScene::of(const api::Graph& whole, const FoldedTasks& hidden, const QSize& room) {
    const Folding folding(whole, hidden);
    GraphScene scene;
    std::vector<std::vector<int>> sources;
    scene.graph = folded(whole, folding, sources);
    scene.layout = arranged(scene.graph, room);
    scene.items.resize(scene.layout.nodes.size());
    for (std::size_t i = 0; i < scene.layout.nodes.size(); ++i) {
        const auto& ref = scene.node(static_cast<int>(i)).ref;
        scene.byRef.insert(toText(ref), static_cast<int>(i));
        const int index = folding.refs.at(ref);
        Item& item = scene.items[i];
        item.opens = folding.opens.contains(index);
        if (const auto within = folding.inside.find(index); within != folding.inside.end()) {
            item.folded = true;
            for (const int one : within->second) {
                item.inside.push_back(whole.nodes[static_cast<std::size_t>(one)].ref);
            }
        }
    }
    std::unordered_map<std::string, int> leading;
    for (const auto& edge : scene.graph.edges) {
        ++leading[edge.to];
    }
    for (const auto& edge : scene.layout.edges) {
        const auto& link = scene.graph.edges[static_cast<std::size_t>(edge.index)];
        Line line;
        line.path = pathOf(edge);
        line.bounds = line.path.controlPointRect();
        line.target = scene.byRef.value(toText(link.to), -1);
        line.alone = leading[link.to] == 1;
        line.sources = sources[static_cast<std::size_t>(edge.index)];
        scene.lines.push_back(std::move(line));
    }
    return scene;
}

FoldedTasks tasksWithInsides(const api::Graph& graph) {
    FoldedTasks refs;
    std::unordered_set<std::string> known;
    for (const auto& node : graph.nodes) {
        if (!node.parent.empty() && known.contains(node.parent)) {
            refs.insert(node.parent);
        }
        known.insert(node.ref);
    }
    return refs;
}

std::vector<std::string> enclosing(const api::Graph& graph, const std::string& ref) {
    std::unordered_map<std::string, const api::GraphNode*> byRef;
    for (const auto& node : graph.nodes) {
        byRef.emplace(node.ref, &node);
    }
    std::vector<std::string> outer;
    for (auto at = byRef.find(ref); at != byRef.end() && outer.size() <= graph.nodes.size();) {
        at = byRef.find(at->second->parent);
        if (at != byRef.end()) {
            outer.push_back(at->first);
        }
    }
    return outer;
}

}  // namespace beamline::ui
