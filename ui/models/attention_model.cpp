// SPDX-License-Identifier: Apache-2.0
#include "ui/models/attention_model.h"

#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {

using Rows = std::vector<Attention>;

/// A row that says "1 more" takes the place that the one would take.
std::size_t shownOf(std::size_t all) {
    return all <= AttentionModel::kMaxOfAKind + 1 ? all : AttentionModel::kMaxOfAKind;
}

/// The row that stands for those which are not shown.
Attention othersRow(const char* key, const QString& sentence, std::optional<api::Phase> phase, const QString& place) {
    Attention row;
    row.key = key;
    row.phase = phase;
    row.word = phase ? phaseText(*phase) : AttentionModel::tr("Problem");
    row.sentence = sentence;
    row.act = Attention::Act::ShowAll;
    row.place = place;
    return row;
}

void addProblems(const api::Health& health, Rows& rows) {
    std::size_t shown = 0;
    for (const auto& problem : health.problems) {
        if (++shown > shownOf(health.problems.size())) {
            rows.push_back(othersRow("problem/more",
                                     AttentionModel::tr("%n more problem(s) of the engine", nullptr,
                                                        static_cast<int>(health.problems.size() - shown + 1)),
                                     {}, QStringLiteral("problems")));
            return;
        }
        Attention row;
        row.key = "problem/" + problem.code + '/' + problem.message.substr(0, 200);
        row.word = AttentionModel::tr("Problem");
        row.sentence = cutText(problem.message, kShownTitle);
        row.toolTip = cutText(problem.message, kShownText);
        row.at = problem.since;
        row.place = QStringLiteral("problems");
        rows.push_back(std::move(row));
    }
}

void addErrors(const api::RunGroups& errors, Rows& rows) {
    std::size_t shown = 0;
    for (const auto& group : errors.items) {
        if (!group.latest) {
            continue;
        }
        if (++shown > shownOf(errors.items.size())) {
            const auto others = static_cast<int>(errors.items.size() - shown + 1);
            rows.push_back(othersRow("error/more",
                                     errors.more ? AttentionModel::tr("%n or more other error(s)", nullptr, others)
                                                 : AttentionModel::tr("%n more error(s)", nullptr, others),
                                     api::Phase::faulted, QStringLiteral("deadletters")));
            return;
        }
        const auto& run = *group.latest;
        const auto error = run.error.value_or(api::WorkflowError{});
        Attention row;
        row.key = "error/" + group.key;
        row.phase = api::Phase::faulted;
        row.word = phaseText(api::Phase::faulted);
        const auto& what = !run.now.empty() ? run.now : !error.title.empty() ? error.title : group.title;
        row.sentence = AttentionModel::tr("%1: %2").arg(cutText(run.workflow, kShownTitle), cutText(what, kShownTitle));
        if (group.runs > 1) {
            row.sentence += QStringLiteral(" ") + AttentionModel::tr("(%n run(s))", nullptr, int(group.runs));
        }
        row.toolTip = cutText(error.title + "\n" + error.detail + "\n" + error.instance, kShownText).trimmed();
        row.at = run.endedAt != 0 ? run.endedAt : run.updatedAt;
        row.act = Attention::Act::Repair;
        const QString query = QStringLiteral("error:") + toText(group.key);
        row.place = group.runs == 1 ? QStringLiteral("run/") + toText(run.id) : runsPlace(query);
        row.actPlace = group.runs == 1 ? QString() : runsToRetry(query);
        row.dryRun = isDryRun(run);
        rows.push_back(std::move(row));
    }
}

