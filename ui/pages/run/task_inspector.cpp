// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/task_inspector.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/run/attempts_view.h"
#include "ui/pages/run/changes_view.h"
#include "ui/pages/run/takeover_note.h"
#include "ui/session/engine_session.h"
#include "ui/session/run_feed.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

/// An error is what one opens a task for: it comes first, and only where there is one.
enum Tabs { ErrorTab, InputTab, OutputTab, AttemptsTab, LogTab, ChangesTab, ChildrenTab };

}  // namespace

TaskInspector::TaskInspector(EngineSession* session, QWidget* parent)
    : Card(parent), m_session(session), m_children(new RunListModel(session, this)) {
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(extent::kInspector);
    m_name = new ElidedLabel(Qt::ElideRight, this);
    m_name->setFont(Theme::current().font(TextRole::Strong));
    m_phase = new Pill(this);
    m_place = new ElidedLabel(Qt::ElideMiddle, this);
    m_place->setProperty("muted", true);
    auto* head = new QWidget(this);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(space::k16, space::k12, space::k16, space::k8);
    rows->setSpacing(space::k8);
    m_headLine = new QHBoxLayout;
    m_headLine->setSpacing(space::k8);
    m_headLine->addWidget(m_name, 1);
    rows->addLayout(m_headLine);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::k8);
    line->addWidget(m_phase);
    line->addWidget(m_place, 1);
    rows->addLayout(line);
    m_note = new TakeoverNote(session, head);
    rows->addWidget(m_note);
    buildIterations(head);
    rows->addWidget(m_iterationRow);
    addBody(head, false, 0);

    m_tabs = new FoldingTabs(this);
    m_tabs->setAccessibleName(tr("Data of the task"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_input = new JsonView(m_tabs);
    m_output = new JsonView(m_tabs);
    m_error = new QPlainTextEdit(m_tabs);
    m_error->setReadOnly(true);
    m_error->setFrameShape(QFrame::NoFrame);
    m_error->setProperty("bare", true);
    m_error->document()->setDocumentMargin(space::k12);
    m_error->setAccessibleName(tr("Error"));
    m_tabs->addFolding(m_error, tr("Error"));
    m_tabs->addFolding(m_input, tr("Input"));
    m_tabs->addFolding(m_output, tr("Output"));
    m_attempts = new AttemptsView(m_tabs);
    m_tabs->addFolding(m_attempts, tr("Attempts"), QStringLiteral("retry"));
    m_tabs->addFolding(buildLog(), tr("Log"), QStringLiteral("file"));
    m_changes = new ChangesView(session, m_tabs);
    m_tabs->addFolding(m_changes, tr("Changes"), QStringLiteral("branch"));
    m_tabs->addFolding(buildChildren(), tr("Child runs"), QStringLiteral("workflows"));
    for (const int tab : {ErrorTab, ChangesTab, ChildrenTab}) {
        m_tabs->setShown(tab, false);
    }
    m_tabs->setCurrentIndex(InputTab);
    addBody(m_tabs);
    connect(m_iteration, &QSpinBox::valueChanged, this, &TaskInspector::ask);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        if (tab == LogTab) {
            showLog();
        }
    });
}

void TaskInspector::buildIterations(QWidget* head) {
    m_iterationRow = new QWidget(head);
    auto* iteration = new QHBoxLayout(m_iterationRow);
    iteration->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("Iteration"), m_iterationRow);
    m_iteration = new QSpinBox(m_iterationRow);
    m_iteration->setAccessibleName(tr("Iteration"));
    m_iterations = new QLabel(m_iterationRow);
    label->setBuddy(m_iteration);
    iteration->addWidget(label);
    iteration->addWidget(m_iteration);
    iteration->addWidget(m_iterations, 1);
}

