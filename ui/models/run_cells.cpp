// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_cells.h"

#include <QDateTime>

#include "engine/api/run_filter.h"
#include "ui/models/formatting.h"
#include "ui/models/query_terms.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"

namespace beamline::ui {

namespace {

const QString kLabelColumn = QStringLiteral("label.");

QString instant(api::Timestamp at) {
    return at == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString condition(const char* key, const std::string& value) {
    return value.empty() ? QString() : QLatin1String(key) + QLatin1Char(':') + queryValueText(toText(value));
}

/// The day on which it was, in local time.
QString dayCondition(api::Timestamp at) {
    const QString day = QDateTime::fromMSecsSinceEpoch(at).date().toString(Qt::ISODate);
    return QStringLiteral("since:%1 until:%1").arg(day);
}

/// A text condition: always between quotes, so that nothing in it is taken for a key.
QString textCondition(const std::string& text) {
    const QString plain = toText(text).simplified();
    if (plain.isEmpty() || plain.size() > kMaxQueryLength / 2) {
        return {};
    }
    const QString quoted = queryValueText(plain);
    return quoted.startsWith(u'"') ? quoted : u'"' + quoted + u'"';
}

QString phaseWordOf(const api::RunSummary& run) {
    return QString::fromLatin1(boost::describe::enum_to_string(run.phase, "unknown"));
}

}  // namespace

const QStringList& runColumnIds() {
    static const QStringList ids{QStringLiteral("phase"),   QStringLiteral("workflow"), QStringLiteral("run"),
                                 QStringLiteral("started"), QStringLiteral("duration"), QStringLiteral("progress"),
                                 QStringLiteral("now"),     QStringLiteral("version"),  QStringLiteral("namespace"),
                                 QStringLiteral("ended"),   QStringLiteral("updated"),  QStringLiteral("error")};
    return ids;
}

bool isLabelColumn(const QString& id) {
    return id.startsWith(kLabelColumn) && id.size() > kLabelColumn.size();
}

QString labelColumnId(const QString& label) {
    return kLabelColumn + label;
}

QString labelOfColumn(const QString& id) {
    return id.mid(kLabelColumn.size());
}

QString runCellValue(const api::RunSummary& run, const QString& column) {
    if (isLabelColumn(column)) {
        const auto label = run.labels.find(toUtf8(labelOfColumn(column)));
        return label == run.labels.end() ? QString() : toText(label->second);
    }
    switch (runColumnIds().indexOf(column)) {
        case RunListModel::PhaseColumn:
            return phaseWordOf(run);
        case RunListModel::WorkflowColumn:
            return toText(run.workflow);
        case RunListModel::RunColumn:
            return toText(run.id);
        case RunListModel::StartedColumn:
            return instant(run.startedAt != 0 ? run.startedAt : run.createdAt);
        case RunListModel::DurationColumn:
            return run.startedAt == 0 || run.endedAt == 0 ? QString() : QString::number(run.endedAt - run.startedAt);
        case RunListModel::ProgressColumn:
            return QStringLiteral("%1/%2").arg(run.tasksDone).arg(run.tasksTotal);
        case RunListModel::NowColumn:
            return toText(run.now);
        case RunListModel::VersionColumn:
            return toText(run.version);
        case RunListModel::NamespaceColumn:
            return toText(run.ns);
        case RunListModel::EndedColumn:
            return instant(run.endedAt);
        case RunListModel::UpdatedColumn:
            return instant(run.updatedAt);
        case RunListModel::ErrorColumn:
            return run.error ? toText(run.error->title.empty() ? run.error->type : run.error->title) : QString();
        default:
            return {};
    }
}

QString runCellCondition(const api::RunSummary& run, const QString& column) {
    if (isLabelColumn(column)) {
        const QString name = labelOfColumn(column);
        const auto label = run.labels.find(toUtf8(name));
        return label == run.labels.end()
                   ? QString()
                   : QStringLiteral("label.%1:%2").arg(queryValueText(name), queryValueText(toText(label->second)));
    }
    switch (runColumnIds().indexOf(column)) {
        case RunListModel::PhaseColumn:
            return QStringLiteral("status:") + phaseWordOf(run);
        case RunListModel::WorkflowColumn:
            return condition("workflow", run.workflow);
        case RunListModel::RunColumn:
            return textCondition(run.id);
        case RunListModel::StartedColumn:
            return dayCondition(run.createdAt);
        case RunListModel::NowColumn:
            return textCondition(run.now);
        case RunListModel::VersionColumn:
            return condition("version", run.version);
        case RunListModel::NamespaceColumn:
            return condition("namespace", run.ns);
        case RunListModel::ErrorColumn:
            return condition("error", api::errorKey(run));
        default:
            return {};
    }
}

}  // namespace beamline::ui
