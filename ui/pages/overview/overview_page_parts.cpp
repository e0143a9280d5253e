// SPDX-License-Identifier: Apache-2.0
// What the page shows of each part of the answers.
#include <QLabel>
#include <QStringList>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/recent_run_model.h"
#include "ui/models/workflow_load_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/overview/attention_list.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

namespace {
constexpr int kMostWorkflowRows = 10;  // more scroll inside

void fitTable(TableView& table, int most) {
    const int rows = std::clamp(table.model()->rowCount(), 1, most);
    table.setFixedHeight(extent::kTableHeader + rows * space::kRow + space::k4);
}

void showNote(QLabel& note, const QString& text) {
    note.setText(text);
    note.setVisible(!text.isEmpty());
}

template <class Value>
LineChart::Line lineOf(const QString& name, Icon::Role color, const std::vector<api::StatisticsPoint>& points,
                       const Value& value) {
    LineChart::Line line{name, color, {}};
    for (const auto& point : points) {
        line.points << QPointF(static_cast<qreal>(point.at), static_cast<qreal>(value(point)));
    }
    return line;
}
}  // namespace

QString OverviewPage::problemsOf(std::initializer_list<OverviewModel::Part> parts) const {
    QStringList all;
    for (const auto part : parts) {
        if (const auto& error = m_model->error(part); !error.code.empty()) {
            all << cutText(error.message, kShownText);
        }
    }
    all.removeDuplicates();
    return all.join(QLatin1Char('\n'));
}

void OverviewPage::showPart(OverviewModel::Part part) {
    switch (part) {
        case OverviewModel::Statistics:
            showCharts();
            break;
        case OverviewModel::Workflows:
            showWorkflows();
            break;
        case OverviewModel::Recent:
            showRecent();
            break;
        case OverviewModel::Counts:
        case OverviewModel::Approvals:
        case OverviewModel::ApprovalCounts:
        case OverviewModel::Errors:
        case OverviewModel::Suspended:
            showAttention();
            break;
        default:
            break;
    }
    showTiles();
    showState();
    showTrust();
}

void OverviewPage::showState() {
    const bool wasEmpty = std::exchange(m_empty, false);
    const auto& error = m_model->error(OverviewModel::Counts);
    if (m_model->facts().counts && !m_model->isEmpty()) {
        m_stack->showContent();
    } else if (m_model->facts().counts) {
        m_empty = true;
        if (!wasEmpty) {
            m_stack->showEmpty(
                QStringLiteral("overview"), tr("Nothing has run yet"),
                tr("This page tells what needs a person, what is running and how well. Start a sample: a workflow "
                   "that comes with Beamline, runs within seconds and touches nothing of yours."),
                tr("Start a sample…"), tr("See workflows"));
            showObstacle();
        }
    } else if (!error.code.empty()) {
        m_stack->showError(error);
    } else {
        m_stack->showLoading(tr("Asking the engine…"));
    }
    m_span->setVisible(!m_empty);
}

void OverviewPage::showTiles() {
    m_figures = overviewFigures(m_model->facts());
    const std::array<OverviewModel::Part, kTiles> from{OverviewModel::Workflows, OverviewModel::Workflows,
                                                       OverviewModel::Total, OverviewModel::Approvals,
                                                       OverviewModel::Counts};
    for (std::size_t i = 0; i < kTiles; ++i) {
        const auto& figure = m_figures[static_cast<qsizetype>(i)];
        const QString problem = problemsOf({from[i]});
        const bool none = figure.detail.isEmpty() && !problem.isEmpty();
        m_tiles[i]->show(figure.title, figure.value, none ? tr("not to be had") : figure.detail);
        m_tiles[i]->setToolTip(none ? problem : figure.toolTip);
        m_tiles[i]->setAccessibleDescription(m_tiles[i]->toolTip());
    }
}

void OverviewPage::showAttention() {
    m_attentionModel->show(m_model->facts());
    const auto& facts = m_model->facts();
    const QString problems = problemsOf({OverviewModel::Errors, OverviewModel::Approvals, OverviewModel::Suspended});
    const bool known = facts.errors && facts.approvals && facts.suspended;
    const bool none = m_attentionModel->rowCount() == 0;
    showNote(*m_attentionNote, !problems.isEmpty() ? tr("Not all of it is known. %1").arg(problems)
                               : !none             ? QString()
                               : known
                                   ? tr("Nothing needs you now: no approval waits for you, no run is faulted, nothing "
                                        "is suspended.")
                                   : tr("Asking the engine…"));
    m_attentionList->setVisible(!none);
    QWidget* before = m_tiles.back();  // rows come later than what stands below them
    for (auto* button : m_attentionList->buttons()) {
        setTabOrder(std::exchange(before, button), button);
    }
}

