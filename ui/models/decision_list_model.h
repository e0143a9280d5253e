// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the router has decided lately by one policy, newest first. GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

class DecisionListModel : public PagedModelOf<api::ListDecisions> {
    Q_OBJECT
public:
    enum Columns { AgeColumn, RequestColumn, ProviderColumn, ReasonColumn, LatencyColumn, CostColumn, ColumnCount };
    /// PhaseRole of the provider: the phase whose looks the decision has, of those that failed.

    explicit DecisionListModel(EngineSession* session, QObject* parent = nullptr);

    /// Empty: none.
    void setPolicy(const QString& policy);
    void setFailedOnly(bool failedOnly);
    bool isFailedOnly() const { return m_failedOnly; }
    void tick();
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    api::ListDecisions question() const override;
    std::string keyOf(const api::RouteDecision& one) const override { return one.id; }
    bool growsOnTop() const override { return true; }
    QStringList columnTitles() const override;
    bool isNumberColumn(int column) const override { return column == LatencyColumn || column == CostColumn; }

private:
    QString text(const api::RouteDecision& one, int column) const;
    void anew();

    std::string m_policy;
    bool m_failedOnly = false;
};

}  // namespace beamline::ui
