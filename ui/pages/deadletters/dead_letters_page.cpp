// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/deadletters/dead_letters_page.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSaveFile>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>
#include <set>

#include "ui/models/batch_list_model.h"
#include "ui/models/dead_letter_export.h"
#include "ui/models/dead_letter_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/deadletters/replay_dialog.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kLetterTickMs = 1000;
}

DeadLettersPage::DeadLettersPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new DeadLetterModel(session, this)),
      m_batches(new BatchListModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    m_search = new SearchField(tr("Filter by workflow, run, error or label"), this);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_strip = new BatchStrip(session, m_batches, true, this);
    buildActions();
    auto* tools = new QHBoxLayout;
    tools->setSpacing(space::k8);
    tools->addWidget(m_search, 1);
    tools->addWidget(new Button(m_replay, Button::Secondary, this));
    tools->addWidget(new Button(m_edit, Button::Secondary, this));
    tools->addWidget(new Button(m_rerun, Button::Secondary, this));
    tools->addWidget(new Button(m_export, Button::Secondary, this));
    tools->addWidget(new Button(m_discard, Button::Danger, this));
    buildTree();
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* card = new Card(split);
    card->addBody(m_tree);
    card->setMinimumWidth(extent::kListPane);
    m_inspector = new TaskInspector(session, split);
    split->addWidget(card);
    split->addWidget(m_inspector);
    split->setStretchFactor(0, 1);
    split->setSizes({880, 300});
    m_stack = new ContentStack(split, this);
    column->addWidget(m_header);
    column->addLayout(tools);
    column->addWidget(m_bar);
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);

    connect(m_search, &SearchField::searchChanged, m_model, &DeadLetterModel::setText);
    connect(m_model, &DeadLetterModel::stateChanged, this, &DeadLettersPage::showState);
    connect(m_model, &DeadLetterModel::loaded, this, &DeadLettersPage::showState);
    connect(m_stack, &ContentStack::retryClicked, this, &DeadLettersPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, [this] {
        if (m_model->text().isEmpty()) {
            Q_EMIT navigate(QStringLiteral("runs"));
        } else {
            m_search->clear();
            m_model->setText({});
        }
    });
    connect(m_strip, &BatchStrip::detailsWanted, this,
            [this](const QString& batch) { Q_EMIT navigate(QStringLiteral("batches/") + batch); });
    connect(m_strip, &BatchStrip::faultedWanted, this,
            [this](const QString& batch) { Q_EMIT navigate(QStringLiteral("batches/%1/faulted").arg(batch)); });
    connect(m_strip, &BatchStrip::failed, this, [this](const QString& what) { m_bar->show(InfoBar::Error, what); });
    connect(session, &EngineSession::healthChanged, this, &DeadLettersPage::update);
    m_tick.setInterval(kLetterTickMs);
    connect(&m_tick, &QTimer::timeout, m_model, &DeadLetterModel::tick);
    update();
}

QIcon DeadLettersPage::icon() const {
    return Icon::get(QStringLiteral("error"));
}

void DeadLettersPage::buildActions() {
    m_open = addPageAction(this, "deadletters.open", tr("Open run"), QStringLiteral("run"));
    m_replay = addPageAction(this, "deadletters.replay", tr("Retry"), QStringLiteral("retry"), QKeySequence(Qt::Key_R));
    m_edit =
        addPageAction(this, "deadletters.edit", tr("Edit and retry…"), QStringLiteral("file"), QKeySequence(Qt::Key_E));
    m_rerun = addPageAction(this, "deadletters.rerun", tr("Re-run…"), QStringLiteral("run"));
    m_export = addPageAction(this, "deadletters.export", tr("Export…"), QStringLiteral("external"),
                             QKeySequence(Qt::CTRL | Qt::Key_S));
    m_discard = addPageAction(this, "deadletters.discard", tr("Discard…"), QStringLiteral("trash"),
                              QKeySequence(Qt::Key_Delete));
    connect(m_open, &QAction::triggered, this, &DeadLettersPage::open);
    connect(m_replay, &QAction::triggered, this, &DeadLettersPage::replay);
    connect(m_edit, &QAction::triggered, this, &DeadLettersPage::edit);
    connect(m_export, &QAction::triggered, this, &DeadLettersPage::exportSelected);
    connect(m_rerun, &QAction::triggered, this, [this] { ask(api::BatchAction::rerun); });
    connect(m_discard, &QAction::triggered, this, [this] { ask(api::BatchAction::discard); });
}

