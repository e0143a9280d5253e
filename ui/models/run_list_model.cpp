// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_list_model.h"

#include <limits>

#include "engine/api/run_filter.h"
#include "ui/models/formatting.h"
#include "ui/models/run_cells.h"

namespace beamline::ui {

namespace {

/// `stillAt`: when time stood still; 0: it goes on.
qint64 durationOf(const api::RunSummary& run, api::Timestamp stillAt) {
    if (run.startedAt == 0) {
        return -1;
    }
    return (run.endedAt != 0 ? run.endedAt : stillAt != 0 ? stillAt : Clock::now()) - run.startedAt;
}

}  // namespace

RunListModel::RunListModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { refresh(); });
    connect(session, &EngineSession::eventsArrived, this, &RunListModel::takeEvents);
    connect(session, &EngineSession::gap, this, [this] {
        m_missed = true;
        catchUp();
    });
}

void RunListModel::setQuery(api::RunFilter filter, api::RunOrder order, bool descending) {
    m_filter = std::move(filter);
    m_order = order;
    m_descending = descending;
    m_replay.clear();
    m_refreshTimer.stop();
    askAnew();
}

void RunListModel::setLive(bool live) {
    m_live = live;
    catchUp();
}

void RunListModel::catchUp() {
    if (m_live && !m_frozen && !m_held && std::exchange(m_missed, false)) {
        refresh();
    }
}

void RunListModel::setFrozen(bool frozen) {
    m_frozen = frozen;
    m_waiting.clear();
    if (frozen && m_refreshTimer.isActive()) {
        m_refreshTimer.stop();
        m_missed = true;
    }
    catchUp();
}

void RunListModel::setHeld(bool held) {
    m_held = held;
    if (held && m_refreshTimer.isActive()) {
        m_refreshTimer.stop();
        m_missed = true;
    }
    catchUp();
}

void RunListModel::countWaiting(const std::vector<api::Event>& batch) {
    const auto before = m_waiting.size();
    for (const auto& event : batch) {
        if (event.summary && m_waiting.size() < kMaxWaiting &&
            (matches(m_filter, *event.summary) || rowOf(toText(event.run)) >= 0)) {
            m_waiting.insert(event.run);
        }
    }
    if (m_waiting.size() != before) {
        Q_EMIT waitingChanged();
    }
}

void RunListModel::setLabelColumns(const QStringList& labels) {
    for (int at = static_cast<int>(m_labels.size()) - 1; at >= 0; --at) {
        if (!labels.contains(m_labels[at])) {
            beginRemoveColumns({}, FirstLabelColumn + at, FirstLabelColumn + at);
            m_labels.removeAt(at);
            endRemoveColumns();
        }
    }
    for (const QString& label : labels) {
        if (!m_labels.contains(label)) {
            const int at = FirstLabelColumn + static_cast<int>(m_labels.size());
            beginInsertColumns({}, at, at);
            m_labels.append(label);
            endInsertColumns();
        }
    }
}

QString RunListModel::columnId(int column) const {
    return column < FirstLabelColumn ? runColumnIds().value(column)
                                     : labelColumnId(m_labels.value(column - FirstLabelColumn));
}

int RunListModel::columnOf(const QString& id) const {
    const auto label = isLabelColumn(id) ? m_labels.indexOf(labelOfColumn(id)) : -1;
    return static_cast<int>(label >= 0 ? FirstLabelColumn + label : runColumnIds().indexOf(id));
}

void RunListModel::tick(int firstRow, int lastRow) {
    if (firstRow >= 0 && firstRow <= lastRow && lastRow < rowCount()) {
        Q_EMIT dataChanged(index(firstRow, StartedColumn), index(lastRow, DurationColumn), {Qt::DisplayRole});
        Q_EMIT dataChanged(index(firstRow, EndedColumn), index(lastRow, UpdatedColumn), {Qt::DisplayRole});
    }
}

bool RunListModel::matches(const api::RunFilter& filter, const api::RunSummary& run) {
    return api::fits(filter, run);
}

std::optional<api::RunOrder> RunListModel::orderOf(int column) {
    switch (column) {
        case PhaseColumn:
            return api::RunOrder::phase;
        case WorkflowColumn:
            return api::RunOrder::workflow;
        case RunColumn:
        case StartedColumn:
            return api::RunOrder::created;
        case NowColumn:
        case UpdatedColumn:
            return api::RunOrder::updated;
        case DurationColumn:
        case EndedColumn:
            return api::RunOrder::ended;
        default:
            return std::nullopt;
    }
}

