// SPDX-License-Identifier: Apache-2.0
#include "ui/models/usage_model.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "ui/models/formatting.h"
#include "ui/models/tenant_text.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
constexpr api::Timestamp kUsageHour = 3'600'000;
constexpr api::Timestamp kUsageDay = 24 * kUsageHour;

struct UsageWords {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::UsageWords)
};

api::Timestamp lengthOf(UsageSpan span) {
    return span == UsageSpan::Day     ? kUsageDay
           : span == UsageSpan::Week  ? 7 * kUsageDay
           : span == UsageSpan::Month ? 30 * kUsageDay
                                      : 90 * kUsageDay;
}

/// So that a line has some dozens of points.
api::Timestamp stepOf(UsageSpan span) {
    return span == UsageSpan::Day ? kUsageHour : span == UsageSpan::Week ? 6 * kUsageHour : kUsageDay;
}

void addUsage(api::UsageRow& sum, const api::UsageRow& row) {
    sum.runs += row.runs;
    sum.tasks += row.tasks;
    sum.faulted += row.faulted;
    sum.taskSeconds += row.taskSeconds;
    sum.cpuSeconds += row.cpuSeconds;
    sum.decisions += row.decisions;
    sum.calls += row.calls;
    sum.failed += row.failed;
    sum.tokens += row.tokens;
    sum.cost += row.cost;
}
}  // namespace

double usageValue(const api::UsageRow& row, UsageMeasure measure) {
    switch (measure) {
        case UsageMeasure::Cost:
            return row.cost;
        case UsageMeasure::Tokens:
            return static_cast<double>(row.tokens);
        case UsageMeasure::Calls:
            return static_cast<double>(row.calls);
        case UsageMeasure::Failed:
            return static_cast<double>(row.failed);
        case UsageMeasure::Runs:
            return static_cast<double>(row.runs);
        case UsageMeasure::Tasks:
            return static_cast<double>(row.tasks);
        case UsageMeasure::CpuSeconds:
            return row.cpuSeconds;
    }
    return 0;
}

QString usageText(double value, UsageMeasure measure) {
    return measure == UsageMeasure::Cost         ? costText(value)
           : measure == UsageMeasure::CpuSeconds ? formatDuration(static_cast<qint64>(value * 1000))
                                                 : formatCount(static_cast<qint64>(value + 0.5));
}

QString usageTitle(UsageMeasure measure) {
    switch (measure) {
        case UsageMeasure::Cost:
            return UsageWords::tr("Cost");
        case UsageMeasure::Tokens:
            return UsageWords::tr("Tokens");
        case UsageMeasure::Calls:
            return UsageWords::tr("Calls of providers");
        case UsageMeasure::Failed:
            return UsageWords::tr("Failed calls");
        case UsageMeasure::Runs:
            return UsageWords::tr("Runs");
        case UsageMeasure::Tasks:
            return UsageWords::tr("Tasks");
        case UsageMeasure::CpuSeconds:
            return UsageWords::tr("CPU time");
    }
    return {};
}

QString usageSpanText(UsageSpan span) {
    switch (span) {
        case UsageSpan::Day:
            return UsageWords::tr("Last day");
        case UsageSpan::Week:
            return UsageWords::tr("7 days");
        case UsageSpan::Month:
            return UsageWords::tr("30 days");
        case UsageSpan::Quarter:
            return UsageWords::tr("90 days");
    }
    return {};
}

QString usageGroupText(api::UsageGroup group) {
    return group == api::UsageGroup::tenant     ? UsageWords::tr("Tenant")
           : group == api::UsageGroup::provider ? UsageWords::tr("Provider")
                                                : UsageWords::tr("Workflow");
}

QString usageByText(api::UsageGroup group) {
    return group == api::UsageGroup::tenant     ? UsageWords::tr("By tenant")
           : group == api::UsageGroup::provider ? UsageWords::tr("By provider")
                                                : UsageWords::tr("By workflow");
}

QString usageTitleText(api::UsageGroup group) {
    return group == api::UsageGroup::tenant     ? UsageWords::tr("Usage by tenant")
           : group == api::UsageGroup::provider ? UsageWords::tr("Usage by provider")
                                                : UsageWords::tr("Usage by workflow");
}

