// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/history_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
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
enum TaskChoices { AllTasks, SelectedTask, FirstTask };
constexpr int kMomentLength = 64;  ///< letters; no moment has more
}  // namespace

HistoryView::HistoryView(HistoryModel* model, QWidget* parent) : QWidget(parent), m_model(model) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k4);
    column->addWidget(buildLine());
    column->addWidget(m_problem);
    buildTable();
    column->addWidget(m_stack, 1);
    for (auto* choice : {m_kind, m_task, m_order}) {
        connect(choice, &QComboBox::currentIndexChanged, this, &HistoryView::ask);
    }
    connect(m_model, &PagedModel::stateChanged, this, &HistoryView::showState);
    connect(m_model, &PagedModel::loaded, this, &HistoryView::showState);
    connect(m_stack, &ContentStack::retryClicked, m_model, &PagedModel::refresh);
}

QWidget* HistoryView::buildLine() {
    constexpr int kLetters = 14;
    constexpr int kFewestLetters = 7;
    const auto choice = [this](const char* name, const QString& says) {
        auto* box = new QComboBox(this);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(says);
        box->setMinimumContentsLength(kFewestLetters);  // in a narrow window
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMaximumWidth(box->sizeHint().width() +
                             (kLetters - kFewestLetters) * box->fontMetrics().horizontalAdvance(QLatin1Char('X')));
        return box;
    };
    m_kind = choice("history.kind", tr("Kind of event"));
    m_kind->addItem(tr("All events"), QString());
    for (const char* kind : kHistoryKinds) {
        m_kind->addItem(eventText(kind), QString::fromLatin1(kind));
    }
    m_task = choice("history.task", tr("Task of the events"));
    m_task->setToolTip(tr("Of this task and those within it. The selected task follows the graph."));
    m_task->addItem(tr("All tasks"));
    m_task->addItem(tr("Selected task"));
    m_order = choice("history.order", tr("Order of the history"));
    m_order->addItem(tr("Newest first"), false);
    m_order->addItem(tr("Oldest first"), true);
    m_order->setToolTip(tr("Newest first follows the run; oldest first begins where it began."));
    buildMoment();
    m_count = new QLabel(this);
    m_count->setProperty("muted", true);
    auto* holder = new QWidget(this);
    auto* line = new QHBoxLayout(holder);
    line->setContentsMargins(space::k12, 0, space::k12, 0);
    line->setSpacing(space::k8);
    line->addWidget(m_kind, 1);
    line->addWidget(m_task, 1);
    line->addWidget(m_order, 1);
    line->addWidget(m_moment);
    line->addStretch(1);
    line->addWidget(m_count);
    m_line = holder;
    return holder;
}

/// The number of events goes before what is chosen is cut.
void HistoryView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_count->show();
    m_count->setVisible(m_line->minimumSizeHint().width() <= width());
}

void HistoryView::buildMoment() {
    m_moment = new QLineEdit(this);
    m_moment->setObjectName(QStringLiteral("history.moment"));
    m_moment->setPlaceholderText(tr("Go to a time"));
    m_moment->setAccessibleName(tr("Go to a time"));
    m_moment->setToolTip(momentForms());
    m_moment->setMaxLength(kMomentLength);
    m_moment->setClearButtonEnabled(true);
    m_moment->setMinimumHeight(space::kControl);
    constexpr int kShownLetters = 12;  // 14:03:21.339
    constexpr int kMomentLetters = 18;
    m_moment->setMinimumWidth(m_moment->fontMetrics().averageCharWidth() * kShownLetters + 2 * space::k16);
    m_moment->setMaximumWidth(m_moment->fontMetrics().averageCharWidth() * kMomentLetters + 2 * space::k24);
    m_moment->installEventFilter(this);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("history.problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(space::k12, 0, space::k12, 0);
    m_problem->hide();
    const auto tint = [this] {
        m_problem->setStyleSheet(QStringLiteral("color:%1").arg(Theme::current().tokens().faulted.name()));
    };
    tint();
    connect(&Theme::current(), &Theme::changed, m_problem, tint);
    connect(m_moment, &QLineEdit::returnPressed, this, &HistoryView::takeMoment);
    connect(m_moment, &QLineEdit::textChanged, this, [this](const QString& text) {
        tell({});
        if (text.isEmpty()) {
            setMoment(0);
        }
    });
}

void HistoryView::buildTable() {
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
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) {
            choose(index.data(HistoryModel::TaskRefRole).toString());
        }
    });
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        const auto& entry = m_model->itemAt(index.row());
        Q_EMIT entryActivated(entry.seq, entry.index);
    });
}

void HistoryView::reset() {
    for (auto* choice : {m_kind, m_task, m_order}) {
        const QSignalBlocker block(choice);
        choice->setCurrentIndex(0);
    }
    {
        const QSignalBlocker block(m_moment);
        m_moment->clear();
    }
    tell({});
    m_jumps = false;
    m_from = 0;
    m_selected.clear();
    m_task->setItemText(SelectedTask, tr("Selected task"));
    m_tasks.clear();
    showTasks();
    m_model->setQuery({});
}

