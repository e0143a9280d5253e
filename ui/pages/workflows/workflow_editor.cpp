// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/workflow_editor.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/function_list_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/workflow_checker.h"
#include "ui/models/workflow_text.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/catalog_browser.h"
#include "ui/pages/workflows/deploy_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

WorkflowEditor::WorkflowEditor(EngineSession* session, DraftStore* drafts, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_drafts(drafts),
      m_checker(new WorkflowChecker(session, this)),
      m_functions(new FunctionListModel(session, this)),
      m_problems(new ProblemListModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(tr("Draft"), this);
    m_header->setCrumb(tr("Workflows"));
    m_bar = new InfoBar(this);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildText());
    split->addWidget(buildSide());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({680, 480});
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(split, 1);
    buildCommands();
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveMs);
    m_outlineTimer.setSingleShot(true);
    m_outlineTimer.setInterval(kOutlineMs);
    m_checker->setText([this] { return m_text->toPlainText(); });
    connect(&m_saveTimer, &QTimer::timeout, this, &WorkflowEditor::saveAside);
    connect(&m_outlineTimer, &QTimer::timeout, this, &WorkflowEditor::outline);
    connect(m_header, &PageHeader::crumbClicked, this, &WorkflowEditor::closeAsked);
    connect(m_text, &QPlainTextEdit::textChanged, this, &WorkflowEditor::textChanged);
    connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, &WorkflowEditor::cursorMoved);
    connect(m_text, &CodeEditor::findRequested, this, &WorkflowEditor::openFind);
    connect(m_checker, &WorkflowChecker::checked, this, &WorkflowEditor::checked);
    connect(m_checker, &WorkflowChecker::failed, this, &WorkflowEditor::checkFailed);
    connect(m_checker, &WorkflowChecker::busyChanged, this, &WorkflowEditor::showVerdict);
    connect(&Theme::current(), &Theme::changed, this, &WorkflowEditor::showVerdict);
    connect(m_functions, &FunctionListModel::stateChanged, this,
            [this] { m_completions.setFunctions(m_functions->all()); });
    m_text->setCompleter(
        [this](const LineSource& lines, const YamlPlace& place) { return m_completions.at(lines, place); });
}

WorkflowEditor::~WorkflowEditor() {
    flush();
}

QAction* WorkflowEditor::addCommand(const char* id, const QString& text, const QKeySequence& key,
                                    void (WorkflowEditor::*run)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_commands << action;
    return action;
}

