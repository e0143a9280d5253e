// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/shortcut_model.h"

#include <algorithm>

namespace beamline::ui {

ShortcutModel::ShortcutModel(ShortcutBook& book, QObject* parent) : QAbstractTableModel(parent), m_book(book) {
    connect(&book, &ShortcutBook::changed, this, &ShortcutModel::read);
    read();
}

QString ShortcutModel::keysOf(const Shortcut& one) {
    return QKeySequence::listToString(one.keys, QKeySequence::NativeText);
}

/// In place while the commands are the same, so that the selection stays.
void ShortcutModel::read() {
    const auto words = m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QVector<Shortcut> rows = m_book.shortcuts();
    rows.removeIf([&](const Shortcut& one) {
        const QString text = QStringLiteral("%1 %2 %3").arg(one.text, one.where, keysOf(one));
        return !std::all_of(words.begin(), words.end(),
                            [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    });
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const Shortcut& a, const Shortcut& b) { return a.id == b.id; });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ShortcutModel::setFilter(const QString& text) {
    if (text != m_filter) {
        m_filter = text;
        read();
    }
}

int ShortcutModel::rowOf(const QString& id) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Shortcut& one) { return one.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ShortcutModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ShortcutModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Shortcut& one = m_rows[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == CommandColumn ? one.text
                   : index.column() == KeyColumn   ? keysOf(one)
                   : index.column() == MenuColumn  ? one.where
                   : one.changed                   ? tr("Changed")
                                                   : QString();
        case Qt::AccessibleTextRole:
            return one.keys.isEmpty() ? tr("%1, no key").arg(one.text) : tr("%1, key %2").arg(one.text, keysOf(one));
        case IdRole:
            return one.id;
        default:
            return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == CommandColumn ? tr("Command")
           : section == KeyColumn   ? tr("Keys")
           : section == MenuColumn  ? tr("Menu")
                                    : tr("State");
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex& index) const {
    const auto own = QAbstractTableModel::flags(index);
    return index.column() == KeyColumn ? own | Qt::ItemIsEditable : own;
}

}  // namespace beamline::ui
