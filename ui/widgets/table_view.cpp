// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/table_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

TableView::TableView(QWidget* parent) : QTableView(parent) {
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    viewport()->setAutoFillBackground(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(space::kRow);
    verticalHeader()->setDefaultSectionSize(space::kRow);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(extent::kTableHeader);
    tellCutTexts(*this, *horizontalHeader());
    setItemDelegate(new CellDelegate(this));
    connect(this, &QAbstractItemView::doubleClicked, this, &TableView::rowActivated);
    connect(&Theme::current(), &Theme::changed, viewport(), QOverload<>::of(&QWidget::update));
}

void TableView::setColumnWidths(const QVector<int>& characters) {
    for (int column = 0; column < characters.size(); ++column) {
        if (characters[column] > 0) {
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Interactive);
            setColumnWidth(column, columnWidthFor(*this, *horizontalHeader(), column, characters[column]));
        } else {
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        }
    }
}

void TableView::setHoveredRow(int row) {
    if (row == m_hoveredRow) {
        return;
    }
    const auto repaint = [this](int which) {
        if (which >= 0) {
            viewport()->update(0, rowViewportPosition(which), viewport()->width(), rowHeight(which));
        }
    };
    repaint(m_hoveredRow);
    m_hoveredRow = row;
    repaint(m_hoveredRow);
}

void TableView::mouseMoveEvent(QMouseEvent* event) {
    setHoveredRow(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent* event) {
    setHoveredRow(-1);
    QTableView::leaveEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex());
        return;
    }
    if (event->modifiers() == Qt::NoModifier && !event->text().isEmpty() && event->text().at(0).isLetterOrNumber()) {
        event->ignore();  // letters are commands here, not a search in the first column
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace beamline::ui