void WorkflowEditor::buildCommands() {
    auto* compare = addCommand("editor.compare", tr("Compare…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                               &WorkflowEditor::compare);
    compare->setToolTip(tr("Show what differs from a deployed version"));
    auto* save = addCommand("editor.save", tr("Save…"), QKeySequence(Qt::CTRL | Qt::Key_S), &WorkflowEditor::save);
    save->setToolTip(tr("Save the text to a file. The draft is kept without it."));
    m_deployAction =
        addCommand("editor.deploy", tr("Deploy…"), QKeySequence(Qt::CTRL | Qt::Key_Return), &WorkflowEditor::deploy);
    addCommand("editor.version", tr("Raise the version"), QKeySequence(Qt::CTRL | Qt::Key_U),
               &WorkflowEditor::raiseVersion);
    addCommand("editor.catalog", tr("Show the catalog"), QKeySequence(Qt::Key_F1), &WorkflowEditor::toggleCatalog);
    addCommand("editor.replace", tr("Find and replace"), QKeySequence(Qt::CTRL | Qt::Key_H), &WorkflowEditor::replace);
    addCommand("editor.problem", tr("Next problem"), QKeySequence(Qt::Key_F8), &WorkflowEditor::nextProblem);
    addCommand("editor.discard", tr("Discard the draft"), {}, &WorkflowEditor::discard);
    addCommand("editor.close", tr("Close the editor"), QKeySequence(Qt::CTRL | Qt::Key_W), &WorkflowEditor::closeAsked);
    m_header->addWidget(new Button(compare, Button::Secondary, this));
    m_header->addWidget(new Button(save, Button::Secondary, this));
    m_header->addWidget(new Button(m_deployAction, Button::Primary, this));
}

QWidget* WorkflowEditor::buildText() {
    m_textCard = new Card(this);
    m_text = new CodeEditor(m_textCard);
    m_text->setAccessibleName(tr("Text of the workflow"));
    m_text->setAccessibleDescription(
        tr("Control and space completes. F8 goes to the next problem. Escape, then Tab leaves the text."));
    m_text->setMinimumWidth(extent::kCode);
    m_find = new FindBar(m_text, m_textCard);
    m_textCard->addBody(m_find, false, 0);
    auto* split = new QSplitter(Qt::Vertical, m_textCard);
    split->setChildrenCollapsible(false);
    split->addWidget(m_text);
    m_problemTable = new TableView(split);
    m_problemTable->setAccessibleName(tr("Problems"));
    m_problemTable->setModel(m_problems);
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PointerColumn,
                                             new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_problemTable));
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PlaceColumn, new SeverityDelegate(m_problemTable));
    m_problemTable->setColumnWidths({9, 0, 0});
    m_problemTable->setColumnHidden(ProblemListModel::PointerColumn, true);
    m_problemTable->setMinimumHeight(extent::kProblems);
    m_problemTable->hide();
    split->addWidget(m_problemTable);
    split->setStretchFactor(0, 1);
    split->setSizes({480, 120});
    m_textCard->addBody(split);
    auto* foot = new QWidget(m_textCard);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(space::k12, space::k4, space::k12, space::k4);
    row->setSpacing(space::k8);
    m_where = new QLabel(foot);
    m_where->setTextFormat(Qt::PlainText);
    m_where->setProperty("muted", true);
    m_where->setFont(Theme::current().font(TextRole::Small));
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_verdictIcon = new QLabel(foot);
    m_verdict = new QLabel(foot);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setFont(Theme::current().font(TextRole::Small));
    row->addWidget(m_where, 1);
    row->addWidget(m_verdictIcon);
    row->addWidget(m_verdict);
    m_textCard->addBody(foot, false, 0);
    connect(m_problemTable, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { goToProblem(index.row()); });
    connect(m_problemTable, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        goToProblem(index.row());
        m_text->setFocus();
    });
    connect(m_problemTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (m_problemTable->hasFocus()) {
                    goToProblem(index.row());
                }
            });
    return m_textCard;
}

QWidget* WorkflowEditor::buildSide() {
    auto* card = new Card(this);
    card->setMinimumWidth(extent::kDetailPane);
    m_side = new QTabWidget(card);
    m_side->tabBar()->setDrawBase(false);
    m_side->tabBar()->setAccessibleName(tr("Graph or catalog"));
    m_side->setProperty("inset", true);
    auto* page = new QWidget(m_side);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_graphNote = new QLabel(tr("As of the last valid text"), page);
    m_graphNote->setProperty("muted", true);
    m_graphNote->setContentsMargins(space::k16, space::k8, space::k16, 0);
    m_graphNote->hide();
    m_graph = new GraphView(page);
    m_graph->setAccessibleName(tr("Graph of the tasks"));
    m_graphStack = new ContentStack(m_graph, page);
    column->addWidget(m_graphNote);
    column->addWidget(m_graphStack, 1);
    m_catalog = new CatalogBrowser(m_functions, m_side);
    m_side->addTab(page, tr("Graph"));
    m_side->addTab(m_catalog, tr("Catalog"));
    card->addBody(m_side);
    connect(m_graph, &GraphView::taskSelected, this, &WorkflowEditor::goToTask);
    connect(m_graph, &GraphView::taskActivated, this, [this](const QString& ref) {
        goToTask(ref);
        m_text->setFocus();
    });
    connect(m_catalog, &CatalogBrowser::insertAsked, this, &WorkflowEditor::insertFunction);
    connect(m_side, &QTabWidget::currentChanged, this, [this](int tab) {
        if (m_side->widget(tab) == m_catalog) {
            const QString call = callAround(m_text->lines(), m_text->place());
            m_catalog->showFunction(call.section(QLatin1Char(':'), 0, 0));
        }
    });
    return card;
}

