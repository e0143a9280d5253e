// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace beamline::ui {

namespace {

constexpr qreal kGapX = 48;
constexpr qreal kGapY = 28;
constexpr qreal kScopePad = 16;
constexpr qreal kScopeTitle = 48;
constexpr int kOrderPasses = 6;
constexpr int kMaxDepth = 32;

using Index = int;

/// Lays out the children of one scope after the scopes inside it, so that their sizes are known.
class Builder {
public:
    explicit Builder(const api::Graph& graph) : m_graph(graph) {
        const auto count = std::min<std::size_t>(graph.nodes.size(), GraphLayout::kMaxNodes);
        m_parent.assign(count, -1);
        m_size.assign(count, QSizeF());
        m_position.assign(count, QPointF());
        for (std::size_t i = 0; i < count; ++i) {
            m_byRef.emplace(graph.nodes[i].ref, static_cast<Index>(i));
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto parent = m_byRef.find(graph.nodes[i].parent);
            // A parent after its child or equal to it could make a circle; documents list the outer scope first.
            if (parent != m_byRef.end() && parent->second < static_cast<Index>(i)) {
                m_parent[i] = parent->second;
            }
            m_children[m_parent[i]].push_back(static_cast<Index>(i));
        }
    }

    GraphLayout build() {
        GraphLayout layout;
        layout.size = place(-1, 0);
        emit(-1, QPointF(0, 0), 0, layout);
        emitEdges(layout);
        return layout;
    }

private:
    QSizeF place(Index scope, int depth) {
        const auto found = m_children.find(scope);
        if (found == m_children.end()) {
            return {};
        }
        const auto& children = found->second;
        for (const Index child : children) {
            m_size[static_cast<std::size_t>(child)] = sizeOf(child, depth);
        }
        auto layers = layersOf(scope, children);
        order(layers);
        return position(layers);
    }

    QSizeF sizeOf(Index node, int depth) {
        const auto& type = m_graph.nodes[static_cast<std::size_t>(node)].type;
        if (type == "start" || type == "end") {
            return {GraphLayout::kDotSize, GraphLayout::kDotSize};
        }
        if (!m_children.count(node) || depth >= kMaxDepth) {
            return {GraphLayout::kNodeWidth, GraphLayout::kNodeHeight};
        }
        const QSizeF inner = place(node, depth + 1);
        return {std::max(inner.width() + 2 * kScopePad, GraphLayout::kNodeWidth),
                inner.height() + kScopeTitle + kScopePad};
    }

    /// The child of `scope` that holds `node`, or -1.
    Index lift(Index node, Index scope) const {
        while (node >= 0 && m_parent[static_cast<std::size_t>(node)] != scope) {
            node = m_parent[static_cast<std::size_t>(node)];
        }
        return node;
    }

    using Layers = std::vector<std::vector<Index>>;
    using Links = std::map<Index, std::vector<Index>>;

    Links linksOf(Index scope) const {
        Links links;
        for (const auto& edge : m_graph.edges) {
            const auto from = m_byRef.find(edge.from);
            const auto to = m_byRef.find(edge.to);
            if (from == m_byRef.end() || to == m_byRef.end()) {
                continue;
            }
            const Index a = lift(from->second, scope);
            const Index b = lift(to->second, scope);
            if (a >= 0 && b >= 0 && a != b) {
                links[a].push_back(b);
            }
        }
        return links;
    }

    /// Longest path from the sources; an edge that closes a circle (found by depth-first search) does not count.
    Layers layersOf(Index scope, const std::vector<Index>& children) {
        const Links links = linksOf(scope);
        std::vector<Index> sorted;
        std::map<Index, int> mark;  // 1: on the path, 2: done
        Links forward;
        struct Step {
            Index node;
            std::size_t next;
        };
        for (const Index root : children) {
            if (mark[root]) {
                continue;
            }
            std::vector<Step> path{{root, 0}};
            mark[root] = 1;
            while (!path.empty()) {
                const Index node = path.back().node;
                const auto out = links.find(node);
                if (out == links.end() || path.back().next >= out->second.size()) {
                    mark[node] = 2;
                    sorted.push_back(node);
                    path.pop_back();
                    continue;
                }
                const Index target = out->second[path.back().next++];
                if (mark[target] == 1) {
                    continue;
                }
                forward[node].push_back(target);
                if (mark[target] == 0) {
                    mark[target] = 1;
                    path.push_back({target, 0});
                }
            }
        }
        std::map<Index, int> layer;
        int deepest = 0;
        for (auto node = sorted.rbegin(); node != sorted.rend(); ++node) {
            for (const Index target : forward[*node]) {
                layer[target] = std::max(layer[target], layer[*node] + 1);
                deepest = std::max(deepest, layer[target]);
            }
        }
        Layers layers(static_cast<std::size_t>(deepest) + 1);
        for (const Index child : children) {
            layers[static_cast<std::size_t>(layer[child])].push_back(child);
        }
        m_forward = std::move(forward);
        return layers;
    }

