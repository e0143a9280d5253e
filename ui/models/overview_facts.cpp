// SPDX-License-Identifier: Apache-2.0
#include "ui/models/overview_facts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <numeric>

#include "engine/api/run_filter.h"
#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {

struct OverviewText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::OverviewText)
};

QString dash() {
    return QString(QChar(0x2013));
}

QString ms(double value) {
    return formatDuration(static_cast<qint64>(value + 0.5));
}

/// Rounded down: 99.99 % is not all.
QString percent(double share) {
    const double tenths = std::floor(share * 1000 + 1e-9) / 10;
    return OverviewText::tr("%1 %").arg(QLocale().toString(tenths, 'f', tenths == 100 || tenths == 0 ? 0 : 1));
}

/// Of the runs that were started within the span: each once, as it is now. The table of workflows and the list of runs
/// count in the same way.
struct Finished {
    std::int64_t started = 0;
    std::int64_t completed = 0;
    std::int64_t faulted = 0;
    std::int64_t cancelled = 0;  ///< or discarded
    int faultingWorkflows = 0;
    std::int64_t all() const { return completed + faulted + cancelled; }
};

Finished finishedOf(const api::RunGroups& workflows) {
    Finished sum;
    for (const auto& one : workflows.items) {
        const auto faulted = countIn(one.byPhase, {api::Phase::faulted});
        sum.started += one.runs;
        sum.completed += countIn(one.byPhase, {api::Phase::completed});
        sum.faulted += faulted;
        sum.cancelled += countIn(one.byPhase, {api::Phase::cancelled});
        sum.faultingWorkflows += faulted > 0 ? 1 : 0;
    }
    return sum;
}

/// Real runs, as the groups count them.
QString placeOf(const OverviewFacts& facts, std::vector<api::Phase> phases) {
    api::RunFilter filter;
    filter.phases = std::move(phases);
    return placeInSpan(std::move(filter), facts.span);
}

/// How many of how many, and how many more were started than in the hour before.
QString startedText(const OverviewFacts& facts, std::int64_t started) {
    QString text = OverviewText::tr("of %1 started").arg(formatCount(started));
    if (facts.span == OverviewSpan::Day || !facts.before || facts.workflows->more || facts.before->more) {
        return text;
    }
    std::int64_t before = 0;
    for (const auto& [phase, count] : facts.before->byPhase) {
        before += count;
    }
    if (before == 0) {
        return text + QStringLiteral(", ") + OverviewText::tr("none in the hour before");
    }
    const auto change = qRound(100.0 * static_cast<double>(started - before) / static_cast<double>(before));
    return text + QStringLiteral(", ") +
           (change == 0
                ? OverviewText::tr("as many as in the hour before")
                : OverviewText::tr("%1 % on the hour before")
                      .arg(change > 0 ? QLatin1Char('+') + formatCount(change) : QChar(0x2212) + formatCount(-change)));
}

OverviewFigure finishedFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Runs finished");
    figure.value = dash();
    figure.place = placeOf(facts, {api::Phase::completed, api::Phase::faulted, api::Phase::cancelled});
    figure.toolTip = OverviewText::tr(
        "Of the runs that were started within this time, those that have ended. A run counts once, as it is now: one "
        "that was repaired counts as completed. Dry runs do not count. Shows them.");
    if (facts.workflows) {
        const auto now = finishedOf(*facts.workflows);
        const QString count = formatCount(now.all());
        figure.value = facts.workflows->more ? OverviewText::tr("%1 or more").arg(count) : count;
        figure.detail = startedText(facts, now.started);
    }
    return figure;
}

