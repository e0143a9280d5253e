// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a view of a graph paints: the tasks that are not folded away, their places, and the lines between them, ready
// made. Pure; any thread.

#include <QHash>
#include <QPainterPath>
#include <QRectF>
#include <QSize>
#include <QString>
#include <set>
#include <string>
#include <vector>

#include "ui/widgets/graph_layout.h"

namespace beamline::ui {

using FoldedTasks = std::set<std::string>;  ///< refs of tasks whose insides are not shown

struct GraphScene {
    static constexpr double kMinFit = 0.75;         ///< smaller would not be readable: scroll instead
    static constexpr double kComfortable = 0.9;     ///< the least zoom for a single row
    static constexpr double kOverview = 0.05;       ///< of many nodes, which are panned over in both directions
    static constexpr std::size_t kManyNodes = 400;  ///< from here they are not read in rows

    /// Of a node of the layout, by the same index.
    struct Item {
        bool opens = false;  ///< has tasks inside
        bool folded = false;
        std::vector<std::string> inside;  ///< refs of all tasks inside, at any depth; of folded ones only
    };
    /// Of an edge of the layout, by the same index.
    struct Line {
        QPainterPath path;
        QRectF bounds;
        int target = -1;           ///< node of the layout
        bool alone = false;        ///< nothing else leads to the target
        std::vector<int> sources;  ///< edges of the whole graph that it stands for
    };

    api::Graph graph;  ///< as shown: what is folded away is gone, edges lead to what holds their ends
    GraphLayout layout;
    std::vector<Item> items;
    std::vector<Line> lines;
    QHash<QString, int> byRef;  ///< node of the layout

    /// In rows when one row would be too small to read in `room`, in as many as leave it largest.
    static GraphScene of(const api::Graph& whole, const FoldedTasks& folded, const QSize& room);
    const api::GraphNode& node(int at) const {
        return graph.nodes[static_cast<std::size_t>(layout.nodes[static_cast<std::size_t>(at)].index)];
    }
};

/// Refs of all tasks that have others inside.
FoldedTasks tasksWithInsides(const api::Graph& graph);
/// Refs of what encloses `ref`, the nearest first.
std::vector<std::string> enclosing(const api::Graph& graph, const std::string& ref);

}  // namespace beamline::ui
