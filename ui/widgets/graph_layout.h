// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places the nodes of a definition's graph: layers from left to right, nested scopes as boxes. Pure; any thread.
// Layering by longest path, order within a layer by barycentres (Sugiyama, Tagawa, Toda 1981), scopes laid out inside
// out.

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <string>
#include <vector>

#include "engine/api/values.h"

namespace beamline::ui {

struct GraphLayout {
    static constexpr int kMaxNodes = 2000;  ///< beyond it only the first ones are placed
    static constexpr qreal kNodeWidth = 150;
    static constexpr qreal kNodeHeight = 44;
    static constexpr qreal kDotSize = 14;  ///< start and end

    struct Node {
        int index = 0;  ///< in Graph::nodes
        QRectF rect;
        bool scope = false;  ///< has nodes inside
        int depth = 0;
    };
    struct Edge {
        int index = 0;      ///< in Graph::edges
        QPointF from;       ///< right side of the source
        QPointF to;         ///< left side of the target
        bool back = false;  ///< against the flow
    };
    std::vector<Node> nodes;  ///< outer scopes first, so that painting in order is right
    std::vector<Edge> edges;
    QSizeF size;

    static GraphLayout of(const api::Graph& graph);
};

}  // namespace beamline::ui