OverviewFigure successFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Success");
    figure.value = dash();
    figure.place = placeOf(facts, {api::Phase::faulted});
    figure.toolTip = OverviewText::tr(
        "Of the finished runs, the share that completed, by themselves or after a repair. What was cancelled or "
        "discarded did not. Shows those that are faulted.");
    if (!facts.workflows) {
        return figure;
    }
    const auto now = finishedOf(*facts.workflows);
    if (now.all() == 0) {
        figure.detail = OverviewText::tr("nothing has finished");
        return figure;
    }
    figure.value = percent(static_cast<double>(now.completed) / static_cast<double>(now.all()));
    QStringList parts;
    if (now.faulted > 0) {
        parts << OverviewText::tr("%1 faulted").arg(formatCount(now.faulted)) + QStringLiteral(", ") +
                     OverviewText::tr("%n workflow(s)", nullptr, now.faultingWorkflows);
    }
    if (now.cancelled > 0) {
        parts << OverviewText::tr("%1 cancelled").arg(formatCount(now.cancelled));
    }
    figure.detail = parts.isEmpty() ? OverviewText::tr("none is faulted") : parts.join(QStringLiteral(", "));
    return figure;
}

OverviewFigure latencyFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Task latency p95");
    figure.value = dash();
    figure.place = QStringLiteral("cluster");
    figure.toolTip = OverviewText::tr(
        "95 of 100 calls of functions took no longer than this. Shows the machines and what they do a minute.");
    const auto* point = facts.total && !facts.total->points.empty() ? &facts.total->points.back() : nullptr;
    if (point && point->tasks > 0) {
        figure.value = ms(point->p95);
        figure.detail = OverviewText::tr("p50 %1 · p99 %2").arg(ms(point->p50), ms(point->p99));
    } else if (facts.total) {
        figure.detail = OverviewText::tr("no function was called");
    }
    return figure;
}

OverviewFigure peopleFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Waiting for people");
    figure.value = dash();
    figure.place = QStringLiteral("approvals");
    figure.toolTip = OverviewText::tr("Approvals that you may decide. Shows them.");
    api::Timestamp oldest = 0;
    bool more = false;
    std::int64_t mine = 0;
    if (facts.approvalCounts) {
        const auto found = facts.approvalCounts->byQueue.find("mine");
        mine = found == facts.approvalCounts->byQueue.end() ? 0 : found->second;
        oldest = facts.approvalCounts->oldestAt;
        more = facts.approvalCounts->more;
    } else if (facts.approvals) {
        mine = static_cast<std::int64_t>(facts.approvals->items.size());
        more = !facts.approvals->next.empty();
        for (const auto& one : facts.approvals->items) {
            oldest = oldest == 0 ? one.raisedAt : std::min(oldest, one.raisedAt);
        }
    } else {
        return figure;
    }
    figure.value = more ? OverviewText::tr("%1 or more").arg(formatCount(mine)) : formatCount(mine);
    figure.detail = mine == 0 ? OverviewText::tr("nothing waits for you")
                    : oldest == 0
                        ? QString()
                        : OverviewText::tr("oldest %1").arg(formatDuration(std::max<qint64>(facts.now - oldest, 0)));
    return figure;
}

OverviewFigure queueFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Queue");
    figure.value = dash();
    figure.place = QStringLiteral("cluster");
    figure.toolTip =
        OverviewText::tr("Tasks that wait for a thread of the engine now. Shows the machines and their pools.");
    const auto& pools = facts.health.pools;
    if (pools.empty()) {
        return figure;
    }
    figure.value = formatCount(std::accumulate(pools.begin(), pools.end(), qint64{0},
                                               [](qint64 sum, const auto& p) { return sum + p.queued; }));
    QStringList uses;
    for (const auto& pool : pools) {
        if (pool.threads > 0) {
            uses << OverviewText::tr("%1 %2 of %3").arg(toText(pool.name)).arg(pool.busy).arg(pool.threads);
        }
    }
    figure.detail = uses.join(QStringLiteral(" · "));
    return figure;
}

}  // namespace

QString spanCondition(OverviewSpan span) {
    return span == OverviewSpan::Hour ? QStringLiteral("age<1h") : QStringLiteral("age<1d");
}

QString placeInSpan(api::RunFilter filter, OverviewSpan span) {
    filter.labels[api::kDryRunLabel] = api::kNoDryRun;
    return placeOfRuns(filter, spanCondition(span));
}

QVector<OverviewFigure> overviewFigures(const OverviewFacts& facts) {
    return {finishedFigure(facts), successFigure(facts), latencyFigure(facts), peopleFigure(facts), queueFigure(facts)};
}

}  // namespace beamline::ui
