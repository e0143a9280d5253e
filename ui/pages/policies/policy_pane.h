// SPDX-License-Identifier: Apache-2.0
#pragma once
// One policy: written, its versions, what it does now, and what it would do. GUI thread only.

#include <QPointer>

#include "engine/api/operations.h"
#include "ui/widgets/card.h"

class QAction;

namespace beamline::ui {

class ContentStack;
class ElidedLabel;
class EngineSession;
class FoldingTabs;
class InfoBar;
class Pill;
class PolicyEditor;
class PolicyLivePane;
class PolicySaveDialog;
class PolicySimulationPane;
class PolicyVersionsPane;

class PolicyPane : public Card {
    Q_OBJECT
public:
    enum Tabs { EditTab, LiveTab, VersionsTab, SimulateTab };

    explicit PolicyPane(EngineSession* session, QWidget* parent = nullptr);

    /// Asks for it; what was written in another one is gone. Empty: none.
    void showPolicy(const QString& policy);
    /// A policy that is not stored yet.
    void begin(const QString& policy, const api::Json& document);
    const QString& policy() const { return m_policy; }
    bool isNew() const { return !m_policy.isEmpty() && m_info.version == 0 && m_fresh; }
    bool isChanged() const;
    /// What is written, or stored where nothing is; nothing while it is no JSON.
    std::optional<api::Json> document() const;
    /// Of what is on view; 0: it is not stored.
    std::int64_t version() const { return m_info.version; }
    /// The newest version is this one now.
    void follow(std::int64_t version);
    void setTab(Tabs tab);
    void showDecision(const QString& id);
    Tabs tab() const;
    void refresh();
    /// Its commands, for the page's list.
    QList<QAction*> commands() const;
    void updateActions();

Q_SIGNALS:
    void changed();
    void saved(const QString& policy, const QString& what);
    void failed(const QString& what);

private:
    void buildActions();
    void buildTabs();
    void load(bool keepWritten);
    void show(const api::PolicyDetail& detail, bool keepWritten);
    void showHead();
    void showContent();
    void save();
    void discard();
    void stored(const api::PolicyReply& reply, const QString& what);
    QString obstacle() const;

    EngineSession* m_session;
    QString m_policy;
    api::PolicyInfo m_info;
    api::Json m_stored;
    bool m_fresh = false;       ///< it is not stored yet
    bool m_loaded = false;      ///< what is on view is of m_policy
    std::int64_t m_newest = 0;  ///< as far as is known
    quint64 m_token = 0;
    QAction* m_save;
    QAction* m_discard;
    QAction* m_rollback;
    QAction* m_simulate;
    QList<QAction*> m_tabActions;
    Pill* m_version;
    ElidedLabel* m_about;
    InfoBar* m_bar;
    ContentStack* m_stack;
    FoldingTabs* m_tabs;
    PolicyEditor* m_editor;
    PolicyLivePane* m_live;
    PolicyVersionsPane* m_versions;
    PolicySimulationPane* m_simulation;
    QPointer<PolicySaveDialog> m_dialog;
};

}  // namespace beamline::ui
