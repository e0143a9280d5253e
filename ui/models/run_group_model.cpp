// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_group_model.h"

#include <algorithm>
#include <unordered_set>

#include "engine/api/run_filter.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {

PhaseCounts countsOf(const api::RunGroup& group) {
    PhaseCounts counts;
    for (const auto phase : {api::Phase::faulted, api::Phase::running, api::Phase::pending, api::Phase::waiting,
                             api::Phase::suspended, api::Phase::completed, api::Phase::cancelled}) {
        const auto found = group.byPhase.find(boost::describe::enum_to_string(phase, ""));
        if (found != group.byPhase.end() && found->second > 0) {
            counts.append({static_cast<int>(phase), found->second});
        }
    }
    return counts;
}

QString countsText(const api::RunGroup& group) {
    QStringList parts;
    for (const auto& [phase, count] : countsOf(group)) {
        parts << QStringLiteral("%1 %2").arg(formatCount(count), phaseText(static_cast<api::Phase>(phase)).toLower());
    }
    return parts.join(QStringLiteral(" · "));
}

qint64 tookOf(const api::RunSummary& run, api::Timestamp stillAt) {
    if (run.startedAt == 0) {
        return -1;
    }
    return (run.endedAt != 0 ? run.endedAt : stillAt != 0 ? stillAt : Clock::now()) - run.startedAt;
}

}  // namespace

RunGroupModel::RunGroupModel(EngineSession* session, QObject* parent) : QAbstractItemModel(parent), m_session(session) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRefreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &RunGroupModel::refresh);
    connect(session, &EngineSession::eventsArrived, this, &RunGroupModel::takeEvents);
    connect(session, &EngineSession::gap, this, &RunGroupModel::touch);
}

RunGroupModel::~RunGroupModel() = default;

void RunGroupModel::setQuestion(api::RunFilter filter, api::RunGrouping by, const std::string& label) {
    m_filter = std::move(filter);
    m_by = by;
    m_label = label;
    ++m_token;
    m_asking = m_askAgain = false;
    m_askingRuns = 0;
    m_timer.stop();
    beginResetModel();
    m_groups.clear();
    endResetModel();
    setState(State::Loading);
    ask();
}

void RunGroupModel::setLive(bool live) {
    m_live = live;
    if (live && std::exchange(m_missed, false)) {
        refresh();
    }
}

void RunGroupModel::touch() {
    if (!m_live) {
        m_missed = true;
    } else if (m_state != State::Idle && !m_timer.isActive()) {
        m_timer.start();
    }
}

void RunGroupModel::takeEvents(const std::vector<api::Event>& batch) {
    if (std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.summary.has_value(); })) {
        touch();
    }
}

void RunGroupModel::refresh() {
    if (m_asking) {
        m_askAgain = true;
    } else if (m_state != State::Idle) {
        ask();
    }
}

void RunGroupModel::ask() {
    if (!m_session) {
        return;
    }
    m_asking = true;
    m_askAgain = false;
    m_session->call<api::GroupRuns>({m_filter, m_by, m_label}, this,
                                    [this, token = m_token](api::Result<api::RunGroups> reply) {
                                        if (token == m_token) {
                                            take(std::move(reply));
                                        }
                                    });
}

void RunGroupModel::take(api::Result<api::RunGroups> reply) {
    m_asking = false;
    if (!reply.ok()) {
        m_error = reply.error();
        m_state = State::Failed;
        Q_EMIT stateChanged();
    } else {
        m_cut = reply->more;
        mergeGroups(std::move(reply->items));
        for (const auto& group : m_groups) {
            if (group->opened && !group->asking) {
                askRuns(*group, {}, std::clamp(static_cast<int>(group->runs.size()), kPageSize, api::kMaxPageSize));
            }
        }
        setState(State::Ready);
        Q_EMIT loaded();
    }
    if (m_askAgain) {
        ask();
    }
}

void RunGroupModel::mergeGroups(std::vector<api::RunGroup> groups) {
    std::unordered_set<std::string> keys;
    for (const auto& group : groups) {
        keys.insert(group.key);
    }
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!keys.contains(m_groups[static_cast<std::size_t>(row)]->info.key)) {
            beginRemoveRows({}, row, row);
            m_groups.erase(m_groups.begin() + row);
            endRemoveRows();
        }
    }
    for (auto& info : groups) {
        if (const int row = rowOf(info.key); row >= 0) {
            m_groups[static_cast<std::size_t>(row)]->info = std::move(info);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        auto group = std::make_unique<Group>();
        group->info = std::move(info);
        beginInsertRows({}, rowCount(), rowCount());
        m_groups.push_back(std::move(group));
        endInsertRows();
    }
}

