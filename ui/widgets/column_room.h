// SPDX-License-Identifier: Apache-2.0
#pragma once
// Room for words that are longer in some languages than in others. GUI thread only.

class QAbstractItemView;
class QHeaderView;

namespace beamline::ui {

/// So many characters of the body font, but never less than the title of the column and, where phases stand in it, the
/// longest of their words.
int columnWidthFor(const QAbstractItemView& view, const QHeaderView& header, int column, int characters);

/// A title or cell that is cut is said in full where the mouse rests, unless its model says something there.
void tellCutTexts(QAbstractItemView& view, QHeaderView& header);

}  // namespace beamline::ui