int RunListModel::placeOf(const std::string& id) const {
    const auto place =
        std::lower_bound(m_rows.begin(), m_rows.end(), id,
                         [this](const auto& row, const std::string& key) { return before(row->id, key); });
    return static_cast<int>(place - m_rows.begin());
}

int RunListModel::rowOf(const QString& id) const {
    const std::string key = toUtf8(id);
    if (!m_stamps.contains(key)) {
        return -1;
    }
    if (m_order == api::RunOrder::created) {
        const int row = placeOf(key);
        return row < rowCount() && itemAt(row).id == key ? row : -1;
    }
    return PagedModel::rowOf(id);
}

QStringList RunListModel::columnTitles() const {
    const QStringList titles{tr("Phase"),     tr("Workflow"), tr("Run"),     tr("Started"),
                             tr("Duration"),  tr("Progress"), tr("Now"),     tr("Version"),
                             tr("Namespace"), tr("Ended"),    tr("Changed"), tr("Error")};
    return titles + m_labels;
}

api::ListRuns RunListModel::question() const {
    api::ListRuns op;
    op.filter = m_filter;
    op.order = m_order;
    op.descending = m_descending;
    return op;
}

void RunListModel::pageArrived(const api::RunPage& page) {
    m_boundary = page.next.empty() || page.items.empty() ? std::string() : page.items.back().id;
}

void RunListModel::pageTaken(int firstRow, api::Seq seq) {
    if (firstRow == 0) {
        m_firstSeq = seq;
        m_stamps.clear();
    }
    for (int row = firstRow; row < rowCount(); ++row) {
        m_stamps[itemAt(row).id] = {seq, std::numeric_limits<int>::max()};
    }
    // What arrived while the page was under way may be younger than the page.
    std::vector<Change> replay = std::move(m_replay);
    m_replay.clear();
    apply(replay);
    if (std::exchange(m_replayOverflow, false)) {
        m_refreshTimer.start();
    }
}

void RunListModel::takeEvents(const std::vector<api::Event>& batch) {
    if (!m_live || m_frozen || m_held || state() == State::Idle) {
        m_missed = true;
        if (m_live && m_frozen) {
            countWaiting(batch);
        }
        return;
    }
    std::vector<Change> changes;
    std::unordered_map<std::string, std::size_t> last;  // a batch often holds several states of a run: the last counts
    for (const auto& event : batch) {
        if (!event.summary) {
            continue;
        }
        const auto [place, isNew] = last.try_emplace(event.run, changes.size());
        if (isNew) {
            changes.emplace_back();
        }
        changes[place->second] = {{event.seq, event.index}, *event.summary};
    }
    if (m_asking) {
        m_replayOverflow = m_replayOverflow || m_replay.size() + changes.size() > kMaxReplay;
        if (!m_replayOverflow) {
            m_replay.insert(m_replay.end(), changes.begin(), changes.end());
        }
    }
    apply(changes);
}

void RunListModel::apply(const std::vector<Change>& changes) {
    int onTop = 0;
    bool askEngine = false;
    for (const auto& change : changes) {
        const int row = rowOf(toText(change.run.id));
        if (row >= 0) {
            askEngine = applyKnown(row, change) || askEngine;
        } else if (change.stamp.seq <= m_firstSeq || !matches(m_filter, change.run)) {
            continue;
        } else if (!placesRows()) {
            askEngine = true;
        } else if (applyUnknown(change)) {
            ++onTop;
        }
    }
    if (askEngine && !m_refreshTimer.isActive()) {
        m_refreshTimer.start();
    }
    if (onTop > 0) {
        Q_EMIT arrivedOnTop(onTop);
    }
    if (rowCount() > kMaxRows && !m_asking) {
        askAnew();
    }
}

/// True when only the engine knows where the row belongs now.
bool RunListModel::applyKnown(int row, const Change& change) {
    Stamp& stamp = m_stamps[change.run.id];
    if (change.stamp <= stamp) {
        return false;
    }
    stamp = change.stamp;
    if (!matches(m_filter, change.run)) {
        m_stamps.erase(change.run.id);
        removeRowsFrom(row, 1);
        return false;
    }
    replaceRow(row, change.run);
    return !placesRows();
}