void WorkflowEditor::open(Draft draft, bool changed) {
    flush();
    m_loading = true;
    m_draft = std::move(draft);
    m_changed = changed;
    m_saved = !changed || !m_draft.id.isEmpty();
    if (!m_draft.id.isEmpty()) {
        m_drafts->opened(m_draft.id);
    }
    m_saveFailed = false;
    m_known = false;
    m_valid = false;
    m_bar->hide();
    m_problems->setProblems({});
    m_problemTable->hide();
    m_graph->setGraph({});
    m_graph->setDimmed(false);
    m_graphNote->hide();
    m_graphStack->showEmpty(QStringLiteral("workflows"), tr("No graph yet"),
                            tr("It is drawn as soon as the text is valid."));
    m_text->setSource(m_draft.text);
    m_text->moveCursor(QTextCursor::Start);
    m_loading = false;
    m_spansStale = true;
    if (m_functions->state() != FunctionListModel::State::Ready) {
        m_functions->refresh();
    }
    showTitle();
    cursorMoved();
    m_checker->check();
    if (!m_saved) {
        m_saveTimer.start();
    }
}

void WorkflowEditor::textChanged() {
    // Colours of another theme change no text, and are told as if they did.
    if (m_loading || (!m_changed && m_text->toPlainText() == m_draft.text)) {
        return;
    }
    m_changed = true;
    m_saved = false;
    m_known = false;
    m_spansStale = true;
    if (!m_saveTimer.isActive()) {  // not started anew: who types without a pause is saved, too
        m_saveTimer.start();
    }
    m_checker->textChanged();
    showVerdict();
}

void WorkflowEditor::readDraft() {
    m_draft.text = m_text->toPlainText();
    m_draft.changedAt = Clock::now();
    const auto name = documentMember(m_draft.text, QStringLiteral("name"));
    const auto version = documentMember(m_draft.text, QStringLiteral("version"));
    m_draft.name = name ? name->text : m_draft.name;
    m_draft.version = version ? version->text : QString();
}

/// A disk may take its time, so another thread waits for it. One save at a time; what changes meanwhile comes next.
void WorkflowEditor::saveAside() {
    if (!m_changed || m_saved) {
        return;
    }
    if (m_writer.valid()) {
        m_saveTimer.start();
        return;
    }
    readDraft();
    auto writing = m_drafts->prepare(m_draft);
    if (!writing.ok()) {
        saveFailed(writing.error());
        return;
    }
    m_saved = true;  // until the next change, or until it turns out otherwise
    m_writer = std::async(std::launch::async, [this, id = m_draft.id, work = std::move(writing.value())] {
        auto done = DraftStore::commit(work);
        QMetaObject::invokeMethod(
            this, [this, id, work, done] { savedAs(id, work, done); }, Qt::QueuedConnection);
    });
}

void WorkflowEditor::savedAs(const QString& id, const DraftStore::Writing& writing,
                             const api::Result<api::Unit>& done) {
    if (m_writer.valid()) {
        m_writer.get();
    }
    if (!done.ok()) {
        m_saved = m_draft.id != id;  // of another draft: that one is gone from here
        saveFailed(done.error());
        return;
    }
    m_drafts->committed(id, writing);
    if (std::exchange(m_saveFailed, false)) {
        m_bar->hide();
    }
    if (id != m_draft.id) {  // discarded or deployed while it was written
        m_drafts->remove(id);
    }
    showTitle();
    Q_EMIT draftsChanged();
}

void WorkflowEditor::saveFailed(const api::Error& error) {
    m_bar->show(InfoBar::Error, toText(error.message), tr("Save…"), false);
    connect(m_bar, &InfoBar::actionClicked, this, &WorkflowEditor::save, Qt::UniqueConnection);
    m_saveFailed = true;
    m_saveTimer.start();  // the disk may have room again
}

void WorkflowEditor::flush() {
    m_saveTimer.stop();
    if (m_writer.valid()) {
        m_writer.get();
        // Its answer is in our queue: take it now, before there is another draft.
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }
    if (!m_changed || m_saved) {
        return;
    }
    readDraft();
    const auto done = m_drafts->save(m_draft);
    if (!done.ok()) {
        saveFailed(done.error());
        return;
    }
    if (std::exchange(m_saveFailed, false)) {
        m_bar->hide();
    }
    m_saved = true;
    showTitle();
    Q_EMIT draftsChanged();
}

