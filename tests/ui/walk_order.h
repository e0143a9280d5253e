// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where Tab goes, and whether it goes as the eye does. GUI thread.

#include <QVector>
#include <QWidget>

namespace beamline::test {

/// All that Tab must reach below `root`.
QVector<QWidget*> tabStops(const QWidget& root);

/// The round that Tab makes from where the focus is (Shift+Tab with `back`), beginning there. Empty with a word in
/// `problem` when it does not come back. `hidden`: what could not be seen when it had the focus.
QVector<QWidget*> tabRound(bool back, QString* problem, QVector<QWidget*>* hidden = nullptr);

/// What Tab reads in another order than people do, one sentence each. Groups are what lies in one widget or layout: a
/// group is walked through before the next one begins, and groups that share a row are walked in the direction of
/// reading, others from above.
QStringList disorder(const QWidget& root, const QVector<QWidget*>& order);

/// Whether it can be seen: not cut off by what it is scrolled in.
bool isInSight(const QWidget& widget);

}  // namespace beamline::test
