// SPDX-License-Identifier: Apache-2.0
// What a run page opens: another run beside this one, a run that begins where this one was, a dry run, an archive.
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include "ui/models/dry_run_model.h"
#include "ui/models/formatting.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/compare/choose_run_dialog.h"
#include "ui/pages/run/dry_run_panel.h"
#include "ui/pages/run/export_dialog.h"
#include "ui/pages/run/graph_tools.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/rerun_dialog.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/timeline_view.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

void RunPage::buildTools() {
    const auto make = [this](const QString& text, const char* name, auto act) {
        auto* action = addPageAction(this, name, text);
        action->setVisible(false);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_origin =
        make({}, "run.origin", [this] { Q_EMIT navigate(QStringLiteral("run/") + m_origin->data().toString()); });
    m_compareOrigin = make(tr("Compare with it"), "run.compareOrigin", [this] {
        Q_EMIT navigate(QStringLiteral("compare/%1/%2").arg(m_origin->data().toString(), m_run));
    });
    m_again = make({}, "run.again", [this] { Q_EMIT navigate(m_again->data().toString()); });
    m_compare = make(tr("Compare…"), "run.compare", [this] { compareWith(); });
    m_compare->setToolTip(tr("Puts another run of this workflow beside this one."));
    m_rerun = make(tr("Re-run…"), "run.rerun", [this] { rerun({}); });
    m_rerunTask = make(tr("Re-run from here…"), "run.rerunTask", [this] { rerun(m_selected); });
}

/// The menu of a task, by the right button and by the menu key.
void RunPage::offerOn(QWidget* view) {
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint& position) {
        if (m_selected.isEmpty()) {
            return;
        }
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(m_rerunTask);
        if (view == m_graph && m_graph->isFolded(m_selected)) {
            menu->addAction(tr("Open"), this, [this] { m_graph->setFolded(m_selected, false); });
        }
        if (const auto at = view == m_timeline ? m_timeline->timeAt(position) : 0; at != 0) {
            menu->addAction(tr("Show the run as it was at %1").arg(formatTime(at, Clock::now())), this,
                            [this, at] { m_pastBar->beginAt(m_run, at); });
        }
        menu->addAction(tr("Copy reference of the task"), this,
                        [this] { QGuiApplication::clipboard()->setText(m_selected); });
        menu->popup(view->mapToGlobal(position));
    });
}

void RunPage::showTools() {
    const api::RunSummary& run = m_detail->run;
    const bool past = m_pastBar->entry() != 0;
    const bool ended = api::isFinal(run.phase);
    const auto origin = run.labels.find(api::kRerunLabel);
    const bool again = origin != run.labels.end();
    m_origin->setVisible(again);
    m_compareOrigin->setVisible(again);
    if (again) {
        const QString id = toText(origin->second);
        m_origin->setData(id);
        m_origin->setText(tr("Re-run of %1").arg(shortId(id)));
        m_origin->setToolTip(tr("This run has taken over results of run %1. Open that run.").arg(id));
    }
    m_compare->setVisible(true);
    const QString away = m_session->obstacle(api::RerunRun::kInfo.name);
    const auto row = m_tasks->rowOf(m_selected);
    const bool reached = row >= 0 && m_tasks->tasks()[static_cast<std::size_t>(row)].iterations > 0;
    const auto set = [&](QAction* action, bool visible, const QString& why, const QString& what) {
        action->setVisible(visible && !past);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString running = ended ? away : tr("The run has not ended. It can be re-run when it has.");
    set(m_rerun, ended, running, tr("Starts a new run that takes over what this one has done, from where you choose."));
    set(m_rerunTask, ended && row >= 0,
        !running.isEmpty() || reached ? running : tr("The run never came to this task. Choose one that it did."),
        tr("Starts a new run that takes over the results of the tasks before this one."));
}

void RunPage::focusFilter() {
    m_graphTools->find();
}

void RunPage::compareWith() {
    if (m_choice || !m_detail) {
        return;
    }
    m_choice = new ChooseRunDialog(m_session, m_detail->run, window());
    connect(m_choice, &ChooseRunDialog::chosen, this, [this, run = m_run](const QString& other) {
        Q_EMIT navigate(QStringLiteral("compare/%1/%2").arg(other, run));
    });
    m_choice->open();
}

void RunPage::rerun(const QString& task) {
    if (m_rerunDialog || !m_detail || m_pastBar->entry() != 0) {
        return;
    }
    m_rerunDialog = new RerunDialog(m_session, *m_detail, task, window());
    connect(m_rerunDialog, &RerunDialog::started, this,
            [this](const QString& id) { Q_EMIT navigate(QStringLiteral("run/") + id); });
    m_rerunDialog->open();
}

/// The same dry run, with a mock more for what had none.
void RunPage::startAgain() {
    if (m_dialog || !m_detail || !m_dryRun->refused()) {
        return;
    }
    const api::RunSummary& run = m_detail->run;
    m_dialog = new StartDialog(m_session, toText(run.ns), toText(run.workflow), toText(run.version), window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->rehearse(m_detail->input, planWithMock(m_detail->dryRun, *m_dryRun->refused()));
    connect(m_dialog, &StartDialog::started, this,
            [this](const QString& id) { Q_EMIT navigate(QStringLiteral("run/") + id); });
    m_dialog->open();
}

void RunPage::exportRun() {
    if (m_export || !m_detail) {
        return;
    }
    m_export = new ExportDialog(m_session, m_detail->run, window());
    m_export->open();
}

}  // namespace beamline::ui
