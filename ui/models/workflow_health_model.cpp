// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_health_model.h"

#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {
constexpr api::Timestamp kDayMs = 24 * 3'600'000;

QString spanTerm(WorkflowHealthModel::Span span) {
    return span == WorkflowHealthModel::Span::Day ? QStringLiteral("age<1d") : QStringLiteral("age<7d");
}
}  // namespace

std::optional<double> WorkflowFigures::success() const {
    const auto ended = completed + faulted + cancelled;
    return ended == 0 ? std::nullopt : std::optional(static_cast<double>(completed) / static_cast<double>(ended));
}

void WorkflowHealthModel::setWorkflow(const QString& ns, const QString& name) {
    m_ns = ns;
    m_name = name;
    m_figures = {};
    merge({});
    ++m_token;
    m_asking = m_askAgain = false;
    end(State::Idle);
}

void WorkflowHealthModel::setSpan(Span span) {
    if (std::exchange(m_span, span) != span) {
        ++m_token;
        m_asking = false;
        refresh();
    }
}

api::RunFilter WorkflowHealthModel::filter() const {
    auto filter = runsOf(m_ns, m_name);
    const api::Timestamp now = m_session->takenAt() != 0 ? m_session->takenAt() : Clock::now();
    filter.createdFrom = now - (m_span == Span::Day ? 1 : 7) * kDayMs;
    return filter;
}

void WorkflowHealthModel::refresh() {
    if (m_name.isEmpty()) {
        return;
    }
    if (m_asking) {
        m_askAgain = true;  // what made the caller ask may be younger than the answer under way
        return;
    }
    ask();
}

void WorkflowHealthModel::ask() {
    m_asking = true;
    m_askAgain = false;
    if (m_state != State::Ready) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    m_session->call<api::GroupRuns>({filter(), api::RunGrouping::workflow, {}}, this,
                                    [this, token = ++m_token](api::Result<api::RunGroups> reply) {
                                        if (token == m_token) {
                                            take(std::move(reply));
                                        }
                                    });
}

void WorkflowHealthModel::take(api::Result<api::RunGroups> reply) {
    if (!reply.ok()) {
        m_error = reply.error();
        end(State::Failed);
        return;
    }
    m_figures = {};
    m_figures.more = reply->more;
    for (const auto& group : reply->items) {  // one, or none
        m_figures.runs = group.runs;
        m_figures.completed = countIn(group.byPhase, {api::Phase::completed});
        m_figures.faulted = countIn(group.byPhase, {api::Phase::faulted});
        m_figures.cancelled = countIn(group.byPhase, {api::Phase::cancelled});
        m_figures.unended = countIn(group.byPhase, kUnended);
        m_figures.p50 = group.p50;
        m_figures.p95 = group.p95;
    }
    m_session->call<api::GroupRuns>({filter(), api::RunGrouping::error, {}}, this,
                                    [this, token = m_token](api::Result<api::RunGroups> failures) {
                                        if (token == m_token) {
                                            takeFailures(std::move(failures));
                                        }
                                    });
}

void WorkflowHealthModel::takeFailures(api::Result<api::RunGroups> reply) {
    if (!reply.ok()) {
        m_error = reply.error();
        end(State::Failed);
        return;
    }
    std::vector<FailureKind> rows;
    for (const auto& group : reply->items) {
        const auto* error = group.latest && group.latest->error ? &*group.latest->error : nullptr;
        // All are of this workflow: its name, which the group's title has for others, is left out.
        rows.push_back({group.key, error && !error->title.empty() ? error->title : group.title, group.runs,
                        group.lastAt, error ? error->instance : std::string()});
    }
    merge(std::move(rows));
    end(State::Ready);
}

void WorkflowHealthModel::end(State state) {
    m_asking = false;
    m_state = state;
    Q_EMIT stateChanged();
    if (std::exchange(m_askAgain, false)) {
        ask();
    }
}

QString WorkflowHealthModel::placeOf(const std::vector<api::Phase>& phases) const {
    auto filter = runsOf(m_ns, m_name);
    filter.phases = phases;
    return placeOfRuns(filter, spanTerm(m_span));
}

QString WorkflowHealthModel::placeOf(int row) const {
    auto filter = runsOf(m_ns, m_name);
    filter.phases = {api::Phase::faulted};
    filter.error = rowAt(row).key;
    return placeOfRuns(filter, spanTerm(m_span));
}

QVariant WorkflowHealthModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const FailureKind& row = rowAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == RunsColumn   ? formatCount(row.runs)
                   : index.column() == LastColumn ? formatAge(row.lastAt, Clock::now())
                   : row.place.empty()            ? cutText(row.title, kShownTitle)
                                                  : tr("%1 in %2")
                                             .arg(cutText(row.title, kShownTitle),
                                                  cutText(taskName(row.place).toStdString(), kShownTitle));
        case Qt::ToolTipRole:
            return index.column() == LastColumn ? formatExact(row.lastAt)
                   : row.place.empty()
                       ? cutText(row.title, kShownText)
                       : QStringLiteral("%1\n%2").arg(cutText(row.title, kShownText), cutText(row.place, kShownTitle));
        case Qt::TextAlignmentRole:
            return index.column() == RunsColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
        case IdRole:
            return toText(row.key);
        default:
            return {};
    }
}

QVariant WorkflowHealthModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && section == RunsColumn) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    const QStringList titles{tr("Failure"), tr("Runs"), tr("Last")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

}  // namespace beamline::ui