void DeadLettersPage::buildTree() {
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("deadletters.tree"));
    m_tree->setAccessibleName(tr("Dead letters"));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setMouseTracking(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setExpandsOnDoubleClick(false);  // rowActivated does it, for keys as well
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    for (const int column : {DeadLetterModel::FirstColumn, DeadLetterModel::LastColumn}) {
        m_tree->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_tree));
    }
    m_tree->setItemDelegateForColumn(DeadLetterModel::WorkflowColumn, new BadgeDelegate(m_tree));
    m_tree->setItemDelegateForColumn(DeadLetterModel::TaskColumn,
                                     new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_tree));
    auto* header = m_tree->header();
    header->setFixedHeight(extent::kTableHeader);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(DeadLetterModel::ErrorColumn, QHeaderView::Stretch);
    tellCutTexts(*m_tree, *header);
    const QVector<int> widths{0, 17, 15, 5, 10, 10};
    for (int at = 1; at < widths.size(); ++at) {
        header->resizeSection(at, columnWidthFor(*m_tree, *header, at, widths[at]));
    }
    m_tree->installEventFilter(this);
    connect(m_tree, &QTreeView::doubleClicked, this, &DeadLettersPage::open);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &DeadLettersPage::contextMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeadLettersPage::update);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DeadLettersPage::inspect);
}

/// Enter opens a run, and a group's runs; what does not fit into a narrow list is left out by the width of the list.
bool DeadLettersPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            open();
            return true;
        }
    } else if (watched == m_tree && event->type() == QEvent::Resize) {
        const int width = m_tree->width();
        m_tree->setColumnHidden(DeadLetterModel::FirstColumn, width < 3 * extent::kInspector);
        for (const int column : {DeadLetterModel::TaskColumn, DeadLetterModel::LastColumn}) {
            m_tree->setColumnHidden(column, width < extent::kWideList + extent::kListPane);
        }
    }
    return Page::eventFilter(watched, event);
}

void DeadLettersPage::activated() {
    m_model->setLive(true);
    m_batches->setLive(true);
    m_tick.start();
    m_tree->setFocus();
}

void DeadLettersPage::deactivated() {
    m_model->setLive(false);
    m_batches->setLive(false);
    m_tick.stop();
}

void DeadLettersPage::refresh() {
    m_model->refresh();
}

void DeadLettersPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void DeadLettersPage::showState() {
    using State = DeadLetterModel::State;
    const auto state = m_model->state();
    const bool any = m_model->rowCount() > 0;
    if (any) {
        const bool fresh = !m_tree->isVisible() || !m_tree->currentIndex().isValid();
        m_stack->showContent();
        if (fresh) {
            m_tree->setCurrentIndex(m_model->index(0, 0));
        }
    } else if (state == State::Failed) {
        m_stack->showError(m_model->error());
    } else if (state != State::Ready) {
        m_stack->showLoading(tr("Loading dead letters…"));
    } else if (!m_model->text().isEmpty()) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No dead letter fits"),
                           tr("No faulted run matches the text you filter by."), tr("Clear filter"));
    } else {
        m_stack->showEmpty(QStringLiteral("check"), tr("No dead letters"),
                           tr("A run that faults comes here and waits for you: grouped by its error, with the data of "
                              "the task that failed. Retry it as it is, or with an input that you mend, export it, "
                              "or discard it."),
                           tr("See runs"));
    }
    if (state == State::Failed && any) {
        m_stale = true;
        m_bar->show(InfoBar::Warning,
                    tr("These rows are as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (state == State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    const int runs = m_model->runCount();
    m_header->setFigures(
        {{m_model->isCut() ? tr("newest %1").arg(formatCount(runs)) : formatCount(runs),
          tr("faulted", "that many runs", runs),
          m_model->isCut() ? tr("There are more: filter to see them.") : QString(), false},
         {formatCount(m_model->rowCount()), tr("kind(s) of error", nullptr, m_model->rowCount()), {}, false}});
    update();
    inspect();
}

std::vector<api::RunSummary> DeadLettersPage::selected() const {
    std::vector<api::RunSummary> runs;
    std::set<std::string> known;  // a group and one of its runs may both be selected
    for (const auto& row : m_tree->selectionModel()->selectedRows()) {
        for (auto& run : m_model->runsAt(row)) {
            if (known.insert(run.id).second) {
                runs.push_back(std::move(run));
            }
        }
    }
    return runs;
}

void DeadLettersPage::update() {
    const auto runs = selected().size();
    const QString none = m_sending   ? tr("The engine is being asked…")
                         : runs == 0 ? tr("Select runs, or a whole group, first.")
                                     : QString();
    const auto enable = [](QAction* action, const QString& what, const QString& reason) {
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? what : reason);
    };
    const auto set = [&](QAction* action, const char* operation, const QString& what, const QString& other = {}) {
        const QString away = m_session->obstacle(operation);
        enable(action, what, !away.isEmpty() ? away : !none.isEmpty() ? none : other);
    };
    enable(m_open, tr("Show this run with its graph and history."),  // which changes nothing
           runs == 1   ? QString()
           : runs == 0 ? tr("Select runs, or a whole group, first.")
                       : tr("Select one run."));
    const char* batch = api::StartBatch::kInfo.name;
    set(m_replay, runs == 1 ? api::RetryRun::kInfo.name : batch,
        runs == 1 ? tr("Go on at the task that failed, with the input it had.")
                  : tr("Shows first what would happen to each of the runs."));
    set(m_edit, api::RetryRun::kInfo.name, tr("Mend the input of the task that failed, then go on there."),
        runs == 1 ? QString() : tr("An input is mended for one run at a time."));
    set(m_rerun, batch, tr("Begin new runs, on another version when that mends them."));
    set(m_export, api::GetRun::kInfo.name, tr("Write run, error, input and history as JSON to a file."),
        runs <= DeadLetterExport::kMaxRuns
            ? QString()
            : tr("A file takes at most %1 runs.").arg(formatCount(qint64(DeadLetterExport::kMaxRuns))));
    set(m_discard, batch, tr("Ends them for good; error and history stay readable."));
}

/// The failed task of the run in focus; of a group, of its newest run.
void DeadLettersPage::inspect() {
    const auto runs = m_model->runsAt(m_tree->currentIndex());
    if (runs.empty()) {
        return;
    }
    const auto id = runs.front().id;
    const auto what = id + "@" + std::to_string(runs.front().endedAt);  // a run may fault again
    if (std::exchange(m_inspected, what) == what) {
        return;
    }
    m_session->call<api::GetRun>({id}, this, [this, token = ++m_token](api::Result<api::RunDetail> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok()) {
            m_inspected.clear();
            fail(tr("Looking at the run"), reply.error());
            return;
        }
        const auto instance = reply->run.error ? reply->run.error->instance : std::string();
        const auto task = std::find_if(reply->tasks.begin(), reply->tasks.end(),
                                       [&](const api::TaskState& one) { return one.ref == instance; });
        if (task == reply->tasks.end()) {
            m_inspector->showRun(reply.value());
        } else {
            m_inspector->reset();
            m_inspector->showTask(toText(reply->run.id), *task);
        }
    });
}

void DeadLettersPage::open() {
    const auto index = m_tree->currentIndex();
    if (m_model->runAt(index)) {
        Q_EMIT navigate(QStringLiteral("run/") + index.data(IdRole).toString());
    } else if (index.isValid()) {
        const auto group = index.siblingAtColumn(0);
        const auto runs = m_model->runsAt(group);
        if (sender() == m_open && runs.size() == 1) {
            Q_EMIT navigate(QStringLiteral("run/") + toText(runs.front().id));
        } else {
            m_tree->setExpanded(group, !m_tree->isExpanded(group));
        }
    }
}

void DeadLettersPage::replay() {
    const auto runs = selected();
    if (runs.size() != 1) {
        ask(api::BatchAction::retry);
        return;
    }
    m_sending = true;
    update();
    m_session->call<api::RetryRun>({runs.front().id, {}}, this, [this](api::Result<api::RunReply> reply) {
        m_sending = false;
        if (reply.ok()) {
            tell(tr("Run %1 goes on.").arg(shortId(toText(reply->run.id))));
        } else {
            fail(tr("Retrying the run"), reply.error());
        }
        update();
    });
}