    void order(Layers& layers) {
        Links backward;
        for (const auto& [from, targets] : m_forward) {
            for (const Index to : targets) {
                backward[to].push_back(from);
            }
        }
        for (int pass = 0; pass < kOrderPasses; ++pass) {
            const bool down = pass % 2 == 0;
            for (std::size_t step = 1; step < layers.size(); ++step) {
                const std::size_t at = down ? step : layers.size() - 1 - step;
                const auto& fixed = layers[down ? at - 1 : at + 1];
                sortByBarycentre(layers[at], fixed, down ? backward : m_forward);
            }
        }
    }

    static void sortByBarycentre(std::vector<Index>& layer, const std::vector<Index>& fixed, const Links& links) {
        std::map<Index, double> place;
        for (std::size_t i = 0; i < fixed.size(); ++i) {
            place[fixed[i]] = static_cast<double>(i) / static_cast<double>(fixed.size());
        }
        std::map<Index, double> weight;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            double sum = 0;
            int count = 0;
            if (const auto found = links.find(layer[i]); found != links.end()) {
                for (const Index other : found->second) {
                    if (const auto at = place.find(other); at != place.end()) {
                        sum += at->second;
                        ++count;
                    }
                }
            }
            weight[layer[i]] = count ? sum / count : static_cast<double>(i) / static_cast<double>(layer.size());
        }
        std::stable_sort(layer.begin(), layer.end(), [&](Index a, Index b) { return weight[a] < weight[b]; });
    }

    /// Columns as wide as their widest node, each centred on the tallest one.
    QSizeF position(const Layers& layers) {
        qreal height = 0;
        for (const auto& layer : layers) {
            height = std::max(height, heightOf(layer));
        }
        qreal x = 0;
        for (const auto& layer : layers) {
            qreal width = 0;
            for (const Index node : layer) {
                width = std::max(width, m_size[static_cast<std::size_t>(node)].width());
            }
            qreal y = (height - heightOf(layer)) / 2;
            for (const Index node : layer) {
                const QSizeF size = m_size[static_cast<std::size_t>(node)];
                m_position[static_cast<std::size_t>(node)] = {x + (width - size.width()) / 2, y};
                y += size.height() + kGapY;
            }
            x += width + kGapX;
        }
        return {x - kGapX, height};
    }

    qreal heightOf(const std::vector<Index>& layer) const {
        qreal height = -kGapY;
        for (const Index node : layer) {
            height += m_size[static_cast<std::size_t>(node)].height() + kGapY;
        }
        return std::max<qreal>(height, 0);
    }

    void emit(Index scope, QPointF origin, int depth, GraphLayout& layout) {
        const auto found = m_children.find(scope);
        if (found == m_children.end()) {
            return;
        }
        for (const Index node : found->second) {
            const auto i = static_cast<std::size_t>(node);
            const QRectF rect(origin + m_position[i], m_size[i]);
            const bool inside = m_children.count(node) != 0 && depth < kMaxDepth;
            m_placed[node] = layout.nodes.size();
            layout.nodes.push_back({node, rect, inside, depth});
            if (inside) {
                emit(node, rect.topLeft() + QPointF(kScopePad, kScopeTitle), depth + 1, layout);
            }
        }
    }

    void emitEdges(GraphLayout& layout) const {
        for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
            const auto& edge = m_graph.edges[i];
            const auto from = m_byRef.find(edge.from);
            const auto to = m_byRef.find(edge.to);
            if (from == m_byRef.end() || to == m_byRef.end()) {
                continue;
            }
            const auto a = m_placed.find(from->second);
            const auto b = m_placed.find(to->second);
            if (a == m_placed.end() || b == m_placed.end()) {
                continue;
            }
            const QRectF source = layout.nodes[a->second].rect;
            const QRectF target = layout.nodes[b->second].rect;
            GraphLayout::Edge line;
            line.index = static_cast<int>(i);
            line.from = {source.right(), source.center().y()};
            line.to = {target.left(), target.center().y()};
            if (source.contains(target)) {  // from a scope into it
                line.from = {source.left(), target.center().y()};
            } else if (target.contains(source)) {
                line.to = {target.right(), source.center().y()};
            }
            line.back = line.to.x() < line.from.x();
            layout.edges.push_back(line);
        }
    }

    const api::Graph& m_graph;
    std::unordered_map<std::string, Index> m_byRef;
    std::vector<Index> m_parent;
    std::map<Index, std::vector<Index>> m_children;
    std::vector<QSizeF> m_size;
    std::vector<QPointF> m_position;  // within the scope
    Links m_forward;
    std::map<Index, std::size_t> m_placed;
};

}  // namespace

GraphLayout GraphLayout::of(const api::Graph& graph) {
    return Builder(graph).build();
}

}  // namespace beamline::ui
