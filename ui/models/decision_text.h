// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why the router decided as it did, for people: words for its codes, the way as a graph, and the candidates as a table.
// GUI thread.

#include <QPair>
#include <QString>
#include <QVector>
#include <vector>

#include "engine/api/routing.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

/// A code that is not known is shown as it is.
QString decisionReasonText(const std::string& code);
QString decisionStepText(const std::string& code);
QString decisionOutcomeText(const std::string& code);
QString excludedText(const std::string& code);

/// The steps that were not skipped, the extensions, every candidate, and what was chosen.
api::Graph decisionGraph(const api::RouteDecision& decision);
std::vector<api::TaskState> decisionStates(const api::RouteDecision& decision);
/// By edge of that graph.
std::vector<bool> decisionTaken(const api::RouteDecision& decision);

/// What is known of one node of the graph; without a node of the whole decision.
struct DecisionPart {
    QString title;
    QString sentence;
    QVector<QPair<QString, QString>> numbers;
};
DecisionPart decisionPart(const api::RouteDecision& decision, const QString& ref);

struct CandidateRow {
    QString key;  ///< its name
    api::RouteCandidate candidate;
    bool chosen = false;
    bool operator==(const CandidateRow&) const = default;
};

class CandidateTable : public KeyedTable<CandidateRow> {
    Q_OBJECT
public:
    enum Columns { NameColumn, ChanceColumn, LatencyColumn, CostColumn, WhyColumn, ColumnCount };
    /// KindRole of the name: ClusterMark. VersionRole marks the chosen one.

    using KeyedTable::KeyedTable;
    void show(const api::RouteDecision& decision);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

}  // namespace beamline::ui
