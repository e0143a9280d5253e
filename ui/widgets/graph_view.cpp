// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graph_view.h"

#include <QScrollBar>
#include <QThreadPool>
#include <cmath>
#include <mutex>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kMinZoom = 0.25;
constexpr double kLeastZoom = 0.02;  // to see all of a large graph
constexpr double kMaxZoom = 3.0;
constexpr qreal kMargin = 20;  // room for labels above the outermost nodes
constexpr int kTickMs = 1000;

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

/// What somebody should look at first stands for all that is inside.
int urgency(api::Phase phase) {
    constexpr api::Phase kByUrgency[] = {api::Phase::pending, api::Phase::completed, api::Phase::cancelled,
                                         api::Phase::running, api::Phase::suspended, api::Phase::waiting,
                                         api::Phase::faulted};
    return static_cast<int>(std::find(std::begin(kByUrgency), std::end(kByUrgency), phase) - std::begin(kByUrgency));
}
}  // namespace

struct GraphView::Mailbox {
    std::mutex mutex;
    GraphView* view = nullptr;
};

GraphView::GraphView(QWidget* parent)
    : QAbstractScrollArea(parent),
      m_graph(std::make_shared<const api::Graph>()),
      m_scene(std::make_shared<const GraphScene>()),
      m_mailbox(std::make_shared<Mailbox>()) {
    m_mailbox->view = this;
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

GraphView::~GraphView() {
    std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->view = nullptr;
}

std::string GraphView::toKey(const QString& ref) {
    return toUtf8(ref);
}

void GraphView::setGraph(const api::Graph& graph) {
    if (sameGraph(graph, *m_graph)) {
        return;
    }
    m_graph = std::make_shared<const api::Graph>(graph);
    m_known.clear();
    for (const auto& node : graph.nodes) {
        m_known.insert(node.ref);
    }
    m_taken.clear();
    m_takenOver.clear();
    m_foldable = tasksWithInsides(graph);
    m_folded = graph.nodes.size() > kFoldedFrom ? m_foldable : FoldedTasks();
    m_fitted = true;
    if (!knows(m_selected)) {
        m_selected.clear();
    }
    if (graph.nodes.size() > kBackgroundFrom) {  // until it is laid out nothing is shown, not what was there before
        m_scene = std::make_shared<const GraphScene>();
        m_shown.clear();
    }
    layOut(true);
    Q_EMIT foldedChanged();
}

QSize GraphView::room() const {
    constexpr int kStep = 40;  // so that resizing stays smooth
    return (viewport()->size() - QSize(2, 2) * int(kMargin)).expandedTo({kStep, kStep}) / kStep * kStep;
}

void GraphView::layOut(bool anew) {
    if (!anew && room() == m_room) {
        return;
    }
    m_room = room();
    const quint64 asked = ++m_asked;
    if (m_graph->nodes.size() <= kBackgroundFrom) {
        m_arranging = false;
        adopt(std::make_shared<const GraphScene>(GraphScene::of(*m_graph, m_folded, m_room)));
        return;
    }
    m_arranging = true;
    viewport()->update();
    QThreadPool::globalInstance()->start([graph = m_graph, folded = m_folded, size = m_room, asked, box = m_mailbox] {
        auto scene = std::make_shared<const GraphScene>(GraphScene::of(*graph, folded, size));
        std::lock_guard lock(box->mutex);
        if (!box->view) {
            return;
        }
        QMetaObject::invokeMethod(
            box->view,
            [view = box->view, scene, asked] {
                if (asked == view->m_asked) {  // else another one is under way
                    view->m_arranging = false;
                    view->adopt(scene);
                    Q_EMIT view->arranged();
                }
            },
            Qt::QueuedConnection);
    });
}

void GraphView::adopt(std::shared_ptr<const GraphScene> scene) {
    m_scene = std::move(scene);
    showStates(true);
    if (m_fitted) {
        fit();
    } else {
        updateScrollBars();
    }
    if (const int at = m_scene->byRef.value(m_selected, -1); at >= 0 && std::exchange(m_reveal, false)) {
        ensureVisible(rectOf(at));
    }
    describe();
    viewport()->update();
}

void GraphView::setFolded(const QString& ref, bool folded) {
    const std::string key = toKey(ref);
    if (!m_foldable.contains(key) || folded == m_folded.contains(key)) {
        return;
    }
    if (folded) {
        m_folded.insert(key);
    } else {
        m_folded.erase(key);
    }
    applyFolding(ref);
}

void GraphView::foldAll(bool folded) {
    FoldedTasks wanted = folded ? m_foldable : FoldedTasks();
    if (wanted != m_folded) {
        m_folded = std::move(wanted);
        applyFolding({});
    }
}

/// What is folded away cannot be selected: what holds it is, if that can be seen.
void GraphView::applyFolding(const QString& keep) {
    const auto outer = enclosing(*m_graph, toKey(m_selected));
    QString seen;
    for (const std::string& one : outer) {
        seen = m_folded.contains(one) ? toText(one) : seen;
    }
    const bool moved = !seen.isEmpty();
    m_selected = moved ? seen : m_selected;
    m_reveal = !m_selected.isEmpty() && (keep.isEmpty() || keep == m_selected || moved);
    layOut(true);
    Q_EMIT foldedChanged();
    if (moved) {
        Q_EMIT taskSelected(m_selected);
    }
}

void GraphView::setStates(const std::vector<api::TaskState>& states) {
    bool changed = m_states.size() > states.size();
    if (changed) {
        m_states.clear();  // of another graph
    }
    for (const auto& state : states) {
        changed = takeState(state) || changed;
    }
    if (changed) {
        showStates(false);
        watchTime();
        describe();
    }
}

void GraphView::setState(const api::TaskState& state) {
    if (takeState(state)) {
        showStates(false);
        watchTime();
        describe();
    }
}

/// False when nothing is another than it was.
bool GraphView::takeState(const api::TaskState& state) {
    const auto [known, isNew] = m_states.try_emplace(state.ref, state);
    const api::TaskState& before = known->second;
    if (isNew) {
        return true;
    }
    if (before.phase == state.phase && before.attempt == state.attempt && before.iterations == state.iterations &&
        before.startedAt == state.startedAt && before.endedAt == state.endedAt) {
        return false;
    }
    known->second = state;
    return true;
}

GraphView::Shown GraphView::shownOf(int at) const {
    Shown shown;
    if (const auto* state = stateOf(m_scene->node(at).ref)) {
        shown = {true,
                 state->phase,
                 state->phase,
                 0,
                 state->startedAt,
                 state->endedAt,
                 state->attempt,
                 state->iterations,
                 m_takenOver.contains(state->ref)};
    }
    for (const std::string& ref : m_scene->items[static_cast<std::size_t>(at)].inside) {
        if (const auto* state = stateOf(ref)) {
            shown.known = true;
            shown.faulted += state->phase == api::Phase::faulted ? 1 : 0;
            shown.worst = urgency(state->phase) > urgency(shown.worst) ? state->phase : shown.worst;
        }
    }
    return shown;
}

/// Repaints what is drawn in another way now, and the lines that leave it.
void GraphView::showStates(bool all) {
    constexpr std::size_t kOneByOne = 200;  // more at once are one repaint
    std::vector<Shown> now(m_scene->layout.nodes.size());
    std::set<int> changed;
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        now[at] = shownOf(i);
        if (!all && at < m_shown.size() && now[at] != m_shown[at]) {
            changed.insert(i);
        }
    }
    m_shown = std::move(now);
    if (all || changed.size() > kOneByOne) {
        viewport()->update();
        return;
    }
    if (changed.empty()) {
        return;
    }
    for (const int i : changed) {
        viewport()->update(viewRect(rectOf(i)).adjusted(-4, -4, 4, 4));
    }
    for (std::size_t i = 0; i < m_scene->lines.size(); ++i) {
        const auto& link = m_scene->graph.edges[static_cast<std::size_t>(m_scene->layout.edges[i].index)];
        if (changed.contains(m_scene->byRef.value(toText(link.from), -1))) {
            viewport()->update(viewRect(m_scene->lines[i].bounds).adjusted(-4, -4, 4, 4));
        }
    }
}

