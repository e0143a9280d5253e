// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/schedules_panel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/schedule_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/backfill_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kAllColumnsFrom = 960;  // below it the names and what comes next have the room
}

SchedulesPanel::SchedulesPanel(EngineSession* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new ScheduleListModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("scheduleMessage"));
    m_problem = new InfoBar(this);
    m_problem->setObjectName(QStringLiteral("scheduleProblem"));
    auto* card = new Card(tr("Schedules"), this);
    for (auto* action : {m_backfill, m_pause, m_resume, m_trigger}) {
        card->addToHeader(new Button(action, Button::Secondary, card));
    }
    m_table = new TableView(card);
    m_table->setAccessibleName(tr("Schedules"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ScheduleListModel::WorkflowColumn, new BadgeDelegate(m_table));
    for (int one : {ScheduleListModel::KindColumn, ScheduleListModel::LastColumn}) {
        m_table->setItemDelegateForColumn(one, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setItemDelegateForColumn(ScheduleListModel::DetailColumn,
                                      new CellDelegate(TextRole::Mono, Icon::Role::Text, m_table));
    m_table->setItemDelegateForColumn(ScheduleListModel::StateColumn, new PhaseDelegate(m_table));
    m_table->setColumnWidths({0, 14, 22, 12, 14, 19});
    m_stack = new ContentStack(m_table, card);
    card->addBody(m_stack);
    m_bar->hide();
    m_problem->hide();
    column->addWidget(m_bar);
    column->addWidget(m_problem);
    column->addWidget(card, 1);
    m_ticks.setInterval(kTickMs);
    connect(&m_ticks, &QTimer::timeout, m_model, &ScheduleListModel::tick);
    connect(m_model, &ScheduleListModel::stateChanged, this, &SchedulesPanel::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SchedulesPanel::updateActions);
    connect(m_table, &TableView::rowActivated, this, [this] {
        if (const auto* schedule = chosen()) {
            Q_EMIT workflowAsked(toText(schedule->ns), toText(schedule->workflow));
        }
    });
    connect(m_stack, &ContentStack::retryClicked, this, &SchedulesPanel::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, &SchedulesPanel::deployAsked);
    updateActions();
    connect(m_session, &EngineSession::healthChanged, this, &SchedulesPanel::updateActions);
}

QAction* SchedulesPanel::addCommand(const char* id, const QString& text, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    return action;
}

void SchedulesPanel::buildActions() {
    m_pause = addCommand("schedule.pause", tr("Pause"), QKeySequence(Qt::Key_P));
    m_resume = addCommand("schedule.resume", tr("Resume"), QKeySequence(Qt::Key_R));
    m_trigger = addCommand("schedule.trigger", tr("Trigger now"), QKeySequence(Qt::Key_T));
    m_backfill = addCommand("schedule.backfill", tr("Back-fill…"), QKeySequence(Qt::Key_B));
    connect(m_pause, &QAction::triggered, this, [this] { control(api::ScheduleAction::pause); });
    connect(m_resume, &QAction::triggered, this, [this] { control(api::ScheduleAction::resume); });
    connect(m_trigger, &QAction::triggered, this, [this] { control(api::ScheduleAction::trigger); });
    connect(m_backfill, &QAction::triggered, this, &SchedulesPanel::backfill);
}

void SchedulesPanel::refresh() {
    m_model->refresh();
}

void SchedulesPanel::focusList() {
    m_table->setFocus();
}

void SchedulesPanel::setInFront(bool inFront) {
    m_inFront = inFront;
    updateActions();
}

void SchedulesPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_ticks.start();
    m_model->refresh();
}

void SchedulesPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_ticks.stop();
}

void SchedulesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    for (int column : {ScheduleListModel::KindColumn, ScheduleListModel::LastColumn}) {
        m_table->setColumnHidden(column, width() < kAllColumnsFrom);
    }
}

const api::Schedule* SchedulesPanel::chosen() const {
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model->at(index.row()) : nullptr;
}

