// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_runs.h"

#include <QUrl>

#include "ui/models/formatting.h"
#include "ui/models/run_query.h"

namespace beamline::ui {

api::RunFilter runsOf(const QString& ns, const QString& workflow) {
    api::RunFilter filter;
    filter.ns = toUtf8(ns);
    filter.workflow = toUtf8(workflow);
    return filter;
}

QString runsPlace(const QString& query) {
    return QStringLiteral("runs/q/") + QString::fromLatin1(QUrl::toPercentEncoding(query));
}

QString runsToRetry(const QString& query) {
    return runsPlace(query) + QStringLiteral("/retry");
}

QString placeOfRuns(const api::RunFilter& filter, const QString& more) {
    return runsPlace(runQueryText(filter) + (more.isEmpty() ? QString() : QLatin1Char(' ') + more));
}

std::int64_t countIn(const std::map<std::string, std::int64_t>& byPhase, const std::vector<api::Phase>& phases) {
    std::int64_t sum = 0;
    for (const auto phase : phases) {
        const auto found = byPhase.find(boost::describe::enum_to_string(phase, ""));
        sum += found == byPhase.end() ? 0 : found->second;
    }
    return sum;
}

}  // namespace beamline::ui
