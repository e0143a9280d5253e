// SPDX-License-Identifier: Apache-2.0
#pragma once
// One tenant to look at and to change: its namespaces, what it may use beside what it uses, and its budget. What is
// typed stays while others change the same tenant, and while another one is looked at. GUI thread only.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/tenant_text.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class LimitLabel;
class Pill;
class TenantBook;

class TenantPane : public Card {
    Q_OBJECT
public:
    /// `save`: the page's command. Book and session outlive the pane.
    TenantPane(EngineSession* session, TenantBook* book, QAction* save, QWidget* parent = nullptr);

    /// As the engine has it now.
    void show(const api::TenantInfo& tenant);
    /// It is gone: what was typed for it, too.
    void forget(const std::string& id);
    std::string shown() const { return m_base ? m_base->id : std::string(); }
    bool isChanged() const { return m_base && !(m_edited == *m_base); }
    /// Why it cannot be saved now; empty: it can.
    QString obstacle() const;
    void save();
    void enter();

Q_SIGNALS:
    /// Whether it can be saved is another thing now.
    void changed();
    void saved(const beamline::api::TenantInfo& tenant);
    /// Somebody else has changed it meanwhile: ask for it again.
    void stale();
    void usageWanted();

private:
    struct Draft {
        api::TenantInfo base;
        api::TenantInfo edited;
    };
    struct Field {
        QDoubleSpinBox* spin = nullptr;
        std::function<double(const api::TenantInfo&)> get;
        std::function<void(api::TenantInfo&, double)> set;
        std::optional<TenantMeasure> measure;
        LimitLabel* use = nullptr;
    };
    QWidget* buildBody();
    void buildAbout(QGridLayout& grid);
    void buildQuotas(QGridLayout& grid);
    void buildBudget(QGridLayout& grid);
    template <class Part, class Value>
    QDoubleSpinBox* addField(QGridLayout& grid, const QString& label, Part api::TenantInfo::*part, Value Part::*member,
                             double unit, const QString& suffix, std::optional<TenantMeasure> measure);
    void fill();
    void showUse();
    void edited();
    QString problem() const;
    void takeTheirs();

    EngineSession* m_session;
    TenantBook* m_book;
    std::optional<api::TenantInfo> m_base;
    api::TenantInfo m_edited;
    std::map<std::string, Draft> m_drafts;
    std::vector<Field> m_fields;
    Pill* m_state;
    InfoBar* m_bar;
    QLineEdit* m_title;
    QLineEdit* m_namespaces;
    QLabel* m_hint;
    QSpinBox* m_share;
    QSpinBox* m_warnAt;
    QCheckBox* m_stop;
    QLabel* m_about;
    Button* m_undo;
    bool m_filling = false;
    bool m_saving = false;
};

}  // namespace beamline::ui
