// SPDX-License-Identifier: Apache-2.0
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/widgets/graph_view.h"

namespace beamline::ui {

namespace {
bool isGraphDot(const api::GraphNode& node) {
    return node.type == "start" || node.type == "end";
}
}  // namespace

int GraphView::nodeAt(const QPoint& viewportPoint) const {
    const QPointF at = (QPointF(viewportPoint) - origin()) / m_zoom;
    for (int i = count() - 1; i >= 0; --i) {  // inner ones come later
        if (rectOf(i).contains(at) && !isGraphDot(m_scene->node(i))) {
            return i;
        }
    }
    return -1;
}

void GraphView::userSelect(int layoutIndex) {
    const QString ref = layoutIndex < 0 ? QString() : toText(m_scene->node(layoutIndex).ref);
    if (ref != m_selected) {
        select(ref);
        Q_EMIT taskSelected(m_selected);
    }
}

void GraphView::toggle(int layoutIndex) {
    if (layoutIndex >= 0) {
        const QString ref = toText(m_scene->node(layoutIndex).ref);
        setFolded(ref, !isFolded(ref));
    }
}

void GraphView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_press = event->position().toPoint();
    m_pressScroll = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
    m_panning = false;
}

void GraphView::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) {
        return;
    }
    constexpr int kDragDistance = 5;
    const QPoint moved = event->position().toPoint() - m_press;
    if (!m_panning && moved.manhattanLength() > kDragDistance) {
        m_panning = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (m_panning) {
        horizontalScrollBar()->setValue(m_pressScroll.x() - moved.x());
        verticalScrollBar()->setValue(m_pressScroll.y() - moved.y());
    }
}

void GraphView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    viewport()->unsetCursor();
    if (!std::exchange(m_panning, false)) {
        const int at = nodeAt(m_press);
        if (at >= 0 && viewRect(foldMark(at)).contains(m_press)) {
            toggle(at);
        } else {
            userSelect(at);
        }
    }
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    const int at = nodeAt(event->position().toPoint());
    if (at < 0 || viewRect(foldMark(at)).contains(event->position().toPoint())) {
        m_press = event->position().toPoint();  // two quick clicks on the mark are two clicks
        return;
    }
    if (m_scene->items[static_cast<std::size_t>(at)].folded) {
        toggle(at);
    } else if (!m_selected.isEmpty()) {
        Q_EMIT taskActivated(m_selected);
    }
}

void GraphView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        zoomBy(std::pow(1.0015, event->angleDelta().y()));
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void GraphView::keyPressEvent(QKeyEvent* event) {
    constexpr double kKeyZoom = 1.2;
    const bool chosen = !m_selected.isEmpty();
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomBy(kKeyZoom);
        case Qt::Key_Minus:
            return zoomBy(1 / kKeyZoom);
        case Qt::Key_0:
            return fitOrAll();
        case Qt::Key_Asterisk:
            return foldAll(false);
        case Qt::Key_Slash:
            return foldAll(true);
        case Qt::Key_Space:
            if (chosen) {
                return setFolded(m_selected, !isFolded(m_selected));
            }
            break;
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Home:
        case Qt::Key_End:
            return moveSelection(event->key());
        case Qt::Key_Escape:
            if (chosen) {
                return userSelect(-1);
            }
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (chosen) {
                Q_EMIT taskActivated(m_selected);
                return;
            }
            break;
        default:
            break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void GraphView::moveSelection(int key) {
    // Within the scope first, then elsewhere; down from a scope leads into it, up out of it.
    constexpr qreal kElsewhere = 1e6;
    const bool end = key == Qt::Key_Home || key == Qt::Key_End;
    const int current = end ? -1 : m_scene->byRef.value(m_selected, -1);
    const bool horizontal = key == Qt::Key_Left || key == Qt::Key_Right;
    const qreal sense = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
    int best = -1;
    qreal bestCost = 0;
    for (int i = 0; i < count(); ++i) {
        if (i == current || isGraphDot(m_scene->node(i))) {
            continue;
        }
        qreal cost = key == Qt::Key_End ? -i : i;
        if (current >= 0) {
            const auto& task = m_scene->node(i);
            const auto& from = m_scene->node(current);
            const QPointF step = rectOf(i).center() - rectOf(current).center();
            const qreal along = (horizontal ? step.x() : step.y()) * sense;
            const bool enters = key == Qt::Key_Down && task.parent == from.ref;
            const bool leaves = key == Qt::Key_Up && from.parent == task.ref;
            if (along <= 1 && !enters && !leaves) {
                continue;
            }
            cost = std::abs(along) + 2 * std::abs(horizontal ? step.y() : step.x());  // what lies aside costs double
            if (rectOf(i).contains(rectOf(current))) {
                cost += leaves ? kElsewhere / 2 : 2 * kElsewhere;
            } else if (task.parent != from.parent) {
                cost += enters ? -kElsewhere : kElsewhere;
            }
        }
        if (best < 0 || cost < bestCost) {
            best = i;
            bestCost = cost;
        }
    }
    if (best >= 0) {
        userSelect(best);
    }
}

bool GraphView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QAbstractScrollArea::viewportEvent(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList lines;
    if (const int at = nodeAt(help->pos()); at >= 0) {
        const auto& item = m_scene->items[static_cast<std::size_t>(at)];
        const Shown& shown = m_shown[static_cast<std::size_t>(at)];
        lines << cutText(m_scene->node(at).name, kShownTitle) << toText(m_scene->node(at).ref);
        if (shown.known) {
            lines << phaseText(shown.own);
        }
        if (const QString second = secondLine(at); !second.isEmpty()) {
            lines << second;
        }
        if (viewRect(foldMark(at)).contains(help->pos())) {
            lines = {item.folded ? tr("Open (Space)") : tr("Fold (Space)")};
        }
    }
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), viewport());
    return true;
}

}  // namespace beamline::ui
