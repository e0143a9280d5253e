// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_simulation_pane.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/models/policy_simulation.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/pages/policies/policy_delegates.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr qint64 kSimulatedHour = 3'600'000;
constexpr int kShownShares = 6;

QString simulatedMove(const QString& before, const QString& after, double from, double to) {
    const QString way = PolicySimulationPane::tr("%1 → %2").arg(before, after);
    return from > 0 ? PolicySimulationPane::tr("%1 (%2)").arg(way, formatChange((to - from) / from)) : way;
}
}  // namespace

PolicySimulationPane::PolicySimulationPane(EngineSession* session, QAction* run, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_run(run),
      m_shares(new SimulatedShareTable(this)),
      m_changes(new SimulatedChangeTable(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k12);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->setSpacing(space::k8);
    auto* label = new QLabel(tr("Traffic of the last"), this);
    m_span = new QComboBox(this);
    m_span->setObjectName(QStringLiteral("policy.span"));
    m_span->setAccessibleName(tr("Span of the traffic"));
    m_span->addItem(tr("hour"), kSimulatedHour);
    m_span->addItem(tr("24 hours"), 24 * kSimulatedHour);
    m_span->addItem(tr("7 days"), 7 * 24 * kSimulatedHour);
    m_span->addItem(tr("30 days"), 30 * 24 * kSimulatedHour);
    m_span->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_span->setMinimumContentsLength(10);
    m_span->setCurrentIndex(1);
    label->setBuddy(m_span);
    m_what = new QLabel(this);
    m_what->setProperty("muted", true);
    m_what->setWordWrap(true);
    row->addWidget(label);
    row->addWidget(m_span);
    row->addWidget(m_what, 1);
    row->addWidget(new Button(m_run, Button::Primary, this));
    m_stack = new ContentStack(buildResult(), this);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_run, &QAction::triggered, this, &PolicySimulationPane::simulate);
    connect(m_stack, &ContentStack::retryClicked, this, &PolicySimulationPane::simulate);
    showHint();
}

QLabel* PolicySimulationPane::figure(const QString& title, int column, QGridLayout* into) {
    auto* name = new QLabel(title, this);
    name->setProperty("muted", true);
    name->setFont(Theme::current().font(TextRole::Small));
    auto* value = new QLabel(this);
    value->setFont(Theme::current().font(TextRole::Strong));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    into->addWidget(name, 0, column);
    into->addWidget(value, 1, column, Qt::AlignTop);
    into->setColumnStretch(column, 1);
    return value;
}

QWidget* PolicySimulationPane::buildResult() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    auto* figures = new QGridLayout;
    figures->setContentsMargins(space::k16, 0, space::k16, 0);
    figures->setHorizontalSpacing(space::k16);
    figures->setVerticalSpacing(space::k2);
    m_count = figure(tr("Decisions"), 0, figures);
    m_moved = figure(tr("Would go elsewhere"), 1, figures);
    m_cost = figure(tr("Cost"), 2, figures);
    m_latency = figure(tr("Mean latency"), 3, figures);
    m_note = new QLabel(whole);
    m_note->setProperty("muted", true);
    m_note->setWordWrap(true);
    m_shareTable = new TableView(whole);
    m_shareTable->setObjectName(QStringLiteral("policy.shares"));
    m_shareTable->setAccessibleName(tr("Shares before and after"));
    m_shareTable->setModel(m_shares);
    for (const int bar : {SimulatedShareTable::BeforeColumn, SimulatedShareTable::AfterColumn}) {
        m_shareTable->setItemDelegateForColumn(bar, new ShareDelegate(m_shareTable));
    }
    m_shareTable->setColumnWidths({0, 24, 24, 10});
    constexpr int kLeastName = 120;
    new ColumnGiver(m_shareTable, SimulatedShareTable::NameColumn, kLeastName, {SimulatedShareTable::ChangeColumn});
    m_changeTitle = new QLabel(whole);
    m_changeTitle->setFont(Theme::current().font(TextRole::Strong));
    m_changeTable = new TableView(whole);
    m_changeTable->setObjectName(QStringLiteral("policy.changes"));
    m_changeTable->setAccessibleName(tr("Changed decisions"));
    m_changeTable->setModel(m_changes);
    m_changeTable->setItemDelegateForColumn(SimulatedChangeTable::WhyColumn,
                                            new CellDelegate(TextRole::Body, Icon::Role::Text2, m_changeTable));
    m_changeTable->setColumnWidths({15, 18, 18, 0});
    m_changeTable->setMinimumHeight(extent::kProblems);
    column->addLayout(figures);
    const auto inset = [column](QWidget* widget) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(space::k12, 0, space::k12, 0);
        row->addWidget(widget);
        column->addLayout(row);
    };
    inset(m_note);
    column->addWidget(m_shareTable);
    inset(m_changeTitle);
    column->addWidget(m_changeTable, 1);
    connect(m_changeTable, &TableView::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT decisionAsked(m_changes->rowAt(index.row()).key); });
    return whole;
}

