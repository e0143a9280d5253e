// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_groups_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/models/run_group_model.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/phase_counts_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

RunGroupsView::RunGroupsView(RunGroupModel* model, QWidget* parent) : QTreeView(parent), m_model(model) {
    setObjectName(QStringLiteral("runs.groups"));
    setAccessibleName(tr("Groups of runs"));
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setExpandsOnDoubleClick(false);  // activate() does it, for keys as well
    setContextMenuPolicy(Qt::CustomContextMenu);
    setItemDelegate(new CellDelegate(this));
    setItemDelegateForColumn(RunGroupModel::GroupColumn, new BadgeDelegate(this));
    setItemDelegateForColumn(RunGroupModel::PhasesColumn, new PhaseCountsDelegate(this));
    for (const int column : {RunGroupModel::LastColumn, RunGroupModel::NowColumn}) {
        setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, this));
    }
    header()->setFixedHeight(extent::kTableHeader);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setStretchLastSection(true);
    tellCutTexts(*this, *header());
    const QVector<int> letters{52, 22, 8, 12, 11};
    for (int column = 0; column < letters.size(); ++column) {
        header()->resizeSection(column, columnWidthFor(*this, *header(), column, letters[column]));
    }
    // The header gives the last one what is left, but never less than it has itself.
    header()->resizeSection(RunGroupModel::NowColumn, header()->minimumSectionSize());
    connect(this, &QTreeView::expanded, m_model, [this](const QModelIndex& at) { m_model->setOpened(at, true); });
    connect(this, &QTreeView::collapsed, m_model, [this](const QModelIndex& at) { m_model->setOpened(at, false); });
    connect(this, &QTreeView::doubleClicked, this, &RunGroupsView::activate);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunGroupsView::fetchSeen);
    connect(model, &RunGroupModel::loaded, this, &RunGroupsView::fetchSeen);
}

void RunGroupsView::activate(const QModelIndex& index) {
    if (m_model->runAt(index)) {
        Q_EMIT runActivated(index.data(IdRole).toString());
    } else if (index.isValid()) {
        const QModelIndex group = index.siblingAtColumn(0);
        setExpanded(group, !isExpanded(group));
    }
}

void RunGroupsView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        activate(currentIndex());
        return;
    }
    if (event->modifiers() == Qt::NoModifier && !event->text().isEmpty() && event->text().at(0).isLetterOrNumber()) {
        event->ignore();  // letters are commands here, not a search in the first column
        return;
    }
    QTreeView::keyPressEvent(event);
}

void RunGroupsView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    header()->resizeSection(RunGroupModel::GroupColumn,
                            std::clamp(width() * 2 / 5, extent::kListPane, extent::kForm + extent::kNote));
    setColumnHidden(RunGroupModel::TookColumn, width() < extent::kWideCards);
    setColumnHidden(RunGroupModel::LastColumn, width() < 2 * extent::kWideList);
}

/// The next page of a group whose last run can be seen.
void RunGroupsView::fetchSeen() {
    QModelIndex at = indexAt(QPoint(0, viewport()->height() - 1));
    if (!at.isValid()) {
        at = m_model->index(m_model->rowCount() - 1, 0);
        at = isExpanded(at) && m_model->rowCount(at) > 0 ? m_model->index(m_model->rowCount(at) - 1, 0, at) : at;
    }
    for (; at.isValid() && visualRect(at).bottom() >= 0; at = indexAbove(at)) {
        const QModelIndex group = at.parent();
        if (group.isValid() && at.row() == m_model->rowCount(group) - 1 && m_model->canFetchMore(group)) {
            m_model->fetchMore(group);
        }
    }
}

}  // namespace beamline::ui
