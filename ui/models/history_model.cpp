// SPDX-License-Identifier: Apache-2.0
#include "ui/models/history_model.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

HistoryModel::HistoryModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {}

void HistoryModel::setRun(const QString& run) {
    m_run = toUtf8(run);
    clearRows();
}

void HistoryModel::setQuery(HistoryQuery query) {
    m_query = std::move(query);
    clearRows();
}

void HistoryModel::refresh() {
    const bool over = m_query.from != 0 && m_query.from < Clock::now() && state() == State::Ready;
    if (growsOnTop() ? !over : rowCount() <= api::kMaxPageSize) {
        PagedModelOf::refresh();
    }
}

QStringList HistoryModel::columnTitles() const {
    return {tr("Event"), tr("Task"), tr("At"), tr("Detail")};
}

api::GetHistory HistoryModel::question() const {
    api::GetHistory op;
    op.run = m_run;
    op.kind = toUtf8(m_query.kind);
    op.task = toUtf8(m_query.task);
    op.from = m_query.from;
    op.descending = !m_query.oldestFirst;
    return op;
}

std::string HistoryModel::keyOf(const api::HistoryEntry& entry) const {
    return std::to_string(entry.seq) + "." + std::to_string(entry.index);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::HistoryEntry& entry = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case EventColumn:
                    return eventText(entry.kind);
                case TaskColumn:
                    return entry.iteration > 1 ? tr("%1 · %2").arg(toText(entry.name)).arg(entry.iteration)
                                               : toText(entry.name);
                case AtColumn:
                    return formatTime(entry.at, Clock::now());
                case DetailColumn:
                    return entry.detail.empty() && entry.attempt > 1 ? tr("attempt %1").arg(entry.attempt)
                                                                     : toText(entry.detail);
                default:
                    return {};
            }
        case Qt::ToolTipRole:
            return index.column() == AtColumn     ? formatExact(entry.at)
                   : index.column() == TaskColumn ? toText(entry.task)
                                                  : index.data().toString();
        case IdRole:
            return toText(keyOf(entry));
        case TaskRefRole:
            return toText(entry.task);
        case PhaseRole: {
            const auto phase = eventPhase(entry.kind);
            return phase ? QVariant(static_cast<int>(*phase)) : QVariant();
        }
        default:
            return {};
    }
}

}  // namespace beamline::ui
