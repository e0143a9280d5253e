// SPDX-License-Identifier: Apache-2.0
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <map>

#include "ui/models/formatting.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kDimmed = 0.45;
constexpr double kTextZoom = 0.4;  // below it there is no room for words
constexpr double kBoxZoom = 0.25;  // below it tasks are plain boxes
constexpr double kEdgeWidth = 1.25;
constexpr double kTakenWidth = 2;   // the way is told by its weight as well
constexpr double kLineZoom = 0.06;  // below it lines would be nothing but grey
}  // namespace

void GraphView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    if (m_arranging && count() == 0) {
        painter.setPen(Theme::current().tokens().text2);
        painter.drawText(viewport()->rect(), Qt::AlignCenter,
                         tr("Laying out %n task(s)…", nullptr, static_cast<int>(m_graph->nodes.size())));
        return;
    }
    painter.setOpacity(m_dimmed ? kDimmed : 1);
    painter.translate(origin());
    painter.scale(m_zoom, m_zoom);
    const QRectF exposed = painter.transform().inverted().mapRect(QRectF(event->rect())).adjusted(-4, -20, 4, 4);
    if (m_zoom < kBoxZoom) {
        paintBoxes(painter, exposed);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        if (m_scene->layout.nodes[static_cast<std::size_t>(i)].scope && rectOf(i).intersects(exposed)) {
            paintNode(painter, i);
        }
    }
    std::vector<int> taken;  // above the others: lines meet before their target
    for (int i = 0; i < static_cast<int>(m_scene->lines.size()); ++i) {
        const QRectF& bounds = m_scene->lines[static_cast<std::size_t>(i)].bounds;
        if (bounds.adjusted(-1, -GraphLayout::kNodeHeight, GraphLayout::kNodeWidth, 1).intersects(exposed)) {
            wasTaken(i) ? taken.push_back(i) : paintEdge(painter, i);
        }
    }
    for (const int i : taken) {
        paintEdge(painter, i);
    }
    for (int i = 0; i < count(); ++i) {
        if (m_scene->layout.nodes[static_cast<std::size_t>(i)].scope || !rectOf(i).intersects(exposed)) {
            continue;
        }
        const auto& type = m_scene->node(i).type;
        if (type == "start" || type == "end") {
            paintDot(painter, i);
        } else {
            paintNode(painter, i);
        }
    }
}

/// All of a large graph at a glance: a box a task in the colour of its phase, those of one colour at once.
void GraphView::paintBoxes(QPainter& painter, const QRectF& exposed) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    std::map<QRgb, QVector<QRectF>> boxes;
    QVector<QRectF> scopes;
    QRectF selected;
    for (int i = 0; i < count(); ++i) {
        if (!rectOf(i).intersects(exposed)) {
            continue;
        }
        const Shown& shown = m_shown[static_cast<std::size_t>(i)];
        if (m_scene->layout.nodes[static_cast<std::size_t>(i)].scope) {
            scopes << rectOf(i);
        } else {
            boxes[(shown.known ? theme.phaseColor(shown.worst) : t.text3).rgba()] << rectOf(i);
        }
        if (m_scene->byRef.value(m_selected, -1) == i) {
            selected = rectOf(i);
        }
    }
    painter.setPen(QPen(t.border, 0));
    painter.setBrush(t.window);
    painter.drawRects(scopes);
    if (m_zoom >= kLineZoom) {
        QVector<QLineF> lines;
        for (std::size_t i = 0; i < m_scene->lines.size(); ++i) {
            if (!m_scene->lines[i].bounds.adjusted(-1, -1, 1, 1).intersects(exposed)) {
                continue;
            }
            for (const auto& leg : m_scene->layout.edges[i].legs) {
                if (!leg.wraps) {
                    lines << QLineF(leg.from, leg.to);
                }
            }
        }
        painter.setPen(QPen(t.border, 0));
        painter.drawLines(lines);
    }
    painter.setPen(Qt::NoPen);
    for (const auto& [color, rects] : boxes) {
        painter.setBrush(QColor::fromRgba(color));
        painter.drawRects(rects);
    }
    if (selected.isValid()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 3 / m_zoom));
        painter.drawRect(selected.adjusted(-3 / m_zoom, -3 / m_zoom, 3 / m_zoom, 3 / m_zoom));
    }
}

void GraphView::paintDot(QPainter& painter, int at) const {
    const Tokens& t = Theme::current().tokens();
    const bool end = m_scene->node(at).type == "end";
    painter.setPen(QPen(t.text3, 1.5));
    painter.setBrush(end ? t.surface : t.text3);
    painter.drawEllipse(rectOf(at).adjusted(2, 2, -2, -2));
    if (end) {
        painter.setBrush(t.text3);
        painter.drawEllipse(rectOf(at).adjusted(5, 5, -5, -5));
    }
}

