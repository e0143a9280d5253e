// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which way a painter writes. GUI thread.

#include <QGuiApplication>
#include <QPainter>

namespace beamline::ui {

/// That of the program where the painter has none: under a graphics effect, or into a picture.
inline Qt::LayoutDirection readingDirection(const QPainter& painter) {
    const auto direction = painter.layoutDirection();
    return direction == Qt::LayoutDirectionAuto ? QGuiApplication::layoutDirection() : direction;
}

}  // namespace beamline::ui
