// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has not ended, in the words of the page Runs. Pure, GUI thread.

#include <QStringList>
#include <map>
#include <string>

namespace beamline::ui {

/// "1 running", "5 waiting", "2 suspended" of runs that were counted by phase; what there is none of is left out.
QStringList unendedTexts(const std::map<std::string, std::int64_t>& byPhase);

}  // namespace beamline::ui