void GraphView::paintNode(QPainter& painter, int at) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const auto& item = m_scene->items[static_cast<std::size_t>(at)];
    const Shown& shown = m_shown[static_cast<std::size_t>(at)];
    const bool scope = m_scene->layout.nodes[static_cast<std::size_t>(at)].scope;
    const QRectF rect = rectOf(at);
    const bool selected = m_scene->byRef.value(m_selected, -1) == at;
    const QColor line = shown.known ? theme.phaseColor(shown.worst) : t.text3;
    const QPen pen(selected                                    ? t.accent
                   : scope && shown.own == api::Phase::pending ? t.border
                                                               : line,
                   selected ? theme.ring() + 2 : theme.ring(), shown.over ? Qt::DashLine : Qt::SolidLine);
    const QBrush brush(selected ? t.accentSoft : scope ? t.window : t.surface);
    if (selected && hasFocus()) {  // where the keyboard is, beside what is chosen
        constexpr qreal kAround = 4;
        painter.setPen(QPen(t.accent, theme.ring()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-kAround, -kAround, kAround, kAround), space::kRadius + kAround,
                                space::kRadius + kAround);
    }
    painter.setPen(pen);
    painter.setBrush(brush);
    if (item.folded) {  // a second sheet below it: there is more
        painter.drawRoundedRect(rect.adjusted(space::k4, space::k4, space::k4, space::k4), space::kRadius,
                                space::kRadius);
    }
    painter.drawRoundedRect(rect, space::kRadius, space::kRadius);
    if (!scope) {
        QPainterPath clip;
        clip.addRoundedRect(rect, space::kRadius, space::kRadius);
        painter.save();
        painter.setClipPath(clip, Qt::IntersectClip);
        painter.fillRect(QRectF(rect.topLeft(), QSizeF(5, rect.height())), line);
        painter.restore();
    }
    if (m_zoom >= kTextZoom) {
        paintWords(painter, at);
    }
}

void GraphView::paintWords(QPainter& painter, int at) const {
    const Theme& theme = Theme::current();
    const auto& item = m_scene->items[static_cast<std::size_t>(at)];
    const Shown& shown = m_shown[static_cast<std::size_t>(at)];
    const QRectF rect = rectOf(at);
    const QRectF head(rect.topLeft(), QSizeF(rect.width(), GraphLayout::kNodeHeight));
    const QRectF text = head.adjusted(item.opens ? space::k8 + space::k24 : space::k16, 5, -8, -5);
    if (item.opens) {
        const QRectF mark = foldMark(at);
        Icon::get(item.folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"))
            .paint(&painter,
                   QRect(int(mark.left()) + space::k4, int(mark.center().y()) - space::k8, space::kIcon, space::kIcon));
    }
    // Phase is said by an icon as well, for those who do not tell the colours apart.
    if (shown.known && shown.worst != api::Phase::pending) {
        const QIcon icon = shown.over && !item.folded ? Icon::get(QStringLiteral("copy"), Icon::Role::Completed)
                                                      : Theme::phaseIcon(shown.worst);
        icon.paint(&painter, QRect(int(rect.right()) - 22, int(rect.top()) + 5, 14, 14));
    }
    painter.setPen(theme.tokens().text);
    painter.setFont(theme.font(TextRole::Strong));
    const QRectF top = text.adjusted(0, 0, -16, 0);
    painter.drawText(top, int(Qt::AlignLeft | Qt::AlignTop),
                     painter.fontMetrics().elidedText(cutText(m_scene->node(at).name, kShownTitle), Qt::ElideRight,
                                                      int(top.width())));
    painter.setPen(theme.tokens().text2);
    painter.setFont(theme.font(TextRole::Small));
    painter.drawText(text, int(Qt::AlignLeft | Qt::AlignBottom),
                     painter.fontMetrics().elidedText(secondLine(at), Qt::ElideRight, int(text.width())));
}

void GraphView::paintEdge(QPainter& painter, int at) const {
    const Theme& theme = Theme::current();
    const auto& edge = m_scene->layout.edges[static_cast<std::size_t>(at)];
    const auto& line = m_scene->lines[static_cast<std::size_t>(at)];
    const auto& link = m_scene->graph.edges[static_cast<std::size_t>(edge.index)];
    const bool taken = wasTaken(at);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(taken ? theme.phaseColor(api::Phase::completed) : theme.tokens().text3,
                        taken ? kTakenWidth : kEdgeWidth, edge.back ? Qt::DashLine : Qt::SolidLine));
    if (m_zoom < kTextZoom) {
        painter.drawLine(QLineF(line.path.elementAt(0), line.path.currentPosition()));
        return;
    }
    painter.drawPath(line.path);
    if (link.label.empty()) {
        return;
    }
    painter.setPen(theme.tokens().text2);
    painter.setFont(theme.font(TextRole::Small));
    constexpr int kLabelWidth = 140;
    const QString label =
        painter.fontMetrics().elidedText(cutText(link.label, kShownTitle), Qt::ElideRight, kLabelWidth);
    if (line.alone && line.target >= 0 && !edge.back) {
        painter.drawText(rectOf(line.target).topLeft() + QPointF(2, -7), label);
    } else {
        const QPointF middle = line.path.pointAtPercent(0.5);
        painter.drawText(middle - QPointF(painter.fontMetrics().horizontalAdvance(label) / 2.0, 5), label);
    }
}

}  // namespace beamline::ui
