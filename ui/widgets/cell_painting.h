// SPDX-License-Identifier: Apache-2.0
#pragma once
// How rows and what lies in them are painted in either direction of reading, and for who sees no colours. GUI thread
// only.

#include <QRect>

class QPainter;
class QStyleOptionViewItem;

namespace beamline::ui {

/// Where `part` of `whole` lies in the direction of reading: what is said of the left, is at the right then.
QRect inReading(const QPainter& painter, const QRect& whole, const QRect& part);

/// paintSelection() with a bar at the edge where its `first` cell begins, which is wider while the list has the focus:
/// neither is told by colours alone.
void paintSelectedRow(QPainter& painter, const QStyleOptionViewItem& option, bool first = true);

}  // namespace beamline::ui