void RunGroupModel::askRuns(Group& group, api::Cursor after, int limit) {
    if (!m_session) {
        return;
    }
    group.asked = group.asking = true;
    ++m_askingRuns;
    api::ListRuns op;
    op.filter = narrowed(group.info.key);
    op.limit = limit;
    const bool first = after.empty();
    op.after = std::move(after);
    m_session->call<api::ListRuns>(
        std::move(op), this, [this, token = m_token, key = group.info.key, first](api::Result<api::RunPage> reply) {
            if (token != m_token) {
                return;
            }
            --m_askingRuns;
            if (const int row = rowOf(key); row >= 0) {
                m_groups[static_cast<std::size_t>(row)]->asking = false;
            }
            if (reply.ok()) {
                takeRuns(key, std::move(reply.value()), first);
            } else {
                m_error = reply.error();
                m_state = State::Failed;
                Q_EMIT stateChanged();
            }
        });
}

void RunGroupModel::takeRuns(const std::string& key, api::RunPage page, bool first) {
    const int row = rowOf(key);
    if (row < 0 || !m_groups[static_cast<std::size_t>(row)]->opened) {
        return;  // gone or closed meanwhile
    }
    Group& group = *m_groups[static_cast<std::size_t>(row)];
    group.next = page.next;
    if (first) {
        mergeRuns(group, std::move(page.items));
    } else {
        std::erase_if(page.items, [&](const api::RunSummary& run) {
            return std::any_of(group.runs.begin(), group.runs.end(), [&](const auto& one) { return one.id == run.id; });
        });
        if (!page.items.empty()) {
            const int at = static_cast<int>(group.runs.size());
            beginInsertRows(index(row, 0), at, at + static_cast<int>(page.items.size()) - 1);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(group.runs));
            endInsertRows();
        }
    }
    Q_EMIT loaded();
}

/// Both are newest first: what left goes, what is new comes between, and the rest stays the row it was.
void RunGroupModel::mergeRuns(Group& group, std::vector<api::RunSummary> runs) {
    const QModelIndex parent = index(rowOf(group.info.key), 0);
    std::unordered_set<std::string> ids;
    for (const auto& run : runs) {
        ids.insert(run.id);
    }
    auto& now = group.runs;
    for (int i = static_cast<int>(now.size()) - 1; i >= 0; --i) {
        if (!ids.contains(now[static_cast<std::size_t>(i)].id)) {
            beginRemoveRows(parent, i, i);
            now.erase(now.begin() + i);
            endRemoveRows();
        }
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int at = static_cast<int>(i);
        if (i < now.size() && now[i].id == runs[i].id) {
            if (!(now[i] == runs[i])) {
                now[i] = std::move(runs[i]);
                Q_EMIT dataChanged(index(at, 0, parent), index(at, ColumnCount - 1, parent));
            }
        } else {
            beginInsertRows(parent, at, at);
            now.insert(now.begin() + at, std::move(runs[i]));
            endInsertRows();
        }
    }
}

void RunGroupModel::setOpened(const QModelIndex& at, bool opened) {
    Group* group = runAt(at) ? nullptr : groupOf(at);
    if (!group || group->opened == opened) {
        return;
    }
    group->opened = opened;
    if (opened) {
        fetchMore(at.siblingAtColumn(0));
        return;
    }
    group->asked = false;
    group->next.clear();
    if (!group->runs.empty()) {
        beginRemoveRows(at.siblingAtColumn(0), 0, static_cast<int>(group->runs.size()) - 1);
        group->runs.clear();
        endRemoveRows();
    }
}

void RunGroupModel::tick() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, LastColumn), index(rowCount() - 1, LastColumn), {Qt::DisplayRole});
    }
    for (int row = 0; row < rowCount(); ++row) {
        const auto& group = *m_groups[static_cast<std::size_t>(row)];
        if (!group.runs.empty()) {
            const QModelIndex parent = index(row, 0);
            Q_EMIT dataChanged(index(0, LastColumn, parent),
                               index(static_cast<int>(group.runs.size()) - 1, TookColumn, parent), {Qt::DisplayRole});
        }
    }
}

void RunGroupModel::setState(State state) {
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged();
    }
}