void WorkflowEditor::showTitle() {
    const QString text = m_text->toPlainText();
    const auto name = documentMember(text, QStringLiteral("name"));
    const auto version = documentMember(text, QStringLiteral("version"));
    m_header->setTitle(name && !name->text.isEmpty() ? cutText(toUtf8(name->text), kShownTitle)
                       : m_draft.path.isEmpty()      ? tr("Draft")
                                                     : QFileInfo(m_draft.path).fileName());
    m_header->setVersion(version ? cutText(toUtf8(version->text), kLongestWord) : QString());
    PageHeader::Figure state;
    state.value = m_saved && m_changed ? tr("kept") : m_changed ? tr("changed") : tr("unchanged");
    state.label = tr("draft");
    state.labelFirst = true;
    state.toolTip = tr("Drafts lie in %1").arg(m_drafts->folder());
    m_header->setFigures({state});
}

void WorkflowEditor::checked(const api::ValidateReply& reply) {
    m_known = true;
    m_valid = reply.valid;
    if (!m_saveFailed) {
        m_bar->hide();
    }
    if (reply.valid) {
        m_graph->setGraph(reply.graph);
        m_graph->setDimmed(false);
        m_graphStack->showContent();
    } else if (m_graphStack->currentWidget() == m_graph) {
        m_graph->setDimmed(true);
    }
    m_graphNote->setVisible(m_graph->isDimmed());
    showProblems(reply.problems);
    m_spansStale = true;
    m_outlineTimer.start();
    showTitle();
    showVerdict();
}

void WorkflowEditor::checkFailed(const api::Error& error) {
    if (!m_saveFailed) {
        m_bar->show(InfoBar::Warning, tr("The text was not checked. %1").arg(toText(error.message)), {}, false);
    }
    showVerdict();
}

void WorkflowEditor::showRefusal(const api::Error& error) {
    if (error.code != api::code::kInvalidDefinition) {
        m_bar->show(InfoBar::Error, tr("Nothing was deployed. %1").arg(toText(error.message)));
        return;
    }
    m_checker->stop();
    m_known = true;
    m_valid = false;
    showProblems(problemsOf(error));
    showVerdict();
}

void WorkflowEditor::showProblems(std::vector<api::Problem> problems) {
    m_problems->setProblems(std::move(problems));
    m_text->setProblems(m_problems->problems());
    m_problemTable->setVisible(m_problems->rowCount() > 0);
}

void WorkflowEditor::showVerdict() {
    const int errors = m_problems->errorCount();
    const int warnings = m_problems->rowCount() - errors;
    const bool known = m_known && !m_checker->isBusy();
    QString text = tr("Checking…");
    QString icon = QStringLiteral("refresh");
    auto role = Icon::Role::Text2;
    if (known && errors > 0) {
        text = tr("%n problem(s)", nullptr, errors);
        icon = QStringLiteral("error");
        role = Icon::Role::Faulted;
    } else if (known && warnings > 0) {
        text = tr("Valid, %n warning(s)", nullptr, warnings);
        icon = QStringLiteral("warning");
        role = Icon::Role::Waiting;
    } else if (known) {
        text = tr("Valid");
        icon = QStringLiteral("check");
        role = Icon::Role::Completed;
    } else if (!m_checker->isBusy()) {
        text = tr("Not checked");
        icon = QStringLiteral("info");
    }
    m_verdict->setText(text);
    m_verdict->setAccessibleName(text);
    QPalette palette = m_verdict->palette();
    palette.setColor(QPalette::WindowText, Icon::color(role));
    m_verdict->setPalette(palette);
    m_verdictIcon->setPixmap(Icon::get(icon, role).pixmap(QSize(space::kIcon, space::kIcon), devicePixelRatioF()));
    // A text with mistakes may be looked at as well: the engine says the same and more.
    m_deployAction->setToolTip(known && errors > 0
                                   ? tr("There are problems to mend first; deploying would refuse the text.")
                                   : tr("Compare with what is deployed, then deploy"));
}

}  // namespace beamline::ui
