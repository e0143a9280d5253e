// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a policy does now: the traffic of each provider, the canary and its steps, the newest decisions and why. Asks
// again while it can be seen. GUI thread only.

#include <QTimer>
#include <QWidget>
#include <vector>

#include "engine/api/operations.h"

class QAction;
class QBoxLayout;
class QCheckBox;
class QLabel;

namespace beamline::ui {

class ContentStack;
class DecisionListModel;
class DecisionWhyPane;
class EngineSession;
class InfoBar;
class ProviderTable;
class TableView;

class PolicyLivePane : public QWidget {
    Q_OBJECT
public:
    static constexpr int kRefreshMs = 2000;

    explicit PolicyLivePane(EngineSession* session, QWidget* parent = nullptr);

    /// What is stored. A null document: there is none.
    void setPolicy(const QString& policy, const api::Json& stored);
    /// `why` the canary cannot be changed now; empty: it can.
    void setObstacle(const QString& why);
    void refresh();
    void showDecision(const QString& id);
    /// The steps of the canary, for the page's list.
    const QList<QAction*>& commands() const { return m_commands; }

Q_SIGNALS:
    void stepped(const beamline::api::PolicyReply& reply);
    void failed(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Step {
        double percent;
        QAction* action;
    };
    void buildSteps();
    QWidget* buildCanary();
    QWidget* buildProviders();
    QWidget* buildDecisions();
    void step(double percent);
    void updateSteps();
    void fitProviders();
    void showDecisions();

    EngineSession* m_session;
    ProviderTable* m_providers;
    DecisionListModel* m_decisions;
    QString m_policy;
    api::Json m_stored;
    QString m_obstacle;
    bool m_stepping = false;
    std::vector<Step> m_steps;
    QList<QAction*> m_commands;
    QTimer m_timer;
    QBoxLayout* m_canaryRow;
    QLabel* m_canary;
    InfoBar* m_bar;
    TableView* m_providerTable;
    QCheckBox* m_failedOnly;
    TableView* m_decisionTable;
    ContentStack* m_decisionStack;
    DecisionWhyPane* m_why;
};

}  // namespace beamline::ui
