// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/schedules_panel.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/schedule_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/schedule_actions.h"
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

SchedulesPanel::SchedulesPanel(EngineSession* session, ScheduleListModel* model, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(model), m_actions(new ScheduleActions(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("scheduleMessage"));
    m_problem = new InfoBar(this);
    m_problem->setObjectName(QStringLiteral("scheduleProblem"));
    auto* card = new Card(tr("Schedules"), this);
    for (auto* action : {m_actions->backfill(), m_actions->pause(), m_actions->resume(), m_actions->trigger()}) {
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
    connect(m_actions, &ScheduleActions::begun, m_bar, &InfoBar::hide);
    connect(m_actions, &ScheduleActions::refused, this,
            [this](const QString& why) { m_bar->show(InfoBar::Error, why); });
    connect(m_actions, &ScheduleActions::told, this, [this](const QString& what) { m_bar->show(InfoBar::Info, what); });
    connect(m_actions, &ScheduleActions::changed, m_model, &ScheduleListModel::refresh);
    connect(m_actions, &ScheduleActions::runStarted, this, &SchedulesPanel::runStarted);
    updateActions();
    connect(m_session, &EngineSession::healthChanged, this, &SchedulesPanel::updateActions);
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
    m_actions->setSchedule(schedule, m_inFront);
    if (m_model->state() == ScheduleListModel::State::Ready && m_model->rowCount() == 0) {
        m_stack->note()->setPrimaryObstacle(m_session->obstacle(api::DeployWorkflow::kInfo.name));
    }
    if (schedule) {
        m_chosen = m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
    }
    if (schedule && !schedule->problem.empty()) {
        m_problem->show(InfoBar::Warning, cutText(schedule->problem, kShownText), {}, false);
    } else {
        m_problem->hide();
    }
}

}  // namespace beamline::ui
