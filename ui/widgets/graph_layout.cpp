// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace beamline::ui {

namespace {

constexpr qreal kGapX = 36;
constexpr qreal kGapY = 28;
constexpr qreal kRowGap = 52;
constexpr qreal kLane = 4;  // height of a bend
constexpr qreal kScopePad = 12;
constexpr qreal kScopeTitle = 48;
constexpr int kOrderPasses = 6;
constexpr int kMaxDepth = 32;

using Index = int;

/// Lays out the children of one scope after the scopes inside it, so that their sizes are known.
class Builder {
public:
    Builder(const api::Graph& graph, qreal room) : m_graph(graph), m_room(room) {
        const auto count = std::min<std::size_t>(graph.nodes.size(), GraphLayout::kMaxNodes);
        m_parent.assign(count, -1);
        m_size.assign(count, QSizeF());
        m_position.assign(count, QPointF());
        m_layer.assign(count, 0);
        m_row.assign(count, 0);
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
        linkScopes();
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
        addBends(layers);
        order(layers);
        return scope < 0 && m_room > 0 ? positionRows(layers) : position(layers, 0, layers.size(), 0);
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

    /// Each edge belongs to the one scope that holds its ends, or what holds them, side by side.
    void linkScopes() {
        std::vector<int> depth(m_parent.size(), 0);
        for (std::size_t i = 0; i < m_parent.size(); ++i) {  // parents come first
            depth[i] = m_parent[i] < 0 ? 0 : depth[static_cast<std::size_t>(m_parent[i])] + 1;
        }
        const auto up = [this](Index node) { return m_parent[static_cast<std::size_t>(node)]; };
        const auto deep = [&depth](Index node) { return depth[static_cast<std::size_t>(node)]; };
        for (const auto& edge : m_graph.edges) {
            const auto from = m_byRef.find(edge.from);
            const auto to = m_byRef.find(edge.to);
            if (from == m_byRef.end() || to == m_byRef.end()) {
                continue;
            }
            Index a = from->second;
            Index b = to->second;
            while (deep(a) > deep(b)) {
                a = up(a);
            }
            while (deep(b) > deep(a)) {
                b = up(b);
            }
            while (a != b && up(a) != up(b)) {
                a = up(a);
                b = up(b);
            }
            if (a != b) {
                m_links[up(a)][a].push_back(b);
            }
        }
    }

    /// Longest path from the sources; an edge that closes a circle (found by depth-first search) does not count.
    Layers layersOf(Index scope, const std::vector<Index>& children) {
        const Links& links = m_links[scope];
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
            m_layer[static_cast<std::size_t>(child)] = layer[child];
            layers[static_cast<std::size_t>(layer[child])].push_back(child);
        }
        m_forward = std::move(forward);
        return layers;
    }

