// SPDX-License-Identifier: Apache-2.0
#pragma once
// The commands and their keys as rows. GUI thread.

#include <QAbstractTableModel>

#include "ui/models/roles.h"
#include "ui/pages/settings/shortcut_book.h"

namespace beamline::ui {

class ShortcutModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { CommandColumn, KeyColumn, MenuColumn, StateColumn, ColumnCount };
    /// IdRole: the command.

    /// `book` must outlive it.
    explicit ShortcutModel(ShortcutBook& book, QObject* parent = nullptr);

    void setFilter(const QString& text);
    const Shortcut& at(int row) const { return m_rows[row]; }
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void read();
    static QString keysOf(const Shortcut& one);

    ShortcutBook& m_book;
    QString m_filter;
    QVector<Shortcut> m_rows;
};

}  // namespace beamline::ui
