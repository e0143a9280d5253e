// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/decision_why_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/decision_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kShownCandidates = 5;

QLabel* whyLabel(bool muted, QWidget* parent) {
    auto* one = new QLabel(parent);
    one->setTextFormat(Qt::PlainText);
    one->setWordWrap(true);
    one->setProperty("muted", muted);
    one->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return one;
}
}  // namespace

DecisionWhyPane::DecisionWhyPane(EngineSession* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_candidates(new CandidateTable(this)) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->setSpacing(space::k8);
    m_title = new QLabel(whole);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(Theme::current().font(TextRole::Strong));
    m_reason = new Pill(whole);
    m_about = new ElidedLabel(Qt::ElideRight, whole);
    m_about->setProperty("muted", true);
    row->addWidget(m_title);
    row->addWidget(m_reason);
    row->addWidget(m_about, 1);
    m_graph = new GraphView(whole);
    m_graph->setObjectName(QStringLiteral("decision.way"));
    m_graph->setAccessibleName(tr("Way of the decision"));
    m_graph->setMinimumHeight(extent::kGraph);
    m_part = whyLabel(false, whole);
    m_part->setObjectName(QStringLiteral("decision.part"));
    m_numbers = whyLabel(true, whole);
    m_numbers->setObjectName(QStringLiteral("decision.numbers"));
    m_table = new TableView(whole);
    m_table->setObjectName(QStringLiteral("decision.candidates"));
    m_table->setAccessibleName(tr("Candidates"));
    m_table->setModel(m_candidates);
    m_table->setItemDelegateForColumn(CandidateTable::NameColumn, new BadgeDelegate(m_table));
    m_table->setItemDelegateForColumn(CandidateTable::WhyColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({28, 9, 11, 9, 0});
    constexpr int kLeastWhy = 180;
    new ColumnGiver(m_table, CandidateTable::WhyColumn, kLeastWhy,
                    {CandidateTable::CostColumn, CandidateTable::LatencyColumn});
    auto* words = new QVBoxLayout;
    words->setContentsMargins(space::k16, 0, space::k16, 0);
    words->setSpacing(space::k2);
    words->addWidget(m_part);
    words->addWidget(m_numbers);
    column->addLayout(row);
    column->addLayout(words);
    column->addWidget(m_graph, 1);
    column->addWidget(m_table);
    m_stack = new ContentStack(whole, this);
    all->addWidget(m_stack);
    connect(m_stack, &ContentStack::retryClicked, this, [this] { showDecision(m_id); });
    connect(m_graph, &GraphView::taskSelected, this, &DecisionWhyPane::showPart);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        const QString ref = QStringLiteral("/candidate/") + m_candidates->rowAt(index.row()).key;
        m_graph->select(ref);
        showPart(ref);
    });
    showDecision({});
}

void DecisionWhyPane::showDecision(const QString& id) {
    const bool another = std::exchange(m_id, id) != id;
    ++m_token;
    if (id.isEmpty()) {
        m_stack->showEmpty(QStringLiteral("branch"), tr("No decision selected"),
                           tr("Select one above to see why it went where it went."));
        return;
    }
    if (another) {
        m_stack->showLoading(tr("Loading the decision…"));
    }
    m_session->call<api::GetDecision>({toUtf8(id)}, this,
                                      [this, token = m_token](const api::Result<api::RouteDecisionReply>& reply) {
                                          if (token != m_token) {
                                              return;
                                          }
                                          reply.ok() ? show(reply->decision) : m_stack->showError(reply.error());
                                      });
}

void DecisionWhyPane::show(const api::RouteDecision& decision) {
    m_decision = decision;
    const bool good = decision.errorCode.empty();
    m_title->setText(good ? cutText(decision.provider, kLongestWord) : tr("No provider"));
    m_reason->setText(good ? decisionReasonText(decision.reason) : cutText(decision.errorCode, kLongestWord),
                      !good                         ? Pill::Bad
                      : decision.reason == "canary" ? Pill::Accent
                                                    : Pill::Neutral);
    m_about->setText(tr("%1 · request %2 · version %3")
                         .arg(formatTime(decision.at, Clock::now()), toText(decision.requestId))
                         .arg(decision.policyVersion));
    m_graph->setGraph(decisionGraph(decision));
    m_graph->setStates(decisionStates(decision));
    m_graph->setTaken(decisionTaken(decision));
    m_candidates->show(decision);
    const int rows = std::min(m_candidates->rowCount(), kShownCandidates);
    m_table->setVisible(rows > 0);
    m_table->setFixedHeight(extent::kTableHeader + rows * space::kRow + space::k4);
    showPart({});
    m_stack->showContent();
}

void DecisionWhyPane::showPart(const QString& ref) {
    const DecisionPart part = decisionPart(m_decision, ref);
    m_part->setText(breakable(tr("%1: %2").arg(part.title, part.sentence)));
    QStringList numbers;
    for (const auto& [name, value] : part.numbers) {
        numbers << QStringLiteral("%1 %2").arg(name, value);
    }
    m_numbers->setText(breakable(numbers.join(QStringLiteral(" · "))));
    m_numbers->setVisible(!numbers.isEmpty());
}

}  // namespace beamline::ui
