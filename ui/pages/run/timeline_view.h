// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tasks of a run over time, with an axis above them that can be zoomed. GUI thread only.

#include "ui/widgets/table_view.h"

namespace beamline::ui {

class TaskListModel;

/// Wheel with Ctrl or + and - zooms, with Shift or left and right moves, 0 shows all of it.
class TimelineView : public TableView {
    Q_OBJECT
public:
    explicit TimelineView(TaskListModel* model, QWidget* parent = nullptr);

    void zoomBy(double factor, double around = 0.5);
    /// By a share of what is seen; to the right when positive.
    void pan(double share);
    void showAll();
    /// The time at a place of the viewport; 0 where there is none.
    qint64 timeAt(const QPoint& position) const;

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    TaskListModel* m_tasks;
};

}  // namespace beamline::ui
