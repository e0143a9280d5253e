// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/batches/batches_page.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/batch_list_model.h"
#include "ui/models/batch_runs_model.h"
#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kBatchTickMs = 10'000;
// From which width of the list a column has room; what is left out stands beside the list.
constexpr int kRoomForWhen = 520;
constexpr int kRoomForWho = 640;
constexpr int kRoomForWhy = 860;
constexpr int kRoomForWhich = 1080;
constexpr int kRoomForBefore = 600;

}  // namespace

BatchesPage::BatchesPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new BatchListModel(session, this)),
      m_items(new BatchItemModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    m_header->setCrumb(tr("Runs"));
    m_bar = new InfoBar(this);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(space::k12);
    m_split->addWidget(buildList());
    m_split->addWidget(buildDetails());
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_stack = new ContentStack(m_split, this);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_header, &PageHeader::crumbClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    connect(m_model, &PagedModel::stateChanged, this, &BatchesPage::showState);
    connect(m_model, &PagedModel::loaded, this, &BatchesPage::showState);
    connect(m_model, &PagedModel::loaded, this, &BatchesPage::seek);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &BatchesPage::follow);
    connect(m_model, &PagedModel::loaded, this, &BatchesPage::showSeen);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &BatchesPage::showSeen);
    connect(m_items, &PagedModel::stateChanged, this, &BatchesPage::showItems);
    connect(m_items, &PagedModel::loaded, this, &BatchesPage::showItems);
    connect(m_stack, &ContentStack::retryClicked, this, &BatchesPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    m_tick.setInterval(kBatchTickMs);
    connect(&m_tick, &QTimer::timeout, m_model, &BatchListModel::tick);
    showState();
}

QIcon BatchesPage::icon() const {
    return Icon::get(QStringLiteral("runs"));
}

QWidget* BatchesPage::buildList() {
    auto* card = new Card(m_split);
    m_table = new TableView(card);
    m_table->setAccessibleName(tr("Batches"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(BatchListModel::StateColumn, new PhaseDelegate(m_table));
    for (const int column : {BatchListModel::SelectionColumn, BatchListModel::ReasonColumn, BatchListModel::ByColumn,
                             BatchListModel::WhenColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setColumnWidths({18, 15, 0, 11, 10, 24, 24});
    m_table->installEventFilter(this);
    card->addBody(m_table);
    card->setMinimumWidth(extent::kWideList);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BatchesPage::inspect);
    return card;
}

QWidget* BatchesPage::buildDetails() {
    auto* pane = new QWidget(m_split);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_strip = new BatchStrip(m_session, m_model, false, pane);
    m_outcomes = new ChipBar(pane);
    for (const QString& name : {tr("All"), tr("Done"), tr("Refused"), tr("Failed"), tr("Not yet")}) {
        m_outcomes->addChip(name);
    }
    auto* card = new Card(pane);
    m_itemTable = new TableView(card);
    m_itemTable->setAccessibleName(tr("What happened to each run"));
    m_itemTable->setModel(m_items);
    m_itemTable->setItemDelegateForColumn(BatchItemModel::RunColumn,
                                          new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_itemTable));
    m_itemTable->setItemDelegateForColumn(BatchItemModel::PhaseColumn, new PhaseDelegate(m_itemTable));
    m_itemTable->setColumnWidths({13, 16, 12, 0});
    m_itemTable->installEventFilter(this);
    m_itemStack = new ContentStack(m_itemTable, card);
    card->addBody(m_itemStack);
    m_about = new QLabel(pane);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setProperty("muted", true);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_strip);
    column->addWidget(m_about);
    column->addWidget(m_outcomes);
    column->addWidget(buildSince(pane));
    column->addWidget(card, 1);
    pane->setMinimumWidth(extent::kDetailPane);
    connect(m_strip, &BatchStrip::undone, this, &BatchesPage::showBatch);
    connect(m_strip, &BatchStrip::failed, this, [this](const QString& what) { m_bar->show(InfoBar::Error, what); });
    connect(m_strip, &BatchStrip::faultedWanted, this, &BatchesPage::showFaulted);
    connect(m_outcomes, &ChipBar::currentChanged, this, &BatchesPage::showOutcome);
    connect(m_itemTable, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        Q_EMIT navigate(QStringLiteral("run/") + index.data(IdRole).toString());
    });
    return pane;
}

void BatchesPage::activated() {
    m_model->setLive(true);
    m_model->start();
    m_tick.start();
    m_table->setFocus();
}

void BatchesPage::deactivated() {
    m_model->setLive(false);
    m_tick.stop();
}

void BatchesPage::refresh() {
    m_model->refresh();
}

