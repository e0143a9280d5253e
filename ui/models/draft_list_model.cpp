// SPDX-License-Identifier: Apache-2.0
#include "ui/models/draft_list_model.h"

#include <QFileInfo>

#include "ui/models/formatting.h"

namespace beamline::ui {

DraftListModel::DraftListModel(DraftStore* store, QObject* parent) : QAbstractTableModel(parent), m_store(store) {}

void DraftListModel::refresh() {
    beginResetModel();
    m_drafts = m_store->list(&m_unreadable);
    endResetModel();
}

int DraftListModel::rowOf(const QString& id) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (m_drafts[row].id == id) {
            return row;
        }
    }
    return -1;
}

int DraftListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_drafts.size());
}

int DraftListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DraftListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Draft& draft = m_drafts[index.row()];
    const QString name = !draft.name.isEmpty()   ? cutText(toUtf8(draft.name), kShownTitle)
                         : !draft.path.isEmpty() ? QFileInfo(draft.path).fileName()
                                                 : tr("no name yet");
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn ? name : formatAge(draft.changedAt, Clock::now());
        case Qt::ToolTipRole:
            return index.column() == ChangedColumn ? formatExact(draft.changedAt)
                   : draft.from.isEmpty()          ? name
                                                   : tr("%1, begun from %2").arg(name, draft.from);
        case Qt::AccessibleTextRole:
            return tr("Draft of %1, changed %2").arg(name, formatAge(draft.changedAt, Clock::now()));
        case IdRole:
            return draft.id;
        case VersionRole:
            return index.column() == NameColumn ? cutText(toUtf8(draft.version), kLongestWord) : QString();
        default:
            return {};
    }
}

QVariant DraftListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn ? tr("Draft") : tr("Changed");
}

}  // namespace beamline::ui
