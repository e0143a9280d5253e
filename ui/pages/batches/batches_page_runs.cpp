// SPDX-License-Identifier: Apache-2.0
// The runs of one batch: what was done with each, what has become of them since, and begin again from there.
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/batch_list_model.h"
#include "ui/models/batch_runs_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/batches/batches_page.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// What the chips above the items ask for; the first asks for everything.
const std::optional<api::BatchOutcome> kBatchOutcomes[] = {std::nullopt, api::BatchOutcome::done,
                                                           api::BatchOutcome::refused, api::BatchOutcome::failed,
                                                           api::BatchOutcome::pending};
}  // namespace

void BatchesPage::showFaulted(const QString& id) {
    m_faultedWanted = id;
    showBatch(id);
    showSince();
}

/// What the runs came to since is another question than what the batch did with them.
QWidget* BatchesPage::buildSince(QWidget* pane) {
    m_since = new QWidget(pane);
    auto* rows = new QVBoxLayout(m_since);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::k8);
    auto* title = new QLabel(tr("What its runs are now"), m_since);
    title->setFont(Theme::current().font(TextRole::Strong));
    m_now = new ChipBar(m_since);
    m_now->setObjectName(QStringLiteral("batches.now"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    m_retry = new Button(tr("Retry these…"), Button::Secondary, m_since);
    m_retry->setObjectName(QStringLiteral("batches.retry"));
    m_rerun = new Button(tr("Re-run these…"), Button::Secondary, m_since);
    m_rerun->setObjectName(QStringLiteral("batches.rerun"));
    buttons->addWidget(m_retry);
    buttons->addWidget(m_rerun);
    buttons->addStretch(1);
    rows->addWidget(title);
    rows->addWidget(m_now);
    rows->addLayout(buttons);
    connect(m_now, &ChipBar::currentChanged, this, &BatchesPage::showNow);
    connect(m_strip->runs(), &BatchRunsModel::changed, this, &BatchesPage::showSince);
    connect(m_retry, &QPushButton::clicked, this, [this] { doAgain(api::BatchAction::retry); });
    connect(m_rerun, &QPushButton::clicked, this, [this] { doAgain(api::BatchAction::rerun); });
    connect(m_session, &EngineSession::healthChanged, this, &BatchesPage::showSince);
    m_since->hide();
    return m_since;
}

/// One table shows either what was done with each run, or how those of one kind are now.
void BatchesPage::showOutcome(int chip) {
    if (chip < 0) {
        return;
    }
    {
        const QSignalBlocker block(m_now);
        m_now->setCurrent(-1);
    }
    m_strip->runs()->setShown(-1);
    if (m_itemTable->model() != m_items) {
        m_itemTable->setModel(m_items);
    }
    if (!m_items->batch().isEmpty()) {
        m_items->setBatch(m_items->batch(), kBatchOutcomes[chip]);
    }
    showSince();
    showItems();
}

void BatchesPage::showNow(int now) {
    if (now < 0) {
        return;
    }
    {
        const QSignalBlocker block(m_outcomes);
        m_outcomes->setCurrent(-1);
    }
    auto* runs = m_strip->runs();
    runs->setShown(now);
    if (m_itemTable->model() != runs) {
        m_itemTable->setModel(runs);
    }
    showSince();
    showItems();
}

/// "Faulted" is "faulted again" of what was begun again.
void BatchesPage::showNowChips() {
    const auto* runs = m_strip->runs();
    const auto nameOf = [runs](int now) { return runs->nowText(static_cast<BatchRunsModel::Now>(now)); };
    const QSignalBlocker block(m_now);
    if (m_now->chipCount() == 0 || m_now->chip(BatchRunsModel::Faulted)->text() != nameOf(BatchRunsModel::Faulted)) {
        const int chosen = m_now->chipCount() == 0 ? -1 : m_now->current();
        m_now->clear();
        for (int now = 0; now < BatchRunsModel::NowCount; ++now) {
            m_now->addChip(nameOf(now));
        }
        m_now->setCurrent(chosen);
    }
    for (int now = 0; now < BatchRunsModel::NowCount; ++now) {
        m_now->setCount(now, runs->count(static_cast<BatchRunsModel::Now>(now)));
    }
}

void BatchesPage::showSince() {
    auto* runs = m_strip->runs();
    m_since->setVisible(runs->isKnown());
    showNowChips();
    if (runs->isKnown() && !m_faultedWanted.isEmpty() && m_faultedWanted == m_strip->batch()) {
        m_faultedWanted.clear();
        m_now->setCurrent(BatchRunsModel::Faulted);
        return;
    }
    const bool faulted = m_now->current() == BatchRunsModel::Faulted;
    const QString away = m_session->obstacle(api::StartBatch::kInfo.name);
    const QString why = !away.isEmpty()                             ? away
                        : runs->count(BatchRunsModel::Faulted) == 0 ? tr("None of them is faulted now.")
                                                                    : QString();
    for (Button* button : {m_retry, m_rerun}) {
        button->setVisible(faulted);
        button->setEnabled(why.isEmpty());
        button->setToolTip(why);
        button->setAccessibleDescription(why);
    }
    if (m_itemTable->model() == runs) {
        showItems();
    }
}

/// Those that are faulted now, whatever else is selected.
void BatchesPage::doAgain(api::BatchAction action) {
    RunSelection chosen;
    chosen.runs = m_strip->runs()->runs(BatchRunsModel::Faulted);
    chosen.count = static_cast<qint64>(chosen.runs.size());
    if (m_dialog || chosen.isEmpty()) {
        return;
    }
    chosen.words = QStringLiteral("batch:%1 status:faulted").arg(m_strip->batch());
    m_dialog = new BulkDialog(m_session, action, std::move(chosen), window());
    connect(m_dialog, &BulkDialog::started, this, [this](const api::Batch& batch) {
        m_table->setFocus();  // the buttons go: of the new batch there is nothing to do again yet
        m_model->put(batch);
        showBatch(toText(batch.id));
    });
    m_dialog->open();
}

void BatchesPage::showItems() {
    const auto* runs = m_strip->runs();
    if (m_itemTable->model() == runs) {
        if (!runs->isKnown() && !runs->error().code.empty()) {
            m_itemStack->showError(runs->error());
        } else if (runs->rowCount() > 0) {
            m_itemStack->showContent();
        } else {
            m_itemStack->showEmpty(QStringLiteral("search"), tr("No runs here"),
                                   tr("No run of this batch is in this state now."));
        }
        return;
    }
    const auto state = m_items->state();
    if (m_items->rowCount() > 0) {
        m_itemStack->showContent();
    } else if (state == PagedModel::State::Failed) {
        m_itemStack->showError(m_items->error());
    } else if (state == PagedModel::State::Ready) {
        m_itemStack->showEmpty(QStringLiteral("search"), tr("No runs here"),
                               tr("No run of this batch has this outcome."));
    } else {
        m_itemStack->showLoading(tr("Loading runs…"));
    }
}

}  // namespace beamline::ui
