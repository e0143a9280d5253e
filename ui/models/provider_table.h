// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the providers of a policy do: their share of the traffic against their weight, their circuits, latencies, errors
// and costs. GUI thread.

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

struct ProviderRow {
    QString key;  ///< its name
    api::ProviderState state;
    bool known = false;  ///< the engine told of it
    bool canary = false;
    bool operator==(const ProviderRow&) const = default;
};

class ProviderTable : public KeyedTable<ProviderRow> {
    Q_OBJECT
public:
    enum Columns {
        NameColumn,
        ShareColumn,
        WeightColumn,
        CircuitColumn,
        P50Column,
        P95Column,
        P99Column,
        ErrorColumn,
        CostColumn,
        ColumnCount
    };
    enum Roles { WeightRole = FirstOwnRole };  ///< double 0 … 1: the share that it should have
    /// ProgressRole: the share that it has. KindRole of the circuit: ClusterMark. VersionRole marks the canary.

    explicit ProviderTable(EngineSession* session, QObject* parent = nullptr);

    /// Only these are shown, in this order; `canary` may be empty.
    void setProviders(const QStringList& names, const QString& canary);
    void refresh();
    bool hasFailed() const { return m_failed; }
    const api::Error& error() const { return m_error; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();

private:
    void show();
    QString text(const ProviderRow& row, int column) const;
    QString tip(const ProviderRow& row, int column) const;

    EngineSession* m_session;
    QStringList m_names;
    QString m_canary;
    std::vector<api::ProviderState> m_states;
    api::Error m_error;
    bool m_failed = false;
    bool m_asking = false;
};

}  // namespace beamline::ui
