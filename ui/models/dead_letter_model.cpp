// SPDX-License-Identifier: Apache-2.0
#include "ui/models/dead_letter_model.h"

#include <algorithm>
#include <unordered_map>

#include "engine/api/run_filter.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
/// As the engine groups by error; what faulted without one stands by its workflow.
std::string keyOf(const api::RunSummary& run) {
    const auto key = api::errorKey(run);
    return !key.empty() ? key : run.ns + '/' + run.workflow + (isDryRun(run) ? "/dry" : "");
}

bool newer(const api::RunSummary& a, const api::RunSummary& b) {
    return a.endedAt != b.endedAt ? a.endedAt > b.endedAt : a.id > b.id;
}

/// The last part of a type's address says it all: "…/errors/communication".
QString shortType(const std::string& type) {
    const auto slash = type.rfind('/');
    return cutText(slash == std::string::npos ? type : type.substr(slash + 1), kShownTitle);
}

QString titleOf(const api::RunSummary& run) {
    if (!run.error) {
        return DeadLetterModel::tr("Fault without an error");
    }
    return run.error->title.empty() ? shortType(run.error->type) : cutText(run.error->title, kShownTitle);
}
}  // namespace

DeadLetterModel::DeadLetterModel(EngineSession* session, QObject* parent)
    : QAbstractItemModel(parent), m_session(session) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRefreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &DeadLetterModel::refresh);
    connect(session, &EngineSession::eventsArrived, this, &DeadLetterModel::takeEvents);
    connect(session, &EngineSession::gap, this, &DeadLetterModel::touch);
}

DeadLetterModel::~DeadLetterModel() = default;

int DeadLetterModel::runCount() const {
    std::size_t count = 0;
    for (const auto& group : m_groups) {
        count += group->runs.size();
    }
    return static_cast<int>(count);
}

void DeadLetterModel::setText(const QString& text) {
    m_text = text;
    ++m_token;  // what is under way answers another question
    m_asking = false;
    refresh();
}

void DeadLetterModel::setLive(bool live) {
    m_live = live;
    if (!live) {
        m_missed = m_missed || m_timer.isActive();
        m_timer.stop();
    } else if (m_state == State::Idle || std::exchange(m_missed, false)) {
        refresh();
    }
}

void DeadLetterModel::refresh() {
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_arriving.clear();
    if (m_groups.empty()) {
        setState(State::Loading);
    }
    ask({});
}

void DeadLetterModel::tick() {
    for (int row = 0; row < rowCount(); ++row) {
        const auto group = index(row, 0);
        Q_EMIT dataChanged(index(row, FirstColumn), index(row, LastColumn), {Qt::DisplayRole});
        if (const int runs = rowCount(group); runs > 0) {
            Q_EMIT dataChanged(index(0, LastColumn, group), index(runs - 1, LastColumn, group), {Qt::DisplayRole});
        }
    }
}

void DeadLetterModel::ask(api::Cursor after) {
    if (!m_session) {
        return;
    }
    m_asking = true;
    api::ListRuns op;
    op.filter.phases = {api::Phase::faulted};
    op.filter.text = toUtf8(m_text);
    op.order = api::RunOrder::ended;
    op.limit = api::kMaxPageSize;
    op.after = std::move(after);
    m_session->call<api::ListRuns>(std::move(op), this, [this, token = ++m_token](api::Result<api::RunPage> reply) {
        if (token == m_token) {
            take(std::move(reply));
        }
    });
}

void DeadLetterModel::take(api::Result<api::RunPage> reply) {
    m_asking = false;
    if (!reply.ok()) {
        m_error = reply.error();
        m_askAgain = false;
        setState(State::Failed);
        return;
    }
    std::move(reply->items.begin(), reply->items.end(), std::back_inserter(m_arriving));
    if (!reply->next.empty() && m_arriving.size() < kMaxRuns) {
        ask(reply->next);
        return;
    }
    m_cut = !reply->next.empty();
    merge();
    setState(State::Ready);
    Q_EMIT loaded();
    if (std::exchange(m_askAgain, false)) {
        touch();
    }
}

