// SPDX-License-Identifier: Apache-2.0
#pragma once
// The graph of a definition with the live states of its tasks; one of them can be selected, those with others inside
// folded. GUI thread only; large graphs are laid out on another.

#include <QAbstractScrollArea>
#include <QTimer>
#include <memory>
#include <unordered_map>

#include "engine/api/values.h"
#include "ui/widgets/graph_scene.h"
#include "ui/widgets/spoken_parts.h"

namespace beamline::ui {

/// Wheel with Ctrl or +/- zooms, drag pans, 0 fits and again shows all, arrows move along the edges, Home and End go to
/// the first and last task, Space folds and opens, / folds everything, * opens everything, Enter activates.
class GraphView : public QAbstractScrollArea, public SpokenParts {
    Q_OBJECT
public:
    static constexpr std::size_t kBackgroundFrom = 400;  ///< graphs of more tasks are laid out on another thread
    static constexpr std::size_t kFoldedFrom = 400;      ///< graphs of more tasks come folded

    explicit GraphView(QWidget* parent = nullptr);
    ~GraphView() override;

    /// Keeps zoom, selection and what is folded when the graph is the same.
    void setGraph(const api::Graph& graph);
    /// Repaints the tasks that are another now. Never lays out.
    void setStates(const std::vector<api::TaskState>& states);
    /// Repaints that task only.
    void setState(const api::TaskState& state);
    /// By edge of the graph: whether it was taken. What is not is drawn as in a definition; nothing is taken until
    /// then.
    void setTaken(std::vector<bool> edges);
    /// Refs of tasks whose results are those of another run.
    void setTakenOver(std::set<std::string> refs);
    bool isTaken(const QString& from, const QString& to) const;  ///< as it is drawn
    bool isTakenOver(const QString& ref) const { return m_takenOver.contains(toKey(ref)); }
    QString selected() const { return m_selected; }
    /// Empty: none. Emits nothing. Opens what the task is folded away in.
    void select(const QString& ref);
    /// When what is shown was so: what runs, runs until then. 0: now.
    void setMoment(api::Timestamp at);
    /// Pale: what is shown is not what is true now.
    void setDimmed(bool dimmed);
    bool knows(const QString& ref) const { return m_known.contains(toKey(ref)); }
    bool isDimmed() const { return m_dimmed; }
    void fit();
    /// Fits; pressed again shows all of it, however small.
    void fitOrAll();
    void zoomBy(double factor);
    double zoom() const { return m_zoom; }
    bool isFolded(const QString& ref) const { return m_folded.contains(toKey(ref)); }
    void setFolded(const QString& ref, bool folded);
    void foldAll(bool folded);
    bool canFold() const { return !m_foldable.empty(); }
    bool hasFolded() const { return !m_folded.empty(); }
    /// Refs of the tasks whose name or function holds `text` in any case, in document order; folded away ones too.
    QStringList tasksWith(const QString& text) const;
    /// A layout is under way: what is shown is the one before.
    bool isArranging() const { return m_arranging; }
    int partCount() const override { return count(); }
    Part part(int index) const override;
    void choosePart(int index) override { userSelect(index); }
    const GraphLayout& layoutForTest() const { return m_scene->layout; }
    QPoint positionOf(const QString& ref) const;  ///< centre of the task in the viewport, for tests and tool tips
    QRect foldMarkOf(const QString& ref) const;   ///< what to click to fold it, in the viewport; empty: nothing

Q_SIGNALS:
    void taskSelected(const QString& ref);  ///< empty when nothing is
    void taskActivated(const QString& ref);
    void arranged();  ///< a layout that was made on another thread is shown now
    void foldedChanged();

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
    struct Mailbox;  ///< through which another thread reaches the view while it lives
    /// How a node is drawn; of a folded one as bad as what is inside.
    struct Shown {
        bool known = false;
        api::Phase own = api::Phase::pending;
        api::Phase worst = api::Phase::pending;
        int faulted = 0;  ///< inside a folded one
        api::Timestamp startedAt = 0;
        api::Timestamp endedAt = 0;
        int attempt = 0;
        int iterations = 0;
        bool over = false;  ///< taken over
        bool operator==(const Shown&) const = default;
    };
    static std::string toKey(const QString& ref);

    int count() const { return static_cast<int>(m_scene->layout.nodes.size()); }
    const QRectF& rectOf(int at) const { return m_scene->layout.nodes[static_cast<std::size_t>(at)].rect; }
    int nodeAt(const QPoint& viewportPoint) const;
    QRect viewRect(const QRectF& rect) const;
    QRectF foldMark(int at) const;
    QPointF origin() const;
    QSize room() const;
    double wholeZoom() const;  ///< at which all of it is seen
    void layOut(bool anew);
    void adopt(std::shared_ptr<const GraphScene> scene);
    void applyFolding(const QString& keep);
    bool takeState(const api::TaskState& state);
    Shown shownOf(int at) const;
    void showStates(bool all);
    void updateScrollBars();
    void userSelect(int layoutIndex);
    void toggle(int layoutIndex);
    void moveSelection(int key);
    void describe();
    QString spoken(int at) const;  ///< all that is painted of a task, but its name
    bool wasTaken(int line) const;
    QStringList cameFrom(int at) const;
    void ensureVisible(const QRectF& rect);
    void tick();
    void watchTime();
    void paintBoxes(QPainter& painter, const QRectF& exposed) const;
    void paintDot(QPainter& painter, int at) const;
    void paintNode(QPainter& painter, int at) const;
    void paintWords(QPainter& painter, int at) const;
    void paintEdge(QPainter& painter, int at) const;
    QString secondLine(int at) const;
    const api::TaskState* stateOf(const std::string& ref) const;

    std::shared_ptr<const api::Graph> m_graph;  ///< all of it
    std::shared_ptr<const GraphScene> m_scene;  ///< what is shown
    std::set<std::string> m_known;
    FoldedTasks m_foldable;
    FoldedTasks m_folded;
    std::unordered_map<std::string, api::TaskState> m_states;
    std::vector<Shown> m_shown;  ///< by node of the layout
    std::vector<bool> m_taken;   ///< by edge of the whole graph; empty: none
    std::set<std::string> m_takenOver;
    QString m_selected;
    bool m_reveal = false;  ///< the selection, when it has a place
    double m_zoom = 1.0;
    bool m_fitted = true;
    QSize m_room;  ///< the layout was made for
    std::shared_ptr<Mailbox> m_mailbox;
    quint64 m_asked = 0;
    bool m_arranging = false;
    QPoint m_press;
    QPoint m_pressScroll;
    bool m_panning = false;
    bool m_dimmed = false;
    api::Timestamp m_moment = 0;
    QTimer m_tick;  ///< runs while a visible task does
};

}  // namespace beamline::ui
