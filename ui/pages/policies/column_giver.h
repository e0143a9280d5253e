// SPDX-License-Identifier: Apache-2.0
#pragma once
// Hides columns of a table that has no room for all, so that the one that stretches can be read. GUI thread only.

#include <QObject>
#include <QVector>

class QTableView;

namespace beamline::ui {

class ColumnGiver : public QObject {
    Q_OBJECT
public:
    /// `stretched` keeps `least` pixels; the columns of `hidden` go one after another until it has them. Lives as long
    /// as the table.
    ColumnGiver(QTableView* table, int stretched, int least, QVector<int> hidden);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void give();

    QTableView* m_table;
    int m_stretched;
    int m_least;
    QVector<int> m_hidden;
};

}  // namespace beamline::ui