void DeadLetterModel::takeEvents(const std::vector<api::Event>& batch) {
    const bool mine = std::any_of(batch.begin(), batch.end(), [this](const api::Event& event) {
        return event.summary && (event.summary->phase == api::Phase::faulted || indexOf(toText(event.run)).isValid());
    });
    if (mine) {
        touch();
    }
}

void DeadLetterModel::touch() {
    if (!m_live) {
        m_missed = true;
    } else if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void DeadLetterModel::merge() {
    std::unordered_map<std::string, std::vector<api::RunSummary>> wanted;
    for (auto& run : m_arriving) {
        wanted[keyOf(run)].push_back(std::move(run));
    }
    m_arriving.clear();
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto found = wanted.find(m_groups[static_cast<std::size_t>(row)]->key);
        if (found == wanted.end()) {
            beginRemoveRows({}, row, row);
            m_groups.erase(m_groups.begin() + row);
            endRemoveRows();
            continue;
        }
        std::sort(found->second.begin(), found->second.end(), newer);
        mergeRuns(row, std::move(found->second));
        wanted.erase(found);
    }
    std::vector<std::unique_ptr<Group>> fresh;
    for (auto& [key, runs] : wanted) {
        std::sort(runs.begin(), runs.end(), newer);
        fresh.push_back(std::make_unique<Group>(Group{key, std::move(runs)}));
    }
    if (fresh.empty()) {
        return;
    }
    std::sort(fresh.begin(), fresh.end(),
              [](const auto& a, const auto& b) { return newer(a->runs.front(), b->runs.front()); });
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_groups.insert(m_groups.begin(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endInsertRows();
}

void DeadLetterModel::mergeRuns(int row, std::vector<api::RunSummary> runs) {
    auto& now = m_groups[static_cast<std::size_t>(row)]->runs;
    const auto group = index(row, 0);
    if (now == runs) {
        return;
    }
    const auto stays = [&](const api::RunSummary& run) {
        const auto at = std::lower_bound(runs.begin(), runs.end(), run, newer);
        return at != runs.end() && at->id == run.id && at->endedAt == run.endedAt;
    };
    for (int i = static_cast<int>(now.size()) - 1; i >= 0; --i) {
        if (!stays(now[static_cast<std::size_t>(i)])) {
            beginRemoveRows(group, i, i);
            now.erase(now.begin() + i);
            endRemoveRows();
        }
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int at = static_cast<int>(i);
        if (i < now.size() && now[i].id == runs[i].id) {
            now[i] = std::move(runs[i]);
        } else {
            beginInsertRows(group, at, at);
            now.insert(now.begin() + at, std::move(runs[i]));
            endInsertRows();
        }
    }
    Q_EMIT dataChanged(group, index(row, ColumnCount - 1));
    Q_EMIT dataChanged(index(0, 0, group), index(static_cast<int>(now.size()) - 1, ColumnCount - 1, group));
}

void DeadLetterModel::setState(State state) {
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged();
    }
}

const DeadLetterModel::Group* DeadLetterModel::groupOf(const QModelIndex& index) const {
    if (!index.isValid()) {
        return nullptr;
    }
    const auto* parent = static_cast<const Group*>(index.internalPointer());
    return parent ? parent : m_groups[static_cast<std::size_t>(index.row())].get();
}

const api::RunSummary* DeadLetterModel::runAt(const QModelIndex& index) const {
    const auto* parent = index.isValid() ? static_cast<const Group*>(index.internalPointer()) : nullptr;
    return parent ? &parent->runs[static_cast<std::size_t>(index.row())] : nullptr;
}

std::vector<api::RunSummary> DeadLetterModel::runsAt(const QModelIndex& index) const {
    if (const auto* run = runAt(index)) {
        return {*run};
    }
    const auto* group = groupOf(index);
    return group ? group->runs : std::vector<api::RunSummary>();
}

QModelIndex DeadLetterModel::indexOf(const QString& run) const {
    const auto id = toUtf8(run);
    for (int row = 0; row < rowCount(); ++row) {
        const auto& runs = m_groups[static_cast<std::size_t>(row)]->runs;
        const auto at = std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return one.id == id; });
        if (at != runs.end()) {
            return index(static_cast<int>(at - runs.begin()), 0, index(row, 0));
        }
    }
    return {};
}

