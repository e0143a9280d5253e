// SPDX-License-Identifier: Apache-2.0
#pragma once
// The letters of keys on buttons and beside commands. GUI thread only.

#include "ui/widgets/theme.h"

namespace beamline::ui {

/// A letter alone is one of the text's own, with a round O; figures and combinations are of equal width, whose zero is
/// narrow and has a dot or a stroke. Alone on a button too the letter is not the figure.
inline QFont keyFont(const QString& key) {
    const bool letter = key.size() == 1 && key.front().isLetter();
    return Theme::current().font(letter ? TextRole::Small : TextRole::MonoSmall);
}

}  // namespace beamline::ui