QWidget* TaskInspector::buildLog() {
    m_log = new QPlainTextEdit(m_tabs);
    m_log->setReadOnly(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setProperty("bare", true);
    m_log->document()->setDocumentMargin(space::k12);
    m_log->setFont(Theme::current().font(TextRole::MonoSmall));
    m_log->setAccessibleName(tr("What the task writes"));
    m_log->setPlaceholderText(
        tr("Nothing was written since this run is shown here. Scripts, commands and containers write while they run."));
    connect(&Theme::current(), &Theme::changed, this, &TaskInspector::showLog);
    return m_log;
}

/// The runs that tasks of this run have started; such a run carries the label "parent".
QWidget* TaskInspector::buildChildren() {
    m_childTable = new TableView(m_tabs);
    m_childTable->setAccessibleName(tr("Child runs"));
    m_childTable->setModel(m_children);
    m_childTable->setItemDelegateForColumn(RunListModel::PhaseColumn, new PhaseDelegate(m_childTable));
    m_childTable->setItemDelegateForColumn(RunListModel::WorkflowColumn, new BadgeDelegate(m_childTable));
    for (int column : {RunListModel::RunColumn, RunListModel::StartedColumn, RunListModel::DurationColumn,
                       RunListModel::ProgressColumn, RunListModel::NowColumn}) {
        m_childTable->setColumnHidden(column, true);
    }
    m_childTable->setColumnWidths({12, 0, 0, 0, 0, 0, 0});
    m_children->setLive(false);
    connect(m_childTable, &TableView::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT runAsked(m_children->idAt(index.row())); });
    connect(m_childTable, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == RunListModel::WorkflowColumn) {
            Q_EMIT runAsked(m_children->idAt(index.row()));  // the name is the link
        }
    });
    const auto count = [this] {
        const int rows = m_children->rowCount();
        m_tabs->setLabel(ChildrenTab, rows == 0 ? tr("Child runs")
                                                : tr("Child runs (%1)").arg(formatCount(rows)) +
                                                      (m_children->hasMore() ? QStringLiteral("+") : QString()));
    };
    connect(m_children, &PagedModel::loaded, this, count);
    connect(m_children, &QAbstractItemModel::rowsInserted, this, count);
    return m_childTable;
}

/// `any`: what is shown starts runs.
void TaskInspector::showChildren(bool any) {
    m_tabs->setShown(ChildrenTab, any);
    m_children->setLive(any);
    if (any && m_childrenOf != m_run) {
        m_childrenOf = m_run;
        api::RunFilter filter;
        filter.labels["parent"] = toUtf8(m_run);
        m_children->setQuery(std::move(filter));
    }
}

/// Listens to the run that is shown, until it has ended: what tasks write is not kept by the engine.
void TaskInspector::follow(bool ended) {
    if (m_followed != m_run) {
        delete std::exchange(m_feed, nullptr);
        m_written.clear();
        m_followed = m_run;
    }
    if (ended || m_feed) {
        return;
    }
    m_feed = new RunFeed(m_session, toUtf8(m_run), this);
    connect(m_feed, &RunFeed::gap, this, [this] { m_written.markGap(); });
    connect(m_feed, &RunFeed::arrived, this, [this](const std::vector<api::Event>& batch) {
        bool mine = false;
        for (const api::Event& event : batch) {
            mine = (m_written.take(event) && toText(event.task) == m_task) || mine;
        }
        if (mine && m_log->isVisible()) {
            showLog();
        }
    });
}

/// Standard output as it is, the error stream in its colour and with a line that says so.
void TaskInspector::showLog() {
    const Tokens& t = Theme::current().tokens();
    auto* bar = m_log->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    const int where = bar->value();
    m_log->clear();
    QTextCursor cursor(m_log->document());
    QTextCharFormat note;
    note.setForeground(t.text3);
    QTextCharFormat words;
    const auto say = [&](const QString& text) {
        if (!cursor.atBlockStart()) {
            cursor.insertText(QStringLiteral("\n"), note);
        }
        cursor.insertText(text + QLatin1Char('\n'), note);
    };
    if (m_written.isCut(m_task)) {
        say(tr("… what was written before is not kept"));
    }
    bool error = false;
    const auto pieces = m_written.pieces(m_task);
    for (const TaskOutput::Piece& piece : pieces) {
        if (piece.error != error) {
            error = piece.error;
            say(error ? tr("Error stream:") : tr("Output stream:"));
        }
        words.setForeground(piece.error ? t.faulted : t.text);
        cursor.insertText(piece.text, words);
    }
    bar->setValue(atEnd ? bar->maximum() : where);  // who has scrolled up is reading
}

void TaskInspector::setHead(const QString& name, api::Phase phase, const QString& place) {
    m_name->setText(name);
    m_name->setToolTip(name);
    m_phase->setPhase(phase);
    m_place->setText(place);
    m_place->setToolTip(place);
}

void TaskInspector::addTaskAction(QAction* action) {
    m_headLine->addWidget(new Button(action, Button::Plain, this));
}

void TaskInspector::setMoment(api::Timestamp at) {
    m_attempts->setMoment(at);
}

void TaskInspector::reset() {
    m_tabs->setCurrentIndex(InputTab);
}

