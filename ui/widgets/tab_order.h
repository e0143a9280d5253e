// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tab goes as the eye does. GUI thread only.

class QWidget;

namespace beamline::ui {

/// Gives the focus to what comes next in `window`, or before it: what lies in one widget or layout together, rows from
/// above, in a row in the direction of reading; round at the ends. Controls come and go while a page fills itself, so
/// the order is found when Tab is pressed, and not kept in the chain of the widgets, which breaks where one stands for
/// another. False: there is no other.
bool tabInReadingOrder(QWidget& window, bool next);
/// Whether Tab is written into it.
bool takesTab(const QWidget& widget);

}  // namespace beamline::ui
