// SPDX-License-Identifier: Apache-2.0
#include "ui/models/problem_list_model.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

std::vector<api::Problem> problemsOf(const api::Error& error) {
    if (error.detail.is_array() && !error.detail.get_array().empty()) {
        if (auto problems = api::fromJson<std::vector<api::Problem>>(error.detail)) {
            return problems.value();
        }
    }
    return {api::Problem{api::Severity::error, 0, 0, {}, error.message}};
}

QString errorWithProblems(const api::Error& error) {
    QStringList lines{toText(error.message)};
    const auto problems = error.detail.is_array() ? problemsOf(error) : std::vector<api::Problem>();
    for (const auto& problem : problems) {
        if (lines.size() > kMaxListedProblems) {
            lines << ProblemListModel::tr("… and %n more.", nullptr,
                                          static_cast<int>(problems.size()) - kMaxListedProblems);
            break;
        }
        const QString place =
            problem.line > 0 ? QStringLiteral("%1:%2").arg(problem.line).arg(problem.column) : toText(problem.pointer);
        lines << (place.isEmpty() ? toText(problem.message)
                                  : ProblemListModel::tr("%1: %2").arg(place, toText(problem.message)));
    }
    return lines.join(QLatin1Char('\n'));
}

ProblemListModel::ProblemListModel(QObject* parent) : QAbstractTableModel(parent) {}

void ProblemListModel::setProblems(std::vector<api::Problem> problems) {
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int ProblemListModel::errorCount() const {
    return static_cast<int>(std::count_if(m_problems.begin(), m_problems.end(), [](const auto& problem) {
        return problem.severity == api::Severity::error;
    }));
}

int ProblemListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::Problem& problem = m_problems[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case PlaceColumn:
                    return problem.line == 0     ? QString()
                           : problem.column == 0 ? QString::number(problem.line)
                                                 : QStringLiteral("%1:%2").arg(problem.line).arg(problem.column);
                case MessageColumn:
                    return toText(problem.message);
                case PointerColumn:
                    return toText(problem.pointer);
                default:
                    return {};
            }
        case Qt::ToolTipRole:
            return toText(problem.message);
        case Qt::AccessibleTextRole:
            return tr("%1, line %2: %3")
                .arg(problem.severity == api::Severity::error ? tr("Error") : tr("Warning"))
                .arg(problem.line)
                .arg(toText(problem.message));
        case KindRole:
            return static_cast<int>(problem.severity);
        case PointerRole:
            return toText(problem.pointer);
        case Qt::UserRole:
            return problem.line;
        default:
            return {};
    }
}

QVariant ProblemListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == PlaceColumn ? tr("Line") : section == MessageColumn ? tr("Problem") : tr("Where");
}

}  // namespace beamline::ui
