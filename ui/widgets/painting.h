// SPDX-License-Identifier: Apache-2.0
#pragma once
// The few shapes that delegates and widgets draw alike: pills, badges, bars and figures of equal width. GUI thread
// only.

#include <QColor>
#include <QFont>
#include <QRect>
#include <QString>

#include "engine/api/values.h"

class QPainter;

namespace beamline::ui {

/// Text whose digits all take the same width, so that columns of figures stand still; elided on the right.
void paintTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text);
int tabularWidth(const QFont& font, const QString& text);

/// A version beside a name: small text on a raised ground. Returns the rectangle it took, starting at rect.left().
QRect paintBadge(QPainter& painter, const QRect& rect, const QString& text);
int badgeWidth(const QString& text);

/// "Dry run" with its icon in a dashed frame, which nothing that is real has. As paintBadge().
QRect paintDryRun(QPainter& painter, const QRect& rect);
int dryRunWidth();

/// A round-ended label, soft ground and strong text, with an icon of the phase when there is one.
QRect paintPill(QPainter& painter, const QRect& rect, const QString& text, const QColor& color, const QColor& soft);
int pillWidth(const QString& text);

/// The ground of a selected row; in high contrast with lines above and below.
void paintSelection(QPainter& painter, const QRect& rect);

/// A thin bar filled from the left; `share` from 0 to 1.
void paintBar(QPainter& painter, const QRect& rect, double share, const QColor& color);

}  // namespace beamline::ui
