// SPDX-License-Identifier: Apache-2.0
#include "ui/models/connection_list_model.h"

#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
QString kindText(ConnectionKind kind) {
    switch (kind) {
        case ConnectionKind::embedded:
            return ConnectionListModel::tr("Embedded");
        case ConnectionKind::context:
            return ConnectionListModel::tr("NATS context");
        case ConnectionKind::nats:
            break;
    }
    return ConnectionListModel::tr("Own");
}

QString tagOf(const ConnectionProfile& profile) {
    return profile.production ? ConnectionListModel::tr("production")
           : profile.readOnly ? ConnectionListModel::tr("looking only")
                              : QString();
}

QString leadsTo(const ConnectionProfile& profile) {
    return profile.tenant.empty()
               ? addressOf(profile)
               : ConnectionListModel::tr("%1, as a member of %2").arg(addressOf(profile), toText(profile.tenant));
}

ConnectionColor colorOf(const ConnectionProfile& profile) {
    return profile.production && profile.color == ConnectionColor::none ? ConnectionColor::red : profile.color;
}
}  // namespace

ConnectionListModel::ConnectionListModel(ConnectionBook* book, QObject* parent)
    : QAbstractTableModel(parent), m_book(book), m_rows(book->entries()) {
    connect(book, &ConnectionBook::changed, this, &ConnectionListModel::update);
    connect(book, &ConnectionBook::windowsChanged, this, [this] {
        if (rowCount() > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
    });
}

/// Rows keep their identity, so that the selection stays.
void ConnectionListModel::update() {
    const auto& wanted = m_book->entries();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!m_book->find(at(row).profile.id)) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
        const auto& entry = wanted[static_cast<std::size_t>(row)];
        const int at = rowOf(toText(entry.profile.id));
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, entry);
            endInsertRows();
            continue;
        }
        if (at != row) {
            beginMoveRows({}, at, at, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + at, m_rows.begin() + at + 1);
            endMoveRows();
        }
        m_rows[static_cast<std::size_t>(row)] = entry;
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int ConnectionListModel::rowOf(const QString& id) const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&id](const auto& row) { return toText(row.profile.id) == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString ConnectionListModel::stateText(const ConnectionBook::Entry& entry) const {
    const auto phase = m_book->phase(entry.profile.id);
    if (phase) {
        return connectionPhaseText(*phase);
    }
    if (!entry.problem.isEmpty()) {
        return tr("Cannot be used");
    }
    return needsSecret(entry.profile) && !m_book->hasSecret(entry.profile.id) ? tr("No secret kept") : tr("Not open");
}

int ConnectionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& entry = at(index.row());
    const auto& profile = entry.profile;
    const auto phase = m_book->phase(profile.id);
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn      ? cutText(profile.name, kShownTitle)
                   : index.column() == KindColumn    ? kindText(profile.kind)
                   : index.column() == AddressColumn ? cutText(toUtf8(leadsTo(profile)), kShownTitle)
                                                     : stateText(entry);
        case Qt::ToolTipRole:
            return entry.problem.isEmpty() ? leadsTo(profile) : entry.problem;
        case IdRole:
            return toText(profile.id);
        case ColorRole:
            return static_cast<int>(colorOf(profile));
        case TagRole:
            return tagOf(profile);
        case PhaseOfRole:
            return phase ? QVariant(static_cast<int>(*phase)) : QVariant();
        case ProblemRole:
            return !entry.problem.isEmpty();
        default:
            return {};
    }
}

QVariant ConnectionListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return QStringList{tr("Connection"), tr("Kind"), tr("Leads to"), tr("State")}.value(section);
}

}  // namespace beamline::ui
