// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/history_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/history_model.h"
#include "ui/pages/content_stack.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr const char* kHistoryKinds[] = {
    "task.started",       "task.completed",   "task.faulted",       "task.retried",     "task.skipped",
    "task.cancelled",     "task.exchanged",   "task.event",         "run.waiting",      "run.suspended",
    "run.resumed",        "run.faulted",      "approval.raised",    "approval.claimed", "approval.commented",
    "approval.delegated", "approval.snoozed", "approval.escalated", "approval.decided", "approval.closed"};
}  // namespace

HistoryView::HistoryView(HistoryModel* model, QWidget* parent) : QWidget(parent), m_model(model) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k4);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("history.kind"));
    m_kind->setAccessibleName(tr("Kind of event"));
    m_kind->addItem(tr("All events"), QString());
    for (const char* kind : kHistoryKinds) {
        m_kind->addItem(eventText(kind), QString::fromLatin1(kind));
    }
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("history.order"));
    m_order->setAccessibleName(tr("Order of the history"));
    m_order->addItem(tr("Newest first"), false);
    m_order->addItem(tr("Oldest first"), true);
    constexpr int kLetters = 14;
    m_order->setMinimumContentsLength(kLetters);
    m_order->setToolTip(tr("Newest first follows the run; oldest first begins where it began."));
    m_count = new QLabel(this);
    m_count->setProperty("muted", true);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::k12, 0, space::k12, 0);
    line->setSpacing(space::k8);
    line->addWidget(m_kind);
    line->addWidget(m_order);
    line->addStretch(1);
    line->addWidget(m_count);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("History"));
    m_table->setToolTip(tr("Enter shows the run as it was then."));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(HistoryModel::EventColumn, new PhaseDelegate(m_table));
    for (int quiet : {HistoryModel::AtColumn, HistoryModel::DetailColumn}) {
        m_table->setItemDelegateForColumn(quiet, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setColumnWidths({16, 13, 12, 0});
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setMinimumSectionSize(60);
    m_stack = new ContentStack(m_table, this);
    column->addLayout(line);
    column->addWidget(m_stack, 1);
    for (auto* choice : {m_kind, m_order}) {
        connect(choice, &QComboBox::currentIndexChanged, this, &HistoryView::ask);
    }
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) {
            Q_EMIT taskChosen(index.data(HistoryModel::TaskRefRole).toString());
        }
    });
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        const auto& entry = m_model->itemAt(index.row());
        Q_EMIT entryActivated(entry.seq, entry.index);
    });
    connect(m_model, &PagedModel::stateChanged, this, &HistoryView::showState);
    connect(m_model, &PagedModel::loaded, this, &HistoryView::showState);
    connect(m_stack, &ContentStack::retryClicked, m_model, &PagedModel::refresh);
}

void HistoryView::reset() {
    for (auto* choice : {m_kind, m_order}) {
        const QSignalBlocker block(choice);
        choice->setCurrentIndex(0);
    }
    m_model->setQuery({}, false);
}

void HistoryView::ask() {
    m_model->setQuery(m_kind->currentData().toString(), m_order->currentData().toBool());
    m_model->refresh();
    m_table->scrollToTop();
}

void HistoryView::fitTimes(api::Timestamp createdAt) {
    // Of another day its date is said too.
    const int at =
        QFontMetrics(Theme::current().font(TextRole::Body)).horizontalAdvance(formatTime(createdAt, Clock::now())) +
        2 * space::k12 + space::k8;
    m_table->setColumnWidth(HistoryModel::AtColumn, std::max(m_table->columnWidth(HistoryModel::AtColumn), at));
}

void HistoryView::showState() {
    const int rows = m_model->rowCount();
    m_count->setText(rows == 0            ? QString()
                     : m_model->hasMore() ? tr("%1 loaded, more below").arg(formatCount(rows))
                                          : tr("%n event(s)", nullptr, rows));
    if (rows > 0) {
        m_stack->showContent();
    } else if (m_model->state() == PagedModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading the history…"));
    } else if (m_kind->currentIndex() > 0) {
        m_stack->showEmpty(QStringLiteral("clock"), tr("No such event"), tr("Nothing of this kind has happened yet."));
    } else {
        m_stack->showEmpty(QStringLiteral("clock"), tr("Nothing has happened yet"),
                           tr("Every step of the run appears here as soon as it is on disk."));
    }
}

}  // namespace beamline::ui
