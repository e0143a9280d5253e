// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/timeline_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/run/timeline_delegate.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kKeyZoom = 1.5;
constexpr double kStepShare = 0.2;
constexpr qint64 kLeastWindow = 10;  // ms

/// A round time of which at most `most` fit into `span` ms.
qint64 roundStep(qint64 span, int most) {
    constexpr qint64 kSecond = 1000;
    constexpr qint64 kSteps[] = {1,
                                 2,
                                 5,
                                 10,
                                 20,
                                 50,
                                 100,
                                 200,
                                 500,
                                 kSecond,
                                 2 * kSecond,
                                 5 * kSecond,
                                 10 * kSecond,
                                 30 * kSecond,
                                 60 * kSecond,
                                 120 * kSecond,
                                 300 * kSecond,
                                 600 * kSecond,
                                 1800 * kSecond,
                                 3600 * kSecond,
                                 7200 * kSecond,
                                 6 * 3600 * kSecond,
                                 12 * 3600 * kSecond,
                                 24 * 3600 * kSecond};
    for (const qint64 step : kSteps) {
        if (span / step < most) {
            return step;
        }
    }
    const qint64 day = 24 * 3600 * kSecond;
    return day * std::max<qint64>(1, span / day / std::max(1, most));
}

/// Titles, and over the column of bars the time since the run began.
class TimeAxis : public QHeaderView {
public:
    TimeAxis(TaskListModel* model, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_tasks(model) {
        setSectionsClickable(false);
        connect(model, &TaskListModel::windowChanged, viewport(), QOverload<>::of(&QWidget::update));
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override {
        if (column != TaskListModel::TimeColumn) {
            QHeaderView::paintSection(painter, rect, column);
            return;
        }
        painter->save();
        const Tokens& t = Theme::current().tokens();
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.border);  // as below the titles
        painter->setFont(Theme::current().font(TextRole::Small));
        const QRect axis = rect.adjusted(space::k12, 0, -space::k12, 0);
        const auto [from, to] = m_tasks->window();
        const double span = static_cast<double>(std::max<qint64>(1, to - from));
        constexpr int kLabel = 84;  // room for one
        const qint64 step = roundStep(to - from, std::max(2, axis.width() / kLabel));
        const qint64 first = (from - m_tasks->start() + step - 1) / step * step;
        for (qint64 at = std::max<qint64>(0, first); m_tasks->start() + at <= to; at += step) {
            const double x = axis.left() + static_cast<double>(m_tasks->start() + at - from) / span * axis.width();
            painter->setPen(t.border);
            painter->drawLine(QPointF(x, rect.bottom() - space::k4), QPointF(x, rect.bottom()));
            painter->setPen(t.text2);
            const QString label = at == 0 ? TimelineView::tr("start") : formatDuration(at);
            const int width = painter->fontMetrics().horizontalAdvance(label);
            const double left = std::clamp(x - width / 2.0, double(axis.left()), double(axis.right() - width));
            painter->drawText(QRectF(left, rect.top(), width + 1, rect.height() - space::k4), Qt::AlignVCenter, label);
        }
        painter->restore();
    }

private:
    TaskListModel* m_tasks;
};
}  // namespace

TimelineView::TimelineView(TaskListModel* model, QWidget* parent) : TableView(parent), m_tasks(model) {
    setAccessibleName(tr("Timeline of the tasks"));
    setModel(model);
    auto* axis = new TimeAxis(model, this);
    setHorizontalHeader(axis);
    axis->setToolTip(
        tr("+ and - zoom, left and right move, 0 shows all of it; or the wheel with Ctrl and with Shift."));
    axis->setHighlightSections(false);
    axis->setFixedHeight(extent::kTimelineRow);
    axis->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setMinimumSectionSize(extent::kTimelineRow);
    verticalHeader()->setDefaultSectionSize(extent::kTimelineRow);
    setItemDelegateForColumn(TaskListModel::TimeColumn, new TimelineDelegate(this));
    setItemDelegateForColumn(TaskListModel::DurationColumn, new CellDelegate(TextRole::Body, Icon::Role::Text2, this));
    setColumnWidths({20, 0, 12});
    connect(model, &TaskListModel::windowChanged, viewport(), QOverload<>::of(&QWidget::update));
}

void TimelineView::zoomBy(double factor, double around) {
    const auto [from, to] = m_tasks->window();
    const auto all = std::max<qint64>(1, m_tasks->moment() - m_tasks->start());
    const auto span = static_cast<double>(to - from);
    const double wanted = span / factor;
    if (wanted >= static_cast<double>(all)) {
        return showAll();
    }
    const double width = std::max(wanted, static_cast<double>(std::min(kLeastWindow, all)));
    const double left =
        std::clamp(static_cast<double>(from) + around * (span - width), static_cast<double>(m_tasks->start()),
                   static_cast<double>(m_tasks->start() + all) - width);
    m_tasks->setWindow(static_cast<qint64>(left), static_cast<qint64>(left + width));
}

void TimelineView::pan(double share) {
    const auto [from, to] = m_tasks->window();
    if (from > m_tasks->start() || to < m_tasks->moment()) {
        const auto width = to - from;
        const auto moved = from + static_cast<api::Timestamp>(share * static_cast<double>(width));
        const auto left = std::clamp(moved, m_tasks->start(), std::max(m_tasks->start(), m_tasks->moment() - width));
        m_tasks->setWindow(left, left + width);
    }
}

void TimelineView::showAll() {
    m_tasks->setWindow(0, 0);
}

qint64 TimelineView::timeAt(const QPoint& position) const {
    const int left = columnViewportPosition(TaskListModel::TimeColumn) + space::k12;
    const int width = std::max(1, columnWidth(TaskListModel::TimeColumn) - 2 * space::k12);
    if (position.x() < left || position.x() > left + width) {
        return 0;
    }
    const auto [from, to] = m_tasks->window();
    return from + (to - from) * (position.x() - left) / width;
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    constexpr double kNotch = 120;
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (event->modifiers() & Qt::ControlModifier) {
        const int left = columnViewportPosition(TaskListModel::TimeColumn) + space::k12;
        const int width = std::max(1, columnWidth(TaskListModel::TimeColumn) - 2 * space::k12);
        zoomBy(std::pow(kKeyZoom, delta / kNotch), std::clamp((event->position().x() - left) / width, 0.0, 1.0));
    } else if (event->modifiers() & Qt::ShiftModifier) {
        pan(-kStepShare * delta / kNotch);
    } else {
        TableView::wheelEvent(event);
        return;
    }
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomBy(kKeyZoom);
        case Qt::Key_Minus:
            return zoomBy(1 / kKeyZoom);
        case Qt::Key_0:
            return showAll();
        case Qt::Key_Left:
            return pan(-kStepShare);
        case Qt::Key_Right:
            return pan(kStepShare);
        default:
            TableView::keyPressEvent(event);
    }
}

}  // namespace beamline::ui
