// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a dry run of a pipeline came to: the message, each stage with what it made of it, and the choice of the provider
// between. GUI thread.

#include "engine/api/routing_operations.h"
#include "ui/models/cluster_table.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

struct PipelineRunStep {
    QString key;
    QString name;
    QString type;
    QString status;
    ClusterMark mark = ClusterMark::Plain;
    QString time;
    QString effect;  ///< what came of it, or why a provider was chosen
    QString error;
    bool isChoice = false;  ///< of the provider
    bool changed = false;   ///< the message
    api::Json before;
    api::Json after;
    bool operator==(const PipelineRunStep&) const = default;
};

/// KindRole of the status: int(ClusterMark).
class PipelineRunModel : public KeyedTable<PipelineRunStep> {
    Q_OBJECT
public:
    enum Columns { NameColumn, StatusColumn, TimeColumn, MessageColumn, EffectColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    /// `sent`: the message as it went in.
    void show(const api::Json& sent, const api::DryRunReply& reply);
    void clear() { merge({}); }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// A sentence: which provider and why, or why none.
QString choiceText(const api::RouteDecision& decision);
/// The sample as a request of DryRunRoute: an envelope is put around it where it has none, and the message gets what
/// the router would give it.
api::Json requestOf(const api::Json& sample, const std::string& tenant, const std::string& policy);
/// The message in such a request, as the first stage gets it.
api::Json messageOf(const api::Json& request);

}  // namespace beamline::ui
