// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why the router decided as it did: the way as a small flow, the numbers of what is chosen in it, and all candidates.
// GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

class QLabel;

namespace beamline::ui {

class CandidateTable;
class ContentStack;
class ElidedLabel;
class EngineSession;
class GraphView;
class Pill;
class TableView;

class DecisionWhyPane : public QWidget {
    Q_OBJECT
public:
    explicit DecisionWhyPane(EngineSession* session, QWidget* parent = nullptr);

    /// Asks for the decision. Empty: none is shown.
    void showDecision(const QString& id);
    const QString& decision() const { return m_id; }

private:
    void show(const api::RouteDecision& decision);
    void showPart(const QString& ref);

    EngineSession* m_session;
    QString m_id;
    quint64 m_token = 0;
    api::RouteDecision m_decision;
    CandidateTable* m_candidates;
    ContentStack* m_stack;
    QLabel* m_title;
    Pill* m_reason;
    ElidedLabel* m_about;
    GraphView* m_graph;
    QLabel* m_part;
    QLabel* m_numbers;
    TableView* m_table;
};

}  // namespace beamline::ui
