// SPDX-License-Identifier: Apache-2.0
#pragma once
// The graph of a definition with the live states of its tasks; one of them can be selected. GUI thread only.

#include <QAbstractScrollArea>
#include <QHash>
#include <QTimer>

#include "engine/api/values.h"
#include "ui/widgets/graph_layout.h"

namespace beamline::ui {

/// Wheel with Ctrl or +/- zooms, drag pans, 0 fits, arrows move along the edges, Enter activates.
class GraphView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit GraphView(QWidget* parent = nullptr);

    /// Keeps zoom and selection when the graph is the same.
    void setGraph(const api::Graph& graph);
    void setStates(const std::vector<api::TaskState>& states);
    /// Repaints that task only.
    void setState(const api::TaskState& state);
    QString selected() const { return m_selected; }
    /// Empty: none. Emits nothing.
    void select(const QString& ref);
    /// When what is shown was so: what runs, runs until then. 0: now.
    void setMoment(api::Timestamp at);
    /// Pale: what is shown is not what is true now.
    void setDimmed(bool dimmed);
    bool knows(const QString& ref) const { return m_byRef.contains(ref); }
    bool isDimmed() const { return m_dimmed; }
    void fit();
    void zoomBy(double factor);
    const GraphLayout& layoutForTest() const { return m_layout; }
    QPoint positionOf(const QString& ref) const;  ///< centre of the task in the viewport, for tests and tool tips

Q_SIGNALS:
    void taskSelected(const QString& ref);  ///< empty when nothing is
    void taskActivated(const QString& ref);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    int nodeAt(const QPoint& viewportPoint) const;
    QRect viewRect(const QRectF& rect) const;
    QPointF origin() const;
    void layOut();
    void updateScrollBars();
    void userSelect(int layoutIndex);
    void moveSelection(int key);
    void describe();
    void ensureVisible(const QRectF& rect);
    void tick();
    void watchTime();
    void paintDot(QPainter& painter, const GraphLayout::Node& node) const;
    void paintNode(QPainter& painter, const GraphLayout::Node& node) const;
    void paintEdge(QPainter& painter, const GraphLayout::Edge& edge) const;
    QString secondLine(const api::GraphNode& node) const;
    const api::TaskState* stateOf(const std::string& ref) const;

    api::Graph m_graph;
    GraphLayout m_layout;
    QHash<QString, api::TaskState> m_states;
    QHash<QString, int> m_byRef;  ///< index into m_layout.nodes
    QString m_selected;
    double m_zoom = 1.0;
    bool m_fitted = true;
    QSize m_room;  ///< the layout was made for
    QPoint m_press;
    QPoint m_pressScroll;
    bool m_panning = false;
    bool m_dimmed = false;
    api::Timestamp m_moment = 0;
    QTimer m_tick;  ///< runs while a visible task does
};

}  // namespace beamline::ui
