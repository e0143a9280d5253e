// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lines that two texts differ by, as one list for people. Pure functions, any thread.

#include <QString>
#include <QVector>

namespace beamline::ui {

struct DiffLine {
    enum class Kind { Same, Removed, Added, Skipped };
    Kind kind = Kind::Same;
    int before = 0;  ///< line in the old text, from 1; 0 when it is not there
    int after = 0;   ///< line in the new text, from 1
    QString text;
    int skipped = 0;  ///< of Skipped: how many equal lines are not shown
};

struct TextDiff {
    QVector<DiffLine> lines;
    int added = 0;
    int removed = 0;
    bool coarse = false;  ///< the texts differ by more than kMaxDiffSteps lines: what differs is shown as one block
};

inline constexpr int kMaxDiffSteps = 2000;  ///< bounds time and memory, which grow with its square
inline constexpr int kDiffContext = 3;      ///< equal lines shown around what differs

/// The shortest script of whole lines (Myers, "An O(ND) Difference Algorithm", 1986). `context` < 0: all lines.
TextDiff diffOf(const QString& before, const QString& after, int context = kDiffContext);
/// "1 line came, 2 lines went".
QString linesText(const TextDiff& diff);

}  // namespace beamline::ui
