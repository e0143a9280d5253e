// SPDX-License-Identifier: Apache-2.0
#include "ui/models/paged_model.h"

namespace beamline::ui {

PagedModel::PagedModel(EngineSession* session, QObject* parent) : QAbstractTableModel(parent), m_session(session) {}

int PagedModel::rowOf(const QString& id) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (idAt(row) == id) {
            return row;
        }
    }
    return -1;
}

int PagedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columnTitles().size());
}

QVariant PagedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return columnTitles().at(section);
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isNumberColumn(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

bool PagedModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && hasMore() && !m_asking && m_state != State::Failed;
}

bool PagedModel::isNumberColumn(int) const {
    return false;
}

void PagedModel::setState(State state) {
    if (m_state != state || state == State::Failed) {
        m_state = state;
        Q_EMIT stateChanged();
    }
}

}  // namespace beamline::ui