void DeadLettersPage::edit() {
    const auto runs = selected();
    if ((m_dialog && m_dialog->isVisible()) || runs.size() != 1) {
        return;
    }
    m_sending = true;
    update();
    m_session->call<api::GetRun>({runs.front().id}, this, [this](api::Result<api::RunDetail> reply) {
        m_sending = false;
        update();
        if (!reply.ok()) {
            fail(tr("Looking at the run"), reply.error());
        } else if (reply->run.phase != api::Phase::faulted) {
            m_bar->show(InfoBar::Info, tr("The run is %1 by now.").arg(phaseText(reply->run.phase).toLower()));
            refresh();
        } else if (!reply->retry) {
            m_bar->show(InfoBar::Info,
                        tr("No task of this run can take another input: what failed was in the middle of its work, or "
                           "had done it. Retry it as it is, or start a new run."));
        } else {
            auto* dialog = new ReplayDialog(m_session, reply.value(), window());
            connect(dialog, &ReplayDialog::replayed, this, [this](const api::RunSummary& run) {
                tell(tr("Run %1 goes on with the new input.").arg(shortId(toText(run.id))));
            });
            m_dialog = dialog;
            dialog->open();
        }
    });
}

/// The engine does it, durably: this page may go meanwhile.
void DeadLettersPage::ask(api::BatchAction action) {
    RunSelection chosen;
    for (auto& run : selected()) {
        chosen.phases.insert(run.phase);
        chosen.workflows.emplace(toText(run.ns), toText(run.workflow));
        chosen.runs.push_back(std::move(run.id));
    }
    if ((m_dialog && m_dialog->isVisible()) || chosen.isEmpty()) {
        return;
    }
    chosen.count = static_cast<qint64>(chosen.runs.size());
    auto* dialog = new BulkDialog(m_session, action, std::move(chosen), window());
    connect(dialog, &BulkDialog::started, this, [this](const api::Batch& batch) {
        m_batches->put(batch);
        m_strip->setBatch(toText(batch.id));
    });
    m_dialog = dialog;
    dialog->open();
}

void DeadLettersPage::exportSelected() {
    const auto runs = selected();
    if (m_files || runs.empty()) {
        return;
    }
    m_files = new QFileDialog(window(), tr("Export dead letters"), {}, tr("JSON (*.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setAcceptMode(QFileDialog::AcceptSave);
    m_files->setDefaultSuffix(QStringLiteral("json"));
    m_files->selectFile((runs.size() == 1 ? toText(runs.front().id) : QStringLiteral("dead-letters")) +
                        QStringLiteral(".json"));
    connect(m_files, &QFileDialog::fileSelected, this, &DeadLettersPage::exportTo);
    m_files->open();
}

void DeadLettersPage::exportTo(const QString& path) {
    std::vector<std::string> ids;
    for (const auto& run : selected()) {
        ids.push_back(run.id);
    }
    const int count = static_cast<int>(ids.size());
    auto* work = new DeadLetterExport(m_session, std::move(ids), this);
    connect(work, &DeadLetterExport::failed, this, [this, work](const api::Error& error) {
        work->deleteLater();
        fail(tr("Exporting"), error);
    });
    connect(work, &DeadLetterExport::finished, this, [this, work, path, count](const api::Json& all) {
        work->deleteLater();
        const QByteArray bytes = prettyJson(all).toUtf8();
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
            m_bar->show(InfoBar::Error, tr("%1 was not written: %2.").arg(path, file.errorString()));
            return;
        }
        tell(tr("%n run(s) exported to %1.", nullptr, count).arg(path));
    });
    work->start();
}

void DeadLettersPage::contextMenu(const QPoint& position) {
    if (!m_tree->indexAt(position).isValid()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_open, m_replay, m_edit, m_rerun, m_export});
    menu->addSeparator();
    menu->addAction(m_discard);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void DeadLettersPage::tell(const QString& text) {
    m_bar->show(InfoBar::Info, text);
}

void DeadLettersPage::fail(const QString& what, const api::Error& error) {
    m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(error.message)));
}

}  // namespace beamline::ui