void SchedulesPanel::showState() {
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(std::max(0, m_model->rowOf(m_chosen)));
        }
    } else if (m_model->state() == ScheduleListModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != ScheduleListModel::State::Ready) {
        m_stack->showLoading(tr("Loading schedules…"));
    } else {
        m_stack->showEmpty(
            QStringLiteral("clock"), tr("Nothing starts by itself yet"),
            tr("A workflow with “schedule” does: at times (cron: '0 6 * * 1-5'), at intervals (every: {hours: 1}), "
               "some time after its last run, or on events. Deploy one and it is listed here with its next starts."),
            tr("Deploy…"));
    }
    updateActions();
}

void SchedulesPanel::updateActions() {
    const api::Schedule* schedule = chosen();
    const QString away = m_session->obstacle();
    const bool can = schedule && m_inFront && away.isEmpty();
    if (m_model->state() == ScheduleListModel::State::Ready && m_model->rowCount() == 0) {
        m_stack->note()->setPrimaryObstacle(away);
    }
    const bool ticks =
        schedule && (schedule->kind == api::ScheduleKind::cron || schedule->kind == api::ScheduleKind::every);
    m_pause->setEnabled(can && !schedule->paused);
    m_resume->setEnabled(can && schedule->paused);
    m_trigger->setEnabled(can);
    m_backfill->setEnabled(can && ticks);
    const QString none = !away.isEmpty() ? away : tr("Select a schedule first.");
    const bool tells = schedule && away.isEmpty();  // of itself; else why nothing can be done
    m_pause->setToolTip(!tells ? none : schedule->paused ? tr("It is paused.") : tr("Starts nothing until resumed"));
    m_resume->setToolTip(!tells              ? none
                         : !schedule->paused ? tr("It is not paused.")
                                             : tr("Goes on from now; what was missed is left out"));
    m_trigger->setToolTip(!tells ? none : tr("Starts a run now; the schedule stays as it is"));
    m_backfill->setToolTip(!tells  ? none
                           : ticks ? tr("Starts what was missed in a time that is past")
                                   : tr("Only schedules of cron and every have starts in the past; trigger this one."));
    const QString name = schedule ? toText(schedule->workflow) : QString();
    m_pause->setProperty("command", tr("Pause the schedule of %1").arg(name));
    m_resume->setProperty("command", tr("Resume the schedule of %1").arg(name));
    m_trigger->setProperty("command", tr("Trigger %1 now").arg(name));
    m_backfill->setProperty("command", tr("Back-fill %1…").arg(name));
    if (schedule) {
        m_chosen = m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
    }
    if (schedule && !schedule->problem.empty()) {
        m_problem->show(InfoBar::Warning, cutText(schedule->problem, kShownText), {}, false);
    } else {
        m_problem->hide();
    }
}

void SchedulesPanel::control(api::ScheduleAction what) {
    const api::Schedule* schedule = chosen();
    if (!schedule) {
        return;
    }
    m_bar->hide();
    m_session->call<api::ControlSchedule>({schedule->ns, schedule->workflow, what, 0, 0}, this,
                                          [this](api::Result<api::ScheduleReply> reply) {
                                              if (!reply.ok()) {
                                                  m_bar->show(InfoBar::Error, toText(reply.error().message));
                                                  return;
                                              }
                                              m_model->refresh();
                                              if (!reply->runs.empty()) {
                                                  Q_EMIT runStarted(toText(reply->runs.front()));
                                              }
                                          });
}

void SchedulesPanel::backfill() {
    const api::Schedule* schedule = chosen();
    if (!schedule || m_dialog) {
        return;
    }
    m_bar->hide();
    m_dialog = new BackfillDialog(m_session, *schedule, window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &BackfillDialog::filled, this, [this](int runs) {
        m_bar->show(InfoBar::Info, runs > 0 ? tr("%n run(s) started. They are on the page Runs.", nullptr, runs)
                                            : tr("Nothing was started: every start in that time had its run before."));
        m_model->refresh();
    });
    m_dialog->open();
}

}  // namespace beamline::ui
