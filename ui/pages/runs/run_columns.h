// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns the list of runs shows, in which order and how wide: by mouse on its header, by key from a menu. GUI
// thread only.

#include <QObject>
#include <QVector>

#include "ui/models/run_views.h"

class QMenu;

namespace beamline::ui {

class RunListModel;
class TableView;

class RunColumns : public QObject {
    Q_OBJECT
public:
    /// The table shows `model` already. The last column takes what is left.
    RunColumns(TableView* table, RunListModel* model, QObject* parent = nullptr);

    /// Empty: the usual ones.
    const QVector<RunColumnPlace>& places() const { return m_places; }
    void apply(const QVector<RunColumnPlace>& places);
    /// A box for each column and each of `labels`; moves and widths of `column` (negative: of the current cell's).
    void fillMenu(QMenu* menu, const QStringList& labels, int column = -1);
    /// The usual columns in a narrow window: without those that a run's own page shows too.
    void fit(int width);

Q_SIGNALS:
    /// By hand, not by apply().
    void changed();

private:
    int columnOf(const QString& id) const;
    int usualWidth(const QString& id) const;
    QVector<RunColumnPlace> shown() const;
    void take(bool moved);
    void show(const QString& id, bool on);
    void move(int column, int step);
    void widen(int column, int step);
    QVector<int> visible() const;

    TableView* m_table;
    RunListModel* m_model;
    QVector<RunColumnPlace> m_places;
    QString m_last;  ///< the column that takes what is left
    bool m_applying = false;
    int m_width = 0;
};

}  // namespace beamline::ui