/// True when the run went to the top.
bool RunListModel::applyUnknown(const Change& change) {
    if (!m_boundary.empty() && before(m_boundary, change.run.id)) {
        return false;  // it will come with a later page
    }
    const int row = placeOf(change.run.id);
    m_stamps[change.run.id] = change.stamp;
    insertRow(row, change.run);
    return row == 0;
}

QVariant RunListModel::text(const api::RunSummary& run, int column) const {
    switch (column) {
        case PhaseColumn:
            return phaseText(run.phase);
        case WorkflowColumn:
            return toText(run.workflow);
        case RunColumn:
            return shortId(toText(run.id));
        case StartedColumn:
            return formatAge(run.startedAt != 0 ? run.startedAt : run.createdAt, Clock::now());
        case DurationColumn:
            return formatDuration(durationOf(run, session() ? session()->takenAt() : 0));
        case ProgressColumn:
            return {};
        case NowColumn:
            return withLocalTimes(cutText(run.now, kShownTitle), Clock::now());
        case VersionColumn:
        case NamespaceColumn:
        case ErrorColumn:
            return cutText(toUtf8(runCellValue(run, columnId(column))), kShownTitle);
        case EndedColumn:
            return run.endedAt == 0 ? QString() : formatAge(run.endedAt, Clock::now());
        case UpdatedColumn:
            return formatAge(run.updatedAt, Clock::now());
        default:
            return labelText(run, column, kShownTitle);
    }
}

/// Looked up in place: a row asks for each of its labels whenever it is painted.
QString RunListModel::labelText(const api::RunSummary& run, int column, qsizetype limit) const {
    const auto label = run.labels.find(toUtf8(m_labels.value(column - FirstLabelColumn)));
    return label == run.labels.end() ? QString() : cutText(label->second, limit);
}

QVariant RunListModel::toolTip(const api::RunSummary& run, int column) const {
    switch (column) {
        case WorkflowColumn:
            return tr("%1/%2, version %3").arg(toText(run.ns), toText(run.workflow), toText(run.version)) +
                   (isDryRun(run) ? QLatin1Char('\n') + dryRunNote() : QString());
        case RunColumn:
            return toText(run.id);
        case StartedColumn:
            return formatExact(run.startedAt != 0 ? run.startedAt : run.createdAt);
        case DurationColumn:
            return run.endedAt != 0 ? tr("ended %1").arg(formatExact(run.endedAt)) : tr("not ended yet");
        case ProgressColumn:
            return tr("%1 of %n task(s) done", nullptr, run.tasksTotal).arg(run.tasksDone);
        case NowColumn:
            return run.error ? cutText(run.error->title + "\n" + run.error->detail, kShownText)
                             : withLocalTimes(cutText(run.now, kShownText), Clock::now());
        case EndedColumn:
            return run.endedAt == 0 ? tr("not ended yet") : formatExact(run.endedAt);
        case UpdatedColumn:
            return formatExact(run.updatedAt);
        case ErrorColumn:
            return run.error ? cutText(toUtf8(errorText(*run.error)), kShownText) : QString();
        case VersionColumn:
        case NamespaceColumn:
            return text(run, column);
        default:
            return labelText(run, column, kShownText);
    }
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::RunSummary& run = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(run, index.column());
        case Qt::ToolTipRole:
            return toolTip(run, index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (isNumberColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::AccessibleTextRole:
            return index.column() == ProgressColumn ? toolTip(run, ProgressColumn)
                   : index.column() == WorkflowColumn && isDryRun(run)
                       ? tr("%1, dry run").arg(text(run, WorkflowColumn).toString())
                       : text(run, index.column());
        case IdRole:
            return toText(run.id);
        case PhaseRole:
            return static_cast<int>(run.phase);
        case VersionRole:
            return toText(run.version);
        case DryRunRole:
            return isDryRun(run);
        case ProgressRole:
            if (run.phase == api::Phase::completed || run.phase == api::Phase::cancelled || run.tasksTotal <= 0) {
                return {};
            }
            return std::clamp(static_cast<double>(run.tasksDone) / run.tasksTotal, 0.0, 1.0);
        default:
            return {};
    }
}

}  // namespace beamline::ui