    /// An edge that passes layers gets a place of its own in each, so that it does not run behind their nodes.
    void addBends(Layers& layers) {
        Links links;
        for (auto& [from, targets] : m_forward) {
            std::sort(targets.begin(), targets.end());
            targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
            for (const Index to : targets) {
                Index before = from;
                auto& chain = m_bends[{from, to}];
                const int last = m_layer[static_cast<std::size_t>(to)];
                for (int at = m_layer[static_cast<std::size_t>(from)] + 1;
                     at < last && m_bendCount < GraphLayout::kMaxBends; ++at) {
                    const auto bend = static_cast<Index>(m_size.size());
                    m_size.emplace_back(0, kLane);
                    m_position.emplace_back();
                    m_row.push_back(0);
                    ++m_bendCount;
                    layers[static_cast<std::size_t>(at)].push_back(bend);
                    links[before].push_back(bend);
                    chain.push_back(bend);
                    before = bend;
                }
                links[before].push_back(to);
            }
        }
        m_forward = std::move(links);
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

    qreal widthOf(const std::vector<Index>& layer) const {
        qreal width = 0;
        for (const Index node : layer) {
            width = std::max(width, m_size[static_cast<std::size_t>(node)].width());
        }
        return width;
    }

    /// Where rows of at most `room` begin, and their number of layers.
    std::vector<std::pair<std::size_t, std::size_t>> rowsOf(const Layers& layers, qreal room) const {
        std::vector<std::pair<std::size_t, std::size_t>> rows;
        qreal x = 0;
        for (std::size_t at = 0; at < layers.size(); ++at) {
            const qreal width = widthOf(layers[at]);
            if (rows.empty() || x + width > room) {
                rows.emplace_back(at, 0);
                x = 0;
            }
            ++rows.back().second;
            x += width + kGapX;
        }
        return rows;
    }

    /// As few rows as fit, of about the same width.
    QSizeF positionRows(const Layers& layers) {
        const std::size_t fewest = rowsOf(layers, m_room).size();
        qreal room = m_room;
        constexpr qreal kStep = 20;
        while (fewest > 1 && room > 2 * GraphLayout::kNodeWidth && rowsOf(layers, room - kStep).size() == fewest) {
            room -= kStep;
        }
        QSizeF size;
        int row = 0;
        for (const auto& [first, count] : rowsOf(layers, room)) {
            const qreal top = row == 0 ? 0 : size.height() + kRowGap;
            const QSizeF here = position(layers, first, count, top);
            for (std::size_t at = first; at < first + count; ++at) {
                for (const Index node : layers[at]) {
                    m_row[static_cast<std::size_t>(node)] = row;
                }
            }
            m_rowTop.push_back(top);
            size = {std::max(size.width(), here.width()), top + here.height()};
            ++row;
        }
        return size;
    }

    /// Columns as wide as their widest node, each centred on the tallest one.
    QSizeF position(const Layers& layers, std::size_t first, std::size_t count, qreal top) {
        qreal height = 0;
        for (std::size_t at = first; at < first + count; ++at) {
            height = std::max(height, heightOf(layers[at]));
        }
        qreal x = 0;
        for (std::size_t at = first; at < first + count; ++at) {
            const auto& layer = layers[at];
            const qreal width = widthOf(layer);
            qreal y = top + (height - heightOf(layer)) / 2;
            for (const Index node : layer) {
                if (static_cast<std::size_t>(node) >= m_parent.size()) {
                    m_size[static_cast<std::size_t>(node)].setWidth(width);  // a bend passes the whole column
                }
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
        m_origin[scope] = origin;
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
            QPointF start(source.right(), source.center().y());
            QPointF end(target.left(), target.center().y());
            if (source.contains(target)) {  // from a scope into it
                start = {source.left(), target.center().y()};
                line.legs.push_back({start, end});
            } else if (target.contains(source)) {
                end = {target.right(), source.center().y()};
                line.legs.push_back({start, end});
            } else {
                addLegs(from->second, to->second, start, end, line);
            }
            layout.edges.push_back(line);
        }
    }

    /// Through the bends of the edge between those two that hold its ends side by side in one scope.
    void addLegs(Index from, Index to, QPointF start, QPointF end, GraphLayout::Edge& line) const {
        Index scope = m_parent[static_cast<std::size_t>(from)];
        while (scope >= 0 && lift(to, scope) < 0) {
            scope = m_parent[static_cast<std::size_t>(scope)];
        }
        const Index a = lift(from, scope);
        const Index b = lift(to, scope);
        line.back = a == b || m_layer[static_cast<std::size_t>(b)] <= m_layer[static_cast<std::size_t>(a)];
        int row = m_row[static_cast<std::size_t>(a)];
        const auto go = [&](QPointF target, Index node) {
            const int next = m_row[static_cast<std::size_t>(node)];
            const bool wraps = !line.back && next > row;
            line.legs.push_back(
                {start, target, wraps, wraps ? m_rowTop[static_cast<std::size_t>(next)] - kRowGap / 2 : 0});
            row = next;
        };
        if (const auto bends = m_bends.find({a, b}); bends != m_bends.end() && !line.back) {
            for (const Index bend : bends->second) {
                const auto at = static_cast<std::size_t>(bend);
                const QPointF left = m_origin.at(scope) + m_position[at] + QPointF(0, kLane / 2);
                go(left, bend);
                start = left + QPointF(m_size[at].width(), 0);
                line.legs.push_back({left, start});
            }
        }
        go(end, b);
    }

    const api::Graph& m_graph;
    qreal m_room;
    std::unordered_map<std::string, Index> m_byRef;
    std::vector<Index> m_parent;
    std::map<Index, std::vector<Index>> m_children;
    std::map<Index, Links> m_links;  // of a scope, between its children
    std::vector<QSizeF> m_size;
    std::vector<QPointF> m_position;  // within the scope
    std::vector<int> m_layer;         // within the scope
    std::vector<int> m_row;           // of the outermost scope
    std::vector<qreal> m_rowTop;
    std::map<Index, QPointF> m_origin;  // of a scope's inside
    std::map<std::pair<Index, Index>, std::vector<Index>> m_bends;
    int m_bendCount = 0;
    Links m_forward;
    std::map<Index, std::size_t> m_placed;
};

}  // namespace

GraphLayout GraphLayout::of(const api::Graph& graph, qreal room) {
    return Builder(graph, room).build();
}

}  // namespace beamline::ui
