// SPDX-License-Identifier: Apache-2.0
#include "ui/models/overview_facts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <numeric>

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

struct Finished {
    std::int64_t completed = 0;
    std::int64_t faulted = 0;
    std::int64_t all() const { return completed + faulted; }
};

/// Of the points that begin within.
Finished finishedIn(const api::StatisticsReply& reply, api::Timestamp from, api::Timestamp to) {
    Finished sum;
    for (const auto& point : reply.points) {
        if (point.at >= from && point.at < to) {
            sum.completed += point.runsCompleted;
            sum.faulted += point.runsFaulted;
        }
    }
    return sum;
}

/// How it compares with the hour before, or since when there are figures at all.
QString compared(const OverviewFacts& facts, const Finished& now, api::Timestamp from) {
    const auto& reply = *facts.statistics;
    const auto begin = reply.points.empty() ? facts.now : reply.points.front().at;
    const auto slack = 2 * std::max<api::Timestamp>(reply.step, 60'000);
    if (begin > from + slack) {
        const QString time = formatTime(begin, facts.now).section(QLatin1Char('.'), 0, 0);
        return OverviewText::tr("since the engine's start, %1").arg(time.chopped(3));  // without seconds
    }
    if (facts.span == OverviewSpan::Day || begin > from - msOf(facts.span) + slack) {
        return facts.span == OverviewSpan::Day ? OverviewText::tr("in the last day")
                                               : OverviewText::tr("in the last hour");
    }
    const auto before = finishedIn(reply, from - msOf(facts.span), from).all();
    if (before == 0) {
        return now.all() == 0 ? OverviewText::tr("none in the hour before either")
                              : OverviewText::tr("none in the hour before");
    }
    const auto change = qRound(100.0 * static_cast<double>(now.all() - before) / static_cast<double>(before));
    return change == 0
               ? OverviewText::tr("as many as in the hour before")
               : OverviewText::tr("%1 % on the hour before")
                     .arg(change > 0 ? QLatin1Char('+') + formatCount(change) : QChar(0x2212) + formatCount(-change));
}

OverviewFigure finishedFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Runs finished");
    figure.value = dash();
    figure.place = runsPlace(QStringLiteral("status:completed,faulted ") + spanCondition(facts.span));
    figure.toolTip =
        OverviewText::tr("Runs that completed or faulted. Shows those that were started within this time.");
    if (facts.statistics) {
        const auto from = facts.now - msOf(facts.span);
        const auto now = finishedIn(*facts.statistics, from, facts.now + facts.statistics->step);
        figure.value = formatCount(now.all());
        figure.detail = compared(facts, now, from);
    }
    return figure;
}

OverviewFigure successFigure(const OverviewFacts& facts) {
    OverviewFigure figure;
    figure.title = OverviewText::tr("Success");
    figure.value = dash();
    figure.place = runsPlace(QStringLiteral("status:faulted ") + spanCondition(facts.span));
    figure.toolTip = OverviewText::tr("The share of finished runs that completed. Shows those that faulted.");
    if (!facts.statistics) {
        return figure;
    }
    const auto now = finishedIn(*facts.statistics, facts.now - msOf(facts.span), facts.now + facts.statistics->step);
    if (now.all() == 0) {
        figure.detail = OverviewText::tr("nothing has finished");
        return figure;
    }
    figure.value = percent(static_cast<double>(now.completed) / static_cast<double>(now.all()));
    figure.detail = now.faulted == 0 ? OverviewText::tr("none faulted")
                                     : OverviewText::tr("%1 faulted").arg(formatCount(now.faulted));
    if (facts.workflows && now.faulted > 0) {
        const auto of = std::count_if(facts.workflows->items.begin(), facts.workflows->items.end(),
                                      [](const auto& one) { return countIn(one.byPhase, {api::Phase::faulted}) > 0; });
        if (of > 0) {
            figure.detail += QStringLiteral(", ") + OverviewText::tr("%n workflow(s)", nullptr, static_cast<int>(of));
        }
    }
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

QVector<OverviewFigure> overviewFigures(const OverviewFacts& facts) {
    return {finishedFigure(facts), successFigure(facts), latencyFigure(facts), peopleFigure(facts), queueFigure(facts)};
}

}  // namespace beamline::ui
