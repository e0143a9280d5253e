// SPDX-License-Identifier: Apache-2.0
#pragma once
// The section of the page Settings about notifications and the tray. GUI thread only.

namespace beamline::ui {

struct SettingSection;

SettingSection notificationSection();

}  // namespace beamline::ui
