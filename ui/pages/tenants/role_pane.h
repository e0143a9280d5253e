// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a role lets one do: every permission as a box to check, in rows of what it is about. GUI thread only.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/operations.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;

class RolePane : public Card {
    Q_OBJECT
public:
    /// `save`: the page's command.
    RolePane(EngineSession* session, QAction* save, QWidget* parent = nullptr);

    /// As the engine has it now; what was checked for the same role stays.
    void show(const api::RoleInfo& role);
    void forget(const std::string& name);
    std::string shown() const { return m_base ? m_base->name : std::string(); }
    bool isChanged() const;
    /// Why it cannot be saved now; empty: it can.
    QString obstacle() const;
    void save();

Q_SIGNALS:
    void changed();
    void saved(const QString& name);
    void stale();

private:
    QWidget* buildBody();
    void buildMatrix(QGridLayout& grid);
    QCheckBox* addBox(const std::string& permission, const QString& text, const QString& spoken);
    bool has(const std::string& permission) const;
    void set(const std::string& permission, bool given);
    void fill();
    void edited();
    void takeTheirs();

    EngineSession* m_session;
    std::optional<api::RoleInfo> m_base;
    std::optional<api::RoleInfo> m_edited;
    std::map<std::string, api::RoleInfo> m_drafts;
    std::map<std::string, QCheckBox*> m_boxes;  ///< by permission, "run.*" and "*"
    InfoBar* m_bar;
    QLineEdit* m_title;
    QLabel* m_note;
    Button* m_undo;
    bool m_filling = false;
    bool m_saving = false;
};

}  // namespace beamline::ui
