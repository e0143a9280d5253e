// SPDX-License-Identifier: Apache-2.0
#include "ui/models/open_problem_model.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/work_problems.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
/// Where a problem of the engine is looked into, by how its code begins.
QString placeOfCode(const std::string& code) {
    static const std::pair<const char*, const char*> kPlaces[] = {
        {"schedule", "workflows"}, {"dead_letters", "deadletters"}, {"runs_", "runs"},
        {"secret", "secrets"},     {"keychain", "secrets"},         {"node_", "cluster"},
        {"nats", "cluster"},       {"payload", "cluster"},          {"shard", "cluster"},
        {"stream", "cluster"},     {"worker", "cluster"},           {"pool", "cluster"},
        {"lane_", "cluster"},      {"events_", "cluster"},
    };
    for (const auto& [begin, place] : kPlaces) {
        if (code.rfind(begin, 0) == 0) {
            return QString::fromLatin1(place);
        }
    }
    return {};
}
}  // namespace

QString severityText(api::Severity severity) {
    return severity == api::Severity::error ? OpenProblemModel::tr("Error") : OpenProblemModel::tr("Warning");
}

OpenProblemModel::OpenProblemModel(EngineSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_work(new WorkProblems(session, this)) {
    m_timer.setInterval(kAskInterval);
    connect(&m_timer, &QTimer::timeout, this, &OpenProblemModel::poll);
    connect(m_work, &WorkProblems::changed, this, &OpenProblemModel::collect);
    connect(session, &EngineSession::healthChanged, this, &OpenProblemModel::collect);
    connect(session, &EngineSession::problemRaised, this, &OpenProblemModel::collect);
    connect(session, &EngineSession::problemsCleared, this, &OpenProblemModel::collect);
    connect(session, &EngineSession::gap, this, &OpenProblemModel::refresh);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(),
                        [](const api::Event& event) { return event.kind.rfind("schedule.", 0) == 0; })) {
            askSchedules();
        }
    });
    if (auto* outbox = session->outbox()) {
        connect(outbox, &DecisionOutbox::changed, this, &OpenProblemModel::collect);
    }
    collect();
}

void OpenProblemModel::setLive(bool live) {
    if (live == m_timer.isActive()) {
        return;
    }
    live ? m_timer.start() : m_timer.stop();
    if (live) {
        refresh();
    }
}

/// An archive has no machines and starts nothing by itself.
void OpenProblemModel::refresh() {
    if (m_session->takenAt() == 0) {
        askCluster();
        askSchedules();
        m_work->refresh();
    }
}

/// What no event tells: of the cluster, and that a request has become overdue.
void OpenProblemModel::poll() {
    if (m_session->takenAt() == 0) {
        askCluster();
        askSchedules();
        collect();
    }
}

void OpenProblemModel::askCluster() {
    if (m_cluster.begin()) {
        return;
    }
    m_session->call<api::GetCluster>({}, this, [this](api::Result<api::ClusterReply> reply) {
        if (m_cluster.end()) {
            askCluster();
        }
        if (reply.ok()) {
            m_warnings = std::move(reply->cluster.warnings);
            collect();
        }
    });
}

void OpenProblemModel::askSchedules() {
    if (m_scheduled.begin()) {
        return;
    }
    m_session->call<api::ListSchedules>({}, this, [this](api::Result<api::SchedulePage> reply) {
        if (m_scheduled.end()) {
            askSchedules();
        }
        if (reply.ok()) {
            m_schedules = std::move(reply->items);
            m_schedules.erase(std::remove_if(m_schedules.begin(), m_schedules.end(),
                                             [](const api::Schedule& one) { return one.problem.empty(); }),
                              m_schedules.end());
            collect();
        }
    });
}

void OpenProblemModel::addOfEngine(std::vector<OpenProblem>& found) const {
    using State = api::HealthState;
    const auto& health = m_session->health();
    const bool stands = health.state == State::refusing || health.state == State::unreachable;
    for (const auto& one : health.problems) {
        found.push_back({QStringLiteral("engine:") + toText(one.code),
                         stands ? api::Severity::error : api::Severity::warning, tr("Engine"),
                         cutText(one.message, kShownText), one.since, placeOfCode(one.code), toText(one.code)});
    }
    for (const auto& one : m_warnings) {
        const QString code = toText(one.code);
        const bool told =
            std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.code == code; });
        if (!told) {
            found.push_back({QStringLiteral("cluster:%1:%2").arg(code, toText(one.message)), api::Severity::warning,
                             tr("Cluster"), cutText(one.message, kShownText), one.since, QStringLiteral("cluster"),
                             code});
        }
    }
    for (const auto& one : m_schedules) {
        const QString name = QStringLiteral("%1/%2").arg(toText(one.ns), toText(one.workflow));
        found.push_back({QStringLiteral("schedule:") + name,
                         api::Severity::error,
                         tr("Schedule of %1").arg(name),
                         cutText(one.problem, kShownText),
                         one.last,
                         QStringLiteral("workflows/") + name,
                         {}});
    }
}

