// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/dry_run_panel.h"

#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/dry_run_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

DryRunPanel::DryRunPanel(EngineSession* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new DryRunModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    m_table = new TableView(split);
    m_table->setAccessibleName(tr("What would have happened"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(DryRunModel::AnswerColumn, new PhaseDelegate(m_table));
    m_table->setColumnWidths({14, 0, 17});
    m_table->horizontalHeader()->setMinimumSectionSize(60);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_arguments = new JsonView(split);
    m_arguments->setAccessibleName(tr("Arguments"));
    m_table->setMinimumWidth(extent::kListPane);
    m_arguments->setMinimumWidth(extent::kQueues);
    split->setSizes({540, 300});
    split->setStretchFactor(0, 9);
    split->setStretchFactor(1, 5);
    m_stack = new ContentStack(split, this);
    column->addWidget(m_stack);
    connect(m_model, &PagedModel::stateChanged, this, &DryRunPanel::showState);
    connect(m_model, &PagedModel::loaded, this, &DryRunPanel::showState);
    connect(m_stack, &ContentStack::retryClicked, m_model, &PagedModel::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        showArguments();
        if (index.isValid() && !m_choosing) {
            Q_EMIT taskChosen(index.data(DryRunModel::TaskRefRole).toString());
        }
    });
}

void DryRunPanel::setRun(const QString& run) {
    ++m_token;
    m_run = toUtf8(run);
    m_refused.reset();
    m_model->setRun(run);
    showArguments();
}

void DryRunPanel::refresh() {
    m_model->refresh();
    askRefused();
}

/// A refusal is the last thing that a dry run does; the table may not have come to it.
void DryRunPanel::askRefused() {
    api::GetHistory op;
    op.run = m_run;
    op.kind = kDryRunEntry;
    op.descending = true;
    op.withData = true;
    op.limit = 1;
    m_session->call<api::GetHistory>(op, this, [this, token = ++m_token](api::Result<api::HistoryPage> reply) {
        if (token != m_token || !reply.ok()) {
            return;
        }
        m_refused.reset();
        if (!reply->items.empty() && wasRefused(reply->items.front())) {
            m_refused = std::move(reply->items.front());
        }
        chooseRefused();
        Q_EMIT refusedChanged();
    });
}

/// Who opens a run that was refused wants to see what was.
void DryRunPanel::chooseRefused() {
    const int row = m_refused ? m_model->rowOf(toText(m_model->keyOf(*m_refused))) : -1;
    if (row >= 0 && !m_table->currentIndex().isValid()) {
        m_choosing = true;
        m_table->selectRow(row);
        m_choosing = false;
    }
}

/// Where there is little room, the graph above says which task it is.
void DryRunPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(DryRunModel::TaskColumn, width() < extent::kListPane + extent::kContext);
}

void DryRunPanel::showState() {
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
        showArguments();
        chooseRefused();
    } else if (m_model->state() == PagedModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() == PagedModel::State::Ready) {
        m_stack->showEmpty(QStringLiteral("dry-run"), tr("Nothing yet"),
                           tr("Whatever this dry run would have done to the world appears here, with its arguments."));
    } else {
        m_stack->showLoading(tr("Loading what would have happened…"));
    }
}

void DryRunPanel::showArguments() {
    const QModelIndex index = m_table->currentIndex();
    const QString row = index.data(IdRole).toString();
    if (!index.isValid()) {
        m_shown.clear();
        m_arguments->setValue({}, tr("Select a row to see its arguments."));
    } else if (row != m_shown) {
        m_shown = row;
        m_arguments->setValue(m_model->argumentsAt(index.row()), tr("It takes no arguments."));
    }
}

}  // namespace beamline::ui
