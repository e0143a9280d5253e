// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/schedule_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/schedule_list_model.h"
#include "ui/models/upcoming_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/schedule_actions.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

SchedulePane::SchedulePane(EngineSession* session, ScheduleListModel* model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_upcoming(new UpcomingModel(this)),
      m_actions(new ScheduleActions(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("workflowScheduleMessage"));
    m_bar->hide();
    m_stack = new ContentStack(build(), this);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    m_ticks.setInterval(kTickMs);
    connect(&m_ticks, &QTimer::timeout, this, &SchedulePane::showTimes);
    connect(m_model, &ScheduleListModel::stateChanged, this, &SchedulePane::showState);
    connect(m_stack, &ContentStack::retryClicked, m_model, &ScheduleListModel::refresh);
    connect(m_actions, &ScheduleActions::begun, m_bar, &InfoBar::hide);
    connect(m_actions, &ScheduleActions::refused, this,
            [this](const QString& why) { m_bar->show(InfoBar::Error, why); });
    connect(m_actions, &ScheduleActions::told, this, [this](const QString& what) { m_bar->show(InfoBar::Info, what); });
    connect(m_actions, &ScheduleActions::changed, m_model, &ScheduleListModel::refresh);
    connect(m_actions, &ScheduleActions::runStarted, this, &SchedulePane::runStarted);
}

QWidget* SchedulePane::build() {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k12);
    auto* about = new QVBoxLayout;
    about->setContentsMargins(space::k16, 0, space::k16, 0);
    about->setSpacing(space::k8);
    auto* first = new QHBoxLayout;
    first->setSpacing(space::k12);
    m_state = new Pill(content);
    m_when = new QLabel(content);
    m_when->setTextFormat(Qt::PlainText);
    m_when->setWordWrap(true);
    m_when->setFont(Theme::current().font(TextRole::Strong));
    m_when->setTextInteractionFlags(Qt::TextSelectableByMouse);
    first->addWidget(m_state, 0, Qt::AlignTop);
    first->addWidget(m_when, 1);
    m_last = new QLabel(content);
    m_last->setTextFormat(Qt::PlainText);
    m_last->setWordWrap(true);
    m_last->setProperty("muted", true);
    m_problem = new InfoBar(content);
    m_problem->setObjectName(QStringLiteral("workflowScheduleProblem"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    for (auto* action : {m_actions->pause(), m_actions->resume(), m_actions->trigger(), m_actions->backfill()}) {
        buttons->addWidget(new Button(action, Button::Secondary, content));
    }
    buttons->addStretch(1);
    about->addLayout(first);
    about->addWidget(m_last);
    about->addWidget(m_problem);
    about->addLayout(buttons);
    column->addLayout(about);
    m_table = new TableView(content);
    m_table->setAccessibleName(tr("Next starts"));
    m_table->setModel(m_upcoming);
    m_table->setItemDelegateForColumn(UpcomingModel::LeftColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({0, 16});
    column->addWidget(m_table, 1);
    column->addStretch(0);  // in its place while nothing is known of the next starts
    return content;
}

void SchedulePane::setWorkflow(const QString& ns, const QString& name) {
    m_id = ns + QLatin1Char('/') + name;
    m_bar->hide();
    showState();
}

void SchedulePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_ticks.start();
    m_model->refresh();
    showState();
}

void SchedulePane::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_ticks.stop();
    m_actions->setSchedule(nullptr, false);
}

const api::Schedule* SchedulePane::schedule() const {
    const int row = m_model->rowOf(m_id);
    return row < 0 ? nullptr : &m_model->at(row);
}

void SchedulePane::showState() {
    const auto* found = schedule();
    m_actions->setSchedule(found, isVisible());
    if (found) {
        showSchedule(*found);
        m_stack->showContent();
    } else if (m_model->state() == ScheduleListModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != ScheduleListModel::State::Ready) {
        m_stack->showLoading(tr("Loading schedules…"));
    } else {
        m_stack->showEmpty(
            QStringLiteral("clock"), tr("It does not start by itself"),
            tr("A version with “schedule” does: at times (cron: '0 6 * * 1-5'), at intervals (every: {hours: 1}), some "
               "time after its last run, or on events. Only the latest version is followed."));
    }
}

void SchedulePane::showSchedule(const api::Schedule& schedule) {
    m_state->setPhase(schedule.paused ? api::Phase::suspended : api::Phase::running);
    m_state->setText(schedule.paused ? tr("Paused") : tr("Active"), schedule.paused ? Pill::Attention : Pill::Good);
    m_when->setText(
        breakable(tr("%1: %2").arg(scheduleKindText(schedule.kind), cutText(schedule.detail, kShownTitle))));
    m_upcoming->show(schedule.next);
    m_table->setVisible(!schedule.next.empty());
    if (schedule.problem.empty()) {
        m_problem->hide();
    } else {
        m_problem->show(InfoBar::Warning, tr("The last start failed. %1").arg(cutText(schedule.problem, kShownText)),
                        {}, false);
    }
    showTimes();
}

void SchedulePane::showTimes() {
    const auto* found = schedule();
    if (!found) {
        return;
    }
    const QString last =
        found->last == 0 ? tr("It has not started anything yet.")
                         : tr("Last start %1, %2.").arg(formatAge(found->last, Clock::now()), formatExact(found->last));
    m_last->setText(tr("Starts version %1. %2").arg(cutText(found->version, kShownTitle), last) +
                    (found->paused && !found->next.empty()
                         ? QLatin1Char(' ') + tr("The starts below are those after a resume now.")
                     : found->next.empty() ? QLatin1Char(' ') + tr("When it starts next is not known before.")
                                           : QString()));
    m_upcoming->tick();
}

}  // namespace beamline::ui