bool BatchesPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == m_table) {
        const int room = m_table->width();
        m_table->setColumnHidden(BatchListModel::WhenColumn, room < kRoomForWhen);
        m_table->setColumnHidden(BatchListModel::ByColumn, room < kRoomForWho);
        m_table->setColumnHidden(BatchListModel::ReasonColumn, room < kRoomForWhy);
        m_table->setColumnHidden(BatchListModel::SelectionColumn, room < kRoomForWhich);
        showSeen();
    } else if (event->type() == QEvent::Resize && watched == m_itemTable) {
        m_itemTable->setColumnHidden(BatchItemModel::PhaseColumn, m_itemTable->width() < kRoomForBefore);
        m_itemTable->setColumnHidden(BatchItemModel::WorkflowColumn, m_itemTable->width() < extent::kWideList);
    }
    return Page::eventFilter(watched, event);
}

void BatchesPage::showBatch(const QString& id) {
    m_wanted = id;
    if (id != m_faultedWanted) {
        m_faultedWanted.clear();
    }
    m_bar->hide();
    if (m_model->find(id)) {
        seek();
    } else if (m_model->state() != PagedModel::State::Idle) {
        m_model->refresh();
    } else {
        m_model->start();  // activated() may come later
    }
}

QString BatchesPage::shown() const {
    return m_items->batch();
}

/// Goes on to the next page until the wanted one is there.
void BatchesPage::seek() {
    if (m_wanted.isEmpty()) {
        return;
    }
    const int row = m_model->rowOf(m_wanted);
    if (row >= 0) {
        m_wanted.clear();
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->scrollTo(m_table->currentIndex());
        inspect();
    } else if (m_model->canFetchMore({})) {
        m_model->fetchMore({});
    } else if (!m_model->isBusy() && !m_model->hasMore()) {
        m_bar->show(InfoBar::Warning, tr("There is no batch %1. It may belong to another engine.")
                                          .arg(shortId(std::exchange(m_wanted, QString()))));
    }
}

void BatchesPage::showState() {
    const auto state = m_model->state();
    const bool any = m_model->rowCount() > 0;
    if (any) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid() && m_wanted.isEmpty()) {
            m_table->setCurrentIndex(m_model->index(0, 0));
        }
    } else if (state == PagedModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (state != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading batches…"));
    } else {
        m_stack->showEmpty(QStringLiteral("runs"), tr("No batches yet"),
                           tr("When you cancel, suspend, resume, retry or re-run many runs at once, that is a batch: "
                              "who asked for it and why, how far it is, and what came of each run stay here."),
                           tr("Select runs"));
    }
    if (state == PagedModel::State::Failed && any) {
        m_stale = true;
        m_bar->show(InfoBar::Warning,
                    tr("These rows are as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (state == PagedModel::State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    follow();
}

/// What has become of their runs is asked only of the batches on view.
void BatchesPage::showSeen() {
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->setSeen(first, last < 0 ? m_model->rowCount() - 1 : last);
}

void BatchesPage::inspect() {
    const QString id = m_table->currentIndex().isValid() ? m_table->currentIndex().data(IdRole).toString() : QString();
    if (id.isEmpty() || id == m_items->batch()) {
        return;
    }
    m_seen.reset();
    m_items->setBatch(id);
    m_strip->setBatch(id);
    m_outcomes->setCurrent(0);
    showOutcome(0);
    follow();
}

/// The list of runs follows the figures of its batch.
void BatchesPage::follow() {
    const api::Batch* batch = m_model->find(m_items->batch());
    if (!batch) {
        return;
    }
    QStringList about{tr("%1, %2").arg(cutText(batch->by, kShownTitle), formatExact(batch->createdAt))};
    if (!batch->reason.empty()) {
        about << tr("Why: %1").arg(cutText(batch->reason, kShownText));
    }
    if (const QString how = BatchText::how(*batch); !how.isEmpty()) {
        about << tr("How: %1").arg(how);
    }
    if (!batch->selection.empty()) {
        about << tr("Which runs: %1").arg(cutText(batch->selection, kShownText));
    }
    m_about->setText(breakable(about.join(u'\n')));
    m_outcomes->setCount(0, batch->total);
    m_outcomes->setCount(1, batch->done);
    m_outcomes->setCount(2, batch->refused);
    m_outcomes->setCount(3, batch->failed);
    m_outcomes->setCount(4, batch->total - batch->done - batch->refused - batch->failed);
    if (m_seen && !(*m_seen == *batch)) {
        m_items->refresh();
    }
    m_seen = *batch;
}

}  // namespace beamline::ui
