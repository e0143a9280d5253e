// SPDX-License-Identifier: Apache-2.0
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kDimmed = 0.45;
constexpr double kTextZoom = 0.4;  // below it there is no room for words

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
}  // namespace

void GraphView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_dimmed ? kDimmed : 1);
    painter.translate(origin());
    painter.scale(m_zoom, m_zoom);
    const QRectF exposed = painter.transform().inverted().mapRect(QRectF(event->rect())).adjusted(-4, -20, 4, 4);
    for (const auto& node : m_layout.nodes) {
        if (node.scope && node.rect.intersects(exposed)) {
            paintNode(painter, node);
        }
    }
    for (const auto& edge : m_layout.edges) {
        paintEdge(painter, edge);
    }
    for (const auto& node : m_layout.nodes) {
        if (node.scope || !node.rect.intersects(exposed)) {
            continue;
        }
        const auto& type = m_graph.nodes[static_cast<std::size_t>(node.index)].type;
        if (type == "start" || type == "end") {
            paintDot(painter, node);
        } else {
            paintNode(painter, node);
        }
    }
}

void GraphView::paintDot(QPainter& painter, const GraphLayout::Node& node) const {
    const Tokens& t = Theme::current().tokens();
    const bool end = m_graph.nodes[static_cast<std::size_t>(node.index)].type == "end";
    painter.setPen(QPen(t.text3, 1.5));
    painter.setBrush(end ? t.surface : t.text3);
    painter.drawEllipse(node.rect.adjusted(2, 2, -2, -2));
    if (end) {
        painter.setBrush(t.text3);
        painter.drawEllipse(node.rect.adjusted(5, 5, -5, -5));
    }
}

void GraphView::paintNode(QPainter& painter, const GraphLayout::Node& node) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const auto& task = m_graph.nodes[static_cast<std::size_t>(node.index)];
    const auto* state = stateOf(task.ref);
    const api::Phase phase = state ? state->phase : api::Phase::pending;
    const bool selected = toText(task.ref) == m_selected;
    const QColor line = state ? theme.phaseColor(phase) : t.text3;
    painter.setPen(QPen(selected                                     ? t.accent
                        : node.scope && phase == api::Phase::pending ? t.border
                                                                     : line,
                        selected ? theme.ring() + 1 : theme.ring()));
    painter.setBrush(selected ? t.accentSoft : node.scope ? t.window : t.surface);
    painter.drawRoundedRect(node.rect, space::kRadius, space::kRadius);
    if (!node.scope) {
        QPainterPath clip;
        clip.addRoundedRect(node.rect, space::kRadius, space::kRadius);
        painter.save();
        painter.setClipPath(clip);
        painter.fillRect(QRectF(node.rect.topLeft(), QSizeF(5, node.rect.height())), line);
        painter.restore();
    }
    if (m_zoom < kTextZoom) {
        return;
    }
    const QRectF text =
        QRectF(node.rect.topLeft(), QSizeF(node.rect.width(), GraphLayout::kNodeHeight)).adjusted(16, 5, -8, -5);
    // Phase is said by an icon as well, for those who do not tell the colours apart.
    if (state && phase != api::Phase::pending) {
        Theme::phaseIcon(phase).paint(&painter, QRect(int(node.rect.right()) - 22, int(node.rect.top()) + 5, 14, 14));
    }
    painter.setPen(t.text);
    painter.setFont(theme.font(TextRole::Strong));
    const QRectF top = text.adjusted(0, 0, -16, 0);
    painter.drawText(top, int(Qt::AlignLeft | Qt::AlignTop),
                     painter.fontMetrics().elidedText(toText(task.name), Qt::ElideRight, int(top.width())));
    painter.setPen(t.text2);
    painter.setFont(theme.font(TextRole::Small));
    painter.drawText(text, int(Qt::AlignLeft | Qt::AlignBottom),
                     painter.fontMetrics().elidedText(secondLine(task), Qt::ElideRight, int(text.width())));
}

void GraphView::paintEdge(QPainter& painter, const GraphLayout::Edge& edge) const {
    const Theme& theme = Theme::current();
    const auto& link = m_graph.edges[static_cast<std::size_t>(edge.index)];
    const auto* state = stateOf(link.from);
    const bool walked = state && state->phase != api::Phase::pending;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(walked ? theme.phaseColor(state->phase) : theme.tokens().text3, 1.5,
                        edge.back ? Qt::DashLine : Qt::SolidLine));
    const QPainterPath path = pathOf(edge);
    painter.drawPath(path);
    if (link.label.empty() || m_zoom < kTextZoom) {
        return;
    }
    const auto others = std::count_if(m_graph.edges.begin(), m_graph.edges.end(),
                                      [&](const api::GraphEdge& other) { return other.to == link.to; });
    painter.setPen(theme.tokens().text2);
    painter.setFont(theme.font(TextRole::Small));
    constexpr int kLabelWidth = 140;
    const QString label = painter.fontMetrics().elidedText(toText(link.label), Qt::ElideRight, kLabelWidth);
    const int at = m_byRef.value(toText(link.to), -1);
    if (others == 1 && at >= 0 && !edge.back) {
        const QRectF target = m_layout.nodes[static_cast<std::size_t>(at)].rect;
        painter.drawText(target.topLeft() + QPointF(2, -7), label);
    } else {
        const QPointF middle = path.pointAtPercent(0.5);
        painter.drawText(middle - QPointF(painter.fontMetrics().horizontalAdvance(label) / 2.0, 5), label);
    }
}

}  // namespace beamline::ui
