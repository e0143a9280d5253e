// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_live_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/decision_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/models/provider_table.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/pages/policies/decision_why_pane.h"
#include "ui/pages/policies/policy_delegates.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/mark_delegate.h"
#include "ui/widgets/page.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kShownProviders = 6;
}

PolicyLivePane::PolicyLivePane(EngineSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_providers(new ProviderTable(session, this)),
      m_decisions(new DecisionListModel(session, this)) {
    buildSteps();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k12);
    auto* bars = new QWidget(body);
    auto* rows = new QVBoxLayout(bars);
    rows->setContentsMargins(space::k16, 0, space::k16, 0);
    m_bar = new InfoBar(bars);
    rows->addWidget(m_bar);
    auto* split = new QSplitter(Qt::Vertical, body);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k8);
    split->addWidget(buildDecisions());
    m_why = new DecisionWhyPane(session, split);
    split->addWidget(m_why);
    split->setStretchFactor(1, 1);
    split->setSizes({2 * extent::kProblems, 3 * extent::kGraph});
    column->addWidget(buildCanary());
    column->addWidget(bars);
    column->addWidget(buildProviders());
    column->addWidget(split, 1);
    all->addWidget(scrolledPage(body, this));
    m_timer.setInterval(kRefreshMs);
    connect(&m_timer, &QTimer::timeout, this, &PolicyLivePane::refresh);
    connect(m_providers, &ProviderTable::stateChanged, this, [this] {
        m_providers->hasFailed()
            ? m_bar->show(
                  InfoBar::Warning,
                  tr("How the providers do is as of the last answer. %1").arg(toText(m_providers->error().message)), {},
                  false)
            : m_bar->hide();
    });
    connect(m_decisions, &PagedModel::stateChanged, this, &PolicyLivePane::showDecisions);
    connect(m_decisions, &PagedModel::loaded, this, &PolicyLivePane::showDecisions);
}

void PolicyLivePane::buildSteps() {
    struct Row {
        const char* id;
        double percent;
        Qt::Key key;
    };
    for (const auto& one : {Row{"policy.canary5", 5, Qt::Key_1}, Row{"policy.canary25", 25, Qt::Key_2},
                            Row{"policy.canary50", 50, Qt::Key_3}, Row{"policy.canary100", 100, Qt::Key_4},
                            Row{"policy.canary0", 0, Qt::Key_0}}) {
        auto* action = addPageAction(this, one.id, one.percent > 0 ? formatPart(one.percent / 100) : tr("Take back"),
                                     {}, QKeySequence(Qt::ALT | one.key));
        connect(action, &QAction::triggered, this, [this, percent = one.percent] { step(percent); });
        m_steps.push_back({one.percent, action});
        m_commands << action;
    }
}

