// SPDX-License-Identifier: Apache-2.0
// Which way the run went, and what of it is the work of the run before.
#include "ui/models/formatting.h"
#include "ui/models/run_times.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/takeover_note.h"
#include "ui/pages/run/task_inspector.h"
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

/// A task of this run is selected; that of another one when its page is shown.
void RunPage::goToTask(const QString& run, const QString& ref) {
    if (run == m_run) {
        return choose(ref);
    }
    m_wanted = {run, ref};
    Q_EMIT navigate(QStringLiteral("run/") + run);
}

}  // namespace beamline::ui
