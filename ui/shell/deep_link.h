// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places as links, "beamline://run/<id>", that other programs and people pass on. Whoever wrote one is not trusted: it
// names a place to go to, and nothing else. Pure functions, GUI thread.

#include <QString>

#include "engine/api/result.h"

namespace beamline::ui {

inline constexpr qsizetype kMaxLink = 2048;  ///< characters

bool isLink(const QString& text);
QString linkTo(const QString& place);
/// The place that a link names; kInvalidArgument says what is wrong with it. Never one that does more than to show
/// something.
api::Result<QString> placeOfLink(const QString& link);
/// The same of a place as --open and other starts of the program give it.
api::Result<QString> placeToShow(const QString& place);

}  // namespace beamline::ui