void OpenProblemModel::addOwn(std::vector<OpenProblem>& found) const {
    const auto* outbox = m_session->outbox();
    for (const auto& one : outbox ? outbox->all() : std::vector<KeptDecision>()) {
        if (!one.problem.empty()) {
            const QString id = toText(one.decision.approval);
            found.push_back({QStringLiteral("decision:") + id,
                             api::Severity::error,
                             tr("Decision on %1").arg(cutText(one.shown.subject, kShownTitle)),
                             cutText(one.problem, kShownText),
                             one.at,
                             QStringLiteral("approvals/") + id,
                             {}});
        }
    }
    const auto& reports = m_session->problems();
    for (qsizetype i = reports.size() - 1; i >= 0; --i) {
        const auto& one = reports[i];
        const auto at = one.at.toMSecsSinceEpoch();
        found.push_back({QStringLiteral("report:%1:%2").arg(at).arg(one.what),
                         api::Severity::error,
                         one.what,
                         errorWithProblems(one.error),
                         at,
                         {},
                         toText(one.error.code),
                         i});
    }
}

/// Errors first, then by source; of one source the newest first.
void OpenProblemModel::collect() {
    std::vector<OpenProblem> found;
    const api::Timestamp now = Clock::now();
    addOfEngine(found);
    m_work->addTo(found, now);
    addOwn(found);
    QStringList overdue;
    for (const auto* one : m_work->overdue(now)) {
        overdue << toText(one->id);
    }
    std::stable_sort(found.begin(), found.end(), [](const OpenProblem& a, const OpenProblem& b) {
        return a.severity == api::Severity::error && b.severity != api::Severity::error;
    });
    merge(std::move(found), std::move(overdue));
}

/// Rows keep their identity: whoever reads one is not sent back to the first.
void OpenProblemModel::merge(std::vector<OpenProblem> found, QStringList overdue) {
    const auto before = std::tuple(count(), errors(), std::exchange(m_overdue, std::move(overdue)));
    const auto has = [](const std::vector<OpenProblem>& rows, const QString& key) {
        return std::any_of(rows.begin(), rows.end(), [&](const auto& one) { return one.key == key; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!has(found, at(row).key)) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(found.size()); ++row) {
        auto& wanted = found[static_cast<std::size_t>(row)];
        const auto from = std::find_if(m_rows.begin() + std::min<std::ptrdiff_t>(row, rowCount()), m_rows.end(),
                                       [&](const auto& one) { return one.key == wanted.key; });
        const int was = from == m_rows.end() ? -1 : static_cast<int>(from - m_rows.begin());
        if (was < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, std::move(wanted));
            endInsertRows();
            continue;
        }
        if (was != row) {
            beginMoveRows({}, was, was, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + was, m_rows.begin() + was + 1);
            endMoveRows();
        }
        if (at(row) != wanted) {
            m_rows[static_cast<std::size_t>(row)] = std::move(wanted);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    while (m_rows.size() > found.size()) {  // of several with one key
        beginRemoveRows({}, rowCount() - 1, rowCount() - 1);
        m_rows.pop_back();
        endRemoveRows();
    }
    if (before != std::tuple(count(), errors(), m_overdue)) {
        Q_EMIT countChanged();
    }
}

void OpenProblemModel::tick() {
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, SinceColumn), index(rowCount() - 1, SinceColumn), {Qt::DisplayRole});
    }
}

int OpenProblemModel::count() const {
    return std::accumulate(m_rows.begin(), m_rows.end(), 0, [](int sum, const auto& one) { return sum + one.count; });
}

int OpenProblemModel::errors() const {
    return std::accumulate(m_rows.begin(), m_rows.end(), 0, [](int sum, const auto& one) {
        return sum + (one.severity == api::Severity::error ? one.count : 0);
    });
}

int OpenProblemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OpenProblemModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OpenProblemModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& one = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == SeverityColumn  ? severityText(one.severity)
                   : index.column() == WhatColumn    ? one.what
                   : index.column() == MessageColumn ? one.message.section(QLatin1Char('\n'), 0, 0)
                                                     : formatAge(one.since, Clock::now());
        case Qt::ToolTipRole:
            return index.column() == SinceColumn && one.since != 0 ? formatExact(one.since) : one.message;
        case Qt::AccessibleTextRole:
            return tr("%1, %2: %3").arg(severityText(one.severity), one.what, one.message);
        case IdRole:
            return one.key;
        case KindRole:
            return static_cast<int>(one.severity);
        default:
            return {};
    }
}

QVariant OpenProblemModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == SeverityColumn  ? tr("How bad")
           : section == WhatColumn    ? tr("Where")
           : section == MessageColumn ? tr("What happened")
                                      : tr("Since");
}

}  // namespace beamline::ui
