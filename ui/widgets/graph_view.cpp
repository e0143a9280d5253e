// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graph_view.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kMinZoom = 0.25;
constexpr double kMaxZoom = 3.0;
constexpr double kMinFit = 0.75;      // smaller would not be readable: scroll instead
constexpr double kComfortable = 0.9;  // the least zoom for a single row
constexpr qreal kMargin = 20;         // room for labels above the outermost nodes
constexpr int kTickMs = 1000;

bool isDot(const api::GraphNode& node) {
    return node.type == "start" || node.type == "end";
}

bool sameGraph(const api::Graph& a, const api::Graph& b) {
    const auto node = [](const api::GraphNode& x, const api::GraphNode& y) {
        return x.ref == y.ref && x.parent == y.parent && x.name == y.name && x.type == y.type && x.detail == y.detail;
    };
    const auto edge = [](const api::GraphEdge& x, const api::GraphEdge& y) {
        return x.from == y.from && x.to == y.to && x.label == y.label;
    };
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), node) &&
           std::equal(a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), edge);
}
}  // namespace

GraphView::GraphView(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Graph of the tasks"));
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(false);
    setMinimumHeight(extent::kGraph);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &GraphView::tick);
    connect(&Theme::current(), &Theme::changed, viewport(), QOverload<>::of(&QWidget::update));
}

void GraphView::setGraph(const api::Graph& graph) {
    if (sameGraph(graph, m_graph)) {
        return;
    }
    m_graph = graph;
    m_room = {};
    layOut();
    if (!m_byRef.contains(m_selected)) {
        m_selected.clear();
    }
    fit();
    describe();
}

/// In rows when one row would be too small to read, in as many as leave it largest. For steps of the size only, so that
/// resizing stays smooth.
void GraphView::layOut() {
    constexpr int kStep = 40;
    const QSize room = (viewport()->size() - QSize(2, 2) * int(kMargin)).expandedTo({kStep, kStep}) / kStep * kStep;
    if (room == m_room) {
        return;
    }
    m_room = room;
    m_layout = GraphLayout::of(m_graph);
    if (m_layout.size.width() * kComfortable > room.width()) {
        double best = 0;
        for (const double zoom : {1.0, 0.9, 0.8, kMinFit}) {
            auto rows = GraphLayout::of(m_graph, room.width() / zoom);
            const double fits = std::min(room.width() / rows.size.width(), room.height() / rows.size.height());
            if (fits > best) {
                best = fits;
                m_layout = std::move(rows);
            }
        }
    }
    m_byRef.clear();
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const auto& node = m_graph.nodes[static_cast<std::size_t>(m_layout.nodes[i].index)];
        m_byRef.insert(toText(node.ref), static_cast<int>(i));
    }
}

void GraphView::setStates(const std::vector<api::TaskState>& states) {
    m_states.clear();
    for (const auto& state : states) {
        m_states.insert(toText(state.ref), state);
    }
    watchTime();
    describe();
    viewport()->update();
}

void GraphView::setMoment(api::Timestamp at) {
    m_moment = at;
    watchTime();
    describe();
    viewport()->update();
}

void GraphView::setState(const api::TaskState& state) {
    const QString ref = toText(state.ref);
    m_states.insert(ref, state);
    watchTime();
    if (ref == m_selected) {
        describe();
    }
    viewport()->update();  // the edges that leave it change their colour too
}

void GraphView::select(const QString& ref) {
    const QString chosen = m_byRef.contains(ref) ? ref : QString();
    if (chosen == m_selected) {
        return;
    }
    m_selected = chosen;
    if (!chosen.isEmpty()) {
        ensureVisible(m_layout.nodes[static_cast<std::size_t>(m_byRef.value(chosen))].rect);
    }
    describe();
    viewport()->update();
}

void GraphView::setDimmed(bool dimmed) {
    if (dimmed != m_dimmed) {
        m_dimmed = dimmed;
        viewport()->update();
    }
}

void GraphView::fit() {
    m_fitted = true;
    layOut();
    const QSizeF room = viewport()->size();
    if (!m_layout.size.isEmpty() && room.width() > 2 * kMargin && room.height() > 2 * kMargin) {
        const double scale = std::min((room.width() - 2 * kMargin) / m_layout.size.width(),
                                      (room.height() - 2 * kMargin) / m_layout.size.height());
        m_zoom = std::clamp(scale, kMinFit, 1.0);
    }
    updateScrollBars();
    viewport()->update();
}

