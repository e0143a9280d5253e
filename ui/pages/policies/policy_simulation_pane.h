// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the policy that is being written would have done with recorded traffic. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

class QAction;
class QComboBox;
class QGridLayout;
class QLabel;

namespace beamline::ui {

class ContentStack;
class EngineSession;
class SimulatedChangeTable;
class SimulatedShareTable;
class TableView;

class PolicySimulationPane : public QWidget {
    Q_OBJECT
public:
    /// `run` is its action, which is also the page's.
    PolicySimulationPane(EngineSession* session, QAction* run, QWidget* parent = nullptr);

    /// Whose traffic, and what is tried with it: nothing when it is no JSON. `stored`: it is what is stored.
    void setPolicy(const QString& policy, const std::optional<api::Json>& document, bool stored);
    /// `why` nothing can be tried, whatever is written; empty: it can.
    void setObstacle(const QString& why);

Q_SIGNALS:
    void decisionAsked(const QString& decision);

private:
    QWidget* buildResult();
    QLabel* figure(const QString& title, int column, QGridLayout* into);
    void simulate();
    void show(const api::SimulationReply& reply);
    void updateAction();
    void showHint();

    EngineSession* m_session;
    QAction* m_run;
    QString m_policy;
    std::optional<api::Json> m_document;
    QString m_obstacle;
    bool m_stored = false;
    bool m_running = false;
    quint64 m_token = 0;
    SimulatedShareTable* m_shares;
    SimulatedChangeTable* m_changes;
    QComboBox* m_span;
    QLabel* m_what;
    ContentStack* m_stack;
    QLabel* m_count = nullptr;
    QLabel* m_moved = nullptr;
    QLabel* m_cost = nullptr;
    QLabel* m_latency = nullptr;
    QLabel* m_note;
    QLabel* m_changeTitle;
    TableView* m_shareTable;
    TableView* m_changeTable;
};

}  // namespace beamline::ui
