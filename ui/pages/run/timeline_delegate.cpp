// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/timeline_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/models/task_list_model.h"

namespace beamline::ui {

namespace {
constexpr int kBarHeight = 10;
constexpr double kShortest = 3;  // a task of a microsecond is still to be seen

struct Span {
    double left = 0;
    double right = 0;
};

/// Where the time from `from` to `to` lies within `groove`; nothing when it is outside of the window.
std::optional<Span> spanOf(const QModelIndex& index, const QRectF& groove, api::Timestamp from, api::Timestamp to) {
    const auto start = index.data(TaskListModel::SpanStartRole).toLongLong();
    const auto end = index.data(TaskListModel::SpanEndRole).toLongLong();
    if (to < start || from > end) {
        return std::nullopt;
    }
    const double width = static_cast<double>(std::max<qint64>(1, end - start));
    const auto place = [&](api::Timestamp at) {
        return groove.left() + std::clamp(static_cast<double>(at - start) / width, 0.0, 1.0) * groove.width();
    };
    Span span{place(from), place(to)};
    span.right = std::max(span.right, span.left + kShortest);
    const double over = std::max(0.0, span.right - groove.right());
    return Span{span.left - over, span.right - over};
}

QRectF grooveOf(const QRect& rect) {
    return {double(rect.left()), rect.center().y() - kBarHeight / 2.0, double(rect.width()), double(kBarHeight)};
}

/// It happened in another run: no bar of this one, but a place in it.
void paintTakenOver(QPainter& painter, const QRectF& bar) {
    constexpr double kMark = 16;
    QRectF mark = bar;
    mark.setWidth(std::max(bar.width(), kMark));
    painter.setPen(QPen(Theme::current().phaseColor(api::Phase::completed), Theme::current().line(), Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), kBarHeight / 2.0, kBarHeight / 2.0);
}

void paintSegment(QPainter& painter, const QRectF& bar, const TimeSegment& one, api::Phase task) {
    const Theme& theme = Theme::current();
    const bool interrupted = one.kind == TimeSegment::Kind::Work && one.to != 0 && one.phase == api::Phase::running;
    const api::Phase phase = one.kind == TimeSegment::Kind::Wait        ? api::Phase::waiting
                             : one.kind == TimeSegment::Kind::Suspended ? api::Phase::suspended
                             : one.to == 0 && !api::isFinal(task)       ? task
                             : interrupted                              ? api::Phase::completed
                                                                        : one.phase;
    if (one.kind == TimeSegment::Kind::Pause) {
        painter.setPen(QPen(theme.tokens().text3, 1.5, Qt::DotLine));
        painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()));
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.phaseColor(phase));
    if (one.kind == TimeSegment::Kind::Suspended) {
        painter.setBrush(QBrush(theme.phaseColor(phase), Qt::BDiagPattern));
    }
    const double round = std::min(kBarHeight / 2.0, bar.width() / 2);
    painter.drawRoundedRect(bar, round, round);
}
}  // namespace

void TimelineDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const auto* model = qobject_cast<const TaskListModel*>(index.model());
    const QRectF groove = grooveOf(rect);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    painter.setPen(theme.isHighContrast() ? QPen(theme.tokens().text3, 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.tokens().raised);
    painter.drawRoundedRect(groove, kBarHeight / 2.0, kBarHeight / 2.0);
    if (!model) {
        return;
    }
    const auto phase = static_cast<api::Phase>(index.data(PhaseRole).toInt());
    const auto segments = model->segmentsAt(index.row());
    const bool over = index.data(TaskListModel::TakenOverRole).toBool();
    for (const TimeSegment& one : segments) {
        const auto span = spanOf(index, groove, one.from, one.to != 0 ? one.to : model->moment());
        if (span && over) {
            paintTakenOver(painter, QRectF(span->left, groove.top(), span->right - span->left, kBarHeight));
            return;
        }
        if (span) {
            paintSegment(painter, QRectF(span->left, groove.top(), span->right - span->left, kBarHeight), one, phase);
        }
    }
}

std::optional<TimeSegment> TimelineDelegate::segmentAt(const QModelIndex& index, const QRect& cell, int x) {
    const auto* model = qobject_cast<const TaskListModel*>(index.model());
    if (!model) {
        return std::nullopt;
    }
    std::optional<TimeSegment> found;
    const QRectF groove = grooveOf(cell.adjusted(space::k12, 0, -space::k12, 0));
    const auto segments = model->segmentsAt(index.row());
    for (const TimeSegment& one : segments) {
        const auto span = spanOf(index, groove, one.from, one.to != 0 ? one.to : model->moment());
        if (span && x >= span->left - 1 && x <= span->right + 1) {
            found = one;  // of those in one place the last
        }
    }
    return found;
}

bool TimelineDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
    const auto* model = qobject_cast<const TaskListModel*>(index.model());
    const auto one = segmentAt(index, option.rect, event->pos().x());
    const bool over = index.data(TaskListModel::TakenOverRole).toBool();
    if (event->type() != QEvent::ToolTip || !one || !model || over) {
        return CellDelegate::helpEvent(event, view, option, index);
    }
    QToolTip::showText(event->globalPos(), segmentText(*one, model->moment()), view);
    return true;
}

}  // namespace beamline::ui
