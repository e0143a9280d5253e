// SPDX-License-Identifier: Apache-2.0
#include "ui/models/batch_list_model.h"

#include "ui/models/batch_fates.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {

/// The cells that items of a batch and of its preview have in common; `said`: what stands in the last one.
QVariant itemCell(const api::BatchItem& item, int column, int role, const QString& said) {
    const bool run = column == BatchItemModel::RunColumn;
    const bool phase = column == BatchItemModel::PhaseColumn;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return run                                        ? shortId(toText(item.run))
                   : column == BatchItemModel::WorkflowColumn ? cutText(item.workflow, kShownTitle)
                   : phase                                    ? phaseText(item.phase)
                                                              : said;
        case Qt::ToolTipRole:
            return run                                        ? toText(item.run)
                   : column == BatchItemModel::WorkflowColumn ? cutText(item.workflow, kShownText)
                   : phase ? BatchItemModel::tr("before: %1").arg(phaseText(item.phase))
                           : said;
        case PhaseRole:
            return phase ? QVariant(static_cast<int>(item.phase)) : QVariant();
        case IdRole:
            return toText(item.run);
        default:
            return {};
    }
}

}  // namespace

BatchListModel::BatchListModel(EngineSession* session, QObject* parent)
    : PagedModelOf(session, parent), m_fates(new BatchFates(session, this)) {
    connect(m_fates, &BatchFates::changed, this, [this](const QString& batch) {
        if (const int row = rowOf(batch); row >= 0) {
            Q_EMIT dataChanged(index(row, StateColumn), index(row, ResultColumn));
        }
    });
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { refresh(); });
    connect(session, &EngineSession::gap, this, &BatchListModel::schedule);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        // Each chunk of a batch is a task of its run: its end tells of progress.
        if (std::any_of(batch.begin(), batch.end(),
                        [](const api::Event& event) { return event.ns == api::kBatchNamespace; })) {
            schedule();
        }
    });
}

void BatchListModel::start() {
    if (!std::exchange(m_started, true)) {
        askAnew();
    }
}

void BatchListModel::schedule() {
    if (!m_live) {
        m_missed = true;
    } else if (m_started && !m_refreshTimer.isActive()) {
        m_refreshTimer.start();
    }
}

void BatchListModel::setLive(bool live) {
    m_live = live;
    m_fates->setLive(live);
    if (!live) {
        m_missed = m_missed || m_refreshTimer.isActive();
        m_refreshTimer.stop();
    } else if (std::exchange(m_missed, false) && m_started) {
        refresh();
    }
}

void BatchListModel::setSeen(int first, int last) {
    std::vector<api::Batch> seen;
    for (int row = std::max(first, 0); row <= std::min(last, rowCount() - 1); ++row) {
        seen.push_back(itemAt(row));
    }
    m_fates->see(std::move(seen));
}

BatchFate BatchListModel::fate(const api::Batch& batch) const {
    return m_fates->of(batch).value_or(BatchFate());
}

/// That it went through all its runs is nothing good when they have faulted or were cancelled since: that comes first
/// then, and `whole` says both.
QString BatchListModel::stateText(const api::Batch& batch, bool whole) const {
    const bool none = batch.state == api::BatchState::completed && batch.done == 0;
    const QString state = none ? tr("None done") : BatchText::state(batch.state);
    const auto fate = this->fate(batch);
    if (fate.isGood()) {
        return state;
    }
    return whole ? QStringLiteral("%1 · %2").arg(state, BatchText::fate(batch, fate))
           : batch.state == api::BatchState::completed ? BatchText::fateState(batch, fate)
                                                       : state;
}

const api::Batch* BatchListModel::find(const QString& id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &itemAt(row);
}

void BatchListModel::put(const api::Batch& batch) {
    const int row = rowOf(toText(batch.id));
    row < 0 ? insertRow(0, batch) : replaceRow(row, batch);
    m_started ? schedule() : start();
}

void BatchListModel::tick() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, WhenColumn), index(rowCount() - 1, WhenColumn), {Qt::DisplayRole});
    }
}

QStringList BatchListModel::columnTitles() const {
    return {tr("State"), tr("What"), tr("Result"), tr("When"), tr("Who"), tr("Why"), tr("Which runs")};
}

QString BatchListModel::text(const api::Batch& batch, int column) const {
    switch (column) {
        case StateColumn:
            return stateText(batch, false);
        case WhatColumn:
            return BatchText::what(batch);
        case SelectionColumn:
            return cutText(batch.selection, kShownTitle);
        case ReasonColumn:
            return cutText(batch.reason, kShownTitle);
        case ByColumn:
            return cutText(batch.by, kShownTitle);
        case WhenColumn:
            return formatAge(batch.createdAt, Clock::now());
        case ResultColumn:
            return fate(batch).isGood()
                       ? BatchText::result(batch)
                       : QStringLiteral("%1 · %2").arg(BatchText::result(batch), BatchText::fate(batch, fate(batch)));
        default:
            return {};
    }
}

QVariant BatchListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::Batch& batch = itemAt(index.row());
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return text(batch, column);
        case Qt::AccessibleTextRole:
            return column == StateColumn ? stateText(batch, true) : text(batch, column);
        case Qt::ToolTipRole:
            return column == StateColumn    ? stateText(batch, true)
                   : column == WhenColumn   ? formatExact(batch.createdAt)
                   : column == ReasonColumn ? cutText(batch.reason, kShownText)
                                            : text(batch, column);
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | Qt::AlignLeft);
        case IdRole:
            return toText(batch.id);
        case PhaseRole:
            return column != StateColumn ? QVariant()
                                         : QVariant(static_cast<int>(BatchText::phaseOf(batch, fate(batch))));
        default:
            return {};
    }
}

void BatchItemModel::setBatch(const QString& id, std::optional<api::BatchOutcome> outcome) {
    const std::string batch = toUtf8(id);
    if (batch == m_batch && outcome == m_outcome) {
        return;
    }
    const bool other = batch != m_batch;
    m_batch = batch;
    m_outcome = outcome;
    if (other) {
        clearRows();  // rows of another batch would be taken for this one's
    }
    if (!m_batch.empty()) {
        askAnew();
    }
}

QString BatchItemModel::batch() const {
    return toText(m_batch);
}

QStringList BatchItemModel::columnTitles() const {
    return {tr("Run"), tr("Workflow"), tr("Before"), tr("What happened")};
}

api::ListBatchItems BatchItemModel::question() const {
    api::ListBatchItems op;
    op.batch = m_batch;
    op.outcome = m_outcome;
    return op;
}

QVariant BatchItemModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& item = itemAt(index.row());
    return itemCell(item, index.column(), role, BatchText::outcome(item));
}

void BatchPreviewModel::show(std::vector<api::BatchItem> items, api::BatchAction action) {
    beginResetModel();
    m_items = std::move(items);
    m_action = action;
    endResetModel();
}

int BatchPreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int BatchPreviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    return QStringList{tr("Run"), tr("Workflow"), tr("Now"), tr("What happens")}[section];
}

QVariant BatchPreviewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& item = m_items[static_cast<std::size_t>(index.row())];
    return itemCell(item, index.column(), role, BatchText::preview(item, m_action));
}

}  // namespace beamline::ui
