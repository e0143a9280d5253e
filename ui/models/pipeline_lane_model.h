// SPDX-License-Identifier: Apache-2.0
#pragma once
// The extensions of one lane in their order, each with what the policy asks of it and how it does now. GUI thread.

#include <QStringList>

#include "engine/api/routing_operations.h"
#include "ui/models/cluster_table.h"
#include "ui/models/keyed_table.h"
#include "ui/models/pipeline_document.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class ExtensionListModel;
class PipelineDraft;

/// A card of an extension, in a lane or to be put into one.
struct ExtensionCard {
    QString key;  ///< its id, and which of those with the same id
    QString id;
    QString type;
    QString word;  ///< the type as the engine writes it
    QString health;
    ClusterMark mark = ClusterMark::Plain;
    QString figures;  ///< "p95 84 ms · 99.2 %"
    QString policy;   ///< what is asked of it, in one line; empty in a palette
    QStringList problems;
    bool broken = false;  ///< one of them is an error
    bool operator==(const ExtensionCard&) const = default;
};

/// What a row of cards tells. IdRole: the extension. KindRole: int(ClusterMark). Qt::AccessibleTextRole: all of it.
class ExtensionCardModel : public KeyedTable<ExtensionCard> {
    Q_OBJECT
public:
    enum Role { HealthRole = FirstOwnRole, FiguresRole, TypeRole, WordRole, PolicyRole, ProblemsRole, BrokenRole };

    using KeyedTable::KeyedTable;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
};

class PipelineLaneModel : public ExtensionCardModel {
    Q_OBJECT
public:
    PipelineLaneModel(PipelineDraft* draft, ExtensionListModel* extensions, PipelineLane lane,
                      QObject* parent = nullptr);
    PipelineLane lane() const { return m_lane; }

private:
    void show();

    PipelineDraft* m_draft;
    ExtensionListModel* m_extensions;
    PipelineLane m_lane;
};

/// All registered extensions that can stand in a lane, in order of lanes.
class PipelinePaletteModel : public ExtensionCardModel {
    Q_OBJECT
public:
    explicit PipelinePaletteModel(ExtensionListModel* extensions, QObject* parent = nullptr);

private:
    void show();

    ExtensionListModel* m_extensions;
};

/// "Blocks on failure · 200 ms · 1 retry"
QString stagePolicyText(const PipelineStage& stage, PipelineLane lane);

}  // namespace beamline::ui