void PolicySimulationPane::showHint() {
    m_stack->showEmpty(QStringLiteral("dry-run"), tr("Try it on what has been"),
                       tr("The recorded requests are decided once more with the policy as it is written here. Nothing "
                          "is sent, stored or counted."));
}

void PolicySimulationPane::setPolicy(const QString& policy, const std::optional<api::Json>& document, bool stored) {
    if (std::exchange(m_policy, policy) != policy) {
        ++m_token;
        m_running = false;
        showHint();
    }
    m_document = document;
    m_stored = stored;
    m_what->setText(stored ? tr("with the policy as it is stored") : tr("with what is written and not saved"));
    updateAction();
}

void PolicySimulationPane::setObstacle(const QString& why) {
    m_obstacle = why;
    updateAction();
}

void PolicySimulationPane::updateAction() {
    const QString why = !m_obstacle.isEmpty() ? m_obstacle
                        : m_policy.isEmpty()  ? tr("Select a policy first.")
                        : !m_document         ? tr("What is written is no JSON.")
                        : m_running           ? tr("A simulation is under way.")
                                              : QString();
    m_run->setEnabled(why.isEmpty());
    m_run->setToolTip(why.isEmpty() ? tr("Decide the recorded requests once more with this policy.") : why);
}

void PolicySimulationPane::simulate() {
    if (!m_document || m_running) {
        return;
    }
    m_running = true;
    updateAction();
    m_stack->showLoading(tr("Deciding recorded requests once more…"));
    api::SimulatePolicy op;
    op.policy = toUtf8(m_policy);
    op.document = *m_document;
    op.from = Clock::now() - m_span->currentData().toLongLong();
    m_session->call<api::SimulatePolicy>(std::move(op), this,
                                         [this, token = ++m_token](const api::Result<api::SimulationReply>& reply) {
                                             if (token != m_token) {
                                                 return;
                                             }
                                             m_running = false;
                                             updateAction();
                                             reply.ok() ? show(reply.value()) : m_stack->showError(reply.error());
                                         });
}

void PolicySimulationPane::show(const api::SimulationReply& reply) {
    if (reply.decisions == 0) {
        m_stack->showEmpty(QStringLiteral("dry-run"), tr("No traffic in that time"),
                           tr("This policy has decided nothing then. Choose a longer span."));
        return;
    }
    m_count->setText(formatCount(reply.decisions));
    const auto all = static_cast<double>(reply.decisions);
    m_moved->setText(
        tr("%1 (%2)").arg(formatCount(reply.changed), formatPart(static_cast<double>(reply.changed) / all)));
    m_cost->setText(
        simulatedMove(formatCost(reply.costBefore), formatCost(reply.costAfter), reply.costBefore, reply.costAfter));
    m_latency->setText(simulatedMove(formatDuration(std::llround(reply.latencyBefore)),
                                     formatDuration(std::llround(reply.latencyAfter)), reply.latencyBefore,
                                     reply.latencyAfter));
    m_note->setText(reply.complete
                        ? QString()
                        : tr("There were more: the newest %1 were tried.").arg(formatCount(reply.decisions)));
    m_note->setVisible(!reply.complete);
    m_shares->show(reply);
    m_changes->show(reply);
    const int rows = std::clamp(m_shares->rowCount(), 1, kShownShares);
    m_shareTable->setFixedHeight(extent::kTableHeader + rows * space::kRow + space::k4);
    const auto shown = static_cast<qint64>(reply.changes.size());
    m_changeTitle->setText(reply.changed == 0      ? tr("No decision would be another one")
                           : shown < reply.changed ? tr("The first %1 changed decisions").arg(formatCount(shown))
                                                   : tr("Changed decisions"));
    m_changeTable->setVisible(shown > 0);
    m_stack->showContent();
}

}  // namespace beamline::ui