int RunGroupModel::rowOf(const std::string& key) const {
    const auto found =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& one) { return one->info.key == key; });
    return found == m_groups.end() ? -1 : static_cast<int>(found - m_groups.begin());
}

/// As RunGroup::key is written: "ns/name", "ns/name version", a word of the engine's, a value.
api::RunFilter RunGroupModel::narrowed(const std::string& key) const {
    api::RunFilter filter = m_filter;
    const auto slash = key.find('/');
    const auto blank = m_by == api::RunGrouping::version ? key.rfind(' ') : std::string::npos;
    if (m_by != api::RunGrouping::error) {  // whose key tells dry runs apart
        filter = api::groupedRuns({filter, m_by, m_label});
    }
    switch (m_by) {
        case api::RunGrouping::workflow:
        case api::RunGrouping::version:
            filter.ns = slash == std::string::npos ? filter.ns : key.substr(0, slash);
            filter.workflow = slash == std::string::npos ? key : key.substr(slash + 1, blank - slash - 1);
            filter.version = blank == std::string::npos ? filter.version : key.substr(blank + 1);
            break;
        case api::RunGrouping::error:
            filter.error = key;
            break;
        case api::RunGrouping::label:
            filter.labels[m_label] = key;
            break;
    }
    return filter;
}

RunGroupModel::Group* RunGroupModel::groupOf(const QModelIndex& index) const {
    if (!index.isValid()) {
        return nullptr;
    }
    auto* parent = static_cast<Group*>(index.internalPointer());
    return parent ? parent : m_groups[static_cast<std::size_t>(index.row())].get();
}

const api::RunGroup* RunGroupModel::groupAt(const QModelIndex& index) const {
    const auto* group = index.isValid() && !index.internalPointer() ? groupOf(index) : nullptr;
    return group ? &group->info : nullptr;
}

const api::RunSummary* RunGroupModel::runAt(const QModelIndex& index) const {
    const auto* parent = index.isValid() ? static_cast<const Group*>(index.internalPointer()) : nullptr;
    return parent ? &parent->runs[static_cast<std::size_t>(index.row())] : nullptr;
}

api::RunFilter RunGroupModel::filterOf(const QModelIndex& index) const {
    const auto* group = groupOf(index);
    return group ? narrowed(group->info.key) : m_filter;
}

QModelIndex RunGroupModel::indexOf(const QString& id) const {
    const auto wanted = toUtf8(id);
    for (int row = 0; row < rowCount(); ++row) {
        const auto& group = *m_groups[static_cast<std::size_t>(row)];
        if (group.info.key == wanted) {
            return index(row, 0);
        }
        const auto at =
            std::find_if(group.runs.begin(), group.runs.end(), [&](const auto& run) { return run.id == wanted; });
        if (at != group.runs.end()) {
            return index(static_cast<int>(at - group.runs.begin()), 0, index(row, 0));
        }
    }
    return {};
}

QModelIndex RunGroupModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column,
                       parent.isValid() ? m_groups[static_cast<std::size_t>(parent.row())].get() : nullptr);
}

QModelIndex RunGroupModel::parent(const QModelIndex& index) const {
    const auto* group = index.isValid() ? static_cast<const Group*>(index.internalPointer()) : nullptr;
    if (!group) {
        return {};
    }
    const auto at = std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& one) { return one.get() == group; });
    return at == m_groups.end() ? QModelIndex() : createIndex(static_cast<int>(at - m_groups.begin()), 0, nullptr);
}

int RunGroupModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_groups.size());
    }
    if (parent.internalPointer() || parent.column() > 0) {
        return 0;
    }
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())]->runs.size());
}

int RunGroupModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

bool RunGroupModel::hasChildren(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return !m_groups.empty();
    }
    return parent.column() == 0 && groupAt(parent) && groupAt(parent)->runs > 0;
}

bool RunGroupModel::canFetchMore(const QModelIndex& parent) const {
    const Group* group = parent.column() == 0 && groupAt(parent) ? groupOf(parent) : nullptr;
    return group && group->opened && !group->asking && (!group->asked || !group->next.empty());
}

void RunGroupModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent)) {
        Group& group = *groupOf(parent);
        askRuns(group, group.next, kPageSize);
    }
}

