// SPDX-License-Identifier: Apache-2.0
#include "ui/models/upcoming_model.h"

#include "ui/models/formatting.h"
#include "ui/models/schedule_list_model.h"

namespace beamline::ui {

void UpcomingModel::show(const std::vector<api::Timestamp>& times) {
    std::vector<Upcoming> rows;
    for (const auto at : times) {
        rows.push_back({std::to_string(at), at});
    }
    merge(std::move(rows));
}

QVariant UpcomingModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole) {
        return {};
    }
    const auto at = rowAt(index.row()).at;
    return index.column() == TimeColumn ? formatExact(at) : formatUntil(at, Clock::now());
}

QVariant UpcomingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const QStringList titles{tr("Next starts"), tr("From now")};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

}  // namespace beamline::ui