void addApprovals(const OverviewFacts& facts, Rows& rows) {
    std::size_t shown = 0;
    const auto& page = *facts.approvals;
    auto all = page.items.size();
    if (facts.approvalCounts && facts.approvalCounts->byQueue.contains("mine")) {
        all = std::max(all, static_cast<std::size_t>(facts.approvalCounts->byQueue.at("mine")));
    }
    for (const auto& approval : page.items) {
        if (++shown > shownOf(all)) {
            const auto others = static_cast<int>(all - shown + 1);
            rows.push_back(othersRow("approval/more",
                                     AttentionModel::tr("%n more approval(s) wait for you", nullptr, others),
                                     api::Phase::waiting, QStringLiteral("approvals")));
            return;
        }
        Attention row;
        row.key = "approval/" + approval.id;
        row.phase = api::Phase::waiting;
        row.word = phaseText(api::Phase::waiting);
        row.sentence = cutText(approval.subject, kShownTitle);
        if (approval.risk == api::Risk::high) {
            row.sentence = AttentionModel::tr("%1, high risk").arg(row.sentence);
        }
        row.toolTip = AttentionModel::tr("Asked for by %1").arg(toText(approval.workflow));
        row.at = approval.raisedAt;
        row.due = approval.dueAt;
        row.act = Attention::Act::Decide;
        row.place = QStringLiteral("approvals/") + toText(approval.id);
        rows.push_back(std::move(row));
    }
}

void addSuspended(const OverviewFacts& facts, Rows& rows) {
    std::size_t shown = 0;
    auto all = facts.suspended->items.size();
    if (facts.counts) {
        all = std::max(all, static_cast<std::size_t>(countIn(facts.counts->byPhase, {api::Phase::suspended})));
    }
    for (const auto& run : facts.suspended->items) {
        if (++shown > shownOf(all)) {
            rows.push_back(
                othersRow("suspended/more",
                          AttentionModel::tr("%n more suspended run(s)", nullptr, static_cast<int>(all - shown + 1)),
                          api::Phase::suspended, runsPlace(QStringLiteral("status:suspended"))));
            return;
        }
        Attention row;
        row.key = "suspended/" + run.id;
        row.phase = api::Phase::suspended;
        row.word = phaseText(api::Phase::suspended);
        const auto name = AttentionModel::tr("%1 %2").arg(toText(run.workflow), toText(run.version));
        row.sentence = run.now.empty() ? AttentionModel::tr("%1 goes on when somebody resumes it").arg(name)
                                       : AttentionModel::tr("%1: %2").arg(name, cutText(run.now, kShownTitle));
        row.toolTip = toText(run.id);
        row.at = run.updatedAt;
        row.act = Attention::Act::Resume;
        row.place = QStringLiteral("run/") + toText(run.id);
        row.run = toText(run.id);
        row.dryRun = isDryRun(run);
        rows.push_back(std::move(row));
    }
}

}  // namespace

std::vector<Attention> AttentionModel::rowsOf(const OverviewFacts& facts) {
    Rows rows;
    addProblems(facts.health, rows);
    if (facts.errors) {
        addErrors(*facts.errors, rows);
    }
    if (facts.approvals) {
        addApprovals(facts, rows);
    }
    if (facts.suspended) {
        addSuspended(facts, rows);
    }
    return rows;
}

QString AttentionModel::actText(Attention::Act act) {
    switch (act) {
        case Attention::Act::Repair:
            return tr("Repair…");
        case Attention::Act::Decide:
            return tr("Decide");
        case Attention::Act::Resume:
            return tr("Resume");
        case Attention::Act::Open:
            return tr("Open");
        case Attention::Act::ShowAll:
            break;
    }
    return tr("Show all");
}

QVariant AttentionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const bool due = row.due != 0;
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case StateColumn:
                    return row.word;
                case SentenceColumn:
                    return row.sentence;
                case AgeColumn:
                    return due           ? formatDue(row.due, Clock::now())
                           : row.at == 0 ? QString()
                                         : formatAge(row.at, Clock::now());
                default:
                    return actText(row.act);
            }
        case Qt::ToolTipRole:
            return index.column() == AgeColumn && (due || row.at != 0) ? formatExact(due ? row.due : row.at)
                                                                       : row.toolTip;
        case IdRole:
            return toText(row.key);
        case PhaseRole:
            return row.phase ? QVariant(static_cast<int>(*row.phase)) : QVariant();
        case DryRunRole:
            return row.dryRun;
        default:
            return {};
    }
}

}  // namespace beamline::ui