void HistoryView::ask() {
    const QString task = m_task->currentIndex() == SelectedTask ? m_selected : m_task->currentData().toString();
    HistoryQuery query{m_kind->currentData().toString(), task, m_from, m_order->currentData().toBool()};
    if (query == m_model->query()) {
        return;
    }
    m_model->setQuery(std::move(query));
    m_model->refresh();
    m_table->scrollToTop();
}

// ---- tasks
void HistoryView::setRun(const std::vector<api::TaskState>& tasks, RunSpan span) {
    m_span = span;
    std::vector<std::pair<QString, QString>> now;
    now.reserve(tasks.size());
    for (const auto& task : tasks) {
        now.emplace_back(toText(task.ref), cutText(task.name, kShownTitle));
    }
    if (now != m_tasks) {
        m_tasks = std::move(now);
        showTasks();
        ask();
    }
}

/// The chosen one stays chosen as long as there is it.
void HistoryView::showTasks() {
    const QSignalBlocker block(m_task);
    const QString chosen = m_task->currentIndex() < FirstTask ? QString() : m_task->currentData().toString();
    while (m_task->count() > FirstTask) {
        m_task->removeItem(FirstTask);
    }
    for (const auto& [ref, name] : m_tasks) {
        m_task->addItem(name, ref);
        m_task->setItemData(m_task->count() - 1, ref, Qt::ToolTipRole);
    }
    if (!chosen.isEmpty()) {
        m_task->setCurrentIndex(std::max(0, m_task->findData(chosen)));
    }
}

void HistoryView::choose(const QString& ref) {
    m_choosing = true;
    Q_EMIT taskChosen(ref);
    m_choosing = false;
}

void HistoryView::setSelected(const QString& ref) {
    if (ref == m_selected && !m_choosing) {
        return;
    }
    m_selected = ref;
    const int row = m_task->findData(ref);
    m_task->setItemText(SelectedTask,
                        row < FirstTask ? tr("Selected task") : tr("Selected: %1").arg(m_task->itemText(row)));
    if (!m_choosing && m_task->currentIndex() == SelectedTask) {  // who reads on in the table stays where he is
        ask();
    }
}

void HistoryView::toggleSelected() {
    m_task->setCurrentIndex(m_task->currentIndex() == SelectedTask ? AllTasks : SelectedTask);
}

// ---- moments
void HistoryView::askMoment() {
    m_moment->setFocus(Qt::ShortcutFocusReason);
    m_moment->selectAll();
}

void HistoryView::takeMoment() {
    if (m_moment->text().trimmed().isEmpty()) {
        return;
    }
    const auto at = momentOfRun(m_moment->text(), m_span);
    if (!at) {
        tell(tr("“%1” is no time. %2").arg(m_moment->text().trimmed(), momentForms()));
        return;
    }
    tell({});
    m_jumps = true;
    setMoment(*at);
    showState();  // it may be what is shown already
}

void HistoryView::setMoment(api::Timestamp at) {
    m_from = at;
    ask();
}

void HistoryView::tell(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_moment->setAccessibleDescription(problem);
    if (!problem.isEmpty()) {
        QAccessibleEvent event(m_problem, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

bool HistoryView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_moment && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_moment->text().isEmpty()) {
        m_moment->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// ---- what is shown
void HistoryView::fitTimes(api::Timestamp createdAt) {
    // Of another day its date is said too.
    const int at =
        QFontMetrics(Theme::current().font(TextRole::Body)).horizontalAdvance(formatTime(createdAt, Clock::now())) +
        2 * space::k12 + space::k8;
    m_table->setColumnWidth(HistoryModel::AtColumn, std::max(m_table->columnWidth(HistoryModel::AtColumn), at));
}

void HistoryView::showState() {
    const int rows = m_model->rowCount();
    const auto& query = m_model->query();
    const QString loaded =
        m_model->hasMore() ? tr("%1 loaded, more below").arg(formatCount(rows)) : tr("%n event(s)", nullptr, rows);
    const QString moment = query.oldestFirst ? tr("from %1 on") : tr("up to %1");
    m_count->setText(rows == 0 ? QString()
                     : query.from == 0
                         ? loaded
                         : moment.arg(formatTime(query.from, Clock::now())) + QStringLiteral(" · ") + loaded);
    if (rows > 0) {
        m_stack->showContent();
        if (std::exchange(m_jumps, false) && m_moment->hasFocus()) {  // there was nothing to go to before
            m_table->setFocus(Qt::OtherFocusReason);
        }
    } else if (m_model->state() == PagedModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading the history…"));
    } else if (query.from != 0) {
        m_stack->showEmpty(QStringLiteral("clock"), tr("No such event"),
                           (query.oldestFirst ? tr("Nothing that fits happened after %1.")
                                              : tr("Nothing that fits happened before %1."))
                               .arg(formatTime(query.from, Clock::now())));
    } else if (!query.kind.isEmpty() || !query.task.isEmpty()) {
        m_stack->showEmpty(QStringLiteral("clock"), tr("No such event"), tr("Nothing that fits has happened yet."));
    } else {
        m_stack->showEmpty(QStringLiteral("clock"), tr("Nothing has happened yet"),
                           tr("Every step of the run appears here as soon as it is on disk."));
    }
}

}  // namespace beamline::ui
