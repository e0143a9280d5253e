// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_simulation.h"

#include <cmath>

#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"

namespace beamline::ui {

namespace {
QString simulatedName(const std::string& provider) {
    return provider.empty() ? SimulatedShareTable::tr("No provider") : cutText(provider, kShownTitle);
}

QVariant simulatedAlignment(bool left) {
    return int((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}
}  // namespace

QString formatChange(double change) {
    const double shown = std::round(change * 1000) / 1000;
    return shown > 0   ? QLatin1Char('+') + formatPart(shown)
           : shown < 0 ? QChar(0x2212) + formatPart(-shown)
                       : formatPart(0);
}

void SimulatedShareTable::show(const api::SimulationReply& reply) {
    std::vector<SimulatedShareRow> rows;
    const auto all = static_cast<double>(std::max<std::int64_t>(1, reply.decisions));
    for (const auto& one : reply.shares) {
        rows.push_back({toText(one.provider), static_cast<double>(one.before) / all,
                        static_cast<double>(one.after) / all, one.before, one.after});
    }
    merge(std::move(rows));
}

QVariant SimulatedShareTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return column == NameColumn     ? simulatedName(toUtf8(row.key))
                   : column == BeforeColumn ? formatPart(row.before)
                   : column == AfterColumn  ? formatPart(row.after)
                                            : formatChange(row.after - row.before);
        case Qt::ToolTipRole:
            return tr("%1 decisions before, %2 after").arg(formatCount(row.countBefore), formatCount(row.countAfter));
        case Qt::TextAlignmentRole:
            return column == ChangeColumn ? simulatedAlignment(false) : QVariant();
        case ProgressRole:
            return column == BeforeColumn  ? QVariant(row.before)
                   : column == AfterColumn ? QVariant(row.after)
                                           : QVariant();
        case IdRole:
            return row.key;
        default:
            return {};
    }
}

QVariant SimulatedShareTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return simulatedAlignment(section != ChangeColumn);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn     ? tr("Provider")
           : section == BeforeColumn ? tr("Before")
           : section == AfterColumn  ? tr("After")
                                     : tr("Change");
}

void SimulatedChangeTable::show(const api::SimulationReply& reply) {
    std::vector<SimulatedChangeRow> rows;
    for (const auto& one : reply.changes) {
        rows.push_back({toText(one.decision), one});
    }
    merge(std::move(rows));
}

QVariant SimulatedChangeTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& one = rowAt(index.row()).change;
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return column == AtColumn       ? formatTime(one.at, Clock::now())
                   : column == BeforeColumn ? simulatedName(one.before)
                   : column == AfterColumn  ? simulatedName(one.after)
                                            : cutText(one.why, kShownTitle);
        case Qt::ToolTipRole:
            return column == AtColumn    ? formatExact(one.at)
                   : column == WhyColumn ? cutText(one.why, kShownText)
                                         : QString();
        case IdRole:
            return toText(one.decision);
        default:
            return {};
    }
}

QVariant SimulatedChangeTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == AtColumn       ? tr("Decided")
           : section == BeforeColumn ? tr("Went to")
           : section == AfterColumn  ? tr("Would go to")
                                     : tr("Why");
}

}  // namespace beamline::ui
