// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of settings: sections, and in each its rows with what changes them. A new setting is a row. GUI thread
// only.

#include <QString>
#include <functional>
#include <vector>

class QWidget;

namespace beamline::ui {

class Settings;

struct SettingRow {
    QString id;     ///< "appearance.theme": what palette and tests know it by
    QString title;  ///< what is set
    QString note;   ///< what that does, a sentence
    /// The control, which shows the setting, changes it, and follows what others change. `command` starts one of the
    /// window's commands by its id.
    std::function<QWidget*(Settings&, const std::function<void(const QString&)>& command, QWidget* parent)> make;
};

struct SettingSection {
    QString id;  ///< "appearance": of the place "settings/appearance"
    QString title;
    QString icon;
    std::vector<SettingRow> rows;
    bool keys = false;  ///< its rows are followed by the table of keys
};

/// In the order in which they are shown.
std::vector<SettingSection> settingSections();

}  // namespace beamline::ui