QVariant RunGroupModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == RunsColumn || section == TookColumn;
        return QVariant(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && section == TookColumn) {
        return tr("Half of the completed runs of a group took no longer than that");
    }
    const QStringList titles{tr("Group"), tr("Phases"), tr("Runs"), tr("Last"), tr("Duration"), tr("Now")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

QString RunGroupModel::text(const api::RunGroup& group, int column) const {
    switch (column) {
        case GroupColumn:
            return cutText(group.title.empty() ? group.key : group.title, kShownTitle);
        case PhasesColumn:
            return countsText(group);
        case RunsColumn:
            return formatCount(group.runs);
        case LastColumn:
            return formatAge(group.lastAt, Clock::now());
        case TookColumn:
            return group.p50 > 0 ? formatDuration(static_cast<qint64>(group.p50)) : QString();
        case NowColumn:
            return group.latest ? withLocalTimes(cutText(group.latest->now, kShownTitle), Clock::now()) : QString();
        default:
            return {};
    }
}

/// The id comes first: it is what tells the runs of one group apart.
QString RunGroupModel::text(const api::RunSummary& run, int column) const {
    switch (column) {
        case GroupColumn:
            return m_by == api::RunGrouping::workflow || m_by == api::RunGrouping::version
                       ? shortId(toText(run.id))
                       : QStringLiteral("%1 · %2").arg(shortId(toText(run.id)), cutText(run.workflow, kShownTitle));
        case PhasesColumn:
            return phaseText(run.phase);
        case LastColumn:
            return formatAge(run.startedAt != 0 ? run.startedAt : run.createdAt, Clock::now());
        case TookColumn:
            return formatDuration(tookOf(run, m_session ? m_session->takenAt() : 0));
        case NowColumn:
            return withLocalTimes(cutText(run.now, kShownTitle), Clock::now());
        default:
            return {};
    }
}

QString RunGroupModel::toolTip(const api::RunGroup& group, int column) const {
    switch (column) {
        case LastColumn:
            return tr("first %1, last %2").arg(formatExact(group.firstAt), formatExact(group.lastAt));
        case TookColumn:
            return group.p50 > 0 ? tr("of the completed ones half took up to %1, 95 in 100 up to %2")
                                       .arg(formatDuration(static_cast<qint64>(group.p50)),
                                            formatDuration(static_cast<qint64>(group.p95)))
                                 : tr("none has completed");
        default:
            return text(group, column);
    }
}

QString RunGroupModel::toolTip(const api::RunSummary& run, int column) const {
    switch (column) {
        case GroupColumn:
            return toText(run.id) + QLatin1Char('\n') +
                   tr("%1/%2, version %3").arg(toText(run.ns), toText(run.workflow), toText(run.version)) +
                   (isDryRun(run) ? QLatin1Char('\n') + dryRunNote() : QString());
        case LastColumn:
            return formatExact(run.startedAt != 0 ? run.startedAt : run.createdAt);
        case NowColumn:
            return run.error ? cutText(run.error->title + "\n" + run.error->detail, kShownText) : text(run, column);
        default:
            return text(run, column);
    }
}

QVariant RunGroupModel::groupData(const api::RunGroup& group, int column, int role) const {
    switch (role) {
        case Qt::DisplayRole:
            return text(group, column);
        case Qt::AccessibleTextRole:
            return column == GroupColumn
                       ? tr("%1, %n run(s)", nullptr, static_cast<int>(group.runs)).arg(text(group, column))
                       : text(group, column);
        case Qt::ToolTipRole:
            return toolTip(group, column);
        case IdRole:
            return toText(group.key);
        case CountsRole:
            return QVariant::fromValue(countsOf(group));
        default:
            return {};
    }
}

QVariant RunGroupModel::runData(const api::RunSummary& run, int column, int role) const {
    switch (role) {
        case Qt::DisplayRole:
            return text(run, column);
        case Qt::AccessibleTextRole:
            return column == GroupColumn && isDryRun(run) ? tr("%1, dry run").arg(text(run, column))
                                                          : text(run, column);
        case Qt::ToolTipRole:
            return toolTip(run, column);
        case IdRole:
            return toText(run.id);
        case PhaseRole:
            return static_cast<int>(run.phase);
        case VersionRole:
            return m_by == api::RunGrouping::version ? QVariant() : toText(run.version);
        case DryRunRole:
            return isDryRun(run);
        default:
            return {};
    }
}

QVariant RunGroupModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    const auto* run = runAt(index);
    return run ? runData(*run, index.column(), role) : groupData(*groupAt(index), index.column(), role);
}

}  // namespace beamline::ui
