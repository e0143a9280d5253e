// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_comparison.h"

#include <algorithm>
#include <unordered_map>

#include "engine/api/pointer.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
using Path = TaskPair::Path;
using States = std::vector<api::TaskState>;

/// "/do/2/pay/do/0/book" → "/do/pay/do/book": the same task when others came before it.
std::string namesOf(const std::string& ref) {
    std::string names;
    for (std::size_t at = 0; at < ref.size();) {
        const std::size_t next = std::min(ref.find('/', at + 1), ref.size());
        if (ref.find_first_not_of("0123456789", at + 1) < next) {
            names.append(ref, at, next - at);
        }
        at = next;
    }
    return names;
}

bool isTaken(const std::optional<api::TaskState>& task) {
    return task && (task->iterations > 0 || task->phase != api::Phase::pending);
}

qint64 tookOf(const std::optional<api::TaskState>& task, api::Timestamp until) {
    return !task || task->startedAt == 0 ? -1 : (task->endedAt != 0 ? task->endedAt : until) - task->startedAt;
}

Path pathOf(const TaskPair& pair) {
    const bool a = isTaken(pair.a);
    const bool b = isTaken(pair.b);
    return !a && !b                                                                         ? Path::Neither
           : !b                                                                             ? Path::OnlyA
           : !a                                                                             ? Path::OnlyB
           : pair.a->phase != pair.b->phase                                                 ? Path::OtherEnd
           : pair.a->attempt != pair.b->attempt || pair.a->iterations != pair.b->iterations ? Path::OtherCount
                                                                                            : Path::Same;
}

/// Which task of A is that task of B; -1: none. Each is taken once.
std::vector<int> matched(const States& a, const States& b) {
    std::unordered_map<std::string, int> byRef;
    for (std::size_t i = 0; i < a.size(); ++i) {
        byRef.emplace(a[i].ref, static_cast<int>(i));
    }
    std::vector<int> partner(b.size(), -1);
    std::vector<bool> taken(a.size());
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (const auto found = byRef.find(b[i].ref); found != byRef.end()) {
            partner[i] = found->second;
            taken[static_cast<std::size_t>(found->second)] = true;
        }
    }
    std::unordered_map<std::string, std::vector<int>> byNames;
    for (std::size_t i = a.size(); i-- > 0;) {
        if (!taken[i]) {
            byNames[namesOf(a[i].ref)].push_back(static_cast<int>(i));
        }
    }
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (partner[i] >= 0) {
            continue;
        }
        if (const auto found = byNames.find(namesOf(b[i].ref)); found != byNames.end() && !found->second.empty()) {
            partner[i] = found->second.back();
            found->second.pop_back();
        }
    }
    return partner;
}

std::vector<TaskPair> pairsOf(const States& a, const States& b) {
    const auto partner = matched(a, b);
    std::vector<bool> used(a.size());
    for (const int one : partner) {
        if (one >= 0) {
            used[static_cast<std::size_t>(one)] = true;
        }
    }
    std::vector<TaskPair> pairs;
    const auto add = [&pairs](const api::TaskState* first, const api::TaskState* second) {
        auto& pair = pairs.emplace_back();
        pair.ref = second ? second->ref : first->ref;
        pair.name = second ? second->name : first->name;
        pair.a = first ? std::optional(*first) : std::nullopt;
        pair.b = second ? std::optional(*second) : std::nullopt;
    };
    std::size_t next = 0;  // of A, not yet told
    const auto tellGone = [&](std::size_t until) {
        for (; next < until; ++next) {
            if (!used[next]) {
                add(&a[next], nullptr);
            }
        }
    };
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (partner[i] >= 0) {
            tellGone(static_cast<std::size_t>(partner[i]));
        }
        add(partner[i] >= 0 ? &a[static_cast<std::size_t>(partner[i])] : nullptr, &b[i]);
    }
    tellGone(a.size());
    return pairs;
}

