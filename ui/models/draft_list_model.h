// SPDX-License-Identifier: Apache-2.0
#pragma once
// The drafts of this desk, newest first. GUI thread.

#include <QAbstractTableModel>

#include "ui/models/draft_store.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class DraftListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { NameColumn, ChangedColumn, ColumnCount };
    /// IdRole: the draft's id. VersionRole: the version it has now.

    explicit DraftListModel(DraftStore* store, QObject* parent = nullptr);

    /// Reads the folder again.
    void refresh();
    const Draft& at(int row) const { return m_drafts[row]; }
    int rowOf(const QString& id) const;
    /// Files in the folder that could not be read.
    int unreadable() const { return m_unreadable; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    DraftStore* m_store;
    QVector<Draft> m_drafts;
    int m_unreadable = 0;
};

}  // namespace beamline::ui
