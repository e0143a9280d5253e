// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a screen reader is told of what can be seen. GUI thread.

#include <QStringList>

class QWidget;

namespace beamline::test {

/// Controls and painted things below `root` without a name, a role or the state they are in; cells of lists that show
/// something and say nothing. One sentence each.
QStringList unspoken(const QWidget& root);

}  // namespace beamline::test
