// SPDX-License-Identifier: Apache-2.0
#pragma once
// Actions on many runs at once, newest first: who asked for each, why, and how far it is. GUI thread.

#include <QTimer>

#include "ui/models/batch_text.h"
#include "ui/models/paged_model.h"

namespace beamline::ui {

class BatchFates;

/// A batch is a run of the namespace `beamline`: what its run and its tasks tell is followed, nothing is polled.
class BatchListModel : public PagedModelOf<api::ListBatches> {
    Q_OBJECT

public:
    enum Columns { StateColumn, WhatColumn, ResultColumn, WhenColumn, ByColumn, ReasonColumn, SelectionColumn };
    static constexpr int kRefreshInterval = 500;  ///< ms between two questions at most often

    explicit BatchListModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks for the list unless it is there.
    void start();
    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    /// Which rows are on view: of these it is asked what has become of their runs since.
    void setSeen(int first, int last);
    /// Null when it is not loaded.
    const api::Batch* find(const QString& id) const;
    /// What the engine answered to a command: it may be newer than the list.
    void put(const api::Batch& batch);
    /// Ages have moved on.
    void tick();

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::ListBatches question() const override { return {}; }
    std::string keyOf(const api::Batch& batch) const override { return batch.id; }

private:
    QString text(const api::Batch& batch, int column) const;
    QString stateText(const api::Batch& batch, bool whole) const;
    BatchFate fate(const api::Batch& batch) const;
    void schedule();

    BatchFates* m_fates;
    bool m_started = false;
    bool m_live = false;
    bool m_missed = false;
    QTimer m_refreshTimer{this};
};

/// What happened to each run of one batch, in the order it is done.
class BatchItemModel : public PagedModelOf<api::ListBatchItems> {
    Q_OBJECT

public:
    enum Columns { RunColumn, WorkflowColumn, PhaseColumn, OutcomeColumn };

    using PagedModelOf::PagedModelOf;

    /// Empty: none, and no rows.
    void setBatch(const QString& id, std::optional<api::BatchOutcome> outcome = std::nullopt);
    QString batch() const;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::ListBatchItems question() const override;
    std::string keyOf(const api::BatchItem& item) const override { return item.run; }

private:
    std::string m_batch;
    std::optional<api::BatchOutcome> m_outcome;
};

/// What a batch would do to each run; those that cannot be done come first.
class BatchPreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { RunColumn, WorkflowColumn, PhaseColumn, OutcomeColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<api::BatchItem> items, api::BatchAction action);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<api::BatchItem> m_items;
    api::BatchAction m_action = api::BatchAction::cancel;
};

}  // namespace beamline::ui
