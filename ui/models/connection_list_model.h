// SPDX-License-Identifier: Apache-2.0
#pragma once
// The connections of a book, each with where it leads and how it is. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "ui/models/roles.h"
#include "ui/session/connection_book.h"

namespace beamline::ui {

class ConnectionListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { NameColumn, KindColumn, AddressColumn, StateColumn, ColumnCount };
    enum {
        ColorRole = FirstOwnRole,  ///< int: ConnectionColor as it is shown
        TagRole,                   ///< QString: "production", "looking only"; empty: none
        PhaseOfRole,               ///< int: ConnectionPhase; absent while no window is on it
        ProblemRole,               ///< bool: it cannot be opened
    };

    /// The book must outlive the model.
    explicit ConnectionListModel(ConnectionBook* book, QObject* parent = nullptr);

    const ConnectionBook::Entry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void update();
    QString stateText(const ConnectionBook::Entry& entry) const;

    ConnectionBook* m_book;
    std::vector<ConnectionBook::Entry> m_rows;
};

}  // namespace beamline::ui