void OverviewPage::showCharts() {
    const auto& facts = m_model->facts();
    const QString problem = problemsOf({OverviewModel::Statistics});
    const bool archive = m_session->takenAt() != 0;
    const bool none = archive || (!facts.statistics && !problem.isEmpty());
    showNote(*m_chartNote, archive ? tr("An archive holds runs, and no figures of the engine over time.")
                           : none  ? tr("There are no figures over time. %1").arg(problem)
                                   : QString());
    const auto now = m_model->now();
    const auto from = now - msOf(facts.span);
    std::vector<api::StatisticsPoint> points;
    const auto step = facts.statistics ? std::max<api::Timestamp>(facts.statistics->step, 1) : 60'000;
    for (const auto& point : facts.statistics ? facts.statistics->points : std::vector<api::StatisticsPoint>()) {
        if (point.at >= from - step) {
            points.push_back(point);
        }
    }
    auto whole = points;  // of a minute that is not over the rate is not known yet
    if (whole.size() > 1 && whole.back().at + step > now) {
        whole.pop_back();
    }
    const auto perMinute = [step](std::int64_t count) { return static_cast<double>(count) * 60'000.0 / double(step); };
    using Point = api::StatisticsPoint;
    const std::array<QVector<LineChart::Line>, kCharts> lines{
        QVector<LineChart::Line>{
            lineOf(tr("started"), Icon::Role::Running, whole, [&](const Point& p) { return perMinute(p.runsStarted); }),
            lineOf(tr("finished"), Icon::Role::Completed, whole,
                   [&](const Point& p) { return perMinute(p.runsCompleted + p.runsFaulted); }),
            lineOf(tr("faulted"), Icon::Role::Faulted, whole,
                   [&](const Point& p) { return perMinute(p.runsFaulted); })},
        {lineOf(QStringLiteral("p50"), Icon::Role::Running, points, [](const Point& p) { return p.p50; }),
         lineOf(QStringLiteral("p95"), Icon::Role::Waiting, points, [](const Point& p) { return p.p95; }),
         lineOf(QStringLiteral("p99"), Icon::Role::Suspended, points, [](const Point& p) { return p.p99; })},
        {lineOf(tr("queued"), Icon::Role::Waiting, points, [](const Point& p) { return p.queued; }),
         lineOf(points.empty() || points.back().threads == 0
                    ? tr("working")
                    : tr("working of %n thread(s)", nullptr, static_cast<int>(points.back().threads)),
                Icon::Role::Running, points, [](const Point& p) { return p.busy; })}};
    for (std::size_t i = 0; i < kCharts; ++i) {
        m_charts[i]->show(lines[i], from, now, step);
        m_chartLegends[i]->setText(m_charts[i]->legend());
        m_chartCards[i]->setVisible(!none);
    }
}

void OverviewPage::showWorkflows() {
    const auto& groups = m_model->facts().workflows;
    m_workflowModel->show(groups ? groups->items : std::vector<api::RunGroup>());
    fitTable(*m_workflows, kMostWorkflowRows);
    m_workflows->setVisible(m_workflowModel->rowCount() > 0);
    const QString problem = problemsOf({OverviewModel::Workflows});
    const bool hour = m_model->facts().span == OverviewSpan::Hour;
    showNote(*m_workflowNote, !problem.isEmpty() ? problem
                              : !groups          ? tr("Asking the engine…")
                              : groups->more     ? tr("Of the newest runs only: there were more than are looked at.")
                              : m_workflowModel->rowCount() > 0 ? QString()
                              : hour ? tr("No run was started in the last hour. Look at the last day.")
                                     : tr("No run was started in the last day."));
}

void OverviewPage::showRecent() {
    const auto& recent = m_model->facts().recent;
    m_recentModel->show(recent ? recent->items : std::vector<api::RunSummary>());
    fitTable(*m_recent, OverviewModel::kRecent);
    m_recent->setVisible(m_recentModel->rowCount() > 0);
    showNote(*m_recentNote, problemsOf({OverviewModel::Recent}));
}

/// How far what is on view can be trusted.
void OverviewPage::showTrust() {
    if (const auto since = m_model->standsSince(); since != 0 && !m_empty) {
        m_bar->show(InfoBar::Warning, tr("Some of what you see is as of %1: the engine has not answered all since.")
                                          .arg(formatTime(since, Clock::now()).section(QLatin1Char('.'), 0, 0)));
        m_stands = true;
    } else if (std::exchange(m_stands, false)) {
        m_bar->hide();
    }
}

void OverviewPage::showObstacle() {
    const QString why = m_session->obstacle(api::StartRun::kInfo.name);
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
    m_start->setAccessibleDescription(why);
    m_attentionList->setObstacle(m_session->obstacle(api::ResumeRun::kInfo.name));
    if (m_empty) {
        m_stack->note()->setPrimaryObstacle(why);
    }
}

}  // namespace beamline::ui
