// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of all pages: fixed 28 px rows, whole-row hover and selection, no grid, columns that remember. GUI thread
// only.

#include <QTableView>

namespace beamline::ui {

class TableView : public QTableView {
    Q_OBJECT
public:
    explicit TableView(QWidget* parent = nullptr);

    int hoveredRow() const { return m_hoveredRow; }
    /// Column widths in characters of the body font; 0 stretches. Call after setModel().
    void setColumnWidths(const QVector<int>& characters);

Q_SIGNALS:
    /// Enter or double click on a row.
    void rowActivated(const QModelIndex& index);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setHoveredRow(int row);

    int m_hoveredRow = -1;
};

}  // namespace beamline::ui
