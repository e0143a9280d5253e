// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tab goes as the eye does. GUI thread only.

class QWidget;

namespace beamline::ui {

/// Lets Tab walk through `window` as it is now: what lies in one widget or layout together, rows from above, in a row
/// in the direction of reading. Controls come and go while a page fills itself, so this is asked for when Tab is
/// pressed.
void tabInReadingOrder(QWidget& window);

}  // namespace beamline::ui