void GraphView::setMoment(api::Timestamp at) {
    if (std::exchange(m_moment, at) != at) {
        watchTime();
        describe();
        viewport()->update();
    }
}

void GraphView::select(const QString& ref) {
    const QString chosen = knows(ref) ? ref : QString();
    if (chosen == m_selected) {
        return;
    }
    m_selected = chosen;
    if (const int at = m_scene->byRef.value(chosen, -1); at >= 0) {
        ensureVisible(rectOf(at));
    } else if (!chosen.isEmpty()) {
        bool opened = false;
        for (const std::string& outer : enclosing(*m_graph, toKey(chosen))) {
            opened = m_folded.erase(outer) > 0 || opened;
        }
        m_reveal = true;
        if (opened) {
            layOut(true);
            Q_EMIT foldedChanged();
        }
    }
    describe();
    viewport()->update();
}

QStringList GraphView::tasksWith(const QString& text) const {
    QStringList refs;
    for (const auto& node : m_graph->nodes) {
        const bool task = node.type != "start" && node.type != "end";
        if (task && !text.isEmpty() &&
            (toText(node.name).contains(text, Qt::CaseInsensitive) ||
             toText(node.detail).contains(text, Qt::CaseInsensitive))) {
            refs << toText(node.ref);
        }
    }
    return refs;
}

