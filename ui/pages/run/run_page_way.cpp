// SPDX-License-Identifier: Apache-2.0
// Which way the run went, and what of it is the work of the run before.
#include "ui/models/formatting.h"
#include "ui/models/run_times.h"
#include "ui/models/task_list_model.h"
#include "ui/models/workflow_runs.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/takeover_note.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/graph_view.h"

namespace beamline::ui {

/// As far as the history has been read; in the past, as far as it had come.
void RunPage::showWay() {
    if (!m_detail) {
        return;
    }
    const RunWay& way = m_times->way();
    m_tasks->setAsOf(m_pastBar->entry());
    m_graph->setTaken(way.takenAt(m_pastBar->entry()));
    std::set<std::string> over;
    for (int row = 0; way.hasTakenOver() && row < m_tasks->rowCount(); ++row) {
        if (m_tasks->isTakenOver(row)) {
            over.insert(m_tasks->tasks()[static_cast<std::size_t>(row)].ref);
        }
    }
    m_graph->setTakenOver(std::move(over));
    showTakeover();
}

void RunPage::showTakeover() {
    TakeoverNote::Takeover takeover;
    const auto& labels = m_detail->run.labels;
    if (const auto origin = labels.find(api::kRerunLabel); origin != labels.end()) {
        takeover.run = m_run;
        takeover.of = toText(origin->second);
        takeover.begins = toText(m_times->way().beginsAt());
        takeover.name = cutText(toUtf8(taskName(toUtf8(takeover.begins))), kShownTitle);
    }
    const int row = m_tasks->rowOf(m_selected);
    m_inspector->note()->show(takeover, m_selected, row >= 0 && m_tasks->isTakenOver(row));
}

/// Which runs have taken over from an ended one: no event of its own tells, so it is asked when it is looked at.
void RunPage::seekReruns() {
    if (!m_detail || !api::isFinal(m_detail->run.phase)) {
        return;
    }
    api::ListRuns op;
    op.filter.labels[api::kRerunLabel] = m_detail->run.id;
    op.limit = 2;
    m_session->call<api::ListRuns>(op, this, [this, run = m_run](const api::Result<api::RunPage>& reply) {
        if (run != m_run || !reply.ok() || reply->items.empty()) {
            return;
        }
        const auto& last = reply->items.front();
        const bool one = reply->items.size() == 1;
        m_again->setText(one ? tr("Re-run as %1").arg(shortId(toText(last.id))) : tr("Re-run several times"));
        m_again->setToolTip(one ? tr("A new run has taken over from this one. Opens it.")
                                : tr("New runs have taken over from this one. Shows them."));
        m_again->setData(one ? QStringLiteral("run/") + toText(last.id)
                             : runsPlace(QStringLiteral("label.%1:%2").arg(QLatin1String(api::kRerunLabel), run)));
        m_again->setVisible(true);
    });
}

/// A task of this run is selected; that of another one when its page is shown.
void RunPage::goToTask(const QString& run, const QString& ref) {
    if (run == m_run) {
        return choose(ref);
    }
    m_wanted = {run, ref};
    Q_EMIT navigate(QStringLiteral("run/") + run);
}

}  // namespace beamline::ui