QString usageKeyText(const std::string& key) {
    return key.empty() ? UsageWords::tr("none of them") : cutText(key, kShownTitle);
}

// ---- the answer ---------------------------------------------------------------------------------------------------

UsageBook::UsageBook(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {}

void UsageBook::choose(UsageSpan span, api::UsageGroup group) {
    if (span == m_span && group == m_group && m_state != State::Idle) {
        return;
    }
    m_span = span;
    m_group = group;
    m_usage = {};  // of another question
    m_state = State::Idle;
    refresh();
}

void UsageBook::refresh() {
    const auto now = Clock::now();
    const auto step = stepOf(m_span);
    api::GetUsage op;
    op.by = m_group;
    op.step = step;
    op.from = (now - lengthOf(m_span)) / step * step;  // whole steps: what is compared is as long
    op.to = now;
    if (m_state == State::Idle || m_state == State::Failed) {
        m_state = State::Loading;
        Q_EMIT changed();
    }
    m_session->call<api::GetUsage>(op, this, [this, op, token = ++m_token](api::Result<api::UsageReply> reply) {
        if (token != m_token) {
            return;
        }
        m_state = reply.ok() ? State::Ready : State::Failed;
        if (reply.ok()) {
            m_usage = std::move(*reply);
            m_from = op.from;
            m_to = op.to;
        } else {
            m_error = reply.error();
        }
        Q_EMIT changed();
    });
}

api::UsageRow UsageBook::total() const {
    api::UsageRow sum;
    for (const auto& row : m_usage.rows) {
        addUsage(sum, row);
    }
    return sum;
}

std::vector<std::pair<api::Timestamp, double>> UsageBook::line(const std::optional<std::string>& key,
                                                               UsageMeasure measure) const {
    std::map<api::Timestamp, double> values;
    const auto step = std::max<api::Timestamp>(m_usage.step, kUsageHour);
    for (auto at = m_from / step * step; at <= m_to; at += step) {
        values[at] = 0;
    }
    for (const auto& point : m_usage.points) {
        if (!key || point.key == *key) {
            values[point.at] += usageValue(point, measure);
        }
    }
    return {values.begin(), values.end()};
}

// ---- the table ----------------------------------------------------------------------------------------------------

void UsageModel::show(const api::UsageReply& usage, api::UsageGroup group) {
    if (std::exchange(m_group, group) != group) {
        Q_EMIT headerDataChanged(Qt::Horizontal, KeyColumn, KeyColumn);
    }
    std::vector<UsageTableRow> rows;
    for (const auto& row : usage.rows) {
        rows.push_back({row.key, row});
    }
    merge(std::move(rows));
}

QString UsageModel::columnTitle(int column, api::UsageGroup group) {
    return column == KeyColumn
               ? usageGroupText(group)
               : QStringList{QString(),       tr("Cost"), tr("Tokens"), tr("Calls"),   tr("Failed calls"),
                             tr("Decisions"), tr("Runs"), tr("Tasks"),  tr("Faulted"), tr("CPU time")}
                     .value(column);
}

QString UsageModel::text(const api::UsageRow& row, int column) {
    switch (column) {
        case KeyColumn:
            return usageKeyText(row.key);
        case CostColumn:
            return costText(row.cost);
        case TokensColumn:
            return formatCount(row.tokens);
        case CallsColumn:
            return formatCount(row.calls);
        case FailedColumn:
            return formatCount(row.failed);
        case DecisionsColumn:
            return formatCount(row.decisions);
        case RunsColumn:
            return formatCount(row.runs);
        case TasksColumn:
            return formatCount(row.tasks);
        case FaultedColumn:
            return formatCount(row.faulted);
        default:
            return formatDuration(static_cast<qint64>(row.cpuSeconds * 1000));
    }
}

int UsageModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UsageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row()).row;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
            return text(row, index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() == KeyColumn ? Qt::AlignLeft : Qt::AlignRight));
        case IdRole:
            return toText(row.key);
        default:
            return {};
    }
}

QVariant UsageModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == KeyColumn ? Qt::AlignLeft : Qt::AlignRight));
    }
    return role == Qt::DisplayRole ? QVariant(columnTitle(section, m_group)) : QVariant();
}

}  // namespace beamline::ui
