// SPDX-License-Identifier: Apache-2.0
#pragma once
// How connections are told apart: the colours that users give them, and the words of their states. GUI thread only.

#include <QColor>

#include "ui/session/connection_profile.h"
#include "ui/session/connection_state.h"

namespace beamline::ui {

/// Invalid for ConnectionColor::none.
QColor connectionColor(ConnectionColor color);
QColor connectionSoft(ConnectionColor color);
QString connectionColorText(ConnectionColor color);
/// Of production without a colour of its own that of danger.
ConnectionColor shownColor(const ConnectionProfile& profile);
QColor connectionPhaseColor(ConnectionPhase phase);
/// "data as of 12:04:10"; empty when what is shown is what the engine has.
QString asOfText(const ConnectionState& state);

}  // namespace beamline::ui