/// The first of those that are `wanted` by time; of a task with others inside that which differs there, for it is the
/// reason.
int firstTaskOf(const std::vector<TaskPair>& pairs, const api::RunSummary& a, const api::RunSummary& b,
                bool (TaskPair::*wanted)() const) {
    const auto begunAfter = [&](const TaskPair& pair) {
        constexpr auto kNever = std::numeric_limits<qint64>::max();
        const auto after = [](const std::optional<api::TaskState>& task, const api::RunSummary& run) {
            const auto from = run.startedAt != 0 ? run.startedAt : run.createdAt;
            return task && task->startedAt != 0 ? task->startedAt - from : kNever;
        };
        return std::min(after(pair.a, a), after(pair.b, b));
    };
    int first = -1;
    for (bool deeper = true; deeper;) {
        deeper = false;
        int best = -1;
        for (int i = 0; i < static_cast<int>(pairs.size()); ++i) {
            const auto& pair = pairs[static_cast<std::size_t>(i)];
            const bool here = first < 0 || api::isInside(pair.ref, pairs[static_cast<std::size_t>(first)].ref);
            if ((pair.*wanted)() && here &&
                (best < 0 || begunAfter(pair) < begunAfter(pairs[static_cast<std::size_t>(best)]))) {
                best = i;
            }
        }
        if (best >= 0) {
            first = best;
            deeper = true;
        }
    }
    return first;
}
}  // namespace

namespace {
/// What holds others is slow because of them.
int slowestOf(const std::vector<TaskPair>& pairs) {
    int slowest = -1;
    qint64 most = 0;
    for (int i = 0; i < static_cast<int>(pairs.size()); ++i) {
        const auto& pair = pairs[static_cast<std::size_t>(i)];
        const bool both = pair.tookA >= 0 && pair.tookB >= 0;
        const qint64 more = both ? std::abs(pair.tookB - pair.tookA) : 0;
        // Document order: what is inside of a task comes behind it.
        const bool inside = slowest >= 0 && api::isInside(pair.ref, pairs[static_cast<std::size_t>(slowest)].ref);
        if (more > most || (inside && more > 0 && 2 * more > most)) {
            slowest = i;
            most = more;
        }
    }
    return slowest;
}

QString errorWords(const api::WorkflowError& error) {
    return cutText(error.detail.empty() ? error.title : error.title + ": " + error.detail, kShownTitle);
}
}  // namespace

std::optional<QString> firstDifferenceIn(const api::Json& a, const api::Json& b) {
    if (a == b) {
        return std::nullopt;
    }
    const auto below = [](const QString& token, const QString& rest) {
        QString escaped = token;
        escaped.replace(QLatin1Char('~'), QStringLiteral("~0")).replace(QLatin1Char('/'), QStringLiteral("~1"));
        return QLatin1Char('/') + escaped + rest;
    };
    if (a.is_object() && b.is_object()) {
        const auto& before = a.get_object();
        const auto& after = b.get_object();
        for (const auto& member : before) {
            const auto* other = after.if_contains(member.key());
            const auto deeper = other ? firstDifferenceIn(member.value(), *other) : QString();
            if (deeper) {
                return below(toText(member.key()), *deeper);
            }
        }
        for (const auto& member : after) {
            if (!before.contains(member.key())) {
                return below(toText(member.key()), {});
            }
        }
    }
    if (a.is_array() && b.is_array()) {
        const auto& before = a.get_array();
        const auto& after = b.get_array();
        const auto both = std::min(before.size(), after.size());
        for (std::size_t i = 0; i < both; ++i) {
            if (const auto deeper = firstDifferenceIn(before[i], after[i])) {
                return below(QString::number(i), *deeper);
            }
        }
        return below(QString::number(both), {});
    }
    return QString();
}

RunComparison compareRuns(const api::RunDetail& a, const api::RunDetail& b, api::Timestamp now,
                          const TaskOutputs& outputsA, const TaskOutputs& outputsB) {
    const auto until = [now](const api::RunSummary& run) { return run.endedAt != 0 ? run.endedAt : now; };
    RunComparison result;
    result.tasks = pairsOf(a.tasks, b.tasks);
    for (TaskPair& pair : result.tasks) {
        pair.path = pathOf(pair);
        pair.tookA = tookOf(pair.a, until(a.run));
        pair.tookB = tookOf(pair.b, until(b.run));
        if (pair.path == Path::Same) {
            const auto one = outputsA.find(pair.a->ref);
            const auto other = outputsB.find(pair.b->ref);
            if (one != outputsA.end() && other != outputsB.end() && one->second != other->second) {
                pair.path = Path::OtherOutput;
            }
        }
        result.differing += pair.differs() ? 1 : 0;
    }
    result.otherVersion = a.run.version != b.run.version || a.run.workflow != b.run.workflow || a.run.ns != b.run.ns;
    result.otherInput = a.input != b.input;
    result.otherOutput = a.output != b.output;
    result.otherError = a.run.error != b.run.error;
    result.firstTask = firstTaskOf(result.tasks, a.run, b.run, &TaskPair::differs);
    result.firstWay = firstTaskOf(result.tasks, a.run, b.run, &TaskPair::isOtherWay);
    if (result.firstTask >= 0) {
        const auto& pair = result.tasks[static_cast<std::size_t>(result.firstTask)];
        result.firstOutputMember =
            pair.path == Path::OtherOutput
                ? firstDifferenceIn(outputsA.at(pair.a->ref), outputsB.at(pair.b->ref)).value_or(QString())
                : QString();
    }
    if (a.run.error && b.run.error) {
        result.errorA = errorWords(*a.run.error);
        result.errorB = errorWords(*b.run.error);
    }
    const auto took = [&](const api::RunSummary& run) {
        return until(run) - (run.startedAt != 0 ? run.startedAt : run.createdAt);
    };
    result.tookA = took(a.run);
    result.tookB = took(b.run);
    result.slowest = slowestOf(result.tasks);
    result.first = result.otherInput       ? FirstDifference::Input
                   : result.otherVersion   ? FirstDifference::Definition
                   : result.firstTask >= 0 ? FirstDifference::Task
                   : result.otherOutput    ? FirstDifference::Output
                   : result.otherError     ? FirstDifference::Error
                                           : FirstDifference::None;
    const auto member = result.otherInput ? firstDifferenceIn(a.input, b.input) : firstDifferenceIn(a.output, b.output);
    result.firstMember = member.value_or(QString());
    return result;
}

