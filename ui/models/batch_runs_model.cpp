// SPDX-License-Identifier: Apache-2.0
#include "ui/models/batch_runs_model.h"

#include <algorithm>

#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {

BatchRunsModel::Now nowOf(api::Phase phase) {
    switch (phase) {
        case api::Phase::faulted:
            return BatchRunsModel::Faulted;
        case api::Phase::completed:
            return BatchRunsModel::Completed;
        case api::Phase::waiting:
            return BatchRunsModel::Waiting;
        case api::Phase::suspended:
            return BatchRunsModel::Suspended;
        case api::Phase::cancelled:
            return BatchRunsModel::Cancelled;
        default:
            return BatchRunsModel::Running;
    }
}

}  // namespace

BatchRunsModel::BatchRunsModel(EngineSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_counts(NowCount, 0) {
    connect(session, &EngineSession::eventsArrived, this, &BatchRunsModel::takeEvents);
    connect(session, &EngineSession::gap, this, [this] {
        m_missed = true;
        setLive(m_live);
    });
}

void BatchRunsModel::setBatch(const api::Batch& batch) {
    if (!BatchText::hasFate(batch) || !m_session || !m_session->unknownTo(api::GetBatch::kInfo.name).isEmpty()) {
        clear();
    } else if (batch.id != m_batch) {
        forget();
        m_batch = batch.id;
        m_action = batch.action;
        m_missed = true;
        setLive(m_live);
        Q_EMIT changed();
    }
}

void BatchRunsModel::clear() {
    if (!m_batch.empty()) {
        forget();
        Q_EMIT changed();
    }
}

void BatchRunsModel::forget() {
    beginResetModel();
    ++m_token;
    m_batch.clear();
    m_runs.clear();
    m_places.clear();
    m_rows.clear();
    m_counts.assign(NowCount, 0);
    m_shown = -1;
    m_missed = m_known = m_cut = false;
    m_error = {};
    endResetModel();
}

void BatchRunsModel::setLive(bool live) {
    m_live = live;
    if (live && !m_batch.empty() && std::exchange(m_missed, false)) {
        refresh();
    }
}

void BatchRunsModel::refresh() {
    if (m_batch.empty() || !m_session) {
        return;
    }
    ++m_token;
    m_error = {};
    askItems({}, 0);
}

/// `taken`: how many of them the pages before have told.
void BatchRunsModel::askItems(api::Cursor after, std::size_t taken) {
    api::ListBatchItems op{m_batch, api::BatchOutcome::done, api::kMaxPageSize, std::move(after)};
    m_session->call<api::ListBatchItems>(std::move(op), this,
                                         [this, token = m_token, taken](api::Result<api::BatchItemPage> reply) {
                                             if (token != m_token) {
                                                 return;
                                             }
                                             if (!reply.ok()) {
                                                 fail(reply.error());
                                                 return;
                                             }
                                             const auto told = taken + reply->items.size();
                                             takeItems(std::move(reply->items), reply->seq);
                                             m_cut = !reply->next.empty() && told >= kMaxFollowed;
                                             if (!reply->next.empty() && !m_cut) {
                                                 askItems(std::move(reply->next), told);
                                                 return;
                                             }
                                             m_known = true;
                                             Q_EMIT changed();
                                         });
}

/// What events have told since the answer was true is newer.
void BatchRunsModel::takeItems(std::vector<api::BatchItem> items, api::Seq seq) {
    for (auto& item : items) {
        auto& id = item.made.empty() ? item.run : item.made;
        const auto [place, isNew] = m_places.emplace(id, m_runs.size());
        if (isNew) {
            Run run;
            run.id = id;
            run.before = item.made.empty() ? std::string() : item.run;
            run.workflow = std::move(item.workflow);
            run.was = item.phase;
            m_runs.push_back(std::move(run));
        }
        auto& run = m_runs[place->second];
        if (run.seq > seq) {
            continue;
        }
        if (item.now != api::Phase::faulted) {
            run.error = {};  // that it had before
        }
        set(place->second, item.now.value_or(run.phase), item.now ? nowOf(*item.now) : Removed);
    }
}

void BatchRunsModel::fail(const api::Error& error) {
    m_error = error;
    m_missed = true;  // asked again when it is looked at again
    Q_EMIT changed();
}

void BatchRunsModel::takeEvents(const std::vector<api::Event>& batch) {
    if (m_runs.empty()) {
        return;
    }
    if (!m_live) {
        m_missed = true;
        return;
    }
    bool any = false;
    for (const auto& event : batch) {
        const auto place = event.summary ? m_places.find(event.run) : m_places.end();
        if (place == m_places.end()) {
            continue;
        }
        auto& run = m_runs[place->second];
        if (std::pair(event.seq, event.index) <= std::pair(run.seq, run.index)) {
            continue;
        }
        run.seq = event.seq;
        run.index = event.index;
        run.error = event.summary->error ? event.summary->error->title : std::string();
        set(place->second, event.summary->phase, nowOf(event.summary->phase));
        any = true;
    }
    if (any) {
        Q_EMIT changed();
    }
}

void BatchRunsModel::set(std::size_t at, api::Phase phase, Now now) {
    auto& run = m_runs[at];
    const auto was = std::exchange(run.now, now);
    run.phase = phase;
    if (was != NowCount) {
        --m_counts[was];
    }
    ++m_counts[now];
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), at);
    const bool shown = place != m_rows.end() && *place == at;
    const int row = static_cast<int>(place - m_rows.begin());
    if (shown && now != m_shown) {
        beginRemoveRows({}, row, row);
        m_rows.erase(place);
        endRemoveRows();
    } else if (!shown && now == m_shown) {
        beginInsertRows({}, row, row);
        m_rows.insert(place, at);
        endInsertRows();
    } else if (shown) {
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void BatchRunsModel::setShown(int now) {
    if (now == m_shown) {
        return;
    }
    beginResetModel();
    m_shown = now;
    m_rows.clear();
    for (std::size_t at = 0; at < m_runs.size(); ++at) {
        if (m_runs[at].now == now) {
            m_rows.push_back(at);
        }
    }
    endResetModel();
}

std::vector<std::string> BatchRunsModel::runs(Now now) const {
    std::vector<std::string> ids;
    for (const auto& run : m_runs) {
        if (run.now == now) {
            ids.push_back(run.id);
        }
    }
    return ids;
}

QString BatchRunsModel::nowText(Now now) const {
    switch (now) {
        case Faulted:
            return BatchText::beginsAgain(m_action) ? tr("Faulted again") : phaseText(api::Phase::faulted);
        case Completed:
            return phaseText(api::Phase::completed);
        case Running:
            return phaseText(api::Phase::running);
        case Waiting:
            return phaseText(api::Phase::waiting);
        case Suspended:
            return phaseText(api::Phase::suspended);
        case Cancelled:
            return phaseText(api::Phase::cancelled);
        default:
            return tr("Removed");
    }
}

QString BatchRunsModel::countText(Now now, int runs) const {
    switch (now) {
        case Faulted:
            return BatchText::beginsAgain(m_action) ? tr("%n faulted again", nullptr, runs)
                                                    : tr("%n faulted", nullptr, runs);
        case Completed:
            return tr("%n completed", nullptr, runs);
        case Running:
            return tr("%n running", nullptr, runs);
        case Waiting:
            return tr("%n waiting", nullptr, runs);
        case Suspended:
            return tr("%n suspended", nullptr, runs);
        case Cancelled:
            return tr("%n cancelled", nullptr, runs);
        default:
            return tr("%n removed", nullptr, runs);
    }
}

QString BatchRunsModel::text() const {
    QStringList parts;
    for (const auto now : {Completed, Running, Waiting, Suspended, Cancelled, Removed, Faulted}) {
        if (m_known && m_counts[now] > 0) {
            parts << countText(now, static_cast<int>(m_counts[now]));
        }
    }
    if (parts.isEmpty()) {
        return {};
    }
    const QString all = parts.join(QStringLiteral(", "));
    return m_cut ? tr("of the first %1 now %2").arg(formatCount(static_cast<qint64>(m_runs.size())), all)
                 : tr("now %1").arg(all);
}

int BatchRunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchRunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchRunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    return QStringList{tr("Run"), tr("Workflow"), tr("Now"), tr("What is known")}[section];
}

QString BatchRunsModel::text(const Run& run, int column) const {
    switch (column) {
        case RunColumn:
            return shortId(toText(run.id));
        case WorkflowColumn:
            return cutText(run.workflow, kShownTitle);
        case PhaseColumn:
            return run.now == Removed ? nowText(Removed) : phaseText(run.phase);
        default:
            return !run.error.empty()    ? cutText(run.error, kShownTitle)
                   : !run.before.empty() ? tr("Re-run of %1").arg(shortId(toText(run.before)))
                                         : tr("before: %1").arg(phaseText(run.was));
    }
}

QVariant BatchRunsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& run = m_runs[m_rows[static_cast<std::size_t>(index.row())]];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return text(run, index.column());
        case Qt::ToolTipRole:
            return index.column() == RunColumn ? toText(run.id) : text(run, index.column());
        case PhaseRole:
            return index.column() == PhaseColumn ? QVariant(static_cast<int>(run.phase)) : QVariant();
        case IdRole:
            return toText(run.id);
        default:
            return {};
    }
}

}  // namespace beamline::ui
