// SPDX-License-Identifier: Apache-2.0
// Which rows of the page Runs are selected, those that are on view or all that fit, and what that lets be done.
#include <QAction>

#include "ui/models/formatting.h"
#include "ui/models/run_group_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/pages/run_actions.h"
#include "ui/pages/runs/run_bulk.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

namespace {
/// None: a newer engine counts some that are not known here.
std::set<api::Phase> phasesOf(const std::map<std::string, std::int64_t>& counts) {
    std::set<api::Phase> phases;
    for (const auto& [name, count] : counts) {
        api::Phase phase = api::Phase::pending;
        if (!boost::describe::enum_from_string(name.c_str(), phase)) {
            return {};
        }
        if (count > 0) {
            phases.insert(phase);
        }
    }
    return phases;
}
}  // namespace

/// What is selected, for an action on many; `why`: why it cannot be one.
RunSelection RunsPage::selected(QString* why) const {
    RunSelection chosen;
    if (m_allMatching) {
        chosen.filter = m_filter;
        chosen.count = std::max<qint64>(m_total, 0);
        chosen.more = m_totalMore;
        chosen.words = filterWords();
        chosen.phases = m_phases;
        for (int row = 0; !m_model->hasMore() && row < m_model->rowCount(); ++row) {
            chosen.workflows.emplace(toText(m_model->itemAt(row).ns), toText(m_model->itemAt(row).workflow));
        }
        return chosen;
    }
    const auto rows =
        isGrouped() ? m_tree->selectionModel()->selectedRows() : m_table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const api::RunGroup* group = isGrouped() ? m_groups->groupAt(row) : nullptr;
        if (group && rows.size() == 1) {
            chosen.filter = m_groups->filterOf(row);
            chosen.count = group->runs;
            chosen.more = m_groups->isCut();
            chosen.group = true;
            chosen.phases = chosen.more ? std::set<api::Phase>() : phasesOf(group->byPhase);
            chosen.words = runQueryText(*chosen.filter);
        } else if (group) {
            *why = tr("Select runs, or one group.");
            return {};
        } else {
            const api::RunSummary& run = isGrouped() ? *m_groups->runAt(row) : m_model->itemAt(row.row());
            chosen.runs.push_back(run.id);
            chosen.phases.insert(run.phase);
            chosen.workflows.emplace(toText(run.ns), toText(run.workflow));
        }
    }
    if (!chosen.filter) {
        chosen.count = static_cast<qint64>(chosen.runs.size());
    }
    return chosen;
}

/// One that is selected tells at once what can be done to it now, many in a moment.
void RunsPage::phasesChanged(int first, int last) {
    const int current = m_table->currentIndex().row();
    if (!m_allMatching && m_bulk->selection().runs.size() <= 1) {
        if (current >= first && current <= last) {
            selectionChanged();
        }
        return;
    }
    for (int row = first; row <= last; ++row) {
        if (m_allMatching && !m_phases.empty()) {
            m_phases.insert(m_model->itemAt(row).phase);
        }
        if (!m_recount.isActive() && m_table->selectionModel()->rowIntersectsSelection(row)) {
            m_recount.start();
        }
    }
}

/// Whoever chooses rows no longer means all that match.
void RunsPage::rowsChosen() {
    m_allMatching = false;
    selectionChanged();
}

void RunsPage::selectionChanged() {
    if (!m_open) {
        return;  // still being built
    }
    QString why;
    RunSelection chosen = selected(&why);
    const bool one = chosen.runs.size() == 1;
    const api::RunSummary* run = one ? currentRun() : nullptr;
    m_open->setEnabled(run);
    m_copy->setEnabled(run);
    m_actions->setRun(run ? std::optional(*run) : std::nullopt);
    const bool many = chosen.runs.size() > 1;
    const bool two = chosen.runs.size() == 2;
    m_compare->setEnabled(two);
    m_compare->setToolTip(two ? tr("Show what differs between the two runs") : tr("Select two runs."));
    if (why.isEmpty() && !chosen.isEmpty()) {
        why = mistakeObstacle();
    }
    m_actions->setObstacle(mistakeObstacle());
    m_bulk->setObstacle(why);
    m_bulk->setSelection(std::move(chosen), run);
    if (isGrouped() || !mistakeObstacle().isEmpty()) {
        m_bulk->setAllThere(-1, false);
    } else if (!m_model->hasMore() && m_model->state() == PagedModel::State::Ready) {
        m_bulk->setAllThere(m_model->rowCount(), false);
    } else {
        const bool isCounted = m_total >= 0;
        m_bulk->setAllThere(isCounted ? m_total : m_model->rowCount(), !isCounted || m_totalMore);
        if (many && m_total < 0) {
            askTotal({});
        }
    }
}

/// How many fit, asked once for each question.
void RunsPage::askTotal(std::function<void()> then) {
    m_session->call<api::CountRuns>(
        {m_filter}, this, [this, question = m_question, then = std::move(then)](api::Result<api::RunCounts> reply) {
            if (question != m_question) {
                return;
            }
            if (!reply.ok()) {
                say(InfoBar::Error, tr("Counting the runs: %1").arg(toText(reply.error().message)));
                return;
            }
            m_total = 0;
            for (const auto& [phase, count] : reply->byPhase) {
                m_total += count;
            }
            m_totalMore = reply->more;
            m_phases = m_totalMore ? std::set<api::Phase>() : phasesOf(reply->byPhase);
            selectionChanged();
            if (then) {
                then();
            }
        });
}

/// What led here is to be mended: all that have come are selected, and only the key that retries them is left.
void RunsPage::offerRetry() {
    if (!m_toRetry || !m_active || m_model->isBusy() || m_model->state() != PagedModel::State::Ready ||
        m_model->rowCount() == 0) {
        return;
    }
    m_toRetry = false;
    selectAllMatching([this] {
        const auto* focus = window()->focusWidget();
        if (!focus || focus == this || (isAncestorOf(focus) && !m_query->isAncestorOf(focus))) {
            m_bulk->offer(api::BatchAction::retry);
        }
    });
}

void RunsPage::selectAllMatching(std::function<void()> then) {
    if (isGrouped() || m_model->rowCount() == 0 || !mistakeObstacle().isEmpty()) {
        return;
    }
    askTotal([this, then = std::move(then)] {
        m_allMatching = false;
        {
            const QSignalBlocker block(m_table->selectionModel());
            m_table->selectAll();
        }
        m_table->viewport()->update();
        m_allMatching = true;
        selectionChanged();
        if (then) {
            then();
        }
    });
}

void RunsPage::clearSelection() {
    m_allMatching = false;
    m_table->clearSelection();
    m_tree->clearSelection();
    selectionChanged();
}

const api::RunSummary* RunsPage::currentRun() const {
    if (isGrouped()) {
        const auto rows = m_tree->selectionModel()->selectedRows();
        return rows.size() == 1 ? m_groups->runAt(rows.front()) : nullptr;
    }
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? &m_model->itemAt(rows.front().row()) : nullptr;
}

}  // namespace beamline::ui