QString durationDifference(qint64 a, qint64 b) {
    if (a < 0 || b < 0) {
        return QString(QChar(0x2013));
    }
    return a == b ? QString(QChar(0x00b1)) + QLatin1Char('0')
                  : (b > a ? QStringLiteral("+") : QString(QChar(0x2212))) + formatDuration(std::abs(b - a));
}

// ---- the table ----------------------------------------------------------------------------------------------------
RunComparisonModel::RunComparisonModel(QObject* parent) : QAbstractTableModel(parent) {}

std::vector<std::size_t> RunComparisonModel::shownRows() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_comparison.tasks.size(); ++i) {
        if (!m_only || m_comparison.tasks[i].differs()) {
            rows.push_back(i);
        }
    }
    return rows;
}

void RunComparisonModel::setComparison(RunComparison comparison) {
    const bool same = std::equal(comparison.tasks.begin(), comparison.tasks.end(), m_comparison.tasks.begin(),
                                 m_comparison.tasks.end(), [this](const TaskPair& x, const TaskPair& y) {
                                     return x.ref == y.ref && (!m_only || x.differs() == y.differs());
                                 });
    if (!same) {
        beginResetModel();
    }
    m_comparison = std::move(comparison);
    if (!same) {
        m_rows = shownRows();
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void RunComparisonModel::setOnlyDifferences(bool only) {
    if (only != m_only) {
        beginResetModel();
        m_only = only;
        m_rows = shownRows();
        endResetModel();
    }
}

int RunComparisonModel::rowOf(const std::string& ref) const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](std::size_t at) { return m_comparison.tasks[at].ref == ref; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RunComparisonModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunComparisonModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunComparisonModel::whatText(const TaskPair& pair) {
    switch (pair.path) {
        case Path::Neither:
            return tr("In neither");
        case Path::Same:
            return tr("Same");
        case Path::OnlyA:
            return pair.b ? tr("Only in A") : tr("Only in A; B has no such task");
        case Path::OnlyB:
            return pair.a ? tr("Only in B") : tr("Only in B; A has no such task");
        case Path::OtherEnd:
            return tr("%1 instead of %2").arg(phaseText(pair.b->phase), phaseText(pair.a->phase).toLower());
        case Path::OtherCount:
            return pair.a->iterations != pair.b->iterations
                       ? tr("%1 instead of %n time(s)", nullptr, pair.a->iterations).arg(pair.b->iterations)
                       : tr("Attempt %1 instead of %2").arg(pair.b->attempt).arg(pair.a->attempt);
        case Path::OtherOutput:
            return tr("Other output");
    }
    return {};
}

/// What differs at the first task, by its name; when that is its output alone, where the ways part behind it as well.
QString RunComparisonModel::taskDifferenceText() const {
    QStringList sentences;
    const auto first = static_cast<std::size_t>(std::max(0, m_comparison.firstTask));
    if (m_comparison.firstTask >= 0 && m_comparison.tasks[first].path == Path::OtherOutput) {
        const auto& pair = m_comparison.tasks[first];
        const QString name = cutText(pair.name, kShownTitle);
        sentences += m_comparison.firstOutputMember.isEmpty()
                         ? tr("The outputs of %1 differ.").arg(name)
                         : tr("The outputs of %1 differ, first at %2.").arg(name, m_comparison.firstOutputMember);
    }
    if (m_comparison.firstWay >= 0) {
        const auto& pair = m_comparison.tasks[static_cast<std::size_t>(m_comparison.firstWay)];
        const QString words = tr("%1: %2").arg(cutText(pair.name, kShownTitle), whatText(pair));
        sentences += pair.path == Path::OtherEnd ? tr("A task ended otherwise, %1.").arg(words)
                     : pair.path == Path::OtherCount
                         ? tr("A task was tried or repeated another number of times, %1.").arg(words)
                         : tr("The ways part at %1.").arg(words);
    }
    return sentences.join(QLatin1Char(' '));
}

QString RunComparisonModel::sameText() const {
    const QString same = tr("Both had the same input, went the same way and put out the same.");
    const qint64 more = m_comparison.tookB - m_comparison.tookA;
    if (more == 0 || m_comparison.slowest < 0) {
        return same;
    }
    const auto& pair = m_comparison.tasks[static_cast<std::size_t>(m_comparison.slowest)];
    const QString words = more > 0 ? tr("B took %1 longer; the times differ most at %2 (%3).")
                                   : tr("B was %1 faster; the times differ most at %2 (%3).");
    return same + QLatin1Char(' ') +
           words.arg(formatDuration(std::abs(more)), cutText(pair.name, kShownTitle),
                     durationDifference(pair.tookA, pair.tookB));
}

QString RunComparisonModel::firstDifferenceText() const {
    const auto task = [this](const QString& before) {
        const QString words = taskDifferenceText();
        return before.isEmpty() || words.isEmpty() ? before + words : before + QLatin1Char(' ') + words;
    };
    const QString member =
        m_comparison.firstMember.isEmpty() ? QString() : tr(", first at %1").arg(m_comparison.firstMember);
    switch (m_comparison.first) {
        case FirstDifference::None:
            return sameText();
        case FirstDifference::Definition:
            return task(tr("The definitions differ."));
        case FirstDifference::Input:
            return task(m_comparison.otherVersion ? tr("Inputs differ%1, and so do the definitions.").arg(member)
                                                  : tr("Inputs differ%1.").arg(member));
        case FirstDifference::Task:
            return task({});
        case FirstDifference::Output:
            return tr("Both went the same way, and their outputs differ%1.").arg(member);
        case FirstDifference::Error:
            return m_comparison.errorA.isEmpty() || m_comparison.errorB.isEmpty()
                       ? tr("Both went the same way, and only one of them ended with an error.")
                       : tr("Both went the same way and ended with different errors: “%1” in A, “%2” in B.")
                             .arg(m_comparison.errorA, m_comparison.errorB);
    }
    return {};
}

QString RunComparisonModel::text(const TaskPair& pair, int column) {
    const auto phase = [](const std::optional<api::TaskState>& one) {
        return one ? phaseText(one->phase) : QString(QChar(0x2013));
    };
    switch (column) {
        case TaskColumn:
            return toText(pair.name);
        case WhatColumn:
            return whatText(pair);
        case PhaseAColumn:
            return phase(pair.a);
        case PhaseBColumn:
            return phase(pair.b);
        case TookAColumn:
            return formatDuration(pair.tookA);
        case TookBColumn:
            return formatDuration(pair.tookB);
        default:
            return durationDifference(pair.tookA, pair.tookB);
    }
}

QVariant RunComparisonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TaskPair& pair = pairAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(pair, index.column());
        case Qt::AccessibleTextRole:
            return index.column() == TaskColumn ? tr("%1, %2").arg(toText(pair.name), whatText(pair))
                                                : text(pair, index.column());
        case Qt::ToolTipRole:
            return index.column() == TaskColumn ? toText(pair.ref) : text(pair, index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() >= TookAColumn ? Qt::AlignRight : Qt::AlignLeft));
        case IdRole:
            return toText(pair.ref);
        case DiffersRole:
            return pair.differs();
        case PhaseRole: {
            const auto& state = index.column() == PhaseAColumn ? pair.a : pair.b;
            const bool has = index.column() == PhaseAColumn || index.column() == PhaseBColumn;
            return has && state ? QVariant(static_cast<int>(state->phase)) : QVariant();
        }
        default:
            return {};
    }
}

QVariant RunComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section >= TookAColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    const QStringList titles{tr("Task"),   tr("What differs"), tr("Run A"), tr("Run B"),
                             tr("A took"), tr("B took"),       tr("B − A")};
    return role == Qt::DisplayRole && section >= 0 && section < titles.size() ? QVariant(titles.at(section))
                                                                              : QVariant();
}

}  // namespace beamline::ui
