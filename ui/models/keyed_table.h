// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of few rows, each with a key, that is told anew as a whole: rows keep their identity, so that selection and
// scroll survive. GUI thread.

#include <QAbstractTableModel>
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

namespace beamline::ui {

/// `Row` has a member `key`, a string of any kind, and is compared by ==.
template <class Row>
class KeyedTable : public QAbstractTableModel {
public:
    using Key = decltype(Row::key);
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const final {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const Row& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1: it is not there.
    int rowOf(const Key& key) const { return find(key, 0); }

protected:
    /// Makes the rows be `rows`, in their order; of those with one key the first counts.
    void merge(std::vector<Row> rows) {
        std::unordered_set<Key> keys;
        std::erase_if(rows, [&](const Row& row) { return !keys.insert(row.key).second; });
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (!keys.contains(rowAt(row).key)) {
                beginRemoveRows({}, row, row);
                m_rows.erase(m_rows.begin() + row);
                endRemoveRows();
            }
        }
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            auto& wanted = rows[static_cast<std::size_t>(row)];
            const int at = find(wanted.key, row);
            if (at < 0) {
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + row, std::move(wanted));
                endInsertRows();
                continue;
            }
            if (at != row) {
                beginMoveRows({}, at, at, {}, row);
                std::rotate(m_rows.begin() + row, m_rows.begin() + at, m_rows.begin() + at + 1);
                endMoveRows();
            }
            if (auto& kept = m_rows[static_cast<std::size_t>(row)]; !(kept == wanted)) {
                kept = std::move(wanted);
                Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
            }
        }
    }
    const std::vector<Row>& rows() const { return m_rows; }
    /// The texts of this column depend on the clock.
    void tickColumn(int column) {
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
        }
    }

private:
    int find(const Key& key, int from) const {
        const auto found =
            std::find_if(m_rows.begin() + from, m_rows.end(), [&](const Row& r) { return r.key == key; });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }

    std::vector<Row> m_rows;
};

}  // namespace beamline::ui