void TaskInspector::showRun(const api::RunDetail& detail) {
    ++m_token;
    m_task.clear();
    m_run = toText(detail.run.id);
    setHead(tr("Whole run"), detail.run.phase, shortId(m_run));
    m_place->setToolTip(m_run);
    m_iterationRow->hide();
    m_input->setValue(detail.input, tr("The run was started without input."));
    m_output->setValue(detail.output, api::isFinal(detail.run.phase) ? tr("The run has no output.")
                                                                     : tr("The output comes with the end of the run."));
    showError(detail.run.error);
    for (const int tab : {AttemptsTab, LogTab, ChangesTab}) {
        m_tabs->setShown(tab, false);
    }
    m_changes->clear();
    showChildren(std::any_of(detail.tasks.begin(), detail.tasks.end(),
                             [](const api::TaskState& task) { return task.type == "run"; }));
    follow(api::isFinal(detail.run.phase));
}

void TaskInspector::showTask(const QString& run, const api::TaskState& task) {
    const QString ref = toText(task.ref);
    const bool other = ref != m_task || run != m_run;
    m_run = run;
    m_task = ref;
    m_state = task;
    m_tabs->setShown(AttemptsTab, true);
    m_tabs->setShown(LogTab, true);
    showChildren(task.type == "run");
    follow(false);
    setHead(toText(task.name), task.phase, task.attempt > 1 ? tr("%1 · attempt %2").arg(ref).arg(task.attempt) : ref);
    m_iterationRow->setVisible(task.iterations > 1);
    if (other || m_iteration->maximum() != std::max(1, task.iterations)) {
        const QSignalBlocker block(m_iteration);
        const bool latest = other || m_iteration->value() == m_iteration->maximum();
        m_iteration->setRange(1, std::max(1, task.iterations));
        m_iterations->setText(tr("of %1").arg(formatCount(task.iterations)));
        if (latest) {
            m_iteration->setValue(m_iteration->maximum());
        }
    }
    if (other) {
        m_input->setValue({}, tr("Loading…"));
        m_output->setValue({}, tr("Loading…"));
        m_error->clear();  // whether there is one comes with the answer
        showAttempts({}, true);
        m_changes->clear();
        m_tabs->setShown(ChangesTab, false);
        showLog();
    }
    ask();
}

void TaskInspector::ask() {
    if (m_task.isEmpty()) {
        return;
    }
    if (m_state.phase == api::Phase::pending && m_state.iterations == 0) {
        ++m_token;
        showError({});
        m_input->setValue({}, tr("The task has not begun."));
        m_output->setValue({}, tr("The task has not begun."));
        return;
    }
    api::GetTask op;
    op.run = toUtf8(m_run);
    op.task = toUtf8(m_task);
    op.iteration = m_state.iterations > 1 ? m_iteration->value() : 0;
    op.asOf = m_asOf;
    m_session->call<api::GetTask>(op, this, [this, token = ++m_token](api::Result<api::TaskDetail> reply) {
        if (token == m_token) {
            take(std::move(reply));
        }
    });
}

void TaskInspector::take(api::Result<api::TaskDetail> reply) {
    if (!reply.ok()) {
        showError({});
        m_input->setValue({}, toText(reply.error().message));
        m_output->setValue({}, toText(reply.error().message));
        return;
    }
    m_input->setValue(reply->input, tr("The task has no input."));
    m_output->setValue(reply->output, api::isFinal(reply->state.phase)
                                          ? tr("The task has no output.")
                                          : tr("The output comes with the end of the task."));
    showError(reply->error);
    m_tabs->setShown(ChangesTab, ChangesView::hasBefore(*reply));
    if (ChangesView::hasBefore(*reply)) {
        m_changes->setTask(m_run, *reply, m_asOf);
    }
    showAttempts(std::move(reply->attempts), std::exchange(m_shownIteration, reply->iteration) != reply->iteration);
}

void TaskInspector::showError(const std::optional<api::WorkflowError>& error) {
    m_error->setPlainText(error ? errorText(*error) : QString());
    if (!error && m_tabs->currentIndex() == ErrorTab) {
        m_tabs->setCurrentIndex(InputTab);
    }
    m_tabs->setShown(ErrorTab, error.has_value());
    if (error && !m_task.isEmpty() && m_tabs->currentIndex() == InputTab && m_state.phase == api::Phase::faulted) {
        m_tabs->setCurrentIndex(ErrorTab);  // who selects a faulted task wants to know why
    }
}

void TaskInspector::showAttempts(std::vector<api::TaskAttempt> attempts, bool otherTask) {
    m_tabs->setLabel(AttemptsTab, attempts.empty() ? tr("Attempts") : tr("Attempts (%1)").arg(attempts.size()));
    m_attempts->setAttempts(std::move(attempts), otherTask);
}

}  // namespace beamline::ui