void GraphView::setDimmed(bool dimmed) {
    if (dimmed != m_dimmed) {
        m_dimmed = dimmed;
        viewport()->update();
    }
}

void GraphView::fit() {
    m_fitted = true;
    if (room() != m_room) {
        layOut(false);  // comes back here
        return;
    }
    const QSizeF space = viewport()->size();
    const QSizeF size = m_scene->layout.size;
    if (!size.isEmpty() && space.width() > 2 * kMargin && space.height() > 2 * kMargin) {
        const double scale =
            std::min((space.width() - 2 * kMargin) / size.width(), (space.height() - 2 * kMargin) / size.height());
        m_zoom = std::clamp(scale, GraphScene::kMinFit, 1.0);
    }
    updateScrollBars();
    viewport()->update();
}

double GraphView::wholeZoom() const {
    const QSizeF size = m_scene->layout.size;
    const double whole = size.isEmpty() ? kMinZoom
                                        : std::min((viewport()->width() - 2 * kMargin) / size.width(),
                                                   (viewport()->height() - 2 * kMargin) / size.height());
    return std::clamp(whole, kLeastZoom, 1.0);
}

void GraphView::fitOrAll() {
    if (!m_fitted || m_zoom <= wholeZoom()) {
        return fit();
    }
    zoomBy(wholeZoom() / m_zoom);
}

void GraphView::zoomBy(double factor) {
    const QPointF middle = QPointF(viewport()->rect().center());
    const QPointF at = (middle - origin()) / m_zoom;
    m_fitted = false;
    m_zoom = std::clamp(m_zoom * factor, std::min(wholeZoom(), kMinZoom), kMaxZoom);
    updateScrollBars();
    const QPointF moved = origin() + at * m_zoom - middle;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(moved.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(moved.y()));
    viewport()->update();
}

QPoint GraphView::positionOf(const QString& ref) const {
    const int at = m_scene->byRef.value(ref, -1);
    if (at < 0) {
        return {};
    }
    // The middle of a scope belongs to the nodes inside it.
    const QRect rect = viewRect(rectOf(at));
    const bool scope = m_scene->layout.nodes[static_cast<std::size_t>(at)].scope;
    return scope ? rect.topLeft() + QPoint(rect.width() / 2, 6) : rect.center();
}

QRectF GraphView::foldMark(int at) const {
    return m_scene->items[static_cast<std::size_t>(at)].opens
               ? QRectF(rectOf(at).topLeft() + QPointF(space::k8, 0), QSizeF(space::k24, GraphLayout::kNodeHeight))
               : QRectF();
}