QWidget* PolicyLivePane::buildCanary() {
    auto* whole = new QWidget(this);
    m_canaryRow = new QBoxLayout(QBoxLayout::LeftToRight, whole);
    m_canaryRow->setContentsMargins(space::k16, 0, space::k16, 0);
    m_canaryRow->setSpacing(space::k8);
    m_canary = new QLabel(whole);
    m_canary->setObjectName(QStringLiteral("policy.canaryState"));
    m_canary->setTextFormat(Qt::PlainText);
    m_canary->setWordWrap(true);
    m_canaryRow->addWidget(m_canary, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    for (const auto& one : m_steps) {
        row->addWidget(new Button(one.action, one.percent > 0 ? Button::Secondary : Button::Danger, whole));
    }
    row->addStretch(1);
    m_canaryRow->addLayout(row);
    return whole;
}

QWidget* PolicyLivePane::buildProviders() {
    m_providerTable = new TableView(this);
    m_providerTable->setObjectName(QStringLiteral("policy.traffic"));
    m_providerTable->setAccessibleName(tr("Traffic of the providers"));
    m_providerTable->setModel(m_providers);
    m_providerTable->setItemDelegateForColumn(ProviderTable::NameColumn, new BadgeDelegate(m_providerTable));
    m_providerTable->setItemDelegateForColumn(ProviderTable::ShareColumn, new ShareDelegate(m_providerTable));
    m_providerTable->setItemDelegateForColumn(ProviderTable::CircuitColumn, new MarkDelegate(m_providerTable));
    m_providerTable->setColumnWidths({0, 26, 8, 13, 8, 8, 8, 8, 8});
    constexpr int kLeastName = 150;
    new ColumnGiver(m_providerTable, ProviderTable::NameColumn, kLeastName,
                    {ProviderTable::P50Column, ProviderTable::P99Column, ProviderTable::WeightColumn,
                     ProviderTable::CostColumn, ProviderTable::P95Column, ProviderTable::ErrorColumn});
    connect(m_providers, &QAbstractItemModel::rowsInserted, this, &PolicyLivePane::fitProviders);
    connect(m_providers, &QAbstractItemModel::rowsRemoved, this, &PolicyLivePane::fitProviders);
    fitProviders();
    return m_providerTable;
}

void PolicyLivePane::fitProviders() {
    const int rows = std::clamp(m_providers->rowCount(), 1, kShownProviders);
    m_providerTable->setFixedHeight(extent::kTableHeader + rows * space::kRow + space::k12);
}

QWidget* PolicyLivePane::buildDecisions() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    auto* title = new QLabel(tr("Decisions"), whole);
    title->setFont(Theme::current().font(TextRole::Strong));
    m_failedOnly = new QCheckBox(tr("Only those that failed"), whole);
    row->addWidget(title, 1);
    row->addWidget(m_failedOnly);
    m_decisionTable = new TableView(whole);
    m_decisionTable->setObjectName(QStringLiteral("policy.decisions"));
    m_decisionTable->setAccessibleName(tr("Decisions"));
    m_decisionTable->setModel(m_decisions);
    m_decisionTable->setMinimumHeight(extent::kProblems);
    m_decisionTable->setItemDelegateForColumn(DecisionListModel::ProviderColumn, new PhaseDelegate(m_decisionTable));
    m_decisionTable->setItemDelegateForColumn(DecisionListModel::RequestColumn,
                                              new CellDelegate(TextRole::Mono, Icon::Role::Text, m_decisionTable));
    for (const int column2 : {DecisionListModel::AgeColumn, DecisionListModel::ReasonColumn}) {
        m_decisionTable->setItemDelegateForColumn(column2,
                                                  new CellDelegate(TextRole::Body, Icon::Role::Text2, m_decisionTable));
    }
    m_decisionTable->setColumnWidths({12, 0, 18, 20, 10, 8});
    constexpr int kLeastRequest = 150;
    new ColumnGiver(m_decisionTable, DecisionListModel::RequestColumn, kLeastRequest,
                    {DecisionListModel::CostColumn, DecisionListModel::LatencyColumn, DecisionListModel::AgeColumn});
    m_decisionStack = new ContentStack(m_decisionTable, whole);
    column->addLayout(row);
    column->addWidget(m_decisionStack, 1);
    connect(m_failedOnly, &QCheckBox::toggled, m_decisions, &DecisionListModel::setFailedOnly);
    connect(m_decisionStack, &ContentStack::retryClicked, m_decisions, [this] { m_decisions->refresh(); });
    connect(m_decisionTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) {
                    m_why->showDecision(m_decisions->idAt(index.row()));
                }
            });
    return whole;
}

void PolicyLivePane::setPolicy(const QString& policy, const api::Json& stored) {
    const bool another = std::exchange(m_policy, policy) != policy;
    m_stored = stored;
    const auto canary = policyCanary(stored);
    m_providers->setProviders(policyProviders(stored), canary ? canary->provider : QString());
    m_decisions->setPolicy(stored.is_null() ? QString() : policy);
    if (another) {
        m_failedOnly->setChecked(false);
        m_why->showDecision({});
    }
    if (isVisible()) {
        refresh();
    }
    updateSteps();
}

void PolicyLivePane::setObstacle(const QString& why) {
    m_obstacle = why;
    updateSteps();
}

