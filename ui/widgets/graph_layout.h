// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places the nodes of a definition's graph: layers from left to right, nested scopes as boxes. Pure; any thread.
// Layering by longest path, bends where an edge passes layers, order within a layer by barycentres (Sugiyama, Tagawa,
// Toda 1981), scopes laid out inside out. What is wider than the room goes on in rows below, as text does.

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <string>
#include <vector>

#include "engine/api/values.h"

namespace beamline::ui {

struct GraphLayout {
    static constexpr int kMaxNodes = 20'000;  ///< beyond it only the first ones are placed
    static constexpr int kMaxBends = 4000;    ///< beyond it edges go straight
    static constexpr qreal kNodeWidth = 146;
    static constexpr qreal kNodeHeight = 44;
    static constexpr qreal kDotSize = 14;  ///< start and end

    struct Node {
        int index = 0;  ///< in Graph::nodes
        QRectF rect;
        bool scope = false;  ///< has nodes inside
        int depth = 0;
    };
    struct Leg {
        QPointF from, to;
        bool wraps = false;  ///< to a row below, through the gap at `turn`
        qreal turn = 0;
    };
    struct Edge {
        int index = 0;          ///< in Graph::edges
        std::vector<Leg> legs;  ///< from the right side of the source to the left side of the target
        bool back = false;      ///< against the flow
    };
    std::vector<Node> nodes;  ///< outer scopes first, so that painting in order is right
    std::vector<Edge> edges;
    QSizeF size;

    /// `room`: rows of the outermost scope are at most so wide; 0: one row.
    static GraphLayout of(const api::Graph& graph, qreal room = 0);
};

}  // namespace beamline::ui
