// SPDX-License-Identifier: Apache-2.0
#pragma once
// How well a text fits what somebody types to find it. Pure functions, any thread.

#include <QString>

namespace beamline::ui {

/// 0: it does not. All words of `wanted` have to occur, in any order and case: as a beginning of the text, of a word,
/// inside a word, or with gaps ("dl" fits "Dead letters"), in falling order of worth. An empty `wanted` fits everything
/// alike.
int fuzzyScore(const QString& text, const QString& wanted);

}  // namespace beamline::ui