void PolicyLivePane::updateSteps() {
    const auto canary = policyCanary(m_stored);
    m_canary->setText(m_stored.is_null() ? tr("There is no traffic before the policy is saved.")
                      : !canary ? tr("No canary. Name its provider in Edit to try one on a part of the traffic.")
                      : canary->percent > 0
                          ? tr("The canary %1 gets %2.").arg(canary->provider, formatPart(canary->percent / 100))
                          : tr("The canary %1 gets nothing now.").arg(canary->provider));
    const QString common = !m_obstacle.isEmpty() ? m_obstacle
                           : !canary             ? tr("The policy names no canary.")
                           : m_stepping          ? tr("The engine is being asked…")
                                                 : QString();
    for (const auto& one : m_steps) {
        const bool same = canary && canary->percent == one.percent;
        const QString why = !common.isEmpty() ? common : same ? tr("It gets that already.") : QString();
        one.action->setEnabled(why.isEmpty());
        const QString what =
            !canary ? QString()
            : one.percent > 0
                ? tr("Give %1 to %2, as a new version.").arg(formatPart(one.percent / 100), canary->provider)
                : tr("Give nothing to %1, as a new version.").arg(canary->provider);
        one.action->setToolTip(why.isEmpty() ? what : why);
        one.action->setProperty("command", !canary ? tr("Canary: %1").arg(one.action->text())
                                           : one.percent > 0
                                               ? tr("Canary %1 at %2").arg(canary->provider, one.action->text())
                                               : tr("Take the canary %1 back").arg(canary->provider));
    }
}

/// Only the percentage is another one than in the newest version, whoever wrote that.
void PolicyLivePane::step(double percent) {
    m_stepping = true;
    if (isVisible()) {
        m_providerTable->setFocus();  // a button that cannot be pressed any more would send the focus anywhere
    }
    updateSteps();
    const auto end = [this](const api::Error& error) {
        m_stepping = false;
        updateSteps();
        Q_EMIT failed(toText(error.message));
    };
    m_session->call<api::GetPolicy>(
        {toUtf8(m_policy), 0}, this,
        [this, percent, end, policy = m_policy](const api::Result<api::PolicyDetail>& latest) {
            if (!latest.ok()) {
                end(latest.error());
                return;
            }
            api::PutPolicy op;
            op.policy = toUtf8(policy);
            op.document = withMember(latest->document, {"canary", "percent"}, jsonNumber(percent));
            const QString provider = textAt(op.document, {"canary", "provider"});
            op.comment = toUtf8(percent > 0 ? tr("Canary %1 at %2").arg(provider, formatPart(percent / 100))
                                            : tr("Canary %1 taken back").arg(provider));
            op.replaces = latest->info.version;
            m_session->call<api::PutPolicy>(std::move(op), this,
                                            [this, end](const api::Result<api::PolicyReply>& reply) {
                                                if (!reply.ok()) {
                                                    end(reply.error());
                                                    return;
                                                }
                                                m_stepping = false;
                                                updateSteps();
                                                Q_EMIT stepped(reply.value());
                                            });
        });
}

void PolicyLivePane::refresh() {
    if (m_policy.isEmpty() || m_stored.is_null()) {
        return;
    }
    m_providers->refresh();
    if (!m_decisions->isBusy()) {
        m_decisions->refresh();
    }
    m_decisions->tick();
}

void PolicyLivePane::showDecision(const QString& id) {
    m_decisionTable->clearSelection();
    m_decisionTable->setCurrentIndex({});
    m_why->showDecision(id);
}

void PolicyLivePane::showDecisions() {
    if (m_decisions->rowCount() > 0) {
        m_decisionStack->showContent();
    } else if (m_decisions->state() == PagedModel::State::Failed) {
        m_decisionStack->showError(m_decisions->error());
    } else if (m_decisions->state() == PagedModel::State::Loading) {
        m_decisionStack->showLoading(tr("Loading decisions…"));
    } else {
        m_decisionStack->showEmpty(QStringLiteral("branch"),
                                   m_failedOnly->isChecked() ? tr("None failed") : tr("No decisions yet"),
                                   tr("Every request that this policy decides is listed here."));
    }
}

void PolicyLivePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_timer.start();
}

void PolicyLivePane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int kOneRow = 640;
    m_canaryRow->setDirection(width() < kOneRow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void PolicyLivePane::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_timer.stop();
}

}  // namespace beamline::ui