void GraphView::zoomBy(double factor) {
    const QPointF middle = QPointF(viewport()->rect().center());
    const QPointF at = (middle - origin()) / m_zoom;
    m_fitted = false;
    m_zoom = std::clamp(m_zoom * factor, kMinZoom, kMaxZoom);
    updateScrollBars();
    const QPointF moved = origin() + at * m_zoom - middle;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(moved.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(moved.y()));
    viewport()->update();
}

QPoint GraphView::positionOf(const QString& ref) const {
    const int at = m_byRef.value(ref, -1);
    if (at < 0) {
        return {};
    }
    const auto& node = m_layout.nodes[static_cast<std::size_t>(at)];
    // The middle of a scope belongs to the nodes inside it.
    const QRect rect = viewRect(node.rect);
    return node.scope ? rect.topLeft() + QPoint(rect.width() / 2, 6) : rect.center();
}

QPointF GraphView::origin() const {
    const QSizeF content = m_layout.size * m_zoom;
    const auto start = [](qreal room, qreal size, const QScrollBar& bar) {
        return size + 2 * kMargin <= room ? (room - size) / 2 : kMargin - bar.value();
    };
    return {start(viewport()->width(), content.width(), *horizontalScrollBar()),
            start(viewport()->height(), content.height(), *verticalScrollBar())};
}

QRect GraphView::viewRect(const QRectF& rect) const {
    return QRectF(origin() + rect.topLeft() * m_zoom, rect.size() * m_zoom).toAlignedRect();
}

void GraphView::updateScrollBars() {
    const QSizeF content = m_layout.size * m_zoom;
    const auto set = [](QScrollBar& bar, qreal size, int room) {
        bar.setRange(0, std::max(0, static_cast<int>(std::ceil(size + 2 * kMargin)) - room));
        bar.setPageStep(room);
        bar.setSingleStep(24);
    };
    set(*horizontalScrollBar(), content.width(), viewport()->width());
    set(*verticalScrollBar(), content.height(), viewport()->height());
}

void GraphView::ensureVisible(const QRectF& rect) {
    const QRect seen = viewRect(rect).adjusted(-8, -8, 8, 8);
    const QRect room = viewport()->rect();
    const auto shift = [](QScrollBar& bar, int low, int high, int size) {
        if (low < 0) {
            bar.setValue(bar.value() + low);
        } else if (high > size) {
            bar.setValue(bar.value() + std::min(high - size, low));
        }
    };
    shift(*horizontalScrollBar(), seen.left(), seen.right(), room.width());
    shift(*verticalScrollBar(), seen.top(), seen.bottom(), room.height());
}

int GraphView::nodeAt(const QPoint& viewportPoint) const {
    const QPointF at = (QPointF(viewportPoint) - origin()) / m_zoom;
    for (int i = static_cast<int>(m_layout.nodes.size()) - 1; i >= 0; --i) {  // inner ones come later
        const auto& node = m_layout.nodes[static_cast<std::size_t>(i)];
        if (node.rect.contains(at) && !isDot(m_graph.nodes[static_cast<std::size_t>(node.index)])) {
            return i;
        }
    }
    return -1;
}

