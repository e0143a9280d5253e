// SPDX-License-Identifier: Apache-2.0
// What people do with the rows of the page Runs: select, steer, group, filter by a cell, export, follow, freeze.
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>

#include "ui/models/formatting.h"
#include "ui/models/run_cells.h"
#include "ui/models/run_group_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/pages/run_actions.h"
#include "ui/pages/runs/run_bulk.h"
#include "ui/pages/runs/run_columns.h"
#include "ui/pages/runs/run_export_bar.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/run_view_bar.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kShownCondition = 60;  ///< letters of a condition in a menu
}

QAction* RunsPage::make(const char* id, const QString& text, const QString& icon, std::function<void()> run) {
    auto* action = addPageAction(this, id, text, icon);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

void RunsPage::buildTools() {
    const auto menuButton = [this](const char* name, const QString& text, const QString& icon, auto fill) {
        auto* button = new Button(text, Button::Secondary, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(Icon::get(icon));
        connect(button, &QPushButton::clicked, this, [this, button, fill] {
            auto* menu = new QMenu(this);
            fill(menu);
            popUp(menu, button->mapToGlobal(QPoint(0, button->height())));
        });
        return button;
    };
    m_group =
        menuButton("runs.group", tr("Group"), QStringLiteral("branch"), [this](QMenu* menu) { fillGroupMenu(menu); });
    m_columnsButton = menuButton("runs.columns", tr("Columns"), QStringLiteral("columns"),
                                 [this](QMenu* menu) { m_columns->fillMenu(menu, known(QStringLiteral("label"))); });
    m_freeze = new Button(tr("Freeze"), Button::Secondary, this);
    m_freeze->setObjectName(QStringLiteral("runs.freeze"));
    m_freeze->setCheckable(true);
    connect(m_freeze, &QPushButton::clicked, this, &RunsPage::setFrozen);
    m_follow = new Button(tr("Follow"), Button::Secondary, this);
    m_follow->setObjectName(QStringLiteral("runs.follow"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QPushButton::clicked, this, [this](bool on) {
        if (on) {
            m_table->scrollToTop();
        }
        setFollowing(on);
    });
    auto* more = menuButton("runs.more", QString(), QStringLiteral("more"), [this](QMenu* menu) {
        menu->addAction(tr("Export…"), this, &RunsPage::exportRuns);
        menu->addAction(tr("Batches"), this, [this] { Q_EMIT navigate(QStringLiteral("batches")); });
    });
    more->setAccessibleName(tr("More"));
    more->setToolTip(tr("Export what is listed, see what was done to many runs"));
    m_header->addWidget(more);
    m_header->addWidget(m_start);
}

void RunsPage::buildActions() {
    m_open = make("runs.open", tr("Open run"), QStringLiteral("run"), [this] { open(); });
    m_copy = make("runs.copy", tr("Copy run id"), QStringLiteral("copy"), [this] {
        if (const auto* run = currentRun()) {
            QGuiApplication::clipboard()->setText(toText(run->id));
        }
    });
    m_compare = make("runs.compare", tr("Compare"), QStringLiteral("branch"), [this] { compare(); });
    make("runs.export", tr("Export runs…"), QStringLiteral("external"), [this] {
        exportRuns();
    })->setToolTip(tr("Write all runs that fit the filter to a file, as CSV or JSON"));
    make("runs.batches", tr("Batches: what was done to many runs"), QStringLiteral("runs"),
         [this] { Q_EMIT navigate(QStringLiteral("batches")); });
    make("runs.keepView", tr("Save view"), QStringLiteral("plus"), [this] { m_views->save(); });
    make("runs.freezeList", tr("Freeze or thaw the list"), QStringLiteral("suspend"),
         [this] { setFrozen(!m_model->isFrozen()); });
    make("runs.chooseColumns", tr("Choose columns"), QStringLiteral("columns"), [this] { m_columnsButton->click(); });
    make("runs.chooseGroup", tr("Group runs"), QStringLiteral("branch"), [this] { m_group->click(); });
    // What can be taken back is told with its undo.
    connect(m_actions->suspend(), &QAction::triggered, this, [this] { m_undoable = "suspend"; });
    connect(m_actions->resume(), &QAction::triggered, this, [this] { m_undoable = "resume"; });
    connect(m_actions->retry(), &QAction::triggered, this, [this] { m_undoable = nullptr; });
    connect(m_actions->cancel(), &QAction::triggered, this, [this] { m_undoable = nullptr; });
    connect(m_bulk, &RunBulk::allWanted, this, [this] { selectAllMatching(); });
    connect(m_bulk, &RunBulk::cleared, this, &RunsPage::clearSelection);
    selectionChanged();
}

void RunsPage::fillGroupMenu(QMenu* menu) {
    const auto add = [&](const char* id, const QString& text, std::optional<api::RunGrouping> grouping,
                         const QString& label = {}) {
        QAction* action = menu->addAction(text, this, [this, grouping, label] { groupBy(grouping, label); });
        action->setObjectName(QLatin1String("group.") + QLatin1String(id));
        action->setCheckable(true);
        action->setChecked(m_layout.grouping == grouping && m_layout.label == label);
    };
    add("none", tr("One by one"), std::nullopt);
    menu->addSeparator();
    add("workflow", tr("By workflow"), api::RunGrouping::workflow);
    add("version", tr("By version"), api::RunGrouping::version);
    add("error", tr("By error"), api::RunGrouping::error);
    QStringList labels = known(QStringLiteral("label"));
    if (m_layout.grouping == api::RunGrouping::label && !labels.contains(m_layout.label)) {
        labels << m_layout.label;
    }
    if (!labels.isEmpty()) {
        menu->addSection(tr("By label"));
    }
    for (const QString& label : std::as_const(labels)) {
        add("label", cutText(toUtf8(label), kShownTitle), api::RunGrouping::label, label);
    }
}

void RunsPage::groupBy(std::optional<api::RunGrouping> grouping, const QString& label) {
    m_layout.grouping = grouping;
    m_layout.label = label;
    showGrouping();
    ask();
}

void RunsPage::showGrouping() {
    const auto grouping = m_layout.grouping;
    const QString label = m_layout.label;
    m_group->setText(!grouping                                 ? tr("Group")
                     : *grouping == api::RunGrouping::workflow ? tr("By workflow")
                     : *grouping == api::RunGrouping::version  ? tr("By version")
                     : *grouping == api::RunGrouping::error    ? tr("By error")
                                                            : tr("By %1").arg(cutText(toUtf8(label), kShownCondition)));
    m_group->updateGeometry();
    m_columnsButton->setEnabled(!grouping);
    m_columnsButton->setToolTip(grouping ? tr("Groups have columns of their own.") : QString());
}

void RunsPage::listAgain() {
    if (isGrouped()) {
        groupBy(std::nullopt);
    }
}

void RunsPage::open() {
    const QModelIndex at = m_table->currentIndex();
    const auto* run = isGrouped() ? currentRun() : at.isValid() ? &m_model->itemAt(at.row()) : nullptr;
    if (run) {
        Q_EMIT navigate(QStringLiteral("run/") + toText(run->id));
    }
}

/// What began first is what stood before.
void RunsPage::compare() {
    QString why;
    auto runs = selected(&why).runs;
    if (runs.size() == 2) {
        std::sort(runs.begin(), runs.end());  // ids begin with their time
        Q_EMIT navigate(QStringLiteral("compare/%1/%2").arg(toText(runs[0]), toText(runs[1])));
    }
}

/// Nothing moves below an open menu.
void RunsPage::popUp(QMenu* menu, const QPoint& global) {
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    if (!m_model->isFrozen()) {
        m_model->setHeld(true);
        connect(menu, &QObject::destroyed, m_model, [model = m_model] { model->setHeld(false); });
    }
    menu->popup(global);
}

void RunsPage::contextMenu(const QPoint& position) {
    QAbstractItemView* view = isGrouped() ? static_cast<QAbstractItemView*>(m_tree) : m_table;
    const QModelIndex cell = view->currentIndex();  // by the mouse it is the one below it
    if (!cell.isValid() || !view->selectionModel()->isRowSelected(cell.row(), cell.parent())) {
        return;
    }
    auto* menu = new QMenu(this);
    if (isGrouped() && m_groups->groupAt(cell)) {
        fillGroupRowMenu(menu, cell);
        menu->addSeparator();
        menu->addActions(m_bulk->bulkActions());
    } else if (currentRun()) {
        menu->addActions({m_open, m_copy});
        menu->addSeparator();
        fillFilterMenu(menu, cell);
        menu->addActions({m_actions->suspend(), m_actions->resume(), m_actions->retry(), m_actions->cancel()});
        menu->addActions(m_bulk->furtherActions());
    } else {
        fillFilterMenu(menu, cell);
        menu->addAction(m_compare);
        menu->addActions(m_bulk->bulkActions());
    }
    const bool below = view->indexAt(position) == cell;
    popUp(menu, view->viewport()->mapToGlobal(below ? position : view->visualRect(cell).center()));
}

/// The condition that the cell meets, instead of the one that stands there for the same thing.
void RunsPage::fillFilterMenu(QMenu* menu, const QModelIndex& cell) {
    if (isGrouped()) {
        return;
    }
    const api::RunSummary& run = m_model->itemAt(cell.row());
    const QString column = m_model->columnId(cell.column());
    const QString condition = runCellCondition(run, column);
    const auto shown = [](const QString& text) { return cutText(toUtf8(text), kShownCondition); };
    if (!condition.isEmpty()) {
        QAction* only = menu->addAction(tr("Show only %1").arg(shown(condition)), this, [this, condition] {
            m_query->setText(withCondition(m_query->text(), condition));
        });
        only->setObjectName(QStringLiteral("filter.only"));
    }
    if (cell.column() == RunListModel::PhaseColumn) {
        std::vector<api::Phase> others;
        for (int at = 0; at <= static_cast<int>(api::Phase::completed); ++at) {
            const auto phase = static_cast<api::Phase>(at);
            const auto& asked = m_filter.phases;
            const bool now = asked.empty() || std::find(asked.begin(), asked.end(), phase) != asked.end();
            if (now && phase != run.phase) {
                others.push_back(phase);
            }
        }
        QAction* without = menu->addAction(tr("Leave out %1").arg(phaseText(run.phase).toLower()), this,
                                           [this, others] { m_query->setText(withPhases(m_query->text(), others)); });
        without->setObjectName(QStringLiteral("filter.without"));
        without->setEnabled(!others.empty());
        without->setToolTip(others.empty() ? tr("No other phase is asked for.") : QString());
    }
    const QString value = runCellValue(run, column);
    if (!value.isEmpty()) {
        QAction* copy = menu->addAction(tr("Copy %1").arg(shown(value)), this,
                                        [value] { QGuiApplication::clipboard()->setText(value); });
        copy->setObjectName(QStringLiteral("filter.copy"));
    }
    menu->addSeparator();
}

void RunsPage::fillGroupRowMenu(QMenu* menu, const QModelIndex& group) {
    const QString text = runQueryText(m_groups->filterOf(group));
    QAction* only = menu->addAction(tr("List the runs of this group"), this, [this, text] {
        listAgain();
        m_query->setText(text);
    });
    only->setObjectName(QStringLiteral("group.list"));
    menu->addAction(m_tree->isExpanded(group.siblingAtColumn(0)) ? tr("Close the group") : tr("Open the group"), this,
                    [this, at = QPersistentModelIndex(group.siblingAtColumn(0))] {
                        m_tree->setExpanded(at, !m_tree->isExpanded(at));
                    });
}

void RunsPage::exportRuns() {
    if (const QString why = mistakeObstacle(); !why.isEmpty()) {
        say(InfoBar::Warning, why);
        return;
    }
    api::ListRuns question;
    question.filter = m_filter;
    question.order = m_layout.order;
    question.descending = m_layout.descending;
    QStringList columns;
    for (const RunColumnPlace& one : m_columns->places()) {
        columns << one.id;
    }
    if (columns.isEmpty()) {
        columns = runColumnIds();
    }
    askTotal([this, question, columns] {
        m_export->ask(question, columns, std::min<qint64>(m_total, RunExport::kMaxRuns));
    });
}

void RunsPage::offerUndo(const api::RunSummary& run) {
    const char* command = std::exchange(m_undoable, nullptr);
    if (!command) {
        return;
    }
    const bool suspended = QLatin1String(command) == QLatin1String("suspend");
    const QString id = shortId(toText(run.id));
    const auto send = [this, run](auto op) {
        op.run = run.id;
        m_session->call<decltype(op)>(op, this, [this](api::Result<api::RunReply> reply) {
            if (!reply.ok()) {
                say(InfoBar::Error, tr("Undoing: %1").arg(toText(reply.error().message)));
            }
        });
    };
    say(InfoBar::Info, suspended ? tr("Run %1 is suspended.").arg(id) : tr("Run %1 goes on.").arg(id), tr("Undo"),
        [send, suspended] { suspended ? send(api::ResumeRun()) : send(api::SuspendRun()); });
}

/// Who reads further down, or does not follow, keeps the rows under the eyes and is told what came on top.
void RunsPage::countNew(int arrived) {
    if (m_following) {
        return;
    }
    auto* bar = m_table->verticalScrollBar();
    bar->setValue(bar->value() + arrived * space::kRow);
    m_unseen += arrived;
    m_new->setText(tr("%n new", nullptr, m_unseen));
    m_new->adjustSize();
    placeNewButton();
    m_new->show();
    m_new->raise();
}

void RunsPage::placeNewButton() {
    m_new->move((m_table->width() - m_new->width()) / 2, m_table->horizontalHeader()->height() + space::k8);
}

void RunsPage::scrolled(int value) {
    if (value == 0 || m_following) {
        setFollowing(value == 0);
    }
}

void RunsPage::setFollowing(bool following) {
    const bool can = !isGrouped() && m_layout.order == api::RunOrder::created && m_layout.descending;
    m_following = following;
    m_follow->setChecked(following && can);
    m_follow->setEnabled(can);
    m_follow->setToolTip(can ? tr("Stay at the top, where new runs come. Scrolling down lets go of it.")
                             : tr("New runs come on top only in a list sorted by start, newest first."));
    if (following) {
        m_unseen = 0;
        m_new->hide();
    }
}

void RunsPage::setFrozen(bool frozen) {
    m_model->setFrozen(frozen);
    setLive();
    showFrozen();
}

void RunsPage::showFrozen() {
    const bool frozen = m_model->isFrozen();
    const int waiting = m_model->waiting();
    const QString figure =
        formatCount(waiting) + (waiting >= RunListModel::kMaxWaiting ? QStringLiteral("+") : QString());
    m_freeze->setChecked(frozen);
    m_freeze->setText(!frozen                       ? tr("Freeze")
                      : waiting == 0 || isGrouped() ? tr("Frozen")
                                                    : tr("Frozen · %1").arg(figure));
    m_freeze->setToolTip(!frozen ? tr("Let nothing move until you say so")
                                 : tr("%n run(s) have changed meanwhile. Press to see them.", nullptr, waiting));
    m_freeze->setAccessibleDescription(m_freeze->toolTip());
    m_freeze->updateGeometry();
}

bool RunsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        placeNewButton();
        m_columns->fit(m_table->width());
    } else if ((watched == m_table || watched == m_tree) && event->type() == QEvent::KeyPress &&
               static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_bulk->selection().isEmpty()) {
        clearSelection();
        return true;
    }
    return Page::eventFilter(watched, event);
}

void RunsPage::tick() {
    if (isGrouped()) {
        m_groups->tick();
        return;
    }
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->tick(first, last < 0 ? m_model->rowCount() - 1 : last);
}

}  // namespace beamline::ui
