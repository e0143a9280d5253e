// SPDX-License-Identifier: Apache-2.0
#pragma once
// Beside the title of a graph: finds a task by its name, folds and opens, zooms. GUI thread only.

#include <QWidget>

class QLabel;
class QToolButton;

namespace beamline::ui {

class GraphView;
class SearchField;

class GraphTools : public QWidget {
    Q_OBJECT
public:
    explicit GraphTools(GraphView* graph, QWidget* parent = nullptr);
    /// Puts the cursor into the field.
    void find();

Q_SIGNALS:
    /// A task that was found; the graph shows it selected.
    void found(const QString& ref);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void step(int by);
    void update();

    GraphView* m_graph;
    SearchField* m_field;
    QLabel* m_count;
    QToolButton* m_fold;
    QStringList m_found;
    int m_at = -1;
};

}  // namespace beamline::ui