void GraphView::userSelect(int layoutIndex) {
    const QString ref =
        layoutIndex < 0
            ? QString()
            : toText(
                  m_graph.nodes[static_cast<std::size_t>(m_layout.nodes[static_cast<std::size_t>(layoutIndex)].index)]
                      .ref);
    if (ref != m_selected) {
        select(ref);
        Q_EMIT taskSelected(m_selected);
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
    if (!m_panning) {
        userSelect(nodeAt(m_press));
    }
    m_panning = false;
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (nodeAt(event->position().toPoint()) >= 0 && !m_selected.isEmpty()) {
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
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomBy(kKeyZoom);
            return;
        case Qt::Key_Minus:
            zoomBy(1 / kKeyZoom);
            return;
        case Qt::Key_0:
            fit();
            return;
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            moveSelection(event->key());
            return;
        case Qt::Key_Escape:
            if (!m_selected.isEmpty()) {
                userSelect(-1);
                return;
            }
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!m_selected.isEmpty()) {
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
    const int current = m_byRef.value(m_selected, -1);
    const auto task = [this](int at) -> const api::GraphNode& {
        return m_graph.nodes[static_cast<std::size_t>(m_layout.nodes[static_cast<std::size_t>(at)].index)];
    };
    int best = -1;
    qreal bestCost = 0;
    for (int i = 0; i < static_cast<int>(m_layout.nodes.size()); ++i) {
        if (i == current || isDot(task(i))) {
            continue;
        }
        qreal cost = i;
        if (current >= 0) {
            const QRectF here = m_layout.nodes[static_cast<std::size_t>(current)].rect;
            const QRectF there = m_layout.nodes[static_cast<std::size_t>(i)].rect;
            const QPointF step = there.center() - here.center();
            const bool horizontal = key == Qt::Key_Left || key == Qt::Key_Right;
            const qreal along =
                (horizontal ? step.x() : step.y()) * (key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1);
            const bool enters = key == Qt::Key_Down && task(i).parent == task(current).ref;
            const bool leaves = key == Qt::Key_Up && task(current).parent == task(i).ref;
            if (along <= 1 && !enters && !leaves) {
                continue;
            }
            cost = std::abs(along) + 2 * std::abs(horizontal ? step.y() : step.x());  // what lies aside costs double
            if (there.contains(here)) {
                cost += leaves ? kElsewhere / 2 : 2 * kElsewhere;
            } else if (task(i).parent != task(current).parent) {
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
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int at = nodeAt(help->pos());
        QString text;
        if (at >= 0) {
            const auto& node =
                m_graph.nodes[static_cast<std::size_t>(m_layout.nodes[static_cast<std::size_t>(at)].index)];
            const auto* state = stateOf(node.ref);
            text = toText(node.name) + QLatin1Char('\n') + toText(node.ref) +
                   (state ? QLatin1Char('\n') + phaseText(state->phase) : QString());
            const QString second = secondLine(node);
            text += second.isEmpty() ? QString() : QLatin1Char('\n') + second;
        }
        QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void GraphView::resizeEvent(QResizeEvent*) {
    if (m_fitted) {
        fit();
    } else {
        updateScrollBars();
    }
}

void GraphView::scrollContentsBy(int, int) {
    viewport()->update();
}

void GraphView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    watchTime();
}

void GraphView::hideEvent(QHideEvent* event) {
    QAbstractScrollArea::hideEvent(event);
    m_tick.stop();
}

void GraphView::watchTime() {
    const bool runs = std::any_of(m_states.begin(), m_states.end(), [](const api::TaskState& state) {
        return state.startedAt > 0 && !api::isFinal(state.phase) && state.phase != api::Phase::pending;
    });
    if (!runs || m_moment != 0 || !isVisible()) {
        m_tick.stop();
    } else if (!m_tick.isActive()) {
        m_tick.start();
    }
}

void GraphView::tick() {
    for (const auto& state : std::as_const(m_states)) {
        const int at = m_byRef.value(toText(state.ref), -1);
        if (at >= 0 && state.startedAt > 0 && !api::isFinal(state.phase)) {
            viewport()->update(viewRect(m_layout.nodes[static_cast<std::size_t>(at)].rect).adjusted(-2, -2, 2, 2));
        }
    }
}

const api::TaskState* GraphView::stateOf(const std::string& ref) const {
    const auto found = m_states.constFind(toText(ref));
    return found == m_states.constEnd() ? nullptr : &*found;
}

QString GraphView::secondLine(const api::GraphNode& node) const {
    QStringList parts;
    const auto* state = stateOf(node.ref);
    parts += toText(node.detail.empty() ? node.type : node.detail);
    if (state && state->iterations > 1) {
        parts += tr("%n time(s)", nullptr, state->iterations);
    }
    if (state && state->attempt > 1) {
        parts += tr("attempt %1").arg(state->attempt);
    }
    if (state && state->startedAt > 0) {
        const auto end = state->endedAt > 0 ? state->endedAt : m_moment != 0 ? m_moment : Clock::now();
        parts += formatDuration(end - state->startedAt);
    }
    return parts.join(QStringLiteral(" · "));
}

void GraphView::describe() {
    QString text = tr("%n task(s)", nullptr, static_cast<int>(m_graph.nodes.size()));
    if (const int at = m_byRef.value(m_selected, -1); at >= 0) {
        const auto& node = m_graph.nodes[static_cast<std::size_t>(m_layout.nodes[static_cast<std::size_t>(at)].index)];
        const auto* state = stateOf(node.ref);
        text = toText(node.name) + QStringLiteral(", ") + phaseText(state ? state->phase : api::Phase::pending) +
               QStringLiteral(", ") + secondLine(node);
    }
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
    }
}

}  // namespace beamline::ui