QModelIndex DeadLetterModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return parent.isValid() ? createIndex(row, column, m_groups[static_cast<std::size_t>(parent.row())].get())
                            : createIndex(row, column, nullptr);
}

QModelIndex DeadLetterModel::parent(const QModelIndex& index) const {
    const auto* group = index.isValid() ? static_cast<const Group*>(index.internalPointer()) : nullptr;
    if (!group) {
        return {};
    }
    const auto at = std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& one) { return one.get() == group; });
    return at == m_groups.end() ? QModelIndex() : createIndex(static_cast<int>(at - m_groups.begin()), 0, nullptr);
}

int DeadLetterModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_groups.size());
    }
    if (parent.internalPointer() || parent.column() > 0) {
        return 0;
    }
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())]->runs.size());
}

int DeadLetterModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant DeadLetterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == RunsColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    const QStringList titles{tr("Error"), tr("Workflow"), tr("Task"), tr("Runs"), tr("First"), tr("Last")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

QString DeadLetterModel::text(const Group& group, int column) const {
    const auto& run = group.runs.front();
    switch (column) {
        case ErrorColumn:
            return run.error && !run.error->title.empty()
                       ? QStringLiteral("%1 · %2").arg(titleOf(run), shortType(run.error->type))
                       : titleOf(run);
        case WorkflowColumn:
            return toText(run.workflow);
        case TaskColumn:
            return run.error ? cutText(run.error->instance, kShownTitle) : QString();
        case RunsColumn:
            return formatCount(static_cast<qint64>(group.runs.size()));
        case FirstColumn:
            return formatAge(group.runs.back().endedAt, Clock::now());
        case LastColumn:
            return formatAge(run.endedAt, Clock::now());
        default:
            return {};
    }
}

/// The id comes first: in a narrow list it is what tells runs of one error apart.
QString DeadLetterModel::text(const api::RunSummary& run, int column) const {
    switch (column) {
        case ErrorColumn:
            return QStringLiteral("%1 · %2").arg(shortId(toText(run.id)), run.error && !run.error->detail.empty()
                                                                              ? cutText(run.error->detail, kShownTitle)
                                                                              : titleOf(run));
        case WorkflowColumn:
            return toText(run.version);
        case LastColumn:
            return formatAge(run.endedAt, Clock::now());
        default:
            return {};
    }
}

QString DeadLetterModel::toolTip(const api::RunSummary& run, int column) const {
    switch (column) {
        case ErrorColumn:
            return run.error ? cutText(run.error->title + "\n" + run.error->detail + "\n" + run.error->type, kShownText)
                             : titleOf(run);
        case WorkflowColumn:
            return tr("%1/%2, version %3").arg(toText(run.ns), toText(run.workflow), toText(run.version)) +
                   (isDryRun(run) ? QLatin1Char('\n') + dryRunNote() : QString());
        case LastColumn:
            return formatExact(run.endedAt);
        default:
            return {};
    }
}

QVariant DeadLetterModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto* group = groupOf(index);
    const auto* run = runAt(index);
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return run ? text(*run, column) : text(*group, column);
        case Qt::AccessibleTextRole:
            if (column == WorkflowColumn && isDryRun(run ? *run : group->runs.front())) {
                return tr("%1, dry run").arg(run ? text(*run, column) : text(*group, column));
            }
            return !run && column == ErrorColumn
                       ? tr("%1, %n run(s)", nullptr, static_cast<int>(group->runs.size())).arg(text(*group, column))
                       : (run ? text(*run, column) : text(*group, column));
        case Qt::ToolTipRole:
            if (column == TaskColumn) {
                return run ? QString() : text(*group, column);
            }
            if (run && column == ErrorColumn) {
                return QStringLiteral("%1\n%2").arg(toText(run->id), toolTip(*run, column));
            }
            return column == FirstColumn && !run ? formatExact(group->runs.back().endedAt)
                                                 : toolTip(run ? *run : group->runs.front(), column);
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (column == RunsColumn ? Qt::AlignRight : Qt::AlignLeft));
        case DryRunRole:
            return isDryRun(run ? *run : group->runs.front());
        case IdRole:
            return run ? toText(run->id) : toText(group->key);
        default:
            return {};
    }
}

}  // namespace beamline::ui