QRect GraphView::foldMarkOf(const QString& ref) const {
    const int at = m_scene->byRef.value(ref, -1);
    return at < 0 || foldMark(at).isEmpty() ? QRect() : viewRect(foldMark(at));
}

QPointF GraphView::origin() const {
    const QSizeF content = m_scene->layout.size * m_zoom;
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
    const QSizeF content = m_scene->layout.size * m_zoom;
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
    const bool runs = std::any_of(m_states.begin(), m_states.end(), [](const auto& one) {
        const api::TaskState& state = one.second;
        return state.startedAt > 0 && !api::isFinal(state.phase) && state.phase != api::Phase::pending;
    });
    if (!runs || m_moment != 0 || !isVisible()) {
        m_tick.stop();
    } else if (!m_tick.isActive()) {
        m_tick.start();
    }
}

void GraphView::tick() {
    for (int i = 0; i < count(); ++i) {
        const Shown& shown = m_shown[static_cast<std::size_t>(i)];
        if (shown.startedAt > 0 && !api::isFinal(shown.own)) {
            viewport()->update(viewRect(rectOf(i)).adjusted(-2, -2, 2, 2));
        }
    }
}

const api::TaskState* GraphView::stateOf(const std::string& ref) const {
    const auto found = m_states.find(ref);
    return found == m_states.end() ? nullptr : &found->second;
}

QString GraphView::secondLine(int at) const {
    const api::GraphNode& node = m_scene->node(at);
    const auto& item = m_scene->items[static_cast<std::size_t>(at)];
    const Shown& shown = m_shown[static_cast<std::size_t>(at)];
    QStringList parts;
    parts += toText(node.detail.empty() ? node.type : node.detail);
    if (item.folded) {
        parts = {tr("%n task(s) inside", nullptr, static_cast<int>(item.inside.size()))};
        if (shown.faulted > 0) {
            parts += tr("%n faulted", nullptr, shown.faulted);
        } else if (shown.worst != shown.own) {
            parts += phaseText(shown.worst);
        }
        return parts.join(QStringLiteral(" · "));
    }
    if (shown.iterations > 1) {
        parts += tr("%n time(s)", nullptr, shown.iterations);
    }
    if (shown.attempt > 1) {
        parts += tr("attempt %1").arg(shown.attempt);
    }
    if (shown.over) {
        parts += tr("taken over");  // here it took no time
    } else if (shown.startedAt > 0) {
        const auto end = shown.endedAt > 0 ? shown.endedAt : m_moment != 0 ? m_moment : Clock::now();
        parts += formatDuration(end - shown.startedAt);
    }
    return parts.join(QStringLiteral(" · "));
}

QString GraphView::spoken(int at) const {
    QString text = phaseText(m_shown[static_cast<std::size_t>(at)].own) + QStringLiteral(", ") + secondLine(at);
    if (const QStringList from = cameFrom(at); !from.isEmpty()) {
        text += QStringLiteral(", ") + tr("came from %1").arg(from.join(QStringLiteral(", ")));
    }
    return text;
}

SpokenParts::Part GraphView::part(int index) const {
    const auto& item = m_scene->items[static_cast<std::size_t>(index)];
    const QRect rect = viewRect(rectOf(index)).translated(viewport()->pos());
    return {toText(m_scene->node(index).name),
            spoken(index),
            rect,
            m_scene->byRef.value(m_selected, -1) == index,
            item.opens,
            !item.folded};
}

void GraphView::describe() {
    QString text = tr("%n task(s)", nullptr, static_cast<int>(m_graph->nodes.size()));
    if (const int at = m_scene->byRef.value(m_selected, -1); at >= 0) {
        const auto& item = m_scene->items[static_cast<std::size_t>(at)];
        text = toText(m_scene->node(at).name) + QStringLiteral(", ") + spoken(at);
        if (item.opens) {
            text += QStringLiteral(", ") + (item.folded ? tr("folded, Space opens it") : tr("open, Space folds it"));
        }
    }
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
    }
}

}  // namespace beamline::ui
