// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/column_giver.h"

#include <QEvent>
#include <QTableView>

namespace beamline::ui {

ColumnGiver::ColumnGiver(QTableView* table, int stretched, int least, QVector<int> hidden)
    : QObject(table), m_table(table), m_stretched(stretched), m_least(least), m_hidden(std::move(hidden)) {
    table->installEventFilter(this);
}

bool ColumnGiver::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        give();
    }
    return QObject::eventFilter(watched, event);
}

void ColumnGiver::give() {
    int room = m_table->width();
    for (const int column : std::as_const(m_hidden)) {
        m_table->setColumnHidden(column, false);  // hidden ones have no width
    }
    for (int column = 0; column < m_table->model()->columnCount(); ++column) {
        room -= column == m_stretched ? 0 : m_table->columnWidth(column);
    }
    for (const int column : std::as_const(m_hidden)) {
        if (room < m_least) {
            room += m_table->columnWidth(column);
            m_table->setColumnHidden(column, true);
        }
    }
}

}  // namespace beamline::ui
